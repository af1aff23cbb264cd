"""What a listing is: columns, and what each row is about. Nothing here knows what is listed, or a format."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Generic, Literal, TypeVar

from gkplan.text.inert import cell

if TYPE_CHECKING:
    from gkplan.plan.status import State
    from gkplan.views.json import JSON

Reader = Literal["people", "data"]
"""Whom a column is for: people read several facts in one cell, data has one fact in each."""

Subject = TypeVar("Subject")
# Columns about anything that has a standing serve rows of units and rows of sections.
Subject_contra = TypeVar("Subject_contra", contravariant=True)


class Column(Generic[Subject_contra]):
    """A head, and `text`, which says what stands below it of the subject of a row.

    `weight` is how the column shares a terminal's width, 0 keeps to its content; `is_name` marks what a row is called;
    without a `reader` it is for all; `state` gives the state that colours the text. `fit` makes the best of one line of
    a terminal: the text in so many columns, as far as it can give way, or wordings from the fullest to the shortest, of
    which all rows have the same; the heaviest such column takes what is left over.
    What has a number as `spare` is left out where a terminal is too narrow, the highest number first.
    """

    # A dataclass would cost every start half a millisecond.
    __slots__ = ("fit", "head", "is_name", "is_number", "reader", "spare", "state", "text", "weight")

    def __init__(  # noqa: PLR0913 - each has its use, and a name
        self,
        head: str,
        text: Callable[[Subject_contra], str],
        *,
        weight: int = 0,
        is_number: bool = False,
        is_name: bool = False,
        reader: "Reader | None" = None,
        state: "Callable[[Subject_contra], State] | None" = None,
        fit: "Callable[[Subject_contra, int], str] | tuple[Callable[[Subject_contra], str], ...] | None" = None,
        spare: int = 0,
    ) -> None:
        self.head: Final = head
        self.text: Final = text
        self.weight: Final = weight
        self.is_number: Final = is_number
        self.is_name: Final = is_name
        self.reader: Final = reader
        self.state: Final = state
        self.fit: Final = fit
        self.spare: Final = spare


class Listing(Generic[Subject]):
    """Columns, and the subjects of the rows: texts are made when somebody asks for them.

    `summary` is a sentence for people, or makes one; `document` makes the JSON; a listing that is part of a page has
    neither. For people a blank line parts rows of which `part_of` says that they are of different parts.
    """

    __slots__ = ("_summary", "columns", "document", "part_of", "subjects")

    def __init__(
        self,
        columns: Sequence[Column[Subject]],
        subjects: Sequence[Subject],
        *,
        document: "Callable[[], JSON]" = dict,
        summary: str | Callable[[], str] = "",
        part_of: Callable[[Subject], object] | None = None,
    ) -> None:
        self.columns: Final = columns
        self.subjects: Final = subjects
        self.document: Final = document
        self.part_of: Final = part_of
        self._summary: Final = summary

    @property
    def summary(self) -> str:
        """A sentence for people, worked out when somebody asks for it."""
        return self._summary if isinstance(self._summary, str) else self._summary()

    def read_by(self, reader: Reader) -> "Listing[Subject]":
        """Return the listing with the columns for `reader` and those for all."""
        kept = [column for column in self.columns if column.reader in {None, reader}]
        return Listing(kept, self.subjects, document=self.document, summary=self._summary, part_of=self.part_of)

    def rows(self) -> list[list[str]]:
        """Return the text of every column, for each subject."""
        return [[column.text(subject) for column in self.columns] for subject in self.subjects]

    def cells(self) -> list[list[str]]:
        """Return the same for a spreadsheet: no text is taken for a formula; numbers were counted here and are none."""
        return [
            [text if column.is_number else cell(text) for column, text in zip(self.columns, row, strict=True)]
            for row in self.rows()
        ]
