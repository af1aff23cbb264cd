"""What a 通报 holds against whom: overdue, sent back, never heard of, time after time. What is late is for status.py."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from gkplan.plan.model import Piece
from gkplan.plan.owing import Owed, owed, silent_units
from gkplan.plan.select import is_in, select
from gkplan.plan.status import Judge, State, sent_back


def overdue(judge: Judge) -> tuple[Owed, ...]:
    """Return all that is overdue, in plan order, each with the units whose own part of it is."""
    last = judge.day - timedelta(days=1)
    found = select(judge, is_in(State.OVERDUE), with_parts=True)
    return tuple((owed(judge, [match], last=last) or (Owed(match, ()),))[0] for match in found)


def returned(judge: Judge) -> tuple[Owed, ...]:
    """Return what is open, in plan order, each with the units whose last report was sent back and not made again."""
    is_open = is_in(*(state for state in State if state is not State.DONE))
    found = (
        each._replace(parts=tuple(part for part in each.parts if sent_back(part.progress)))
        for each in owed(judge, select(judge, is_open, with_parts=True))
        # What recurs is sent back period by period.
        if each.match.piece.period or not judge.periods(each.match.piece)
    )
    return tuple(each for each in found if each.parts)


def by_unit(judge: Judge, owing: Iterable[Owed]) -> dict[str, list[Piece]]:
    """Return what each unit owes of `owing`, the units in the order of the plan."""
    found: dict[str, list[Piece]] = {}
    for each in owing:
        for part in each.parts:
            found.setdefault(part.unit, []).append(each.match.piece)
    return dict(sorted(found.items(), key=lambda item: judge.order.get(item[0], len(judge.order))))


def unheard(judge: Judge, debtors: Iterable[str]) -> tuple[str, ...]:
    """Return those of `debtors` that have never reported anything."""
    _, silent = silent_units(judge)
    return tuple(unit for unit in debtors if unit in silent)


def lasting(debtors: Iterable[str], earlier: Sequence[Judge]) -> tuple[str, ...]:
    """Return those of `debtors` that owed something overdue on the day of each of `earlier`, too."""
    before = [by_unit(judge, overdue(judge)) for judge in earlier]
    return tuple(unit for unit in debtors if all(unit in then for then in before))
