"""Counts: they add up, and the rate is of what can be done."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkplan.plan.status import State, Status
from gkplan.plan.tally import Tally, tally

DUE = date(2023, 6, 30)


def standing(state: State, *, late: bool = False, begun: bool = False) -> Status:
    due = None if state in {State.ONGOING, State.UNSET} else DUE
    done = None if state is not State.DONE else date(2023, 7, 1) if late else DUE
    return Status(
        state=state,
        due=due,
        original_due=due,
        done=done,
        days_overdue=int(state is State.OVERDUE),
        is_late=late and state is State.DONE,
        is_started=begun,
    )


@pytest.mark.parametrize(
    ("counts", "rate"),
    [
        pytest.param(Tally(), None, id="nothing"),
        pytest.param(Tally(total=3, ongoing=3), None, id="nothing that ends"),
        pytest.param(Tally(total=4, not_started=4), 0.0, id="nothing done"),
        pytest.param(Tally(total=4, done=4, done_late=4), 1.0, id="all done, late counts too"),
        pytest.param(Tally(total=5, done=1, overdue=3, ongoing=1), 0.25, id="ongoing tasks have no end"),
    ],
)
def test_rate(counts: Tally, rate: float | None) -> None:
    assert counts.rate == rate


def test_counts_by_state() -> None:
    found = tally(
        [
            *[standing(State.OVERDUE)] * 4,
            standing(State.OVERDUE, begun=True),
            *[standing(State.DUE_SOON)] * 4,
            *[standing(State.IN_PROGRESS)] * 3,
            *[standing(State.NOT_STARTED)] * 2,
            standing(State.UNSET),
            standing(State.ONGOING),
            *[standing(State.DONE)] * 6,
            *[standing(State.DONE, late=True)] * 2,
        ]
    )
    assert found == Tally(
        total=24,
        done=8,
        done_late=2,
        overdue=5,
        overdue_idle=4,
        due_soon=4,
        due_soon_idle=4,
        in_progress=3,
        not_started=2,
        unset=1,
        ongoing=1,
    )
    assert found.rate == 8 / 23
    assert found.rate_on_time == 6 / 13


@given(st.lists(st.tuples(st.sampled_from(State), st.booleans())))
def test_counts_add_up_to_the_total(drawn: list[tuple[State, bool]]) -> None:
    found = tally(standing(state, late=late) for state, late in drawn)
    assert found.total == len(drawn) == sum(getattr(found, state.value) for state in State)
    assert found.done_late <= found.done
    assert found.rate is None or 0 <= found.rate <= 1
