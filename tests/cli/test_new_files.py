"""Files that init, import, rollover and remind make: never over what they read, and never reported as failed when they are there."""

import errno
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PROJECT, Invoke

TABLE = "|序号|工作任务|责任单位|完成时限|\n|-|-|-|-|\n|1|公开预算|县财政局|2024年6月底前|\n"


@pytest.fixture
def table(folder: Path) -> Path:
    path = folder / "t.md"
    path.write_text(TABLE, encoding="utf-8")
    return path


def other_name(path: Path, kind: str) -> str:
    """Return another name for the file `path`."""
    name = path.with_name("other")
    if kind == "symlink":
        name.symlink_to(path)
    elif kind == "hard link":
        os.link(path, name)
    elif kind == "linked folder":
        name.symlink_to(".")
        name /= path.name
    else:
        name = path if kind == "absolute" else Path("..", path.parent.name, path.name)
    return str(name)


NAMES = ["absolute", "way about", "symlink", "hard link", "linked folder"]


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["plain", "forced"])
@pytest.mark.parametrize("kind", NAMES)
def test_import_never_writes_over_what_it_reads(invoke: Invoke, table: Path, kind: str, force: list[str]) -> None:
    name = other_name(table, kind)
    there = sorted(table.parent.iterdir())
    got = invoke("import", "t.md", "-o", name, *force, code=4)
    assert got == (4, "", f"gkplan: {name} 就是要读取的 t.md，覆盖会丢失它的内容，没有改动；请换一个输出文件名\n")
    assert table.read_text(encoding="utf-8") == TABLE
    assert sorted(table.parent.iterdir()) == there


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["plain", "forced"])
@pytest.mark.parametrize("kind", NAMES)
def test_rollover_never_writes_over_what_it_reads(
    invoke: Invoke, table: Path, lived_in: Path, kind: str, force: list[str]
) -> None:
    before = lived_in.read_bytes()
    for path in (lived_in, table):
        name = other_name(path, kind)
        got = invoke("rollover", "2024", "--table", "t.md", "-o", name, *force, code=4)
        assert "就是要读取的" in got.err
        if name.endswith("other"):
            Path(name).unlink()
        elif kind == "linked folder":
            Path(name).parent.unlink()
    assert lived_in.read_bytes() == before
    assert table.read_text(encoding="utf-8") == TABLE


def test_a_plan_that_is_compared_with_is_an_input(invoke: Invoke, table: Path, lived_in: Path) -> None:
    before = lived_in.read_bytes()
    invoke("import", "t.md", "--compare", "tasks.yaml", "-o", "tasks.yaml", "--force", code=4)
    assert lived_in.read_bytes() == before
    assert table.exists()


def test_another_file_of_the_same_content_is_written_over(invoke: Invoke, table: Path) -> None:
    table.with_name("p.yaml").write_text(TABLE, encoding="utf-8")
    invoke("import", "t.md", "-o", "p.yaml", "--force")
    assert table.with_name("p.yaml").read_text(encoding="utf-8").startswith("# ")


class Full(io.TextIOWrapper):
    """An output that takes everything but what has the word in it; bytes follow at once."""

    word = ""

    def write(self, text: str) -> int:
        if self.word in text:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(text)


@pytest.mark.parametrize(
    "command",
    [
        ["import", "t.md", "-o", "new.yaml"],
        ["rollover", "2024", "-o", "new.yaml"],
        ["import", "t.md", "-o", "new.yaml", "--force"],
    ],
    ids=" ".join,
)
def test_a_file_that_is_there_is_not_reported_as_failed(
    table: Path, lived_in: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from gkplan.cli import app

    said: list[str] = []
    monkeypatch.setattr(app, "_say", said.append)
    monkeypatch.setattr(app, "_abandon", lambda _: None)
    monkeypatch.setattr(sys, "stderr", Full(io.BytesIO(), encoding="utf-8"))
    monkeypatch.setattr(Full, "word", "已写入")
    new = table.with_name("new.yaml")
    if "--force" in command:
        new.write_text("x", encoding="utf-8")
    assert lived_in.exists()
    assert app.run(command) == 4
    assert said == ["gkplan: 已写入 new.yaml，但结果没有显示出来，请检查输出到的磁盘或设备"]
    assert new.read_text(encoding="utf-8").startswith("# ")


def in_shell(script: str, folder: Path) -> tuple[int, str]:
    """Run `script`, in which $GKPLAN is the command; return the exit code and what goes to its stderr."""
    env = {**os.environ, "PYTHONPATH": str(PROJECT), "GKPLAN": f"{sys.executable} -m gkplan"}
    done = subprocess.run(
        ["/bin/sh", "-c", script], cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    return done.returncode, done.stderr


full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="没有 /dev/full，输出满了的情形未验证")


@full
def test_init_says_that_the_file_is_there(folder: Path) -> None:
    code, err = in_shell("$GKPLAN init neu >/dev/full", folder)
    assert (code, err) == (4, "gkplan: 已生成 neu/data/tasks.yaml，但结果没有显示出来，请检查输出到的磁盘或设备\n")
    assert (folder / "neu" / "data" / "tasks.yaml").is_file()


@full
def test_what_is_there_tells_when_nobody_hears_anything(table: Path) -> None:
    """Doubts that nobody can be told of stop an import before it writes; without stderr there is nobody to be told."""
    assert in_shell("$GKPLAN import t.md -o new.yaml 2>/dev/full", table.parent) == (4, "")
    assert not table.with_name("new.yaml").exists()
    assert in_shell("$GKPLAN import t.md -o new.yaml >&- 2>&-", table.parent) == (0, "")
    assert table.with_name("new.yaml").exists()
    assert in_shell("$GKPLAN init >&- 2>&-", table.parent) == (0, "")
    assert in_shell("$GKPLAN import t.md -o newer.yaml >/dev/full", table.parent)[0] == 0


def test_reminders_that_are_there_are_not_reported_as_failed(
    lived_in: Path, monkeypatch: pytest.MonkeyPatch, invoke: Any
) -> None:
    from gkplan.outputs import streams

    say = streams.say

    def fill(message: str) -> None:
        if message.startswith("已写入"):
            raise OSError(errno.ENOSPC, "full")
        say(message)

    monkeypatch.setattr(streams, "say", fill)
    monkeypatch.setattr("gkplan.cli.app._abandon", lambda _: None)
    got = invoke("remind", "--split", "out", "--as-of", "2023-12-31", code=4)
    assert "已写入 out：" in got.err
    assert "但结果没有显示出来" in got.err
    assert list((lived_in.parent / "out").iterdir())
