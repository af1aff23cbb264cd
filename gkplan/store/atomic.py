"""A file replaced as a whole or not at all. Nothing here knows what is in it.

The new bytes go to a file of their own in the same folder and reach the disk before one rename puts them in place, so
that a kill, a full disk or a lost connection leaves the old file or the new one. An editor knows no lock: what it saves
while a write is prepared is seen and kept, up to the last system call before the rename.
"""

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gkplan.errors import RefusedError, reason_of

RETRY_SECONDS = 5
"""How long a write tries again while a reader holds the file, as Windows makes it do."""

LITTER_SECONDS = 600
"""How old the temporary file of a killed write must be before a later one removes it: no write lasts that long."""

UNKNOWN_THERE = frozenset({errno.EPERM, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""How a disk answers what it does not know at all, like modes or syncing; one that fails answers otherwise."""

_WINDOWS_HELD = frozenset({5, 32, 33})
"""ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION: what replacing an open file gives there."""


def replace(target: Path, data: bytes, before: bytes | None) -> tuple[str, ...]:
    """Put `data` in place of the file `target`, whose bytes were `before`, or None when there was no file.

    To be called under `locked`; `target` is a path without links. Mode, group, owner, access lists and extended
    attributes stay as far as the system lets this user set them. Returns remarks for people: what killed writes had left
    and is removed now, what the disk does not promise. Raises RefusedError, with the old file intact.
    """
    temporary = target.with_name(f".{target.name}.{os.urandom(8).hex()}.tmp")
    try:
        _refuse_changed(target, before)
        if before is not None:
            _refuse_protected(target)
        removed = _remove_litter(target)
        # Nobody else's until it has the mode of the old file; a new file gets what the user's umask says.
        mode = 0o666 if before is None else 0o600
        with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(data)
            file.flush()
            was = None if before is None else _keep_attributes(target, temporary)
            is_synced = _synced(file.fileno())
        kept = _rename(temporary, target, before, was)
    except OSError as error:
        raise RefusedError(
            f"写不了 {target}（{reason_of(error)}），文件没有改动；请检查权限和磁盘空间，或是否有别的程序占用它"
        ) from None
    finally:
        with suppress(OSError):
            temporary.unlink()
    is_synced = sync_folder(target.parent) and is_synced
    _refuse_lost(target, data)
    return tuple(_remarks(target, removed, kept, is_synced=is_synced))


def _remarks(target: Path, removed: tuple[str, ...], kept: os.stat_result | None, *, is_synced: bool) -> Iterator[str]:
    if removed:
        yield f"提醒：已清理以前中断的写入留下的临时文件 {'、'.join(removed)}，方案文件没有受影响"
    if not is_synced:
        yield f"提醒：{target.parent} 所在的磁盘不能确认内容已经落盘，已写入的在断电时可能丢失；请过一会儿再关机"
    with suppress(OSError):
        mode = target.stat().st_mode & 0o777
        if kept and mode != kept.st_mode & 0o777:
            yield f"提醒：{target.parent} 所在的磁盘不能设置权限，{target} 的权限成了 {mode:o}；请核对别人还能不能读写"


def _refuse_changed(target: Path, before: bytes | None) -> None:
    if not _holds(target, before):
        raise RefusedError(f"{target} 刚刚被别的程序改过或移走，这次没有写入；请再运行一次")


def _refuse_lost(target: Path, data: bytes) -> None:
    """Raise RefusedError when the file is not what was just written: some network disks grant one lock to two writers."""
    with suppress(OSError):
        # What cannot be looked at was written all the same.
        if not _holds(target, data):
            raise RefusedError(
                f"{target} 刚写好又被别的程序改过或移走，这次的改动可能不在里面；请核对文件，少了再运行一次"
            )


def _holds(target: Path, data: bytes | None) -> bool:
    """Tell whether a plain file with `data` is there, or nothing for None."""
    # A pipe in its place would keep us waiting; a link there would be torn from the file that it leads to.
    if target.is_file() and not target.is_symlink():
        return target.read_bytes() == data
    return data is None and not os.path.lexists(target)


def _refuse_protected(target: Path) -> None:
    """Raise RefusedError for what a rename would get round: a file protected from writing, a file with two names."""
    was = target.stat()
    # The superuser may write to anything; a file that nobody may write to was meant to stay as it is.
    if not was.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise RefusedError(f"{target} 是只读的，没有改动；请先取消文件的只读属性，或向有权限的人要")
    if was.st_nlink > 1:
        # Writing through would keep both names together but could be cut short half-way; a rename would leave the
        # other name with the old plan, unnoticed. Either breaks a promise, so the person decides.
        raise RefusedError(
            f"{target} 另有 {was.st_nlink - 1} 个硬链接，改写会使它们不再是同一个文件，没有改动；"
            "请把别处的硬链接换成符号链接，或先把这个文件复制一份再换回原名"
        )


def _keep_attributes(target: Path, temporary: Path) -> os.stat_result:
    """Give `temporary` what `target` has, as far as the disk lets one; return what that was."""
    import shutil

    was, now = target.stat(), temporary.stat()
    # One at a time: only the superuser gives files away, but a colleague in the same group can keep the group.
    if hasattr(os, "chown"):
        for uid, gid in ((-1, was.st_gid), (was.st_uid, -1)):
            if uid not in {-1, now.st_uid} or gid not in {-1, now.st_gid}:
                with suppress(OSError):
                    os.chown(temporary, uid, gid)
    with _as_the_disk_can():
        shutil.copystat(target, temporary)
    with _as_the_disk_can():
        # Once more: copying may have ended before it came to the mode.
        temporary.chmod(stat.S_IMODE(was.st_mode))
    with _as_the_disk_can():
        # All but the time: this is a change.
        os.utime(temporary)
    return was


@contextmanager
def _as_the_disk_can() -> Iterator[None]:
    """Let what a disk does not know at all go by: shared folders of other systems have no modes of their own."""
    try:
        yield
    except OSError as error:
        if error.errno not in UNKNOWN_THERE:
            raise


def _rename(temporary: Path, target: Path, before: bytes | None, was: os.stat_result | None) -> os.stat_result | None:
    """Put `temporary` in place of `target`, which had the attributes `was`; return those it had in the end."""
    until = time.monotonic() + RETRY_SECONDS
    while True:
        if was:
            # Somebody may have closed the file to others, or to all, meanwhile: that holds for the new one.
            _refuse_protected(target)
            now = target.stat()
            if _rights(now) != _rights(was):
                was = _keep_attributes(target, temporary)
        _refuse_changed(target, before)
        try:
            temporary.replace(target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _WINDOWS_HELD or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return was


def _rights(found: os.stat_result) -> tuple[int, ...]:
    # The last one changes with access lists as well.
    return found.st_mode, found.st_uid, found.st_gid, found.st_ctime_ns


def _remove_litter(target: Path) -> tuple[str, ...]:
    """Remove what killed writes left, and return its names: never finished, so never reported as done, and of no use to anybody.

    Should its writer be alive after all (stopped, or on a machine that does not see the lock), its rename finds no file
    and it reports that nothing was changed.
    """
    removed: list[str] = []
    head, tail = f".{target.name}.", ".tmp"
    with suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            if not (entry.name.startswith(head) and entry.name.endswith(tail)):
                continue
            middle = entry.name[len(head) : -len(tail)]
            found = entry.stat(follow_symlinks=False)
            is_ours = len(middle) == 16 and not middle.strip("0123456789abcdef") and stat.S_ISREG(found.st_mode)
            if is_ours and time.time() - found.st_mtime > LITTER_SECONDS:
                Path(entry.path).unlink()
                removed.append(entry.name)
    return tuple(removed)


def sync_folder(folder: Path) -> bool:
    """Make what was made in `folder` outlast a power cut; tell whether the disk knows how.

    It is in place already: a folder that cannot be synced stays so.
    """
    with suppress(OSError):
        # Windows opens no folders, and needs none.
        handle = os.open(folder, os.O_RDONLY)
        try:
            return _synced(handle)
        finally:
            os.close(handle)
    return True


def _synced(handle: int) -> bool:
    """Bring a file or folder to the disk; tell whether the disk knows how. Raises OSError when it fails."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in UNKNOWN_THERE:
            raise
        return False
    return True
