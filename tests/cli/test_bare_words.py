"""Words behind list, overdue and due: a unit if it can be one, else a section, a state, else text; told how it was taken."""

from pathlib import Path

import pytest

from tests.conftest import Invoke

DAY = "2023-10-01"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, plan_file: Path) -> None:
    assert plan_file.is_file()
    monkeypatch.setenv("GKPLAN_TODAY", DAY)


def ids(invoke: Invoke, *args: str) -> str:
    return invoke(*args, "--format", "ids").out


@pytest.mark.parametrize(
    ("words", "options", "told"),
    [
        ("县财政局", "--unit 县财政局", ""),
        ("财政", "--unit 县财政局", "「财政」按单位「县财政局」查找"),
        ("县卫健局", "--unit 县卫生健康局", "「县卫健局」按单位「县卫生健康局」查找"),
        ("许商街道办事处", "--unit 许商街道", "「许商街道办事处」按单位「许商街道」查找"),
        ("许商街道办", "--unit 许商街道", "「许商街道办」按单位「许商街道」查找"),
        ("殷巷镇人民政府", "--unit 殷巷镇", "「殷巷镇人民政府」按单位「殷巷镇」查找"),
        ("各镇街", "--unit 各镇街", ""),
        ("二", "--section 二", "「二」按章节「二、围绕行政决策做好常态化政务公开」查找"),
        ("2.1", "--section 2.1", "「2.1」按章节「（一）扎实做好重大行政决策事项目录管理」查找"),
        ("业务培训", "--section 五（三）", "「业务培训」按章节「（三）抓好业务培训」查找"),
        ("未启动", "--status 未启动", "「未启动」按状态「未启动」查找"),
        ("overdue", "--status 已逾期", "「overdue」按状态「已逾期」查找"),
        ("专题培训", "--search 专题培训", "「专题培训」按文字查找"),
        ("县财正局", "--search 县财正局", "「县财正局」按文字查找（相近的单位有「县财政局」）"),
        ("财政 司法", "--unit 财政 --unit 司法", "「财政」按单位「县财政局」查找；「司法」按单位「县司法局」查找"),
        (
            "县司法局 二 已逾期",
            "--unit 县司法局 --section 二 --status 已逾期",
            "「二」按章节「二、围绕行政决策做好常态化政务公开」查找；「已逾期」按状态「已逾期」查找",
        ),
        ("未启动 临期", "--status 未启动 --status 临期", "「未启动」按状态「未启动」查找；「临期」按状态「临期」查找"),
    ],
)
def test_a_word_is_taken_for_what_it_can_be(invoke: Invoke, words: str, options: str, told: str) -> None:
    for command in (["list"], ["overdue"], ["due", "--within", "90d"]):
        asked = invoke(*command, *words.split(), "--format", "ids")
        assert asked.out == ids(invoke, *command, *options.split())
        # A program's format has no room for it.
        assert asked.err == (f"{told}\n" if told else "")
    table = invoke("list", *words.split(), "--format", "table", columns=400)
    assert table.err == ""
    if told:
        assert f"{told}；" in table.out


def test_several_texts_are_all_to_be_found(invoke: Invoke) -> None:
    both = ids(invoke, "list", "备案", "新媒体").split()
    assert both
    assert set(both) == set(ids(invoke, "list", "--search", "备案").split()) & set(
        ids(invoke, "list", "--search", "新媒体").split()
    )


def test_words_and_options_narrow_together(invoke: Invoke) -> None:
    assert ids(invoke, "list", "县财政局", "--direct", "--before", "12月底") == ids(
        invoke, "list", "--unit", "县财政局", "--direct", "--before", "12月底"
    )


def test_what_else_it_could_be_is_told(folder: Path, invoke: Invoke) -> None:
    (folder / "tasks.yaml").write_text(
        "plan: {title: 试验, year: 2023}\nunits: {县财政局: {}}\nsections: {一: 财政信息公开}\n"
        "tasks:\n- {id: 1, section: 一, requirement: 公开, units: [县财政局]}\n",
        "utf-8",
    )
    told = invoke("list", "财政", "--file", "tasks.yaml", "--format", "ids").err
    assert told == "「财政」按单位「县财政局」查找，也可以是章节（--section 财政）\n"


def test_a_name_before_the_day_is_no_reading_of_a_day_to_come(invoke: Invoke) -> None:
    """list 逾期 as of another day: the words are taken alike, the states are that day's."""
    assert ids(invoke, "list", "逾期", "--as-of", "2024-02-01") == ids(
        invoke, "list", "--status", "overdue", "--as-of", "2024-02-01"
    )


