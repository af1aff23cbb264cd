"""Plain text in which each line is a row: pipes, tabs, commas, blanks. Nothing here knows tasks.

Each function takes the lines of a file and returns its paragraphs and tables, None when the text has another shape.
"""

from gkplan.importers import columns
from gkplan.importers.grid import Paragraph, Table, clean, flat_table
from gkplan.importers.headings import numbered, serial
from gkplan.importers.units import compiled

Blocks = tuple[Paragraph | Table, ...]


def paragraphs(lines: list[str], first: int = 1) -> list[Paragraph]:
    """Return the lines that hold text; `first` is the number of the first one."""
    return [Paragraph(text=text, number=n) for n, line in enumerate(lines, first) if (text := clean(line))]


def _around(lines: list[str], rows: list[tuple[int, list[str]]], last: int) -> Blocks:
    """Put the table of `rows` between the lines before its first one and those from `last` on."""
    first = rows[0][0]
    return (*paragraphs(lines[: first - 1]), flat_table(rows), *paragraphs(lines[last:], last + 1))


def piped(lines: list[str]) -> Blocks | None:
    """Rows with | between the cells, as in Markdown; rows that lost leading merged cells are moved back right."""
    found = [index for index, line in enumerate(lines) if len(compiled(r"[|｜]").split(line.strip().strip("|｜"))) > 1]
    if len(found) < 2:
        return None
    rows: list[tuple[int, list[str]]] = []
    for index in found:
        line = lines[index].strip().replace("｜", "|").replace("\\|", "\0")
        line = line.removeprefix("|")
        line = line.removesuffix("|")
        cells = [cell.strip().replace("\0", "|") for cell in line.split("|")]
        if not all(compiled(r":?-{2,}:?|").fullmatch(cell) for cell in cells):
            rows.append((index + 1, [compiled(r"<br\s*/?>").sub("\n", cell) for cell in cells]))
    head = next((n for n, (_, cells) in enumerate(rows) if columns.is_header(cells)), None)
    if head is None:
        return None
    rows = [*rows[: head + 1], *_moved_right(rows[head + 1 :], rows[head][1])]
    table = flat_table(rows)
    before = [p for p in paragraphs(lines) if p.number - 1 not in found and p.number < rows[0][0]]
    after = [p for p in paragraphs(lines) if p.number - 1 not in found and p.number > rows[0][0]]
    return (*before, table, *after)


def _moved_right(rows: list[tuple[int, list[str]]], head: list[str]) -> list[tuple[int, list[str]]]:
    """Put the cells of short or end-padded rows below those of the full rows, by the place of the serial."""
    trimmed = [_trimmed(cells) for _, cells in rows]
    width = max((len(cells) for cells in trimmed), default=0)
    width = max(width, len(_trimmed(head)))
    full = [cells for cells in trimmed if len(cells) == width] or [max(trimmed, key=len, default=[])]
    at = next((c for c in range(width) if all(c < len(cells) and serial(cells[c]) for cells in full)), None)
    moved: list[tuple[int, list[str]]] = []
    for (number, _), cells in zip(rows, trimmed, strict=True):
        own = next((c for c, text in enumerate(cells) if serial(text)), None)
        shift = 0
        if at is not None and own is not None and own < at and not any(serial(t) for t in cells[own + 1 : at + 1]):
            shift = at - own
        elif at is None and 1 < len(cells) < width and cells[0] and len(rows) > 1 and not serial(cells[0]):
            shift = width - len(cells) if not numbered(cells[0]) else 0
        moved.append((number, [""] * shift + cells + [""] * (width - len(cells) - shift)))
    return moved


def _trimmed(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def tabbed(lines: list[str]) -> Blocks | None:
    """Rows with tabs between the cells, as copied out of a sheet; quoted cells may hold line ends."""
    return _delimited(lines, "\t")


def comma_separated(lines: list[str]) -> Blocks | None:
    """Rows with commas (or semicolons) between the cells: a CSV file."""
    return _delimited(lines, ",") or _delimited(lines, ";")


def _delimited(lines: list[str], sign: str) -> Blocks | None:
    import csv

    head = next(
        (n for n, line in enumerate(lines) if columns.is_header([c.strip('" ') for c in line.split(sign)])), None
    )
    if head is None:
        # The names themselves may be quoted and broken over lines.
        head = next((n for n, line in enumerate(lines) if line.count(sign) > 1 or line.startswith('"')), None)
        if head is None:
            return None
    try:
        reader = csv.reader((line + "\n" for line in lines[head:]), delimiter=sign, strict=True)
        rows = []
        start = head + 1
        for cells in reader:
            rows.append((start, cells))
            start = head + reader.line_num + 1
    except csv.Error:
        rows = [(n, line.split(sign)) for n, line in enumerate(lines[head:], head + 1)]
    while rows and len(rows) > 1 and not columns.is_header(rows[0][1]):
        rows = rows[1:]
    if len(rows) < 2 or not columns.is_header(rows[0][1]):
        return None
    width = max(len(cells) for _, cells in rows)
    body = [(n, cells + [""] * (width - len(cells))) for n, cells in rows if any(cell.strip() for cell in cells)]
    return (*paragraphs([line.strip(sign + '"') for line in lines[: body[0][0] - 1]]), flat_table(body))


def spaced(lines: list[str]) -> Blocks | None:
    """Rows with blanks between the cells: two or more, or a single one where the cells themselves hold none."""
    for index, line in enumerate(lines):
        names = _spaced_names(line)
        if names is None:
            continue
        rows: list[tuple[int, list[str]]] = [(index + 1, names)]
        for number, text in enumerate(lines[index + 1 :], index + 2):
            if not text.strip():
                continue
            cells = _spaced_cells(text.strip(), names)
            if cells is None and len(rows) > 1:
                cells = [text.strip()] + [""] * (len(names) - 1) if numbered(text.strip()) else None
                if cells is None:
                    rows[-1][1][_text_column(names)] += text.strip()
                    continue
            if cells is None:
                return None
            rows.append((number, cells))
        return _around(lines, rows, len(lines)) if len(rows) > 1 else None
    return None


def _spaced_names(line: str) -> list[str] | None:
    for parts in (compiled(r"\s{2,}|　+").split(line.strip()), _joined_letters(line.split())):
        if columns.is_header(parts) and len(parts) > 2 and all(columns.role_of(part) for part in parts):
            return parts
    return None


def _joined_letters(words: list[str]) -> list[str]:
    """Join names printed with blanks between their letters: 序 号 工 作 任 务 → 序号, 工作任务."""
    joined: list[str] = []
    letters = ""
    for word in [*words, ""]:
        if len(word) == 1:
            letters += word
            if letters == "序号":
                joined.append(letters)
                letters = ""
            continue
        if letters:
            joined.append(letters)
            letters = ""
        if word:
            joined.append(word)
    return joined


def _text_column(names: list[str]) -> int:
    return next((c for c, name in enumerate(names) if columns.role_of(name) is columns.Role.TEXT), 0)


def _spaced_cells(line: str, names: list[str]) -> list[str] | None:
    """Part a line below `names`; the task takes the blanks that are too many. None when there are too few."""
    wide = compiled(r"\s{2,}|　+|\t").split(line)
    if len(wide) == len(names):
        return wide
    words = line.split()
    spare = len(words) - len(names)
    if spare < 0 or (columns.role_of(names[0]) is columns.Role.SERIAL and serial(words[0]) is None):
        return None
    at = _text_column(names)
    return [*words[:at], " ".join(words[at : at + spare + 1]), *words[at + spare + 1 :]]
