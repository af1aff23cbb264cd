"""done: close tasks, units' parts and steps."""

from typing import Annotated

import typer

from gkplan.cli.options import Date, Evidence, File, Ids, Note, Units
from gkplan.cli.writing import make_report, write_plan
from gkplan.plan.changes.closing import close
from gkplan.plan.lookup import find_pieces, find_units

HELP = """登记办结：整项任务、一个步骤或一期，或某个单位的一份。

已经办结的不再改动。各责任单位都登记了自己的一份，整项即为办结。例如：
  gkplan done 14
  gkplan done 1 2 5-9 --date 2023-12-20
  gkplan done 14 --unit 县司法局 --note 已上线 --evidence https://example.cn/a
  gkplan done 46.1 --unit 许商街道
  gkplan done 38@2023Q1 --unit 县财政局"""


def run(
    ids: Ids,
    units: Units = None,
    date: Date = None,
    note: Note = None,
    evidence: Evidence = None,
    force: Annotated[bool, typer.Option("--force", help="数量要求还没有达到也办结")] = False,
    file: File = None,
) -> None:
    """Close what `ids` name."""
    write_plan(
        file,
        lambda plan: close(
            plan,
            find_pieces(plan, ids),
            make_report(plan, date, note, evidence),
            find_units(plan, units),
            force=force,
        ),
    )
