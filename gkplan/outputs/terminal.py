"""Listings, tasks in full and the overview as a person sees them on a terminal; rich is imported for tables only."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gkplan.outputs.streams import is_terminal, lacks_chinese, say, write
from gkplan.text.inert import inert

if TYPE_CHECKING:
    from rich.console import Console

    from gkplan.views.details import Detail
    from gkplan.views.json import JSON
    from gkplan.views.listing import Listing
    from gkplan.views.overview import Overview

PIPE_WIDTH = 120
"""Columns of a table that does not go to a terminal."""

LABEL_WIDTH = 12
"""Columns for the labels of a task shown in full."""


def show(listing: "Listing", name: str | None) -> None:
    """Print `listing` in the format `name`; without one, a table on a terminal and one task a line elsewhere."""
    name = name or ("table" if is_terminal() else "tsv")
    if name == "table":
        _table(listing)
        return
    from gkplan.outputs.formats import render

    write(render(listing, name, ascii_only=lacks_chinese()))


def show_details(details: "Sequence[Detail]", listing: "Listing", name: str | None) -> None:
    """Print tasks in full; `listing` is what the formats other than table show of them."""
    if name not in {None, "table"}:
        show(listing, name)
    elif is_terminal() or name == "table":
        _details(details)
    else:
        from gkplan.outputs.formats import render_details

        write(render_details(details))


def show_overview(overview: "Overview") -> None:
    """Print where everything stands, for people; in a pipe without the bar's colours."""
    from gkplan.outputs.tables import lay_out

    out = console()
    out.print(inert(overview.heading), style="bold")
    for line in (overview.counts, overview.bar):
        _print_folded(out, line)
    for title, listing in overview.lists:
        out.print()
        out.print(inert(title), style="bold")
        if listing.rows:
            out.print(lay_out(listing.columns, listing.rows, listing.states, out.width))
    out.print()
    _print_folded(out, overview.silent)


def _print_folded(out: "Console", text: str) -> None:
    from gkplan.text.folding import fold

    for line in fold(inert(text), out.width):
        out.print(line, soft_wrap=True)


def show_json(document: "JSON") -> None:
    """Print a JSON document."""
    from gkplan.outputs.formats import dump

    write(dump(document, ascii_only=lacks_chinese()))


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


def _table(listing: "Listing") -> None:
    from gkplan.outputs.tables import lay_out

    out = console()
    if listing.rows:
        shown = listing.read_by("people")
        out.print(lay_out(shown.columns, shown.rows, shown.states, out.width))
    if listing.summary:
        _print_folded(out, listing.summary)


def _details(details: "Sequence[Detail]") -> None:
    from gkplan.outputs.tables import lay_out
    from gkplan.text.folding import fold

    out = console()
    for number, detail in enumerate(details):
        if number:
            out.print()
        out.print(inert(detail.heading), style="bold")
        for label, text in detail.fields:
            lines = [
                line
                for part in inert(text, keeps_lines=True).split("\n")
                for line in fold(part, out.width - LABEL_WIDTH)
            ]
            for place, line in enumerate(lines):
                out.print(_padded("" if place else label) + line, soft_wrap=True)
        if detail.parts:
            out.print()
            out.print(lay_out(detail.columns, detail.parts, detail.states, out.width))


def _padded(label: str) -> str:
    from rich.cells import cell_len

    return label + " " * max(1, LABEL_WIDTH - cell_len(label))
