"""Lines of a width, and widths for columns."""

import pytest

from gkplan.text.folding import fold, measure, share


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一二三四 五六", 8, ["一二三四", "五六"]),
        ("一二三四。五六", 8, ["一二三", "四。五六"]),
        ("（一）甲乙", 6, ["（一）", "甲乙"]),
        ("ab cd ef", 5, ["ab cd", "ef"]),
        ("甲Microsoft乙", 9, ["甲", "Microsoft", "乙"]),
        ("", 8, [""]),
    ],
)
def test_lines(text: str, width: int, lines: list[str]) -> None:
    assert fold(text, width) == lines


@pytest.mark.parametrize(
    "text", ["一二三四\u3000五六", "公开情况（\u3000\u3000）说明", "ab cd ", "一二三四  五六", "甲" * 50 + " "]
)
@pytest.mark.parametrize("width", [2, 5, 8, 10])
def test_no_line_is_wider_and_nothing_is_lost(text: str, width: int) -> None:
    lines = fold(text, width)
    assert max(map(measure, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_columns_share_what_is_left_by_weight() -> None:
    assert share([3, 20], [1, 2], 10, 2) == [3, 7]
    assert share([20, 20], [1, 3], 20, 2) == [2 + 4, 2 + 12]
    assert share([5, 30, 30], [0, 1, 1], 25, 4) == [5, 10, 10]
    assert share([5, 6, 30], [0, 1, 1], 35, 4) == [5, 6, 24]


def test_no_column_gets_less_than_it_needs_at_least() -> None:
    assert share([40, 200], [1, 9], 40, 12)[0] >= 12
    assert share([8, 200], [1, 9], 40, 12) == [8, 32]
