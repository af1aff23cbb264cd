"""Tables of any length: what is drawn quicker looks as what rich draws, and comes while the rest is made."""

import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from gkplan.outputs import drawing, tables
from gkplan.outputs.drawing import Cell, Lane, draw
from gkplan.plan.status import State
from gkplan.views.listing import Column, Listing

LISTING = Listing(
    columns=(
        Column[int]("序号", lambda number: f"{number}.1", is_name=True),
        Column[int]("状态", lambda number: list(State)[number % 7].word, state=lambda number: list(State)[number % 7]),
        Column[int]("任务", lambda number: str(number * number), is_number=True),
        Column[int]("要求", lambda number: "公开预算决算，" * (number % 9), weight=1),
        Column[int]("说明", lambda number: "（一）" if number % 2 else "", weight=1),
    ),
    subjects=range(170),
    part_of=lambda number: number // 60,
)


def drawn(width: int) -> str:
    out = Console(file=io.StringIO(), width=width, force_terminal=True, color_system="truecolor")
    for part in tables.lay_out(LISTING, width):
        out.print(part)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


@pytest.mark.parametrize("width", [50, 80, 120])
def test_what_goes_on_looks_as_what_began(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    in_parts = drawn(width)
    monkeypatch.setattr(drawing, "AT_ONCE", 10_000)
    whole = drawn(width)
    assert [line.rstrip() for line in in_parts.splitlines()] == [line.rstrip() for line in whole.splitlines()]


def test_the_first_rows_are_there_before_the_last_are_made() -> None:
    made = []

    def rows() -> Iterator[list[Cell]]:
        for number in range(200):
            made.append(number)
            yield [Cell([str(number)])]

    parts = draw([Lane("序号", 4, is_number=True)], rows())
    next(parts)
    assert len(made) == drawing.AT_ONCE
    assert len(list(parts)) == 3
    assert len(made) == 200
