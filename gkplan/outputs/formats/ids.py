"""What each row is called, one a line: for shells that go on with the numbers of tasks."""

from typing import TYPE_CHECKING, Any

from gkplan.text.inert import inert

if TYPE_CHECKING:
    from gkplan.views.listing import Listing


def render(listing: "Listing[Any]", *, is_utf8: bool) -> str:  # noqa: ARG001 - all formats take the same
    """Return the names of the rows of `listing`, each once: several rows may tell of one thing."""
    name = next(column for column in listing.columns if column.is_name)
    return "".join(f"{each}\n" for each in dict.fromkeys(inert(name.text(subject)) for subject in listing.subjects))
