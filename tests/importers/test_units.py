"""units.split against every shape of names met in published tables."""

import time

import pytest

from gkplan.importers.cells.columns import Role
from gkplan.importers.cells.limits import looks_like_limit
from gkplan.importers.cells.unit_lists import split
from gkplan.importers.cells.unit_names import is_collective, looks_like_units

NAMES = [
    ("县发改局、县工信局、县市场监管局", ("县发改局", "县工信局", "县市场监管局")),
    ("立山经济开发区,各街道、区直各部门", ("立山经济开发区", "各街道", "区直各部门")),
    ("县水务局\n县住建局\n县护城河指挥部", ("县水务局", "县住建局", "县护城河指挥部")),
    (
        "州司法局、州委编办及州直相关单位,各县市人民政府、湘西经开区管委会",
        ("州司法局", "州委编办", "州直相关单位", "各县市人民政府", "湘西经开区管委会"),
    ),
    ("各县(市、区)政府", ("各县(市、区)政府",)),
    ("各县、市、区政府", ("各县、市、区政府",)),
    ("各街道(功能区)", ("各街道(功能区)",)),
    ("高新园(邹区镇)", ("高新园(邹区镇)",)),
    (
        "各县(市、区)政府,市财政局、国家税务局、地方税务局、金融办、人民银行、银监局",
        ("各县(市、区)政府", "市财政局", "国家税务局", "地方税务局", "金融办", "人民银行", "银监局"),
    ),
    ("各镇、街,各管委会,区直各办、局,各有关单位", ("各镇、街", "各管委会", "区直各办、局", "各有关单位")),
    ("各乡(镇)人民政府,县直各有关单位", ("各乡(镇)人民政府", "县直各有关单位")),
    ("市直26个试点领域业务主管部门", ("市直26个试点领域业务主管部门",)),
    ("各有关部门（单位）", ("各有关部门（单位）",)),
    ("县直有关部门、单位，各镇（街道）", ("县直有关部门、单位", "各镇（街道）")),
    ("各镇、县财政局", ("各镇", "县财政局")),
    ("各地、各部门", ("各地", "各部门")),
    (
        "市人力资源和社会保障局、市住房和城乡建设局和市财政局",
        ("市人力资源和社会保障局", "市住房和城乡建设局", "市财政局"),
    ),
    ("市发展和改革委员会、市文化和旅游局", ("市发展和改革委员会", "市文化和旅游局")),
    ("县自然资\n源局\n县财政局", ("县自然资源局", "县财政局")),
    ("县政府\n办公室", ("县政府办公室",)),
    ("县 财 政 局", ("县财政局",)),
    ("县财政局 县税务局", ("县财政局", "县税务局")),
    ("县财政局/县税务局", ("县财政局", "县税务局")),
    ("1.县财政局\n2.县税务局", ("县财政局", "县税务局")),
    ("县政府办公室\n（县大数据局）\n县司法局", ("县政府办公室（县大数据局）", "县司法局")),
    ("县政府办公室（县大数据局）；县司法局。", ("县政府办公室（县大数据局）", "县司法局")),
]


@pytest.mark.parametrize(("cell", "units"), NAMES, ids=[cell[:12] for cell, _ in NAMES])
def test_names(cell: str, units: tuple[str, ...]) -> None:
    said = split(cell)
    assert said.units == units
    assert (said.lead, said.support, said.tails, said.doubtful) == ((), (), (), ())


ROLES = [
    ("县财政局牵头，县税务局配合", ("县财政局",), ("县税务局",), ()),
    ("由县政府办公室牵头，县司法局、县财政局配合", ("县政府办公室",), ("县司法局", "县财政局"), ()),
    ("办公室牵头,各科室配合", ("办公室",), ("各科室",), ()),
    ("县政府法制办、人行德安分行、县发改委牵头负责", ("县政府法制办", "人行德安分行", "县发改委"), (), ()),
    (
        "市府办〔市大数据局〕牵头,市政府各部门、各县〔区〕政府",
        ("市府办〔市大数据局〕",),
        (),
        ("市政府各部门", "各县〔区〕政府"),
    ),
    ("牵头单位:区发改局\n责任单位:立山经济开发区,各街道", ("区发改局",), (), ("立山经济开发区", "各街道")),
    (
        "牵头单位:区政府办公室,责任单位:区政府有关部门,各街道(功能区)",
        ("区政府办公室",),
        (),
        ("区政府有关部门", "各街道(功能区)"),
    ),
    ("县发改局（牵头）、县财政局、县税务局（配合）", ("县发改局",), ("县税务局",), ("县财政局",)),
    ("牵头：县发改局；配合：县财政局", ("县发改局",), ("县财政局",), ()),
    ("县发改局牵头、县工信局、县商务局配合", ("县发改局",), ("县工信局", "县商务局"), ()),
]


