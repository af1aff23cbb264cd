"""Where the whole plan stands, as a page of one screen. Nothing here knows a format, a width or a colour."""

from gkplan.dates.typed import later
from gkplan.plan.select import Match, in_order, is_due, is_in, select
from gkplan.plan.status import Judge, State
from gkplan.plan.tally import tally
from gkplan.text.gist import gist
from gkplan.views.bar import bar
from gkplan.views.listing import Column, Listing
from gkplan.views.page import Block
from gkplan.views.tasks import DUE, ID, state_column

MOST = 5
"""How many tasks each list of the overview shows."""

_OPEN = tuple(state for state in State if state is not State.DONE)


def overview_page(judge: Judge) -> tuple[Block, ...]:
    """Return the plan on the judge's day: counts and a bar, the worst overdue, what comes next, who is silent."""
    counts = tally(judge.task(task) for task in judge.plan.tasks)
    rate = "" if counts.rate is None else f"，办结率 {counts.rate:.0%}"
    words = [f"{state.word} {getattr(counts, state.value)}" for state in (State.DONE, *_OPEN)]
    overdue = in_order(select(judge, is_in(State.OVERDUE), with_steps=True), "overdue")
    last = later(judge.day, 365)
    coming = select(judge, is_in(*_OPEN), is_due(judge.day, last), with_steps=True)
    return (
        Block(
            heading=f"{judge.plan.title}（截至 {judge.day}）",
            sentences=(
                f"共 {counts.total} 项：{'，'.join(words)}{rate}",
                f"{bar(counts, 30)}  █ 已办结 ▓ 已逾期",
            ),
        ),
        _block(judge, overdue, "已逾期", "没有已逾期的任务", "gkplan overdue"),
        _block(judge, in_order(coming, "due"), "接下来到期", "没有将要到期的任务", "gkplan due --within 365d"),
        Block(sentences=(_silent(judge),)),
    )


def _block(judge: Judge, matches: tuple[Match, ...], title: str, none: str, command: str) -> Block:
    if not matches:
        return Block(heading=none)
    # The counts above are of tasks; a list has the steps too.
    steps = sum(match.is_step for match in matches)
    how_many = f"{len(matches) - steps} 项{f'，另有步骤 {steps} 个' if steps else ''}"
    more = f"（{how_many}，全部见 {command}）" if len(matches) > MOST else f"（{how_many}）"
    # One screen of 80 columns and 24 lines: units and requirement give way to their beginnings.
    columns: tuple[Column[Match], ...] = (
        ID,
        state_column(judge),
        DUE,
        Column("责任单位", lambda match: _few(judge, match.task.units), weight=2),
        Column("具体要求", lambda match: gist(match.piece.what, 15), weight=5),
    )
    return Block(heading=title + more, listing=Listing(columns, matches[:MOST]))


def _few(judge: Judge, units: tuple[str, ...]) -> str:
    names = "、".join(units)
    # Nine characters are what is left of 80 columns.
    return names if len(units) == 1 or len(names) < 10 else f"{units[0]}等 {len(judge.members(units))} 家"


def _silent(judge: Judge) -> str:
    """Return which units that still owe something have reported nothing.

    What the office notes on a task of several units, without naming one, is no report of theirs.
    """
    plan = judge.plan
    owing: set[str] = set()
    heard: set[str] = set()
    for task in plan.tasks:
        status, everyone = judge.task(task), judge.members(task.units)
        owing.update(status.outstanding)
        for entry in task.progress:
            if entry.date <= judge.day and entry.unit:
                heard.update(judge.members((entry.unit,)))
            elif entry.date <= judge.day and len(everyone) == 1:
                heard.update(everyone)
        if status.done and len(everyone) == 1:
            heard.update(everyone)
    silent = [unit for unit in judge.members(unit.name for unit in plan.units) if unit in owing - heard]
    if not silent:
        return "各单位都已报送过进展" if heard else "没有要报送进展的单位"
    names = "、".join(silent) if len(silent) < 9 else f"{'、'.join(silent[:4])}等"
    return f"还没有报送过进展的单位 {len(silent)} 家：{names}"
