"""The keys of the file and the fields of the model are the same, and what is written of a value reads back as it."""

from dataclasses import fields

import pytest

from gkplan.plan.model import Bulletin, Extension, Plan, Progress, Step, Target, Task, Waiver
from gkplan.planfile.notation import Shape
from gkplan.planfile.read import read_plan
from gkplan.planfile.schema import (
    BULLETIN,
    CHINESE_KEYS,
    EXTENSION,
    HEAD,
    PROGRESS,
    STEP,
    TARGET,
    TASK,
    TOP_KEYS,
    WAIVER,
)
from gkplan.planfile.yaml.lines import OneLine

NO_KEYS = {"at", "places"}
"""Where a thing stands is not written."""

SHAPES = {
    Task: TASK,
    Step: STEP,
    Extension: EXTENSION,
    Waiver: WAIVER,
    Progress: PROGRESS,
    Target: TARGET,
    Bulletin: BULLETIN,
}


@pytest.mark.parametrize(("made", "shape"), SHAPES.items(), ids=[made.__name__ for made in SHAPES])
def test_every_field_has_its_key(made: type, shape: Shape) -> None:
    assert set(shape.keys) == set(made.__annotations__) - NO_KEYS


def test_the_head_has_the_fields_of_the_plan_that_are_no_lists_of_their_own() -> None:
    assert set(HEAD.keys) == {field.name for field in fields(Plan)} - set(TOP_KEYS)


def test_chinese_words_stand_for_keys_that_there_are() -> None:
    known = {*TOP_KEYS, *HEAD.keys, "full", "aliases", "contact"}
    for shape in SHAPES.values():
        known.update(shape.keys)
    assert set(CHINESE_KEYS.values()) <= known


PLAN = """plan: {title: 试验, year: 2023, due_soon_days: %s}
units: {甲局: {}, 乙局: {}}
sections: {二(一): 公开}
tasks:
- id: 1
  section: 二(一)
  requirement: 公开
  units: [甲局, 乙局]
  lead: [甲局, 乙局]
  progress: [{date: 2023-06-01, count: 0}]
  target: {count: 5}
"""


@pytest.mark.parametrize("days", [0, 30, 366])
def test_from_no_day_to_a_year_ahead_can_be_soon(days: int) -> None:
    plan, problems = read_plan(PLAN % days)
    assert problems == ()
    assert plan.due_soon_days == days


def test_brackets_of_a_section_are_those_of_the_document() -> None:
    plan, _ = read_plan(PLAN % 30)
    assert plan.sections[0].key == plan.tasks[0].section == "二（一）"


def test_each_name_of_a_list_has_its_place() -> None:
    task = read_plan(PLAN % 30)[0].tasks[0]
    assert [task.place(key).column for key in ("units.0", "units.1", "lead.0", "lead.1")] == [11, 15, 10, 14]


def test_nothing_counted_is_said_and_what_stands_for_a_missing_value_is_written() -> None:
    plan = read_plan(PLAN % 30)[0]
    task = plan.tasks[0]
    assert PROGRESS.write(task.progress[0]) == {"date": "2023-06-01", "count": "0"}
    assert task.target is not None
    assert TARGET.write(task.target) == {"count": "5", "measure": "次"}
    assert isinstance(TARGET.write(task.target), OneLine)
    assert HEAD.write(Plan(title="")) == {"title": "", "due_soon_days": "30"}
