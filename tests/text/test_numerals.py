"""Chinese numerals and Arabic ones, and numbers told as ranges."""

import pytest

from gkplan.text.halfwidth import half_width
from gkplan.text.numerals import arabic, chinese
from gkplan.text.ranges import ranges


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百〇五"),
        (110, "一百一十"),
        (999, "九百九十九"),
        (0, "0"),
        (1000, "1000"),
    ],
)
def test_chinese(number: int, written: str) -> None:
    assert chinese(number) == written


def test_every_chinese_numeral_is_read_back() -> None:
    assert [arabic(chinese(number)) for number in range(1, 1000)] == [str(number) for number in range(1, 1000)]


@pytest.mark.parametrize(
    ("written", "number"),
    [("二〇二三", "2023"), ("廿一", "21"), ("两", "2"), ("2十", "20"), ("abc", "abc"), ("12", "12")],
)
def test_arabic(written: str, number: str) -> None:
    assert arabic(written) == number


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["7"], "7", id="one"),
        pytest.param(["7", "8"], "7、8", id="two are not worth a range"),
        pytest.param(["7", "8", "9", "11"], "7-9、11", id="three are"),
        pytest.param(["9", "8", "7"], "9、8、7", id="downwards is no range"),
        pytest.param(["1", "1.1", "2"], "1、1.1、2", id="a step parts its neighbours"),
    ],
)
def test_ranges(numbers: list[str], told: str) -> None:
    assert ranges(numbers) == told


def test_ranges_of_two_with_another_sign() -> None:
    assert ranges(["4", "5", "7"], "–", 2) == "4–5、7"


def test_half_width() -> None:
    assert half_width("　１４．１（ａ） ") == "14.1(a)"
