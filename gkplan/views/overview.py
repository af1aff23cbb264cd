"""Where the whole plan stands, as a page of one screen. Nothing here knows a format, a width or a colour."""

from collections.abc import Sequence

from gkplan.dates.typed import later
from gkplan.plan.model import Piece
from gkplan.plan.owing import silent_units
from gkplan.plan.select import Match, in_order, is_due, is_in, select
from gkplan.plan.status import Judge, State
from gkplan.plan.tally import tally
from gkplan.views.amounts import how_many, state_count
from gkplan.views.bar import LEGEND, bar
from gkplan.views.blocks import Block
from gkplan.views.figures import percent
from gkplan.views.listing import Listing
from gkplan.views.tasks import ID, WHAT, due_column, state_column, unit_column

MOST = 5
"""How many tasks each list of the overview shows."""

LONGEST = 78
"""Characters of the line that names silent units; beyond, it says how to see them."""

_OPEN = tuple(state for state in State if state is not State.DONE)


def overview_page(judge: Judge) -> tuple[Block, ...]:
    """Return the plan on the judge's day: counts and a bar, the worst overdue, what comes next, who is silent."""
    counts = tally(judge.status(Piece(task)) for task in judge.plan.tasks)
    rate = "" if counts.rate is None else f"，办结率 {percent(counts.rate)}（长期的不算）"
    words = [state_count(counts, state) for state in (State.DONE, *_OPEN) if state is not State.UNSET or counts.unset]
    overdue = in_order(select(judge, is_in(State.OVERDUE), with_parts=True), "overdue")
    last = later(judge.day, 365)
    coming = select(judge, is_in(*_OPEN), is_due(judge.day, last), with_parts=True)
    return (
        Block(
            heading=f"{judge.plan.title}（截至 {judge.day}）",
            sentences=(
                f"共 {counts.total} 项任务：{'，'.join(words)}{rate}{_late(overdue)}",
                f"{bar(counts, 30)}  {LEGEND}",
            ),
        ),
        _block(judge, overdue, "已逾期", "gkplan overdue", names_owing=True),
        _block(judge, in_order(coming, "due"), "将要到期", "gkplan due --within 365d", names_owing=False),
        Block(sentences=(_silence(judge),)),
    )


def _block(judge: Judge, matches: tuple[Match, ...], title: str, command: str, *, names_owing: bool) -> Block:
    if not matches:
        return Block(heading=f"没有{title}的任务")
    # The counts above are of tasks; a list has steps and periods too.
    how = how_many(match.piece for match in matches)
    more = f"（{how}，全部见 {command}）" if len(matches) > MOST else f"（{how}）"
    columns = (ID, state_column(judge), due_column(judge), unit_column(judge, names_owing=names_owing), WHAT)
    return Block(heading=title + more, listing=Listing(columns, matches[:MOST]), has_head=False)


def _late(overdue: Sequence[Match]) -> str:
    """Return how many steps and periods are overdue: the counts before are of tasks."""
    late = how_many(match.piece for match in overdue if not match.piece.is_task)
    return f"；另有 {late}已逾期" if late else ""


def _silence(judge: Judge) -> str:
    """Return which units that still owe something have reported nothing: all of them, or where to see them."""
    owing, silent = silent_units(judge)
    if not silent:
        return "各单位都已报送过进展" if owing else "没有要报送进展的单位"
    names = f"还没有报送过进展的单位 {len(silent)} 家：{'、'.join(silent)}"
    # Two lines of a terminal of 80 columns.
    return names if len(names) <= LONGEST else f"{names.partition('：')[0]}，名单见 gkplan outstanding --silent"
