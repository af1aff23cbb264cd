"""延期: what extend makes of a plan."""

from dataclasses import replace
from datetime import date

from gkplan.errors import RefusedError
from gkplan.plan.changes.change import Change, with_tasks
from gkplan.plan.model import Extension, Plan, Task
from gkplan.plan.status import Judge


def extend(plan: Plan, task: Task, extension: Extension, today: date, *, is_late: bool = False) -> Change:
    """Grant `task` an extension, which has the day it was granted; the original deadline stays.

    Raises RefusedError when the task is closed or has no due date, when `to` is not later, and, unless `is_late`, when
    the due date is before `today` (extensions are asked for before it).
    """
    to, on = extension.to, extension.on or today
    status = Judge(plan, on).task(task)
    if status.done:
        raise RefusedError(f"任务 {task.id} 已于 {status.done} 办结，不用延期，没有改动")
    if status.due is None:
        raise RefusedError(f"任务 {task.id} 没有到期日（{task.deadline or '未定时限'}），不能延期，没有改动")
    if to <= status.due:
        raise RefusedError(f"延到 {to} 不晚于现在的完成时限 {status.due}，没有改动；请写更晚的日期")
    if status.due < today and not is_late:
        raise RefusedError(
            f"任务 {task.id} 已于 {status.due} 到期，延期应在到期前申请，没有改动；确已批准的，请加 --late 补登记"
        )
    later = next((each.on for each in task.extensions if each.on and each.on > on), None)
    if later:
        # The one written last counts: an older one behind it would take the newer back.
        raise RefusedError(f"任务 {task.id} 在 {later} 又批准过延期，不能再登记 {on} 批准的，没有改动")
    task = replace(task, extensions=(*task.extensions, extension))
    said = f"任务 {task.id} 已延期：{status.due} 延到 {to}（{on} 批准），理由：{extension.reason}"
    return Change(plan=with_tasks(plan, task), said=(said,))
