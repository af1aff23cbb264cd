"""The published tables in tests/importers/tables, each with what a reader must make of it."""

from pathlib import Path

import pytest

from gkplan.errors import RefusedError
from gkplan.importers.draft import Draft
from gkplan.importers.pipeline import import_file
from tests.importers.drafts import left, tasks_of, warned

TABLES = Path(__file__).parent / "tables"


def imported(name: str) -> Draft:
    return import_file(TABLES / name)


def test_pdf_text_is_refused_with_the_remedy() -> None:
    with pytest.raises(RefusedError, match=r"PDF.*Word 或 Excel 原稿"):
        imported("beijing_2021_air_pdf_scramble.txt")


def test_cells_one_a_line_with_an_absent_merged_cell() -> None:
    draft = imported("chizhou_xfj_cell_per_line.txt")
    tasks = tasks_of(draft)
    assert [task[0] for task in tasks] == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert [task[1] for task in tasks] == ["一", "二", "三", "三", "四", "五", "六", "七"]
    assert tasks[0][2:] == ("对行政规范性文件进行全面清理…", ("办公室",), "年底前")
    assert tasks[3][2:] == ("规范做好政府信息公开工作年度报告…", ("办公室",), "持续推进")
    assert draft.plan.year is None
    assert "没有年份" in warned(draft)


def test_blocks_with_two_units_and_two_tasks_under_one_serial() -> None:
    draft = imported("dazhu_2016_blank_line_cells.txt")
    tasks = {task[0]: task[2:] for task in tasks_of(draft)}
    assert list(tasks) == ["1", "2", "3", "4", "5", "5.2", "6", "7", "8", "9", "10"]
    assert tasks["1"] == ("启动建设东柳河…和东湖湿地公园。", ("县水务局", "县住建局", "县护城河指挥部"), "12月底前")
    assert tasks["2"] == ("新建2座人行天桥。", ("县住建局",), "9月投入使用")
    assert tasks["5"] == ("开工建设县老年养护楼。", ("县民政局",), "5月底前动工")
    assert tasks["5.2"] == ("开工建设老年大学。", ("县民政局",), "12月底前")
    assert tasks["6"][1] == ("县政务服务中心", "县代建中心")
    assert (draft.plan.title, draft.plan.year) == ("2016年民生实事目标任务分解表", 2016)
    assert "任务 5.2|县民政局|「责任单位」是空的" in warned(draft)


def test_columns_parted_by_one_blank() -> None:
    tasks = tasks_of(imported("guobanhan_2016_38_space_columns.txt"))
    assert len(tasks) == 6
    assert tasks[0][2:4] == ("居民消费价格涨幅3%左右", ("发展改革委",))
    assert tasks[4][2:4] == ("中央财政安排1000亿元专项奖补资金…2016年安排500亿元", ("财政部",))


def test_serials_in_the_third_column_and_rows_padded_at_the_end() -> None:
    draft = imported("jingzhou_2022_serial_in_third_column.txt")
    tasks = tasks_of(draft)
    assert [task[:2] for task in tasks] == [("1", "一（一）"), ("2", "一（一）"), ("3", "一（一）")]
    assert tasks[0][3:] == (("市政府各有关部门", "各县市区人民政府", "功能区管委会"), "持续推进")
    assert draft.plan.tasks[2].lead == ("市发展改革委",)
    assert tasks[2][4] == "持续推进"
    assert "任务 3|持续推进|「时限要求」是空的" in warned(draft)
    assert "等政府各有关…" in warned(draft)


def test_labelled_lines_and_a_leader_named_like_a_city() -> None:
    draft = imported("wuhu_2021_three_labels.txt")
    first, second = draft.plan.tasks
    assert (first.id, first.section, first.requirement) == ("1", "一", "地区生产总值比上年增长8.5%左右。")
    assert (first.lead, first.support) == (("市发展和改革委员会",), ("市政府各部门", "各直属单位"))
    assert second.units == ("市财政局", "市发展和改革委员会", "市税务局", "人行芜湖…")
    assert left(draft).count("〔姓名〕|领导或责任人") == 2


def test_one_trailing_bracket() -> None:
    draft = imported("xiangxi_2020_inline_paren.txt")
    first, second = draft.plan.tasks
    assert first.requirement == "加大简政放权力度。…"
    assert first.lead == ("州行政审批服务局",)
    assert first.units[1:] == ("州司法局", "州委编办", "州直相关单位", "各县市人民政府", "湘西经开区管委会")
    assert first.deadline == "6月底完成"
    assert (second.requirement, second.units) == ("推动政务服务导则落实。…", ())
    assert "没有责任单位" in warned(draft)
