"""Words beside a task that say who does it: in sentences, in labels of every print, above or below several tasks."""

import pytest

from gkplan.importers.pipeline import import_
from tests.importers.documents import docx_bytes, html_bytes, xlsx_bytes
from tests.importers.drafts import draft_of, warned

FORMATS = {"表.docx": docx_bytes, "表.xlsx": xlsx_bytes, "表.html": html_bytes}
TITLE = "2024年任务分工"


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("的问题,由县发改局、县财政局会同县税务局负责落实。", ("县发改局", "县财政局", "县税务局")),
        ("，由县发改局会同县财政局等部门负责。", ("县发改局", "县财政局")),
        ("。由县发改局牵头，县财政局配合。", ("县发改局", "县财政局")),
        ("。县发改局牵头，县财政局、县税务局配合。", ("县发改局", "县财政局", "县税务局")),
        ("。县发改局、县财政局按职责分工负责。", ("县发改局", "县财政局")),
        ("（由县发改局会同县财政局负责）", ("县发改局", "县财政局")),
        ("。由县发改局会同县财政局研究提出意见。", ("县发改局", "县财政局")),
        ("（县发改局&县财政局负责）", ("县发改局", "县财政局")),
        ("【责任单位】县发改局、县财政局", ("县发改局", "县财政局")),
        ("。\n【责任单位】县发改局　【完成时限】2024年5月底前", ("县发改局",)),
        ("。\n责 任 人：张三\n责任单位：县发改局", ("县发改局",)),
        ("（县发改局，县财政局，2024年5月底前）", ("县发改局", "县财政局")),
    ],
)
def test_what_stands_behind_a_task_says_who_does_it(words: str, units: tuple[str, ...]) -> None:
    draft = draft_of(f"{TITLE}\n一、重点工作\n1.编制规划{words}\n2.公开预算。（责任单位：县司法局）\n")
    first, second = draft.plan.tasks
    assert (first.id, first.requirement.rstrip("，。"), first.units) == ("1", first.requirement.rstrip("，。"), units)
    assert first.requirement.startswith("编制规划")
    assert not any(unit in first.requirement for unit in units)
    assert (second.id, second.units) == ("2", ("县司法局",))


@pytest.mark.parametrize(
    ("words", "tasks"),
    [
        ("（以上任务由县发改局负责，5月底前完成）", 3),
        ("（以上各项任务责任单位：县发改局；完成时限：5月底前）", 3),
        ("以上任务由县发改局负责，5月底前。", 3),
        ("（以上两项任务责任单位：县发改局；完成时限：5月底前）", 2),
        ("（以上2项由县发改局负责，5月底前完成）", 2),
        ("（上述三项工作均由县发改局负责，5月底前完成）", 3),
        ("以上工作由县发改局负责，5月底前完成。", 3),
    ],
)
def test_a_line_may_speak_of_the_tasks_above_it(words: str, tasks: int) -> None:
    text = f"{TITLE}\n一、金融\n1.开展对接。\n2.扩大贷款。\n3.降低费率。\n{words}\n二、就业\n4.发放资金。（责任单位：县人社局）\n"
    found = draft_of(text).plan.tasks
    assert [task.id for task in found] == ["1", "2", "3", "4"]
    assert [task.units for task in found] == [()] * (3 - tasks) + [("县发改局",)] * tasks + [("县人社局",)]
    assert [task.section for task in found] == ["一", "一", "一", "二"]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("head", ["重点任务及责任分工", "工作任务", "任务内容"])
def test_a_table_may_name_the_units_in_the_words_of_its_tasks(name: str, head: str) -> None:
    grid = [
        ["序号", head, "完成时限"],
        ["1", "新建农田。（牵头单位：县农业农村局；配合单位：县水利局）", "11月底前"],
        ["2", "建设冷库。（县商务局牵头，县供销社配合）", "10月底前"],
        ["3", "改建公路。（县交通运输局负责）", "9月底前"],
        ["4", "改造危桥。（县交通运输局、县财政局）", "9月底前"],
    ]
    draft = import_(FORMATS[name](grid, None, [TITLE]), name)
    assert [(task.requirement, task.units) for task in draft.plan.tasks] == [
        ("新建农田。", ("县农业农村局", "县水利局")),
        ("建设冷库。", ("县商务局", "县供销社")),
        ("改建公路。", ("县交通运输局",)),
        ("改造危桥。", ("县交通运输局", "县财政局")),
    ]
    assert draft.plan.tasks[0].lead == ("县农业农村局",)
    assert "括号里没有写明是谁的责任" in warned(draft)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("label", ["责任单位：{}", "牵头单位:{}", "责任单位：{}。", "（责任单位：{}）"])
def test_a_row_may_name_the_units_of_those_below(name: str, label: str) -> None:
    grid = [["序号", "公开事项", "完成时限"], ["", "", ""], ["1", "公开标准", "7月底前"], ["2", "公开名单", "9月底前"]]
    grid += [["", "", ""], ["3", "公开方案", "6月底前"]]
    grid[1][0], grid[4][0] = label.format("县民政局"), label.format("县教育局")
    draft = import_(FORMATS[name](grid, {(1, 0): (1, 3), (4, 0): (1, 3)}, [TITLE]), name)
    assert [task.units for task in draft.plan.tasks] == [("县民政局",), ("县民政局",), ("县教育局",)]
    assert [task.deadline for task in draft.plan.tasks] == ["7月底前", "9月底前", "6月底前"]


@pytest.mark.parametrize(
    "opening", ["各单位要切实加强领导。", "本部分由各单位落实，要求如下：", "要坚持问题导向，狠抓落实。"]
)
def test_words_may_stand_between_a_heading_and_its_tasks(opening: str) -> None:
    text = f"{TITLE}\n一、履行职能\n{opening}\n1.公开预算。\n责任单位：县财政局\n2.公开决算。\n责任单位：县审计局\n"
    draft = draft_of(text)
    assert [(task.id, task.section, task.units) for task in draft.plan.tasks] == [
        ("1", "一", ("县财政局",)),
        ("2", "一", ("县审计局",)),
    ]
    assert draft.plan.sections[0].title == "履行职能"
