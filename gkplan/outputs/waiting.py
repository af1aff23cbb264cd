"""How far a long piece of work is, on a terminal and nowhere else."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")

PATIENCE = 1.0
"""Seconds of work before which nothing is shown."""


def waited_for(items: Sequence[Item], what: str) -> Iterator[Item]:
    """Yield `items` one by one; who waits at a terminal sees how many `what` are done once that takes long."""
    begun, bar = time.monotonic(), None
    if not sys.stderr.isatty():
        yield from items
        return
    try:
        for done, item in enumerate(items):
            if bar is None and time.monotonic() - begun > PATIENCE:
                from rich.console import Console
                from rich.progress import Progress

                bar = Progress(console=Console(stderr=True), transient=True)
                bar.start()
                task = bar.add_task(what, total=len(items))
            if bar is not None:
                bar.update(task, completed=done)
            yield item
    finally:
        if bar is not None:
            bar.stop()


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show who waits at a terminal that `what` goes on, where there is nothing to count, once it takes long."""
    if not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    from rich.console import Console
    from rich.status import Status

    shown = Status(what, console=Console(stderr=True))
    timer = Timer(max(PATIENCE, 0), shown.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        shown.stop()
