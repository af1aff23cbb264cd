"""(piece, units or None, day) → state, due date, outstanding units: the only place that decides how late it is.

Only what was on record on the day counts: a report, a closing or an extension of a later day does not.
"""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from gkplan.plan.model import Extension, Piece, Plan, Progress, Task
from gkplan.plan.register import Closing, Register

if TYPE_CHECKING:
    from gkplan.plan.pace import Pace


class State(str, Enum):
    """Where a task stands; the value is the name in JSON, `word` the one on the screen."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    UNSET = "unset"
    ONGOING = "ongoing"
    DONE = "done"

    @property
    def word(self) -> str:
        """The state in office words."""
        return _WORDS[self]


_WORDS = {
    State.OVERDUE: "已逾期",
    State.DUE_SOON: "临期",
    State.IN_PROGRESS: "推进中",
    State.NOT_STARTED: "未启动",
    State.UNSET: "未定时限",
    State.ONGOING: "长期",
    State.DONE: "已办结",
}


PRESSING = frozenset({State.OVERDUE, State.DUE_SOON})
"""What asks for somebody's attention on the day."""


TOLD = (State.DONE, *(state for state in State if state is not State.DONE))
"""The order in which counts are told: what is closed, then what presses."""


class Status(NamedTuple):
    """How a piece, or a unit's part of it, stands on the day asked about.

    `due` is the last day (inclusive) with extensions, `original_due` without; `days_overdue` counts calendar days and
    is 0 unless the state is overdue; `done` is the day it closed; `outstanding` are the units, one by one, whose part
    is not finished, of the `parts` that were asked about. `is_late`: closed (逾期办结) though some part was not by its
    own last day; `is_started`: something was reported; `is_reached`: it is open though its target is reached, and waits
    to be closed (待办结).
    """

    state: State
    due: date | None
    original_due: date | None
    days_overdue: int = 0
    done: date | None = None
    outstanding: tuple[str, ...] = ()
    parts: int = 0
    is_late: bool = False
    is_started: bool = False
    is_reached: bool = False

    @property
    def word(self) -> str:
        """The state in office words, 按期办结 told from 逾期办结."""
        if self.is_reached:
            return "已达标，待办结"
        if self.state is not State.DONE or self.due is None:
            return self.state.word
        return "逾期办结" if self.is_late else "按期办结"


class Part(NamedTuple):
    """One unit's share of a task: its status, and what it reported up to the day, oldest first."""

    unit: str
    status: Status
    progress: tuple[Progress, ...]

    @property
    def reached(self) -> int:
        """What it has counted towards the target."""
        return sum(entry.count or 0 for entry in self.progress)


def sent_back(reports: Sequence[Progress]) -> str | None:
    """Return why the last of `reports` was sent back, None if it was not; of one day the last in the file."""
    last = max(enumerate(reports), key=lambda each: (each[1].date, each[0]), default=None)
    return last[1].returned if last else None


