"""Lines of a given display width. Nothing here knows what the text is about."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from gkplan.text.patterns import compiled

_WIDE = frozenset("，。；：、）」』》！？〕】％")
"""Punctuation of two columns, told from others without asking the library."""

_TOGETHER = (
    r"(?s:.)(?:"
    r"(?<=[（「『《“‘〔【(\[{])(?s:.)|[，。；：、）」』》！？”’…〕】,.;:)\]}!?%％]"
    # A Latin word, with the blank behind it.
    r"|(?<=[\x00-\x1f\x21-\x7f])[\x00-\x7f]"
    # What combines with the sign before it: marks, variation and skin signs, joiners, halves of flags.
    r"|[\u0300-\u036f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\u200d]|(?<=\u200d)[^\x00-\x7f\u4e00-\u9fff]"
    r"|(?<=[\U0001f1e6-\U0001f1ff])[\U0001f1e6-\U0001f1ff]"
    r")*"
)
"""What must stay together on a line: a character, and all that may not begin a line or follows what may not end one."""


def fold(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` columns (two at least), broken anywhere in Chinese but not inside a Latin word.

    A sign that must not begin a line (，。）) stays with the character before it. Nothing is lost: a word wider than
    the line is broken too.
    """
    return list(folded(text, width))


def folded(text: str, width: int) -> Iterator[str]:
    """Yield the same line by line: who needs the first one need not wait for the others."""
    line, used = "", 0
    # A Chinese character takes two.
    width = max(width, 2)
    for piece, size in _pieces(text, width):
        if used and used + size > width and (piece.isspace() or used + measure(piece.rstrip(" ")) > width):
            yield line.rstrip(" ")
            # A blank at a break is the break.
            line = piece.lstrip(" ")
            used = measure(line)
        else:
            line += piece
            used += size
    yield line.rstrip(" ") if used > width else line


@lru_cache(maxsize=4096)
def measure(text: str) -> int:
    """Return how many columns `text` takes on a terminal."""
    if text.isascii():
        return len(text)
    if all("\u4e00" <= char <= "\u9fff" or char in _WIDE for char in text):
        return 2 * len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _pieces(text: str, width: int) -> Iterator[tuple[str, int]]:
    """Yield what must stay together on a line, with its width; what is too wide for a line in as many as it takes."""
    for match in compiled(_TOGETHER).finditer(text):
        piece = match[0]
        size = measure(piece)
        if size <= width:
            yield piece, size
        else:
            yield from _chopped(piece, width)


def _chopped(piece: str, width: int) -> Iterator[tuple[str, int]]:
    from rich.cells import chop_cells

    for part in chop_cells(piece, width):
        yield part, measure(part)


def share(natural: Sequence[int], weights: Sequence[int], total: int, least: int) -> list[int]:
    """Return a width for each column: those of weight 0 get what they need, the others share the rest of `total`.

    A column never gets more than it needs; what it leaves goes to the others. None that needs it gets less than `least`,
    for which there must be room.
    """
    widths = [min(size, least) if weight else size for size, weight in zip(natural, weights, strict=True)]
    left = total - sum(widths)
    open_ones = [index for index, weight in enumerate(weights) if weight]
    while open_ones and left > 0:
        parts = sum(weights[index] for index in open_ones)
        content = [i for i in open_ones if natural[i] - widths[i] <= left * weights[i] // parts]
        if not content:
            for index in open_ones:
                widths[index] += left * weights[index] // parts
            break
        for index in content:
            left -= natural[index] - widths[index]
            widths[index] = natural[index]
            open_ones.remove(index)
    return widths
