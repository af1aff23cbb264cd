"""Full-width letters, digits and signs → the half-width ones that mean the same."""

_DIGITS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def half_width(text: str) -> str:
    """Return `text` with full-width letters, digits and signs made half-width, without blanks at its ends."""
    return text.translate(_FULL_WIDTH).strip()


def half_width_digits(text: str) -> str:
    """Return `text` with full-width digits made half-width, all else as it is."""
    return text.translate(_DIGITS)
