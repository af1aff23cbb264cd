"""Text + the plan as it should be → text, verified by reading it back. Nothing here knows a file."""

from collections.abc import Iterator, Sequence
from typing import NoReturn

from gkplan.errors import RefusedError
from gkplan.plan.model import Location, Plan, Problem
from gkplan.planfile.read import Reading, read_plan
from gkplan.planfile.schema import HEAD, TASK, present_names
from gkplan.planfile.yaml import nodes
from gkplan.planfile.yaml.extents import CannotSpliceError, children_of, is_block, last_leaf
from gkplan.planfile.yaml.lines import Record, Value
from gkplan.planfile.yaml.nodes import ListNode, MappingNode, Node, Scalar
from gkplan.planfile.yaml.splice import (
    Splice,
    apply,
    put_entry,
    put_items,
    refuse_shared,
    remove,
    replace_scalar,
)


def rewrite(reading: Reading, after: Plan) -> str:
    """Return the text of `reading` changed as little as possible so that it reads as `after`.

    `after` differs from the plan of `reading` in what stands below plan:, in what its tasks say, and in tasks added or
    taken out at the end. Raises RefusedError, naming the line, when that cannot be done in place or when the result, read back, is not exactly
    `after`.
    """
    text, root, before = reading.text, reading.root, reading.plan
    # Every line ends with a break while we work: the last one is then no case of its own.
    newline = "" if text.endswith("\n") else "\r\n" if text.rpartition("\n")[0].endswith("\r") else "\n"
    whole = text + newline
    if not isinstance(root, MappingNode):
        raise RefusedError("文件里没有 tasks 列表，无法修改；请先运行 gkplan check 并改正")
    changed = apply(whole, _splices(whole, root, before, after))
    last = last_leaf(root)
    if newline and is_block(last) and not changed.endswith(whole[last.start :]) and _says_more(whole, last):
        raise _unsafe(before, before, after, is_open=True)
    # What was last may need its line break once it is not, or is, the last.
    for candidate in (changed.removesuffix(newline), changed) if newline else (changed,):
        plan, problems = read_plan(candidate)
        # A reminder may come back: a comment that an undo leaves right behind a requirement, say.
        if plan == after and _faults(problems) <= _faults(reading.problems):
            return candidate
    raise _unsafe(plan, before, after, is_open=newline != "" and read_plan(whole)[0] != before)


def _faults(problems: Sequence[Problem]) -> int:
    return sum(not problem.is_warning for problem in problems)


def _says_more(whole: str, last: Node) -> bool:
    """Tell whether the text that ends the file, whatever its key, says another thing with a line break behind it."""
    root = nodes.read(whole)
    ended = last_leaf(root) if root else None
    return isinstance(ended, Scalar) and isinstance(last, Scalar) and ended.text != last.text


def _splices(text: str, root: MappingNode, before: Plan, after: Plan) -> Iterator[Splice]:
    tasks = root.get("tasks")
    items = tasks.items if isinstance(tasks, ListNode) else []
    indexes = {item.at: index for index, item in enumerate(items)}
    step = tasks.at.column - 1 if isinstance(tasks, ListNode) and items and not tasks.is_flow else 0
    yield from _head(text, root, before, after, step)
    kept = min(len(before.tasks), len(after.tasks))
    for old, new in zip(before.tasks, after.tasks, strict=False):
        if old is not new and old != new:
            try:
                yield from _mapping(
                    text, items[indexes[old.at]], TASK.write(old), TASK.write(new), tuple(TASK.keys), step
                )
            except CannotSpliceError as error:
                _refuse(f"任务 {old.id}", error)
    added = [TASK.write(task) for task in after.tasks[kept:]]
    gone = before.tasks[kept:]
    try:
        if added and isinstance(tasks, ListNode) and items:
            yield from put_items(text, tasks, len(items), added, step)
        elif added:
            yield from put_entry(text, root, "tasks", added, ["tasks"], 0)
        elif gone and isinstance(tasks, ListNode):
            for task in gone:
                _refuse_unread(items[indexes[task.at]], TASK.write(task))
            yield from remove(text, tasks, {indexes[task.at] for task in gone})
    except CannotSpliceError as error:
        _refuse(f"任务 {(*after.tasks[kept:], *gone)[0].id}", error)


def _head(text: str, root: MappingNode, before: Plan, after: Plan, step: int) -> Iterator[Splice]:
    old, new = HEAD.write(before), HEAD.write(after)
    node = root.get("plan")
    if old == new:
        return
    if node is None:
        raise RefusedError("文件里没有 plan，没有改动；请先在文件开头写上 plan 和它的 title")
    try:
        yield from _mapping(text, node, old, new, tuple(HEAD.keys), step)
    except CannotSpliceError as error:
        _refuse("plan", error)


def _refuse(what: str, error: CannotSpliceError) -> NoReturn:
    raise RefusedError(
        f"第 {error.at.line} 行第 {error.at.column} 列：{error.why}，{what} 没有改动；"
        f"请用编辑器手工修改这一处，再运行 gkplan check"
    ) from None


