"""What an official paper is made of: masthead, title, paragraphs by level, annexes. Nothing here knows what it says, or a format."""

from collections.abc import Sequence
from typing import NamedTuple


class Paragraph(NamedTuple):
    """A heading of `level` 1 (一、) or 2 (（一）), with the text that runs on behind it; of level 0 the text alone."""

    level: int
    head: str = ""
    text: str = ""


class Grid(NamedTuple):
    """A table of an annex: heads, rows of texts, each column's share of the width, and which columns are numbers."""

    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    weights: tuple[int, ...]
    are_numbers: tuple[bool, ...]


class Annex(NamedTuple):
    """附件: its title, a line above the table and one below it."""

    title: str
    above: str
    grid: Grid
    below: str = ""


class Paper(NamedTuple):
    """A paper in order: `masthead`, `number` (第3期), who issues it, `date` of issue, title, addressee, body, annexes."""

    masthead: str
    number: str
    issuer: str
    date: str
    title: str
    addressee: str
    paragraphs: Sequence[Paragraph]
    annexes: Sequence[Annex]

    @property
    def annex_names(self) -> tuple[str, ...]:
        """The annexes as the paper lists them: 1.各单位…, without number where there is one."""
        titles = [annex.title for annex in self.annexes]
        return tuple(f"{number}.{title}" for number, title in enumerate(titles, 1)) if titles[1:] else tuple(titles)

    @property
    def annex_labels(self) -> tuple[str, ...]:
        """What stands above each annex: 附件1, or 附件 where there is one."""
        return tuple(f"附件{number}" for number in range(1, len(self.annexes) + 1)) if self.annexes[1:] else ("附件",)
