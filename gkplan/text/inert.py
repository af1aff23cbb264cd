"""Text from files is data: what a terminal, a spreadsheet or a page would obey is made visible instead."""

_OBEYED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# Joins emoji; the only format sign that changes nothing but looks.
_JOINER = "\u200d"


def is_visible(char: str) -> bool:
    """Tell whether a character is seen as itself: no control, format or direction sign, no hidden line break."""
    if char.isprintable() or char == _JOINER:
        return True
    # Not the same as printable: blanks, private characters and those newer than this Python belong to the text.
    from unicodedata import category

    return category(char) not in _OBEYED


def inert(text: str, *, keeps_lines: bool = False) -> str:
    """Return `text` with control, escape and direction signs shown by name; `keeps_lines` leaves line breaks alone."""
    if text.isprintable():
        return text
    return "".join(
        char
        if is_visible(char) or (keeps_lines and char == "\n")
        else "\\n"
        if char == "\n"
        else "\\t"
        if char == "\t"
        else f"<U+{ord(char):04X}>"
        for char in text
    )


def cell(text: str) -> str:
    """Return `text` for a spreadsheet cell: inert, and never taken for a formula, blanks before the sign or not."""
    text = inert(text)
    return "'" + text if text.lstrip()[:1] in {"=", "+", "-", "@", "＝", "＋", "－", "＠"} else text
