"""overdue: what is past due, worst first."""

from typing import Annotated

import typer

from gkplan.cli.matching import Asked, show_matches
from gkplan.cli.options import After, AsOf, Before, Direct, File, Format, Search, Section, Sort, Statuses, Units
from gkplan.plan.select import only_in
from gkplan.plan.status import State

HELP = """列出已逾期的任务和步骤，逾期最久的在前。

步骤单独成行，序号写作 46.1。例如：
  gkplan overdue
  gkplan overdue --as-of 2023-10-01
  gkplan overdue --unit 县司法局 --format ids"""


def run(
    units: Units = None,
    direct: Direct = False,
    section: Section = None,
    before: Before = None,
    after: After = None,
    statuses: Statuses = None,
    search: Search = None,
    sort: Sort = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="有逾期的就以退出码 1 结束，供脚本判断")] = False,
    format_: Format = None,
    file: File = None,
    as_of: AsOf = None,
) -> int:
    """List what is past due; return 1 when asked to and there is any."""
    count = show_matches(
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
        "overdue",
        with_steps=True,
        narrow=lambda _, wanted: only_in(wanted, (State.OVERDUE,)),
    )
    return int(exit_code and bool(count))
