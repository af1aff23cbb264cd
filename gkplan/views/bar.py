"""Counts → a bar of signs. Nothing here counts."""

from gkplan.plan.tally import Tally


def bar(counts: Tally, width: int = 10) -> str:
    """Return a bar of `width` signs: █ done, ▓ overdue, - the rest; what there is any of has at least one sign."""
    rest = counts.total - counts.done - counts.overdue
    numbers = (counts.done, counts.overdue, rest)
    signs = [max(1, round(number * width / counts.total)) if number else 0 for number in numbers]
    while sum(signs) > width:
        signs[signs.index(max(signs))] -= 1
    return "█" * signs[0] + "▓" * signs[1] + "-" * (width - signs[0] - signs[1])
