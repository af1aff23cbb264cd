"""step: add a dated piece to a task."""

from typing import Annotated

import typer

from gkplan.cli.options import Deadline, EventDay, File, Id, Units, Within
from gkplan.cli.writing import check_text, limit_words, write_plan
from gkplan.errors import UsageError
from gkplan.plan.changes.additions import add_step
from gkplan.plan.lookup import find_task, find_units

HELP = """给任务加一个有时限的步骤，以后写作 46.1、46.2。

时限写日期或文件里的说法；从某件事算起的，用 --after 和 --within。不写单位的，责任单位同任务。例如：
  gkplan step 46 编制实施方案 --deadline 8月31日前
  gkplan step 46 汇总报送情况 --deadline 每季度末 --unit 县大数据中心
  gkplan step 15 公开意见采纳情况 --after 2023-09-20 --within 10个工作日"""


def run(
    id_: Id,
    what: Annotated[str, typer.Argument(metavar="内容", help="这一步做什么")],
    deadline: Deadline = None,
    after: EventDay = None,
    within: Within = None,
    units: Units = None,
    file: File = None,
) -> None:
    """Add a step to one task."""
    if deadline is None and after is None and within is None:
        raise UsageError("请写明步骤的时限：--deadline 8月31日前，或 --after 2023-09-20 --within 10个工作日")
    write_plan(
        file,
        lambda plan: add_step(
            plan,
            find_task(plan, id_),
            check_text(what, "步骤的内容"),
            limit_words(plan, deadline, after, within) or "",
            find_units(plan, units),
        ),
    )
