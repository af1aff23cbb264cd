"""二、存在问题: the kinds of problem there are, the problem first, then the items, then the units."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gkplan.dates.periods import spell_period
from gkplan.plan.arrears import lasting, returned, unheard
from gkplan.plan.owing import Owed
from gkplan.plan.select import Match, is_in, select
from gkplan.plan.status import Judge, State, sent_back
from gkplan.text.numerals import chinese
from gkplan.views.bulletin_case import Case
from gkplan.views.bulletin_words import (
    amount_words,
    due_words,
    item,
    items,
    named,
    quoted,
    rate_words,
    with_amounts,
)
from gkplan.views.figures import NOTHING_MORE, Counting
from gkplan.views.official_paper import Paragraph

if TYPE_CHECKING:
    from gkplan.plan.model import Piece
    from gkplan.plan.pace import Pace

MOST_ITEMS = 8
"""Items of one kind that the body describes one by one; of more it gives the numbers."""


MOST_REASONS = 4
"""Items of which the body says why they were sent back; of more it names the units alone."""

MOST_PERIODS = 2
"""Periods of one item that the body tells one by one; of more it names all units together."""

MOST_NAMES = 8
"""Units that the body names for one overdue item; the names of more stand in an annex."""


class Problem(NamedTuple):
    """One kind: its heading, what is to be said at once, a paragraph for each item, and whether an annex must say more."""

    kind: str
    head: str
    text: str
    lines: tuple[str, ...] = ()
    is_short: bool = False


def problems(case: Case) -> list[Problem]:
    """Return the kinds of problem that there are; a plan that sets a threshold names the units below it, and no others."""
    limit = case.judge.plan.bulletin_below
    found = [
        _below(case, limit) if limit else None,
        _overdue(case),
        _unheard(case),
        _returned(case),
        _behind(case),
        _idle(case),
        _undated(case),
        _lasting(case),
    ]
    return [each for each in found if each]


def told(found: Sequence[Problem]) -> Iterator[Paragraph]:
    """Yield the paragraphs of the problems found, numbered."""
    for number, each in enumerate(found, 1):
        yield Paragraph(2, f"（{chinese(number)}）{each.head}。", each.text)
        single = len(each.lines) == 1
        yield from (
            Paragraph(0, text=line if single else f"{place}.{line}") for place, line in enumerate(each.lines, 1)
        )


def _below(case: Case, limit: int) -> Problem | None:
    counter = Counting(case.judge, NOTHING_MORE)
    rates = {
        unit.name: counter.count(case.judge.plan.tasks, (unit.name,)).standing.counts.rate
        for unit in case.judge.plan.units
    }
    low = [f"{name}（{rate_words(rate)}）" for name, rate in rates.items() if rate is not None and rate * 100 < limit]
    if not low:
        return None
    text = f"办结率低于{limit}%的单位有{len(low)}家：{'、'.join(low)}。"
    return Problem("below", f"{_units(case, low)}办结率偏低", text)


def _overdue(case: Case) -> Problem | None:
    owing = case.owing
    if not owing:
        return None
    pieces = [each.match.piece for each in owing]
    total = f"{amount_words(pieces)}已逾期{_not_started(owing)}"
    total += f"，涉及{len(case.debts)}家单位" if case.debts else ""
    head = f"{_some(owing)}事项逾期未办结"
    if case.judge.plan.bulletin_below:
        return Problem("overdue", head, f"{total}：{items(pieces)}，{_see(case)}。", is_short=True)
    groups = [list(same) for _, same in groupby(owing, lambda each: (each.match.task.id, each.match.piece.number))]
    if len(groups) > MOST_ITEMS:
        who, _ = named(case.judge, case.debts)
        total = f"{amount_words(pieces)}已逾期{_not_started(owing)}，即{items(pieces)}"
        return Problem("overdue", head, f"{total}，涉及{who}，{_see(case)}。", is_short=True)
    lines = [_line(case.judge, same) for same in groups]
    is_short = any(short for _, short in lines)
    text = f"{total}{f'，{_see(case)}' if is_short else ''}。"
    return Problem("overdue", head, text, tuple(line for line, _ in lines), is_short)


def _not_started(owing: Sequence[Owed]) -> str:
    idle = [each.match.piece for each in owing if not each.match.status.is_started]
    if len(idle) == len(owing):
        return "，均未启动" if len(idle) > 1 else "，尚未启动"
    return f"，其中{amount_words(idle)}尚未启动" if idle else ""


def _see(case: Case) -> str:
    # Without units there is no table of them to come first.
    return f"逐项名单见附件{'2' if case.judge.plan.units else ''}"


def _line(judge: Judge, same: Sequence[Owed]) -> tuple[str, bool]:
    """Return what is overdue of a task itself, of a step, or of the periods of either, and whether names are left out."""
    piece = same[0].match.piece._replace(period=None)
    if len(same) > MOST_PERIODS:
        most = max(each.match.status.days_overdue for each in same)
        units = {part.unit for each in same for part in each.parts}
        periods = items(each.match.piece for each in same).removeprefix(item(piece))
        who = named(judge, units, MOST_NAMES).words or "、".join(piece.units)
        # Not each of them owes each of the periods: the annex says which.
        return f"{item(piece)}{quoted(piece.what)}{len(same)}期（{periods}，最长逾期{most}天），涉及{who}。", True
    told, is_short = [], False
    for each in same:
        names = named(judge, [part.unit for part in each.parts], MOST_NAMES)
        # Nobody is responsible where the groups it names have no members.
        who = names.words or "、".join(each.match.piece.units)
        period = each.match.piece.period
        told.append(f"{spell_period(period) if period else ''}（{due_words(each.match.status, judge.day)}）：{who}")
        is_short |= names.is_short
    return f"{item(piece)}{quoted(piece.what)}{'；'.join(told)}。", is_short


def _unheard(case: Case) -> Problem | None:
    silent = unheard(case.judge, case.debts)
    if not silent:
        return None
    head = f"{_units(case, silent)}应报未报"
    if case.judge.plan.bulletin_below:
        return Problem("unheard", head, f"有逾期事项且从未报送进展的单位有{len(silent)}家。")
    return Problem("unheard", head, f"有逾期事项且从未报送进展的单位：{_owing(case, silent)}。")


def _returned(case: Case) -> Problem | None:
    found = returned(case.judge)
    if not found:
        return None
    head = f"{_some(found)}事项退回后未重新报送"
    pieces = [each.match.piece for each in found]
    units = {part.unit for each in found for part in each.parts}
    total = f"{amount_words(pieces)}退回后尚未重新报送，涉及{len(units)}家单位"
    if case.judge.plan.bulletin_below:
        return Problem("returned", head, f"{total}：{items(pieces)}。")
    tells_why = len(found) <= MOST_REASONS
    told = [f"{item(each.match.piece)}，{_reasons(case.judge, each, tells_why=tells_why)}" for each in found]
    return Problem("returned", head, f"{total}{'（单位后为退回原因）' if tells_why else ''}：{'；'.join(told)}。")


def _reasons(judge: Judge, each: Owed, *, tells_why: bool) -> str:
    """Return the units, by the reason for which their reports were sent back."""
    reasons: dict[str, list[str]] = {}
    for part in each.parts:
        reasons.setdefault(sent_back(part.progress) or "", []).append(part.unit)
    if not tells_why:
        return named(judge, [part.unit for part in each.parts]).words
    return "、".join(f"{named(judge, units).words}（{reason}）" for reason, units in reasons.items())


def _behind(case: Case) -> Problem | None:
    judge = case.judge
    lines: list[str] = []
    ids: list[Piece] = []
    for match in select(judge):
        # What is overdue is told as such.
        is_open = match.task.target and match.status.state not in {State.DONE, State.OVERDUE}
        pace = judge.pace(match.task) if is_open else None
        if pace is None or not pace.is_behind or match.task.target is None:
            continue
        ids.append(match.piece)
        each = match.task.target.each and match.status.parts > 1
        short = [
            part.unit
            for part in judge.parts(match.piece)
            if not each or ((own := judge.reach(match.task, (part.unit,))) and own.is_short)
        ]
        what = quoted(match.task.target.what or match.piece.what)
        lines.append(f"{item(match.piece)}{what}{_reached(pace, is_each=each)}：{named(judge, short).words}")
    if not ids:
        return None
    head = f"{_some(ids)}事项数量进度落后"
    text = f"数量进度落后的有{items(ids)}" if judge.plan.bulletin_below else "。".join(lines)
    return Problem("behind", head, f"{text}。")


def _reached(pace: "Pace", *, is_each: bool) -> str:
    reach = pace.reach
    if is_each:
        return f"应有{reach.wanted}家完成，按时间进度应完成{pace.expected}家，已完成{reach.reached}家，尚未完成的"
    unit = reach.measure
    return f"共要求{reach.wanted}{unit}，按时间进度应完成{pace.expected}{unit}，已完成{reach.reached}{unit}，责任单位"


def _idle(case: Case) -> Problem | None:
    """Tasks and steps alone: what is reported period by period is seldom begun before its end."""
    found = [
        match
        for match in select(case.judge, is_in(State.DUE_SOON), with_parts=True)
        if not match.status.is_started and not match.piece.period
    ]
    return _listed(case, "idle", "临期事项尚未启动", found)


def _undated(case: Case) -> Problem | None:
    found = select(case.judge, is_in(State.UNSET), with_parts=True)
    return _listed(case, "undated", "事项未定完成时限", found)


def _listed(case: Case, kind: str, head: str, found: Sequence[Match]) -> Problem | None:
    """Return a problem of items with their units: few are described, of more the numbers are given."""
    if not found:
        return None
    head = f"{_some(found)}{head}"
    pieces = [match.piece for match in found]
    if case.judge.plan.bulletin_below or len(found) > MOST_ITEMS:
        total = f"共{amount_words(pieces)}：" if len(pieces) > 1 else ""
        return Problem(kind, head, f"{total}{items(pieces)}。")
    told = []
    for match in found:
        due = f"（{due_words(match.status, case.day)}）" if match.status.due else ""
        parts = case.judge.parts(match.piece, match.status.outstanding) if match.status.outstanding else ()
        # Whoever has more time is not held to the day of the whole.
        units = [part.unit for part in parts if part.status.due == match.status.due]
        who = named(case.judge, units).words or "、".join(match.piece.units)
        told.append(f"{item(match.piece)}{quoted(match.piece.what)}{due}：{who}")
    return Problem(kind, head, f"{'；'.join(told)}。")


def _lasting(case: Case) -> Problem | None:
    names = lasting(case.debts, [each.judge for each in case.run]) if case.run else ()
    if not names:
        return None
    issues = "、".join(f"第{each.no}期" for each in reversed(case.run))
    head = f"{_units(case, names)}连续三期有逾期事项"
    if case.judge.plan.bulletin_below:
        return Problem("lasting", head, f"{issues}和本期均有逾期事项的单位有{len(names)}家。")
    return Problem("lasting", head, f"{issues}和本期均有逾期事项的单位：{_owing(case, names)}。")


def _owing(case: Case, names: Sequence[str]) -> str:
    """Return units that owe something: few with how much that is, more by group where all of one are among them."""
    return with_amounts(case.debts, names) if len(names) <= MOST_ITEMS else named(case.judge, names).words


def _units(case: Case, names: Sequence[str]) -> str:
    return "各单位普遍" if len(names) == len(case.judge.plan.units) > 1 else f"{_some(names)}单位"


def _some(found: Iterable[object]) -> str:
    return "部分" if len([*found]) > 1 else "个别"
