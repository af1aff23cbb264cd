"""Lines of a given display width. Nothing here knows what the text is about."""

from collections.abc import Iterable

_NOT_FIRST = "，。；：、）」』》！？”…"
_NOT_LAST = "（「『《“"


def fold(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` columns, broken anywhere in Chinese but not inside a Latin word.

    A sign that must not begin a line (，。）) stays with the character before it. Nothing is lost: a word wider than
    the line is broken too.
    """
    from rich.cells import cell_len, chop_cells

    lines = [""]
    for piece in _pieces(text):
        for part in [piece] if cell_len(piece.rstrip()) <= width else chop_cells(piece, width):
            if lines[-1] and cell_len(lines[-1] + part.rstrip()) > width:
                lines[-1] = lines[-1].rstrip()
                lines.append(part.lstrip())
            else:
                lines[-1] += part
    return lines


def _pieces(text: str) -> Iterable[str]:
    piece = ""
    for char in text:
        joins = piece and (
            char in _NOT_FIRST
            or piece[-1] in _NOT_LAST
            or (char.isascii() and piece[-1].isascii() and not piece[-1].isspace())
        )
        if piece and not joins:
            yield piece
            piece = ""
        piece += char
    yield piece
