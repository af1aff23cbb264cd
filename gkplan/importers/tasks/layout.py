"""Which row of a table is its head, and what each column holds. Nothing here makes tasks."""

from dataclasses import dataclass

from gkplan.importers.cells import columns
from gkplan.importers.cells.columns import Role
from gkplan.importers.cells.headings import numbered, serial
from gkplan.importers.cells.limits import looks_like_limit
from gkplan.importers.cells.unit_names import looks_like_units
from gkplan.importers.source import Row, Table

DEEPEST_HEAD = 30
"""Rows looked through for the head; what stands above it is title and notes."""


MOST_HEAD_ROWS = 3
"""Rows of names that stand over each other."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """What the columns hold: `roles` and `names` by column, `requirement` and heading columns by number.

    `first` is the index of the first row below the head, `head` that of the head; both 0 when there is none.
    """

    names: tuple[str, ...]
    roles: tuple[Role | None, ...]
    requirement: int
    headings: tuple[int, ...]
    head: int
    first: int

    def columns(self, *wanted: Role) -> tuple[int, ...]:
        """Return the columns that hold one of `wanted`, from left to right."""
        return tuple(column for column, role in enumerate(self.roles) if role in wanted)


def find(table: Table) -> Layout | None:
    """Return the layout of a table with a head, None when no row reads like one."""
    for index, row in enumerate(table.rows[:DEEPEST_HEAD]):
        names = texts_of(row)
        if columns.is_header(names):
            return _layout(table, index)
    return None


def has_head(table: Table) -> bool:
    """Tell whether some row reads like a head, be it of tasks or of something else."""
    return any(columns.is_header(texts_of(row)) for row in table.rows[:DEEPEST_HEAD])


def repeats_head(row: Row, layout: Layout) -> bool:
    """Tell whether a row is the head once more, as printed on top of each page."""
    names = [columns.name_of(cell.text) for cell in row.cells if cell.text]
    known = {columns.name_of(part) for name in layout.names for part in name.split("\n")} - {""}
    return len(names) > 1 and all(name in known for name in names) and columns.is_header([c.text for c in row.cells])


def texts_of(row: Row) -> list[str]:
    """Return the texts of a row, each merged cell once."""
    return [cell.text for cell in row.cells if not cell.is_covered]


def _layout(table: Table, head: int) -> Layout | None:
    width = max(len(row.cells) for row in table.rows)
    # A name broken over the lines of a narrow cell is one name; a line feed parts names that stand over each other.
    names = [columns.whole_name(cell.text) for cell in table.rows[head].cells]
    first = head + 1
    while first < min(len(table.rows), head + MOST_HEAD_ROWS) and _is_second_head(
        table.rows[first], table.rows[first - 1]
    ):
        lower = table.rows[first].cells
        for column, cell in enumerate(lower[: len(names)]):
            own = columns.whole_name(cell.text)
            if own and own != names[column].rpartition("\n")[2]:
                names[column] = f"{names[column]}\n{own}" if names[column] else own
        first += 1
    body = _without_banners(table.rows[first:])
    if table.is_flat:
        names = _spread(names, body, width)
    names += [""] * (width - len(names))
    return from_names(names, body, head, first)


def _is_second_head(row: Row, head: Row) -> bool:
    """Tell whether a row names columns below a common name: 责任单位 over 牵头单位 and 配合单位.

    Words alone do not tell: those of a task would do for names (有关部门, 按上级要求). Each stands below a name that
    several columns share, or the head reaches down beside them.
    """
    own = [(column, cell.text) for column, cell in enumerate(row.cells) if cell.text and not cell.is_covered]
    if not own or any(serial(cell.text) for cell in row.cells):
        return False
    # Names that the head itself reaches down beside, each below one that spans several columns: 一季度 二季度.
    spans = {cell.origin for cell in head.cells if cell.is_covered}
    reaches = any(cell.is_covered and cell.origin in {each.origin for each in head.cells} for cell in row.cells)
    if reaches and all(column < len(head.cells) and head.cells[column].origin in spans for column, _ in own):
        return True
    if not reaches and not _shared(head).issuperset(column for column, _ in own):
        return False
    above = {columns.name_of(cell.text) for cell in head.cells}
    names = [text for _, text in own]
    # One text over all columns is a heading, even if its words would do for a name: 一、围绕重点领域.
    return all(columns.role_of(name) is not None and columns.name_of(name) not in above for name in names) and (
        len(names) > 1 or reaches
    )


def _shared(head: Row) -> set[int]:
    """Return the columns that have a name in common with others: a merged one, or one with nothing beside it."""
    later = [column for column, cell in enumerate(head.cells) if column and (cell.is_covered or not cell.text)]
    return {*later, *(column - 1 for column in later)}


def reaches_down(head: Row, row: Row) -> bool:
    """Tell whether merged cells prove `row` the second of the head: each name over one column reaches down beside it.

    Without that its words may be those of a task.
    """
    spans = {cell.origin for cell in head.cells if cell.is_covered}
    single = [pair for pair in zip(head.cells, row.cells, strict=False) if pair[0].origin not in spans]
    return bool(single) and all(upper.origin == lower.origin for upper, lower in single)


def from_names(names: list[str], body: tuple[Row, ...], head: int = 0, first: int = 0) -> Layout | None:
    """Return the layout under column `names`; nameless columns are told by what they hold."""
    roles = [_role(name) for name in names]
    # 时间节点 over 一季度 二季度: what each quarter plans, no time limits; and no task, if it is 目标任务 that they divide.
    below = [c for c, name in enumerate(names) if "\n" in name and roles[c] is Role.DEADLINE]
    stages = [c for c, name in enumerate(names) if columns.is_stage(name.rpartition("\n")[2])]
    for some in (below, stages):
        if len(some) > 1:
            for column in some:
                roles[column] = Role.OTHER
    _leave_side_table(names, roles, body)
    _leave_other_levels(names, roles)
    for column, role in enumerate(roles):
        filled = _filled(body, column)
        if role in {None, Role.TEXT} and Role.SERIAL not in roles and filled and all(map(_is_serial, filled)):
            roles[column] = Role.SERIAL
        elif role is None and not names[column].strip() and filled:
            roles[column] = _by_content(filled, roles)
    texts = [column for column, role in enumerate(roles) if role is Role.TEXT]
    if not texts:
        return None
    requirement = columns.requirement_at(names, texts)
    headings = tuple(column for column in texts if column < requirement)
    for column in texts:
        if column > requirement:
            roles[column] = Role.OTHER
    return Layout(
        names=tuple(names), roles=tuple(roles), requirement=requirement, headings=headings, head=head, first=first
    )


def _leave_side_table(names: list[str], roles: list[Role | None], body: tuple[Row, ...]) -> None:
    """Take what stands beyond an empty column for another table beside this one, once this one is whole."""
    for column, name in enumerate(names):
        if (
            not name.strip()
            and not _filled(body, column)
            and Role.TEXT in roles[:column]
            and columns.WHO & set(roles[:column])
        ):
            roles[column:] = [Role.OTHER] * len(roles[column:])
            return


def _leave_other_levels(names: list[str], roles: list[Role | None]) -> None:
    """Keep of the columns that say the same of several levels (省牵头单位, 市牵头单位) the last one: ours.

    Columns of offices within a unit (责任处室) are none of units where others are.
    """
    for role in (Role.LEAD, Role.SUPPORT, Role.UNITS, Role.TEXT):
        by_name: dict[str, list[int]] = {}
        for column, name in enumerate(names):
            if roles[column] is role and (own := columns.without_level(name)) is not None:
                by_name.setdefault(own, []).append(column)
        for alike in by_name.values():
            for column in alike[:-1]:
                roles[column] = Role.OTHER
    offices = [c for c, name in enumerate(names) if roles[c] in columns.WHO and columns.is_of_offices(name)]
    if any(role in columns.WHO and column not in offices for column, role in enumerate(roles)):
        for column in offices:
            roles[column] = Role.OTHER


def _role(name: str) -> Role | None:
    """Return the role of a name that may stand under another; the lower one decides if it says enough."""
    upper, _, lower = name.rpartition("\n")
    joined = columns.role_of("".join(name.split()))
    own = columns.role_of(lower) if upper else None
    # 单位 below 牵头 are those that lead.
    if own is Role.UNITS and joined in columns.WHO:
        return joined
    return own or joined or columns.role_of(upper.rpartition("\n")[2])


def without_head(table: Table) -> Layout | None:
    """Return the layout of a table that has no head, told by what the columns hold; None when they do not say."""
    width = max(len(row.cells) for row in table.rows)
    roles: list[Role | None] = []
    for column in range(width):
        filled = _filled(table.rows, column)
        roles.append(_by_content(filled, roles) if filled else None)
    if not columns.WHO & set(roles) or Role.TEXT not in roles or len(table.rows) < 2:
        return None
    texts = [column for column, role in enumerate(roles) if role is Role.TEXT]
    longest = max(texts, key=lambda column: sum(len(text) for text in _filled(table.rows, column)))
    return Layout(
        names=("",) * width,
        roles=tuple(
            role if column <= longest or role is not Role.TEXT else Role.OTHER for column, role in enumerate(roles)
        ),
        requirement=longest,
        headings=tuple(column for column in texts if column < longest),
        head=0,
        first=0,
    )


def _by_content(filled: list[str], known: list[Role | None]) -> Role | None:
    def most(test: object) -> bool:
        return callable(test) and sum(1 for text in filled if test(text)) * 5 >= len(filled) * 4

    if Role.SERIAL not in known and most(serial):
        return Role.SERIAL
    if Role.DEADLINE not in known and most(looks_like_limit):
        return Role.DEADLINE
    if not columns.WHO & set(known) and most(looks_like_units):
        return Role.UNITS
    return Role.TEXT if any(len(text) > 4 for text in filled) else None


def _is_serial(text: str) -> bool:
    return serial(text) is not None


def _without_banners(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Leave out the rows with one text only, headings over all columns: they say nothing about any column."""
    return tuple(row for row in rows if len({cell.origin for cell in row.cells if cell.text}) > 1)


