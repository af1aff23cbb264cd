"""The only reader and writer of the plan file: find, read, lock, replace. Nothing here knows what is in it."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from gkplan.errors import GkplanError, NotFoundError, RefusedError

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read: over a thousand times a county's plan."""

LOCK_SECONDS = 60
"""How long a write waits for another one to finish."""

REPLACE_SECONDS = 5
"""How long a write tries again while a reader holds the file, as Windows makes it do."""

_BOM = b"\xef\xbb\xbf"
_NAMES = (Path("data", "tasks.yaml"), Path("tasks.yaml"))


class Document(NamedTuple):
    """A plan file as read: `text` without a BOM, `data` the very bytes."""

    path: Path
    text: str
    data: bytes


def find(named: str | None, environ: Mapping[str, str], folder: Path) -> Path:
    """Return the plan file meant: `named`, else GKPLAN_FILE, else the nearest one upward from `folder`.

    Raises NotFoundError when there is none; `builtin` is the way out for reading.
    """
    named = named or environ.get("GKPLAN_FILE")
    if named:
        return Path(named)
    for above in (folder, *folder.parents):
        for name in _NAMES:
            if (above / name).is_file():
                return above / name
    raise NotFoundError(
        f"在 {folder} 及其上级文件夹里都没有 data/tasks.yaml 或 tasks.yaml；请用 gkplan init 生成一份，或用 --file 指明文件"
    )


def builtin() -> Path:
    """Return the path of the plan that comes with the package."""
    here = Path(__file__).parent
    packed = here / "data" / "tasks.yaml"
    # In a source tree the plan lies beside the package; a wheel carries it inside.
    return packed if packed.is_file() else here.parent / "data" / "tasks.yaml"


def read(path: Path) -> Document:
    """Return what is in the file at `path`. Raises NotFoundError or RefusedError, saying why and what to do."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RefusedError(f"{path} 超过 {MAX_BYTES // 1024 // 1024} MB，不像是任务台账，请检查是否选错了文件")
        if path.is_dir():
            raise RefusedError(f"{path} 是文件夹，不是文件，请指明其中的 YAML 文件")
        if not path.is_file():
            raise RefusedError(f"{path} 不是普通文件，请指明 YAML 文件")
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from None
    return Document(path=path, text=decode(data, path), data=data)


def decode(data: bytes, path: Path) -> str:
    """Return `data` as text without a BOM. Raises RefusedError for anything but UTF-8 text, with how to convert it."""
    body = data.removeprefix(_BOM)
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise RefusedError(f"{path} 是 UTF-16 编码，请用记事本等编辑器另存为 UTF-8 编码")
    if b"\0" in data[:4096]:
        raise RefusedError(f"{path} 是二进制文件，不是文本，请检查是否选错了文件")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        raise RefusedError(
            f"{path}:{line}:1: 这里的字节不是 UTF-8 文字，文件可能已损坏，请从 git 恢复或另存为 UTF-8"
        ) from None
    raise RefusedError(
        f"{path}:{line}:1: 文件是 GBK 编码，请用记事本另存为 UTF-8 编码，"
        f"或运行 iconv -f GB18030 -t UTF-8 {path.name} > 新文件名"
    ) from None


def _unreadable(path: Path, error: OSError) -> GkplanError:
    if isinstance(error, FileNotFoundError) and not path.is_symlink():
        return NotFoundError(f"没有文件 {path}，请检查文件名，或用 gkplan init 生成一份")
    if path.is_symlink() and not path.exists():
        return RefusedError(f"{path} 是一个链接，指向的文件不存在，请改正链接")
    if isinstance(error, PermissionError):
        return RefusedError(f"没有权限读取 {path}，请检查文件权限")
    return RefusedError(f"读取 {path} 失败（{error.strerror}）")


def update(path: Path, change: Callable[[Document], str]) -> Document:
    """Replace the text of the file by what `change` makes of a fresh reading of it, and return that reading.

    Others who write wait; the file is at every moment the old one or the new one. An unchanged text writes nothing.
    Raises RefusedError when it cannot be done, with the old file intact.
    """
    from hashlib import sha256

    # A link stays a link: its target is what is replaced.
    target = Path(os.path.realpath(path))
    with _locked(target):
        document = read(path)
        bom = _BOM if document.data.startswith(_BOM) else b""
        data = bom + change(document).encode("utf-8")
        if data != document.data:
            _replace(target, data, sha256(document.data).digest())
    return document


def create(path: Path, text: str) -> None:
    """Write a new file with `text` as UTF-8. Raises RefusedError when there is one already or it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise RefusedError(f"已经有 {path}，没有改动它；请换一个文件夹，或先移走这个文件") from None
    except OSError as error:
        raise RefusedError(f"写不了 {path}（{error.strerror}），请检查文件夹权限和磁盘空间") from None


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    name = target.with_name(f".{target.name}.lock")
    lock = FileLock(name, timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout:
        raise RefusedError(f"{target} 正被另一个 gkplan 修改，等了 {LOCK_SECONDS} 秒仍未结束，请稍后再试") from None
    except OSError as error:
        raise RefusedError(
            f"无法在 {target.parent} 里建立锁文件（{error.strerror}），文件没有改动；请检查文件夹是否存在、是否可写"
        ) from None
    try:
        yield
    finally:
        # While it is held: whoever waits for the removed file sees that and starts over with a new one.
        with suppress(OSError):
            name.unlink()
        lock.release()


def _replace(target: Path, data: bytes, digest: bytes) -> None:
    import tempfile
    import time
    from hashlib import sha256

    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            _keep_owner_and_mode(target, file.fileno(), temporary)
            os.fsync(file.fileno())
        if sha256(target.read_bytes()).digest() != digest:
            raise RefusedError(f"{target} 刚刚被别的程序改过，这次没有写入；请再运行一次")
        until = time.monotonic() + REPLACE_SECONDS
        while True:
            try:
                Path(temporary).replace(target)
                break
            except PermissionError:
                if os.name != "nt" or time.monotonic() > until:
                    raise
                time.sleep(0.05)
        temporary = None
        _sync_folder(target.parent)
    except OSError as error:
        raise RefusedError(
            f"写不了 {target}（{error.strerror}），文件没有改动；请检查权限和磁盘空间，或是否有别的程序占用它"
        ) from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                Path(temporary).unlink()


def _keep_owner_and_mode(target: Path, handle: int, temporary: str) -> None:
    was = target.stat()
    if hasattr(os, "fchown") and (os.fstat(handle).st_uid, os.fstat(handle).st_gid) != (was.st_uid, was.st_gid):
        with suppress(PermissionError):
            os.fchown(handle, was.st_uid, was.st_gid)
    Path(temporary).chmod(was.st_mode & 0o7777)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
