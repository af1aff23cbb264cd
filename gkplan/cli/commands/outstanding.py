"""outstanding: who still owes what, every name."""

from typing import Annotated

import typer

from gkplan.cli.bundles import spread
from gkplan.cli.filters import Wanted, find
from gkplan.cli.offers import complete_ids
from gkplan.cli.options import one_of
from gkplan.cli.question import Question
from gkplan.errors import UsageError
from gkplan.plan.lookup import find_pieces, find_units
from gkplan.plan.owing import open_pieces, owed
from gkplan.plan.select import Match, in_order, is_in
from gkplan.plan.status import PRESSING, State
from gkplan.views.outstanding import outstanding_listing, outstanding_page, silent_listing

HELP = """列出还没有报送的单位，一家不漏，有联系人的写上联系人。

不写序号、状态和日期时，是所有已逾期和临期的任务、步骤和各期；写了序号，只看这几项。例如：
  gkplan outstanding
  gkplan outstanding 46.1
  gkplan outstanding 38@2023Q1 --format csv
  gkplan outstanding --by unit --unit 各镇街
  gkplan outstanding --silent"""


_OPEN = tuple(state for state in State if state is not State.DONE)


@spread
def run(
    *,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="序号", help="14、46.1、38@2023Q1", autocompletion=complete_ids)
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="范围", help="task（逐项）或 unit（逐单位）", callback=one_of("范围", ("task", "unit"))
        ),
    ] = "task",
    silent: Annotated[bool, typer.Option("--silent", help="只列从来没有报送过进展的单位")] = False,
    wanted: Wanted,
    question: Question,
) -> None:
    """List who owes what `ids` name, or all that is overdue or due soon."""
    judge = question.open()
    if silent:
        if ids or wanted._replace(units=None) != Wanted():
            raise UsageError("--silent 只能和 --unit 一起写：它列的是从来没有报送过任何进展的单位")
        question.show(silent_listing(judge, find_units(judge.plan, wanted.units)))
        return
    # Asked for by state or by day, they are not only those that press.
    is_open = wanted.statuses or wanted.before or wanted.after
    within = "" if ids or is_open else "已逾期和临期的里面，"
    if ids:
        pieces = [each for piece in find_pieces(judge.plan, ids) for each in open_pieces(judge, piece)]
        units = find_units(judge.plan, wanted.units)
        matches = in_order((Match(piece, judge.status(piece)) for piece in pieces), wanted.sort or "id")
    else:
        matches, units = find(judge, wanted, "status", is_in(*(_OPEN if is_open else PRESSING)), with_parts=True)
    owing = owed(judge, [match._replace(status=judge.status(match.piece)) for match in matches], units)
    page = outstanding_page(judge, owing, by, within)
    question.show(outstanding_listing(judge, owing, by), page)
