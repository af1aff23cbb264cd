"""Lengths of time in a respelled phrase, and the event each is counted from. Nothing here knows working days."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gkplan.dates import points
from gkplan.dates.limit import Deadline, Kind, Span

_SPAN = re.compile(
    # 月20日内 and 2023年内 are dates; 1-5日内 ends with the fifth day.
    r"(?<![0-9月年-])(?<![0-9]\.)(?:[0-9]{1,4}(?:个?工作日|日|天|个月)?[至到-])?(?P<count>[0-9]{1,6})"
    r"(?:(?P<working>个?工作日)(?:之内|以内|内)?|(?P<unit>个?自然日|日|天|个?星期|个?礼拜|周|个月|年|小时)(?P<inside>之内|以内|内)?"
    r"|(?P<bare>内))"
)
_HALVES = (("半年(?=之?内|以内)", "6个月"), ("半个?月(?=之?内|以内)", "15日"))
_LINK = re.compile("(?:之日|当日|当天)?(?:起算|算起|开始|起|(?<!最)后|之后|以后|以来|内)[,的在于第]*$|之日[,在于]*$")
_LEAD = re.compile("^(?:自|从|在|于|应当?|须|需|要|限|并|最迟|务必|力争|确保|原则上|的|之|[、:,])+")
_BEFORE = re.compile("(?:前|提前)(?:至少)?$")
# 12月第1周, 12月内第1周: a place in the month; but 收到后第5个工作日.
_PLACE = re.compile("(?:(?<!后)(?<!起)|最后)第$|最后$")
# 20个工作日内，最长30个工作日: no words about what each is for.
_NO_CLASS = re.compile("或者?|可以?|再|延长|最[长迟多]|不得?(?:超过|多于)|至|到|[和及与、:(]")
_ISSUE = re.compile(
    "(?:本|该|此)?(?:通知|文件|方案|意见|要点|分工|工作要点|任务分工)?(?:文件)?(?:印发|下发|发布|发文|公布)(?:之日)?"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedSpan:
    """A span of the phrase and the day it counts from, when the words or the day of the document give one."""

    span: Span
    words: str = ""
    start: date | None = None
    dated: bool = False
    doubt: str | None = None


def find(text: str, year: int | None, issued: date | None) -> tuple[tuple[CountedSpan, ...], str, str | None]:
    """The spans of a respelled phrase, the rest of it without them and their events, and what is wrong if anything."""
    for words, number in _HALVES:
        text = re.sub(words, number, text)
    found: list[CountedSpan] = []
    rest, place = "", 0
    for match in _SPAN.finditer(text):
        begin = max((text.rfind(sign, 0, match.start()) for sign in ";。"), default=-1) + 1
        head = text[max(begin, place) : match.start()]
        comma = head.rfind(",", 0, len(head) - 1)
        link = _LINK.search(head)
        event = head[comma + 1 :]
        before = _BEFORE.search(event)
        if _PLACE.search(head) or (before and _is_adjective(match, event)):
            continue
        if not match["working"] and not match["inside"] and not match["bare"] and not link and not before:
            continue
        if match["unit"] == "年" and len(match["count"]) > 2:
            continue
        made, fault = _made(match, event, linked=link is not None, before=before is not None, year=year, issued=issued)
        if fault:
            return (), text, fault
        found.append(replace(made, words=match[0]))
        rest += text[place : match.start() - len(event)] + ","
        place = match.end()
    return tuple(found), rest + text[place:], None


def _is_adjective(match: "re.Match[str]", event: str) -> bool:
    """Whether years or months after the 前 of a point belong to what follows them: 12月底前三年行动计划."""
    named = _BEFORE.sub("", event)
    return match["unit"] in {"年", "个月"} and any(point.to == len(named) for point in points.find(named, 2000))


def _made(
    match: "re.Match[str]",
    head: str,
    *,
    linked: bool,
    before: bool,
    year: int | None,
    issued: date | None,
) -> tuple[CountedSpan, str | None]:
    days, months = _amount(int(match["count"]), match["unit"] or "")
    if before:
        days, months = -days, -months
        head = _BEFORE.sub("", head)
    named = _LEAD.sub("", _LINK.sub("", head) if linked else head).strip("、:()")
    span = Span(days=days, months=months, working=bool(match["working"]), event=named or None)
    doubt = f"「{match[0]}」没有写明是日还是工作日，按日计" if match["bare"] else None
    day = next(iter(points.find(named, year)), None)
    if day is not None and not (linked or before):
        # 12月底前公示5个工作日: the day before the verb sets a limit as well.
        limit = re.match("(?:之?前|以前)", named[day.to :])
        said = f"「{day.words}{limit[0]}」没有计入，请把两个时限分开写" if limit else None
        doubt, day = doubt or said, None
    if day is not None and day.fault:
        return CountedSpan(span=span), day.fault
    if day is not None and day.exact and not day.near:
        span = span._replace(event=(named[: day.at] + named[day.to :]).strip("的,、") or None)
        return CountedSpan(span=span, start=day.last, dated=day.last is not None, doubt=doubt or day.doubt), None
    if day is not None and before:
        doubt = f"「{head}前{match[0]}」可以指头{match[0]}，也可以指{day.words}之前{match[0]}，请写成日期"
    if not named or _ISSUE.fullmatch(named):
        return CountedSpan(span=span, start=issued, doubt=doubt), None
    return CountedSpan(span=span, doubt=doubt), None


def _amount(count: int, unit: str) -> tuple[int, int]:
    """Days and months in so many of a unit."""
    if unit == "年":
        return 0, count * 12
    if unit == "个月":
        return 0, count
    if unit == "小时":
        return -(-count // 24), 0
    return (count * 7 if any(week in unit for week in ("周", "星期", "礼拜")) else count), 0


def due_of(found: CountedSpan) -> date | None:
    """The last day of a span in calendar days or months whose start is known; the start day is not counted."""
    if found.start is None or found.span.working:
        return None
    if found.span.months:
        from dateutil.relativedelta import relativedelta

        return found.start + relativedelta(months=found.span.months)
    return found.start + timedelta(days=found.span.days)


def limit(words: str, found: tuple[CountedSpan, ...], *, quantity: int | None) -> Deadline:
    """The limit that spans alone set: a date when the phrase names the day it counts from, else relative."""
    first = found[0]
    doubt = next((each.doubt for each in found if each.doubt), None)
    if len(found) > 1:
        spans = tuple(each.span for each in found)
        classes = {_NO_CLASS.sub("", span.event or "") for span in spans}
        if len(classes) < len(spans) or "" in classes:
            doubt = doubt or f"「{'」、「'.join(each.words for each in found)}」没有写明各管哪一种情况，请分开写"
        return Deadline(words=words, kind=Kind.RELATIVE, spans=spans, quantity=quantity, warning=doubt)
    due = due_of(first)
    return relative(
        Deadline(words=words, kind=Kind.DATE if first.dated and due else Kind.RELATIVE, due=due, start=first.start,
                 quantity=quantity, warning=doubt),
        first,
    )  # fmt: skip


def relative(deadline: Deadline, found: CountedSpan) -> Deadline:
    """The limit with one span told in it."""
    span = found.span
    days = span.days or None
    return deadline._replace(spans=(span,), days=days, working=span.working, event=span.event)
