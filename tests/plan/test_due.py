"""What a time limit sets in a plan: its last day, nothing for what has no end, and why when it cannot be worked out."""

from datetime import date

import pytest

from gkplan.plan.due import work_out
from gkplan.plan.model import Plan

PLAN = Plan(title="试验", year=2023, issued=date(2023, 5, 20))


@pytest.mark.parametrize(
    ("words", "day", "is_unset"),
    [
        ("6月底前", date(2023, 6, 30), False),
        ("印发之日起30日内", date(2023, 6, 19), False),
        ("2023年9月20日后10日内", date(2023, 9, 30), False),
        ("2023年9月20日后10个工作日内", date(2023, 10, 10), False),
        ("长期坚持", None, False),
        ("每季度末", None, False),
        ("按上级要求", None, True),
        ("2023年13月底前", None, True),
    ],
)
def test_the_last_day(words: str, day: date | None, is_unset: bool) -> None:  # noqa: FBT001 - a column of the table
    due = work_out(PLAN, words)
    assert (due.day, due.is_unset, due.fault) == (day, is_unset, None)


def test_a_year_whose_holidays_are_not_known_is_told() -> None:
    due = work_out(PLAN, "2090年9月20日后10个工作日内")
    assert due.day is None
    assert due.fault is not None
    assert "2090年" in due.fault
