"""The only reader and writer of the plan file: find, read, update, take back. Nothing here knows what is in it."""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import gkplan
from gkplan.errors import GkplanError, NoPlanError, NotFoundError, RefusedError, reason_of

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read: over a thousand times a county's plan."""

_BOM = b"\xef\xbb\xbf"
_NAMES = (Path("data", "tasks.yaml"), Path("tasks.yaml"))


class Content(NamedTuple):
    """A plan file as read: `text` without a BOM, `data` the very bytes; `remarks` what an update tells people."""

    path: Path
    text: str
    data: bytes
    remarks: tuple[str, ...] = ()


class TakenBack(NamedTuple):
    """A write that was taken back: what it had done and when, how many more can be, and remarks for people."""

    words: str
    seconds: int
    left: int
    remarks: tuple[str, ...]


def find(named: str | None, environ: Mapping[str, str], folder: Path | None = None) -> Path:
    """Return the plan file meant: `named`, else GKPLAN_FILE, else the nearest one upward from `folder`.

    Without a `folder` it is the working directory, asked for only when it matters. Raises NoPlanError when there is none; `builtin` is the way out for reading.
    """
    named = named or environ.get("GKPLAN_FILE")
    if named:
        return Path(named)
    folder = folder or here()
    for above in (folder, *folder.parents):
        for name in _NAMES:
            # Whatever bears the name is meant, a broken link too: better to say so than to take another plan silently.
            if os.path.lexists(above / name):
                return above / name
    raise NoPlanError(
        f"在 {folder} 及其上级文件夹里都没有 data/tasks.yaml 或 tasks.yaml；请用 gkplan init 生成一份，或用 --file 指明文件"
    )


