"""An .xlsx → one table a sheet, with its merged ranges. Nothing here knows what a table says."""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from gkplan.errors import RefusedError, lacking
from gkplan.importers.office.package import broken
from gkplan.importers.office.sheets import Marks, has_formulas, marks, parts_of_sheets
from gkplan.importers.sniff import Detected, Sample
from gkplan.importers.source import (
    HIDDEN_COLUMN,
    HIDDEN_ROW,
    MOST_PLACES,
    STRUCK_WORDS,
    Cell,
    Note,
    Room,
    Row,
    Source,
    Table,
    clean,
    within_bounds,
)

CALLED = "Excel 文件"


def detect(sample: Sample) -> Detected | None:
    """Tell an .xlsx by what is in its package, whatever its name; the parts of an .xlsb are binary."""
    is_sheet = any(part.startswith("xl/") and not part.endswith(".bin") for part in sample.parts)
    return Detected(90, "文件包里有 Excel 的工作表") if is_sheet else None


def read(sample: Sample) -> Source:
    """Return the document; raises RefusedError when openpyxl is missing, the file damaged or beyond the bounds.

    Hidden sheets are left out by name; dates come as 2023-12-31, whole numbers without a point.
    """
    try:
        from openpyxl import load_workbook  # type: ignore[import-untyped] # its stubs are a package apart
    except ImportError as error:
        raise lacking("openpyxl", "读取 Excel 文件", "，或把表格另存为 CSV 再导入") from error
    import contextlib
    import warnings

    data, name = sample.data, sample.name
    tables: list[Table] = []
    left_out: list[Note] = []
    doubts: list[Note] = []
    labels: list[str] = []
    room = Room()
    # openpyxl warns of parts it does not keep, which nobody here writes back, and prints about styles out of range:
    # stdout is the plan's.
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            # As streams: a sheet that says it is huge is not built before it is looked at.
            book = load_workbook(io.BytesIO(data), data_only=True, read_only=True, rich_text=True)
            formulas = load_workbook(io.BytesIO(data), read_only=True) if has_formulas(data) else None
            sheets = list(_sheets(data, name, book, formulas))
        except RefusedError:
            raise
        # openpyxl raises what it stumbles over first: KeyError, ParseError, TypeError and more. Only its own work and
        # the parts of the package are in here: a fault of ours is no damaged file.
        except Exception as error:
            raise broken(name) from error
    for sheet in sheets:
        if not sheet.is_visible:
            words = " ".join(str(shown.value) for shown in sheet.cells.values())
            left_out.append(Note(place=f"工作表「{sheet.title}」", words=words, message="隐藏的工作表"))
            continue
        title = "表格" if len(sheets) == 1 else f"工作表「{sheet.title}」"
        texts = {at: clean(_text(shown, at[0], title, doubts, left_out)) for at, shown in sheet.cells.items()}
        doubts += [
            Note(place=f"{title}第{row}行", words=words, message="公式没有保存结果，请用 Excel 打开保存后再导入")
            for row, words in sheet.uncalculated
        ]
        table = _table(texts, sheet.marks.merged, title, name, room)
        doubts += _hidden(texts, sheet.marks, title)
        if table.rows:
            tables.append(table)
            labels.append(sheet.title)
    if not tables and not left_out:
        raise RefusedError(f"{name} 里没有文字；请检查是否选对了文件")
    return Source(blocks=tuple(tables), left_out=tuple(left_out), doubts=tuple(doubts), labels=tuple(labels))


class _Shown(NamedTuple):
    """What a cell holds and how it shows numbers and dates; `struck` are the words in it that are struck out."""

    value: Any
    number_format: str
    struck: str


class _Sheet(NamedTuple):
    """What openpyxl knows of a sheet: cells by row and column from 1, formulas without a result with their rows."""

    title: str
    is_visible: bool
    cells: dict[tuple[int, int], _Shown]
    uncalculated: list[tuple[int, str]]
    marks: Marks


def _sheets(data: bytes, name: str, book: Any, formulas: Any) -> Iterator[_Sheet]:
    parts = parts_of_sheets(data)
    for sheet in book.worksheets:
        cells = {at: _shown(cell) for at, cell in _filled(sheet, name).items()}
        written = _filled(formulas[sheet.title], name) if formulas is not None else {}
        yield _Sheet(
            title=sheet.title,
            is_visible=sheet.sheet_state == "visible",
            cells=cells,
            uncalculated=[(at[0], str(cell.value)) for at, cell in written.items() if at not in cells],
            marks=marks(data, parts[sheet.title]),
        )


