"""Full-width letters, digits and signs → the half-width ones that mean the same."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def half_width(text: str) -> str:
    """Return `text` with full-width letters, digits and signs made half-width, without blanks at its ends."""
    return text.translate(_FULL_WIDTH).strip()
