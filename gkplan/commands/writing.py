"""What commands that write have in common: the day it took place, the change, what is said of it."""

import os
from collections.abc import Callable
from datetime import date

from gkplan import deadline, store, terminal
from gkplan.changes import Change
from gkplan.commands.session import find_day
from gkplan.errors import RefusedError, UsageError
from gkplan.model import Plan
from gkplan.save import change


def write_plan(file: str | None, make: Callable[[Plan], Change]) -> None:
    """Change the plan file by what `make` makes of it, and print what was done."""
    changes: list[Change] = []

    def once(plan: Plan) -> Plan:
        changes.append(make(plan))
        return changes[-1].plan

    change(store.find(file, os.environ, store.here()), once)
    for line in changes[-1].said:
        terminal.write(line + "\n")


def find_past_day(text: str | None, year: int | None) -> date:
    """Return the day something took place: `text`, else today. Raises RefusedError for a day to come."""
    now = find_day(None, year)
    day = deadline.parse_day(text, now, year) if text else now
    if day > now:
        raise RefusedError(f"日期 {day} 还没有到（今天是 {now}），没有改动；请写已经过去的日期")
    return day


def check_text(text: str, what: str) -> str:
    """Return a text that was typed, on one line: pasted line breaks become blanks. Raises UsageError for an empty one."""
    line = " ".join(text.split())
    if not line:
        raise UsageError(f"{what}是空的，没有改动；请写上{what}")
    return line
