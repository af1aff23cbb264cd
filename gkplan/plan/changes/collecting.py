"""收表: what the answers in returned forms make of a plan, row by row; what cannot be taken is left out, with the reason."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from gkplan.errors import GkplanError, NotFoundError
from gkplan.plan.changes.change import Report
from gkplan.plan.changes.progress import note
from gkplan.plan.entries import entries_of
from gkplan.plan.forms import Answer, key_of, plan_mark
from gkplan.plan.lookup import find_piece
from gkplan.plan.model import Piece, Plan
from gkplan.plan.register import Register
from gkplan.plan.status import Judge, Status


class Taken(NamedTuple):
    """An answer that became a report of `day` on `piece`, and how the unit's part stood before and stands after it.

    `is_dated`: the unit wrote the day; else it is that of the collecting.
    """

    answer: Answer
    piece: Piece
    day: date
    is_dated: bool
    before: Status
    after: Status


class Collected(NamedTuple):
    """The plan with all answers that were taken, those it held already, and those left out, each with the reason."""

    plan: Plan
    taken: tuple[Taken, ...]
    known: tuple[Answer, ...]
    refused: tuple[tuple[Answer, str], ...]


def collect(plan: Plan, answers: Iterable[Answer], today: date) -> Collected:
    """Return what `answers` make of `plan`; what a unit dated no day is of `today`.

    Left out is what was made for another plan or speaks of what is not in this one, what was answered twice and not
    alike, what the plan has newer reports of than the form was made from, and what cannot be reported so.
    """
    register = Register(plan)
    said: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers:
        if not answer.is_blank:
            said.setdefault((answer.key.piece, answer.key.unit), []).append(answer)
    found = Collected(plan, (), (), ())
    for same in said.values():
        answer, *others = same
        if any(each[1:] != answer[1:] for each in others):
            places = "、".join(each.place for each in same)
            refused = [
                (each, f"同一项填了 {len(same)} 次，内容不一样（{places}），都没有收；请留下对的一行") for each in same
            ]
            found = found._replace(refused=(*found.refused, *refused))
            continue
        try:
            found = _with(found, register, answer, today)
        except GkplanError as error:
            # What follows is for who typed a command.
            reason = error.message.partition("，没有改动")[0].partition("，没有办结；")[0]
            found = found._replace(refused=(*found.refused, (answer, reason)))
    return found


class _UnfitError(GkplanError):
    """Why an answer cannot be taken."""


def _with(found: Collected, register: Register, answer: Answer, today: date) -> Collected:
    key, plan = answer.key, register.plan
    if key.plan != plan_mark(plan):
        raise _UnfitError("这份回填表是另一份方案的（标题或年度不同）；请核对交来的表")
    try:
        piece = find_piece(plan, key.piece)
    except NotFoundError:
        raise _UnfitError(f"方案里已没有 {key.piece}；请核对") from None
    if key.unit not in register.members(piece.units):
        raise _UnfitError(f"{key.unit}已不是{piece.called} 的责任单位；请核对")
    day = answer.day or today
    if _is_held(register, piece, answer):
        return found._replace(known=(*found.known, answer))
    if key != key_of(register, piece, key.unit):
        numbers = [entry.id for entry in entries_of(piece) if entry.unit in {key.unit, None}]
        newest = f"（{numbers[-1]}）" if numbers else ""
        raise _UnfitError(
            f"这份表制出以后，方案里{piece.called} 又有改动{newest}；请用 gkplan show {piece.id} 核对后登记"
        )
    # Earlier answers may have changed the task.
    piece = find_piece(found.plan, key.piece)
    change = note(
        found.plan,
        piece,
        Report(day=day, note=answer.note, evidence=answer.evidence),
        (key.unit,),
        answer.counted,
        is_done=answer.is_done,
        again=True,
    )
    taken = Taken(
        answer=answer,
        piece=piece,
        day=day,
        is_dated=answer.day is not None,
        before=Judge(found.plan, today).status(piece, (key.unit,)),
        after=Judge(change.plan, today).status(find_piece(change.plan, key.piece), (key.unit,)),
    )
    return found._replace(plan=change.plan, taken=(*found.taken, taken))


def _is_held(register: Register, piece: Piece, answer: Answer) -> bool:
    """Tell whether the plan has the very report: what was written without a day may be of any since the last return."""
    wanted = (answer.is_done, answer.note, answer.counted, answer.evidence)
    reports = register.reports(piece, (answer.key.unit,))
    last = max((place for place, entry in enumerate(reports, 1) if entry.returned), default=0)
    return any(
        (entry.done, entry.note, entry.count, entry.evidence) == wanted and answer.day in {None, entry.date}
        for entry in reports[last:]
    )
