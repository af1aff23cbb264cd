"""What a page for people is made of, block by block. Nothing here knows what it is about, a width or a colour."""

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from gkplan.views.listing import Listing


class Block(NamedTuple):
    """A heading, sentences, labelled texts in order, a small table; what is empty takes no line.

    `has_head` is false for a table of lines that explain themselves.
    """

    heading: str = ""
    sentences: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    listing: "Listing[Any] | None" = None
    has_head: bool = True
