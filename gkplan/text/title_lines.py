"""The lines of a title: broken behind whole words, of much the same length. Nothing here knows what it is the title of."""

from gkplan.text.folding import fold, measure

_ENDS = ("》", "关于", "公开", "工作", "任务", "年度", "情况", "进展", "年", "县", "市", "区", "镇", "和", "的")
"""What a line of a title may end with: words of the documents, the longest first."""

_NEVER_FIRST = "》〉）”’、，。：；"
_NEVER_LAST = "《〈（“‘"


def title_lines(title: str, width: int) -> list[str]:
    """Return `title` in as few lines of at most `width` columns as hold it, none of them a single character.

    Among the ways to break it one between words comes first, then the one whose lines are most alike. What takes more
    than three lines is no title any more, and is broken wherever a line is full.
    """
    for count in range(max(1, -(-measure(title) // width)), 4):
        found = _broken(title, width, count)
        if found:
            return found[1]
    return fold(title, width)


def _broken(title: str, width: int, count: int) -> tuple[int, list[str]] | None:
    """Return the best way to break `title` into `count` lines and what is wrong with it, None where there is none."""
    if count < 2:
        return (0, [title]) if measure(title) <= width or len(title) < 2 else None
    best: tuple[int, list[str]] | None = None
    share = measure(title) / count
    for end in range(2, len(title) - 1):
        if measure(title[:end]) > width:
            break
        rest = _broken(title[end:], width, count - 1)
        if rest is None:
            continue
        cost = rest[0] + _cost(title, end) + int(abs(measure(title[:end]) - share))
        if best is None or cost < best[0]:
            best = (cost, [title[:end], *rest[1]])
    return best


def _cost(title: str, end: int) -> int:
    """Return how bad it is to break before the character at `end`."""
    before, after = title[end - 1], title[end]
    if after in _NEVER_FIRST or before in _NEVER_LAST or (before.isascii() and after.isascii()):
        return 1000
    # A word of two characters is not torn: 公 and 开 have something to do with each other.
    if any(title[end - 1 : end + 1] == word for word in _ENDS):
        return 500
    return 0 if title[:end].endswith(_ENDS) or after == "《" else 20
