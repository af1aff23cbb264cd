"""A return form (回填表) as it comes back, an .xlsx → its rows as typed. What the cells mean is for form_cells.py."""

import contextlib
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from gkplan.errors import RefusedError, lacking
from gkplan.importers.office.package import broken, parts_of
from gkplan.importers.office.sheets import has_formulas
from gkplan.plan.forms import FormKey, read_key

MOST_ROWS = 20_000
MOST_COLUMNS = 200
"""Rows and columns that are looked at: a form of all units has some thousand rows."""

MOST_BLANK = 500
"""Rows with nothing in them behind which nobody wrote: colours may reach down to the last row of all."""

MOST_BYTES = 20_000_000
"""Bytes that the sheets may have unpacked: those of a form with a thousand rows are one million."""

HEADS: dict[str, tuple[str, ...]] = {
    "序号": ("任务序号", "编码"),
    "期": ("期次", "哪一期", "报送期"),
    "责任单位": ("单位", "填报单位", "责任部门", "单位名称"),
    "是否办结": ("办结情况", "是否完成", "是否已办结", "办结", "完成与否", "是否办结（是/否）"),
    "完成日期": ("办结日期", "完成时间", "办结时间", "实际完成日期", "实际完成时间", "完成日"),
    "进展情况": ("进展", "工作进展", "完成情况", "落实情况", "工作进展情况", "目前进展", "进展情况说明"),
    "数量": ("完成数量", "次数", "本次数量", "新增数量"),
    "佐证材料": ("佐证", "证明材料", "佐证材料链接", "链接", "材料链接", "佐证材料（链接）"),
    "备注": ("说明", "备注说明", "其他说明"),
}
"""The columns of a form, and what else a unit may have called them."""


class Typed(NamedTuple):
    """What a cell holds, and where it is: `value` as Excel has it, `link` where it leads, `formula` what it computes."""

    at: str
    value: Any
    link: str | None = None
    formula: str | None = None


class FilledRow(NamedTuple):
    """A row with a key, or without one (None) though something is written in it; `cells` by the names of HEADS."""

    at: str
    key: FormKey | None
    cells: dict[str, Typed]


class FilledForm(NamedTuple):
    """A form: the mark of the plan it was made for (None where that was lost), its rows, what of it cannot be read."""

    name: str
    plan: str | None
    rows: tuple[FilledRow, ...]
    unread: tuple[str, ...]


def read_form(data: bytes, name: str) -> FilledForm:
    """Return the form in an .xlsx. Raises RefusedError for a damaged file, one that is no form, and without openpyxl."""
    try:
        from openpyxl import load_workbook  # type: ignore[import-untyped] # its stubs are a package apart
    except ImportError as error:
        raise lacking("openpyxl", "读取 Excel 文件") from error
    parts = parts_of(data, name)
    if not any(part.startswith("xl/") for part in parts):
        raise RefusedError(f"{name} 不是 Excel 文件（.xlsx），没有收；请请对方另存为 .xlsx 再交")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = sum(entry.file_size for entry in package.infolist() if entry.filename.startswith("xl/worksheets/"))
    if size > MOST_BYTES:
        raise RefusedError(
            f"{name} 的工作表太大，没有收；多半是给整列、整行设了格式，请把填好的行复制到原来的回填表里再交"
        )
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            # Not as streams: WPS writes dimensions that these believe, and then see one cell.
            values = load_workbook(io.BytesIO(data), data_only=True)
            formulas = load_workbook(io.BytesIO(data)) if has_formulas(data) else values
            properties = {each.name: each.value for each in values.custom_doc_props.props}
        # openpyxl raises what it stumbles over first: KeyError, ParseError, TypeError and more.
        except Exception as error:
            raise broken(name) from error
    sheets = [(sheet.title, list(_cells(sheet, formulas[sheet.title]))) for sheet in values.worksheets]
    found = [form for title, rows in sheets if (form := _form(rows, f"{name} 的「{title}」"))]
    if not found:
        raise RefusedError(
            f"{name} 里没有回填表的编号列，认不出各行是哪一项，没有收；请用原来的回填表填写，或重新导出（gkplan export --return）"
        )
    unread = [words for _, more in found for words in more]
    pictures = sum(part.startswith("xl/media/") for part in parts)
    if pictures:
        unread.append(f"{name}：表里有 {pictures} 张图片，没有收；请把图片另存为文件，在佐证材料里写文件名")
    mark = properties.get("gkplan_plan")
    return FilledForm(name, str(mark) if mark else None, tuple(row for rows, _ in found for row in rows), tuple(unread))


def _cells(sheet: Any, formulas: Any) -> Iterator[list[Typed]]:
    """Yield the rows of a sheet down to the last in which somebody wrote; `formulas` is the sheet with them."""
    blank = 0
    for row in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=min(sheet.max_column, MOST_COLUMNS)):
        typed = [_typed(cell, formulas.cell(cell.row, cell.column).value) for cell in row]
        blank = 0 if any(map(_is_filled, typed)) else blank + 1
        if blank > MOST_BLANK:
            return
        yield typed


def _typed(cell: Any, computed: Any) -> Typed:
    return Typed(
        at=cell.coordinate,
        value=cell.value,
        link=cell.hyperlink.target if cell.hyperlink else None,
        formula=computed if isinstance(computed, str) and computed.startswith("=") else None,
    )


def _form(rows: list[list[Typed]], place: str) -> tuple[list[FilledRow], list[str]] | None:
    """Return the rows of a sheet and what of it cannot be read; None where no cell holds a key."""
    keyed = {number: key for number, row in enumerate(rows) if (key := _key(row))}
    if not keyed:
        return None
    head = _head(rows[: min(keyed)])
    if head is None:
        wanted = "、".join(name for name in HEADS if name not in {"序号", "期"})
        return [], [f"{place}：没有找到表头，没有收；表头要有{wanted}"]
    names, first = head
    found, unread = [], []
    for number, row in enumerate(rows[first:], first):
        cells = {name: row[column] for name, column in names.items() if column < len(row)}
        answered = any(_is_filled(cells[name]) for name in cells if name not in {"序号", "期", "责任单位"})
        key = keyed.get(number)
        if key or answered:
            found.append(FilledRow(f"{place}第{number + 1}行", key, cells))
    missing = [name for name in ("是否办结", "完成日期", "进展情况", "数量", "佐证材料", "备注") if name not in names]
    if missing:
        unread.append(f"{place}：没有{'、'.join(missing)}列（删去了，或改了名称），这些没有收")
    return found, unread


def _key(row: list[Typed]) -> FormKey | None:
    return next((key for cell in row if isinstance(cell.value, str) and (key := read_key(cell.value))), None)


def _head(rows: list[list[Typed]]) -> tuple[dict[str, int], int] | None:
    """Return the column of each name, and the row below them: that of all above the keys with the most names."""
    best: tuple[dict[str, int], int] | None = None
    for number, row in enumerate(rows):
        names: dict[str, int] = {}
        for column, cell in enumerate(row):
            text = "".join(str(cell.value or "").split()).rstrip("*＊:：")
            name = next((name for name, others in HEADS.items() if text == name or text in others), None)
            if name and name not in names:
                names[name] = column
        if len(names) >= 3 and (best is None or len(names) > len(best[0])):
            best = names, number + 1
    return best


def _is_filled(cell: Typed) -> bool:
    return cell.formula is not None or (cell.value is not None and str(cell.value).strip() != "")
