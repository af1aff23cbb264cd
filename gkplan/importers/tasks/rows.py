"""Rows of a table → items. Nothing here knows file formats, ids or the plan."""

from collections.abc import Sequence
from dataclasses import replace

from gkplan.importers.cells import columns, headings
from gkplan.importers.cells.columns import WHO, Role
from gkplan.importers.cells.unit_lists import says_first_leads
from gkplan.importers.source import Cell, Row, Table, once, one_line
from gkplan.importers.tasks.banners import heading_in, is_remark, is_sum, is_wide
from gkplan.importers.tasks.items import Gathered, Item
from gkplan.importers.tasks.layout import (
    Layout,
    find,
    has_prefixes,
    mixed_levels,
    reaches_down,
    repeats_head,
    serial_heading,
    without_head,
)

NO_TASK = "这一行没有任务内容，没有导入，请核对"
_SAME = frozenset({"同上", "同前", "同上一行", "〃", "″", "“"})


def read(
    table: Table, gathered: Gathered, before: Layout | None, above: Sequence[tuple[str, int]] = ()
) -> Layout | None:
    """Add the items of `table`; returns its layout, None when it is no table of tasks (then all of it is left out).

    `before` is the layout of the table above: a table without a head and of the same width continues it. `above` are
    the headings right above it, each with its level.
    """
    width = max((len(row.cells) for row in table.rows), default=0)
    layout = find(table) if table.rows else None
    if layout is None and before is not None and len(before.names) == width:
        layout = replace(before, head=0, first=0)
    elif layout is None and before is None and table.rows:
        layout = without_head(table)
        if layout:
            gathered.doubt(table.name, "", "表格没有表头，各列是按内容判断的，请核对")
    # Without units and limits it may be a table of anything.
    if layout is None or not layout.columns(*WHO, Role.DEADLINE):
        for row in table.rows:
            gathered.leave(_place(table, row), _joined(row), "不在任务表里")
        return None
    for row in table.rows[: layout.head]:
        gathered.titles += [cell.text for cell in row.cells if cell.text and not cell.is_covered]
    for row in table.rows[layout.head + 1 : layout.first]:
        if not reaches_down(table.rows[layout.head], row):
            gathered.doubt(_place(table, row), _joined(row), "这一行读作第二行表头，请核对")
    gathered.has_limits |= Role.DEADLINE in layout.roles
    gathered.limit_heads += [layout.names[column] for column in layout.columns(Role.DEADLINE)]
    gathered.first_leads |= any(map(says_first_leads, layout.names))
    for text, level in above:
        gathered.headings.enter(text, level)
    _Rows(table, layout, gathered).read()
    return layout


def _place(table: Table, row: Row) -> str:
    return f"{table.name}第{row.number}行"


def _joined(row: Row) -> str:
    return " ".join(one_line(cell.text) for cell in row.cells if cell.text and not cell.is_covered)


