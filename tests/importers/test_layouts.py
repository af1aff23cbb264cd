"""Tables as offices lay them out: heads of three rows, parents of 1.1, forms, second tables, months, codes, wrapped lines."""

import io

import pytest
from xlsxwriter import Workbook  # type: ignore[import-untyped] # it comes without types

from gkplan.errors import RefusedError
from gkplan.importers.pipeline import import_
from tests.importers.documents import Grid, docx_bytes, html_bytes, xlsx_bytes
from tests.importers.drafts import draft_of, left, warned

FORMATS = {"表.docx": docx_bytes, "表.xlsx": xlsx_bytes, "表.html": html_bytes}
TITLE = "2024年任务分工"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("times", [("启动时间", "完成时间"), ("开始月份", "完成月份"), ("开工时间", "完成时限")])
def test_a_head_of_three_rows(name: str, times: tuple[str, str]) -> None:
    grid = [
        ["序号", "项目名称", "责任分工", "", "", "时间安排", ""],
        ["", "", "牵头", "", "配合单位", *times],
        ["", "", "领导", "单位", "", "", ""],
        ["1", "改造管网", "王建华", "县住建局", "县水务局", "2月", "11月"],
        ["2", "加固大桥", "李为民", "县交通局", "县公安局", "3月", "7月"],
    ]
    spans = {(0, 2): (1, 3), (0, 5): (1, 2), (1, 2): (1, 2), (0, 0): (3, 1), (0, 1): (3, 1)}
    spans |= {(1, 4): (2, 1), (1, 5): (2, 1), (1, 6): (2, 1)}
    draft = import_(FORMATS[name](grid, spans, [TITLE]), name)
    assert [(task.id, task.lead, task.support, task.deadline) for task in draft.plan.tasks] == [
        ("1", ("县住建局",), ("县水务局",), "11月"),
        ("2", ("县交通局",), ("县公安局",), "7月"),
    ]
    assert "王建华" in left(draft)


@pytest.mark.parametrize("name", [*FORMATS, "表.txt"])
@pytest.mark.parametrize("deep", [False, True])
def test_a_number_without_units_is_the_heading_of_its_own_numbers(name: str, *, deep: bool) -> None:
    grid = [
        ["编号", "任务", "责任单位", "完成时限"],
        ["1", "完善制度", "", ""],
        ["1.1", "修订指南", "县司法局", "3月底前"],
    ]
    grid += [["1.2", "编制目录", "县财政局", "5月底前"], ["2", "重点公开", "", ""]]
    grid += (
        [["2.1", "预算", "", ""], ["2.1.1", "公开预算", "县财政局", "全年"]]
        if deep
        else [["2.1", "公开预算", "县财政局", "全年"]]
    )
    text = "\n".join([TITLE, *map("\t".join, grid)]).encode()
    draft = import_(text if name.endswith("txt") else FORMATS[name](grid, None, [TITLE]), name)
    titles = {section.key: section.title for section in draft.plan.sections}
    last = ("2.1.1", "预算") if deep else ("2.1", "重点公开")
    assert [(task.id, titles[task.section or ""]) for task in draft.plan.tasks] == [
        ("1.1", "完善制度"),
        ("1.2", "完善制度"),
        last,
    ]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("pairs", [1, 2])
