"""One row a line, a tab between its texts, no heads: what a pipe gets unless told otherwise."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gkplan.views.listing import Listing


def render(listing: "Listing[Any]", *, is_utf8: bool) -> str:  # noqa: ARG001 - all formats take the same
    """Return `listing` as TSV; a spreadsheet that it is pasted into takes no text for a formula."""
    return "".join("\t".join(row) + "\n" for row in listing.cells())
