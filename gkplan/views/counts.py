"""Counts per unit and per section, as listings. Nothing here knows a format or a width."""

from collections.abc import Iterable, Sequence

from gkplan.plan.model import Section, Task
from gkplan.plan.sections import find_sections, heading, parent_key
from gkplan.plan.status import Judge
from gkplan.plan.tally import Standing, stand
from gkplan.views.bar import bar
from gkplan.views.json import JSON, document
from gkplan.views.listing import Column, Listing

_COUNTS = (
    Column(head="任务", is_number=True),
    Column(head="已办结", is_number=True),
    Column(head="按期办结", is_number=True),
    Column(head="逾期办结", is_number=True),
    Column(head="已逾期", is_number=True),
    Column(head="临期", is_number=True),
    Column(head="推进中", is_number=True),
    Column(head="未启动", is_number=True),
    Column(head="长期", is_number=True),
    Column(head="办结率", is_number=True),
    Column(head="最长逾期天数", is_number=True),
    Column(head="数量落后", is_number=True),
)


Row = tuple[tuple[str, ...], JSON, Standing]
"""The leading texts and the leading JSON fields of a row, and what is counted."""


def standing_texts(standing: Standing) -> tuple[str, ...]:
    """Return what is counted as the cells of _COUNTS."""
    counts = standing.counts
    numbers = (
        counts.total,
        counts.done,
        counts.done_on_time,
        counts.done_late,
        counts.overdue,
        counts.due_soon,
        counts.in_progress,
        counts.not_started,
        counts.ongoing,
    )
    rate = "—" if counts.rate is None else f"{counts.rate:.0%}"
    return (*map(str, numbers), rate, str(standing.most_days_overdue), str(standing.behind))


def standing_json(standing: Standing) -> JSON:
    """Return what is counted; `rate` is done of what can be done, from 0 to 1, null when nothing can."""
    counts = standing.counts
    return {
        "total": counts.total,
        "done": counts.done,
        "done_on_time": counts.done_on_time,
        "done_late": counts.done_late,
        "overdue": counts.overdue,
        "due_soon": counts.due_soon,
        "in_progress": counts.in_progress,
        "not_started": counts.not_started,
        "ongoing": counts.ongoing,
        "rate": None if counts.rate is None else round(counts.rate, 4),
        "most_days_overdue": standing.most_days_overdue,
        "targets": standing.targets,
        "targets_behind": standing.behind,
    }


def _listing(judge: Judge, head: Sequence[Column], key: str, rows: Sequence[Row], summary: str) -> Listing:
    return Listing(
        columns=(*head, *_COUNTS),
        rows=tuple((*texts, *standing_texts(standing)) for texts, _, standing in rows),
        summary=f"{summary}（截至 {judge.day}）",
        document=lambda: document(
            judge, **{key: [{**fields, **standing_json(standing)} for _, fields, standing in rows]}
        ),
    )


def unit_listing(judge: Judge, only: Sequence[str] = ()) -> Listing:
    """Return what each unit owes, its own part of every task counted, then what names each group as a whole.

    With `only` (units or groups) these, and the members of the groups.
    """
    plan = judge.plan
    wanted = {*only, *judge.members(only)}
    rows: list[Row] = []
    known = [(unit.name, unit.full, ()) for unit in plan.units]
    for name, full, members in [*known, *((group.name, None, group.members) for group in plan.groups)]:
        if only and name not in wanted:
            continue
        named = [task for task in plan.tasks if name in task.units]
        fields: JSON = {"name": name, "full": full, "members": list(members), "named": len(named)}
        label = f"{name}（统称，{len(members)} 家）" if members else name
        texts = (label, name, str(len(members) or ""), str(len(named)))
        rows.append((texts, fields, stand(judge, named if members else plan.tasks, (name,))))
    groups = sum(bool(fields["members"]) for _, fields, _ in rows)
    head = (
        Column(head="单位", weight=3, reader="people"),
        Column(head="单位", reader="data"),
        Column(head="统称成员", is_number=True, reader="data"),
        Column(head="点名", is_number=True),
    )
    return _listing(judge, head, "units", rows, f"{len(rows) - groups} 个单位，{groups} 个统称")


def section_listing(judge: Judge, only: Sequence[str] = ()) -> Listing:
    """Return where each section stands, or the part of the units `only` in it; a section counts those below it."""
    plan = judge.plan
    rows: list[Row] = []
    for section, depth, tasks in _sections(judge):
        fields: JSON = {"key": section.key, "title": section.title, "heading": heading(section)}
        texts = (section.key, "\u3000" * depth + heading(section), heading(section))
        rows.append((texts, fields, stand(judge, tasks, tuple(only) or None)))
    who = f"{'、'.join(only)}：" if only else ""
    head = (Column(head="编号"), Column(head="章节", weight=3, reader="people"), Column(head="章节", reader="data"))
    return _listing(judge, head, "sections", rows, f"{who}{len(plan.sections)} 个章节")


STATS_BY = ("all", "section", "unit")
"""What stats can count."""


def stats_listing(judge: Judge, by: str, only: Sequence[str] = ()) -> Listing:
    """Return counts, rates and arrears of the whole plan, the sections and the units (or only of what `by` names).

    With `only` (units or groups), of their part of it.
    """
    rows: list[Row] = []
    for kind, name, standing in _scopes(judge, by, tuple(only)):
        plain = name.strip()
        rows.append(((name, plain, bar(standing.counts)), {"kind": kind, "name": plain}, standing))
    head = (
        Column(head="范围", weight=3, reader="people"),
        Column(head="范围", reader="data"),
        Column(head="进度", reader="people"),
    )
    return _listing(judge, head, "stats", rows, "█ 已办结，▓ 已逾期，- 其余")


def _scopes(judge: Judge, by: str, only: tuple[str, ...]) -> Iterable[tuple[str, str, Standing]]:
    plan = judge.plan
    if by == "all":
        yield "plan", "、".join(only) or "全部", stand(judge, plan.tasks, only or None)
    if by in {"all", "section"}:
        for section, depth, tasks in _sections(judge):
            if not depth or by == "section":
                yield "section", "\u3000" * depth + heading(section), stand(judge, tasks, only or None)
    if by in {"all", "unit"}:
        for name in judge.members(only) or [unit.name for unit in plan.units]:
            yield "unit", name, stand(judge, plan.tasks, (name,))


def _sections(judge: Judge) -> Iterable[tuple[Section, int, list[Task]]]:
    """Yield each section, 0 at the top and 1 below it, and the tasks in it and below it."""
    plan = judge.plan
    for section in plan.sections:
        keys = find_sections(plan, section.key)
        depth = 0 if parent_key(plan, section.key) is None else 1
        yield section, depth, [task for task in plan.tasks if task.section in keys]