def _unsafe(plan: Plan, before: Plan, after: Plan, *, is_open: bool) -> RefusedError:
    if is_open:
        return RefusedError("文件末尾的多行文字（| 或 >）后面没有换行，文件没有改动；请在文件末尾按一下回车，再试一次")
    wrong = {mine.id for mine, theirs in zip(after.tasks, plan.tasks, strict=False) if mine != theirs}
    at = next((task.at for task in before.tasks if task.id in wrong), Location(1, 1))
    return RefusedError(
        f"第 {at.line} 行起的写法无法安全地就地修改，文件没有改动；请用编辑器手工修改，再运行 gkplan check"
    )


def _mapping(text: str, node: Node, old: Record, new: Record, order: Sequence[str], step: int) -> Iterator[Splice]:
    """Make the mapping at `node` say `new` instead of `old`; `order` is that of its keys."""
    refuse_shared(node)
    if not isinstance(node, MappingNode):
        raise CannotSpliceError(node.at, "这里应是一组「名称: 值」")
    names = present_names(node)
    for key, value in new.items():
        was, child = old.get(key), node.entries[names.index(key)][1] if key in names else None
        if was == value:
            continue
        if isinstance(child, Scalar) and isinstance(value, str) and (was or child.text in {"", "false"}):
            yield from replace_scalar(text, child, value, is_flow=node.is_flow)
        elif isinstance(child, ListNode) and isinstance(value, list) and (was or child.items):
            yield from _list(text, child, was if isinstance(was, list) else [], value, step)
        elif isinstance(child, MappingNode) and isinstance(value, dict) and isinstance(was, dict):
            yield from _mapping(text, child, was, value, list(value), step)
        else:
            yield from put_entry(text, node, key, value, order, step)
    gone = old.keys() - new.keys()
    indexes = {index for index, name in enumerate(names) if name in gone}
    for index in indexes:
        _refuse_unread(node.entries[index][1], old[names[index]])
    if len(indexes) > len(gone):
        raise CannotSpliceError(node.entries[max(indexes)][0].at, "同一个名称写了两次")
    yield from remove(text, node, indexes)


def _list(
    text: str, node: ListNode, old: Sequence[str | Record], new: Sequence[str | Record], step: int
) -> Iterator[Splice]:
    """Make the list at `node` say `new` instead of `old`."""
    refuse_shared(node)
    if new[: len(old)] == old:
        yield from put_items(text, node, len(node.items), new[len(old) :], step)
        return
    if len(node.items) != len(old):
        raise CannotSpliceError(node.at, "这个列表里有读不懂的内容")
    rest = list(new)
    gone = set()
    in_place = len(new) >= len(old) and all(map(_is_kin, old, new))
    for index, was in enumerate(old):
        if in_place:
            yield from _item(text, node, index, was, rest.pop(0), step)
        elif was in rest:
            if ahead := rest[: rest.index(was)]:
                yield from put_items(text, node, index, ahead, step)
            del rest[: len(ahead) + 1]
        elif rest and _is_next(rest[0], was, old[index + 1 :]):
            yield from _item(text, node, index, was, rest.pop(0), step)
        else:
            _refuse_unread(node.items[index], was)
            gone.add(index)
    yield from remove(text, node, gone)
    if rest:
        yield from put_items(text, node, len(old), rest, step)


def _item(text: str, node: ListNode, index: int, was: str | Record, now: str | Record, step: int) -> Iterator[Splice]:
    if isinstance(was, dict) and isinstance(now, dict):
        if was != now:
            yield from _mapping(text, node.items[index], was, now, list(now), step)
    elif isinstance(now, str) and was != now:
        yield from replace_scalar(text, node.items[index], now, is_flow=node.is_flow)


def _refuse_unread(node: Node, said: Value) -> None:
    """Raise CannotSpliceError when `node`, which goes, says more than was understood."""
    if isinstance(node, MappingNode) and isinstance(said, dict):
        names = present_names(node)
        for number, (name, child) in enumerate(node.entries):
            if names[number] in names[:number]:
                raise CannotSpliceError(name.at, "同一个名称写了两次")
            if names[number] in said:
                _refuse_unread(child, said[names[number]])
            elif child.text not in {"", "false"} if isinstance(child, Scalar) else children_of(child):
                raise CannotSpliceError(name.at, f"「{name.text}」读不懂，删去就丢了")
    elif isinstance(node, ListNode) and isinstance(said, list):
        if len(node.items) != len(said):
            raise CannotSpliceError(node.at, "这个列表里有读不懂的内容")
        parts: Sequence[str | Record] = said
        for item, part in zip(node.items, parts, strict=True):
            _refuse_unread(item, part)


def _is_next(now: str | Record, was: str | Record, later: Sequence[str | Record]) -> bool:
    """Tell whether `now` is what has become of `was` rather than of one of the `later` ones."""
    return now not in later and (_is_kin(now, was) or not any(_is_kin(now, each) for each in later))


def _is_kin(one: str | Record, other: str | Record) -> bool:
    """Tell whether one of two records says all that the other says."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return one == other
    return one.items() <= other.items() or other.items() <= one.items()
