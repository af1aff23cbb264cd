"""waive: free units of one period."""

from typing import Annotated

import typer

from gkplan.cli.days import day_past
from gkplan.cli.options import Date, File, PieceId, Units
from gkplan.cli.writing import check_text, write_plan
from gkplan.plan.changes.change import Change
from gkplan.plan.changes.waivers import waive
from gkplan.plan.lookup import find_piece, find_units
from gkplan.plan.model import Plan, Waiver

HELP = """登记本期不报：一个单位或各单位这一期不用报，不算未报，也不算逾期。

例如：
  gkplan waive 38@2023Q2 --unit 孙集镇 --reason 机构调整
  gkplan waive 38@2023Q2 --reason 全县统一免报"""


def run(
    id_: PieceId,
    reason: Annotated[str, typer.Option("--reason", metavar="理由", help="为什么不报")],
    units: Units = None,
    date: Date = None,
    file: File = None,
) -> None:
    """Free units of the period that `id_` names."""

    def change(plan: Plan) -> Change:
        piece = find_piece(plan, id_)
        day = day_past(date, plan.year)
        return waive(
            plan,
            piece,
            Waiver(period=piece.period or "", date=day, reason=check_text(reason, "本期不报的理由")),
            find_units(plan, units),
        )

    write_plan(file, change)