class Judge(Register):
    """Judges the pieces of `plan` as of the end of `day`: what is dated later does not count."""

    def __init__(self, plan: Plan, day: date) -> None:
        super().__init__(plan, day)
        self.day = day

    def status(self, piece: Piece, units: Sequence[str] | None = None) -> Status:
        """Return how `piece` stands; with `units` (units or groups), how their own part of it does."""
        closing = self.closing(piece, units)
        limit = self.due(piece.deadline)
        original = limit.day if limit else None
        if limit and limit.periods:
            original = next((each.due for each in limit.periods if each.name == piece.period), None)
        due, is_late = self._last_day(piece, closing, original)
        is_reached = bool(due) and not closing.day and piece.is_task and self._is_reached(piece.task, units)
        late = (self.day - due).days if due else 0
        is_started = self._is_started(piece, None if units is None else closing.units)
        if closing.day:
            state = State.DONE
        elif due is None:
            state = State.UNSET if limit is None or limit.is_unset else State.ONGOING
        elif is_reached:
            # A reached number is no closing: it is asked to be confirmed, and not chased.
            state = State.IN_PROGRESS
        elif late > 0:
            state = State.OVERDUE
        elif -late <= self.plan.due_soon_days:
            state = State.DUE_SOON
        else:
            state = State.IN_PROGRESS if is_started else State.NOT_STARTED
        return Status(
            state=state,
            due=due,
            original_due=original,
            days_overdue=late if state is State.OVERDUE else 0,
            done=closing.day,
            outstanding=closing.outstanding,
            parts=len(closing.units),
            is_late=is_late,
            is_started=is_started,
            is_reached=is_reached,
        )

    def parts(self, piece: Piece, units: Sequence[str] | None = None) -> tuple[Part, ...]:
        """Return the part of each responsible unit (of each of `units`, if given), in the order of the document."""
        return tuple(
            Part(unit=unit, status=self.status(piece, (unit,)), progress=self.reports(piece, (unit,)))
            for unit in self.responsible(piece, units)
        )

    def pace(self, task: Task, units: Sequence[str] | None = None) -> "Pace | None":
        """Return where the target of `task` stands against the calendar, for `units` or for all; None without one.

        The time runs from the first day of the plan's year to the due date, both inclusive.
        """
        from gkplan.plan.pace import Pace, elapsed

        reach = self.reach(task, units)
        if reach is None:
            return None
        end = self.status(Piece(task)).due or date(self.plan.year or self.day.year, 12, 31)
        return Pace(reach, elapsed(date(min(self.plan.year or end.year, end.year), 1, 1), end, self.day))

    def _is_started(self, piece: Piece, units: tuple[str, ...] | None) -> bool:
        """Tell whether something was reported, by `units` or by anyone: what a step says is the task's progress too."""
        who = None if units == self.members(piece.units) else units
        if self.reports(piece, who):
            return True
        return piece.is_task and any(
            (who is None and step.done and self.holds(step.done)) or self.reports(Piece(piece.task, number), who)
            for number, step in enumerate(piece.task.steps, 1)
        )

    def _is_reached(self, task: Task, units: Sequence[str] | None) -> bool:
        reach = self.reach(task, units) if task.target else None
        return reach is not None and not reach.is_short

    def returned(self, piece: Piece, units: Sequence[str]) -> str | None:
        """Return why the last report of `units` on `piece` was sent back, None if it was not."""
        return sent_back(self.reports(piece, units))

    def _last_day(self, piece: Piece, closing: Closing, original: date | None) -> tuple[date | None, bool]:
        """Return the last day with extensions, and whether what is closed was closed later.

        While it is open the last day is that of the unit that is due first of those not finished, once it is closed that
        of all. An extension for all counts from the day it was granted; one for a unit is its own, and is never cut
        short by one for all.
        """
        granted = [each for each in piece.duty.extensions if each.period == piece.period and self.holds(each.date)]
        if piece.period is None and self.periods(piece):
            return original, False
        due = next((each.to for each in reversed(granted) if each.unit is None), original)
        if not any(each.unit for each in granted):
            return due, _is_after(closing.day, due)
        days = {unit: self._day_of(unit, granted, due) for unit in closing.units}
        if closing.day is None:
            left = [days[unit] for unit in closing.outstanding]
            return (min(day for day in left if day) if left and all(left) else due), False
        finished = self.finished(piece)
        is_late = any(_is_after(min(finished.get(unit, closing.day), closing.day), day) for unit, day in days.items())
        return (days[closing.units[0]] if len(days) == 1 else due), is_late

    def _day_of(self, unit: str, granted: Sequence[Extension], due: date | None) -> date | None:
        """Return the last day of `unit` when `due` is that of all."""
        own = next((each.to for each in reversed(granted) if each.unit and unit in self.members((each.unit,))), None)
        return max(own, due) if own and due else own or due


def _is_after(day: date | None, due: date | None) -> bool:
    return day is not None and due is not None and day > due
