"""What is open as an .ics for calendars: an entry of a day for each task, step and period, with alarms before. Counts nothing."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gkplan.errors import lacking
from gkplan.plan.forms import plan_mark
from gkplan.plan.sections import headings
from gkplan.plan.status import State
from gkplan.text.gist import gist
from gkplan.text.inert import inert
from gkplan.views.tasks import state_text

if TYPE_CHECKING:
    from gkplan.plan.model import Piece
    from gkplan.plan.select import Match
    from gkplan.plan.status import Judge, Status

ALARMS = (7, 1)
"""Days before an entry on which it is called to mind."""


def render(judge: "Judge", matches: "Sequence[Match]", units: Sequence[str] = ()) -> bytes:
    """Return the calendar of what is open and has a day in `matches`, for `units` (units or groups) their own part.

    A task that recurs has an entry for each period, whatever its state. An entry keeps its UID from file to file, so that
    a calendar replaces it. Raises RefusedError where icalendar is missing.
    """
    try:
        from icalendar import Alarm, Calendar, Event
    except ImportError as error:
        raise lacking("icalendar", "写日历文件") from error
    calendar = Calendar()
    calendar.add("prodid", "-//gkplan//gkplan//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    whose = f"（{'、'.join(units)}）" if units else ""
    calendar.add("x-wr-calname", inert(judge.plan.title + whose))
    # The day asked about stands for the moment of writing, or every file would be another.
    stamp = dt.datetime.combine(judge.day, dt.time(), dt.timezone.utc)
    for piece, status in _open(judge, matches, units):
        if status.due is None:
            continue
        event = Event()
        event.add("uid", f"{piece.id}-{plan_mark(judge.plan)}@gkplan")
        event.add("dtstamp", stamp)
        event.add("dtstart", status.due)
        # The day after: the end of a whole day is exclusive.
        event.add("dtend", min(status.due, dt.date.max - dt.timedelta(days=1)) + dt.timedelta(days=1))
        event.add("summary", inert(f"{piece.id} {gist(piece.what)}"))
        event.add("description", _description(judge, piece, status))
        event.add("categories", [state_text(status).partition(" ")[0]])
        event.add("transp", "TRANSPARENT")
        for days in ALARMS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", inert(f"还有 {days} 天到期：{gist(piece.what)}"))
            alarm.add("trigger", dt.timedelta(days=-days))
            event.add_component(alarm)
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def _open(judge: "Judge", matches: "Sequence[Match]", units: Sequence[str]) -> "list[tuple[Piece, Status]]":
    """Return what is open of `matches` and inside them, each once; of a series its periods."""
    found: dict[str, tuple[Piece, Status]] = {}
    for match in matches:
        inside = judge.parts_of(match.task) if match.piece.is_task else ()
        for piece in (match.piece, *inside):
            status = judge.status(piece, units or None)
            concerns = not units or judge.responsible(piece, units)
            if status.state is not State.DONE and concerns and not (piece.period is None and judge.periods(piece)):
                found.setdefault(piece.id, (piece, status))
    return list(found.values())


def _description(judge: "Judge", piece: "Piece", status: "Status") -> str:
    left = status.outstanding
    lines = [
        piece.what,
        f"责任单位：{'、'.join(piece.units)}",
        f"完成时限：{piece.deadline or '未定时限'}",
        f"状态：{state_text(status)}（截至 {judge.day}）",
    ]
    lines += [f"还没有办结的 {len(left)} 家：{'、'.join(left)}"] if len(left) > 1 else []
    lines += [f"所属任务：{piece.task.id} {piece.task.requirement}"] if not piece.is_task else []
    above = headings(judge.plan, piece.task.section)
    lines += [f"章节：{' / '.join(above)}"] if above else []
    return inert("\n".join(lines), keeps_lines=True)
