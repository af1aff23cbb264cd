"""What all changes share: their outcome, what is told along with them, whom they refuse."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from gkplan.errors import RefusedError
from gkplan.plan.model import Plan, Task
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


def refuse_strangers(register: Register, task: Task, units: Sequence[str]) -> None:
    """Raise RefusedError when one of `units` is not responsible for `task`, naming who is."""
    responsible = register.members(task.units)
    strangers = []
    for name in units:
        members = register.members((name,))
        wrong = [unit for unit in members if unit not in responsible]
        # A group is named as such when none of it is responsible.
        strangers += [name] if wrong == list(members) else wrong
    if strangers:
        raise RefusedError(
            f"{'、'.join(f'「{name}」' for name in strangers)}不是任务 {task.id} 的责任单位，没有改动；责任单位是{'、'.join(task.units)}"
        )


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
