"""What the head of a table says: names broken in narrow cells, names under a common one, a year in a name."""

import io
from collections.abc import Callable

import docx
import pytest

from gkplan.importers.pipeline import import_
from gkplan.plan.model import Task
from tests.importers.documents import docx_bytes, html_bytes, xlsx_bytes
from tests.importers.drafts import draft_of

Grid = list[list[str]]

FORMATS: dict[str, Callable[..., bytes]] = {"表.docx": docx_bytes, "表.xlsx": xlsx_bytes, "表.html": html_bytes}


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


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "head", ["完成时限（2022年）", "2022年完成时限", "完成时间(2022年度)", "时间节点\n（2022年）", "办结时限〔2022年〕"]
)
def test_a_year_in_a_head_completes_the_limits_below(name: str, head: str) -> None:
    grid = [["序号", "任务", "责任单位", head], ["1", "公开预算。", "县财政局", "6月底前"]]
    draft = import_(FORMATS[name](grid, before=["政务公开任务分工"]), name)
    assert draft.plan.year == 2022
    assert any("取自完成时限的表头" in note.message for note in draft.warnings)
    draft = import_(FORMATS[name](grid, before=["2023年政务公开任务分工"]), name)
    assert draft.plan.year == 2023
    assert any("与标题的 2023 年不同" in note.message for note in draft.warnings)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("XX三年行动计划（2022—2024年）", None),
        ("政务公开三年行动任务分工", None),
        ("2022-2024年重点任务分工", None),
        ("2022～2024年重点任务清单", None),
        ("2021年至2025年任务分工", None),
        ("“十四五”时期重点任务分工", None),
        ("五年规划任务分解表(2021-2025)", None),
        ("三年行动方案2023年任务分工", 2023),
        ("2023年政务公开重点任务分工", 2023),
        ("2022—2023学年之2023年工作要点", None),
    ],
)
def test_a_plan_of_several_years_completes_no_limit(title: str, year: int | None) -> None:
    draft = import_(
        f"{title}\n序号\t任务\t责任单位\t完成时限\n1\t公开预算。\t县财政局\t12月底前\n".encode(), "分工.txt"
    )
    assert draft.plan.year == year
    assert year or any("跨几个年度" in note.message for note in draft.warnings)


