"""Plain text in which each line is a row and | parts the cells, as in Markdown. Nothing here knows tasks."""

from gkplan.importers.cells import columns
from gkplan.importers.cells.headings import numbered, serial
from gkplan.importers.source import Blocks, flat_table, paragraphs, within_bounds
from gkplan.text.patterns import compiled


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
            rows.append((index + 1, [_bare(cell) for cell in cells]))
    head = next((n for n, (_, cells) in enumerate(rows) if columns.is_header(cells)), None)
    if head is None:
        return None
    rows = [*rows[: head + 1], *_moved_right(rows[head + 1 :], rows[head][1])]
    table = flat_table(rows)
    inside = set(found)
    plain = [p for p in paragraphs([line.lstrip("# ") for line in lines]) if p.number - 1 not in inside]
    before = [p for p in plain if p.number < rows[0][0]]
    after = [p for p in plain if p.number > rows[0][0]]
    return (*before, table, *after)


def _bare(cell: str) -> str:
    """Return a cell without Markdown's signs for bold and with its line ends."""
    return compiled(r"\*\*(.+?)\*\*").sub(r"\1", compiled(r"<br\s*/?>").sub("\n", cell))


def _moved_right(rows: list[tuple[int, list[str]]], head: list[str]) -> list[tuple[int, list[str]]]:
    """Put the cells of short or end-padded rows below those of the full rows, by the place of the serial."""
    trimmed = [_trimmed(cells) for _, cells in rows]
    width = max((len(cells) for cells in trimmed), default=0)
    width = max(width, len(_trimmed(head)))
    within_bounds(len(rows), width, "文本里的表格")
    full = [cells for cells in trimmed if len(cells) == width] or [max(trimmed, key=len, default=[])]
    at = next((c for c in range(width) if all(c < len(cells) and serial(cells[c]) for cells in full)), None)
    moved: list[tuple[int, list[str]]] = []
    for (number, given), cells in zip(rows, trimmed, strict=True):
        own = next((c for c, text in enumerate(cells) if serial(text)), None)
        shift = 0
        if at is not None and own is not None and own < at and not any(serial(t) for t in cells[own + 1 : at + 1]):
            shift = at - own
        elif at is None and 1 < len(cells) < len(given) + 1 <= width and cells[0] and not numbered(cells[0]):
            # A row with fewer cells than the others lost its first, merged ones.
            shift = width - len(cells)
        moved.append((number, [""] * shift + cells + [""] * (width - len(cells) - shift)))
    return moved


def _trimmed(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]
