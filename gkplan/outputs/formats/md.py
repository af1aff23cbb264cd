"""A table of Markdown, in which no sign of a text is taken for markup."""

from typing import TYPE_CHECKING, Any

from gkplan.text.inert import inert

if TYPE_CHECKING:
    from gkplan.views.listing import Listing


def render(listing: "Listing[Any]", *, is_utf8: bool) -> str:  # noqa: ARG001 - all formats take the same
    """Return `listing` as Markdown."""
    heads = [column.head for column in listing.columns]
    rules = ["---:" if column.is_number else "---" for column in listing.columns]
    rows = [[escaped(text) for text in row] for row in listing.rows()]
    return "".join("| " + " | ".join(row) + " |\n" for row in (heads, rules, *rows))


def escaped(text: str) -> str:
    """Return `text`, inert, with every sign that Markdown would take for markup."""
    text = inert(text)
    for sign in "\\`*_[]<>|#":
        text = text.replace(sign, "\\" + sign)
    return text
