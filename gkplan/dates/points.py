"""The days, months, quarters and years a folded phrase names, each with its first and last day.

Nothing here knows what a phrase wants with them: limits, windows and rules are made by `phrases` and `recurring`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gkplan.text.patterns import compiled

if TYPE_CHECKING:
    import re

_WEEKDAYS = "一二三四五六日天"
_LAST_MONTH = 12

_YEAR = "(?:(?P<year>[0-9]{4})年度?|(?P<other>次年度?|翌年|明年度?|第2年|下1?年度?|后年|去年|上年度?|当年度?|本年度?|今年度?))"
_POINT = (
    rf"(?<![0-9]){_YEAR}?年?(?<![0-9])(?:"
    r"(?P<month>[0-9]{1,2})月份?"
    rf"(?:(?P<day>[0-9]{{1,2}})[日号](?:\(?(?:周|星期|礼拜)(?P<weekday>[{_WEEKDAYS}])\)?)?"
    r"|月?(?P<part>[底末初]|[上中下]旬|[上下]半月|中(?![旬心]))(?P<partend>[底末])?)?"
    r"|(?<![春夏秋冬])第?(?P<quarter>[1-4])(?:个?季度|季)(?P<quarterpart>[底末初])?"
    r"|前(?P<upto>[1-3])个?季度(?P<uptoend>[底末])?"
    r"|(?P<half>[上下])半年(?P<halfpart>[底末])?"
    r"|(?P<yearpart>(?<=[年度])[底末终中初内](?!容|部|外|央)))"
    rf"|{_YEAR.replace('<year', '<lone').replace('<other', '<loneother')}"
    rf"(?=之?前|以前|[-至到](?:[0-9]|次|明)|[、和及与](?:[0-9]{{4}}年|次年|明年)|[起止]|底|不少于|不低于|至少|累计|$)"
    r"|(?P<near>本|当|这个?|下个?|次)月(?:(?P<nearday>[0-9]{1,2})[日号]|(?P<nearpart>[底末初中内]|[上中下]旬))?"
    r"|(?P<quarternear>本|下1?个?)季度(?:[底末内])?"
    # 第1个周五 is a place in a month, no day that counts from today.
    rf"|(?<![0-9个首])(?P<week>本|这|下下|下)?(?:周|星期|礼拜)(?P<weekpart>[{_WEEKDAYS}末内])"
    r"|(?P<today>[今当明次后][日天])(?!常)"
    r"|(?<![0-9个\u4e00-\u9fff])(?P<monthend>月[底末])"
    r"|(?<![0-9月第〕】\]])(?P<lonely>[0-9]{1,2})[日号](?!内|之内|以内|起|后)"
)

_TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上半月": (1, 15), "下半月": (16, 31),
           "初": (1, 10), "中": (15, 15), "底": (1, 31), "末": (1, 31), "内": (1, 31)}  # fmt: skip
_SHIFT = {"次": 1, "翌": 1, "明": 1, "下": 1, "第": 1, "后": 2, "去": -1, "上": -1, "当": 0, "本": 0, "今": 0}


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A day or a stretch of days named at `at`..`to` in the text; `first` and `last` inclusive, None when unknown.

    `year` is written out in the text or None; `exact` means a day or an end (底, 末), after which 前 is not
    ambiguous; `near` counts from the day of the document (本周五); `fault` is what is wrong with the words (with the
    likely reading) and leaves no day, `doubt` is only to be told.
    """

    at: int
    to: int
    words: str
    first: date | None = None
    last: date | None = None
    year: int | None = None
    exact: bool = False
    near: bool = False
    fault: str | None = None
    doubt: str | None = None


def find(text: str, year: int | None, issued: date | None = None) -> Iterator[Point]:
    """The points of a respelled text from left to right; one without a year takes the last one written, or `year`."""
    written, month = None, None
    for match in compiled(_POINT).finditer(text):
        point = _resolve(match, written or year, month, issued)
        if point is None:
            continue
        written = point.year or written
        month = int(match["month"]) if match["month"] else month
        yield point


def last_of(year: int, month: int) -> date:
    """The last day of a month."""
    # Not by calendar.monthrange: that module brings locale along, several milliseconds.
    return date(year, 12, 31) if month == _LAST_MONTH else date(year, month + 1, 1) - timedelta(days=1)


