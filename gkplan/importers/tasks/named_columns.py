"""Columns that a person has named (--columns 序号,任务,责任单位,完成时限) → the layout of a table. Nothing here guesses."""

from gkplan.errors import UsageError
from gkplan.importers.cells import columns
from gkplan.importers.cells.columns import WHO, Role
from gkplan.importers.cells.fit import surely
from gkplan.importers.source import Row, Table
from gkplan.importers.tasks.layout import Layout, find, from_names
from gkplan.text.patterns import compiled

SKIPPED = "略"
"""What stands for a column that is not wanted."""

_KNOWN = "序号、类别、任务、责任单位、牵头单位、配合单位、完成时限"


def names_in(words: str) -> tuple[str, ...]:
    """Return the names in 序号,任务,责任单位: parted by commas of either width or 、, 略 for a column not wanted.

    Raises UsageError for a name that says nothing of a column, and without a task and who or by when.
    """
    names = tuple(name.strip() or SKIPPED for name in compiled(r"[,，、]").split(words))
    for name in names:
        if name not in {SKIPPED, "-"} and columns.role_of(name) is None:
            raise UsageError(f"--columns 里的「{name}」看不懂；可以写{_KNOWN}，不要的一列写「{SKIPPED}」")
    roles = {columns.role_of(name) for name in names}
    if Role.TEXT not in roles or not roles & {*WHO, Role.DEADLINE}:
        raise UsageError(f"--columns 要写明每一列是什么，至少有任务和责任单位（或完成时限）；可以写{_KNOWN}")
    return names


def layout_under(names: tuple[str, ...], table: Table) -> Layout | None:
    """Return the layout of a table under `names`, from left to right; None for one that has fewer columns."""
    width = max((len(row.cells) for row in table.rows), default=0)
    if width < len(names):
        return None
    found = find(table)
    first = found.first if found else _head_rows(names, table.rows)
    whole = [*names, *[SKIPPED] * (width - len(names))]
    return from_names(whole, table.rows[first:], max(first - 1, 0), first)


def _head_rows(names: tuple[str, ...], rows: tuple[Row, ...]) -> int:
    """Return how many rows stand above the first in which some cell is what its column is said to be."""
    roles = [columns.role_of(name) for name in names]
    for index, row in enumerate(rows):
        if any(surely(role, cell.text) for role, cell in zip(roles, row.cells, strict=False)):
            return index
    return 0
