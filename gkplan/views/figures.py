"""What units, sections and stats have in common: the figures of a row, their columns, their order, their JSON."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol, TypeVar

from gkplan.plan.model import Piece, Task
from gkplan.plan.status import Judge
from gkplan.plan.tally import Standing, Tally, finished, stand
from gkplan.text.ranges import ranges
from gkplan.views.amounts import how_many
from gkplan.views.json import JSON, document
from gkplan.views.listing import Column, Listing


class Compared(NamedTuple):
    """What more is asked of counts: their order, what was finished from the day `since`, where they stood on `against`."""

    sort: str | None = None
    since: date | None = None
    against: date | None = None


NOTHING_MORE = Compared()


class Figures(NamedTuple):
    """The counts of one row; what was finished in between, and where it stood before, if that was asked for."""

    standing: Standing
    finished: tuple[Piece, ...] | None
    before: Standing | None


class Counted(Protocol):
    """What a row must have for the columns of counts."""

    @property
    def figures(self) -> Figures:
        """Its counts."""


Row = TypeVar("Row", bound=Counted)


class Counting:
    """Counts the tasks of one plan on one day, and on the day it is compared with."""

    def __init__(self, judge: Judge, asked: Compared) -> None:
        self.judge = judge
        self.asked = asked
        self._then = Judge(judge.plan, asked.against) if asked.against else None

    def count(self, tasks: Sequence[Task], units: tuple[str, ...] | None = None) -> Figures:
        """Return the figures of `tasks`, or with `units` of their part of them."""
        return Figures(
            stand(self.judge, tasks, units),
            finished(self.judge, tasks, self.asked.since, units) if self.asked.since else None,
            stand(self._then, tasks, units) if self._then else None,
        )


SORTS: dict[str, Callable[[Standing], Any]] = {
    "plan": lambda _: 0,
    "overdue": lambda standing: (
        -standing.counts.overdue,
        -standing.steps.overdue - standing.periods.overdue,
        -standing.most_days_overdue,
    ),
    "days": lambda standing: -standing.most_days_overdue,
    "rate": lambda standing: 2 if standing.counts.rate is None else standing.counts.rate,
    "done": lambda standing: -standing.counts.done,
}
"""Orders of rows: as in the plan, most overdue, longest overdue, lowest rate, most done first."""


def _count(head: str, number: Callable[[Standing], object], spare: int = 0) -> Column[Counted]:
    return Column(head, lambda row: str(number(row.figures.standing)), is_number=True, spare=spare)


# What is spared first on a narrow terminal has the highest number.
_COUNTS = (
    _count("任务", lambda standing: standing.counts.total),
    _count("已办结", lambda standing: standing.counts.done),
    _count("按期办结", lambda standing: standing.counts.done_on_time, 7),
    _count("逾期办结", lambda standing: standing.counts.done_late, 7),
    _count("已逾期", lambda standing: standing.counts.overdue),
    _count("逾期未启动", lambda standing: standing.counts.overdue_idle, 9),
    _count("临期", lambda standing: standing.counts.due_soon, 1),
    _count("临期未启动", lambda standing: standing.counts.due_soon_idle, 9),
    _count("推进中", lambda standing: standing.counts.in_progress, 4),
    _count("未启动", lambda standing: standing.counts.not_started, 3),
    _count("未定时限", lambda standing: standing.counts.unset, 6),
    _count("长期", lambda standing: standing.counts.ongoing, 6),
    _count("办结率", lambda standing: percent(standing.counts.rate)),
    _count("按期办结率", lambda standing: percent(standing.counts.rate_on_time), 8),
    _count("步骤办结", lambda standing: standing.steps.done, 8),
    _count("步骤逾期", lambda standing: standing.steps.overdue, 1),
    _count("各期办结", lambda standing: standing.periods.done, 8),
    _count("各期逾期", lambda standing: standing.periods.overdue, 1),
    _count("最长逾期天数", lambda standing: standing.most_days_overdue, 1),
    _count("数量落后", lambda standing: standing.behind, 5),
)

_RARE = {"未定时限", "步骤办结", "步骤逾期", "各期办结", "各期逾期", "数量落后"}
"""Counts that people are spared where all of them are 0."""

RATES = "办结率＝已办结÷（任务－长期）；按期办结率＝按期办结÷（已办结＋已逾期）"
"""What the ratios divide by what: said once where a reader meets them."""


BEHIND = "数量落后指完成的数量少于按时间进度应达到的"
"""What it is to be behind with a number."""


def percent(rate: float | None, decimals: int = 0) -> str:
    """Return a ratio for people, half of the last place up; only all is 100%, and only nothing 0%."""
    if rate is None:
        return "—"
    most = 100 * 10**decimals
    # What is a half on paper may be a hair less in the machine.
    parts = int(rate * most + 0.5 + 1e-9)
    parts = min(max(parts, 1), most - 1) if 0 < rate < 1 else parts
    return f"{parts / 10**decimals:.{decimals}f}%"


def _change(head: str, number: Callable[[Tally], int]) -> tuple[Column[Counted], Column[Counted]]:
    """Return by how much a count has changed since the day it is compared with; people see the sign of more, too."""

    def change(row: Counted) -> int | None:
        now, before = row.figures.standing, row.figures.before
        return number(now.counts) - number(before.counts) if before else None

    def told(row: Counted, form: str) -> str:
        by = change(row)
        return "" if by is None else format(by, form)

    return (
        Column(head, lambda row: told(row, "+d") if change(row) else told(row, "d"), is_number=True, reader="people"),
        Column(head, lambda row: told(row, "d"), is_number=True, reader="data"),
    )


def _finished(head: str, kind: str) -> Column[Counted]:
    """Return how many of a kind were finished in between."""
    return Column(
        head,
        lambda row: str(sum(each.kind == kind for each in row.figures.finished or ())),
        is_number=True,
        reader="data",
    )


_FINISHED: tuple[Column[Counted], ...] = (
    Column("期间办结", lambda row: how_many(row.figures.finished or ()) or "0", weight=1, reader="people"),
    _finished("期间办结任务", "task"),
    _finished("期间办结步骤", "step"),
    _finished("期间办结期数", "period"),
    Column("办结的是", lambda row: ranges(each.id for each in row.figures.finished or ()), weight=1),
)

_CHANGES = (
    *_change("已办结增减", lambda counts: counts.done),
    *_change("已逾期增减", lambda counts: counts.overdue),
    *_change("未启动增减", lambda counts: counts.not_started),
)


def _figures_json(figures: Figures, asked: Compared) -> JSON:
    found = _standing_json(figures.standing)
    if figures.finished is not None and asked.since:
        found["since"] = {"date": asked.since.isoformat(), "done": [piece.id for piece in figures.finished]}
    if figures.before is not None and asked.against:
        found["against"] = {"date": asked.against.isoformat(), **_standing_json(figures.before)}
    return found


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


def counted_listing(
    counter: Counting,
    columns: Sequence[Column[Row]],
    rows: Sequence[Row],
    summary: str,
    key: str,
    json: Callable[[Row], JSON],
    *,
    part_of: Callable[[Row], object] | None = None,
) -> Listing[Row]:
    """Return `rows` with their own columns and JSON first, then the counts; `key` names them in the document.

    `part_of` as for Listing.
    """
    judge, asked = counter.judge, counter.asked
    counts = [
        Column(each.head, each.text, is_number=True, reader="data")  # in which people would see nothing
        if each.head in _RARE and not any(each.text(row) != "0" for row in rows)
        else each
        for each in _COUNTS
    ]
    if asked.since:
        counts += _FINISHED
    told = ["逾期多的在前"] if asked.sort == "overdue" else []
    told += [f"期间指 {asked.since} 至 {judge.day}"] if asked.since else []
    told += [f"增减是与 {asked.against} 相比"] if asked.against else []
    told += [f"临期指 {judge.plan.due_soon_days} 天内到期"]
    told += [BEHIND] if any(row.figures.standing.behind for row in rows) else []
    return Listing(
        columns=(*columns, *counts, *(_CHANGES if asked.against else ())),
        subjects=rows,
        summary="；".join((summary, *told, f"{RATES}（截至 {judge.day}）")),
        part_of=part_of,
        document=lambda: document(judge, **{key: [{**json(row), **_figures_json(row.figures, asked)} for row in rows]}),
    )


def in_order(rows: Sequence[Row], asked: Compared) -> list[Row]:
    """Return `rows` in the order asked for."""
    return sorted(rows, key=lambda row: SORTS[asked.sort or "plan"](row.figures.standing))
