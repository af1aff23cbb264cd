"""STUB"""
import re
from datetime import date, timedelta
from gkplan.limit import Deadline, Kind
from gkplan.numerals import fold

_DISTANCE = r"([0-9]{1,5})个?(d|w|m|y|天|日|周|星期|礼拜|月|年)?"


def read(words: str, year: int | None, issued: date | None) -> Deadline:
    text = fold(words)
    return Deadline(words=words, kind=Kind.UNRESOLVED, warning=f"看不懂时限“{text}”，请写成日期，如 2023年12月底前。")


def length(within: str) -> str | None:
    """A length of time as the documents word it (10个工作日, 20日, 2周, 1个月); None when it is none."""
    match = re.fullmatch(r"([0-9]{1,4})(个?工作日|日|天|个?星期|个?礼拜|周|个?月)(?:之内|以内|内)?", fold(within))
    if match is None:
        return None
    count, unit = int(match[1]), match[2]
    if "工作日" in unit:
        return f"{count}个工作日"
    if "月" in unit:
        return f"{count}个月"
    return f"{count}{'日' if unit == '日' else '天' if unit == '天' else '周'}"


def days_in(text: str) -> int | None:
    """The calendar days in 30, 30d, 30天, 2w, 两周; None when it is no such length."""
    match = re.fullmatch(r"([0-9〇零一二两三四五六七八九十百]{1,5})个?(d|天|日|w|周|星期|礼拜)?(?:之内|以内|内)?", fold(text).lower())
    if match is None:
        return None
    from gkplan.numerals import number
    count = int(number(match[1]))
    return count * 7 if match[2] in {"w", "周", "星期", "礼拜"} else count


def day_named(text: str, today: date) -> date | None:
    """The day of an option that counts from today (今天, +30d, -2w, +1m), or is written 20230830; else None."""
    folded = fold(text).lower()
    near = {"today": 0, "今天": 0, "今日": 0, "明天": 1, "tomorrow": 1, "后天": 2, "昨天": -1, "yesterday": -1, "前天": -2}
    try:
        if folded in near:
            return today + timedelta(days=near[folded])
        match = re.fullmatch(r"([+-])" + _DISTANCE, folded)
        if match is None:
            return None
        from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - 9 ms, for these options only

        count = int(match[1] + match[2])
        unit = match[3] or "d"
        if unit in {"m", "月"}:
            return today + relativedelta(months=count)
        if unit in {"y", "年"}:
            return today + relativedelta(years=count)
        return today + timedelta(days=count * (7 if unit in {"w", "周", "星期", "礼拜"} else 1))
    except (ValueError, OverflowError):
        return None
