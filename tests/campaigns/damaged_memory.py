"""What is remembered of a plan file, damaged, made up or replaced by something else: the plain answer, never another one."""

import json
import os
import stat
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from gkplan.plan.model import Plan, Problem
from gkplan.store import cache as memory
from gkplan.store import load
from tests.campaigns.damaged_documents import damage
from tests.conftest import LIVED_IN

MADE_UP: list[Any] = [None, 0, -1, 10**30, 1.5, True, "", "x", "\ud800", [], [[]], {}, {"x": []}]
"""Values that somebody may write where others belong."""


@cache
def known() -> tuple[bytes, tuple[Plan, tuple[Problem, ...]], str]:
    """Return the bytes of a plan file, what reading it gives, and that as it is kept."""
    data = LIVED_IN.read_bytes()
    read = load.examine(data.decode("utf-8"))
    return data, read, json.dumps(memory._packed(read))


def alter(value: Any, chance: Random) -> Any:
    """Return a value of JSON with one thing in it, at any depth, replaced, left out or said twice."""
    if isinstance(value, list) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        changed = [alter(value[at], chance)] if chance.random() < 0.8 else chance.choice([[], [value[at]] * 2])
        return [*value[:at], *changed, *value[at + 1 :]]
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(sorted(value))
        return {**value, key: alter(value[key], chance)}
    return chance.choice(MADE_UP)


def put(place: Path, chance: Random) -> str:
    """Put something else in the place of an entry; return what it is."""
    kind = chance.choice(["folder", "pipe", "socket", "link", "link to a folder", "link to itself", "others' file"])
    good = place.read_bytes()
    if kind == "others' file":
        place.chmod(0o600 | chance.choice([0o020, 0o002, 0o066]))
        return kind
    place.unlink()
    if kind == "folder":
        place.mkdir()
    elif kind in {"pipe", "socket"}:
        os.mknod(place, 0o600 | (stat.S_IFIFO if kind == "pipe" else stat.S_IFSOCK))
    else:
        place.with_name("beside").write_bytes(good)
        place.symlink_to({"link": "beside", "link to a folder": "."}.get(kind, place.name))
    return kind


def try_one(folder: Path, chance: Random) -> str:
    """Try one entry in `folder`; return what was done to it. Raises AssertionError for a wrong answer."""
    data, read, packed = known()
    expected: tuple[Plan, tuple[Problem, ...]] | None
    path = folder / "tasks.yaml"
    memory.remember(path, data, *read)
    place = memory._place(path)
    kind = chance.choice(["damaged", "damaged", "made up", "replaced"])
    if kind == "damaged":
        whole = place.read_bytes()
        place.write_bytes(damaged := damage(whole, chance))
        expected = read if damaged == whole else None
    elif kind == "made up":
        values = json.dumps(alter(json.loads(packed), chance)).encode()
        if chance.random() < 0.3:
            values = damage(values, chance)
        place.write_bytes(b"%b\n%b%b" % (memory._head(data, values), data, values))
        # Of the right types all through: nobody but the user can write it, and it is believed.
        found = memory.recall(path, data)
        assert found is None or memory._packed(found) == json.loads(values)
        expected = found
    else:
        kind = put(place, chance)
        expected = None
    assert memory.recall(path, data) == expected
    assert memory.recall(path, data + b"#") is None
    memory.remember(path, data, *read)
    # What is no folder is replaced by a good one.
    assert memory.recall(path, data) == (None if kind == "folder" else read)
    return kind


def examine(seed: int) -> Counter[str]:
    """Try some entries; return what was done to them."""
    chance = Random(seed)  # noqa: S311 - no secret
    figures: Counter[str] = Counter()
    for _ in range(10):
        with tempfile.TemporaryDirectory() as name, patch.dict(os.environ, {"XDG_CACHE_HOME": name}):
            figures[try_one(Path(name), chance)] += 1
    return figures
