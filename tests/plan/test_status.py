"""Where a task, a step or a unit's part stands: tables of cases written out by hand, and laws that hold for any plan."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkplan.plan.due import work_out
from gkplan.plan.model import Extension, Group, Piece, Plan, Progress, Step, Task, Waiver
from gkplan.plan.status import Judge, State, Status

UNITS = ("甲局", "乙局", "东镇", "西镇")
PLAN = Plan(title="试验", year=2023, groups=(Group(name="各镇", members=("东镇", "西镇")),))
DUE = date(2023, 6, 30)


def day(month: int, number: int, year: int = 2023) -> date:
    return date(year, month, number)


def task(
    *progress: Progress,
    units: tuple[str, ...] = ("甲局", "乙局"),
    deadline: str | None = "6月底前",
    done: date | None = None,
    steps: tuple[Step, ...] = (),
    extensions: tuple[Extension, ...] = (),
) -> Task:
    return Task(
        id="1",
        requirement="做好一件事",
        units=units,
        deadline=deadline,
        done=done,
        steps=steps,
        extensions=extensions,
        progress=progress,
    )


def reported(on: date, unit: str | None = None, *, done: bool = False, count: int | None = None) -> Progress:
    return Progress(date=on, unit=unit, done=done, count=count)


def closed(on: date, unit: str | None = None) -> Progress:
    return reported(on, unit, done=True)


def stands(one: Task, on: date, *units: str, plan: Plan = PLAN) -> Status:
    return Judge(plan, on).status(Piece(one), units or None)


@pytest.mark.parametrize(
    ("on", "state", "days"),
    [
        pytest.param(day(5, 30), State.NOT_STARTED, 0, id="31 days left"),
        pytest.param(day(5, 31), State.DUE_SOON, 0, id="30 days left"),
        pytest.param(day(6, 30), State.DUE_SOON, 0, id="the last day itself"),
        pytest.param(day(7, 1), State.OVERDUE, 1, id="the day after"),
        pytest.param(day(7, 2, 2024), State.OVERDUE, 368, id="over a leap February"),
    ],
)
def test_an_open_task_by_the_day_asked_about(on: date, state: State, days: int) -> None:
    found = stands(task(), on)
    assert (found.state, found.days_overdue, found.due) == (state, days, DUE)


@pytest.mark.parametrize(
    ("soon", "on", "state"),
    [
        pytest.param(0, day(6, 29), State.NOT_STARTED, id="0: the day before is not soon"),
        pytest.param(0, day(6, 30), State.DUE_SOON, id="0: the last day is"),
        pytest.param(7, day(6, 22), State.NOT_STARTED, id="7: eight days left"),
        pytest.param(7, day(6, 23), State.DUE_SOON, id="7: seven days left"),
        pytest.param(366, day(6, 29, 2022), State.DUE_SOON, id="366: a year and a day"),
    ],
)
def test_due_soon_days_are_the_plans_own(soon: int, on: date, state: State) -> None:
    assert stands(task(), on, plan=Plan(title="试验", year=2023, due_soon_days=soon)).state is state


@pytest.mark.parametrize(
    ("one", "on", "state"),
    [
        pytest.param(task(reported(day(2, 1), "甲局")), day(3, 1), State.IN_PROGRESS, id="a unit reported"),
        pytest.param(task(reported(day(2, 1))), day(3, 1), State.IN_PROGRESS, id="the task reported as a whole"),
        pytest.param(task(reported(day(3, 1), "甲局")), day(3, 1), State.IN_PROGRESS, id="reported that very day"),
        pytest.param(task(reported(day(3, 2), "甲局")), day(3, 1), State.NOT_STARTED, id="reports only tomorrow"),
        pytest.param(task(closed(day(2, 1), "甲局")), day(3, 1), State.IN_PROGRESS, id="one of two has finished"),
        pytest.param(task(reported(day(2, 1))), day(7, 1), State.OVERDUE, id="begun but past due"),
        pytest.param(task(reported(day(2, 1))), day(6, 1), State.DUE_SOON, id="begun and due soon"),
        pytest.param(
            task(steps=(Step(what="方案", done=day(2, 1)),)), day(3, 1), State.IN_PROGRESS, id="a step is done"
        ),
        pytest.param(
            task(steps=(Step(what="方案", done=day(4, 1)),)), day(3, 1), State.NOT_STARTED, id="a step is done later"
        ),
        pytest.param(task(deadline="长期坚持"), day(3, 1, 2099), State.ONGOING, id="for ever"),
        pytest.param(task(deadline=None), day(3, 1, 2099), State.UNSET, id="no time limit"),
        pytest.param(task(deadline="全年"), day(3, 1), State.ONGOING, id="all the year"),
        pytest.param(task(reported(day(2, 1)), deadline="长期坚持"), day(3, 1), State.ONGOING, id="for ever, begun"),
        pytest.param(task(deadline="长期坚持", done=day(2, 1)), day(3, 1), State.DONE, id="for ever, closed"),
        pytest.param(task(deadline="13月底前"), day(3, 1), State.UNSET, id="impossible words set no day"),
        pytest.param(task(units=(), done=None), day(7, 1), State.OVERDUE, id="nobody responsible"),
    ],
)
def test_states(one: Task, on: date, state: State) -> None:
    assert stands(one, on).state is state


@pytest.mark.parametrize(
    ("one", "on", "when"),
    [
        pytest.param(task(done=day(5, 5)), day(5, 5), day(5, 5), id="closed that day"),
        pytest.param(task(done=day(5, 5)), day(5, 4), None, id="closed the day after"),
        pytest.param(task(closed(day(3, 1), "甲局"), closed(day(4, 1), "乙局")), day(4, 1), day(4, 1), id="by parts"),
        pytest.param(task(closed(day(3, 1), "甲局"), closed(day(4, 1), "乙局")), day(3, 31), None, id="a part later"),
        pytest.param(task(closed(day(3, 1), "甲局")), day(12, 1), None, id="a part missing"),
        pytest.param(task(closed(day(3, 1))), day(3, 1), day(3, 1), id="reported for all"),
        pytest.param(
            task(closed(day(3, 1), "各镇"), units=("各镇",)),
            day(3, 1),
            day(3, 1),
            id="the group reports for its members",
        ),
        pytest.param(
            task(closed(day(3, 1), "东镇"), closed(day(3, 9), "西镇"), units=("各镇",)),
            day(3, 9),
            day(3, 9),
            id="member by member",
        ),
        pytest.param(task(closed(day(3, 1), "东镇"), units=("各镇",)), day(3, 9), None, id="one member of two"),
        pytest.param(
            task(closed(day(3, 1), "各镇"), units=("东镇",)),
            day(3, 9),
            day(3, 1),
            id="group closes a member named alone",
        ),
        pytest.param(
            task(closed(day(3, 1), "甲局"), closed(day(4, 1), "乙局"), done=day(3, 20)),
            day(5, 1),
            day(3, 20),
            id="closed as a whole before the last part",
        ),
        pytest.param(
            task(closed(day(3, 1), "甲局"), closed(day(4, 1), "乙局"), done=day(4, 20)),
            day(5, 1),
            day(4, 1),
            id="last part before it was closed as a whole",
        ),
        pytest.param(
            task(closed(day(3, 5), "甲局"), closed(day(3, 1), "甲局"), units=("甲局",)),
            day(5, 1),
            day(3, 1),
            id="said twice, the first counts",
        ),
        pytest.param(task(closed(day(3, 1), "丙局"), units=("甲局",)), day(5, 1), None, id="a stranger closes nothing"),
        pytest.param(task(closed(day(3, 1)), units=()), day(5, 1), None, id="no unit, no parts"),
        pytest.param(task(done=day(3, 1), units=()), day(5, 1), day(3, 1), id="no unit, closed as a whole"),
    ],
)
def test_when_a_task_is_done(one: Task, on: date, when: date | None) -> None:
    found = stands(one, on)
    assert found.done == when
    assert (found.state is State.DONE) == (when is not None)


@pytest.mark.parametrize(
    ("one", "outstanding"),
    [
        pytest.param(task(), ("甲局", "乙局"), id="all"),
        pytest.param(task(closed(day(3, 1), "乙局")), ("甲局",), id="the other one"),
        pytest.param(task(done=day(3, 1)), (), id="closed as a whole: nobody"),
        pytest.param(task(units=("甲局", "各镇")), ("甲局", "东镇", "西镇"), id="members of the group"),
        pytest.param(task(units=("各镇", "西镇", "甲局")), ("东镇", "西镇", "甲局"), id="each once, in order"),
        pytest.param(task(closed(day(3, 1), "东镇"), units=("甲局", "各镇")), ("甲局", "西镇"), id="a member finished"),
        pytest.param(task(reported(day(3, 1), "甲局")), ("甲局", "乙局"), id="a report is no closing"),
        pytest.param(task(closed(day(9, 1), "甲局")), ("甲局", "乙局"), id="finished later"),
    ],
)
def test_who_is_outstanding(one: Task, outstanding: tuple[str, ...]) -> None:
    assert stands(one, day(5, 1)).outstanding == outstanding


@pytest.mark.parametrize(
    ("one", "word"),
    [
        pytest.param(task(done=day(6, 30)), "按期办结", id="on the last day"),
        pytest.param(task(done=day(7, 1)), "逾期办结", id="a day late"),
        pytest.param(task(done=day(7, 1), deadline="长期坚持"), "已办结", id="no day to be late for"),
        pytest.param(
            task(done=day(7, 1), extensions=(Extension(to=day(7, 5)),)), "按期办结", id="within the extension"
        ),
        pytest.param(task(closed(day(6, 1), "甲局"), closed(day(7, 1), "乙局")), "逾期办结", id="the last part late"),
        pytest.param(task(), "已逾期", id="not done"),
    ],
)
def test_words_tell_on_time_from_late(one: Task, word: str) -> None:
    assert stands(one, day(8, 1)).word == word


SEPTEMBER, MARCH = Extension(to=day(9, 30), date=day(6, 20)), Extension(to=day(3, 31, 2024), date=day(9, 15))


@pytest.mark.parametrize(
    ("extensions", "on", "due"),
    [
        pytest.param((SEPTEMBER,), day(6, 19), DUE, id="not granted yet"),
        pytest.param((SEPTEMBER,), day(6, 20), day(9, 30), id="granted that day"),
        pytest.param((Extension(to=day(9, 30)),), day(1, 1), day(9, 30), id="day of granting unknown"),
        pytest.param((SEPTEMBER, MARCH), day(9, 14), day(9, 30), id="the second not granted yet"),
        pytest.param((SEPTEMBER, MARCH), day(9, 15), day(3, 31, 2024), id="the second granted"),
        pytest.param(
            (SEPTEMBER, Extension(to=day(8, 1), date=day(7, 1))), day(7, 1), day(8, 1), id="the last one holds"
        ),
    ],
)
def test_extensions_count_from_the_day_they_were_granted(
    extensions: tuple[Extension, ...], on: date, due: date
) -> None:
    found = stands(task(extensions=extensions), on)
    assert (found.due, found.original_due) == (due, DUE)


def test_an_extension_ends_being_overdue_and_is_not_late() -> None:
    late = task(extensions=(Extension(to=day(9, 30), date=day(7, 10)),), done=day(8, 1))
    assert stands(late, day(7, 9)).days_overdue == 9
    assert stands(late, day(7, 10)).state is State.NOT_STARTED
    assert stands(late, day(8, 1)).word == "按期办结"


STEP = Step(what="编制方案", deadline="3月底前")


@pytest.mark.parametrize(
    ("step", "one", "on", "state", "when"),
    [
        pytest.param(STEP, task(), day(4, 2), State.OVERDUE, None, id="its own time limit"),
        pytest.param(STEP, task(), day(3, 31), State.DUE_SOON, None, id="its last day"),
        pytest.param(STEP, task(reported(day(1, 5))), day(1, 6), State.NOT_STARTED, None, id="reports are the task's"),
        pytest.param(STEP, task(done=day(4, 9)), day(4, 9), State.DONE, day(4, 9), id="closed with its task"),
        pytest.param(STEP, task(done=day(4, 9)), day(4, 8), State.OVERDUE, None, id="its task closes later"),
        pytest.param(
            Step(what="方案", deadline="3月底前", done=day(2, 1)),
            task(),
            day(2, 1),
            State.DONE,
            day(2, 1),
            id="own done",
        ),
        pytest.param(
            Step(what="方案", deadline="3月底前", done=day(5, 1)),
            task(),
            day(4, 1),
            State.OVERDUE,
            None,
            id="done later",
        ),
        pytest.param(
            Step(what="方案", done=day(5, 1)),
            task(done=day(4, 1)),
            day(6, 1),
            State.DONE,
            day(4, 1),
            id="the earlier of both",
        ),
        pytest.param(Step(what="方案"), task(), day(12, 1), State.UNSET, None, id="no time limit of its own"),
        pytest.param(
            STEP,
            task(extensions=(Extension(to=day(12, 31)),)),
            day(4, 1),
            State.OVERDUE,
            None,
            id="an extension of the task is not the step's",
        ),
    ],
)
def test_steps(step: Step, one: Task, on: date, state: State, when: date | None) -> None:
    found = Judge(PLAN, on).status(Piece(replace(one, steps=(step,)), 1))
    assert (found.state, found.done) == (state, when)


def test_a_step_is_closed_for_a_unit_with_its_part_of_the_task() -> None:
    judge = Judge(PLAN, day(5, 1))
    one = task(closed(day(4, 1), "甲局"), steps=(STEP,))
    assert judge.status(Piece(one, 1), ("甲局",)).word == "逾期办结"
    assert judge.status(Piece(one, 1), ("乙局",)).state is State.OVERDUE
    assert judge.status(Piece(one, 1)).outstanding == ("乙局",)


@pytest.mark.parametrize(
    ("one", "units", "on", "state"),
    [
        pytest.param(task(closed(day(3, 1), "甲局")), ("甲局",), day(7, 9), State.DONE, id="finished its part"),
        pytest.param(task(closed(day(3, 1), "甲局")), ("乙局",), day(7, 9), State.OVERDUE, id="another's part"),
        pytest.param(task(reported(day(3, 1), "甲局")), ("甲局",), day(4, 1), State.IN_PROGRESS, id="reported itself"),
        pytest.param(task(reported(day(3, 1), "甲局")), ("乙局",), day(4, 1), State.NOT_STARTED, id="another reported"),
        pytest.param(
            task(reported(day(3, 1))),
            ("乙局",),
            day(4, 1),
            State.NOT_STARTED,
            id="what is said of the whole is nobody's report",
        ),
        pytest.param(
            task(reported(day(3, 1), "各镇"), units=("各镇",)),
            ("东镇",),
            day(4, 1),
            State.IN_PROGRESS,
            id="by its group",
        ),
        pytest.param(
            task(closed(day(3, 1), "东镇"), units=("各镇",)), ("东镇",), day(7, 9), State.DONE, id="member's own part"
        ),
        pytest.param(
            task(closed(day(3, 1), "东镇"), units=("各镇", "甲局")),
            ("各镇",),
            day(7, 9),
            State.OVERDUE,
            id="whole group",
        ),
        pytest.param(
            task(closed(day(3, 1), "各镇"), units=("各镇", "甲局")), ("各镇",), day(7, 9), State.DONE, id="group done"
        ),
        pytest.param(
            task(closed(day(3, 1), "甲局"), closed(day(3, 1), "乙局"), units=("甲局", "乙局", "东镇")),
            ("甲局", "乙局"),
            day(7, 9),
            State.DONE,
            id="two units asked about, both finished",
        ),
        pytest.param(task(done=day(3, 1)), ("乙局",), day(7, 9), State.DONE, id="closed as a whole"),
        pytest.param(
            task(units=("甲局",), steps=(Step(what="方案", done=day(2, 1)),)),
            ("甲局",),
            day(3, 1),
            State.IN_PROGRESS,
            id="a step is done and there is nobody else",
        ),
        pytest.param(
            task(steps=(Step(what="方案", done=day(2, 1)),)),
            ("甲局",),
            day(3, 1),
            State.NOT_STARTED,
            id="a step is done, by whom is unknown",
        ),
    ],
)
def test_a_units_own_part(one: Task, units: tuple[str, ...], on: date, state: State) -> None:
    assert stands(one, on, *units).state is state


def test_parts_come_in_the_order_of_the_document_with_what_each_reported() -> None:
    one = task(
        reported(day(2, 1)),
        reported(day(3, 1), "各镇", count=2),
        reported(day(4, 1), "东镇", count=3),
        reported(day(9, 1), "东镇", count=9),
        units=("西镇", "各镇", "甲局"),
    )
    judge = Judge(PLAN, day(5, 1))
    assert [(part.unit, len(part.progress), part.reached) for part in judge.parts(Piece(one))] == [
        ("西镇", 1, 2),
        ("东镇", 2, 5),
        ("甲局", 0, 0),
    ]
    assert [part.unit for part in judge.parts(Piece(one), ("甲局", "东镇"))] == ["东镇", "甲局"]


@pytest.mark.parametrize(
    ("units", "count"),
    [(None, 6), (("甲局",), 4), (("东镇",), 1), (("各镇",), 1), (("乙局",), 0)],
    ids=["all", "its own", "through its group", "the group", "what was told for all is nobody's"],
)
def test_what_is_counted_towards_the_target(units: tuple[str, ...] | None, count: int) -> None:
    one = task(
        reported(day(1, 1), count=1),
        reported(day(2, 1), "甲局", count=4),
        reported(day(3, 1), "各镇", count=1),
        reported(day(4, 2), "甲局", count=100),
        units=("甲局", "乙局", "各镇"),
    )
    assert Judge(PLAN, day(4, 1)).count(one, units) == count


def test_a_limit_in_working_days_uses_the_plans_own_corrections() -> None:
    # 2023-09-20 was a Wednesday; 29 September to 6 October were holidays, 7 and 8 October were worked.
    words = "2023年9月20日后10个工作日内"
    assert work_out(PLAN, words).day == day(10, 10)
    assert work_out(Plan(title="试验", year=2023, holidays=(day(9, 21),)), words).day == day(10, 11)
    assert work_out(Plan(title="试验", year=2023, workdays=(day(9, 23),)), words).day == day(10, 9)


def test_a_limit_whose_calendar_is_not_out_yet_has_no_day() -> None:
    words = "2090年9月20日后10个工作日内"
    assert work_out(PLAN, words).day is None
    assert stands(task(deadline=words), day(9, 1, 2091)).state is State.UNSET


def test_every_state_has_a_word_of_its_own() -> None:
    assert [state.word for state in State] == [
        "已逾期",
        "临期",
        "推进中",
        "未启动",
        "未定时限",
        "长期",
        "已办结",
    ]


DAYS = st.dates(date(2023, 1, 1), date(2023, 12, 31))
WHO = st.sampled_from((None, *UNITS, "各镇", "外人"))
ENTRIES = st.builds(Progress, date=DAYS, unit=WHO, done=st.booleans(), count=st.none() | st.integers(0, 5))
TASKS = st.builds(
    Task,
    id=st.just("1"),
    requirement=st.just("做好一件事"),
    units=st.lists(st.sampled_from((*UNITS, "各镇")), unique=True, max_size=4).map(tuple),
    deadline=st.sampled_from((None, "长期坚持", "6月底前", "2023-03-15", "年底前")),
    done=st.none() | DAYS,
    progress=st.lists(ENTRIES, max_size=6).map(tuple),
    steps=st.lists(
        st.builds(Step, what=st.just("方案"), deadline=st.just("3月底前"), done=st.none() | DAYS), max_size=2
    ).map(tuple),
    extensions=st.lists(st.builds(Extension, to=DAYS, date=st.none() | DAYS), max_size=2).map(tuple),
)


@given(TASKS, DAYS)
def test_only_what_was_on_record_on_the_day_counts(one: Task, on: date) -> None:
    then = Task(
        id=one.id,
        requirement=one.requirement,
        units=one.units,
        deadline=one.deadline,
        done=one.done if one.done and one.done <= on else None,
        progress=tuple(entry for entry in one.progress if entry.date <= on),
        steps=tuple(
            Step(what=step.what, deadline=step.deadline, done=step.done if step.done and step.done <= on else None)
            for step in one.steps
        ),
        extensions=tuple(each for each in one.extensions if each.date is None or each.date <= on),
    )
    judge = Judge(PLAN, on)
    assert judge.status(Piece(one)) == judge.status(Piece(then))
    assert judge.parts(Piece(one)) == judge.parts(Piece(then))
    assert [judge.status(Piece(one, n)) for n in range(1, len(one.steps) + 1)] == [
        judge.status(Piece(then, n)) for n in range(1, len(then.steps) + 1)
    ]


@given(TASKS, DAYS)
def test_the_whole_and_its_parts_agree(one: Task, on: date) -> None:
    judge = Judge(PLAN, on)
    whole, parts = judge.status(Piece(one)), judge.parts(Piece(one))
    assert set(whole.outstanding) == {part.unit for part in parts if part.status.state is not State.DONE}
    assert whole.parts == len(parts)
    if parts:
        assert (whole.state is State.DONE) == all(part.status.state is State.DONE for part in parts)
    if len(parts) == 1:
        assert parts[0].status == whole
    assert all(part.status.due == whole.due for part in parts)


@given(TASKS, DAYS)
def test_a_status_does_not_contradict_itself(one: Task, on: date) -> None:
    found = Judge(PLAN, on).status(Piece(one))
    assert (found.days_overdue > 0) == (found.state is State.OVERDUE)
    assert (found.done is not None) == (found.state is State.DONE)
    assert found.done is None or found.done <= on
    if found.state is State.OVERDUE:
        assert found.due is not None
        assert found.due + timedelta(days=found.days_overdue) == on
    if found.state is State.ONGOING:
        assert found.due is None


@given(TASKS, DAYS, st.integers(1, 200))
@settings(max_examples=50)
def test_what_is_done_stays_done(one: Task, on: date, later: int) -> None:
    closed_then = Judge(PLAN, on).status(Piece(one)).done
    if closed_then:
        assert Judge(PLAN, on + timedelta(days=later)).status(Piece(one)).done == closed_then


@pytest.mark.parametrize(
    ("words", "done", "word"),
    [
        (None, None, "未定时限"),
        ("按上级要求", None, "未定时限"),
        ("长期坚持", None, "长期"),
        (None, date(2023, 5, 1), "已办结"),
        ("6月底前", date(2023, 5, 1), "按期办结"),
    ],
)
def test_what_nobody_set_a_limit_for_is_no_long_term_duty(words: str | None, done: date | None, word: str) -> None:
    one = Task(id="1", requirement="事", units=("甲局",), deadline=words, done=done)
    assert Judge(PLAN, date(2023, 7, 1)).status(Piece(one)).word == word


def test_a_last_day_that_was_set_later_makes_it_no_longer_unset() -> None:
    one = Task(
        id="1", requirement="事", units=("甲局",), deadline="按上级要求", extensions=(Extension(to=date(2023, 12, 31)),)
    )
    status = Judge(PLAN, date(2023, 7, 1)).status(Piece(one))
    assert status.word == "未启动"


def test_a_note_for_all_starts_a_period_that_some_are_waived_from() -> None:
    one = replace(
        task(deadline="每季度末"),
        waived=(Waiver(period="2023Q1", unit="甲局"), Waiver(period="2023Q2", unit="甲局")),
        progress=(Progress(date=day(2, 1), period="2023Q1"), Progress(date=day(2, 1), period="2023Q2", unit="甲局")),
    )
    judge = Judge(PLAN, day(2, 1))
    for name in ("2023Q1", "2023Q2"):
        assert judge.status(Piece(one, period=name)).is_started
        # It is no report of the one unit that is left.
        assert not judge.status(Piece(one, period=name), ("乙局",)).is_started
