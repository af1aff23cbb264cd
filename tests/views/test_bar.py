"""The bar of counts: in proportion, and what there is any of is seen."""

import pytest

from gkplan.plan.tally import Tally
from gkplan.views.bar import bar


@pytest.mark.parametrize(
    ("counts", "signs"),
    [
        pytest.param(Tally(), "----------", id="nothing"),
        pytest.param(Tally(total=4, done=2, overdue=1), "█████▓▓---", id="in proportion"),
        pytest.param(Tally(total=50, done=50), "██████████", id="all done"),
        pytest.param(Tally(total=500, done=1, overdue=1), "█▓--------", id="a few of many are seen"),
        pytest.param(Tally(total=500, done=498, overdue=1), "████████▓-", id="the few that are left are seen"),
    ],
)
def test_bars(counts: Tally, signs: str) -> None:
    assert bar(counts) == signs
