"""Tables of the family in shapes, column names and roles met elsewhere; one text each, and what it must become."""

import pytest

from gkplan.errors import RefusedError
from gkplan.importers.pipeline import import_
from gkplan.importers.suggest import suggest
from tests.importers.documents import html_bytes
from tests.importers.drafts import draft_of, left, tasks_of, warned


def test_roles_on_two_lines_of_a_cell() -> None:
    draft = draft_of(
        "2023年重点任务分解表\n序号\t重点任务\t工作要求\t责任分工\t完成时限\n"
        "1\t经济领域\t公开减税降费政策。\t牵头单位:区发改局 责任单位:立山经济开发区,各街道、区直各部门\t12月底前\n"
    )
    (task,) = draft.plan.tasks
    assert task.units == ("区发改局", "立山经济开发区", "各街道", "区直各部门")
    assert (task.lead, task.support) == (("区发改局",), ())


def test_several_leads_in_a_bracket_and_numbers_that_begin_again() -> None:
    draft = draft_of(
        "德安县2015年政府信息公开工作要点任务分工\n一、重点领域\n"
        "（一）公开权力清单。强化监督。（县政府法制办、人行德安分行、县发改委牵头负责）\n"
        "（二）公开预决算。（县财政局牵头，9月底前完成）\n二、制度建设\n（一）加强发布。（县政府办公室牵头，县直各单位配合）\n"
    )
    assert tasks_of(draft) == [
        ("1", "一", "公开权力清单。强化监督。", ("县政府法制办", "人行德安分行", "县发改委"), None),
        ("2", "一", "公开预决算。", ("县财政局",), "9月底前完成"),
        ("3", "二", "加强发布。", ("县政府办公室", "县直各单位"), None),
    ]
    assert draft.plan.tasks[2].support == ("县直各单位",)
    assert "二 1 → 3" in warned(draft)


def test_a_limit_in_two_parts_in_a_bracket() -> None:
    draft = draft_of("2020年分工\n1.促进就业。（人力资源社会保障部牵头，6月底前出台政策，年内持续推进）\n")
    assert tasks_of(draft) == [("1", None, "促进就业。", ("人力资源社会保障部",), "6月底前出台政策，年内持续推进")]


def test_boxes_with_broken_words_and_a_merged_serial() -> None:
    draft = draft_of(
        "2014年任务分解表\n"
        "┌──┬──────────┬────────┬──────┐\n"
        "│序│          │牵头组织│完成  │\n"
        "│号│工作任务  │实施单位│时限  │\n"
        "├──┼──────────┼────────┼──────┤\n"
        "│1 │开展整治工│各县(市、│年内见│\n"
        "│  │作。      │区)政府,│成效  │\n"
        "│  │          │市财政局│      │\n"
        "│  ├──────────┼────────┼──────┤\n"
        "│  │另一项工作│市住建局│6月底 │\n"
        "└──┴──────────┴────────┴──────┘\n"
    )
    assert tasks_of(draft) == [
        ("1", None, "开展整治工作。", ("各县(市、区)政府", "市财政局"), "年内见成效"),
        ("1.2", None, "另一项工作", ("市住建局",), "6月底"),
    ]
    assert "与上一项同用序号 1，编为 1.2" in warned(draft)


def test_a_head_of_two_rows_with_leaders_and_section_rows() -> None:
    page = (
        "<h1>2021年重点工作任务分解</h1><table>"
        "<tr><th rowspan=2>序号<th rowspan=2>工作任务<th colspan=2>责任单位<th rowspan=2>分管领导<th rowspan=2>完成时间</tr>"
        "<tr><th>牵头单位<th>配合单位</tr>"
        "<tr><td colspan=6>一、经济发展</td></tr>"
        "<tr><td>1<td>招商10个<td>区商务局<td>高新园(邹区镇)、各街道<td>宁波<td>12月底</tr>"
        "<tr><td colspan=6>二、社会民生</td></tr>"
        "<tr><td>2<td>新建幼儿园<td>区教育局<td><td>王五<td>9月底</tr>"
        "<tr><td colspan=6>备注：本表由办公室解释。</td></tr></table>"
    )
    draft = import_(page.encode(), "表.html")
    assert tasks_of(draft) == [
        ("1", "一", "招商10个", ("区商务局", "高新园(邹区镇)", "各街道"), "12月底"),
        ("2", "二", "新建幼儿园", ("区教育局",), "9月底"),
    ]
    assert draft.plan.tasks[0].lead == ("区商务局",)
    assert draft.plan.tasks[0].support == ("高新园(邹区镇)", "各街道")
    assert "宁波|「分管领导」列" in left(draft)
    assert "备注：本表由办公室解释。" in left(draft)


