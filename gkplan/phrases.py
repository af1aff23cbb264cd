"""The long tail of time-limit phrases: what `deadline` cannot read at a glance. Nothing here knows tasks.

A phrase is folded to one spelling, its rules (每季度) and spans (20个工作日内) are taken out, and the points of time that
remain decide together with them what kind of limit it is.
"""

import re
from datetime import date, timedelta

from gkplan import points, recurring, spans
from gkplan.limit import Deadline, Kind
from gkplan.numerals import fold
from gkplan.points import Point, spell

_NOTHING = re.compile(r"[-/\\_.~·*×]*|暂?无|无时限|无(?:具体|明确)?(?:时间|时限)(?:要求)?|不涉及|[Nn]/?[Aa]|nil|none")
_ONGOING = re.compile(
    "长期|长效|持续|常态|日常|平时|经常|适时|随时|实时|即时|动态|不间断|贯穿|常年|永久|滚动|一贯|始终|坚持|全程"
    "|立行立改|即[知行]即改|边[查学]边改|立即|立刻|即刻|马上|即日起?|即行"
)
_UNNUMBERED = re.compile("第1时间|第一时间|尽快|尽早|及时|限期")
_QUANTITY = re.compile(
    r"(?P<least>不少于|不低于|至少|不得少于|≥|>=|大于等于|各)?[^,;。0-9第]{0,6}?(?<![0-9第.])(?P<count>[0-9]{1,5})"
    r"(?:(?:人?次|场次?|期|篇|轮|批|条|件)(?!性|工程|元)(?P<more>以上)?|(?P<things>[个项名份家家]))"
)
_YEAREND_MONTH = re.compile("([0-9]{4})?年?年[底末]前?([0-9]{1,2})月([底末]|[0-9]{1,2}[日号])?")
_BOUND = re.compile("[^,;。]*?(?:从|自)")
_SUFFIX = re.compile(r"(?:\([^()]*\))?(?P<before>之?前|以前|完成?前)?(?:期间|之内|以内|内|为?止)?(?P<onward>起|开始|之?后|以后|以来)?")
_BRIDGE = re.compile("(?:起|开始|始)?(?:至|到|-)")
_BREAK = re.compile(r"[,;。()]|\.{2,}|[①-⓿]")
_NOW = re.compile("(?:自|从)?(?:即日|印发之日|发布之日|今日|现在)起?(?:起|开始)?(?:至|到|-)")
_PERCENT = re.compile("([0-9]{1,3}%)")


def read(words: str, year: int | None, issued: date | None) -> Deadline:
    """What any phrase says about time; see `deadline.parse`, which calls this for all but the commonest."""
    if year is not None and not 1 <= year < 9999:  # noqa: PLR2004 - what a date can hold, with one to spare
        year = None
    text = fold(words)
    try:
        return _read(words, points.respell(text), year, issued)
    except (ValueError, OverflowError):
        # Numbers no calendar holds: 99999999个月内.
        return Deadline(words=words, kind=Kind.UNRESOLVED, warning=f"时限“{text}”里的数字超出了日历，请写成日期。")


def _read(words: str, text: str, year: int | None, issued: date | None) -> Deadline:
    if _NOTHING.fullmatch(text):
        return Deadline(words=words, kind=Kind.NONE)
    jumble = _YEAREND_MONTH.search(text)
    if jumble:
        likely = (f"{jumble[1]}年" if jumble[1] else "") + f"{int(jumble[2])}月{jumble[3] or '底'}"
        return Deadline(words=words, kind=Kind.INVALID, warning=_told(text, f"年底和{int(jumble[2])}月不能并存，疑为{likely}"))
    start = _start(text, year, issued)
    rules, rest, doubt = recurring.rules(text, start)
    limits, rest, wrong = spans.find(rest, year, issued)
    quantity, wanted = _quantity(text)
    found = _points(rest, year, issued)
    fault = next((point.fault for point, *_ in found if point.fault), None) or wrong
    if fault:
        return Deadline(words=words, kind=Kind.INVALID, warning=_told(text, fault))
    early = next((_too_early(point, year) for point, *_ in found if _too_early(point, year)), None)
    if early:
        return Deadline(words=words, kind=Kind.INVALID, warning=_told(text, early))
    doubt = doubt or next((point.doubt for point, *_ in found if point.doubt), None)
    if rules and not (limits and rules[0].freq is None):
        due = max((point.last for point, *_ in found if point.last), default=None)
        if due is None and quantity and year is not None and "年" in rules[0].period and rules[0].interval == 1:
            due = date(year, 12, 31)
        rules = tuple(_with_quantity(rule, quantity) for rule in rules)
        return Deadline(words=words, kind=Kind.RECURRING, due=due, start=start, recurrences=rules, quantity=quantity,
                        warning=_told(text, doubt))  # fmt: skip
    if found:
        return _dated(words, text, found, _Rest(year, issued, quantity if wanted else None, doubt, limits))
    if limits:
        return spans.limit(words, text, limits, quantity)
    return _undated(words, text, year, start, quantity if wanted else None)


class _Rest:
    """What else a phrase with points says."""

    def __init__(
        self, year: int | None, issued: date | None, quantity: int | None, doubt: str | None,
        limits: "tuple[spans.Found, ...]",
    ) -> None:  # fmt: skip
        self.year, self.issued, self.quantity, self.doubt, self.limits = year, issued, quantity, doubt, limits
