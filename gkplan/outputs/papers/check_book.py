"""Sheets of texts as an .xlsx that is read and filtered, not filled in: what an import read (核对表). Knows no import."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from gkplan.outputs.papers.book import Looks, make_book, shown


class Sheet(NamedTuple):
    """A sheet of texts: its name, the names of its columns, how wide each is, and its rows."""

    name: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Sequence[tuple[str, ...]]


def render(title: str, sheets: Sequence[Sheet]) -> bytes:
    """Return the workbook with `sheets`; every cell is text. Raises RefusedError where XlsxWriter is missing."""

    def fill(book: Any) -> None:
        looks = Looks(book)
        text = looks.of(valign="top")
        for each in sheets:
            sheet = book.add_worksheet(each.name)
            sheet.freeze_panes(1, 0)
            for column, (name, width) in enumerate(zip(each.head, each.widths, strict=True)):
                sheet.set_column(column, column, width)
                sheet.write_string(0, column, name, looks.head)
            for row, texts in enumerate(each.rows, 1):
                for column, words in enumerate(texts):
                    sheet.write_string(row, column, shown(words), text)
            sheet.autofilter(0, 0, max(len(each.rows), 1), len(each.head) - 1)

    return make_book(title, fill)
