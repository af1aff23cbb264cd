"""How many, and how far behind: of a plan, a section, a unit. What state a task is in is for status.py."""

from collections.abc import Iterable
from typing import NamedTuple

from gkplan.plan.model import Task
from gkplan.plan.status import Judge, State, Status


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
    def done_on_time(self) -> int:
        """按期办结: those of `done` that had no due date or kept to it."""
        return self.done - self.done_late

    @property
    def rate(self) -> float | None:
        """办结率: done of all that have an end, from 0 to 1; None when none has."""
        can_end = self.total - self.ongoing
        return self.done / can_end if can_end else None


class Standing(NamedTuple):
    """Counts by state, and how far behind: the most days any task is overdue, and of `targets` those `behind`."""

    counts: Tally
    most_days_overdue: int
    targets: int
    behind: int


def tally(statuses: Iterable[Status]) -> Tally:
    """Count `statuses`."""
    found = list(statuses)
    counts = {state.value: 0 for state in State}
    for status in found:
        counts[status.state.value] += 1
    return Tally(total=len(found), done_late=sum(status.is_late for status in found), **counts)


def stand(judge: Judge, tasks: Iterable[Task], units: tuple[str, ...] | None = None) -> Standing:
    """Return where `tasks` stand; with `units` (units or groups), their own part of those that concern them."""
    if units is not None:
        asked = set(judge.members(units))
        tasks = [task for task in tasks if asked.intersection(judge.members(task.units))]
    tasks = list(tasks)
    statuses = [judge.task(task, units) for task in tasks]
    behind = 0
    for task, status in zip(tasks, statuses, strict=True):
        # What is closed with --force is behind nothing any more.
        pace = judge.pace(task, units) if task.target and not status.done else None
        behind += pace is not None and pace.is_behind
    return Standing(
        counts=tally(statuses),
        most_days_overdue=max((status.days_overdue for status in statuses), default=0),
        targets=sum(task.target is not None for task in tasks),
        behind=behind,
    )
