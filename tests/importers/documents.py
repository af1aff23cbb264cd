"""Tables of cells → .docx, .xlsx and .html bytes with truly merged cells."""

import html
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parents[1] / "data" / "2023年商河县政务公开重点工作任务分工.txt"
TITLE = "2023年商河县政务公开重点工作任务分工"
HEAD = ["序号", "工作任务", "工作任务", "具体要求", "责任单位", "完成时限"]

Grid = list[list[str]]
Spans = dict[tuple[int, int], tuple[int, int]]
"""(row, column) of a cell → how many rows and columns it reaches over."""


def source_grid() -> tuple[Grid, Spans]:
    """Return the 2023 table as Word has it: each cell's text once, empty cells merged with the one above."""
    cells: list[str] = []
    for line in SOURCE.read_text(encoding="utf-8").split("\n"):
        if line.startswith("\t"):
            cells.append(line[1:])
        elif cells:
            cells[-1] += "\n" + line
    texts = ["\n".join(part.strip() for part in cell.split("\n") if part.strip()) for cell in cells[5:]]
    body = [texts[start : start + 6] for start in range(0, 51 * 6, 6)]
    spans: Spans = {(0, 1): (1, 2)}
    grid = [list(HEAD), *body]
    grid[0][2] = ""
    for column in (1, 2, 4, 5):
        top = 0
        for row in range(1, len(grid)):
            text = grid[row][column]
            if text and not (column == 1 and text == grid[top][1]):
                top = row
            else:
                spans[top, column] = (row - top + 1, 1)
                grid[row][column] = ""
    # A heading of the second level ends where one of the first begins; the source always prints one there.
    return grid, spans


def covered(spans: Spans) -> set[tuple[int, int]]:
    return {
        (row + down, column + right)
        for (row, column), (rows, columns) in spans.items()
        for down in range(rows)
        for right in range(columns)
        if down or right
    }


def docx_bytes(grid: Grid, spans: Spans | None = None, before: list[str] | None = None) -> bytes:
    import docx

    document = docx.Document()
    for line in before if before is not None else ["附件", TITLE]:
        document.add_paragraph(line)
    add_docx_table(document, grid, spans or {})
    return saved(document)


def add_docx_table(document: Any, grid: Grid, spans: Spans) -> Any:
    table = document.add_table(len(grid), len(grid[0]))
    # python-docx finds cells anew at every access: one list of all of them is quick.
    cells = [list(row.cells) for row in table.rows]
    for (row, column), (rows, columns) in spans.items():
        cells[row][column].merge(cells[row + rows - 1][column + columns - 1])
    for row, texts in enumerate(grid):
        for column, text in enumerate(texts):
            if text:
                lines = text.split("\n")
                cells[row][column].paragraphs[0].text = lines[0]
                for line in lines[1:]:
                    cells[row][column].add_paragraph(line)
    return table


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def xlsx_bytes(grid: Grid, spans: Spans | None = None, before: list[str] | None = None) -> bytes:
    from openpyxl import Workbook  # type: ignore[import-untyped] # its stubs are a package apart

    book = Workbook()
    sheet = book.active
    lines = before if before is not None else ["附件", TITLE]
    for number, line in enumerate(lines, 1):
        sheet.cell(number, 1, line)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(grid[0]))
    for row, texts in enumerate(grid, len(lines) + 1):
        for column, text in enumerate(texts, 1):
            if text:
                sheet.cell(row, column, int(text) if text.isdigit() else text)
    for (row, column), (rows, columns) in (spans or {}).items():
        top, left = row + len(lines) + 1, column + 1
        sheet.merge_cells(start_row=top, end_row=top + rows - 1, start_column=left, end_column=left + columns - 1)
    return saved(book)


def html_bytes(
    grid: Grid, spans: Spans | None = None, before: list[str] | None = None, charset: str = "utf-8"
) -> bytes:
    hidden = covered(spans or {})
    lines = [f"<p>{html.escape(line)}</p>" for line in (before if before is not None else ["附件", TITLE])]
    lines.append("<table>")
    for row, texts in enumerate(grid):
        lines.append("<tr>")
        for column, text in enumerate(texts):
            if (row, column) not in hidden:
                rows, columns = (spans or {}).get((row, column), (1, 1))
                inner = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
                lines.append(f'<td rowspan="{rows}" colspan={columns}>{inner}</td>')
        lines.append("</tr>")
    lines.append("</table>")
    page = f'<html><head><meta charset="{charset}"></head><body>{"".join(lines)}</body></html>'
    return page.encode(charset)


def with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the office file with those of its parts changed whose names begin like `part`."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for name in archive.namelist():
            text = archive.read(name)
            changed.writestr(name, change(text) if name.startswith(part) else text)
    return stream.getvalue()
