"""reopen: take back a closing."""

from gkplan.cli.options import File, Ids, Units
from gkplan.cli.writing import write_plan
from gkplan.plan.changes.closing import reopen
from gkplan.plan.lookup import find_pieces, find_units

HELP = """撤销办结：整项任务、一个步骤或一期，或某个单位的一份。

本来就没有办结的不改动。登记过的情况说明和佐证材料会留下。例如：
  gkplan reopen 14
  gkplan reopen 14 --unit 县司法局
  gkplan reopen 46.1
  gkplan reopen 38@2023Q1 --unit 县财政局"""


def run(ids: Ids, units: Units = None, file: File = None) -> None:
    """Take back the closing of what `ids` name."""
    write_plan(file, lambda plan: reopen(plan, find_pieces(plan, ids), find_units(plan, units)))
