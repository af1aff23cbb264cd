"""The return form (回填表): what it asks of each unit, under keys that tell what the plan held when it was made."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from gkplan.plan.model import Extension, Piece, Plan, Waiver
from gkplan.plan.register import Register
from gkplan.plan.select import Match
from gkplan.plan.status import PRESSING, Judge, State
from gkplan.text.patterns import compiled


class FormKey(NamedTuple):
    """What a row of a form is about: a piece by its id, a unit; with marks of the plan, of what it held, of what was told."""

    piece: str
    unit: str
    plan: str
    held: str
    told: str

    def __str__(self) -> str:
        return "|".join(self)


class Asked(NamedTuple):
    """A row of a form: what is asked of `unit`, as its part of it stands."""

    unit: str
    match: Match
    key: FormKey


class Seen(NamedTuple):
    """What a returned row shows of what it is about, None where a column is gone.

    It is not that of its key where only some of the columns were sorted.
    """

    number: str | None = None
    period: str | None = None
    unit: str | None = None
    what: str | None = None


class Answer(NamedTuple):
    """What a unit wrote in a row of a form, at `place` (file and row) for people; `day` is None where it wrote none."""

    place: str
    key: FormKey
    seen: Seen = Seen()
    is_done: bool = False
    day: date | None = None
    note: str | None = None
    counted: int | None = None
    evidence: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Nothing was written: the row says that nothing has changed."""
        return not (self.is_done or self.day or self.note or self.counted is not None or self.evidence)

    @property
    def said(self) -> tuple[object, ...]:
        """What was written, wherever it stands."""
        return self[3:]


def read_key(text: str) -> FormKey | None:
    """Return the key that a cell holds, None for any other text."""
    match = compiled(r"([^|]+)\|(.+)\|([0-9a-f]{6})\|([0-9a-f]{10})\|([0-9a-f]{6})").fullmatch(text.strip())
    return FormKey(*match.groups()) if match else None


def asked_of(judge: Judge, unit: str, matches: Iterable[Match]) -> list[Asked]:
    """Return what of `matches` (the pieces that concern `unit`, as its part stands) a form asks of it.

    That is what is open: of what recurs the periods that are overdue, due soon or begun, not the series.
    """
    rows = []
    for match in matches:
        if match.status.state is State.DONE:
            continue
        is_series = match.piece.period is None and judge.periods(match.piece)
        is_ahead = match.piece.period is not None and match.status.state not in PRESSING and not match.status.is_started
        if not (is_series or is_ahead):
            rows.append(Asked(unit, match, key_of(judge, match.piece, unit)))
    return rows


def key_of(register: Register, piece: Piece, unit: str) -> FormKey:
    """Return the key of a row: `held` is another as soon as the plan says anything else of this part of `piece`.

    `told` is that of no words; who makes a form puts in what it tells.
    """
    duty = piece.duty
    decided: tuple[Extension | Waiver, ...] = (*duty.extensions, *duty.waived)
    reports = [
        (str(each.date), each.unit, each.done, each.returned, each.count, each.note, each.evidence)
        for each in register.reports(piece, (unit,))
    ]
    granted = [
        (str(each.date), str(getattr(each, "to", "")))
        for each in decided
        if each.period == piece.period and (each.unit is None or unit in register.members((each.unit,)))
    ]
    closed = str(register.closing(piece, (unit,)).day)
    held = [piece.id, unit, piece.what, piece.deadline, closed, reports, granted]
    return FormKey(piece.id, unit, plan_mark(register.plan), _mark(held, 10), mark_of(""))


def plan_mark(plan: Plan) -> str:
    """Return the mark of a plan: the same as long as its title and year are."""
    return _mark([plan.title, plan.year], 6)


def mark_of(text: str) -> str:
    """Return the mark of a text, whatever blanks are in it."""
    return _mark(["".join(text.split())], 6)


def _mark(values: Sequence[object], length: int) -> str:
    return hashlib.sha256(repr(values).encode("utf-8", "replace")).hexdigest()[:length]
