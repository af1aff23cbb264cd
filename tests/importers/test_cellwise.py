"""Cells that lost their rows: a line each, with a bar left over, or ended as sentences are."""

import pytest

from tests.importers.drafts import draft_of, tasks_of

CELLS = [
    "序号",
    "工作任务",
    "责任单位",
    "时限要求",
    "1",
    "公开预算",
    "市教育局",
    "10月底",
    "2",
    "公开决算",
    "市财政局",
    "年底",
]
TASKS = [("1", None, "公开预算", ("市教育局",), "10月底"), ("2", None, "公开决算", ("市财政局",), "年底")]


@pytest.mark.parametrize(
    "form", ["{} |", "{}|", "{} ｜", "{}\t|", "{} ||", "| {}", "|{}", "｜ {}"], ids=lambda form: form.format("x")
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_bar_left_over_at_each_cell(form: str, between: str) -> None:
    text = "2020年任务分工\n\n" + between.join(map(form.format, CELLS)) + "\n"
    assert tasks_of(draft_of(text)) == TASKS


@pytest.mark.parametrize(
    ("lead", "support"),
    [
        ("区发改委", "区工信局、区住建局。"),
        ("区发改委。", "区工信局、区住建局"),
        ("区发改委。", "区政府有关部门。"),
        ("区发改委", "各镇街、区直各部门。"),
        ("区教育局、区财政局。", "区司法局。"),
    ],
)
def test_names_that_end_as_a_sentence_are_names(lead: str, support: str) -> None:
    cells = ["序号", "任务", "主要责任单位", "协同配合单位", "一、经济", "3", "公开预算。", lead, support]
    cells += ["六、民生", "68", "公开决算。", "区卫健局", "区民政局。"]
    first, second = draft_of("2023年任务分工\n\n" + "\n\n".join(cells) + "\n").plan.tasks
    assert (first.id, first.requirement, second.id) == ("3", "公开预算。", "68")
    assert "、".join(first.lead) == lead.rstrip("。")
    assert "、".join(first.support) == support.rstrip("。")
    assert (second.lead, second.support) == (("区卫健局",), ("区民政局",))


def test_headings_without_tasks_are_headings_one_by_one() -> None:
    cells = ["序号", "重点任务", "责任单位", "一、经济目标", "3", "固定资产投资增长。", "区发改委", "二、扩大投资"]
    cells += ["三、壮大集群", "四、改善民生", "68", "普及学前教育。", "区教育局"]
    draft = draft_of("2023年任务分工\n\n" + "\n\n".join(cells) + "\n")
    titles = {section.key: section.title for section in draft.plan.sections}
    assert [(task.id, titles[task.section or ""]) for task in draft.plan.tasks] == [
        ("3", "经济目标"),
        ("68", "改善民生"),
    ]
    assert titles == {"一": "经济目标", "二": "扩大投资", "三": "壮大集群", "四": "改善民生"}
