"""A time limit as a value. Nothing here reads words; parse.py makes these of a document's phrases."""

from datetime import date
from enum import Enum
from typing import NamedTuple

_NEAR, _FIRST, _LAST = 50, 1949, 2100


class Kind(str, Enum):
    """What sort of time limit a phrase sets."""

    DATE = "date"
    WINDOW = "window"
    ONGOING = "ongoing"
    RECURRING = "recurring"
    RELATIVE = "relative"
    NONE = "none"
    INVALID = "invalid"
    UNRESOLVED = "unresolved"


class Recurrence(NamedTuple):
    """One 每… rule, in the terms of RFC 5545.

    `freq` is "yearly", "monthly", "weekly" or "daily", and None when no schedule is known (定期, 每次会议). `days` are
    days of the month, -1 the last one, and a day the month lacks means its last one; `weekdays` count from Monday, 0.
    `quantity` is how often or how many in each period. `start` and `until` are the first and the last day it can fall
    on, `year` the only year whose periods it has (2024年每季度末). `covers` is what one period is ("year", "half",
    "quarter", "month", "week"; None for what is due every day), `is_after` that the day lies behind the end of the
    period that is reported on (每季度结束后10日内).
    """

    freq: str | None = None
    interval: int = 1
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    quantity: int | None = None
    start: date | None = None
    until: date | None = None
    year: int | None = None
    covers: str | None = None
    is_after: bool = False


class Span(NamedTuple):
    """A length of time from an event: `days`, or `months` when the words say months; negative before the event.

    `working` days follow the State Council's calendar, others are calendar days. `event` is None when not named.
    """

    days: int = 0
    months: int = 0
    working: bool = False
    event: str | None = None


class Deadline(NamedTuple):
    """What is known of a time limit; `words` are the document's own.

    `due` is the last day, inclusive: the end of a window, of the year for 全年 (which stays ongoing), of the time in
    which a quantity is asked for; None when unknown. `start` is the first day of a window, or the day a relative
    limit counts from (not counted itself). A relative limit in working days has `start` and no `due`: `workdays.add`
    gives it. `days`, `working` and `event` are those of the only span; when a phrase names several by class (急件5日,
    其他15日), `spans` has them all and `days` is None. `milestones` are (day, what) in the order of the phrase, the
    day None when the year is unknown. `warning` is one Chinese sentence about words that are ambiguous, misprinted
    or impossible; the likely reading is named there and never applied.
    """

    words: str
    kind: Kind
    due: date | None = None
    start: date | None = None
    milestones: tuple[tuple[date | None, str], ...] = ()
    days: int | None = None
    working: bool = False
    event: str | None = None
    spans: tuple[Span, ...] = ()
    recurrences: tuple[Recurrence, ...] = ()
    quantity: int | None = None
    warning: str | None = None

    @property
    def has_periods(self) -> bool:
        """It falls due several times in the year, each time for a period of its own; once a year is a plain day."""
        return any(rule.freq and rule.covers not in {None, "year"} for rule in self.recurrences)


def is_near(whole: int, year: int | None) -> bool:
    """Whether a plan of `year` can mean the year `whole`; without a year, any plan of the People's Republic."""
    return abs(whole - year) <= _NEAR if year is not None else _FIRST <= whole <= _LAST
