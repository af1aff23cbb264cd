"""A .docx → paragraphs and tables with their true merged cells. Nothing here knows what a table says."""

import io
from collections.abc import Iterator
from typing import Any

from gkplan.errors import RefusedError, lacking
from gkplan.importers.office.package import broken
from gkplan.importers.sniff import Detected, Sample
from gkplan.importers.source import (
    HIDDEN_ROW,
    HIDDEN_WORDS,
    MOST_COLUMNS,
    MOST_LINED_UP,
    MOST_LINES,
    STRUCK_WORDS,
    Cell,
    Note,
    Paragraph,
    Room,
    Row,
    Source,
    Table,
    clean,
    lined_up,
    within_bounds,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

CALLED = "Word 文件"


def detect(sample: Sample) -> Detected | None:
    """Tell a .docx by what is in its package, whatever its name; it may hold the parts of a sheet as well."""
    is_word = any(part.startswith("word/") for part in sample.parts)
    return Detected(100, "文件包里有 Word 的正文") if is_word else None


def read(sample: Sample) -> Source:
    """Return the document; raises RefusedError when python-docx is missing or the file damaged.

    Content controls are read, tracked insertions count and deletions do not, nor do words that are hidden or struck
    out; automatic numbers stand before their text. A table inside a cell comes as one of its own behind the outer one,
    unless it only lines up words of that cell.
    """
    try:
        import docx
    except ImportError as error:
        raise lacking("python-docx", "读取 Word 文件", "，或把表格另存为网页（.html）再导入") from error
    try:
        opened = docx.Document(io.BytesIO(sample.data))
        body = opened.element.body
        reader = _Reader(_numbering_part(opened), opened.styles.element)
    # python-docx and lxml raise what they stumble over first: KeyError, XMLSyntaxError, AttributeError and more.
    except Exception as error:
        raise broken(sample.name) from error
    try:
        blocks = tuple(reader.blocks(body))
    except RecursionError as error:
        raise broken(sample.name) from error
    if not any(isinstance(block, Table) or block.text for block in blocks):
        raise RefusedError(f"{sample.name} 里没有文字（可能整页是图片）；请用有文字的 Word 文件再导入")
    return Source(blocks=blocks, left_out=tuple(reader.left_out), doubts=tuple(reader.doubts))


def _numbering_part(opened: Any) -> Any:
    from docx.opc.constants import RELATIONSHIP_TYPE

    for relation in opened.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external:
            return getattr(relation.target_part, "element", None)
    return None


class _Reader:
    """Walks the body in order; `tables` and `paragraphs` count what it met."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        from gkplan.importers.office.autonumbers import Counters

        self.counters = Counters(numbering, styles)
        self.left_out: list[Note] = []
        self.doubts: list[Note] = []
        self.tables = 0
        self.paragraphs = 0
        self.room = Room()

    def blocks(self, parent: Any) -> Iterator[Paragraph | Table]:
        for element in _unwrapped(parent):
            if element.tag == f"{_W}p":
                self.paragraphs += 1
                if self.paragraphs > MOST_LINES:
                    raise RefusedError(f"Word 文件超过 {MOST_LINES} 段，不像任务分工表；请只留下要导入的部分")
                nested: list[Any] = []
                text = clean(self.paragraph(element, nested, f"第{self.paragraphs}段"))
                if text:
                    yield Paragraph(text=text, number=self.paragraphs)
                for table in nested:
                    yield from self.table(table)
            elif element.tag == f"{_W}tbl":
                yield from self.table(element)

    def table(self, element: Any) -> Iterator[Table]:
        self.tables += 1
        name = f"表{self.tables}"
        title = f"Word 文件里的{name}"
        nested: list[Any] = []
        rows: list[Row] = []
        above: dict[int, Cell] = {}
        for tr in _unwrapped(element):
            if tr.tag != f"{_W}tr":
                continue
            if tr.find(f"{_W}trPr/{_W}del") is not None:
                self.left_out.append(Note(place=name, words=_plain(tr), message="修订中已删除的行"))
                continue
            is_hidden = _is_hidden(tr)
            cells = self.row(tr, len(rows), above, nested, name, shows_hidden=is_hidden)
            if is_hidden:
                words = " ".join(cell.text for cell in cells if cell.text and not cell.is_covered)
                self.doubts.append(Note(place=f"{name}第{len(rows) + 1}行", words=words, message=HIDDEN_ROW))
            within_bounds(len(rows) + 1, len(cells), title)
            self.room.take(len(cells), title)
            rows.append(Row(cells=tuple(cells), number=len(rows) + 1))
            above = dict(enumerate(cells))
        if rows:
            width = max(len(row.cells) for row in rows)
            self.room.take(sum(width - len(row.cells) for row in rows), title)
            yield Table(rows=tuple(_padded(row, index, width) for index, row in enumerate(rows)), name=name)
        for inner in nested:
            yield from self.table(inner)

    def row(
        self, tr: Any, index: int, above: dict[int, Cell], nested: list[Any], name: str, *, shows_hidden: bool
    ) -> list[Cell]:
        cells: list[Cell] = []
        place = f"{name}第{index + 1}行"
        for _ in range(_number(tr, "trPr/gridBefore")):
            cells.append(Cell(text="", origin=(index, len(cells))))
        for tc in _unwrapped(tr):
            if tc.tag != f"{_W}tc" or len(cells) > MOST_COLUMNS:
                continue
            column = len(cells)
            text = clean(self.cell(tc, nested, place, shows_hidden=shows_hidden))
            merge = tc.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue" and column in above
            if goes_on:
                if text and text != above[column].text:
                    self.left_out.append(Note(place=place, words=text, message="合并单元格里被遮住、看不见的文字"))
                first = Cell(text=above[column].text, origin=above[column].origin, is_covered=True)
            else:
                first = Cell(text=text, origin=(index, column))
            cells.append(first)
            beside = Cell(text=first.text, origin=first.origin, is_covered=True)
            cells += [beside] * (min(max(_number(tc, "tcPr/gridSpan"), 1), MOST_COLUMNS) - 1)
        return cells

    def cell(self, tc: Any, nested: list[Any], place: str, *, shows_hidden: bool) -> str:
        lines: list[str] = []
        for element in _unwrapped(tc):
            if element.tag == f"{_W}p":
                lines.append(self.paragraph(element, nested, place, shows_hidden=shows_hidden))
            elif element.tag == f"{_W}tbl" and (
                words := lined_up(self.texts(element, place, shows_hidden=shows_hidden))
            ):
                lines.append(words)
            elif element.tag == f"{_W}tbl":
                nested.append(element)
        return "\n".join(lines)

    def texts(self, table: Any, place: str, *, shows_hidden: bool) -> list[list[str]]:
        """Return the texts of a table inside a cell, row by row, [] for one with a table inside itself or many rows."""
        rows = [tr for tr in _unwrapped(table) if tr.tag == f"{_W}tr"]
        if len(rows) > MOST_LINED_UP or table.find(f".//{_W}tbl") is not None:
            return []
        cells = [[tc for tc in _unwrapped(tr) if tc.tag == f"{_W}tc"] for tr in rows]
        return [[clean(self.cell(tc, [], place, shows_hidden=shows_hidden)) for tc in row] for row in cells]

    def paragraph(self, element: Any, nested: list[Any], place: str, *, shows_hidden: bool = False) -> str:
        unseen: list[tuple[str, str]] = []
        text = "".join(_texts(element, nested, unseen, shows_hidden=shows_hidden))
        for message in dict.fromkeys(message for _, message in unseen):
            words = clean("".join(words for words, own in unseen if own == message))
            if words:
                self.left_out.append(Note(place=place, words=words, message=message))
        number = self.counters.next(element)
        return number + text if number else text


def _is_hidden(tr: Any) -> bool:
    """Tell whether a row shows nothing, because all its words are hidden."""
    runs = [run for run in tr.iter(f"{_W}r") if run.find(f"{_W}t") is not None]
    return bool(runs) and all(_unseen(run) == HIDDEN_WORDS for run in runs)


def _unseen(run: Any) -> str:
    """Return why a run of words does not count, "" for one that does."""
    for message, *marks in ((HIDDEN_WORDS, "vanish"), (STRUCK_WORDS, "strike", "dstrike")):
        for mark in marks:
            found = run.find(f"{_W}rPr/{_W}{mark}")
            if found is not None and found.get(f"{_W}val", "1") not in {"0", "false", "off"}:
                return message
    return ""


def _unwrapped(parent: Any) -> Iterator[Any]:
    """Yield the children, those inside content controls, custom tags and tracked insertions in their place."""
    for child in parent:
        tag = child.tag
        if tag == f"{_W}sdt":
            content = child.find(f"{_W}sdtContent")
            if content is not None:
                yield from _unwrapped(content)
        elif tag in {f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"}:
            yield from _unwrapped(child)
        elif tag == f"{_ALTERNATE}AlternateContent":
            yield from _unwrapped(child[0]) if len(child) else ()
        elif isinstance(tag, str):
            yield child


def _texts(element: Any, nested: list[Any], unseen: list[tuple[str, str]], *, shows_hidden: bool) -> Iterator[str]:
    """Yield the text of a paragraph; text boxes come in their place, deletions and field codes do not.

    Words that are not to be seen go to `unseen`, each with why; hidden ones only if `shows_hidden` is not set.
    """
    for child in element:
        tag = child.tag
        why = _unseen(child) if tag == f"{_W}r" else ""
        if why and not (shows_hidden and why == HIDDEN_WORDS):
            unseen += [(text, why) for part in child for text in _texts([part], nested, [], shows_hidden=True)]
        elif tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab":
            yield "\t"
        elif tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag == f"{_W}tbl":
            nested.append(child)
        elif tag == f"{_ALTERNATE}AlternateContent":
            # The same text box twice: the first choice is what Word shows.
            yield from _texts(child[0], nested, unseen, shows_hidden=shows_hidden) if len(child) else ()
        elif tag == f"{_W}p":
            yield "\n"
            yield from _texts(child, nested, unseen, shows_hidden=shows_hidden)
            yield "\n"
        elif tag in {f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText", f"{_W}rt", f"{_W}delText"}:
            continue
        elif isinstance(tag, str):
            yield from _texts(child, nested, unseen, shows_hidden=shows_hidden)


def _plain(element: Any) -> str:
    return " ".join(text for each in element.iter(f"{_W}t", f"{_W}delText") if (text := (each.text or "").strip()))


def _number(element: Any, path: str) -> int:
    found = element.find("/".join(f"{_W}{step}" for step in path.split("/")))
    value = found.get(f"{_W}val", "") if found is not None else ""
    return min(int(value), MOST_COLUMNS) if value.isascii() and value.isdigit() else 0


def _padded(row: Row, index: int, width: int) -> Row:
    missing = range(len(row.cells), width)
    return Row(cells=(*row.cells, *(Cell(text="", origin=(index, c)) for c in missing)), number=row.number)
