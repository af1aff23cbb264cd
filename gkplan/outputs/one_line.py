"""A listing → one line of the terminal a row, or two where it is too narrow. Imports rich.

Nothing here knows what is listed: how a text gives way is its column's, which column takes what is left is the
heaviest's. Columns that say the same of every row are said once, below.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from gkplan.outputs.drawing import AT_ONCE, Cell, Lane, draw
from gkplan.outputs.tables import packed, style_of
from gkplan.text.folding import fold, measure
from gkplan.text.inert import inert

if TYPE_CHECKING:
    from rich.console import ConsoleRenderable

    from gkplan.views.listing import Column, Listing


UNBOUND = 10_000
"""Columns that are enough for every text whole."""


def lay_out(listing: "Listing[Any]", width: int, *, has_head: bool = True) -> "Iterator[ConsoleRenderable]":
    """Yield the parts of `listing` from top to bottom, for a terminal of `width` columns; there must be rows.

    Without a head every column stays: a line explains itself.
    """
    subjects = listing.subjects
    columns = listing.read_by("people").columns
    columns, alike = _told_apart(columns, subjects) if has_head else (columns, ())
    widest = max(columns, key=lambda column: column.weight)
    texts = {column: _texts(column, subjects, 0) for column in columns}
    heads = {column: measure(_head(column, 0)) if has_head else 0 for column in columns}
    sizes = {column: max(heads[column], *map(measure, texts[column])) for column in columns}
    left = width - sum(sizes.values()) - len(columns) + 1
    # Half of what is left is the widest column's, if it can use so much.
    wish = max(measure(inert(widest.text(subject))) for subject in subjects) - sizes[widest]
    if left < 0:
        yield from _pairs(columns, subjects, widest, width)
    else:
        for column in columns:
            if column.fit and column is not widest:
                texts[column] = _texts(column, subjects, sizes[column] + max(left // 2, left - wish))
                left += sizes[column]
                sizes[column] = max(heads[column], *map(measure, texts[column]))
                left -= sizes[column]
        sizes[widest] += left
        texts[widest] = _texts(widest, subjects, sizes[widest])
        lanes = [Lane(_head(column, sizes[column]), sizes[column], column.is_number) for column in columns]
        rows = (
            [Cell([texts[column][number]], style_of(column, subject)) for column in columns]
            for number, subject in enumerate(subjects)
        )
        yield from draw(lanes, rows, has_head=has_head)
    if alike:
        yield Text("\n".join(fold(f"各行相同：{'；'.join(alike)}", width)), no_wrap=True, overflow="ignore")


def _told_apart(
    columns: "Sequence[Column[Any]]", subjects: Sequence[Any]
) -> "tuple[Sequence[Column[Any]], Sequence[str]]":
    """Return the columns in which rows differ, and what the others say of each row alike, if they say anything."""
    kept, alike = [], []
    widest = max(columns, key=lambda column: column.weight)
    for column in columns:
        said = set(_texts(column, subjects, UNBOUND))
        if said == {""}:
            continue
        if len(said) > 1 or len(subjects) == 1 or column is widest or column.is_name or column.is_number:
            kept.append(column)
        else:
            alike.append(f"{column.head} {said.pop()}")
    return kept, alike


def _texts(column: "Column[Any]", subjects: Sequence[Any], width: int) -> list[str]:
    """Return what stands in `column`, in `width` columns of the terminal as far as it can give way."""
    if not isinstance(column.fit, tuple):
        return [_text(column, subject, width) for subject in subjects]
    texts: list[str] = []
    for wording in column.fit:
        texts = [inert(wording(subject)) for subject in subjects]
        if max(map(measure, texts)) <= width:
            break
    return texts


def _text(column: "Column[Any]", subject: Any, width: int) -> str:
    if isinstance(column.fit, tuple):
        return _texts(column, [subject], width)[0]
    return inert(column.fit(subject, width) if column.fit else column.text(subject))


def _head(column: "Column[Any]", width: int) -> str:
    # Of a head that is longer than what stands below it, the last two characters say enough: 完成时限, 责任单位.
    return column.head if measure(column.head) <= width else column.head[-2:]


def _pairs(
    columns: "Sequence[Column[Any]]", subjects: Sequence[Any], widest: "Column[Any]", width: int
) -> Iterator[Text]:
    """Yield two lines a row: the short texts, and indented below them the widest column's."""
    for first in range(0, len(subjects), AT_ONCE):
        lines: list[Text] = []
        for subject in subjects[first : first + AT_ONCE]:
            words, used = [], 0
            for column in columns:
                if column is not widest:
                    text = _text(column, subject, width - used)
                    if used + measure(text) > width:
                        # What has no room there stands on a line of its own.
                        used, text = 2, _text(column, subject, width - 2)
                    used += measure(text) + 2
                    words.append((text, "bold" if column.is_name else style_of(column, subject)))
            lines += packed(words, width, "")
            lines += packed([(_text(widest, subject, width - 2), "")], width, "  ")
        yield Text("\n", no_wrap=True, overflow="ignore").join(lines)
