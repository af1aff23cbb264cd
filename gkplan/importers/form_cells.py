"""What the cells of a returned form mean: yes and no, days typed in ten ways, numbers, evidence. A doubt is named by cell."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypeVar
from urllib.parse import unquote, urlsplit

from gkplan.dates.typed import parse_day, parse_start
from gkplan.errors import UsageError
from gkplan.importers.filled_forms import ANSWERS, FilledRow, Typed
from gkplan.plan.forms import Answer, Seen, mark_of
from gkplan.text.halfwidth import half_width
from gkplan.text.inert import is_visible
from gkplan.text.patterns import compiled

Value = TypeVar("Value")

YES = frozenset(
    ["是", "√", "✓", "✔", "☑", "y", "yes", "已办结", "办结", "已完成", "完成", "已办理", "已落实", "1", "true"]
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
    ]
)
"""What units write below 是否办结."""

NOTHING = frozenset(
    [
        "无",
        "暂无",
        "没有",
        "/",
        "－",
        "-",
        "—",
        "——",
        "／",
        "、",
        "\\",
        "未启动",
        "未开展",
        "未开始",
        "尚未启动",
        "尚未开展",
    ]
)
"""What units write where there is nothing to tell."""

ERRORS = frozenset(["#VALUE!", "#REF!", "#N/A", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"])
"""What Excel shows of a formula that fails."""


class Misread(NamedTuple):
    """A cell that cannot be taken: where, and why and what to do, in Chinese."""

    at: str
    message: str


def answer_in(row: FilledRow, today: date, year: int | None = None) -> tuple[Answer | None, list[Misread]]:
    """Return what a row says, None where a cell of it cannot be taken, and those cells.

    `today` is the day it is collected: no report can be of a later one, and a day without a year is the last such day,
    but none before the plan's `year`.
    """
    if row.key is None:
        return None, [Misread(row.at, "没有编号，认不出是哪一项；请把内容填到原来的行里")]
    texts = {name: _text(cell) for name, cell in row.cells.items()}
    wrong = [found for name, cell in row.cells.items() if (found := _fault(name, cell, texts[name]))]
    told = texts.get("目前情况")
    if told and mark_of(told) != row.key.told:
        at = row.cells["目前情况"].at
        wrong.append(Misread(at, f"“目前情况”改成了“{told[:20]}”，这一列不收；请写到进展情况里"))

    def taken(name: str, make: Callable[[Typed, str], Value], nothing: Value) -> Value:
        cell = row.cells.get(name)
        if cell is None or not texts[name] or cell.at in {each.at for each in wrong}:
            return nothing
        try:
            return make(cell, texts[name])
        except ValueError as error:
            wrong.append(Misread(cell.at, str(error)))
            return nothing

    is_done = taken("是否办结", lambda _, text: _yes(text), nothing=False)
    day = taken("完成日期", lambda cell, text: _day(cell, text, row.zero, today, year), None)
    counted = taken("数量", lambda _, text: _count(text), None)
    notes = [texts.get("进展情况", ""), f"备注：{texts['备注']}" if texts.get("备注") else ""]
    note = "；".join(filter(None, [notes[0].rstrip("。；") if notes[1] else notes[0], notes[1]]))
    seen = Seen(*(texts.get(name) for name in ("序号", "期", "责任单位", "具体要求")))
    answer = Answer(row.at, row.key, seen, is_done, day, note or None, counted, _evidence(row.cells))
    if day and not wrong and answer == answer._replace(is_done=False, note=None, counted=None, evidence=()):
        wrong.append(Misread(row.cells["完成日期"].at, "写了完成日期，“是否办结”没有写“是”，也没有进展；请补上"))
    return (None, wrong) if wrong else (answer, [])


def _fault(name: str, cell: Typed, text: str) -> Misread | None:
    """Return why a cell that is filled in cannot be taken, whatever its column is for."""
    if name not in ANSWERS:
        return None
    message = None
    if cell.is_shared:
        message = "与别的行合并了，分不清是哪一行的；请取消合并，逐行填写"
    elif cell.formula and "DISPIMG" in cell.formula.upper():
        message = "里是图片，收不进来；请把图片另存为文件，在佐证材料里写文件名"
    elif cell.formula and cell.value is None:
        message = "里是没有结果的公式；请改写成内容"
    elif text in ERRORS:
        message = f"里是出错的结果（{text}）；请重新填写"
    elif cell.is_filled and cell.is_struck:
        message = f"里的“{text[:20]}”划掉了，不知道算不算；请删去，或去掉删除线"
    elif compiled(r"同上|同左|〃|″").fullmatch(text):
        message = f"写的是“{text}”；排序以后就不知道是什么了，请写出内容"
    return Misread(cell.at, f"“{name}”{message}") if message else None


def _flat(text: str) -> str:
    return "".join(half_width(text).split())


def _text(cell: Typed) -> str:
    """Return a cell as a text on one line: whole numbers without a point, days as 2023-09-06, empty for 无 and the like."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value.replace(microsecond=0)
    elif isinstance(value, float | int) and not isinstance(value, bool):
        value = f"{value * 100:g}%" if "%" in cell.shape else int(value) if value == int(value) else value
    text = " ".join("".join(char for char in str(value) if is_visible(char) or char.isspace()).split())
    return "" if _flat(text) in NOTHING else text


