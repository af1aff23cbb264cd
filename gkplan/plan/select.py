"""Which tasks and steps are asked about, and in what order. How they stand is for status.py."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from gkplan.plan.model import Piece, Task
from gkplan.plan.status import Judge, State, Status


class Match(NamedTuple):
    """A task that matches, or one of its steps, as it stands for those asked about.

    `via` is the group through which a unit was found, None where the task names it; `rank` are the places of the
    task's units in the order of the plan, units before groups.
    """

    piece: Piece
    status: Status
    via: str | None = None
    rank: tuple[int, ...] = ()

    @property
    def task(self) -> Task:
        """The task, or the one that the step is in."""
        return self.piece.task

    @property
    def is_step(self) -> bool:
        """Whether it is a step and no task."""
        return self.piece.number is not None


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
    judge: Judge, *tests: Test, units: Sequence[str] = (), direct: bool = False, with_steps: bool = False
) -> tuple[Match, ...]:
    """Return the tasks (and, if asked, the steps as matches of their own) that all `tests` let through, in plan order.

    With `units` (names of units and groups that exist) only what concerns them, with the status of their own part;
    `direct` leaves out tasks that mean them by a group.
    """
    candidates = _candidates(judge, tuple(units), direct=direct, with_steps=with_steps)
    return tuple(match for match in candidates if all(test(match) for test in tests))


def _candidates(judge: Judge, asked: tuple[str, ...], *, direct: bool, with_steps: bool) -> Iterable[Match]:
    units = asked or None
    names = [each.name for each in judge.plan.units] + [each.name for each in judge.plan.groups]
    order = {name: place for place, name in enumerate(names)}
    for task in judge.plan.tasks:
        via = None
        if units:
            named = [name for name in units if name in task.units]
            groups = [name for name in task.units if set(judge.members((name,))).intersection(judge.members(units))]
            if not named and (direct or not groups):
                continue
            via = None if named else groups[0]
        rank = tuple(order.get(name, len(order)) for name in task.units)
        yield Match(Piece(task), judge.task(task, units), via, rank)
        if with_steps:
            for number, step in enumerate(task.steps, 1):
                yield Match(Piece(task, number), judge.step(task, step, units), via, rank)


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


def in_order(matches: Iterable[Match], key: str, *, named_first: bool = False) -> tuple[Match, ...]:
    """Return `matches` by one of SORTS; `named_first` puts those that name the unit before those through a group."""
    sort = SORTS[key]
    return tuple(sorted(matches, key=lambda match: (named_first and match.via is not None, *sort(match))))
