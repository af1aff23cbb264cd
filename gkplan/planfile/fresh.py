"""A plan → the text of a new file, in the style of data/tasks.yaml. Nothing here changes a file that exists."""

from collections.abc import Iterator, Mapping, Sequence

from gkplan.errors import RefusedError
from gkplan.plan.model import Plan, Unit
from gkplan.planfile.edit import task_value
from gkplan.planfile.read import read_plan
from gkplan.planfile.yaml.lines import Record, block_lines, flow
from gkplan.planfile.yaml.nodes import scalar


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
    read, problems = read_plan(text)
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
    if plan.office:
        yield f"  office: {scalar(plan.office)}"
    yield f"  due_soon_days: {plan.due_soon_days}"
    for key, days in (("holidays", plan.holidays), ("workdays", plan.workdays)):
        if days:
            yield f"  {key}: {flow([day.isoformat() for day in days])}"


def _unit(unit: Unit) -> str:
    parts: Record = {}
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
        for index, line in enumerate(block_lines(task_value(task), 0)):
            yield f"{'  ' if index else '- '}{line}"
        for remark in remarks.get(task.id, ()):
            yield "  " + _comment(remark)


def _comment(words: str) -> str:
    """Return `words` as a comment on one line, without signs that a YAML reader refuses even there."""
    return ("# " + "".join(char if char.isprintable() else " " for char in " ".join(words.split()))).rstrip()
