"""收表: what answers in forms make of a plan, and which are left out for what reason."""

from dataclasses import replace
from datetime import date

import pytest

from gkplan.plan.changes.collecting import Collected, collect
from gkplan.plan.forms import Answer, Seen, asked_of, key_of, mark_of, read_key
from gkplan.plan.lookup import find_piece
from gkplan.plan.model import Extension, Group, Piece, Plan, Progress, Step, Target, Task, Unit, Waiver
from gkplan.plan.register import Register
from gkplan.plan.select import select
from gkplan.plan.status import Judge
from gkplan.views.collected import in_short

TODAY = date(2023, 10, 10)
PLAN = Plan(
    title="试验县2023年任务分工",
    year=2023,
    units=(Unit(name="县司法局"), Unit(name="县财政局")),
    tasks=(
        Task(id="1", requirement="公开目录", units=("县司法局", "县财政局"), deadline="2023年9月底前"),
        Task(id="2", requirement="开展培训", units=("县司法局",), deadline="2023年12月底前", target=Target(count=5)),
        Task(id="3", requirement="报送信息", units=("县司法局", "县财政局"), deadline="每季度末"),
    ),
)


def answer(
    piece: str = "1", unit: str = "县司法局", plan: Plan = PLAN, place: str = "甲.xlsx第6行", **said: object
) -> Answer:
    found = find_piece(plan, piece)
    seen = Seen(found._replace(period=None).id, found.period or "", unit, found.what)
    key = key_of(Register(plan), found, unit)
    return Answer(place, key, **{"seen": seen, **said})  # type: ignore[arg-type] # each test knows what it says


def changed(task: Task, plan: Plan = PLAN) -> Plan:
    return replace(plan, tasks=tuple(task if each.id == task.id else each for each in plan.tasks))


def reasons(found: Collected) -> str:
    return "\n".join(reason for _, reason in found.refused)


def test_an_answer_becomes_a_report_of_the_unit() -> None:
    said = answer(is_done=True, day=date(2023, 9, 6), note="已公开", evidence=("https://a.cn",))
    found = collect(PLAN, [said], TODAY)
    assert found.plan.tasks[0].progress == (
        Progress(date=date(2023, 9, 6), unit="县司法局", done=True, note="已公开", evidence=("https://a.cn",)),
    )
    (taken,) = found.taken
    assert (taken.before.word, taken.after.word) == ("已逾期", "按期办结")
    assert (found.refused, found.known) == ((), ())


def test_what_is_blank_is_nothing() -> None:
    assert collect(PLAN, [answer(), answer("2")], TODAY) == Collected(PLAN, (), (), ())


def test_without_a_day_it_is_of_the_day_of_collecting_and_says_so() -> None:
    (taken,) = collect(PLAN, [answer(note="正在办理")], TODAY).taken
    assert (taken.day, taken.is_dated) == (TODAY, False)


def test_numbers_and_closings_of_several_rows_are_taken_together() -> None:
    said = [
        answer("2", counted=3, day=TODAY),
        answer("3@2023Q3", is_done=True, day=TODAY),
        answer("1", "县财政局", note="在办"),
    ]
    found = collect(PLAN, said, TODAY)
    assert len(found.taken) == 3
    assert Register(found.plan).count(found.plan.tasks[1]) == 3
    assert found.plan.tasks[2].progress[0].period == "2023Q3"


def test_twice_the_same_is_known() -> None:
    said = [answer(is_done=True, note="已公开"), answer("2", counted=1)]
    once = collect(PLAN, said, TODAY)
    later = collect(once.plan, said, date(2023, 11, 1))
    assert later.plan == once.plan
    assert (len(later.known), later.taken, later.refused) == (2, (), ())


def test_a_report_that_was_sent_back_may_be_made_again() -> None:
    report = Progress(date=date(2023, 9, 1), unit="县司法局", done=True)
    back = Progress(date=date(2023, 9, 5), unit="县司法局", returned="材料不全")
    plan = changed(replace(PLAN.tasks[0], progress=(report, back)))
    found = collect(plan, [answer(plan=plan, is_done=True)], TODAY)
    assert len(found.taken) == 1
    assert found.taken[0].after.done == TODAY


@pytest.mark.parametrize(
    "newer",
    [
        {"progress": (Progress(date=date(2023, 10, 5), unit="县司法局", note="又报"),)},
        {"progress": (Progress(date=date(2023, 10, 5), unit="县司法局", done=True),)},
        {"done": date(2023, 10, 5)},
        {"extensions": (Extension(to=date(2023, 11, 1), unit="县司法局"),)},
        {"extensions": (Extension(to=date(2023, 11, 1)),)},
        {"deadline": "2023年11月底前"},
        {"requirement": "公开另一份目录"},
    ],
)
def test_what_the_plan_has_newer_is_left_out(newer: dict[str, object]) -> None:
    plan = changed(replace(PLAN.tasks[0], **newer))  # type: ignore[arg-type] # fields of a task
    found = collect(plan, [answer(note="旧表里的话")], TODAY)
    assert (found.plan, found.taken) == (plan, ())
    assert "与方案里现在的不同" in reasons(found)


