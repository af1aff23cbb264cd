"""What has been reached of a target, and where that stands against the calendar. Nothing here knows a task or a plan.

宣城 2020 judges by elapsed time: at the end of November 11/12 of the year have passed, and 11/12 of the number is due.
"""

from datetime import date
from typing import NamedTuple


class Reach(NamedTuple):
    """What was reached of what is wanted; with a target for each unit both are units, otherwise what is counted."""

    reached: int
    wanted: int
    measure: str

    @property
    def is_short(self) -> bool:
        """Less was reached than is wanted."""
        return self.reached < self.wanted

    @property
    def words(self) -> str:
        """3/5 次."""
        return f"{self.reached}/{self.wanted} {self.measure}"


class Pace(NamedTuple):
    """What was reached, and the share of the time to the due date (0 to 1) that has passed."""

    reach: Reach
    elapsed: float

    @property
    def expected(self) -> int:
        """What should have been reached by now, in whole numbers."""
        return int(self.reach.wanted * self.elapsed + 1e-9)

    @property
    def is_behind(self) -> bool:
        """Less was reached than the time that has passed asks for."""
        return self.reach.reached < self.expected


def elapsed(start: date, end: date, day: date) -> float:
    """Return the share of the time from `start` to `end`, both inclusive, that has passed at the end of `day`."""
    whole = (end - start).days + 1
    return min(1.0, max(0.0, ((day - start).days + 1) / whole)) if whole > 0 else 1.0
