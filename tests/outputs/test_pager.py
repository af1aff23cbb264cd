"""A long answer on a terminal goes through a pager; a short one, or one that goes elsewhere, does not."""

import sys
from pathlib import Path

import pytest

from tests.conftest import SHIPPED, Invoke
from tests.outputs.terminals import Shown, needs_terminal, show

pytestmark = needs_terminal

SAYS_SO = "【分页】"


@pytest.fixture
def pager(folder: Path) -> str:
    """A pager that says so and shows what it gets."""
    text = SHIPPED.read_text("utf-8").replace("plan:\n", "plan:\n  office: 县政府办公室\n", 1)
    (folder / "tasks.yaml").write_text(text, "utf-8")
    script = folder / "页 程序.py"
    script.write_text(
        "import sys, os\nsys.stdout.reconfigure(encoding='utf-8')\n"
        f"print({SAYS_SO!r}, os.environ.get('LESS'), os.environ.get('LESSCHARSET'), *sys.argv[1:], flush=True)\n"
        "sys.stdout.buffer.write(sys.stdin.buffer.read())\n",
        encoding="utf-8",
    )
    return f"{sys.executable} '{script}' --参数"


def ask(folder: Path, *args: str, lines: int = 24, **environ: str) -> Shown:
    shown = show(*args, columns=80, height=lines, folder=folder, GKPLAN_TODAY="2024-01-02", **environ)
    assert shown.code == 0
    return shown


def said(shown: Shown) -> str:
    return "\n".join(shown.lines)


@pytest.mark.parametrize(
    "args", [["overdue"], ["list"], ["stats"], ["show", "49", "46"], ["remind"], ["outstanding"], []]
)
def test_only_what_is_longer_than_the_window(args: list[str], folder: Path, pager: str) -> None:
    whole = ask(folder, *args, lines=3000)
    height = len(whole.lines)
    # The last line of the window is the prompt's.
    fits = ask(folder, *args, lines=height + 1, GKPLAN_PAGER=pager)
    assert SAYS_SO not in said(fits)
    assert fits.lines[-height:] == whole.lines
    longer = ask(folder, *args, lines=height, GKPLAN_PAGER=pager)
    assert said(longer).count(SAYS_SO) == 1
    assert said(longer).partition(SAYS_SO)[2].split("\n")[1:] == whole.lines
    # Nothing is lost of its colours.
    assert [code in longer.data for code in (b"\x1b[1m", b"\x1b[1;91m")] == [
        code in whole.data for code in (b"\x1b[1m", b"\x1b[1;91m")
    ]


def test_the_windows_lines_are_counted_not_those_of_the_text(folder: Path, pager: str) -> None:
    """A line of JSON or of a row without a table is as many lines as it takes."""
    whole = ask(folder, "list", "--format", "tsv", lines=3000)
    assert len(whole.lines) > 2 * 51
    # A tab counts as much as it can take.
    assert SAYS_SO not in said(ask(folder, "list", "--format", "tsv", lines=2 * len(whole.lines), GKPLAN_PAGER=pager))
    assert SAYS_SO in said(ask(folder, "list", "--format", "tsv", lines=len(whole.lines) - 1, GKPLAN_PAGER=pager))


@pytest.mark.parametrize(
    ("args", "environ"),
    [
        (["list", "--no-pager"], {"GKPLAN_PAGER": "PAGER"}),
        (["--no-pager", "list"], {"GKPLAN_PAGER": "PAGER"}),
        (["list"], {"GKPLAN_PAGER": "", "PAGER": "PAGER"}),
        (["list"], {"GKPLAN_PAGER": "cat", "PAGER": "PAGER"}),
        (["list"], {"GKPLAN_PAGER": " cat ", "PAGER": "PAGER"}),
        (["list"], {"GKPLAN_PAGER": "PAGER", "TERM": "dumb"}),
        (["--no-pager"], {"GKPLAN_PAGER": "PAGER"}),
    ],
)
def test_it_can_be_left_out(args: list[str], environ: dict[str, str], folder: Path, pager: str) -> None:
    shown = ask(folder, *args, lines=10, **{name: value.replace("PAGER", pager) for name, value in environ.items()})
    assert SAYS_SO not in said(shown)
    assert len(shown.lines) >= 10


