"""The keys of the file and the fields of the model are the same, and what is written of a value reads back as it."""

from dataclasses import fields

import pytest

from gkplan.plan.model import Extension, Plan, Progress, Step, Target, Task
from gkplan.planfile.schema import CHINESE_KEYS, EXTENSION, HEAD, PROGRESS, STEP, TARGET, TASK, TOP_KEYS, Shape

NO_KEYS = {"at", "places"}
"""Where a thing stands is not written."""

SHAPES = {Task: TASK, Step: STEP, Extension: EXTENSION, Progress: PROGRESS, Target: TARGET}


@pytest.mark.parametrize(("made", "shape"), SHAPES.items(), ids=[made.__name__ for made in SHAPES])
def test_every_field_has_its_key(made: type, shape: Shape) -> None:
    assert set(shape.keys) == {field.name for field in fields(made)} - NO_KEYS


def test_the_head_has_the_fields_of_the_plan_that_are_no_lists_of_their_own() -> None:
    assert set(HEAD.keys) == {field.name for field in fields(Plan)} - set(TOP_KEYS)


def test_chinese_words_stand_for_keys_that_there_are() -> None:
    known = {*TOP_KEYS, *HEAD.keys, "full", "aliases", "contact"}
    for shape in SHAPES.values():
        known.update(shape.keys)
    assert set(CHINESE_KEYS.values()) <= known
