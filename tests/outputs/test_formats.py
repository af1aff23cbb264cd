"""A format is a file: put there, it is offered, explained and used."""

import os
import shutil
import subprocess
import sys
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest

from gkplan.outputs.formats import format_names
from tests.conftest import PROJECT, Invoke

SHOUTED = '''"""A format of one sign a row."""


def render(listing, *, is_utf8):
    return "".join(f"{row[0]}!{is_utf8}\\n" for row in listing.rows())
'''


@pytest.fixture
def house(folder: Path) -> Path:
    """A copy of the program with two formats more."""
    shutil.copytree(PROJECT / "gkplan", folder / "gkplan", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("shout", "aloud"):
        (folder / "gkplan" / "outputs" / "formats" / f"{name}.py").write_text(SHOUTED, encoding="utf-8")
    return folder


def run(house: Path, *args: str) -> tuple[str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "gkplan", *args],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.stdout, done.stderr


def test_a_new_file_is_a_format(house: Path, lived_in: Path) -> None:
    assert lived_in.parent == house
    assert run(house, "list", "--format", "shout")[0].splitlines() == [f"{number}!True" for number in range(1, 10)]
    assert run(house, "list", "--format", "xml") == (
        "",
        "gkplan: 没有格式「xml」；可写 table、tsv、json、csv、md、ids、aloud、shout\n",
    )
    assert "table、tsv、json、csv、md、ids、aloud或shout；" in "".join(run(house, "list", "--help")[0].split())


def test_people_are_told_of_the_formats_in_one_order(invoke: Invoke) -> None:
    assert invoke("list", "--format", "xml", code=2).err == (
        "gkplan: 没有格式「xml」；可写 table、tsv、json、csv、md、ids\n"
    )


@pytest.mark.parametrize("name", [name for name in format_names() if name != "table"])
def test_all_formats_take_the_same(name: str) -> None:
    render = import_module(f"gkplan.outputs.formats.{name}").render
    assert str(signature(render)) == "(listing: 'Listing[Any]', *, is_utf8: bool) -> str"


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_what_a_spreadsheet_is_given_is_no_formula(folder: Path, invoke: Invoke, format_: str) -> None:
    (folder / "tasks.yaml").write_text(
        "plan: {title: 试验}\nunits: {甲局: {}}\ntasks:\n"
        "- {id: 1, requirement: '=HYPERLINK(\"http://x\")', units: [甲局], deadline: '@SUM(A1)'}\n",
        "utf-8",
    )
    out = invoke("list", "--format", format_).out.replace('""', '"')
    assert '\'=HYPERLINK("http://x")' in out
    assert "'@SUM(A1)" in out
