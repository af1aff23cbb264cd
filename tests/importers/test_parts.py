"""Numbered paragraphs: small parts below a task, and what else belongs to it."""

import pytest

from tests.importers.drafts import draft_of, warned

FORMS = ["(1){}|(2){}", "（1）{}|（2）{}", "①{}|②{}", "1）{}|2）{}", "(1)、{}|(2)、{}"]
DUTY = "(责任单位:市发改委、各开发区管委会)"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "lines",
    [
        "1.公开规划|{parts}|{duty}",
        "1.公开规划{duty}|{parts}",
        "1.公开规划|{parts}{duty}",
        "1.公开规划|{duty}|{parts}",
    ],
    ids=["below the parts", "in the task", "behind the last part", "between"],
)
def test_the_units_of_a_task_with_parts_are_the_tasks(form: str, lines: str) -> None:
    parts = form.format("公开草案。", "公开文本。")
    text = "2024年任务分工|" + lines.format(parts=parts, duty=DUTY) + "|2.公开预算|(责任单位:市财政局)"
    draft = draft_of(text.replace("|", "\n"))
    first, second = draft.plan.tasks
    assert (first.id, first.requirement, first.units) == ("1", "公开规划", ("市发改委", "各开发区管委会"))
    assert [step.what.rstrip("。") for step in first.steps] == ["公开草案", "公开文本"]
    assert (second.id, second.requirement, second.units, second.steps) == ("2", "公开预算", ("市财政局",), ())
    assert "各小项写成了这项任务的步骤" in warned(draft)


def test_parts_with_units_of_their_own_are_tasks_below_a_heading() -> None:
    lines = ["2024年任务分工", "1.公开规划", "(1)公开草案。(责任单位:市发改委)", "(2)公开文本。(责任单位:市规划局)"]
    draft = draft_of("\n".join(lines))
    assert [(task.id, task.requirement, task.units) for task in draft.plan.tasks] == [
        ("1", "公开草案。", ("市发改委",)),
        ("2", "公开文本。", ("市规划局",)),
    ]
    assert [section.title for section in draft.plan.sections] == ["公开规划"]


@pytest.mark.parametrize("opening", ["一、总体目标", "（一）总体目标", "第一部分 总体目标"])
def test_the_first_number_is_a_task_though_nobody_is_responsible(opening: str) -> None:
    lines = ["2024年任务分工", opening, "1.五年内引进人才。", opening.replace("一", "二").replace("总体目标", "行动")]
    lines += ["2.开发紧缺人才。（责任单位：市发改委）", "3.培养企业家。（责任单位：市国资委）"]
    draft = draft_of("\n".join(lines))
    assert [(task.id, task.units) for task in draft.plan.tasks] == [
        ("1", ()),
        ("2", ("市发改委",)),
        ("3", ("市国资委",)),
    ]
    assert "没有责任单位，请补上" in warned(draft)


def test_a_numbered_list_of_its_own_above_the_tasks_is_none() -> None:
    lines = ["2024年任务分工", "一、总体要求", "1.坚持公开。", "2.坚持便民。", "二、任务"]
    lines += ["1.公开规划。（责任单位：市发改委）", "2.公开预算。（责任单位：市财政局）"]
    assert [task.requirement for task in draft_of("\n".join(lines)).plan.tasks] == ["公开规划。", "公开预算。"]


@pytest.mark.parametrize("number", ["1.1", "2.3", "一、1.1"])
def test_1_1_over_1_1_1_is_a_heading_without_units_of_its_own(number: str) -> None:
    above, _, number = number.rpartition("、")
    lines = ["2024年任务分工", *([f"{above}、数字政府"] if above else []), f"{number} 平台"]
    lines += [f"{number}.1 建设平台。责任单位：县大数据局。", f"{number}.2 共享数据。责任单位：县政府办。"]
    lines += [f"{number[0]}.9 服务", f"{number[0]}.9.1 优化大厅。责任单位：县审批局。"]
    plan = draft_of("\n".join(lines)).plan
    assert [task.id for task in plan.tasks] == [f"{number}.1", f"{number}.2", f"{number[0]}.9.1"]
    assert [section.title for section in plan.sections][-2:] == ["平台", "服务"]
    assert plan.tasks[0].section != plan.tasks[2].section


@pytest.mark.parametrize("point", ["- ", "* ", "• ", "  + ", "- **"])
def test_points_of_a_markdown_list_before_the_labels_of_a_task(point: str) -> None:
    end = "**" if point.endswith("*" * 2) else ""
    lines = [
        "# 2024年任务分工",
        "1. 建设平台。",
        f"{point}牵头单位{end}：县大数据局",
        f"{point}完成时限{end}：2024年6月底前",
    ]
    lines += ["2. 共享数据。", f"{point}责任单位{end}：县政府办"]
    plan = draft_of("\n".join(lines)).plan
    assert plan.title == "2024年任务分工"
    assert [(task.requirement, task.units) for task in plan.tasks] == [
        ("建设平台。", ("县大数据局",)),
        ("共享数据。", ("县政府办",)),
    ]
    assert plan.tasks[0].deadline == "2024年6月底前"


@pytest.mark.parametrize("end", ["。", "。完成时限：2024年12月底前", "（县城管局）。"])
def test_units_in_brackets_behind_each_part_of_a_sentence_do_the_task_together(end: str) -> None:
    lines = ["2024年任务分工", f"1. 修建公路（县交通局），改造棚户区（县住建局、县自然资源局），老旧小区{end}"]
    lines += ["2. 共享数据。（责任单位：县政府办）"]
    draft = draft_of("\n".join(lines))
    last = ("县城管局",) if "城管" in end else ()
    assert draft.plan.tasks[0].units == ("县交通局", "县住建局", "县自然资源局", *last)
    assert "括号里没有写明是谁的责任" in warned(draft)


def test_lines_of_a_web_page_before_and_behind_numbered_tasks_are_none() -> None:
    lines = ["2024年任务分工", "发布日期：2024-03-18 来源：县政府办公室", "一、公开"]
    lines += [f"{number}.公开第{number}类规划。（责任单位：县发改局）" for number in range(1, 5)]
    lines += ["分享到：微信", "主办：某县人民政府 网站标识码：0000000000"]
    draft = draft_of("\n".join(lines))
    assert [task.id for task in draft.plan.tasks] == ["1", "2", "3", "4"]
    assert draft.plan.title == "2024年任务分工"
    assert any("分享到" in note.words for note in draft.left_out)


@pytest.mark.parametrize("words", ["村（社区）预案修订率100%", "乡镇（街道）应建尽建", "学校（幼儿园）全覆盖"])
def test_one_bracket_inside_a_task_explains_the_word_before_it(words: str) -> None:
    plan = draft_of(f"2024年任务分工\n1. {words}。\n责任单位：县应急局\n2. 公开预算。\n责任单位：县财政局").plan
    assert [task.units for task in plan.tasks] == [("县应急局",), ("县财政局",)]
