"""A text file → the documents it may be: which of the shapes tables take in plain text it has. Nothing here knows tasks."""

from collections.abc import Callable
from typing import NamedTuple

from gkplan.errors import RefusedError
from gkplan.importers.cells import columns
from gkplan.importers.cells.fit import surely
from gkplan.importers.plain import boxes, cellwise, delimited, pipes, spaced
from gkplan.importers.plain.aligned import aligned
from gkplan.importers.plain.wrapped import whole_paragraphs
from gkplan.importers.source import MOST_LINES, Blocks, Note, Paragraph, Source, clean, flat_table, paragraphs
from gkplan.text.patterns import compiled

MOST_TRIED = 300_000
"""Characters of a text that is tried in every shape; a longer one is taken in the first that it may have."""

_PDF = (
    "像是从 PDF 复制的文字：标点与词语分开、单元格次序已乱，读出来会错；请向来文单位要 Word 或 Excel 原稿，"
    "或把 PDF 转成 .docx、核对后再导入"
)
_RUN_TOGETHER = (
    "里表格的文字连在一起，分不出单元格；请从原网页或原文件重新复制成带制表符的文字，或直接导入 Word、Excel、HTML 文件"
)


_SHAPES: tuple[tuple[str, Callable[[list[str]], Blocks | None]], ...] = (
    ("用制表线画的表格", boxes.boxed),
    ("每格一行、行末带竖线", cellwise.bar_ended),
    ("用竖线分列的表格", pipes.piped),
    ("每格一行、行首带制表符", cellwise.tab_led),
    ("用制表符分列的表格", delimited.tabbed),
    ("用逗号或分号分列的表格", delimited.comma_separated),
    ("每格一行、竖线隔开", cellwise.barred),
    ("每格一段、空行隔开", cellwise.blocks),
    ("用空格分列的表格", spaced.spaced),
    ("每格一行", cellwise.lines),
)


class Reading(NamedTuple):
    """A shape that a text may have, in words for people, and the document that it is then."""

    shape: str
    source: Source


def readings(text: str, name: str, names: tuple[str, ...] = ()) -> list[Reading]:
    """Return each document that a text may be, the likelier shapes first, numbered paragraphs last.

    With `names`, which a person gave to the columns, it is a table of just these. Lines that begin with # down to a line
    of dashes are a note on the file, left out. Raises RefusedError for text in PDF order, run together or beyond bounds.
    """
    lines, left_out = _without_note(text.split("\n"))
    if len(lines) > MOST_LINES:
        raise RefusedError(f"{name} 有 {len(lines)} 行，超过 {MOST_LINES} 行，不像任务分工表；请只留下要导入的部分")
    if is_scrambled("\n".join(lines)):
        raise RefusedError(f"{name} {_PDF}")
    if names:
        found = [("各列由 --columns 写明的表格", _under(names, lines))]
        return [Reading(words, Source(blocks=blocks, left_out=left_out)) for words, blocks in found]
    lines, pages = _without_page_numbers(lines)
    left_out += pages
    found = []
    for words, shape in _SHAPES:
        if (blocks := shape(lines)) is not None:
            found.append((words, blocks))
            if len(text) > MOST_TRIED:
                return [Reading(words, Source(blocks=blocks, left_out=left_out))]
    if not found and _is_run_together(lines):
        raise RefusedError(f"{name} {_RUN_TOGETHER}")
    found.append(("编号的段落", tuple(paragraphs(whole_paragraphs([_without_markdown(line) for line in lines])))))
    return [Reading(words, Source(blocks=blocks, left_out=left_out)) for words, blocks in found]


