"""What is on record up to a day, or in all when no day is named."""

from dataclasses import replace
from datetime import date

import pytest

from gkplan.plan.model import Extension, Group, Piece, Plan, Progress, Step, Target, Task
from gkplan.plan.register import Closing, Register

PLAN = Plan(title="试验", year=2023, groups=(Group(name="各镇", members=("东镇", "西镇")),))
EARLY, LATE, NEXT_YEAR = date(2023, 3, 1), date(2023, 9, 1), date(2024, 2, 1)
TASK = Task(
    id="1",
    requirement="公开",
    units=("甲局", "各镇"),
    target=Target(count=2, each=True),
    steps=(Step(what="编制", done=LATE),),
    progress=(
        Progress(date=EARLY, unit="甲局", done=True, count=2),
        Progress(date=LATE, unit="东镇", done=True),
        Progress(date=NEXT_YEAR, unit="西镇", done=True),
    ),
)


@pytest.mark.parametrize(
    ("until", "closed", "outstanding"),
    [
        pytest.param(date(2023, 2, 28), None, ("甲局", "东镇", "西镇"), id="nothing yet"),
        pytest.param(EARLY, None, ("东镇", "西镇"), id="the day itself counts"),
        pytest.param(date(2023, 12, 31), None, ("西镇",), id="a report of next year does not"),
        pytest.param(NEXT_YEAR, NEXT_YEAR, (), id="the last part closes the whole"),
        pytest.param(None, NEXT_YEAR, (), id="without a day all that is on record counts"),
    ],
)
def test_how_far_a_task_is_closed(until: date | None, closed: date | None, outstanding: tuple[str, ...]) -> None:
    units = ("甲局", "东镇", "西镇")
    assert Register(PLAN, until).closing(Piece(TASK)) == Closing(closed, units, outstanding)


def test_a_step_is_closed_by_itself_or_with_its_task() -> None:
    assert Register(PLAN, EARLY).closing(Piece(TASK, 1)).day is None
    assert Register(PLAN).closing(Piece(TASK, 1)).day == LATE
    assert Register(PLAN).closing(Piece(replace(TASK, steps=(Step(what="公开"),)), 1)).day == NEXT_YEAR


def test_what_is_reached_needs_no_day() -> None:
    reach = Register(PLAN).reach(TASK)
    assert reach is not None
    assert (reach.words, reach.is_short) == ("1/3 家", True)


def test_what_is_dated_later_is_not_on_record() -> None:
    task = replace(TASK, extensions=(Extension(to=NEXT_YEAR, date=LATE), Extension(to=NEXT_YEAR)))
    then = Register(PLAN, EARLY).on_record(task)
    assert [entry.date for entry in then.progress] == [EARLY]
    # What has no day was always there.
    assert [each.date for each in then.extensions] == [None]


def test_who_says_twice_to_have_finished_finished_the_first_time() -> None:
    twice = Progress(date=LATE, unit="甲局", done=True)
    task = replace(TASK, units=("甲局",), progress=(twice, *TASK.progress[:1], twice))
    assert Register(PLAN).closing(Piece(task)).day == EARLY


def test_of_a_closed_step_nobody_owes_anything() -> None:
    assert Register(PLAN, LATE).closing(Piece(TASK, 1)).outstanding == ()
    assert Register(PLAN, EARLY).closing(Piece(TASK, 1)).outstanding == ("东镇", "西镇")
