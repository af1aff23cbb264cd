"""Counts → where the parts of a drawing stand, in hundredths of its width and height. Nothing here counts or knows a file."""

from typing import NamedTuple

from gkplan.plan.status import State
from gkplan.plan.tally import Tally
from gkplan.views.burn_up import BurnUp

DRAWN = (State.DONE, State.OVERDUE, State.DUE_SOON, State.IN_PROGRESS)
"""The states that have a part of a bar; what is left of it is the rest."""

LABELS = 12
"""Months that are named below a curve, at most."""


class Segment(NamedTuple):
    """A part of a bar: whose, where it begins, how wide it is."""

    state: State
    x: float
    width: float


class Mark(NamedTuple):
    """A point of a curve: where, how many, and of which month's end."""

    x: float
    y: float
    number: int
    month: str


class Curves(NamedTuple):
    """Two curves that begin in the lower left corner; the lines of a scale and the months as (place, label).

    `today` is the place of the day asked about, None where it is outside.
    """

    due: tuple[Mark, ...]
    done: tuple[Mark, ...]
    scale: tuple[tuple[float, int], ...]
    months: tuple[tuple[float, str], ...]
    today: float | None


def segments(counts: Tally) -> tuple[Segment, ...]:
    """Return the parts of a bar, from left to right."""
    found, x = [], 0.0
    for state in DRAWN:
        if number := counts.of(state):
            width = round(number * 100 / counts.total, 2)
            found.append(Segment(state, round(x, 2), width))
            x += width
    return tuple(found)


def curves(facts: BurnUp) -> Curves:
    """Return the curves of what is due and what is done; the last point of the second is the day asked about."""
    whole = (facts.months[-1].last - facts.first).days + 1
    most = max(1, *(max(month.due, month.done or 0) for month in facts.months))
    # An even number, so that half of it is one.
    step = 2 * 10 ** max(0, len(str(most)) - 2)
    top = -(-most // step) * step
    due, done, months = [], [], []
    every = -(-len(facts.months) // LABELS)
    for place, month in enumerate(facts.months):
        name = f"{month.last.month}月"
        x = ((month.last - facts.first).days + 1) * 100 / whole
        due.append(_mark(x, month.due, top, name))
        if month.done is not None:
            until = min(month.last, facts.day)
            done.append(_mark(((until - facts.first).days + 1) * 100 / whole, month.done, top, name))
        if place % every == 0:
            first = month.last.replace(day=1)
            label = f"{first.year}年" if every > 1 and first.month == 1 else name
            months.append((round((first - facts.first).days * 100 / whole, 2), label))
    today = (facts.day - facts.first).days + 1
    return Curves(
        tuple(due),
        tuple(done),
        tuple((100 - count * 100 / top, count) for count in (0, top // 2, top)),
        tuple(months),
        round(today * 100 / whole, 2) if 0 < today < whole else None,
    )


def _mark(x: float, count: int, top: int, month: str) -> Mark:
    return Mark(round(x, 2), round(100 - count * 100 / top, 2), count, month)
