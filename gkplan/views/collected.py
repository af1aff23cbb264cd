"""What collecting forms brings, before it is written: a row for each report, what was left out, who returned. No format."""

from collections.abc import Sequence

from gkplan.plan.changes.collecting import Collected, Taken
from gkplan.plan.model import Plan
from gkplan.plan.status import Judge
from gkplan.text.gist import clip, gist
from gkplan.text.inert import inert
from gkplan.views.listing import Column, Listing
from gkplan.views.tasks import state_text


def _closing(taken: Taken) -> list[str]:
    return ["办结"] if taken.answer.is_done else []


def _report(taken: Taken) -> list[str]:
    answer = taken.answer
    return [answer.note or "", f"计 {answer.counted}" if answer.counted is not None else ""]


def _told(taken: Taken) -> str:
    return "；".join(filter(None, [*_closing(taken), *_report(taken)]))


def _day(taken: Taken) -> str:
    return str(taken.day) + ("" if taken.is_dated else "（没有写，按今天）")


def _in_full(taken: Taken) -> str:
    # What proves it is told before a note, which may be long.
    count = len(taken.answer.evidence)
    return "；".join(filter(None, [*_closing(taken), f"佐证 {count} 项" if count else "", *_report(taken)]))


COLUMNS: tuple[Column[Taken], ...] = (
    Column("序号", lambda taken: taken.piece.id, is_name=True),
    Column("事项", lambda taken: gist(taken.piece.what, 10), spare=1),
    Column("单位", lambda taken: taken.answer.key.unit),
    Column("原来", lambda taken: state_text(taken.before), reader="data"),
    Column("收后", lambda taken: state_text(taken.after), reader="data"),
    Column(
        "原来 → 收后",
        lambda taken: f"{state_text(taken.before)} → {state_text(taken.after)}",
        reader="people",
        state=lambda taken: taken.after.state,
    ),
    Column(
        "日期",
        _day,
        fit=(_day, lambda taken: f"{taken.day:%m-%d}" + ("" if taken.is_dated else "（今天）")),
    ),
    Column(
        "登记的内容",
        _in_full,
        weight=3,
        reader="people",
        fit=lambda taken, width: clip(inert(_in_full(taken)), max(width, LEAST)),
    ),
    Column("登记的内容", _told, reader="data"),
    Column("佐证材料", lambda taken: " ".join(taken.answer.evidence), reader="data"),
)

LEAST = 24
"""Columns of what is reported that is shortened."""


def collected_listing(found: Collected, left: int = 0) -> Listing[Taken]:
    """Return a row for each report that is to be written; `left` lines say what was left out."""
    return Listing(COLUMNS, found.taken, summary=in_short(found, left))


def in_short(found: Collected, left: int = 0) -> str:
    """Return how many reports there are, of how many units, how many the plan has already and how much was left out."""
    units = len({taken.answer.key.unit for taken in found.taken})
    done = sum(taken.answer.is_done for taken in found.taken)
    told = [f"要登记 {len(found.taken)} 条（{units} 个单位，其中办结 {done} 条）" if found.taken else "没有要登记的"]
    told += [f"{len(found.known)} 条已经登记过"] if found.known else []
    told += [f"没有收的 {left} 处"] if left else []
    return "；".join(told)


def remarks(plan: Plan, found: Collected) -> list[str]:
    """Return a line on each report that is to be written and looks odd."""
    lines = []
    for taken in found.taken:
        if plan.year is not None and taken.day.year < plan.year:
            lines.append(f"提醒：{taken.answer.place}的日期 {taken.day} 早于方案年度 {plan.year} 年，请核对")
        lines += [f"{remark}（{taken.answer.place}）" for remark in taken.remarks]
    return lines


def who_returned(judge: Judge, returned: Sequence[str], filled: Sequence[str], unread: int = 0) -> list[str]:
    """Return a line on each: the units that returned a form, those of them that wrote nothing, those that did not.

    Who did not return is told of the units that still owe something on the judge's day; `unread` files may be theirs.
    """
    order = judge.order
    came = sorted(set(returned), key=lambda unit: order.get(unit, len(order)))
    blank = [unit for unit in came if unit not in filled]
    owing = [unit.name for unit in judge.plan.units if unit.name not in came and _owes(judge, unit.name)]
    lines = [f"已交回 {len(came)} 家：{'、'.join(came)}"] if came else []
    lines += [f"其中没有填的 {len(blank)} 家：{'、'.join(blank)}"] if blank else []
    other = f"（有 {unread} 个文件读不出，不知道是谁的）" if unread else ""
    lines += [f"没有交回的 {len(owing)} 家{other}：{'、'.join(owing)}"] if owing else []
    return lines


def _owes(judge: Judge, unit: str) -> bool:
    from gkplan.plan.forms import asked_of
    from gkplan.plan.select import select

    return bool(asked_of(judge, unit, select(judge, units=(unit,), with_parts=True)))
