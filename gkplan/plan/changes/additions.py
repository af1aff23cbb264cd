"""New tasks and steps: what add and step make of a plan."""

from dataclasses import replace

from gkplan.dates.limit import Kind
from gkplan.errors import RefusedError, UsageError
from gkplan.plan.changes.change import Change, with_tasks
from gkplan.plan.due import Due, work_out
from gkplan.plan.model import Piece, Plan, Step, Task
from gkplan.plan.register import Register


def add_step(plan: Plan, task: Task, what: str, words: str, units: tuple[str, ...] = ()) -> Change:
    """Add a step to `task` with a time limit in words, for `units` (units or groups) or for all of the task's.

    Raises RefusedError when the task is closed or the calendar of the year is missing, UsageError for a limit that sets
    no day and no periods.
    """
    done = Register(plan).closing(Piece(task)).day
    if done:
        raise RefusedError(f"任务 {task.id} 已于 {done} 办结，不能再加步骤，没有改动；请先运行 gkplan reopen {task.id}")
    due = _due(plan, words)
    when = str(due.day) if due.day else f"分 {len(due.periods)} 期"
    if due.day is None and not due.periods:
        raise UsageError(f"完成时限「{words}」定不出日期，没有改动；步骤要有一个日子，可写 8月31日前")
    task = replace(task, steps=(*task.steps, Step(what=what, deadline=words, units=units)))
    who = f"，{'、'.join(units)}" if units else ""
    said = f"任务 {task.id} 已加步骤 {task.id}.{len(task.steps)}：{what}（{words}，{when}{who}）"
    return Change(plan=with_tasks(plan, task), said=(said,))


def add_task(plan: Plan, task: Task) -> Change:
    """Add `task` at the end of the plan.

    Raises RefusedError for an id in use and a missing calendar, UsageError for an id or a limit that cannot be.
    """
    if any(each.id == task.id for each in plan.tasks):
        raise RefusedError(f"已经有任务 {task.id}，没有改动；请换一个序号，或不写 --id")
    if not is_id(plan, task.id):
        raise UsageError(f"「{task.id}」不能作序号，没有改动；请写数字，如 {next_id(plan)}")
    due = _due(plan, task.deadline).day if task.deadline else None
    limit = f"（{task.deadline}{f'，{due}' if due else ''}）" if task.deadline else ""
    said = f"已新增任务 {task.id}{limit}：{'、'.join(task.units)}"
    return Change(plan=replace(plan, tasks=(*plan.tasks, task)), said=(said,))


def is_id(plan: Plan, text: str) -> bool:
    """Tell whether `text` can be a new task's number: not what is typed for a step (46.1), a range (5-9) or a list."""
    known = {task.id for task in plan.tasks}
    means_more = text.rpartition(".")[0] in known or text.partition("-")[0] in known
    return not means_more and any(map(str.isdigit, text)) and all(char.isalnum() or char in ".-（）" for char in text)


def next_id(plan: Plan) -> str:
    """Return the number after the highest that a task has."""
    return str(max((int(task.id) for task in plan.tasks if task.id.isascii() and task.id.isdigit()), default=0) + 1)


def _due(plan: Plan, words: str) -> Due:
    """Return what a limit sets. Raises UsageError for one that cannot be, RefusedError without the year's calendar."""
    due = work_out(plan, words)
    if due.limit.kind in {Kind.INVALID, Kind.UNRESOLVED}:
        raise UsageError(f"{due.limit.warning or f'看不懂完成时限「{words}」'}；没有改动")
    if due.fault:
        # Passed over when reading, but what is written now should have its day.
        raise RefusedError(due.fault)
    return due
