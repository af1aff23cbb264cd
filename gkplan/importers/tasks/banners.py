"""Rows that hold only a heading of what stands below them. Nothing here changes anything or knows tasks."""

from gkplan.importers.cells import headings
from gkplan.importers.cells.columns import WHO, Role
from gkplan.importers.source import Row, Table, one_line
from gkplan.importers.tasks.layout import Layout
from gkplan.text.patterns import compiled


def heading_in(table: Table, index: int, layout: Layout) -> tuple[str, int] | None:
    """Return (heading, level) of the row at `index` when it holds nothing else, None for another row.

    The heading stands over all columns, in the first filled cell alone, or beside its number in the serial column.
    """
    row = table.rows[index]
    own = [cell for cell in row.cells if cell.text and cell.origin[0] == index]
    texts = list(dict.fromkeys(cell.text for cell in own))
    serials = layout.columns(Role.SERIAL)
    # A number that reaches down from above is that row's, and what stands here is no title beside it.
    is_own = bool(serials) and serials[0] < len(row.cells) and row.cells[serials[0]].origin[0] == index
    number = headings.chinese_serial(_text(row, serials[0])) if is_own else None
    # A title may reach over the columns of units and time limits; words of their own in these make a task.
    told = [row.cells[c] for c in layout.columns(*WHO, Role.DEADLINE) if _text(row, c)]
    if number and len(texts) == 2 and all(cell.is_covered and cell.origin[0] == index for cell in told):
        title = one_line(next(text for text in texts if headings.chinese_serial(text) is None or text is texts[1]))
        return (f"（{number.number}）" if number.level == 2 else f"{number.number}、") + title, number.level
    if len(texts) != 1 or headings.serial(texts[0]) or is_remark(texts[0]) or is_sum(texts[0]):
        return None
    found = headings.numbered(texts[0])
    is_numbered = found is not None and found.level <= 2 and len(texts[0]) <= 60
    is_short = len(texts[0]) <= 40 and not texts[0].endswith(("。", "：", ":"))
    if is_wide(table, index, layout):
        is_heading = is_short or (found is not None and found.level <= 2)
    elif table.is_flat and is_numbered:
        in_heading_column = any(_text(row, column) for column in layout.headings)
        is_heading = not (in_heading_column and serials and _text(row, serials[0]))
    elif any(cell.text and cell.origin[0] != index for cell in row.cells):
        # Beside cells that reach down from above it is a part of their task.
        is_heading = False
    elif is_numbered:
        is_heading = not _text(row, layout.requirement) or is_short
    else:
        # Without a number only the place tells: where serials stand, with tasks still to come.
        below = table.rows[index + 1 :]
        is_heading = (
            is_short
            and len(texts[0]) > 1
            and any(_text(row, column) for column in serials)
            and any(_text(each, layout.requirement) for each in below)
        )
    return (texts[0], min(found.level, 2) if found else 1) if is_heading else None


def is_wide(table: Table, index: int, layout: Layout) -> bool:
    """Tell whether all the row at `index` says is one cell over most columns: no task looks so."""
    own = [cell for cell in table.rows[index].cells if cell.text and cell.origin[0] == index]
    is_one = len({cell.origin for cell in own}) == 1
    return is_one and len(own) > 1 and len(own) * 2 > len(layout.names)


def is_remark(text: str) -> bool:
    """Tell whether a text begins as the notes round a table do: 备注：, 填报人：."""
    return bool(
        compiled(
            r"\s*(?:备?注|(?:填报|填表)?说明|联系(?:人|电话|方式)|电话|(?:填报|填表|制表|审核|经办|签发|校对)人?(?:单位|日期|时间)?"
            r"(?:[(（].{0,4}[)）])?|附)\s*[:：0-9]"
        ).match(text)
    )


def is_sum(text: str) -> bool:
    """Tell whether a text heads a row of sums."""
    return bool(compiled(r"(?:合计|总计|小计)[:：]?").fullmatch("".join(text.split())))


def _text(row: Row, column: int) -> str:
    return row.cells[column].text if column < len(row.cells) else ""
