"""Numbers, units, groups and sections: each is listed, once, under one name."""

from collections.abc import Iterator

from gkplan.plan.checks.duties import duties, hint, unknown_unit
from gkplan.plan.model import NOWHERE, Plan, Problem, Task
from gkplan.plan.register import Register
from gkplan.text.halfwidth import half_width
from gkplan.text.inert import inert
from gkplan.text.ranges import ranges


def check_ids(plan: Plan) -> Iterator[Problem]:
    """Each id is used once."""
    seen: dict[str, Task] = {}
    for task in plan.tasks:
        if half_width(task.id) != task.id or not task.id.isprintable() or any(map(str.isspace, task.id)):
            yield Problem(
                message=f"序号「{inert(task.id)}」里有全角字符或空白，命令里写不出来，请改成半角、不带空白的",
                at=task.place("id"),
            )
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
        yield unknown_unit("plan.office", plan.office, tuple(sorted(units)), NOWHERE)._replace(key="office")
    for group in plan.groups:
        if group.name in units:
            yield Problem(message=f"「{group.name}」既是单位又是统称，请在 units 或 groups 中删去一处", at=group.at)
        for name in group.members:
            if units and name not in units:
                yield unknown_unit(f"统称「{group.name}」的成员", name, tuple(sorted(units)), group.at, "units")
    for task in plan.tasks:
        for key, names in (("units", task.units), ("lead", task.lead), ("support", task.support)):
            seen: set[str] = set()
            for number, name in enumerate(names):
                at = task.places.get(f"{key}.{number}") or task.place(key)
                # Without a list of units that is the one problem, not one for each task.
                if units and name not in known:
                    yield unknown_unit(f"任务 {task.id} 的责任单位", name, tuple(sorted(known)), at)
                elif name in seen:
                    yield Problem(message=f"任务 {task.id} 的责任单位「{name}」写了两次，请删去一个", at=at)
                elif key != "units" and name not in task.units:
                    yield Problem(
                        message=f"任务 {task.id} 的 {key} 里的「{name}」不在该任务的 units 中，请在 units 中补上", at=at
                    )
                seen.add(name)


def check_units_of_steps(plan: Plan) -> Iterator[Problem]:
    """Every unit that a step names is registered."""
    known = {unit.name for unit in plan.units} | {group.name for group in plan.groups}
    for piece in duties(plan):
        for name in piece.step.units if piece.step and plan.units else ():
            if name not in known:
                problem = unknown_unit(f"{piece.called} 的责任单位", name, tuple(sorted(known)), piece.duty.at)
                yield problem._replace(key="units")


def check_groups(plan: Plan) -> Iterator[Problem]:
    """Every group that a task names has members: otherwise its tasks are nobody's."""
    for name in Register(plan).empty_groups():
        group = next(group for group in plan.groups if group.name == name)
        concerned = [task.id for task in plan.tasks if name in task.units or any(name in s.units for s in task.steps)]
        yield Problem(
            message=f"统称「{name}」没有写明包括哪些单位，任务 {ranges(concerned)} 里它的那一份没有算到任何单位名下；"
            "请在方括号里补上，如 [县财政局, 县司法局]",
            at=group.at,
            is_warning=True,
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
            near = hint(task.section, tuple(keys))
            yield Problem(
                message=f"任务 {task.id} 的章节「{task.section}」不在 sections 中{near}；请改正或在 sections 中补上",
                at=task.place("section"),
            )
