"""Lengths of time and days near today, as people type them. Nothing here knows the phrases of documents."""

import re
from datetime import date, timedelta

from gkplan.numerals import fold, number

_WEEKS = frozenset({"w", "周", "星期", "礼拜"})
_NEAR = {"today": 0, "今天": 0, "今日": 0, "tomorrow": 1, "明天": 1, "明日": 1, "后天": 2,
         "yesterday": -1, "昨天": -1, "昨日": -1, "前天": -2}  # fmt: skip


def length(within: str) -> str | None:
    """A length of time as the documents word it (10个工作日, 20日, 2周, 1个月); None when it is none."""
    match = re.fullmatch(
        "([0-9]{1,4})(个?工作日|d|日|天|w|个?星期|个?礼拜|周|m|个月)(?:之内|以内|内)?", fold(within).lower()
    )
    if match is None or int(match[1]) == 0:
        return None
    unit = match[2].removeprefix("个")
    worded = {"工作日": "个工作日", "d": "日", "w": "周", "星期": "周", "礼拜": "周", "m": "个月", "月": "个月"}
    return f"{int(match[1])}{worded.get(unit, unit)}"


def days_in(text: str) -> int | None:
    """The calendar days in 30, 30d, 30天, 2w, 两周; None when it is no such length."""
    match = re.fullmatch(
        "([0-9〇零一二两三四五六七八九十百]{1,5})个?(d|天|日|w|周|星期|礼拜)?(?:之内|以内|内)?", fold(text).lower()
    )
    if match is None:
        return None
    return int(number(match[1])) * (7 if match[2] in _WEEKS else 1)


def day_named(text: str, today: date) -> date | None:
    """The day of an option that counts from today (今天, +30d, -2w, +1m, +1y); None when it is no such word.

    Months and years keep the day of the month, or take the last one when the month is shorter.
    """
    folded = fold(text).lower()
    if folded in _NEAR:
        return today + timedelta(days=_NEAR[folded])
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
