"""Plan and matches → tables of texts. Nothing here knows a format, a width or a colour."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from gkplan.query import Filter, Match
from gkplan.status import Judge, State, Status

if TYPE_CHECKING:
    from gkplan.documents import JSON


class Column(NamedTuple):
    """A head, and how the column shares a terminal's width: `weight` 0 keeps to its content; bars are for terminals."""

    head: str
    weight: int = 0
    is_number: bool = False
    is_bar: bool = False


class Listing(NamedTuple):
    """What a listing command has to show, ready for every format.

    `rows` has a text for each column; `states` a state name for each row, for its colour; `summary` is a sentence for
    people; `document` makes the JSON.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    document: Callable[[], "JSON"]
    states: tuple[str, ...] = ()
    summary: str = ""
    key: int = 0


def task_listing(
    judge: Judge, matches: Sequence[Match], summary: str, *, shows_via: bool = False, units: Sequence[str] = ()
) -> Listing:
    """Return the listing of tasks and steps; `shows_via` adds whether the unit is named or meant by a group."""
    columns = [
        Column(head="序号"),
        Column(head="状态"),
        Column(head="完成时限"),
        Column(head="责任单位", weight=2),
        Column(head="具体要求", weight=5),
    ]
    if shows_via:
        columns.insert(3, Column(head="点名或统称", weight=1))
    wanted = tuple(units) or None
    rows = []
    for match in matches:
        row = [
            match.id,
            _standing(judge, match, wanted),
            due_text(match.status, match.deadline),
            _units(match),
            match.what,
        ]
        if shows_via:
            row.insert(3, match.via or "点名")
        rows.append(tuple(row))
    return Listing(
        columns=tuple(columns),
        rows=tuple(rows),
        states=tuple(match.status.state.value for match in matches),
        summary=summary,
        document=lambda: _document(judge, matches, shows_via=shows_via),
    )


def _document(judge: Judge, matches: Sequence[Match], *, shows_via: bool) -> "JSON":
    from gkplan.documents import document, match_json

    return document(judge, tasks=[match_json(judge, match, shows_via=shows_via) for match in matches])


def _standing(judge: Judge, match: Match, units: Sequence[str] | None) -> str:
    """Return the state, and for a task with a target how much of it is reached."""
    text = state_text(match.status)
    pace = judge.pace(match.task, units) if match.task.target and match.step is None else None
    if pace is None or match.status.state is State.DONE:
        return text
    return f"{text}（{pace.words}{'，落后' if pace.is_behind else ''}）"


def state_text(status: Status) -> str:
    """Return the state for people: 已逾期 3 天, 按期办结, 临期."""
    return f"{status.word} {status.days_overdue} 天" if status.days_overdue else status.word


def due_text(status: Status, words: str | None) -> str:
    """Return the due date, or the document's words where there is none; an extended one with the original."""
    words = status.due.isoformat() if status.due else words or "未定时限"
    if status.original_due and status.due and status.original_due != status.due:
        words += f"（原 {status.original_due}）"
    return words


def _units(match: Match) -> str:
    names = "、".join(match.task.units)
    left, total = len(match.status.outstanding), match.status.parts
    return f"{names}（已办结 {total - left}/{total} 家）" if 0 < left < total else names


def summarise(judge: Judge, wanted: Filter, matches: Sequence[Match]) -> str:
    """Return one sentence on what was found: how many, how many named and how many by group, how they stand."""
    day = f"（截至 {judge.day}）"
    if not matches:
        return f"没有符合条件的任务{day}"
    counts = {state: sum(match.status.state is state for match in matches) for state in State}
    parts = [f"共 {len(matches)} 项"]
    if wanted.units:
        named = sum(match.via is None for match in matches)
        groups = {group.name: group.members for group in judge.plan.groups}
        names = [
            f"{name}（{len(groups[name])} 家：{'、'.join(groups[name])}）" if name in groups else name
            for name in wanted.units
        ]
        parts = [f"{'、'.join(names)}：共 {len(matches)} 项", f"点名 {named} 项，随统称 {len(matches) - named} 项"]
    parts += ["，".join(f"{state.word} {count}" for state, count in counts.items() if count)]
    return "；".join(parts) + day
