"""收表: what the answers in returned forms make of a plan, row by row; what cannot be taken is left out, with the reason."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from gkplan.errors import GkplanError, NotFoundError
from gkplan.plan.changes.change import Report
from gkplan.plan.changes.progress import note
from gkplan.plan.forms import Answer, key_of, plan_mark
from gkplan.plan.lookup import find_piece, matching_units
from gkplan.plan.model import Piece, Plan
from gkplan.plan.register import Register
from gkplan.plan.status import Judge, Status
from gkplan.text.gist import gist
from gkplan.text.halfwidth import half_width
from gkplan.text.inert import inert


class Taken(NamedTuple):
    """An answer that became a report of `day` on `piece`, and how the unit's part stood before and stands after it.

    `is_dated`: the unit wrote the day; else it is that of the collecting. `remarks` are for a person to look at.
    """

    answer: Answer
    piece: Piece
    day: date
    is_dated: bool
    before: Status
    after: Status
    remarks: tuple[str, ...] = ()


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
    tasks = {task.id for task in plan.tasks}
    said: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers:
        if not answer.is_blank:
            said.setdefault((answer.key.piece, answer.key.unit), []).append(answer)
    found = Collected(plan, (), (), ())
    # Steps and periods first: what closes a task closes them.
    for same in sorted(said.values(), key=lambda same: same[0].key.piece in tasks):
        answer, *others = same
        if any(each.said != answer.said for each in others):
            places = "、".join(each.place for each in same)
            reason = f"同一项填了 {len(same)} 次，内容不一样（{places}），都没有收；请留下对的一行"
            found = found._replace(refused=(*found.refused, (answer, reason)))
            continue
        try:
            found = _with(found, register, answer, today)
        except GkplanError as error:
            found = found._replace(refused=(*found.refused, (answer, _reason(error.message))))
    return found


class _UnfitError(GkplanError):
    """Why an answer cannot be taken."""


def _reason(message: str) -> str:
    """Return a refusal for who collects: what to type is for who typed a command."""
    fact, _, remedy = message.replace("，没有办结；", "，没有改动；").partition("，没有改动")
    remedy = remedy.lstrip("；")
    is_typed = not remedy or "--" in remedy or "gkplan" in remedy
    return f"{fact}；{'请核对后让对方改正，或自己登记' if is_typed else remedy}" if fact != message else message


def _with(found: Collected, register: Register, answer: Answer, today: date) -> Collected:
    key, plan = answer.key, register.plan
    if key.plan != plan_mark(plan):
        raise _UnfitError("这份回填表是另一份方案的，或方案的标题、年度后来改过；请核对，或重新发表")
    try:
        piece = find_piece(plan, key.piece)
    except NotFoundError:
        raise _UnfitError(f"方案里已没有 {key.piece}；请核对") from None
    if key.unit not in register.members(piece.units):
        raise _UnfitError(f"{key.unit}已不是{piece.called} 的责任单位；请核对")
    now = key_of(register, piece, key.unit)
    is_current = key.held == now.held
    _refuse_moved(plan, piece, answer, is_current=is_current)
    # Made after the report, a form that says the same says it anew.
    if not is_current and _is_held(register, piece, answer):
        return found._replace(known=(*found.known, answer))
    if not is_current:
        raise _UnfitError(f"制表时{piece.called} 的情况与方案里现在的不同；请用 gkplan show {piece.id} 核对后登记")
    # Earlier answers may have changed the task.
    piece = find_piece(found.plan, key.piece)
    report = Report(day=answer.day or today, note=answer.note, evidence=answer.evidence)
    change = note(found.plan, piece, report, (key.unit,), answer.counted, is_done=answer.is_done)
    taken = Taken(
        answer=answer,
        piece=piece,
        day=report.day,
        is_dated=answer.day is not None,
        before=Judge(found.plan, today).status(piece, (key.unit,)),
        after=Judge(change.plan, today).status(find_piece(change.plan, key.piece), (key.unit,)),
        remarks=tuple(part for line in change.said for part in line.split("；") if part.startswith("提醒：")),
    )
    return found._replace(plan=change.plan, taken=(*found.taken, taken))


def _refuse_moved(plan: Plan, piece: Piece, answer: Answer, *, is_current: bool) -> None:
    """Raise _UnfitError where what stands in the row is not what its key says: only some of the columns were sorted."""
    seen = answer.seen
    if not any(seen):
        raise _UnfitError("没有序号、责任单位、具体要求这几列，核对不了是哪一项；请填原来的回填表")
    whole = piece._replace(period=None)
    wanted = [("序号", seen.number, {whole.id}), ("期", seen.period, {piece.period or ""})]
    # Whoever made the plan say something else since is told so.
    wanted += [("具体要求", seen.what, {piece.what})] if is_current else []
    for name, text, right in wanted:
        if text and _flat(text) not in map(_flat, right):
            raise _UnfitError(_moved(name, text, answer))
    if seen.unit and answer.key.unit not in {seen.unit, *matching_units(plan, seen.unit)}:
        raise _UnfitError(_moved("责任单位", seen.unit, answer))


def _moved(name: str, text: str, answer: Answer) -> str:
    key = answer.key
    told = f"{name}“{gist(text)}”与隐藏的编号（{key.piece}，{key.unit}）对不上"
    return f"{told}，可能只排序、移动了一部分列，或改了{name}；请让对方重新填写原表"


def _flat(text: str) -> str:
    return inert("".join(half_width(text).split()))


def _is_held(register: Register, piece: Piece, answer: Answer) -> bool:
    """Tell whether the plan has the very report: what was written without a day may be of any since the last return."""
    wanted = (answer.is_done, answer.note, answer.counted, answer.evidence)
    reports = register.reports(piece, (answer.key.unit,))
    last = max((place for place, entry in enumerate(reports, 1) if entry.returned), default=0)
    return any(
        (entry.done, entry.note, entry.count, entry.evidence) == wanted and answer.day in {None, entry.date}
        for entry in reports[last:]
    )
