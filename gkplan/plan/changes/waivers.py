"""本期不报: what waive makes of a plan."""

from collections.abc import Sequence
from dataclasses import replace

from gkplan.errors import UsageError
from gkplan.plan.changes.change import Change, named, refuse_strangers, refuse_unnamed_period, with_duty, with_tasks
from gkplan.plan.model import Piece, Plan, Waiver
from gkplan.plan.register import Register


def waive(plan: Plan, piece: Piece, waiver: Waiver, units: Sequence[str] = ()) -> Change:
    """Free all, or with `units` (units or groups) them, of the period `piece`; who is free or has closed stays so.

    `waiver` has the day and the reason. Raises UsageError for what has no periods, RefusedError for a unit that is
    not responsible and for what recurs without its period.
    """
    register = Register(plan)
    refuse_unnamed_period(register, piece)
    if piece.period is None:
        raise UsageError(f"{piece.called} 没有分期，没有改动；只有分期报送的才能写本期不报")
    refuse_strangers(register, piece, units)
    asked = register.members(units or piece.units)
    owing = register.responsible(piece, units or None)
    closed = [unit for unit in owing if register.closing(piece, (unit,)).day]
    said = []
    if len(owing) < len(asked):
        said.append(f"{piece.called}：{named([unit for unit in asked if unit not in owing])}已是本期不报，没有改动")
    if closed:
        said.append(f"{piece.called}：{named(closed)}已办结，不用再写本期不报，没有改动")
    left = [unit for unit in owing if unit not in closed]
    if not left:
        return Change(plan=plan, said=tuple(said))
    # One line frees all of them, where none has another standing.
    is_whole = not units and len(left) == len(asked)
    names: Sequence[str | None] = [None] if is_whole else left
    task = with_duty(piece, waived=(*piece.duty.waived, *(replace(waiver, unit=name) for name in names)))
    who = " " if is_whole else f"：{named(left)}"
    said.append(f"{piece.called}{who}本期不报（{waiver.date}），理由：{waiver.reason}")
    return Change(plan=with_tasks(plan, task), said=tuple(said))