def word_tables(*blocks: str | Grid) -> bytes:
    """A Word document of paragraphs and tables, in their order."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            table = document.add_table(rows=0, cols=len(block[0]))
            for row in block:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


HEAD = ["序号", "任务", "责任单位"]


@pytest.mark.parametrize(
    ("first", "second", "sections"),
    [
        (["一、围绕中心"], ["二、优化环境"], ["一", "二"]),
        (["一、围绕中心", "（一）聚焦预算"], ["（二）聚焦决算"], ["一（一）", "一（二）"]),
        (["一、围绕中心", "（一）聚焦预算"], ["二、优化环境", "（一）聚焦决算"], ["一（一）", "二（一）"]),
        (["（一）聚焦预算"], ["（二）聚焦决算"], ["一", "二"]),
        (["第一部分 围绕中心"], ["第二部分 优化环境"], ["一", "二"]),
    ],
)
@pytest.mark.parametrize("repeats_head", [True, False])
def test_headings_between_tables_are_the_sections_of_what_is_below(
    first: list[str], second: list[str], sections: list[str], *, repeats_head: bool
) -> None:
    data = word_tables(
        "2023年政务公开重点任务分工",
        *first,
        [HEAD, ["1", "公开预算。", "县财政局"]],
        *second,
        [*([HEAD] if repeats_head else []), ["2", "公开决算。", "县财政局"], ["3", "公开采购。", "县财政局"]],
    )
    draft = import_(data, "分工.docx")
    assert draft.plan.title == "2023年政务公开重点任务分工"
    assert [task.section for task in draft.plan.tasks] == [sections[0], sections[1], sections[1]]


def test_a_sentence_above_a_table_is_no_heading() -> None:
    data = word_tables(
        "2023年任务分工", "一、各单位要高度重视，认真抓好落实。", [HEAD, ["1", "公开预算。", "县财政局"]]
    )
    draft = import_(data, "分工.docx")
    assert draft.plan.sections == ()
    assert any("高度重视" in note.words for note in draft.left_out)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "stages",
    [
        ["一季度", "二季度", "三季度", "四季度"],
        ["第一季度", "第二季度", "第三季度", "第四季度"],
        ["1季度目标", "2季度目标", "3季度目标", "4季度目标"],
        ["上半年", "下半年"],
        ["上半年计划", "下半年计划"],
        ["3月份", "6月份", "9月份", "12月份"],
        ["3月底前", "6月底前", "9月底前", "12月底前"],
        ["一季度\n工作安排", "二季度\n工作安排"],
    ],
)
def test_what_each_quarter_plans_is_told_and_no_task(name: str, stages: list[str]) -> None:
    grid = [
        ["序号", "项目名称", "责任单位", *stages],
        ["1", "新建幼儿园", "县教育局", *["完成立项", "封顶"] * (len(stages) // 2)],
    ]
    draft = import_(FORMATS[name](grid), name)
    (task,) = draft.plan.tasks
    assert (task.requirement, task.units, task.section, task.deadline) == ("新建幼儿园", ("县教育局",), None, None)
    assert sum("方案里没有这一项" in note.message for note in draft.left_out) == len(stages)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("upper", "own"),
    [
        (("省级措施", "省牵头单位"), ("市级措施", "市牵头单位")),
        (("我省工作措施", "省牵头单位"), ("我市工作措施", "市牵头单位")),
        (("市级工作任务", "市级责任单位"), ("县级工作任务", "县级责任单位")),
        (("省直任务", "省直牵头部门"), ("市直任务", "市直牵头部门")),
        (("国家任务内容", "国家牵头部门"), ("我省任务内容", "我省牵头部门")),
    ],
)
def test_of_two_levels_of_government_ours_counts(name: str, upper: tuple[str, str], own: tuple[str, str]) -> None:
    grid = [
        ["序号", *upper, *own, "责任处室"],
        ["1", "出台清单。", "发展改革委", "调整清单。", "市发展改革委", "体改科"],
    ]
    draft = import_(FORMATS[name](grid), name)
    (task,) = draft.plan.tasks
    assert (task.requirement, task.units, task.section) == ("调整清单。", ("市发展改革委",), None)
    told = "\n".join(note.words for note in draft.left_out)
    assert all(words in told for words in ("出台清单。", "发展改革委", "体改科"))


def test_offices_are_units_where_there_are_no_others() -> None:
    draft = import_("2023年分工\n序号\t任务\t责任科室\n1\t公开预算。\t办公室、财务科\n".encode(), "分工.txt")
    assert draft.plan.tasks[0].units == ("办公室", "财务科")


@pytest.mark.parametrize(
    ("last", "line", "id_", "requirement"),
    [
        (5, "6.12345热线提质。", "6", "12345热线提质。"),
        (6, "7.5G基站建设。", "7", "5G基站建设。"),
        (7, "8.2024年预算公开。", "8", "2024年预算公开。"),
        (9, "10.110联动。", "10", "110联动。"),
        (1, "2.3岁以下托育。", "2", "3岁以下托育。"),
        (3, "4.15分钟生活圈。", "4", "15分钟生活圈。"),
        (11, "12.100个项目开工。", "12", "100个项目开工。"),
        (2, "3．5A级景区创建。", "3", "5A级景区创建。"),
        (4, "5.1+N政策体系。", "5", "1+N政策体系。"),
        (8, "9.24小时自助服务。", "9", "24小时自助服务。"),
    ],
)
def test_the_number_that_follows_the_last_is_the_tasks_own(last: int, line: str, id_: str, requirement: str) -> None:
    before = "\n".join(f"{number}.做好第{number}批公开。（县财政局牵头）" for number in range(1, last + 1))
    draft = import_(f"2023年工作要点\n{before}\n{line}（县政务局牵头）\n".encode(), "要点.txt")
    assert (draft.plan.tasks[-1].id, draft.plan.tasks[-1].requirement) == (id_, requirement)


def test_a_number_of_two_levels_stays_one() -> None:
    text = (
        "2023年工作要点\n1.1公开预算。（县财政局牵头）\n1.2公开决算。（县财政局牵头）\n2.1公开采购。（县财政局牵头）\n"
    )
    assert [task.id for task in import_(text.encode(), "要点.txt").plan.tasks] == ["1.1", "1.2", "2.1"]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("first", "second", "ids"),
    [
        ("14.改扩建学校", "15.推进运动场地", ["14", "15"]),
        ("3、改扩建学校", "4、推进运动场地", ["3", "4"]),
        ("（5）改扩建学校", "（6）推进运动场地", ["5", "6"]),
        ("①改扩建学校", "②推进运动场地", ["1", "2"]),
        ("2.1改扩建学校", "2.2推进运动场地", ["2.1", "2.2"]),
        ("16．改扩建学校", "18．推进运动场地", ["16", "18"]),
    ],
)
def test_numbers_before_the_headings_of_single_tasks_are_theirs(
    name: str, first: str, second: str, ids: list[str]
) -> None:
    grid = [
        ["类别", "项目名称", "任务目标", "责任单位"],
        ["四、教育", first, "完成主体建设。", "教体局"],
        ["", second, "建成13处。", "教体局"],
    ]
    draft = import_(FORMATS[name](grid, spans={(1, 0): (2, 1)}), name)
    assert [(task.id, task.requirement) for task in draft.plan.tasks] == [
        (ids[0], "完成主体建设。"),
        (ids[1], "建成13处。"),
    ]


def test_numbers_of_headings_over_several_tasks_are_not_the_tasks() -> None:
    grid = [
        ["领域", "具体任务", "责任单位"],
        ["1.财政", "公开预算。", "县财政局"],
        ["", "公开决算。", "县财政局"],
        ["2.司法", "公开目录。", "县司法局"],
    ]
    draft = import_(docx_bytes(grid, spans={(1, 0): (2, 1)}), "分工.docx")
    assert [task.id for task in draft.plan.tasks] == ["1", "2", "3"]
    assert any("原文没有序号" in note.message for note in draft.warnings)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "side", [("单位", "联系人"), ("责任单位", "联系电话"), ("部门", "任务数"), ("备注", "单位"), ("牵头单位", "时限")]
)
def test_a_table_beside_the_table_is_another(name: str, side: tuple[str, str]) -> None:
    grid = [
        ["序号", "任务", "责任单位", "完成时限", "", *side],
        ["1", "公开预算。", "县财政局", "6月底前", "", "县司法局", "12月底前"],
        ["2", "公开决算。", "县审计局", "9月底前", "", "", ""],
    ]
    draft = import_(FORMATS[name](grid), name)
    assert [(task.units, task.deadline) for task in draft.plan.tasks] == [
        (("县财政局",), "6月底前"),
        (("县审计局",), "9月底前"),
    ]
    told = "\n".join(note.words for note in draft.left_out)
    assert "县司法局" in told
    assert "12月底前" in told


@pytest.mark.parametrize("content", ["建设内容及规模", "工程内容和标准", "实施内容", "建设内容、标准"])
def test_the_content_beside_a_name_is_the_requirement(content: str) -> None:
    rows = [f"序号,项目名称,{content},责任单位,完成时限"]
    rows += ["1,路灯,新装路灯200盏,县城管局,2024年6月底前", "2,绿道,新建绿道5公里,县住建局,2024年9月底前"]
    plan = draft_of("\n".join(rows), "任务.csv").plan
    assert [task.requirement for task in plan.tasks] == ["新装路灯200盏", "新建绿道5公里"]


def test_a_title_that_would_do_for_a_name_is_no_column() -> None:
    lines = ["2023年重点任务", "序号 |", "工作任务 |", "责任单位 |", "完成时限 |"]
    lines += ["1 |", "公开规划 |", "县发改局 |", "6月底前 |", "2 |", "公开预算 |", "县财政局 |", "9月底前 |"]
    plan = draft_of("\n".join(lines)).plan
    assert (plan.title, plan.year) == ("2023年重点任务", 2023)
    assert [task.requirement for task in plan.tasks] == ["公开规划", "公开预算"]


def test_a_title_with_words_of_a_head_is_no_table_run_together() -> None:
    lines = [
        "2023年重点任务责任分解一览表（责任单位列首位的为牵头单位）",
        "1. 公开规划。",
        "责任单位：县发改局，县财政局",
    ]
    (task,) = draft_of("\n".join(lines)).plan.tasks
    assert (task.units, task.lead) == (("县发改局", "县财政局"), ("县发改局",))
