"""The figures of a plan a second time, from the text alone: slow, simple, and without a line of gkplan.

It follows the contract, not the program, and knows only the wordings of a time limit that the replayed year uses.
"""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

import yaml

Raw = dict[str, Any]

LOADER: Any = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
STATES = ("done", "overdue", "due_soon", "in_progress", "not_started", "ongoing", "unset")


class Figures(NamedTuple):
    """What is told of a piece of work; the names are those of the JSON."""

    status: str
    due: str | None
    days_overdue: int
    done: str | None
    started: bool
    outstanding: tuple[str, ...]
    late: bool = False


@dataclass(frozen=True, eq=False)
class Piece:
    """A task, a step or a period: `duty` is what has its entries, `units` are those it is expected of, one by one."""

    id: str
    kind: str
    duty: Raw
    units: tuple[str, ...]
    due: date | None
    period: str | None = None
    task: "Piece | None" = None
    periods: list["Piece"] = field(default_factory=list)
    steps: list["Piece"] = field(default_factory=list)
    recurs: bool = False


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def last_day(words: str) -> date | None:
    """The day that `words` mean, None for what has no end."""
    if words == "长期坚持":
        return None
    if found := re.fullmatch(r"(\d{4})年(\d+)月底前", words):
        return month_end(int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d{4})年(\d+)月(\d+)日前", words):
        return date(int(found[1]), int(found[2]), int(found[3]))
    return date.fromisoformat(words)


def series(words: str, year: int, first: date) -> list[tuple[str, date]] | None:
    """The periods that `words` make, each with its last day; None for what does not recur."""
    if words == "每月底":
        found = [(f"{y}-{m:02}", month_end(y, m)) for y in (year - 1, year) for m in range(1, 13)]
    elif words in {"每季度末", "每季度结束后10日内"}:
        later = timedelta(days=10 if words == "每季度结束后10日内" else 0)
        found = [(f"{y}Q{q}", month_end(y, 3 * q) + later) for y in (year - 1, year) for q in range(1, 5)]
    else:
        return None
    return [(name, due) for name, due in found if due >= first]


def day_of(entry: Raw) -> date | None:
    """The day of an entry; `on` is how extensions were dated once."""
    words = entry.get("date", entry.get("on"))
    return date.fromisoformat(words) if words else None


