"""How columns give way on one line of a terminal: who gets the room, what is said once, what becomes two lines."""

import io
from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Console

from gkplan.outputs import one_line
from gkplan.plan.status import State
from gkplan.text.gist import clip
from gkplan.views.listing import Column, Listing


class Row(NamedTuple):
    """What a row says."""

    id: str
    units: str
    what: str
    number: int = 1


SHORT = Row("1", "县财政局", "公开预算")
LONG = Row("12", "县司法局、县审计局、县税务局", "按要求公开本级政府预算决算和部门预算决算，并及时解读说明")

COLUMNS: tuple[Column[Row], ...] = (
    Column("序号", lambda row: row.id, is_name=True),
    Column("状态", lambda _: "已逾期", state=lambda _: State.OVERDUE),
    Column("数", lambda row: str(row.number), is_number=True),
    Column("责任单位", lambda row: row.units, weight=2, fit=lambda row, width: clip(row.units, max(width, 8))),
    Column("具体要求", lambda row: row.what, weight=5, fit=lambda row, width: clip(row.what, max(width, 20))),
)


def drawn(rows: Sequence[Row], width: int, *, has_head: bool = True, plain: bool = True) -> list[str]:
    out = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None if plain else "standard")
    for part in one_line.lay_out(Listing(COLUMNS, rows), width, has_head=has_head):
        out.print(part)
    assert isinstance(out.file, io.StringIO)
    return [line.rstrip() for line in out.file.getvalue().splitlines()]


def test_what_just_fits_is_one_line() -> None:
    # 4 and 2 columns of the first and third, 8 of units, 19 of the requirement cut at a character, a blank between each two.
    least = 4 + 1 + 2 + 1 + 8 + 1 + 19
    assert len(drawn([SHORT, LONG], least)) == 2 + 2 + 1
    assert drawn([SHORT, LONG], least - 1)[0].startswith("1  ")


def test_units_get_what_the_requirement_cannot_use() -> None:
    rows = [SHORT, LONG._replace(what="公开决算")]
    assert any(LONG.units in line for line in drawn(rows, 60))


def test_the_requirement_keeps_half_of_what_is_left() -> None:
    line = drawn([SHORT, LONG], 60)[3]
    assert LONG.units not in line
    assert line.endswith("…")
    assert len(line.split()[-1]) > 10


def test_what_all_rows_say_is_said_once_but_names_and_numbers_stay() -> None:
    lines = drawn([SHORT, SHORT], 80)
    assert lines[0].split() == ["序号", "数", "具体要求"]
    assert lines[-1] == "各行相同：状态 已逾期；责任单位 县财政局"


def test_a_single_row_says_all_of_itself() -> None:
    assert drawn([SHORT], 80)[0].split() == ["序号", "状态", "数", "责任单位", "具体要求"]


def test_lines_without_a_head_explain_themselves() -> None:
    lines = drawn([SHORT, SHORT], 80, has_head=False)
    assert lines == ["1 已逾期 1 县财政局 公开预算"] * 2


def test_a_head_that_fits_is_whole_and_one_that_does_not_keeps_its_last_word() -> None:
    assert "责任单位" in drawn([SHORT, LONG], 80)[0]
    narrow = drawn([SHORT._replace(units="甲局"), LONG._replace(units="乙局")], 40)[0]
    assert "单位" in narrow
    assert "责任单位" not in narrow


def test_two_lines_where_one_has_no_room() -> None:
    lines = drawn([SHORT, LONG], 30)
    assert lines[0] == "1  1  县财政局"
    assert lines[1] == "  公开预算"
    # What has no room on the first line stands on one of its own, as full as that can hold it.
    assert lines[2] == "12  1  县司法局、县审计局、县…"
    assert lines[3].startswith("  按要求公开")
    assert "\x1b[1m12\x1b[0m" in drawn([SHORT, LONG], 30, plain=False)[2]
