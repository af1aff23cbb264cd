"""A listing → a table, or records one below the other where a terminal is too narrow for one. Imports rich.

Nothing here knows what is listed, or what is a state's colour.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from gkplan.outputs.colours import STYLES
from gkplan.text.folding import fold, measure, share
from gkplan.text.inert import inert

if TYPE_CHECKING:
    from gkplan.views.listing import Column, Listing

LEAST = 12
"""Columns of the terminal below which a text would stand in a tower of few characters a line."""

HEADS = (99, 4, 2)
"""Columns that the head of a number may take, tried in turn: 已办结 stands on one line, on two, or upright."""


def lay_out(listing: "Listing[Any]", width: int) -> Table | Text:
    """Return `listing` for people, in which Chinese folds and nothing is cut; there must be rows."""
    listing = listing.read_by("people")
    columns, rows = listing.columns, listing.rows()
    styles = [
        [STYLES[column.state(subject)] if column.state else "" for column in columns] for subject in listing.subjects
    ]
    # What stands in brackets behind a state or a date goes below it, so that these columns stay narrow.
    texts = [
        [
            inert(text if column.weight else text.replace("（", "\n（"), keeps_lines=True)
            for text, column in zip(row, columns, strict=True)
        ]
        for row in rows
    ]
    bodies = [max(measure(line) for text in column for line in text.split("\n")) for column in zip(*texts, strict=True)]
    total = width - len(columns) + 1
    for narrow in HEADS:
        natural = [
            max(body, min(measure(column.head), narrow if column.is_number else width))
            for body, column in zip(bodies, columns, strict=True)
        ]
        least = [min(size, LEAST) if column.weight else size for size, column in zip(natural, columns, strict=True)]
        if sum(least) <= total:
            return _table(columns, texts, styles, share(natural, [column.weight for column in columns], total))
    return _records(columns, rows, styles, width)


def _table(
    columns: "Sequence[Column[Any]]",
    texts: Sequence[Sequence[str]],
    styles: Sequence[Sequence[str]],
    widths: Sequence[int],
) -> Table:
    made = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=0, header_style="bold")
    for column, size in zip(columns, widths, strict=True):
        made.add_column(
            "\n".join(fold(column.head, size)),
            width=size,
            no_wrap=True,
            # What is ignored is not justified either.
            overflow="crop" if column.is_number else "ignore",
            justify="right" if column.is_number else "left",
        )
    for row, coloured in zip(texts, styles, strict=True):
        made.add_row(
            *(
                _Cell(text, size, style, is_number=column.is_number)
                for text, style, size, column in zip(row, coloured, widths, columns, strict=True)
            )
        )
    return made


class _Cell:
    """A text folded to the width of its column.

    Folded here and not by rich: it would begin lines with 。, and takes twice as long.
    """

    def __init__(self, text: str, size: int, style: str, *, is_number: bool) -> None:
        self.lines = [line for part in text.split("\n") for line in fold(part, size)]
        self.size = size
        self.style = style
        self.is_number = is_number

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        style = console.get_style(self.style) if self.style else None
        for line in self.lines:
            indent = " " * (self.size - measure(line)) if self.is_number else ""
            yield Segment(indent + line, style)
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(self.size, self.size)


def _records(
    columns: "Sequence[Column[Any]]", rows: Sequence[Sequence[str]], styles: Sequence[Sequence[str]], width: int
) -> Text:
    """Return a heading of the short texts for each row, and below it, indented, its long texts and numbers."""
    lines: list[Text] = []
    for row, coloured in zip(rows, styles, strict=True):
        heading, numbers, texts = [], [], []
        for text, style, column in zip(row, coloured, columns, strict=True):
            shown = inert(text).strip()
            if column.is_name or not (column.weight or column.is_number):
                heading.append((shown, "bold" if column.is_name else style))
            elif column.is_number:
                numbers.append((f"{column.head} {shown}", ""))
            elif shown:
                texts.append((f"{column.head}：{shown}", ""))
        lines += _packed(heading, width, "")
        for each in texts:
            lines += _packed([each], width, "  ")
        lines += _packed(numbers, width, "  ")
    return Text("\n", no_wrap=True, overflow="ignore").join(lines)


def _packed(words: Iterable[tuple[str, str]], width: int, indent: str) -> list[Text]:
    """Return words two blanks apart, as many on a line as fit, each with its style; a longer one is folded."""
    lines: list[Text] = []
    for word, style in words:
        if lines and word and lines[-1].cell_len + 2 + measure(word) <= width:
            lines[-1].append("  ").append(word, style)
        elif word:
            margin = "  " if lines else indent
            lines += [Text(margin).append(line, style) for line in fold(word, width - 2)]
    return lines
