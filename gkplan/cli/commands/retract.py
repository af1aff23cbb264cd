"""retract: take one entry out."""

from gkplan.cli.options import EntryId, File
from gkplan.cli.writing import write_plan
from gkplan.plan.changes.corrections import retract
from gkplan.plan.lookup import find_entry

HELP = """撤下登记过的一条；别的都不动。

编号用 gkplan log 查看；刚写错的，也可用 gkplan undo 撤回。例如：
  gkplan retract 14#3"""


def run(id_: EntryId, file: File = None) -> None:
    """Take out the entry that `id_` names."""
    write_plan(file, lambda plan: retract(plan, find_entry(plan, id_)))
