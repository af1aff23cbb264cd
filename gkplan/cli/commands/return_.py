"""return: send back what a unit reported."""

from typing import Annotated

import typer

from gkplan.cli.options import Date, Evidence, File, PieceId, Units
from gkplan.cli.writing import check_text, make_report, write_plan
from gkplan.plan.changes.returns import send_back
from gkplan.plan.lookup import find_piece, find_units

HELP = """退回一个单位报送的办结：它的那一份恢复为未办结，原来的登记留着。

例如：
  gkplan return 14 --unit 县司法局 --reason 佐证材料不全
  gkplan return 38@2023Q1 --unit 县税务局 --reason 数据有误 --date 2023-04-09"""


def run(
    id_: PieceId,
    reason: Annotated[str, typer.Option("--reason", metavar="理由", help="为什么退回")],
    units: Units = None,
    date: Date = None,
    evidence: Evidence = None,
    file: File = None,
) -> None:
    """Return a unit's report on what `id_` names."""
    write_plan(
        file,
        lambda plan: send_back(
            plan,
            find_piece(plan, id_),
            make_report(plan, date, check_text(reason, "退回的理由"), evidence),
            find_units(plan, units),
        ),
    )
