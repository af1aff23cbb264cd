"""How many, and how far behind: of a plan, a section, a unit. What state a piece is in is for status.py.

Tasks, steps and periods are counted apart and never added up.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from gkplan.plan.model import Piece, Task
from gkplan.plan.status import Judge, State, Status


class Tally(NamedTuple):
    """How many are in each state; `done_late` are those of `done` that closed after their due date.

    `overdue_idle` and `due_soon_idle` are those of `overdue` and `due_soon` on which nothing was reported yet.
    """

    total: int = 0
    done: int = 0
    done_late: int = 0
    overdue: int = 0
    overdue_idle: int = 0
    due_soon: int = 0
    due_soon_idle: int = 0
    in_progress: int = 0
    not_started: int = 0
    unset: int = 0
    ongoing: int = 0

    def of(self, state: State) -> int:
        """Return how many are in `state`."""
        number: int = getattr(self, state.value)
        return number

    @property
    def done_on_time(self) -> int:
        """按期办结: those of `done` that had no due date or kept to it."""
        return self.done - self.done_late

    @property
    def rate(self) -> float | None:
        """办结率: done of all that have an end, from 0 to 1; None when none has."""
        can_end = self.total - self.ongoing
        return self.done / can_end if can_end else None

    @property
    def rate_on_time(self) -> float | None:
        """按期办结率: done on time of all that are done or overdue, from 0 to 1; None when none is."""
        settled = self.done + self.overdue
        return self.done_on_time / settled if settled else None


class Standing(NamedTuple):
    """Counts by state of tasks, of steps and of periods, and how far behind: the most days that any of them is overdue.

    Of the tasks with a number to reach, `targets`, those `behind`.
    """

    counts: Tally
    steps: Tally
    periods: Tally
    most_days_overdue: int
    targets: int
    behind: int

    @property
    def is_empty(self) -> bool:
        """There is nothing to stand with: no task, no step, no period."""
        return not (self.counts.total or self.steps.total or self.periods.total)


def tally(statuses: Iterable[Status]) -> Tally:
    """Count `statuses`."""
    known = list(statuses)
    counts = {state.value: 0 for state in State}
    idle = {State.OVERDUE: 0, State.DUE_SOON: 0}
    for status in known:
        counts[status.state.value] += 1
        if status.state in idle and not status.is_started:
            idle[status.state] += 1
    return Tally(
        total=len(known),
        done_late=sum(status.is_late for status in known),
        overdue_idle=idle[State.OVERDUE],
        due_soon_idle=idle[State.DUE_SOON],
        **counts,
    )


def stand(judge: Judge, tasks: Iterable[Task], units: tuple[str, ...] | None = None) -> Standing:
    """Return where `tasks` stand; with `units` (units or groups), their own part of those that concern them."""
    statuses: dict[str, list[Status]] = {"task": [], "step": [], "period": []}
    targets = behind = 0
    for piece, status in _statuses(judge, tasks, units):
        statuses[piece.kind].append(status)
        if piece.is_task and piece.task.target:
            targets += 1
            # What is closed with --force is behind nothing any more.
            pace = None if status.done else judge.pace(piece.task, units)
            behind += pace is not None and pace.is_behind
    return Standing(
        counts=tally(statuses["task"]),
        steps=tally(statuses["step"]),
        periods=tally(statuses["period"]),
        most_days_overdue=max((each.days_overdue for some in statuses.values() for each in some), default=0),
        targets=targets,
        behind=behind,
    )


def finished(
    judge: Judge, tasks: Iterable[Task], since: date, units: tuple[str, ...] | None = None
) -> tuple[Piece, ...]:
    """Return what of `tasks` was closed from `since` to the judge's day, both inclusive; `units` as for stand."""
    return tuple(
        piece for piece, status in _statuses(judge, tasks, units) if status.done is not None and status.done >= since
    )


def _statuses(judge: Judge, tasks: Iterable[Task], units: tuple[str, ...] | None) -> Iterator[tuple[Piece, Status]]:
    for task in tasks:
        for piece in (Piece(task), *judge.parts_of(task)):
            if units is None or judge.responsible(piece, units):
                yield piece, judge.status(piece, units)
