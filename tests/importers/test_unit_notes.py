"""Notes and marks in a cell of units: told, and no part of a name."""

import pytest

from tests.importers.drafts import draft_of, warned


@pytest.mark.parametrize(
    ("cell", "leads", "goes_on"),
    [
        ("市经信局、市财政局（列第一位者为牵头单位，下同）", True, True),
        ("市经信局、市财政局(排第一位的为牵头单位,下同)", True, True),
        ("市经信局、市财政局（排名首位的单位牵头，下同）", True, True),
        ("市经信局、市财政局〔第一个为牵头单位〕", True, False),
        ("市经信局（首位单位为牵头单位，下同）、市财政局", True, True),
        ("市经信局、市财政局【列首位的为主要责任单位，下同】", True, True),
        ("市经信局、市财政局（排名不分先后）", False, False),
        ("市经信局、市财政局（具体任务均涉及各区，下同）", False, False),
        ("市经信局、市财政局（以下任务均需各区落实，不再一一列出）", False, False),
        ("市经信局、市财政局（下列任务涉及的单位，下同）", False, False),
        ("市经信局、市财政局。以下任务均需各区政府、开发区管委落实，不再一一列出", False, False),
        ("市经信局、市财政局；排名首位的牵头，下同。", True, True),
    ],
)
def test_a_note_on_the_units_is_none_of_them(*, cell: str, leads: bool, goes_on: bool) -> None:
    draft = draft_of(f"2023年分工\n序号\t任务\t责任单位\n1\t公开甲。\t{cell}\n2\t公开乙。\t市教育局、市民政局\n")
    first, second = draft.plan.tasks
    assert (first.units, first.lead) == (("市经信局", "市财政局"), ("市经信局",) if leads else ())
    assert (second.units, second.lead) == (("市教育局", "市民政局"), ("市教育局",) if goes_on else ())
    assert "不是单位名称，没有写进责任单位" in warned(draft)


def test_a_bracket_that_belongs_to_a_name_stays() -> None:
    draft = draft_of("2023年分工\n序号\t任务\t责任单位\n1\t公开甲。\t县政府办公室（县大数据局）、高新园（邹区镇）\n")
    assert draft.plan.tasks[0].units == ("县政府办公室（县大数据局）", "高新园（邹区镇）")


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("①县财政局②县司法局", ""),
        ("①县财政局；②县司法局", ""),
        ("❶县财政局❷县司法局", ""),
        ("★县财政局、县司法局", "★"),
        ("●县财政局 ●县司法局", "●"),
        ("▲县财政局、△县司法局", "△"),
        ("※县财政局、县司法局", "※"),
        ("县财政局、☆县司法局", "☆"),
        ("◆县财政局，◆县司法局", "◆"),
        ("* 县财政局、县司法局", "*"),
    ],
)
def test_marks_before_names_are_no_part_of_them(cell: str, told: str) -> None:
    draft = draft_of(f"2023年分工\n序号\t任务\t责任单位\n1\t公开甲。\t{cell}\n")
    assert draft.plan.tasks[0].units == ("县财政局", "县司法局")
    assert not told or f"{told}|不是单位名称" in warned(draft)
