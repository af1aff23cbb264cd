"""What is longer than the terminal's window goes through a pager, as git's answers do. Nothing here knows what is shown."""

import io
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import IO, TextIO

from gkplan.outputs import streams
from gkplan.outputs.streams import is_terminal, is_utf8, say

PLAIN = {"", "cat"}
"""Values of GKPLAN_PAGER and PAGER that ask for none."""


@contextmanager
def paged(*, is_wanted: bool) -> Iterator[None]:
    """Let what is written to stdout go through a pager as soon as it is longer than the window.

    Only on a terminal, and only if `is_wanted`. Whoever leaves the pager early has seen enough: that is no error.
    """
    command = _command(os.environ) if is_wanted and is_terminal() else []
    if not command:
        yield
        return
    out = sys.stdout
    window = _Window(out, command)
    sys.stdout = window
    try:
        yield
    except BrokenPipeError:
        if not window.is_paged:
            raise
    finally:
        sys.stdout = out
        window.finish()


def _command(environ: Mapping[str, str]) -> list[str]:
    """Return the pager's command and arguments; none where there is none or none is wanted."""
    named = environ.get("GKPLAN_PAGER", environ.get("PAGER"))
    if environ.get("TERM") == "dumb" or (named is not None and named.strip() in PLAIN):
        return []
    if named is None:
        # Costs milliseconds, and only a terminal needs it.
        import shutil

        less = shutil.which("less")
        return [less] if less else []
    import shlex

    try:
        return shlex.split(named, posix=os.name != "nt")
    except ValueError:
        # A quote without its partner: it is nothing that could be run.
        return [named]


class _Window(io.TextIOBase):
    """Holds back what is written until it is more than the window shows, then hands all of it to a pager."""

    def __init__(self, out: TextIO, command: list[str]) -> None:
        self.out = out
        self.command = command
        self.held = ""
        self.columns, self.left = streams.window()
        self.taker: IO[str] | None = None
        self.is_paged = False

    @property
    def encoding(self) -> str:  # type: ignore[override] # the base has a variable
        """The terminal's encoding."""
        return self.out.encoding

    def isatty(self) -> bool:
        """Tell that what is written is seen on a terminal."""
        return True

    def fileno(self) -> int:
        """Return the terminal's number."""
        return self.out.fileno()

    def write(self, text: str) -> int:
        """Take `text`. Raises BrokenPipeError when the pager has been left."""
        if self.taker:
            self.taker.write(text)
            return len(text)
        self.held += text
        self.left -= sum(self._lines(line) for line in text.split("\n")[:-1])
        # The line below the answer is the prompt's.
        if self.left < 1:
            self.taker, held = self._opened(), self.held
            self.held = ""
            self.taker.write(held)
        return len(text)

    def flush(self) -> None:
        """Hand on what the pager has been given so far."""
        if self.taker:
            self.taker.flush()

    def finish(self) -> None:
        """Show what was held back, or wait until the pager is left."""
        self.out.write(self.held)
        if self.is_paged and self.taker:
            with suppress(BrokenPipeError):
                self.taker.close()
            code = self.running.wait()
            signal.signal(signal.SIGINT, self.interrupted)
            if code:
                say(
                    f"提示：分页程序「{' '.join(self.command)}」没有正常结束（退出码 {code}），可能没有显示完；可加 --no-pager"
                )

    def _lines(self, line: str) -> int:
        """Return how many lines of the window `line` takes, rather one too many; colours take no room."""
        import re

        from gkplan.text.folding import measure

        plain = re.sub(r"\x1b\[[0-9;]*m", "", line).replace("\t", " " * 8)
        return max(1, -(-measure(plain) // self.columns))

    def _opened(self) -> IO[str]:
        """Return what leads to the pager; where it cannot be run, that is said, and it is the terminal itself."""
        import subprocess

        # As git does: leave at once what is short, keep colours, do not clear the screen.
        environ = {"LESS": "FRX", "LV": "-c", **({"LESSCHARSET": "utf-8"} if is_utf8() else {}), **os.environ}
        try:
            self.running = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                env=environ,
                encoding=self.encoding,
                errors="backslashreplace",
            )
        except OSError:
            say(
                f"提示：打不开分页程序「{' '.join(self.command)}」，直接显示；可设环境变量 GKPLAN_PAGER，或加 --no-pager"
            )
            return self.out
        self.is_paged = True
        # Ctrl-C is the pager's to answer as long as it runs: less ends a search with it, and the answer goes on.
        self.interrupted = signal.signal(signal.SIGINT, lambda *_: None)
        assert self.running.stdin  # noqa: S101 - a pipe was asked for
        return self.running.stdin
