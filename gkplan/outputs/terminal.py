"""Listings and pages as people get them, on a terminal or in a pipe; rich is imported only to lay out.

Nothing here knows what is listed.
"""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gkplan.outputs.streams import is_terminal, is_utf8, say, write
from gkplan.text.inert import inert

if TYPE_CHECKING:
    from rich.console import Console

    from gkplan.views.json import JSON
    from gkplan.views.listing import Listing
    from gkplan.views.page import Block

PIPE_WIDTH = 120
"""Columns of what is laid out but does not go to a terminal."""

LABEL_WIDTH = 12
"""Columns for the labels of a page."""


def show(listing: "Listing[Any]", name: str | None, page: "Sequence[Block]" = ()) -> None:
    """Print `listing` in the format `name`; without one, a table on a terminal and one row a line elsewhere.

    `page`, if given, is what people get instead of the table, and a pipe instead of the rows.
    """
    if name == "table" or (name is None and is_terminal()):
        from gkplan.views.page import Block

        show_page(page or [Block(listing=listing)])
    elif name is None and page:
        write(_unfolded(page))
    else:
        from gkplan.outputs.formats import render

        write(render(listing, name or "tsv", is_utf8=is_utf8()))


def show_page(page: "Sequence[Block]") -> None:
    """Print `page`, folded to the width of the terminal."""
    from gkplan.outputs.tables import lay_out

    out = console()
    for number, block in enumerate(page):
        if number:
            out.print()
        if block.heading:
            out.print(inert(block.heading), style="bold")
        for sentence in block.sentences:
            _print_folded(out, sentence)
        for label, text in block.fields:
            _print_labelled(out, label, text)
        if block.listing and block.listing.subjects:
            if block.fields:
                out.print()
            out.print(lay_out(block.listing, out.width))
        if block.listing and block.listing.summary:
            _print_folded(out, block.listing.summary)


def show_json(document: "JSON") -> None:
    """Print a JSON document."""
    from gkplan.outputs.formats.json import dump

    write(dump(document, is_utf8=is_utf8()))


def show_texts(texts: Sequence[str], none: str) -> None:
    """Print texts with a blank line between them, or say on stderr that there is none."""
    if texts:
        write("\n\n".join(inert(text, keeps_lines=True) for text in texts) + "\n")
    else:
        say(none)


def console() -> "Console":
    """Return a rich console on stdout that takes no text for markup, emoji codes or links."""
    from rich.console import Console

    class Pipe(Console):
        """A console that leaves a broken pipe to the boundary instead of ending the process with 1."""

        def on_broken_pipe(self) -> None:
            raise  # noqa: PLE0704 - rich calls it where it caught the error

    made = Pipe(markup=False, emoji=False, highlight=False)
    if not is_terminal() and "COLUMNS" not in os.environ:
        made.width = PIPE_WIDTH
    return made


def _print_folded(out: "Console", text: str) -> None:
    from gkplan.text.folding import fold

    for line in fold(inert(text), out.width):
        out.print(line, soft_wrap=True)


def _print_labelled(out: "Console", label: str, text: str) -> None:
    from rich.cells import cell_len

    from gkplan.text.folding import fold

    margin = label + " " * max(1, LABEL_WIDTH - cell_len(label))
    for part in inert(text, keeps_lines=True).split("\n"):
        for line in fold(part, out.width - LABEL_WIDTH):
            out.print(margin + line, soft_wrap=True)
            margin = " " * LABEL_WIDTH


def _unfolded(page: "Sequence[Block]") -> str:
    """Return `page` as lines: label and text, or the texts of a row, a tab between them."""
    blocks = []
    for block in page:
        lines = [
            *([block.heading] if block.heading else []),
            *block.sentences,
            *(f"{label}\t{text}" for label, text in block.fields),
        ]
        if block.listing:
            lines += ["\t".join(row).rstrip("\t") for row in block.listing.rows()]
        blocks.append("".join("\t".join(map(inert, line.split("\t"))) + "\n" for line in lines))
    return "\n".join(blocks)
