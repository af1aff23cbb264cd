"""One year's plan → next year's: what is open goes on, what is done stays. Nothing here reads files or knows the day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gkplan.dates.limit import Kind
from gkplan.errors import RefusedError, UsageError
from gkplan.plan.due import work_out
from gkplan.plan.model import Group, Piece, Plan, Section, Task, Unit, Waiver
from gkplan.plan.status import Judge, State
from gkplan.text.ranges import ranges


@dataclass(frozen=True, kw_only=True, slots=True)
class Rollover:
    """Next year's plan; `carried` has the old and the new of each task that goes on, `doubts` what a person must settle."""

    plan: Plan
    carried: tuple[tuple[Task, Task], ...]
    doubts: tuple[str, ...] = ()


def roll_over(old: Plan, year: int, day: date, table: Plan | None = None, deadline: str | None = None) -> Rollover:
    """Return the plan of `year`: the tasks of `table` (the new document), then those of `old` not done on `day`.

    Each carried task says where it came from and keeps its reports and extensions; its id goes on from the new table's.
    One that is not due in `year` or later gets the time limit `deadline`, its old one told with its origin; without a
    `deadline` it keeps the last day it had, and is named as having none in the new year. Units keep what the old plan
    knows about them. Raises RefusedError when `year` is not later than the old plan's.
    """
    if old.year and year <= old.year:
        raise RefusedError(f"这是 {old.year} 年度的方案，不能结转到 {year} 年度；请写 {old.year + 1} 或更晚的年度")
    judge = Judge(old, day)
    open_tasks = [task for task in old.tasks if judge.status(Piece(task)).state is not State.DONE]
    if deadline:
        _refuse_limit(replace(old, year=year), deadline)
    base = table or Plan(title=_title(old.title, old.year, year))
    first = 1 + max((int(task.id) for task in base.tasks if task.id.isdecimal()), default=0)
    doubts: list[str] = []
    sections, section_of = _sections(old, base, open_tasks, is_alone=table is None)
    tasks = []
    without: list[str] = []
    for number, task in enumerate(open_tasks, first):
        origin = f"{old.year}年第{task.id}项" if old.year else f"上年第{task.id}项"
        due = judge.status(Piece(task)).due
        is_past = due.year < year if due else judge.status(Piece(task)).state is State.UNSET
        carried = _dated(task, old, year, doubts)
        if is_past and deadline:
            origin += f"（原时限：{task.deadline or '未定'}）"
            carried = replace(carried, deadline=deadline, extensions=())
        elif is_past:
            without.append(str(number))
        without += _past_steps(judge, task, number, year)
        tasks.append(
            replace(
                carried,
                id=str(number),
                section=section_of.get(task.section or ""),
                origin=f"{task.origin}、{origin}" if task.origin else origin,
            )
        )
    if without:
        more = "" if deadline else "，或加 --deadline 一并写上"
        doubts.append(f"结转的第 {ranges(without)} 项没有{year}年的完成时限，请定新的 deadline{more}")
    doubts += _owed_periods(judge, open_tasks)
    later = replace(old, year=year, issued=None)
    tasks = [_without_old_periods(later, task, old.year) for task in tasks]
    plan = replace(
        base,
        year=year,
        due_soon_days=old.due_soon_days,
        units=_units(old, base, tasks),
        groups=_groups(old, base, tasks),
        sections=sections,
        tasks=(*base.tasks, *tasks),
    )
    return Rollover(plan=plan, carried=tuple(zip(open_tasks, tasks, strict=True)), doubts=tuple(doubts))


def _refuse_limit(plan: Plan, words: str) -> None:
    """Raise UsageError for a time limit that sets no day in the year of `plan` or later."""
    due = work_out(plan, words)
    if due.limit.warning or due.fault:
        raise UsageError(f"{due.limit.warning or due.fault}；没有生成")
    if due.day is None or (plan.year and due.day.year < plan.year):
        raise UsageError(f"完成时限「{words}」不是{plan.year}年或以后的日期，没有生成；可写 {plan.year}年6月底前")


def _past_steps(judge: Judge, task: Task, number: int, year: int) -> list[str]:
    """Return the new ids of open steps that were due before `year`."""
    steps = [(place, judge.status(Piece(task, place))) for place in range(1, len(task.steps) + 1)]
    return [f"{number}.{place}" for place, status in steps if not status.done and status.due and status.due.year < year]