def test_columns_a_plan_has_no_place_for_are_listed() -> None:
    draft = draft_of(
        "# 微山县2024年主动公开目录\n\n| 序号 | 公开事项 | 公开内容 | 公开依据 | 公开时限 | 公开主体 |\n|---|---|---|---|---|---|\n"
        "| 1 | 预决算 | 部门预算 | 《预算法》 | 批复后20日内公开 | 县财政局、各部门 |\n"
    )
    assert draft.plan.title == "微山县2024年主动公开目录"
    assert tasks_of(draft) == [("1", "一", "部门预算", ("县财政局", "各部门"), "批复后20日内公开")]
    assert "《预算法》|「公开依据」列" in left(draft)


def test_a_csv_with_quoted_line_ends_in_gbk() -> None:
    text = (
        "2022年工作任务分解,,,,\n类别,工作内容,责任单位,协同单位,完成时间\n"
        '主动公开,"做好规划\n公开","区发改局、\n区司法局",区级其他有关部门,12月底前\n,做好财政公开,区财政局,,三季度前\n'
    )
    draft = import_(text.encode("gb18030"), "表.csv")
    assert tasks_of(draft) == [
        ("1", "一", "做好规划公开", ("区发改局", "区司法局", "区级其他有关部门"), "12月底前"),
        ("2", "一", "做好财政公开", ("区财政局",), "三季度前"),
    ]
    assert draft.plan.tasks[0].support == ("区级其他有关部门",)
    assert "文件是 GBK 编码" in left(draft)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_encodings(encoding: str) -> None:
    text = "2024年任务清单\n任务\t责任单位\t完成时限\n做好财政公开\t县财政局\t6月底前\n"
    draft = import_(text.encode(encoding), "表.txt")
    assert tasks_of(draft) == [("1", None, "做好财政公开", ("县财政局",), "6月底前")]


def test_three_unit_columns_and_headings_in_the_serial_column() -> None:
    draft = draft_of(
        "2021年行动计划\n序号\t工作措施\t完成时限\t牵头部门\t主责单位\t协办单位\n一\t空气质量\n"
        "1\t细颗粒物下降\t年底前\t市生态环境局\t各区政府\t市交通委\n二\t移动源\n2\t淘汰老旧车\t10月底前\t市交通委\t各区政府\t\n"
    )
    first, second = draft.plan.tasks
    assert [(s.key, s.title) for s in draft.plan.sections] == [("一", "空气质量"), ("二", "移动源")]
    assert first.units == ("市生态环境局", "各区政府", "市交通委")
    assert (first.lead, first.support) == (("市生态环境局",), ("市交通委",))
    # An empty cell beside a filled one of the same row is no merged one: nothing is taken from above.
    assert (second.units, second.support) == (("市交通委", "各区政府"), ())


def test_without_serials_sections_and_limits() -> None:
    draft = draft_of("2023年任务分工\n任务\t责任单位\n做好预决算公开\t县财政局\n做好教育公开\t县教体局\n")
    assert tasks_of(draft) == [
        ("1", None, "做好预决算公开", ("县财政局",), None),
        ("2", None, "做好教育公开", ("县教体局",), None),
    ]
    assert "全文|1–2|原文没有序号" in warned(draft)
    assert "没有完成时限一列" in warned(draft)


def test_serials_before_the_text() -> None:
    draft = draft_of(
        "2024年责任分解表\n任务\t具体内容\t责任单位\n一、公开\t1.公开文件。\t市府办\n\t2．公开预算。\t市财政局\n"
    )
    assert tasks_of(draft) == [
        ("1", "一", "公开文件。", ("市府办",), None),
        ("2", "一", "公开预算。", ("市财政局",), None),
    ]


def test_run_together_text_is_refused() -> None:
    with pytest.raises(RefusedError, match="连在一起"):
        draft_of("序号工作任务责任单位完成时限1加强政策公开县财政局12月底前2加强解读县司法局6月底前\n")


def test_columns_parted_by_many_blanks() -> None:
    draft = draft_of(
        "2022年任务清单\n序号    工作任务            责任单位      完成时限\n1       公开 政策文件       县财政局      3月底前\n"
    )
    assert tasks_of(draft) == [("1", None, "公开 政策文件", ("县财政局",), "3月底前")]


