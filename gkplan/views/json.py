"""The JSON that several views share, an interface: keys may be added, never renamed.

What one view alone has stands beside its columns. JSON as text is outputs/formats/json.py.
"""

from typing import Any

from gkplan.plan.model import Progress
from gkplan.plan.sections import headings
from gkplan.plan.select import Match
from gkplan.plan.status import Judge, Status

JSON = dict[str, Any]


def document(judge: Judge, **parts: Any) -> JSON:
    """Return a JSON document: schema, plan and day, then `parts`."""
    return {"schema": 1, "plan": judge.plan.title, "as_of": judge.day.isoformat(), **parts}


def match_json(judge: Judge, match: Match, *, shows_via: bool = False) -> JSON:
    """Return a task (or a step as a row of its own) as JSON; optional parts only where it has them."""
    task, status = match.task, match.status
    above = headings(judge.plan, task.section)
    found: JSON = {
        "id": match.piece.id,
        "section": above[0] if above else None,
        "subsection": above[1] if len(above) > 1 else None,
        "requirement": task.requirement,
        "units": list(task.units),
        "deadline": match.piece.deadline,
        **status_json(status),
        "outstanding": list(status.outstanding),
    }
    if match.is_step:
        found["step"] = match.piece.what
    if shows_via:
        found["via"] = match.via
    if status.original_due != status.due:
        found["original_due"] = status.original_due.isoformat() if status.original_due else None
    if not match.is_step:
        found |= _parts_json(judge, match)
    return found


def status_json(status: Status) -> JSON:
    """Return due date, state, days overdue and closing day as JSON."""
    return {
        "due": status.due.isoformat() if status.due else None,
        "status": status.state.value,
        "days_overdue": status.days_overdue,
        "done": status.done.isoformat() if status.done else None,
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
    if task.steps:
        found["steps"] = [
            {
                "id": f"{task.id}.{number}",
                "what": step.what,
                "deadline": step.deadline,
                **status_json(judge.step(task, step)),
            }
            for number, step in enumerate(task.steps, 1)
        ]
    if task.extensions:
        found["extensions"] = [
            {"to": each.to.isoformat(), "on": each.on.isoformat() if each.on else None, "reason": each.reason}
            for each in task.extensions
        ]
    if task.progress:
        found["progress"] = [progress_json(entry) for entry in task.progress]
    return found


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
        "done": entry.done,
        "count": entry.count,
        "note": entry.note,
        "evidence": list(entry.evidence),
    }
