"""A plan and a time limit in words → its last day. The only place where the two meet."""

from datetime import date
from typing import NamedTuple

from gkplan.dates.limit import Deadline, Kind
from gkplan.dates.parse import parse_limit
from gkplan.errors import GkplanError
from gkplan.plan.model import Plan


class Due(NamedTuple):
    """What words set in a plan: the limit they are, and its last day (inclusive).

    `day` is None for what has no end, and for what cannot be worked out: `fault` says why in one Chinese sentence when
    the words themselves are in order.
    """

    limit: Deadline
    day: date | None
    fault: str | None = None

    @property
    def is_unset(self) -> bool:
        """There is no last day, but the words are none of a duty without an end."""
        return self.day is None and self.limit.kind not in {Kind.ONGOING, Kind.RECURRING}


def work_out(plan: Plan, words: str) -> Due:
    """Return what the time limit `words` sets in `plan`; working days follow the State Council and the plan's own."""
    limit = parse_limit(words, plan.year, issued=plan.issued)
    if limit.kind is Kind.ONGOING:
        return Due(limit, None)
    if limit.due is None and limit.start and limit.days and limit.working:
        from gkplan.dates import workdays

        try:
            day = workdays.add(limit.start, limit.days, holidays=plan.holidays, workdays=plan.workdays)
        except GkplanError as error:
            # The notice for the year is not out yet.
            return Due(limit, None, error.message)
        return Due(limit, day)
    return Due(limit, limit.due)
