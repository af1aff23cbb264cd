"""amend: correct one entry."""

from typing import Annotated

import typer

from gkplan.cli.days import day_past
from gkplan.cli.options import EntryId, Evidence, File, Note
from gkplan.cli.writing import check_count, check_text, write_plan
from gkplan.plan.changes.change import Change
from gkplan.plan.changes.corrections import amend
from gkplan.plan.lookup import find_entry, find_unit
from gkplan.plan.model import Plan

HELP = """更正登记过的一条：日期、单位、数量、情况、佐证材料；没有写的不变。

编号用 gkplan log 查看。例如：
  gkplan amend 14#3 --date 2023-09-10
  gkplan amend 16#2 --count 1 --note 第三季度邀请代表列席"""


def run(
    id_: EntryId,
    date: Annotated[str | None, typer.Option("--date", metavar="日期", help="改为这一天；不能晚于今天")] = None,
    unit: Annotated[str | None, typer.Option("--unit", "-u", metavar="单位", help="改为哪个单位报送的")] = None,
    count: Annotated[int | None, typer.Option("--count", metavar="数量", help="改为这个数量")] = None,
    note: Note = None,
    evidence: Evidence = None,
    file: File = None,
) -> None:
    """Correct the entry that `id_` names."""
    check_count(count, id_)

    def change(plan: Plan) -> Change:
        return amend(
            plan,
            find_entry(plan, id_),
            date=day_past(date, plan.year) if date else None,
            unit=find_unit(plan, unit) if unit else None,
            count=count,
            note=check_text(note, "情况说明") if note is not None else None,
            evidence=tuple(check_text(each, "佐证材料") for each in evidence) if evidence else None,
        )

    write_plan(file, change)
