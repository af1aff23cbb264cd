"""A task as a row of a page: what folds away, what narrows the table. Nothing here knows HTML."""

from collections.abc import Mapping
from typing import NamedTuple

from gkplan.plan.entries import Entry, log
from gkplan.plan.model import Piece, Task
from gkplan.plan.sections import headings
from gkplan.plan.select import Match
from gkplan.plan.status import Judge, State
from gkplan.views.amounts import how_many
from gkplan.views.details import inside_text, limit_text, target_text
from gkplan.views.log import entry_text
from gkplan.views.tasks import state_column

FEW = 6
"""Units that are named outright; more are folded."""


class Report(NamedTuple):
    """An entry on record: when, by whom, what kind of entry on what, what it says and what proves it."""

    day: str
    unit: str
    kind: str
    text: str
    evidence: tuple[str, ...]


class Row(NamedTuple):
    """A task, or a step or period asked for, in words.

    `units` come with their role, if the document gives one, and `via` says through which group it concerns who was asked
    about. `owing` are the units that have not finished, `owing_told` how many they are; where all of many owe it there
    are no names, since `units` say who they are. `inside` are its steps and periods with a label. `unit_keys` and
    `section_key` are what options are compared with.
    """

    id: str
    kind: str
    sections: tuple[str, ...]
    what: str
    target: str
    units: tuple[tuple[str, str], ...]
    via: str
    limit: str
    state: State
    stands: str
    closed: str
    owing_told: str
    owing: tuple[str, ...]
    reports: tuple[Report, ...]
    inside_told: str
    inside: tuple[tuple[str, str], ...]
    unit_keys: tuple[int, ...]
    section_key: int | None


def web_row(judge: Judge, match: Match, only: tuple[str, ...], sections: Mapping[str, int]) -> Row:
    """Return the row of `match`, as it stands for the units `only` if there are any; `sections` are places by key."""
    task, piece, status = match.task, match.piece, match.status
    names = (*task.units, *(name for step in task.steps for name in step.units)) if piece.is_task else piece.units
    inside = (
        [each for each in judge.parts_of(task) if not only or judge.responsible(each, only)] if piece.is_task else []
    )
    owing = _owing(judge, match)
    return Row(
        id=piece.id,
        kind=piece.kind,
        sections=headings(judge.plan, task.section),
        what=piece.what,
        target=target_text(judge, piece, only or None) if task.target and piece.is_task else "",
        units=tuple((name, _role(task, name)) for name in piece.units),
        via=match.via or "",
        limit=limit_text(judge, match),
        state=status.state,
        stands=state_column(judge, only).text(match),
        closed=str(status.done or ""),
        owing_told=_owing_told(judge, match, len(owing)),
        owing=() if len(owing) == status.parts > FEW else owing,
        reports=tuple(_report(piece, entry) for entry in log(judge, (piece,), only)),
        inside_told=how_many(inside),
        inside=tuple(
            (each.called.removeprefix(f"任务 {task.id} 的 "), inside_text(judge, each, only or None)) for each in inside
        ),
        unit_keys=tuple(judge.order[name] for name in dict.fromkeys(names) if name in judge.order),
        section_key=sections.get(task.section or ""),
    )


def _role(task: Task, name: str) -> str:
    return "牵头" if name in task.lead else "配合" if name in task.support else ""


def _owing(judge: Judge, match: Match) -> tuple[str, ...]:
    """Return who has not finished; what has no end nobody can finish, unless period by period."""
    is_endless = match.status.state is State.ONGOING and not judge.periods(match.piece)
    return () if is_endless else match.status.outstanding


def _owing_told(judge: Judge, match: Match, owing: int) -> str:
    parts = match.status.parts
    if not owing or parts < 2:
        return ""
    word = "未报齐" if judge.periods(match.piece) and not match.piece.period else "未办结"
    return f"{parts} 家均{word}" if owing == parts else f"{owing}/{parts} 家{word}"


def _report(piece: Piece, entry: Entry) -> Report:
    # Of a step that is a row of its own, or of the task itself, the row says what it is about.
    about = f"步骤 {entry.piece.id} " if entry.piece.number and piece.is_task else ""
    period = f"（{entry.period}）" if entry.period and not piece.period else ""
    return Report(
        day=str(entry.day or ""),
        unit=entry.unit or "",
        kind=f"{about}{entry.word}{period}",
        text=entry_text(entry),
        evidence=entry.evidence,
    )