@pytest.mark.parametrize(("cell", "lead", "support", "plain"), ROLES, ids=[row[0][:14] for row in ROLES])
def test_roles(cell: str, lead: tuple[str, ...], support: tuple[str, ...], plain: tuple[str, ...]) -> None:
    said = split(cell)
    assert (said.lead, said.support) == (lead, support)
    assert set(said.units) == {*lead, *support, *plain}


TAILS = [
    ("区司法局等有关部门", ("区司法局",), ("等有关部门",)),
    ("各相关单位按职责分工负责", ("各相关单位",), ("按职责分工负责",)),
    (
        "市政府各有关部门,各县市区人民政府、功能区管委会负责落实",
        ("市政府各有关部门", "各县市区人民政府", "功能区管委会"),
        ("负责落实",),
    ),
    ("市发展改革委牵头,市住建局等政府各有关…", ("市发展改革委", "市住建局"), ("等政府各有关…",)),
    ("/", (), ("/",)),
]


@pytest.mark.parametrize(("cell", "units", "tails"), TAILS, ids=[row[0][:14] for row in TAILS])
def test_words_that_are_no_name_are_kept_apart(cell: str, units: tuple[str, ...], tails: tuple[str, ...]) -> None:
    said = split(cell)
    assert (said.units, said.tails) == (units, tails)


def test_a_sentence_gives_its_subject_and_keeps_the_rest() -> None:
    said = split("区司法局牵头推进清理工作,按时具体落实;各成员单位负责做好宣传")
    assert said.units[0] == "区司法局"
    assert "各成员单位" in said.units
    assert said.lead == ("区司法局",)
    assert "推进清理工作" in said.tails
    assert "负责做好宣传" in said.tails


def test_a_leader_is_no_unit() -> None:
    said = split("牵头负责领导：宁波\n牵头责任单位：市财政局")
    assert said.units == ("市财政局",)
    assert said.people == ("宁波",)


def test_a_deadline_among_the_units_is_found() -> None:
    said = split("责任单位:州司法局、各县市人民政府,6月底完成")
    assert said.units == ("州司法局", "各县市人民政府")
    assert said.deadline == "6月底完成"


def test_a_list_printed_twice_is_told_once_and_noted() -> None:
    said = split("各镇街、县政府各部门单位\n\n各镇街、县政府各部门单位")
    assert said.units == said.repeats == ("各镇街", "县政府各部门单位")


def test_the_role_of_the_column_holds_where_the_cell_says_none() -> None:
    assert split("县财政局、县税务局", Role.SUPPORT).support == ("县财政局", "县税务局")
    said = split("县发改局牵头，县财政局", Role.SUPPORT)
    assert (said.lead, said.support) == (("县发改局",), ("县财政局",))


@pytest.mark.parametrize("name", ["各镇街", "县政府各部门单位", "有关单位", "相关部门", "其他成员单位"])
def test_collectives(name: str) -> None:
    assert is_collective(name)


@pytest.mark.parametrize("name", ["县财政局", "市生态环境局商河分局", "许商街道"])
def test_single_units(name: str) -> None:
    assert not is_collective(name)


@pytest.mark.parametrize(
    "text",
    [
        "12月底前",
        "9月投入使用",
        "5月底前动工",
        "年内见成效",
        "持续推进",
        "全年",
        "2023年",
        "每季度末",
        "三季度前",
        "长期坚持",
    ],
)
def test_time_limits_by_form(text: str) -> None:
    assert looks_like_limit(text)
    assert not looks_like_units(text)


@pytest.mark.parametrize("text", ["县财政局", "各科室", "建成残疾人综合服务中心。", "1", "强化政策解读工作"])
def test_what_is_no_time_limit(text: str) -> None:
    assert not looks_like_limit(text)


@pytest.mark.parametrize(
    "cell", ["县局和" * 3000, "（" * 3000, "负责" * 3000, "组织" * 3000 + "好", "各县、市、" * 2000, "县局等" * 3000]
)
def test_endless_cells_are_read_in_time(cell: str) -> None:
    began = time.monotonic()
    split(cell)
    assert time.monotonic() - began < 10
