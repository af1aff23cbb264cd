"""The JSON that several views share, an interface: keys may be added, never renamed.

What one view alone has stands beside its columns. JSON as text is outputs/formats/json.py.
"""

from datetime import date
from typing import Any

from gkplan.plan.entries import Entry
from gkplan.plan.model import Extension, Piece, Progress, Waiver
from gkplan.plan.sections import headings
from gkplan.plan.select import Match
from gkplan.plan.status import Judge, Status

JSON = dict[str, Any]


def document(judge: Judge, **parts: Any) -> JSON:
    """Return a JSON document: schema, plan and day, then `parts`."""
    return {"schema": 1, "plan": judge.plan.title, "as_of": judge.day.isoformat(), **parts}


def match_json(judge: Judge, match: Match, *, shows_via: bool = False) -> JSON:
    """Return a task (or a step or period as a row of its own) as JSON; optional parts only where it has them."""
    task, status = match.task, match.status
    above = headings(judge.plan, task.section)
    found: JSON = {
        "id": match.piece.id,
        "section": above[0] if above else None,
        "subsection": above[1] if len(above) > 1 else None,
        "requirement": task.requirement,
        "units": list(match.piece.units),
        "deadline": match.piece.deadline,
        **status_json(status),
        "outstanding": list(status.outstanding),
    }
    if match.piece.step:
        found["step"] = match.piece.what
    if match.piece.period:
        found["period"] = match.piece.period
    if shows_via:
        found["via"] = match.via
    if status.original_due != status.due:
        found["original_due"] = status.original_due.isoformat() if status.original_due else None
    if match.piece.is_task:
        found |= _parts_json(judge, match)
    return found


def status_json(status: Status) -> JSON:
    """Return due date, state, days overdue, closing day, whether that was late and whether something was reported."""
    return {
        "due": status.due.isoformat() if status.due else None,
        "status": status.state.value,
        "days_overdue": status.days_overdue,
        "done": status.done.isoformat() if status.done else None,
        "late": status.is_late,
        "started": status.is_started,
        # Open though the number is reached: waits to be closed.
        **({"awaits_done": True} if status.is_reached else {}),
    }


def _parts_json(judge: Judge, match: Match) -> JSON:
    task = judge.on_record(match.task)
    found: JSON = {}
    for key, names in (("lead", task.lead), ("support", task.support)):
        if names:
            found[key] = list(names)
    if task.origin:
        found["origin"] = task.origin
    if task.target:
        target = task.target
        found["target"] = {
            "count": target.count,
            "measure": target.measure,
            "what": target.what,
            "each": target.each,
            **_pace_json(judge, match),
        }
    parts = judge.parts_of(match.task)
    for key, rows in (
        ("steps", [_part_json(judge, piece) for piece in parts if piece.kind == "step"]),
        ("periods", [_part_json(judge, piece) for piece in parts if piece.kind == "period"]),
        ("extensions", [_extension_json(each) for each in task.extensions]),
        ("waived", [_waiver_json(each) for each in task.waived]),
        ("progress", [progress_json(entry) for entry in task.progress]),
    ):
        if rows:
            found[key] = rows
    return found


def _part_json(judge: Judge, piece: Piece) -> JSON:
    """Return a step or a period as it stands inside its task."""
    status = judge.status(piece)
    return {
        "id": piece.id,
        **({"period": piece.period} if piece.period else {}),
        **({"what": piece.what, "deadline": piece.deadline, "units": list(piece.units)} if piece.number else {}),
        **status_json(status),
        "outstanding": list(status.outstanding),
    }


def _extension_json(each: Extension) -> JSON:
    day = _day(each.date)
    # The first release called the day so.
    older = {"on": day}
    return {
        "to": each.to.isoformat(),
        "date": day,
        **older,
        "unit": each.unit,
        "period": each.period,
        "reason": each.reason,
    }


def _waiver_json(each: Waiver) -> JSON:
    return {"period": each.period, "date": _day(each.date), "unit": each.unit, "reason": each.reason}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def entry_json(entry: Entry) -> JSON:
    """Return a numbered entry as JSON."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "date": _day(entry.day),
        "unit": entry.unit,
        "period": entry.period,
        "count": entry.counted,
        "text": entry.text,
        "evidence": list(entry.evidence),
    }


def _pace_json(judge: Judge, match: Match) -> JSON:
    pace = judge.pace(match.task)
    if pace is None:
        return {}
    return {
        "reached": pace.reach.reached,
        "wanted": pace.reach.wanted,
        "elapsed": round(pace.elapsed, 4),
        "expected": pace.expected,
        "behind": pace.is_behind,
    }


def progress_json(entry: Progress) -> JSON:
    """Return a report as JSON."""
    return {
        "date": entry.date.isoformat(),
        "unit": entry.unit,
        "period": entry.period,
        "done": entry.done,
        "returned": entry.returned,
        "count": entry.count,
        "note": entry.note,
        "evidence": list(entry.evidence),
    }