class _Rows:
    """Goes down the rows of one table; `above` has the last words of each column for tables that lost merged cells."""

    def __init__(self, table: Table, layout: Layout, gathered: Gathered) -> None:
        self.table = table
        self.layout = layout
        self.gathered = gathered
        self.above: dict[int, str] = {}
        self.index = 0
        self.last: tuple[Item, tuple[int, int]] | None = None
        # Headings in columns stand below those in rows of their own.
        self.base = len(gathered.headings.here) if not layout.headings else 0
        # Where 一、 and （一） stand in one column, the second lies below the first.
        self.mixed = mixed_levels(table, layout)
        self.has_prefixes = has_prefixes(table, layout)
        self.serial_heading = serial_heading(table, layout)

    def read(self) -> None:
        for index, row in enumerate(self.table.rows[self.layout.first :], self.layout.first):
            self.index = index
            if not any(cell.text and not cell.is_covered for cell in row.cells):
                continue
            if repeats_head(row, self.layout):
                self.gathered.leave(_place(self.table, row), _joined(row), "重复的表头")
            elif not self.heading_row(row) and not self.remark(row):
                self.data(row)

    def cell(self, row: Row, column: int) -> Cell | None:
        return row.cells[column] if column < len(row.cells) else None

    def text(self, row: Row, column: int) -> str:
        cell = self.cell(row, column)
        return cell.text if cell else ""

    # Rows that are not tasks

    def heading_row(self, row: Row) -> bool:
        """Enter the heading that a row holds and nothing else; false for another row."""
        found = heading_in(self.table, self.index, self.layout)
        if found:
            # 一、 and （一） may stand in one cell.
            for number, text in enumerate(headings.parts(once(found[0])[0])):
                own = headings.numbered(text)
                self.enter(row, text, min(own.level, 2) if own and number else found[1])
        return found is not None

    def enter(self, row: Row, text: str, level: int) -> None:
        here = self.gathered.headings.here
        # （一） without a 一、 above it is the outermost level itself.
        level = min(level, len(here[: level - 1]) + 1)
        _, again = self.gathered.headings.enter(one_line(text), level)
        self.base = level
        if again:
            self.gathered.leave(_place(self.table, row), text, "重复的标题")
        self.above.clear()

    def remark(self, row: Row) -> bool:
        """Leave out a note below the table, a sum, or a row over all columns that is no heading."""
        texts = list(dict.fromkeys(cell.text for cell in row.cells if cell.text))
        requirement = self.text(row, self.layout.requirement)
        says_who = any(self.text(row, c) for c in self.layout.columns(*WHO, Role.DEADLINE))
        if len(texts) > 1 and not says_who and is_remark(texts[0]):
            self.gathered.leave(_place(self.table, row), _joined(row), "表格里的说明文字，不是任务")
            return True
        if is_wide(self.table, self.index, self.layout) or (
            len(texts) == 1 and (is_remark(texts[0]) or (not requirement and not self.layout.headings))
        ):
            self.gathered.leave(_place(self.table, row), _joined(row), "表格里的说明文字，不是任务")
            return True
        if texts and is_sum(texts[0]):
            self.gathered.leave(_place(self.table, row), _joined(row), "合计行，不是任务")
            return True
        return False

    # Rows that are tasks

    def data(self, row: Row) -> None:
        place = _place(self.table, row)
        requirement = self.cell(row, self.layout.requirement)
        if requirement and requirement.is_covered and self.last and self.last[1] == requirement.origin:
            self.more(row, self.last[0])
            return
        item = Item(place=place, requirement="")
        self.serial(row, item)
        self.headings(row, item)
        text, repeated = once(requirement.text if requirement else "")
        if repeated:
            self.gathered.leave(place, repeated, "同一格里重复的文字")
        item.requirement = one_line(text)
        if self.has_prefixes and (found := headings.numbered(item.requirement)) and found.level > 2:
            item.serial, item.requirement = found.number, found.text
        if not item.requirement:
            self.empty(row, item)
            return
        self.who(row, item)
        self.limit(row, item)
        self.rest(row)
        self.last = (item, requirement.origin if requirement else (self.index, 0))
        self.gathered.items.append(item)

    def empty(self, row: Row, item: Item) -> None:
        """A row without a requirement: its heading is the task when nothing else is, else it is listed."""
        others = [self.text(row, c) for c in (*self.layout.columns(*WHO, Role.DEADLINE),)]
        titles = [c for c in self.layout.headings if (cell := self.cell(row, c)) and cell.text and not cell.is_covered]
        if titles and any(others):
            item.requirement = one_line(once(self.text(row, titles[-1]))[0])
            self.gathered.doubt(item.place, item.requirement, "「具体要求」是空的，以标题作为任务内容，请核对")
            self.who(row, item)
            self.limit(row, item)
            self.rest(row)
            self.last = None
            self.gathered.items.append(item)
        elif any(
            cell.text and not cell.is_covered for c, cell in enumerate(row.cells) if c not in self.layout.headings
        ):
            self.gathered.doubt(item.place, _joined(row), NO_TASK)

    def more(self, row: Row, item: Item) -> None:
        """Another row of the same merged requirement: more units, perhaps another time limit."""
        place = _place(self.table, row)
        for column in self.layout.columns(*WHO):
            cell = self.cell(row, column)
            if cell and cell.text and not cell.is_covered:
                item.who.append((self.layout.roles[column] or Role.UNITS, cell.text))
        for column in self.layout.columns(Role.DEADLINE):
            cell = self.cell(row, column)
            if cell and cell.text and not cell.is_covered and one_line(cell.text) != item.limit:
                if item.limit:
                    self.gathered.doubt(
                        place, cell.text, f"同一项任务（{item.place}）另有一个完成时限，没有导入，请核对"
                    )
                else:
                    item.limit = one_line(cell.text)
        for column in (*self.layout.columns(Role.SERIAL), *self.layout.headings):
            cell = self.cell(row, column)
            if cell and cell.text and not cell.is_covered:
                self.gathered.doubt(place, cell.text, f"与上一行同属一项任务（{item.place}），这一格没有导入，请核对")
        self.rest(row)

    def serial(self, row: Row, item: Item) -> None:
        for column in self.layout.columns(Role.SERIAL):
            cell = self.cell(row, column)
            if not cell or not cell.text:
                continue
            item.serial = headings.serial(cell.text)
            item.shares_serial = cell.is_covered
            if item.serial is None and not cell.is_covered:
                self.gathered.doubt(item.place, cell.text, "序号看不懂，已按次序另编")

    def headings(self, row: Row, item: Item) -> None:
        """Enter the headings of the row; an empty cell, unless merged, takes the one above and is listed."""
        opened = self.gathered.headings
        level = self.base
        for column in self.layout.headings:
            level += 1
            cell = self.cell(row, column)
            if cell and not cell.text and len(opened.here) >= level:
                self.gathered.inherited.append((self.name(column), "", item))
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
        wanted = self.layout.columns(*WHO)
        filled = [(column, self.text(row, column)) for column in wanted if self.text(row, column)]
        if not filled and self.table.is_flat:
            for column in wanted:
                if self.above.get(column):
                    filled.append((column, self.above[column]))
                    self.gathered.inherited.append((self.name(column), self.above[column], item))
        else:
            for number, (column, text) in enumerate(filled):
                if "".join(text.split()) in _SAME and self.above.get(column):
                    filled[number] = (column, self.above[column])
                    self.gathered.inherited.append((self.name(column), self.above[column], item))
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
        for column in self.layout.columns(Role.DEADLINE):
            cell = self.cell(row, column)
            text = cell.text if cell else ""
            is_same = "".join(text.split()) in _SAME or (not text and self.table.is_flat)
            if is_same and self.above.get(column):
                text = self.above[column]
                self.gathered.inherited.append((self.name(column), one_line(text), item))
            words = self.told_once(item, cell, text)
            self.above[column] = words
            if item.limit and words and one_line(words) != item.limit:
                self.gathered.doubt(item.place, words, f"另有一列完成时限「{self.name(column)}」，没有导入，请核对")
            elif words:
                item.limit = one_line(words)

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
                self.gathered.leave(_place(self.table, row), one_line(cell.text), f"「{name}」列，方案里没有这一项")

    def name(self, column: int) -> str:
        """Return what a column is called; one without a name shares that to its left."""
        named = (name.split("\n")[-1] for name in reversed(self.layout.names[: column + 1]) if name.strip())
        return columns.name_of(next(named, ""))