def test_forms_are_rows(name: str, pairs: int) -> None:
    cards = [
        [("督办序号", "1"), ("议定事项", "建设水厂"), ("主办单位", "县水利局"), ("办结时限", "7月底前")],
        [("督办序号", "2"), ("议定事项", "养护公路"), ("主办单位", "县交通局"), ("办结时限", "4月30日前")],
        [("督办序号", "3"), ("议定事项", "经济普查"), ("主办单位", "县直有关部门"), ("办结时限", "12月底前")],
    ]
    flat = [pair for card in cards for pair in card]
    grid: Grid = [[text for pair in flat[at : at + pairs] for text in pair] for at in range(0, len(flat), pairs)]
    draft = import_(FORMATS[name](grid, None, [TITLE]), name)
    assert [(task.id, task.requirement, task.lead, task.deadline) for task in draft.plan.tasks] == [
        ("1", "建设水厂", ("县水利局",), "7月底前"),
        ("2", "养护公路", ("县交通局",), "4月30日前"),
        ("3", "经济普查", ("县直有关部门",), "12月底前"),
    ]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "second",
    [["序号", "联系单位", "联系人", "电话"], ["序号", "单位名称", "职务", "手机"], ["编号", "单位", "联络员", "邮箱"]],
)
def test_a_second_head_begins_another_table(name: str, second: list[str]) -> None:
    grid = [
        ["序号", "任务", "责任单位", "时限"],
        ["1", "公开预算", "县财政局", "6月底前"],
        ["2", "公开决算", "县审计局", "9月底前"],
    ]
    grid += [["", "", "", ""], second, ["1", "县财政局", "韩冰", "523"], ["2", "县审计局", "秦越", "524"]]
    draft = import_(FORMATS[name](grid, None, [TITLE]), name)
    assert [task.requirement for task in draft.plan.tasks] == ["公开预算", "公开决算"]
    assert "韩冰" in left(draft)


@pytest.mark.parametrize("name", FORMATS)
def test_a_list_of_contacts_alone_is_no_table_of_tasks(name: str) -> None:
    grid = [["序号", "单位名称", "分管领导", "联络员", "联系电话", "电子邮箱"]]
    grid += [[str(number), "县财政局", "张三", "李四", "523", "a@b"] for number in range(1, 6)]
    with pytest.raises(RefusedError, match="没有认出任务分工表"):
        import_(FORMATS[name](grid, None, ["2024年联络员登记表"]), name)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(("head", "cell", "limit"), [("完成时限（月）", "6", "6月"), ("完成月份", "10", "10月"), ("完成时限（月）", "12", "12月"), ("完成月份", "１月", "１月"), ("完成时限（月份）", "3月底", "3月底")])  # fmt: skip
def test_figures_below_a_column_of_months_are_months(name: str, head: str, cell: str, limit: str) -> None:
    grid = [["序号", "任务", "责任单位", head], ["1", "公开预算", "县财政局", cell]]
    assert import_(FORMATS[name](grid, None, [TITLE]), name).plan.tasks[0].deadline == limit


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("head", "ids"),
    [
        ("督办编号", ["DB-2024-017", "DB-2024-018"]),
        ("编号↑↓", ["A1", "A2"]),
        ("建议号", ["001", "002"]),
        ("任务序号", ["7", "8"]),
    ],
)
def test_numbers_of_the_document_are_the_ids(name: str, head: str, ids: list[str]) -> None:
    grid = [[head, "案由", "主办单位", "办理时限"], *([id_, "公开预算", "县财政局", "6月底前"] for id_ in ids)]
    tasks = import_(FORMATS[name](grid, None, [TITLE]), name).plan.tasks
    assert [task.id for task in tasks] == [id_.lstrip("0") for id_ in ids]


@pytest.mark.parametrize(
    "heads",
    [
        ["序号", "重点任务", "具体举措", "责任单位"],
        ["序号", "任务来源", "工作任务", "责任单位"],
        ["序号", "主要任务", "细化措施", "责任单位"],
        ["序号", "重点任务", "具体目标", "责任单位"],
        ["序号", "办理类型", "案由", "主办单位"],
    ],
)
def test_of_two_columns_of_words_the_one_that_says_most_is_the_task(heads: list[str]) -> None:
    grid = [heads, ["1", "甲类", "公开预算", "县财政局"], ["2", "乙类", "公开决算", "县审计局"]]
    assert [task.requirement for task in import_(docx_bytes(grid, None, [TITLE]), "a.docx").plan.tasks] == [
        "公开预算",
        "公开决算",
    ]


