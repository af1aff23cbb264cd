"""Text + the plan as it should be → text, verified by reading it back. The file and its lock are store.py's."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NoReturn

from gkplan import yaml_nodes
from gkplan.errors import RefusedError
from gkplan.model import Extension, Location, Plan, Progress, Step, Target, Task
from gkplan.parse import parse
from gkplan.splice import (
    CannotSpliceError,
    Splice,
    Value,
    append_items,
    apply,
    remove_entry,
    remove_item,
    set_entry,
)
from gkplan.yaml_nodes import Mapping
from gkplan.yaml_nodes import Sequence as ListNode

Places = dict[Location, Mapping]


def rewrite(text: str, before: Plan, after: Plan) -> str:
    """Return `text` (without a BOM) changed as little as possible so that it reads as `after`.

    `before` is what `parse` made of `text`; `after` differs from it in what tasks have reported, closed or been granted,
    and in tasks added at the end. Raises RefusedError, naming the line, when that cannot be done in place or when the
    result, read back, is not exactly `after`.
    """
    root = yaml_nodes.read(text)
    tasks = root.get("tasks") if isinstance(root, Mapping) else None
    if not isinstance(root, Mapping) or not isinstance(tasks, ListNode):
        raise RefusedError("文件里没有 tasks 列表，无法修改；请先运行 gkplan check 并改正")
    step = 2 if not tasks.is_flow and tasks.at.column > 1 else 0
    nodes: Places = {node.at: node for node in tasks.items if isinstance(node, Mapping)}
    splices: list[Splice] = []
    for old, new in zip(before.tasks, after.tasks, strict=False):
        if old is not new and old != new:
            try:
                splices += _task_splices(text, nodes[old.at], old, new, step)
            except CannotSpliceError as error:
                _refuse(old, error.at, error.why)
    if added := after.tasks[len(before.tasks) :]:
        try:
            splices.append(
                append_items(text, root, "tasks", [task_value(task) for task in added], in_flow=False, step=0)
            )
        except CannotSpliceError as error:
            _refuse(added[0], error.at, error.why)
    changed = apply(text, splices)
    _verify(changed, before, after, text)
    return changed


def _refuse(task: Task, at: Location, why: str) -> NoReturn:
    raise RefusedError(
        f"第 {at.line} 行第 {at.column} 列：{why}，任务 {task.id} 没有改动；请用编辑器手工修改这一处，再运行 gkplan check"
    )


def _verify(changed: str, before: Plan, after: Plan, text: str) -> None:
    plan, problems = parse(changed)
    if plan == after and len(problems) == len(parse(text)[1]):
        return
    wrong = next(
        (mine for mine, theirs in zip(after.tasks, plan.tasks, strict=False) if mine != theirs),
        after.tasks[0] if after.tasks else None,
    )
    where = next((task.at.line for task in before.tasks if wrong and task.id == wrong.id), 1)
    raise RefusedError(
        f"第 {where} 行起的写法无法安全地就地修改，文件没有改动；请用编辑器手工修改，再运行 gkplan check"
    )


def _task_splices(text: str, node: Mapping, old: Task, new: Task, step: int) -> Iterator[Splice]:
    # In the order of the format: what is put in at one place comes out in this order.
    if old.target != new.target and new.target:
        yield set_entry(text, node, "target", target_value(new.target))
    yield from _steps(text, node, old.steps, new.steps, step)
    if added := new.extensions[len(old.extensions) :]:
        yield append_items(text, node, "extensions", [extension_value(e) for e in added], in_flow=True, step=step)
    yield from _progress(text, node, old.progress, new.progress, step)
    yield from _done(text, node, old.done, new.done)


def _done(text: str, node: Mapping, old: date | None, new: date | None) -> Iterator[Splice]:
    if old is None and new is not None:
        yield set_entry(text, node, "done", new.isoformat())
    elif old is not None and new is None:
        yield remove_entry(text, node, "done")


def _steps(text: str, node: Mapping, old: Sequence[Step], new: Sequence[Step], step: int) -> Iterator[Splice]:
    places = _places(node.get("steps"))
    for was, now in zip(old, new, strict=False):
        if was != now:
            yield from _done(text, places[was.at], was.done, now.done)
    if added := new[len(old) :]:
        yield append_items(text, node, "steps", [step_value(each) for each in added], in_flow=False, step=step)


def _progress(
    text: str, node: Mapping, old: Sequence[Progress], new: Sequence[Progress], step: int
) -> Iterator[Splice]:
    items = node.get("progress")
    places = _places(items)
    rest = list(new)
    gone = []
    for was in old:
        if rest and rest[0] == was:
            del rest[0]
        elif rest and rest[0] == replace(was, done=False):
            del rest[0]
            yield remove_entry(text, places[was.at], "done")
        else:
            gone.append(was)
    if isinstance(items, ListNode) and gone:
        if len(gone) == len(items.items):
            yield remove_entry(text, node, "progress")
        else:
            indexes = [index for index, item in enumerate(items.items) if any(item.at == was.at for was in gone)]
            for index in indexes:
                yield remove_item(text, items, index)
    if rest:
        yield append_items(text, node, "progress", [progress_value(each) for each in rest], in_flow=False, step=step)


def _places(node: yaml_nodes.Node | None) -> Places:
    items = node.items if isinstance(node, ListNode) else []
    return {item.at: item for item in items if isinstance(item, Mapping)}


def task_value(task: Task) -> dict[str, Value]:
    """Return a task as the file writes it, optional parts only where it has them."""
    value: dict[str, Value] = {"id": task.id}
    if task.section:
        value["section"] = task.section
    value |= {"requirement": task.requirement, "units": list(task.units)}
    if task.deadline:
        value["deadline"] = task.deadline
    if task.target:
        value["target"] = target_value(task.target)
    return value


def target_value(target: Target) -> dict[str, Value]:
    """Return a target as the file writes it."""
    value: dict[str, Value] = {"count": str(target.count), "measure": target.measure}
    if target.what:
        value["what"] = target.what
    if target.each:
        value["each"] = "true"
    return value


def step_value(step: Step) -> dict[str, Value]:
    """Return a step as the file writes it."""
    value: dict[str, Value] = {"what": step.what}
    if step.deadline:
        value["deadline"] = step.deadline
    if step.done:
        value["done"] = step.done.isoformat()
    return value


def extension_value(extension: Extension) -> dict[str, Value]:
    """Return an extension as the file writes it."""
    value: dict[str, Value] = {"to": extension.to.isoformat()}
    if extension.on:
        value["on"] = extension.on.isoformat()
    if extension.reason:
        value["reason"] = extension.reason
    return value


def progress_value(entry: Progress) -> dict[str, Value]:
    """Return a report as the file writes it."""
    value: dict[str, Value] = {"date": entry.date.isoformat()}
    if entry.unit:
        value["unit"] = entry.unit
    if entry.done:
        value["done"] = "true"
    if entry.count is not None:
        value["count"] = str(entry.count)
    if entry.note:
        value["note"] = entry.note
    if entry.evidence:
        value["evidence"] = list(entry.evidence)
    return value
