"""What is on record: who is responsible, who has reported, who has closed what. Whether it is late is for status.py."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from gkplan.plan.due import Due, work_out
from gkplan.plan.model import Piece, Plan, Progress, Task

if TYPE_CHECKING:
    from gkplan.dates.periods import Period
    from gkplan.plan.pace import Reach


class Closing(NamedTuple):
    """How far a piece is closed: the day it was (None while it is not), the units asked about, those not finished.

    Of what has periods only those that have fallen due are owed so far.
    """

    day: date | None
    units: tuple[str, ...]
    outstanding: tuple[str, ...]


class Register:
    """The record of `plan` up to the end of the day `until` (inclusive), or all of it without one.

    What is dated later, a report, a closing, an extension or a waiver, is not on record. `order` is the place of each
    unit and group in the plan, units first.
    """

    def __init__(self, plan: Plan, until: date | None = None) -> None:
        self.plan = plan
        self.until = until
        self._groups = {group.name: group.members for group in plan.groups}
        names = (*(unit.name for unit in plan.units), *self._groups)
        self.order = {name: place for place, name in enumerate(names)}
        # Tasks name the same few units and limits again and again, and so do their reports.
        self._members: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._shared: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, ...]] = {}
        self._dues: dict[str | None, Due | None] = {None: None}

    def members(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the single units behind `names`: a group stands for its members; each once, in order."""
        key = tuple(names)
        known = self._members.get(key)
        if known is None:
            known = tuple(dict.fromkeys(unit for name in key for unit in self._groups.get(name, (name,))))
            self._members[key] = known
        return known

    def empty_groups(self) -> tuple[str, ...]:
        """Return the groups that tasks or steps name and that have no members: what they stand for is nobody's."""
        empty = [name for name, members in self._groups.items() if not members]
        if not empty:
            return ()
        named = {name for task in self.plan.tasks for name in task.units}
        named |= {name for task in self.plan.tasks for step in task.steps for name in step.units}
        return tuple(name for name in empty if name in named)

    def responsible(self, piece: Piece, units: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return the single units responsible for `piece`; with `units` (units or groups) those of them.

        Whoever is waived has no part in a period.
        """
        everyone = self.members(piece.units)
        if units is not None:
            key = (everyone, tuple(units))
            known = self._shared.get(key)
            if known is None:
                asked = set(self.members(key[1]))
                known = self._shared[key] = tuple(unit for unit in everyone if unit in asked)
            everyone = known
        if piece.period is None or not piece.duty.waived:
            return everyone
        waived = [each for each in piece.duty.waived if each.period == piece.period and self.holds(each.date)]
        if any(each.unit is None for each in waived):
            return ()
        freed = set(self.members(each.unit for each in waived if each.unit))
        return tuple(unit for unit in everyone if unit not in freed)

    def is_waived(self, piece: Piece, units: Sequence[str] | None = None) -> bool:
        """Tell whether `piece` is a period that is expected of nobody any more; with `units`, of none of them."""
        return piece.period is not None and bool(self.members(piece.units)) and not self.responsible(piece, units)

    def due(self, words: str | None) -> Due | None:
        """Return what a time limit in the document's words sets, None for no words."""
        if words not in self._dues:
            self._dues[words] = work_out(self.plan, words or "")
        return self._dues[words]

    def periods(self, piece: Piece) -> "tuple[Period, ...]":
        """Return the periods of a task or step in the order in which they fall due; none where it does not recur."""
        due = self.due(piece.deadline)
        return due.periods if due else ()

    def parts_of(self, task: Task) -> tuple[Piece, ...]:
        """Return what inside `task` falls due by itself: its periods, its steps, theirs; no period that all are waived."""
        if not task.steps and not self.periods(Piece(task)):
            return ()
        found = []
        for piece in (Piece(task), *(Piece(task, number) for number in range(1, len(task.steps) + 1))):
            found += [piece] if piece.number else []
            for period in self.periods(piece):
                one = piece._replace(period=period.name)
                if self.responsible(one) or not self.members(piece.units):
                    found.append(one)
        return tuple(found)

    def holds(self, day: date | None) -> bool:
        """Tell whether what is dated `day` is on record; what has no date is."""
        return day is None or self.until is None or day <= self.until

    def on_record(self, task: Task) -> Task:
        """Return `task` with only the reports, extensions and waivers that are on record, its own and its steps'."""

        def kept(duty: Any) -> Any:
            return {
                name: tuple(each for each in getattr(duty, name) if self.holds(each.date))
                for name in ("progress", "extensions", "waived")
            }

        return replace(task, **kept(task), steps=tuple(replace(step, **kept(step)) for step in task.steps))

    def reports(self, piece: Piece, units: Sequence[str] | None = None) -> tuple[Progress, ...]:
        """Return the reports on `piece`, those on a task without those on its steps, oldest in the file first.

        With single `units` those that speak of one of them: one without a unit does where a unit is alone responsible.
        """
        progress = piece.duty.progress
        if not progress:
            return ()
        is_sole = units is None or len(self.members(piece.units)) == 1
        return tuple(
            entry
            for entry in progress
            if self.holds(entry.date)
            and (piece.period is None or entry.period == piece.period)
            and (is_sole if entry.unit is None else units is None or self._is_of(entry.unit, units))
        )

    def closing(self, piece: Piece, units: Sequence[str] | None = None) -> Closing:
        """Return how far `piece` is closed; with `units` (units or groups), how far their own part of it is."""
        asked = self.responsible(piece, units)
        duty = piece.duty
        # Most have nothing on record yet.
        is_blank = piece.number is None and piece.period is None and not duty.progress and not duty.done
        whole, days = (None, {}) if is_blank else self._record(piece)
        if asked and all(unit in days for unit in asked):
            whole = _first(whole, max(days[unit] for unit in asked))
        if whole:
            return Closing(whole, asked, ())
        left = tuple(unit for unit in asked if unit not in days)
        if piece.period is None and (series := self.periods(piece)):
            owed = [piece._replace(period=each.name) for each in series if self.holds(each.due)]
            owing = {unit for each in owed for unit in self.closing(each, units).outstanding}
            left = tuple(unit for unit in left if unit in owing)
        return Closing(None, asked, left)

    def finished(self, piece: Piece) -> dict[str, date]:
        """Return the day on which each unit finished its part of `piece` by itself."""
        return self._record(piece)[1]

    def count(self, task: Task, units: Sequence[str] | None = None) -> int:
        """Return what has been counted towards the target, by `units` (units or groups) or by all."""
        reports = self.reports(Piece(task), None if units is None else self.members(units))
        return sum(entry.count or 0 for entry in reports)

    def reach(self, task: Task, units: Sequence[str] | None = None) -> "Reach | None":
        """Return what has been reached of the target of `task`, by `units` or by all; None without a target."""
        from gkplan.plan.pace import Reach

        target = task.target
        if target is None:
            return None
        responsible = self.responsible(Piece(task), units)
        if target.each and len(responsible) > 1:
            counts = self._counts(task)
            reached = sum(counts.get(unit, 0) >= target.count for unit in responsible)
            return Reach(reached, len(responsible), "家")
        # What all are to reach together is not one unit's to fall short of.
        return Reach(self.count(task, units if target.each else None), target.count, target.measure)

    def _counts(self, task: Task) -> dict[str, int]:
        """Return what each unit has counted towards a target that each is to reach."""
        counts: dict[str, int] = {}
        for entry in self.reports(Piece(task)):
            for unit in self.members((entry.unit,)) if entry.unit and entry.count else ():
                counts[unit] = counts.get(unit, 0) + (entry.count or 0)
        return counts

    def _record(self, piece: Piece) -> tuple[date | None, dict[str, date]]:
        """Return the day `piece` was closed as a whole, if it was, and the day on which each unit finished its part.

        What closes a task closes its steps, and what closes a series closes its periods.
        """
        whole, days = self._said(piece)
        if piece.period is not None:
            above, parts = self._said(piece._replace(period=None))
            whole, days = _first(whole, above), _merged(days, parts)
        elif series := self.periods(piece):
            days = _merged(days, self._all_finished([piece._replace(period=each.name) for each in series]))
        if piece.number is not None:
            task = Piece(piece.task)
            whole, days = _first(whole, self.closing(task).day), _merged(days, self._record(task)[1])
        return whole, days

    def _said(self, piece: Piece) -> tuple[date | None, dict[str, date]]:
        """Return the same from what is said of `piece` alone: a return takes back what was finished before it."""
        duty, days = piece.duty, dict[str, date]()
        for entry in sorted(duty.progress, key=lambda entry: entry.date) if duty.progress else ():
            if entry.period == piece.period and self.holds(entry.date) and (entry.done or entry.returned):
                for unit in self.members((entry.unit,) if entry.unit else piece.units):
                    if entry.returned:
                        days.pop(unit, None)
                    else:
                        days.setdefault(unit, entry.date)
        return (duty.done if piece.period is None and duty.done and self.holds(duty.done) else None), days

    def _all_finished(self, series: Sequence[Piece]) -> dict[str, date]:
        """Return for each unit that has finished all periods that it owes the day of the last."""
        said = [(self.responsible(each), self._said(each)[1]) for each in series]
        days = {}
        for unit in self.members(series[0].units):
            own = [finished.get(unit) for units, finished in said if unit in units]
            last = max((day for day in own if day), default=None)
            if last and None not in own:
                days[unit] = last
        return days

    def _is_of(self, name: str, units: Sequence[str]) -> bool:
        return any(unit in units for unit in self.members((name,)))


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def _merged(days: dict[str, date], others: dict[str, date]) -> dict[str, date]:
    """Return for each unit of either the earlier day."""
    return {**others, **{unit: min(day, others.get(unit, day)) for unit, day in days.items()}} if others else days
