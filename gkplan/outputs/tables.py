"""A listing → a table, or records one below the other where a terminal is too narrow for one. Imports rich.

Nothing here knows what is listed, or what is a state's colour.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from gkplan.outputs.colours import STYLES
from gkplan.outputs.drawing import Cell, Lane, draw
from gkplan.text.folding import fold, measure, share
from gkplan.text.inert import inert

if TYPE_CHECKING:
    from rich.console import ConsoleRenderable

    from gkplan.views.listing import Column, Listing

LEAST = (20, 12)
"""Columns of the terminal that a text has at least, tried in turn: with fewer it would be a tower of few characters."""

HEADS = ("all on one line", "two characters a line")
"""How heads of numbers stand, tried in turn; 已办结 and 未启动 are one word always."""


def lay_out(
    listing: "Listing[Any]", width: int, *, has_head: bool = True, keeps_all: bool = False
) -> "Iterator[ConsoleRenderable]":
    """Yield `listing` for people, in which Chinese folds and nothing is cut; there must be rows.

    A column in which nothing stands takes no room. Columns that there is no room for, and that can be spared, are named
    below; with `keeps_all` the table is as wide as it must be instead.
    """
    listing = listing.read_by("people")
    bodies = {column: [_in_lines(column, subject) for subject in listing.subjects] for column in listing.columns}
    told = [column for column in listing.columns if any(bodies[column])]
    for columns, least, manner in _choices(told):
        heads = [_head(column, manner) for column in columns]
        sizes = [max(measure(line) for text in bodies[column] for line in text.split("\n")) for column in columns]
        natural = [
            max(size, *map(measure, head.split("\n"))) if has_head else size
            for size, head in zip(sizes, heads, strict=True)
        ]
        needed = [min(size, least) if column.weight else size for size, column in zip(natural, columns, strict=True)]
        total = max(width - len(columns) + 1, sum(needed) if keeps_all else 0)
        if sum(needed) <= total:
            widths = share(natural, [column.weight for column in columns], total, least)
            lanes = [
                Lane("\n".join(line for part in head.split("\n") for line in fold(part, size)), size, column.is_number)
                for column, head, size in zip(columns, heads, widths, strict=True)
            ]
            yield from draw(lanes, _rows(listing, columns, bodies, widths), has_head=has_head)
            if spared := [column.head for column in told if column not in columns]:
                words = f"窗口不够宽，没有列出{'、'.join(spared)}；全部见 --format csv"
                yield Text("\n".join(fold(words, width)), no_wrap=True, overflow="ignore")
            return
    yield _records(listing, width)


def _choices(columns: "Sequence[Column[Any]]") -> "Iterator[tuple[Sequence[Column[Any]], int, str]]":
    """Yield the columns to try, all of them first, with the room that texts need and how heads of numbers stand."""
    spares = sorted({column.spare for column in columns} - {0}, reverse=True)
    for least in LEAST:
        for spared in (99, *spares):
            kept = [column for column in columns if column.spare < spared]
            yield from ((kept, least, manner) for manner in HEADS)


def _head(column: "Column[Any]", manner: str) -> str:
    """Return the head of a column in lines of whole words: 逾期 over 未启动, 最长 over 逾期 over 天数."""
    head = column.head
    if not column.is_number or manner == HEADS[0] or len(head) <= 3:
        return head
    first = 3 if head[0] in "已未" and len(head) % 2 else 2
    rest = head[first:]
    return "\n".join(
        [head[:first], *([rest] if len(rest) % 2 else [rest[at : at + 2] for at in range(0, len(rest), 2)])]
    )


def _in_lines(column: "Column[Any]", subject: Any) -> str:
    text = column.text(subject)
    # What stands in brackets behind a state or a date goes below it, so that these columns stay narrow.
    return inert(text if column.weight else text.replace("（", "\n（"), keeps_lines=True)


def _rows(
    listing: "Listing[Any]",
    columns: "Sequence[Column[Any]]",
    bodies: "dict[Column[Any], list[str]]",
    widths: Sequence[int],
) -> Iterator[list[Cell]]:
    part_of = listing.part_of
    for number, subject in enumerate(listing.subjects):
        if part_of and number and part_of(subject) != part_of(listing.subjects[number - 1]):
            yield [Cell([""]) for _ in columns]
        yield [
            Cell(
                [line for part in bodies[column][number].split("\n") for line in fold(part, size)],
                style_of(column, subject),
            )
            for column, size in zip(columns, widths, strict=True)
        ]


def style_of(column: "Column[Any]", subject: Any) -> str:
    """Return the style of what stands in `column` about `subject`."""
    return STYLES[column.state(subject)] if column.state else ""


def _records(listing: "Listing[Any]", width: int) -> Text:
    """Return a heading of the short texts for each row, and below it, indented, its long texts and numbers."""
    lines: list[Text] = []
    for subject in listing.subjects:
        heading, numbers, texts = [], [], []
        for column in listing.columns:
            shown = inert(column.text(subject)).strip()
            if column.is_name or not (column.weight or column.is_number):
                heading.append((shown, "bold" if column.is_name else style_of(column, subject)))
            elif column.is_number:
                numbers.append((f"{column.head} {shown}", ""))
            elif shown:
                texts.append((f"{column.head}：{shown}", ""))
        lines += packed(heading, width, "")
        for each in texts:
            lines += packed([each], width, "  ")
        lines += packed(numbers, width, "  ")
    return Text("\n", no_wrap=True, overflow="ignore").join(lines)


def packed(words: Iterable[tuple[str, str]], width: int, indent: str) -> list[Text]:
    """Return texts, each with its style, as lines: two blanks apart, as many on a line as fit; a longer one is folded."""
    lines: list[Text] = []
    for word, style in words:
        if lines and word and lines[-1].cell_len + 2 + measure(word) <= width:
            lines[-1].append("  ").append(word, style)
        elif word:
            margin = "  " if lines else indent
            lines += [Text(margin).append(line, style) for line in fold(word, width - 2)]
    return lines
