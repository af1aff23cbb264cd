"""催办: for each unit that owes something overdue or due soon, one text to paste into a chat. Nothing here prints."""

from collections.abc import Sequence
from typing import NamedTuple

from gkplan.plan.select import Match, in_order, is_in, select
from gkplan.plan.status import Judge, State
from gkplan.text.gist import gist
from gkplan.text.ranges import ranges
from gkplan.views.json import JSON, document, match_json
from gkplan.views.tasks import due_text

MOST = 6
"""How many tasks a message names under each heading."""


class Reminder(NamedTuple):
    """A unit, what it owes (overdue first), and the text to send."""

    unit: str
    matches: tuple[Match, ...]
    text: str


def find_reminders(judge: Judge, units: Sequence[str] = ()) -> tuple[Reminder, ...]:
    """Return a reminder for each of `units` (members of groups one by one; all without any) that has something to do."""
    plan = judge.plan
    names = judge.members(units) if units else judge.members(name for task in plan.tasks for name in task.units)
    order = {unit.name: place for place, unit in enumerate(plan.units)}
    found = []
    for name in sorted(names, key=lambda name: order.get(name, len(order))):
        pressing = is_in(State.OVERDUE, State.DUE_SOON)
        matches = in_order(select(judge, pressing, units=(name,), with_steps=True), "status")
        if matches:
            found.append(Reminder(name, matches, _text(judge, name, matches)))
    return tuple(found)


def _text(judge: Judge, name: str, matches: Sequence[Match]) -> str:
    day = judge.day
    overdue = [match for match in matches if match.status.state is State.OVERDUE]
    coming = [match for match in matches if match.status.state is State.DUE_SOON]
    counts = [f"{_how_many(found)}{word}" for found, word in ((overdue, "已逾期"), (coming, "临期")) if found]
    lines = [f"【政务公开催办】{name}：截至 {day}，你单位有 {'、'.join(counts)}。"]
    lines += _block(
        "已逾期", overdue, [f"逾期 {match.status.days_overdue} 天{_count(judge, match, name)}" for match in overdue]
    )
    lines += _block("临期", coming, [_left(match, judge) + _count(judge, match, name) for match in coming])
    office, contact = _office(judge)
    told = "登记进展和佐证材料" if name == office else f"将进展和佐证材料报{office}{contact}"
    lines.append(f"请抓紧办理，并{told}。")
    return "\n".join(lines)


def _how_many(matches: Sequence[Match]) -> str:
    steps = sum(match.is_step for match in matches)
    tasks = len(matches) - steps
    parts = [f"{tasks} 项任务" if tasks else "", f"{steps} 个步骤" if steps else ""]
    return "、".join(part for part in parts if part)


def _block(word: str, matches: Sequence[Match], days: Sequence[str]) -> list[str]:
    if not matches:
        return []
    lines = [f"{word}："]
    lines += [
        f"{match.piece.id} {gist(match.piece.what)}（时限 {due_text(match.status, None)}，{late}）"
        for match, late in zip(matches[:MOST], days, strict=False)
    ]
    if len(matches) > MOST:
        lines.append(f"另有 {len(matches) - MOST} 项：{ranges([match.piece.id for match in matches[MOST:]])}")
    return lines


def _left(match: Match, judge: Judge) -> str:
    days = (match.status.due - judge.day).days if match.status.due else 0
    return f"还有 {days} 天" if days else "今天到期"


def _count(judge: Judge, match: Match, name: str) -> str:
    """Return how much of a number that is asked for has been reached."""
    pace = judge.pace(match.task, (name,)) if match.task.target and not match.is_step else None
    return f"，已完成 {pace.reach.words}" if pace else ""


def _office(judge: Judge) -> tuple[str, str]:
    """Return the unit that is answered to, and its contact in brackets."""
    plan = judge.plan
    name = plan.office or (plan.units[0].name if plan.units else "")
    contact = next((unit.contact for unit in plan.units if unit.name == name), None)
    return name, f"（{contact}）" if contact else ""


def reminder_json(judge: Judge, reminders: Sequence[Reminder]) -> JSON:
    """Return reminders as JSON."""
    return document(
        judge,
        reminders=[
            {
                "unit": each.unit,
                "tasks": [match_json(judge, match, shows_via=True) for match in each.matches],
                "text": each.text,
            }
            for each in reminders
        ],
    )
