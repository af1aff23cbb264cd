"""The paragraphs and tables of a document → what they say of tasks. Nothing here knows a file format or what a cell means."""

from collections.abc import Iterator
from dataclasses import replace

from gkplan.importers.cells import columns, headings
from gkplan.importers.cells.columns import Role
from gkplan.importers.source import Paragraph, Row, Source, Table
from gkplan.importers.tasks import prose, rows
from gkplan.importers.tasks.cards import Card, as_table, cards_in
from gkplan.importers.tasks.items import Gathered
from gkplan.importers.tasks.layout import texts_of
from gkplan.importers.tasks.task_cells import words_of


def gather(source: Source, names: tuple[str, ...] = ()) -> Gathered:
    """Return what the task tables of a document and the numbered lists between them say, or all its paragraphs.

    `names` are what a person calls the columns of its tables, if one does.
    """
    gathered = Gathered(doubts=list(source.doubts), left_out=list(source.left_out), labels=list(source.labels))
    blocks = list(_blocks(source))
    if not any(isinstance(block, Table) for block in blocks) or not _tables(blocks, gathered, names):
        gathered = Gathered(doubts=list(source.doubts), left_out=list(source.left_out), labels=list(source.labels))
        for block in blocks:
            if isinstance(block, Table):
                rows.leave(block, gathered)
        prose.read([block for block in blocks if isinstance(block, Paragraph)], gathered)
        if not prose.are_tasks(gathered.items):
            gathered.items = []
    return gathered


def _tables(blocks: list[Paragraph | Table], gathered: Gathered, names: tuple[str, ...]) -> bool:
    """Add what the tables say and the lists between them; false when no table is one of tasks."""
    layout = None
    found_table = False
    run: list[Paragraph] = []
    waiting: list[Paragraph] = []
    for block in (*blocks, None):
        if isinstance(block, Paragraph):
            run.append(block)
            continue
        above = headings.standing_above([paragraph.text for paragraph in run]) if block else []
        heads = run[len(run) - len(above) :]
        loose = run[: len(run) - len(above)]
        if listed := _listed(loose):
            prose.read(listed, gathered)
            loose = loose[len(listed) :]
        count = len(gathered.items)
        if block:
            layout = rows.read(block, gathered, layout, above, names) or layout
        has_tasks = len(gathered.items) > count
        waiting += loose if has_tasks else [*loose, *heads]
        if has_tasks and not found_table:
            # What stands above the first table of tasks is its title and notes.
            gathered.titles[:0] = [paragraph.text for paragraph in waiting]
            waiting = []
        found_table = found_table or has_tasks
        run = []
    for paragraph in waiting:
        gathered.leave(f"第{paragraph.number}段", paragraph.text, "表格以外的文字")
    return found_table


def _listed(waiting: list[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs up to the end of a list of tasks among them: two at least, each numbered and with units."""
    scratch = Gathered()
    prose.read(waiting, scratch)
    if len(scratch.items) < 2 or not all(item.who and item.serial for item in scratch.items):
        return []
    last = scratch.items[-1].place
    end = next(index for index, paragraph in enumerate(waiting, 1) if f"第{paragraph.number}段" == last)
    while end < len(waiting) and prose.goes_on(waiting[end]):
        end += 1
    return waiting[:end]


def _blocks(source: Source) -> Iterator[Paragraph | Table]:
    """Yield the blocks; a table with a single column only sets its words, and a second head begins another table.

    Forms, one for each task, come as one table at the end.
    """
    cards: list[Card] = []
    for block in source.blocks:
        if isinstance(block, Paragraph):
            yield block
        elif own := cards_in(_below_title(block)):
            title = block.rows[: len(block.rows) - len(_below_title(block).rows)]
            yield from (Paragraph(text=words_of(row), number=row.number) for row in title if words_of(row))
            cards += own
        elif all(len({cell.origin for cell in row.cells if cell.text}) <= 1 for row in block.rows):
            for row in block.rows:
                cell = next((cell for cell in row.cells if cell.text and not cell.is_covered), None)
                yield from (Paragraph(text=line, number=row.number) for line in (cell.text.split("\n") if cell else ()))
        else:
            yield from _parts(block)
    if cards:
        yield as_table(cards)


def _below_title(table: Table) -> Table:
    """Return a table without the rows of a single text at its top."""
    first = next((index for index, row in enumerate(table.rows) if len({c.origin for c in row.cells if c.text}) > 1), 0)
    return replace(table, rows=table.rows[first:])


def _parts(table: Table) -> Iterator[Table]:
    starts = [0]
    above: list[str] = []
    for index, row in enumerate(table.rows):
        names = [columns.name_of(text) for text in texts_of(row) if text]
        if (
            len(names) < 2
            or not any(columns.role_of(name) is Role.SERIAL for name in names)
            or not columns.is_header(names)
        ):
            continue
        if above and not set(names) <= set(above):
            starts.append(index)
        above = names
    for start, end in zip(starts, [*starts[1:], len(table.rows)], strict=True):
        yield (
            table
            if len(starts) == 1
            else replace(table, rows=tuple(_moved(row, start) for row in table.rows[start:end]))
        )


def _moved(row: Row, up: int) -> Row:
    """Return a row that stands `up` rows higher; a cell that reaches down from above begins here."""
    cells = (replace(cell, origin=(max(cell.origin[0] - up, 0), cell.origin[1])) for cell in row.cells)
    return replace(row, cells=tuple(cells))