def test_what_others_reported_meanwhile_does_not_matter() -> None:
    plan = changed(replace(PLAN.tasks[0], progress=(Progress(date=TODAY, unit="县财政局", done=True),)))
    assert len(collect(plan, [answer(is_done=True, day=TODAY)], TODAY).taken) == 1


def test_a_waived_period_is_left_out() -> None:
    plan = changed(replace(PLAN.tasks[2], waived=(Waiver(period="2023Q3", unit="县司法局"),)))
    found = collect(plan, [answer("3@2023Q3", is_done=True)], TODAY)
    assert found.taken == ()
    assert found.refused


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (replace(PLAN, title="另一份"), "另一份方案"),
        (replace(PLAN, year=2024), "另一份方案"),
        (replace(PLAN, tasks=PLAN.tasks[1:]), "已没有 1"),
        (changed(replace(PLAN.tasks[0], units=("县财政局",))), "已不是任务 1 的责任单位"),
    ],
)
def test_what_is_not_of_this_plan_is_left_out(plan: Plan, words: str) -> None:
    found = collect(plan, [answer(note="甲"), answer("2", counted=1)], TODAY)
    assert words in found.refused[0][1]
    assert len(found.taken) == (0 if "另一份" in words else 1)


def test_one_row_twice_counts_once_and_otherwise_not_at_all() -> None:
    same = [answer(note="甲"), answer(note="甲", place="乙.xlsx第7行")]
    assert len(collect(PLAN, same, TODAY).taken) == 1
    unlike = [answer(note="甲"), answer(note="乙", place="乙.xlsx第7行"), answer("2", counted=1)]
    found = collect(PLAN, unlike, TODAY)
    assert [taken.piece.id for taken in found.taken] == ["2"]
    assert len(found.refused) == 1
    assert "甲.xlsx第6行、乙.xlsx第7行" in reasons(found)


@pytest.mark.parametrize(
    ("piece", "said", "words"),
    [
        ("2", {"is_done": True}, "数量要求还没有达到"),
        ("1", {"counted": 2}, "没有数量要求"),
        ("3@2023Q3", {"counted": 2}, "没有数量要求"),
    ],
)
def test_what_cannot_be_reported_so_is_left_out(piece: str, said: dict[str, object], words: str) -> None:
    if "@" in piece:
        # 3 has no target, and its periods have none either.
        assert find_piece(PLAN, piece) == Piece(PLAN.tasks[2], period="2023Q3")
    found = collect(PLAN, [answer(piece, **said)], TODAY)  # type: ignore[arg-type] # each case knows what it says
    assert found.plan == PLAN
    assert words in reasons(found)
    assert "--" not in reasons(found)


def test_keys_are_read_as_they_are_written() -> None:
    key = key_of(Register(PLAN), find_piece(PLAN, "3@2023Q3"), "县司法局")
    assert read_key(str(key)) == key
    assert read_key(f" {key} ") == key
    for text in ("", "1|县司法局", "县司法局", f"{key}x", str(key)[:-1]):
        assert read_key(text) is None


@pytest.mark.parametrize(
    "seen",
    [
        Seen("2", "", "县司法局", "公开目录"),
        Seen("1", "2023Q3", "县司法局", "公开目录"),
        Seen("1", "", "县财政局", "公开目录"),
        Seen("1", "", "县司法局", "开展培训"),
        Seen("1", None, None, "开展培训"),
        Seen(),
    ],
)
def test_a_row_that_is_not_what_its_key_says_is_left_out(seen: Seen) -> None:
    found = collect(PLAN, [answer(note="甲", seen=seen)], TODAY)
    assert found.taken == ()
    assert "排序" in reasons(found) or "核对不了" in reasons(found)


@pytest.mark.parametrize("unit", ["县司法局", "司法局", " 县 司法局", "试验县司法局", "司法办"])
def test_a_unit_may_write_its_other_names(unit: str) -> None:
    known = Unit(name="县司法局", full="试验县司法局", aliases=("司法办",))
    plan = replace(PLAN, units=(known, PLAN.units[1]))
    said = answer(note="甲", plan=plan, seen=Seen("1", "", unit, "公开 目录"))
    assert len(collect(plan, [said], TODAY).taken) == 1


def test_a_later_form_that_says_the_same_says_it_anew() -> None:
    once = collect(PLAN, [answer("2", counted=1, note="已办班")], TODAY)
    later = collect(once.plan, [answer("2", plan=once.plan, counted=1, note="已办班")], date(2023, 11, 10))
    assert len(later.taken) == 1
    assert Register(later.plan).count(later.plan.tasks[1]) == 2


