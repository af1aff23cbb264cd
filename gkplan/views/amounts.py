"""How many of what, in words: tasks, steps and periods are never added up. Nothing here knows a format or a width."""

from collections.abc import Iterable

from gkplan.plan.model import Piece

_MEASURES = {"task": "项任务", "step": "个步骤", "period": "期"}


def how_many(pieces: Iterable[Piece]) -> str:
    """Return 2 项任务、1 个步骤、3 期; empty for none."""
    counts = dict.fromkeys(_MEASURES, 0)
    for piece in pieces:
        counts[piece.kind] += 1
    return amounts(counts["task"], counts["step"], counts["period"])


def amounts(tasks: int, steps: int, periods: int) -> str:
    """Return the same for numbers of each."""
    counts = zip((tasks, steps, periods), _MEASURES.values(), strict=True)
    return "、".join(f"{count} {measure}" for count, measure in counts if count)