class Book:
    """The plan `text` as it stood on `day`: what is dated later is not there yet."""

    def __init__(self, text: str, day: str) -> None:
        # Nothing is built but lists, mappings and text.
        raw: Raw = yaml.load(text, LOADER)  # noqa: S506
        self.raw = raw
        self.day = date.fromisoformat(day)
        self.units: list[str] = list(raw["units"])
        self.groups: dict[str, list[str]] = raw.get("groups") or {}
        self.soon = timedelta(days=int(raw["plan"].get("due_soon_days", 30)))
        self.pieces: dict[str, Piece] = {}
        self._dated: dict[tuple[int, str], list[Raw]] = {}
        self._closed: dict[tuple[str, str], date | None] = {}
        year = int(raw["plan"]["year"])
        first = date.fromisoformat(raw["plan"].get("issued", f"{year}-01-01"))
        for task in raw["tasks"]:
            for piece in self._pieces(task, year, first):
                self.pieces[piece.id] = piece

    def _pieces(self, task: Raw, year: int, first: date) -> Iterator[Piece]:
        id_, units = task["id"], self.members(task["units"])
        recurring = series(task["deadline"], year, first)
        due = None if recurring is not None else last_day(task["deadline"])
        whole = Piece(id_, "tasks", task, units, due, recurs=recurring is not None)
        yield whole
        for number, step in enumerate(task.get("steps", []), 1):
            own = self.members(step["units"]) if "units" in step else units
            whole.steps.append(Piece(f"{id_}.{number}", "steps", step, own, last_day(step["deadline"]), task=whole))
        for name, each in recurring or []:
            waived = [entry for entry in self.dated(task, "waived") if entry["period"] == name]
            owing = tuple(unit for unit in units if not any(self.speaks_of(entry, unit) for entry in waived))
            if owing:
                whole.periods.append(Piece(f"{id_}@{name}", "periods", task, owing, each, name, whole))
        yield from (*whole.steps, *whole.periods)

    def members(self, names: list[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(unit for name in names for unit in self.groups.get(name, [name])))

    def speaks_of(self, entry: Raw, unit: str) -> bool:
        return "unit" not in entry or unit in self.members([entry["unit"]])

    def dated(self, duty: Raw, key: str) -> list[Raw]:
        """What is on record under `key`: in the order of the days, within a day of the file."""
        asked = (id(duty), key)
        if asked not in self._dated:
            entries = [entry for entry in duty.get(key, []) if (day_of(entry) or self.day) <= self.day]
            self._dated[asked] = sorted(entries, key=lambda entry: day_of(entry) or date.min)
        return self._dated[asked]

    def done_key(self, duty: Raw) -> date | None:
        day = date.fromisoformat(duty["done"]) if "done" in duty else None
        return day if day and day <= self.day else None

    # When a unit's part was closed, and when it is due

    def closed(self, piece: Piece, unit: str) -> date | None:
        key = (piece.id, unit)
        if key not in self._closed:
            self._closed[key] = self._first_closing(piece, unit)
        return self._closed[key]

    def _first_closing(self, piece: Piece, unit: str) -> date | None:
        part = None
        for entry in self.dated(piece.duty, "progress"):
            if entry.get("period") == piece.period and self.speaks_of(entry, unit):
                if entry.get("done") == "true":
                    part = part or day_of(entry)
                if "returned" in entry:
                    part = None
        days = [part, self.done_key(piece.duty)]
        if piece.kind == "steps" and piece.task:
            days.append(self.closed(piece.task, unit))
        if mine := [each for each in piece.periods if unit in each.units]:
            reported = [self.closed(each, unit) for each in mine]
            days.append(None if None in reported else max(day for day in reported if day))
        return min((day for day in days if day), default=None)

    def last_day(self, piece: Piece, unit: str) -> date | None:
        if piece.due is None:
            return None
        whole, own = piece.due, None
        for entry in piece.duty.get("extensions", []):
            day = day_of(entry)
            if entry.get("period") != piece.period or (day and day > self.day):
                continue
            if "unit" not in entry:
                whole = date.fromisoformat(entry["to"])
            elif self.speaks_of(entry, unit):
                own = date.fromisoformat(entry["to"])
        return max(whole, own or whole)

    # What follows from both

    def reports(self, piece: Piece, unit: str | None = None) -> list[Raw]:
        """The entries on `piece`, a task's without those of its steps; those without a unit are one's if it is alone."""
        alone = unit is None or self.is_alone(piece)
        return [
            entry
            for entry in self.dated(piece.duty, "progress")
            if piece.period in {None, entry.get("period")}
            and (alone if "unit" not in entry else unit is None or self.speaks_of(entry, unit))
        ]

    def is_alone(self, piece: Piece) -> bool:
        """Whether one unit has all of the duty: who is waived from a period is still responsible."""
        return len(piece.task.units if piece.period and piece.task else piece.units) == 1

    def count(self, piece: Piece, unit: str | None = None) -> int:
        return sum(int(entry.get("count", 0)) for entry in self.reports(piece, unit))

    def has_reached(self, piece: Piece, unit: str | None) -> bool:
        if piece.kind != "tasks" or "target" not in piece.duty:
            return False
        target = piece.duty["target"]
        if target.get("each") != "true":
            return self.count(piece) >= int(target["count"])
        return all(self.count(piece, each) >= int(target["count"]) for each in ([unit] if unit else piece.units))

    def is_started(self, piece: Piece, unit: str | None) -> bool:
        if any(self.reports(each, unit) for each in (piece, *piece.steps)):
            return True
        return (unit is None or self.is_alone(piece)) and any(self.done_key(step.duty) for step in piece.steps)

    def figures(self, piece: Piece, unit: str | None = None) -> Figures:
        """How `piece` stands as a whole, or the part of `unit` in it."""
        units = piece.units if unit is None else (unit,)
        days = {each: self.closed(piece, each) for each in units}
        left = tuple(each for each in units if days[each] is None)
        done = None if left else max(day for day in days.values() if day)
        dues = {each: self.last_day(piece, each) for each in units}
        open_until = [day for each in left if (day := dues[each])]
        # Once closed it has the last day of all: more time for one unit was no more time for the others.
        due = min(open_until, default=None) if left else dues[units[0]] if len(units) == 1 else self.last_day(piece, "")
        is_late = not left and any((day := dues[each]) and (closed := days[each]) and closed > day for each in units)
        started = self.is_started(piece, unit)
        status = self.status(piece, unit, done, due, started=started)
        if piece.recurs:
            # Nobody owes a period whose last day is still to come.
            late = [each for each in piece.periods if each.due and each.due <= self.day]
            left = tuple(one for one in left if any(one in each.units and not self.closed(each, one) for each in late))
        late_by = (self.day - due).days if due and status == "overdue" else 0
        return Figures(status, str(due) if due else None, late_by, str(done) if done else None, started, left, is_late)

    def part(self, piece: Piece, unit: str) -> Figures:
        """The part of `unit` as it stands in a row of its own."""
        return self.figures(piece, unit)._replace(outstanding=())

    def status(self, piece: Piece, unit: str | None, done: date | None, due: date | None, *, started: bool) -> str:
        if done:
            return "done"
        if due is None:
            return "ongoing"
        if self.has_reached(piece, unit):
            return "in_progress"
        if due < self.day:
            return "overdue"
        if due - self.day <= self.soon:
            return "due_soon"
        return "in_progress" if started else "not_started"

    def of_unit(self, unit: str) -> dict[str, Figures]:
        return {id_: self.figures(piece, unit) for id_, piece in self.pieces.items() if unit in piece.units}

    @cached_property
    def of_all(self) -> dict[str, Figures]:
        return {id_: self.figures(piece) for id_, piece in self.pieces.items()}

    def counts(self, figures: dict[str, Figures]) -> dict[str, Any]:
        """`figures` counted as `stats` and `units` do: tasks, and apart from them steps and periods."""
        counted = {}
        for kind in ("tasks", "steps", "periods"):
            those = [each for id_, each in figures.items() if self.pieces[id_].kind == kind]
            states = Counter(each.status for each in those)
            late = sum(each.late for each in those)
            begun = Counter(each.status for each in those if each.started)
            counted[kind] = {
                "total": len(those),
                **{state: states[state] for state in STATES},
                "done_late": late,
                "done_on_time": states["done"] - late,
                "started": {state: begun[state] for state in ("overdue", "due_soon")},
            }
        longest = max((each.days_overdue for each in figures.values()), default=0)
        return {**counted.pop("tasks"), **counted, "most_days_overdue": longest}

    # What is on record

    def record(self) -> list[tuple[object, ...]]:
        """Every entry: the piece, what it is, its day, unit, period, count and words."""
        found: list[tuple[object, ...]] = []
        for piece in self.pieces.values():
            if piece.period is not None:
                continue
            for entry in self.dated(piece.duty, "progress"):
                kind = "returned" if "returned" in entry else "done" if entry.get("done") == "true" else "progress"
                text = "；".join(entry[key] for key in ("returned", "note") if key in entry)
                count = int(entry["count"]) if "count" in entry else None
                found.append((piece.id, kind, entry["date"], entry.get("unit"), entry.get("period"), count, text))
            for key, kind in (("extensions", "extension"), ("waived", "waived")):
                for entry in self.dated(piece.duty, key):
                    until = f"延到 {entry['to']}，理由：" if kind == "extension" else ""
                    day = day_of(entry)
                    said = (day and str(day), entry.get("unit"), entry.get("period"), None, until + entry["reason"])
                    found.append((piece.id, kind, *said))
            if closed := self.done_key(piece.duty):
                found.append((piece.id, "done", str(closed), None, None, None, ""))
        return found

    def restricted(self, id_: str) -> Raw:
        """The task as it stood on the day."""
        return self._restricted(next(task for task in self.raw["tasks"] if task["id"] == id_))

    def _restricted(self, duty: Raw) -> Raw:
        kept = {key: self.dated(duty, key) for key in ("progress", "extensions", "waived")}
        steps = [self._restricted(step) for step in duty.get("steps", [])]
        rest = {key: value for key, value in duty.items() if key not in {*kept, "steps", "done"}}
        return {**rest, **kept, "steps": steps, "done": self.done_key(duty)}
