"""Draw docs/screens/ from what the real program shows on a terminal: python docs/draw_screens.py [FOLDER]. Unix only.

The plan is that of 商河县 in the middle of a year that two people kept: tests/golden/a-year-of-shanghe.yaml.
"""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator
from html import escape
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

ROOT = Path(__file__).parents[1]
PLAN = ROOT / "tests" / "golden" / "a-year-of-shanghe.yaml"
DAY = "2023-10-20"
WIDTHS = (80, 120)
SCREENS = {
    "overview": (),
    "list": ("list", "县财政局"),
    "overdue": ("overdue",),
    "due": ("due",),
    "stats": ("stats",),
    "show": ("show", "49"),
    "outstanding": ("outstanding", "46.1", "38@2023Q1"),
    "log": ("log", "--since", "2023-10-01", "--unit", "县司法局"),
    "help": ("list", "--help"),
}

CONSOLE = Console()

SIZE, CELL, LINE = 15, 8.25, 23
"""Pixels: the height of a letter, the width of half a Chinese one, the distance of lines."""

COLOURS = {9: "#cf222e", 13: "#a82aa8"}
"""The bright colours that states have, by number, as they can be read on white."""

FONTS = "'Sarasa Mono SC', 'Noto Sans Mono CJK SC', 'Source Han Mono SC', NSimSun, Menlo, Consolas, monospace"


def on_a_terminal(*args: str, columns: int) -> str:
    """Return what gkplan writes to a terminal of `columns` columns, colours included."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 100, columns, 0, 0))
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "tasks.yaml").write_bytes(PLAN.read_bytes())
        environ = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), "GKPLAN_TODAY": DAY}
        running = subprocess.Popen(
            [sys.executable, "-m", "gkplan", "--no-pager", *args],
            cwd=folder,
            env=environ,
            stdin=slave,
            stdout=slave,
            stderr=slave,
        )
        os.close(slave)
        written = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:
                # What a terminal says when the last program on it has ended.
                break
            written += part
        running.wait()
    os.close(master)
    return written.decode("utf-8").replace("\r\n", "\n")


def words(line: Text) -> Iterator[tuple[int, str, Style]]:
    """Yield what stands between blanks in a line: its column, the words, their style."""
    for match in re.finditer(r"\S+", line.plain):
        yield cell_len(line.plain[: match.start()]), match[0], line.get_style_at_offset(CONSOLE, match.start())


def draw(args: tuple[str, ...], columns: int, path: Path) -> None:
    """Write the picture to `path`. Each word is set to the width it has on a terminal, whatever the reader's font."""
    called = " ".join(("gkplan", *args))
    lines = Text.from_ansi(f"$ {called}\n{on_a_terminal(*args, columns=columns)}".rstrip()).split()
    width, height = columns * CELL + 2 * SIZE, len(lines) * LINE + 2 * SIZE
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:g} {height}" width="{width:g}"',
        f'  font-family="{FONTS}" font-size="{SIZE}" fill="#24292f">',
        f"<title>{called}</title>",
        f'<rect width="{width - 1:g}" height="{height - 1}" x="0.5" y="0.5" rx="8" fill="#ffffff" stroke="#d0d7de"/>',
    ]
    for number, line in enumerate(lines):
        for column, text, style in words(line):
            colour = "#6e7781" if style.dim else COLOURS.get(style.color.number or 0, "") if style.color else ""
            looks = f' fill="{colour}"' if colour else ""
            looks += ' font-weight="bold"' if style.bold else ""
            looks += ' text-decoration="underline"' if style.underline else ""
            drawn.append(
                f'<text x="{SIZE + column * CELL:g}" y="{SIZE * 2 + number * LINE}" '
                f'textLength="{cell_len(text) * CELL:g}"{looks}>{escape(text)}</text>'
            )
    path.write_text("\n".join([*drawn, "</svg>"]) + "\n", encoding="utf-8", newline="\n")


def draw_all(folder: Path) -> None:
    """Draw each of SCREENS in each of WIDTHS into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, args in SCREENS.items():
        for columns in WIDTHS:
            draw(args, columns, folder / f"{name}-{columns}.svg")


if __name__ == "__main__":
    draw_all(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("screens"))
