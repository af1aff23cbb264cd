"""Papers: matches → the bytes of a file that goes to people without gkplan. Each has a module here.

Heavy libraries are imported inside; the same plan, day and version give the same bytes.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gkplan.plan.select import Match
    from gkplan.plan.status import Judge

_PAPERS = {".xlsx": "ledger_book", ".html": "web_page", ".ics": "calendar_file"}
"""The ending of each paper and the module that makes it."""


def paper_endings() -> tuple[str, ...]:
    """Return the endings of files that papers have, with the point."""
    return tuple(_PAPERS)


def render(ending: str, judge: "Judge", matches: "Sequence[Match]", units: Sequence[str] = ()) -> bytes:
    """Return the paper with `ending` of `matches`, as they stand for `units` (units or groups) if given.

    Raises RefusedError where a library is missing.
    """
    module = import_module(f"gkplan.outputs.papers.{_PAPERS[ending]}")
    data: bytes = module.render(judge, matches, units)
    return data
