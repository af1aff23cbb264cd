"""A text file → a document: which of the shapes tables take in plain text it has. Nothing here knows tasks."""

from gkplan.errors import RefusedError
from gkplan.importers.plain import boxes, cellwise, delimited, pipes, spaced
from gkplan.importers.source import Note, Source, paragraphs
from gkplan.text.patterns import compiled

MOST_LINES = 50_000
"""Lines a text may have: a hundred times a county's table with a line for each cell."""

_PDF = (
    "像是从 PDF 复制的文字：标点与词语分开、单元格次序已乱，读出来会错；请向来文单位要 Word 或 Excel 原稿，"
    "或把 PDF 转成 .docx、核对后再导入"
)
_RUN_TOGETHER = (
    "里表格的文字连在一起，分不出单元格；请从原网页或原文件重新复制成带制表符的文字，或直接导入 Word、Excel、HTML 文件"
)


def read(text: str, name: str) -> Source:
    """Return the document of a text; raises RefusedError for text in PDF order, run together or beyond all bounds.

    Lines that begin with # down to a line of dashes are a note on the file, left out.
    """
    lines, left_out = _without_note(text.split("\n"))
    if len(lines) > MOST_LINES:
        raise RefusedError(f"{name} 有 {len(lines)} 行，超过 {MOST_LINES} 行，不像任务分工表；请只留下要导入的部分")
    if is_scrambled("\n".join(lines)):
        raise RefusedError(f"{name} {_PDF}")
    for shape in (
        boxes.boxed, cellwise.bar_ended, pipes.piped, cellwise.tab_led, delimited.tabbed, delimited.comma_separated, cellwise.barred, cellwise.blocks,
        spaced.spaced, cellwise.lines,
    ):  # fmt: skip
        found = shape(lines)
        if found is not None:
            return Source(blocks=found, left_out=left_out)
    if _is_run_together(lines):
        raise RefusedError(f"{name} {_RUN_TOGETHER}")
    return Source(blocks=tuple(paragraphs(lines)), left_out=left_out)


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


def is_scrambled(text: str) -> bool:
    """Tell whether a text is in the order of a PDF: lone punctuation, page numbers between words."""
    words = text.split()
    lone = sum(1 for word in words if compiled(r"[、，,。.；;：:（）()…]").fullmatch(word))
    pages = len(compiled(r"(?:—|-|–|－)\s*[0-9]{1,3}\s*(?:—|-|–|－)").findall(text))
    return lone >= 4 and (lone * 10 >= len(words) or pages > 0)


def _is_run_together(lines: list[str]) -> bool:
    """Tell whether a line holds a table head with no sign between its names: 序号工作任务责任单位完成时限1…"""
    head = compiled(
        r"(?:序号)?[^\s，。；]{0,12}?(?:工作任务|重点任务|任务内容|具体要求|工作内容|公开事项|公开内容|具体措施)[^\s，。；]{0,12}?"
        r"(?:责任单位|牵头单位|责任部门|责任科室|牵头部门|负责单位|公开主体|牵头负责部门)"
    )
    return any(head.search("".join(line.split())) for line in lines)
