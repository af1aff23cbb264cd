"""Regular expressions compiled when first used: start-up does not pay for those a command never needs."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re


@lru_cache(maxsize=256)
def compiled(pattern: str) -> "re.Pattern[str]":
    """Return the compiled expression `pattern`."""
    import re

    return re.compile(pattern)
