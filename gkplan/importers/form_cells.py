"""What the cells of a returned form mean: yes and no, days typed in ten ways, numbers, evidence. A doubt is named by cell."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from gkplan.dates.typed import parse_day, parse_start
from gkplan.errors import UsageError
from gkplan.importers.filled_forms import FilledRow, Typed
from gkplan.plan.forms import Answer
from gkplan.text.halfwidth import half_width
from gkplan.text.inert import is_visible
from gkplan.text.patterns import compiled

Value = TypeVar("Value")

YES = frozenset(
    [
        "是",
        "√",
        "✓",
        "✔",
        "☑",
        "y",
        "yes",
        "已办结",
        "办结",
        "已完成",
        "完成",
        "已办理",
        "已落实",
        "1",
        "true",
        "对",
        "有",
    ]
)
NO = frozenset(
    [
        "否",
        "×",
        "✗",
        "✘",
        "x",
        "n",
        "no",
        "未办结",
        "未完成",
        "没有",
        "没办结",
        "正在办理",
        "推进中",
        "进行中",
        "办理中",
        "0",
        "false",
        "无",
        "-",
    ]
)
"""What units write below 是否办结."""


class Misread(NamedTuple):
    """A cell that cannot be taken: where, and why and what to do, in Chinese."""

    at: str
    message: str


def answer_in(row: FilledRow, today: date) -> tuple[Answer | None, list[Misread]]:
    """Return what a row with a key says, None where a cell of it cannot be taken, and those cells.

    `today` is the day it is collected: no report can be of a later one, and a day without a year is the last such day.
    """
    if row.key is None:
        return None, [Misread(row.at, "没有编号，认不出是哪一项；请把内容填到原来的行里")]
    wrong: list[Misread] = []
    texts: dict[str, str] = {}
    for name, cell in row.cells.items():
        if cell.formula and "DISPIMG" in cell.formula.upper():
            wrong.append(Misread(cell.at, f"“{name}”里是图片，收不进来；请把图片另存为文件，在佐证材料里写文件名"))
        elif cell.formula and cell.value is None:
            wrong.append(Misread(cell.at, f"“{name}”里是没有结果的公式；请改写成内容"))
        elif isinstance(cell.value, str) and cell.value.startswith("#") and cell.value.rstrip("!?").isupper():
            wrong.append(Misread(cell.at, f"“{name}”里的公式出错（{cell.value}）；请改写成内容"))
        else:
            texts[name] = _text(cell.value)
    wrong += _moved(row, texts)

    def taken(name: str, make: Callable[[str], Value], nothing: Value) -> Value:
        try:
            return make(texts[name]) if name in texts else nothing
        except ValueError as error:
            wrong.append(Misread(row.cells[name].at, str(error)))
            return nothing

    is_done = taken("是否办结", _yes, nothing=False)
    day = taken("完成日期", lambda text: _day(row.cells["完成日期"].value, text, today), None)
    counted = taken("数量", _count, None)
    if wrong:
        return None, wrong
    notes = [texts.get("进展情况", ""), f"备注：{texts['备注']}" if texts.get("备注") else ""]
    evidence = _evidence(row.cells.get("佐证材料"))
    note = "；".join(
        note.rstrip("。；") if place == 0 and notes[1] else note for place, note in enumerate(notes) if note
    )
    return Answer(row.at, row.key, is_done, day, note or None, counted, evidence), []


def _moved(row: FilledRow, texts: dict[str, str]) -> list[Misread]:
    """Return the cells of number, period and unit that are not those of the key: only some columns were sorted."""
    key = row.key
    if key is None:
        return []
    number, _, period = key.piece.partition("@")
    seen = {"序号": number, "期": period, "责任单位": key.unit}
    for name, wanted in seen.items():
        if name in texts and _flat(texts[name]) not in {_flat(wanted), ""}:
            told = f"{name}“{texts[name]}”与隐藏的编号（{key.piece}，{key.unit}）对不上，可能只排序、移动了一部分列"
            return [Misread(row.cells[name].at, f"{told}；请请对方重新填写原表")]
    return []


def _flat(text: str) -> str:
    return "".join(half_width(text).split())


def _text(value: Any) -> str:
    """Return a value as a text on one line: whole numbers without a point, days as 2023-09-06, no control signs."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date() if value.time() == datetime.min.time() else value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).split())
    return "".join(char for char in text if is_visible(char))


