"""(task, units or None, day) → state, due date, outstanding units: the only place that decides.

Only what was on record on the day counts: a report, a closing or an extension of a later day does not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from gkplan.dates.limit import Kind
from gkplan.dates.parse import parse_limit
from gkplan.errors import GkplanError
from gkplan.plan.model import Plan, Progress, Step, Task

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


class Judge:
    """Judges the tasks of `plan` as of the end of `day`."""

    def __init__(self, plan: Plan, day: date) -> None:
        self.plan = plan
        self.day = day
        self._groups = {group.name: group.members for group in plan.groups}
        # Tasks name the same few units again and again, and so do their reports.
        self._members: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._shared: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, ...]] = {}
        self._dues: dict[str, date | None] = {}

    def members(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the single units behind `names`: a group stands for its members; each once, in order."""
        key = tuple(names)
        found = self._members.get(key)
        if found is None:
            found = tuple(dict.fromkeys(unit for name in key for unit in self._groups.get(name, (name,))))
            self._members[key] = found
        return found

    def _responsible(self, names: tuple[str, ...], units: tuple[str, ...]) -> tuple[str, ...]:
        """Return those behind `names` that are also behind `units`."""
        found = self._shared.get((names, units))
        if found is None:
            asked = self.members(units)
            found = tuple(unit for unit in self.members(names) if unit in asked)
            self._shared[names, units] = found
        return found

    def due(self, words: str | None) -> date | None:
        """Return the last day (inclusive) of a time limit in the document's words, or None when it has none."""
        if words is None:
            return None
        if words not in self._dues:
            self._dues[words] = due_date(self.plan, words)
        return self._dues[words]

    def task(self, task: Task, units: Sequence[str] | None = None) -> Status:
        """Return how `task` stands; with `units` (units or groups), how their own part of it does."""
        everyone = self.members(task.units)
        responsible = everyone if units is None else self._responsible(task.units, tuple(units))
        known = [entry for entry in task.progress if entry.date <= self.day]
        finished = self._finished(known, responsible)
        closed = task.done if task.done and task.done <= self.day else None
        if responsible and len(finished) == len(responsible):
            last = max(finished.values())
            closed = min(closed, last) if closed else last
        original = self.due(task.deadline)
        due = next((e.to for e in reversed(task.extensions) if e.on is None or e.on <= self.day), original)
        outstanding = () if closed else tuple(unit for unit in responsible if unit not in finished)
        # Who did a step is not on record: it shows only that all of them together have begun.
        is_started = any(self._concerns(entry, responsible) for entry in known) or (
            responsible == everyone and any(step.done and step.done <= self.day for step in task.steps)
        )
        status = self._status(closed, due, original, outstanding, len(responsible), is_started=is_started)
        return status if due else status._replace(is_unset=self._is_unset(task.deadline))

    def step(self, task: Task, step: Step, units: Sequence[str] | None = None) -> Status:
        """Return how a step stands: closed by its own `done` or with its task (or the part of `units` in it)."""
        whole = self.task(task, units)
        own = step.done if step.done and step.done <= self.day else None
        closed = min((day for day in (own, whole.done) if day), default=None)
        due = self.due(step.deadline)
        outstanding = () if closed else whole.outstanding
        status = self._status(closed, due, due, outstanding, whole.parts, is_started=False)
        return status if due else status._replace(is_unset=self._is_unset(step.deadline))

    def on_record(self, task: Task) -> Task:
        """Return `task` with only the reports and extensions that were on record on the day."""
        return replace(
            task,
            progress=tuple(entry for entry in task.progress if entry.date <= self.day),
            extensions=tuple(each for each in task.extensions if each.on is None or each.on <= self.day),
        )

    def parts(self, task: Task, units: Sequence[str] | None = None) -> tuple[Part, ...]:
        """Return the part of each responsible unit (of each of `units`, if given), in the order of the document."""
        responsible = self.members(task.units)
        asked = set(self.members(units)) if units is not None else set(responsible)
        return tuple(
            Part(
                unit=unit,
                status=self.task(task, (unit,)),
                progress=tuple(
                    entry for entry in task.progress if entry.date <= self.day and self._concerns(entry, (unit,))
                ),
            )
            for unit in responsible
            if unit in asked
        )

    def count(self, task: Task, units: Sequence[str] | None = None) -> int:
        """Return what has been counted towards the target up to the day, by `units` or by all."""
        asked = set(self.members(units)) if units is not None else None
        return sum(
            entry.count or 0
            for entry in task.progress
            if entry.date <= self.day
            and (asked is None or entry.unit is None or asked.intersection(self.members((entry.unit,))))
        )

    def pace(self, task: Task, units: Sequence[str] | None = None) -> "Pace | None":
        """Return where the target of `task` stands against the calendar, for `units` or for all; None without one.

        The time runs from the first day of the plan's year to the due date, both inclusive.
        """
        from gkplan.plan.pace import Pace, elapsed

        target, due = task.target, self.task(task).due
        if target is None:
            return None
        end = due or date(self.plan.year or self.day.year, 12, 31)
        passed = elapsed(date(min(self.plan.year or end.year, end.year), 1, 1), end, self.day)
        parts = self.parts(task, units)
        if target.each and len(parts) > 1:
            reached = sum(part.reached >= target.count for part in parts)
            return Pace(reached, len(parts), "家", passed)
        # What all are to reach together is not one unit's to fall short of.
        reached = self.count(task, units if target.each else None)
        return Pace(reached, target.count, target.measure, passed)

    def _finished(self, known: Sequence[Progress], responsible: Sequence[str]) -> dict[str, date]:
        """Map each responsible unit that has finished to the day it first said so."""
        finished: dict[str, date] = {}
        for entry in known:
            if not entry.done:
                continue
            for unit in responsible if entry.unit is None else self.members((entry.unit,)):
                if unit in responsible:
                    finished[unit] = min(finished.get(unit, entry.date), entry.date)
        return finished

    def _concerns(self, entry: Progress, units: Sequence[str]) -> bool:
        return entry.unit is None or any(unit in units for unit in self.members((entry.unit,)))

    def _is_unset(self, words: str | None) -> bool:
        """Tell whether a time limit without a due date is one that should have had one."""
        if words is None:
            return True
        kind = parse_limit(words, self.plan.year, issued=self.plan.issued).kind
        return kind not in {Kind.ONGOING, Kind.RECURRING}

    def _status(
        self,
        closed: date | None,
        due: date | None,
        original: date | None,
        outstanding: tuple[str, ...],
        parts: int,
        *,
        is_started: bool,
    ) -> Status:
        late = (self.day - due).days if due else 0
        if closed:
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
            done=closed,
            outstanding=outstanding,
            parts=parts,
        )


def due_date(plan: Plan, words: str) -> date | None:
    """Return the last day (inclusive) that `words` set in `plan`, or None when they set none or none can be known."""
    limit = parse_limit(words, plan.year, issued=plan.issued)
    if limit.kind is Kind.ONGOING:
        return None
    if limit.due is None and limit.start and limit.days and limit.working:
        from gkplan.dates import workdays

        try:
            return workdays.add(limit.start, limit.days, holidays=plan.holidays, workdays=plan.workdays)
        except GkplanError:
            # The year's calendar is not out yet: checks.py tells the reader so.
            return None
    return limit.due
