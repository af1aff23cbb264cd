"""Which tasks match, and in what order. State and dates come from status.py, names from lookup.py."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from gkplan.plan.model import Plan, Step, Task
from gkplan.plan.status import Judge, State, Status


class Filter(NamedTuple):
    """What to look for; every condition given must hold.

    `units` and `sections` are names and keys that exist (see lookup.py); `before` and `after` bound the due date, both
    inclusive; `states` None means all; `search` is matched in any text of the task.
    """

    units: tuple[str, ...] = ()
    direct: bool = False
    sections: tuple[str, ...] | None = None
    before: date | None = None
    after: date | None = None
    states: tuple[State, ...] | None = None
    search: str | None = None


def only_in(wanted: Filter, states: Sequence[State]) -> Filter:
    """Return `wanted` for those of its states that are among `states`."""
    return wanted._replace(states=tuple(state for state in states if wanted.states is None or state in wanted.states))


class Match(NamedTuple):
    """A task that matches, or one of its steps (`number` from 1), as it stands for those asked about.

    `via` is the group through which a unit was found, None where the task names it; `rank` are the places of the
    task's units in the order of the plan, units before groups.
    """

    task: Task
    status: Status
    step: Step | None = None
    number: int | None = None
    via: str | None = None
    rank: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """14 for a task, 46.1 for a step."""
        return self.task.id if self.number is None else f"{self.task.id}.{self.number}"

    @property
    def what(self) -> str:
        """The requirement, or what the step is."""
        return self.task.requirement if self.step is None else self.step.what

    @property
    def deadline(self) -> str | None:
        """The time limit in the document's words."""
        return self.task.deadline if self.step is None else self.step.deadline


def select(judge: Judge, wanted: Filter, *, with_steps: bool = False) -> tuple[Match, ...]:
    """Return the tasks (and, if asked, the steps as matches of their own) that `wanted` lets through, in plan order."""
    return tuple(match for match in _candidates(judge, wanted, with_steps=with_steps) if _passes(judge, wanted, match))


def _candidates(judge: Judge, wanted: Filter, *, with_steps: bool) -> Iterable[Match]:
    units = wanted.units or None
    names = [each.name for each in judge.plan.units] + [each.name for each in judge.plan.groups]
    order = {name: place for place, name in enumerate(names)}
    for task in judge.plan.tasks:
        via = None
        if units:
            named = [name for name in units if name in task.units]
            groups = [name for name in task.units if set(judge.members((name,))).intersection(judge.members(units))]
            if not named and (wanted.direct or not groups):
                continue
            via = None if named else groups[0]
        rank = tuple(order.get(name, len(order)) for name in task.units)
        yield Match(task=task, status=judge.task(task, units), via=via, rank=rank)
        if with_steps:
            for number, step in enumerate(task.steps, 1):
                yield Match(
                    task=task, status=judge.step(task, step, units), step=step, number=number, via=via, rank=rank
                )


def _passes(judge: Judge, wanted: Filter, match: Match) -> bool:
    due = match.status.due
    return (
        (wanted.sections is None or match.task.section in wanted.sections)
        and (wanted.before is None or (due is not None and due <= wanted.before))
        and (wanted.after is None or (due is not None and due >= wanted.after))
        and (wanted.states is None or match.status.state in wanted.states)
        and (not wanted.search or _contains(judge.plan, match, wanted.search.casefold()))
    )


def _contains(plan: Plan, match: Match, words: str) -> bool:
    from gkplan.plan.sections import headings

    task = match.task
    texts = [match.id, match.what, task.requirement, match.deadline or "", *task.units, *headings(plan, task.section)]
    texts += [entry.note or "" for entry in task.progress]
    return any(words in text.casefold() for text in texts)


_URGENCY = {state: rank for rank, state in enumerate(State)}

SORTS: dict[str, Callable[[Match], tuple[object, ...]]] = {
    "id": lambda _: (),
    "due": lambda match: (match.status.due or date.max,),
    "status": lambda match: (_URGENCY[match.status.state], match.status.due or date.max),
    "unit": lambda match: match.rank,
    "overdue": lambda match: (-match.status.days_overdue,),
}
"""Ways to order matches; those that are equal keep the order of the plan."""


def in_order(matches: Iterable[Match], key: str, *, named_first: bool = False) -> tuple[Match, ...]:
    """Return `matches` by one of SORTS; `named_first` puts those that name the unit before those through a group."""
    sort = SORTS[key]
    return tuple(sorted(matches, key=lambda match: (named_first and match.via is not None, *sort(match))))
