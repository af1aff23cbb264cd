"""An HTML page → paragraphs and tables with rowspan and colspan. Nothing here knows what a table says."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from gkplan.importers.plain.decode import decode
from gkplan.importers.sniff import Detected, Sample
from gkplan.importers.source import (
    HIDDEN_WORDS,
    MOST_COLUMNS,
    MOST_ROWS,
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
from gkplan.text.patterns import compiled

_BREAKS = frozenset(
    {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "section", "dd", "dt"}
)
_SILENT = frozenset({"script", "style", "template", "title"})
_STRUCK = frozenset({"del", "s", "strike"})
_PLACES = frozenset({"table", "tr", "td", "th"})
_BLOCKS = frozenset({"tr", "div", "section", "article", "aside", "table", "ul", "ol", "form"})
_EMPTY = frozenset(
    {"br", "img", "input", "hr", "col", "meta", "link", "wbr", "area", "base", "embed", "source", "track"}
)
CALLED = "网页"


def detect(sample: Sample) -> Detected | None:
    """Tell a page, or what a program wrote as one under another name, by its tags."""
    lowered = sample.data[:65536].replace(b"\0", b"").lower()
    for sure, tag in ((90, "<table"), (90, "<td"), (80, "<!doctype html"), (80, "<html"), (70, "<body")):
        if sample.refusal is None and tag.encode() in lowered:
            return Detected(sure, f"文字里有网页的标记 {tag}")
    return None


def read(sample: Sample) -> Source:
    """Return the document; the encoding is the mark's, the page's own word for it, or found out. Raises RefusedError.

    Words that are hidden or struck out are left out; a table inside a cell comes as one of its own behind the outer
    one, unless it only lines up words of that cell.
    """
    text, encoding = _decoded(sample.data, sample.name)
    parser = _Parser()
    # No tag and no comment begins after the last that ends: the library would look for its end from each sign there on.
    for opening, closing in (("<!--", "-->"), ("<", ">")):
        end = text.rfind(closing) + 1
        text = text[:end] + text[end:].replace(opening, opening.replace("<", "&lt;"))
    parser.feed(text)
    parser.close()
    parser.finish()
    notes = (
        ()
        if encoding == "UTF-8"
        else (Note(place=sample.name, words="", message=f"文件是 {encoding} 编码，已按此读取"),)
    )
    return Source(blocks=tuple(parser.blocks), left_out=(*notes, *parser.left_out))


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    import re

    said = re.search(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", data[:4096])
    if said and said[1].lower() in {b"gb2312", b"gbk", b"gb18030", b"big5"}:
        codec = "big5" if said[1].lower() == b"big5" else "gb18030"
        try:
            return data.decode(codec), "Big5" if codec == "big5" else "GBK"
        except UnicodeDecodeError:
            pass
    return decode(data, name)


class _Parser(HTMLParser):
    """Builds tables from a stack, so that a table inside a cell becomes one of its own behind the outer one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Paragraph | Table] = []
        self.stack: list[_Grid] = []
        self.silent = 0
        self.loose: list[str] = []
        self.count = 0
        self.paragraphs = 0
        self.waiting: list[Table] = []
        self.room = Room()
        self.left_out: list[Note] = []
        self.unseen: _Unseen | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._is_passed(tag):
            return
        why = _unseen(tag, dict(attrs))
        if tag in _SILENT:
            self.silent += 1
        elif why and tag not in {"td", "th", *_EMPTY} and not self.silent:
            self.unseen = _Unseen(tag=tag, why=why, place=self._place())
        elif tag == "table":
            self._flush()
            self.count += 1
            self.stack.append(_Grid(f"表{self.count}", self.room))
        elif tag == "tr" and self.stack:
            self.stack[-1].begin_row()
        elif tag in {"td", "th"} and self.stack:
            spans = dict(attrs)
            self.stack[-1].begin_cell(_span(spans.get("colspan"), MOST_COLUMNS), _span(spans.get("rowspan"), MOST_ROWS))
        elif tag in _BREAKS:
            self._text("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.unseen and tag == self.unseen.tag:
            self.unseen.depth -= 1
            if not self.unseen.depth:
                self._end_unseen()
        elif self._is_passed(tag):
            return
        elif tag in _SILENT:
            self.silent = max(self.silent - 1, 0)
        elif tag == "table" and self.stack:
            self._close_table()
        elif tag in {"td", "th"} and self.stack:
            self.stack[-1].is_open = False
        elif tag in _BREAKS:
            self._text("\n")

    def handle_data(self, data: str) -> None:
        # A line end in the source of a page is a blank, and between Chinese letters nothing.
        self._text(compiled(r"[ \t]*\n\s*").sub("" if not data.isascii() or not data.strip() else " ", data))

    def _is_passed(self, tag: str) -> bool:
        """Tell whether a tag stands among words that are not to be seen; those of a line end with their cell."""
        if self.unseen and tag in _PLACES and self.unseen.tag not in _BLOCKS:
            self._end_unseen()
        elif self.unseen:
            self.unseen.depth += tag == self.unseen.tag
        return self.unseen is not None

    def _end_unseen(self) -> None:
        if self.unseen and (words := clean("".join(self.unseen.words))):
            self.left_out.append(Note(place=self.unseen.place, words=words, message=self.unseen.why))
        self.unseen = None

    def _place(self) -> str:
        return f"{self.stack[-1].name}第{self.stack[-1].row + 1}行" if self.stack else f"第{self.paragraphs + 1}段"

    def _text(self, text: str) -> None:
        if self.unseen:
            self.unseen.words.append(text)
            return
        if self.silent:
            return
        if self.stack and self.stack[-1].is_open:
            self.stack[-1].add(text)
        else:
            self.loose.append(text)

    def _flush(self) -> None:
        for line in clean("".join(self.loose)).split("\n"):
            if line:
                self.paragraphs += 1
                self.blocks.append(Paragraph(text=line, number=self.paragraphs))
        self.loose = []

    def _close_table(self) -> None:
        table = self.stack.pop().table()
        if (
            self.stack
            and self.stack[-1].is_open
            and (words := lined_up([[c.text for c in r.cells] for r in table.rows]))
        ):
            self.stack[-1].add(f"\n{words}\n")
            return
        if self.stack:
            self.waiting.append(table)
            return
        self._flush()
        self.blocks += [each for each in (table, *self.waiting) if each.rows]
        self.waiting = []

    def finish(self) -> None:
        """Close what a cut-off page left open."""
        self._end_unseen()
        while self.stack:
            self._close_table()
        self._flush()


@dataclass(slots=True)
class _Unseen:
    """Words inside a `tag` that are not to be seen; `depth` counts such tags in each other."""

    tag: str
    why: str
    place: str
    words: list[str] = field(default_factory=list)
    depth: int = 1


def _unseen(tag: str, attributes: dict[str, str | None]) -> str:
    """Return why the words of an element do not count, "" for one whose words do."""
    style = "".join((attributes.get("style") or "").lower().split())
    if "hidden" in attributes or "display:none" in style or "visibility:hidden" in style:
        return HIDDEN_WORDS
    return STRUCK_WORDS if tag in _STRUCK or "line-through" in style else ""


class _Grid:
    """Cells of one table, put where rowspan and colspan leave room."""

    def __init__(self, name: str, room: Room) -> None:
        self.name = name
        self.title = f"网页里的{name}"
        self.room = room
        self.texts: dict[tuple[int, int], list[str]] = {}
        self.origins: dict[tuple[int, int], tuple[int, int]] = {}
        # By column, the cell from above that reaches down to here and the last row it reaches.
        self.reaching: dict[int, tuple[tuple[int, int], int]] = {}
        self.row = -1
        self.column = 0
        self.place = (0, 0)
        self.is_open = False

    def begin_row(self) -> None:
        self.row += 1
        self.column = 0
        self.is_open = False
        self.reaching = {column: reach for column, reach in self.reaching.items() if reach[1] >= self.row}
        for column, (place, _) in self.reaching.items():
            self.take(column, place)

    def begin_cell(self, columns: int, rows: int) -> None:
        self.row = max(self.row, 0)
        # To the left of the cell before everything is taken.
        column = self.column
        while (self.row, column) in self.origins:
            column += 1
        within_bounds(self.row + 1, column + 1, self.title)
        self.column = column
        self.place = (self.row, column)
        self.is_open = True
        self.texts[self.place] = []
        if column + columns > MOST_COLUMNS:
            columns = rows = 1
        for each in range(column, column + columns):
            self.take(each, self.place)
            # As far as there are rows: a page may say 999 for the rest of the table.
            if rows > 1:
                self.reaching.setdefault(each, (self.place, self.row + rows - 1))

    def take(self, column: int, place: tuple[int, int]) -> None:
        """Put the cell at `place` in this row's `column`, unless another is there. Raises RefusedError at the end."""
        if (self.row, column) not in self.origins:
            self.room.take(1, self.title)
            self.origins[self.row, column] = place

    def add(self, text: str) -> None:
        self.texts[self.place].append(text)

    def table(self) -> Table:
        last = max((row for row, _ in self.texts), default=-1)
        width = max((column + 1 for row, column in self.origins if row <= last), default=0)
        within_bounds(last + 1, width, self.title)
        self.room.take(max((last + 1) * width - len(self.origins), 0), self.title)
        rows = []
        for row in range(last + 1):
            cells = []
            for column in range(width):
                at = self.origins.get((row, column), (row, column))
                cells.append(
                    Cell(text=clean("".join(self.texts.get(at, ()))), origin=at, is_covered=at != (row, column))
                )
            rows.append(Row(cells=tuple(cells), number=row + 1))
        return Table(rows=tuple(rows), name=self.name)


def _span(text: str | None, most: int) -> int:
    bare = (text or "1").strip()
    return min(max(int(bare), 1), most) if bare.isascii() and bare.isdigit() and len(bare) < 6 else 1
