"""Which of many words was meant by one that is none of them, and how candidates are told."""

from collections.abc import Iterable, Sequence


def nearest(wanted: str, words: Iterable[str], most: int = 4, likeness: float = 0.3) -> list[str]:
    """Return up to `most` of `words` that are spelt much like `wanted`, the nearest first, each once.

    `likeness` is the least share of agreement, from 0 to 1. Short Chinese names share few characters (财正 and 县财政局
    have one of four), hence the low default.
    """
    # Brings re along, and most commands need neither.
    from difflib import get_close_matches

    return get_close_matches(wanted, list(dict.fromkeys(words)), most, likeness)


def listed(names: Sequence[str]) -> str:
    """Return 「甲」、「乙」 for a message; of more than eight the first eight and 等."""
    return "、".join(f"「{name}」" for name in names[:8]) + ("等" if len(names) > 8 else "")
