"""What done and reopen make of a plan and say of it: each case is a task before, what is asked, the task after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkplan.errors import RefusedError
from gkplan.plan.changes.change import Change, Report
from gkplan.plan.changes.closing import close, reopen
from gkplan.plan.changes.extensions import extend
from gkplan.plan.changes.progress import note
from gkplan.plan.changes.returns import send_back
from gkplan.plan.lookup import find_pieces
from gkplan.plan.model import Extension, Group, Location, Piece, Plan, Progress, Step, Target, Task, Waiver
from gkplan.plan.status import Judge

DAY = date(2023, 12, 20)
EARLIER = date(2023, 6, 1)
REPORT = Report(day=DAY)
TOWNS = ("东镇", "西镇")


def task(*progress: Progress, **parts: object) -> Task:
    given = {"id": "14", "requirement": "做好一件事", "units": ("甲局", "乙局"), "progress": progress, **parts}
    return Task(**given)  # type: ignore[arg-type] # each test names the parts it needs


def closed(unit: str | None, on: date = DAY, **parts: object) -> Progress:
    return Progress(**{"date": on, "unit": unit, "done": True, **parts})  # type: ignore[arg-type] # as above


def plan_of(*tasks: Task) -> Plan:
    return Plan(title="试验", year=2023, groups=(Group(name="各镇", members=TOWNS),), tasks=tasks)


def after_close(
    one: Task, *words: str, report: Report = REPORT, units: tuple[str, ...] = (), force: bool = False
) -> Change:
    plan = plan_of(one)
    return close(plan, find_pieces(plan, words or ["14"]), report, units, force=force)


def after_reopen(one: Task, *words: str, units: tuple[str, ...] = ()) -> Change:
    plan = plan_of(one)
    return reopen(plan, find_pieces(plan, words or ["14"]), units)


@pytest.mark.parametrize(
    ("before", "report", "after", "said"),
    [
        pytest.param(
            task(),
            REPORT,
            task(done=DAY),
            "任务 14 已办结（2023-12-20）；其中 2 家还没有报送办结（共 2 家），一并视为办结",
            id="open",
        ),
        pytest.param(
            task(done=EARLIER), REPORT, task(done=EARLIER), "任务 14 已于 2023-06-01 办结，没有改动", id="done already"
        ),
        pytest.param(
            task(closed("甲局", EARLIER), closed("乙局", DAY)),
            Report(day=date(2023, 12, 31)),
            task(closed("甲局", EARLIER), closed("乙局", DAY)),
            "任务 14 已于 2023-12-20 办结，没有改动",
            id="done by its parts",
        ),
        pytest.param(
            task(closed("甲局", EARLIER)),
            REPORT,
            task(closed("甲局", EARLIER), done=DAY),
            "任务 14 已办结（2023-12-20）；其中 1 家还没有报送办结（共 2 家），一并视为办结",
            id="a part was open",
        ),
        pytest.param(
            task(),
            Report(day=DAY, note="专题已上线", evidence=("截图.png",)),
            task(Progress(date=DAY, note="专题已上线", evidence=("截图.png",)), done=DAY),
            "任务 14 已办结（2023-12-20）；其中 2 家还没有报送办结（共 2 家），一并视为办结",
            id="with a note and evidence",
        ),
        pytest.param(
            task(),
            Report(day=DAY, evidence=("截图.png",)),
            task(Progress(date=DAY, evidence=("截图.png",)), done=DAY),
            "任务 14 已办结（2023-12-20）；其中 2 家还没有报送办结（共 2 家），一并视为办结",
            id="with evidence only",
        ),
        pytest.param(
            task(done=EARLIER),
            Report(day=DAY, note="又说一遍"),
            task(done=EARLIER),
            "任务 14 已于 2023-06-01 办结，没有改动，附带的情况和佐证材料也没有登记，请用 gkplan note 14 登记",
            id="a note on a finished task",
        ),
    ],
)
def test_close_a_task(before: Task, report: Report, after: Task, said: str) -> None:
    change = after_close(before, report=report)
    assert change.plan == plan_of(after)
    assert change.said == (said,)


@pytest.mark.parametrize(
    ("before", "units", "after", "said"),
    [
        pytest.param(
            task(),
            ("甲局",),
            task(closed("甲局")),
            ("任务 14：甲局已办结（2023-12-20），还有 1 家未办结（共 2 家）",),
            id="one",
        ),
        pytest.param(
            task(),
            ("甲局", "乙局"),
            task(closed("甲局"), closed("乙局")),
            ("任务 14：甲局、乙局已办结（2023-12-20），各单位都已办结，整项办结",),
            id="all at once",
        ),
        pytest.param(
            task(closed("乙局", EARLIER)),
            ("甲局",),
            task(closed("乙局", EARLIER), closed("甲局")),
            ("任务 14：甲局已办结（2023-12-20），各单位都已办结，整项办结",),
            id="the last one",
        ),
        pytest.param(
            task(closed("甲局", EARLIER)),
            ("甲局",),
            task(closed("甲局", EARLIER)),
            ("任务 14：甲局已于 2023-06-01 办结，没有改动",),
            id="done already",
        ),
        pytest.param(
            task(closed("甲局", EARLIER)),
            ("甲局", "乙局"),
            task(closed("甲局", EARLIER), closed("乙局")),
            (
                "任务 14：甲局已于 2023-06-01 办结，没有改动",
                "任务 14：乙局已办结（2023-12-20），各单位都已办结，整项办结",
            ),
            id="one of two done already",
        ),
        pytest.param(
            task(units=("甲局", "各镇")),
            ("各镇",),
            task(closed("东镇"), closed("西镇"), units=("甲局", "各镇")),
            ("任务 14：东镇、西镇已办结（2023-12-20），还有 1 家未办结（共 3 家）",),
            id="a group closes each member",
        ),
        pytest.param(
            task(done=EARLIER),
            ("甲局",),
            task(done=EARLIER),
            ("任务 14：甲局已于 2023-06-01 办结，没有改动",),
            id="the whole is done",
        ),
    ],
)
def test_close_parts(before: Task, units: tuple[str, ...], after: Task, said: tuple[str, ...]) -> None:
    change = after_close(before, units=units)
    assert change.plan == plan_of(after)
    assert change.said == said


def test_many_parts_at_once_are_counted_not_listed() -> None:
    names = tuple(f"第{number}镇" for number in range(7))
    plan = replace(plan_of(task(units=("甲局", "各镇"))), groups=(Group(name="各镇", members=names),))
    change = close(plan, find_pieces(plan, ["14"]), REPORT, ("各镇",))
    assert change.said == ("任务 14：7 家单位已办结（2023-12-20），还有 1 家未办结（共 8 家）",)


STEPS = (Step(what="编制方案", deadline="8月31日前"), Step(what="落实方案"))


@pytest.mark.parametrize(
    ("before", "report", "after", "said"),
    [
        pytest.param(
            task(steps=STEPS),
            REPORT,
            task(steps=(STEPS[0], replace(STEPS[1], done=DAY))),
            "步骤 14.2 已办结（2023-12-20）：落实方案；其中 2 家还没有报送办结（共 2 家），一并视为办结",
            id="open",
        ),
        pytest.param(
            task(steps=(STEPS[0], replace(STEPS[1], done=EARLIER))),
            REPORT,
            task(steps=(STEPS[0], replace(STEPS[1], done=EARLIER))),
            "步骤 14.2 已于 2023-06-01 办结，没有改动",
            id="done already",
        ),
        pytest.param(
            task(steps=STEPS, done=EARLIER),
            REPORT,
            task(steps=STEPS, done=EARLIER),
            "步骤 14.2 已于 2023-06-01 办结，没有改动",
            id="done with its task",
        ),
        pytest.param(
            task(steps=STEPS),
            Report(day=DAY, note="已印发"),
            task(steps=(STEPS[0], replace(STEPS[1], done=DAY, progress=(Progress(date=DAY, note="已印发"),)))),
            "步骤 14.2 已办结（2023-12-20）：落实方案；其中 2 家还没有报送办结（共 2 家），一并视为办结",
            id="with a note",
        ),
    ],
)
def test_close_a_step(before: Task, report: Report, after: Task, said: str) -> None:
    change = after_close(before, "14.2", report=report)
    assert change.plan == plan_of(after)
    assert change.said == (said,)


def test_one_call_closes_steps_and_their_task_together() -> None:
    change = after_close(task(steps=STEPS), "14.1", "14", "14.2")
    assert change.plan == plan_of(task(steps=(replace(STEPS[0], done=DAY), STEPS[1]), done=DAY))
    assert change.said == (
        "步骤 14.1 已办结（2023-12-20）：编制方案；其中 2 家还没有报送办结（共 2 家），一并视为办结",
        "任务 14 已办结（2023-12-20）；其中 2 家还没有报送办结（共 2 家），一并视为办结；步骤 14.2 有 2 家还没有报送，一并视为办结",
        "步骤 14.2 已于 2023-12-20 办结，没有改动",
    )


FIVE, EACH = Target(count=5, measure="次"), Target(count=1, measure="场", each=True)


@pytest.mark.parametrize(
    ("before", "reached"),
    [
        pytest.param(
            task(Progress(date=EARLIER, count=3), Progress(date=EARLIER, unit="甲局", count=1), target=FIVE),
            "4/5 次",
            id="one short",
        ),
        pytest.param(task(Progress(date=EARLIER, unit="甲局", count=2), target=EACH), "1/2 家", id="one unit short"),
        pytest.param(task(target=EACH, units=("甲局",)), "0/1 场", id="the only unit short"),
    ],
)
def test_a_target_not_reached_is_not_closed_unless_forced(before: Task, reached: str) -> None:
    with pytest.raises(RefusedError) as caught:
        after_close(before)
    assert caught.value.message == (
        f"任务 14 的数量要求还没有达到（{reached}），没有办结；请先用 gkplan note 14 … --count 登记，确认办结请加 --force"
    )
    assert after_close(before, force=True).plan.tasks[0].done == DAY


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(task(Progress(date=EARLIER, count=5), target=FIVE), id="for all"),
        pytest.param(
            task(
                Progress(date=EARLIER, unit="甲局", count=2), Progress(date=EARLIER, unit="乙局", count=3), target=FIVE
            ),
            id="summed over units",
        ),
        pytest.param(
            task(
                Progress(date=EARLIER, unit="甲局", count=1), Progress(date=EARLIER, unit="乙局", count=1), target=EACH
            ),
            id="by each",
        ),
    ],
)
def test_a_target_that_is_reached_is_closed(before: Task) -> None:
    assert after_close(before).plan.tasks[0].done == DAY


def test_what_all_reach_together_is_asked_for_with_the_last_part() -> None:
    short = task(Progress(date=EARLIER, unit="甲局", count=4), target=FIVE)
    once = after_close(short, units=("甲局",)).plan.tasks[0]
    with pytest.raises(RefusedError, match="还没有达到"):
        after_close(once, units=("乙局",))
    enough = replace(once, progress=(*once.progress, Progress(date=DAY, unit="乙局", count=1)))
    assert after_close(enough, units=("乙局",)).said[0].endswith("各单位都已办结，整项办结")


def test_what_each_reaches_is_asked_for_with_its_own_part() -> None:
    one = task(Progress(date=EARLIER, unit="甲局", count=1), target=EACH)
    assert after_close(one, units=("甲局",)).plan.tasks[0].progress[-1] == closed("甲局")
    with pytest.raises(RefusedError, match="还没有达到"):
        after_close(one, units=("乙局",))


@pytest.mark.parametrize("change", [after_close, after_reopen])
def test_a_unit_that_is_not_responsible_is_refused(change: type) -> None:
    with pytest.raises(RefusedError) as caught:
        change(task(), units=("丙局", "甲局"))
    assert caught.value.message == "「丙局」不是任务 14 的责任单位，没有改动；责任单位是甲局、乙局"


def test_a_step_is_closed_and_opened_unit_by_unit() -> None:
    half = task(steps=(replace(STEPS[0], progress=(closed("甲局"),)), STEPS[1]))
    change = after_close(task(steps=STEPS), "14.1", units=("甲局",))
    assert change.plan == plan_of(half)
    assert change.said == ("步骤 14.1：甲局已办结（2023-12-20），还有 1 家未办结（共 2 家）",)
    assert after_close(half, "14.1", units=("乙局",)).said == (
        "步骤 14.1：乙局已办结（2023-12-20），各单位都已办结，这一步办结",
    )
    assert after_reopen(half, "14.1", units=("甲局",)).plan == plan_of(task(steps=STEPS))


@pytest.mark.parametrize(
    ("before", "words", "units", "after", "said"),
    [
        pytest.param(task(done=DAY), "14", (), task(), "任务 14 的办结已撤销，恢复为未办结", id="closed as a whole"),
        pytest.param(task(), "14", (), task(), "任务 14 还没有办结，没有改动", id="open"),
        pytest.param(
            task(closed("甲局"), closed("乙局"), done=DAY),
            "14",
            (),
            task(closed("甲局"), closed("乙局")),
            "任务 14 的整项办结已撤销；各责任单位都已分别办结，所以仍是已办结",
            id="the parts are closed too",
        ),
        pytest.param(
            task(closed("甲局"), closed("乙局")),
            "14",
            ("甲局",),
            task(closed("乙局")),
            "任务 14：甲局的办结已撤销，恢复为未办结",
            id="a part",
        ),
        pytest.param(
            task(closed("甲局", note="已上线", evidence=("a.png",), count=2)),
            "14",
            ("甲局",),
            task(Progress(date=DAY, unit="甲局", note="已上线", evidence=("a.png",), count=2)),
            "任务 14：甲局的办结已撤销，恢复为未办结",
            id="what was told stays",
        ),
        pytest.param(
            task(closed("乙局")),
            "14",
            ("甲局",),
            task(closed("乙局")),
            "任务 14：甲局还没有办结，没有改动",
            id="open part",
        ),
        pytest.param(
            task(closed("甲局", EARLIER), closed("甲局")),
            "14",
            ("甲局",),
            task(),
            "任务 14：甲局的办结已撤销，恢复为未办结",
            id="twice",
        ),
        pytest.param(
            task(closed("各镇"), units=("各镇",)),
            "14",
            ("各镇",),
            task(units=("各镇",)),
            "任务 14：东镇的办结已撤销，恢复为未办结|任务 14：西镇的办结已撤销，恢复为未办结",
            id="a group's report by its members",
        ),
        pytest.param(
            task(steps=(replace(STEPS[0], done=DAY), STEPS[1])),
            "14.1",
            (),
            task(steps=STEPS),
            "步骤 14.1 的办结已撤销，恢复为未办结",
            id="a step",
        ),
        pytest.param(
            task(steps=STEPS), "14.1", (), task(steps=STEPS), "步骤 14.1 还没有办结，没有改动", id="open step"
        ),
    ],
)
def test_reopen(before: Task, words: str, units: tuple[str, ...], after: Task, said: str) -> None:
    change = after_reopen(before, words, units=units)
    assert change.plan == plan_of(after)
    assert "|".join(change.said) == said


AT_LINE_9 = Location(9, 5)


@pytest.mark.parametrize(
    ("before", "words", "units", "message"),
    [
        pytest.param(
            task(closed("甲局"), closed("乙局")),
            "14",
            (),
            "任务 14 是各责任单位分别办结的，没有改动；请用 --unit 写明撤销哪一家的",
            id="done by its parts",
        ),
        pytest.param(
            task(done=DAY),
            "14",
            ("甲局",),
            "任务 14 已于 2023-12-20 整项办结，没有改动；请先运行 gkplan reopen 14",
            id="done as a whole",
        ),
        pytest.param(
            task(closed("各镇", at=AT_LINE_9), units=("各镇",)),
            "14",
            ("东镇",),
            "第 9 行的办结是「各镇」一并报送的，不能只撤销其中一家；请用 --unit 写明「各镇」",
            id="reported by the group",
        ),
        pytest.param(
            task(closed(None, at=AT_LINE_9)),
            "14",
            ("甲局",),
            "第 9 行的办结是「各责任单位」一并报送的，不能只撤销其中一家；请用 --unit 写明「甲局、乙局」",
            id="reported for all",
        ),
        pytest.param(
            task(steps=STEPS, done=DAY),
            "14.1",
            (),
            "步骤 14.1 是随任务 14 办结的，没有改动；请先运行 gkplan reopen 14",
            id="step",
        ),
    ],
)
def test_what_cannot_be_taken_back_so(before: Task, words: str, units: tuple[str, ...], message: str) -> None:
    with pytest.raises(RefusedError) as caught:
        after_reopen(before, words, units=units)
    assert caught.value.message == message


def test_only_the_tasks_named_change_in_their_places() -> None:
    plan = plan_of(task(id="1"), task(id="2"), task(id="3", done=EARLIER))
    change = close(plan, find_pieces(plan, ["3", "1"]), REPORT)
    assert change.plan == plan_of(task(id="1", done=DAY), task(id="2"), task(id="3", done=EARLIER))
    assert change.said == (
        "任务 3 已于 2023-06-01 办结，没有改动",
        "任务 1 已办结（2023-12-20）；其中 2 家还没有报送办结（共 2 家），一并视为办结",
    )


@pytest.mark.parametrize("change", [lambda plan, items: close(plan, items, REPORT), reopen], ids=["close", "reopen"])
def test_a_number_that_two_tasks_share_changes_neither(change: Callable[[Plan, tuple[Piece, ...]], Change]) -> None:
    # The reader keeps both so that check can name them: a write must not make one task of two.
    twins = (task(id="1", at=Location(4, 3)), task(id="1", requirement="另一件事", at=Location(9, 3)))
    plan = plan_of(*twins, task(id="2"))
    with pytest.raises(RefusedError) as caught:
        change(plan, find_pieces(plan, ["1"]))
    assert caught.value.message == "序号 1 在第 4、9 行重复，不知道指哪一项，没有改动；请先改正序号"
    assert change(plan, find_pieces(plan, ["2"])).plan.tasks[:2] == twins


RECORDS = st.lists(
    st.builds(
        Progress,
        date=st.dates(date(2023, 1, 1), DAY),
        unit=st.sampled_from(("甲局", "东镇", "西镇")),
        done=st.booleans(),
        note=st.none() | st.just("说明"),
    ),
    max_size=4,
).map(tuple)
ASKED = st.lists(st.sampled_from(("甲局", "东镇", "各镇")), unique=True, min_size=1).map(tuple)


@given(RECORDS, ASKED)
def test_closing_parts_closes_just_those_and_is_said_once(
    progress: tuple[Progress, ...], units: tuple[str, ...]
) -> None:
    before = task(*progress, units=("甲局", "各镇"))
    change = after_close(before, units=units)
    judge = Judge(change.plan, date.max)
    after = change.plan.tasks[0]
    asked = set(judge.members(units))
    for old, new in zip(judge.parts(Piece(before)), judge.parts(Piece(after)), strict=True):
        assert new.status.done == (old.status.done or (DAY if new.unit in asked else None))
    assert after.progress[: len(progress)] == progress
    assert after_close(after, units=units).plan == change.plan


@given(RECORDS, ASKED)
def test_taking_back_what_was_just_closed_leaves_the_task_as_it_was(
    progress: tuple[Progress, ...], units: tuple[str, ...]
) -> None:
    before = task(*(replace(each, done=False) for each in progress), units=("甲局", "各镇"))
    assert after_reopen(after_close(before, units=units).plan.tasks[0], units=units).plan == plan_of(before)
    whole = after_close(before).plan.tasks[0]
    assert after_reopen(whole).plan == plan_of(before)


WAIVED = (Waiver(period="2023Q3", unit="乙局"), Waiver(period="2023Q4"))


def granted(plan: Plan, piece: Piece, *units: str) -> Change:
    return extend(plan, piece, Extension(to=date(2024, 3, 31), date=EARLIER), EARLIER, units)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda plan, third, _: note(plan, third, REPORT, ("乙局",), None, is_done=True),
            "任务 14 的 2023Q3：乙局本期不报，没有改动；只登记进展请去掉 --done",
        ),
        (
            lambda plan, _, fourth: note(plan, fourth, REPORT, (), None, is_done=True),
            "任务 14 的 2023Q4 本期不报，没有改动；只登记进展请去掉 --done",
        ),
        (
            lambda plan, third, _: send_back(plan, third, replace(REPORT, note="不全"), ("乙局",)),
            "任务 14 的 2023Q3：乙局本期不报，没有可以退回的，没有改动",
        ),
        (
            lambda plan, third, _: granted(plan, third, "乙局"),
            "任务 14 的 2023Q3：乙局本期不报，不用延期，没有改动",
        ),
        (lambda plan, _, fourth: granted(plan, fourth), "任务 14 的 2023Q4 本期不报，不用延期，没有改动"),
    ],
    ids=["note", "note for all", "return", "extend", "extend for all"],
)
def test_who_is_waived_has_nothing_to_close_send_back_or_extend(
    change: Callable[[Plan, Piece, Piece], Change], words: str
) -> None:
    plan = plan_of(task(deadline="每季度末", waived=WAIVED))
    with pytest.raises(RefusedError) as refused:
        change(plan, *find_pieces(plan, ["14@2023Q3", "14@2023Q4"]))
    assert refused.value.message == words


def test_a_period_that_all_are_waived_from_is_not_closed() -> None:
    before = task(deadline="每季度末", waived=WAIVED)
    change = after_close(before, "14@2023Q4")
    assert change.plan == plan_of(before)
    assert change.said == ("任务 14 的 2023Q4 本期不报，没有改动",)
