"""每月, 每季度, 双周 and their like: the rules a phrase sets. Nothing here knows the plan's year or its days."""

import re
from datetime import date

from gkplan import points
from gkplan.limit import Recurrence

_WEEKDAYS = "一二三四五六日天"
_UNIT = "半年|半个?月|季度?|年度?|双数?月|单数?月|旬|月度?份?|双周|单周|周|星期|礼拜|个?工作日|日|天|学期|学年"
_PERIOD = re.compile(
    rf"每(?:个|隔)?(?P<n>[0-9]{{1,2}})?个?(?P<unit>{_UNIT})(?!期)"
    r"|(?P<bare>(?:逐|按)(?:半年|季度?|月度?|周|年度?|日|旬)(?!期|程|照)|[双单隔]周|[双单隔]月|月月|(?<![^、,;和])(?:[周月季]报|季度(?=末|$)))"
    r"|(?P<once>(?<![0-9])(?P<m>[0-9]{1,2})(?:个)?(?P<per>年|季度|周|天)内?|半年|1个?月)(?:至少|不少于|不低于)?(?=[0-9]{1,3}[次场期])"
)
_DAY = "[0-9]{1,2}"
_TAIL = re.compile(
    r"(?P<over>结束|终了|期满|过)?(?:之?后|以后|次月)?(?:的|第)?(?P<after>[0-9]{1,3})(?P<working>个?工作日|日|天)(?:之内|以内|内)"
    rf"|(?:结束|终了)?的?(?:第?(?P<nth>[1-3])个?月|(?P<first>首月)|(?P<end>末月|最后1?个?月)|(?P<next>次月|下1?个?月))"
    rf"(?:份?的?(?P<nthday>{_DAY})[日号])?"
    r"|的?(?:第|前)(?P<ordinal>[0-9]{1,2})个工作日"
    rf"|的?(?P<days>{_DAY}[日号](?:[、和及至到-]{_DAY}[日号])*)"
    r"|的?月?(?P<part>底|末|最后1?[日天]|初|[上中下]旬|中)"
    rf"|的?(?P<weekdays>[{_WEEKDAYS}](?:[、和及][{_WEEKDAYS}])*)(?![周年月])|(?:的?(?:周|星期|礼拜)(?P<weekday>[{_WEEKDAYS}]))"
)
_NO_PERIOD = re.compile("不定期|定期|每次|每逢|每届|每场|每批")
_QUARTERS, _HALVES = (3, 6, 9, 12), (6, 12)
_PART_DAYS = {"初": 10, "上旬": 10, "中旬": 20, "中": 15}


def rules(text: str, start: date | None) -> tuple[tuple[Recurrence, ...], str, str | None]:
    """The rules in a respelled phrase, the rest of it without their words, and what is doubtful, in Chinese.

    `start` is the first day all of them can fall on (从2023年第二季度起), and the anchor of every second week.
    """
    found: list[Recurrence] = []
    rest, doubt, place = "", None, 0
    for match in _PERIOD.finditer(text):
        if match.start() < place:
            continue
        made, to, said = _rule(match, text, start)
        found += made
        doubt = doubt or said
        rest += text[place : match.start()] + ","
        place = to
    rest += text[place:]
    if not found:
        loose = _NO_PERIOD.search(text)
        if loose is not None:
            return (Recurrence(period=loose[0]),), text, None
    return tuple(found), rest, doubt


def _rule(match: "re.Match[str]", text: str, start: date | None) -> tuple[list[Recurrence], int, str | None]:
    unit, every = _unit_of(match)
    tail = _TAIL.match(text, match.end())
    to = match.end()
    if unit == "周":
        weekdays: tuple[int, ...] = (6,)
        if tail and (tail["weekdays"] or tail["weekday"]):
            named = tail["weekdays"] or tail["weekday"]
            weekdays, to = (
                tuple(sorted({min(_WEEKDAYS.index(sign), 6) for sign in named if sign in _WEEKDAYS})),
                tail.end(),
            )
        return [Recurrence(period=match[0], freq="weekly", interval=every, weekdays=weekdays, start=start)], to, None
    if unit == "日":
        return [Recurrence(period=match[0], freq="daily", interval=every, start=start)], to, None
    if unit == "工作日":
        rule = Recurrence(period=match[0], freq="weekly", weekdays=(0, 1, 2, 3, 4), start=start)
        return [rule], to, "“每个工作日”按周一至周五列出，没有扣除法定节假日"
    if unit == "旬":
        return [Recurrence(period=match[0], freq="monthly", days=(10, 20, -1), start=start)], to, None
    if unit == "半月":
        return [Recurrence(period=match[0], freq="monthly", days=(15, -1), start=start)], to, None
    if unit == "学期":
        return [Recurrence(period=match[0], start=start)], to, None
    return _by_months(match, text, unit, every, start)


