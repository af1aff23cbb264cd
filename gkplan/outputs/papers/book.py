"""What all Excel papers share: the book, its fonts, heights of rows that fit Chinese, texts that stay texts, equal bytes."""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from typing import Any

from gkplan.errors import lacking
from gkplan.text.folding import folded
from gkplan.text.inert import inert

FONT = "宋体"
POINTS = 10
"""The size of what stands in the cells."""

_LINE = 14.8
"""Points that a line of such texts needs in Excel and in LibreOffice, whose fonts are the taller."""

_HIGHEST = 409.0
"""Points that Excel lets a row be high."""

_FIRST_DAY = dt.date(1900, 3, 1)
"""The day from which on Excel counts days as everybody does."""

MOST_CHARACTERS = 32_767
"""Characters that Excel lets a cell have."""


def make_book(title: str, fill: Callable[[Any], None]) -> bytes:
    """Return the bytes of the workbook that `fill` makes.

    Raises RefusedError where XlsxWriter is missing.
    """
    try:
        from xlsxwriter import Workbook  # type: ignore[import-untyped] # it comes without types
    except ImportError as error:
        raise lacking("XlsxWriter", "写 Excel 文件") from error
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # A date of its own in the file would make every one of them another.
    book.set_properties({"title": inert(title), "created": dt.datetime(2000, 1, 1)})
    fill(book)
    book.close()
    return stream.getvalue()


def lines_in(text: str, width: float) -> int:
    """Return how many lines `text` takes in a column `width` wide, in Excel's measure: the 0 of its standard font."""
    # A column of width w is 7 w + 5 pixels wide, 8 of them its margins; half a Chinese character of 10 points takes 6.67.
    room = max(int((7 * width - 3) / 6.67), 2)
    return sum(len(list(folded(line, room))) or 1 for line in text.split("\n"))


def height_of(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Return how many points a row must be high for all of its texts to be seen, up to the most there can be."""
    most = max((lines_in(text, width) for text, width in zip(texts, widths, strict=True)), default=1)
    return min(most * _LINE + 4, _HIGHEST)


def shown(text: str) -> str:
    """Return `text` for a cell: its control signs visible, its lines kept, as long as a cell can be."""
    return inert(text, keeps_lines=True)[:MOST_CHARACTERS]


def sheet_name(name: str, taken: Sequence[str]) -> str:
    """Return what a sheet can be called for `name`: without the signs that no sheet may have, short, unlike those `taken`."""
    plain = "".join("_" if char in "[]:*?/\\'" else char for char in inert(name)).strip() or "_"
    found, count = plain[:31], 1
    known = {each.casefold() for each in taken}
    while found.casefold() in known:
        count += 1
        end = f"（{count}）"
        found = plain[: 31 - len(end)] + end
    return found


class Looks:
    """The formats of the cells of one book, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}
        self.title = self.of(size=16, bold=True, align="center", border=0)
        self.told = self.of(border=0, valign="vcenter", size=9)
        self.head = self.of(bold=True, align="center", valign="vcenter", bg_color="#D9E2F3")
        self.heading = self.of(valign="vcenter", align="center")
        self.text = self.of()
        self.centred = self.of(align="center")
        self.middle = self.of(align="center", valign="vcenter", num_format="0")
        self.percent = self.of(align="center", valign="vcenter", num_format="0.0%")
        self.day = self.of(align="center", valign="vcenter", num_format="yyyy-mm-dd")

    def of(self, *, fill: tuple[str, str] | None = None, size: float = POINTS, **more: object) -> Any:
        """Return a format: wrapped text with borders in the middle of its cell, `fill` as (letters, ground), and `more`."""
        asked: dict[str, object] = {
            "font_name": FONT, "font_size": size, "text_wrap": True, "valign": "vcenter", "border": 1, "num_format": "@",
        }  # fmt: skip
        if fill:
            asked |= {"font_color": fill[0], "bg_color": fill[1], "align": "center", "bold": True}
        asked |= more
        key = tuple(sorted(asked.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(asked)
        return self._made[key]

    def write(self, sheet: Any, row: int, column: int, value: "str | dt.date | float | None", look: Any = None) -> None:
        """Write a value as what it is: a day as a day, a number as a number, a text as nothing but a text."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, look or self.text)
        elif isinstance(value, dt.date) and value >= _FIRST_DAY:
            sheet.write_datetime(row, column, value, look or self.day)
        elif isinstance(value, float | int):
            sheet.write_number(row, column, value, look or self.middle)
        else:
            sheet.write_string(row, column, shown(str(value)), look or self.text)
