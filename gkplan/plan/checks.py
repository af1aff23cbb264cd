"""What is wrong with a plan that reads well: names, dates and numbers that do not fit together. No input or output."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from gkplan.dates.limit import Kind
from gkplan.plan.due import work_out
from gkplan.plan.model import Location, Plan, Problem, Task, in_file_order
from gkplan.plan.register import Register
from gkplan.text.inert import inert, is_visible
from gkplan.text.nearest import nearest

# Signs that turn the order in which text is shown.
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def find_problems(plan: Plan) -> tuple[Problem, ...]:
    """Return what every one of CHECKS finds, in the order of the file."""
    found = [problem for check in CHECKS for problem in check(plan)]
    return in_file_order(found)


def check_ids(plan: Plan) -> Iterator[Problem]:
    """Each id is used once."""
    seen: dict[str, Task] = {}
    for task in plan.tasks:
        if task.id in seen:
            yield Problem(
                message=f"序号 {task.id} 重复（另一处在第 {seen[task.id].at.line} 行），请给其中一项改用新的序号",
                at=task.place("id"),
            )
        else:
            seen[task.id] = task


def check_units(plan: Plan) -> Iterator[Problem]:
    """Every unit named anywhere is registered, once, under one name."""
    units = {unit.name for unit in plan.units}
    groups = {group.name for group in plan.groups}
    known = units | groups
    if plan.office and plan.office not in units:
        yield _unknown_unit("plan.office", plan.office, tuple(sorted(units)), Location(1, 1))
    for group in plan.groups:
        if group.name in units:
            yield Problem(message=f"「{group.name}」既是单位又是统称，请在 units 或 groups 中删去一处", at=group.at)
        for name in group.members:
            if units and name not in units:
                yield _unknown_unit(f"统称「{group.name}」的成员", name, tuple(sorted(units)), group.at, "units")
    for task in plan.tasks:
        for key, names in (("units", task.units), ("lead", task.lead), ("support", task.support)):
            for number, name in enumerate(names):
                at = task.places.get(f"{key}.{number}") or task.place(key)
                # Without a list of units that is the one problem, not one for each task.
                if units and name not in known:
                    yield _unknown_unit(f"任务 {task.id} 的责任单位", name, tuple(sorted(known)), at)
                elif name in names[:number]:
                    yield Problem(message=f"任务 {task.id} 的责任单位「{name}」写了两次，请删去一个", at=at)
                elif key != "units" and name not in task.units:
                    yield Problem(
                        message=f"任务 {task.id} 的 {key} 里的「{name}」不在该任务的 units 中，请在 units 中补上", at=at
                    )


def check_spellings(plan: Plan) -> Iterator[Problem]:
    """No alias or full name means two units."""
    owners: dict[str, str] = {unit.name: unit.name for unit in plan.units} | {
        each.name: each.name for each in plan.groups
    }
    for unit in plan.units:
        for spelling in (*unit.aliases, *([unit.full] if unit.full else [])):
            owner = owners.setdefault(spelling, unit.name)
            if owner != unit.name:
                yield Problem(message=f"「{spelling}」既指「{owner}」又指「{unit.name}」，请删去一处", at=unit.at)


def check_sections(plan: Plan) -> Iterator[Problem]:
    """Every section a task stands in is listed."""
    keys = [section.key for section in plan.sections]
    for task in plan.tasks:
        if task.section is not None and task.section not in keys:
            hint = _hint(task.section, tuple(keys))
            yield Problem(
                message=f"任务 {task.id} 的章节「{task.section}」不在 sections 中{hint}；请改正或在 sections 中补上",
                at=task.place("section"),
            )


def check_deadlines(plan: Plan) -> Iterator[Problem]:
    """Every time limit is one, and one that can be worked out is."""
    for task in plan.tasks:
        if task.deadline is None:
            yield Problem(message=f"任务 {task.id} 未定时限，请补上 deadline", at=task.at, is_warning=True)
        else:
            yield from _check_words(plan, task, f"任务 {task.id}", task.deadline, task.place("deadline"))
        for number, step in enumerate(task.steps, 1):
            if step.deadline is None:
                yield Problem(message=f"步骤 {task.id}.{number} 未定时限，请补上 deadline", at=step.at, is_warning=True)
            else:
                yield from _check_words(plan, task, f"步骤 {task.id}.{number}", step.deadline, step.at)


def _check_words(plan: Plan, task: Task, what: str, words: str, at: Location) -> Iterator[Problem]:
    due = work_out(plan, words)
    limit = due.limit
    is_warning = limit.kind is not Kind.INVALID
    # What was carried over has its old time limit, and that is no misprint.
    if limit.warning and not (is_warning and task.origin):
        yield Problem(message=f"{what} 的{limit.warning}", at=at, is_warning=is_warning)
    elif limit.kind is Kind.NONE:
        yield Problem(message=f"{what} 的时限写作「{words}」，等于未定时限，请核对", at=at, is_warning=True)
    if due.fault:
        yield Problem(message=f"{what} 的时限「{words}」：{due.fault}", at=at, is_warning=True)


def check_reports(plan: Plan) -> Iterator[Problem]:
    """Reports come from units that are responsible; a part closed and an extension make sense."""
    register = Register(plan)
    known = {unit.name for unit in plan.units} | {group.name for group in plan.groups}
    for task in plan.tasks:
        responsible = set(register.members(task.units))
        for entry in task.progress:
            if entry.unit is None:
                continue
            if known and entry.unit not in known:
                yield _unknown_unit(f"任务 {task.id} 的进展", entry.unit, tuple(sorted(known)), entry.at)
            elif not responsible.intersection(register.members((entry.unit,))):
                yield Problem(
                    message=f"任务 {task.id} 的进展由「{entry.unit}」报送，但它不是责任单位（{'、'.join(task.units)}），请核对",
                    at=entry.at,
                )
        due = work_out(plan, task.deadline).day if task.deadline else None
        for extension in task.extensions:
            if due is not None and extension.to <= due:
                yield Problem(
                    message=f"任务 {task.id} 延期到 {extension.to}，不晚于原来的 {due}，请核对",
                    at=task.place("extensions"),
                    is_warning=True,
                )


def check_characters(plan: Plan) -> Iterator[Problem]:
    """No text holds what is not seen: controls and direction signs deceive, the others hide differences."""
    for at, text in _texts(plan):
        if not text.isprintable():
            yield from _hidden(at, text)


def _texts(plan: Plan) -> Iterator[tuple[Location, str]]:
    yield Location(1, 1), plan.title
    for unit in plan.units:
        yield from ((unit.at, text) for text in (unit.name, unit.full or "", unit.contact or "", *unit.aliases))
    for group in plan.groups:
        yield from ((group.at, text) for text in (group.name, *group.members))
    for section in plan.sections:
        yield from ((section.at, text) for text in (section.key, section.title))
    for task in plan.tasks:
        for key in ("id", "section", "requirement", "deadline", "origin"):
            yield task.place(key), getattr(task, key) or ""
        yield from ((task.place("units"), name) for name in task.units)
        if task.target:
            yield from ((task.place("target"), text) for text in (task.target.measure, task.target.what or ""))
        for step in task.steps:
            yield from ((step.at, text) for text in (step.what, step.deadline or ""))
        yield from ((task.place("extensions"), each.reason or "") for each in task.extensions)
        for entry in task.progress:
            yield from ((entry.at, text) for text in (entry.unit or "", entry.note or "", *entry.evidence))


def _hidden(at: Location, text: str) -> Iterator[Problem]:
    char = next((char for char in text if char not in "\n\t" and not is_visible(char)), None)
    if char:
        deceives = ord(char) < 0xA0 or char in _DIRECTIONS
        where = inert(text[max(0, text.index(char) - 10) :][:20])
        yield Problem(
            message=f"文字里有看不见的字符 U+{ord(char):04X}（{where}），请删去", at=at, is_warning=not deceives
        )


def find_days_to_come(plan: Plan, today: date) -> tuple[Problem, ...]:
    """Return a warning for each closing and report dated after `today`: until then it does not count."""
    found = []
    for task in plan.tasks:
        dated = [(f"任务 {task.id} 的 done", task.done, task.place("done"))]
        dated += [(f"步骤 {task.id}.{n} 的 done", step.done, step.at) for n, step in enumerate(task.steps, 1)]
        dated += [(f"任务 {task.id} 的进展日期", entry.date, entry.at) for entry in task.progress]
        found += [
            Problem(message=f"{what} {day} 还没有到（今天是 {today}），到那天才算数，请核对", at=at, is_warning=True)
            for what, day, at in dated
            if day and day > today
        ]
    return tuple(found)


def _unknown_unit(
    what: str, name: str, known: tuple[str, ...], at: Location, where: str = "units 和 groups"
) -> Problem:
    for sign, half in (("，", ","), ("、", ","), ("；", ",")):
        if sign in name:
            return Problem(message=f"{what}「{name}」里的「{sign}」请改成半角逗号「{half}」，把各单位隔开", at=at)
    hint = _hint(name, known)
    return Problem(message=f"{what}「{name}」不在 {where} 中{hint}；请改正或在 units 中补上", at=at)


@lru_cache(maxsize=1024)
def _hint(name: str, known: tuple[str, ...]) -> str:
    """Return which name was meant. The same mistake is made many times; thousands of names are not looked through."""
    near = nearest(name, known) if len(known) < 1000 else []
    return f"，是不是「{near[0]}」" if near else ""


CHECKS: tuple[Callable[[Plan], Iterator[Problem]], ...] = (
    check_ids,
    check_units,
    check_spellings,
    check_sections,
    check_deadlines,
    check_reports,
    check_characters,
)
