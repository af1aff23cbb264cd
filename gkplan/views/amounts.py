"""How many of what, in words: tasks, steps and periods are never added up. Nothing here knows a format or a width."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gkplan.plan.model import Piece
from gkplan.plan.status import State

if TYPE_CHECKING:
    from gkplan.plan.tally import Tally

MEASURES = {"task": "项任务", "step": "个步骤", "period": "期"}
"""The words in which each kind of piece is counted."""


def how_many(pieces: Iterable[Piece]) -> str:
    """Return 2 项任务、1 个步骤、3 期; empty for none."""
    counts = dict.fromkeys(MEASURES, 0)
    for piece in pieces:
        counts[piece.kind] += 1
    return amounts(counts["task"], counts["step"], counts["period"])


def amounts(tasks: int, steps: int, periods: int) -> str:
    """Return the same for numbers of each."""
    counts = zip((tasks, steps, periods), MEASURES.values(), strict=True)
    return "、".join(f"{count} {measure}" for count, measure in counts if count)


def state_count(counts: "Tally", state: State) -> str:
    """Return how many are in a state, and of those that press how many were not begun: 已逾期 3（未启动 1）."""
    idle = idle_of(counts, state)
    return f"{state.word} {counts.of(state)}" + (f"（未启动 {idle}）" if idle else "")


def idle_of(counts: "Tally", state: State) -> int:
    """Return how many of those that are overdue or due soon were not begun; of other states 0."""
    return {State.OVERDUE: counts.overdue_idle, State.DUE_SOON: counts.due_soon_idle}.get(state, 0)
