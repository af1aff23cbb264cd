"""An official paper as plain text and as Markdown. Nothing here knows what it says."""

from collections.abc import Iterator

from gkplan.outputs.formats.md import escaped
from gkplan.text.folding import measure
from gkplan.text.inert import inert
from gkplan.views.official_paper import Grid, Paper

_BLANK = "\u3000"
"""As wide as a Chinese character."""


def as_text(paper: Paper) -> str:
    """Return `paper` as it would be pasted into a message: paragraphs are one line each, two characters in."""
    return "".join(f"{inert(line)}\n" for line in _lines(paper))


def _lines(paper: Paper) -> Iterator[str]:
    yield from (paper.masthead, paper.number, f"{paper.issuer}{_BLANK}{paper.date}", "", paper.title, "")
    yield paper.addressee
    yield from (f"{_BLANK * 2}{each.head}{each.text}" for each in paper.paragraphs)
    if paper.annexes:
        yield ""
    for number, name in enumerate(paper.annex_names):
        yield f"{_BLANK * 2}附件：{name}" if not number else f"{_BLANK * 5}{name}"
    yield from ("", f"{_BLANK * 16}{paper.issuer}", f"{_BLANK * 16}{paper.date}")
    for label, annex in zip(paper.annex_labels, paper.annexes, strict=False):
        yield from ("", "", label, "", annex.title, annex.above, "", *_aligned(annex.grid))
        yield from [annex.below] if annex.below else []


def _aligned(grid: Grid) -> Iterator[str]:
    """Yield the rows, the columns under each other; the last one is as long as it is."""
    rows = [[inert(text) for text in row] for row in (grid.heads, *grid.rows)]
    widths = [max(measure(row[place]) for row in rows) for place in range(len(grid.heads))]
    for row in rows:
        cells = []
        for text, width, is_number in zip(row, widths, grid.are_numbers, strict=True):
            blanks = " " * (width - measure(text))
            cells.append(blanks + text if is_number else text + blanks)
        yield "  ".join(cells).rstrip()


def as_markdown(paper: Paper) -> str:
    """Return `paper` as Markdown, in which no sign of a text is taken for markup."""
    return "\n\n".join(_blocks(paper)) + "\n"


def _blocks(paper: Paper) -> Iterator[str]:
    yield f"**{escaped(paper.masthead)}**"
    yield f"{paper.number} · {escaped(paper.issuer)} · {paper.date}"
    yield f"# {escaped(paper.title)}"
    yield escaped(paper.addressee)
    for each in paper.paragraphs:
        if each.head:
            yield f"{'#' * (each.level + 1)} {escaped(each.head)}"
        if each.text:
            yield escaped(each.text)
    if paper.annexes:
        yield escaped(f"附件：{'；'.join(paper.annex_names)}")
    yield escaped(paper.issuer)
    yield paper.date
    for label, annex in zip(paper.annex_labels, paper.annexes, strict=False):
        yield f"## {label} {escaped(annex.title)}"
        yield escaped(annex.above)
        grid = annex.grid
        rules = ["---:" if is_number else "---" for is_number in grid.are_numbers]
        rows = (grid.heads, *grid.rows)
        lines = ["| " + " | ".join(escaped(text) for text in row) + " |" for row in rows]
        yield "\n".join([lines[0], "| " + " | ".join(rules) + " |", *lines[1:]])
        yield from [escaped(annex.below)] if annex.below else []
