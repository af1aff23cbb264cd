"""log: what was entered, newest first."""

from typing import Annotated

import typer

from gkplan.cli.bundles import spread
from gkplan.cli.offers import complete_ids
from gkplan.cli.options import Units
from gkplan.cli.question import Question
from gkplan.dates.typed import parse_day, parse_start
from gkplan.errors import UsageError
from gkplan.plan.entries import log as entered
from gkplan.plan.lookup import find_pieces, find_units
from gkplan.views.log import log_listing

HELP = """列出登记过的进展、办结、退回、延期和本期不报，最近的在前，每条有编号。

编号（如 14#3）用来更正（gkplan amend）或撤下（gkplan retract）这一条。例如：
  gkplan log
  gkplan log 14
  gkplan log --unit 县司法局 --since 2023-09-01 --until 2023-09-30
  gkplan log --search 零报告"""


@spread
def run(
    *,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="序号", help="14、46.1、38@2023Q1", autocompletion=complete_ids)
    ] = None,
    units: Units = None,
    since: Annotated[str | None, typer.Option("--since", metavar="日期", help="从这一天起（含当天）")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="日期", help="到这一天止（含当天）")] = None,
    search: Annotated[
        str | None, typer.Option("--search", metavar="文字", help="内容、佐证材料、要求中含有的文字")
    ] = None,
    question: Question,
) -> None:
    """List what was entered."""
    judge = question.open()
    plan = judge.plan
    first = parse_start(since, judge.day, plan.year) if since else None
    last = parse_day(until, judge.day, plan.year) if until else None
    if first and last and first > last:
        raise UsageError(f"--since 的 {first} 晚于 --until 的 {last}，请核对")
    pieces, names = find_pieces(plan, ids or ()), find_units(plan, units)
    entries = entered(judge, pieces, names, first, last, search or "")
    question.show(log_listing(judge, entries, first, last))
