"""每月, 每季度, 双周 and their like: the rules a phrase sets. The days they give are for periods.py."""

import re
from functools import lru_cache

from gkplan.dates import points
from gkplan.dates.limit import Recurrence

_WEEKDAYS = "一二三四五六日天"
_UNIT = "半年|半个?月|季度?|年度?|双数?月|单数?月|旬|月度?份?|双周|单周|周|星期|礼拜|个?工作日|日|天|学期|学年"
_PERIOD = re.compile(
    rf"每(?:个|隔)?(?P<n>[0-9]{{1,2}})?个?(?P<unit>{_UNIT})(?!期)"
    r"|(?P<bare>(?:逐|按)(?:半年|季度?|月度?|周|年度?|日|旬)(?!期|程|照)|[双单隔]周|[双单隔]月|月月|(?<![^、,;和])(?:[周月季]报|季度(?=末|$)))"
    r"|(?P<once>(?<![0-9])(?P<m>[0-9]{1,2})(?:个)?(?P<per>年|季度|周|天)内?|半年|1个?月)(?:至少|不少于|不低于)?(?=[0-9]{1,3}[次场期])"
)
_DAY = "[0-9]{1,2}"
_TAIL = (
    r"(?P<over>结束|终了|期满|过)?(?:之?后|以后|次月)?(?:的|第)?(?P<after>[0-9]{1,3})(?P<working>个?工作日|日|天)(?:之内|以内|内)"
    rf"|(?:结束|终了)?的?(?:第?(?P<nth>[1-3])个?月|(?P<first>首月)|(?P<end>末月|最后1?个?月)|(?P<next>次月|下1?个?月))"
    rf"(?:份?的?(?P<nthday>{_DAY})[日号])?"
    r"|的?(?:第|前)(?P<ordinal>[0-9]{1,2})个工作日"
    rf"|的?(?P<days>{_DAY}[日号](?:[、和及至到-]{_DAY}[日号])*)"
    r"|的?月?(?P<part>底|末|最后1?[日天]|初|[上中下]旬|中)"
    rf"|的?(?P<weekdays>[{_WEEKDAYS}](?:[、和及][{_WEEKDAYS}])*)(?![周年月])|(?:的?(?:周|星期|礼拜)(?P<weekday>[{_WEEKDAYS}]))"
)
_OWN_YEAR = re.compile("(?<![0-9])([0-9]{4})年度?内?$")
_NO_PERIOD = re.compile("不定期|定期|每次|每逢|每届|每场|每批")
_LONGEST, _SHORTEST_AFTER = 31, 30  # the longest month; the shortest month that follows a quarter, half or year
_COVERS = {1: "year", 2: "half", 4: "quarter"}  # in how many months of the year it falls due
_PART_DAYS = {"初": 10, "上旬": 10, "中旬": 20, "中": 15}


@lru_cache(maxsize=1)
def _tail() -> "re.Pattern[str]":
    # The slowest of all to compile, and of no use without a rule.
    return re.compile(_TAIL)


def rules(text: str) -> tuple[tuple[Recurrence, ...], str, str | None]:
    """The rules in a respelled phrase, the rest of it without their words, and what is doubtful, in Chinese."""
    found: list[Recurrence] = []
    rest, doubt, place = "", None, 0
    for match in _PERIOD.finditer(text):
        if match.start() < place:
            continue
        made, to, said = _rule(match, text)
        head = text[place : match.start()]
        # 2024年每季度末: the year is no time limit of its own.
        own = _OWN_YEAR.search(head)
        found += [rule._replace(year=int(own[1])) for rule in made] if own else made
        doubt = doubt or said
        rest += (head[: own.start()] if own else head) + ","
        place = to
    rest += text[place:]
    if not found:
        loose = _NO_PERIOD.search(text)
        if loose is not None:
            return (Recurrence(),), text, None
    return tuple(found), rest, doubt


