"""What reading a file gave last time, kept beside the user's other caches, so that an unchanged file is not read twice.

Importing the YAML library and reading a county's plan with it takes as long as all the rest of `gkplan list`. An entry
holds the very bytes it was made from and is used only for the same bytes, the same code and the same Python; anything
else, and any failure, is as if there were none. Nothing here is ever the only copy of anything.

An entry is a line that tells what it is for, the bytes of the file, and values as JSON. Each value is checked against
the type of its field before it is taken: what is damaged or made up can be ignored, and nothing else. What stands in an
entry's place but is no regular file of this user is never read: another's folder may have been named.
"""

import json
import os
import stat
import sys
from binascii import crc32
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Any, NamedTuple, get_args, get_origin

import gkplan
from gkplan.plan.model import Plan, Problem

LARGEST = 8 * 1024 * 1024
"""Bytes of a plan file beyond which no entry is kept."""

_LARGEST_ENTRY = 8 * LARGEST
"""Bytes of an entry: the file and its values, in which a character takes more."""

_FOLDERS = {"cache": (".cache", "Caches"), "state": (".local/state", "Application Support")}


class _Entry(NamedTuple):
    plan: Plan
    problems: tuple[Problem, ...]


def recall(path: Path, data: bytes) -> tuple[Plan, tuple[Problem, ...]] | None:
    """Return the plan and the problems that the bytes `data` of the file `path` gave, or None when unknown."""
    try:
        head, _, body = read_own(_place(path), _LARGEST_ENTRY).partition(b"\n")
        packed = body.removeprefix(data)
        if head != _head(data, packed) or body == packed:
            return None
        entry: _Entry = _reader(_Entry)(json.loads(packed))
    except (OSError, ValueError, TypeError, RecursionError, OverflowError, RuntimeError):
        # The last one is said by pathlib where the user has no home.
        return None
    return entry


def remember(path: Path, data: bytes, plan: Plan, problems: tuple[Problem, ...]) -> None:
    """Keep what the bytes `data` of the file `path` gave; one entry a file."""
    if not 0 < len(data) <= LARGEST:
        return
    packed = json.dumps(_packed(_Entry(plan, problems)), separators=(",", ":")).encode("ascii")
    with suppress(OSError, RuntimeError):
        entry = b"%b\n%b%b" % (_head(data, packed), data, packed)
        if len(entry) > _LARGEST_ENTRY:
            return
        place = _place(path)
        temporary = place.with_suffix(f".{os.getpid()}")
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            # A new file: what a killed process of this number left may be anything by now.
            temporary.unlink(missing_ok=True)
            with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
                file.write(entry)
            temporary.replace(place)
        finally:
            with suppress(OSError):
                temporary.unlink()


def read_own(place: Path, largest: int) -> bytes:
    """Return what is in a regular file of this user. Raises OSError for anything else; neither link nor pipe is opened."""
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    # A device may do something when it is opened: it is not.
    if not stat.S_ISREG(os.lstat(place).st_mode):
        raise OSError
    with open(place, "rb", opener=lambda name, mode: os.open(name, mode | flags)) as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or not is_mine(found) or found.st_size > largest:
            raise OSError
        return file.read(largest)


def is_mine(found: os.stat_result) -> bool:
    """Tell whether a file or folder is this user's, and nobody else may write to it."""
    # Windows has other rights, and the folder of programs' data is the user's own there.
    return not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)


def _place(path: Path) -> Path:
    return user_folder("cache") / f"{crc32(os.path.realpath(path).encode('utf-8', 'surrogateescape')):08x}"


def user_folder(what: str) -> Path:
    """Return the user's folder for the "cache" or the "state" of gkplan. Raises RuntimeError where there is no home."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local", "gkplan", what)
    of_system, of_mac = _FOLDERS[what]
    if sys.platform == "darwin":
        return Path.home() / "Library" / of_mac / "gkplan"
    named = os.environ.get(f"XDG_{what.upper()}_HOME", "")
    # One that depends on where one stands does not count, says the specification.
    return Path(named if named.startswith("/") else Path.home() / of_system, "gkplan")


def _head(data: bytes, packed: bytes) -> bytes:
    """Return what tells this file, these values, this code and this Python from any other."""
    return f"gkplan {_code():08x} {len(data)} {crc32(packed, crc32(data)):08x} {sys.version}".replace(
        "\n", " "
    ).encode()


def _code() -> int:
    """Return a number that is another one after any module of the package, in any of its rooms, was written anew.

    Installations may give every file the same time of change; the time of its entry on the disk is the system's own.
    """
    modules = []
    folders = [os.path.dirname(gkplan.__file__)]  # noqa: PTH120 - pathlib would cost twice the time here
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    was = entry.stat()
                    modules.append((entry.path, was.st_size, was.st_mtime_ns, was.st_ctime_ns))
                elif "." not in entry.name and entry.name != "__pycache__":
                    folders.append(entry.path)
    return crc32(repr(sorted(modules)).encode())


def _packed(value: Any) -> Any:
    """Return a value as JSON has it: days as numbers, records as the list of their fields."""
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, dict):
        return {key: _packed(each) for key, each in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return [_packed(getattr(value, name)) for name in value.__dataclass_fields__]
    return [_packed(each) for each in value]


def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return what makes a value of the type `hint` of JSON; it raises TypeError or ValueError when it is none."""
    kind = get_origin(hint)
    if kind is tuple:
        one = _reader(get_args(hint)[0])
        return lambda value: tuple(map(one, _checked(value, list)))
    if kind is dict:
        inner = _reader(get_args(hint)[1])
        return lambda value: {key: inner(each) for key, each in _checked(value, dict).items()}
    if kind is UnionType:
        some = _reader(get_args(hint)[0])
        return lambda value: None if value is None else some(value)
    if hint is date:
        return lambda value: date.fromordinal(_checked(value, int))
    if hint in {str, int, bool}:
        return lambda value: _checked(value, hint)
    names, parts = zip(*((name, _reader(each)) for name, each in hint.__annotations__.items()), strict=True)
    if issubclass(hint, tuple):
        return lambda value: hint(*(part(each) for part, each in zip(parts, _checked(value, list), strict=True)))
    return lambda value: hint(
        **{name: part(each) for name, part, each in zip(names, parts, _checked(value, list), strict=True)}
    )


def _checked(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError
    return value
