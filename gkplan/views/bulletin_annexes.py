"""附件 of a 通报: the figures of each unit, as units has them, and who owes what is overdue, name by name."""

from typing import TYPE_CHECKING

from gkplan.plan.owing import Owed
from gkplan.plan.status import Judge
from gkplan.plan.tally import Standing
from gkplan.text.folding import measure
from gkplan.text.gist import gist
from gkplan.views.bulletin_case import Case
from gkplan.views.bulletin_words import day_words, item, named, rate_words
from gkplan.views.counts import unit_standings
from gkplan.views.official_paper import Annex, Grid

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 40
"""Characters of a requirement; no name is ever cut."""


def unit_annex(case: Case) -> Annex:
    """Return where each unit stands, in the order of the plan; those that have nothing to do are left out."""
    known = unit_standings(case.judge, case.judge.plan.tasks)
    has_unset = any(each.counts.unset for _, each in known)
    heads = ("单位", "应办", "已办结", "已逾期", "临期", "推进中", "未启动", *(["未定时限"] if has_unset else []))
    heads = (*heads, "长期", "办结率", "步骤逾期", "各期逾期")
    return Annex(
        title="各单位任务办理情况表",
        above=f"（截至{day_words(case.day)}）",
        grid=Grid(
            heads=heads,
            rows=[(name, *_numbers(each, has_unset=has_unset)) for name, each in known],
            weights=(_width_of_names([name for name, _ in known]), *map(_width_of_numbers, heads[1:])),
            are_numbers=(False, *(True for _ in heads[1:])),
        ),
        below=(
            "注：办结率＝已办结÷（应办－长期）；步骤逾期、各期逾期不计入已逾期；"
            "几个单位共同负责的任务由各单位分别计算，各列不能相加。"
        ),
    )


def _width_of_names(names: "Sequence[str]") -> int:
    """Return the columns of text for the longest name, as far as there is room."""
    return min(26, max(map(measure, ["单位", *names])) + 2)


def _width_of_numbers(head: str) -> int:
    """Return the columns for a head of two or three characters, or of two lines of two; 100.0% is the widest number."""
    return 8 if head == "办结率" else 7 if measure(head) == 6 else 5


def _numbers(standing: Standing, *, has_unset: bool) -> tuple[str, ...]:
    counts = standing.counts
    numbers = [counts.total, counts.done, counts.overdue, counts.due_soon, counts.in_progress, counts.not_started]
    numbers += [counts.unset] if has_unset else []
    return (
        *map(str, [*numbers, counts.ongoing]),
        rate_words(counts.rate),
        str(standing.steps.overdue),
        str(standing.periods.overdue),
    )


def overdue_annex(case: Case) -> Annex:
    """Return all that is overdue, each with the units that owe it, all of them."""
    return Annex(
        title="逾期事项清单",
        above=f"（截至{day_words(case.day)}）",
        grid=Grid(
            heads=("事项", "内容", "时限", "逾期天数", "未办结单位"),
            rows=[_row(case.judge, each) for each in case.owing],
            weights=(24, 46, 30, 10, 46),
            are_numbers=(False, False, False, True, False),
        ),
    )


def _row(judge: Judge, each: Owed) -> tuple[str, ...]:
    match = each.match
    return (
        item(match.piece),
        gist(match.piece.what, MOST),
        day_words(match.status.due, judge.day) if match.status.due else "",
        str(match.status.days_overdue),
        named(judge, [part.unit for part in each.parts]).words or "、".join(match.piece.units),
    )
