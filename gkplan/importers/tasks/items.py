"""One task as a document says it, before it is part of a plan. Nothing here knows how it was printed."""

from dataclasses import dataclass, field
from typing import NamedTuple

from gkplan.importers.cells.columns import Role
from gkplan.importers.cells.headings import Headings
from gkplan.importers.source import Note


@dataclass(kw_only=True, slots=True)
class Item:
    """`who` has (one of WHO, words) of each cell of units, in order; `serial` is the printed number, None without one.

    `shares_serial`: the number stands in a merged cell that the item above has, too. `is_named`: a label before it
    says that it is a task. `parts` are the small tasks it consists of.
    """

    place: str
    requirement: str
    serial: str | None = None
    shares_serial: bool = False
    section: str | None = None
    who: list[tuple[Role, str]] = field(default_factory=list)
    limit: str = ""
    parts: list[str] = field(default_factory=list)
    is_named: bool = False


class Inherited(NamedTuple):
    """`words` that `item` takes over from a cell above, in text that lost its merged cells.

    `column` is one of COLUMNS, `name` what the document calls it; without words it is the heading above.
    """

    column: str
    name: str
    words: str
    item: Item


@dataclass(kw_only=True, slots=True)
class Gathered:
    """What the tables and paragraphs of one document gave, in its order."""

    items: list[Item] = field(default_factory=list)
    headings: Headings = field(default_factory=Headings)
    titles: list[str] = field(default_factory=list)
    doubts: list[Note] = field(default_factory=list)
    left_out: list[Note] = field(default_factory=list)
    inherited: list[Inherited] = field(default_factory=list)
    has_limits: bool = False
    limit_heads: list[str] = field(default_factory=list)
    """What the columns of time limits are called."""
    labels: list[str] = field(default_factory=list)
    """What parts of the file are called, as sheets are."""
    first_leads: bool = False
    """The document says that of several units the first one leads."""

    def doubt(self, column: str, place: str, words: str, message: str) -> None:
        """Add something for a person to confirm; `column` is what it is about, "" for the document."""
        self.doubts.append(Note(place=place, words=words, message=message, column=column))

    def leave(self, place: str, words: str, message: str) -> None:
        """Add words that do not go into the plan."""
        if words.strip():
            self.left_out.append(Note(place=place, words=words, message=message))