def _yes(text: str) -> bool:
    """Return what is written below 是否办结. Raises ValueError for what is neither yes nor no."""
    bare = _flat(text).lower().rstrip("。.；;")
    if bare in YES:
        return True
    if bare in NO or not bare:
        return False
    raise ValueError(f"“是否办结”写的是“{text}”，看不出是还是否；请写“是”或“否”")


def _day(value: Any, text: str, today: date) -> date | None:
    """Return the day in a cell, which holds `value`. Raises ValueError for what is none, or one to come."""
    if not text:
        return None
    if isinstance(value, datetime):
        day = value.date()
    elif isinstance(value, date):
        day = value
    elif serial := compiled(r"([2-7][0-9]{4})(?:\.[0-9]+)?").fullmatch(text):
        day = date(1899, 12, 30) + timedelta(days=int(serial[1]))
    else:
        day = _written_day(text, today)
    if day > today:
        raise ValueError(f"完成日期 {day} 还没有到（今天是 {today}）；请写已经过去的日期")
    if day.year < 1980:
        raise ValueError(f"完成日期“{text}”是 {day}，不可能；请写年月日，如 2023-9-6")
    return day


def _written_day(text: str, today: date) -> date:
    bare = compiled(r"[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$").sub("", half_width(text).strip())
    bare = compiled(r"(?<=[0-9])[、\\,_](?=[0-9])").sub("-", bare).strip("。.；; ")
    bare = compiled(r"^([0-9]{2})([-/.年])(?=[0-9]{1,2}[-/.月][0-9]{1,2})").sub(r"20\1\2", bare)
    try:
        day, first = parse_day(bare, today, today.year), parse_start(bare, today, today.year)
        # 昨天 and +3d are of the day on which it was written, which nobody knows.
        is_relative = parse_day(bare, today - timedelta(days=1), today.year) != day
    except UsageError:
        raise ValueError(f"完成日期“{text}”看不懂；请写年月日，如 2023-9-6") from None
    is_vague = is_relative or first != day or bool(compiled(r"[底末旬初]").search(bare))
    if is_vague or not any(char.isdigit() or char in "一二三四五六七八九十" for char in bare):
        raise ValueError(f"完成日期“{text}”没有写到哪一天；请写年月日，如 2023-9-6")
    if day > today and not compiled(r"[0-9〇零一二三四五六七八九]{4}").match(bare):
        day = parse_day(bare, today, today.year - 1)
    return day


def _count(text: str) -> int | None:
    """Return a number to add. Raises ValueError for what is no whole number from 0."""
    if not text:
        return None
    match = compiled(r"(?:共|计)?([0-9]{1,6})(?:次|项|件|条|场|期|篇|个|份|人次|人|家)?").fullmatch(_flat(text))
    if not match:
        raise ValueError(f"数量“{text}”不是整数；请只写这次新增的数量，如 2")
    return int(match[1])


def _evidence(cell: Typed | None) -> tuple[str, ...]:
    """Return links and names of files: one a line or parted by ；, by 、 where all are such; a link behind words, too."""
    if cell is None:
        return ()
    names: list[str] = []
    for line in compiled(r"[\n；;]+").split(str(cell.value if cell.value is not None else "")):
        names += compiled(r"[\s、，,]+").split(line) if "://" in line else _files(line)
    if cell.link and cell.link.startswith(("http://", "https://", "ftp://")) and cell.link not in names:
        names.append(cell.link)
    return tuple(dict.fromkeys(filter(None, map(_text, names))))


def _files(line: str) -> list[str]:
    names = compiled(r"[、，,]\s*").split(line)
    return names if all(compiled(r".+\.[0-9A-Za-z]{2,5}").fullmatch(name.strip()) for name in names) else [line]
