"""催办: texts to paste into a chat, one for each unit that owes something, or one for each task. Nothing here prints."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from gkplan.dates.periods import spell_period
from gkplan.plan.model import Piece
from gkplan.plan.owing import Owed, owed
from gkplan.plan.select import Match, in_order, is_due, is_in, select
from gkplan.plan.status import Judge, State
from gkplan.text.gist import gist
from gkplan.text.ranges import ranges
from gkplan.views.amounts import how_many
from gkplan.views.json import JSON, document, match_json
from gkplan.views.outstanding import contacts_of, part_called
from gkplan.views.tasks import due_text

MOST = 6
"""How many tasks a message names under each heading."""


_OPEN = is_in(*(state for state in State if state is not State.DONE))


class Reminder(NamedTuple):
    """Whom a text is for, what they owe (overdue first), and the text below its head; `about` is the id of a post.

    A letter is for one unit; those that differ in the addressee alone can be one post for all of them.
    """

    units: tuple[str, ...]
    matches: tuple[Match, ...]
    head: str
    body: str
    about: str | None = None

    @property
    def text(self) -> str:
        """The whole text."""
        return self.head + self.body


def unit_reminders(
    judge: Judge, last: date, units: Sequence[str] = (), reply_by: date | None = None
) -> tuple[Reminder, ...]:
    """Return a letter to each of `units` (members of groups one by one; all without any) that owes what is due.

    `last` is the last day, inclusive, on which that falls due; `reply_by` is when to answer.
    """
    names = judge.members(units) if units else judge.members(_named(judge))
    order = {unit.name: place for place, unit in enumerate(judge.plan.units)}
    letters = []
    for name in sorted(names, key=lambda name: order.get(name, len(order))):
        matches = in_order(select(judge, _OPEN, is_due(last=last), units=(name,), with_parts=True), "status")
        if matches:
            head, body = _head(judge, [name]), _body(judge, name, matches, reply_by)
            letters.append(Reminder((name,), matches, head, body))
    return tuple(letters)


def merged(judge: Judge, reminders: Iterable[Reminder]) -> tuple[Reminder, ...]:
    """Return `reminders` with those of equal body as one, addressed to all of their units."""
    alike: dict[str, list[Reminder]] = {}
    for each in reminders:
        alike.setdefault(each.body, []).append(each)
    posts = []
    for some in alike.values():
        units = tuple(unit for each in some for unit in each.units)
        posts.append(some[0]._replace(units=units, head=_head(judge, units)) if len(some) > 1 else some[0])
    return tuple(posts)


def task_reminders(
    judge: Judge, last: date, units: Sequence[str] = (), reply_by: date | None = None
) -> tuple[Reminder, ...]:
    """Return a post for each piece due by `last` (inclusive), naming the units that have not reported.

    With `units` (units or groups) those of them.
    """
    matches = in_order(select(judge, _OPEN, is_due(last=last), units=units, with_parts=True), "status")
    contacts = contacts_of(judge)
    return tuple(_post(judge, each, contacts, reply_by) for each in owed(judge, matches, units, last))


def _named(judge: Judge) -> Iterable[str]:
    for task in judge.plan.tasks:
        yield from task.units
        yield from (name for step in task.steps for name in step.units)


def _post(judge: Judge, each: Owed, contacts: dict[str, str], reply_by: date | None) -> Reminder:
    match = each.match
    late = match.status.days_overdue
    stands = f"已逾期 {late} 天" if late else _left(match, judge)
    names = "、".join(part_called(part, match, contacts) for part in each.parts)
    called = f"第{match.task.id}项" if match.piece.number is None else f"步骤 {match.task.id}.{match.piece.number}"
    if match.piece.period:
        called += f"（{spell_period(match.piece.period)}）"
    who = (
        f"以下 {len(each.parts)} 家未报：{names}"
        if each.parts
        else f"{'、'.join(match.piece.units)}没有写明包括哪些单位"
    )
    body = (
        f"{gist(match.piece.what, 40)}（时限 {due_text(match.status, None)}，{stands}）。"
        f"截至 {judge.day}，{who}。\n{_ending(judge, reply_by, ())}"
    )
    units = tuple(part.unit for part in each.parts)
    return Reminder(units, (match,), f"【政务公开催办】{called}：", body, match.piece.id)


def _called(unit: str, contacts: dict[str, str]) -> str:
    contact = contacts.get(unit)
    return f"{unit}（{contact}）" if contact else unit


def _head(judge: Judge, names: Sequence[str]) -> str:
    contacts = contacts_of(judge)
    return f"【政务公开催办】{'、'.join(_called(name, contacts) for name in names)}："


def _body(judge: Judge, name: str, matches: Sequence[Match], reply_by: date | None) -> str:
    """Return the letter but for its head: the same for units that owe the same."""
    reached = [match for match in matches if match.status.is_reached]
    overdue = [match for match in matches if match.status.state is State.OVERDUE]
    coming = [match for match in matches if match not in reached and match not in overdue]
    told = [
        f"{how_many(match.piece for match in some)}{word}"
        for some, word in ((overdue, "已逾期"), (coming, "即将到期"), (reached, "已达标，待办结"))
        if some
    ]
    lines = [f"截至 {judge.day}，你单位有 {'；'.join(told)}。"]
    days = [f"逾期 {match.status.days_overdue} 天{_count(judge, match, name)}" for match in overdue]
    lines += _block("已逾期", overdue, days)
    lines += _block("即将到期", coming, [_left(match, judge) + _count(judge, match, name) for match in coming])
    confirm = [f"已达标，请确认办结{_count(judge, match, name)}" for match in reached]
    lines += _block("已达标，待办结", reached, confirm)
    return "\n".join([*lines, _ending(judge, reply_by, (name,))])


def _block(word: str, matches: Sequence[Match], days: Sequence[str]) -> list[str]:
    if not matches:
        return []
    lines = [f"{word}："]
    lines += [
        f"{_id(match.piece)} {gist(match.piece.what)}（时限 {due_text(match.status, None)}，{late}）"
        for match, late in zip(matches[:MOST], days, strict=False)
    ]
    if len(matches) > MOST:
        rest = [match.piece for match in matches[MOST:]]
        lines.append(f"另有 {how_many(rest)}：{ranges(_id(piece) for piece in rest)}")
    return lines


def _id(piece: Piece) -> str:
    """Return the number, of a period with its name as documents word it."""
    if piece.period is None:
        return piece.id
    return f"{piece._replace(period=None).id}（{spell_period(piece.period)}）"


def _left(match: Match, judge: Judge) -> str:
    days = (match.status.due - judge.day).days if match.status.due else 0
    return f"还有 {days} 天" if days else "今天到期"


def _count(judge: Judge, match: Match, name: str) -> str:
    """Return how much of a number that is asked for has been reached, and why the last report was sent back."""
    pace = judge.pace(match.task, (name,)) if match.task.target and match.piece.is_task else None
    sent_back = judge.returned(match.piece, (name,))
    return (f"，已完成 {pace.reach.words}" if pace else "") + (f"，已退回：{sent_back}" if sent_back else "")


def _ending(judge: Judge, reply_by: date | None, names: Sequence[str]) -> str:
    """Return what to do by when, and to whom; the office is named in the plan or is called just that."""
    plan = judge.plan
    office = plan.office or "办公室"
    contact = next((unit.contact for unit in plan.units if unit.name == plan.office), None)
    when = f"于 {reply_by} 前" if reply_by else ""
    if plan.office and plan.office in names:
        return f"请抓紧办理，并{when}登记进展和佐证材料。"
    return f"请抓紧办理，并{when}将进展和佐证材料报{office}{f'（{contact}）' if contact else ''}。"


def reminder_json(judge: Judge, reminders: Sequence[Reminder]) -> JSON:
    """Return reminders as JSON."""
    return document(
        judge,
        reminders=[
            {
                "unit": "、".join(each.units),
                "units": list(each.units),
                **({"about": each.about} if each.about else {}),
                "tasks": [match_json(judge, match, shows_via=True) for match in each.matches],
                "text": each.text,
            }
            for each in reminders
        ],
    )
