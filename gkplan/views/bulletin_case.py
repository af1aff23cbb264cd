"""What a 通报 is made from: an issue, the plan on its day, on the day compared with and on those of the issues before."""

from datetime import date
from typing import NamedTuple

from gkplan.plan.arrears import by_unit, overdue
from gkplan.plan.model import Piece
from gkplan.plan.owing import Owed
from gkplan.plan.status import Judge


class Earlier(NamedTuple):
    """The plan on the day of an earlier issue `no`, or of a day that was none."""

    no: int | None
    judge: Judge


class Case(NamedTuple):
    """All that a 通报 speaks of: `before` is what it compares with, `run` the two issues before it, if there are two.

    `owing` is all that is overdue, `debts` the same by unit.
    """

    judge: Judge
    before: Earlier | None
    run: tuple[Earlier, ...]
    reply_by: date | None
    owing: tuple[Owed, ...]
    debts: dict[str, list[Piece]]

    @property
    def day(self) -> date:
        """The day whose figures it has."""
        return self.judge.day


def open_case(judge: Judge, before: Earlier | None, run: tuple[Earlier, ...], reply_by: date | None) -> Case:
    """Return what an issue is made from, as the plan of `judge` stands on its day."""
    owing = overdue(judge)
    return Case(judge, before, run, reply_by, owing, by_unit(judge, owing))
