"""One spelling for the many a phrase can have: width, blanks, dashes, Chinese numerals. Nothing here knows dates."""

import re
import unicodedata

_DIGITS = {
    "〇": 0, "○": 0, "◯": 0, "零": 0, "O": 0, "o": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5,
    "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip

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


def fold(words: str) -> str:
    """The words with one width, one dash, no blanks, and Arabic numbers before every unit of time or count."""
    text = _BLANKS.sub("", unicodedata.normalize("NFKC", _ITEMS.sub(",", words)))
    text = _DASHES.sub("-", text)
    return _once(_LISTED.sub(lambda match: number(match[0]), text))


def number(numeral: str) -> str:
    """A Chinese or mixed numeral in Arabic digits: 二〇二三 → 2023, 二十一 → 21; other text as it is."""
    if numeral.isascii() and (numeral.isdigit() or not any(sign.isdigit() for sign in numeral)):
        return numeral
    plain = numeral.replace("廿", "二十").replace("卅", "三十")
    if "十" not in plain and "百" not in plain:
        return "".join(str(_DIGITS.get(sign, sign)) for sign in plain)
    total, pending = 0, 0
    for place, sign in enumerate(plain):
        if sign in "十百":
            total += (pending or (1 if place == 0 or sign == "十" else 0)) * (10 if sign == "十" else 100)
            pending = 0
        else:
            pending = pending * 10 + int(_DIGITS.get(sign, sign))
    return str(total + pending)


def _once(text: str) -> str:
    """A phrase that a cell holds twice or thrice, told once."""
    for times in (2, 3):
        part = text[: len(text) // times]
        if part and part * times == text and "月" in part + "年" and not part.isdigit():
            return part
    return text
