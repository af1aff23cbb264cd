"""办结: what done and reopen make of a plan."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from gkplan.errors import RefusedError
from gkplan.plan.changes.change import Change, Report, refuse_strangers, with_tasks
from gkplan.plan.model import Piece, Plan, Progress, Task
from gkplan.plan.register import Register


def close(
    plan: Plan, pieces: Iterable[Piece], report: Report, units: Sequence[str] = (), *, force: bool = False
) -> Change:
    """Close tasks and steps on `report.day`; with `units` (units or groups) only their parts of the tasks.

    What is closed already stays as it is. Raises RefusedError for a unit that is not responsible, and for a task whose
    target is not reached yet, unless `force`.
    """
    register = Register(plan)

    def closed(task: Task, number: int | None, said: list[str]) -> Task:
        if number is not None:
            return _close_step(register, task, number, report, said)
        if units:
            return _close_parts(register, task, units, report, said, force=force)
        return _close_task(register, task, report, said, force=force)

    return _each(plan, pieces, units, closed)


def _each(
    plan: Plan, pieces: Iterable[Piece], units: Sequence[str], make: Callable[[Task, int | None, list[str]], Task]
) -> Change:
    """Return what `make` makes of each piece's task, given the number of its step and the lines said so far."""
    tasks: dict[str, Task] = {}
    said: list[str] = []
    for piece in pieces:
        if piece.number is not None and units:
            raise RefusedError(f"步骤 {piece.id} 不分单位办结，请去掉 --unit")
        # An earlier one of the same call may have changed the task.
        tasks[piece.task.id] = make(tasks.get(piece.task.id, piece.task), piece.number, said)
    return Change(plan=with_tasks(plan, *tasks.values()), said=tuple(said))


def _close_task(register: Register, task: Task, report: Report, said: list[str], *, force: bool) -> Task:
    closed = register.closing(task).day
    if closed:
        said.append(f"任务 {task.id} 已于 {closed} 办结，没有改动{_untold(task, report)}")
        return task
    if not force:
        _refuse_short(register, task)
    said.append(f"任务 {task.id} 已办结（{report.day}）")
    task = _reported(task, report)
    return replace(task, done=report.day)


def _refuse_short(register: Register, task: Task, units: Sequence[str] | None = None) -> None:
    reach = register.reach(task, units)
    if reach is None or not reach.is_short:
        return
    fact = f"任务 {task.id} 的数量要求还没有达到"
    if task.target and task.target.each and units and len(units) == 1:
        fact = f"{units[0]}还没有达到任务 {task.id} 的数量要求"
    raise RefusedError(
        f"{fact}（{reach.words}），没有办结；请先用 gkplan note {task.id} … --count 登记，确认办结请加 --force"
    )


def _untold(task: Task, report: Report) -> str:
    """Return what to say of a note or evidence that came with a closing that was none."""
    if not report.note and not report.evidence:
        return ""
    return f"，附带的情况和佐证材料也没有登记，请用 gkplan note {task.id} 登记"


def _reported(task: Task, report: Report) -> Task:
    if not report.note and not report.evidence:
        return task
    entry = Progress(date=report.day, note=report.note, evidence=report.evidence)
    return replace(task, progress=(*task.progress, entry))


def _close_parts(
    register: Register, task: Task, units: Sequence[str], report: Report, said: list[str], *, force: bool
) -> Task:
    refuse_strangers(register, task, units)
    added: list[Progress] = []
    for unit in register.responsible(task, units):
        closed = register.closing(task, (unit,)).day
        if closed:
            said.append(f"任务 {task.id}：{unit}已于 {closed} 办结，没有改动{_untold(task, report)}")
        else:
            added.append(Progress(date=report.day, unit=unit, done=True, note=report.note, evidence=report.evidence))
    if not added:
        return task
    closing = tuple(entry.unit for entry in added if entry.unit)
    # What all are to reach together is asked for when the last part closes the task.
    is_last = set(register.closing(task).outstanding) <= set(closing)
    if not force and task.target and (task.target.each or is_last):
        _refuse_short(register, task, closing)
    task = replace(task, progress=(*task.progress, *added))
    after = register.closing(task)
    left = len(after.outstanding)
    total = len(register.members(task.units))
    rest = "，各单位都已办结，整项办结" if after.day else f"，还有 {left} 家未办结（共 {total} 家）"
    said.append(
        f"任务 {task.id}：{'、'.join(closing) if len(added) < 6 else f'{len(added)} 家单位'}已办结（{report.day}）{rest}"
    )
    return task


