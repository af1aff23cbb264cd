"""An .xlsx → one table a sheet, with its merged ranges. Nothing here knows what a table says."""

import io
from datetime import date, datetime
from typing import Any

from gkplan.errors import RefusedError
from gkplan.importers.office.package import broken
from gkplan.importers.sniff import Sample
from gkplan.importers.source import Cell, Note, Row, Source, Table, clean

MOST_ROWS = 10_000
MOST_COLUMNS = 200


CALLED = "Excel 文件"


def detects(sample: Sample) -> bool:
    """Tell whether it is an .xlsx, whatever its name; the parts of an .xlsb are binary, and a .docx may carry a sheet."""
    return any(part.startswith("xl/") and not part.endswith(".bin") for part in sample.parts) and not any(
        part.startswith("word/") for part in sample.parts
    )


def read(sample: Sample) -> Source:
    """Return the document; raises RefusedError when openpyxl is missing, the file damaged or beyond the bounds.

    Hidden sheets are left out by name; dates come as 2023-12-31, whole numbers without a point.
    """
    try:
        from openpyxl import load_workbook  # type: ignore[import-untyped] # its stubs are a package apart
    except ImportError as error:
        raise RefusedError(
            "读取 Excel 文件需要 openpyxl；请运行 pip install 'gkplan[office]' 后再试，或把表格另存为 CSV 再导入"
        ) from error
    import contextlib
    import warnings

    data, name = sample.data, sample.name

    # openpyxl warns of parts it does not keep, which nobody here writes back, and prints about styles out of range:
    # stdout is the plan's.
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(data), data_only=True)
            formulas = load_workbook(io.BytesIO(data)) if _has_formulas(data) else None
        # openpyxl raises what it stumbles over first: KeyError, ParseError, TypeError and more.
        except Exception as error:
            raise broken(name) from error
    tables: list[Table] = []
    left_out: list[Note] = []
    doubts: list[Note] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            left_out.append(Note(place=f"工作表「{sheet.title}」", words=_whole(sheet), message="隐藏的工作表"))
            continue
        if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
            raise RefusedError(
                f"{name} 的工作表「{sheet.title}」有 {sheet.max_row} 行 {sheet.max_column} 列，超过 {MOST_ROWS} 行或 "
                f"{MOST_COLUMNS} 列；请删去表格以外的空行空列再导入"
            )
        title = "表格" if len(book.worksheets) == 1 else f"工作表「{sheet.title}」"
        twin = formulas[sheet.title] if formulas is not None else None
        table = _table(sheet, twin, title, doubts)
        if table.rows:
            tables.append(table)
    if not tables and not left_out:
        raise RefusedError(f"{name} 里没有文字；请检查是否选对了文件")
    return Source(blocks=tuple(tables), left_out=tuple(left_out), doubts=tuple(doubts))


def _has_formulas(data: bytes) -> bool:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [entry for entry in package.namelist() if entry.startswith("xl/worksheets/")]
        return any(b"<f" in package.read(entry) for entry in names)


def _table(sheet: Any, formulas: Any, title: str, doubts: list[Note]) -> Table:
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, min(area.max_row, sheet.max_row) + 1):
            for column in range(area.min_col, min(area.max_col, sheet.max_column) + 1):
                origins[row, column] = (area.min_row, area.min_col)
    texts: dict[tuple[int, int], str] = {}
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value is not None:
                texts[cell.row, cell.column] = clean(_text(cell, title, doubts))
            elif formulas is not None and formulas.cell(cell.row, cell.column).value is not None:
                words = str(formulas.cell(cell.row, cell.column).value)
                doubts.append(
                    Note(
                        place=f"{title}第{cell.row}行",
                        words=words,
                        message="公式没有保存结果，请用 Excel 打开保存后再导入",
                    )
                )
    last = max((row for (row, _), text in texts.items() if text), default=0)
    width = max((column for (_, column), text in texts.items() if text), default=0)
    rows = []
    for row in range(1, last + 1):
        cells_of = []
        for column in range(1, width + 1):
            at = origins.get((row, column), (row, column))
            cells_of.append(Cell(text=texts.get(at, ""), origin=(at[0] - 1, at[1] - 1), is_covered=at != (row, column)))
        rows.append(Row(cells=tuple(cells_of), number=row))
    return Table(rows=tuple(rows), name=title)


def _text(cell: Any, title: str, doubts: list[Note]) -> str:
    value = cell.value
    if isinstance(value, (datetime, date)):
        day = value.date() if isinstance(value, datetime) else value
        if "y" not in str(cell.number_format).lower():
            doubts.append(
                Note(
                    place=f"{title}第{cell.row}行",
                    words=day.isoformat(),
                    message="单元格是日期但不显示年份，按存的年份读取，请核对",
                )
            )
        return day.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _whole(sheet: Any) -> str:
    rows = sheet.iter_rows(
        max_row=min(sheet.max_row, MOST_ROWS), max_col=min(sheet.max_column, MOST_COLUMNS), values_only=True
    )
    return " ".join(str(value) for row in rows for value in row if value is not None)
