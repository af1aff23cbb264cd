"""Counts per unit and per section, as listings. Nothing here knows a format or a width."""

from collections.abc import Iterable, Sequence

from gkplan.documents import JSON, document
from gkplan.lookup import find_sections, heading, parent_key
from gkplan.model import Task
from gkplan.status import Judge
from gkplan.tally import Tally, tally
from gkplan.views import Column, Listing

_TALLY_COLUMNS = (
    Column(head="任务", is_number=True),
    Column(head="已办结", is_number=True),
    Column(head="逾期办结", is_number=True),
    Column(head="已逾期", is_number=True),
    Column(head="临期", is_number=True),
    Column(head="推进中", is_number=True),
    Column(head="未启动", is_number=True),
    Column(head="长期", is_number=True),
    Column(head="办结率", is_number=True),
)


def tally_listing(
    judge: Judge, head: Sequence[Column], key: str, rows: Iterable[tuple[tuple[str, ...], JSON, Tally]], summary: str
) -> Listing:
    """Return a listing of counts: `rows` have the leading texts, the leading JSON fields and the counts."""
    rows = tuple(rows)
    return Listing(
        columns=(*head, *_TALLY_COLUMNS),
        rows=tuple((*texts, *tally_texts(tally)) for texts, _, tally in rows),
        summary=summary,
        document=lambda: document(judge, **{key: [{**fields, **tally_json(tally)} for _, fields, tally in rows]}),
    )


def tally_texts(tally: Tally) -> tuple[str, ...]:
    """Return the counts as the cells of _TALLY_COLUMNS."""
    numbers = (
        tally.total,
        tally.done,
        tally.done_late,
        tally.overdue,
        tally.due_soon,
        tally.in_progress,
        tally.not_started,
        tally.ongoing,
    )
    return (*map(str, numbers), "—" if tally.rate is None else f"{tally.rate:.0%}")


def tally_json(tally: Tally) -> JSON:
    """Return the counts by state name; `rate` is done of what can be done, from 0 to 1, null when nothing can."""
    return {
        "total": tally.total,
        "done": tally.done,
        "done_late": tally.done_late,
        "overdue": tally.overdue,
        "due_soon": tally.due_soon,
        "in_progress": tally.in_progress,
        "not_started": tally.not_started,
        "ongoing": tally.ongoing,
        "rate": None if tally.rate is None else round(tally.rate, 4),
    }


def unit_listing(judge: Judge) -> Listing:
    """Return what each unit owes, its own part of every task counted, then each group as a whole."""
    plan = judge.plan
    rows = []
    known = [(unit.name, unit.full, ()) for unit in plan.units]
    for name, full, members in [*known, *((group.name, None, group.members) for group in plan.groups)]:
        tasks = [
            task for task in plan.tasks if name in task.units or (not members and name in judge.members(task.units))
        ]
        counts = tally(judge.task(task, (name,)) for task in tasks)
        named = sum(name in task.units for task in tasks)
        fields: JSON = {"name": name, "full": full, "members": list(members), "named": named}
        label = f"{name}（统称，{len(members)} 家）" if members else name
        rows.append(((label, str(named)), fields, counts))
    summary = f"{len(plan.units)} 个单位，{len(plan.groups)} 个统称（截至 {judge.day}）"
    head = (Column(head="单位", weight=3), Column(head="点名", is_number=True))
    return tally_listing(judge, head, "units", rows, summary)


def section_listing(judge: Judge) -> Listing:
    """Return where each section stands; a section counts what lies in those below it."""
    plan = judge.plan
    rows = []
    for section in plan.sections:
        keys = find_sections(plan, section.key)
        counts = tally(judge.task(task) for task in plan.tasks if task.section in keys)
        depth = 0 if parent_key(plan, section.key) is None else 1
        fields: JSON = {"key": section.key, "title": section.title, "heading": heading(section)}
        rows.append(((section.key, "\u3000" * depth + heading(section)), fields, counts))
    summary = f"{len(plan.sections)} 个章节（截至 {judge.day}）"
    return tally_listing(judge, (Column(head="编号"), Column(head="章节", weight=3)), "sections", rows, summary)


STATS_BY = ("all", "section", "unit")
"""What stats can count."""

_BEHIND = (
    Column(head="最长逾期", is_number=True),
    Column(head="数量落后", is_number=True),
)

Scope = tuple[str, str, list[Task], tuple[str, ...] | None]
"""Kind and name of what is counted, its tasks, and the units whose part of them counts (None: all)."""


def stats_listing(judge: Judge, by: str) -> Listing:
    """Return counts, rates and arrears of the whole plan, the sections and the units (or only of what `by` names).

    最长逾期 is the most days that any task is overdue; 数量落后 how many targets are behind the calendar.
    """
    rows, fields = [], []
    for kind, name, tasks, units in _scopes(judge, by):
        statuses = [judge.task(task, units) for task in tasks]
        counts = tally(statuses)
        worst = max((status.days_overdue for status in statuses), default=0)
        paces = [pace for task in tasks if (pace := judge.pace(task, units))]
        behind = sum(pace.is_behind for pace in paces)
        rows.append((name, bar(counts), *tally_texts(counts), f"{worst} 天" if worst else "0", str(behind)))
        arrears = {"most_days_overdue": worst, "targets": len(paces), "targets_behind": behind}
        fields.append({"kind": kind, "name": name.strip(), **tally_json(counts), **arrears})
    return Listing(
        columns=(Column(head="范围", weight=3), Column(head="进度", is_bar=True), *_TALLY_COLUMNS, *_BEHIND),
        rows=tuple(rows),
        summary=f"█ 已办结，▓ 已逾期，- 其余（截至 {judge.day}）",
        document=lambda: document(judge, stats=fields),
    )


def _scopes(judge: Judge, by: str) -> Iterable[Scope]:
    plan = judge.plan
    if by == "all":
        yield "plan", "全部", list(plan.tasks), None
    if by in {"all", "section"}:
        for section in plan.sections:
            is_top = parent_key(plan, section.key) is None
            if is_top or by == "section":
                keys = find_sections(plan, section.key)
                tasks = [task for task in plan.tasks if task.section in keys]
                yield "section", ("" if is_top else "\u3000") + heading(section), tasks, None
    if by in {"all", "unit"}:
        for unit in plan.units:
            yield "unit", unit.name, [t for t in plan.tasks if unit.name in judge.members(t.units)], (unit.name,)


def bar(counts: Tally, width: int = 10) -> str:
    """Return a bar of `width` signs: █ done, ▓ overdue, - the rest; what there is any of has at least one sign."""
    rest = counts.total - counts.done - counts.overdue
    numbers = (counts.done, counts.overdue, rest)
    signs = [max(1, round(number * width / counts.total)) if number else 0 for number in numbers]
    while sum(signs) > width:
        signs[signs.index(max(signs))] -= 1
    return "█" * signs[0] + "▓" * signs[1] + "-" * (width - signs[0] - signs[1])
