"""What import and rollover have in common: options, reading, telling what is unsettled, writing a fresh file."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gkplan.cli.telling import telling
from gkplan.errors import RefusedError
from gkplan.importers.suggest import accept, suggest
from gkplan.outputs import streams
from gkplan.plan.model import Plan
from gkplan.planfile.fresh import dump
from gkplan.planfile.read import read_plan
from gkplan.store import files

if TYPE_CHECKING:
    from gkplan.importers.draft import Draft

Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="文件", help="写到这个文件；不写时输出到屏幕")]
Year = Annotated[int | None, typer.Option("--year", metavar="年度", min=1950, max=9998, help="补全没写年份的时限")]
Steps = Annotated[bool, typer.Option("--steps", help="把要求里的数量和分步时限写成条目，而不是注释")]
Strict = Annotated[bool, typer.Option("--strict", help="还有要核对的就以退出码 1 结束")]
Force = Annotated[bool, typer.Option("--force", help="覆盖已有的文件")]

_MOST_SHOWN = 1000
"""Characters of the document that a message repeats; where it stands is said beside it."""


def refuse_inputs(output: Path | None, *inputs: Path | None) -> None:
    """Raise RefusedError for an `output` that is one of the `inputs`, by whatever name: it would be lost."""
    for each in inputs:
        # What is not there, or cannot be looked at, cannot be lost: reading it has its own answer.
        with suppress(OSError):
            if output and each and output.samefile(each):
                raise RefusedError(f"{output} 就是要读取的 {each}，覆盖会丢失它的内容，没有改动；请换一个输出文件名")


def read_draft(source: Path, year: int | None) -> "Draft":
    """Return the draft in `source`. Raises NotFoundError or RefusedError."""
    from gkplan.importers.pipeline import import_file

    return import_file(source, year=year)


def read_sound_plan(path: Path) -> Plan:
    """Return the plan in the file at `path`; raises RefusedError at its first fault."""
    plan, problems = read_plan(files.read(path).text)
    for problem in problems:
        if not problem.is_warning:
            raise RefusedError(f"{path}:{problem.at.line}:{problem.at.column}: {problem.message}；请先改正再试")
    return plan


def tell(draft: "Draft") -> None:
    """Print on stderr what a person must settle, what was left out, and which names are new."""
    for kind, notes in (("请核对", draft.warnings), ("未导入", draft.left_out)):
        for note in notes:
            words = "".join(note.words.split("\n"))
            if len(words) > _MOST_SHOWN:
                words = f"{words[:_MOST_SHOWN]}…（共 {len(words)} 字）"
            streams.say(f"{kind}：{note.place}：{words and f'「{words}」'}{note.message}")
    plan = draft.plan
    if plan.units:
        streams.say(f"登记单位 {len(plan.units)} 个：{'、'.join(unit.name for unit in plan.units)}")
    if plan.groups:
        groups = "、".join(group.name for group in plan.groups)
        streams.say(f"登记统称 {len(plan.groups)} 个：{groups}")
        streams.say(
            "请补上：各统称包括哪些单位，原文没有写；请在 groups 里写明，否则写了统称的任务没有算到任何单位名下"
        )
    if plan.office is None:
        streams.say("请补上：各单位报送给哪个单位，原文没有写；请在 plan 下面写上 office，如 office: 县政府办公室")
    streams.say(f"共 {len(plan.tasks)} 项任务，{len(draft.warnings)} 处要核对，{len(draft.left_out)} 处没有导入")


def deliver(
    plan: Plan, output: Path | None, *, takes_suggestions: bool, force: bool, suggests_for: Plan | None = None
) -> None:
    """Write `plan` to `output`, or to stdout without one, suggestions as comments or entries.

    `suggests_for` is the part of the plan to look for suggestions in; all of it by default. Raises RefusedError.
    """
    suggestions = suggest(suggests_for or plan)
    for each in suggestions:
        is_entry = "已写成条目" if takes_suggestions else "已写成注释"
        streams.say(
            f"建议：任务 {each.task_id}「{each.words}」像是{'数量要求' if each.target else '分步时限'}，{is_entry}"
        )
    comments: dict[str, list[str]] = {}
    if takes_suggestions:
        plan = accept(plan, suggestions)
    else:
        for each in suggestions:
            comments.setdefault(each.task_id, []).extend(each.remarks)
    head = [
        f"{plan.title}：任务台账",
        "",
        "改后运行 gkplan check 检查。每项任务的 id 是原文序号，不改动，也不重复使用。",
    ]
    text = dump(plan, comments, head)
    if output is None:
        streams.write(text)
        return
    is_there = os.path.lexists(output)
    if is_there and not force:
        raise RefusedError(f"已经有 {output}，没有改动它；请换一个文件名，或加 --force 覆盖")
    if is_there:
        remarks = files.update(output, lambda _: text, lambda: f"整个文件换成了《{plan.title}》").remarks
    else:
        remarks = files.create(output, text)
    with telling(f"已写入 {output}", remarks):
        streams.say(f"已写入 {output}；请运行 gkplan check --file {output} 检查")
