"""Rows of a table → items. Nothing here knows file formats, ids or the plan."""

from collections.abc import Sequence
from dataclasses import replace

from gkplan.importers.cells import headings
from gkplan.importers.cells.columns import WHO, Role
from gkplan.importers.cells.unit_lists import says_first_leads
from gkplan.importers.source import (
    HEAD,
    LIMIT,
    REQUIREMENT,
    ROW,
    UNITS,
    Row,
    Table,
    once,
    one_line,
)
from gkplan.importers.tasks.assignments import GUESSED, Duty, behind, in_line
from gkplan.importers.tasks.banners import heading_in, is_remark, is_sum, is_wide
from gkplan.importers.tasks.items import Gathered, Item
from gkplan.importers.tasks.layout import (
    Layout,
    find,
    has_head,
    has_prefixes,
    reaches_down,
    repeats_head,
    without_head,
)
from gkplan.importers.tasks.named_columns import layout_under
from gkplan.importers.tasks.task_cells import TaskCells, place_of, words_of

NO_TASK = "这一行没有任务内容，没有导入，请核对"


def read(
    table: Table,
    gathered: Gathered,
    before: Layout | None,
    above: Sequence[tuple[str, int]] = (),
    names: tuple[str, ...] = (),
) -> Layout | None:
    """Add the items of `table`; returns its layout, None when it is no table of tasks (then all of it is left out).

    `before` is the layout of the table above: a table without a head and of the same width continues it. `above` are
    the headings right above it, each with its level. `names` are what a person calls the columns, if one does.
    """
    width = max((len(row.cells) for row in table.rows), default=0)
    if names:
        layout, before = layout_under(names, table), None
    else:
        layout = find(table) if table.rows else None
    if layout is None and before is not None and len(before.names) == width and not has_head(table):
        layout = replace(before, head=0, first=0)
    elif layout is None and before is None and table.rows and not names and not has_head(table):
        layout = without_head(table)
        if layout:
            gathered.doubt(HEAD, table.name, "", "表格没有表头，各列是按内容判断的，请核对")
    # Without units and limits it may be a table of anything.
    if layout is None or not (layout.columns(*WHO, Role.DEADLINE) or says_duties(table, layout)):
        leave(table, gathered)
        return None
    for row in table.rows[: layout.head]:
        gathered.titles += [cell.text for cell in row.cells if cell.text and not cell.is_covered]
    for row in table.rows[layout.head + 1 : layout.first]:
        if not reaches_down(table.rows[layout.head], row):
            gathered.doubt(HEAD, place_of(table, row), words_of(row), "这一行读作第二行表头，请核对")
    gathered.has_limits |= Role.DEADLINE in layout.roles
    gathered.limit_heads += [layout.names[column] for column in layout.columns(Role.DEADLINE)]
    gathered.first_leads |= any(map(says_first_leads, layout.names))
    for text, level in above:
        gathered.headings.enter(text, level)
    _Rows(table, layout, gathered).read()
    return layout


def leave(table: Table, gathered: Gathered) -> None:
    """Leave out all words of a table that is none of tasks."""
    for row in table.rows:
        gathered.leave(place_of(table, row), words_of(row), "不在任务表里")


def says_duties(table: Table, layout: Layout) -> bool:
    """Tell whether most tasks of a table have who does them, or by when, in the words of the task itself."""
    column = layout.requirement
    texts = [row.cells[column].text for row in table.rows[layout.first :] if column < len(row.cells)]
    told = [text for text in texts if text]
    return bool(told) and sum(behind(one_line(text))[1].is_said for text in told) * 2 > len(told)


