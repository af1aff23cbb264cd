"""Steps, periods, returns, waivers and extensions of one unit: who owes what, until when."""

from dataclasses import replace
from datetime import date

import pytest

from gkplan.plan.model import Extension, Group, Piece, Plan, Progress, Step, Target, Task, Unit, Waiver
from gkplan.plan.owing import silent_units
from gkplan.plan.register import Register
from gkplan.plan.select import is_in, select
from gkplan.plan.status import Judge, State, Status
from gkplan.plan.tally import stand


def day(month: int, number: int, year: int = 2023) -> date:
    return date(year, month, number)


TOWNS = ("东镇", "西镇")
UNITS = ("甲局", "乙局", *TOWNS)


def plan_of(*tasks: Task, **parts: object) -> Plan:
    return Plan(
        title="试验",
        year=2023,
        units=tuple(Unit(name=name) for name in UNITS),
        groups=(Group(name="各镇", members=TOWNS),),
        tasks=tasks,
        **parts,  # type: ignore[arg-type] # each test names the parts it needs
    )


def task(**parts: object) -> Task:
    given = {"id": "1", "requirement": "事", "units": ("甲局", "各镇"), "deadline": "12月底前", **parts}
    return Task(**given)  # type: ignore[arg-type] # as above


def done(on: date, unit: str | None, period: str | None = None) -> Progress:
    return Progress(date=on, unit=unit, period=period, done=True)


def returned(on: date, unit: str | None, period: str | None = None) -> Progress:
    return Progress(date=on, unit=unit, period=period, returned="不全")


def stands(one: Task, on: date, *units: str, number: int | None = None, period: str | None = None) -> Status:
    return Judge(plan_of(one), on).status(Piece(one, number, period), units or None)


class TestSteps:
    """A step is a small task."""

    STEP = Step(what="编方案", deadline="8月底前")

    def test_it_is_closed_when_each_unit_has_reported_its_part(self) -> None:
        half = replace(self.STEP, progress=(done(day(8, 1), "甲局"), done(day(8, 20), "东镇")))
        whole = replace(self.STEP, progress=(*half.progress, done(day(9, 2), "西镇")))
        assert stands(task(steps=(half,)), day(9, 1), number=1).outstanding == ("西镇",)
        assert stands(task(steps=(half,)), day(9, 1), number=1).days_overdue == 1
        closed = stands(task(steps=(whole,)), day(9, 2), number=1)
        assert (closed.state, closed.done, closed.word) == (State.DONE, day(9, 2), "逾期办结")
        assert stands(task(steps=(whole,)), day(9, 2), "东镇", number=1).word == "按期办结"

    def test_its_own_units_are_those_who_owe_it(self) -> None:
        own = replace(self.STEP, units=("乙局",))
        one = task(steps=(own,))
        assert stands(one, day(9, 1), number=1).outstanding == ("乙局",)
        judge = Judge(plan_of(one), day(9, 1))
        assert [match.piece.id for match in select(judge, is_in(State.OVERDUE), units=("甲局",), with_parts=True)] == []
        # Who has a step alone finds it in the list of its tasks.
        assert [match.piece.id for match in select(judge, units=("乙局",))] == ["1.1"]
        assert [match.piece.id for match in select(judge, units=("甲局",))] == ["1"]

    def test_a_part_of_the_task_that_is_closed_closes_it_in_the_steps(self) -> None:
        one = task(steps=(self.STEP,), progress=(done(day(7, 1), "甲局"),))
        assert stands(one, day(9, 1), number=1).outstanding == TOWNS
        assert stands(one, day(9, 1), "甲局", number=1).done == day(7, 1)
        # Not the other way round.
        other = task(steps=(replace(self.STEP, progress=(done(day(7, 1), "甲局"),)),))
        assert stands(other, day(9, 1), "甲局").state is State.IN_PROGRESS

    def test_what_is_reported_on_a_step_begins_the_task(self) -> None:
        one = task(steps=(replace(self.STEP, progress=(Progress(date=day(3, 1), unit="东镇", note="已起草"),)),))
        assert stands(one, day(3, 1)).state is State.IN_PROGRESS
        assert stands(one, day(3, 1), "东镇").state is State.IN_PROGRESS
        assert stands(one, day(3, 1), "西镇").state is State.NOT_STARTED
        assert stands(one, day(2, 28)).state is State.NOT_STARTED


