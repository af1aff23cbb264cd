"""Time limits: each is one, and can be worked out."""

from collections.abc import Iterator

from gkplan.dates.limit import Kind
from gkplan.plan.checks.duties import duties
from gkplan.plan.due import work_out
from gkplan.plan.model import Piece, Plan, Problem


def check_deadlines(plan: Plan) -> Iterator[Problem]:
    """Every time limit is one, and one that can be worked out is."""
    for piece in duties(plan):
        at = piece.duty.at
        if piece.deadline is None:
            yield Problem(message=f"{piece.called} 未定时限，请补上 deadline", at=at, is_warning=True)
        else:
            yield from _check_words(plan, piece, piece.deadline)


def _check_words(plan: Plan, piece: Piece, words: str) -> Iterator[Problem]:
    due = work_out(plan, words)
    limit = due.limit
    is_warning = limit.kind is not Kind.INVALID
    what, at = piece.called, piece.duty.at
    # What was carried over has its old time limit, and that is no misprint.
    if limit.warning and not (is_warning and piece.task.origin):
        yield Problem(f"{what} 的{limit.warning}", at, is_warning, "deadline")
    elif limit.kind is Kind.NONE:
        yield Problem(f"{what} 的时限写作「{words}」，等于未定时限，请核对", at, is_warning=True, key="deadline")
    if due.fault:
        yield Problem(f"{what} 的时限「{words}」：{due.fault}", at, is_warning=True, key="deadline")
