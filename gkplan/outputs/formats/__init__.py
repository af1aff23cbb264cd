"""Listings → text for programs and files: a format is a module here, found by its name, with a function `render`.

The table is the terminal's.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gkplan.views.listing import Listing

_FIRST = ("table", "tsv", "json", "csv", "md", "ids")
"""The order in which people are told of formats; others come behind, by their names."""


def format_names() -> list[str]:
    """Return what --format takes, in the order in which people are told."""
    files = Path(__file__).parent.iterdir()
    modules = {path.stem for path in files if path.suffix == ".py"} - {"__init__"}
    return sorted(("table", *modules), key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))


def render(listing: "Listing[Any]", name: str, *, is_utf8: bool) -> str:
    """Return the columns for data of `listing` in the format `name`, any but table.

    Ends with a line break unless empty. `is_utf8` tells whether the text will be written as UTF-8.
    """
    text: str = import_module(f"gkplan.outputs.formats.{name}").render(listing.read_by("data"), is_utf8=is_utf8)
    return text
