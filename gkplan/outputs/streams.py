"""The process's streams: results to stdout, all else to stderr, answers from stdin. Nothing here knows what is said."""

import io
import os
import sys
from contextlib import suppress

from gkplan.text.inert import inert


def prepare() -> None:
    """Let both outputs write what their encoding lacks as escapes, and let go what nobody takes."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # Closed by the shell (>&-), or no console at all (pythonw).
            setattr(sys, name, io.StringIO())
        else:
            with suppress(AttributeError, ValueError):
                stream.reconfigure(errors="backslashreplace")


def say(message: str) -> None:
    """Print one line for people to stderr: a name in it, of a file or whatever else, cannot make it two."""
    sys.stderr.write(inert(message) + "\n")


def write(text: str) -> None:
    """Print a result to stdout as it is; it must be inert already."""
    sys.stdout.write(text)


def write_raw(data: bytes) -> None:
    """Print the bytes of a file to stdout as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def flush() -> None:
    """Hand on what was written to stdout so far."""
    sys.stdout.flush()


def is_terminal() -> bool:
    """Tell whether stdout is a terminal."""
    return sys.stdout.isatty()


def said_columns() -> int:
    """Return how many columns COLUMNS says there are, 0 where it says nothing of use."""
    said = os.environ.get("COLUMNS", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else 0


def window() -> tuple[int, int]:
    """Return the columns and lines of the terminal: COLUMNS counts before what the terminal says, 80 by 24 if it says nothing."""
    try:
        columns, lines = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        columns, lines = 0, 0
    return said_columns() or columns or 80, lines or 24


def is_utf8() -> bool:
    """Tell whether stdout's encoding is UTF-8: no other can be counted on to carry every character."""
    return (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "") == "utf8"


def has_person() -> bool:
    """Tell whether somebody sits at a terminal who can be asked."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr.isatty())


def ask(question: str, *, by_enter: bool = True) -> bool:
    """Ask a question that Enter answers as `by_enter` says; without a person at the terminal the answer is no."""
    if not has_person():
        return False
    sys.stderr.write(f"{inert(question)}[{'Y/n' if by_enter else 'y/N'}] ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    # Ctrl-D ends the input without a line: whoever does that wants to be left alone.
    return answer != "" and answer.strip().lower() in {"y", "yes", "是", *([""] if by_enter else [])}
