"""Plain text in which each line is a row and | parts the cells, as in Markdown. Nothing here knows tasks."""

from gkplan.importers.cells import columns
from gkplan.importers.plain.aligned import aligned
from gkplan.importers.source import Blocks, Paragraph, Table, flat_table, paragraphs
from gkplan.text.patterns import compiled


def piped(lines: list[str]) -> Blocks | None:
    """Rows with | between the cells, as in Markdown; rows that lost leading merged cells are moved back right."""
    # A row whose other cells are empty is one by its bars: 一、公开|||.
    found = [
        index for index, line in enumerate(lines) if compiled(r"[^|｜\s]\s*[|｜]\s*(?:[^|｜\s]|[|｜])").search(line)
    ]
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
    heads = [n for n, (_, cells) in enumerate(rows) if columns.is_header(cells)]
    if not heads:
        return None
    # Words between two tables, as headings are, part them, if the second has a head of its own.
    inside = set(found)
    loose = [p for p in paragraphs([line.lstrip("# ") for line in lines]) if p.number - 1 not in inside]
    starts = [heads[0]] + [n for n in heads[1:] if any(rows[n - 1][0] < p.number < rows[n][0] for p in loose)]
    blocks: list[Paragraph | Table] = [
        Paragraph(text=" ".join(filter(None, cells)), number=n) for n, cells in rows[: heads[0]]
    ]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        blocks.append(flat_table([rows[start], *aligned(rows[start + 1 : end], rows[start][1])]))
    at = [block.rows[0].number if isinstance(block, Table) else block.number for block in blocks]
    return tuple(
        block
        for _, block in sorted(
            [*zip(at, blocks, strict=True), *((p.number, p) for p in loose)], key=lambda each: each[0]
        )
    )


def _bare(cell: str) -> str:
    """Return a cell without Markdown's signs for bold and with its line ends."""
    cell = compiled(r"\*([^*\s][^*]*)\*").sub(r"\1", cell) if compiled(r"\*[^*\s][^*]*\*").fullmatch(cell) else cell
    return compiled(r"\*\*(.+?)\*\*").sub(r"\1", compiled(r"<br\s*/?>").sub("\n", cell))
