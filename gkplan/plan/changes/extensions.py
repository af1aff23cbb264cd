"""延期: what extend makes of a plan."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from gkplan.errors import RefusedError
from gkplan.plan.changes.change import Change, refuse_strangers, refuse_unnamed_period, with_duty, with_tasks
from gkplan.plan.model import Extension, Piece, Plan
from gkplan.plan.status import Judge


def extend(
    plan: Plan, piece: Piece, extension: Extension, today: date, units: Sequence[str] = (), *, is_late: bool = False
) -> Change:
    """Grant `piece` an extension, with `units` (units or groups) only them; the original deadline stays.

    `extension` has the day it was granted, and gets its unit and period here. Raises RefusedError when the piece is
    closed or has no due date, when `to` is not later, and, unless `is_late`, when the due date is before `today`
    (extensions are asked for before it).
    """
    to, granted = extension.to, extension.date or today
    judge = Judge(plan, granted)
    refuse_strangers(judge, piece, units)
    refuse_unnamed_period(judge, piece)
    status = judge.status(piece, units or None)
    called = f"{piece.called}：{'、'.join(units)}" if units else f"{piece.called} "
    if status.done:
        raise RefusedError(f"{called}已于 {status.done} 办结，不用延期，没有改动")
    if judge.is_waived(piece, units or None):
        raise RefusedError(f"{called}本期不报，不用延期，没有改动")
    if status.due is None:
        raise RefusedError(f"{piece.called} 没有到期日（{piece.deadline or '未定时限'}），不能延期，没有改动")
    if to <= status.due:
        raise RefusedError(f"延到 {to} 不晚于现在的完成时限 {status.due}，没有改动；请写更晚的日期")
    if status.due < today and not is_late:
        raise RefusedError(
            f"{called}已于 {status.due} 到期，延期应在到期前申请，没有改动；确已批准的，请加 --late 补登记"
        )
    names = units or (None,)
    for name in names:
        rivals = [each for each in piece.duty.extensions if (each.unit, each.period) == (name, piece.period)]
        later = next((each.date for each in rivals if each.date and each.date > granted), None)
        if later:
            # The one written last counts: an older one behind it would take the newer back.
            raise RefusedError(f"{piece.called} 在 {later} 又批准过延期，不能再登记 {granted} 批准的，没有改动")
    added = tuple(replace(extension, unit=name, period=piece.period) for name in names)
    task = with_duty(piece, extensions=(*piece.duty.extensions, *added))
    said = f"{called}已延期：{status.due} 延到 {to}（{granted} 批准），理由：{extension.reason}"
    return Change(plan=with_tasks(plan, task), said=(said,))