@pytest.mark.parametrize("option", ["--unit", "-u"])
def test_a_towns_everyday_name_is_known_wherever_a_unit_is_named(invoke: Invoke, option: str) -> None:
    assert ids(invoke, "list", option, "许商街道办事处") == ids(invoke, "list", option, "许商街道")
    assert "许商街道" in invoke("note", "49", "已培训", option, "许商街道办事处").out


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("按期办结", {"1"}),
        ("逾期办结", {"2"}),
        ("快到期", {"3"}),
        ("已达标", {"4"}),
        ("未办结", {"3", "4"}),
    ],
)
def test_what_the_screens_call_a_state_is_one(folder: Path, invoke: Invoke, words: str, options: set[str]) -> None:
    (folder / "tasks.yaml").write_text(
        "plan: {title: 试验, year: 2023}\nunits: {县财政局: {}}\ntasks:\n"
        "- {id: 1, requirement: 甲, units: [县财政局], deadline: 6月底前, done: 2023-06-01}\n"
        "- {id: 2, requirement: 乙, units: [县财政局], deadline: 6月底前, done: 2023-07-01}\n"
        "- {id: 3, requirement: 丙, units: [县财政局], deadline: 10月15日前}\n"
        "- {id: 4, requirement: 丁, units: [县财政局], deadline: 12月底前, target: {count: 1}, progress: [{date: 2023-05-01, count: 1}]}\n",
        "utf-8",
    )
    for args in (["list", words], ["list", "--status", words]):
        assert set(ids(invoke, *args, "--file", "tasks.yaml").split()) == options


def test_a_name_comes_before_a_part_of_one(folder: Path, invoke: Invoke) -> None:
    (folder / "tasks.yaml").write_text(
        "plan: {title: 试验, year: 2023}\nunits: {县第二中学: {}, 长期护理中心: {}, 长期办: {}}\nsections: {一: 推进中甲, 二: 推进中乙}\n"
        "tasks:\n- {id: 1, section: 二, requirement: 公开, units: [县第二中学], deadline: 长期}\n",
        "utf-8",
    )
    told = {
        word: invoke("list", word, "--file", "tasks.yaml", "--format", "ids").err
        for word in ("二", "2", "长期", "推进中")
    }
    assert told["二"] == "「二」按章节「二、推进中乙」查找，也可以是单位（--unit 二）\n"
    assert told["2"] == "「2」按章节「二、推进中乙」查找\n"
    assert told["长期"] == "「长期」按状态「长期」查找\n"
    assert told["推进中"] == "「推进中」按状态「推进中」查找\n"


@pytest.mark.parametrize("word", ["", " ", "\u3000"])
def test_an_empty_word_is_refused(invoke: Invoke, word: str) -> None:
    assert invoke("list", word, code=2).err.startswith("gkplan: 有一个词是空的")


def test_a_number_points_to_show(invoke: Invoke) -> None:
    assert invoke("list", "14", "--format", "ids").err == "「14」按文字查找（看这一项用 gkplan show 14）\n"
    assert "看一项任务用 gkplan show 14" in invoke("14", code=2).err
    assert invoke("show", "第14项").out == invoke("show", "14").out


@pytest.mark.parametrize("command", ["stats", "units", "remind", "log"])
def test_where_words_are_not_taken_the_option_is_named(invoke: Invoke, command: str) -> None:
    error = invoke(command, "财政", code=2).err
    assert "--unit 财政" in error or command == "log"


def test_a_unit_comes_before_sections_however_many(folder: Path, invoke: Invoke) -> None:
    (folder / "tasks.yaml").write_text(
        "plan: {title: 试验, year: 2023}\nunits: {县财政局: {}}\nsections: {一: 财政信息公开, 二: 财政监督}\n"
        "tasks:\n- {id: 1, section: 一, requirement: 公开, units: [县财政局]}\n",
        "utf-8",
    )
    told = invoke("list", "财政", "--file", "tasks.yaml", "--format", "ids").err
    assert told == "「财政」按单位「县财政局」查找\n"


@pytest.mark.parametrize(("word", "name"), [("殷巷镇政府", "殷巷镇"), ("许商街道办", "许商街道")])
def test_endings_of_everyday_names(invoke: Invoke, word: str, name: str) -> None:
    assert ids(invoke, "list", word) == ids(invoke, "list", "-u", name)
    assert invoke("list", "-u", "办事处", code=3).err.startswith("gkplan: 没有单位「办事处」")


def test_an_order_that_is_asked_for_holds(invoke: Invoke) -> None:
    found = ids(invoke, "list", "-u", "县司法局", "--sort", "id").split()
    assert found == sorted(found, key=float)


def test_a_state_may_be_written_in_capitals(invoke: Invoke) -> None:
    assert ids(invoke, "list", "--status", "OVERDUE") == ids(invoke, "list", "--status", "overdue")
