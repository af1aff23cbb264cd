"""A short wording of a requirement, for lists and messages. Nothing here knows what it is for."""

_STOPS = "，。；：！？"


def gist(text: str, most: int = 20) -> str:
    """Return the beginning of `text`, whole clauses of it where they fit, at most `most` characters and an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text.rstrip("".join(_STOPS))
    end = max((place for place in range(most * 2 // 3, most + 1) if text[place] in _STOPS), default=most)
    return text[:end].rstrip(_STOPS + "、") + "…"
