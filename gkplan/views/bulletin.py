"""通报: an issue → an official paper. The figures are those of stats on its day; nothing here knows a format."""

from gkplan.plan.changes.bulletins import issues_before
from gkplan.plan.model import Bulletin, Piece, Plan
from gkplan.plan.status import Judge
from gkplan.text.patterns import compiled
from gkplan.views.bulletin_annexes import overdue_annex, unit_annex
from gkplan.views.bulletin_case import Case, Earlier, open_case
from gkplan.views.bulletin_demands import demands
from gkplan.views.bulletin_problems import problems, told
from gkplan.views.bulletin_situation import situation
from gkplan.views.bulletin_words import day_words, group_order
from gkplan.views.official_paper import Paper, Paragraph

MASTHEAD = "政务公开工作通报"

NO_OFFICE = "（印发单位）"
"""What stands for the issuer where the plan names none."""

_DOCUMENTS = ("分工", "方案", "清单", "要点", "台账", "计划", "安排", "通知", "意见", "表")
"""Ends of a title that is a document's own."""


def bulletin_paper(plan: Plan, issue: Bulletin) -> Paper:
    """Return `issue` of the plan: as it is registered, or as it would be.

    It compares with the day `against` of the issue, else with the issue before; only what was on record on its day
    counts, and only the issues before it.
    """
    case = _case(plan, issue)
    found = problems(case)
    annexes = [unit_annex(case)] if plan.units else []
    if any(each.is_short for each in found):
        annexes.append(overdue_annex(case))
    return Paper(
        masthead=MASTHEAD,
        number=f"第{issue.no}期",
        issuer=plan.office or NO_OFFICE,
        date=day_words(issue.date or issue.as_of),
        title=f"关于{_document(plan)}{'落实' if _is_document(plan) else '进展'}情况的通报",
        addressee=_addressee(case.judge),
        paragraphs=[
            Paragraph(1, "一、总体情况"),
            *situation(case, _document(plan)),
            Paragraph(1, "二、存在问题"),
            *(told(found) if found else [Paragraph(0, text="未发现逾期未办结、退回后未重新报送等问题。")]),
            Paragraph(1, "三、下一步工作要求"),
            *demands(case, found),
        ],
        annexes=annexes,
    )


def _case(plan: Plan, issue: Bulletin) -> Case:
    earlier = [Earlier(each.no, Judge(plan, each.as_of)) for each in issues_before(plan, issue.no)[:2]]
    before = next(iter(earlier), None)
    if issue.against:
        numbers = {each.as_of: each.no for each in issues_before(plan, issue.no)}
        before = Earlier(numbers.get(issue.against), Judge(plan, issue.against))
    run = tuple(earlier) if len(earlier) == 2 else ()
    return open_case(Judge(plan, issue.as_of), before, run, issue.reply_by)


def _is_document(plan: Plan) -> bool:
    return (
        compiled(r"[（(][^（）()]*[）)]$").sub("", plan.title.rstrip("》")).endswith(_DOCUMENTS) or "关于" in plan.title
    )


def _document(plan: Plan) -> str:
    """Return what the tasks are listed in: a document's title in its marks, other words as they are."""
    title = " ".join(plan.title.split())
    if not title:
        return "政务公开重点工作"
    if not _is_document(plan) or (title.startswith("《") and title.endswith("》")):
        return title
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def _addressee(judge: Judge) -> str:
    """Return the groups, where all who have something to do are in them."""
    pieces = (piece for task in judge.plan.tasks for piece in (Piece(task), *judge.parts_of(task)))
    names = {unit for piece in pieces for unit in judge.members(piece.units)}
    groups = [name for name in group_order(judge) if names & set(judge.members((name,)))]
    covers = bool(groups) and names <= set(judge.members(groups))
    return f"{'，'.join(groups)}：" if covers else "各责任单位："
