"""A plan and a time limit in words → its last day, or its periods. The only place where the two meet."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from gkplan.dates.limit import Deadline, Kind
from gkplan.dates.parse import parse_limit
from gkplan.errors import GkplanError
from gkplan.plan.model import Plan

if TYPE_CHECKING:
    from gkplan.dates.periods import Period


class Due(NamedTuple):
    """What words set in a plan: the limit they are, and its last day (inclusive), or its `periods`, in order.

    `day` is None for what has no end, for what has periods, and for what cannot be worked out: `fault` says why in one
    Chinese sentence when the words themselves are in order.
    """

    limit: Deadline
    day: date | None
    fault: str | None = None
    periods: "tuple[Period, ...]" = ()

    @property
    def is_unset(self) -> bool:
        """There is no last day, but the words are none of a duty without an end."""
        return self.day is None and self.limit.kind not in {Kind.ONGOING, Kind.RECURRING}


def work_out(plan: Plan, words: str) -> Due:
    """Return what the time limit `words` sets in `plan`; working days follow the State Council and the plan's own."""
    limit = parse_limit(words, plan.year, issued=plan.issued)
    if limit.kind is Kind.ONGOING:
        return Due(limit, None)
    if limit.recurrences and (limit.has_periods or limit.due is None):
        return _recurring(plan, limit)
    if limit.due is None and limit.start and limit.days and limit.working:
        from gkplan.dates import workdays

        try:
            day = workdays.add(limit.start, limit.days, holidays=plan.holidays, workdays=plan.workdays)
        except GkplanError as error:
            # The notice for the year is not out yet.
            return Due(limit, None, error.message)
        return Due(limit, day)
    return Due(limit, limit.due)


def _recurring(plan: Plan, limit: Deadline) -> Due:
    """Return the periods of a recurring limit in the plan's year; one that falls due once a year has its day."""
    from gkplan.dates.periods import periods

    year = plan.year or (plan.issued.year if plan.issued else None)
    if year is None:
        fault = "没有年度，推不出各期，请在 plan.year 写明年度"
        return Due(limit, None, fault if limit.has_periods else None)
    found = periods(limit, plan.issued or date(year, 1, 1), year)
    if limit.has_periods:
        return Due(limit, None, periods=found)
    return Due(limit, found[0].due if found else None)