def _unit_of(match: "re.Match[str]") -> tuple[str, int]:
    """The period in one of nine words, and how many of them lie between two."""
    words = match["unit"] or match["per"] or match["bare"] or match["once"]
    every = int(match["n"] or match["m"] or 1) or 1
    if "隔" in match[0]:
        every = 2
    if "半年" in words:
        return "半年", 1
    if "半" in words:
        return "半月", 1
    for mark, unit in (("学", "学期"), ("季", "季度"), ("年", "年"), ("工作日", "工作日"), ("旬", "旬"), ("双周", "双周"),
                       ("双", "双月"), ("单周", "双周"), ("单", "单月"), ("月", "月")):  # fmt: skip
        if mark in words:
            return ("周", 2) if unit == "双周" else (unit, every)
    return ("日" if "日" in words or "天" in words else "周"), every


def _by_months(
    match: "re.Match[str]", text: str, unit: str, every: int, start: date | None
) -> tuple[list[Recurrence], int, str | None]:
    to, doubt = match.end(), None
    tail = _TAIL.match(text, to)
    if unit == "年":
        yearly = _in_year(match, text, every, start)
        if yearly is not None:
            return yearly
    months: tuple[int, ...] = ()
    if unit == "年":
        months = (12,)
    elif unit == "半年":
        months = _HALVES
    elif unit == "季度":
        months = _QUARTERS if every == 1 else (6, 12) if every == 2 else ()  # noqa: PLR2004 - 每两个季度
    elif unit in {"双月", "单月"}:
        months = tuple(range(2 if unit == "双月" else 1, 13, 2))
    elif every > 1 and 12 % every == 0:
        months = tuple(range(every, 13, every))
    interval = every if unit == "年" or (unit == "月" and not months) else 1
    days: tuple[int, ...] = (-1,)
    freq: str | None = "yearly" if interval > 1 and unit == "年" else "monthly"
    if tail is not None:
        to = tail.end()
        if tail["after"]:
            if tail["working"].endswith("工作日") or int(tail["after"]) > 30:  # noqa: PLR2004 - the shortest next month
                freq, doubt = None, f"“{match[0]}{tail[0]}”的日子要逐期推算，没有自动列出"
            else:
                months, days = tuple(sorted(month % 12 + 1 for month in months)), (int(tail["after"]),)
        elif tail["nth"] or tail["first"] or tail["end"] or tail["next"]:
            length = 12 // len(months) if months else 1
            # Counted back from the period's last month; the month after it is one ahead.
            back = -1 if tail["next"] else 0 if tail["end"] else length - int(tail["nth"] or 1)
            months = tuple(sorted((month - back - 1) % 12 + 1 for month in months))
            days = (int(tail["nthday"]),) if tail["nthday"] else (-1,)
        elif tail["ordinal"]:
            freq, doubt = None, f"“{match[0]}{tail[0]}”的日子要逐期推算，没有自动列出"
        elif tail["days"]:
            days = _days_named(tail["days"])
            if unit in {"季度", "半年", "年"}:
                freq, doubt = None, f"“{match[0]}{tail[0]}”没有写明是哪个月"
        elif tail["part"]:
            days = (_PART_DAYS.get(tail["part"], -1),)
            if tail["part"] in {"初", "中"}:
                doubt = f"“{match[0]}{tail[0]}”没有写明日期"
                freq = freq if unit in {"月", "双月", "单月"} else None
        else:
            to = match.end()
    if any(day == 0 or day > 31 for day in days):  # noqa: PLR2004 - the longest month
        freq, doubt = None, f"“{match[0]}{tail[0] if tail else ''}”的日子不存在"
    if freq is None:
        return [Recurrence(period=match[0], start=start)], to, doubt
    rule = Recurrence(period=match[0], freq=freq, interval=interval, months=months, days=days, start=start)
    return [rule], to, doubt


def _days_named(words: str) -> tuple[int, ...]:
    """5日、15日 is both; 20日-25日 is its end."""
    days = [int(day) for day in re.findall("[0-9]+", words)]
    return (days[-1],) if re.search("[至到-]", words) else tuple(sorted(set(days)))


def _in_year(
    match: "re.Match[str]", text: str, every: int, start: date | None
) -> tuple[list[Recurrence], int, str | None] | None:
    """The days that 每年 names, one rule for each day of the month; None when it names none."""
    ahead = re.match("[^,;。]*", text[match.end() :])
    clause = ahead[0] if ahead else ""
    by_day: dict[int, set[int]] = {}
    to, doubt, place = match.end(), None, 0
    # In a leap year, so that 2月29日 and 2月底 both mean the month's last day.
    found = [point for point in points.find(clause, 2000) if not point.near]
    for number, point in enumerate(found):
        gap = clause[place : point.at]
        if number and not re.fullmatch("[、和及与至到-]|(?:之?前|以前)?[、和及与]?", gap):
            break
        if point.last is None:
            return [Recurrence(period=match[0], start=start)], match.end() + point.to, point.fault
        if number and gap in {"至", "到", "-"}:
            by_day.clear()
        whole_end = point.last == points.last_of(point.last.year, point.last.month)
        by_day.setdefault(-1 if whole_end else point.last.day, set()).add(point.last.month)
        place, to, doubt = point.to, match.end() + point.to, doubt or point.doubt
    freq = "yearly" if every > 1 else "monthly"
    made = [
        Recurrence(period=match[0], freq=freq, interval=every, months=tuple(sorted(months)), days=(day,), start=start)
        for day, months in by_day.items()
    ]
    return (made, to, doubt) if made else None
