"""What is on record: who is responsible, who has reported, who has closed what. Whether it is late is for status.py."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from gkplan.plan.model import Plan, Progress, Step, Task

if TYPE_CHECKING:
    from gkplan.plan.pace import Reach


class Closing(NamedTuple):
    """How far a task is closed: the day it was (None while it is not), the units asked about, those not finished."""

    day: date | None
    units: tuple[str, ...]
    outstanding: tuple[str, ...]


class Register:
    """The record of `plan` up to the end of the day `until` (inclusive), or all of it without one.

    What is dated later, a report, a closing or an extension, is not on record.
    """

    def __init__(self, plan: Plan, until: date | None = None) -> None:
        self.plan = plan
        self.until = until
        self._groups = {group.name: group.members for group in plan.groups}
        # Tasks name the same few units again and again, and so do their reports.
        self._members: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._shared: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, ...]] = {}

    def members(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the single units behind `names`: a group stands for its members; each once, in order."""
        key = tuple(names)
        known = self._members.get(key)
        if known is None:
            known = tuple(dict.fromkeys(unit for name in key for unit in self._groups.get(name, (name,))))
            self._members[key] = known
        return known

    def responsible(self, task: Task, units: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return the single units responsible for `task`; with `units` (units or groups) those of them."""
        if units is None:
            return self.members(task.units)
        key = (task.units, tuple(units))
        known = self._shared.get(key)
        if known is None:
            asked = self.members(key[1])
            known = tuple(unit for unit in self.members(task.units) if unit in asked)
            self._shared[key] = known
        return known

    def holds(self, day: date | None) -> bool:
        """Tell whether what is dated `day` is on record; what has no date is."""
        return day is None or self.until is None or day <= self.until

    def on_record(self, task: Task) -> Task:
        """Return `task` with only the reports and extensions that are on record."""
        return replace(
            task,
            progress=tuple(entry for entry in task.progress if self.holds(entry.date)),
            extensions=tuple(each for each in task.extensions if self.holds(each.on)),
        )

    def reports(self, task: Task, units: Sequence[str] | None = None) -> tuple[Progress, ...]:
        """Return the reports on `task`; with single `units` those that speak of one of them, or of the whole task."""
        return tuple(
            entry
            for entry in task.progress
            if self.holds(entry.date) and (units is None or self._concerns(entry, units))
        )

    def closing(self, task: Task, units: Sequence[str] | None = None) -> Closing:
        """Return how far `task` is closed; with `units` (units or groups), how far their own part of it is."""
        responsible = self.responsible(task, units)
        finished: dict[str, date] = {}
        for entry in task.progress:
            if entry.done and self.holds(entry.date):
                for unit in responsible if entry.unit is None else self.members((entry.unit,)):
                    if unit in responsible:
                        finished[unit] = min(finished.get(unit, entry.date), entry.date)
        closed = task.done if task.done and self.holds(task.done) else None
        if responsible and len(finished) == len(responsible):
            last = max(finished.values())
            closed = min(closed, last) if closed else last
        left = () if closed else tuple(unit for unit in responsible if unit not in finished)
        return Closing(closed, responsible, left)

    def step_closing(self, task: Task, step: Step, units: Sequence[str] | None = None) -> Closing:
        """Return how far a step is closed: by its own `done`, or with its task (or the part of `units` in it)."""
        whole = self.closing(task, units)
        own = step.done if step.done and self.holds(step.done) else None
        closed = min((day for day in (own, whole.day) if day), default=None)
        return Closing(closed, whole.units, () if closed else whole.outstanding)

    def count(self, task: Task, units: Sequence[str] | None = None) -> int:
        """Return what has been counted towards the target, by `units` (units or groups) or by all."""
        reports = self.reports(task, None if units is None else self.members(units))
        return sum(entry.count or 0 for entry in reports)

    def reach(self, task: Task, units: Sequence[str] | None = None) -> "Reach | None":
        """Return what has been reached of the target of `task`, by `units` or by all; None without a target."""
        from gkplan.plan.pace import Reach

        target = task.target
        if target is None:
            return None
        responsible = self.responsible(task, units)
        if target.each and len(responsible) > 1:
            reached = sum(self.count(task, (unit,)) >= target.count for unit in responsible)
            return Reach(reached, len(responsible), "家")
        # What all are to reach together is not one unit's to fall short of.
        return Reach(self.count(task, units if target.each else None), target.count, target.measure)

    def _concerns(self, entry: Progress, units: Sequence[str]) -> bool:
        return entry.unit is None or any(unit in units for unit in self.members((entry.unit,)))
