"""Damaged documents: a draft or a clear refusal, never a traceback and never a hang."""

import time
from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from gkplan.errors import RefusedError
from gkplan.importers.pipeline import import_
from gkplan.planfile.fresh import dump
from gkplan.planfile.read import read_plan
from tests.importers.building import SOURCE, docx_bytes, html_bytes, source_grid, xlsx_bytes

PATIENCE = 20
"""Seconds one damaged document may take; whole ones take a tenth of one."""


@lru_cache(maxsize=1)
def whole() -> tuple[tuple[str, bytes], ...]:
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


@settings(max_examples=120, deadline=None)
@given(
    which=st.integers(0, 3),
    keep=st.floats(0, 1),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), max_size=8),
)
def test_cut_off_and_flipped(which: int, keep: float, flips: list[tuple[float, int]]) -> None:
    name, data = whole()[which]
    damaged = bytearray(data[: int(len(data) * keep)])
    for place, mask in flips:
        if damaged:
            damaged[int(place * len(damaged))] ^= mask
    survives(bytes(damaged), name)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="一二三（）()1234.、|│├─\t\n \"',序号任务责任单位时限县局牵头：:12月底前<>td/", max_size=200))
def test_any_text(text: str) -> None:
    survives(text.encode(), "表.txt")
    survives(f"<table><tr><td>任务<td>责任单位<tr><td>{text}</table>".encode(), "表.html")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    survives(data, "表.docx")


def test_whole_documents_survive() -> None:
    assert all(survives(data, name) for name, data in whole())