def test_cells_one_a_line_without_marks() -> None:
    draft = draft_of(
        "2025年任务分工表\n序号\n工作任务\n牵头单位\n配合单位\n完成时限\n1\n加强公开。\n县财政局\n县税务局\n县审计局\n12月底前\n"
        "2\n加强解读。\n县司法局\n各镇街\n6月底前\n"
    )
    assert tasks_of(draft) == [
        ("1", None, "加强公开。", ("县财政局", "县税务局", "县审计局"), "12月底前"),
        ("2", None, "加强解读。", ("县司法局", "各镇街"), "6月底前"),
    ]


def test_rows_that_a_paragraph_inside_a_cell_broke() -> None:
    draft = draft_of(
        "2023年分工\n序号\t工作任务\t责任单位\t完成时限\n1\t做好公开\t县财政局\n县税务局\t2023年\n12月底前\n2\t做好解读\t县司法局\t6月底前\n"
    )
    assert tasks_of(draft) == [
        ("1", None, "做好公开", ("县财政局", "县税务局"), "2023年12月底前"),
        ("2", None, "做好解读", ("县司法局",), "6月底前"),
    ]


def test_labels_before_everything() -> None:
    draft = draft_of(
        "某县2023年工作台账\n\n工作任务：做好政策解读\n责任单位：县司法局\n完成时限：6月底前\n\n"
        "工作任务：做好财政公开\n责任单位：县财政局\n完成时限：10月底前\n"
    )
    assert tasks_of(draft) == [
        ("1", None, "做好政策解读", ("县司法局",), "6月底前"),
        ("2", None, "做好财政公开", ("县财政局",), "10月底前"),
    ]


def test_labels_without_numbers_and_limits() -> None:
    draft = draft_of("2023年工作台账\n工作任务：做好解读\n责任单位：县司法局\n工作任务：做好公开\n责任单位：县财政局\n")
    assert [(task.requirement, task.units) for task in draft.plan.tasks] == [
        ("做好解读", ("县司法局",)),
        ("做好公开", ("县财政局",)),
    ]


def test_the_limit_before_the_units_and_names_with_blanks() -> None:
    draft = draft_of(
        "2023年分工\n序 号\t工 作 任 务\t完 成 时 限\t责 任 科 室\n1\t做好公开\t6月底前\t办公室牵头,各科室配合\n"
    )
    (task,) = draft.plan.tasks
    assert (task.deadline, task.lead, task.support) == ("6月底前", ("办公室",), ("各科室",))


def test_a_table_without_a_head_is_read_by_what_it_holds() -> None:
    grid = [["1", "做好财政信息公开工作", "县财政局", "6月底前"], ["2", "做好教育信息公开工作", "县教体局", "年底前"]]
    draft = import_(html_bytes(grid, before=["2023年分工"]), "表.html")
    assert tasks_of(draft) == [
        ("1", None, "做好财政信息公开工作", ("县财政局",), "6月底前"),
        ("2", None, "做好教育信息公开工作", ("县教体局",), "年底前"),
    ]
    assert "没有表头" in warned(draft)


def test_a_misprinted_serial_and_a_gap_are_told() -> None:
    draft = draft_of(
        "2023年分工\n序号\t任务\t责任单位\n1\t甲项工作\t县财政局\n2\t乙项工作\t县司法局\n2\t丙项工作\t县民政局\n5\t丁项工作\t县水务局\n"
    )
    assert [task.id for task in draft.plan.tasks] == ["1", "2", "2.2", "5"]
    assert "序号 2 重复，编为 2.2" in warned(draft)
    assert "序号不连续：上一项是 2" in warned(draft)


def test_an_impossible_limit_is_kept_and_told() -> None:
    draft = draft_of("2023年分工\n任务\t责任单位\t时限\n做好公开\t县财政局\t2023年13月底前\n做好解读\t县司法局\t/\n")
    assert [task.deadline for task in draft.plan.tasks] == ["2023年13月底前", None]
    assert "2023年13月底前" in warned(draft)


def test_the_year_comes_from_the_option_the_title_or_the_file_name() -> None:
    text = "任务清单\n任务\t责任单位\t时限\n做好公开\t县财政局\t6月底前\n"
    assert draft_of(text, year=2025).plan.year == 2025
    named = draft_of(text, name="2024年任务.txt")
    assert named.plan.year == 2024
    assert "取自文件名" in warned(named)
    assert draft_of("二〇二三年" + text).plan.year == 2023


