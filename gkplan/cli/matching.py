"""What list, overdue and due have in common: options in, one listing out. No command of its own."""

from collections.abc import Callable
from typing import NamedTuple

from gkplan.cli.session import Session, check_format, check_sort, make_filter, open_plan
from gkplan.outputs import terminal
from gkplan.plan.select import Filter, in_order, select
from gkplan.views.tasks import summarise, task_listing


class Asked(NamedTuple):
    """The options of a listing as they were typed."""

    units: list[str] | None
    direct: bool
    section: str | None
    before: str | None
    after: str | None
    search: str | None
    sort: str | None
    format_: str | None
    file: str | None
    as_of: str | None
    statuses: list[str] | None = None


def show_matches(
    asked: Asked,
    default_sort: str,
    *,
    with_steps: bool = False,
    named_first: bool = False,
    narrow: Callable[[Session, Filter], Filter] = lambda _, wanted: wanted,
) -> int:
    """Print what matches and return how many; `narrow` adds what the command itself asks for."""
    name, order = check_format(asked.format_), check_sort(asked.sort or default_sort)
    session = open_plan(asked.file, asked.as_of)
    wanted = narrow(
        session,
        make_filter(
            session,
            units=asked.units,
            direct=asked.direct,
            section=asked.section,
            before=asked.before,
            after=asked.after,
            statuses=asked.statuses,
            search=asked.search,
        ),
    )
    judge = session.judge
    matches = in_order(select(judge, wanted, with_steps=with_steps), order, named_first=named_first)
    summary = summarise(judge, wanted, matches)
    listing = task_listing(judge, matches, units=wanted.units, summary=summary)
    terminal.show(listing, name)
    return len(matches)
