"""Who still owes what, as rows and as a page: every name, none cut. Nothing here knows a format, a width or a colour."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gkplan.plan.owing import Owed, silent_units
from gkplan.plan.select import Match
from gkplan.plan.status import Judge, Part, sent_back
from gkplan.text.gist import gist
from gkplan.views.amounts import how_many
from gkplan.views.blocks import Block
from gkplan.views.json import JSON, document, match_json, status_json
from gkplan.views.listing import Column, Listing
from gkplan.views.tasks import due_text, state_text

MOST = 30
"""Characters of a requirement; no name is ever cut."""


class _Debt(NamedTuple):
    """One unit's part of one piece, and whom to ask."""

    match: Match
    part: Part
    contact: str


_COLUMNS: tuple[Column[_Debt], ...] = (
    Column("序号", lambda debt: debt.match.piece.id, is_name=True),
    Column("单位", lambda debt: debt.part.unit, weight=1),
    Column("联系人", lambda debt: debt.contact, weight=1),
    Column(
        "状态", lambda debt: state_text(debt.part.status), reader="people", state=lambda debt: debt.part.status.state
    ),
    Column("状态", lambda debt: debt.part.status.word, reader="data"),
    Column("逾期天数", lambda debt: str(debt.part.status.days_overdue), is_number=True, reader="data"),
    Column("完成时限", lambda debt: due_text(debt.part.status, debt.match.piece.deadline), reader="people"),
    Column("完成时限", lambda debt: str(debt.part.status.due or ""), reader="data"),
    Column("具体要求", lambda debt: debt.match.piece.what, weight=3),
)


def outstanding_listing(judge: Judge, owing: Sequence[Owed], by: str) -> Listing[_Debt]:
    """Return a row for each unit and piece, those of one piece together, or with `by` "unit" those of one unit."""
    contacts = contacts_of(judge)
    debts = [_Debt(each.match, part, contacts.get(part.unit, "")) for each in owing for part in each.parts]
    if by == "unit":
        order = {name: place for place, name in enumerate(contacts)}
        debts.sort(key=lambda debt: order.get(debt.part.unit, len(order)))
    return Listing(
        columns=_COLUMNS,
        subjects=debts,
        document=lambda: _by_unit_json(judge, debts) if by == "unit" else _by_task_json(judge, owing, contacts),
    )


def outstanding_page(judge: Judge, owing: Sequence[Owed], by: str, within: str = "") -> tuple[Block, ...]:
    """Return a block for each piece, or with `by` "unit" for each unit, that names all who owe it.

    `within` says among what was looked, where there is none.
    """
    contacts = contacts_of(judge)
    units = {part.unit for each in owing for part in each.parts}
    if not owing:
        return (Block(sentences=(f"{within}没有未报的单位（截至 {judge.day}）",)),)
    total = f"{how_many(each.match.piece for each in owing)}，涉及 {len(units)} 家单位（截至 {judge.day}）"
    if by == "unit":
        names = [name for name in (*contacts, *sorted(units - contacts.keys())) if name in units]
        blocks = [_unit_block(name, contacts.get(name, ""), owing) for name in names]
    else:
        blocks = [_piece_block(each, contacts) for each in owing]
    return (*blocks, Block(sentences=(total,)))


def _piece_block(each: Owed, contacts: dict[str, str]) -> Block:
    match = each.match
    stands = "，".join(
        dict.fromkeys((f"时限 {due_text(match.status, match.piece.deadline)}", state_text(match.status)))
    )
    names = "、".join(part_called(part, match, contacts) for part in each.parts)
    told = f"未报 {len(each.parts)} 家（共 {match.status.parts} 家）：{names}"
    if not each.parts:
        told = f"{'、'.join(match.piece.units)}没有写明包括哪些单位，不知道该找谁；请在 groups 里补上"
    return Block(heading=f"{match.piece.id} {gist(match.piece.what, MOST)}（{stands}）", sentences=(told,))


def part_called(part: Part, match: Match, contacts: dict[str, str]) -> str:
    """Return a unit, whom to ask, and where its part stands otherwise than the whole."""
    told = [contacts.get(part.unit, "")]
    if sent_back(part.progress):
        told.append("已退回")
    if part.status.is_reached:
        told.append(part.status.word)
    elif part.status.due != match.status.due and part.status.due:
        told.append(f"延期到 {part.status.due}")
    words = "，".join(word for word in told if word)
    return f"{part.unit}（{words}）" if words else part.unit


def _unit_block(name: str, contact: str, owing: Iterable[Owed]) -> Block:
    own = [(each.match, part) for each in owing for part in each.parts if part.unit == name]
    own.sort(key=lambda each: (each[1].status.due is None, each[1].status.due))
    who = f"（{contact}）" if contact else ""
    return Block(
        heading=f"{name}{who}：{how_many(match.piece for match, _ in own)}",
        sentences=tuple(
            f"{match.piece.id} {gist(match.piece.what, MOST)}（时限 {due_text(part.status, match.piece.deadline)}，{state_text(part.status)}）"
            for match, part in own
        ),
    )


def silent_listing(judge: Judge, units: Sequence[str] = ()) -> Listing[str]:
    """Return the units (of `units`, if given) that still owe something and have reported nothing at all."""
    contacts = contacts_of(judge)
    owing, silent = silent_units(judge, units)
    return Listing(
        columns=(
            Column("单位", lambda unit: unit, is_name=True),
            Column("联系人", lambda unit: contacts.get(unit, ""), weight=1),
        ),
        subjects=silent,
        summary=f"还没有报送过进展的单位 {len(silent)} 家，有事未办结的共 {len(owing)} 家（截至 {judge.day}）",
        document=lambda: document(
            judge, units=[{"unit": unit, "contact": contacts.get(unit) or None} for unit in silent]
        ),
    )


def contacts_of(judge: Judge) -> dict[str, str]:
    """Return whom to ask in each unit of the plan, in its order."""
    return {unit.name: unit.contact or "" for unit in judge.plan.units}


def _by_task_json(judge: Judge, owing: Sequence[Owed], contacts: dict[str, str]) -> JSON:
    return document(
        judge,
        outstanding=[
            {
                **match_json(judge, each.match),
                "units_outstanding": [
                    {"unit": part.unit, "contact": contacts.get(part.unit) or None, **status_json(part.status)}
                    for part in each.parts
                ],
            }
            for each in owing
        ],
    )


def _by_unit_json(judge: Judge, debts: Sequence[_Debt]) -> JSON:
    rows: dict[str, JSON] = {}
    for debt in debts:
        row = rows.setdefault(debt.part.unit, {"unit": debt.part.unit, "contact": debt.contact or None, "tasks": []})
        row["tasks"].append({"id": debt.match.piece.id, "what": debt.match.piece.what, **status_json(debt.part.status)})
    return document(judge, outstanding=list(rows.values()))
