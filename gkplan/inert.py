"""Text from files is data: what a terminal, a spreadsheet or a page would obey is made visible instead."""

# Blanks and joiners that are not "printable" to Python, but belong to Chinese text and emoji.
_HARMLESS = "\u3000\u00a0\u200d"


def inert(text: str, *, keeps_lines: bool = False) -> str:
    """Return `text` with control, escape and direction signs shown by name; `keeps_lines` leaves line breaks alone."""
    if text.isprintable():
        return text
    return "".join(
        char
        if char.isprintable() or char in _HARMLESS or (keeps_lines and char == "\n")
        else "\\n"
        if char == "\n"
        else "\\t"
        if char == "\t"
        else f"<U+{ord(char):04X}>"
        for char in text
    )


def cell(text: str) -> str:
    """Return `text` for a spreadsheet cell: inert, and never taken for a formula."""
    text = inert(text)
    return "'" + text if text[:1] in {"=", "+", "-", "@", "＝", "＋", "－", "＠"} else text
