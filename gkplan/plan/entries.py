"""The entries of a task or step, numbered: every report, return, extension, waiver and closing as 14#3."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from gkplan.plan.model import Extension, Piece, Progress, Waiver
from gkplan.plan.register import Register

Kind = Literal["progress", "done", "returned", "extension", "waived"]

_KINDS = {"progress": "进展", "done": "办结", "returned": "退回", "extension": "延期", "waived": "本期不报"}


class Entry(NamedTuple):
    """One entry of the task or step `piece`, `number` from 1: reports as they stand in the file, then all others.

    So a report keeps its number when another one, an extension or a closing comes behind it. `value` is what stands in the file, for a closing as a whole the day of it.
    """

    piece: Piece
    number: int
    value: Progress | Extension | Waiver | date

    @property
    def id(self) -> str:
        """14#3, 46.1#2: how it is addressed."""
        return f"{self.piece.id}#{self.number}"

    @property
    def day(self) -> date | None:
        """The day it took place."""
        return self.value if isinstance(self.value, date) else self.value.date

    @property
    def kind(self) -> Kind:
        """What it is: the name in JSON."""
        value = self.value
        if isinstance(value, Extension):
            return "extension"
        if isinstance(value, Waiver):
            return "waived"
        if isinstance(value, date):
            return "done"
        return "returned" if value.returned else "done" if value.done else "progress"

    @property
    def word(self) -> str:
        """What it is in office words."""
        return "整项办结" if isinstance(self.value, date) and not self.piece.number else _KINDS[self.kind]

    @property
    def unit(self) -> str | None:
        """The unit or group it speaks of, None for all."""
        return None if isinstance(self.value, date) else self.value.unit

    @property
    def period(self) -> str | None:
        """The period it speaks of."""
        return None if isinstance(self.value, date) else self.value.period

    @property
    def counted(self) -> int | None:
        """What it adds to the target."""
        return self.value.count if isinstance(self.value, Progress) else None

    @property
    def evidence(self) -> tuple[str, ...]:
        """Links or names of evidence."""
        return self.value.evidence if isinstance(self.value, Progress) else ()

    @property
    def text(self) -> str:
        """What it says: the note, the reason, the new last day."""
        value = self.value
        if isinstance(value, date):
            return ""
        if isinstance(value, Progress):
            return "；".join(part for part in (value.returned, value.note) if part)
        if isinstance(value, Waiver):
            return value.reason or ""
        return f"延到 {value.to}" + (f"，理由：{value.reason}" if value.reason else "")


def entries_of(piece: Piece) -> tuple[Entry, ...]:
    """Return the entries of the task or step that `piece` is, or is a period of, in the order of their numbers."""
    duty = piece.duty
    values: list[Progress | Extension | Waiver | date] = [*duty.progress, *duty.extensions, *duty.waived]
    values += [duty.done] if duty.done else []
    whole = piece._replace(period=None)
    return tuple(Entry(whole, number, value) for number, value in enumerate(values, 1))


def entry_ids(piece: Piece) -> dict[int, str]:
    """Return the id of each entry of `piece` by the identity of what stands in the file."""
    return {id(entry.value): entry.id for entry in entries_of(piece)}


def log(
    register: Register,
    pieces: Sequence[Piece] = (),
    units: Sequence[str] = (),
    first: date | None = None,
    last: date | None = None,
    words: str = "",
) -> tuple[Entry, ...]:
    """Return the entries on record, newest first: of `pieces`, a task's with those of its steps, or of the whole plan.

    `units` (units or groups): those that speak of one of them; `first` and `last`: of these days, both inclusive;
    `words`: those in which they stand, evidence too.
    """
    asked = set(register.members(units))
    wanted = words.casefold()
    found = [
        entry
        for entry in dict.fromkeys(_entries(pieces or [Piece(task) for task in register.plan.tasks]))
        if register.holds(entry.day)
        and (first is None or (entry.day is not None and entry.day >= first))
        and (last is None or (entry.day is not None and entry.day <= last))
        and (not asked or _concerns(register, entry, asked))
        and wanted in "\n".join((entry.text, entry.unit or "", entry.piece.what, *entry.evidence)).casefold()
    ]
    # Of one day the one entered last comes first.
    found.reverse()
    return tuple(sorted(found, key=lambda entry: entry.day or date.min, reverse=True))


def _entries(pieces: Iterable[Piece]) -> Iterator[Entry]:
    for piece in pieces:
        steps = range(1, len(piece.task.steps) + 1) if piece.is_task else ()
        for each in (piece, *(Piece(piece.task, number) for number in steps)):
            yield from (entry for entry in entries_of(each) if each.period in {None, entry.period})


def _concerns(register: Register, entry: Entry, units: set[str]) -> bool:
    """Tell whether `entry` speaks of one of `units`: a report without a unit is one's own where one is responsible."""
    everyone = register.members((entry.unit,) if entry.unit else entry.piece.units)
    is_own = entry.unit is not None or len(everyone) == 1 or entry.kind != "progress"
    return is_own and not units.isdisjoint(everyone)