def spell(day: date) -> str:
    """A day as documents write it: 2023年8月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _resolve(match: "re.Match[str]", year: int | None, month: int | None, issued: date | None) -> Point | None:
    at, to, words = match.start(), match.end(), match[0]
    own = match["year"] or match["lone"]
    other = match["other"] or match["loneother"]
    if own:
        year = int(own)
    elif other and year is not None:
        year += _SHIFT[other[0]]
    explicit = int(own) if own else None
    if year is not None and not 1 <= year < 9999:
        return Point(at=at, to=to, words=words, fault=f"没有{year}年")
    near = _near(match, issued)
    if near is not None:
        return near
    if match["lonely"]:
        if month is None:
            return _near_month(match, 0, int(match["lonely"]), None, issued)
        return _in_month(match, year, month, int(match["lonely"]), None, explicit)
    if match["month"]:
        day = int(match["day"]) if match["day"] else None
        return _in_month(match, year, int(match["month"]), day, match["part"], explicit)
    months, exact, doubt = _stretch(match)
    if year is None:
        return Point(at=at, to=to, words=words, exact=exact, doubt=doubt)
    return Point(at=at, to=to, words=words, first=date(year, months[0], 1), last=last_of(year, months[1]),
                 year=explicit, exact=exact, doubt=doubt)  # fmt: skip


def _stretch(
    match: "re.Match[str]",
) -> tuple[tuple[int, int], bool, str | None]:
    """First and last month of a quarter, half or year, whether its end is said, and a doubt."""
    if match["quarter"]:
        end = int(match["quarter"]) * 3
        if match["quarterpart"] == "初":
            return (end - 2, end - 2), False, "「季度初」没有写明日期，按该季度第一个月月底计"
        return (end - 2, end), bool(match["quarterpart"]), None
    if match["upto"]:
        return (1, int(match["upto"]) * 3), bool(match["uptoend"]), None
    if match["half"]:
        return ((1, 6) if match["half"] == "上" else (7, 12)), bool(match["halfpart"]), None
    part = match["yearpart"]
    if part == "中":
        return (1, 6), True, None
    if part == "初":
        return (1, 1), False, "「年初」没有写明日期，按1月底计"
    return (1, 12), part is not None, None


def _in_month(
    match: "re.Match[str]", year: int | None, month: int, day: int | None, part: str | None, explicit: int | None
) -> Point:
    at, to, words = match.start(), match.end(), match[0]
    shown = year if year is not None else 2000  # a leap year: 2月29日 is only wrong when the year is known
    told = f"{year}年" if year is not None else ""
    if not 1 <= month <= _LAST_MONTH:
        likely = f"{told}12月{f'{day}日' if day else '底'}" if month > _LAST_MONTH else f"{told}1月"
        return Point(at=at, to=to, words=words, year=explicit, fault=f"没有{month}月，疑为{likely}")
    length = last_of(shown, month).day
    if day is not None and not 1 <= day <= length:
        likely = spell(date(shown, month, length if day else 1)) if year else f"{month}月{length if day else 1}日"
        return Point(
            at=at, to=to, words=words, year=explicit, fault=f"{told if month == 2 else ''}{month}月没有{day}日，疑为{likely}"
        )  # fmt: skip
    begin, end = (day, day) if day is not None else _TENTHS[part] if part else (1, length)
    doubt = f"「{month}月{part}」没有写明日期，按{min(end, length)}日计" if part in {"初", "中"} else None
    exact = day is not None or part in {"底", "末"} or bool(match["month"] and match["partend"])
    if year is None:
        return Point(at=at, to=to, words=words, exact=exact, doubt=doubt)
    last = date(year, month, min(end, length))
    if match["weekday"] and min(_WEEKDAYS.index(match["weekday"]), 6) != last.weekday():
        doubt = f"{spell(last)}是星期{_WEEKDAYS[last.weekday()]}，不是星期{match['weekday']}"
    return Point(at=at, to=to, words=words, first=date(year, month, begin), last=last, year=explicit,
                 exact=exact, doubt=doubt)  # fmt: skip


def _near(match: "re.Match[str]", issued: date | None) -> Point | None:
    """A point that counts from the day of the document; None when the match is another one."""
    if match["near"] or match["monthend"]:
        ahead = 0 if match["monthend"] or match["near"][0] in "本当这" else 1
        day = int(match["nearday"]) if match["nearday"] else None
        return _near_month(match, ahead, day, match["nearpart"], issued)
    if match["quarternear"]:
        quarter = None if issued is None else (issued.month - 1) // 3 + (match["quarternear"][0] == "下")
        last = None if issued is None or quarter is None else last_of(issued.year + quarter // 4, quarter % 4 * 3 + 3)
        return Point(at=match.start(), to=match.end(), words=match[0], first=last, last=last, exact=True, near=True)
    if match["weekpart"]:
        weeks = {"下": 1, "下下": 2}.get(match["week"] or "", 0)
        place = min(_WEEKDAYS.find(match["weekpart"]), 6) if match["weekpart"] in _WEEKDAYS else 6
        days = None if issued is None else weeks * 7 + place - issued.weekday()
    elif match["today"]:
        days = {"今": 0, "当": 0, "明": 1, "次": 1, "后": 2}[match["today"][0]]
    else:
        return None
    day_of = None if issued is None or days is None else issued + timedelta(days=days)
    return Point(at=match.start(), to=match.end(), words=match[0], first=day_of, last=day_of, exact=True, near=True)


def _near_month(match: "re.Match[str]", ahead: int, day: int | None, part: str | None, issued: date | None) -> Point:
    at, to, words = match.start(), match.end(), match[0]
    if issued is None:
        return Point(at=at, to=to, words=words, exact=True, near=True)
    year, month = issued.year + (issued.month - 1 + ahead) // 12, (issued.month - 1 + ahead) % 12 + 1
    length = last_of(year, month).day
    if day is not None and not 1 <= day <= length:
        return Point(at=at, to=to, words=words, near=True, fault=f"{month}月没有{day}日，疑为{month}月{length}日")
    last = date(year, month, day or min(_TENTHS[part][1] if part else 31, length))
    return Point(at=at, to=to, words=words, first=last, last=last, exact=True, near=True)
