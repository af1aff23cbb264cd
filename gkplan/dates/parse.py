"""The front door: a time limit in a document's words → `Deadline`. Nothing here knows tasks or what day it is.

The commonest phrases are read by one small expression, compiled when first needed; all others by `phrases`, which is
imported only then.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from gkplan.dates.limit import Deadline, Kind, is_near

if TYPE_CHECKING:
    import re

_LONG_TERM = frozenset({"长期坚持", "长期", "持续推进", "常态化推进", "立行立改", "立即"})
_NOTHING = frozenset({"", "/", "无", "—", "-"})
# A cell about time is never longer; what is holds other columns, and the long tail costs more than its length.
_LONGEST = 200


def iso(text: str) -> date | None:
    """The day written strictly as YYYY-MM-DD, None for anything else (no year 0, no week dates, no blanks)."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    if not (text[:4].isdigit() and text[5:7].isdigit() and text[8:].isdigit()):
        return None
    try:
        return date(int(text[:4]), int(text[5:7]), int(text[8:]))
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _common() -> "re.Pattern[str]":
    import re

    return re.compile(r"(?:([0-9]{4})年)?(?:([0-9]{1,2})月(?:底|([0-9]{1,2})日)|年?底)(?:之?前|以前)?")


def _quick(folded: str, year: int | None) -> date | None:
    """The day of the commonest phrases; None for all that needs a closer look."""
    match = _common().fullmatch(folded)
    if match is None or folded[0] == "底":
        return None
    own, month, day = match.groups()
    whole = int(own) if own else year
    if whole is None or (year is not None and whole < year) or not is_near(whole, year):
        return None
    try:
        if day:
            return date(whole, int(month), int(day))
        if month is None or month == "12":
            return date(whole, 12, 31)
        return date(whole, int(month), 1).replace(month=int(month) + 1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=4096)
def parse_limit(words: str, year: int | None, *, issued: date | None = None) -> Deadline:
    """What the words of a document say about time; never raises.

    `year` is the plan's (completes 12月底前), `issued` the day of the document (印发之日). Words that nothing here
    understands come back as unresolved, impossible ones as invalid, both with a warning.
    """
    folded = "".join(words.split())
    if folded in _NOTHING:
        return Deadline(words=words, kind=Kind.NONE)
    if folded in _LONG_TERM:
        return Deadline(words=words, kind=Kind.ONGOING)
    if len(folded) > _LONGEST:
        long = f"时限有 {len(folded)} 个字，超过 {_LONGEST} 个字，没有读；请只写时限，其余写到任务要求里"
        return Deadline(words=words, kind=Kind.UNRESOLVED, warning=long)
    due = iso(folded)
    if due is not None and is_near(due.year, year):
        early = year is not None and due.year < year
        warning = f"「{folded}」早于{year}年，请核对年份" if early else None
        return Deadline(words=words, kind=Kind.DATE, due=due, warning=warning)
    due = _quick(folded, year)
    if due is not None and (issued is None or due >= issued):
        return Deadline(words=words, kind=Kind.DATE, due=due)
    from gkplan.dates.phrases import read

    return read(words, year, issued)
