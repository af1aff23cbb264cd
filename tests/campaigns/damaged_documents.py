"""Word, Excel, HTML and text documents with bytes damaged or missing: a draft or a clear refusal, and never a hang."""

import io
import time
import zipfile
from collections import Counter
from functools import cache
from random import Random

from gkplan.errors import RefusedError
from gkplan.importers.pipeline import import_
from gkplan.planfile.fresh import dump
from gkplan.planfile.read import read_plan
from tests.importers.building import SOURCE, docx_bytes, html_bytes, source_grid, xlsx_bytes

PATIENCE = 20
"""Seconds one damaged document may take; whole ones take a tenth of one."""


@cache
def whole() -> tuple[tuple[str, bytes], ...]:
    """Return the 2023 table as each kind of document, with the names of the files."""
    grid, spans = source_grid()
    return (
        ("表.docx", docx_bytes(grid, spans)),
        ("表.xlsx", xlsx_bytes(grid, spans)),
        ("表.html", html_bytes(grid, spans)),
        ("表.txt", SOURCE.read_bytes()),
    )


def survives(data: bytes, name: str) -> bool:
    """Import damaged bytes; tell whether a draft came of them. Anything but a draft or a refusal is raised."""
    began = time.monotonic()
    try:
        draft = import_(data, name)
        is_same = read_plan(dump(draft.plan, {}))[0] == draft.plan
    except RefusedError as error:
        if not error.message.strip():
            raise AssertionError("a refusal without words") from error
        return False
    finally:
        assert time.monotonic() - began < PATIENCE
    assert is_same
    return True


def damage(data: bytes, chance: Random) -> bytes:
    """Return `data` with a few bytes changed, a piece cut out or said twice, or the end missing."""
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        begin = chance.randrange(len(damaged) + 1)
        end = min(len(damaged), begin + chance.choice([1, 10, 100, 1000]))
        kind = chance.randrange(4)
        if kind == 0:
            damaged[begin:end] = chance.randbytes(end - begin)
        elif kind == 1:
            del damaged[begin:end]
        elif kind == 2:
            damaged[begin:begin] = damaged[begin:end]
        elif chance.random() < 0.5:
            del damaged[begin:]
    return bytes(damaged)


def damage_part(data: bytes, chance: Random) -> bytes:
    """Return the archive `data` with one of its parts damaged: whole as an archive, so that its reader meets the damage."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        hurt = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damage(part, chance) if name == hurt else part)
    return stream.getvalue()


def examine(seed: int) -> Counter[str]:
    """Damage one document and import it; return what came of it, counted."""
    chance = Random(seed)  # noqa: S311 - no secret
    name, data = chance.choice(whole())
    is_archive = data.startswith(b"PK")
    damaged = damage_part(data, chance) if is_archive and chance.random() < 0.6 else damage(data, chance)
    return Counter(documents=1, drafts=survives(damaged, name))
