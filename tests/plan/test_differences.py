"""Two versions of a plan: every difference is told, each once, and what is the same is none."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkplan.plan.differences import WORDS, Difference, differences
from gkplan.plan.model import (
    Bulletin,
    Extension,
    Group,
    Location,
    Plan,
    Progress,
    Section,
    Step,
    Target,
    Task,
    Unit,
    Waiver,
)
from gkplan.planfile.read import read_plan
from tests.cli.kept.chance import Chance

DAY = date(2023, 9, 6)
TASK = Task(
    id="1",
    requirement="公开",
    units=("甲局", "乙局"),
    section="一",
    deadline="2023年9月底前",
    steps=(Step(what="编方案", deadline="8月底前"), Step(what="报结果")),
    progress=(Progress(date=DAY, unit="甲局", note="在办"), Progress(date=DAY, unit="乙局", done=True)),
)
PLAN = Plan(
    title="甲",
    year=2023,
    units=(Unit(name="甲局"), Unit(name="乙局")),
    groups=(Group(name="各局", members=("甲局",)),),
    sections=(Section(key="一", title="总则"),),
    bulletins=(Bulletin(1, DAY),),
    tasks=(TASK, replace(TASK, id="2")),
)


def told(**changes: Any) -> list[Difference]:
    """What differs when the first task has these fields."""
    return list(differences(PLAN, replace(PLAN, tasks=(replace(TASK, **changes), PLAN.tasks[1]))))


def test_a_plan_does_not_differ_from_itself() -> None:
    moved = replace(PLAN, tasks=tuple(replace(task, at=Location(7, 7)) for task in PLAN.tasks))
    assert differences(PLAN, PLAN) == differences(PLAN, moved) == ()


@pytest.mark.parametrize(
    ("changes", "kind", "before", "after"),
    [
        ({"requirement": "公开目录"}, "requirement", "公开", "公开目录"),
        ({"units": ("乙局", "甲局")}, "units", "甲局、乙局", "乙局、甲局"),
        ({"lead": ("甲局",)}, "lead", "", "甲局"),
        ({"deadline": None}, "deadline", "2023年9月底前", ""),
        ({"section": "二"}, "section", "一", "二"),
        ({"target": Target(count=5, what="培训", each=True)}, "target", "", "培训 每家 5 次"),
        ({"origin": "2022年第3项"}, "origin", "", "2022年第3项"),
        ({"done": DAY}, "done", "", ""),
        ({"extensions": (Extension(to=date(2023, 12, 1), reason="等"),)}, "extension", "", "延到 2023-12-01，理由：等"),
        ({"waived": (Waiver(period="2023Q1", reason="撤并"),)}, "waived", "", "撤并"),
        ({"progress": (*TASK.progress, Progress(date=DAY, note="又报", count=2))}, "progress", "", "又报 计 2"),
        ({"progress": (*TASK.progress, Progress(date=DAY, unit="丙局", returned="不全"))}, "returned", "", "不全"),
        ({"progress": TASK.progress[:1]}, "retracted", "2023-09-06 办结", ""),
        ({"progress": TASK.progress[::-1]}, "moved", "2023-09-06 进展 在办；2023-09-06 办结", "2023-09-06 办结；2023-09-06 进展 在办"),
        ({"steps": (*TASK.steps, Step(what="总结"))}, "added", "", "总结（未定时限）"),
        ({"steps": TASK.steps[1:]}, "removed", "编方案（8月底前）", ""),
        ({"steps": (replace(TASK.steps[0], deadline="9月底前"), TASK.steps[1])}, "deadline", "8月底前", "9月底前"),
        ({"steps": (replace(TASK.steps[0], what="编好方案"), TASK.steps[1])}, "what", "编方案", "编好方案"),
    ],
)  # fmt: skip
def test_a_change_of_a_task_is_told_as_what_it_is(changes: dict[str, Any], kind: str, before: str, after: str) -> None:
    (found,) = told(**changes)
    assert (found.kind, found.before, found.after) == (kind, before, after)
    assert found.piece
    assert found.piece.task.id == "1"


def test_an_entry_that_says_something_else_was_corrected() -> None:
    (found,) = told(progress=(replace(TASK.progress[0], note="已公开", date=date(2023, 9, 7)), TASK.progress[1]))
    assert (found.kind, found.unit) == ("corrected", "甲局")
    assert (found.before, found.after) == ("2023-09-06 进展 在办", "2023-09-07 进展 已公开")


def test_a_closing_that_is_gone_was_taken_back() -> None:
    closed = replace(PLAN, tasks=(replace(TASK, done=DAY), PLAN.tasks[1]))
    assert [each.kind for each in differences(closed, PLAN)] == ["reopened"]
    assert [each.kind for each in differences(PLAN, closed)] == ["done"]


def test_steps_are_known_by_what_they_are() -> None:
    first = Step(what="先办", deadline="7月底前")
    found = told(steps=(first, replace(TASK.steps[0], done=DAY), TASK.steps[1]))
    assert [(each.kind, each.piece and each.piece.id) for each in found] == [("added", "1.1"), ("done", "1.2")]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"title": "乙"}, "title"),
        ({"year": None}, "year"),
        ({"due_soon_days": 20}, "due_soon_days"),
        ({"holidays": (DAY,)}, "holidays"),
        ({"units": (Unit(name="甲局", contact="张三"), Unit(name="乙局"))}, "units"),
        ({"groups": ()}, "groups"),
        ({"sections": (Section(key="一", title="总则二"),)}, "sections"),
        ({"bulletins": (Bulletin(1, DAY), Bulletin(2, date(2023, 10, 1)))}, "bulletins"),
        ({"units": (Unit(name="乙局"), Unit(name="甲局"))}, "moved"),
        ({"tasks": PLAN.tasks[::-1]}, "moved"),
        ({"tasks": PLAN.tasks[:1]}, "removed"),
        ({"tasks": (*PLAN.tasks, replace(TASK, id="3"))}, "added"),
    ],
)
def test_a_change_of_the_plan_itself(changes: dict[str, Any], kind: str) -> None:
    assert [each.kind for each in differences(PLAN, replace(PLAN, **changes))] == [kind]


def test_they_come_in_the_order_of_the_document() -> None:
    tasks = (replace(TASK, requirement="甲"), replace(PLAN.tasks[1], requirement="乙"), replace(TASK, id="0"))
    found = differences(PLAN, replace(PLAN, title="乙", tasks=tasks))
    assert [each.piece and each.piece.id for each in found] == [None, "1", "2", "0"]


def test_every_field_has_a_word() -> None:
    for kind in (Plan, Task, Step):
        names = {field.name for field in fields(kind)}
        assert names - set(WORDS) <= {"tasks", "steps", "extensions", "waived", "progress", "id", "at", "places"}


@given(st.integers(0, 1_000_000), st.integers(0, 1_000_000))
def test_two_plans_differ_where_something_is_told(seed: int, other: int) -> None:
    one, two = (read_plan(Chance(each).plan())[0] for each in (seed, other))
    found = differences(one, two)
    assert (found == ()) == (one == two)
    assert differences(one, one) == differences(two, two) == ()
    # Backwards as many tasks are gone as are new forwards.
    back = differences(two, one)
    whole = [[each.kind for each in some if each.piece and each.piece.is_task] for some in (found, back)]
    assert whole[0].count("added") == whole[1].count("removed")
    assert whole[0].count("removed") == whole[1].count("added")
