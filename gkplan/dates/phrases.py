"""The long tail of time-limit phrases: what parse.py cannot read at a glance. Nothing here knows tasks.

A phrase is folded to one spelling, its rules (每季度) and spans (20个工作日内) are taken out, and the points of time that
remain decide together with them what kind of limit it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gkplan.dates import doubts, points, recurring, signs, spans
from gkplan.dates.limit import Deadline, Kind, Recurrence
from gkplan.dates.points import Point, spell
from gkplan.dates.respelling import fold, respell

_NOTHING = re.compile(
    r"[-/\\_.~·*×]*|暂?无|无(?:明确|具体)?(?:完成)?(?:时限|时间|期限)(?:要求)?|不涉及|不限|[Nn]/?[Aa]|nil|none"
)
_ONGOING = re.compile(
    "长期|长效|持续|常态|日常|平时|经常|适时|随时|实时|即时|动态|不间断|贯穿|常年|永久|滚动|一贯|始终|坚持|全程"
    "|立行立改|即[知行]即改|边[查学]边改|立即|立刻|即刻|马上|即日|即行|起[施执]行"
)
_UNNUMBERED = re.compile("第[一1]时间|尽快|尽早|及时|限期")
_WHOLE_YEAR = re.compile("全年")
_QUANTITY = re.compile(
    r"(?P<least>不少于|不低于|至少|不得少于|≥|>=)?[^,;。0-9第]{0,4}?(?<![0-9第.])(?P<count>[0-9]{1,5})"
    r"(?:(?:人?次|场次?|期|篇|轮|批|条|件)(?!性|工程)|(?P<things>[个项名份家]))(?P<more>以上)?"
)
_YEAREND_MONTH = re.compile("(?:([0-9]{4})年|年)年?[底末]前?([0-9]{1,2})月([底末]|[0-9]{1,2}[日号])?")
_SUFFIX = re.compile(
    r"(?P<note>\([^()]*\))?(?:期间|之内|以内|内)?(?P<before>之?前后?|以前|完成前)?(?:为?止)?(?P<onward>起|开始|之?后(?!半)|以后|以来)?"
)
_BRIDGE = re.compile("(?:起|开始|始)?(?:至|到|-)")
_BREAK = re.compile(r"[,;。()]|\.{2,}")
_NOW = re.compile("(?:自|从)?(?:即日|(?:印发|发布)之日|现在)(?:起|开始)?(?:至|到|-)")
_NO_DATE = "没有写明日期，办结前不会提示逾期；定下后请写成日期"
_PERCENT = re.compile("[0-9]{1,3}%")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stage:
    """One point of a phrase in its use: a last day (with the first one of a window) or, `onward`, a beginning."""

    point: Point
    begin: Point | None = None
    lead: str = ""
    note: str = ""
    what: str = ""
    to: int
    before: bool = False
    onward: bool = False
    doubt: str | None = None

    @property
    def at(self) -> int:
        """Where its words begin in the text; they end at `to`."""
        return (self.begin or self.point).at


def read(words: str, year: int | None, issued: date | None) -> Deadline:
    """What any phrase says about time; see `parse_limit`, which calls this for all but the commonest."""
    if year is not None and not 1 <= year < 9999:
        year = None
    text = respell(fold(words))
    try:
        deadline = _read(words, text, year, issued)
    except (ValueError, OverflowError):
        # Numbers no calendar holds: 99999999个月内.
        deadline = Deadline(words=words, kind=Kind.UNRESOLVED, warning="其中的数字超出了日历，请写成日期")
    if deadline.warning is None:
        return deadline
    shown = "".join(words.split())[:40]
    return deadline._replace(warning=f"时限「{shown}」：{deadline.warning}")


def _read(words: str, text: str, year: int | None, issued: date | None) -> Deadline:
    if _NOTHING.fullmatch(text):
        return Deadline(words=words, kind=Kind.NONE)
    jumble = _YEAREND_MONTH.search(text)
    if jumble:
        likely = (f"{jumble[1]}年" if jumble[1] else "") + f"{int(jumble[2])}月{jumble[3] or '底'}"
        mixed = f"「年底」和「{int(jumble[2])}月」不能并存，疑为{likely}，请与原文核对"
        return Deadline(words=words, kind=Kind.INVALID, warning=mixed)
    rules, rest, doubt = recurring.rules(text)
    limits, rest, wrong = spans.find(rest, year, issued)
    stages = _stages(rest, year, issued)
    faults = (wrong, *(stage.point.fault or _too_early(stage, year) or _backwards(stage) for stage in stages))
    fault = next(filter(None, faults), None)
    if fault:
        return Deadline(words=words, kind=Kind.INVALID, warning=f"{fault}，请与原文核对")
    doubt = doubt or next((said for stage in stages if (said := stage.doubt or stage.point.doubt)), None)
    start = next((stage.point.first for stage in stages if stage.onward), None)
    ends = tuple(stage for stage in stages if not stage.onward)
    quantity, wanted = _quantity(text)
    base = Deadline(words=words, kind=Kind.DATE, start=start, quantity=quantity, warning=doubt)
    if rules and not (limits and rules[0].freq is None):
        rules = tuple(rule._replace(quantity=quantity, start=start) for rule in rules)
        made = _recurring(base, rules, ends, year)
    elif _WHOLE_YEAR.search(rest) and not any(stage.point.exact for stage in ends):
        made = _whole_year(base, rest, year, wanted=wanted)
    elif ends:
        made = _dated(base, rest, ends, limits, issued, wanted=wanted)
    elif limits:
        made = spans.limit(words, limits, quantity=quantity)
    else:
        made = _undated(base, text, wanted=wanted)
    if limits and not made.spans:
        made = _also(made, f"「{'」、「'.join(each.words for each in limits)}」没有计入，请分开写")
    return made if made.kind is Kind.UNRESOLVED else _doubted(made, text, rest, stages, year)


def _also(made: Deadline, *more: str | None) -> Deadline:
    """A limit with more said of it after what is said already."""
    return made._replace(warning="；".join(filter(None, (made.warning, *more))) or None)


def _doubted(made: Deadline, text: str, rest: str, stages: tuple[_Stage, ...], year: int | None) -> Deadline:
    """A limit with a warning when not every word is accounted for, and without a day when a word of time is not."""
    last = (
        doubts.LastDay(words=stage.point.words, day=stage.point.last, lead=stage.lead, what=stage.what)
        for stage in stages
        if not stage.onward
    )
    years = [stage.point.last.year for stage in stages if stage.point.last] + ([year] if year else [])
    named = (stage.point.year for stage in stages if stage.point.year)
    unread = doubts.leftover(_without(rest, stages), made.words, years=years, strange=_strange(made))
    doubt = doubts.several(last), unread, signs.far(named, year)
    moved = doubts.changed(text, made.words, due=made.due)
    if not any(doubt):
        return _also(made, moved)
    kind = Kind.UNRESOLVED if made.kind is Kind.RECURRING else made.kind
    return _also(made._replace(kind=kind, due=None, start=None, recurrences=()), *doubt, moved)


def _strange(made: Deadline) -> Iterator[str]:
    """The pieces of the document's words that belong to no limit, and lengths of time beyond every plan."""
    yield from signs.strange(made.words)
    if any(signs.is_long(days=span.days, months=span.months) for span in made.spans):
        yield made.words.strip()