def _without_old_periods(later: Plan, task: Task, year: int | None) -> Task:
    """Return `task` without what was entered for periods: that is told in the old plan, which goes on with its own.

    A period of the old year that falls due in the new one is waived here, so that it is not owed twice.
    """

    def fresh(duty: Any) -> dict[str, Any]:
        due = work_out(later, duty.deadline) if duty.deadline else None
        old = [each.name for each in due.periods if year and int(each.name[:4]) <= year] if due else []
        return {
            "progress": tuple(each for each in duty.progress if each.period is None),
            "extensions": tuple(each for each in duty.extensions if each.period is None),
            "waived": tuple(Waiver(period=name, reason=f"在{year}年的方案里报送") for name in old),
        }

    return replace(task, **fresh(task), steps=tuple(replace(step, **fresh(step)) for step in task.steps))


def _owed_periods(judge: Judge, tasks: list[Task]) -> list[str]:
    """Return what is still owed of the old year's periods: it is reported in the old plan, the new one has its own."""
    owed = []
    for task in tasks:
        periods = [piece for piece in judge.parts_of(task) if piece.period]
        names = [piece.id for piece in periods if judge.holds(judge.status(piece).due) and not judge.status(piece).done]
        if names:
            owed.append(f"原第{task.id}项还有 {'、'.join(names)} 没有报齐，请在原来的方案里继续登记")
    return owed


def _title(title: str, old_year: int | None, year: int) -> str:
    return title.replace(str(old_year), str(year)) if old_year and str(old_year) in title else f"{year}年{title}"


def _dated(task: Task, old: Plan, year: int, doubts: list[str]) -> Task:
    """Write the year into time limits that the new plan's year would move: 12月底前 of 2023 stays 2023."""
    later = replace(old, year=year)

    def fixed(words: str | None, what: str) -> str | None:
        if words is None:
            return None
        was = work_out(old, words)
        kind, due = was.limit.kind, was.day
        if kind in {Kind.ONGOING, Kind.RECURRING, Kind.NONE} or (due is None and work_out(later, words).day is None):
            if kind is Kind.RELATIVE:
                doubts.append(f"{what}的完成时限「{words}」从某一天算起，请核对")
            return words
        if due == work_out(replace(later, issued=None), words).day:
            return words
        if due is None:
            doubts.append(f"{what}的完成时限「{words}」换了年度就推不出原来的日期，请核对")
            return words
        dated = f"{old.year}年{words}"
        return dated if work_out(replace(later, issued=None), dated).day == due else due.isoformat()

    steps = tuple(
        replace(step, deadline=fixed(step.deadline, f"原第{task.id}.{number}步"))
        for number, step in enumerate(task.steps, 1)
    )
    return replace(task, deadline=fixed(task.deadline, f"原第{task.id}项"), steps=steps)


def _sections(
    old: Plan, base: Plan, tasks: list[Task], *, is_alone: bool
) -> tuple[tuple[Section, ...], dict[str, str]]:
    """Return the sections of the new plan, and the new key of each old one.

    Without a new table the old headings above carried tasks stay; with one, a heading of the same title takes the
    tasks, and a last heading those that find none.
    """
    used = {task.section for task in tasks if task.section}
    if is_alone:
        kept = tuple(s for s in old.sections if any(key == s.key or key.startswith(f"{s.key}（") for key in used))
        return kept, {section.key: section.key for section in kept}
    titles = {section.title: section.key for section in reversed(base.sections)}
    keys = {section.key: titles[section.title] for section in old.sections if section.title in titles}
    homeless = [task for task in tasks if task.section not in keys]
    if not homeless:
        return base.sections, keys
    from gkplan.text.numerals import chinese

    top = sum(1 for section in base.sections if "（" not in section.key)
    taken = {section.key for section in base.sections}
    while chinese(top + 1) in taken:
        top += 1
    last = Section(key=chinese(top + 1), title=f"{old.year}年结转任务" if old.year else "上年结转任务")
    keys |= {task.section or "": last.key for task in homeless}
    return (*base.sections, last), keys


def _units(old: Plan, base: Plan, tasks: list[Task]) -> tuple[Unit, ...]:
    """Return the new table's units and those of the old registry, with what the old one knows of each."""
    known = {unit.name: unit for unit in old.units}
    groups = {group.name for group in (*old.groups, *base.groups)}
    named = [name for task in tasks for name in task.units if name not in groups]
    names = dict.fromkeys([*(unit.name for unit in base.units), *known, *named])
    return tuple(known.get(name, Unit(name=name)) for name in names if name not in {g.name for g in base.groups})


def _groups(old: Plan, base: Plan, tasks: list[Task]) -> tuple[Group, ...]:
    known = {group.name: group for group in old.groups}
    wanted = {name for task in tasks for name in task.units}
    kept = [known.get(group.name, group) for group in base.groups]
    return (*kept, *(g for g in old.groups if g.name in wanted and g.name not in {k.name for k in kept}))