def here() -> Path:
    """Return the working directory. Raises NotFoundError when it is gone."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise NotFoundError("当前所在的文件夹已经不在了，请先用 cd 换到别的文件夹") from None


def builtin() -> Path:
    """Return the path of the plan that comes with the package."""
    package = Path(gkplan.__file__).parent
    packed = package / "data" / "tasks.yaml"
    # In a source tree the plan lies beside the package; a wheel carries it inside.
    return packed if packed.is_file() else package.parent / "data" / "tasks.yaml"


def read(path: Path) -> Content:
    """Return what is in the file at `path`. Raises NotFoundError or RefusedError, saying why and what to do."""
    try:
        _examine(path)
        with path.open("rb") as file:
            # A file may have grown since, or, like those in /proc, not tell its size.
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    if len(data) > MAX_BYTES:
        raise _too_large(path)
    return Content(path=path, text=decode(data, path), data=data)


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


def _examine(path: Path) -> None:
    """Raise OSError or RefusedError unless `path` is a file of fair size; nothing is opened, so a pipe cannot hang."""
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise RefusedError(f"{path} 是文件夹，不是文件，请指明其中的 YAML 文件")
    if not stat.S_ISREG(found.st_mode):
        raise RefusedError(f"{path} 是管道或设备，不是普通文件；请先把内容存成文件再指明它")
    if found.st_size > MAX_BYTES:
        raise _too_large(path)


def _too_large(path: Path) -> RefusedError:
    return RefusedError(f"{path} 超过 {MAX_BYTES // 1024 // 1024} MB，不像是任务台账，请检查是否选错了文件")


def _unreadable(path: Path, error: OSError) -> GkplanError:
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return RefusedError(f"{path} 是一个链接，它指向的文件不存在，请改正链接")
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return NotFoundError(f"没有文件 {path}，请检查文件名，或用 gkplan init 生成一份")
    if isinstance(error, PermissionError):
        return RefusedError(f"没有权限读取 {path}，请检查文件和文件夹的权限")
    return RefusedError(f"读取 {path} 失败（{reason_of(error)}），请检查文件名和磁盘")


def update(path: Path, change: Callable[[Content], str], told: Callable[[], str] = lambda: "") -> Content:
    """Replace the text of the file by what `change` makes of a fresh reading of it, and return that reading.

    Others who write wait; the file is at every moment the old one or the new one. An unchanged text writes nothing.
    `told` is asked after `change` for what was done, in words for `take_back`.
    Raises NotFoundError or RefusedError when it cannot be done, with the old file intact.
    """
    from gkplan.store.atomic import replace
    from gkplan.store.journal import noted

    with _held(path) as target:
        document = read(path)
        bom = _BOM if document.data.startswith(_BOM) else b""
        data = bom + _encode(change(document), path)
        if data != document.data:
            with noted(target, document.data, data, told()):
                document = document._replace(remarks=replace(target, data, document.data))
    return document


def take_back(path: Path) -> TakenBack:
    """Put back, byte for byte, what the file held before the last `update` by this user, and say what that had been.

    Raises NotFoundError when none is known, and RefusedError when the file was changed since or cannot be written.
    """
    from gkplan.store.atomic import replace
    from gkplan.store.journal import forget, look_back, refuse_fixed

    with _held(path) as target:
        data = read(path).data
        steps, beyond = look_back(target, data)
        if not steps and beyond:
            raise RefusedError(
                f"{path} 在上一次记下的改动{f'（{beyond.words}）' if beyond.words else ''}以后又被编辑器、git 或别人改动过，没有撤回；"
                "请用 git diff 查看，手工改正"
            )
        if not steps:
            raise NotFoundError(
                f"{path} 没有可以撤回的改动；能撤回的只有自己用 gkplan 写入的，用编辑器改的请在编辑器里撤销或用 git 恢复"
            )
        last = steps[0]
        refuse_fixed(last)
        remarks = replace(target, last.before, data)
        forget(last)
    return TakenBack(words=last.words, seconds=last.seconds, left=len(steps) - 1, remarks=remarks)


@contextmanager
def _held(path: Path) -> Iterator[Path]:
    """Keep other writers of the file at `path` away, and give its path without links: a link stays a link."""
    from gkplan.store.lock import locked

    try:
        # Before there is a lock beside it: taking one makes the folder that is missing.
        _examine(path)
    except OSError as error:
        raise _unreadable(path, error) from None
    target = Path(os.path.realpath(path))
    with locked(target):
        yield target


def create(path: Path, text: str) -> tuple[str, ...]:
    """Write a new file with `text` as UTF-8, as put does."""
    return put(path, _encode(text, path))


def put(path: Path, data: bytes, *, force: bool = False) -> tuple[str, ...]:
    """Write a file with `data`, its folder too when missing; return remarks for people.

    Raises RefusedError when it cannot be written, or is there already and `force` is not set; then nothing is left of
    it, and no folder.
    """
    from gkplan.store.atomic import replace
    from gkplan.store.lock import locked

    with _made(path.parent):
        target = Path(os.path.realpath(path.parent), path.name)
        with locked(target):
            before = None
            if os.path.lexists(target):
                if not force:
                    raise RefusedError(f"已经有 {path}，没有改动它；请换一个文件夹，或先移走这个文件")
                try:
                    before = target.read_bytes()
                except OSError as error:
                    raise _unreadable(path, error) from None
            return replace(target, data, before)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Have the folder there, made for good only when nothing fails meanwhile. Raises RefusedError."""
    from gkplan.store.atomic import sync_folder

    missing = [each for each in (folder, *folder.parents) if not os.path.lexists(each)]
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RefusedError(f"建不了文件夹 {folder}（{reason_of(error)}），请检查路径、权限和磁盘空间") from None
        for each in missing:
            sync_folder(each.parent)
        yield
    except BaseException:
        for each in missing:
            # What somebody put something into meanwhile stays.
            with suppress(OSError):
                each.rmdir()
        raise


def _encode(text: str, path: Path) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        # Half a character: what a terminal in another encoding makes of an argument.
        near = text[max(0, error.start - 10) : error.start]
        raise RefusedError(
            f"「{near}」后面有不成字的字节，{path} 没有改动；请检查输入的文字，终端编码应为 UTF-8"
        ) from None
