"""三、下一步工作要求: what follows from the problems and from the days to come. Nothing here asks for what the plan does not say."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from gkplan.dates.typed import later
from gkplan.plan.select import Match, in_order, is_due, is_in, select
from gkplan.plan.status import Judge, State
from gkplan.text.numerals import chinese
from gkplan.views.bulletin_case import Case
from gkplan.views.bulletin_problems import Problem
from gkplan.views.bulletin_words import amount_words, day_words, in_plan_order, item, items
from gkplan.views.official_paper import Paragraph

MOST_DAYS = 6
"""Days to come that are named one by one."""

MOST_ITEMS = 3
"""Items of one day, and units of one item, that are named there."""

_SLOW = {"behind": "数量进度落后", "idle": "临期尚未启动"}


def demands(case: Case, found: Sequence[Problem]) -> Iterator[Paragraph]:
    """Yield what is to be done, numbered, for the problems `found`."""
    kinds = {each.kind for each in found}
    wanted = [*_wanted(case, kinds)]
    for number, (head, text) in enumerate(wanted, 1):
        yield Paragraph(2, f"（{chinese(number)}）{head}。", text)


def _wanted(case: Case, kinds: set[str]) -> Iterator[tuple[str, str]]:
    if mended := "；".join(_mended(case, kinds)):
        yield "抓紧整改存在问题", f"{mended}。"
    if coming := _coming(case):
        yield "按时办结近期到期事项", coming
    when = f"于{day_words(case.reply_by, case.day)}前" if case.reply_by else "及时"
    contact = next((unit.contact for unit in case.judge.plan.units if unit.name == case.judge.plan.office), None)
    who = f"（联系人：{contact}）" if contact else ""
    yield "及时报送进展", f"各责任单位要{when}将办理进展和佐证材料报{_office(case)}{who}。"


def _mended(case: Case, kinds: set[str]) -> Iterator[str]:
    """Yield what is to be done about each kind of problem."""
    if "overdue" in kinds:
        pieces = amount_words(each.match.piece for each in case.owing)
        yield f"已逾期的{pieces}，责任单位要逐项查明原因，抓紧办理，办结后立即报送"
    if "unheard" in kinds:
        yield "从未报送进展的单位要立即报送"
    if "returned" in kinds:
        yield "退回的，要对照退回原因补正后重新报送"
    if slow := [word for kind, word in _SLOW.items() if kind in kinds]:
        yield f"{'、'.join(slow)}的，要加快推进，确保按时完成"
    if "undated" in kinds:
        yield f"未定完成时限的，责任单位要提出完成时限，报{_office(case)}"


def _office(case: Case) -> str:
    return case.judge.plan.office or "办公室"


def _coming(case: Case) -> str:
    """Return what falls due in the days that are near, day by day, or how much does where there are many days."""
    last = later(case.day, case.judge.plan.due_soon_days)
    found = in_order(select(case.judge, is_in(State.DUE_SOON), is_due(case.day, last), with_parts=True), "due")
    if not found:
        return ""
    days = [(day, list(same)) for day, same in groupby(found, lambda match: match.status.due)]
    told = [f"{day_words(day, case.day)}，{_what(case.judge, some)}" for day, some in days[:MOST_DAYS] if day]
    rest = [match.piece for _, some in days[MOST_DAYS:] for match in some]
    told += [f"此后还有{amount_words(rest)}（{items(rest)}）"] if rest else []
    until = f"至{day_words(last, case.day)}" if last > case.day else ""
    today = "当天到期的要当天办结，其余的" if days[0][0] == case.day else "责任单位"
    return f"{day_words(case.day, case.day)}{until}到期的有：{'；'.join(told)}。{today}要提前安排，按时办结。"


def _what(judge: Judge, some: Sequence[Match]) -> str:
    """Return what falls due on one day: few with the units that have not finished it, of more the numbers."""
    if len(some) > MOST_ITEMS:
        pieces = [match.piece for match in some]
        return f"{amount_words(pieces)}（{items(pieces)}）"
    return "，".join(f"{item(match.piece)}（{_who(judge, match)}）" for match in some)


def _who(judge: Judge, match: Match) -> str:
    """Return whose part of it falls due on the day of the whole: not those with more time."""
    left = [
        part.unit for part in judge.parts(match.piece, match.status.outstanding) if part.status.due == match.status.due
    ]
    if len(left) == match.status.parts:
        return "、".join(match.piece.units) if len(match.piece.units) <= MOST_ITEMS else f"{len(left)}家单位"
    return "、".join(in_plan_order(judge, left)) if len(left) <= MOST_ITEMS else f"{len(left)}家单位"
