"""One writer of a file at a time: the others wait at a lock file beside it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gkplan.errors import RefusedError, reason_of

LOCK_SECONDS = 60
"""How long a write waits for another one to finish."""


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Keep other writers of `target`, a path without links, away meanwhile. Raises RefusedError when that fails.

    A lock dies with its holder; the file `.NAME.lock` that a killed one leaves is taken over by the next.
    """
    import warnings

    from filelock import FileLock, SoftFileLock, Timeout

    name = target.with_name(f".{target.name}.lock")
    # Anybody's, so that a colleague can take over what a killed write of mine leaves.
    lock = FileLock(name, timeout=LOCK_SECONDS, mode=0o666)
    try:
        with warnings.catch_warnings():
            # A disk without locks: the library goes by the existence of the file then, which is no worse for us.
            warnings.simplefilter("ignore")
            lock.acquire()
    except Timeout:
        raise RefusedError(
            f"{target} 正被另一个 gkplan 修改，等了 {LOCK_SECONDS} 秒仍未结束，文件没有改动；"
            f"请稍后再试，如果确实没有别人在改，请删除 {name}"
        ) from None
    except OSError as error:
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
