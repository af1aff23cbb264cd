"""One spelling for the many a time limit can have: width, blanks, dashes, numerals, ways to write a date.

Nothing here knows what a phrase means.
"""

import re
import unicodedata

from gkplan.text.numerals import arabic
from gkplan.text.patterns import compiled

_NUMERAL = "[0-9〇○◯零Oo一二两三四五六七八九十百廿卅]+"
_UNIT = "年|月|日|号|个|天|周|星期|礼拜|季|小时|工作日|旬|次|场|期|篇|条|轮|批|%"
_LISTED = re.compile(
    # 周五 is a weekday and keeps its word; 每周一次 is a number again.
    rf"(?<![周期拜]){_NUMERAL}(?=(?:[、和及至到-]{_NUMERAL})*(?:{_UNIT}))|{_NUMERAL}(?=[次场期篇轮批])"
)
# Circled numbers count the items of a cell; as plain digits they would run into the month after them.
_ITEMS = re.compile("[①-⓿❶-➓]")
_DASHES = re.compile("[-‐‑‒–—―−─━~～〜﹣]+")
# Blanks of every kind, and the marks without width that word processors leave in cells.
_BLANKS = re.compile("[\\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")


def plain(words: str) -> str:
    """The words with one width, one dash and no blanks."""
    return _DASHES.sub("-", _BLANKS.sub("", unicodedata.normalize("NFKC", _ITEMS.sub(",", words))))


def fold(words: str) -> str:
    """The words plain, and with Arabic numbers before every unit of time or count."""
    return _once(_LISTED.sub(lambda match: arabic(match[0]), plain(words)))


def _once(text: str) -> str:
    """A phrase that a cell holds twice or thrice, told once."""
    for times in (2, 3):
        part = text[: len(text) // times]
        if part and part * times == text and "月" in part + "年" and not part.isdigit():
            return part
    return text


# Every other way to write a date becomes N年N月N日 first, so that one expression finds them all.
_RESPELL = (
    # 2023-06-30, 2023.6.30, 2023/6, 20230630
    (r"(?<![0-9])([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(?![0-9])日?", r"\1年\2月\3日"),
    (r"(?<![0-9])([0-9]{4})[-./]([0-9]{1,2})(?![0-9])月?", r"\1年\2月"),
    (r"(?<![0-9])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])", r"\1年\2月\3日"),
    (r"^([0-9]{1,2})[./]([0-9]{1,2})日?(?=(?:之?前|以前)?$)", r"\1月\2日"),
    ("元月", "1月"),
    ("岁末", "年末"),
    # 24年3月底: the century goes without saying.
    (r"(?<![0-9])([2-3][0-9])年(?=年?[底末]|[0-9]{1,2}月)", r"20\1年"),
    ("首季度?", "1季度"),
    (r"(?<![A-Za-z])[Qq]([1-4])(?![A-Za-z0-9])", r"\1季度"),
    # 8月31前, 8月1-15日, 3-5月, 1至3季度, 2023-2025年: the word that is printed once belongs to both.
    (r"(月[0-9]{1,2})(?=之?前|以前|$|[-至到][0-9]{1,2}日)", r"\1日"),
    (r"(?<![0-9月年])([0-9]{1,2})(?=[-至到][0-9]{1,2}月)|(?<=年)([0-9]{1,2})(?=[-至到][0-9]{1,2}月)", r"\1\2月"),
    (r"(?<![0-9])([1-4])(?=[-至到]第?[1-4]季)", r"\1季度"),
    (r"(?<![0-9])([0-9]{4})(?=[-至到][0-9]{4}年)", r"\1年"),
    # The time of day: a limit ends with its day.
    ("(?:上午|下午|中午|晚上?|早上?)?[0-9一二三四五六七八九十]{1,3}(?::[0-9]{2}|[时点](?:[0-9]{1,2}分?|整|半)?)(?=之?前|以前|$)", ""),
    ("(?:上午|下午|中午|晚上?)?(?:下班)?(?=之?前|以前)", ""),
)  # fmt: skip

_MONTHS = re.compile("((?:[0-9]{1,2}(?:月?[、和及与]|,))+)([0-9]{1,2})月(底|末|[0-9]{1,2}[日号])?")
_DAYS = re.compile("((?:[0-9]{1,2}[、和及与,])+)([0-9]{1,2})[日号]")


def respell(text: str) -> str:
    """A folded phrase with every date written N年N月N日, month and day lists written out, and no time of day."""
    for pattern, written in _RESPELL:
        text = compiled(pattern).sub(written, text)
    text = _MONTHS.sub(lambda match: _spread(match[1], match[2], "月" + (match[3] or "")), text)
    return _DAYS.sub(lambda match: _spread(match[1], match[2], "日"), text)


def _spread(listed: str, last: str, tail: str) -> str:
    return "、".join(f"{each}{tail}" for each in [*re.findall("[0-9]+", listed), last])
