"""Chinese time-limit phrases to `Deadline`, and the dates that options take. Nothing here knows tasks or what day it is.

The commonest phrases are read by one small expression, compiled when first needed; all others by `phrases`, which is
imported only then.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from gkplan.errors import UsageError
from gkplan.limit import Deadline, Kind, Recurrence, Span

if TYPE_CHECKING:
    import re

__all__ = ["Deadline", "Kind", "Recurrence", "Span", "after", "iso", "occurrences", "parse", "parse_day", "parse_span"]

_LONG_TERM = frozenset({"长期坚持", "长期", "持续推进", "常态化推进", "立行立改", "立即"})
_NOTHING = frozenset({"", "/", "无", "—", "-"})
_EXAMPLES = "可写 2023-08-30、2023年8月30日、8月31日、9月底、2023年9月、年底、今天、+30d、-2w、+1m"


def iso(text: str) -> date | None:
    """The day written strictly as YYYY-MM-DD, None for anything else (no year 0, no week dates, no blanks)."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    if not (text[:4].isdigit() and text[5:7].isdigit() and text[8:].isdigit()):
        return None
    try:
        return date(int(text[:4]), int(text[5:7]), int(text[8:]))
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _common() -> "re.Pattern[str]":
    import re

    return re.compile(r"(?:([0-9]{4})年)?(?:([0-9]{1,2})月(?:底|([0-9]{1,2})日)|年?底)(?:之?前|以前)?")


def _quick(folded: str, year: int | None) -> date | None:
    """The day of the commonest phrases; None for all that needs a closer look."""
    match = _common().fullmatch(folded)
    if match is None or folded[0] == "底":
        return None
    own, month, day = match.groups()
    whole = int(own) if own else year
    if whole is None or (year is not None and whole < year):
        return None
    try:
        if day:
            return date(whole, int(month), int(day))
        if month is None or month == "12":
            return date(whole, 12, 31)
        return date(whole, int(month), 1).replace(month=int(month) + 1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=4096)
def parse(words: str, year: int | None, *, issued: date | None = None) -> Deadline:
    """What the words of a document say about time; never raises.

    `year` is the plan's (completes 12月底前), `issued` the day of the document (印发之日). Words that nothing here
    understands come back as unresolved, impossible ones as invalid, both with a warning.
    """
    folded = "".join(words.split())
    if folded in _NOTHING:
        return Deadline(words=words, kind=Kind.NONE)
    if folded in _LONG_TERM:
        return Deadline(words=words, kind=Kind.ONGOING)
    due = iso(folded)
    if due is not None:
        early = year is not None and due.year < year
        warning = f"「{folded}」早于{year}年，请核对年份" if early else None
        return Deadline(words=words, kind=Kind.DATE, due=due, warning=warning)
    due = _quick(folded, year)
    if due is not None and (issued is None or due >= issued):
        return Deadline(words=words, kind=Kind.DATE, due=due)
    from gkplan.phrases import read

    return read(words, year, issued)


def occurrences(deadline: Deadline, first: date, last: date) -> tuple[date, ...]:
    """The days from `first` to `last`, both inclusive, by which a recurring limit falls due; none without a schedule."""
    found: set[date] = set()
    for rule in deadline.recurrences:
        found.update(_days_of(rule, max(first, rule.start) if rule.start else first, last))
    return tuple(sorted(found))


def _days_of(rule: Recurrence, first: date, last: date) -> list[date]:
    from dateutil import rrule

    if rule.freq is None or first > last:
        return []
    freq = {"yearly": rrule.YEARLY, "monthly": rrule.MONTHLY, "weekly": rrule.WEEKLY, "daily": rrule.DAILY}[rule.freq]
    # Rules of every second week or third year count from their start, else from a fixed Monday and first of January.
    anchor = rule.start if rule.start and rule.interval > 1 else date(2001, 1, 1) if rule.interval > 1 else first
    from datetime import datetime

    bounds = datetime(first.year, first.month, first.day), datetime(last.year, last.month, last.day)
    dtstart = datetime(anchor.year, anchor.month, anchor.day)
    found: list[date] = []
    for day in rule.days or (None,):
        # A month without a 30th falls due on its last day.
        day_or_last = tuple(range(28, day + 1)) if day and day > 28 else day
        each = rrule.rrule(
            freq,  # type: ignore[arg-type]  # the stubs know seven literals, not a choice of them
            dtstart=dtstart,
            interval=rule.interval,
            bymonth=rule.months or None,
            bymonthday=day_or_last,
            byweekday=rule.weekdays or None,
            bysetpos=-1 if isinstance(day_or_last, tuple) else None,
        )
        found += [moment.date() for moment in each.between(*bounds, inc=True)]
    return found


def after(event: date, within: str) -> str:
    """The words for a limit counted from a day: `after(date(2023, 9, 20), "10个工作日")` → 2023年9月20日后10个工作日内.

    Raises UsageError when `within` is no length of time.
    """
    from gkplan.dayoption import length

    words = length(within)
    if words is None:
        raise UsageError(f"看不懂期限「{within}」；可写 10个工作日、20日、20天、2周、1个月")
    return f"{event.year}年{event.month}月{event.day}日后{words}内"


def parse_span(text: str) -> int:
    """The number of calendar days in 30d, 2w, 30, 30天, 两周; raises UsageError for anything else."""
    from gkplan.dayoption import days_in

    days = days_in(text)
    if days is None:
        raise UsageError(f"看不懂天数「{text}」；可写 30、30d、30天、2w、两周")
    return days


def parse_day(text: str, today: date, year: int | None) -> date:
    """The day an option names: a date, a phrase of the documents, today, or a distance from it (+30d, -2w, +1m).

    `year` completes 9月底; without it the year of `today` does. Raises UsageError.
    """
    from gkplan.dayoption import day_named

    folded = "".join(text.split())
    strict = iso(folded)
    if strict is not None:
        return strict
    named = day_named(folded, today)
    if named is not None:
        return named
    # The plan's year would turn days of earlier years into misprints; an option may well mean them.
    for deadline in (parse(folded, year or today.year, issued=today), parse(folded, None, issued=today)):
        if deadline.kind in {Kind.DATE, Kind.WINDOW, Kind.RELATIVE} and deadline.due is not None:
            return deadline.due
    raise UsageError(f"看不懂日期「{text}」；{_EXAMPLES}")
