"""Which tasks, steps and periods are asked about, and in what order. How they stand is for status.py."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from gkplan.plan.model import Piece, Task
from gkplan.plan.status import Judge, State, Status


class Match(NamedTuple):
    """A task that matches, or a step or period of it, as it stands for those asked about.

    `via` is the group through which a unit was found, None where the task or step names it; `rank` are the places of
    its units in the order of the plan, units before groups; `late` are the steps and periods of a task that are overdue.
    """

    piece: Piece
    status: Status
    via: str | None = None
    rank: tuple[int, ...] = ()
    late: tuple[Piece, ...] = ()

    @property
    def task(self) -> Task:
        """The task, or the one that the step or period is of."""
        return self.piece.task


Test = Callable[[Match], bool]
"""What lets a match through or not."""


def is_in(*states: State) -> Test:
    """Let through what is in one of `states`."""
    return lambda match: match.status.state in states


def is_due(first: date | None = None, last: date | None = None) -> Test:
    """Let through what falls due from `first` to `last`, both inclusive and None without a bound."""
    return lambda match: (
        match.status.due is not None
        and (first is None or match.status.due >= first)
        and (last is None or match.status.due <= last)
    )


def select(
    judge: Judge, *tests: Test, units: Sequence[str] = (), direct: bool = False, with_parts: bool = False
) -> tuple[Match, ...]:
    """Return the tasks (and, if asked, their steps and periods as matches of their own) that all `tests` let through.

    They come in plan order. With `units` (names of units and groups that exist) only what concerns them, with the
    status of their own part; `direct` leaves out what means them by a group.
    """
    candidates = _candidates(judge, tuple(units), direct=direct, with_parts=with_parts)
    return tuple(match for match in candidates if all(test(match) for test in tests))


def _candidates(judge: Judge, asked: tuple[str, ...], *, direct: bool, with_parts: bool) -> Iterable[Match]:
    order = judge.order
    wanted = set(judge.members(asked))
    for task in judge.plan.tasks:
        pieces = (Piece(task), *judge.parts_of(task)) if with_parts or asked else (Piece(task),)
        concerned = [piece for piece in pieces if not asked or _concerns(judge, piece, asked, wanted, direct=direct)]
        # A unit that has a step alone finds that step where it looks for its tasks.
        shown = concerned if with_parts or not (concerned and concerned[0].is_task) else concerned[:1]
        for piece in shown:
            via = None
            if asked and not any(name in piece.units for name in asked):
                via = next((name for name in piece.units if not wanted.isdisjoint(judge.members((name,)))), None)
            rank = tuple(order.get(name, len(order)) for name in piece.units)
            late = _late_parts(judge, piece, asked or None) if piece.is_task else ()
            yield Match(piece, judge.status(piece, asked or None), via, rank, late)


def _late_parts(judge: Judge, task: Piece, units: tuple[str, ...] | None) -> tuple[Piece, ...]:
    return tuple(
        piece
        for piece in judge.parts_of(task.task)
        if (not units or judge.responsible(piece, units)) and judge.status(piece, units).state is State.OVERDUE
    )


def _concerns(judge: Judge, piece: Piece, asked: tuple[str, ...], wanted: set[str], *, direct: bool) -> bool:
    """Tell whether `piece` names one of `asked` or, unless `direct`, means one of them (`wanted`) by a group."""
    if any(name in piece.units for name in asked):
        return piece.period is None or bool(judge.responsible(piece, asked)) or not wanted
    return not direct and bool(judge.responsible(piece, asked))


def _due_rank(match: Match) -> tuple[object, ...]:
    """Order by due date, what has none behind the others."""
    return (match.status.due is None, match.status.due)


_URGENCY = {state: rank for rank, state in enumerate(State)}

SORTS: dict[str, Callable[[Match], tuple[object, ...]]] = {
    "id": lambda _: (),
    "due": _due_rank,
    "status": lambda match: (_URGENCY[match.status.state], *_due_rank(match)),
    "unit": lambda match: match.rank,
    "overdue": lambda match: (-match.status.days_overdue,),
}
"""Ways to order matches; those that are equal keep the order of the plan."""


def pressing(match: Match) -> tuple[object, ...]:
    """Order by urgency; a task in which a step or period is overdue presses as much as one due soon."""
    is_late = match.late and match.status.state not in {State.OVERDUE, State.DONE}
    return (_URGENCY[State.DUE_SOON if is_late else match.status.state], *_due_rank(match))


Order = Callable[[Match], tuple[object, ...]]
"""What matches are sorted by."""


def in_order(matches: Iterable[Match], key: str | Order, *, named_first: bool = False) -> tuple[Match, ...]:
    """Return `matches` by one of SORTS or another order; `named_first` puts those that name the unit before the others."""
    sort = SORTS[key] if isinstance(key, str) else key
    return tuple(sorted(matches, key=lambda match: (named_first and match.via is not None, *sort(match))))
