"""The cells of one row → the item they make: number, headings, units, limit, and what has no place in a plan."""

from gkplan.importers.cells import columns, headings
from gkplan.importers.cells.columns import WHO, Role
from gkplan.importers.source import HEADING, LIMIT, SERIAL, UNITS, Cell, Row, Table, once, one_line
from gkplan.importers.tasks.items import Gathered, Inherited, Item
from gkplan.importers.tasks.layout import Layout, mixed_levels, serial_heading

_SAME = frozenset({"同上", "同前", "同上一行", "〃", "″", "“"})


def place_of(table: Table, row: Row) -> str:
    """Return where a row stands, for people."""
    return f"{table.name}第{row.number}行"


def words_of(row: Row) -> str:
    """Return all that a row says, on one line."""
    return " ".join(one_line(cell.text) for cell in row.cells if cell.text and not cell.is_covered)


class TaskCells:
    """Reads rows of one table; `above` has the last words of each column for tables that lost merged cells."""

    def __init__(self, table: Table, layout: Layout, gathered: Gathered) -> None:
        self.table = table
        self.layout = layout
        self.gathered = gathered
        self.above: dict[int, str] = {}
        # Headings in columns stand below those in rows of their own.
        self.base = len(gathered.headings.here) if not layout.headings else 0
        # Where 一、 and （一） stand in one column, the second lies below the first.
        self.mixed = mixed_levels(table, layout)
        self.serial_heading = serial_heading(table, layout)

    def cell(self, row: Row, column: int) -> Cell | None:
        """Return the cell of a row in `column`, None beyond its end."""
        return row.cells[column] if column < len(row.cells) else None

    def text(self, row: Row, column: int) -> str:
        """Return the text of a row in `column`, "" beyond its end."""
        cell = self.cell(row, column)
        return cell.text if cell else ""

    def own(self, row: Row, column: int) -> str:
        """Return the text of a row in `column`, "" where a merged cell reaches down from above."""
        cell = self.cell(row, column)
        return cell.text if cell and not cell.is_covered else ""

    def serial(self, row: Row, item: Item) -> None:
        """Give `item` the number in the column of serials."""
        for column in self.layout.columns(Role.SERIAL):
            cell = self.cell(row, column)
            if not cell or not cell.text:
                continue
            item.serial = headings.serial(cell.text) or headings.code(cell.text)
            item.shares_serial = cell.is_covered
            if item.serial is None and not cell.is_covered:
                self.gathered.doubt(SERIAL, item.place, cell.text, "序号看不懂，已按次序另编")

    def headings(self, row: Row, item: Item) -> None:
        """Enter the headings of the row; an empty cell, unless merged, takes the one above and is listed."""
        opened = self.gathered.headings
        level = self.base
        for column in self.layout.headings:
            level += 1
            cell = self.cell(row, column)
            task = self.cell(row, self.layout.requirement)
            if cell and task and cell.origin == task.origin:
                # One cell over both columns is the task alone, below no heading of this column.
                opened.here = opened.here[: level - 1]
                break
            if cell and not cell.text and len(opened.here) >= level:
                self.inherit(HEADING, column, "", item)
            if not cell or not cell.text or cell.is_covered:
                continue
            text, repeated = once(cell.text)
            if repeated:
                self.gathered.leave(item.place, repeated, "同一格里重复的标题")
            for one in headings.parts(text):
                found = headings.numbered(one)
                if found and column == self.serial_heading:
                    item.serial = found.number
                below = found is not None and found.level == 2 and column in self.mixed
                _, again = opened.enter(one, min(level + below, len(opened.here) + 1))
                if again:
                    self.gathered.leave(item.place, one, "重复的标题")
        item.section = opened.here[-1] if opened.here else None

    def who(self, row: Row, item: Item) -> None:
        """Give `item` what the columns of units say, those above where they are empty or say 同上."""
        wanted = self.layout.columns(*WHO)
        filled = [(column, self.text(row, column)) for column in wanted if self.text(row, column)]
        if not filled and self.table.is_flat:
            for column in wanted:
                if self.above.get(column):
                    filled.append((column, self.above[column]))
                    self.inherit(UNITS, column, self.above[column], item)
        else:
            for number, (column, text) in enumerate(filled):
                if "".join(text.split()) in _SAME and self.above.get(column):
                    filled[number] = (column, self.above[column])
                    self.inherit(UNITS, column, self.above[column], item)
            if filled:
                self.above |= dict.fromkeys(wanted, "") | {column: once(text)[0] for column, text in filled}
        seen: set[tuple[int, int]] = set()
        for column, text in filled:
            cell = self.cell(row, column)
            origin = cell.origin if cell else (0, column)
            if origin not in seen or self.table.is_flat:
                words = self.told_once(item, cell, text)
                item.who.append((self.layout.roles[column] or Role.UNITS, words))
            seen.add(origin)

    def limit(self, row: Row, item: Item) -> None:
        """Give `item` its time limit, the one above where it is empty or says 同上."""
        for column in self.layout.columns(Role.DEADLINE):
            cell = self.cell(row, column)
            text = cell.text if cell else ""
            is_same = "".join(text.split()) in _SAME or (not text and self.table.is_flat)
            if is_same and self.above.get(column):
                text = self.above[column]
                self.inherit(LIMIT, column, one_line(text), item)
            words = self.told_once(item, cell, text)
            # 6 below 完成时限（月） is June.
            if "月" in self.layout.names[column] and (month := headings.serial(words)) and month.isdecimal():
                words = f"{month}月" if int(month) <= 12 else words
            self.above[column] = words
            if item.limit and words and one_line(words) != item.limit:
                self.gathered.doubt(
                    LIMIT, item.place, words, f"另有一列完成时限「{self.name(column)}」，没有导入，请核对"
                )
            elif words:
                item.limit = one_line(words)

    def inherit(self, kind: str, column: int, words: str, item: Item) -> None:
        """Note that `item` takes over `words` of the cell above in `column`; `kind` is one of COLUMNS."""
        self.gathered.inherited.append(Inherited(kind, self.name(column), words, item))

    def told_once(self, item: Item, cell: Cell | None, text: str) -> str:
        """Return `text` without what a page break printed twice; that is noted where the cell itself stands."""
        words, repeated = once(text)
        if repeated and cell and not cell.is_covered:
            self.gathered.leave(item.place, repeated, "同一格里重复的文字")
        return words

    def rest(self, row: Row) -> None:
        """List what the columns hold that a plan has no place for."""
        for column, cell in enumerate(row.cells):
            role = self.layout.roles[column] if column < len(self.layout.roles) else None
            if role in {Role.PERSON, Role.OTHER, None} and cell.text and not cell.is_covered:
                name = self.name(column) or f"第{column + 1}列"
                self.gathered.leave(place_of(self.table, row), one_line(cell.text), f"「{name}」列，方案里没有这一项")

    def name(self, column: int) -> str:
        """Return what a column is called; one without a name shares that to its left."""
        named = (name.split("\n")[-1] for name in reversed(self.layout.names[: column + 1]) if name.strip())
        return columns.name_of(next(named, ""))
