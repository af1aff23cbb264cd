"""Rows of words → the bytes of an .xlsx that is read and filtered, not filled in. Nothing here knows what is in it."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import NamedTuple

from gkplan.errors import lacking


class Sheet(NamedTuple):
    """A sheet of texts: its name, the names of its columns, how wide each is (in Latin letters), and its rows."""

    name: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Sequence[tuple[str, ...]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return the workbook with `sheets`; every cell is text, whatever sign it begins with, and equal sheets give equal bytes.

    Raises RefusedError where XlsxWriter is missing.
    """
    try:
        from xlsxwriter import Workbook  # type: ignore[import-untyped] # it comes without types
    except ImportError as error:
        raise lacking("XlsxWriter", "写 Excel 文件") from error
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    # A date of its own in the file would make every one of them another.
    book.set_properties({"created": dt.datetime(2000, 1, 1)})
    top = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#D9E2F3"})
    text = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    for each in sheets:
        sheet = book.add_worksheet(each.name)
        sheet.freeze_panes(1, 0)
        for column, (name, width) in enumerate(zip(each.head, each.widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, top)
        for row, texts in enumerate(each.rows, 1):
            for column, words in enumerate(texts):
                # Excel takes no more in one cell.
                sheet.write_string(row, column, words[:32_767], text)
        sheet.autofilter(0, 0, max(len(each.rows), 1), len(each.head) - 1)
    book.close()
    return stream.getvalue()
