"""Counts by state: of a plan, a section, a unit. What state a task is in is for status.py."""

from collections.abc import Iterable
from typing import NamedTuple

from gkplan.plan.status import State, Status


class Tally(NamedTuple):
    """How many tasks are in each state; `done_late` are those of `done` that closed after their due date."""

    total: int = 0
    done: int = 0
    done_late: int = 0
    overdue: int = 0
    due_soon: int = 0
    in_progress: int = 0
    not_started: int = 0
    ongoing: int = 0

    @property
    def rate(self) -> float | None:
        """办结率: done of all that have an end, from 0 to 1; None when none has."""
        can_end = self.total - self.ongoing
        return self.done / can_end if can_end else None


def tally(statuses: Iterable[Status]) -> Tally:
    """Count `statuses`."""
    found = list(statuses)
    counts = {state.value: 0 for state in State}
    for status in found:
        counts[status.state.value] += 1
    return Tally(total=len(found), done_late=sum(status.is_late for status in found), **counts)
