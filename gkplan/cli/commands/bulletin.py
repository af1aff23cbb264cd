"""bulletin: the 通报 of an issue, as a paper and on record."""

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from gkplan.cli.days import day_of_reply, today
from gkplan.cli.delivery import deliver, hand_over, refuse_plan
from gkplan.cli.options import AsOf, File, Rev, one_of
from gkplan.cli.question import Question
from gkplan.cli.telling import telling
from gkplan.cli.writing import change_plan
from gkplan.dates.typed import parse_day
from gkplan.errors import GkplanError, RefusedError, UsageError
from gkplan.outputs import streams
from gkplan.outputs.papers.bulletin_docx import as_document
from gkplan.outputs.papers.bulletin_text import as_markdown, as_text
from gkplan.plan.changes.bulletins import next_number, refuse_unfit, register_issue, registered
from gkplan.plan.model import Bulletin, Plan
from gkplan.plan.status import Judge
from gkplan.store import files
from gkplan.views.bulletin import NO_OFFICE, bulletin_paper
from gkplan.views.official_paper import Paper

HELP = """写一期通报：总体情况、存在问题、下一步工作要求，各单位情况作附件，按公文格式排好。

期号接着最大的往下排，写好后登记在方案里；再印一份同一期，写 --issue。例如：
  gkplan bulletin 通报.docx
  gkplan bulletin --as-of 6月30日 --dry-run
  gkplan bulletin 通报.docx --as-of 2023-09-30 --date 2023-10-15
  gkplan bulletin 通报.docx --issue 3"""

_FORMATS = ("docx", "md", "txt")


def run(
    output: Annotated[
        Path | None, typer.Argument(metavar="文件", help="以 .docx、.md 或 .txt 结尾；不写时输出到屏幕")
    ] = None,
    issue: Annotated[
        int | None, typer.Option("--issue", metavar="期号", min=1, max=9999, help="第几期；已登记的照原样再写一份")
    ] = None,
    against: Annotated[
        str | None, typer.Option("--against", metavar="日期或期号", help="与哪一天或哪一期相比；不写时与上一期相比")
    ] = None,
    reply_by: Annotated[str | None, typer.Option("--reply-by", metavar="日期", help="要求各单位在哪天前报送")] = None,
    date_: Annotated[str | None, typer.Option("--date", metavar="日期", help="印发日期，不写时写截至的那一天")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只写通报，不登记")] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件")] = False,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="格式",
            help="docx、md 或 txt；输出到屏幕时不写为 txt",
            callback=one_of("格式", _FORMATS),
        ),
    ] = None,
    file: File = None,
    as_of: AsOf = None,
    rev: Rev = None,
) -> None:
    """Write an issue to `output` or stdout, and register it if it is new."""
    kind = _kind(output, format_)
    if output:
        refuse_plan(output, file)
    judge = Question(file=file, as_of=as_of, rev=rev).open()
    asked = _asked(judge, issue, against, reply_by, date_)
    known = registered(judge.plan, asked.no)
    if known:
        _refuse_other(asked, known, has_day=as_of is not None)
    else:
        if rev and not dry_run:
            raise UsageError("以前的版本里没有登记这一期；只看看请加 --dry-run，要登记请不写 --rev")
        refuse_unfit(judge.plan, asked)
        if not dry_run and asked.as_of > (now := today(judge.plan.year)):
            raise RefusedError(f"{asked.as_of} 还没有到（今天是 {now}），没有写通报；先看看请加 --dry-run")
        if not dry_run:
            # A plan that cannot be written is told of before the paper is.
            files.find(file, os.environ)
    if not judge.plan.tasks:
        raise RefusedError("方案里没有任务，没有可以通报的；请先用 gkplan add 或 gkplan import 写入任务")
    paper = bulletin_paper(judge.plan, known or asked)
    if judge.plan.office is None:
        streams.say(f"提示：方案里没有写 office（印发单位），通报里写作“{NO_OFFICE}”；请在 plan 下面补上")
    _write(paper, kind, output, force=force)
    if not known and not dry_run:
        _register(file, asked)


def _kind(output: Path | None, format_: str | None) -> str:
    """Return what is written. Raises UsageError for an ending that says nothing, or something else than --format."""
    ending = output.suffix.lower().removeprefix(".") if output else format_ or "txt"
    if ending not in _FORMATS:
        raise UsageError(f"「{output}」的结尾看不出写成什么；可写 .docx、.md 或 .txt")
    if format_ not in {None, ending}:
        raise UsageError(f"「{output}」的结尾和 --format {format_} 不一致；写成什么由文件名的结尾决定，请删去 --format")
    return ending


def _asked(judge: Judge, no: int | None, against: str | None, reply_by: str | None, date_: str | None) -> Bulletin:
    """Return the issue that was typed, on the day asked about. Raises UsageError for days that cannot be."""
    plan = judge.plan
    known = registered(plan, no) if no else None
    day = known.as_of if known else judge.day
    before = _compared(plan, against, day) if against else None
    if before and before >= day:
        raise UsageError(f"--against 的 {before} 不早于通报截至的 {day}，请写更早的日期或期号")
    answer = day_of_reply(reply_by, day)
    issued = parse_day(date_, day, day.year) if date_ else None
    if issued and issued < day:
        raise UsageError(f"--date 的 {issued} 早于通报截至的 {day}，请写那天或以后的日期")
    return Bulletin(no or next_number(plan), judge.day, before, answer, issued if issued != day else None)


def _compared(plan: Plan, text: str, day: date) -> date:
    """Return the day of the issue whose number `text` is, else the day it names. Raises UsageError."""
    if not (text.isascii() and text.isdecimal() and len(text) < 5):
        return parse_day(text, day, plan.year)
    found = registered(plan, int(text))
    if found is None:
        raise UsageError(f"没有登记过第{int(text)}期，不能与它相比；请写日期，或已登记的期号")
    return found.as_of


def _refuse_other(asked: Bulletin, known: Bulletin, *, has_day: bool) -> None:
    """Raise RefusedError where something else is asked of a registered issue than it was sent out with."""
    told = f"第{known.no}期已按截至 {known.as_of} 印发"
    if has_day and asked.as_of != known.as_of:
        raise RefusedError(f"{told}，不能改成 {asked.as_of}；再印一份请不写 --as-of，新的一期请不写 --issue")
    for option, new, old in (
        ("--against", asked.against, known.against),
        ("--reply-by", asked.reply_by, known.reply_by),
        ("--date", asked.date, known.date),
    ):
        if new is not None and new != old:
            was = f" {option} 写的是 {old}，不能改成 {new}" if old else f"没有写 {option}，现在不能加上"
            raise RefusedError(f"{told}时{was}；再印一份请不写 {option}")


def _write(paper: Paper, kind: str, output: Path | None, *, force: bool) -> None:
    if kind == "docx":
        data = as_document(paper)
    else:
        text = as_text(paper) if kind == "txt" else as_markdown(paper)
        data = text.encode("utf-8")
    if output:
        deliver(data, output, f"{paper.number}，截至{paper.date}", force=force)
    elif kind == "docx":
        hand_over(data)
        streams.flush()
    else:
        streams.write(text)
        streams.flush()


def _register(file: str | None, issue: Bulletin) -> None:
    """Enter the issue in the plan. Raises what went wrong, and that the paper is written all the same."""
    try:
        said, remarks = change_plan(file, lambda plan: register_issue(plan, issue))
    except GkplanError as error:
        raise type(error)(f"通报已经写好，但没有登记：{error.message}") from None
    with telling("通报已经写好并登记", remarks):
        streams.say(f"{said[0]}；撤回用 gkplan undo")
