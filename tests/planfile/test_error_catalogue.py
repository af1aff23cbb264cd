"""The error catalogue: each file of tests/errors/ with the exact words `gkplan check` has for it."""

import os
import time
from pathlib import Path
from typing import NoReturn

import pytest

from gkplan.cli import app
from gkplan.store import files
from tests.conftest import HERE, Invoke, RunGkplan

ERRORS = HERE / "errors"
CATALOGUE = sorted(ERRORS.glob("*.yaml"))

UNREADABLE = ("binary", "gbk", "utf-16", "utf-8-broken", "big5", "nul")
WARNINGS_ONLY = (
    "deadline-not-understood",
    "deadline-missing",
    "extension-earlier",
    "tasks-empty-list",
    "an-extension-granted-after-its-day",
    "an-empty-group",
)


def _code(path: Path) -> int:
    """What `check` should end with, by the name of the file."""
    name = path.stem[4:]
    return 4 if name.startswith(UNREADABLE) else 0 if name in WARNINGS_ONLY else 1


def test_the_catalogue_is_complete() -> None:
    assert len(CATALOGUE) >= 60
    assert [path.stem for path in CATALOGUE] == [path.stem for path in sorted(ERRORS.glob("*.txt"))]


@pytest.mark.parametrize("path", CATALOGUE, ids=lambda path: path.stem)
def test_says_what_is_wrong_and_where(
    path: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(ERRORS)
    got = invoke("check", "--file", path.name, code=_code(path))

    # Errors leave stdout empty; what check was asked for goes there.
    assert (got.out == "") == (got.code == 4)
    told = path.with_suffix(".txt")
    if request.config.getoption("--regenerate"):
        told.write_bytes((got.out + got.err).encode("utf-8"))
    assert (got.out + got.err).splitlines() == told.read_bytes().decode("utf-8").splitlines()
    if got.code == 1:
        assert got.out.startswith(f"{path.name}:")


@pytest.mark.parametrize("command", [["list"], ["overdue", "--format", "json"], ["show", "1"], []], ids=str)
@pytest.mark.parametrize("path", CATALOGUE, ids=lambda path: path.stem)
def test_reading_answers_or_refuses(
    path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ERRORS)
    code = app.run(["--file", path.name, *command])
    out, err = capsys.readouterr()

    assert code in {0, 3, 4}
    assert code == 0 or (out == "" and err != "")
    # What is wrong is said even where there is an answer.
    assert _code(path) == 0 or f"{path.name}:" in err or code in {3, 4}


def test_one_bad_task_hides_no_other(invoke: Invoke, folder: Path) -> None:
    text = (ERRORS / "144-several-kinds.yaml").read_text("utf-8")
    (folder / "tasks.yaml").write_text(text, "utf-8")
    got = invoke("check", code=1)
    assert [line.partition(": ")[0].rsplit(":", 2)[-2] for line in got.out.splitlines()[:-1]] == ["3", "14", "20", "28"]


# What stands in the way of reading at all


def test_missing_file(invoke: Invoke) -> None:
    got = invoke("check", "--file", "没有.yaml", code=3)
    assert (got.out, got.err) == ("", "gkplan: 没有文件 没有.yaml，请检查文件名，或用 gkplan init 生成一份\n")


def test_folder(invoke: Invoke, folder: Path) -> None:
    (folder / "台账").mkdir()
    got = invoke("check", "--file", "台账", code=4)
    assert (got.out, got.err) == ("", "gkplan: 台账 是文件夹，不是文件，请指明其中的 YAML 文件\n")


def test_no_permission(invoke: Invoke, plan_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan_file.chmod(0)
    if os.access(plan_file, os.R_OK):
        # The superuser may read everything: what the system would say to others is said here.
        def refuse(*_: object) -> NoReturn:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        monkeypatch.setattr(Path, "read_bytes", refuse)
    got = invoke("check", "--file", plan_file.name, code=4)
    assert got.out == ""
    assert got.err.startswith("gkplan: 没有权限读取 tasks.yaml，请")


def test_hundred_megabytes(run_gkplan: RunGkplan, folder: Path) -> None:
    with (folder / "tasks.yaml").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    begun = time.monotonic()
    got = run_gkplan("check", "--file", "tasks.yaml", code=4)
    assert time.monotonic() - begun < 10
    assert got.out == ""
    assert got.err == (
        f"gkplan: tasks.yaml 超过 {files.MAX_BYTES // 1024 // 1024} MB，不像是任务台账，请检查是否选错了文件\n"
    )


EXPLODING = {
    "aliases": "a0: &a0 [甲, 甲, 甲, 甲, 甲, 甲, 甲, 甲, 甲]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)),
    "aliases in keys": "a: &a {甲: 乙}\nb: {" + ", ".join(f"k{n}: *a" for n in range(300_000)) + "}\n",
    "brackets": "[" * 500_000,
    "braces": "{a: " * 250_000,
    "dashes": "- " * 250_000 + "甲",
    "question marks": "? " * 250_000 + "甲",
    "indentation": "\n".join(" " * n + "a:" for n in range(1_000)),
    "items": "tasks: [" + "甲," * 1_500_000 + "]",
    "unknown keys": "tasks:\n- id: 1\n" + "".join(f"  k{n}: 1\n" for n in range(50_000)),
    "unknown units": "plan: {title: 甲}\nunits: {"
    + ", ".join(f"单位{n}: " for n in range(900))
    + "}\ntasks:\n"
    + "".join(f"- {{id: {n}, requirement: 甲, units: [单位甲]}}\n" for n in range(5_000)),
    "broken lines": "a: 'b\n" * 100_000,
    "one long line": "a: " + "甲" * 5_000_000,
    "colons": "a" + ":b" * 500_000,
    "conflicts": "<<<<<<< a\n" * 20_000,
}


@pytest.mark.parametrize("name", EXPLODING)
def test_time_and_memory_are_bounded(name: str, run_gkplan: RunGkplan, folder: Path) -> None:
    (folder / "tasks.yaml").write_text(EXPLODING[name], "utf-8")
    begun = time.monotonic()
    got = run_gkplan("check", code=1, memory=1_500_000_000)
    assert time.monotonic() - begun < 30
    assert got.out.count("\n") >= 2
