"""A document as paragraphs and tables of cells. Nothing here knows a file format, or what a column means."""

from dataclasses import dataclass

from gkplan.errors import RefusedError

MOST_ROWS = 10_000
MOST_COLUMNS = 200
MOST_LINES = 50_000
"""Lines or paragraphs a document may have: a hundred times a county's table with a line for each cell."""

MOST_PLACES = 200_000
"""Places of one table's grid, filled or not: four hundred times a county's table."""

# What was not meant to be seen: words are left out, rows and columns are read and told, a filter may have hidden them.
HIDDEN_WORDS = "隐藏的文字"
STRUCK_WORDS = "划掉的文字"
HIDDEN_ROW = "这一行在原文件里是隐藏的，已照样读入，请核对"
HIDDEN_COLUMN = "这一列在原文件里是隐藏的，已照样读入，请核对"


MOST_LINED_UP = 12
"""Rows of a table inside a cell that only lines up words."""
_MOST_WORDS = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One place of the grid: the paragraphs of its text parted by line feeds.

    `is_covered` is a place that a merged cell reaches over: its text is that of the cell it belongs to, `origin` tells
    which (row and column from 0). Where the format cannot tell an empty cell from a merged one nothing is covered.
    """

    text: str
    origin: tuple[int, int]
    is_covered: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Cells from left to right; `number` is the row of its table or sheet, or the line of its text, from 1."""

    cells: tuple[Cell, ...]
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Rows in order. `is_flat`: an empty cell may have been a merged one, the format lost the difference."""

    rows: tuple[Row, ...]
    name: str = "表格"
    is_flat: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """Text outside tables, automatic numbering included; `number` counts paragraphs or lines from 1."""

    text: str
    number: int


Blocks = tuple[Paragraph | Table, ...]
"""What is in a document, in its order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """Something a reader saw and did not take, or is unsure of: where, the words, and why.

    `column` is what it is about (one of COLUMNS), "" for the document; `task` the id of its task, "" for none.
    """

    place: str
    words: str
    message: str
    column: str = ""
    task: str = ""


# What a doubt is about, in the order in which doubts are told.
HEAD, SERIAL, HEADING, REQUIREMENT, UNITS, LIMIT, ROW = COLUMNS = (
    "表头", "序号", "章节标题", "任务内容", "责任单位", "完成时限", "整行",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """What a reader found, in the order of the file; `left_out` are texts it did not take, `doubts` what to confirm.

    `labels` name parts of the file and are none of its words, as sheets are named.
    """

    blocks: Blocks
    left_out: tuple[Note, ...] = ()
    doubts: tuple[Note, ...] = ()
    labels: tuple[str, ...] = ()


def paragraphs(lines: list[str]) -> list[Paragraph]:
    """Return the lines that hold text, each with its number from 1."""
    return [Paragraph(text=text, number=number) for number, line in enumerate(lines, 1) if (text := clean(line))]


def within_bounds(rows: int, columns: int, title: str, *, places: int = 0) -> None:
    """Raise RefusedError when a table of so many rows and columns, or `places` that are filled, is none of tasks."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or max(rows * columns, places) > MOST_PLACES:
        raise RefusedError(
            f"{title}太大，超过 {MOST_ROWS} 行、{MOST_COLUMNS} 列或 {MOST_PLACES} 格，不像任务分工表；"
            "请只留下要导入的表格，删去空行空列"
        )


class Room:
    """The places that the tables of one document may fill all together: merged cells make many of few words."""

    def __init__(self) -> None:
        self.left = MOST_PLACES

    def take(self, places: int, title: str) -> None:
        """Count `places` more, of the table called `title`. Raises RefusedError when there are not as many left."""
        self.left -= places
        if self.left < 0:
            raise RefusedError(
                f"到{title}为止，表格合计超过 {MOST_PLACES} 格，太大了，不像任务分工表；请只留下要导入的表格"
            )


def flat_table(rows: list[tuple[int, list[str]]], name: str = "文本") -> Table:
    """Return the table of `rows` (line number, texts), in which nothing is known to be merged.

    Raises RefusedError beyond the bounds of a table.
    """
    within_bounds(len(rows), max((len(texts) for _, texts in rows), default=0), f"{name}里的表格")
    return Table(
        rows=tuple(
            Row(cells=tuple(Cell(text=clean(text), origin=(r, c)) for c, text in enumerate(texts)), number=number)
            for r, (number, texts) in enumerate(rows)
        ),
        name=name,
        is_flat=True,
    )


def lined_up(rows: list[list[str]]) -> str:
    """Return the words of a table inside a cell that only lines them up, a line a row; "" for a table of its own.

    One row, one column, or labels before other words (牵头单位：| 县财政局) line up.
    """
    width = max(map(len, rows), default=0)
    texts = [text for row in rows for text in row]
    is_pairs = width == 2 and all(len(row) == 2 and (row[0].endswith((":", "：")) or len(row[0]) <= 2) for row in rows)
    if (
        len(rows) > MOST_LINED_UP
        or sum(map(len, texts)) > _MOST_WORDS
        or not (len(rows) == 1 or width == 1 or is_pairs)
    ):
        return ""
    if is_pairs:
        return "\n".join(f"{label.rstrip(':：')}：{words}" if label else words for label, words in rows)
    return "\n".join(texts)


def clean(text: str) -> str:
    """Return `text` without the invisible signs of word processors and without blanks round its lines.

    Empty lines go; words and their order stay.
    """
    for sign in "\u200b\u200c\u200d\u2060\ufeff\xad\x07":
        text = text.replace(sign, "")
    lines = (line.strip() for line in text.replace("\r", "\n").replace("\v", "\n").replace("\f", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Return the lines of `text` as one: Chinese needs no blank between them, two Latin words do."""
    joined = ""
    for line in text.split("\n"):
        needs_blank = joined[-1:].isascii() and joined[-1:].isalnum() and line[:1].isascii() and line[:1].isalpha()
        joined += (" " if needs_blank else "") + line
    return " ".join(joined.split())


def once(text: str) -> tuple[str, str]:
    """Return (text, the repeats) of a cell that holds the same lines twice or more, as page breaks leave them."""
    lines = text.split("\n")
    for size in range(1, len(lines) // 2 + 1):
        if len(lines) % size == 0 and lines == lines[:size] * (len(lines) // size):
            return "\n".join(lines[:size]), "\n".join(lines[size:])
    return text, ""
