"""Lines of a given display width. Nothing here knows what the text is about."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

_NOT_FIRST = frozenset("，。；：、）」』》！？”’…〕】,.;:)]}!?%％")
_NOT_LAST = frozenset("（「『《“‘〔【([{")
_ZERO_WIDTH_JOINER = "\u200d"


def fold(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` columns, broken anywhere in Chinese but not inside a Latin word.

    A sign that must not begin a line (，。）) stays with the character before it. Nothing is lost: a word wider than
    the line is broken too.
    """
    lines = [""]
    used = 0
    for piece, size in _pieces(text, width):
        if used and used + size > width and (piece.isspace() or used + measure(piece.rstrip()) > width):
            lines[-1] = lines[-1].rstrip(" ")
            piece = piece.lstrip(" ")  # noqa: PLW2901 - a blank at a break is the break
            lines.append(piece)
            used = measure(piece)
        else:
            lines[-1] += piece
            used += size
    return lines


@lru_cache(maxsize=4096)
def measure(text: str) -> int:
    """Return how many columns `text` takes on a terminal."""
    if text.isascii():
        return len(text)
    if all("\u4e00" <= char <= "\u9fff" or (char in _NOT_FIRST and char > "\u2fff") for char in text):
        return 2 * len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _pieces(text: str, width: int) -> Iterator[tuple[str, int]]:
    """Yield what must stay together on a line, with its width; what is too wide for a line in as many as it takes."""
    begun = 0
    for place in range(1, len(text) + 1):
        if place < len(text) and _joins(text[place - 1], text[place]):
            continue
        piece = text[begun:place]
        begun = place
        size = measure(piece)
        if size <= width:
            yield piece, size
        else:
            yield from _chopped(piece, width)


def _chopped(piece: str, width: int) -> Iterator[tuple[str, int]]:
    from rich.cells import chop_cells

    for part in chop_cells(piece, width):
        yield part, measure(part)


def _joins(before: str, char: str) -> bool:
    if "\u4e00" <= char <= "\u9fff":
        return before in _NOT_LAST
    if char in _NOT_FIRST or before in _NOT_LAST:
        return True
    if char.isascii():
        return before.isascii() and before != " "
    # What combines with the sign before it: marks, joiners, variation and skin signs, halves of flags.
    code = ord(char)
    return (
        _ZERO_WIDTH_JOINER in {char, before}
        or 0x300 <= code <= 0x36F
        or 0xFE00 <= code <= 0xFE0F
        or 0x1F3FB <= code <= 0x1F3FF
        or (0x1F1E6 <= code <= 0x1F1FF and 0x1F1E6 <= ord(before) <= 0x1F1FF)
    )


def share(natural: Sequence[int], weights: Sequence[int], total: int) -> list[int]:
    """Return a width for each column: those of weight 0 get what they need, the others share the rest of `total`.

    A column never gets more than it needs; what it leaves goes to the others. None gets less than 4.
    """
    widths = list(natural)
    left = total - sum(size for size, weight in zip(natural, weights, strict=True) if not weight)
    open_ones = [index for index, weight in enumerate(weights) if weight]
    while open_ones:
        parts = sum(weights[index] for index in open_ones)
        content = [index for index in open_ones if natural[index] <= left * weights[index] // parts]
        if not content:
            for index in open_ones:
                widths[index] = max(4, left * weights[index] // parts)
            break
        for index in content:
            left -= natural[index]
            open_ones.remove(index)
    return widths
