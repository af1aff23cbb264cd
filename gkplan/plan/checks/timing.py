"""Time limits: each is one, and can be worked out."""

from collections.abc import Iterator

from gkplan.dates.limit import Kind
from gkplan.plan.checks.duties import duties
from gkplan.plan.due import work_out
from gkplan.plan.model import Location, Plan, Problem, Task


def check_deadlines(plan: Plan) -> Iterator[Problem]:
    """Every time limit is one, and one that can be worked out is."""
    for piece in duties(plan):
        at = piece.duty.at
        if piece.deadline is None:
            yield Problem(message=f"{piece.called} 未定时限，请补上 deadline", at=at, is_warning=True)
        else:
            at = piece.task.place("deadline") if piece.is_task else at
            yield from _check_words(plan, piece.task, piece.called, piece.deadline, at)


def _check_words(plan: Plan, task: Task, what: str, words: str, at: Location) -> Iterator[Problem]:
    due = work_out(plan, words)
    limit = due.limit
    is_warning = limit.kind is not Kind.INVALID
    # What was carried over has its old time limit, and that is no misprint.
    if limit.warning and not (is_warning and task.origin):
        yield Problem(message=f"{what} 的{limit.warning}", at=at, is_warning=is_warning)
    elif limit.kind is Kind.NONE:
        yield Problem(message=f"{what} 的时限写作「{words}」，等于未定时限，请核对", at=at, is_warning=True)
    if due.fault:
        yield Problem(message=f"{what} 的时限「{words}」：{due.fault}", at=at, is_warning=True)
