"""A real pseudo-terminal with gkplan in it, and what its screen shows, told by a terminal emulator. Unix only."""

import os
import sys
import traceback
from pathlib import Path
from typing import NamedTuple

import pyte
import pytest

from gkplan.cli import app

needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a thing of Unix")

NO_PAGER = {"GKPLAN_PAGER": ""}

LINES = 3000
"""Lines of the screen: enough that nothing scrolls away."""


class Shown(NamedTuple):
    """What the program wrote, how it ended, and the lines on the screen without blanks at their ends.

    `is_wrapped`: the terminal itself had to break a line that was too long for it.
    """

    data: bytes
    code: int
    lines: list[str]
    is_wrapped: bool


class _Screen(pyte.Screen):
    is_wrapped = False

    def draw(self, data: str) -> None:
        for char in data:
            before = self.cursor.y
            super().draw(char)
            self.is_wrapped = self.is_wrapped or self.cursor.y != before


def show(*args: str, columns: int, folder: Path, height: int = LINES, typed: str = "", **environ: str) -> Shown:
    """Run gkplan on a terminal of `columns` columns in `folder`, in a process that has imported everything already.

    The window has `height` lines; beyond them there is no pager unless one is given, which must wait for nobody.
    `typed` waits at the keyboard from the start.
    """
    import fcntl
    import pty
    import struct
    import termios

    pid, terminal = pty.fork()
    if pid == 0:
        code = 127
        try:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", height, columns, 0, 0))
            os.chdir(folder)
            os.environ.update({"TERM": "xterm-256color"} | NO_PAGER | environ)
            sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
            sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))
            code = app.run(list(args))
        except BaseException:  # noqa: BLE001 - whatever it is, the child must not go on as a second pytest
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    if typed:
        os.write(terminal, typed.encode())
    data = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        data += part
    os.close(terminal)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    screen = _Screen(columns, LINES)
    pyte.ByteStream(screen).feed(data)
    # A wide character takes two cells; pyte leaves the second one empty.
    screen.lines = screen.cursor.y + 1
    lines = [line.rstrip() for line in screen.display]
    while lines and not lines[-1]:
        lines.pop()
    return Shown(data, code, lines, screen.is_wrapped)