def _shown(cell: Any) -> _Shown:
    value = cell.value
    if isinstance(value, list):
        # Rich text is a list of runs, each a plain text or one with a font of its own.
        is_struck = [bool(getattr(getattr(run, "font", None), "strike", False)) for run in value]
        words = [
            "".join(str(run) for run, own in zip(value, is_struck, strict=True) if own is it) for it in (False, True)
        ]
        return _Shown(words[0], "", words[1])
    if cell.font.strike:
        return _Shown("", "", str(value))
    return _Shown(value, str(cell.number_format), "")


def _filled(sheet: Any, name: str) -> dict[tuple[int, int], Any]:
    """Return the cells that hold something, by row and column from 1. Raises RefusedError beyond the bounds."""
    sheet.reset_dimensions()
    filled: dict[tuple[int, int], Any] = {}
    title = _called(sheet.title, name)
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value is None:
                continue
            # A single cell far away makes no grid yet; the bounds are on each count by itself.
            within_bounds(cell.row, 1, title, places=len(filled))
            within_bounds(1, cell.column, title)
            filled[cell.row, cell.column] = cell
    return filled


def _called(title: str, name: str) -> str:
    return f"{name} 的工作表「{title}」"


def _hidden(texts: dict[tuple[int, int], str], said: Marks, title: str) -> Iterator[Note]:
    """Yield a note for each hidden row and column that holds something: a filter may have hidden it."""
    rows: dict[int, list[str]] = {}
    heads: dict[int, str] = {}
    for (row, column), text in sorted(texts.items()):
        if text and row in said.rows:
            rows.setdefault(row, []).append(text)
        if text:
            heads.setdefault(column, text)
    for row, words in rows.items():
        yield Note(place=f"{title}第{row}行", words=" ".join(words), message=HIDDEN_ROW)
    for column, head in sorted(heads.items()):
        if any(first <= column <= last for first, last in said.columns):
            yield Note(place=f"{title}第{column}列", words=head, message=HIDDEN_COLUMN)


def _table(
    texts: dict[tuple[int, int], str], areas: Iterable[tuple[int, int, int, int]], title: str, name: str, room: Room
) -> Table:
    last = max((row for (row, _), text in texts.items() if text), default=0)
    width = max((column for (_, column), text in texts.items() if text), default=0)
    within_bounds(last, width, _called(title, name))
    room.take(last * width, _called(title, name))
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    covered = 0
    for top, left, bottom, right in areas:
        # A whole column may be merged: it counts as far as there are texts.
        rows, columns = range(top, min(bottom, last) + 1), range(left, min(right, width) + 1)
        covered += len(rows) * len(columns)
        if covered > MOST_PLACES:
            # No two of them overlap in a file that Excel wrote.
            raise broken(name)
        origins.update(((row, column), (top, left)) for row in rows for column in columns)
    lines = []
    for row in range(1, last + 1):
        cells_of = []
        for column in range(1, width + 1):
            at = origins.get((row, column), (row, column))
            cells_of.append(Cell(text=texts.get(at, ""), origin=(at[0] - 1, at[1] - 1), is_covered=at != (row, column)))
        lines.append(Row(cells=tuple(cells_of), number=row))
    return Table(rows=tuple(lines), name=title)


def _text(shown: _Shown, row: int, title: str, doubts: list[Note], left_out: list[Note]) -> str:
    value = shown.value
    if shown.struck:
        left_out.append(Note(place=f"{title}第{row}行", words=shown.struck, message=STRUCK_WORDS))
    if isinstance(value, (datetime, date)):
        day = value.date() if isinstance(value, datetime) else value
        # What a cell shows decides: a date of which a month is shown was typed as a month, and is stored as its first day.
        signs = re.sub(r"\"[^\"]*\"|\[[^\]]*\]|\\.", "", shown.number_format).lower()
        if "y" in signs and "m" in signs and "d" not in signs:
            return f"{day.year}年{day.month}月"
        if "y" not in signs:
            doubts.append(
                Note(
                    place=f"{title}第{row}行",
                    words=day.isoformat(),
                    message="单元格是日期但不显示年份，按存的年份读取，请核对",
                )
            )
        return day.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        # 1.10 is stored as 1.1: the places that are shown belong to a number of the document.
        places = re.fullmatch(r"0\.(0+)(?:_ )?", shown.number_format)
        return f"{value:.{len(places[1])}f}" if places else str(int(value)) if value == int(value) else str(value)
    return str(value)
