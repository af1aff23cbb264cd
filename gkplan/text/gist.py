"""A short wording of a text, by characters or by columns of a terminal. Nothing here knows what it is for."""

from collections.abc import Sequence

from gkplan.text.folding import folded, measure

_STOPS = "，。；：！？"


def gist(text: str, most: int = 20) -> str:
    """Return the beginning of `text`, whole clauses of it where they fit, at most `most` characters and an ellipsis."""
    text = " ".join(text.split())
    return text.rstrip(_STOPS) if len(text) <= most else _ended(text, most)


def clip(text: str, width: int) -> str:
    """Return the beginning of `text` likewise, in at most `width` columns with the ellipsis; `text` itself if it fits."""
    text = " ".join(text.split())
    return text if measure(text) <= width else _ended(text, len(next(folded(text, max(width - 1, 2)))))


def clip_names(names: Sequence[str], width: int) -> str:
    """Return as many of `names` as stand in `width` columns, with 、 between them, one at least, … for the others."""
    left = width - 1
    for count, name in enumerate(names):
        left -= measure(name) + measure("、" if count else "")
        if left < 0:
            told = "、".join(names)
            return told if measure(told) <= width or len(names) == 1 else "、".join(names[: count or 1]) + "…"
    return "、".join(names)


def _ended(text: str, most: int) -> str:
    """Return at most `most` characters of a longer `text`, up to the last stop among the later ones, and an ellipsis."""
    end = max((place for place in range(most * 2 // 3, most + 1) if text[place] in _STOPS), default=most)
    return text[:end].rstrip(_STOPS + "、") + "…"
