"""Rows of cells → a table, part by part: what a window holds is rich's Table, the rows below it are drawn quicker.

Widths and line breaks are settled before. Nothing here knows what is drawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from rich import box
from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.segment import Segment
from rich.table import Table

from gkplan.text.folding import measure

AT_ONCE = 50
"""Rows that are drawn together: the first of them are on the screen while the others are made."""


class Cell(NamedTuple):
    """Lines of at most the width of their column, and rich's style of them."""

    lines: Sequence[str]
    style: str = ""


class Lane(NamedTuple):
    """A column: its head, folded, its width, and whether it stands at the right as numbers do."""

    head: str
    width: int
    is_number: bool


def draw(
    lanes: Sequence[Lane], rows: Iterable[Sequence[Cell]], *, has_head: bool = True
) -> "Iterator[Table | _Continued]":
    """Yield a table of `rows` from top to bottom; each part is made when it is asked for."""
    rows = iter(rows)
    made = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=0, header_style="bold", show_header=has_head)
    for lane in lanes:
        made.add_column(
            lane.head,
            width=lane.width,
            no_wrap=True,
            # What is ignored is not justified either.
            overflow="crop" if lane.is_number else "ignore",
            justify="right" if lane.is_number else "left",
        )
    for row in islice(rows, AT_ONCE):
        made.add_row(*map(_Folded, row, lanes))
    yield made
    while some := list(islice(rows, AT_ONCE)):
        yield _Continued(lanes, some)


class _Folded:
    """A cell for rich's Table.

    Folded by us and not by rich: it would begin lines with 。, and takes twice as long.
    """

    def __init__(self, cell: Cell, lane: Lane) -> None:
        self.cell = cell
        self.lane = lane

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        style = console.get_style(self.cell.style) if self.cell.style else None
        for line in self.cell.lines:
            yield Segment(_padded(line, self.lane) if self.lane.is_number else line, style)
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(self.lane.width, self.lane.width)


class _Continued:
    """Rows below those of a Table, in its columns."""

    def __init__(self, lanes: Sequence[Lane], rows: Sequence[Sequence[Cell]]) -> None:
        self.lanes = lanes
        self.rows = rows

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for row in self.rows:
            for number in range(max(len(cell.lines) for cell in row)):
                for place, (cell, lane) in enumerate(zip(row, self.lanes, strict=True)):
                    line = cell.lines[number] if number < len(cell.lines) else ""
                    between = " " if place else ""
                    if cell.style and line:
                        # Blanks have no style: they would be underlined too.
                        yield Segment(between)
                        yield Segment(line, console.get_style(cell.style))
                        yield Segment(" " * (lane.width - measure(line)))
                    else:
                        yield Segment(between + _padded(line, lane))
                yield Segment.line()


def _padded(line: str, lane: Lane) -> str:
    blanks = " " * (lane.width - measure(line))
    return blanks + line if lane.is_number else line + blanks