def _without(text: str, stages: tuple[_Stage, ...]) -> str:
    """The text with a mark in place of each limit read, but with what brackets add to it."""
    left, place = "", 0
    for stage in stages:
        left += text[place : stage.at] + (doubts.BEFORE if stage.before else doubts.AT) + stage.note
        place = max(place, stage.to)
    return left + text[place:]


def _stages(text: str, year: int | None, issued: date | None) -> tuple[_Stage, ...]:
    """The points of a phrase in their use, each with the words after it up to the next."""
    found = list(points.find(text, year, issued))
    stages: list[_Stage] = []
    begin: Point | None = None
    clause_start, told = 0, False
    for number, point in enumerate(found):
        ahead = found[number + 1].at if number + 1 < len(found) else len(text)
        if _BRIDGE.fullmatch(text[point.to : ahead]) and number + 1 < len(found):
            begin = point
            continue
        suffix = _SUFFIX.match(text, point.to)
        at = (begin or point).at
        breaks = [match.end() for match in _BREAK.finditer(text, clause_start, at)]
        if breaks:
            clause_start, told = breaks[-1], False
        # After a limit in the same clause, a date in the work's own words (编制2023年一季度方案) is no limit.
        before = bool(suffix and suffix["before"])
        listed = at > 0 and text[at - 1] in "、和及与/"
        if told and not before and not listed:
            begin = None
            continue
        told = before
        to = suffix.end() if suffix else point.to
        stop = _BREAK.search(text, to)
        what = text[to : min(ahead, stop.start() if stop else len(text))].strip("、:和及与的/,;-")
        doubt = None
        if before and not point.exact and point.last is not None and begin is None:
            doubt = f"按{spell(point.last)}计；如果指「{point.words}」开始之前，请写明日期"
        lead = text[max(clause_start, stages[-1].to if stages else 0) : at]
        stages.append(_Stage(point=point, begin=begin, lead=lead, note=suffix["note"] or "" if suffix else "", what=what,
                             to=to, before=before, doubt=doubt, onward=bool(suffix and suffix["onward"])))  # fmt: skip
        begin = None
    return tuple(stages)


