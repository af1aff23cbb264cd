"""export: the ledger, the return form, a page, a calendar or plain data as a file for people without gkplan."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gkplan.cli.bundles import spread
from gkplan.cli.delivery import deliver, hand_over, refuse_plan
from gkplan.cli.filters import Answer, Wanted, find
from gkplan.cli.options import AsOf, File
from gkplan.cli.question import Question
from gkplan.errors import UsageError
from gkplan.outputs import formats, streams
from gkplan.outputs.papers import paper_endings, render
from gkplan.views.amounts import how_many
from gkplan.views.tasks import task_listing

if TYPE_CHECKING:
    from gkplan.plan.status import Judge

HELP = """把任务写成文件，交给不用 gkplan 的人：Excel 台账、网页、日历，或 csv、md、json、tsv。

写成什么由文件名的结尾决定；写“-”输出到屏幕，格式用 --format 指明。筛选与 list 相同。例如：
  gkplan export 台账.xlsx
  gkplan export 台账.xlsx --unit 县司法局
  gkplan export 公开页.html
  gkplan export 日程.ics --unit 县财政局
  gkplan export 逾期.csv --status 已逾期"""


@spread
def run(
    *,
    output: Annotated[
        Path, typer.Argument(metavar="文件", help="以 .xlsx、.html、.ics、.csv、.md、.json 或 .tsv 结尾")
    ],
    wanted: Wanted,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件")] = False,
    format_: Annotated[str | None, typer.Option("--format", metavar="格式", help="文件名是 - 时写成什么")] = None,
    file: File = None,
    as_of: AsOf = None,
) -> None:
    """Write what matches to `output`."""
    ending = _ending(output, format_)
    refuse_plan(output, file)
    judge = Question(file=file, as_of=as_of).open()
    answer = find(judge, wanted, "id")
    is_paper = ending in paper_endings()
    if str(output) != "-":
        data = _paper(ending, judge, answer) if is_paper else _text(ending, judge, answer, is_utf8=True).encode("utf-8")
        deliver(data, output, how_many(match.piece for match in answer.matches) or "没有任务", force=force)
    elif is_paper:
        hand_over(_paper(ending, judge, answer))
    else:
        streams.write(_text(ending, judge, answer, is_utf8=streams.is_utf8()))


def _ending(output: Path, format_: str | None) -> str:
    """Return the ending that says what is written. Raises UsageError for one that says nothing."""
    known = (*paper_endings(), *(f".{name}" for name in formats.format_names() if name not in {"table", "ids"}))
    if str(output) == "-":
        ending = f".{format_ or 'tsv'}"
    elif format_:
        raise UsageError("写成什么由文件名的结尾决定，--format 只在文件名是 - 时写")
    else:
        ending = output.suffix.lower()
    if ending not in known:
        told = f"「{output}」的结尾" if ending == output.suffix.lower() else f"「{format_}」"
        raise UsageError(f"{told}看不出写成什么；可写 {'、'.join(known)}")
    return ending


def _paper(ending: str, judge: "Judge", answer: Answer) -> bytes:
    return render(ending, judge, answer.matches, answer.units)


def _text(ending: str, judge: "Judge", answer: Answer, *, is_utf8: bool) -> str:
    listing = task_listing(judge, answer.matches, units=answer.units)
    return formats.render(listing, ending.removeprefix("."), is_utf8=is_utf8)
