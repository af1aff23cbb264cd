"""Plain text in which each line is a row and | parts the cells, as in Markdown. Nothing here knows tasks."""

from gkplan.importers.cells import columns
from gkplan.importers.plain.aligned import aligned
from gkplan.importers.source import Blocks, flat_table, paragraphs
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
    rows = [*rows[: head + 1], *aligned(rows[head + 1 :], rows[head][1])]
    table = flat_table(rows)
    inside = set(found)
    plain = [p for p in paragraphs([line.lstrip("# ") for line in lines]) if p.number - 1 not in inside]
    before = [p for p in plain if p.number < rows[0][0]]
    after = [p for p in plain if p.number > rows[0][0]]
    return (*before, table, *after)


def _bare(cell: str) -> str:
    """Return a cell without Markdown's signs for bold and with its line ends."""
    return compiled(r"\*\*(.+?)\*\*").sub(r"\1", compiled(r"<br\s*/?>").sub("\n", cell))
