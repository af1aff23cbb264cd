"""One writer of a file at a time: the others wait at a lock file beside it."""

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from gkplan.errors import RefusedError, reason_of
from gkplan.store.atomic import UNKNOWN_THERE

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK_SECONDS = 60
"""How long a write waits for another one to finish."""

OPEN_SECONDS = 1
"""How long it waits for the maker of a lock to open it to all, which takes him a moment."""


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Keep other writers of `target`, a path without links, away meanwhile. Raises RefusedError when that fails.

    A lock dies with its holder; the file `.NAME.lock` that a killed one leaves is taken over by the next.
    """
    from filelock import SoftFileLock, Timeout

    name = target.with_name(f".{target.name}.lock")
    _refuse_odd(name, target)
    try:
        lock = _acquired_when_open(name)
    except Timeout:
        raise RefusedError(
            f"{target} 正被另一个 gkplan 修改，等了 {LOCK_SECONDS} 秒仍未结束，文件没有改动；"
            f"请稍后再试，如果确实没有别人在改，请删除 {name}"
        ) from None
    except OSError as error:
        _refuse_odd(name, target)
        if isinstance(error, PermissionError) and os.path.lexists(name):
            # Killed between making it and opening it to all, or made by a program that does not do that.
            raise RefusedError(
                f"锁文件 {name} 是别人的，打不开（{reason_of(error)}），{target.name} 没有改动；"
                "如果确实没有别人在改，请删除它，或请它的主人删除"
            ) from None
        raise RefusedError(
            f"文件夹 {target.parent} 里不能新建文件（{reason_of(error)}），{target.name} 没有改动；请检查文件夹的权限和磁盘"
        ) from None
    try:
        yield
    finally:
        # Removed while it is held and after all work is done: who waits for the removed file sees that it has no name
        # any more and starts over. A lock by existence is removed by its release, which knows it from a successor's.
        if not isinstance(lock, SoftFileLock):
            with suppress(OSError):
                name.unlink()
        with suppress(OSError):
            lock.release()


def _acquired_when_open(name: Path) -> "BaseFileLock":
    """Return the lock `name`, held, which its maker may be about to open to all. Raises Timeout or OSError."""
    until = time.monotonic() + OPEN_SECONDS
    while True:
        try:
            return _acquired(name)
        except PermissionError:  # noqa: PERF203 - it is waited for
            if not os.path.lexists(name) or time.monotonic() > until:
                raise
            time.sleep(0.05)


def _acquired(name: Path) -> "BaseFileLock":
    """Return the lock `name`, held. Raises Timeout or OSError."""
    import warnings

    from filelock import FileLock

    # Anybody's, so that a colleague can take over what a killed write of mine leaves.
    lock = FileLock(name, timeout=LOCK_SECONDS, mode=0o666)
    with warnings.catch_warnings():
        # A disk without locks: the library goes by the existence of the file then, which is no worse for us.
        warnings.simplefilter("ignore")
        try:
            lock.acquire()
        except OSError as error:
            if isinstance(error, TimeoutError) or error.errno not in UNKNOWN_THERE - {errno.EPERM}:
                raise
            # A disk without modes.
            lock = FileLock(name, timeout=LOCK_SECONDS)
            lock.acquire()
    return lock


def _refuse_odd(name: Path, target: Path) -> None:
    """Raise RefusedError for a link, a folder or a pipe where the lock belongs: no gkplan made it."""
    with suppress(OSError):
        if not stat.S_ISREG(name.lstat().st_mode):
            raise RefusedError(
                f"{name} 是链接、文件夹或别的东西，不是锁文件，{target.name} 没有改动；请查明来历，移走它再试"
            )
