"""进展: what note makes of a plan."""

from dataclasses import replace

from gkplan.errors import RefusedError
from gkplan.plan.changes.change import Change, Report, refuse_strangers, with_tasks
from gkplan.plan.model import Plan, Progress, Task
from gkplan.plan.register import Register


def note(plan: Plan, task: Task, report: Report, units: tuple[str, ...], count: int | None) -> Change:
    """Add a report on `task`, one for each of `units` (a group's members one by one), or without a unit one for all.

    `count` is what it adds to the target. Raises RefusedError for a unit that is not responsible, and for a count where
    there is no target.
    """
    register = Register(plan)
    refuse_strangers(register, task, units)
    if count is not None and task.target is None:
        raise RefusedError(
            f"任务 {task.id} 没有数量要求，不能登记数量，没有改动；请去掉 --count，或先在文件里写上 target"
        )
    if count is not None and task.target and task.target.each and not units and len(register.members(task.units)) > 1:
        raise RefusedError(f"任务 {task.id} 的数量要求是每个单位的，没有改动；请用 --unit 写明是哪个单位的")
    members: tuple[str | None, ...] = register.members(units) or (None,)
    added = tuple(
        Progress(date=report.day, unit=unit, count=count, note=report.note, evidence=report.evidence)
        for unit in members
    )
    task = replace(task, progress=(*task.progress, *added))
    who = f"{'、'.join(units)}的" if units else ""
    said = f"任务 {task.id} 已登记{who}进展（{report.day}）：{report.note}"
    if count is not None and task.target:
        reach = register.reach(task)
        if reach:
            said += f"；累计 {reach.words}"
    return Change(plan=with_tasks(plan, task), said=(said,))
