"""Everything about a task, as labelled texts and a table of parts. Nothing here knows a format or a width."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gkplan.dates.limit import Kind
from gkplan.plan.changes.closing import Item
from gkplan.plan.model import Progress, Task
from gkplan.plan.sections import headings
from gkplan.plan.select import Match
from gkplan.plan.status import Judge, Part
from gkplan.views.json import JSON, document, match_json, progress_json, status_json
from gkplan.views.listing import Column, Listing
from gkplan.views.tasks import due_text, state_text, task_listing


@dataclass(frozen=True, kw_only=True, slots=True)
class Detail:
    """One task or step: a heading, labelled texts in order, and a row for each responsible unit."""

    heading: str
    fields: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    states: tuple[str, ...] = ()


MOST_SILENT = 12
"""Beyond so many units that have all reported nothing, one line says so for all."""

_PART_COLUMNS = (
    Column(head="责任单位"),
    Column(head="状态"),
    Column(head="日期"),
    Column(head="进展", weight=3),
    Column(head="佐证材料", weight=2),
)


def find_details(judge: Judge, items: Iterable[Item]) -> tuple[tuple[Detail, ...], Listing]:
    """Return what show prints of `items`, and the same as a listing for the other formats."""
    items = list(items)
    matches = [_match(judge, task, step) for task, step in items]
    details = tuple(_step(judge, match) if match.step else _task(judge, match) for match in matches)
    listing = task_listing(judge, matches, "")
    listing = Listing(
        columns=listing.columns,
        rows=listing.rows,
        document=lambda: document(judge, tasks=[_json(judge, match) for match in matches]),
    )
    return details, listing


def _match(judge: Judge, task: Task, step: tuple[int, object] | None) -> Match:
    if step is None:
        return Match(task=task, status=judge.task(task))
    index = step[0]
    return Match(task=task, status=judge.step(task, task.steps[index]), step=task.steps[index], number=index + 1)


def _step(judge: Judge, match: Match) -> Detail:
    fields = [
        ("状态", state_text(match.status)),
        ("完成时限", _limit(judge, match)),
        ("所属任务", f"{match.task.id} {match.task.requirement}"),
        ("责任单位", _units(judge, match.task)),
    ]
    return Detail(heading=f"步骤 {match.id}：{match.what}", fields=tuple(fields))


def _task(judge: Judge, match: Match) -> Detail:
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
    return Detail(
        heading=f"任务 {task.id}",
        fields=tuple(fields),
        columns=_PART_COLUMNS,
        parts=tuple(_part(part, task) for part in parts),
        states=tuple(part.status.state.value for part in parts),
    )


def _limit(judge: Judge, match: Match) -> str:
    words, status = match.deadline or "未定时限", match.status
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

    days = occurrences(due.limit, judge.day, judge.day + timedelta(days=366))
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


def _part(part: Part, task: Task) -> tuple[str, ...]:
    own = [entry for entry in part.progress if entry.unit is not None]
    notes = "；".join(
        _entry_text(entry, task, "" if len(own) == 1 else str(entry.date))
        for entry in own
        if entry.note or entry.count is not None
    )
    if task.target and task.target.each:
        notes = f"{part.reached}/{task.target.count} {task.target.measure}" + (f"；{notes}" if notes else "")
    last = part.status.done or max((entry.date for entry in own), default=None)
    evidence = "、".join(link for entry in own for link in entry.evidence)
    return part.unit, state_text(part.status), str(last) if last else "", notes, evidence


def _entry_text(entry: Progress, task: Task, day: str) -> str:
    """Return a report on one line: `day` if it is to be told, the note, the number."""
    measure = task.target.measure if task.target else ""
    counted = f"计 {entry.count} {measure}".rstrip() if entry.count is not None else ""
    return " ".join(part for part in (day, entry.note or "", counted) if part)


def _json(judge: Judge, match: Match) -> JSON:
    found = match_json(judge, match)
    if match.step is None:
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