class TestReturns:
    """退回: that unit's earlier closing no longer counts."""

    def test_until_it_is_closed_again(self) -> None:
        one = task(
            units=("甲局", "乙局"),
            progress=(
                done(day(3, 1), "甲局"),
                returned(day(4, 1), "甲局"),
                done(day(5, 1), "甲局"),
                done(day(2, 1), "乙局"),
            ),
        )
        assert stands(one, day(3, 31), "甲局").done == day(3, 1)
        assert stands(one, day(3, 31)).done == day(3, 1)
        assert stands(one, day(4, 1), "甲局").state is State.IN_PROGRESS
        assert stands(one, day(4, 1)).outstanding == ("甲局",)
        assert stands(one, day(5, 1), "甲局").done == day(5, 1)
        assert stands(one, day(5, 1)).done == day(5, 1)

    def test_the_order_is_that_of_the_days_and_within_one_that_of_the_file(self) -> None:
        late_entry = task(units=("甲局",), progress=(returned(day(4, 1), "甲局"), done(day(3, 1), "甲局")))
        assert stands(late_entry, day(4, 1)).done is None
        same_day = task(units=("甲局",), progress=(returned(day(4, 1), "甲局"), done(day(4, 1), "甲局")))
        assert stands(same_day, day(4, 1)).done == day(4, 1)

    def test_of_a_group_it_is_that_of_each_member(self) -> None:
        one = task(units=("各镇",), progress=(done(day(3, 1), "各镇"), returned(day(3, 2), "东镇")))
        assert stands(one, day(3, 2)).outstanding == ("东镇",)
        assert (
            stands(
                task(units=("各镇",), progress=(done(day(3, 1), "东镇"), returned(day(3, 2), "各镇"))), day(3, 2)
            ).done
            is None
        )


class TestExtensions:
    """延期 for all, for one unit, and both."""

    ONE = Extension(to=day(9, 15), date=day(6, 20), unit="甲局")

    def test_one_unit_has_more_time_and_the_others_have_not(self) -> None:
        one = task(deadline="6月底前", extensions=(self.ONE,))
        assert stands(one, day(7, 1), "甲局").state is not State.OVERDUE
        assert stands(one, day(7, 1), "甲局").due == day(9, 15)
        assert stands(one, day(7, 1), "东镇").days_overdue == 1
        assert stands(one, day(7, 1)).due == day(6, 30)
        # Before it was granted it did not count.
        assert stands(one, day(6, 19), "甲局").due == day(6, 30)

    def test_the_whole_is_due_when_the_first_of_those_left_is(self) -> None:
        left = task(deadline="6月底前", extensions=(self.ONE,), progress=(done(day(6, 1), "各镇"),))
        assert (stands(left, day(7, 1)).state, stands(left, day(7, 1)).due) == (State.IN_PROGRESS, day(9, 15))
        closed = replace(left, progress=(*left.progress, done(day(9, 10), "甲局")))
        assert stands(closed, day(9, 10)).word == "按期办结"
        assert stands(replace(left, progress=(*left.progress, done(day(9, 16), "甲局"))), day(9, 16)).word == "逾期办结"

    def test_more_time_for_one_makes_no_other_in_time(self) -> None:
        one = task(deadline="6月底前", extensions=(self.ONE,))
        late = replace(one, progress=(done(day(7, 5), "各镇"), done(day(9, 10), "甲局")))
        assert stands(late, day(9, 10)).word == "逾期办结"
        assert stands(late, day(9, 10)).due == day(6, 30)
        assert stands(late, day(9, 10), "甲局").word == "按期办结"
        assert stands(replace(one, done=day(7, 5)), day(7, 5)).word == "逾期办结"
        assert stands(replace(one, done=day(6, 30)), day(7, 5)).word == "按期办结"

    def test_one_for_all_never_cuts_short_that_of_a_unit(self) -> None:
        both = task(deadline="6月底前", extensions=(self.ONE, Extension(to=day(7, 31), date=day(6, 25))))
        assert stands(both, day(7, 1), "甲局").due == day(9, 15)
        assert stands(both, day(7, 1), "东镇").due == day(7, 31)
        longer = task(deadline="6月底前", extensions=(self.ONE, Extension(to=day(10, 31), date=day(6, 25))))
        assert stands(longer, day(7, 1), "甲局").due == day(10, 31)

    def test_that_of_a_group_is_each_members(self) -> None:
        one = task(deadline="6月底前", extensions=(Extension(to=day(7, 31), unit="各镇"),))
        assert stands(one, day(7, 1), "西镇").due == day(7, 31)
        assert stands(one, day(7, 1), "甲局").due == day(6, 30)


