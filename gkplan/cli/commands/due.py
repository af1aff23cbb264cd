"""due: what is coming up."""

from datetime import timedelta
from typing import Annotated

import typer

from gkplan.cli.matching import Asked, show_matches
from gkplan.cli.options import After, AsOf, Before, Direct, File, Format, Search, Section, Sort, Statuses, Units
from gkplan.cli.session import Session
from gkplan.dates.typed import parse_span
from gkplan.plan.select import Filter, only_in
from gkplan.plan.status import State

HELP = """列出快到期的任务和步骤，先到期的在前。

不写 --within 时，天数取方案里的 due_soon_days（通常是 30 天）。例如：
  gkplan due
  gkplan due --within 2w --unit 县司法局
  gkplan due --within 90d --as-of 2023-06-01"""


def run(
    within: Annotated[
        str | None, typer.Option("--within", metavar="天数", help="多少天内到期，如 30d、2w、两周")
    ] = None,
    units: Units = None,
    direct: Direct = False,
    section: Section = None,
    before: Before = None,
    after: After = None,
    statuses: Statuses = None,
    search: Search = None,
    sort: Sort = None,
    format_: Format = None,
    file: File = None,
    as_of: AsOf = None,
) -> None:
    """List what is coming up."""

    def narrow(session: Session, wanted: Filter) -> Filter:
        days = parse_span(within) if within else session.plan.due_soon_days
        last = session.day + timedelta(days=days)
        return only_in(wanted, [state for state in State if state is not State.DONE])._replace(
            after=max(wanted.after or session.day, session.day),
            before=min(wanted.before or last, last),
        )

    show_matches(
        Asked(
            units=units,
            direct=direct,
            section=section,
            before=before,
            after=after,
            statuses=statuses,
            search=search,
            sort=sort,
            format_=format_,
            file=file,
            as_of=as_of,
        ),
        "due",
        with_steps=True,
        narrow=narrow,
    )
