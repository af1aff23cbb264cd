"""The plan as a page tells it: figures, shares, months, rows and what they can be narrowed by. Nothing here knows HTML."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from gkplan.plan.model import Group, Task
from gkplan.plan.sections import below, heading, parent_key
from gkplan.plan.select import Match
from gkplan.plan.status import PRESSING, TOLD, Judge, State
from gkplan.plan.tally import Standing, Tally
from gkplan.views.amounts import amounts, idle_of, state_count
from gkplan.views.burn_up import BurnUp, burn_up
from gkplan.views.counts import Scope, section_scopes, unit_scopes
from gkplan.views.figures import BEHIND, NOTHING_MORE, RATES, Counting, percent
from gkplan.views.summary import summarise
from gkplan.views.web_rows import Row, web_row


class Figure(NamedTuple):
    """A number with its label, what more there is to say of it, and the state it counts, if it counts one."""

    label: str
    number: str
    more: str = ""
    state: State | None = None


class Share(NamedTuple):
    """A section or a unit: its counts of tasks, the same in words, and what is overdue beside them."""

    label: str
    counts: Tally
    told: str
    overdue: str
    due_soon: str
    rate: str
    beside: str


class Option(NamedTuple):
    """What rows can be narrowed by: its value in the address, its label, and the keys of the rows that it lets through."""

    value: str
    label: str
    keys: tuple[str, ...]


class WebFacts(NamedTuple):
    """All that a page tells; `beside` counts steps and periods, `notes` explain the figures."""

    title: str
    day: str
    asked: str
    summary: str
    figures: tuple[Figure, ...]
    beside: tuple[str, ...]
    notes: tuple[str, ...]
    sections: tuple[Share, ...]
    units: tuple[Share, ...]
    months: BurnUp | None
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    section_options: tuple[Option, ...]
    unit_options: tuple[Option, ...]
    group_options: tuple[Option, ...]
    state_options: tuple[Option, ...]


def web_facts(judge: Judge, matches: Sequence[Match], units: Sequence[str]) -> WebFacts:
    """Return the facts on `matches`, as they stand for `units` (units or groups) if given; all counts are of the same."""
    plan, only = judge.plan, tuple(units)
    counter = Counting(judge, NOTHING_MORE)
    tasks: list[Task] = list({id(match.task): match.task for match in matches}.values())
    standing = counter.count(tasks, only or None).standing
    sections = {section.key: place for place, section in enumerate(plan.sections)}
    rows = tuple(web_row(judge, match, only, sections) for match in matches)
    used = {key for row in rows for key in row.unit_keys}
    named = {name for row in rows for name, _ in row.units}
    return WebFacts(
        title=plan.title,
        day=judge.day.isoformat(),
        asked=f"只列{'、'.join(only)}的任务，办结与逾期按其自身的部分计算" if only else "",
        summary=summarise(judge, only, matches),
        figures=_figures(standing),
        beside=tuple(_beside(standing)),
        notes=(
            RATES,
            f"临期指 {plan.due_soon_days} 天内到期",
            "未启动指还没有登记任何进展",
            *([BEHIND] if standing.behind else []),
        ),
        sections=_shares([*section_scopes(counter, tasks, only, is_deep=True), *_unlisted(counter, tasks, only)]),
        units=_shares(unit_scopes(counter, tasks, only)),
        months=burn_up(judge, matches),
        rows=rows,
        groups=tuple(group for group in plan.groups if group.name in named),
        section_options=_section_options(judge, sections, {row.section_key for row in rows}),
        unit_options=_unit_options(judge, [unit.name for unit in plan.units], used),
        group_options=_unit_options(judge, [group.name for group in plan.groups], used),
        state_options=tuple(
            Option(state.word, state.word, (state.value,)) for state in TOLD if any(row.state is state for row in rows)
        ),
    )


def _figures(standing: Standing) -> tuple[Figure, ...]:
    counts = standing.counts
    more = {
        State.DONE: f"按期 {counts.done_on_time}，逾期 {counts.done_late}" if counts.done else "",
        **{state: f"其中未启动 {idle_of(counts, state)}" if counts.of(state) else "" for state in PRESSING},
    }
    told = [state for state in TOLD if state is not State.UNSET or counts.unset]
    inside = "含步骤和各期" if standing.steps.total or standing.periods.total else ""
    return (
        Figure("任务", f"{counts.total} 项"),
        *(Figure(state.word, str(counts.of(state)), more.get(state, ""), state) for state in told),
        Figure("办结率", percent(counts.rate)),
        Figure("按期办结率", percent(counts.rate_on_time)),
        *([Figure("最长逾期", f"{standing.most_days_overdue} 天", inside)] if standing.most_days_overdue else []),
        *([Figure("数量落后", f"{standing.behind} 项")] if standing.behind else []),
    )


def _beside(standing: Standing) -> Iterable[str]:
    """Yield how the steps stand and how the periods do, if there are any."""
    for words, counts in (
        (amounts(0, standing.steps.total, 0), standing.steps),
        (amounts(0, 0, standing.periods.total), standing.periods),
    ):
        if counts.total:
            yield f"{words}：{_told(counts)}"


def _told(counts: Tally) -> str:
    return "，".join(state_count(counts, state) for state in TOLD if counts.of(state)) or "没有任务"


def _unlisted(counter: Counting, tasks: Sequence[Task], only: tuple[str, ...]) -> Iterable[Scope]:
    """Yield the counts of what lies in no section, where others do: the sections are to add up."""
    known = {section.key for section in counter.judge.plan.sections}
    others = [task for task in tasks if task.section not in known]
    if known and others:
        yield Scope("section", "未列入章节", counter.count(others, only or None))


def _shares(scopes: Iterable[Scope]) -> tuple[Share, ...]:
    """Return what has something in it."""
    return tuple(
        Share(
            label=scope.label,
            counts=standing.counts,
            told=_told(standing.counts),
            overdue=_pressing(standing.counts, State.OVERDUE),
            due_soon=_pressing(standing.counts, State.DUE_SOON),
            rate=percent(standing.counts.rate),
            beside="、".join(_late(standing)),
        )
        for scope in scopes
        for standing in (scope.figures.standing,)
        if not standing.is_empty
    )


def _pressing(counts: Tally, state: State) -> str:
    return state_count(counts, state).removeprefix(f"{state.word} ")


def _late(standing: Standing) -> Iterable[str]:
    """Yield how many steps and how many periods are overdue."""
    for words, counts in (
        (amounts(0, standing.steps.overdue, 0), standing.steps),
        (amounts(0, 0, standing.periods.overdue), standing.periods),
    ):
        if counts.overdue:
            yield words + (f"（未启动 {counts.overdue_idle}）" if counts.overdue_idle else "")


def _section_options(judge: Judge, places: Mapping[str, int], used: set[int | None]) -> tuple[Option, ...]:
    """Return the sections in which there are rows, or below which; a lower one is indented."""
    plan = judge.plan
    keys = {key: [places[each] for each in own] for key, own in below(plan).items()}
    return tuple(
        Option(
            each.key,
            ("\u3000" if parent_key(plan, each.key) else "") + heading(each),
            tuple(map(str, keys[each.key])),
        )
        for each in plan.sections
        if not used.isdisjoint(keys[each.key])
    )


def _unit_options(judge: Judge, names: Iterable[str], used: set[int]) -> tuple[Option, ...]:
    """Return those of the units or groups `names` that rows name or mean, as gkplan list --unit would find them."""
    holders: dict[str, set[int]] = {}
    for group in judge.plan.groups:
        for member in group.members:
            holders.setdefault(member, set()).add(judge.order[group.name])
    found = []
    for name in names:
        members = judge.members((name,))
        keys = {judge.order[name], *(judge.order[each] for each in members if each in judge.order)}
        for member in members:
            keys |= holders.get(member, set())
        if kept := sorted(keys & used):
            found.append(Option(name, name, tuple(map(str, kept))))
    return tuple(found)
