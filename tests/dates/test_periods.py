"""期: which ones a recurring limit has, what they are called, and when each falls due."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkplan.dates.parse import parse_limit
from gkplan.dates.periods import name_period, periods

NEW_YEAR = date(2023, 1, 1)


def told(words: str, year: int = 2023, first: date = NEW_YEAR) -> str:
    return " ".join(f"{each.name}:{each.due:%m-%d}" for each in periods(parse_limit(words, year), first, year))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("每季度末", "2023Q1:03-31 2023Q2:06-30 2023Q3:09-30 2023Q4:12-31"),
        ("每季度", "2023Q1:03-31 2023Q2:06-30 2023Q3:09-30 2023Q4:12-31"),
        # Named by what is reported on: the last quarter's report falls due in the next year, that of the year before in this.
        ("每季度结束后10日内", "2022Q4:01-10 2023Q1:04-10 2023Q2:07-10 2023Q3:10-10 2023Q4:01-10"),
        ("每季度次月10日前", "2022Q4:01-10 2023Q1:04-10 2023Q2:07-10 2023Q3:10-10 2023Q4:01-10"),
        ("从2023年第二季度起，每个季度第1个月的20日前", "2023Q1:04-20 2023Q2:07-20 2023Q3:10-20 2023Q4:01-20"),
        ("每季度最后一个月25日前", "2023Q1:03-25 2023Q2:06-25 2023Q3:09-25 2023Q4:12-25"),
        ("每半年", "2023H1:06-30 2023H2:12-31"),
        ("每半年结束后10日内", "2022H2:01-10 2023H1:07-10 2023H2:01-10"),
        ("10月起每月底", "2023-10:10-31 2023-11:11-30 2023-12:12-31"),
        ("2023年10月起每月结束后5日内", "2023-09:10-05 2023-10:11-05 2023-11:12-05 2023-12:01-05"),
        ("11月起每月10日、25日前", "2023-11.1:11-10 2023-11.2:11-25 2023-12.1:12-10 2023-12.2:12-25"),
        ("12月起每旬", "2023-12.1:12-10 2023-12.2:12-20 2023-12.3:12-31"),
        ("每年6月和12月", "2023-06:06-30 2023-12:12-31"),
        ("每两个月", "2023-02:02-28 2023-04:04-30 2023-06:06-30 2023-08:08-31 2023-10:10-31 2023-12:12-31"),
        ("2023年6月底前每季度末", "2023Q1:03-31 2023Q2:06-30"),
        ("1月至3月每月底前", "2023-01:01-31 2023-02:02-28 2023-03:03-31"),
        # What is due once a year, every day or nobody knows when has no periods.
        ("每日", ""),
        ("每个工作日", ""),
        ("定期", ""),
        ("每季度结束后5个工作日内", ""),
        ("长期坚持", ""),
        ("2023年12月底前", ""),
    ],
)
def test_the_periods_of_a_year(words: str, expected: str) -> None:
    assert told(words) == expected
    assert parse_limit(words, 2023).has_periods == bool(expected)


def test_a_rule_bound_to_a_year_has_no_periods_outside_it() -> None:
    bound = "2024年每季度末"
    assert told(bound) == "2024Q1:03-31 2024Q2:06-30 2024Q3:09-30 2024Q4:12-31"
    assert told(bound, 2024) == told(bound, 2025, date(2024, 1, 1)) == told(bound)
    assert told(bound, 2025, date(2025, 1, 1)) == ""
    assert told("2024年度每季度结束后10日内") == "2024Q1:04-10 2024Q2:07-10 2024Q3:10-10 2024Q4:01-10"


def test_the_first_is_the_first_that_falls_due_from_the_day_of_the_document() -> None:
    assert told("每季度末", first=date(2023, 5, 20)).split(":")[0] == "2023Q2"
    assert told("每季度末", first=date(2023, 6, 30)).split(":")[0] == "2023Q2"
    assert told("每季度末", first=date(2023, 7, 1)).split(":")[0] == "2023Q3"


def test_weeks_are_those_of_the_calendar() -> None:
    weeks = periods(parse_limit("每周五前", 2023), NEW_YEAR, 2023)
    assert (weeks[0].name, weeks[0].due) == ("2023W01", date(2023, 1, 6))
    assert (weeks[-1].name, weeks[-1].due) == ("2023W52", date(2023, 12, 29))
    assert len(weeks) == 52


def test_two_rules_at_once_keep_their_names_apart() -> None:
    assert told("每季度报送一次，每半年报送一次") == (
        "2023Q1:03-31 2023H1:06-30 2023Q2:06-30 2023Q3:09-30 2023H2:12-31 2023Q4:12-31"
    )


@given(
    st.sampled_from(
        [
            "每季度末",
            "每季度结束后10日内",
            "每月5日前",
            "每月10日、25日前",
            "每半年",
            "每周五前",
            "每旬",
            "双周",
            "每5个月",
        ]
    ),
    st.integers(2000, 2030),
    st.integers(0, 365),
)
def test_names_are_names_each_once_in_the_order_of_the_days(words: str, year: int, offset: int) -> None:
    first = date.fromordinal(date(year, 1, 1).toordinal() + offset)
    found = periods(parse_limit(words, year), first, year)
    names = [each.name for each in found]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[12][0-9]{3}(Q[1-4]|H[12]|-[01][0-9]|W[0-5][0-9])(\.[1-3])?", name) for name in names)
    assert [each.due for each in found] == sorted(each.due for each in found)
    assert all(each.due >= first for each in found)
    # A later start changes no name: periods are called the same however late one begins to look.
    whole = periods(parse_limit(words, year), date(year, 1, 1), year)
    assert found == tuple(each for each in whole if each.due >= first)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("2023Q1", "2023Q1"),
        ("q1", "Q1"),
        ("一季度", "Q1"),
        ("第一季度", "Q1"),
        ("2023年第1季度", "2023Q1"),
        ("２０２３Ｑ１", "2023Q1"),
        ("3月", "-03"),
        ("2023年3月份", "2023-03"),
        ("2023-03", "2023-03"),
        ("上半年", "H1"),
        ("2023年下半年", "2023H2"),
        ("第14周", "W14"),
    ],
)
def test_what_people_type_for_a_period(typed: str, name: str) -> None:
    assert name_period(typed) == name
