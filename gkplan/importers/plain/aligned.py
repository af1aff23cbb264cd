"""Rows that lost their merged cells → cells below those of the full rows, told by what they look like.

A format without merged cells prints a row below them shorter, or fills it up at its end. Nothing here knows tasks.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from gkplan.importers.cells.headings import chinese_serial, numbered, serial
from gkplan.importers.cells.limits import looks_like_limit
from gkplan.importers.cells.unit_names import looks_like_units
from gkplan.importers.source import within_bounds

Rows = list[tuple[int, list[str]]]

_WIDEST = 40
"""Columns of a table whose rows are looked at so; wider ones are none of tasks."""


def aligned(rows: Rows, names: list[str]) -> Rows:
    """Return `rows` (line number, texts), all as wide as the widest or as the head with its `names`.

    Short and end-padded rows have each cell below the cells of its kind in the full rows; where kinds do not tell, the
    first cells of a short row are the lost ones, and a padded one stays.
    """
    trimmed = [_trimmed(cells) for _, cells in rows]
    widest = max(map(len, trimmed), default=0)
    width = max(len(_trimmed(names)), widest)
    within_bounds(len(rows), width, "文本里的表格")
    full = [cells for cells in trimmed if len(cells) == widest]
    kinds = [Counter(_kind(cells[column]) for cells in full) for column in range(widest)]
    moved: Rows = []
    for (number, given), cells in zip(rows, trimmed, strict=True):
        is_padded = len(given) >= width
        at: Sequence[int] = range(len(cells))
        if 1 < len(cells) < widest <= _WIDEST and not (is_padded and "" in cells):
            at = _places([_kind(text) for text in cells], kinds, is_padded=is_padded)
        whole = [""] * width
        for column, text in zip(at, cells, strict=True):
            whole[column] = text
        moved.append((number, whole))
    return moved


def _places(own: list[str], kinds: list[Counter[str]], *, is_padded: bool) -> Sequence[int]:
    """Return the columns of cells of the kinds `own`, from left to right, in which most of them stand below their own.

    Cells that stood together stay so, unless kinds tell otherwise; and all stay where they are unless at least one cell
    of a telling kind stands better elsewhere: the last cells of a row may just be empty.
    """

    @cache
    def best(index: int, column: int) -> tuple[float, int, tuple[int, ...]]:
        """Return (fit, less the columns left out between cells, places) of own[index:] from `column` on."""
        if index == len(own):
            return 0.0, 0, ()
        fit, gaps, places = best(index + 1, column + 1)
        here = (fit + _likeness(own[index], kinds[column]), gaps, (column, *places))
        if len(kinds) - column == len(own) - index:
            return here
        fit, gaps, places = best(index, column + 1)
        later = (fit, gaps - (index > 0), places)
        if here[:2] == later[:2]:
            return here if is_padded else later
        return max(here, later)

    fit, _, places = best(0, 0)
    there = sum(_likeness(kind, column) for kind, column in zip(own, kinds, strict=False))
    return places if fit - there >= 1 or (fit == there and not is_padded) else range(len(own))


def _likeness(kind: str, column: Counter[str]) -> float:
    """Return how much of a column is of a kind: numbers count double, they are made to tell columns apart, words half."""
    share = column[kind] / max(1, column.total())
    return share * (2 if kind[0] == "#" else 0.5 if kind == "words" else 1)


def _kind(text: str) -> str:
    """Return what a cell looks like; kinds that begin with # are numbers."""
    if not text:
        return "empty"
    if serial(text):
        return "#serial"
    found = chinese_serial(text) or numbered(text)
    if found:
        return f"#{found.level}"
    if looks_like_limit(text):
        return "limit"
    return "units" if looks_like_units(text) else "words"


def _trimmed(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