def test_gkplans_own_variable_comes_before_the_general_one(
    folder: Path, pager: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SAYS_SO in said(ask(folder, "list", GKPLAN_PAGER=pager, PAGER="cat"))
    monkeypatch.setattr("tests.outputs.terminals.NO_PAGER", {})
    monkeypatch.delenv("GKPLAN_PAGER", raising=False)
    assert f"{SAYS_SO} FRX utf-8 --参数" in said(ask(folder, "list", PAGER=pager))
    assert f"{SAYS_SO} -S utf-8 --参数" in said(ask(folder, "list", PAGER=pager, LESS="-S"))


def test_who_leaves_early_has_seen_enough(folder: Path, pager: str) -> None:
    assert pager
    leaves = f"{sys.executable} -c 'import sys; print(sys.stdin.readline())'"
    shown = ask(folder, "list", lines=10, GKPLAN_PAGER=leaves)
    assert len(shown.lines) == 1
    # Far more than a pipe holds, so that the writer is stopped in the midst.
    shown = ask(folder, "show", "1-51", "--format", "json", lines=10, GKPLAN_PAGER=leaves)
    assert shown.lines == ["{"]


@pytest.mark.parametrize("command", ["没有这个程序", "'", "/", "''"])
def test_a_pager_that_cannot_be_run_is_named_and_done_without(command: str, folder: Path, pager: str) -> None:
    assert pager
    shown = ask(folder, "overdue", GKPLAN_PAGER=command)
    assert "提示：打不开分页程序「" in said(shown) or "提示：打不开分页程序「" in shown.data.decode()
    assert any(line.startswith("共 50 项任务、1 个步骤") for line in shown.lines)


def test_nothing_is_paged_that_is_written_or_piped(folder: Path, pager: str, invoke: Invoke) -> None:
    assert SAYS_SO not in invoke("list", "--file", str(folder / "tasks.yaml")).out
    assert SAYS_SO not in said(ask(folder, "done", "1-10", "--date", "2023-12-30", lines=5, GKPLAN_PAGER=pager))


def test_a_pager_that_fails_is_told_of(folder: Path, pager: str) -> None:
    assert pager
    shown = ask(folder, "list", GKPLAN_PAGER="false")
    assert "没有正常结束（退出码 1），可能没有显示完" in shown.data.decode().replace("\r\n", "")


def test_ctrl_c_is_the_pagers_to_answer(folder: Path, pager: str) -> None:
    """In less it ends a search: what comes after it is still to be seen, and gkplan ends well."""
    assert pager
    # It sends the signal to all that the terminal has in front, as the terminal does, and goes on reading.
    script = folder / "leser.py"
    script.write_text(
        "import os, signal, sys, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nfirst = sys.stdin.read(10)\n"
        "os.killpg(0, signal.SIGINT)\ntime.sleep(0.2)\nprint(len(first + sys.stdin.read()))\n",
        encoding="utf-8",
    )
    whole = ask(folder, "show", "1-51", "--format", "json", lines=3000)
    written = len(whole.data.decode().replace("\r\n", "\n"))
    assert written > 70_000
    shown = ask(folder, "show", "1-51", "--format", "json", GKPLAN_PAGER=f"{sys.executable} {script}")
    assert shown.lines == [str(written)]


def test_less_is_the_pager_where_none_is_named(folder: Path, pager: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "bin").mkdir()
    less = folder / "bin" / "less"
    less.write_text(f"#!/bin/sh\nexec {pager}\n", encoding="utf-8")
    less.chmod(0o755)
    monkeypatch.setattr("tests.outputs.terminals.NO_PAGER", {})
    for name in ("GKPLAN_PAGER", "PAGER"):
        monkeypatch.delenv(name, raising=False)
    shown = ask(folder, "list", PATH=f"{folder / 'bin'}:/usr/bin:/bin")
    assert SAYS_SO in said(shown)
    assert SAYS_SO not in said(ask(folder, "list", PATH=str(folder)))


def test_a_long_help_page_is_paged(folder: Path, pager: str) -> None:
    assert SAYS_SO in said(ask(folder, "list", "--help", GKPLAN_PAGER=pager))
    assert SAYS_SO not in said(ask(folder, "undo", "-h", lines=40, GKPLAN_PAGER=pager))
