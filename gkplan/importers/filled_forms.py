"""A return form (回填表) as it comes back, an .xlsx → its rows as typed. What the cells mean is for form_cells.py."""

import contextlib
import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from gkplan.errors import RefusedError, lacking
from gkplan.importers.office.package import broken, parts_of
from gkplan.importers.office.sheets import has_formulas
from gkplan.plan.forms import FormKey, read_key
from gkplan.text.patterns import compiled

MOST_ROWS = 20_000
MOST_COLUMNS = 200
"""Rows and columns that are looked at: a form of all units has some thousand rows."""

MOST_BLANK = 500
"""Rows with nothing in them behind which nobody wrote: colours may reach down to the last row of all."""

MOST_BYTES = 20_000_000
"""Bytes that the sheets may have unpacked: those of a form with a thousand rows are one million."""

ANSWERS: dict[str, tuple[str, ...]] = {
    "是否办结": ("办结情况", "是否完成", "是否已办结", "办结", "完成与否", "是否办结（是/否）"),
    "完成日期": ("办结日期", "完成时间", "办结时间", "实际完成日期", "实际完成时间", "完成日"),
    "进展情况": ("进展", "工作进展", "完成情况", "落实情况", "工作进展情况", "目前进展", "进展情况说明"),
    "数量": ("完成数量", "次数", "本次数量", "新增数量"),
    "佐证材料": ("佐证", "证明材料", "佐证材料链接", "链接", "材料链接", "佐证材料（链接）"),
    "备注": ("说明", "备注说明", "其他说明"),
}
"""The columns that are filled in, and what else a unit may have called them."""

FACTS: dict[str, tuple[str, ...]] = {
    "序号": ("任务序号", "编号", "编码"),
    "期": ("期次", "哪一期", "报送期"),
    "责任单位": ("单位", "填报单位", "责任部门", "单位名称"),
    "具体要求": ("任务", "工作任务", "任务内容"),
    "目前情况": ("目前状态", "状态"),
    "完成时限": ("时限",),
    "到期日": (),
}
"""The columns that the form comes with."""


class Typed(NamedTuple):
    """What a cell holds, and where it is: `value` as Excel has it, `shape` how it shows numbers, `link` where it leads.

    `formula` is what it computes; `is_struck`: its words are struck out; `is_shared`: merged with cells of other rows.
    """

    at: str
    value: Any
    shape: str = "General"
    link: str | None = None
    formula: str | None = None
    is_struck: bool = False
    is_shared: bool = False

    @property
    def is_filled(self) -> bool:
        """Somebody wrote something in it."""
        return self.formula is not None or (self.value is not None and str(self.value).strip() != "")


class FilledRow(NamedTuple):
    """A row with a key, or without one (None) though something is written in it; `cells` by the names of the columns.

    `zero` is the day from which Excel counts in this file.
    """

    at: str
    key: FormKey | None
    cells: dict[str, Typed]
    zero: date


class FilledForm(NamedTuple):
    """A form: its rows, and what of it cannot be read."""

    name: str
    rows: tuple[FilledRow, ...]
    unread: tuple[str, ...]


def read_form(data: bytes, name: str) -> FilledForm:
    """Return the form in an .xlsx. Raises RefusedError for a damaged file, one that is no form, and without openpyxl."""
    try:
        from openpyxl import load_workbook  # type: ignore[import-untyped] # its stubs are a package apart
    except ImportError as error:
        raise lacking("openpyxl", "读取 Excel 文件") from error
    _refuse_others(data, name)
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            # Not as streams: WPS writes dimensions that these believe, and then see one cell.
            values = load_workbook(io.BytesIO(data), data_only=True)
            formulas = load_workbook(io.BytesIO(data)) if has_formulas(data) else values
        # openpyxl raises what it stumbles over first: KeyError, ParseError, TypeError and more.
        except Exception as error:
            raise broken(name) from error
    zero = date(1904, 1, 1) if values.epoch.year == 1904 else date(1899, 12, 30)
    rows: list[FilledRow] = []
    unread: list[str] = []
    is_form = False
    for sheet in values.worksheets:
        place = f"{name} 的「{sheet.title}」"
        cells = list(_cells(sheet, formulas[sheet.title], place))
        keyed = {number: key for number, row in enumerate(cells) if (key := _key(row))}
        if sheet.sheet_state != "visible":
            unread += [f"{place}是隐藏的工作表，没有收；要收的请取消隐藏"] if keyed else []
            continue
        is_form |= bool(keyed)
        own, more = _form(cells, keyed, place, zero)
        rows += own
        unread += more
        comments = sum(cell.comment is not None for row in sheet.iter_rows(max_row=len(cells)) for cell in row)
        unread += [f"{place}里有 {comments} 条批注，没有收；请写到进展情况或备注里"] if comments and keyed else []
    if not is_form:
        raise RefusedError(
            f"{name} 里没有回填表的编号列，认不出各行是哪一项，没有收；请用原来的回填表填写，或重新导出（gkplan export --return）"
        )
    pictures = sum(part.startswith("xl/media/") for part in parts_of(data, name))
    if pictures:
        unread.append(f"{name}：表里有 {pictures} 张图片，没有收；请把图片另存为文件，在佐证材料里写文件名")
    return FilledForm(name, tuple(rows), tuple(unread))


