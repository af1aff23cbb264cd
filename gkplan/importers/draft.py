"""Items → a draft plan and what a person must still settle. Nothing here knows file formats or YAML."""

from dataclasses import dataclass, replace

from gkplan.dates.limit import Kind
from gkplan.dates.parse import parse_limit
from gkplan.importers.cells import unit_lists
from gkplan.importers.cells.columns import Role
from gkplan.importers.cells.unit_names import is_collective
from gkplan.importers.source import HEADING, LIMIT, UNITS, Note
from gkplan.importers.tasks import ids
from gkplan.importers.tasks.items import Gathered, Inherited, Item
from gkplan.plan.model import Group, Plan, Step, Task, Unit
from gkplan.text.ranges import ranges


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A plan read from a document. `warnings` wait for a person, `left_out` lists the words that are not in the plan.

    `warnings` and `left_out` together with the plan hold every character of every cell, but for the signs between
    names, printed serials that became ids, and role words (牵头) that became roles. `how` says, for people, as what
    the document was read, then as what else it could be.
    """

    plan: Plan
    warnings: tuple[Note, ...] = ()
    left_out: tuple[Note, ...] = ()
    how: tuple[str, ...] = ()


def build(gathered: Gathered, *, title: str, year: int | None) -> Draft:
    """Return the draft of what a document gave; `year` completes its time limits."""
    numbered = ids.assign(gathered)
    names: dict[str, None] = {}
    gathered.first_leads |= any(map(unit_lists.says_first_leads, gathered.titles))
    tasks = [_task(item, id_, gathered, names, year) for item, id_ in zip(gathered.items, numbered, strict=True)]
    _headings(gathered)
    _inherited(gathered, dict(zip(map(id, gathered.items), numbered, strict=True)))
    if tasks and not gathered.has_limits and not any(task.deadline for task in tasks):
        gathered.doubt(LIMIT, "全文", "", "没有完成时限一列，各项任务都是未定时限")
    plan = Plan(
        title=title,
        year=year,
        units=tuple(Unit(name=name) for name in names if not is_collective(name)),
        groups=tuple(Group(name=name, members=()) for name in names if is_collective(name)),
        sections=tuple(gathered.headings.sections),
        tasks=tuple(tasks),
    )
    return Draft(
        plan=plan,
        warnings=_of_tasks(gathered.doubts, gathered.items, numbered),
        left_out=_of_tasks(gathered.left_out, gathered.items, numbered),
    )


def _task(item: Item, id_: str, gathered: Gathered, names: dict[str, None], year: int | None) -> Task:
    found: dict[str, None] = {}
    lead: dict[str, None] = {}
    support: dict[str, None] = {}
    limit = item.limit
    for role, words in item.who:
        said = unit_lists.split(words, role)
        repeats = [name for name in said.units if name in found]
        found.update(dict.fromkeys(said.units))
        lead.update(dict.fromkeys(said.lead))
        support.update(dict.fromkeys(said.support))
        gathered.first_leads |= said.first_leads and said.goes_on
        if (said.first_leads or gathered.first_leads) and role is Role.UNITS and said.units and not said.lead:
            lead[said.units[0]] = None
        limit = _limit_among_units(item, limit, said.deadline, gathered)
        for tail in said.tails:
            gathered.doubt(UNITS, item.place, tail, "不是单位名称，没有写进责任单位")
        for name in said.doubtful:
            gathered.doubt(UNITS, item.place, name, "不像单位名称，请核对")
        for person in said.people:
            gathered.leave(item.place, person, "领导或责任人，不是责任单位")
        for name in (*said.repeats, *repeats):
            gathered.leave(item.place, name, "重复写了的单位")
    names.update(found)
    if not found:
        gathered.doubt(UNITS, item.place, item.requirement[:20], "没有责任单位，请补上")
    if limit:
        judged = parse_limit(limit, year)
        if judged.kind is Kind.NONE:
            gathered.leave(item.place, limit, "没有写明完成时限")
            limit = ""
        elif judged.warning:
            gathered.doubt(LIMIT, item.place, limit, judged.warning)
    elif gathered.has_limits:
        gathered.doubt(LIMIT, item.place, item.requirement[:20], "没有完成时限，作为未定时限")
    return Task(
        id=id_,
        section=item.section,
        requirement=item.requirement,
        units=tuple(found),
        deadline=limit or None,
        lead=tuple(lead),
        support=tuple(name for name in support if name not in lead),
        steps=tuple(Step(what=part) for part in item.parts),
    )


def _limit_among_units(item: Item, limit: str, words: str | None, gathered: Gathered) -> str:
    if words is None or words == limit:
        return limit
    if limit:
        gathered.doubt(LIMIT, item.place, words, f"责任单位里另写了完成时限，与「{limit}」不同，没有导入，请核对")
        return limit
    return words


def _headings(gathered: Gathered) -> None:
    if gathered.headings.made_up:
        keys = "、".join(gathered.headings.made_up)
        gathered.doubt(HEADING, "全文", keys, "原文的这些标题没有编号，已按次序编号")
    for text, key in gathered.headings.changed:
        gathered.doubt(HEADING, "全文", text, f"编号与前面的标题相同，改编为{key}")


def _inherited(gathered: Gathered, ids_of: dict[int, str]) -> None:
    """List the values taken from above, one note for each value and run of tasks."""
    runs: dict[str, list[tuple[Inherited, list[str]]]] = {}
    for each in gathered.inherited:
        if id(each.item) not in ids_of:
            # The row turned out to be no task.
            continue
        own = runs.setdefault(each.name, [])
        if own and own[-1][0].words == each.words:
            own[-1][1].append(ids_of[id(each.item)])
        else:
            own.append((each, [ids_of[id(each.item)]]))
    for first, tasks in (run for own in runs.values() for run in own):
        taken = "是空的（或写着同上），取自上一行" if first.words else "是空的，归入上一行的标题"
        gathered.doubt(
            first.column,
            f"任务 {ranges(dict.fromkeys(tasks), '–', 2)}",
            " ".join(first.words.split()),
            f"「{first.name}」{taken}，请核对",
        )


def _of_tasks(notes: list[Note], items: list[Item], numbered: list[str]) -> tuple[Note, ...]:
    """Return the notes, those on the place of a task with its id."""
    ids_at = {item.place: id_ for item, id_ in zip(items, numbered, strict=True)}
    return tuple(replace(note, task=ids_at.get(note.place, "")) for note in notes)
