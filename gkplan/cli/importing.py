"""What import and rollover have in common: options, reading, telling what is unsettled, writing a fresh file."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gkplan.cli.delivery import deliver, refuse_unasked
from gkplan.cli.telling import telling
from gkplan.errors import RefusedError, UsageError
from gkplan.importers.suggest import accept, suggest
from gkplan.outputs import streams
from gkplan.plan.model import Plan
from gkplan.planfile.fresh import dump
from gkplan.planfile.read import read_plan
from gkplan.store import files
from gkplan.text.folding import measure, share
from gkplan.text.gist import clip

if TYPE_CHECKING:
    from gkplan.importers.draft import Draft

Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="文件", help="写到这个文件；不写时输出到屏幕")]
Year = Annotated[int | None, typer.Option("--year", metavar="年度", min=1950, max=9998, help="补全没写年份的时限")]
Steps = Annotated[bool, typer.Option("--steps", help="把要求里的数量和分步时限写成条目，而不是注释")]
Strict = Annotated[bool, typer.Option("--strict", help="还有要核对的就以退出码 1 结束")]
Columns = Annotated[
    str | None, typer.Option("--columns", metavar="各列", help="依次写明各列是什么：序号,任务,责任单位,完成时限")
]
Verbose = Annotated[bool, typer.Option("--verbose", help="逐条列出要核对的和没有导入的，并说明按什么读的")]
Report = Annotated[
    Path | None,
    typer.Option("--report", metavar="文件.xlsx", help="把读到的任务、要核对的和没有导入的写成 Excel 核对表"),
]
Force = Annotated[bool, typer.Option("--force", help="覆盖已有的文件")]

_FIRST = 5
_LEAST = 8
"""Columns of the screen that each column of the first tasks has at least."""


def read_draft(source: Path, year: int | None, named: str | None = None) -> "Draft":
    """Return the draft in `source`; `named` is what --columns says. Raises NotFoundError, RefusedError or UsageError."""
    from gkplan.importers.pipeline import import_file
    from gkplan.importers.tasks.named_columns import names_in

    return import_file(source, year=year, names=() if named is None else names_in(named))


def read_sound_plan(path: Path) -> Plan:
    """Return the plan in the file at `path`; raises RefusedError at its first fault."""
    plan, problems = read_plan(files.read(path).text)
    for problem in problems:
        if not problem.is_warning:
            raise RefusedError(f"{path}:{problem.at.line}:{problem.at.column}: {problem.message}；请先改正再试")
    return plan


def tell(draft: "Draft", *, is_long: bool = False) -> None:
    """Print on stderr what a person must settle, what was left out, and which names are new.

    `is_long` gives each its own line with all its words, and says as what the document was read.
    """
    from gkplan.views import import_notes

    for words in draft.how if is_long else ():
        streams.say(words)
    for line in (*import_notes.doubts(draft, is_long=is_long), *import_notes.left_out(draft, is_long=is_long)):
        streams.say(line)
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


def tell_rows(rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows of texts on stderr, each column as wide as its widest text."""
    widths = [max(measure(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        streams.say(
            "  ".join(cell + " " * (width - measure(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        )


def tell_first(draft: "Draft") -> None:
    """Print on stderr the first tasks as they were read, for a person to see whether the columns are right."""
    from gkplan.views import import_notes

    rows = [import_notes.HEAD, *import_notes.tasks(draft)[:_FIRST]]
    count = len(draft.plan.tasks)
    streams.say(f"读到 {count} 项任务" + (f"，前 {_FIRST} 项是：" if count > _FIRST else "："))
    natural = [max(map(measure, column)) for column in zip(*rows, strict=True)]
    natural[-1] = min(natural[-1], 2 * _LEAST)
    room = max(streams.window()[0] - 1 - 2 * (len(natural) - 1), len(natural) * _LEAST)
    widths = share(natural, (0, 1, 2, 1, 0), room, _LEAST)
    tell_rows([tuple(clip(text, width) for text, width in zip(row, widths, strict=True)) for row in rows])


def write_report(draft: "Draft", report: Path, *, force: bool) -> None:
    """Write the tasks, doubts and what was left out as a workbook. Raises RefusedError."""
    from gkplan.outputs.papers.check_book import Sheet, render
    from gkplan.views import import_notes

    if report.suffix.lower() != ".xlsx":
        raise UsageError(f"--report 写的是 Excel 文件；请把 {report} 改成以 .xlsx 结尾的文件名")
    head = ("方面", "任务", "位置", "原文", "说明")
    sheets = [
        Sheet("读到的任务", import_notes.HEAD, (8, 30, 60, 36, 20), import_notes.tasks(draft)),
        Sheet("要核对的", head, (12, 8, 16, 50, 50), import_notes.notes(draft.warnings)),
        Sheet("没有导入的", head, (12, 8, 16, 50, 50), import_notes.notes(draft.left_out)),
    ]
    deliver(render(draft.plan.title, sheets), report, "核对表", force=force)


def deliver_plan(
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
    refuse_unasked(output, force=force)
    if os.path.lexists(output):
        remarks = files.update(output, lambda _: text, lambda: f"整个文件换成了《{plan.title}》").remarks
    else:
        remarks = files.create(output, text)
    with telling(f"已写入 {output}", remarks):
        streams.say(f"已写入 {output}；请运行 gkplan check --file {output} 检查")
