"""What screens and letters say of a year that two people kept, where facts meet: more time, sent back, waived, closed."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import HERE, Invoke


@pytest.fixture
def ask(folder: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> Invoke:
    shutil.copy(HERE / "golden" / "a-year-of-shanghe.yaml", folder / "tasks.yaml")
    monkeypatch.setenv("GKPLAN_TODAY", "2023-10-20")
    return invoke


def test_who_has_more_time_is_not_called_overdue(ask: Invoke) -> None:
    post = next(text for text in ask("remind", "--by", "task").out.split("\n\n") if "46.1" in text)
    assert "韩庙镇（延期到 2023-10-31）" in post
    row = next(
        line for line in ask("overdue", "--format", "table", columns=300).out.split("\n") if line.startswith("46.1")
    )
    assert "欠 2 家：怀仁镇、县应急局" in row


def test_who_was_sent_back_something_is_told_why(ask: Invoke) -> None:
    letter = ask("remind", "--unit", "怀仁镇").out
    assert "，已退回：未盖章" in letter


def test_a_period_that_nobody_owes_is_not_overdue(ask: Invoke) -> None:
    assert "状态\t本期不报" in ask("show", "41@8月").out


def test_what_is_closed_has_no_next_period(ask: Invoke) -> None:
    assert "下一期" in ask("show", "31").out
    assert "下一期" not in ask("show", "31", "--as-of", "2024-01-02").out


def test_who_is_left_is_named_once_together(ask: Invoke) -> None:
    assert "28/32 家已办结，还差 4 家：殷巷镇、郑路镇、县市场监管局、县民政局\n" in ask("show", "38@2023Q1").out


def test_the_period_that_falls_due_on_the_day_is_the_next(ask: Invoke) -> None:
    assert "下一期 2023Q3，2023-10-10 到期" in ask("show", "38", "--as-of", "2023-10-10").out
    assert "下一期 2023Q4，2024-01-10 到期" in ask("show", "38", "--as-of", "2023-10-11").out


def test_a_rise_has_its_sign_for_people_only(ask: Invoke) -> None:
    args = ("stats", "--by", "unit", "--against", "2023-09-01")
    assert " +" in ask(*args, "--format", "table").out
    assert "+" not in ask(*args, "--format", "csv").out
