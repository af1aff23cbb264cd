"""export: the ledger, the return form, a page, a calendar or plain data as a file for people without gkplan."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gkplan.cli.bundles import spread
from gkplan.cli.days import day_of_reply
from gkplan.cli.delivery import deliver, deliver_all, hand_over, refuse_plan
from gkplan.cli.filters import Answer, Wanted, find
from gkplan.cli.options import AsOf, File, ReplyBy, Rev
from gkplan.cli.question import Question
from gkplan.errors import NotFoundError, UsageError
from gkplan.outputs import formats, streams
from gkplan.outputs.papers import paper_endings, render
from gkplan.outputs.waiting import waited_for, waiting
from gkplan.views.amounts import how_many

if TYPE_CHECKING:
    from gkplan.plan.forms import Asked
    from gkplan.plan.status import Judge

HELP = """把任务写成文件，交给不用 gkplan 的人：Excel 台账、回填表、网页、日历，或 csv、md、json、tsv。

写成什么由文件名的结尾决定；写“-”输出到屏幕，格式用 --format 指明。筛选与 list 相同。例如：
  gkplan export 台账.xlsx
  gkplan export 台账.xlsx --per-unit
  gkplan export --split 台账 --unit 各镇街
  gkplan export --return --split 回填表 --reply-by 2023-10-10
  gkplan export --return 回填表.xlsx --unit 县司法局
  gkplan export 任务页.html
  gkplan export 日程.ics --unit 县财政局
  gkplan export 逾期.csv --status 已逾期"""


@spread
def run(
    *,
    output: Annotated[
        Path | None, typer.Argument(metavar="文件", help="以 .xlsx、.html、.ics、.csv、.md、.json 或 .tsv 结尾")
    ] = None,
    is_form: Annotated[
        bool, typer.Option("--return", help="写成回填表：各单位填好交回，再用 gkplan collect 收进方案")
    ] = False,
    per_unit: Annotated[bool, typer.Option("--per-unit", help="台账里另给每个单位一张工作表")] = False,
    split: Annotated[
        Path | None, typer.Option("--split", metavar="文件夹", help="每个单位写成一个文件，放在这里")
    ] = None,
    reply_by: ReplyBy = None,
    wanted: Wanted,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件")] = False,
    format_: Annotated[str | None, typer.Option("--format", metavar="格式", help="文件名是 - 时写成什么")] = None,
    file: File = None,
    as_of: AsOf = None,
    rev: Rev = None,
) -> None:
    """Write what matches to `output`, or to a file for each unit in `split`."""
    ending = _ending(output, split, format_)
    if ending != ".xlsx" and (is_form or per_unit):
        raise UsageError("--return 和 --per-unit 写的是 Excel 文件；请用以 .xlsx 结尾的文件名")
    if reply_by and not is_form:
        raise UsageError("--reply-by 只在写回填表（--return）时用")
    if is_form and per_unit:
        raise UsageError("回填表要给每个单位一个文件的，请写 --split 文件夹，不写 --per-unit")
    judge = Question(file=file, as_of=as_of, rev=rev).open()
    answer_by = day_of_reply(reply_by, judge.day)
    if split is not None:
        deliver_all(_papers(judge, wanted, ending, answer_by, is_form=is_form), split, force=force)
        return
    output = output or Path("-")
    refuse_plan(output, file)
    if is_form:
        asked = [each for _, own in _forms(judge, wanted) for each in own]
        _put(_form(judge, asked, answer_by), output, f"{len(asked)} 行", force=force)
        return
    answer = find(judge, wanted, "id")
    told = how_many(match.piece for match in answer.matches) or "没有任务"
    if ending in paper_endings():
        _put(_paper(ending, judge, answer, _of_units(judge, wanted) if per_unit else ()), output, told, force=force)
    elif str(output) == "-":
        streams.write(_text(ending, judge, answer, is_utf8=streams.is_utf8()))
    else:
        _put(_text(ending, judge, answer, is_utf8=True).encode("utf-8"), output, told, force=force)


def _ending(output: Path | None, split: Path | None, format_: str | None) -> str:
    """Return the ending that says what is written. Raises UsageError for one that says nothing."""
    known = (*paper_endings(), *(f".{name}" for name in formats.format_names() if name not in {"table", "ids"}))
    if (output is None) == (split is None):
        raise UsageError("请写一个文件名，或用 --split 写一个文件夹，只写其中一种")
    if output is None or str(output) == "-":
        ending = f".{format_ or ('xlsx' if output is None else 'tsv')}"
    elif format_:
        raise UsageError("写成什么由文件名的结尾决定，--format 只在文件名是 - 或写了 --split 时用")
    else:
        ending = output.suffix.lower()
    if ending not in known:
        raise UsageError(f"「{format_ or output}」看不出写成什么；可写 {'、'.join(known)}")
    return ending


def _of_units(judge: "Judge", wanted: Wanted, *, with_parts: bool = False) -> list[tuple[str, Answer]]:
    """Return for each unit (of those wanted) that has something the matches of its own, in the plan's order.

    `with_parts` has the steps and periods, too, what presses before what does not.
    """
    from gkplan.plan.lookup import find_units

    names = judge.members(find_units(judge.plan, wanted.units)) or tuple(unit.name for unit in judge.plan.units)
    sort = "status" if with_parts else "id"
    own = [(name, find(judge, wanted._replace(units=[name]), sort, with_parts=with_parts)) for name in names]
    return [(name, answer) for name, answer in own if answer.matches]


def _forms(judge: "Judge", wanted: Wanted) -> "list[tuple[str, list[Asked]]]":
    """Return what a form asks of each unit that is asked anything. Raises NotFoundError when none is."""
    from gkplan.plan.forms import asked_of

    forms = [
        (unit, asked_of(judge, unit, answer.matches)) for unit, answer in _of_units(judge, wanted, with_parts=True)
    ]
    forms = [(unit, asked) for unit, asked in forms if asked]
    if not forms:
        raise NotFoundError("没有要填的：符合条件的任务都已办结，或不是这些单位的；没有写文件")
    return forms


def _papers(
    judge: "Judge", wanted: Wanted, ending: str, reply_by: date | None, *, is_form: bool
) -> list[tuple[str, bytes]]:
    """Return the name and the bytes of a file for each unit."""
    if is_form:
        return [
            (f"{unit}.xlsx", _form(judge, asked, reply_by))
            for unit, asked in waited_for(_forms(judge, wanted), "回填表")
        ]
    made: list[tuple[str, bytes]] = []
    for unit, answer in waited_for(_of_units(judge, wanted), "文件"):
        is_paper = ending in paper_endings()
        data = _paper(ending, judge, answer) if is_paper else _text(ending, judge, answer, is_utf8=True).encode("utf-8")
        made.append((f"{unit}{ending}", data))
    if not made:
        raise NotFoundError("没有符合条件的任务，没有写文件")
    return made


def _put(data: bytes, output: Path, what: str, *, force: bool) -> None:
    if str(output) == "-":
        hand_over(data)
    else:
        deliver(data, output, what, force=force)


def _form(judge: "Judge", asked: "Sequence[Asked]", reply_by: date | None) -> bytes:
    from gkplan.outputs.papers.form_book import render as render_form

    return render_form(judge, asked, reply_by)


def _paper(ending: str, judge: "Judge", answer: Answer, of_units: Sequence[tuple[str, Answer]] = ()) -> bytes:
    if of_units:
        from gkplan.outputs.papers.ledger_book import render as render_ledger

        return render_ledger(judge, answer.matches, answer.units, [(unit, own.matches) for unit, own in of_units])
    if ending == ".xlsx":
        # It has rows to count, and says itself how far it is.
        return render(ending, judge, answer.matches, answer.units)
    with waiting("正在写文件"):
        return render(ending, judge, answer.matches, answer.units)


def _text(ending: str, judge: "Judge", answer: Answer, *, is_utf8: bool) -> str:
    from gkplan.views.tasks import task_listing

    listing = task_listing(judge, answer.matches, units=answer.units)
    with waiting("正在写文件"):
        return formats.render(listing, ending.removeprefix("."), is_utf8=is_utf8)