def _rule(match: "re.Match[str]", text: str) -> tuple[list[Recurrence], int, str | None]:
    unit, every = _unit_of(match)
    to = match.end()
    if unit == "周":
        tail = _tail().match(text, to)
        named = tail and (tail["weekdays"] or tail["weekday"])
        if tail is None or not named:
            return [Recurrence(freq="weekly", interval=every, weekdays=(6,), covers="week")], to, None
        weekdays = tuple(sorted({min(_WEEKDAYS.index(sign), 6) for sign in named if sign in _WEEKDAYS}))
        return [Recurrence(freq="weekly", interval=every, weekdays=weekdays, covers="week")], tail.end(), None
    if unit in {"月", "季度", "半年", "年", "双月", "单月"}:
        yearly = _in_year(match, text, every) if unit == "年" else None
        return yearly or _by_months(match, _tail().match(text, to), unit, every)
    rule = {
        "日": Recurrence(freq="daily", interval=every),
        "工作日": Recurrence(freq="weekly", weekdays=(0, 1, 2, 3, 4)),
        "旬": Recurrence(freq="monthly", days=(10, 20, -1), covers="month"),
        "半月": Recurrence(freq="monthly", days=(15, -1), covers="month"),
        "学期": Recurrence(),
    }[unit]
    return [rule], to, "按周一至周五列出，没有扣除法定节假日" if unit == "工作日" else None


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
    match: "re.Match[str]", tail: "re.Match[str] | None", unit: str, every: int
) -> tuple[list[Recurrence], int, str | None]:
    months = _months_of(unit, every)
    interval = every if unit == "年" or (unit == "月" and not months) else 1
    days: tuple[int, ...] = (-1,)
    to, doubt, unknown = match.end(), None, False
    if tail is not None and not (tail["weekdays"] or tail["weekday"]):
        to = tail.end()
        months, days, doubt = _placed(tail, months, unit)
        unknown = not days or any(day == 0 or day > _LONGEST for day in days)
    if unknown:
        return [Recurrence()], to, doubt or "日子不存在"
    freq = "yearly" if interval > 1 and unit == "年" else "monthly"
    covers = _COVERS.get(len(months), "month")
    # Twenty days into a quarter there is nothing to report on it yet: that is about the one before.
    is_after = tail is not None and bool(tail["after"] or tail["next"] or tail["first"] or tail["nth"] == "1")
    rule = Recurrence(freq=freq, interval=interval, months=months, days=days, covers=covers, is_after=is_after)
    return [rule], to, doubt


def _months_of(unit: str, every: int) -> tuple[int, ...]:
    """The last months of the periods; none for every month."""
    if unit in {"双月", "单月"}:
        return tuple(range(2 if unit == "双月" else 1, 13, 2))
    step = {"年": 12, "半年": 6, "季度": 3 * every}.get(unit, every)
    return tuple(range(step, 13, step)) if step > 1 and 12 % step == 0 else ()


def _placed(
    tail: "re.Match[str]", months: tuple[int, ...], unit: str
) -> tuple[tuple[int, ...], tuple[int, ...], str | None]:
    """The months and days a tail names inside or after each period, no days when they cannot be told, and a doubt."""
    if tail["ordinal"] or (tail["after"] and ("工作日" in tail["working"] or int(tail["after"]) > _SHORTEST_AFTER)):
        return months, (), "日子要逐期推算，没有自动列出"
    if tail["after"]:
        return tuple(sorted(month % 12 + 1 for month in months)), (int(tail["after"]),), None
    if tail["nth"] or tail["first"] or tail["end"] or tail["next"]:
        length = 12 // len(months) if months else 1
        # Counted back from the period's last month; the month after it is one ahead.
        back = -1 if tail["next"] else 0 if tail["end"] else length - int(tail["nth"] or 1)
        return (
            tuple(sorted((month - back - 1) % 12 + 1 for month in months)),
            (int(tail["nthday"]),) if tail["nthday"] else (-1,),
            None,
        )
    long = unit in {"季度", "半年", "年"}
    if tail["days"]:
        return (months, (), "没有写明是哪个月") if long else (months, _days_named(tail["days"]), None)
    day = _PART_DAYS.get(tail["part"], -1)
    if tail["part"] in {"初", "中"}:
        return months, () if long else (day,), "没有写明日期" if long else f"没有写明日期，按{day}日计"
    return months, (day,), None


def _days_named(words: str) -> tuple[int, ...]:
    """5日、15日 is both; 20日-25日 is its end."""
    days = [int(day) for day in re.findall("[0-9]+", words)]
    return (days[-1],) if re.search("[至到-]", words) else tuple(sorted(set(days)))


def _in_year(match: "re.Match[str]", text: str, every: int) -> tuple[list[Recurrence], int, str | None] | None:
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
            return [Recurrence()], match.end() + point.to, point.fault
        if number and gap in {"至", "到", "-"}:
            by_day.clear()
        whole_end = point.last == points.last_of(point.last.year, point.last.month)
        by_day.setdefault(-1 if whole_end else point.last.day, set()).add(point.last.month)
        place, to, doubt = point.to, match.end() + point.to, doubt or point.doubt
    freq = "yearly" if every > 1 else "monthly"
    covers = "year" if sum(map(len, by_day.values())) == 1 else "month"
    made = [
        Recurrence(freq=freq, interval=every, months=tuple(sorted(months)), days=(day,), covers=covers)
        for day, months in by_day.items()
    ]
    return (made, to, doubt) if made else None
