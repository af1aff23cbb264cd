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


@pytest.mark.parametrize(
    "heading",
    [
        "一、加强部门协同配合",
        "（一）明确责任单位",
        "二、完成时限管理",
        "（二）落实工作任务",
        "三、牵头单位职责",
        "(三)优化工作内容",
        "四、责任分工",
        "十一、重点工作",
        "〔一〕健全工作机制",
        "五．配合部门",
    ],
)
def test_a_heading_is_no_head_whatever_words_it_holds(heading: str) -> None:
    draft = import_(
        f"2023年工作要点\n\n{heading}\n\n1.公开预算。（县财政局牵头，县司法局配合，6月底前）\n\n2.公开决算。（县财政局）\n".encode(),
        "要点.txt",
    )
    assert [(task.id, task.requirement, task.units) for task in draft.plan.tasks] == [
        ("1", "公开预算。", ("县财政局", "县司法局")),
        ("2", "公开决算。", ("县财政局",)),
    ]
    assert len(draft.plan.sections) == 1


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "head", ["责任单位（列第一位的为牵头单位）", "责任单位(排名首位的牵头)", "责任单位\n（第一个为牵头单位）"]
)
def test_a_head_may_say_that_the_first_leads(name: str, head: str) -> None:
    task = task_of(name, [["序号", "任务", head], ["1", "公开预算。", "县财政局、县司法局"]])
    assert (task.units, task.lead) == (("县财政局", "县司法局"), ("县财政局",))
