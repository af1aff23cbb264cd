"""The ledger (台账) as the office prints it: a row for each task, with what was reported. Nothing here knows a format."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from gkplan.plan.entries import Entry, entries_of
from gkplan.plan.model import Piece
from gkplan.plan.sections import headings
from gkplan.plan.select import Match
from gkplan.plan.status import PRESSING, Judge, State
from gkplan.plan.tally import Standing
from gkplan.text.ranges import ranges
from gkplan.views.details import inside_text
from gkplan.views.log import entry_text
from gkplan.views.outstanding import contacts_of
from gkplan.views.tasks import state_text

MOST_REPORTS = 3
"""Reports that are told in a row, the newest; all of them are in the log."""

MOST_NAMED = 12
"""Units that a row names of those that have not finished, and contacts."""

MOST_LINKS = 5
"""Evidence that a row tells."""


class LedgerRow(NamedTuple):
    """A task (or, for a unit, a step it has alone) as it stands: its place in the document, words, days and state.

    `units` has the roles where the document gives some; `stands` is the state in words, `state` what colours it.
    """

    id: str
    section: str
    subsection: str
    what: str
    units: str
    contact: str
    deadline: str
    due: date | None
    state: State
    stands: str
    done: date | None
    progress: str
    evidence: str
    remark: str


UNIT_COUNTS: tuple[tuple[str, Callable[[Standing], float | None]], ...] = (
    ("任务", lambda standing: standing.counts.total),
    ("已办结", lambda standing: standing.counts.done),
    ("按期办结", lambda standing: standing.counts.done_on_time),
    ("逾期办结", lambda standing: standing.counts.done_late),
    ("推进中", lambda standing: standing.counts.in_progress),
    ("临期", lambda standing: standing.counts.due_soon),
    ("临期未启动", lambda standing: standing.counts.due_soon_idle),
    ("未启动", lambda standing: standing.counts.not_started),
    ("已逾期", lambda standing: standing.counts.overdue),
    ("逾期未启动", lambda standing: standing.counts.overdue_idle),
    ("未定时限", lambda standing: standing.counts.unset),
    ("长期", lambda standing: standing.counts.ongoing),
    ("步骤逾期", lambda standing: standing.steps.overdue),
    ("各期逾期", lambda standing: standing.periods.overdue),
    ("最长逾期天数", lambda standing: standing.most_days_overdue),
    ("办结率", lambda standing: standing.counts.rate),
    ("按期办结率", lambda standing: standing.counts.rate_on_time),
)
"""What is counted of each unit, under its name: numbers, and ratios from 0 to 1, None where there is nothing to divide by."""


def ledger_rows(judge: Judge, matches: Iterable[Match], units: Sequence[str] = ()) -> Iterator[LedgerRow]:
    """Yield a row for each of `matches`; with `units` (units or groups) only what these reported is told."""
    contacts = contacts_of(judge)
    return (_row(judge, match, units, contacts) for match in matches)


def _row(judge: Judge, match: Match, units: Sequence[str], contacts: dict[str, str]) -> LedgerRow:
    piece, status = match.piece, match.status
    above = [*headings(judge.plan, match.task.section), "", ""]
    inside = [piece, *(each for each in judge.parts_of(match.task) if piece.is_task and each.period is None)]
    entries = [entry for each in inside for entry in _entries(judge, each, units)]
    entries.sort(key=lambda entry: entry.day or date.min, reverse=True)
    links = list(dict.fromkeys(link for entry in entries for link in entry.evidence))
    # A group stands for many: the few of them that have named somebody would seem to be those to ask.
    members = judge.responsible(
        piece, units or tuple(unit.name for unit in judge.plan.units if unit.name in piece.units)
    )
    told = [
        f"{unit}：{contacts[unit]}" if len(members) > 1 else contacts[unit] for unit in members if contacts.get(unit)
    ]
    return LedgerRow(
        id=piece.id,
        section=above[0],
        subsection=above[1],
        what=piece.what,
        units=_units(piece),
        contact=_some(told, MOST_NAMED, "人", "\n"),
        deadline=piece.deadline or "",
        due=status.due,
        state=status.state,
        stands=state_text(status),
        done=status.done,
        progress="\n".join([*_stands(judge, match, units), *_reports(entries)]),
        evidence=_some(links, MOST_LINKS, "项", "\n"),
        remark="\n".join(_remarks(match, entries)),
    )


def _entries(judge: Judge, piece: Piece, units: Sequence[str]) -> list[Entry]:
    asked = set(judge.members(units))
    return [
        entry
        for entry in entries_of(piece)
        if judge.holds(entry.day)
        and (piece.period is None or entry.period == piece.period)
        and (not asked or entry.unit is None or not asked.isdisjoint(judge.members((entry.unit,))))
    ]


def _units(piece: Piece) -> str:
    lead, support = piece.task.lead, piece.task.support
    if piece.number or not (lead or support):
        return "、".join(piece.units)
    others = [name for name in piece.units if name not in {*lead, *support}]
    roles = (("牵头", lead), ("责任", others), ("配合", support))
    return "\n".join(f"{word}：{'、'.join(names)}" for word, names in roles if names)


def _stands(judge: Judge, match: Match, units: Sequence[str]) -> list[str]:
    """Return how far it is: how many of several have finished, what of a number is reached, its steps and periods."""
    status, piece = match.status, match.piece
    lines = []
    recurs = bool(judge.periods(piece)) and piece.period is None
    if status.parts > 1 and status.done is None and status.state is not State.ONGOING and not recurs:
        left = status.outstanding
        names = f"，还差：{_some(left, MOST_NAMED, '家', '、')}" if len(left) < status.parts else ""
        lines.append(f"{status.parts - len(left)}/{status.parts} 家已办结{names}")
    pace = judge.pace(match.task, units or None) if piece.is_task and status.done is None else None
    if pace:
        reached = "达到数量要求的" if match.task.target and match.task.target.each else "已完成"
        lines.append(f"{reached} {pace.reach.words}{'，进度落后' if pace.is_behind else ''}")
    for each in judge.parts_of(match.task) if piece.is_task else ():
        own = judge.status(each, units or None)
        if not own.parts and each.units:
            continue
        if each.kind == "step":
            lines.append(f"步骤 {each.id} {inside_text(judge, each, units or None)}")
    return [*lines, *_periods(judge, match, units)]


def _periods(judge: Judge, match: Match, units: Sequence[str]) -> list[str]:
    """Return the periods that are closed on one line, those that are owed on one each."""
    closed, lines = [], []
    for each in judge.parts_of(match.task) if match.piece.is_task else ():
        own = judge.status(each, units or None)
        if each.period is None or (not own.parts and each.units):
            continue
        name = each.period if each.number is None else each.id
        if own.done:
            closed.append(name)
        elif own.state in PRESSING or own.is_started:
            lines.append(f"{name}：{inside_text(judge, each, units or None)}")
    return [*([f"已办结各期：{ranges(closed)}"] if closed else []), *lines]


def _reports(entries: Sequence[Entry]) -> list[str]:
    """Return the newest reports that say something, one a line."""
    told = [entry for entry in entries if entry.kind in {"progress", "done"} and entry_text(entry)]
    lines = []
    for entry in told[:MOST_REPORTS]:
        words = [str(entry.day or ""), entry.unit or "", entry.period or ""]
        lines.append(f"{' '.join(word for word in words if word)}：{entry_text(entry)}")
    if len(told) > MOST_REPORTS:
        lines.append(f"另有 {len(told) - MOST_REPORTS} 条，见“登记明细”")
    return lines


def _remarks(match: Match, entries: Sequence[Entry]) -> list[str]:
    lines = [f"来源：{match.task.origin}"] if match.task.origin and match.piece.is_task else []
    for entry in entries:
        if entry.kind in {"extension", "waived", "returned"}:
            who = f"{entry.unit or ''}{entry.period or ''}"
            text = entry_text(entry)
            lines.append(f"{who}{entry.word}{f'：{text}' if text else ''}")
    return lines


def _some(texts: Sequence[str], most: int, measure: str, sign: str) -> str:
    """Return the first `most` of `texts`, and how many there are when there are more."""
    if len(texts) <= most:
        return sign.join(texts)
    return f"{sign.join(texts[:most])} 等 {len(texts)} {measure}"
