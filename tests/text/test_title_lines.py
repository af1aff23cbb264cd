"""Titles in lines: broken between words, none of them a single character, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkplan.text.folding import measure
from gkplan.text.title_lines import title_lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于政务公开情况的通报", ["关于政务公开情况的通报"]),
        (
            "关于《2023年商河县政务公开重点工作任务分工》落实情况的通报",
            ["关于《2023年商河县政务公开", "重点工作任务分工》落实情况的通报"],
        ),
        (
            "关于《2024年全县政务公开工作要点任务分解表》落实情况的通报",
            ["关于《2024年全县政务公开工作", "要点任务分解表》落实情况的通报"],
        ),
        ("一二三四五六七八九十一二三四五六七八九", ["一二三四五六七八九", "十一二三四五六七八九"]),
        ("", [""]),
    ],
)
def test_where_a_title_is_broken(title: str, lines: list[str]) -> None:
    assert title_lines(title, 36) == lines


@given(st.text(alphabet="关于公开工作《》2023年（）的", min_size=3, max_size=60), st.integers(12, 40))
def test_nothing_is_lost_and_no_line_is_too_long_or_a_single_character(title: str, width: int) -> None:
    lines = title_lines(title, width)
    assert "".join(lines) == title
    assert max(map(measure, lines)) <= width
    assert len(lines) == 1 or len(lines) > 3 or min(map(len, lines)) > 1


def test_a_single_character_is_not_left_even_where_the_words_end_before_it() -> None:
    assert title_lines("甲乙丙丁公开报", 12) == ["甲乙丙", "丁公开报"]


def test_what_is_too_long_for_a_title_is_broken_all_the_same() -> None:
    lines = title_lines("公开" * 5000, 36)
    assert "".join(lines) == "公开" * 5000
    assert max(map(measure, lines)) <= 36
