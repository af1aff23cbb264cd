"""What reading a file gave last time, kept beside the user's other caches, so that an unchanged file is not read twice.

Importing the YAML library and reading a county's plan with it takes as long as all the rest of `gkplan list`. An entry
holds the very bytes it was made from and is used only for the same bytes, the same code and the same Python; anything
else, and any failure, is as if there were none. Nothing here is ever the only copy of anything.
"""

import marshal
import os
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from gkplan.plan import model
from gkplan.plan.model import Plan, Problem

LARGEST = 8 * 1024 * 1024
"""Bytes of a plan file beyond which no entry is kept."""

_CLASSES = (
    model.Location,
    model.Problem,
    model.Unit,
    model.Group,
    model.Section,
    model.Target,
    model.Step,
    model.Extension,
    model.Progress,
    model.Task,
    model.Plan,
)
_NUMBERS = {each: number for number, each in enumerate(_CLASSES)}
_DATE = len(_CLASSES)
_TUPLE = _DATE + 1


def recall(path: Path, data: bytes) -> tuple[Plan, tuple[Problem, ...]] | None:
    """Return the plan and the problems that the bytes `data` of the file `path` gave, or None when unknown."""
    try:
        tag, known, packed = marshal.loads(_entry(path).read_bytes())  # noqa: S302 - our own file, only values
        if known != data or tag != _tag():
            return None
        plan, problems = _unpack(packed)
    except (OSError, ValueError, EOFError, TypeError, IndexError):
        return None
    return plan, problems


def remember(path: Path, data: bytes, plan: Plan, problems: tuple[Problem, ...]) -> None:
    """Keep what the bytes `data` of the file `path` gave; one entry a file."""
    if len(data) > LARGEST:
        return
    entry = _entry(path)
    temporary = entry.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary.write_bytes(marshal.dumps((_tag(), data, _pack((plan, problems)))))
        temporary.replace(entry)


def _entry(path: Path) -> Path:
    from binascii import crc32

    return _folder() / f"{crc32(os.path.realpath(path).encode('utf-8', 'surrogateescape')):08x}"


def _folder() -> Path:
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local", "gkplan", "cache")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "gkplan"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "gkplan")


def _tag() -> tuple[str, int]:
    """Return what tells this code and this Python from any other."""
    with os.scandir(Path(__file__).parent) as entries:
        return sys.version, hash(tuple(sorted(entry.stat().st_mtime_ns for entry in entries if entry.is_file())))


def _pack(value: Any) -> Any:
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, date):
        return (_DATE, value.toordinal())
    if isinstance(value, tuple):
        return (_TUPLE, *map(_pack, value))
    if isinstance(value, dict):
        return {key: _pack(each) for key, each in value.items()}
    return (_NUMBERS[type(value)], *(_pack(getattr(value, name)) for name in value.__dataclass_fields__))


def _unpack(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unpack(each) for key, each in value.items()}
    if not isinstance(value, tuple):
        return value
    kind, *parts = value
    if kind == _DATE:
        return date.fromordinal(parts[0])
    if kind == _TUPLE:
        return tuple(map(_unpack, parts))
    made = _CLASSES[kind]
    return made(**dict(zip(made.__dataclass_fields__, map(_unpack, parts), strict=True)))
