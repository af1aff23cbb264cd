"""How a 通报 words days, items, units, shares: units by group where it can, a list too long to read by its number."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from gkplan.dates.periods import spell_period
from gkplan.plan.model import Piece
from gkplan.plan.status import Judge, Status
from gkplan.text.gist import gist
from gkplan.text.ranges import ranges
from gkplan.views.amounts import amounts, how_many
from gkplan.views.figures import percent


def day_words(day: date, beside: date | None = None) -> str:
    """Return 2023年6月30日, without the year where it is that of the day `beside`."""
    year = "" if beside and beside.year == day.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def amount_words(pieces: Iterable[Piece]) -> str:
    """Return 2项任务、1个步骤、3期."""
    return how_many(pieces).replace(" ", "")


def number_words(tasks: int, steps: int, periods: int) -> str:
    """Return the same for numbers of each."""
    return amounts(tasks, steps, periods).replace(" ", "")


def shares(counts: Sequence[int]) -> list[str]:
    """Return each count as a share of all, with one decimal, so that what is printed adds up to 100.0%.

    Each is rounded by itself; where the sum is short or over, some of those that were rounded the other way give way: a
    count that no other equals before two that would differ, a large one before a small one, and the first, which a rate
    stands beside, last of all.
    """
    total = sum(counts)
    if not total:
        return ["0.0%" for _ in counts]
    tenths = [(2000 * count + total) // (2 * total) for count in counts]
    over = sum(tenths) - 1000
    rounded = [
        place
        for place, count in enumerate(counts)
        if (tenths[place] * total - 1000 * count) * (1 if over > 0 else -1) > 0
    ]
    rounded.sort(key=lambda place: (not place, counts.count(counts[place]) > 1, -counts[place]))
    for place in rounded[: abs(over)]:
        tenths[place] -= 1 if over > 0 else -1
    return [f"{part // 10}.{part % 10}%" for part in tenths]


def rate_words(rate: float | None) -> str:
    """Return a rate with one decimal, — where there is nothing to divide by."""
    return percent(rate, 1)


def item(piece: Piece) -> str:
    """Return 第13项, 第18项第1步, 第38项2022年第4季度: what readers of the document find it by."""
    step = f"第{piece.number}步" if piece.number else ""
    return f"第{piece.task.id}项{step}{spell_period(piece.period) if piece.period else ''}"


def items(pieces: Iterable[Piece]) -> str:
    """Return 第1至3、8项，第18项第1、2步，第38项2022年第4季度、2023年第1季度: the same for several, in plan order."""
    known = list(pieces)
    tasks = [piece.task.id for piece in known if piece.is_task]
    told = [f"第{ranges(tasks, '至')}项"] if tasks else []
    parts = [piece for piece in known if not piece.is_task]
    for (_, _, is_period), group in groupby(
        parts, lambda piece: (piece.task.id, piece.period and piece.number, bool(piece.period))
    ):
        same = list(group)
        told.append(_periods(same) if is_period else _steps(same))
    return "，".join(told)


def _steps(same: Sequence[Piece]) -> str:
    return f"第{same[0].task.id}项第{'、'.join(str(piece.number) for piece in same)}步"


def _periods(same: Sequence[Piece]) -> str:
    told, year = item(same[0]), (same[0].period or "")[:4]
    for piece in same[1:]:
        period = piece.period or ""
        told += f"、{spell_period(period).removeprefix(f'{year}年') or spell_period(period)}"
        year = period[:4]
    return told


def quoted(what: str, most: int = 20) -> str:
    """Return the beginning of a text in quotation marks, those inside it made single.

    It is a little longer where it would end inside a title or a quotation; one that is longer still is closed.
    """
    texts = [gist(what, size).replace("“", "‘").replace("”", "’") for size in range(most, most * 2)]
    text = next((each for each in texts if not _open(each, "‘’") and not _open(each, "《》")), texts[0])
    return f"“{text}{'》' * _open(text, '《》')}{'’' * _open(text, '‘’')}”"


def _open(text: str, marks: str) -> int:
    return max(0, text.count(marks[0]) - text.count(marks[1]))


def due_words(status: Status, day: date) -> str:
    """Return 时限6月30日，逾期92天; of what was extended the first day, too."""
    if status.due is None:
        return "未定时限"
    first = status.original_due
    moved = f"，原为{day_words(first, day)}" if first and first != status.due else ""
    late = f"，逾期{status.days_overdue}天" if status.days_overdue else ""
    return f"时限{day_words(status.due, day)}{moved}{late}"


class Names(NamedTuple):
    """Units in words, and whether some of them are counted, not named."""

    words: str
    is_short: bool


def named(judge: Judge, units: Collection[str], most: int | None = None) -> Names:
    """Return `units` in the order of the plan, by group where all of one (or all but two of many) are among them.

    Of more than `most` that are left then, the first three and how many there are.
    """
    wanted, told = set(units), list[str]()
    for name in group_order(judge):
        members = judge.members((name,))
        missing = [member for member in members if member not in wanted]
        if len(members) > 2 and (not missing or (len(missing) < 3 and len(members) > 5)):
            told.append(f"{name}（{'、'.join(missing)}除外）" if missing else name)
            wanted -= set(members)
    left = in_plan_order(judge, wanted)
    is_short = most is not None and len(left) > most
    words = "、".join([*told, *(left[:3] if is_short else left)])
    if is_short:
        return Names(f"{words}等{len(units)}家", is_short=True)
    return Names(f"{words}共{len(units)}家" if told else words, is_short=False)


def group_order(judge: Judge) -> tuple[str, ...]:
    """Return the groups that have members, in the words of the first task that names them all, else of the plan."""
    groups = tuple(group.name for group in judge.plan.groups if group.members)
    return next((task.units for task in judge.plan.tasks if groups and set(task.units) == set(groups)), groups)


def in_plan_order(judge: Judge, units: Iterable[str]) -> list[str]:
    """Return `units` as the plan orders them, what it does not know behind the others."""
    return sorted(units, key=lambda unit: (judge.order.get(unit, len(judge.order)), unit))


def with_amounts(debts: dict[str, list[Piece]], names: Sequence[str]) -> str:
    """Return `names`, each with how much it owes of `debts` where that is more than one."""
    return "、".join(f"{name}（{amount_words(debts[name])}）" if len(debts[name]) > 1 else name for name in names)
