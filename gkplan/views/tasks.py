"""Tasks and steps → a listing, and the words for how they stand. Nothing here knows a format, a width or a colour."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gkplan.plan.select import Match
from gkplan.plan.status import Judge, State, Status
from gkplan.views.listing import Column, Listing

if TYPE_CHECKING:
    from gkplan.views.json import JSON

_VIA = Column(head="点名或统称", weight=1)
_TASK_COLUMNS = (
    Column(head="序号"),
    Column(head="状态", reader="people"),
    Column(head="状态", reader="data"),
    Column(head="逾期天数", is_number=True, reader="data"),
    Column(head="完成时限", reader="people"),
    Column(head="完成时限", reader="data"),
    _VIA,
    Column(head="责任单位", weight=2, reader="people"),
    Column(head="责任单位", reader="data"),
    Column(head="具体要求", weight=5),
    Column(head="原时限", reader="data"),
    Column(head="数量进度", reader="data"),
    Column(head="未办结单位", reader="data"),
)


def task_listing(
    judge: Judge, matches: Sequence[Match], summary: str, *, shows_via: bool = False, units: Sequence[str] = ()
) -> Listing:
    """Return the listing of tasks and steps; `shows_via` adds whether the unit is named or meant by a group.

    `units` are those whose part of a target counts; all without any.
    """
    listing = Listing(
        columns=_TASK_COLUMNS,
        rows=tuple(_row(judge, match, tuple(units) or None) for match in matches),
        states=tuple(match.status.state.value for match in matches),
        summary=summary,
        document=lambda: _document(judge, matches, shows_via=shows_via),
    )
    if shows_via:
        return listing
    place = _TASK_COLUMNS.index(_VIA)
    return listing._replace(
        columns=_TASK_COLUMNS[:place] + _TASK_COLUMNS[place + 1 :],
        rows=tuple(row[:place] + row[place + 1 :] for row in listing.rows),
    )


def _row(judge: Judge, match: Match, units: Sequence[str] | None) -> tuple[str, ...]:
    """Return the cells of _TASK_COLUMNS."""
    status, names = match.status, "、".join(match.task.units)
    pace = judge.pace(match.task, units) if match.task.target and match.step is None else None
    behind = "，落后" if pace and pace.is_behind else ""
    reached = f"{pace.reach.words}{behind}" if pace and status.state is not State.DONE else ""
    limit = status.due.isoformat() if status.due else match.deadline or "未定时限"
    original = status.original_due.isoformat() if status.original_due and status.original_due != status.due else ""
    left = len(status.outstanding)
    finished = f"（已办结 {status.parts - left}/{status.parts} 家）" if 0 < left < status.parts else ""
    return (
        match.id,
        state_text(status) + (f"（{reached}）" if reached else ""),
        status.word,
        str(status.days_overdue),
        due_text(status, match.deadline),
        limit,
        match.via or "点名",
        names + finished,
        names,
        match.what,
        original,
        reached,
        "、".join(status.outstanding),
    )


def _document(judge: Judge, matches: Sequence[Match], *, shows_via: bool) -> "JSON":
    from gkplan.views.json import document, match_json

    return document(judge, tasks=[match_json(judge, match, shows_via=shows_via) for match in matches])


def state_text(status: Status) -> str:
    """Return the state for people: 已逾期 3 天, 按期办结, 临期."""
    return f"{status.word} {status.days_overdue} 天" if status.days_overdue else status.word


def due_text(status: Status, words: str | None) -> str:
    """Return the due date, or the document's words where there is none; an extended one with the original."""
    words = status.due.isoformat() if status.due else words or "未定时限"
    if status.original_due and status.due and status.original_due != status.due:
        words += f"（原 {status.original_due}）"
    return words


def summarise(judge: Judge, units: Sequence[str], matches: Sequence[Match]) -> str:
    """Return one sentence on what was found: how many, how many named and how many by group, how they stand."""
    day = f"（截至 {judge.day}）"
    if not matches:
        return f"没有符合条件的任务{day}"
    counts = {state: sum(match.status.state is state for match in matches) for state in State}
    parts = [f"共 {len(matches)} 项"]
    if units:
        named = sum(match.via is None for match in matches)
        groups = {group.name: group.members for group in judge.plan.groups}
        names = [
            f"{name}（{len(groups[name])} 家：{'、'.join(groups[name])}）" if name in groups else name for name in units
        ]
        parts = [f"{'、'.join(names)}：共 {len(matches)} 项", f"点名 {named} 项，随统称 {len(matches) - named} 项"]
    parts += ["，".join(f"{state.word} {count}" for state, count in counts.items() if count)]
    return "；".join(parts) + day