def test_a_bracket_on_a_line_of_its_own() -> None:
    draft = draft_of(
        "某县2023年工作要点\n一、重点工作\n（一）加强信息公开\n做好预决算公开。\n（责任单位：县财政局；完成时限：6月底）\n"
        "公开招生方案。\n（责任单位：县教体局）\n二、保障措施\n加强培训。\n（责任单位：县政府办公室）\n"
    )
    assert tasks_of(draft) == [
        ("1", "一（一）", "做好预决算公开。", ("县财政局",), "6月底"),
        ("2", "一（一）", "公开招生方案。", ("县教体局",), None),
        ("3", "二", "加强培训。", ("县政府办公室",), None),
    ]


def test_same_as_above_is_taken_and_listed() -> None:
    draft = draft_of(
        "2023年分工\n序号\t任务\t责任单位\t时限\n1\t甲项工作\t县财政局\t6月底前\n2\t乙项工作\t同上\t同上\n"
    )
    assert tasks_of(draft)[1][3:] == (("县财政局",), "6月底前")
    assert warned(draft).count("任务 2") == 2


def test_columns_for_each_quarter_are_left_out() -> None:
    page = (
        "<p>2023年工作计划表</p><table><tr><th rowspan=2>任务<th rowspan=2>责任单位<th colspan=2>时间节点</tr>"
        "<tr><th>一季度<th>二季度</tr><tr><td>修订办法<td>县司法局<td>调研<td>印发</tr></table>"
    )
    draft = import_(page.encode(), "表.html")
    assert tasks_of(draft) == [("1", None, "修订办法", ("县司法局",), None)]
    assert "调研|「一季度」列" in left(draft)
    assert "印发|「二季度」列" in left(draft)


def test_brackets_of_leaders_and_of_names_alone() -> None:
    draft = draft_of(
        "2023年重点任务分工方案\n一、稳增长（牵头领导：李副县长）\n1．完成投资100亿元。（县发改局牵头，各镇街配合）\n"
        "2．新增企业20家。（县工信局）\n二、惠民生\n3．新建学校2所（城区1所，乡镇1所）。（县教体局、县住建局按职责分工负责）\n"
    )
    assert tasks_of(draft) == [
        ("1", "一", "完成投资100亿元。", ("县发改局", "各镇街"), None),
        ("2", "一", "新增企业20家。", ("县工信局",), None),
        ("3", "二", "新建学校2所（城区1所，乡镇1所）。", ("县教体局", "县住建局"), None),
    ]
    assert "县工信局|括号里没有写明是谁的责任" in warned(draft)
    assert "李副县长|领导或责任人" in left(draft)


def test_notes_and_sums_below_the_rows_are_no_tasks() -> None:
    draft = draft_of(
        "附件2：某区2024年任务清单\n序号\t主要任务\t责任部门\t时间要求\n1\t预决算公开\t区财政局\t6月底前\n"
        "合计\t1项\t\t\n联系人：张三\t电话：123\t\t\n"
    )
    assert draft.plan.title == "某区2024年任务清单"
    assert [task.id for task in draft.plan.tasks] == ["1"]
    for words in ("附件2：", "合计 1项", "联系人：张三 电话：123"):
        assert words in left(draft)


def test_bold_headings_in_markdown() -> None:
    draft = draft_of(
        "2023年分工\n\n| 工作任务 | 责任单位 | 时限 |\n| --- | --- | --- |\n| **一、专项** | | |\n| 做好公开 | 县财政局 | 长期 |\n"
    )
    assert tasks_of(draft) == [("1", "一", "做好公开", ("县财政局",), "长期")]


def test_a_task_that_ends_like_a_unit_behind_its_serial() -> None:
    draft = draft_of(
        "2016年任务分解表\n\n序号\n\n任务\n\n责任单位\n\n完成时限\n\n1\n\n建成残疾人综合服务中心\n\n县残联\n\n县住建局\n\n5月底前\n"
    )
    assert tasks_of(draft) == [("1", None, "建成残疾人综合服务中心", ("县残联", "县住建局"), "5月底前")]


def test_a_name_that_reads_like_none_is_told() -> None:
    draft = draft_of("2023年分工\n任务\t责任单位\n做好公开\t县财政局、张三\n")
    assert draft.plan.tasks[0].units == ("县财政局", "张三")
    assert "张三|不像单位名称" in warned(draft)


def test_only_dates_before_the_deadline_are_suggested_as_steps() -> None:
    draft = draft_of(
        "2023年分工\n任务\t责任单位\t时限\n9月底前完成初稿，12月底前完成定稿，2024年1月底前报送。\t县财政局\t12月底前\n"
    )
    assert [each.step.what for each in suggest(draft.plan) if each.step] == ["完成初稿"]
