"""Draw docs/overdue.svg from what the real program shows: python docs/draw_overdue.py [FILE.svg]. Unix only."""

import os
import pty
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

CONSOLE = Console()
COLUMNS = 100
COMMAND = ("overdue", "--as-of", "2023-10-01")
PLAN = Path(__file__).parents[1] / "data" / "tasks.yaml"

SIZE, CELL, LINE = 15, 8.25, 23
"""Pixels: the height of a letter, the width of half a Chinese one, the distance of lines."""

COLOURS = {1: "#cf222e", 2: "#116329", 3: "#8a6100", 4: "#0969da", 6: "#1b7c83"}
"""The terminal's colours, by number, as they can be read on white."""

FONTS = "'Sarasa Mono SC', 'Noto Sans Mono CJK SC', 'Source Han Mono SC', NSimSun, Menlo, Consolas, monospace"


def on_a_terminal(*args: str) -> str:
    """Return what gkplan writes to a terminal of COLUMNS columns, colours included."""
    master, slave = pty.openpty()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "tasks.yaml").write_bytes(PLAN.read_bytes())
        environ = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "PYTHONPATH": str(PLAN.parents[1])}
        running = subprocess.Popen(
            [sys.executable, "-m", "gkplan", *args], cwd=folder, env=environ, stdin=slave, stdout=slave, stderr=slave
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


def draw(path: Path) -> None:
    """Write the picture to `path`. Each word is set to the width it has on a terminal, whatever the reader's font."""
    lines = Text.from_ansi(f"$ gkplan {' '.join(COMMAND)}\n{on_a_terminal(*COMMAND)}".rstrip()).split()
    width, height = COLUMNS * CELL + 2 * SIZE, len(lines) * LINE + 2 * SIZE
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:g} {height}" width="{width:g}"',
        f'  font-family="{FONTS}" font-size="{SIZE}" fill="#24292f">',
        "<title>gkplan overdue</title>",
        f'<rect width="{width - 1:g}" height="{height - 1}" x="0.5" y="0.5" rx="8" fill="#ffffff" stroke="#d0d7de"/>',
    ]
    for number, line in enumerate(lines):
        for column, text, style in words(line):
            colour = COLOURS.get(style.color.number or 0, "") if style.color else ""
            looks = f' fill="{colour}"' if colour else ""
            looks += ' font-weight="bold"' if style.bold else ""
            drawn.append(
                f'<text x="{SIZE + column * CELL:g}" y="{SIZE * 2 + number * LINE}" '
                f'textLength="{cell_len(text) * CELL:g}"{looks}>{escape(text)}</text>'
            )
    path.write_text("\n".join([*drawn, "</svg>"]) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("overdue.svg"))
