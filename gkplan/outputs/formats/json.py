"""JSON as text, of listings and of all else that has a document. What is in a document is for the views."""

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gkplan.views.json import JSON
    from gkplan.views.listing import Listing


def render(listing: "Listing[Any]", *, is_utf8: bool) -> str:
    """Return the document of `listing`."""
    return dump(listing.document(), is_utf8=is_utf8)


def dump(document: "JSON", *, is_utf8: bool) -> str:
    """Return a document as text: readable, direction and control signs escaped, and all but ASCII unless `is_utf8`."""
    text = json.dumps(document, ensure_ascii=not is_utf8, indent=2)
    return "".join(char if char in "\n\u3000" or char.isprintable() else json.dumps(char)[1:-1] for char in text) + "\n"
