"""Listings and pages as people get them, on a terminal or in a pipe; rich is imported only to lay out.

Nothing here knows what is listed.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from gkplan.outputs.pager import paged
from gkplan.outputs.streams import is_terminal, is_utf8, said_columns, say, window, write
from gkplan.text.inert import inert

if TYPE_CHECKING:
    from rich.console import Console, ConsoleRenderable

    from gkplan.views.blocks import Block
    from gkplan.views.json import JSON
    from gkplan.views.listing import Listing

PIPE_WIDTH = 120
"""Columns to which texts are folded that do not go to a terminal; a table goes beyond where that saves a column."""

NARROWEST = 20
"""Columns below which a terminal breaks lines itself."""

LABEL_WIDTH = 12
"""Columns for the labels of a page."""


def is_for_people(name: str | None) -> bool:
    """Tell whether the format `name` (None: none was asked for) is a table for people."""
    return name == "table" or (name is None and is_terminal())


def show(
    listing: "Listing[Any]",
    name: str | None,
    page: "Sequence[Block]" = (),
    *,
    is_long: bool = False,
    is_paged: bool = False,
) -> None:
    """Print `listing` in the format `name`; without one, a table on a terminal and one row a line elsewhere.

    `page`, if given, is what people get instead of the table, and a pipe instead of the rows. `is_long` as for show_page.
    With `is_paged` a terminal shows what is longer than its window through a pager.
    """
    if is_for_people(name):
        from gkplan.views.blocks import Block

        show_page(page or [Block(listing=listing)], is_long=is_long, is_paged=is_paged)
    elif name is None and page:
        write(_unfolded(page))
    else:
        from gkplan.outputs.formats import render

        with paged(is_wanted=is_paged):
            write(render(listing, name or "tsv", is_utf8=is_utf8()))


def show_page(page: "Sequence[Block]", *, is_long: bool = False, is_paged: bool = False) -> None:
    """Print `page`, folded to the width of the terminal.

    On a terminal a row of what can give way is one line, unless `is_long`; what goes elsewhere may be sent to somebody:
    nothing of it gives way.
    """
    with paged(is_wanted=is_paged):
        _print(page, is_long=is_long or not is_terminal())


def _print(page: "Sequence[Block]", *, is_long: bool) -> None:
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
            for part in _laid_out(block.listing, _width(out), is_long=is_long, has_head=block.has_head):
                out.print(part)
        if block.listing and block.listing.summary:
            _print_folded(out, block.listing.summary)


def show_json(document: "JSON", *, is_paged: bool = False) -> None:
    """Print a JSON document; `is_paged` as for show."""
    from gkplan.outputs.formats.json import dump

    with paged(is_wanted=is_paged):
        write(dump(document, is_utf8=is_utf8()))


def show_texts(texts: Sequence[str], none: str, *, is_paged: bool = False) -> None:
    """Print texts with a blank line between them, or say on stderr that there is none; `is_paged` as for show."""
    if texts:
        with paged(is_wanted=is_paged):
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

    # Worked out here: rich takes COLUMNS=0 and a window of no columns for widths.
    width = 100 * PIPE_WIDTH if _has_no_edge() else min(max(window()[0], NARROWEST), 100 * PIPE_WIDTH)
    return Pipe(markup=False, emoji=False, highlight=False, width=width, height=window()[1])


def _has_no_edge() -> bool:
    """Tell whether what is printed goes to a file or another program, and nobody said how wide it is."""
    return not is_terminal() and not said_columns()


def _width(out: "Console") -> int:
    return PIPE_WIDTH if _has_no_edge() else out.width


def _laid_out(listing: "Listing[Any]", width: int, *, is_long: bool, has_head: bool) -> "Iterable[ConsoleRenderable]":
    if is_long or not any(column.fit for column in listing.columns):
        from gkplan.outputs import tables

        return tables.lay_out(listing, width, has_head=has_head, keeps_all=_has_no_edge())
    from gkplan.outputs import one_line

    return one_line.lay_out(listing, width, has_head=has_head)


def _print_folded(out: "Console", text: str) -> None:
    from gkplan.text.folding import fold

    for line in fold(inert(text), _width(out)):
        out.print(line, soft_wrap=True)


def _print_labelled(out: "Console", label: str, text: str) -> None:
    from rich.cells import cell_len

    from gkplan.text.folding import fold

    margin = label + " " * max(1, LABEL_WIDTH - cell_len(label))
    room = _width(out) - max(cell_len(margin), LABEL_WIDTH)
    for part in inert(text, keeps_lines=True).split("\n"):
        for line in fold(part, room):
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
