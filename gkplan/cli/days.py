"""What day it is, and the days that options name. The only place that asks the clock."""

import os
from datetime import date

from gkplan.dates.typed import parse_day
from gkplan.errors import RefusedError, UsageError
from gkplan.outputs import streams


def day_asked(as_of: str | None, year: int | None) -> date:
    """Return the day that --as-of, else GKPLAN_TODAY, else the clock says. Raises UsageError."""
    set_ = os.environ.get("GKPLAN_TODAY")
    now = parse_day(set_, date.today(), year) if set_ else date.today()
    return parse_day(as_of, now, year) if as_of else now


def today(year: int | None) -> date:
    """Return the day on which something is written down: GKPLAN_TODAY, else the clock's. Raises UsageError."""
    return day_asked(None, year)


def day_named(text: str, year: int | None) -> date:
    """Return the day that an option of a writing command names, past or to come. Raises UsageError."""
    return parse_day(text, today(year), year)


def day_of_reply(text: str | None, day: date) -> date | None:
    """Return the day by which an answer is wanted, None where none was named. Raises UsageError for one before `day`."""
    answer = parse_day(text, day, day.year) if text else None
    if text and answer and answer < day:
        # A day without a year is the next such day.
        answer = parse_day(text, day, min(day.year + 1, date.max.year))
    if answer and answer < day:
        raise UsageError(f"--reply-by 的 {answer} 已经过去（所问的是 {day}），请写以后的日期")
    return answer


def day_past(text: str | None, year: int | None) -> date:
    """Return the day something took place: `text`, else today; one before the plan's year is told on stderr.

    Raises UsageError for what is no day, RefusedError for a day to come.
    """
    now = today(year)
    day = parse_day(text, now, year) if text else now
    if year is not None and day.year < year:
        streams.say(f"提醒：日期 {day} 早于方案年度 {year} 年，请核对")
    if day > now:
        raise RefusedError(f"日期 {day} 还没有到（今天是 {now}），没有改动；请写已经过去的日期")
    return day
