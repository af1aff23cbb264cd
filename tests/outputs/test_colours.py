"""The colours of states: read on light and dark, told apart by everybody, in the sixteen colours of every terminal."""

from itertools import combinations

import pytest
from rich.style import Style

from gkplan.outputs.colours import STYLES
from gkplan.plan.status import State

# The bright half of the sixteen colours (red, green, yellow, blue, magenta, cyan) as terminals draw them:
# https://en.wikipedia.org/wiki/ANSI_escape_code#Colors
PALETTES = {
    "xterm": ("ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff"),
    "VGA": ("ff5555", "55ff55", "ffff55", "5555ff", "ff55ff", "55ffff"),
    "Windows Console": ("e74856", "16c60c", "f9f1a5", "3b78ff", "b4009e", "61d6d6"),
    "Terminal.app": ("e50000", "00d900", "e5e500", "0000ff", "e500e5", "00e5e5"),
    "Visual Studio Code": ("f14c4c", "23d18b", "f5f543", "3b8eea", "d670d6", "29b8db"),
}
NAMES = ("bright_red", "bright_green", "bright_yellow", "bright_blue", "bright_magenta", "bright_cyan")
LEAST_CONTRAST = 2.4
"""As WCAG counts it (1 to 21); the yellow that 临期 once had has 1.1 to 1.2 on white."""

Colour = tuple[float, float, float]

# Linear red, green and blue as who lacks one kind of cone sees them: Machado, Oliveira, Fernandes, "A Physiologically-based
# Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), severity 1.0.
SEEN_BY = {
    "everybody": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopes": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopes": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


def linear(code: str) -> Colour:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
    )
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    light = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05 for red, green, blue in (one, other))
    return light[1] / light[0]


def seen(code: str, viewer: str) -> Colour:
    """The colour in CIELAB: distances in it are those felt."""
    colour = linear(code)
    red, green, blue = (min(max(sum(a * b for a, b in zip(row, colour, strict=True)), 0), 1) for row in SEEN_BY[viewer])
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def colour_of(state: State) -> str | None:
    colour = Style.parse(STYLES[state]).color
    return colour.name if colour else None


COLOURED = [state for state in State if colour_of(state)]


def test_every_state_has_a_look_and_few_have_a_colour() -> None:
    assert set(STYLES) == set(State)
    assert COLOURED == [State.OVERDUE, State.DUE_SOON]


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("state", COLOURED)
def test_colours_are_read_on_light_and_on_dark(state: State, palette: tuple[str, ...]) -> None:
    code = palette[NAMES.index(colour_of(state) or "")]
    for ground in ("ffffff", "000000"):
        assert contrast(linear(code), linear(ground)) >= LEAST_CONTRAST


@pytest.mark.parametrize("viewer", SEEN_BY)
@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_colours_are_told_apart_by_everybody(palette: tuple[str, ...], viewer: str) -> None:
    for one, other in combinations(COLOURED, 2):
        codes = [palette[NAMES.index(colour_of(each) or "")] for each in (one, other)]
        between = sum((a - b) ** 2 for a, b in zip(seen(codes[0], viewer), seen(codes[1], viewer), strict=True)) ** 0.5
        # A distance of 2 can just be seen; blue for 推进中 beside this magenta had 4 with protanopes.
        assert between >= 30, (one, other, between)
