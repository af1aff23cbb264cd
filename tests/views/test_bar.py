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
        pytest.param(Tally(total=500, done=1, overdue=1), "▏▕--------", id="a few of many are strokes"),
        pytest.param(Tally(total=500, done=498, overdue=1), "█████████▕", id="all but a few is not all"),
        pytest.param(Tally(total=51, done=50), "█████████▊", id="nothing is rounded up"),
        pytest.param(Tally(total=100, done=55, overdue=45), "█████▌▓▓▓▓", id="one sign for the ends of both"),
        pytest.param(Tally(total=100, done=59, overdue=40), "█████▉▓▓▓▓", id="as much as there is of both"),
    ],
)
def test_bars(counts: Tally, signs: str) -> None:
    assert bar(counts) == signs


def test_a_whole_sign_is_a_whole_signs_worth_and_a_stroke_some() -> None:
    for total in range(1, 60):
        for done in range(total + 1):
            for overdue in range(total - done + 1):
                drawn = bar(Tally(total=total, done=done, overdue=overdue))
                assert len(drawn) == 10
                assert drawn.count("█") <= done * 10 / total
                assert drawn.count("▓") <= overdue * 10 / total
                assert (drawn[0] in "█▏▎▍▌▋▊▉") == (done > 0)
                assert ("▓" in drawn or "▕" in drawn) == (overdue > 0)
                # Consoles of China write GBK.
                assert drawn.encode("gbk")