def _under(names: tuple[str, ...], lines: list[str]) -> Blocks:
    """Return the table of the lines that some sign parts into as many cells as there are `names`, or nearly.

    Where none does each line is a cell.
    """
    told = [(number, line.strip("\r\n")) for number, line in enumerate(lines, 1) if line.strip()]
    tries: list[delimited.Rows] = []
    for pattern in (r"\t", r"[|｜│┃]", r"[,，]", r"\s{2,}|　+", r"\s+"):
        parted = [(number, compiled(pattern).split(line.strip(" |｜│┃"))) for number, line in told]
        tries.append([(number, cells) for number, cells in parted if len(names) - 2 < len(cells) <= len(names) + 2])
    best = max(tries, key=lambda rows: sum(2 if len(cells) == len(names) else 1 for _, cells in rows))
    if len(best) < 2:
        best = _cut(names, [(number, clean(line)) for number, line in told])
    inside = {number for number, _ in best}
    loose = [Paragraph(text=clean(line), number=number) for number, line in told if number not in inside]
    above = [paragraph for paragraph in loose if paragraph.number < best[0][0]]
    return (*above, flat_table(aligned(best, list(names))), *loose[len(above) :])


def _cut(names: tuple[str, ...], cells: list[tuple[int, str]]) -> delimited.Rows:
    """Cut rows as long as `names`, from the cell on where most cells are what their column is said to be."""
    roles = [columns.role_of(name) for name in names]
    width = len(names)

    def cut(start: int) -> delimited.Rows:
        rows = [cells[at : at + width] for at in range(start, len(cells), width)]
        return [(row[0][0], [text for _, text in row]) for row in rows]

    def fit(rows: delimited.Rows) -> int:
        return sum(surely(role, text) for _, texts in rows for role, text in zip(roles, texts, strict=False))

    return max((cut(start) for start in range(min(len(cells), 3 * width))), key=fit)


def _without_markdown(line: str) -> str:
    """Take the signs of a list or a heading from the beginning of a line, and those of heavy type."""
    return compiled(r"\*\*(.+?)\*\*").sub(r"\1", compiled(r"^(\s*)(?:#{1,6}|[-*+•·●▪◆])[ \t]+").sub(r"\1", line))


def _without_note(lines: list[str]) -> tuple[list[str], tuple[Note, ...]]:
    for index, line in enumerate(lines):
        if compiled(r"-{5,}\s*").fullmatch(line) and index:
            notes = (
                Note(place=f"第{n}行", words=text, message="文件开头的说明") for n, text in enumerate(lines[:index], 1)
            )
            # Blank lines in their place keep the line numbers true.
            return [""] * (index + 1) + lines[index + 1 :], tuple(notes)
        if not line.startswith("#"):
            break
    return lines, ()


def _without_page_numbers(lines: list[str]) -> tuple[list[str], tuple[Note, ...]]:
    is_page = compiled(
        r"\s*(?:[—–－-]\s*[0-9]{1,3}\s*[—–－-]|第\s*[0-9]{1,3}\s*页(?:\s*[，,/]?\s*共\s*[0-9]{1,3}\s*页)?|续\s*表)\s*"
    ).fullmatch
    notes = [
        Note(place=f"第{number}行", words=line.strip(), message="页码或续表的字样")
        for number, line in enumerate(lines, 1)
        if is_page(line)
    ]
    return ["" if is_page(line) else line for line in lines], tuple(notes)


def is_scrambled(text: str) -> bool:
    """Tell whether a text is in the order of a PDF: lone punctuation, page numbers between words."""
    words = text.split()
    lone = sum(1 for word in words if compiled(r"[、，,。.；;：:（）()…]").fullmatch(word))
    pages = len(compiled(r"(?:—|-|–|－)\s*[0-9]{1,3}\s*(?:—|-|–|－)").findall(text))
    return lone >= 4 and (lone * 10 >= len(words) or pages > 0)


def _is_run_together(lines: list[str]) -> bool:
    """Tell whether a line holds a table head with no sign between its names: 序号工作任务责任单位完成时限1…"""
    head = compiled(
        r"(?:序号)?[^\s，。；]{0,12}?(?:工作任务|重点任务|任务内容|具体要求|工作内容|公开事项|公开内容|具体措施)[^\s，。；()（）]{0,12}?"
        r"(?:责任单位|牵头单位|责任部门|责任科室|牵头部门|负责单位|公开主体|牵头负责部门)"
    )
    return any(head.search("".join(line.split())) for line in lines)
