"""What the head of a table says: names broken in narrow cells, names under a common one, a year in a name."""

from collections.abc import Callable

import pytest

from gkplan.importers.pipeline import import_
from gkplan.plan.model import Task
from tests.importers.documents import docx_bytes, html_bytes, xlsx_bytes

Grid = list[list[str]]

FORMATS: dict[str, Callable[[Grid], bytes]] = {"表.docx": docx_bytes, "表.xlsx": xlsx_bytes, "表.html": html_bytes}


def task_of(name: str, grid: Grid) -> Task:
    (task,) = import_(FORMATS[name](grid), name).plan.tasks
    return task


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("lead", "support"),
    [
        ("牵头\n单位", "配合\n单位"),
        ("牵 头\n单 位", "协 办\n单 位"),
        ("牵头\n部门", "配合\n部门"),
        ("主办\n科室", "协办\n科室"),
        ("牵头责\n任单位", "配合责\n任单位"),
        ("主要责\n任单位", "其他责\n任单位"),
        ("牵\n头\n单\n位", "配\n合\n单\n位"),
        ("牵头单位\n（排名第一）", "配合单位\n（其余）"),
        ("第一责任\n单位", "参与\n单位"),
        ("牵头\n（主办）\n单位", "协助\n（配合）\n单位"),
    ],
)
def test_a_name_broken_over_lines_is_one_name(name: str, lead: str, support: str) -> None:
    task = task_of(
        name,
        [
            ["序\n号", "工作\n任务", lead, support, "完成\n时限"],
            ["1", "公开预算。", "县财政局", "县司法局、县审计局", "6月底前"],
        ],
    )
    assert (task.lead, task.support) == (("县财政局",), ("县司法局", "县审计局"))
    assert (task.id, task.requirement, task.deadline) == ("1", "公开预算。", "6月底前")
