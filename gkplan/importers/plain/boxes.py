"""Tables drawn with │ and ─ → cells, merged ones included: a rule ends a cell, text beside a rule goes on."""

from gkplan.importers.plain.wrapped import whole_cell
from gkplan.importers.source import Blocks, Cell, Row, Table, clean, paragraphs, within_bounds
from gkplan.text.folding import measure
from gkplan.text.patterns import compiled

_RULES = "─━═┄┅┈┉╌╍-"
_BARS = "│┃║┆┇┊┋|"
_JOINTS = "├┤┼┌┐└┘┬┴┏┓┗┛┣┫┳┻╋┠┨┯┷┿╂╔╗╚╝╠╣╦╩╬┡┩╇╈╞╡╪╤╧╟╢╫"


def boxed(lines: list[str]) -> Blocks | None:
    """Return the paragraphs and the table of a text with drawn boxes, None without any."""
    drawn = [
        index for index, line in enumerate(lines) if sum(char in _BARS + _JOINTS for char in line.replace("|", "")) > 1
    ]
    if len(drawn) < 3:
        return None
    parts = [compiled(f"[{_BARS}{_JOINTS}]").split(lines[index].strip())[1:-1] for index in drawn]
    width = max(len(each) for each in parts)
    within_bounds(1, width, "文本里的表格", places=len(parts) * width)
    box = _Box(width)
    for index, each in zip(drawn, parts, strict=True):
        box.line(index + 1, each)
    box.rule(range(width))
    if not box.rows:
        return None
    inside = set(drawn)
    outside = [paragraph for paragraph in paragraphs(lines) if paragraph.number - 1 not in inside]
    before = [paragraph for paragraph in outside if paragraph.number <= drawn[0]]
    return (*before, box.table(), *(paragraph for paragraph in outside if paragraph not in before))


class _Box:
    """Gathers lines into cells; a column without a rule under it reaches over the next row."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows: list[int] = []
        self.grid: dict[tuple[int, int], tuple[int, int]] = {}
        self.texts: dict[tuple[int, int], list[str]] = {}
        self.widths: dict[int, int] = {}
        self.open: dict[int, tuple[int, int]] = {}
        self.number = 0

    def line(self, number: int, parts: list[str]) -> None:
        is_rule = [bool(part.strip()) and not part.strip(_RULES + " 　") for part in parts]
        if any(is_rule):
            self.rule([column for column in range(self.width) if column >= len(parts) or is_rule[column]])
        for column, part in enumerate(parts):
            self.widths[column] = max(self.widths.get(column, 0), measure(part.strip(" 　")))
            text = part.strip(" 　")
            if not (is_rule[column] if any(is_rule) else False) and text:
                self.number = self.number or number
                place = self.open.setdefault(column, (len(self.rows), column))
                self.texts.setdefault(place, []).append(text)
                if len(parts) == 1 < self.width:
                    self.open |= dict.fromkeys(range(self.width), place)

    def rule(self, columns: "list[int] | range") -> None:
        """End the cells of `columns`, and with them the row if it has any text."""
        row = len(self.rows)
        if any(place[0] == row for place in self.open.values()):
            for column in range(self.width):
                self.grid[row, column] = self.open.get(column, (row, column))
                self.open.setdefault(column, (row, column))
            self.rows.append(self.number)
            self.number = 0
        for column in columns:
            self.open.pop(column, None)

    def table(self) -> Table:
        return Table(
            name="文本",
            rows=tuple(
                Row(
                    number=number,
                    cells=tuple(
                        Cell(
                            text=clean(
                                whole_cell(self.texts.get(self.grid[row, column], []), self.widths.get(column, 0))
                            ),
                            origin=self.grid[row, column],
                            is_covered=self.grid[row, column] != (row, column),
                        )
                        for column in range(self.width)
                    ),
                )
                for row, number in enumerate(self.rows)
            ),
        )
