"""Who still owes what, name by name: the units outstanding for each piece, and those never heard of."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from gkplan.plan.model import Piece
from gkplan.plan.select import Match
from gkplan.plan.status import PRESSING, Judge, Part


class Owed(NamedTuple):
    """What is owed: a piece as it stands for all, and the part of each unit that has not finished it.

    There are no parts where nobody is responsible: all the units it names are groups without members.
    """

    match: Match
    parts: tuple[Part, ...]


def owed(
    judge: Judge, matches: Iterable[Match], units: Sequence[str] = (), last: date | None = None
) -> tuple[Owed, ...]:
    """Return `matches` with the units that still owe them, of `units` (units or groups) if given; none that nobody owes.

    With `last` those units alone whose own part falls due by that day (inclusive) and waits for more than its closing.
    """
    found = []
    for match in matches:
        names = judge.status(match.piece, units or None).outstanding
        parts = judge.parts(match.piece, names) if names else ()
        if last:
            parts = tuple(each for each in parts if each.status.due and each.status.due <= last)
            parts = tuple(each for each in parts if not each.status.is_reached)
        is_nobodys = not units and not match.status.done and not judge.members(match.piece.units)
        if parts or is_nobodys:
            found.append(Owed(match, parts))
    return tuple(found)


def open_pieces(judge: Judge, piece: Piece) -> tuple[Piece, ...]:
    """Return `piece` and what inside it is overdue or due soon; of what recurs only that."""
    if piece.period is not None:
        return (piece,)
    inside = [each for each in judge.parts_of(piece.task) if piece.is_task or each.number == piece.number]
    pressing = tuple(each for each in inside if each != piece and judge.status(each).state in PRESSING)
    return pressing if judge.periods(piece) else (piece, *pressing)


def silent_units(judge: Judge, units: Sequence[str] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the units that owe something, and those of them that have reported nothing at all, in the plan's order.

    With `units` (units or groups) those of them. What the office notes on a task of several units, without naming one, is no report of theirs.
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
    asked = judge.members(units) if units else None
    known = [unit.name for unit in judge.plan.units if unit.name in owing and (asked is None or unit.name in asked)]
    return tuple(known), tuple(name for name in known if name not in heard)
