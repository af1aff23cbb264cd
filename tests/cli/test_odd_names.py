"""The name of a file is text from outside: in no message does it begin a line or tell the terminal anything."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import SHIPPED, Invoke, Result

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")

ODD = "a\nb\x1b[31m\u202ec.yaml"
SHOWN = "a\\nb<U+001B>[31m<U+202E>c.yaml"
TABLE = "|序号|工作任务|责任单位|\n|-|-|-|\n|1|公开预算|县财政局|\n"


def is_inert(got: Result) -> bool:
    """Tell whether the odd name is shown, and never as it is."""
    said = got.out + got.err
    return SHOWN in said and ODD not in said and not {"\x1b", "\u202e"} & set(said)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["list"], 3),
        (["check"], 3),
        (["done", "14"], 3),
        (["undo"], 3),
        (["edit"], 3),
        (["rollover", "2024"], 3),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_a_plan_that_is_not_there(invoke: Invoke, command: list[str], code: int) -> None:
    got = invoke(*command, "--file", ODD, code=code)
    assert is_inert(got)
    assert got.err.count("\n") == 1


@pytest.mark.parametrize("data", [b"tasks: {", b"\0", b"\xff\xfe", b"\xb9\xab\xbf\xaa", b"\xff"])
@pytest.mark.parametrize("command", [["list"], ["done", "14"], ["rollover", "2024"]], ids=" ".join)
def test_a_plan_that_cannot_be_read(invoke: Invoke, folder: Path, data: bytes, command: list[str]) -> None:
    (folder / ODD).write_bytes(data)
    assert is_inert(invoke(*command, "--file", ODD, code=4))


def test_a_plan_with_nothing_to_take_back(invoke: Invoke, folder: Path) -> None:
    shutil.copyfile(SHIPPED, folder / ODD)
    assert is_inert(invoke("undo", "--file", ODD, code=3))
    assert is_inert(invoke("check", "--file", ODD))
    (folder / ODD).chmod(0o444)
    assert is_inert(invoke("done", "14", "--file", ODD, code=4))


def test_problems_for_github(invoke: Invoke, folder: Path) -> None:
    (folder / ODD).write_bytes(b"tasks: {")
    out = invoke("check", "--format", "github", "--file", ODD, code=1).out
    assert out.startswith("::error file=a%0Ab<U+001B>[31m<U+202E>c.yaml,line=")
    assert all(line.startswith("::") for line in out.splitlines())


def test_files_that_are_made(invoke: Invoke, folder: Path) -> None:
    (folder / "t.md").write_text(TABLE, encoding="utf-8")
    assert is_inert(invoke("init", ODD))
    assert is_inert(invoke("init", ODD, code=4))
    assert is_inert(invoke("import", "t.md", "-o", f"{ODD}.yaml"))
    assert is_inert(invoke("import", "t.md", "-o", f"{ODD}.yaml", code=4))
    assert is_inert(invoke("rollover", "2024", "-f", str(SHIPPED), "-o", f"{ODD}.2.yaml"))
    assert is_inert(invoke("remind", "-f", str(SHIPPED), "--split", f"{ODD}.d", "--as-of", "2023-12-31"))
    assert is_inert(invoke("remind", "-f", str(SHIPPED), "--split", f"{ODD}.d", "--as-of", "2023-12-31", code=4))


def test_documents(invoke: Invoke, folder: Path) -> None:
    assert is_inert(invoke("import", ODD, code=3))
    for text in (b"", b"%PDF-1.7", b"\0\1\2", b"no table\n", b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        (folder / ODD).write_bytes(text)
        assert is_inert(invoke("import", ODD, code=4))


def test_a_folder_without_a_plan(invoke: Invoke, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ODD).mkdir()
    monkeypatch.chdir(folder / ODD)
    assert is_inert(invoke("done", "14", code=3))