QUARTERLY = {"deadline": "每季度末", "units": ("甲局", "各镇")}


class TestPeriods:
    """A recurring duty: parts are units by periods."""

    def test_each_falls_due_by_itself(self) -> None:
        one = task(**QUARTERLY, progress=(done(day(3, 30), "甲局", "2023Q1"), done(day(4, 2), "东镇", "2023Q1")))
        first = stands(one, day(4, 5), period="2023Q1")
        assert (first.due, first.days_overdue, first.outstanding) == (day(3, 31), 5, ("西镇",))
        assert stands(one, day(4, 5), "甲局", period="2023Q1").word == "按期办结"
        assert stands(one, day(4, 5), "东镇", period="2023Q1").word == "逾期办结"
        assert stands(one, day(4, 5), period="2023Q2").state is State.NOT_STARTED
        assert stands(one, day(6, 1), period="2023Q2").state is State.DUE_SOON

    def test_the_series_has_no_end_until_all_of_it_is_closed(self) -> None:
        quarters = ("2023Q1", "2023Q2", "2023Q3", "2023Q4")
        parts = [done(day(12, 31), unit, name) for unit in ("甲局", *TOWNS) for name in quarters]
        series = stands(task(**QUARTERLY, progress=tuple(parts[:-1])), day(12, 31))
        assert (series.state, series.due, series.outstanding) == (State.ONGOING, None, ("西镇",))
        assert stands(task(**QUARTERLY, progress=tuple(parts)), day(12, 31)).done == day(12, 31)
        assert stands(task(**QUARTERLY, progress=tuple(parts)), day(12, 31), "东镇").done == day(12, 31)

    def test_only_what_has_fallen_due_is_owed(self) -> None:
        one = task(**QUARTERLY)
        assert stands(one, day(3, 30)).outstanding == ()
        assert stands(one, day(3, 31)).outstanding == ("甲局", *TOWNS)

    def test_a_closing_as_a_whole_ends_the_series(self) -> None:
        one = task(**QUARTERLY, done=day(5, 1))
        assert stands(one, day(7, 1), period="2023Q1").done == day(5, 1)
        assert stands(one, day(7, 1), period="2023Q2").state is State.DONE

    def test_a_waiver_frees_one_unit_or_all(self) -> None:
        one = task(**QUARTERLY, waived=(Waiver(period="2023Q1", unit="西镇", date=day(4, 1)), Waiver(period="2023Q2")))
        register = Register(plan_of(one))
        assert register.responsible(Piece(one, period="2023Q1")) == ("甲局", "东镇")
        assert stands(one, day(3, 31), period="2023Q1").outstanding == ("甲局", *TOWNS)
        assert stands(one, day(4, 1), period="2023Q1").outstanding == ("甲局", "东镇")
        names = [piece.period for piece in register.parts_of(one)]
        assert names == ["2023Q1", "2023Q3", "2023Q4"]
        judge = Judge(plan_of(one), day(7, 10))
        overdue = select(judge, is_in(State.OVERDUE), units=("西镇",), with_parts=True)
        assert [match.piece.id for match in overdue] == []

    def test_an_extension_of_one_unit_and_one_period_is_only_theirs(self) -> None:
        extension = Extension(to=day(5, 10), date=day(3, 20), unit="甲局", period="2023Q1")
        one = task(**QUARTERLY, extensions=(extension,))
        assert stands(one, day(4, 5), "甲局", period="2023Q1").due == day(5, 10)
        assert stands(one, day(4, 5), "东镇", period="2023Q1").due == day(3, 31)
        assert stands(one, day(4, 5), "甲局", period="2023Q2").due == day(6, 30)
        assert stands(one, day(4, 5), "甲局").due is None

    def test_a_return_is_that_of_its_period(self) -> None:
        one = task(
            **QUARTERLY,
            progress=(
                done(day(3, 30), "甲局", "2023Q1"),
                done(day(6, 30), "甲局", "2023Q2"),
                returned(day(7, 5), "甲局", "2023Q2"),
            ),
        )
        assert stands(one, day(7, 5), "甲局", period="2023Q1").done == day(3, 30)
        assert stands(one, day(7, 5), "甲局", period="2023Q2").days_overdue == 5

    def test_a_changed_rule_keeps_the_names_and_so_the_reports(self) -> None:
        before = task(**QUARTERLY, progress=(done(day(4, 8), "各镇", "2023Q1"), done(day(4, 8), "甲局", "2023Q1")))
        after = replace(before, deadline="每季度结束后10日内")
        assert stands(before, day(4, 20), period="2023Q1").word == "逾期办结"
        assert stands(after, day(4, 20), period="2023Q1").word == "按期办结"
        # The last quarter is reported in January of the next year.
        assert stands(after, day(1, 10, 2024), period="2023Q4").due == day(1, 10, 2024)
        assert stands(after, day(1, 11, 2024), period="2023Q4").days_overdue == 1

    def test_a_step_can_recur_too(self) -> None:
        one = task(steps=(Step(what="报数", deadline="每季度末", progress=(done(day(3, 1), "甲局", "2023Q1"),)),))
        assert [piece.id for piece in Register(plan_of(one)).parts_of(one)][:3] == ["1.1", "1.1@2023Q1", "1.1@2023Q2"]
        assert stands(one, day(4, 1), number=1, period="2023Q1").outstanding == TOWNS


