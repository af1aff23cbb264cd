"""(task, units or None, day) → state, due date, outstanding units: the only place that decides how late it is.

Only what was on record on the day counts: a report, a closing or an extension of a later day does not.
"""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from gkplan.plan.due import Due, work_out
from gkplan.plan.model import Plan, Progress, Step, Task
from gkplan.plan.register import Closing, Register

if TYPE_CHECKING:
    from gkplan.plan.pace import Pace


class State(str, Enum):
    """Where a task stands; the value is the name in JSON, `word` the one on the screen."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
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
    State.ONGOING: "长期",
    State.DONE: "已办结",
}


class Status(NamedTuple):
    """How a task, a step or a unit's part stands on the day asked about.

    `due` is the last day (inclusive) with extensions, `original_due` without; `days_overdue` counts calendar days and
    is 0 unless the state is overdue; `done` is the day it closed; `outstanding` are the units, one by one, whose part
    is not finished, of the `parts` that were asked about. `is_unset`: it has an end that nobody has set, or that cannot
    be worked out, and stands among the ongoing only because it has no due date.
    """

    state: State
    due: date | None
    original_due: date | None
    days_overdue: int = 0
    done: date | None = None
    outstanding: tuple[str, ...] = ()
    parts: int = 0
    is_unset: bool = False

    @property
    def is_late(self) -> bool:
        """Closed after its due date (逾期办结)."""
        return self.done is not None and self.due is not None and self.done > self.due

    @property
    def word(self) -> str:
        """The state in office words, 按期办结 told from 逾期办结 and 未定时限 from 长期."""
        if self.state is State.ONGOING and self.is_unset:
            return "未定时限"
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


class Judge(Register):
    """Judges the tasks of `plan` as of the end of `day`: what is dated later does not count."""

    def __init__(self, plan: Plan, day: date) -> None:
        super().__init__(plan, day)
        self.day = day
        self._dues: dict[str | None, Due | None] = {None: None}

    def due(self, words: str | None) -> Due | None:
        """Return what a time limit in the document's words sets, None for no words."""
        if words not in self._dues:
            self._dues[words] = work_out(self.plan, words or "")
        return self._dues[words]

    def task(self, task: Task, units: Sequence[str] | None = None) -> Status:
        """Return how `task` stands; with `units` (units or groups), how their own part of it does."""
        closing = self.closing(task, units)
        everyone = self.members(task.units)
        # Who did a step is not on record: it shows only that all of them together have begun.
        is_started = bool(self.reports(task, closing.units)) or (
            closing.units == everyone and any(step.done and self.holds(step.done) for step in task.steps)
        )
        extended = next((each.to for each in reversed(task.extensions) if self.holds(each.on)), None)
        return self._status(closing, self.due(task.deadline), extended, is_started=is_started)

    def step(self, task: Task, step: Step, units: Sequence[str] | None = None) -> Status:
        """Return how a step stands: closed by its own `done` or with its task (or the part of `units` in it)."""
        return self._status(self.step_closing(task, step, units), self.due(step.deadline), None, is_started=False)

    def parts(self, task: Task, units: Sequence[str] | None = None) -> tuple[Part, ...]:
        """Return the part of each responsible unit (of each of `units`, if given), in the order of the document."""
        return tuple(
            Part(unit=unit, status=self.task(task, (unit,)), progress=self.reports(task, (unit,)))
            for unit in self.responsible(task, units)
        )

    def pace(self, task: Task, units: Sequence[str] | None = None) -> "Pace | None":
        """Return where the target of `task` stands against the calendar, for `units` or for all; None without one.

        The time runs from the first day of the plan's year to the due date, both inclusive.
        """
        from gkplan.plan.pace import Pace, elapsed

        reach = self.reach(task, units)
        if reach is None:
            return None
        end = self.task(task).due or date(self.plan.year or self.day.year, 12, 31)
        return Pace(reach, elapsed(date(min(self.plan.year or end.year, end.year), 1, 1), end, self.day))

    def _status(self, closing: Closing, limit: Due | None, extended: date | None, *, is_started: bool) -> Status:
        original = limit.day if limit else None
        due = extended or original
        late = (self.day - due).days if due else 0
        if closing.day:
            state = State.DONE
        elif due is None:
            state = State.ONGOING
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
            is_unset=due is None and (limit is None or limit.is_unset),
        )
