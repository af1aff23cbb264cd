"""Chinese numerals ⇄ Arabic ones. Nothing here knows what is counted."""

DIGITS = {
    "〇": 0, "○": 0, "◯": 0, "零": 0, "O": 0, "o": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5,
    "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
"""What each Chinese digit, and what is written for one, stands for."""

_CHINESE = "〇一二三四五六七八九"


def arabic(numeral: str) -> str:
    """Return a Chinese or mixed numeral in Arabic digits: 二〇二三 → 2023, 二十一 → 21; other text as it is."""
    if numeral.isascii() and (numeral.isdigit() or not any(sign.isdigit() for sign in numeral)):
        return numeral
    plain = numeral.replace("廿", "二十").replace("卅", "三十")
    if "十" not in plain and "百" not in plain:
        return "".join(str(DIGITS.get(sign, sign)) for sign in plain)
    total, pending = 0, 0
    for place, sign in enumerate(plain):
        if sign in "十百":
            total += (pending or (1 if place == 0 or sign == "十" else 0)) * (10 if sign == "十" else 100)
            pending = 0
        else:
            pending = pending * 10 + int(DIGITS.get(sign, sign))
    return str(total + pending)


def chinese(number: int) -> str:
    """Return 1 to 999 in Chinese numerals; other numbers in digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = _CHINESE[hundreds] + "百" if hundreds else ""
    middle = _CHINESE[tens] + "十" if tens else "〇" if hundreds and ones else ""
    if middle == "一十" and not hundreds:
        middle = "十"
    return head + middle + (_CHINESE[ones] if ones else "")
