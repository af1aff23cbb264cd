"""note: report progress."""

from typing import Annotated

import typer

from gkplan.cli.options import Date, Evidence, File, PieceId, Units
from gkplan.cli.writing import check_count, make_report, write_plan
from gkplan.plan.changes.progress import note
from gkplan.plan.lookup import find_piece, find_units

HELP = """登记进展：情况说明、完成的数量、佐证材料。

数量累计到任务的数量要求上。写统称时，每个成员各记一条。例如：
  gkplan note 14 决策事项目录专题已上线 --unit 县司法局
  gkplan note 16 第二季度邀请代表列席常务会议 --count 2 --date 2023-06-30
  gkplan note 49 已培训 --unit 殷巷镇 --count 1 --done --evidence 照片.jpg
  gkplan note 38@2023Q1 零报告 --unit 县财政局 --done"""


def run(
    id_: PieceId,
    text: Annotated[str, typer.Argument(metavar="情况", help="进展情况，有空格时用引号括起")],
    units: Units = None,
    count: Annotated[int | None, typer.Option("--count", metavar="数量", help="计入数量要求的数目")] = None,
    done: Annotated[bool, typer.Option("--done", help="同时登记办结")] = False,
    evidence: Evidence = None,
    date: Date = None,
    again: Annotated[bool, typer.Option("--again", help="同一天同样的进展又有一次，照记")] = False,
    force: Annotated[bool, typer.Option("--force", help="数量要求还没有达到也办结")] = False,
    file: File = None,
) -> None:
    """Report progress on one task, step or period."""
    check_count(count, id_)
    write_plan(
        file,
        lambda plan: note(
            plan,
            find_piece(plan, id_),
            make_report(plan, date, text, evidence),
            find_units(plan, units),
            count,
            is_done=done,
            again=again,
            force=force,
        ),
    )