@pytest.mark.parametrize(
    "head", ["下步措施", "下一步打算", "启动时间", "单位代码", "督导单位", "答复情况", "更新日期", "当前进度"]
)
def test_a_column_that_a_plan_has_no_place_for_is_left_out(head: str) -> None:
    grid = [["序号", "任务", "责任单位", "完成时限", head], ["1", "公开预算", "县财政局", "6月底前", "县审计局"]]
    draft = import_(docx_bytes(grid, None, [TITLE]), "a.docx")
    (task,) = draft.plan.tasks
    assert (task.requirement, task.units, task.deadline) == ("公开预算", ("县财政局",), "6月底前")
    assert f"县审计局|「{head}」列" in left(draft)


@pytest.mark.parametrize("words", ["3岁以下婴幼儿指导", "5G基站建设", "24小时自助区", "100个项目开工", "80%以上办结", "1万名干部培训", "12月底前完成验收", "5A景区创建"])  # fmt: skip
@pytest.mark.parametrize("sign", [".", "．"])
def test_a_number_before_a_figure_follows_the_last_one(words: str, sign: str) -> None:
    rows = [[f"{number}{sign}公开第{'一二三四五'[number - 1]}件事", "县财政局"] for number in range(1, 6)]
    grid = [["任务", "责任单位"], *rows, [f"6{sign}{words}", "县司法局"], [f"7{sign}公开年报", "县司法局"]]
    tasks = import_(docx_bytes(grid, None, [TITLE]), "a.docx").plan.tasks
    assert [task.id for task in tasks] == ["1", "2", "3", "4", "5", "6", "7"]
    assert tasks[5].requirement == words


def test_the_name_of_the_sheet_may_tell_the_year() -> None:
    stream = io.BytesIO()
    book = Workbook(stream)
    sheet = book.add_worksheet("2025年")
    for row, texts in enumerate(
        (["消防清单"], ["序号", "任务", "责任单位", "时限"], ["1", "公开预算", "县财政局", "4月底"])
    ):
        sheet.write_row(row, 0, texts)
    book.close()
    draft = import_(stream.getvalue(), "表.xlsx")
    assert draft.plan.year == 2025
    assert "取自工作表的名称" in warned(draft)


def test_words_struck_out_in_excel_are_left_out_and_told() -> None:
    stream = io.BytesIO()
    book = Workbook(stream)
    sheet = book.add_worksheet()
    struck = book.add_format({"font_strikeout": True})
    for row, texts in enumerate((["2024年分工"], ["序号", "任务", "责任单位", "时限"], ["1", "公开预算", "", "4月底"])):
        sheet.write_row(row, 0, texts)
    sheet.write_rich_string(2, 2, "县财政局", struck, "、县税务局")
    sheet.write_row(3, 0, ["2", "公开决算", "县审计局"])
    sheet.write(3, 3, "5月底", struck)
    book.close()
    draft = import_(stream.getvalue(), "表.xlsx")
    assert [(task.units, task.deadline) for task in draft.plan.tasks] == [
        (("县财政局",), "4月底"),
        (("县审计局",), None),
    ]
    assert "表格第3行|、县税务局|划掉的文字" in left(draft)
    assert "表格第4行|5月底|划掉的文字" in left(draft)


# Lines that were broken


def test_lines_that_go_on_below_their_own_column() -> None:
    lines = [
        "2024年任务分工", "",
        "序号   工作任务                       责任单位               完成时限",
        "1      工程建设审批时限压减至60个     县住建局、县自然资源   2024年6月底前",
        "       工作日以内。                   和规划局",
        "2      推行“交房即交证”。           县税务局、             2024年9月底前",
        "                                      县住建局",
    ]  # fmt: skip
    first, second = draft_of("\n".join(lines)).plan.tasks
    assert (first.requirement, first.units) == (
        "工程建设审批时限压减至60个工作日以内。",
        ("县住建局", "县自然资源和规划局"),
    )
    assert (second.requirement, second.units) == ("推行“交房即交证”。", ("县税务局", "县住建局"))