def _filled(body: tuple[Row, ...], column: int) -> list[str]:
    return [row.cells[column].text for row in body if column < len(row.cells) and row.cells[column].text]


def _spread(names: list[str], body: tuple[Row, ...], width: int) -> list[str]:
    """Lay the names of a flat head over wider rows: serials may have no name, the first task name spans the rest."""
    while names and not names[-1].strip():
        names = names[:-1]
    roles = [columns.role_of(name) for name in names]
    used = max((len([c for c in row.cells if c.text]) for row in body), default=0)
    true_width = max((index + 1 for row in body for index, cell in enumerate(row.cells) if cell.text), default=width)
    if true_width <= len(names) or used <= len(names):
        return names
    at = None
    if Role.SERIAL not in roles:
        at = next((c for c in range(true_width) if (found := _filled(body, c)) and all(map(_is_serial, found))), None)
    extra = true_width - len(names) - (at is not None)
    task = next((index for index, role in enumerate(roles) if role is Role.TEXT), len(names) - 1)
    spread = [*names[: task + 1], *[names[task]] * max(extra, 0), *names[task + 1 :]]
    if at is not None:
        spread.insert(at, "")
    return spread


def has_prefixes(table: Table, layout: Layout) -> bool:
    """Tell whether the serials stand before the requirements (3.做好…), one to a cell, and in no column of their own."""
    filled = _filled(_without_banners(table.rows[layout.first :]), layout.requirement)
    own = [number for text in filled if (number := numbered(text)) and number.level > 2]
    has_lists = any(sum(1 for line in text.split("\n") if numbered(line)) > 1 for text in filled)
    return not layout.columns(Role.SERIAL) and bool(own) and len(own) * 5 >= len(filled) * 4 and not has_lists


def mixed_levels(table: Table, layout: Layout) -> frozenset[int]:
    """Return the heading columns in which both 一、 and （一） stand."""
    rows = _without_banners(table.rows[layout.first :])

    def levels(column: int) -> set[int]:
        lines = [line for text in _filled(rows, column) for line in text.split("\n")]
        return {number.level for line in lines if (number := numbered(line))}

    return frozenset(column for column in layout.headings if {1, 2} <= levels(column))


def serial_heading(table: Table, layout: Layout) -> int | None:
    """Return the heading column in which every task has a number of its own (14.改扩建学校), None without one."""
    rows = [row for row in _without_banners(table.rows[layout.first :]) if row.cells[layout.requirement].text]
    for column in reversed(layout.headings if not layout.columns(Role.SERIAL) else ()):
        own = [numbered(row.cells[column].text) for row in rows if not row.cells[column].is_covered]
        numbers = {number.number for number in own if number and number.level > 2}
        if rows and len(numbers) == len(rows):
            return column
    return None
