"""The parts of the units in a piece, as rows: those that stand alike are one. Nothing here knows a format or a width."""

from collections.abc import Sequence
from typing import NamedTuple

from gkplan.plan.entries import Entry
from gkplan.plan.model import Piece
from gkplan.plan.status import Judge, Part, State
from gkplan.text.ranges import ranges
from gkplan.views.listing import Column
from gkplan.views.log import entry_text
from gkplan.views.tasks import state_text

UP_TO_DATE = "已报齐"
"""How the part of a unit stands that owes no period of what recurs."""


MOST_NAMED = 12
"""Unfinished units that the first sentence names."""

LEAST = 3
"""Parts with reports that are told on one line instead of each on its own."""


class PartRow(NamedTuple):
    """One unit's part: its state, the day of it, what is reached of a number, what was reported in which entries."""

    unit: str
    state: State
    is_done: bool
    stands: str
    day: str
    reached: str
    notes: tuple[str, ...]
    evidence: str
    numbers: tuple[int, ...]

    @property
    def likeness(self) -> tuple[object, ...]:
        """What is the same of parts that stand alike: all but whose, when, where it is entered and what proves it."""
        return (self.stands, self.is_done, self.reached, self.notes)

    @property
    def told(self) -> str:
        """What was reported, with the numbers of the entries: for gkplan amend and retract."""
        told = (f"#{number} {note}".strip() for number, note in zip(self.numbers, self.notes, strict=True))
        return "；".join(each for each in (self.reached, *told) if each)


class PartRows(NamedTuple):
    """Parts in groups that stand alike, and those that do not; in each the unfinished first."""

    groups: tuple[tuple[PartRow, ...], ...]
    single: tuple[PartRow, ...]

    @property
    def all(self) -> tuple[PartRow, ...]:
        """All of them."""
        return (*(row for group in self.groups for row in group), *self.single)

    @property
    def done(self) -> int:
        """How many of them are finished."""
        return sum(row.is_done for row in self.all)

    def texts(self, *, is_done: bool) -> tuple[str, ...]:
        """Return a line for each group that is finished, or is not."""
        return tuple(_line(group) for group in self.groups if group[0].is_done == is_done)


def _line(group: Sequence[PartRow]) -> str:
    first = group[0]
    shared = [first.day] if len({row.day for row in group}) == 1 else []
    shared += [_signs(first)] if len({row.numbers for row in group}) == 1 else []
    shared += [first.evidence] if len({row.evidence for row in group}) == 1 else []
    own = [[each for each in (row.day, _signs(row), row.evidence) if each and each not in shared] for row in group]
    shared += [first.reached, "；".join(note for note in first.notes if note)]
    names = (f"{row.unit}（{' '.join(told)}）" if told else row.unit for row, told in zip(group, own, strict=True))
    more = "，".join(each for each in shared if each)
    sign = "，" if first.stands[-1:] == "天" else " "
    return f"{first.stands}{sign}{len(group)} 家{f'（{more}）' if more else ''}：{'、'.join(names)}"


def _signs(row: PartRow) -> str:
    return f"#{ranges(map(str, row.numbers))}" if row.numbers else ""


PART_COLUMNS: tuple[Column[PartRow], ...] = (
    Column("责任单位", lambda row: row.unit, is_name=True),
    Column("状态", lambda row: row.stands, state=lambda row: row.state),
    Column("日期", lambda row: row.day),
    Column("进展", lambda row: row.told, weight=3),
    Column("佐证材料", lambda row: row.evidence, weight=2),
)


def part_rows(judge: Judge, piece: Piece, parts: Sequence[Part], entries: Sequence[Entry]) -> PartRows:
    """Return `parts` of `piece` with their `entries`; parts are grouped where a line for them all is the shorter."""
    numbered = {id(entry.value): entry for entry in entries}
    alike: dict[tuple[object, ...], list[PartRow]] = {}
    order = list(State)
    recurs = piece.period is None and bool(judge.periods(piece))
    for part in sorted(parts, key=lambda part: (part.status.is_reached, order.index(part.status.state))):
        # Entries on the part alone: those on the whole stand above, those on a series with its periods.
        own = (
            []
            if recurs
            else [numbered[id(entry)] for entry in part.progress if entry.unit is not None and id(entry) in numbered]
        )
        stands = _part_state(judge, piece, part)
        row = PartRow(
            unit=part.unit,
            state=part.status.state,
            is_done=part.status.done is not None or stands == UP_TO_DATE,
            stands=stands,
            day=_last_day(part, own),
            reached=_reached(part, piece),
            notes=tuple(_note(entry, part, piece, is_dated=len(own) > 1) for entry in own),
            evidence="、".join(link for entry in own for link in entry.evidence),
            numbers=tuple(entry.number for entry in own),
        )
        alike.setdefault(row.likeness, []).append(row)
    groups = [tuple(rows) for rows in alike.values() if len(rows) >= (LEAST if rows[0].notes else 2)]
    grouped = {row.unit for group in groups for row in group}
    single = (row for rows in alike.values() for row in rows if row.unit not in grouped)
    return PartRows(tuple(groups), tuple(sorted(single, key=lambda row: row.is_done)))


def count_of_done(judge: Judge, piece: Piece, rows: PartRows, units: int) -> tuple[str, ...]:
    """Return how many of several units have finished, or of what recurs owe nothing; nothing for what has no end."""
    recurs = piece.period is None and bool(judge.periods(piece))
    if units < 2 or (judge.status(piece).state is State.ONGOING and not recurs):
        return ()
    word = UP_TO_DATE if recurs else "已办结"
    left = [row.unit for row in rows.all if not row.is_done]
    # Where they stand in several groups and rows they are named once together.
    names = f"，还差 {len(left)} 家：{'、'.join(left)}" if 0 < len(left) <= MOST_NAMED and rows.done else ""
    return (f"{units - len(left)}/{units} 家{word}{names}",)


def _part_state(judge: Judge, piece: Piece, part: Part) -> str:
    """Return how a unit stands; of what recurs, which of the periods that have fallen due it owes."""
    if part.status.done or not (series := judge.periods(piece)) or piece.period:
        return state_text(part.status)
    owed = [
        each.name
        for each in series
        if judge.holds(each.due) and part.unit in judge.closing(piece._replace(period=each.name)).outstanding
    ]
    return f"欠 {'、'.join(owed)}" if owed else UP_TO_DATE


def _last_day(part: Part, own: Sequence[Entry]) -> str:
    last = part.status.done or max((entry.day for entry in own if entry.day), default=None)
    return str(last) if last else ""


def _reached(part: Part, piece: Piece) -> str:
    """Return how much of a number that each unit has to reach is reached."""
    target = piece.task.target
    return (
        f"{part.reached}/{target.count} {target.measure}".rstrip() if target and target.each and piece.is_task else ""
    )


def _note(entry: Entry, part: Part, piece: Piece, *, is_dated: bool) -> str:
    word = entry.word if entry.kind != "progress" else ""
    text = entry_text(entry)
    # What is reached stands before; a report of all of it, and of nothing else, adds nothing.
    if _reached(part, piece) and not entry.text and entry.counted == part.reached:
        text = ""
    said = f"{word}{'：' if word and text else ''}{text}"
    return " ".join(
        part for part in (str(entry.day) if is_dated else "", (not piece.period and entry.period) or "", said) if part
    )