def _too_early(stage: _Stage, year: int | None) -> str | None:
    """What is wrong with a last day before the plan's own year, with the likely reading."""
    last = stage.point.last
    if stage.onward or year is None or last is None or stage.point.year is None or last.year >= year:
        return None
    # A misprint changes one digit: 2011 in a plan of 2020 is 2021.
    near = (each for each in range(year, year + 11) if sum(a != b for a, b in zip(str(each), str(last.year))) == 1)  # noqa: B905 - both have four digits
    likely = next(near, year)
    day = points.last_of(likely, last.month) if last == points.last_of(last.year, last.month) else None
    return f"早于{year}年度，疑为{spell(day or date(likely, last.month, last.day))}"


def _backwards(stage: _Stage) -> str | None:
    begin = stage.begin
    if begin is None:
        return None
    if begin.fault:
        return begin.fault
    if begin.first and stage.point.last and begin.first > stage.point.last:
        return f"起始{spell(begin.first)}晚于结束{spell(stage.point.last)}，疑为结束在次年"
    return None


def _recurring(base: Deadline, rules: tuple[Recurrence, ...], ends: tuple[_Stage, ...], year: int | None) -> Deadline:
    due = max((stage.point.last for stage in ends if stage.point.last), default=None)
    # A number asked for each year is a target inside the plan's year.
    if due is None and base.quantity and year and rules[0].months == (12,) and rules[0].freq == "monthly":
        due = date(year, 12, 31)
    return base._replace(kind=Kind.RECURRING, due=due, recurrences=tuple(rule._replace(until=due) for rule in rules))


def _whole_year(base: Deadline, text: str, year: int | None, *, wanted: bool) -> Deadline:
    named = re.search("([0-9]{4})年全年", text)
    own = int(named[1]) if named else year
    kind = Kind.RECURRING if wanted else Kind.ONGOING
    if not own:
        return base._replace(kind=kind)
    return base._replace(kind=kind, start=date(own, 1, 1), due=date(own, 12, 31))


def _dated(
    base: Deadline, text: str, ends: tuple[_Stage, ...], limits: tuple[spans.CountedSpan, ...], issued: date | None, *,
    wanted: bool,
) -> Deadline:  # fmt: skip
    due = max((stage.point.last for stage in ends if stage.point.last), default=None)
    percent = any(_PERCENT.search(stage.what) for stage in ends)
    staged = len(ends) > 1 or ends[0].what
    milestones = tuple((stage.point.last, _goal(stage.what, percent=percent)) for stage in ends) if staged else ()
    doubt, start, kind = base.warning, base.start, Kind.DATE
    begin = ends[0].begin
    if wanted:
        kind = Kind.RECURRING
    elif begin is not None:
        kind, start = Kind.WINDOW, begin.first
    elif all(stage.point.near for stage in ends):
        kind, start = Kind.RELATIVE, issued
    elif _NOW.search(text):
        start = issued
    if due is None and kind is not Kind.RELATIVE:
        doubt = doubt or "没有年份，请写明年份，或在 plan.year 写明年度"
    elif due is not None and issued is not None and due < issued:
        doubt = doubt or f"{spell(due)}早于印发日期{spell(issued)}"
    dated = base._replace(kind=kind, due=due, start=start, milestones=tuple(dict.fromkeys(milestones)), warning=doubt)
    return spans.relative(dated, limits[0]) if len(limits) == 1 else dated


def _goal(what: str, *, percent: bool) -> str:
    """The share a stage asks for when the phrase counts in shares, else its words."""
    share = _PERCENT.search(what)
    if share:
        return share[0]
    return "100%" if percent and re.search("全[面部]", what) else what


def _quantity(text: str) -> tuple[int | None, bool]:
    """How many are asked for, and whether that number is the point of the phrase (不少于5次)."""
    for match in _QUANTITY.finditer(text):
        least = bool(match["least"] or match["more"])
        if match["things"] is None or least:
            return int(match["count"]), least or int(match["count"]) > 1
    return None, False


def _undated(base: Deadline, text: str, *, wanted: bool) -> Deadline:
    if wanted:
        return base._replace(kind=Kind.RECURRING)
    if _ONGOING.search(text) or base.start is not None:
        return base._replace(kind=Kind.ONGOING)
    if _UNNUMBERED.search(text):
        return base._replace(kind=Kind.RELATIVE, warning=_NO_DATE)
    if re.match("按|根据|依据|依照|视|待定|另行|规定|法定", text):
        return base._replace(kind=Kind.UNRESOLVED, warning=_NO_DATE)
    return base._replace(kind=Kind.UNRESOLVED, warning="看不懂，请写成日期，如 2023年12月底前、2023-12-31、长期坚持")
