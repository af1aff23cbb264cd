"""What note, extend, step and add make of a plan. Closing is in changes.py; nothing here knows the file."""

from dataclasses import replace
from datetime import date

from gkplan import deadline, workdays
from gkplan.changes import Change, Report, refuse_strangers, with_tasks
from gkplan.deadline import Kind
from gkplan.errors import RefusedError, UsageError
from gkplan.model import Extension, Plan, Progress, Step, Task
from gkplan.status import Judge, due_date


def note(plan: Plan, task: Task, report: Report, units: tuple[str, ...], count: int | None) -> Change:
    """Add a report on `task`, one for each of `units` (a group's members one by one), or without a unit one for all.

    `count` is what it adds to the target. Raises RefusedError for a unit that is not responsible, and for a count where
    there is no target.
    """
    judge = Judge(plan, date.max)
    refuse_strangers(judge, task, units)
    if count is not None and task.target is None:
        raise RefusedError(
            f"任务 {task.id} 没有数量要求，不能登记数量，没有改动；请去掉 --count，或先在文件里写上 target"
        )
    if count is not None and task.target and task.target.each and not units and len(judge.members(task.units)) > 1:
        raise RefusedError(f"任务 {task.id} 的数量要求是每个单位的，没有改动；请用 --unit 写明是哪个单位的")
    members: tuple[str | None, ...] = judge.members(units) or (None,)
    added = tuple(
        Progress(date=report.day, unit=unit, count=count, note=report.note, evidence=report.evidence)
        for unit in members
    )
    task = replace(task, progress=(*task.progress, *added))
    who = f"{'、'.join(units)}的" if units else ""
    said = f"任务 {task.id} 已登记{who}进展（{report.day}）：{report.note}"
    if count is not None and task.target:
        pace = judge.pace(task)
        if pace:
            said += f"；累计 {pace.words}"
    return Change(plan=with_tasks(plan, task), said=(said,))


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


def add_step(plan: Plan, task: Task, what: str, words: str) -> Change:
    """Add a step to `task` with a time limit in words.

    Raises RefusedError when the task is closed or the calendar of the year is missing, UsageError for a limit that sets
    no day.
    """
    done = Judge(plan, date.max).task(task).done
    if done:
        raise RefusedError(f"任务 {task.id} 已于 {done} 办结，不能再加步骤，没有改动；请先运行 gkplan reopen {task.id}")
    due = _due(plan, words)
    if due is None:
        raise UsageError(f"完成时限「{words}」定不出日期，没有改动；步骤要有一个日子，可写 8月31日前")
    task = replace(task, steps=(*task.steps, Step(what=what, deadline=words)))
    said = f"任务 {task.id} 已加步骤 {task.id}.{len(task.steps)}：{what}（{words}，{due}）"
    return Change(plan=with_tasks(plan, task), said=(said,))


def add_task(plan: Plan, task: Task) -> Change:
    """Add `task` at the end of the plan.

    Raises RefusedError for an id in use and a missing calendar, UsageError for an id or a limit that cannot be.
    """
    if any(each.id == task.id for each in plan.tasks):
        raise RefusedError(f"已经有任务 {task.id}，没有改动；请换一个序号，或不写 --id")
    if not is_id(plan, task.id):
        raise UsageError(f"「{task.id}」不能作序号，没有改动；请写数字，如 {next_id(plan)}")
    due = _due(plan, task.deadline) if task.deadline else None
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


def limit_words(plan: Plan, words: str | None, after: str | None, within: str | None, today: date) -> str | None:
    """Return the words for a time limit given as such or as `within` from a day `after`. Raises UsageError."""
    if words is not None and (after is not None or within is not None):
        raise UsageError("--deadline 与 --after、--within 只能写一种")
    if (after is None) != (within is None):
        raise UsageError("--after 和 --within 要一起写，如 --after 2023-09-20 --within 10个工作日")
    if after is None or within is None:
        return words
    return deadline.after(deadline.parse_day(after, today, plan.year), within)


def _due(plan: Plan, words: str) -> date | None:
    """Return the last day of a limit; None for one without. Raises UsageError for one that cannot be, RefusedError."""
    limit = deadline.parse(words, plan.year, issued=plan.issued)
    if limit.kind in {Kind.INVALID, Kind.UNRESOLVED}:
        raise UsageError(f"{limit.warning or f'看不懂完成时限「{words}」'}；没有改动")
    if limit.start and limit.days and limit.working:
        # Asked for here, so that a missing notice is named and not passed over as it is when reading.
        return workdays.add(limit.start, limit.days, holidays=plan.holidays, workdays=plan.workdays)
    return due_date(plan, words)
