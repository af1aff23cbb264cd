"""What all changes share: their outcome, what is told along with them, whom they refuse."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gkplan.errors import RefusedError
from gkplan.plan.model import Piece, Plan, Task
from gkplan.plan.register import Register


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A plan as it should be, and one Chinese line for each thing that was done or was so already."""

    plan: Plan
    said: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What is told along with a closing: the day it took place, a note, and links or names of evidence."""

    day: date
    note: str | None = None
    evidence: tuple[str, ...] = ()


def change_each(plan: Plan, pieces: Iterable[Piece], make: Callable[[Piece, list[str]], Task]) -> Change:
    """Return what `make` makes of each piece's task, given the piece and the lines said so far."""
    tasks: dict[str, Task] = {}
    said: list[str] = []
    for piece in pieces:
        # An earlier one of the same call may have changed the task.
        tasks[piece.task.id] = make(piece._replace(task=tasks.get(piece.task.id, piece.task)), said)
    return Change(plan=with_tasks(plan, *tasks.values()), said=tuple(said))


def with_duty(piece: Piece, **values: Any) -> Task:
    """Return the task of `piece` with `values` as fields of the task or step that `piece` is, or is a period of."""
    if piece.number is None:
        return replace(piece.task, **values)
    steps = piece.task.steps
    step = replace(steps[piece.number - 1], **values)
    return replace(piece.task, steps=(*steps[: piece.number - 1], step, *steps[piece.number :]))


def with_tasks(plan: Plan, *tasks: Task) -> Plan:
    """Return `plan` with `tasks` in the places of those with their ids.

    Raises RefusedError for an id that two tasks of the plan share.
    """
    changed = {task.id: task for task in tasks}
    for id_ in changed:
        lines = [str(task.at.line) for task in plan.tasks if task.id == id_]
        if len(lines) > 1:
            raise RefusedError(f"序号 {id_} 在第 {'、'.join(lines)} 行重复，不知道指哪一项，没有改动；请先改正序号")
    return replace(plan, tasks=tuple(changed.get(task.id, task) for task in plan.tasks))


def refuse_strangers(register: Register, piece: Piece, units: Sequence[str]) -> None:
    """Raise RefusedError when one of `units` is not responsible for `piece`, naming who is."""
    responsible = register.members(piece.units)
    strangers = []
    for name in units:
        members = register.members((name,))
        if not members:
            raise RefusedError(f"统称「{name}」没有写明包括哪些单位，没有改动；请先在 groups 里补上")
        wrong = [unit for unit in members if unit not in responsible]
        # A group is named as such when none of it is responsible.
        strangers += [name] if wrong == list(members) else wrong
    if strangers:
        names = "、".join(f"「{name}」" for name in strangers)
        raise RefusedError(f"{names}不是{piece.called} 的责任单位，没有改动；责任单位是{'、'.join(piece.units)}")


def refuse_unnamed_period(register: Register, piece: Piece) -> None:
    """Raise RefusedError for what is reported period by period when no period is named."""
    if piece.period is None and (series := register.periods(piece)):
        raise RefusedError(
            f"{piece.called} 每期都要报，没有改动；请写明是哪一期，如 {piece.id}@{series[0].name}"
            f"（各期是 {'、'.join(each.name for each in series[:12])}{'等' if len(series) > 12 else ''}）"
        )


def named(names: Sequence[str]) -> str:
    """Return up to five names, more of them as a number."""
    return "、".join(names) if len(names) < 6 else f"{len(names)} 家单位"
