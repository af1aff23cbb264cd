"""Plain text in which each line or block is a cell and rows have no mark. Nothing here knows tasks.

Each function takes the lines of a file and returns its paragraphs and tables, None when the text has another shape.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise

from gkplan.importers.cells import columns
from gkplan.importers.cells.columns import WHO, Role
from gkplan.importers.cells.fit import surely
from gkplan.importers.cells.headings import chinese_serial, numbered, serial
from gkplan.importers.cells.limits import looks_like_limit
from gkplan.importers.cells.unit_names import NOTHING, looks_like_units
from gkplan.importers.source import Blocks, Paragraph, clean, flat_table
from gkplan.text.patterns import compiled

Cells = list[tuple[int, str]]
_MOST_NAMES = 40
"""Columns that a head printed one below the other may have."""


def tab_led(lines: list[str]) -> Blocks | None:
    """Cells that begin with a tab, further lines without one: a table copied from a web page. Empty cells are kept."""
    led = [line for line in lines if line.startswith("\t") and "\t" not in line.strip()]
    if len(led) < 4 or any("\t" in line.strip() for line in lines):
        return None
    cells: list[tuple[int, list[str]]] = []
    before: list[Paragraph] = []
    for number, line in enumerate(lines, 1):
        if line.startswith("\t"):
            cells.append((number, [line[1:]]))
        elif cells:
            cells[-1][1].append(line)
        elif line.strip():
            before.append(Paragraph(text=clean(line), number=number))
    return _table([(number, clean("\n".join(own))) for number, own in cells], before, keeps_empty=True)


def barred(lines: list[str]) -> Blocks | None:
    """One cell a line, a line with nothing but | between the cells."""
    bars = sum(1 for line in lines if line.strip() in {"|", "｜", "||"})
    texts = sum(1 for line in lines if line.strip())
    if bars < 4 or bars * 3 < texts:
        return None
    return _after_title(_parted(lines, lambda text: text in {"|", "｜", "||"}))


def bar_ended(given: list[str]) -> Blocks | None:
    """One cell a line, each with a bar at its end (or each at its start): the bars of cells that lost their rows."""
    told = [line.strip() for line in given if line.strip()]
    for strip in (str.rstrip, str.lstrip):
        bare = [strip(text, "|｜") for text in told]
        marked = sum(text != whole and not set(text) & set("|｜") for text, whole in zip(bare, told, strict=True))
        if marked >= 6 and marked * 4 >= len(told) * 3:
            return lines([strip(line.strip(), "|｜") for line in given])
    return None


def blocks(lines: list[str]) -> Blocks | None:
    """One paragraph a block, blank lines between; a cell with two paragraphs is two blocks."""
    return _after_title(_parted(lines, lambda text: not text))


def _parted(lines: list[str], parts: Callable[[str], bool]) -> Cells:
    """The lines with text as cells, one from each line that `parts` to the next."""
    cells: list[tuple[int, list[str]]] = []
    is_open = False
    for number, line in enumerate(lines, 1):
        text = clean(line)
        if parts(text):
            is_open = False
        elif text and is_open:
            cells[-1][1].append(text)
        elif text:
            cells.append((number, [text]))
            is_open = True
    return [(number, "\n".join(own)) for number, own in cells]


def lines(given: list[str]) -> Blocks | None:
    """One cell a line and nothing between."""
    return _after_title([(number, text) for number, line in enumerate(given, 1) if (text := clean(line))])


def _after_title(cells: Cells) -> Blocks | None:
    """Part the stream at the names of the head."""
    for index in range(len(cells)):
        # A title may read like a name (2023年重点任务), but a number is the first column or none.
        roles = [columns.role_of(text) for _, text in cells[index : index + 2]]
        is_head = roles[0] and (roles[0] is Role.SERIAL or Role.SERIAL not in roles)
        if is_head and _head_length(cells[at] for at in range(index, len(cells))) > 1:
            before = [Paragraph(text=text, number=number) for number, text in cells[:index]]
            return _table(cells[index:], before)
    return None


def _head_length(cells: Iterable[tuple[int, str]]) -> int:
    """Return how many cells at the start are the names of one head, 0 when they are none."""
    names: dict[str, str] = {}
    for _, text in cells:
        name = columns.name_of(text)
        if columns.role_of(text) is None or name in names or len(names) == _MOST_NAMES:
            break
        names[name] = text
    return len(names) if columns.is_header(list(names.values())) else 0


def _table(cells: Cells, before: list[Paragraph], *, keeps_empty: bool = False) -> Blocks | None:
    length = _head_length(cells)
    if not length:
        return None
    head = [text for _, text in cells[:length]]
    body = [(number, text) for number, text in cells[length:]]
    rows = _by_width(body, length, length + 3 * keeps_empty) or _by_kind(_without_heads(body, head), head)
    if not rows:
        return None
    width = max(len(texts) for _, texts in rows)
    padded = [(number, texts + [""] * (width - len(texts))) for number, texts in rows]
    return (*before, flat_table([(cells[0][0], head + [""] * (width - len(head))), *padded]))


def _without_heads(body: Cells, head: list[str]) -> Cells:
    """Drop the head where it is printed again."""
    kept: Cells = []
    index = 0
    while index < len(body):
        if [text for _, text in body[index : index + len(head)]] == head:
            index += len(head)
        else:
            kept.append(body[index])
            index += 1
    return kept


def _by_width(body: Cells, length: int, most: int) -> list[tuple[int, list[str]]] | None:
    """Cut rows of one width, from `length` (the head's) to `most`, that puts serials in one column.

    Where empty cells are lost only the width of the head itself is sure: a fifth cell may be a second unit.
    """
    for width in range(length, most + 1):
        for count in {len(body), *(n for n in range(len(body) - width, len(body)) if not any(t for _, t in body[n:]))}:
            if count <= 0 or count % width:
                continue
            rows = [body[start : start + width] for start in range(0, count, width)]
            if any(_counts_up([row[column][1] for row in rows]) for column in range(width)):
                return [(row[0][0], [text for _, text in row]) for row in rows]
    return None


def _counts_up(texts: list[str]) -> bool:
    """Tell whether all texts are serials, each larger than the one before."""
    found = [serial(text) for text in texts]
    numbers = [int(number) for number in found if number and number.isdecimal()]
    return len(numbers) == len(texts) and all(a < b for a, b in pairwise(numbers))


def _by_kind(body: Cells, head: list[str]) -> list[tuple[int, list[str]]] | None:
    """Cut rows by what the cells are: each serial begins one, a task after units or a time limit another."""
    order = [columns.role_of(name) for name in head]
    if Role.SERIAL in order:
        at = order.index(Role.SERIAL)
    else:
        # Serials without a name stand behind the columns that the first row fills before its serial.
        at = next((index for index, (_, text) in enumerate(body) if serial(text)), -1)
        if at > len(head) or at < 0:
            at = -1
        else:
            order.insert(at, Role.SERIAL)
    cutter = _Cutter(order, at)
    for index, (number, text) in enumerate(body):
        cutter.take(number, text, [following for _, following in body[index + 1 : index + 2 + max(at, 0)]])
    return cutter.rows or None


class _Cutter:
    """Puts one cell after the other into the next column that fits it; `at` is the column of the serials, -1 without."""

    def __init__(self, order: list[Role | None], at: int) -> None:
        self.order = order
        self.at = at
        self.rows: list[tuple[int, list[str]]] = []
        self.column = len(order)

    def take(self, number: int, text: str, following: list[str]) -> None:
        if self.at >= 0 and (serial(text) or (chinese_serial(text) and self.at == 0)):
            if not self._waits():
                self._begin(number)
            self._put(self.at, text)
        elif self.at > 0 and self._is_before_serial(following):
            if self.column > self.at or not self.rows:
                self._begin(number)
                self.column = 0
            self._put(min(self.column, self.at - 1), text)
            self.column = min(self.column, self.at - 1) + 1
        else:
            self._body(number, text)

    def _waits(self) -> bool:
        """Tell whether the open row has its leading cells and no serial yet."""
        return bool(self.rows) and self.at > 0 and self.column <= self.at and not self.rows[-1][1][self.at]

    def _is_before_serial(self, following: list[str]) -> bool:
        """Tell whether a serial follows within the leading columns, so that this cell leads its row."""
        full = self.column >= len(self.order) or not self.rows
        return full and any(serial(text) for text in following[: self.at])

    def _body(self, number: int, text: str) -> None:
        if self.rows and text in NOTHING and self.column < len(self.order):
            # / stands for an empty cell.
            self._put(self.column, text)
            return
        after_serial = self.at >= 0 and self.column == self.at + 1 < len(self.order)
        if after_serial and self.order[self.column] is Role.TEXT:
            # 建成残疾人综合服务中心 is a task: what stands behind the serial needs no other sign.
            self._put(self._text_column(text), text)
            return
        if self.rows and self.column > self.at + 1 and self._goes_on(text):
            self._put(self.column - 1, text)
            return
        if self.rows and self._is_heading(text) and self.column - 1 in self.headings():
            self._put(self.column - 1, text)
            return
        fits = [c for c in range(max(self.column, self.at + 1), len(self.order)) if self._fits(c, text)]
        if self.rows and fits:
            self._put(self._text_column(text) if fits[0] in self.headings() else fits[0], text)
        elif self.rows and self.column and self._fits(self.column - 1, text) and self._may_grow(text):
            self._put(self.column - 1, text)
        else:
            self._begin(number)
            first = next((c for c in range(len(self.order)) if c != self.at and self._fits(c, text)), 0)
            self._put(first, text)

    def headings(self) -> list[int]:
        """Return the text columns before the last one."""
        return [column for column, role in enumerate(self.order) if role is Role.TEXT][:-1]

    def _is_heading(self, text: str) -> bool:
        found = numbered(text)
        return found is not None and found.level <= 2

    def _text_column(self, text: str) -> int:
        """Return where a text goes behind the serial: a numbered heading to its column, other texts to the last."""
        free = [c for c in self.headings() if c >= self.column]
        is_numbered = any(self._is_heading(cell) for _, cells in self.rows for cell in cells)
        if free and (self._is_heading(text) or not is_numbered):
            return free[0]
        return [column for column, role in enumerate(self.order) if role is Role.TEXT][-1]

    def _goes_on(self, text: str) -> bool:
        """Tell whether a time limit goes on (2023年, 12月底前) or is printed again."""
        before = self.rows[-1][1][self.column - 1]
        last = before.split("\n")[-1]
        return (
            self.order[self.column - 1] is Role.DEADLINE
            and looks_like_limit(text)
            and (bool(compiled(r"20[0-9]{2}年").fullmatch(last)) or text in before.split("\n"))
        )

    def _may_grow(self, text: str) -> bool:
        role = self.order[self.column - 1]
        return role in WHO or (role is Role.TEXT and not looks_like_units(text) and not self._is_heading(text))

    def _fits(self, column: int, text: str) -> bool:
        role = self.order[column]
        if role in WHO and not looks_like_limit(text) and any(word in text for word in ("牵头", "负责", "配合")):
            return True
        if role in {*WHO, Role.DEADLINE, Role.SERIAL}:
            return surely(role, text)
        return role is not Role.TEXT or not (looks_like_units(text) or looks_like_limit(text))

    def _begin(self, number: int) -> None:
        self.rows.append((number, [""] * len(self.order)))
        self.column = 0

    def _put(self, column: int, text: str) -> None:
        cells = self.rows[-1][1]
        cells[column] = f"{cells[column]}\n{text}" if cells[column] else text
        self.column = max(self.column, column + 1)
