"""extend: grant an extension."""

from typing import Annotated

import typer

from gkplan.cli.days import day_named, day_past, today
from gkplan.cli.options import Date, File, PieceId, Units
from gkplan.cli.writing import check_text, write_plan
from gkplan.plan.changes.extensions import extend
from gkplan.plan.lookup import find_piece, find_units
from gkplan.plan.model import Extension

HELP = """登记批准的延期；原来的完成时限保留，此后按新的日期判断。写了单位的，只延这几家的。

延期应在到期前申请；到期以后才登记的，不论何时批准，都要加 --late。例如：
  gkplan extend 14 --to 2024-03-31 --reason 系统对接未完成
  gkplan extend 46.1 --unit 县税务局 --to 2023-09-15 --reason 机构调整
  gkplan extend 38@2023Q1 --unit 县财政局 --to 2023-05-10 --reason 系统升级
  gkplan extend 13 --to 2023-08-31 --reason 机构调整 --date 2023-07-05 --late"""


def run(
    id_: PieceId,
    to: Annotated[str, typer.Option("--to", metavar="日期", help="延到哪一天（含当天）")],
    reason: Annotated[str, typer.Option("--reason", metavar="理由", help="延期的理由")],
    units: Units = None,
    date: Date = None,
    late: Annotated[bool, typer.Option("--late", help="已经到期，补登记")] = False,
    file: File = None,
) -> None:
    """Grant an extension to one task, step or period, or to units in it."""
    write_plan(
        file,
        lambda plan: extend(
            plan,
            find_piece(plan, id_),
            Extension(
                to=day_named(to, plan.year),
                date=day_past(date, plan.year),
                reason=check_text(reason, "延期的理由"),
            ),
            today(plan.year),
            find_units(plan, units),
            is_late=late,
        ),
    )
