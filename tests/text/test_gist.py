"""Short wordings: at a clause, in the columns there are, whole names."""

import pytest

from gkplan.text.folding import measure
from gkplan.text.gist import clip, clip_names, gist

TEXT = "按要求公开国有企业改革情况，并及时解读；每季度更新一次"


@pytest.mark.parametrize(
    ("most", "short"),
    [
        (27, TEXT),
        (21, "按要求公开国有企业改革情况，并及时解读…"),
        (15, "按要求公开国有企业改革情况…"),
        (9, "按要求公开国有企业…"),
    ],
)
def test_a_gist_ends_with_a_clause_where_one_fits(most: int, short: str) -> None:
    assert gist(TEXT, most) == short


@pytest.mark.parametrize(
    ("width", "short"),
    [
        (54, TEXT),
        (53, "按要求公开国有企业改革情况，并及时解读…"),
        (42, "按要求公开国有企业改革情况，并及时解读…"),
        (30, "按要求公开国有企业改革情况…"),
        (12, "按要求公开…"),
    ],
)
def test_a_clipped_text_fits(width: int, short: str) -> None:
    assert clip(TEXT, width) == short
    assert measure(short) <= width


def test_no_latin_word_is_clipped_in_its_midst() -> None:
    assert clip("更新 Microsoft Excel 文件", 17) == "更新 Microsoft…"
    assert clip("公开𠮷𡘙👨‍👩‍👧等名录及其说明", 10) == "公开𠮷𡘙…"


def test_a_text_of_many_signs_that_take_no_room_is_clipped_too() -> None:
    assert measure(clip("公" + "\u0301" * 500 + "开" * 30, 20)) <= 20


NAMES = ("许商街道", "殷巷镇", "怀仁镇")


@pytest.mark.parametrize(
    ("width", "short"),
    [
        (24, "许商街道、殷巷镇、怀仁镇"),
        (23, "许商街道、殷巷镇…"),
        (17, "许商街道、殷巷镇…"),
        (16, "许商街道…"),
        (0, "许商街道…"),
    ],
)
def test_names_are_clipped_between_names(width: int, short: str) -> None:
    assert clip_names(NAMES, width) == short


def test_a_single_name_is_never_clipped() -> None:
    assert clip_names(["市生态环境局商河分局"], 3) == "市生态环境局商河分局"
    assert clip_names([], 3) == ""


def test_a_clause_may_end_with_the_last_character_there_is_room_for() -> None:
    assert gist("一二三四五六七，九十。十二三四", 10) == "一二三四五六七，九十…"