def _refuse_others(data: bytes, name: str) -> None:
    """Raise RefusedError for what is no .xlsx, by what it is, and for one beyond all bounds."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedError(f"{name} 设了密码，或者是旧格式（.xls）改的名，没有收；请让对方去掉密码，另存为 .xlsx 再交")
    if not data.startswith(b"PK"):
        raise RefusedError(f"{name} 不是 Excel 文件（.xlsx），没有收；请让对方另存为 .xlsx 再交")
    parts = parts_of(data, name)
    if "xl/workbook.xml" not in parts:
        raise RefusedError(f"{name} 不是 .xlsx 格式的 Excel 文件，没有收；请让对方另存为 .xlsx 再交")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = sum(entry.file_size for entry in package.infolist() if entry.filename.startswith("xl/worksheets/"))
    if size > MOST_BYTES:
        raise RefusedError(
            f"{name} 的工作表太大，没有收；多半是给整列、整行设了格式，请把填好的行复制到原来的回填表里再交"
        )


def _cells(sheet: Any, formulas: Any, place: str) -> Iterator[list[Typed]]:
    """Yield the rows of a sheet down to the last in which somebody wrote; `formulas` is the sheet with them.

    Raises RefusedError for more rows than are looked at.
    """
    shared = {
        at for area in sheet.merged_cells.ranges if area.min_row < area.max_row for row in area.rows for at in row
    }
    blank = 0
    for row in sheet.iter_rows(max_col=min(sheet.max_column, MOST_COLUMNS)):
        typed = [_typed(cell, formulas.cell(cell.row, cell.column).value, shared) for cell in row]
        blank = 0 if any(cell.is_filled for cell in typed) else blank + 1
        if blank > MOST_BLANK:
            return
        if row[0].row > MOST_ROWS:
            raise RefusedError(f"{place}超过 {MOST_ROWS} 行，没有收；请分成几个文件再交")
        yield typed


def _typed(cell: Any, computed: Any, shared: set[tuple[int, int]]) -> Typed:
    return Typed(
        at=cell.coordinate,
        value=cell.value,
        shape=cell.number_format or "General",
        link=(cell.hyperlink.target if cell.hyperlink else None),
        formula=computed if isinstance(computed, str) and computed.startswith("=") else None,
        is_struck=bool(cell.font and cell.font.strike),
        is_shared=(cell.row, cell.column) in shared,
    )


def _form(
    rows: list[list[Typed]], keyed: dict[int, FormKey], place: str, zero: date
) -> tuple[list[FilledRow], list[str]]:
    """Return the rows of a sheet and what of it cannot be read; of one without keys what looks like a form's."""
    head = _head(rows[: min(keyed)] if keyed else rows)
    if head is None:
        return [], [f"{place}：没有找到表头，没有收；表头要有{'、'.join(ANSWERS)}"] if keyed else []
    names, others, first = head
    found, unread = [], []
    for number, row in enumerate(rows[first:], first):
        cells = {name: row[column] for name, column in names.items() if column < len(row)}
        key = keyed.get(number)
        if key or (any(cells[name].is_filled for name in cells if name in ANSWERS) and not _is_signature(row)):
            found.append(FilledRow(f"{place}第{number + 1}行", key, cells, zero))
    if not keyed:
        return [], [f"{place}没有编号列，没有收；请把内容填到原来的回填表里"] if found else []
    missing = [name for name in ANSWERS if name not in names]
    if missing:
        unread.append(f"{place}：没有{'、'.join(missing)}列（删去了，或改了名称），这些没有收")
    for column, name in others.items():
        if any(column < len(row) and row[column].is_filled for row in rows[first:]):
            unread.append(f"{place}：回填表里没有“{name}”这一列，没有收；请写到进展情况或备注里")
    return found, unread


def _key(row: list[Typed]) -> FormKey | None:
    return next((key for cell in row if isinstance(cell.value, str) and (key := read_key(cell.value))), None)


def _is_signature(row: list[Typed]) -> bool:
    """Tell whether a row only says who filled in the form, and when."""
    texts = [str(cell.value) for cell in row if cell.is_filled]
    return bool(
        texts
        and compiled(r"\s*(?:填报|填表|制表|审核|审批|签发|负责人|联系|电话|签字|盖章|日期|单位负责)").match(texts[0])
    )


def _head(rows: list[list[Typed]]) -> tuple[dict[str, int], dict[int, str], int] | None:
    """Return the column of each name, the columns with other names, and the row below them, where most names stand.

    A column of the very name goes before one that is only called alike.
    """
    best: tuple[dict[str, int], dict[int, str], int] | None = None
    for number, row in enumerate(rows):
        texts = ["".join(str(cell.value or "").split()).rstrip("*＊:：") for cell in row]
        names: dict[str, int] = {}
        for is_own in (True, False):
            for name, alike in {**ANSWERS, **FACTS}.items():
                column = next(
                    (c for c, text in enumerate(texts) if text == name or (not is_own and text in alike)), None
                )
                if column is not None:
                    names.setdefault(name, column)
        if sum(name in ANSWERS for name in names) >= 2 and (best is None or len(names) > len(best[0])):
            taken = {*names.values(), *(c for c, text in enumerate(texts) if not text or text.startswith("编号（"))}
            best = names, {c: text for c, text in enumerate(texts) if c not in taken}, number + 1
    return best
