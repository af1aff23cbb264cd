"""Where the whole plan stands, on one screen: counts, the worst overdue, what comes next. Nothing here prints."""

from dataclasses import dataclass
from datetime import timedelta

from gkplan.query import Filter, Match, in_order, select
from gkplan.status import Judge, State
from gkplan.tally import tally
from gkplan.views import Listing, task_listing

MOST = 5
"""How many tasks each list of the overview shows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """A heading, a sentence of counts, and short lists with their titles."""

    heading: str
    counts: str
    lists: tuple[tuple[str, Listing], ...]


def find_overview(judge: Judge) -> Overview:
    """Return the overview of the plan on the judge's day."""
    counts = tally(judge.task(task) for task in judge.plan.tasks)
    rate = "" if counts.rate is None else f"，办结率 {counts.rate:.0%}"
    words = [
        f"{state.word} {getattr(counts, state.value)}"
        for state in (*(state for state in State if state is not State.DONE), State.DONE)
    ]
    overdue = in_order(select(judge, Filter(states=(State.OVERDUE,)), with_steps=True), "overdue")
    coming = in_order(_coming(judge), "due")
    return Overview(
        heading=f"{judge.plan.title}（截至 {judge.day}）",
        counts=f"共 {counts.total} 项：{'，'.join(words)}{rate}",
        lists=(
            _list(judge, overdue, "已逾期", "没有已逾期的任务", "gkplan overdue"),
            _list(judge, coming, "接下来到期", "没有将要到期的任务", "gkplan due --within 365d"),
        ),
    )


def _coming(judge: Judge) -> tuple[Match, ...]:
    open_ones = tuple(state for state in State if state is not State.DONE)
    return select(
        judge, Filter(states=open_ones, after=judge.day, before=judge.day + timedelta(days=365)), with_steps=True
    )


def _list(judge: Judge, matches: tuple[Match, ...], title: str, none: str, command: str) -> tuple[str, Listing]:
    listing = task_listing(judge, matches[:MOST], "")
    if not matches:
        return none, listing
    more = f"（共 {len(matches)} 项，全部见 {command}）" if len(matches) > MOST else f"（{len(matches)} 项）"
    # One screen: the requirement gives way to its beginning.
    return title + more, listing._replace(rows=tuple((*row[:-1], _shortened(row[-1])) for row in listing.rows))


def _shortened(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"
