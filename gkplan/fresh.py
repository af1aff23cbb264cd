"""A plan → the text of a new file, in the style of data/tasks.yaml. Nothing here changes a file that exists."""

from collections.abc import Iterator, Mapping, Sequence

from gkplan.edit import extension_value, progress_value, step_value, target_value
from gkplan.errors import RefusedError
from gkplan.model import Plan, Task, Unit
from gkplan.parse import parse
from gkplan.splice import Value, flow
from gkplan.yaml_nodes import scalar

_BLOCKS = frozenset({"steps", "progress"})
"""Lists whose items stand one fact a line; extensions stand one item a line."""


def dump(plan: Plan, remarks: Mapping[str, Sequence[str]], head: Sequence[str] = ()) -> str:
    """Return the YAML of `plan`; `remarks` are comments below the tasks by id, `head` comments at the top.

    Raises RefusedError when the text, read back, is not exactly `plan`.
    """
    lines = [_comment(line) for line in head]
    lines += ["", *_plan(plan)] if lines else _plan(plan)
    lines += [
        "",
        "# 可以写进责任单位的全部单位，按通报中的次序排列；可加 full（全称）、aliases（别名）、contact（联络员）。",
    ]
    lines += _named("units", [(unit.name, _unit(unit)) for unit in plan.units])
    if plan.groups:
        lines += ["", "# 原文中的统称。包括哪些单位由办公室确定，请在方括号里补上，如 [县财政局, 县司法局]。"]
        lines += _named("groups", [(group.name, flow(list(group.members))) for group in plan.groups])
    if plan.sections:
        lines += ["", "# 原文的各级标题，编号照原文。"]
        lines += _named("sections", [(section.key, scalar(section.title)) for section in plan.sections])
    lines += ["", *_tasks(plan, remarks)]
    text = "\n".join(lines) + "\n"
    read, problems = parse(text)
    if read != plan:
        where = f"第 {problems[0].at.line} 行：{problems[0].message}" if problems else "有的文字无法原样写成 YAML"
        raise RefusedError(f"写出的方案读回来与原文不一致（{where}），没有写文件；请先改正来源文件里这一处")
    return text


def _plan(plan: Plan) -> Iterator[str]:
    yield "plan:"
    yield f"  title: {scalar(plan.title)}"
    if plan.year is not None:
        yield f"  year: {plan.year}"
    if plan.issued:
        yield f"  issued: {plan.issued.isoformat()}"
    yield f"  due_soon_days: {plan.due_soon_days}"
    for key, days in (("holidays", plan.holidays), ("workdays", plan.workdays)):
        if days:
            yield f"  {key}: {flow([day.isoformat() for day in days])}"


def _unit(unit: Unit) -> str:
    parts: dict[str, Value] = {}
    if unit.full:
        parts["full"] = unit.full
    if unit.aliases:
        parts["aliases"] = list(unit.aliases)
    if unit.contact:
        parts["contact"] = unit.contact
    return flow(parts)


def _named(key: str, entries: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{key}:", *(f"  {scalar(name)}: {value}" for name, value in entries)] if entries else [f"{key}: {{}}"]


def _tasks(plan: Plan, remarks: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield "tasks:" if plan.tasks else "tasks: []"
    titles = {section.key: f"{section.key} {section.title}" for section in plan.sections}
    before: str | None = None
    for number, task in enumerate(plan.tasks):
        if number:
            yield ""
        if task.section != before and task.section in titles:
            yield _comment(titles[task.section])
        before = task.section
        for index, line in enumerate(_task(task)):
            yield f"{'  ' if index else '- '}{line}"
        for remark in remarks.get(task.id, ()):
            yield "  " + _comment(remark)


def _task(task: Task) -> Iterator[str]:
    yield f"id: {scalar(task.id)}"
    if task.section:
        yield f"section: {scalar(task.section)}"
    yield f"requirement: {scalar(task.requirement)}"
    for key, names in (("units", task.units), ("lead", task.lead), ("support", task.support)):
        if names or key == "units":
            yield f"{key}: {flow(list(names))}"
    for key, words in (("deadline", task.deadline), ("origin", task.origin)):
        if words:
            yield f"{key}: {scalar(words)}"
    if task.target:
        yield f"target: {flow(target_value(task.target))}"
    yield from _reports(task)
    if task.done:
        yield f"done: {task.done.isoformat()}"


def _reports(task: Task) -> Iterator[str]:
    items: tuple[tuple[str, list[dict[str, Value]]], ...] = (
        ("steps", [step_value(step) for step in task.steps]),
        ("extensions", [extension_value(extension) for extension in task.extensions]),
        ("progress", [progress_value(entry) for entry in task.progress]),
    )
    for key, values in items:
        if values:
            yield f"{key}:"
        for value in values:
            if key not in _BLOCKS:
                yield f"- {flow(value)}"
                continue
            for number, (name, said) in enumerate(value.items()):
                yield f"{'  ' if number else '- '}{name}: {scalar(said) if isinstance(said, str) else flow(said)}"


def _comment(words: str) -> str:
    """Return `words` as a comment on one line, without signs that a YAML reader refuses even there."""
    return "# " + "".join(char if char.isprintable() else " " for char in " ".join(words.split()))