@pytest.mark.parametrize("page", ["— 2 —", "- 2 -", "－2－", "第2页", "第 2 页 共 9 页", "续表"])
def test_page_numbers_are_no_words_of_the_table(page: str) -> None:
    lines = [
        "2024年任务分工",
        "序号\t任务\t责任单位\t时限",
        "1\t公开预算\t县财政局\t6月底前",
        page,
        "2\t公开决算\t县审计局\t9月底前",
    ]
    draft = draft_of("\n".join(lines))
    assert [task.deadline for task in draft.plan.tasks] == ["6月底前", "9月底前"]
    assert f"第4行|{page}|页码" in left(draft)


def test_hard_ends_of_lines_in_indented_paragraphs() -> None:
    lines = [
        "2024年工作要点", "", "　　一、开展整治", "　　1.开展重大事故隐患专项排查整治，建立隐患清单。各镇",
        "街、各部门要逐项建立台账，明确整改措施和责任人，做到底", "数清、情况明。（责任单位：县应急局、县公安局；完成时限：", "5月底前）",
        "　　2.对全县餐饮场所燃气使用情况开展拉网式检查，对发现", "的问题实行闭环管理。（责任单位：县住建局；完成时限：6月底", "前）",
    ]  # fmt: skip
    first, second = draft_of("\n".join(lines)).plan.tasks
    assert first.requirement.endswith("做到底数清、情况明。")
    assert (first.units, first.deadline) == (("县应急局", "县公安局"), "5月底前")
    assert (second.units, second.deadline) == (("县住建局",), "6月底前")


def test_a_list_and_a_table_in_one_document_are_both_read() -> None:
    lines = [
        "关于分解任务的通知",
        "附件1",
        "2024年数字政府任务",
        "1.建成平台。（责任单位：县大数据局）",
        "2.归集数据。（责任单位：县民政局）",
    ]
    lines += ["附件2", "序号\t任务\t责任单位\t时限", "1\t排查隐患\t县应急局\t6月底前", "2\t整治燃气\t县住建局\t9月底前"]
    assert [task.requirement for task in draft_of("\n".join(lines)).plan.tasks] == [
        "建成平台。",
        "归集数据。",
        "排查隐患",
        "整治燃气",
    ]


def test_headings_between_tables_of_bars() -> None:
    head = ["序号 | 任务 | 责任单位", "--- | --- | ---"]
    lines = [
        "# 2024年台账",
        "",
        "## 一、粮食",
        "",
        *head,
        "1 | 建设农田 | 县农业局",
        "",
        "## 二、乡村",
        "",
        *head,
        "2 | 整治村庄 | 县住建局",
    ]
    assert [(task.id, task.section) for task in draft_of("\n".join(lines)).plan.tasks] == [("1", "一"), ("2", "二")]


@pytest.mark.parametrize(
    "heading", ["Ⅰ．党建工作", "专项一：党建工作", "板块一、党建工作", "第一章 党建工作", "一 党建工作"]
)
def test_headings_of_every_count(heading: str) -> None:
    draft = draft_of(
        f"{TITLE}\n{heading}\n1.开好组织会。（责任单位：县直机关工委）\n㉑发展党员。（责任单位：县委组织部）\n"
    )
    assert [section.title for section in draft.plan.sections][:1] == ["党建工作"]
    assert [task.units for task in draft.plan.tasks] == [("县直机关工委",), ("县委组织部",)]


def test_full_width_digits_count() -> None:
    text = "云溪县２０２３年任务分工\n１．建成平台。（责任单位：县财政局；完成时限：１２月底前）\n２．归集数据。（责任单位：县民政局；完成时限：９月３０日前）\n"
    draft = draft_of(text)
    assert draft.plan.year == 2023
    assert [(task.id, task.requirement, task.deadline) for task in draft.plan.tasks] == [
        ("1", "建成平台。", "１２月底前"),
        ("2", "归集数据。", "９月３０日前"),
    ]
