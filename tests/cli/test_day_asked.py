"""Days that options name are seen from the day asked about, not from the clock's."""

import pytest

from tests.conftest import Invoke


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, plan_file: object) -> None:
    assert plan_file
    monkeypatch.setenv("GKPLAN_TODAY", "2024-01-02")


@pytest.mark.parametrize(("word", "day"), [("今天", "2024-01-02"), ("昨天", "2024-01-01"), ("+10d", "2024-01-12")])
def test_today_is_the_day_that_was_set(invoke: Invoke, word: str, day: str) -> None:
    assert f"（截至 {day}）" in invoke("--as-of", word).out


def test_an_answer_is_asked_for_in_the_year_of_the_day(invoke: Invoke) -> None:
    assert "于 2024-01-10 前" in invoke("remind", "--unit", "县财政局", "--reply-by", "1月10日").out
