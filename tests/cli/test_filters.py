"""Which tasks a filter lets through and in what order, on a plan small enough to see the answer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkplan.cli import filters
from gkplan.cli.filters import Wanted, find
from gkplan.plan.model import Extension, Group, Plan, Progress, Section, Step, Task, Unit
from gkplan.plan.select import SORTS, Match, in_order, select
from gkplan.plan.status import Judge, State

TODAY = date(2023, 7, 10)
PLAN = Plan(
    title="试验",
    year=2023,
    units=(Unit(name="甲局"), Unit(name="乙局"), Unit(name="东镇"), Unit(name="西镇")),
    groups=(Group(name="各镇", members=("东镇", "西镇")), Group(name="全部单位", members=("甲局", "东镇"))),
    sections=(Section(key="一", title="公开"), Section(key="一（一）", title="财政"), Section(key="二", title="保障")),
    tasks=(
        Task(id="1", section="一（一）", requirement="公开预算 Budget", units=("甲局",), deadline="6月底前"),
        Task(
            id="2",
            section="一（一）",
            requirement="公开决算",
            units=("乙局", "各镇"),
            deadline="7月20日前",
            progress=(Progress(date=date(2023, 7, 1), unit="东镇", done=True, note="镇里已挂网"),),
        ),
        Task(
            id="3",
            section="二",
            requirement="培训",
            units=("各镇", "东镇"),
            deadline="12月底前",
            steps=(Step(what="定方案", deadline="6月1日前"), Step(what="开班", deadline="7月10日")),
            progress=(Progress(date=date(2023, 7, 2)),),
        ),
        Task(id="4", requirement="长期工作", units=("全部单位",), deadline="长期坚持"),
        Task(id="5", section="二", requirement="没有时限", units=()),
        Task(id="6", section="二", requirement="早已办完", units=("甲局",), deadline="5月底前", done=date(2023, 5, 1)),
        Task(
            id="7",
            section="二",
            requirement="延期的事",
            units=("乙局",),
            deadline="3月底前",
            extensions=(Extension(to=date(2023, 7, 9)),),
        ),
        Task(id="8", requirement="年底的事", units=("乙局",), deadline="12月底前"),
    ),
)
JUDGE = Judge(PLAN, TODAY)


def ids(wanted: Wanted, *, with_parts: bool = False) -> str:
    """Return what is found, in the order of the plan."""
    found = find(JUDGE, wanted._replace(sort="id"), "due", with_parts=with_parts)
    return " ".join(match.piece.id for match in found.matches)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param(Wanted(), "1 2 3 4 5 6 7 8", id="nothing asked: all, in plan order"),
        pytest.param(Wanted(units=["甲局"]), "1 4 6", id="a unit and the groups it is in"),
        pytest.param(Wanted(units=["甲局"], direct=True), "1 6", id="a unit by name only"),
        pytest.param(Wanted(units=["东镇"]), "2 3 4", id="in two groups"),
        pytest.param(Wanted(units=["东镇"], direct=True), "3", id="named beside its group"),
        pytest.param(Wanted(units=["各镇"], direct=True), "2 3", id="a group by name only"),
        pytest.param(Wanted(units=["各镇"]), "2 3 4", id="a group shares a member with another"),
        pytest.param(Wanted(units=["甲局", "西镇"]), "1 2 3 4 6", id="either of two units"),
        pytest.param(Wanted(section="二"), "3 5 6 7", id="a section"),
        pytest.param(Wanted(section="一"), "1 2", id="a section and those below"),
        pytest.param(Wanted(before="2023-07-20"), "1 2 6 7", id="due on or before the day"),
        pytest.param(Wanted(before="2023-07-19"), "1 6 7", id="the day before is too early"),
        pytest.param(Wanted(after="2023-07-09"), "2 3 7 8", id="due on or after the day, as extended"),
        pytest.param(Wanted(after="2023-07-10"), "2 3 8", id="the day after is too late"),
        pytest.param(Wanted(after="2023-06-30", before="2023-07-09"), "1 7", id="a window"),
        pytest.param(Wanted(after="2023-07-01", before="2023-06-01"), "", id="a window inside out"),
        pytest.param(Wanted(statuses=["overdue"]), "1 7", id="overdue"),
        pytest.param(Wanted(statuses=["due_soon"]), "2", id="due soon"),
        pytest.param(Wanted(statuses=["ongoing", "done"]), "4 6", id="either of two states"),
        pytest.param(Wanted(statuses=["未定时限"]), "5", id="without a limit"),
        pytest.param(Wanted(statuses=["in_progress"]), "3", id="in progress"),
        pytest.param(Wanted(statuses=["not_started"]), "8", id="not started"),
        pytest.param(Wanted(statuses=["done"], units=["东镇"]), "2", id="the unit's own state"),
        pytest.param(Wanted(statuses=["done"], units=["西镇"]), "", id="not its neighbour's"),
        pytest.param(Wanted(search="预算"), "1", id="in the requirement"),
        pytest.param(Wanted(search="bUDGET"), "1", id="in any case"),
        pytest.param(Wanted(search="挂网"), "2", id="in a note"),
        pytest.param(Wanted(search="各镇"), "2 3", id="in a unit"),
        pytest.param(Wanted(search="财政"), "1 2", id="in a heading"),
        pytest.param(Wanted(search="保障"), "3 5 6 7", id="in a heading above"),
        pytest.param(Wanted(search="长期坚持"), "4", id="in the time limit"),
        pytest.param(Wanted(search="没有这句话"), "", id="nowhere"),
        pytest.param(Wanted(search=""), "1 2 3 4 5 6 7 8", id="empty text"),
        pytest.param(Wanted(search="公开", units=["乙局"], before="2023-07-31"), "2", id="all conditions hold"),
    ],
)
def test_filters(wanted: Wanted, found: str) -> None:
    assert ids(wanted) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param(Wanted(), "1 2 3 3.1 3.2 4 5 6 7 8", id="steps follow their task"),
        pytest.param(Wanted(statuses=["overdue"]), "1 3.1 7", id="a step is overdue on its own"),
        pytest.param(Wanted(statuses=["due_soon"]), "2 3.2", id="a step due today"),
        pytest.param(Wanted(before="2023-06-01"), "3.1 6", id="a step's own time limit"),
        pytest.param(Wanted(search="开班"), "3.2", id="what a step is"),
        pytest.param(Wanted(search="培训"), "3 3.1 3.2", id="what a step's task is"),
        pytest.param(Wanted(search="3.1"), "3.1", id="a step's number"),
        pytest.param(Wanted(units=["东镇"], direct=True), "3 3.1 3.2", id="steps of a unit's tasks"),
        pytest.param(Wanted(section="二"), "3 3.1 3.2 5 6 7", id="steps lie in their task's section"),
    ],
)
def test_filters_with_parts(wanted: Wanted, found: str) -> None:
    assert ids(wanted, with_parts=True) == found


@pytest.mark.parametrize(
    ("unit", "via"),
    [
        ("东镇", {"2": "各镇", "3": None, "4": "全部单位"}),
        ("各镇", {"2": None, "3": None, "4": "全部单位"}),
        ("甲局", {"1": None, "4": "全部单位", "6": None}),
    ],
)
def test_matches_tell_the_named_from_those_meant_by_a_group(unit: str, via: dict[str, str | None]) -> None:
    assert {match.piece.id: match.via for match in select(JUDGE, units=(unit,))} == via


def test_a_match_speaks_for_its_task_or_its_step() -> None:
    whole, step, _ = (match for match in select(JUDGE, with_parts=True) if match.task.id == "3")
    assert (whole.piece.id, whole.piece.what, whole.piece.deadline) == ("3", "培训", "12月底前")
    assert (step.piece.id, step.piece.what, step.piece.deadline) == ("3.1", "定方案", "6月1日前")


@pytest.mark.parametrize(
    ("key", "order"),
    [
        # Due: 1 6-30, 2 7-20, 3 12-31, 4 and 5 none, 6 5-31, 7 7-09 (extended), 8 12-31.
        ("id", "1 2 3 4 5 6 7 8"),
        ("due", "6 1 7 2 3 8 4 5"),
        ("status", "1 7 2 3 8 5 4 6"),
        ("overdue", "1 7 2 3 4 5 6 8"),
    ],
)
def test_orders(key: str, order: str) -> None:
    assert " ".join(match.piece.id for match in in_order(select(JUDGE), key)) == order


def test_by_unit_the_tasks_of_one_unit_stand_together_in_plan_order() -> None:
    found = [match.task.units for match in in_order(select(JUDGE), "unit")]
    assert len(found) == len(PLAN.tasks)
    assert all(found.index(units) + found.count(units) > place for place, units in enumerate(found))
    assert [match.piece.id for match in in_order(select(JUDGE, units=("甲局",), direct=True), "unit")] == ["1", "6"]


def test_by_unit_is_the_order_of_reports() -> None:
    # 县甲局 is registered first, though 乙 comes before 甲 in Unicode.
    plan = Plan(
        title="试验",
        units=(Unit(name="县甲局"), Unit(name="县乙局")),
        groups=(Group(name="各局", members=("县甲局",)),),
        tasks=tuple(
            Task(id=str(number), requirement="事", units=(unit,))
            for number, unit in enumerate(("各局", "县甲局", "县乙局", "未登记局"), 1)
        ),
    )
    found = in_order(select(Judge(plan, TODAY)), "unit")
    assert [match.piece.id for match in found] == ["2", "3", "1", "4"]


def test_the_named_come_before_those_meant_by_a_group() -> None:
    # Of 甲局 1 is overdue and 6 done, both named; 4 goes on for ever, through a group.
    matches = select(JUDGE, units=("甲局",))
    assert [match.piece.id for match in in_order(matches, "status")] == ["1", "4", "6"]
    assert [match.piece.id for match in in_order(matches, "status", named_first=True)] == ["1", "6", "4"]


@pytest.mark.parametrize("key", SORTS)
@given(data=st.data())
def test_an_order_loses_nothing_and_does_not_depend_on_the_order_before(key: str, data: st.DataObject) -> None:
    matches = select(JUDGE, with_parts=True)
    sort = SORTS[key]
    shuffled = data.draw(st.permutations(matches))
    found = in_order(shuffled, key)
    assert sorted(match.piece.id for match in found) == sorted(match.piece.id for match in matches)
    assert [sort(match) for match in found] == [sort(match) for match in in_order(matches, key)]


def dates_near() -> st.SearchStrategy[date]:
    return st.integers(-200, 200).map(lambda days: TODAY + timedelta(days=days))


WANTED = st.builds(
    Wanted,
    units=st.none() | st.lists(st.sampled_from(("甲局", "乙局", "东镇", "各镇")), unique=True, min_size=1, max_size=2),
    direct=st.booleans(),
    section=st.none() | st.sampled_from(("一", "一（一）", "二")),
    before=st.none() | dates_near().map(date.isoformat),
    after=st.none() | dates_near().map(date.isoformat),
    statuses=st.none()
    | st.lists(st.sampled_from([state.value for state in State]), unique=True, min_size=1, max_size=3),
    search=st.none() | st.sampled_from(("公开", "镇", "3", "x")),
    sort=st.none(),
)


@given(WANTED, st.booleans())
def test_filters_together_find_what_each_finds(wanted: Wanted, with_parts: bool) -> None:  # noqa: FBT001 - given by hypothesis
    def found(one: Wanted) -> set[str]:
        # State and due date are those of the units asked about: they go with every filter.
        return set(ids(one._replace(units=wanted.units, direct=wanted.direct), with_parts=with_parts).split())

    own = [name for name in Wanted._fields if name not in {"units", "direct", "sort"}]
    assert found(wanted) == set.intersection(*(found(Wanted(**{name: getattr(wanted, name)})) for name in own))


def test_every_field_is_a_filter_or_decides_whose_part_is_meant() -> None:
    assert set(filters._TESTS) == set(Wanted._fields) - {"units", "direct", "sort"}


@given(st.sampled_from(("甲局", "乙局", "东镇", "西镇")))
def test_what_a_unit_is_named_in_is_part_of_what_it_owes(unit: str) -> None:
    def matches(*, direct: bool) -> tuple[Match, ...]:
        return select(JUDGE, units=(unit,), direct=direct)

    assert {match.piece.id for match in matches(direct=True)} == {
        match.piece.id for match in matches(direct=False) if not match.via
    }


def test_a_step_is_judged_for_the_units_asked_about_and_found_as_its_task_is() -> None:
    plan = Plan(
        title="试验",
        year=2023,
        units=(Unit(name="东镇"), Unit(name="西镇")),
        groups=(Group(name="各镇", members=("东镇", "西镇")), Group(name="全部", members=("东镇", "西镇"))),
        tasks=(
            Task(
                id="1",
                requirement="事",
                units=("全部", "各镇"),
                deadline="6月底前",
                steps=(Step(what="定方案", deadline="6月1日前"),),
                progress=(Progress(date=date(2023, 5, 1), unit="东镇", done=True),),
            ),
        ),
    )
    (task, step) = select(Judge(plan, TODAY), units=("东镇",), with_parts=True)
    assert (task.via, step.via) == ("全部", "全部")
    assert (task.status.state, step.status.state) == (State.DONE, State.DONE)
    assert task.rank == step.rank == (3, 2)


def test_in_one_state_the_earlier_is_first() -> None:
    plan = Plan(
        title="试验",
        year=2023,
        tasks=tuple(
            Task(id=id_, requirement="事", units=("甲局",), deadline=f"{id_}月底前") for id_ in ("5", "3", "4")
        ),
    )
    assert [match.piece.id for match in in_order(select(Judge(plan, TODAY)), "status")] == ["3", "4", "5"]
