"""The figures of plans made by chance, against the calculator that reads nothing but the text."""

from hypothesis import given
from hypothesis import strategies as st

from gkplan.plan.lookup import find_piece
from gkplan.plan.status import Judge, Status
from gkplan.planfile.read import read_plan
from tests.cli.kept.calculator import Book, Figures
from tests.cli.kept.chance import Chance


def told(status: Status) -> Figures:
    due, done = (str(day) if day else None for day in (status.due, status.done))
    return Figures(
        status.state.value, due, status.days_overdue, done, status.is_started, status.outstanding, status.is_late
    )


@given(st.integers(0, 1_000_000))
def test_the_same_figures_as_the_second_calculator(seed: int) -> None:
    chance = Chance(seed)
    text, day = chance.plan(), chance.day()
    plan, problems = read_plan(text)
    assert problems == ()
    judge, book = Judge(plan, day), Book(text, str(day))
    known = [piece.id for task in plan.tasks for piece in judge.parts_of(task)]
    assert sorted([*known, *(task.id for task in plan.tasks)]) == sorted(book.pieces)
    for id_, piece in book.pieces.items():
        one = find_piece(plan, id_)
        assert (id_, told(judge.status(one))) == (id_, book.figures(piece)), text
        for unit in piece.units:
            assert (id_, unit, told(judge.status(one, (unit,)))) == (id_, unit, book.figures(piece, unit)), text
