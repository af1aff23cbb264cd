"""Whom a 通报 names: only those whose own part is overdue, whose report came back, who have been late before."""

from datetime import date

import pytest

from gkplan.plan.arrears import by_unit, lasting, overdue, returned, unheard
from gkplan.plan.owing import Owed
from gkplan.plan.status import Judge
from gkplan.planfile.read import read_plan

TEXT = """
plan: {title: 试验, year: 2023}
units: {甲局: {}, 乙局: {}, 丙局: {}}
groups: {各局: [甲局, 乙局, 丙局], 空: []}
tasks:
- id: 1
  requirement: 公开
  units: [各局]
  deadline: 2023-06-30
  extensions:
  - {to: 2023-09-30, date: 2023-06-20, unit: 乙局, reason: 未批复}
  progress:
  - {date: 2023-06-01, unit: 丙局, done: true}
  - {date: 2023-06-02, unit: 甲局, note: 已起草}
  - {date: 2023-07-20, unit: 丙局, returned: 未盖章}
- id: 2
  requirement: 每季度报送
  units: [丙局, 甲局]
  deadline: 每季度末
  progress:
  - {date: 2023-03-01, unit: 丙局, period: 2023Q1, done: true}
  - {date: 2023-03-02, unit: 甲局, period: 2023Q1, done: true}
  - {date: 2023-03-05, unit: 丙局, period: 2023Q1, returned: 缺表}
  - {date: 2023-03-09, unit: 丙局, period: 2023Q1, done: true}
- id: 3
  requirement: 没有单位
  units: [空]
  deadline: 2023-01-31
"""


@pytest.fixture
def judge() -> Judge:
    return on(date(2023, 8, 1))


def on(day: date) -> Judge:
    plan, problems = read_plan(TEXT)
    assert problems == ()
    return Judge(plan, day)


def told(owing: tuple[Owed, ...]) -> dict[str, list[str]]:
    return {each.match.piece.id: [part.unit for part in each.parts] for each in owing}


def test_who_has_more_time_is_not_named_and_nothing_overdue_is_left_out(judge: Judge) -> None:
    assert told(overdue(judge)) == {"1": ["甲局", "丙局"], "2@2023Q2": ["丙局", "甲局"], "3": []}


def test_units_come_in_the_order_of_the_plan(judge: Judge) -> None:
    debts = by_unit(judge, overdue(judge))
    assert {unit: [piece.id for piece in pieces] for unit, pieces in debts.items()} == {
        "甲局": ["1", "2@2023Q2"],
        "丙局": ["1", "2@2023Q2"],
    }
    assert list(debts) == ["甲局", "丙局"]


def test_what_was_reported_again_is_not_sent_back_any_more(judge: Judge) -> None:
    assert told(returned(judge)) == {"1": ["丙局"]}
    assert told(returned(on(date(2023, 3, 6)))) == {"2@2023Q1": ["丙局"]}


def test_who_was_late_on_every_day(judge: Judge) -> None:
    debts = by_unit(judge, overdue(judge))
    # On 1 July 丙局 had task 1 behind it still, but the quarter was overdue.
    assert lasting(debts, [on(date(2023, 7, 1)), on(date(2023, 7, 2))]) == ("甲局", "丙局")
    assert lasting(debts, [on(date(2023, 7, 1)), on(date(2023, 6, 30))]) == ()


def test_who_was_never_heard_of(judge: Judge) -> None:
    assert unheard(judge, by_unit(judge, overdue(judge))) == ()
    early = on(date(2023, 2, 28))
    assert unheard(early, ["甲局", "乙局"]) == ("甲局", "乙局")
    assert unheard(on(date(2023, 6, 3)), ["甲局", "乙局"]) == ("乙局",)
