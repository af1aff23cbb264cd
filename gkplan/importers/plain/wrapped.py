"""Lines that were broken because they were full, put together again. Nothing here knows tasks."""

from gkplan.importers.cells.headings import numbered
from gkplan.text.folding import measure
from gkplan.text.patterns import compiled

_LEAST = 20
"""Columns of a line that can be full: shorter ones are titles and cells."""


def whole_cell(lines: list[str], width: int) -> str:
    """Return the lines of a cell `width` columns wide: a list of names goes on behind a full line, others begin anew."""
    text = ""
    for number, line in enumerate(lines):
        is_full = number > 0 and measure(lines[number - 1]) >= width - 1 and "、" in lines[number - 1]
        text += line if is_full or not text else f"\n{line}"
    return text


def whole_paragraphs(lines: list[str]) -> list[str]:
    """Return `lines` with those of each indented paragraph on its first line, "" in their places.

    Only where paragraphs are indented and their lines are as long as each other: hard ends of lines, as a PDF has them.
    """
    told = [line.rstrip() for line in lines if line.strip()]
    widest = max(map(measure, told), default=0)
    is_indented = compiled(r"[ \t]{2,}|　").match
    wrapped = sum(measure(line) >= widest - 4 for line in told)
    starts = sum(is_indented(line) is not None for line in told)
    if widest < 2 * _LEAST or wrapped * 4 < len(told) or starts * 8 < len(told) or starts * 4 > len(told) * 3:
        return lines
    whole = list(lines)
    open_at = -1
    last = ""
    for number, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        before = whole[open_at].rstrip() if open_at >= 0 else ""
        goes_on = before and not is_indented(line) and numbered(text) is None and measure(last) >= widest - 4
        if goes_on:
            whole[open_at] = before + text
            whole[number] = ""
        else:
            open_at = number
        last = line.rstrip()
    return whole
