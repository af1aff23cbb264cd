"""退回: what return makes of a plan."""

from collections.abc import Sequence

from gkplan.errors import RefusedError, UsageError
from gkplan.plan.changes.change import (
    Change,
    Report,
    named,
    refuse_strangers,
    refuse_unnamed_period,
    with_duty,
    with_tasks,
)
from gkplan.plan.model import Piece, Plan, Progress
from gkplan.plan.register import Register


def send_back(plan: Plan, piece: Piece, report: Report, units: Sequence[str]) -> Change:
    """Return the reports of `units` (units or groups) on `piece`, for the reason in the note of `report`.

    What they had closed is open again; their reports stay. Without a unit the only one responsible is meant. Raises
    UsageError when that is not one, RefusedError for a unit that is not responsible or has reported nothing, and for a
    day before that of its closing.
    """
    register = Register(plan)
    refuse_strangers(register, piece, units)
    refuse_unnamed_period(register, piece)
    everyone = register.responsible(piece)
    if not units and len(everyone) != 1:
        raise UsageError(f"{piece.called} 有 {len(everyone)} 家责任单位，没有改动；请用 --unit 写明退回哪一家的")
    progress = piece.duty.progress
    if piece.period is None and piece.duty.done:
        # Closed as a whole: that stays on record as a report, of which one part is taken back.
        progress = (*progress, Progress(date=piece.duty.done, done=True))
        piece = piece._replace(task=with_duty(piece, progress=progress, done=None))
    returned = register.responsible(piece, units or None)
    if not returned:
        raise RefusedError(f"{piece.called}：{named(units)}本期不报，没有可以退回的，没有改动")
    for unit in returned:
        _refuse_unreported(register, piece, unit, report)
    added = tuple(
        Progress(date=report.day, unit=unit, period=piece.period, returned=report.note, evidence=report.evidence)
        for unit in returned
    )
    task = with_duty(piece, progress=(*progress, *added))
    for unit in returned:
        if register.closing(piece._replace(task=task), (unit,)).day:
            above = piece._replace(period=None) if piece.period else Piece(piece.task)
            raise RefusedError(f"{piece.called} 是随{above.called} 办结的，没有改动；请先运行 gkplan reopen {above.id}")
    said = f"{piece.called}：{named(returned)}的一份已退回（{report.day}），理由：{report.note}"
    return Change(plan=with_tasks(plan, task), said=(said,))


def _refuse_unreported(register: Register, piece: Piece, unit: str, report: Report) -> None:
    closed = register.closing(piece, (unit,)).day
    reports = sorted(register.reports(piece, (unit,)), key=lambda entry: entry.date)
    if closed is None and not reports:
        raise RefusedError(f"{piece.called}：{unit}还没有报送过，没有可以退回的，没有改动")
    if closed is None and reports[-1].returned:
        raise RefusedError(f"{piece.called}：{unit}的一份已于 {reports[-1].date} 退回，还没有重新报送，没有改动")
    if closed and report.day < closed:
        raise RefusedError(
            f"{piece.called}：{unit}于 {closed} 办结，退回不能早于那天（{report.day}），没有改动；请写以后的日期"
        )
