"""办结: what done and reopen make of a plan."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from gkplan.errors import RefusedError
from gkplan.plan.changes.change import (
    Change,
    Report,
    change_each,
    named,
    refuse_strangers,
    refuse_unnamed_period,
    with_duty,
)
from gkplan.plan.model import Piece, Plan, Progress, Task
from gkplan.plan.register import Register


def close(
    plan: Plan, pieces: Iterable[Piece], report: Report, units: Sequence[str] = (), *, force: bool = False
) -> Change:
    """Close tasks, steps and periods on `report.day`; with `units` (units or groups) only their parts of them.

    What is closed already stays as it is. Raises RefusedError for a unit that is not responsible, for a part of a
    recurring task without its period, for a day before the last return, and for a task whose target is not reached yet,
    unless `force`.
    """
    register = Register(plan)

    def closed(piece: Piece, said: list[str]) -> Task:
        if units:
            return _close_parts(register, piece, units, report, said, force=force)
        return _close_whole(register, piece, report, said, force=force)

    return change_each(plan, pieces, closed)


def _close_whole(register: Register, piece: Piece, report: Report, said: list[str], *, force: bool) -> Task:
    before = register.closing(piece)
    if before.day:
        said.append(f"{piece.called} 已于 {before.day} 办结，没有改动{_untold(piece, report)}")
        return piece.task
    if register.is_waived(piece):
        said.append(f"{piece.called} 本期不报，没有改动{_untold(piece, report)}")
        return piece.task
    if not force and piece.is_task:
        refuse_short(register, piece.task)
    entry = Progress(
        date=report.day,
        period=piece.period,
        done=piece.period is not None,
        note=report.note,
        evidence=report.evidence,
    )
    if piece.period is not None:
        task = with_duty(piece, progress=(*piece.duty.progress, entry))
        _refuse_returned(register, piece, task)
    else:
        progress = (*piece.duty.progress, entry) if report.note or report.evidence else piece.duty.progress
        task = with_duty(piece, progress=progress, done=report.day)
    what = f"：{piece.what}" if piece.number is not None else ""
    said.append(f"{piece.called} 已办结（{report.day}）{what}{_unheard(register, piece, report.day)}")
    return task


def _unheard(register: Register, piece: Piece, day: date) -> str:
    """Return how many units had not reported their part of a piece that is closed as a whole, and of what is inside it."""
    closing = register.closing(piece)
    series = register.periods(piece) if piece.period is None else ()
    told = "，以后各期不再要报" if series else early(register, piece, day)
    if len(closing.units) > 1 and closing.outstanding and not series:
        told += f"；其中 {len(closing.outstanding)} 家还没有报送办结（共 {len(closing.units)} 家），一并视为办结"
    due = {piece._replace(period=each.name).id for each in series if each.due <= day}
    inside = [
        each for each in register.parts_of(piece.task) if each.id in due or (piece.is_task and each.kind == "step")
    ]
    left = [(each, len(register.closing(each).outstanding)) for each in inside]
    names = [f"{each.period or each.called} 有 {count} 家" for each, count in left if count]
    return told + (f"；{'、'.join(names)}还没有报送，一并视为办结" if names else "")


def early(register: Register, piece: Piece, day: date) -> str:
    """Return a remark on a period that has hardly begun: the one before it has not fallen due on `day` yet."""
    dues = [each.due for each in register.periods(piece)]
    names = [each.name for each in register.periods(piece)]
    place = names.index(piece.period) if piece.period in names else 0
    return f"；提醒：{names[place - 1]} 还没有到期，请核对期号" if place and dues[place - 1] > day else ""


def refuse_short(register: Register, task: Task, units: Sequence[str] | None = None) -> None:
    """Raise RefusedError when the target of `task`, or of `units` where each has one, is not reached yet."""
    reach = register.reach(task, units)
    if reach is None or not reach.is_short:
        return
    fact = f"任务 {task.id} 的数量要求还没有达到"
    if task.target and task.target.each and units and len(units) == 1:
        fact = f"{units[0]}还没有达到任务 {task.id} 的数量要求"
    raise RefusedError(
        f"{fact}（{reach.words}），没有办结；请先用 gkplan note {task.id} … --count 登记，确认办结请加 --force"
    )


def _untold(piece: Piece, report: Report) -> str:
    """Return what to say of a note or evidence that came with a closing that was none."""
    if not report.note and not report.evidence:
        return ""
    return f"，附带的情况和佐证材料也没有登记，请用 gkplan note {piece.id} 登记"


def _close_parts(
    register: Register, piece: Piece, units: Sequence[str], report: Report, said: list[str], *, force: bool
) -> Task:
    refuse_strangers(register, piece, units)
    refuse_unnamed_period(register, piece)
    added: list[Progress] = []
    for unit in register.responsible(piece, units):
        closed = register.closing(piece, (unit,)).day
        if closed:
            said.append(f"{piece.called}：{unit}已于 {closed} 办结，没有改动{_untold(piece, report)}")
        else:
            added.append(
                Progress(
                    date=report.day,
                    unit=unit,
                    period=piece.period,
                    done=True,
                    note=report.note,
                    evidence=report.evidence,
                )
            )
    said += [f"{piece.called}：{unit}本期不报，没有改动" for unit in _waived(register, piece, units)]
    if not added:
        return piece.task
    task = add_parts(register, piece, added, force=force)
    said.append(
        f"{piece.called}：{named(closing_units(added))}已办结（{report.day}）{left(register, piece, task)}"
        f"{early(register, piece, report.day)}"
    )
    return task


def _waived(register: Register, piece: Piece, units: Sequence[str]) -> list[str]:
    owing = register.responsible(piece, units)
    return [unit for unit in register.responsible(piece._replace(period=None), units) if unit not in owing]


def closing_units(entries: Iterable[Progress]) -> tuple[str, ...]:
    """Return the units that `entries` name."""
    return tuple(entry.unit for entry in entries if entry.unit)


def add_parts(register: Register, piece: Piece, added: Sequence[Progress], *, force: bool) -> Task:
    """Return the task of `piece` with reports that close parts of it.

    Raises RefusedError for a target that is not reached with them, unless `force`, and for a day before a return.
    """
    units = closing_units(added)
    task = with_duty(piece, progress=(*piece.duty.progress, *added))
    # What all are to reach together is asked for when the last part closes the task.
    is_last = set(register.closing(piece).outstanding) <= set(units)
    if not force and piece.is_task and task.target and (task.target.each or is_last):
        refuse_short(register, task, units)
    for entry in added:
        if entry.unit and not register.closing(piece._replace(task=task), (entry.unit,)).day:
            raise _returned_later(piece, entry.unit)
    return task


def _refuse_returned(register: Register, piece: Piece, task: Task) -> None:
    """Raise RefusedError when closing `piece` left some part open: one that was returned on a later day."""
    left_open = register.closing(piece._replace(task=task)).outstanding
    if left_open:
        raise _returned_later(piece, left_open[0])


def _returned_later(piece: Piece, unit: str) -> RefusedError:
    last = max(entry.date for entry in piece.duty.progress if entry.returned)
    return RefusedError(f"{piece.called}：{unit}的报送已于 {last} 退回，没有改动；请写退回那天或以后的日期")


def left(register: Register, piece: Piece, task: Task) -> str:
    """Return how many units have still to close their part, once `task` is what the task of `piece` has become."""
    after = register.closing(piece._replace(task=task))
    if after.day:
        whole = {"task": "整项办结", "step": "这一步办结", "period": "这一期办结"}[piece.kind]
        return f"，各单位都已办结，{whole}" if len(after.units) > 1 else ""
    return f"，还有 {len(after.outstanding)} 家未办结（共 {len(after.units)} 家）"


def reopen(plan: Plan, pieces: Iterable[Piece], units: Sequence[str] = ()) -> Change:
    """Take back the closing of tasks, steps and periods; with `units` only of their parts of them.

    What is open already stays as it is. Raises RefusedError where the closing is not one that can be taken back so.
    """
    register = Register(plan)

    def reopened(piece: Piece, said: list[str]) -> Task:
        return _reopen_parts(register, piece, units, said) if units else _reopen_whole(register, piece, said)

    return change_each(plan, pieces, reopened)


def _reopen_whole(register: Register, piece: Piece, said: list[str]) -> Task:
    if piece.period is not None:
        return _reopen_period(register, piece, said)
    if piece.duty.done is None:
        if register.closing(piece).day:
            raise _closed_otherwise(register, piece)
        some = bool(register.finished(piece))
        said.append(
            f"{piece.called} 还没有{'整项办结，没有改动；撤销某一家的请用 --unit' if some else '办结，没有改动'}"
        )
        return piece.task
    task = with_duty(piece, done=None)
    if register.closing(piece._replace(task=task)).day:
        said.append(f"{piece.called} 的整项办结已撤销；各责任单位都已分别办结，所以仍是已办结")
    else:
        said.append(f"{piece.called} 的办结已撤销，恢复为未办结")
    return task


def _closed_otherwise(register: Register, piece: Piece) -> RefusedError:
    """Return the refusal for what was not closed as a whole by itself."""
    above = piece._replace(period=None) if piece.period is not None else Piece(piece.task)
    if above != piece and register.closing(above).day:
        return RefusedError(f"{piece.called} 是随{above.called} 办结的，没有改动；请先运行 gkplan reopen {above.id}")
    if register.periods(piece):
        return RefusedError(
            f"{piece.called} 是各期分别办结的，没有改动；请写明撤销哪一期，如 gkplan reopen {piece.id}@Q1"
        )
    return RefusedError(f"{piece.called} 是各责任单位分别办结的，没有改动；请用 --unit 写明撤销哪一家的")


def _reopen_period(register: Register, piece: Piece, said: list[str]) -> Task:
    """Take back the entry that closed a period for all of its units at once."""
    if not register.closing(piece).day:
        said.append(f"{piece.called} 还没有办结，没有改动")
        return piece.task
    is_closing = [entry.done and entry.unit is None and entry.period == piece.period for entry in piece.duty.progress]
    if not any(is_closing):
        raise _closed_otherwise(register, piece)
    kept = [
        part
        for entry, closes in zip(piece.duty.progress, is_closing, strict=True)
        for part in ([entry] if not closes else _rest_of(entry))
    ]
    said.append(f"{piece.called} 的办结已撤销，恢复为未办结")
    return with_duty(piece, progress=tuple(kept))


def _reopen_parts(register: Register, piece: Piece, units: Sequence[str], said: list[str]) -> Task:
    refuse_strangers(register, piece, units)
    duty = piece.duty
    if piece.period is None and duty.done is not None:
        raise RefusedError(f"{piece.called} 已于 {duty.done} 整项办结，没有改动；请先运行 gkplan reopen {piece.id}")
    asked = register.members(units)
    finished = {unit for unit in register.responsible(piece, units) if register.closing(piece, (unit,)).day}
    said += [f"{piece.called}：{unit}还没有办结，没有改动" for unit in asked if unit not in finished]
    kept: list[Progress] = []
    for entry in duty.progress:
        who = register.members((entry.unit,) if entry.unit else piece.units)
        if not entry.done or entry.period != piece.period or not finished.intersection(who):
            kept.append(entry)
        elif not set(who) <= finished:
            raise RefusedError(
                f"第 {entry.at.line} 行的办结是「{entry.unit or '各责任单位'}」一并报送的，不能只撤销其中一家；"
                f"请用 --unit 写明「{entry.unit or '、'.join(piece.units)}」"
            )
        else:
            kept += _rest_of(entry)
    task = with_duty(piece, progress=tuple(kept))
    for unit in asked:
        if unit not in finished:
            continue
        if register.closing(piece._replace(task=task), (unit,)).day:
            raise _closed_otherwise(register, piece)
        said.append(f"{piece.called}：{unit}的办结已撤销，恢复为未办结")
    return task


def _rest_of(entry: Progress) -> list[Progress]:
    """Return what is left of a report when it closes nothing any more: none when it said nothing else."""
    return [replace(entry, done=False)] if entry.note or entry.evidence or entry.count is not None else []
