"""Counts → a bar of signs. Nothing here counts."""

from gkplan.plan.tally import Tally

_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")

LEGEND = "█ 已办结，▓ 已逾期，- 其余"
"""What the signs mean; the strokes for less than a whole one explain themselves."""


def bar(counts: Tally, width: int = 10) -> str:
    """Return a bar of `width` signs: █ done, ▓ overdue, - the rest.

    Nothing is rounded up: a whole sign is a whole sign's worth. What there is less of is a stroke, what there is none of
    is nothing.
    """
    full, eighths = divmod(counts.done * width * 8 // counts.total, 8) if counts.total else (0, 0)
    done = "█" * full + _EIGHTHS[eighths]
    late = "▓" * (counts.overdue * width // counts.total if counts.total else 0)
    done = done or ("▏" if counts.done else "")
    late = late or ("▕" if counts.overdue else "")
    # Where both end within one sign, the stroke gives way.
    done = done[: width - len(late)]
    return done + late + "-" * (width - len(done) - len(late))