def _close_step(register: Register, task: Task, number: int, report: Report, said: list[str]) -> Task:
    step = task.steps[number - 1]
    name = f"步骤 {task.id}.{number}"
    closed = register.step_closing(task, step).day
    if closed:
        said.append(f"{name} 已于 {closed} 办结，没有改动{_untold(task, report)}")
        return task
    said.append(f"{name} 已办结（{report.day}）：{step.what}")
    task = _reported(task, report)
    return replace(task, steps=(*task.steps[: number - 1], replace(step, done=report.day), *task.steps[number:]))


def reopen(plan: Plan, pieces: Iterable[Piece], units: Sequence[str] = ()) -> Change:
    """Take back the closing of tasks and steps; with `units` only of their parts of the tasks.

    What is open already stays as it is. Raises RefusedError where the closing is not one that can be taken back so.
    """
    register = Register(plan)

    def reopened(task: Task, number: int | None, said: list[str]) -> Task:
        if number is not None:
            return _reopen_step(register, task, number, said)
        return _reopen_parts(register, task, units, said) if units else _reopen_task(register, task, said)

    return _each(plan, pieces, units, reopened)


def _reopen_task(register: Register, task: Task, said: list[str]) -> Task:
    if task.done is None:
        if register.closing(task).day:
            raise RefusedError(f"任务 {task.id} 是各责任单位分别办结的，请用 --unit 写明撤销哪一家的")
        said.append(f"任务 {task.id} 还没有办结，没有改动")
        return task
    task = replace(task, done=None)
    rest = "；各责任单位都已分别办结，所以仍是已办结" if register.closing(task).day else ""
    said.append(f"任务 {task.id} 的整项办结已撤销{rest}" if rest else f"任务 {task.id} 的办结已撤销，恢复为未办结")
    return task


def _reopen_parts(register: Register, task: Task, units: Sequence[str], said: list[str]) -> Task:
    refuse_strangers(register, task, units)
    if task.done is not None:
        raise RefusedError(f"任务 {task.id} 已于 {task.done} 整项办结，请先运行 gkplan reopen {task.id}")
    asked = register.members(units)
    finished = {unit for unit in register.responsible(task, units) if register.closing(task, (unit,)).day}
    said += [f"任务 {task.id}：{unit}还没有办结，没有改动" for unit in asked if unit not in finished]
    kept: list[Progress] = []
    for entry in task.progress:
        who = register.members((entry.unit,)) if entry.unit else register.members(task.units)
        if not entry.done or not finished.intersection(who):
            kept.append(entry)
        elif not set(who) <= finished:
            raise RefusedError(
                f"第 {entry.at.line} 行的办结是「{entry.unit or '各责任单位'}」一并报送的，不能只撤销其中一家；"
                f"请用 --unit 写明「{entry.unit or '、'.join(task.units)}」"
            )
        elif entry.note or entry.evidence or entry.count is not None:
            kept.append(replace(entry, done=False))
    said += [f"任务 {task.id}：{unit}的办结已撤销，恢复为未办结" for unit in asked if unit in finished]
    return replace(task, progress=tuple(kept))


def _reopen_step(register: Register, task: Task, number: int, said: list[str]) -> Task:
    step = task.steps[number - 1]
    name = f"步骤 {task.id}.{number}"
    if step.done is None:
        if register.step_closing(task, step).day:
            raise RefusedError(f"{name} 是随任务 {task.id} 办结的，请先运行 gkplan reopen {task.id}")
        said.append(f"{name} 还没有办结，没有改动")
        return task
    said.append(f"{name} 的办结已撤销，恢复为未办结")
    return replace(task, steps=(*task.steps[: number - 1], replace(step, done=None), *task.steps[number:]))
