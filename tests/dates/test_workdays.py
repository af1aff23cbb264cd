"""Working days against the State Council's notices."""

import csv
from datetime import date
from pathlib import Path

import chinese_calendar  # type: ignore[import-untyped]  # it ships no types
import pytest

from gkplan.dates import workdays
from gkplan.errors import RefusedError

with (Path(__file__).parents[1] / "data" / "workdays.tsv").open(encoding="utf-8") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t"))


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 9


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["note"])
def test_due_days_of_the_table(row: dict[str, str]) -> None:
    start = date.fromisoformat(row["start_day(not counted)"])
    assert workdays.add(start, int(row["working_days"])) == date.fromisoformat(row["due"])


def test_counting_back_and_not_at_all() -> None:
    assert workdays.add(date(2023, 10, 9), -1) == date(2023, 10, 8)
    assert workdays.add(date(2023, 10, 7), -1) == date(2023, 9, 28)
    assert workdays.add(date(2023, 10, 1), 0) == date(2023, 10, 1)


def test_the_plan_s_corrections_win() -> None:
    day = date(2023, 9, 21)
    assert workdays.add(date(2023, 9, 20), 1) == day
    assert workdays.add(date(2023, 9, 20), 1, holidays=(day,)) == date(2023, 9, 22)
    assert workdays.add(date(2023, 9, 22), 1, workdays=(date(2023, 9, 23),)) == date(2023, 9, 23)
    assert not workdays.is_workday(date(2023, 10, 7), holidays=(date(2023, 10, 7),))
    assert workdays.is_workday(date(2023, 10, 1), workdays=(date(2023, 10, 1),))


@pytest.mark.parametrize(
    "start", [date(2040, 3, 1), date(1990, 3, 1)], ids=["after the last notice", "before the first"]
)
def test_years_without_a_notice_are_refused(start: date) -> None:
    with pytest.raises(RefusedError) as caught:
        workdays.add(start, 1)
    assert f"《国务院办公厅关于{start.year}年部分节假日安排的通知》尚未收录" in caught.value.message
    assert "plan.holidays" in caught.value.message


def test_a_count_that_runs_into_a_missing_year_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {day: name for day, name in chinese_calendar.holidays.items() if day.year <= 2023}
    monkeypatch.setattr(chinese_calendar, "holidays", known)
    assert workdays.add(date(2023, 12, 20), 5) == date(2023, 12, 27)
    with pytest.raises(RefusedError, match="2024年部分节假日"):
        workdays.add(date(2023, 12, 20), 20)


def test_a_plan_that_lists_a_whole_year_makes_it_known() -> None:
    off = (date(2040, 1, 2), date(2040, 10, 1))
    assert workdays.add(date(2040, 1, 1), 1, holidays=off, workdays=(date(2040, 1, 7),)) == date(2040, 1, 3)
    assert workdays.add(date(2040, 1, 6), 1, holidays=off, workdays=(date(2040, 1, 7),)) == date(2040, 1, 7)
    with pytest.raises(RefusedError, match="2040"):
        workdays.add(date(2040, 1, 1), 1, holidays=(date(2040, 1, 2),))