class _Rows:
    """Goes down the rows of one table: `last` is the task above with the place of its requirement."""

    def __init__(self, table: Table, layout: Layout, gathered: Gathered) -> None:
        self.table = table
        self.layout = layout
        self.gathered = gathered
        self.cells = TaskCells(table, layout, gathered)
        self.index = 0
        self.last: tuple[Item, tuple[int, int]] | None = None
        self.has_prefixes = has_prefixes(table, layout)
        self.last_number: str | None = None
        self.standing = Duty()
        """What the last row or heading that only says who is responsible says of the rows below."""
        self.above_parents = 0
        """How many levels of headings stand over 1, the parent of 1.1."""

    def read(self) -> None:
        for index, row in enumerate(self.table.rows[self.layout.first :], self.layout.first):
            self.index = index
            if not any(cell.text and not cell.is_covered for cell in row.cells):
                continue
            if repeats_head(row, self.layout):
                self.gathered.leave(place_of(self.table, row), words_of(row), "重复的表头")
            elif not self.duty_row(row) and not self.heading_row(row) and not self.remark(row) and not self.parent(row):
                self.data(row)

    # Rows that are not tasks

    def duty_row(self, row: Row) -> bool:
        """Take 责任单位：县民政局, alone in a row, for the units of the rows below; false for another row."""
        texts = list(dict.fromkeys(cell.text for cell in row.cells if cell.text))
        said = in_line(one_line(texts[0])) if len(texts) == 1 else None
        if said and said.is_said:
            self.standing = said
        return bool(said and said.is_said)

    def parent(self, row: Row) -> bool:
        """Enter 1, which says neither who nor by when, as the heading over 1.1 in the next row; false for another row."""
        serial = next((self.cells.text(row, c) for c in self.layout.columns(Role.SERIAL)), "")
        number = headings.serial(serial)
        says_more = any(self.cells.own(row, c) for c in self.layout.columns(*WHO, Role.DEADLINE))
        text = self.cells.text(row, self.layout.requirement)
        if not number or says_more or not text or self.layout.headings:
            return False
        below = self.table.rows[self.index + 1 : self.index + 2]
        following = [
            headings.serial(self.cells.text(each, c)) or "" for each in below for c in self.layout.columns(Role.SERIAL)
        ]
        if not any(each.startswith(f"{number}.") for each in following):
            return False
        level = self.above_parents + number.count(".") + 1
        self.gathered.headings.enter(f"{number.rpartition('.')[2]}.{one_line(text)}", level)
        return True

    def heading_row(self, row: Row) -> bool:
        """Enter the heading that a row holds and nothing else; false for another row."""
        found = heading_in(self.table, self.index, self.layout)
        if found:
            title, self.standing = behind(once(found[0])[0])
            # 一、 and （一） may stand in one cell.
            for number, text in enumerate(headings.parts(title)):
                own = headings.numbered(text)
                self.enter(row, text, min(own.level, 2) if own and number else found[1])
        return found is not None

    def enter(self, row: Row, text: str, level: int) -> None:
        here = self.gathered.headings.here
        # （一） without a 一、 above it is the outermost level itself.
        level = min(level, len(here[: level - 1]) + 1)
        _, again = self.gathered.headings.enter(one_line(text), level)
        self.cells.base = self.above_parents = level
        if again:
            self.gathered.leave(place_of(self.table, row), text, "重复的标题")
        self.cells.above.clear()

    def remark(self, row: Row) -> bool:
        """Leave out a note below the table, a sum, or a row over all columns that is no heading."""
        texts = list(dict.fromkeys(cell.text for cell in row.cells if cell.text))
        requirement = self.cells.text(row, self.layout.requirement)
        says_who = any(self.cells.text(row, c) for c in self.layout.columns(*WHO, Role.DEADLINE))
        if len(texts) > 1 and (all(map(is_remark, texts)) or (not says_who and is_remark(texts[0]))):
            self.gathered.leave(place_of(self.table, row), words_of(row), "表格里的说明文字，不是任务")
            return True
        if is_wide(self.table, self.index, self.layout) or (
            len(texts) == 1 and (is_remark(texts[0]) or (not requirement and not self.layout.headings))
        ):
            self.gathered.leave(place_of(self.table, row), words_of(row), "表格里的说明文字，不是任务")
            return True
        if texts and is_sum(texts[0]):
            self.gathered.leave(place_of(self.table, row), words_of(row), "合计行，不是任务")
            return True
        return False

    # Rows that are tasks

    def data(self, row: Row) -> None:
        place = place_of(self.table, row)
        requirement = self.cells.cell(row, self.layout.requirement)
        if requirement and requirement.is_covered and self.last and self.last[1] == requirement.origin:
            self.more(row, self.last[0])
            return
        item = Item(place=place, requirement="")
        self.cells.serial(row, item)
        self.cells.headings(row, item)
        text, repeated = once(requirement.text if requirement else "")
        if repeated:
            self.gathered.leave(place, repeated, "同一格里重复的文字")
        item.requirement = one_line(text)
        last = self.last_number if self.has_prefixes else None
        if self.has_prefixes and (found := headings.numbered(item.requirement, last)) and found.level > 2:
            self.last_number = found.number
            item.serial, item.requirement = found.number, found.text
        if not item.requirement:
            self.empty(row, item)
            return
        self.cells.who(row, item)
        self.cells.limit(row, item)
        self.duties(item)
        self.cells.rest(row)
        self.last = (item, requirement.origin if requirement else (self.index, 0))
        self.gathered.items.append(item)

    def duties(self, item: Item) -> None:
        """Give an item without a column of units those that its own words name, or that stand above it."""
        if not item.who and not self.layout.columns(*WHO):
            item.requirement, said = behind(item.requirement)
            item.who += said.who
            item.limit = item.limit or said.limit
            for words in said.guessed:
                self.gathered.doubt(UNITS, item.place, words, GUESSED)
            for person in said.people:
                self.gathered.leave(item.place, person, "领导或责任人，不是责任单位")
        if not item.who:
            item.who += self.standing.who
        item.limit = item.limit or self.standing.limit

    def empty(self, row: Row, item: Item) -> None:
        """A row without a requirement: its heading is the task when nothing else is, else it is listed."""
        others = [self.cells.text(row, c) for c in (*self.layout.columns(*WHO, Role.DEADLINE),)]
        titles = [
            c for c in self.layout.headings if (cell := self.cells.cell(row, c)) and cell.text and not cell.is_covered
        ]
        if titles and any(others):
            item.requirement = one_line(once(self.cells.text(row, titles[-1]))[0])
            self.gathered.doubt(
                REQUIREMENT, item.place, item.requirement, "「具体要求」是空的，以标题作为任务内容，请核对"
            )
            self.cells.who(row, item)
            self.cells.limit(row, item)
            self.cells.rest(row)
            self.last = None
            self.gathered.items.append(item)
        elif any(
            cell.text and not cell.is_covered for c, cell in enumerate(row.cells) if c not in self.layout.headings
        ):
            self.gathered.doubt(ROW, item.place, words_of(row), NO_TASK)

    def more(self, row: Row, item: Item) -> None:
        """Another row of the same merged requirement: more units, perhaps another time limit."""
        place = place_of(self.table, row)
        for column in self.layout.columns(*WHO):
            cell = self.cells.cell(row, column)
            if cell and cell.text and not cell.is_covered:
                item.who.append((self.layout.roles[column] or Role.UNITS, cell.text))
        for column in self.layout.columns(Role.DEADLINE):
            cell = self.cells.cell(row, column)
            if cell and cell.text and not cell.is_covered and one_line(cell.text) != item.limit:
                if item.limit:
                    self.gathered.doubt(
                        LIMIT, place, cell.text, f"同一项任务（{item.place}）另有一个完成时限，没有导入，请核对"
                    )
                else:
                    item.limit = one_line(cell.text)
        for column in (*self.layout.columns(Role.SERIAL), *self.layout.headings):
            cell = self.cells.cell(row, column)
            if cell and cell.text and not cell.is_covered:
                self.gathered.doubt(
                    ROW, place, cell.text, f"与上一行同属一项任务（{item.place}），这一格没有导入，请核对"
                )
        self.cells.rest(row)
