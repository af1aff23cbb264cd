"""Everything about a task, as a page and as a listing. Nothing here knows a format, a width or a colour."""

from collections.abc import Iterable
from datetime import date

from gkplan.dates.limit import Kind
from gkplan.plan.model import Piece, Progress, Task
from gkplan.plan.sections import headings
from gkplan.plan.select import Match
from gkplan.plan.status import Judge, Part
from gkplan.views.json import JSON, document, match_json, progress_json, status_json
from gkplan.views.listing import Column, Listing
from gkplan.views.page import Block
from gkplan.views.tasks import due_text, state_text, task_columns

MOST_SILENT = 12
"""Beyond so many units that have all reported nothing, one line says so for all."""


def detail_page(judge: Judge, pieces: Iterable[Piece]) -> tuple[Block, ...]:
    """Return a block for each of `pieces`, with a row for each unit responsible for a task."""
    return tuple(_step(judge, match) if match.is_step else _task(judge, match) for match in _matches(judge, pieces))


def detail_listing(judge: Judge, pieces: Iterable[Piece]) -> Listing[Match]:
    """Return `pieces` as a listing of tasks and steps, in its JSON the part of each unit."""
    matches = _matches(judge, pieces)
    return Listing(
        columns=task_columns(judge),
        subjects=matches,
        document=lambda: document(judge, tasks=[_json(judge, match) for match in matches]),
    )


def _matches(judge: Judge, pieces: Iterable[Piece]) -> list[Match]:
    return [
        Match(piece, judge.task(piece.task) if piece.step is None else judge.step(piece.task, piece.step))
        for piece in pieces
    ]


def _step(judge: Judge, match: Match) -> Block:
    fields = [
        ("状态", state_text(match.status)),
        ("完成时限", _limit(judge, match)),
        ("所属任务", f"{match.task.id} {match.task.requirement}"),
        ("责任单位", _units(judge, match.task)),
    ]
    return Block(heading=f"步骤 {match.piece.id}：{match.piece.what}", fields=tuple(fields))


def _task(judge: Judge, match: Match) -> Block:
    task, status = judge.on_record(match.task), match.status
    above = headings(judge.plan, task.section)
    fields = [("章节", " / ".join(above))] if above else []
    done = f"（{status.done}）" if status.done else ""
    fields += [
        ("状态", state_text(status) + done),
        ("完成时限", _limit(judge, match)),
        ("具体要求", task.requirement),
        ("责任单位", _units(judge, task)),
    ]
    fields += [(label, "、".join(names)) for label, names in (("牵头", task.lead), ("配合", task.support)) if names]
    if task.origin:
        fields.append(("来源", task.origin))
    if task.target:
        fields.append(("数量要求", _target(judge, task)))
    for number, step in enumerate(task.steps, 1):
        state = judge.step(task, step)
        closed = f"，{state.done}" if state.done else ""
        limit = due_text(state, step.deadline)
        stands = "，".join(dict.fromkeys((limit, state_text(state))))
        fields.append((f"步骤 {task.id}.{number}", f"{step.what}（{stands}{closed}）"))
    for each in task.extensions:
        granted = f"，{each.on} 批准" if each.on else ""
        reason = f"，理由：{each.reason}" if each.reason else ""
        fields.append(("延期", f"延到 {each.to}{granted}{reason}"))
    fields += [
        ("进展", " ".join((_entry_text(entry, task, str(entry.date)), *entry.evidence)))
        for entry in task.progress
        if entry.unit is None
    ]
    parts = judge.parts(task)
    if len(parts) > MOST_SILENT and not any(part.progress for part in parts):
        stands = "随整项办结" if status.done else f"{parts[0].status.word}，没有报送"
        fields.append(("各单位", f"{len(parts)} 家均{stands}"))
        parts = ()
    return Block(
        heading=f"任务 {task.id}",
        fields=tuple(fields),
        listing=Listing(_part_columns(task), parts),
    )


def _limit(judge: Judge, match: Match) -> str:
    words, status = match.piece.deadline or "未定时限", match.status
    if status.original_due and status.due != status.original_due:
        own = "" if str(status.original_due) == words else f"（{status.original_due}）"
        return f"{words}{own}，延期到 {status.due}"
    if status.due:
        return words if str(status.due) == words else f"{words}（{status.due}）"
    following = _next_day(judge, words)
    return f"{words}（下一次 {following}）" if following else words


def _next_day(judge: Judge, words: str) -> date | None:
    due = judge.due(words)
    if due is None or due.limit.kind is not Kind.RECURRING:
        return None
    from gkplan.dates.recurring import occurrences
    from gkplan.dates.typed import later

    days = occurrences(due.limit, judge.day, later(judge.day, 366))
    return days[0] if days else None


def _units(judge: Judge, task: Task) -> str:
    members = judge.members(task.units)
    names = "、".join(task.units)
    return f"{names}（共 {len(members)} 家）" if len(members) > len(task.units) else names


def _target(judge: Judge, task: Task) -> str:
    pace = judge.pace(task)
    if task.target is None or pace is None:
        return ""
    what = f"{task.target.what} " if task.target.what else ""
    if task.target.each:
        what += f"每家 {task.target.count} {task.target.measure}，"
    stands = "，进度落后" if pace.is_behind else ""
    return f"{what}{pace.reach.words}，时间已过 {pace.elapsed:.0%}，按进度应达 {pace.expected} {pace.reach.measure}{stands}"


def _part_columns(task: Task) -> tuple[Column[Part], ...]:
    return (
        Column("责任单位", lambda part: part.unit, is_name=True),
        Column("状态", lambda part: state_text(part.status), state=lambda part: part.status.state),
        Column("日期", _last_day),
        Column("进展", lambda part: _notes(part, task), weight=3),
        Column("佐证材料", lambda part: "、".join(link for entry in _own(part) for link in entry.evidence), weight=2),
    )


def _own(part: Part) -> list[Progress]:
    """Return the reports on the part alone: those on the whole task stand above."""
    return [entry for entry in part.progress if entry.unit is not None]


def _last_day(part: Part) -> str:
    last = part.status.done or max((entry.date for entry in _own(part)), default=None)
    return str(last) if last else ""


def _notes(part: Part, task: Task) -> str:
    own = _own(part)
    notes = "；".join(
        _entry_text(entry, task, "" if len(own) == 1 else str(entry.date))
        for entry in own
        if entry.note or entry.count is not None
    )
    if task.target and task.target.each:
        notes = f"{part.reached}/{task.target.count} {task.target.measure}" + (f"；{notes}" if notes else "")
    return notes


def _entry_text(entry: Progress, task: Task, day: str) -> str:
    """Return a report on one line: `day` if it is to be told, the note, the number."""
    measure = task.target.measure if task.target else ""
    counted = f"计 {entry.count} {measure}".rstrip() if entry.count is not None else ""
    return " ".join(part for part in (day, entry.note or "", counted) if part)


def _json(judge: Judge, match: Match) -> JSON:
    found = match_json(judge, match)
    if not match.is_step:
        found["parts"] = [
            {
                "unit": part.unit,
                **status_json(part.status),
                "count": part.reached,
                "progress": [progress_json(entry) for entry in part.progress],
            }
            for part in judge.parts(match.task)
        ]
    return found
