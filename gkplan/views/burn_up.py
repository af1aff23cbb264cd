"""How many tasks should be closed and how many are, month by month. Nothing here knows a chart; how they stand is given."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gkplan.plan.select import Match
from gkplan.plan.status import Judge

MOST_YEARS = 3
"""Years that are told of a plan which does not say its own."""


class Month(NamedTuple):
    """Until the end of a month: tasks whose last day has passed, and tasks closed; None where that is yet to come.

    `last` is its last day; `done` counts up to the judge's day.
    """

    last: date
    due: int
    done: int | None


class BurnUp(NamedTuple):
    """The months of the plan's year in order, the first day, the judge's day, and in words what they leave out."""

    months: tuple[Month, ...]
    first: date
    day: date
    remarks: tuple[str, ...]


def burn_up(judge: Judge, matches: Sequence[Match]) -> BurnUp | None:
    """Return the months of the plan's year, or of the years of due dates; None where no task has a last day.

    Counts tasks alone, as `matches` have them; an extension counts as the last day.
    """
    statuses = [match.status for match in matches if match.piece.is_task]
    dues = [status.due for status in statuses if status.due]
    if not dues:
        return None
    first_year = judge.plan.year or min(dues).year
    last_year = judge.plan.year or min(max(dues).year, first_year + MOST_YEARS - 1)
    closed = [status.done for status in statuses if status.done]
    months = []
    for year in range(first_year, last_year + 1):
        for month in range(1, 13):
            last = date(year, month, monthrange(year, month)[1])
            is_past = last.replace(day=1) <= judge.day
            due = sum(day <= last for day in dues)
            months.append(Month(last, due, sum(day <= last for day in closed) if is_past else None))
    end = months[-1].last
    left_out = (
        ("项完成时限更晚", sum(day > end for day in dues)),
        ("项没有到期日", len(statuses) - len(dues)),
        ("项在此后办结", sum(day > end for day in closed)),
    )
    remarks = tuple(f"{count} {words}" for words, count in left_out if count)
    return BurnUp(tuple(months), date(first_year, 1, 1), judge.day, remarks)
