"""更正: what amend and retract make of a plan, entry by entry."""

from dataclasses import replace
from datetime import date
from typing import Any

from gkplan.errors import RefusedError, UsageError
from gkplan.plan.changes.change import Change, refuse_strangers, with_duty, with_tasks
from gkplan.plan.entries import Entry
from gkplan.plan.model import Extension, Plan, Progress, Task, Waiver
from gkplan.plan.register import Register

_LISTS = {Progress: "progress", Extension: "extensions", Waiver: "waived"}


def amend(plan: Plan, entry: Entry, **values: Any) -> Change:
    """Give `entry` the `values` (date, unit, count, note, evidence) that are not None; all else of it stays.

    Raises UsageError when there is none or the entry has no such part, RefusedError for a unit that is not responsible
    and a count where there is no target.
    """
    given = {name: value for name, value in values.items() if value is not None}
    if not given:
        raise UsageError("没有写要改什么，没有改动；可写 --date、--unit、--count、--note、--evidence")
    value = entry.value
    if isinstance(value, date):
        if set(given) != {"date"}:
            raise UsageError(f"{entry.id} 是整项办结，没有改动；只能用 --date 改它的日期")
        return _changed(plan, entry, with_duty(entry.piece, done=given["date"]), f"日期 {value} 改为 {given['date']}")
    if isinstance(value, Extension | Waiver) or value.returned:
        # What a person calls the note of these is their reason.
        told = "returned" if isinstance(value, Progress) else "reason"
        given = {told if name == "note" else name: each for name, each in given.items()}
    if "unit" in given:
        refuse_strangers(Register(plan), entry.piece, (given["unit"],))
    wrong = [name for name in given if not hasattr(value, name)]
    if wrong:
        raise UsageError(f"{entry.id} 是{entry.word}，没有 {wrong[0]}，没有改动；用 gkplan log {entry.piece.id} 查看")
    if "count" in given and (entry.piece.number is not None or entry.piece.task.target is None):
        raise RefusedError(f"{entry.piece.called} 没有数量要求，不能登记数量，没有改动")
    new = replace(value, **given)
    if new == value:
        return Change(plan=plan, said=(f"{entry.id} 本来就是这样，没有改动",))
    name = _LISTS[type(value)]
    kept = tuple(new if each is value else each for each in getattr(entry.piece.duty, name))
    told = "；".join(f"{_WORDS[key]} {_words(getattr(value, key))} 改为 {_words(each)}" for key, each in given.items())
    return _changed(plan, entry, with_duty(entry.piece, **{name: kept}), told)


_WORDS = {
    "date": "日期",
    "unit": "单位",
    "count": "数量",
    "note": "情况",
    "returned": "退回理由",
    "reason": "理由",
    "evidence": "佐证材料",
}


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        value = "、".join(value)
    return "（无）" if value in {None, ""} else f"「{value}」" if isinstance(value, str) else str(value)


def _changed(plan: Plan, entry: Entry, task: Task, told: str) -> Change:
    return Change(plan=with_tasks(plan, task), said=(f"{entry.id} 已更正：{told}",))


def retract(plan: Plan, entry: Entry) -> Change:
    """Take `entry` out; every other stays as it is."""
    value = entry.value
    if isinstance(value, date):
        task = with_duty(entry.piece, done=None)
    else:
        name = _LISTS[type(value)]
        kept = tuple(each for each in getattr(entry.piece.duty, name) if each is not value)
        task = with_duty(entry.piece, **{name: kept})
    parts = (str(entry.day or ""), entry.unit or "", entry.period or "", entry.word, entry.text)
    return Change(plan=with_tasks(plan, task), said=(f"{entry.id} 已撤下：{' '.join(part for part in parts if part)}",))
