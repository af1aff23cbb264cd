"""A target against the calendar, and what has been reached of it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkplan.plan.model import Extension, Group, Plan, Progress, Target, Task
from gkplan.plan.pace import Pace, Reach, elapsed
from gkplan.plan.status import Judge

FIRST, LAST = date(2023, 1, 1), date(2023, 12, 31)


@pytest.mark.parametrize(
    ("start", "end", "day", "share"),
    [
        pytest.param(FIRST, LAST, date(2022, 12, 31), 0.0, id="before"),
        pytest.param(FIRST, LAST, FIRST, 1 / 365, id="the first day counts at its end"),
        pytest.param(FIRST, LAST, date(2023, 11, 30), 334 / 365, id="eleven of twelve months"),
        pytest.param(FIRST, LAST, LAST, 1.0, id="the last day"),
        pytest.param(FIRST, LAST, date(2024, 3, 1), 1.0, id="after"),
        pytest.param(FIRST, date(2023, 6, 30), date(2023, 3, 31), 90 / 181, id="half a year"),
        pytest.param(FIRST, FIRST, FIRST, 1.0, id="one day"),
        pytest.param(LAST, FIRST, FIRST, 1.0, id="an end before its start"),
    ],
)
def test_the_share_of_the_time_that_has_passed(start: date, end: date, day: date, share: float) -> None:
    assert elapsed(start, end, day) == pytest.approx(share)


@given(st.dates(FIRST, LAST), st.dates(FIRST, LAST), st.dates(FIRST, LAST))
def test_time_only_grows(end: date, one: date, other: date) -> None:
    assert 0 <= elapsed(FIRST, end, min(one, other)) <= elapsed(FIRST, end, max(one, other)) <= 1


@pytest.mark.parametrize(
    ("reached", "share", "expected", "behind"),
    [
        # 宣城 2020: with 11/12 of the year 11/12 of the number is due, neither more nor less.
        (11, 11 / 12, 11, False),
        (10, 11 / 12, 11, True),
        # Not a whole one yet.
        (0, 0.08, 0, False),
        (12, 1.0, 12, False),
        (13, 1.0, 12, False),
    ],
)
def test_what_is_expected_by_now(reached: int, share: float, expected: int, behind: bool) -> None:  # noqa: FBT001 - a column of the table
    pace = Pace(Reach(reached, 12, "期"), share)
    assert (pace.expected, pace.is_behind, pace.reach.words) == (expected, behind, f"{reached}/12 期")


def task(target: Target, *progress: Progress, **parts: object) -> Task:
    given = {"id": "1", "requirement": "x", "units": ("甲局", "各镇"), "deadline": "2023年12月底前", **parts}
    return Task(target=target, progress=progress, **given)  # type: ignore[arg-type] # each test names the parts it needs


PLAN = Plan(title="试验", year=2023, groups=(Group(name="各镇", members=("东镇", "西镇")),))
TOTAL, EACH = Target(count=6, measure="场"), Target(count=2, measure="场", each=True)
MIDYEAR = date(2023, 6, 30)


def counted(unit: str | None, count: int, on: date = FIRST) -> Progress:
    return Progress(date=on, unit=unit, count=count)


@pytest.mark.parametrize(
    ("one", "units", "reached", "wanted", "measure"),
    [
        pytest.param(task(TOTAL), None, 0, 6, "场", id="nothing yet"),
        pytest.param(
            task(TOTAL, counted("甲局", 1), counted("东镇", 2), counted(None, 1)), None, 4, 6, "场", id="added up"
        ),
        pytest.param(task(TOTAL, counted("甲局", 1, LAST)), None, 0, 6, "场", id="not those of later days"),
        # What all reach together is judged together, whoever asks.
        pytest.param(task(TOTAL, counted("甲局", 1), counted("东镇", 2)), ("甲局",), 3, 6, "场", id="together"),
        pytest.param(task(EACH, counted("甲局", 2), counted("东镇", 1)), None, 1, 3, "家", id="units that have theirs"),
        pytest.param(task(EACH, counted("东镇", 1)), ("东镇",), 1, 2, "场", id="one unit's own"),
        pytest.param(task(EACH, counted("东镇", 2), counted("甲局", 2)), ("各镇",), 1, 2, "家", id="a group's units"),
        # A report of the group is each member's.
        pytest.param(task(EACH, counted("各镇", 2)), ("各镇",), 2, 2, "家", id="reported by the group"),
    ],
)
def test_what_has_been_reached(
    one: Task, units: tuple[str, ...] | None, reached: int, wanted: int, measure: str
) -> None:
    assert Judge(PLAN, MIDYEAR).pace(one, units) == Pace(Reach(reached, wanted, measure), 181 / 365)


def test_without_a_target_there_is_no_pace() -> None:
    assert Judge(PLAN, MIDYEAR).pace(replace(task(TOTAL), target=None)) is None


def test_the_time_runs_to_the_day_that_counts() -> None:
    extended = task(TOTAL, deadline="6月底前", extensions=(Extension(to=LAST, date=date(2023, 6, 20)),))
    before, after = (Judge(PLAN, day).pace(extended) for day in (date(2023, 6, 19), date(2023, 6, 20)))
    assert before is not None
    assert after is not None
    # 170 of 181 days: five of six; a day later 171 of 365: two.
    assert (before.elapsed, before.expected) == (170 / 181, 5)
    assert (after.elapsed, after.expected) == (171 / 365, 2)


def test_without_a_day_the_time_runs_to_the_end_of_the_year() -> None:
    pace = Judge(PLAN, MIDYEAR).pace(task(TOTAL, deadline="长期坚持"))
    assert pace is not None
    assert pace.elapsed == 181 / 365


@pytest.mark.parametrize(("reached", "is_short"), [(4, True), (5, False), (6, False)])
def test_what_is_reached_is_no_longer_short(reached: int, is_short: bool) -> None:  # noqa: FBT001 - a column of the table
    assert Reach(reached, 5, "次").is_short == is_short


def test_a_share_that_binary_numbers_miss_is_reached_all_the_same() -> None:
    assert Pace(Reach(0, 100, "次"), 0.29).expected == 29


def test_before_the_beginning_no_time_has_passed() -> None:
    assert elapsed(FIRST, LAST, date(2021, 1, 1)) == 0


def test_in_a_plan_of_a_year_an_earlier_limit_is_counted_in_its_own() -> None:
    late = replace(task(TOTAL), deadline="2022-12-31")
    pace = Judge(PLAN, date(2022, 6, 30)).pace(late)
    assert pace is not None
    assert pace.elapsed == 181 / 365
    ongoing = Judge(PLAN, date(2024, 6, 30)).pace(task(TOTAL, deadline="长期坚持"))
    assert ongoing is not None
    assert ongoing.elapsed == 1
    long = Judge(PLAN, date(2023, 12, 31)).pace(task(TOTAL, deadline="2024-12-31"))
    assert long is not None
    assert long.elapsed == 365 / 731
