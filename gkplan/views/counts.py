"""Counts per unit, per section and of the whole, as listings. Nothing here counts, or knows a format or a width."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol, TypeVar

from gkplan.plan.model import Section, Task
from gkplan.plan.sections import find_sections, heading, parent_key
from gkplan.plan.status import Judge
from gkplan.plan.tally import Standing, Tally, stand
from gkplan.views.bar import bar
from gkplan.views.json import JSON, document
from gkplan.views.listing import Column, Listing


class _Counted(Protocol):
    """What a row must have for the columns of counts."""

    @property
    def standing(self) -> Standing: ...


_Row = TypeVar("_Row", bound=_Counted)


class _Owing(NamedTuple):
    """A unit, or a group with its members, and how many tasks name it."""

    name: str
    full: str | None
    members: tuple[str, ...]
    named: int
    standing: Standing

    @property
    def label(self) -> str:
        return f"{self.name}（统称，{len(self.members)} 家）" if self.members else self.name


class _Chapter(NamedTuple):
    """A section, 0 or 1 below the top."""

    section: Section
    depth: int
    standing: Standing


class _Scope(NamedTuple):
    """What stats counts: the plan, a section or a unit; the label of a lower section is indented."""

    kind: str
    label: str
    standing: Standing

    @property
    def name(self) -> str:
        return self.label.strip()


def _count(head: str, number: Callable[[Standing], object]) -> Column[_Counted]:
    return Column(head, lambda row: str(number(row.standing)), is_number=True)


_COUNTS = (
    _count("任务", lambda standing: standing.counts.total),
    _count("已办结", lambda standing: standing.counts.done),
    _count("按期办结", lambda standing: standing.counts.done_on_time),
    _count("逾期办结", lambda standing: standing.counts.done_late),
    _count("已逾期", lambda standing: standing.counts.overdue),
    _count("逾期未启动", lambda standing: standing.counts.overdue_idle),
    _count("临期", lambda standing: standing.counts.due_soon),
    _count("临期未启动", lambda standing: standing.counts.due_soon_idle),
    _count("推进中", lambda standing: standing.counts.in_progress),
    _count("未启动", lambda standing: standing.counts.not_started),
    _count("未定时限", lambda standing: standing.counts.unset),
    _count("长期", lambda standing: standing.counts.ongoing),
    _count("办结率", lambda standing: percent(standing.counts.rate)),
    _count("按期办结率", lambda standing: percent(standing.counts.rate_on_time)),
    _count("步骤逾期", lambda standing: standing.steps.overdue),
    _count("各期逾期", lambda standing: standing.periods.overdue),
    _count("最长逾期天数", lambda standing: standing.most_days_overdue),
    _count("数量落后", lambda standing: standing.behind),
)

_RARE = {"未定时限", "步骤逾期", "各期逾期", "数量落后"}
"""Counts that people are spared where all of them are 0."""

RATES = "办结率＝已办结÷（任务－长期）；按期办结率＝按期办结÷（已办结＋已逾期）"
"""What the ratios divide by what: said once where a reader meets them."""


def percent(rate: float | None) -> str:
    """Return a ratio for people."""
    return "—" if rate is None else f"{rate:.0%}"


def _standing_json(standing: Standing) -> JSON:
    """Return what is counted, of tasks and apart from them of steps and periods."""
    return {
        **_tally_json(standing.counts),
        "steps": _tally_json(standing.steps),
        "periods": _tally_json(standing.periods),
        "most_days_overdue": standing.most_days_overdue,
        "targets": standing.targets,
        "targets_behind": standing.behind,
    }


def _tally_json(counts: Tally) -> JSON:
    """Return counts by state; the rates are from 0 to 1, null when there is nothing to divide by."""
    return {
        "total": counts.total,
        "done": counts.done,
        "done_on_time": counts.done_on_time,
        "done_late": counts.done_late,
        "overdue": counts.overdue,
        "due_soon": counts.due_soon,
        "in_progress": counts.in_progress,
        "not_started": counts.not_started,
        "unset": counts.unset,
        "ongoing": counts.ongoing,
        "started": {
            "overdue": counts.overdue - counts.overdue_idle,
            "due_soon": counts.due_soon - counts.due_soon_idle,
        },
        "rate": None if counts.rate is None else round(counts.rate, 4),
        "rate_on_time": None if counts.rate_on_time is None else round(counts.rate_on_time, 4),
    }


def _listing(
    judge: Judge,
    columns: Sequence[Column[_Row]],
    rows: Sequence[_Row],
    summary: str,
    key: str,
    json: Callable[[_Row], JSON],
) -> Listing[_Row]:
    """Return `rows` with their own columns and JSON first, then the counts; `key` names them in the document."""
    counts = [
        Column(each.head, each.text, is_number=True, reader="data")
        if each.head in _RARE and not any(each.text(row) != "0" for row in rows)
        else each
        for each in _COUNTS
    ]
    return Listing(
        columns=(*columns, *counts),
        subjects=rows,
        summary=f"{summary}；{RATES}（截至 {judge.day}）",
        document=lambda: document(judge, **{key: [{**json(row), **_standing_json(row.standing)} for row in rows]}),
    )


def unit_listing(judge: Judge, only: Sequence[str] = ()) -> Listing[_Owing]:
    """Return what each unit owes, its own part of every task counted, then what names each group as a whole.

    With `only` (units or groups) these, and the members of the groups.
    """
    plan = judge.plan
    wanted = {*only, *judge.members(only)}
    rows = []
    known = [(unit.name, unit.full, ()) for unit in plan.units]
    for name, full, members in [*known, *((group.name, None, group.members) for group in plan.groups)]:
        if only and name not in wanted:
            continue
        named = [task for task in plan.tasks if name in task.units]
        rows.append(_Owing(name, full, members, len(named), stand(judge, named if members else plan.tasks, (name,))))
    groups = sum(bool(row.members) for row in rows)
    columns: tuple[Column[_Owing], ...] = (
        Column("单位", lambda row: row.label, weight=3, is_name=True, reader="people"),
        Column("单位", lambda row: row.name, is_name=True, reader="data"),
        Column("统称成员", lambda row: str(len(row.members) or ""), is_number=True, reader="data"),
        Column("点名", lambda row: str(row.named), is_number=True),
    )
    return _listing(
        judge,
        columns,
        rows,
        f"{len(rows) - groups} 个单位，{groups} 个统称",
        "units",
        lambda row: {"name": row.name, "full": row.full, "members": list(row.members), "named": row.named},
    )


def section_listing(judge: Judge, only: Sequence[str] = ()) -> Listing[_Chapter]:
    """Return where each section stands, or the part of the units `only` in it; a section counts those below it."""
    rows = [
        _Chapter(section, depth, stand(judge, tasks, tuple(only) or None)) for section, depth, tasks in _sections(judge)
    ]
    columns: tuple[Column[_Chapter], ...] = (
        Column("编号", lambda row: row.section.key, is_name=True),
        Column("章节", lambda row: _indented(row.section, row.depth), weight=3, reader="people"),
        Column("章节", lambda row: heading(row.section), reader="data"),
    )
    who = f"{'、'.join(only)}：" if only else ""
    return _listing(
        judge,
        columns,
        rows,
        f"{who}{len(rows)} 个章节",
        "sections",
        lambda row: {"key": row.section.key, "title": row.section.title, "heading": heading(row.section)},
    )


STATS_BY = ("all", "section", "unit")
"""What stats can count."""


def stats_listing(judge: Judge, by: str, only: Sequence[str] = ()) -> Listing[_Scope]:
    """Return counts, rates and arrears of the whole plan, the sections and the units (or only of what `by` names).

    With `only` (units or groups), of their part of it.
    """
    columns: tuple[Column[_Scope], ...] = (
        Column("范围", lambda row: row.label, weight=3, is_name=True, reader="people"),
        Column("范围", lambda row: row.name, is_name=True, reader="data"),
        Column("进度", lambda row: bar(row.standing.counts), reader="people"),
    )
    return _listing(
        judge,
        columns,
        list(_scopes(judge, by, tuple(only))),
        "█ 已办结，▓ 已逾期，- 其余",
        "stats",
        lambda row: {"kind": row.kind, "name": row.name},
    )


def _scopes(judge: Judge, by: str, only: tuple[str, ...]) -> Iterable[_Scope]:
    plan = judge.plan
    if by == "all":
        yield _Scope("plan", "、".join(only) or "全部", stand(judge, plan.tasks, only or None))
    if by in {"all", "section"}:
        for section, depth, tasks in _sections(judge):
            if not depth or by == "section":
                yield _Scope("section", _indented(section, depth), stand(judge, tasks, only or None))
    if by in {"all", "unit"}:
        for name in judge.members(only) or [unit.name for unit in plan.units]:
            yield _Scope("unit", name, stand(judge, plan.tasks, (name,)))


def _sections(judge: Judge) -> Iterable[tuple[Section, int, list[Task]]]:
    """Yield each section, 0 at the top and 1 below it, and the tasks in it and below it."""
    plan = judge.plan
    for section in plan.sections:
        keys = find_sections(plan, section.key)
        depth = 0 if parent_key(plan, section.key) is None else 1
        yield section, depth, [task for task in plan.tasks if task.section in keys]


def _indented(section: Section, depth: int) -> str:
    return "\u3000" * depth + heading(section)
