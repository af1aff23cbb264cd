"""A plan → the text of a new file, in the style of data/tasks.yaml. Nothing here changes a file that exists."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gkplan.errors import RefusedError
from gkplan.plan.model import Plan
from gkplan.planfile.read import read_plan
from gkplan.planfile.schema import GROUP, HEAD, SECTION, TASK, UNIT, Entry
from gkplan.planfile.yaml.lines import block_lines, flow
from gkplan.planfile.yaml.nodes import scalar


def dump(plan: Plan, remarks: Mapping[str, Sequence[str]], head: Sequence[str] = ()) -> str:
    """Return the YAML of `plan`; `remarks` are comments below the tasks by id, `head` comments at the top.

    Raises RefusedError when the text, read back, is not exactly `plan`.
    """
    lines = [_comment(line) for line in head]
    lines += ["", *_head(plan)] if lines else _head(plan)
    lines += [
        "",
        "# 可以写进责任单位的全部单位，按通报中的次序排列；可加 full（全称）、aliases（别名）、contact（联络员）。",
    ]
    lines += _named("units", UNIT, plan.units)
    if plan.groups:
        lines += ["", "# 原文中的统称。包括哪些单位由办公室确定，请在方括号里补上，如 [县财政局, 县司法局]。"]
        lines += _named("groups", GROUP, plan.groups)
    if plan.sections:
        lines += ["", "# 原文的各级标题，编号照原文。"]
        lines += _named("sections", SECTION, plan.sections)
    lines += ["", *_tasks(plan, remarks)]
    text = "\n".join(lines) + "\n"
    read, problems = read_plan(text)
    if read != plan:
        where = f"第 {problems[0].at.line} 行：{problems[0].message}" if problems else "有的文字无法原样写成 YAML"
        raise RefusedError(f"写出的方案读回来与原文不一致（{where}），没有写文件；请先改正来源文件里这一处")
    return text


def _head(plan: Plan) -> Iterator[str]:
    yield "plan:"
    for line in block_lines(HEAD.write(plan), 0):
        yield f"  {line}"


def _named(key: str, entry: Entry, values: Sequence[Any]) -> list[str]:
    lines = [
        f"  {scalar(name)}: {scalar(each) if isinstance(each, str) else flow(each)}"
        for name, each in map(entry.write, values)
    ]
    return [f"{key}:", *lines] if lines else [f"{key}: {{}}"]


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
        for index, line in enumerate(block_lines(TASK.write(task), 0)):
            yield f"{'  ' if index else '- '}{line}"
        for remark in remarks.get(task.id, ()):
            yield "  " + _comment(remark)


def _comment(words: str) -> str:
    """Return `words` as a comment on one line, without signs that a YAML reader refuses even there."""
    return ("# " + "".join(char if char.isprintable() else " " for char in " ".join(words.split()))).rstrip()
