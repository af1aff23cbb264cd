"""Plain text whose columns are parted by tabs or commas. Nothing here knows tasks."""

from gkplan.importers.cells import columns
from gkplan.importers.cells.headings import numbered, serial
from gkplan.importers.cells.limits import looks_like_limit
from gkplan.importers.plain.aligned import aligned
from gkplan.importers.source import Blocks, clean, flat_table, paragraphs

Rows = list[tuple[int, list[str]]]


def tabbed(lines: list[str]) -> Blocks | None:
    """Rows with tabs between the cells: copied out of a sheet (cells with line ends quoted) or out of Word (not)."""
    if any('"' in line for line in lines) and (found := _table(lines, _quoted(lines, "\t"), "\t")):
        return found
    return _table(lines, _rejoined(lines), "\t")


def comma_separated(lines: list[str]) -> Blocks | None:
    """Rows with commas (or semicolons) between the cells: a CSV file."""
    return _table(lines, _quoted(lines, ","), ",") or _table(lines, _quoted(lines, ";"), ";")


def _table(lines: list[str], rows: Rows, sign: str) -> Blocks | None:
    head = next((n for n, (_, cells) in enumerate(rows) if columns.is_header(cells)), None)
    if head is None or head + 1 == len(rows):
        return None
    body = aligned([(n, cells) for n, cells in rows[head + 1 :] if any(cell.strip() for cell in cells)], rows[head][1])
    above = [line.strip(sign + '"') for line in lines[: rows[head][0] - 1]]
    return (*paragraphs(above), flat_table([rows[head], *body]))


def _quoted(lines: list[str], sign: str) -> Rows:
    """Return the rows as a sheet program writes them, with the number of the line each begins in."""
    import csv

    rows: Rows = []
    try:
        reader = csv.reader((line + "\n" for line in lines), delimiter=sign)
        start = 1
        for cells in reader:
            rows.append((start, cells))
            start = reader.line_num + 1
    except csv.Error:
        # A field beyond the reader's bounds: no sheet wrote that.
        return []
    return rows


def _rejoined(lines: list[str]) -> Rows:
    """Return the rows, those put together again that a line end inside a cell broke."""
    rows: Rows = []
    width = 0
    for number, line in enumerate(lines, 1):
        cells = line.split("\t")
        if not width and columns.is_header(cells):
            width = len(cells)
        elif width and rows and _goes_on(rows[-1][1], cells, width):
            last = rows[-1][1]
            last[-1] += f"\n{cells[0]}"
            last += cells[1:]
            continue
        rows.append((number, cells))
    return rows


def _goes_on(before: list[str], cells: list[str], width: int) -> bool:
    """Tell whether `cells` go on in the last cell of the row before: they fit into it and begin no row themselves."""
    text = clean(cells[0])
    found = numbered(text)
    last = clean(before[-1])
    # A name of the head and a time limit end with their own cell, but for what is cut in two or added in brackets.
    is_closed = len(before) == width and len(text) > 3 and text[:1] not in "（(〔[，,、" and not looks_like_limit(text)
    begins = (
        bool(serial(text))
        or (found is not None and found.level < 3)
        or len(text) > 40
        or text[:1] in {"注", "备", "附"}
        or (is_closed and (looks_like_limit(last) or (columns.is_header(before) and columns.role_of(last) is not None)))
    )
    return 1 < len(before) <= width and len(before) + len(cells) - 1 <= width and not begins