def _yes(text: str) -> bool:
    """Return what is written below 是否办结. Raises ValueError for what is neither yes nor no."""
    bare = _flat(text).lower().rstrip("。.；;")
    if bare in YES | NO:
        return bare in YES
    raise ValueError(f"“是否办结”写的是“{text}”，看不出是还是否；请写“是”或“否”")


def _day(cell: Typed, text: str, zero: date, today: date, year: int | None) -> date:
    """Return the day in a cell. Raises ValueError for what is none, or one to come."""
    value = cell.value
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
    elif serial := compiled(r"([2-7][0-9]{4})(?:\.[0-9]+)?").fullmatch(text):
        day = zero + timedelta(days=int(serial[1]))
    elif isinstance(value, float):
        raise ValueError(
            f"完成日期“{text}”看不出是哪一天（9.1 可能是 9月1日，也可能是 9月10日）；请写年月日，如 2023-9-6"
        )
    else:
        day = _written_day(text, today, year)
    if day > today:
        raise ValueError(f"完成日期 {day} 还没有到（今天是 {today}）；请写已经过去的日期")
    if day.year < 1980:
        raise ValueError(f"完成日期“{text}”是 {day}，不可能；请写年月日，如 2023-9-6")
    return day


def _written_day(text: str, today: date, year: int | None) -> date:
    bare = compiled(r"[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$").sub("", half_width(text).strip())
    bare = compiled(r"(?<=[0-9])[、\\,_ ]+(?=[0-9])").sub("-", bare).strip("。.；; ")
    bare = compiled(r"^([0-9]{2})([-/.年])(?=[0-9]{1,2}[-/.月][0-9]{1,2})").sub(r"20\1\2", bare)
    bare = compiled(r"^([0-9]{1,2})-([0-9]{1,2})$").sub(r"\1月\2日", bare)
    try:
        day, first = parse_day(bare, today, today.year), parse_start(bare, today, today.year)
        # 昨天 and +3d are of the day on which it was written, which nobody knows.
        is_relative = parse_day(bare, today - timedelta(days=1), today.year) != day
    except UsageError:
        raise ValueError(f"完成日期“{text}”看不懂，或没有这一天；请写年月日，如 2023-9-6") from None
    has_month = bool(compiled(r"月|[0-9][-/.][0-9]|^[0-9]{8}$").search(bare))
    if is_relative or first != day or not has_month or compiled(r"[底末旬初周]").search(bare):
        raise ValueError(f"完成日期“{text}”没有写到哪一天；请写年月日，如 2023-9-6")
    if day > today and not compiled(r"[0-9〇零一二三四五六七八九]{4}").match(bare):
        earlier = parse_day(bare, today, today.year - 1)
        day = earlier if year is None or earlier.year >= year else day
    return day


def _count(text: str) -> int:
    """Return a number to add. Raises ValueError for what is no whole number from 0."""
    match = compiled(r"(?:共|计)?([0-9]{1,6})(?:次|项|件|条|场|期|篇|个|份|人次|人|家)?").fullmatch(_flat(text))
    if not match:
        raise ValueError(f"数量“{text}”不是整数；请只写这次新增的数量，如 2")
    return int(match[1])


def _evidence(cells: dict[str, Typed]) -> tuple[str, ...]:
    """Return links and names of files: one a line, or parted by signs where each is such; links behind other words, too."""
    names: list[str] = []
    cell = cells.get("佐证材料")
    if cell and isinstance(cell.value, str):
        for line in cell.value.split("\n"):
            names += compiled(r"\s+|[、，；;,]+(?=\s*https?://)").split(line) if "://" in line else _files(line)
    elif cell:
        names.append(_text(cell))
    for each in (cells[name] for name in ANSWERS if name in cells):
        if each.link and each.link.startswith(("http://", "https://", "ftp://")):
            names.append(each.link)
        elif each.link and each is cell and not each.link.startswith("mailto:"):
            # A file on their own disk: its name is what there is to ask for.
            names.append(unquote(urlsplit(each.link.replace("\\", "/")).path.rpartition("/")[2]))
    bare = (_text(Typed("", name)).strip("，。；、; ") for name in names)
    return tuple(dict.fromkeys(filter(None, bare)))


def _files(line: str) -> list[str]:
    """Part names of files; ； parts whatever there is."""
    found: list[str] = []
    for part in compiled(r"[；;]").split(line):
        for sign in (r"[、，,]\s*", r"\s+"):
            names = compiled(sign).split(part.strip())
            if len(names) > 1 and all(compiled(r".+\.[0-9A-Za-z]{2,5}").fullmatch(name.strip()) for name in names):
                found += names
                break
        else:
            found.append(part)
    return found
