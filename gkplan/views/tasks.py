"""Tasks and steps → a listing, and the words for how they stand. Nothing here knows a format, a width or a colour."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gkplan.plan.select import Match
from gkplan.plan.status import Judge, State, Status
from gkplan.views.listing import Column, Listing

if TYPE_CHECKING:
    from gkplan.views.json import JSON

ID: Column[Match] = Column("序号", lambda match: match.piece.id, is_name=True)
DUE: Column[Match] = Column("完成时限", lambda match: due_text(match.status, match.piece.deadline), reader="people")
_VIA: Column[Match] = Column("点名或统称", lambda match: match.via or "点名", weight=1)


def state_column(judge: Judge, units: Sequence[str] = ()) -> Column[Match]:
    """Return the state for people, what of a number is reached in brackets; `units` as for task_listing."""

    def text(match: Match) -> str:
        reached = _reached(judge, match, units)
        return state_text(match.status) + (f"（{reached}）" if reached else "")

    return Column("状态", text, reader="people", state=lambda match: match.status.state)


def task_columns(judge: Judge, units: Sequence[str] = ()) -> tuple[Column[Match], ...]:
    """Return the columns of tasks and steps; `units` as for task_listing."""
    return (
        ID,
        state_column(judge, units),
        Column("状态", lambda match: match.status.word, reader="data"),
        Column("逾期天数", lambda match: str(match.status.days_overdue), is_number=True, reader="data"),
        DUE,
        Column("完成时限", lambda match: _limit(match.status, match.piece.deadline), reader="data"),
        *([_VIA] if units else []),
        Column("责任单位", lambda match: _names(match) + _finished(match.status), weight=2, reader="people"),
        Column("责任单位", _names, reader="data"),
        Column("具体要求", lambda match: match.piece.what, weight=5),
        Column("原时限", lambda match: _original(match.status), reader="data"),
        Column("数量进度", lambda match: _reached(judge, match, units), reader="data"),
        Column("未办结单位", lambda match: "、".join(match.status.outstanding), reader="data"),
    )


def task_listing(
    judge: Judge, matches: Sequence[Match], *, units: Sequence[str] = (), summary: str = ""
) -> Listing[Match]:
    """Return the listing of tasks and steps.

    With `units` (those asked about), their part of a target counts, and each row tells whether it names them or means
    them by a group.
    """
    return Listing(
        columns=task_columns(judge, units),
        subjects=matches,
        document=lambda: _document(judge, matches, shows_via=bool(units)),
        summary=summary,
    )


def _document(judge: Judge, matches: Sequence[Match], *, shows_via: bool) -> "JSON":
    from gkplan.views.json import document, match_json

    return document(judge, tasks=[match_json(judge, match, shows_via=shows_via) for match in matches])


def _names(match: Match) -> str:
    return "、".join(match.task.units)


def _finished(status: Status) -> str:
    """Return how many of several units have finished, while some have and some have not."""
    left = len(status.outstanding)
    return f"（已办结 {status.parts - left}/{status.parts} 家）" if 0 < left < status.parts else ""


def _reached(judge: Judge, match: Match, units: Sequence[str]) -> str:
    """Return what is reached of the number that an open task asks for, and whether that is behind."""
    if not match.task.target or match.is_step or match.status.state is State.DONE:
        return ""
    pace = judge.pace(match.task, units or None)
    return f"{pace.reach.words}{'，落后' if pace.is_behind else ''}" if pace else ""


def state_text(status: Status) -> str:
    """Return the state for people: 已逾期 3 天, 按期办结, 临期."""
    return f"{status.word} {status.days_overdue} 天" if status.days_overdue else status.word


def due_text(status: Status, words: str | None) -> str:
    """Return the due date, or the document's words where there is none; an extended one with the original."""
    original = _original(status)
    return _limit(status, words) + (f"（原 {original}）" if original and status.due else "")


def _limit(status: Status, words: str | None) -> str:
    return status.due.isoformat() if status.due else words or "未定时限"


def _original(status: Status) -> str:
    """Return the original due date where it is another."""
    return status.original_due.isoformat() if status.original_due and status.original_due != status.due else ""


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
