"""Days and lengths of time as people type them: 2023-08-30, 9月底, +30d, 两周, 10个工作日. Nothing here knows tasks."""

import re
from datetime import date, timedelta

from gkplan.dates.limit import Kind
from gkplan.dates.parse import iso, parse_limit
from gkplan.errors import UsageError

_EXAMPLES = "可写 2023-08-30、2023年8月30日、8月31日、9月底、2023年9月、年底、今天、+30d、-2w、+1m"
_WEEKS = frozenset({"w", "周", "星期", "礼拜"})
_NEAR = {"today": 0, "今天": 0, "今日": 0, "tomorrow": 1, "明天": 1, "明日": 1, "后天": 2,
         "yesterday": -1, "昨天": -1, "昨日": -1, "前天": -2}  # fmt: skip


def limit_after(event: date, within: str) -> str:
    """The words for a limit counted from a day: `limit_after(date(2023, 9, 20), "10个工作日")` → 2023年9月20日后10个工作日内.

    Raises UsageError when `within` is no length of time.
    """
    words = _length(within)
    if words is None:
        raise UsageError(f"看不懂期限「{within}」；可写 10个工作日、20日、20天、2周、1个月")
    return f"{event.year}年{event.month}月{event.day}日后{words}内"


def later(day: date, days: int) -> date:
    """The day so many calendar days after `day`; the last one of the calendar when that would be beyond it."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def parse_span(text: str) -> int:
    """The number of calendar days in 30d, 2w, 30, 30天, 两周; raises UsageError for anything else."""
    days = _days_in(text)
    if days is None:
        raise UsageError(f"看不懂天数「{text}」；可写 30、30d、30天、2w、两周")
    return days


def parse_day(text: str, today: date, year: int | None) -> date:
    """The day an option names: a date, a phrase of the documents, today, or a distance from it (+30d, -2w, +1m).

    `year` completes 9月底; without it the year of `today` does. Raises UsageError.
    """
    folded = "".join(text.split())
    strict = iso(folded)
    if strict is not None:
        return strict
    named = _day_named(folded, today)
    if named is not None:
        return named
    # The plan's year would turn days of earlier years into misprints; an option may well mean them.
    for deadline in (parse_limit(folded, year or today.year, issued=today), parse_limit(folded, None, issued=today)):
        if deadline.kind in {Kind.DATE, Kind.WINDOW, Kind.RELATIVE} and deadline.due is not None:
            return deadline.due
    raise UsageError(f"看不懂日期「{text}」；{_EXAMPLES}")


def parse_start(text: str, today: date, year: int | None) -> date:
    """The first day of what an option names as a beginning: 8月 is 1 August; all else as for parse_day. Raises UsageError."""
    from gkplan.dates import points
    from gkplan.dates.respelling import fold, respell

    day = parse_day(text, today, year)
    words = respell(fold(text))
    point = next((each for each in points.find(words, year or today.year) if each.last == day), None)
    is_stretch = point is not None and not point.exact and point.at == 0 and point.to == len(words)
    return point.first or day if point and is_stretch else day


def _length(within: str) -> str | None:
    """A length of time as the documents word it (10个工作日, 20日, 2周, 1个月); None when it is none."""
    from gkplan.dates.respelling import fold

    match = re.fullmatch(
        "([0-9]{1,4})(个?工作日|d|日|天|w|个?星期|个?礼拜|周|m|个月)(?:之内|以内|内)?", fold(within).lower()
    )
    if match is None or int(match[1]) == 0:
        return None
    unit = match[2].removeprefix("个")
    worded = {"工作日": "个工作日", "d": "日", "w": "周", "星期": "周", "礼拜": "周", "m": "个月", "月": "个月"}
    return f"{int(match[1])}{worded.get(unit, unit)}"


def _days_in(text: str) -> int | None:
    """The calendar days in 30, 30d, 30天, 2w, 两周; None when it is no such length."""
    from gkplan.dates.respelling import fold
    from gkplan.text.numerals import arabic

    match = re.fullmatch(
        "([0-9〇零一二两三四五六七八九十百]{1,5})个?(d|天|日|w|周|星期|礼拜)?(?:之内|以内|内)?", fold(text).lower()
    )
    if match is None:
        return None
    return int(arabic(match[1])) * (7 if match[2] in _WEEKS else 1)


def _day_named(text: str, today: date) -> date | None:
    """The day of an option that counts from today (今天, +30d, -2w, +1m, +1y); None when it is no such word.

    Months and years keep the day of the month, or take the last one when the month is shorter.
    """
    from gkplan.dates.respelling import fold

    folded = fold(text).lower()
    if folded in _NEAR:
        return later(today, _NEAR[folded])
    match = re.fullmatch("([+-][0-9]{1,5})个?(d|w|m|y|天|日|周|星期|礼拜|月|年)?", folded)
    if match is None:
        return None
    from dateutil.relativedelta import relativedelta

    count, unit = int(match[1]), match[2] or "d"
    try:
        if unit in {"m", "月"}:
            return today + relativedelta(months=count)
        if unit in {"y", "年"}:
            return today + relativedelta(years=count)
        return today + timedelta(days=count * (7 if unit in _WEEKS else 1))
    except (ValueError, OverflowError):
        return None
