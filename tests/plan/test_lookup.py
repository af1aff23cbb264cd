"""What a person types for a unit, a section or a task, in every spelling, and what is said when it means none or several."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkplan.errors import NotFoundError, UsageError
from gkplan.plan.lookup import find_pieces, find_task, find_tasks, find_unit
from gkplan.plan.model import Group, Plan, Section, Step, Task, Unit
from gkplan.plan.sections import find_sections, heading, headings, parent_key
from gkplan.text.nearest import nearest

PLAN = Plan(
    title="试验",
    units=(
        Unit(name="县政府办公室", aliases=("县府办",), full="商河县人民政府办公室"),
        Unit(name="县财政局", full="商河县财政局"),
        Unit(name="县卫生健康局", aliases=("县卫健局",)),
        Unit(name="县税务局", full="国家税务总局商河县税务局"),
        Unit(name="A区管委会"),
        Unit(name="B 区管委会"),
    ),
    groups=(Group(name="县政府各部门单位", members=("县财政局",)), Group(name="各镇街", members=())),
    sections=(
        Section(key="一", title="公开"),
        Section(key="一（一）", title="财政信息公开"),
        Section(key="一（二）", title="民生信息公开"),
        Section(key="一（二）1", title="就业"),
        Section(key="二", title="决策"),
        Section(key="二（一）", title="目录管理"),
        Section(key="十", title="监督"),
        Section(key="十二", title="保障"),
        Section(key="十二（十一）", title="培训"),
    ),
    tasks=(
        Task(id="1", requirement="一", units=("县财政局",)),
        Task(id="2", requirement="二", units=("没登记的单位",)),
        Task(id="3", requirement="三", units=()),
        Task(id="5", requirement="五", units=(), steps=(Step(what="甲"), Step(what="乙"))),
        Task(id="10", requirement="十", units=()),
        Task(id="3.1", requirement="三点一", units=()),
        Task(id="附1", requirement="附一", units=()),
    ),
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("县财政局", "县财政局"),
        ("县府办", "县政府办公室"),
        ("商河县人民政府办公室", "县政府办公室"),
        ("财政", "县财政局"),
        ("办公室", "县政府办公室"),
        ("人民政府", "县政府办公室"),
        ("卫健", "县卫生健康局"),
        (" 县财政局 ", "县财政局"),
        ("县 财 政 局", "县财政局"),
        ("\u3000县财政局", "县财政局"),
        ("Ａ区", "A区管委会"),
        ("B区", "B 区管委会"),
        ("B 区管委会", "B 区管委会"),
        ("各镇街", "各镇街"),
        ("各部门", "县政府各部门单位"),
        ("没登记的单位", "没登记的单位"),
        ("县税务局", "县税务局"),
    ],
)
def test_a_unit_by_any_of_its_names(text: str, name: str) -> None:
    assert find_unit(PLAN, text) == name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "商河县", "「商河县」可以指「县政府办公室」、「县财政局」、「县税务局」，请写明是哪一个", id="several"
        ),
        pytest.param("财正局", "没有单位「财正局」；相近的有「县财政局」", id="misspelt"),
        pytest.param(
            "县卫计局", "没有单位「县卫计局」；相近的有「县卫生健康局」", id="an alias is nearest, its unit is named"
        ),
        pytest.param("xyz", "没有单位「xyz」；全部单位见 gkplan units", id="like nothing"),
        pytest.param("", "没有单位「」；全部单位见 gkplan units", id="empty"),
        pytest.param("   ", "没有单位「   」；全部单位见 gkplan units", id="blank"),
    ],
)
def test_no_unit_or_several(text: str, message: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        find_unit(PLAN, text)
    assert caught.value.message.startswith(message)
    assert caught.value.exit_code == 3


def test_a_whole_name_wins_over_names_that_contain_it() -> None:
    plan = Plan(title="试验", units=(Unit(name="县局"), Unit(name="县局二所")))
    assert find_unit(plan, "县局") == "县局"


def test_a_whole_alias_wins_over_names_that_contain_it() -> None:
    plan = Plan(title="试验", units=(Unit(name="县政府办公室", aliases=("县府办",)), Unit(name="县府办下属中心")))
    assert find_unit(plan, "县府办") == "县政府办公室"


def test_two_units_of_one_alias_are_both_named() -> None:
    plan = Plan(title="试验", units=(Unit(name="甲局", aliases=("办",)), Unit(name="乙局", aliases=("办",))))
    with pytest.raises(NotFoundError, match="「办」可以指「甲局」、「乙局」"):
        find_unit(plan, "办")


def test_many_candidates_are_not_all_listed() -> None:
    plan = Plan(title="试验", units=tuple(Unit(name=f"第{number}局") for number in range(20)))
    with pytest.raises(NotFoundError) as caught:
        find_unit(plan, "局")
    assert caught.value.message.count("「") == 9
    assert "等，请写明" in caught.value.message


ALL_OF_ONE = ("一", "一（一）", "一（二）", "一（二）1")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("一", ALL_OF_ONE),
        ("1", ALL_OF_ONE),
        ("１", ALL_OF_ONE),
        ("一、", ALL_OF_ONE),
        ("二（一）", ("二（一）",)),
        ("二(一)", ("二（一）",)),
        ("2.1", ("二（一）",)),
        ("２．１", ("二（一）",)),
        ("二.一", ("二（一）",)),
        ("2(1)", ("二（一）",)),
        ("2（1）", ("二（一）",)),
        (" 二（一） ", ("二（一）",)),
        ("一（二）", ("一（二）", "一（二）1")),
        ("一（二）1", ("一（二）1",)),
        ("1.2.1", ("一（二）1",)),
        ("10", ("十",)),
        ("十二", ("十二", "十二（十一）")),
        ("12", ("十二", "十二（十一）")),
        ("12.11", ("十二（十一）",)),
        ("财政信息", ("一（一）",)),
        ("（一）财政", ("一（一）",)),
        ("目录", ("二（一）",)),
        ("民生", ("一（二）", "一（二）1")),
        ("一、公开", ALL_OF_ONE),
    ],
)
def test_a_section_in_any_spelling_and_all_below_it(text: str, keys: tuple[str, ...]) -> None:
    assert find_sections(PLAN, text) == keys


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("信息公开", "「信息公开」可以指「一（一） 财政信息公开」、「一（二） 民生信息公开」，请写明是哪一个"),
        (
            "9.9",
            "没有章节「9.9」；一级章节有「一、公开」、「二、决策」、「十、监督」、「十二、保障」；全部章节见 gkplan sections",
        ),
        ("不存在", "没有章节「不存在」"),
        ("", "没有章节「」"),
        ("..", "没有章节「..」"),
        ("1.2.3.4", "没有章节「1.2.3.4」"),
        ("999", "没有章节「999」"),
        ("0", "没有章节「0」"),
        ("²", "没有章节「²」"),
    ],
)
def test_no_section_or_several(text: str, message: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        find_sections(PLAN, text)
    assert caught.value.message.startswith(message)


@pytest.mark.parametrize(
    ("key", "above", "own"),
    [
        ("一", None, "一、公开"),
        ("一（二）", "一", "（二）民生信息公开"),
        ("一（二）1", "一（二）", "1.就业"),
        ("十二（十一）", "十二", "（十一）培训"),
    ],
)
def test_headings_as_the_document_prints_them(key: str, above: str | None, own: str) -> None:
    section = next(each for each in PLAN.sections if each.key == key)
    assert (parent_key(PLAN, key), heading(section)) == (above, own)
    assert headings(PLAN, key)[-1] == own


def test_headings_run_from_the_outermost_in() -> None:
    assert headings(PLAN, "一（二）1") == ("一、公开", "（二）民生信息公开", "1.就业")
    assert headings(PLAN, None) == ()
    assert headings(PLAN, "九（九）") == ("九（九）",)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["1"], ["1"]),
        (["3", "1"], ["3", "1"]),
        (["1", "1", "1"], ["1"]),
        (["1,2,3"], ["1", "2", "3"]),
        (["1、2、3"], ["1", "2", "3"]),
        (["1，2"], ["1", "2"]),
        (["１", "２"], ["1", "2"]),
        (["1", "2-5"], ["1", "2", "3", "5"]),
        (["1-5"], ["1", "2", "3", "5"]),
        (["1—3"], ["1", "2", "3"]),
        (["1–3"], ["1", "2", "3"]),
        (["1~3"], ["1", "2", "3"]),
        (["1～3"], ["1", "2", "3"]),
        (["1至3"], ["1", "2", "3"]),
        (["１－３"], ["1", "2", "3"]),
        (["3-3"], ["3"]),
        (["1-2、5"], ["1", "2", "5"]),
        (["#5"], ["5"]),
        ([" 5 "], ["5"]),
        (["1, 2"], ["1", "2"]),
        (["3.1"], ["3.1"]),
        (["附1"], ["附1"]),
        ([], []),
    ],
)
def test_tasks_by_number(words: list[str], ids: list[str]) -> None:
    assert [task.id for task in find_tasks(PLAN, words)] == ids


def test_a_number_with_a_dot_is_a_step_unless_a_task_has_that_number() -> None:
    step, task = find_pieces(PLAN, ["5.2", "3.1"])
    assert (step.task.id, step.number, step.what) == ("5", 2, "乙")
    assert (task.task.id, task.number) == ("3.1", None)


def test_tasks_and_steps_together_each_once() -> None:
    found = find_pieces(PLAN, ["5.1", "5", "5.1,5.2", "5"])
    assert [(piece.task.id, piece.number) for piece in found] == [("5", 1), ("5", None), ("5", 2)]


@pytest.mark.parametrize(
    ("word", "kind", "message"),
    [
        ("4", NotFoundError, "没有任务「4」；本方案的序号是 1 至 附1"),
        ("50", NotFoundError, "没有任务「50」；相近的有「5」"),
        ("1-4", NotFoundError, "没有任务「4」"),
        ("4-9", NotFoundError, "没有任务「4」"),
        ("5-1", UsageError, "序号范围「5-1」前后颠倒，请写成 1-5"),
        ("1-999999999999", NotFoundError, "没有任务「999999999999」"),
        ("-", UsageError, "「-」不是任务序号；请写 14、1 2 3、5-9、步骤 46.1 或某一期 38@2023Q1"),
        ("", UsageError, "「」不是任务序号"),
        ("1,,2", UsageError, "「」不是任务序号"),
        ("abc", UsageError, "「abc」不是任务序号"),
        ("全部", UsageError, "「全部」不是任务序号"),
        ("5.3", NotFoundError, "没有步骤「5.3」：任务 5 只有 5.1 至 5.2"),
        ("5.0", NotFoundError, "没有步骤「5.0」：任务 5 只有 5.1 至 5.2"),
        ("1.1", NotFoundError, "没有步骤「1.1」：任务 1 没有分步骤"),
        ("5.999999999999999999999", NotFoundError, "没有步骤"),
        ("5.", NotFoundError, "没有任务「5.」"),
        ("5.²", NotFoundError, "没有任务「5.²」"),
        ("1-²", NotFoundError, "没有任务"),
        ("-1", NotFoundError, "没有任务「-1」"),
        ("1-2-3", NotFoundError, "没有任务「1-2-3」"),
    ],
)
def test_no_such_task(word: str, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as caught:
        find_pieces(PLAN, [word])
    assert str(caught.value).startswith(message)


def test_one_wrong_number_among_good_ones_finds_nothing() -> None:
    with pytest.raises(NotFoundError):
        find_pieces(PLAN, ["1", "4", "2"])


def test_where_only_whole_tasks_count_a_step_is_refused() -> None:
    with pytest.raises(UsageError, match=r"不认步骤「5\.1」；请写 5"):
        find_tasks(PLAN, ["5.1"])


def test_where_one_task_is_asked_for_several_are_refused() -> None:
    assert find_task(PLAN, "2").id == "2"
    with pytest.raises(UsageError, match="一次只能写一项任务，「1-3」是 3 项"):
        find_task(PLAN, "1-3")


def test_a_plan_without_tasks_has_no_numbers_to_offer() -> None:
    with pytest.raises(NotFoundError) as caught:
        find_pieces(Plan(title="试验"), ["1"])
    assert caught.value.message == "没有任务「1」"


@pytest.mark.parametrize(
    "word", ["1-" + "9" * 4000, "9" * 4000, "5." + "9" * 4000, "1." * 2000, "1-" * 2000, "，" * 5000]
)
def test_absurd_numbers_are_refused_at_once(word: str) -> None:
    began = time.monotonic()
    with pytest.raises((NotFoundError, UsageError)):
        find_pieces(PLAN, [word])
    assert time.monotonic() - began < 10


def test_the_nearest_come_first_each_once() -> None:
    assert nearest("县财政", ["县民政局", "县财政局", "县财政局", "xyz"]) == ["县财政局", "县民政局"]


@given(st.text(max_size=12))
def test_any_text_finds_something_or_says_so(text: str) -> None:
    with suppress(NotFoundError):
        assert find_unit(PLAN, text)
    with suppress(NotFoundError):
        assert find_sections(PLAN, text)
    with suppress(NotFoundError, UsageError):
        assert find_pieces(PLAN, [text])


@given(st.integers(1, 60), st.integers(1, 60))
def test_a_range_is_the_tasks_between_its_ends_in_plan_order(first: int, last: int) -> None:
    ids = [number for number in range(1, 61) if number % 7]
    plan = Plan(title="试验", tasks=tuple(Task(id=str(each), requirement="事", units=()) for each in ids))
    word = f"{first}-{last}"
    if first in ids and last in ids and first <= last:
        expected = [str(each) for each in ids if first <= each <= last]
        assert [task.id for task in find_tasks(plan, [word])] == expected
    else:
        with pytest.raises((NotFoundError, UsageError)):
            find_tasks(plan, [word])