class TestTargets:
    """A reached target is no closing, and is not chased."""

    EACH = task(
        deadline="6月底前",
        target=Target(count=1, each=True),
        progress=(Progress(date=day(3, 1), unit="东镇", count=1),),
    )

    def test_of_a_unit(self) -> None:
        reached = stands(self.EACH, day(7, 10), "东镇")
        assert (reached.state, reached.word, reached.is_reached) == (State.IN_PROGRESS, "已达标，待办结", True)
        assert stands(self.EACH, day(7, 10), "西镇").state is State.OVERDUE
        assert stands(self.EACH, day(7, 10)).state is State.OVERDUE
        assert stands(self.EACH, day(2, 28), "东镇").word == "未启动"

    def test_of_the_whole(self) -> None:
        one = task(
            units=("甲局",), deadline="6月底前", target=Target(count=2), progress=(Progress(date=day(3, 1), count=2),)
        )
        assert stands(one, day(7, 10)).word == "已达标，待办结"
        assert stands(replace(one, done=day(7, 1)), day(7, 10)).word == "逾期办结"


def test_what_is_said_of_the_whole_begins_it_and_is_nobodys_report() -> None:
    one = task(progress=(Progress(date=day(3, 1), note="全县已部署"),))
    assert stands(one, day(3, 1)).state is State.IN_PROGRESS
    assert stands(one, day(3, 1), "甲局").state is State.NOT_STARTED
    sole = task(units=("甲局",), progress=(Progress(date=day(3, 1), note="已部署"),))
    assert stands(sole, day(3, 1), "甲局").state is State.IN_PROGRESS


def test_tasks_steps_and_periods_are_counted_apart_and_the_latest_of_all_is_told() -> None:
    plan = plan_of(
        task(id="1", deadline="6月底前", steps=(Step(what="编方案", deadline="3月底前"),)),
        task(id="2", deadline="每季度末", units=("甲局",)),
    )
    standing = stand(Judge(plan, day(7, 5)), plan.tasks)
    assert (standing.counts.total, standing.counts.overdue, standing.counts.ongoing) == (2, 1, 1)
    assert (standing.steps.total, standing.steps.overdue) == (1, 1)
    assert (standing.periods.total, standing.periods.overdue) == (4, 2)
    assert standing.most_days_overdue == (day(7, 5) - day(3, 31)).days
    own = stand(Judge(plan, day(7, 5)), plan.tasks, ("东镇",))
    assert (own.counts.total, own.steps.overdue, own.periods.total) == (1, 1, 0)


def test_who_reported_on_a_step_or_a_period_is_not_silent() -> None:
    plan = plan_of(
        task(id="1", steps=(Step(what="编方案", progress=(done(day(3, 1), "东镇"),)),)),
        task(
            id="2",
            deadline="每季度末",
            progress=(Progress(date=day(3, 1), unit="西镇", period="2023Q1", note="零报告"),),
        ),
    )
    owing, silent = silent_units(Judge(plan, day(3, 31)))
    assert (owing, silent) == (("甲局", "东镇", "西镇"), ("甲局",))


@pytest.mark.parametrize("on", [day(3, 1), day(6, 30), day(12, 31)])
def test_a_group_without_members_leaves_the_task_to_nobody(on: date) -> None:
    one = task(units=("空",), deadline="每季度末")
    plan = replace(plan_of(one), groups=(Group(name="空", members=()),))
    judge = Judge(plan, on)
    assert judge.empty_groups() == ("空",)
    assert judge.status(Piece(one)).outstanding == ()
    assert judge.status(Piece(one, period="2023Q1")).parts == 0
