"""期: the days on which a recurring limit falls due, and what each of them reports on. Nothing here knows a plan."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from gkplan.dates.limit import Deadline, Recurrence
from gkplan.dates.points import last_of

_ANCHOR = date(2001, 1, 1)
"""A Monday and a first of January: what every second week, month or year counts from."""

_SPELLINGS = (
    (re.compile("上半年?"), lambda _: "H1"),
    (re.compile("下半年?"), lambda _: "H2"),
    (re.compile("第?([1-4])季度?"), lambda match: f"Q{match[1]}"),
    (re.compile("第?([0-9]{1,2})周"), lambda match: f"W{int(match[1]):02}"),
    (re.compile("(?<![0-9])([0-9]{1,2})月份?"), lambda match: f"-{int(match[1]):02}"),
    (re.compile("年度?"), lambda _: ""),
)
"""What people write for a part of a period's name."""


class Period(NamedTuple):
    """One 期: `name` is what it reports on (2023Q1, 2023-03, 2023H1, 2023W14), `due` its last day, inclusive."""

    name: str
    due: date


def spell_period(name: str) -> str:
    """Return the name of a period as documents word it: 2023Q1 → 2023年第1季度, 2023-03.2 → 2023年3月第2次."""
    whole, _, turn = name.partition(".")
    year, part = whole[:4], whole[4:]
    if part[:1] == "H":
        words = "上半年" if part[1:] == "1" else "下半年"
    else:
        form = {"Q": "第{}季度", "W": "第{}周", "-": "{}月"}.get(part[:1], "")
        words = form.format(int(part[1:])) if form else ""
    return f"{year}年{words}" + (f"第{turn}次" if turn else "")


def name_period(text: str) -> str:
    """Return the name of the period that a person types, without the year where none is typed: 一季度 → Q1, 3月 → -03."""
    from gkplan.dates.respelling import fold

    name = fold(text).upper()
    for pattern, written in _SPELLINGS:
        name = pattern.sub(written, name)
    return name


def periods(limit: Deadline, first: date, year: int) -> tuple[Period, ...]:
    """Return the periods of `limit` in the order of their due days.

    The first is the first that falls due on `first` or later, the last the last of `year`, even when it falls due in the
    next one. A rule bound to a year has those of that year. Where several fall due for one (每月10日、25日), they are
    numbered: 2023-03.1, 2023-03.2.
    """
    found: list[tuple[date, str]] = []
    for rule in limit.recurrences:
        if rule.covers is None:
            continue
        last = rule.year or year
        for due in due_days(rule, date(max(last - 1, 1), 1, 1), date(min(last + 1, 9999), 12, 31)):
            subject = due.replace(day=1) - timedelta(days=1) if rule.is_after else due
            name = _name(rule.covers, subject)
            if int(name[:4]) == last or (rule.year is None and int(name[:4]) < last):
                found.append((due, name))
    found.sort()
    names = [name for _, name in found]
    made = [
        Period(f"{name}.{names[: place + 1].count(name)}" if names.count(name) > 1 else name, due)
        for place, (due, name) in enumerate(found)
    ]
    return tuple(period for period in made if period.due >= first)


def due_days(rule: Recurrence, first: date, last: date) -> Iterator[date]:
    """Yield the days from `first` to `last`, both inclusive, on which `rule` falls due; none without a schedule."""
    first, last = max(first, rule.start or first), min(last, rule.until or last)
    if rule.freq is None or first > last:
        return
    anchor = rule.start or _ANCHOR
    if rule.freq in {"daily", "weekly"}:
        monday = anchor - timedelta(days=anchor.weekday())
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            turn = (day - anchor).days if rule.freq == "daily" else (day - monday).days // 7
            if turn % rule.interval == 0 and (not rule.weekdays or day.weekday() in rule.weekdays):
                yield day
        return
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        at, month = number // 12, number % 12 + 1
        turn = at - anchor.year if rule.freq == "yearly" else number - anchor.year * 12 - anchor.month + 1
        if turn % rule.interval or (rule.months and month not in rule.months):
            continue
        end = last_of(at, month)
        # A month without a 30th falls due on its last day.
        days = sorted({end if not 0 < day < end.day else end.replace(day=day) for day in rule.days})
        yield from (day for day in days if first <= day <= last)


def _name(covers: str, day: date) -> str:
    """Return the name of the period in which `day` lies."""
    if covers == "week":
        year, week, _ = day.isocalendar()
        return f"{year}W{week:02}"
    return {
        "year": f"{day.year:04}",
        "half": f"{day.year:04}H{(day.month + 5) // 6}",
        "quarter": f"{day.year:04}Q{(day.month + 2) // 3}",
        "month": f"{day.year:04}-{day.month:02}",
    }[covers]
