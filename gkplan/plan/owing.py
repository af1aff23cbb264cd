"""Who still owes what, name by name: the units outstanding for each piece, and those never heard of."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gkplan.plan.model import Piece
from gkplan.plan.select import Match
from gkplan.plan.status import PRESSING, Judge, Part


class Owed(NamedTuple):
    """What is owed: a piece as it stands for all, and the part of each unit that has not finished it."""

    match: Match
    parts: tuple[Part, ...]


def owed(judge: Judge, matches: Iterable[Match], units: Sequence[str] = ()) -> tuple[Owed, ...]:
    """Return `matches` with the units that still owe them, of `units` (units or groups) if given; none that nobody owes."""
    found = []
    for match in matches:
        names = judge.status(match.piece, units or None).outstanding
        if names:
            found.append(Owed(match, judge.parts(match.piece, names)))
    return tuple(found)


def open_pieces(judge: Judge, piece: Piece) -> tuple[Piece, ...]:
    """Return `piece`, or for what recurs those of its periods that have fallen due or are due soon."""
    series = [piece._replace(period=each.name) for each in judge.periods(piece)] if piece.period is None else []
    if not series:
        return (piece,)
    return tuple(each for each in series if judge.status(each).state in PRESSING)


def silent_units(judge: Judge) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the units that owe something, and those of them that have reported nothing at all, in the plan's order.

    What the office notes on a task of several units, without naming one, is no report of theirs.
    """
    owing: set[str] = set()
    heard: set[str] = set()
    for task in judge.plan.tasks:
        for piece in (Piece(task), *judge.parts_of(task)):
            status, everyone = judge.status(piece), judge.members(piece.units)
            owing.update(status.outstanding)
            if len(everyone) == 1 and (status.done or judge.reports(piece)):
                heard.update(everyone)
            for entry in judge.reports(piece):
                heard.update(judge.members((entry.unit,)) if entry.unit else ())
    # Who is no unit of the plan is for check to tell.
    known = [unit.name for unit in judge.plan.units if unit.name in owing]
    return tuple(known), tuple(name for name in known if name not in heard)
