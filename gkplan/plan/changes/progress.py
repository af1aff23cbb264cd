"""进展: what note makes of a plan."""

from collections.abc import Sequence

from gkplan.errors import RefusedError
from gkplan.plan.changes.change import Change, Report, refuse_strangers, refuse_unnamed_period, with_duty, with_tasks
from gkplan.plan.changes.closing import add_parts, early, left, refuse_short
from gkplan.plan.entries import entry_ids
from gkplan.plan.model import Piece, Plan, Progress, Task
from gkplan.plan.register import Register


def note(
    plan: Plan,
    piece: Piece,
    report: Report,
    units: tuple[str, ...],
    count: int | None,
    *,
    is_done: bool = False,
    again: bool = False,
    force: bool = False,
) -> Change:
    """Add a report on `piece`, one for each of `units` (a group's members one by one), or without a unit one for all.

    `count` is what it adds to the target; with `is_done` it closes the parts as well, `force` though the target is not
    reached. Raises RefusedError for a unit that is not responsible, for a count where there is no target, and, unless
    `again`, for what was reported already: the same words by the same unit on the same day.
    """
    register = Register(plan)
    refuse_strangers(register, piece, units)
    _refuse_count(register, piece, units, count)
    if is_done:
        refuse_unnamed_period(register, piece)
    members: tuple[str | None, ...] = register.members(units) or (None,)
    added = tuple(
        Progress(
            date=report.day,
            unit=unit,
            period=piece.period,
            done=is_done,
            count=count,
            note=report.note,
            evidence=report.evidence,
        )
        for unit in members
    )
    if not again:
        _refuse_double(piece, added)
    task = _with_reports(register, piece, added, is_done=is_done, force=force)
    who = f"{'、'.join(units)}的" if units else ""
    said = f"{piece.called} 已登记{who}进展（{report.day}）：{report.note}"
    if count is not None:
        said += _counted(register, task, units)
    if is_done:
        said += f"；已办结{left(register, piece, task)}{early(register, piece, report.day)}"
    return Change(plan=with_tasks(plan, task), said=(said,))


def _with_reports(register: Register, piece: Piece, added: Sequence[Progress], *, is_done: bool, force: bool) -> Task:
    if not is_done:
        return with_duty(piece, progress=(*piece.duty.progress, *added))
    for entry in added:
        one = (entry.unit,) if entry.unit else None
        called = f"{piece.called}：{entry.unit}" if entry.unit else f"{piece.called} "
        if register.is_waived(piece, one):
            raise RefusedError(f"{called}本期不报，没有改动；只登记进展请去掉 --done")
        closed = register.closing(piece, one).day
        if closed:
            raise RefusedError(f"{called}已于 {closed} 办结，没有改动；只登记进展请去掉 --done")
    task = add_parts(register, piece, added, force=force)
    if added[0].unit is None and not force and piece.is_task:
        refuse_short(register, task)
    return task


def _refuse_count(register: Register, piece: Piece, units: Sequence[str], count: int | None) -> None:
    target = None if piece.number is not None else piece.task.target
    if count is None:
        return
    if target is None:
        raise RefusedError(
            f"{piece.called} 没有数量要求，不能登记数量，没有改动；请去掉 --count，或先在文件里写上 target"
        )
    if target.each and not units and len(register.members(piece.units)) > 1:
        raise RefusedError(f"{piece.called} 的数量要求是每个单位的，没有改动；请用 --unit 写明是哪个单位的")


def _refuse_double(piece: Piece, added: Sequence[Progress]) -> None:
    """Raise RefusedError when one of `added` says what an entry says already."""
    ids = entry_ids(piece)
    for new in added:
        for old in piece.duty.progress:
            same = (old.date, old.unit, old.period, old.note) == (new.date, new.unit, new.period, new.note)
            if same and new.note and (old.count, old.done) == (new.count, new.done):
                whose = f"{new.unit}" if new.unit else "整项"
                raise RefusedError(
                    f"{whose}在 {new.date} 已经登记过同样的进展（{ids[id(old)]}），没有改动；确实又有一次的，请加 --again"
                )


def _counted(register: Register, task: Task, units: tuple[str, ...]) -> str:
    """Return what is reached of the target now, and whether that is more than was asked for."""
    reach = register.reach(task)
    target = task.target
    if reach is None or target is None:
        return ""
    said = f"；累计 {reach.words}"
    for unit in register.members(units) if target.each else (None,):
        sum_ = register.count(task, (unit,) if unit else None)
        if sum_ > target.count:
            said += f"；提醒：{unit or ''}累计 {sum_} {target.measure}，已超过要求的 {target.count} {target.measure}，请核对"
    return said
