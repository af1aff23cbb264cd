"""What a listing is: columns and rows, ready for every format. Nothing here knows what is listed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gkplan.views.json import JSON


class Column(NamedTuple):
    """A head, and how the column shares a terminal's width: `weight` 0 keeps to its content.

    `reader` tells whom it is for: people, who read several facts in one cell, or data, with one fact in each.
    """

    head: str
    weight: int = 0
    is_number: bool = False
    reader: str = ""


class Listing(NamedTuple):
    """What a listing command has to show, ready for every format.

    `rows` has a text for each column; `states` a state name for each row, for its colour; `summary` is a sentence for
    people; `document` makes the JSON.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    document: Callable[[], "JSON"]
    states: tuple[str, ...] = ()
    summary: str = ""

    def read_by(self, reader: str) -> "Listing":
        """Return the listing with the columns for `reader` (people or data) and those for both."""
        kept = [place for place, column in enumerate(self.columns) if column.reader in {"", reader}]
        return self._replace(
            columns=tuple(self.columns[place] for place in kept),
            rows=tuple(tuple(row[place] for place in kept) for row in self.rows),
        )
