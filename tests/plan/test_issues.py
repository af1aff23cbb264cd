"""Which issue of the 通报 may come next, and what registering it makes of the plan."""

from dataclasses import replace
from datetime import date

import pytest

from gkplan.errors import RefusedError
from gkplan.plan.changes.bulletins import issues_before, next_number, register_issue
from gkplan.plan.model import Bulletin, Plan

PLAN = Plan(title="试验", bulletins=(Bulletin(1, date(2023, 3, 31)), Bulletin(3, date(2023, 9, 30))))

SAME_DAY = (
    "截至 2023-09-30 的已按第3期印发，没有改动；要再印一份，请加 --issue 3；要出新的一期，请用 --as-of 写以后的日期"
)


def test_the_number_after_the_highest() -> None:
    assert next_number(PLAN) == 4
    assert next_number(replace(PLAN, bulletins=())) == 1
    assert next_number(replace(PLAN, bulletins=PLAN.bulletins[::-1])) == 4


def test_the_issues_before_come_latest_first() -> None:
    assert [each.no for each in issues_before(PLAN, 4)] == [3, 1]
    assert [each.no for each in issues_before(PLAN, 3)] == [1]
    assert issues_before(PLAN, 1) == ()


def test_a_new_issue_is_entered_behind_the_others_with_all_that_was_asked_of_it() -> None:
    issue = Bulletin(4, date(2023, 10, 1), against=date(2023, 3, 31), reply_by=date(2023, 10, 9))
    change = register_issue(PLAN, issue)
    assert change.plan == replace(PLAN, bulletins=(*PLAN.bulletins, issue))
    assert change.said == ("已登记第4期通报（截至 2023-10-01）",)


@pytest.mark.parametrize(
    ("issue", "why"),
    [
        (Bulletin(2, date(2023, 10, 1)), "已经印发到第3期，没有第2期，没有改动；新的一期是第4期"),
        (
            Bulletin(4, date(2023, 9, 30)),
            SAME_DAY,
        ),
        (Bulletin(4, date(2023, 9, 29)), "第3期截至 2023-09-30，新的一期不能早于它（2023-09-29），没有改动"),
    ],
    ids=["a number left out", "the same day", "an earlier day"],
)
def test_an_issue_that_does_not_come_last_is_refused(issue: Bulletin, why: str) -> None:
    with pytest.raises(RefusedError) as refused:
        register_issue(PLAN, issue)
    assert refused.value.message == why