def test_steps_are_taken_before_the_task_that_closes_them() -> None:
    steps = (Step(what="编方案", deadline="2023年8月底前"),)
    plan = changed(replace(PLAN.tasks[0], steps=steps))
    said = [
        answer("1", plan=plan, is_done=True, day=TODAY),
        answer("1.1", plan=plan, is_done=True, day=date(2023, 8, 1), note="方案"),
    ]
    found = collect(plan, said, TODAY)
    assert [taken.piece.id for taken in found.taken] == ["1.1", "1"]
    assert found.plan.tasks[0].steps[0].progress[0].note == "方案"


def test_what_closed_the_task_meanwhile_makes_the_step_another() -> None:
    steps = (Step(what="编方案", deadline="2023年8月底前"),)
    plan = changed(replace(PLAN.tasks[0], steps=steps))
    closed = changed(replace(plan.tasks[0], done=TODAY), plan)
    found = collect(closed, [answer("1.1", plan=plan, note="在编")], TODAY)
    assert "与方案里现在的不同" in reasons(found)


def test_more_than_was_asked_for_is_remarked_on() -> None:
    (taken,) = collect(PLAN, [answer("2", counted=100)], TODAY).taken
    assert "已超过要求" in "".join(taken.remarks)


def test_a_unit_with_a_bar_in_its_name_has_a_key() -> None:
    plan = replace(PLAN, units=(Unit(name="县|委"),), tasks=(replace(PLAN.tasks[0], units=("县|委",)),))
    key = key_of(Register(plan), Piece(plan.tasks[0]), "县|委")
    assert read_key(str(key)) == key


def test_a_period_that_was_begun_is_asked_for() -> None:
    begun = Progress(date=TODAY, unit="县司法局", period="2023Q4", note="在办")
    judge = Judge(changed(replace(PLAN.tasks[2], progress=(begun,))), TODAY)
    rows = asked_of(judge, "县司法局", select(judge, units=("县司法局",), with_parts=True))
    assert "3@2023Q4" in [row.key.piece for row in rows]


def test_an_extension_of_another_period_does_not_matter() -> None:
    later = Extension(to=date(2024, 2, 1), period="2023Q4")
    plan = changed(replace(PLAN.tasks[2], extensions=(later,)))
    assert len(collect(plan, [answer("3@2023Q3", is_done=True, day=TODAY)], TODAY).taken) == 1


def test_evidence_that_was_added_meanwhile_matters() -> None:
    bare = Progress(date=date(2023, 9, 1), unit="县司法局", note="已公开")
    made = changed(replace(PLAN.tasks[0], progress=(bare,)))
    now = changed(replace(PLAN.tasks[0], progress=(replace(bare, evidence=("https://a.cn",)),)))
    assert "与方案里现在的不同" in reasons(collect(now, [answer(plan=made, is_done=True)], TODAY))


def test_blanks_do_not_change_what_was_told() -> None:
    assert mark_of("已逾期 10 天") == mark_of(" 已逾期10天\n")


def test_an_extension_of_the_units_group_matters() -> None:
    plan = replace(PLAN, groups=(Group(name="各部门", members=("县司法局", "县财政局")),))
    later = changed(replace(plan.tasks[0], extensions=(Extension(to=date(2023, 11, 1), unit="各部门"),)), plan)
    assert "与方案里现在的不同" in reasons(collect(later, [answer(plan=plan, note="甲")], TODAY))


def test_a_row_twice_with_other_answers_is_not_taken() -> None:
    unlike = [answer(note="甲"), answer(note="甲", is_done=True, place="乙.xlsx第7行")]
    assert "填了 2 次" in reasons(collect(PLAN, unlike, TODAY))


def test_it_is_told_how_many_of_them_close_something() -> None:
    found = collect(PLAN, [answer(is_done=True), answer("2", note="甲"), answer("1", "县财政局", note="甲")], TODAY)
    assert in_short(found) == "要登记 3 条（2 个单位，其中办结 1 条）"


def test_the_same_words_of_another_day_are_another_report() -> None:
    once = collect(PLAN, [answer(note="在办", day=date(2023, 9, 6))], TODAY)
    again = collect(once.plan, [answer(note="在办", day=date(2023, 9, 20))], TODAY)
    assert (again.known, len(again.refused)) == ((), 1)


def test_numbers_may_be_full_width() -> None:
    assert len(collect(PLAN, [answer(note="甲", seen=Seen("１", "", "县司法局", "公开目录"))], TODAY).taken) == 1


def test_other_evidence_is_another_report() -> None:
    once = collect(PLAN, [answer(note="在办", evidence=("a.pdf",))], TODAY)
    again = collect(once.plan, [answer(note="在办", evidence=("b.pdf",))], TODAY)
    assert (again.known, len(again.refused)) == ((), 1)


def test_what_another_unit_said_is_not_what_this_one_did() -> None:
    theirs = Progress(date=TODAY, unit="县财政局", note="甲")
    own = Progress(date=TODAY, unit="县司法局", note="乙")
    plan = changed(replace(PLAN.tasks[0], progress=(theirs, own)))
    found = collect(plan, [answer(note="甲")], TODAY)
    assert (found.known, len(found.refused)) == ((), 1)
