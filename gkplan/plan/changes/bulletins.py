"""通报: which issue is meant, and what registering one makes of a plan."""

from dataclasses import replace

from gkplan.errors import RefusedError
from gkplan.plan.changes.change import Change
from gkplan.plan.model import Bulletin, Plan

MOST_ISSUES = 9999
"""The highest number of an issue that a plan holds."""


def registered(plan: Plan, no: int) -> Bulletin | None:
    """Return the issue `no` of `plan`, None where it was not sent out. Raises RefusedError where two are called so."""
    found = [each for each in plan.bulletins if each.no == no]
    if len(found) > 1:
        raise RefusedError(f"第{no}期通报登记了 {len(found)} 次，不知道指哪一次；请先在 bulletins 里改正")
    return found[0] if found else None


def issues_before(plan: Plan, no: int) -> tuple[Bulletin, ...]:
    """Return the issues of `plan` with a lower number than `no`, the latest first."""
    return tuple(sorted((each for each in plan.bulletins if each.no < no), key=lambda each: -each.no))


def next_number(plan: Plan) -> int:
    """Return the number after the highest that an issue has."""
    return max((each.no for each in plan.bulletins), default=0) + 1


def refuse_unfit(plan: Plan, issue: Bulletin) -> None:
    """Raise RefusedError for a new `issue` that does not come behind all others, by its number and by its day."""
    last = max(plan.bulletins, key=lambda each: each.no, default=None)
    if issue.no > MOST_ISSUES:
        raise RefusedError(f"期号最大是 {MOST_ISSUES}，没有改动；请先核对 bulletins 里的期号")
    if last is None:
        return
    if issue.no <= last.no:
        raise RefusedError(f"已经印发到第{last.no}期，没有第{issue.no}期，没有改动；新的一期是第{last.no + 1}期")
    if issue.as_of == last.as_of:
        raise RefusedError(
            f"截至 {last.as_of} 的已按第{last.no}期印发，没有改动；"
            f"要再印一份，请加 --issue {last.no}；要出新的一期，请用 --as-of 写以后的日期"
        )
    if issue.as_of < last.as_of:
        raise RefusedError(f"第{last.no}期截至 {last.as_of}，新的一期不能早于它（{issue.as_of}），没有改动")


def register_issue(plan: Plan, issue: Bulletin) -> Change:
    """Enter `issue` behind all others. Raises RefusedError as refuse_unfit does."""
    refuse_unfit(plan, issue)
    said = f"已登记第{issue.no}期通报（截至 {issue.as_of}）"
    return Change(plan=replace(plan, bulletins=(*plan.bulletins, issue)), said=(said,))
