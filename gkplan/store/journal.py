"""What plan files held before the last writes, so that a write can be taken back. Only what writes imports this.

An entry is a file of its own in the user's state folder: a line with a digest of all the rest, a line of JSON that tells
which plan file, what was done and a digest of what it held afterwards, and the very bytes it held before. It is made
before the plan file is replaced, under that file's lock. What is damaged, made up or no regular file of this user is as
if it were not there, and so is a whole journal that cannot be kept: no write fails for it.
"""

import json
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from gkplan.errors import RefusedError
from gkplan.store.cache import is_mine, read_own, user_folder
from gkplan.text.inert import inert

MOST = 50
"""How many writes of one plan file are remembered."""

LARGEST = 16 * 1024 * 1024
"""Bytes that the entries of one plan file may take together: hundreds of times a county's plan."""

PLANS = 100
"""How many plan files have entries: those written last."""

_FIRST = "00000001"
_NAME = 32

_LONGEST = 200
"""Characters of what was done that are kept."""

_LAST = 32_503_680_000
"""The year 3000: no system says later times in words."""


class Entry(NamedTuple):
    """One write: the file of the entry, the bytes before, the digest of those after, when it was, what was done."""

    place: Path
    before: bytes
    after: str
    seconds: int
    words: str


class Past(NamedTuple):
    """Writes that led to what a file holds, newest first, and the older one, if any, that led to something else."""

    steps: tuple[Entry, ...]
    beyond: Entry | None


@contextmanager
def noted(target: Path, before: bytes, after: bytes, words: str) -> Iterator[None]:
    """Keep the bytes `before` of the plan file `target` while `after` is put in their place, and from then on.

    An entry is let go again when that fails. To be used under the file's lock, like all of this.
    """
    place = _note(target, before, after, words)
    try:
        yield
    except RefusedError:
        # Whatever else cuts it short may have come after the replacing; an entry never carried out is passed over.
        if place:
            _remove(place)
        raise
    if place:
        # Only now: a write that fails costs no older one.
        _thin_out(place.parent)
        if place.name == _FIRST:
            _forget_plans(place.parent.parent)


def look_back(target: Path, data: bytes) -> Past:
    """Return how the plan file `target` came to hold `data`.

    What left things as they were before it was never carried out, or is taken back already: it is passed over.
    """
    steps: list[Entry] = []
    for entry in _entries(target):
        if entry.after == _digest(data):
            steps.append(entry)
            data = entry.before
        elif entry.before != data:
            return Past(tuple(steps), entry)
    return Past(tuple(steps), None)


def refuse_fixed(entry: Entry) -> None:
    """Raise RefusedError when the entry cannot be removed: once taken back, it must not be met again."""
    if not os.access(entry.place.parent, os.W_OK | os.X_OK):
        raise RefusedError(f"撤回的记录在 {entry.place.parent}，那里不能写入，没有撤回；请检查文件夹的权限和磁盘")


def forget(entry: Entry) -> None:
    """Remove the entry and what is newer: writes never carried out, and what cannot be read."""
    for place in _places(entry.place.parent):
        _remove(place)
        if place == entry.place:
            return


def _note(target: Path, before: bytes, after: bytes, words: str) -> Path | None:
    """Return the file of a new entry, or None when it cannot be kept."""
    told = {"path": str(target), "after": _digest(after), "seconds": int(time.time()), "words": words[:_LONGEST]}
    # In ASCII: half a character, as a path may have it, stays what it is.
    body = b"%b\n%b" % (json.dumps(told).encode("ascii"), before)
    entry = b"%b\n%b" % (_digest(body).encode("ascii"), body)
    if len(entry) > LARGEST:
        return None
    try:
        folder = _folder(target)
        for each in (folder.parent, folder):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_ours(each):
                return None
        newest = next(_places(folder), None)
        place = folder / (f"{int(newest.name) + 1:08}" if newest else _FIRST)
        place.touch(0o600, exist_ok=False)
    except (OSError, RuntimeError):
        # The last one is said by pathlib where the user has no home.
        return None
    try:
        # It need not outlast a power cut: half an entry is none, and then there is nothing to take back.
        place.write_bytes(entry)
    except OSError:
        _remove(place)
        return None
    return place


def _thin_out(folder: Path) -> None:
    """Remove the oldest entries beyond MOST and LARGEST."""
    size = 0
    for number, place in enumerate(_places(folder), 1):
        with suppress(OSError):
            size += place.lstat().st_size
            if number > MOST or size > LARGEST:
                _remove(place)


def _forget_plans(journal: Path) -> None:
    """Remove the entries of the plan files beyond PLANS that were not written for longest: scripts make many, once each."""
    with suppress(OSError):
        folders = [each for each in journal.iterdir() if len(each.name) == _NAME and _is_ours(each)]
        for folder in sorted(folders, key=lambda each: each.lstat().st_mtime, reverse=True)[PLANS:]:
            for place in _places(folder):
                _remove(place)
            folder.rmdir()


def _remove(place: Path) -> None:
    # What bears the name of an entry but is a folder is not ours to remove, and stays.
    with suppress(OSError):
        place.unlink()


def _entries(target: Path) -> Iterator[Entry]:
    """Yield the sound entries of a plan file, newest first."""
    try:
        folder = _folder(target)
        if not _is_ours(folder.parent) or not _is_ours(folder):
            return
    except (OSError, RuntimeError):
        return
    for place in _places(folder):
        try:
            entry = _unpacked(place, read_own(place, LARGEST), str(target))
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            continue
        yield entry


def _places(folder: Path) -> Iterator[Path]:
    """Yield what is named like an entry, newest first."""
    names: list[str] = []
    with suppress(OSError), os.scandir(folder) as found:
        names += (each.name for each in found if len(each.name) >= 8 and each.name.isascii() and each.name.isdecimal())
    yield from (folder / name for name in sorted(names, key=int, reverse=True))


def _unpacked(place: Path, data: bytes, path: str) -> Entry:
    """Return the entry of the plan file `path` that is in `data`. Raises ValueError, TypeError or KeyError when none is."""
    digest, _, body = data.partition(b"\n")
    if digest != _digest(body).encode("ascii"):
        raise ValueError
    line, _, before = body.partition(b"\n")
    told = json.loads(line)
    after, seconds, words = told["after"], told["seconds"], told["words"]
    if [type(each) for each in (after, seconds, words)] != [str, int, str] or not 0 <= seconds < _LAST:
        raise ValueError
    if told["path"] != path:
        raise ValueError
    return Entry(place, before, after, seconds, inert(words[:_LONGEST]))


def _folder(target: Path) -> Path:
    return user_folder("state") / "journal" / _digest(os.fsencode(target))[:_NAME]


def _is_ours(folder: Path) -> bool:
    """Tell whether this is a folder, no link to one, that belongs to this user and that nobody else may write to."""
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and is_mine(found)


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
