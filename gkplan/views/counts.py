"""Counts per unit, per section and of the whole, as listings. Nothing here counts, or knows a format or a width."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from gkplan.plan.model import Section, Task
from gkplan.plan.sections import below, heading
from gkplan.plan.status import Judge
from gkplan.plan.tally import Standing
from gkplan.views.bar import LEGEND, bar
from gkplan.views.figures import NOTHING_MORE, Compared, Counting, Figures, counted_listing, in_order
from gkplan.views.listing import Column, Listing


class _Owing(NamedTuple):
    """A unit, or a group with its members, and how many tasks name it."""

    name: str
    full: str | None
    members: tuple[str, ...]
    named: int
    figures: Figures

    @property
    def label(self) -> str:
        return f"{self.name}（统称，{len(self.members)} 家）" if self.members else self.name


class _Chapter(NamedTuple):
    """A section, 0 or 1 below the top."""

    section: Section
    depth: int
    figures: Figures


class Scope(NamedTuple):
    """What stats counts: the plan, a section or a unit; the label of a lower section is indented."""

    kind: str
    label: str
    figures: Figures

    @property
    def name(self) -> str:
        """The label without its indent."""
        return self.label.strip()


def unit_listing(judge: Judge, only: Sequence[str] = (), asked: Compared = NOTHING_MORE) -> Listing[_Owing]:
    """Return what each unit owes, its own part of every task counted, then what names each group as a whole.

    With `only` (units or groups) these, and the members of the groups.
    """
    plan = judge.plan
    counter = Counting(judge, asked)
    wanted = {*only, *judge.members(only)}
    are_groups = {group.name for group in plan.groups}
    rows = []
    known = [(unit.name, unit.full, ()) for unit in plan.units]
    for name, full, members in [*known, *((group.name, None, group.members) for group in plan.groups)]:
        if only and name not in wanted:
            continue
        named = [task for task in plan.tasks if name in task.units]
        rows.append(
            _Owing(name, full, members, len(named), counter.count(named if name in are_groups else plan.tasks, (name,)))
        )
    groups = sum(row.name in are_groups for row in rows)
    columns: tuple[Column[_Owing], ...] = (
        Column("单位", lambda row: row.label, weight=3, is_name=True, reader="people"),
        Column("单位", lambda row: row.name, is_name=True, reader="data"),
        Column("统称成员", lambda row: str(len(row.members) or ""), is_number=True, reader="data"),
        Column("点名", lambda row: str(row.named), is_number=True, spare=2),
    )
    return counted_listing(
        counter,
        columns,
        # Groups stay behind the units, whatever the order.
        [
            each
            for is_group in (False, True)
            for each in in_order([r for r in rows if (r.name in are_groups) == is_group], asked)
        ],
        f"{len(rows) - groups} 个单位，{groups} 个统称",
        "units",
        lambda row: {"name": row.name, "full": row.full, "members": list(row.members), "named": row.named},
    )


def section_listing(judge: Judge, only: Sequence[str] = ()) -> Listing[_Chapter]:
    """Return where each section stands, or the part of the units `only` in it; a section counts those below it."""
    counter = Counting(judge, NOTHING_MORE)
    rows = [
        _Chapter(section, depth, counter.count(tasks, tuple(only) or None))
        for section, depth, tasks in _sections(judge, judge.plan.tasks)
    ]
    columns: tuple[Column[_Chapter], ...] = (
        Column("编号", lambda row: row.section.key, is_name=True),
        Column("章节", lambda row: _indented(row.section, row.depth), weight=3, reader="people"),
        Column("章节", lambda row: heading(row.section), reader="data"),
    )
    who = f"{'、'.join(only)}：" if only else ""
    return counted_listing(
        counter,
        columns,
        rows,
        f"{who}{len(rows)} 个章节",
        "sections",
        lambda row: {"key": row.section.key, "title": row.section.title, "heading": heading(row.section)},
    )


STATS_BY = ("all", "section", "unit")
"""What stats can count."""


def stats_listing(judge: Judge, by: str, only: Sequence[str] = (), asked: Compared = NOTHING_MORE) -> Listing[Scope]:
    """Return counts, rates and arrears of the whole plan, the sections and the units (or only of what `by` names).

    With `only` (units or groups), of their part of it; plan, sections and units are each ordered by themselves.
    """
    counter = Counting(judge, asked)
    columns: tuple[Column[Scope], ...] = (
        Column("范围", lambda row: row.label, weight=3, is_name=True, reader="people"),
        Column("范围", lambda row: row.name, is_name=True, reader="data"),
        Column("进度", lambda row: bar(row.figures.standing.counts), reader="people", spare=2),
    )
    return counted_listing(
        counter,
        columns,
        [row for _, scopes in groupby(_scopes(counter, by, tuple(only)), _kind) for row in _ordered(scopes, asked)],
        LEGEND,
        "stats",
        lambda row: {"kind": row.kind, "name": row.name},
        part_of=_kind,
    )


def _kind(row: Scope) -> str:
    return row.kind


def _ordered(rows: Iterable[Scope], asked: Compared) -> Iterable[Scope]:
    """Return rows of one kind in the order asked for, those of lower sections behind that of the section above."""
    families: list[list[Scope]] = []
    for row in rows:
        if row.label == row.name:
            families.append([])
        families[-1].append(row)
    below = {family[0].name: family[1:] for family in families}
    for head in in_order([family[0] for family in families], asked):
        yield head
        yield from in_order(below[head.name], asked)


def _scopes(counter: Counting, by: str, only: tuple[str, ...]) -> Iterable[Scope]:
    tasks = counter.judge.plan.tasks
    if by == "all":
        yield Scope("plan", "、".join(only) or "全部", counter.count(tasks, only or None))
    if by in {"all", "section"}:
        yield from section_scopes(counter, tasks, only, is_deep=by == "section")
    if by in {"all", "unit"}:
        yield from unit_scopes(counter, tasks, only)


def section_scopes(
    counter: Counting, tasks: Iterable[Task], only: tuple[str, ...] = (), *, is_deep: bool
) -> Iterator[Scope]:
    """Yield the counts of `tasks`, or of the part of the units `only` in them, per section; `is_deep`: of those below too."""
    for section, depth, own in _sections(counter.judge, tasks):
        if is_deep or not depth:
            yield Scope("section", _indented(section, depth), counter.count(own, only or None))


def unit_scopes(counter: Counting, tasks: Iterable[Task], only: tuple[str, ...] = ()) -> Iterator[Scope]:
    """Yield the counts of each unit's own part of `tasks`; with `only` (units or groups) of these units."""
    judge = counter.judge
    concerned: dict[str, list[Task]] = {}
    for task in tasks:
        named = dict.fromkeys((*task.units, *(name for step in task.steps for name in step.units)))
        for unit in judge.members(named):
            concerned.setdefault(unit, []).append(task)
    for name in judge.members(only) or [unit.name for unit in judge.plan.units]:
        yield Scope("unit", name, counter.count(concerned.get(name, ()), (name,)))


def _sections(judge: Judge, among: Iterable[Task]) -> Iterator[tuple[Section, int, list[Task]]]:
    """Yield each section, 0 at the top and 1 below it, and the tasks in it and below it."""
    plan = judge.plan
    keys = below(plan)
    tasks: dict[str, list[Task]] = {}
    places: dict[int, int] = {}
    for place, task in enumerate(among):
        tasks.setdefault(task.section or "", []).append(task)
        places[id(task)] = place
    inside = {key for own in keys.values() for key in own[1:]}
    for section in plan.sections:
        own = [task for key in keys[section.key] for task in tasks.get(key, ())]
        yield section, int(section.key in inside), sorted(own, key=lambda task: places[id(task)])


def _indented(section: Section, depth: int) -> str:
    return "\u3000" * depth + heading(section)


def unit_standings(judge: Judge, tasks: Sequence[Task], only: Sequence[str] = ()) -> list[tuple[str, Standing]]:
    """Return how each unit that has a part in `tasks` stands with it, in the plan's order; of `only` if given."""
    scopes = unit_scopes(Counting(judge, NOTHING_MORE), tasks, tuple(only))
    return [(each.name, each.figures.standing) for each in scopes if not each.figures.standing.is_empty]
