"""add: add a task."""

from typing import Annotated

import typer

from gkplan.cli.options import Deadline, EventDay, File, Section, Units, Within
from gkplan.cli.writing import check_text, limit_words, write_plan
from gkplan.errors import UsageError
from gkplan.plan.changes.additions import add_task, next_id
from gkplan.plan.lookup import find_units
from gkplan.plan.model import Plan, Task
from gkplan.plan.sections import find_section
from gkplan.text.halfwidth import half_width

HELP = """新增一项任务，写在文件末尾。序号不写时接着最大的往下排。

例如：
  gkplan add 公开财政决算 --unit 县财政局 --section 一（二） --deadline 9月底前
  gkplan add 公开采纳情况 --unit 县司法局 --after 2023-09-20 --within 10日"""


def run(
    requirement: Annotated[str, typer.Argument(metavar="要求", help="具体要求，有空格时用引号括起")],
    units: Units = None,
    section: Section = None,
    deadline: Deadline = None,
    after: EventDay = None,
    within: Within = None,
    id_: Annotated[str | None, typer.Option("--id", metavar="序号", help="任务的序号")] = None,
    file: File = None,
) -> None:
    """Add a task."""
    if not units:
        raise UsageError("请写明责任单位，如 --unit 县财政局；有几个就写几次")

    def make(plan: Plan) -> Task:
        return Task(
            id=half_width(id_ or "") or next_id(plan),
            section=find_section(plan, section) if section else None,
            requirement=check_text(requirement, "具体要求"),
            units=find_units(plan, units),
            deadline=limit_words(plan, deadline, after, within),
        )

    write_plan(file, lambda plan: add_task(plan, make(plan)))
