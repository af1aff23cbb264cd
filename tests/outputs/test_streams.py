"""Outputs that are closed, full, gone or of another encoding: an answer or a clear end, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT, Invoke, RunGkplan

COMMANDS = [
    ["list"],
    ["list", "--format", "table"],
    ["list", "--format", "json"],
    ["list", "--format", "csv"],
    ["show", "1-51"],
    ["units"],
    ["check"],
    ["--help"],
    ["--version"],
    [],
]

needs_full_device = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="a device that is always full is a thing of Linux"
)
posix = pytest.mark.skipif(sys.platform == "win32", reason="the shell's ways of redirecting are those of Unix")


def in_shell(script: str, folder: Path, *, buffered: bool) -> tuple[int, str, str]:
    """Run `script`, in which $GKPLAN is the command, with bash's exit code of its first part."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    environ |= {"PYTHONPATH": str(PROJECT), "GKPLAN_TODAY": "2023-10-01"}
    environ |= {} if buffered else {"PYTHONUNBUFFERED": "1"}
    gkplan = f"{sys.executable} -m gkplan"
    done = subprocess.run(
        ["bash", "-c", script.replace("$GKPLAN", gkplan)],
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@posix
@pytest.mark.parametrize("buffered", [True, False], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "overview")
def test_no_one_listens(command: list[str], buffered: bool, plan_file: Path) -> None:  # noqa: FBT001 - a parameter
    words = " ".join(command)
    code, _, err = in_shell(
        f"$GKPLAN {words} | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}", plan_file.parent, buffered=buffered
    )
    assert code in {0, 141}
    assert err == ""
    code, _, err = in_shell(f"$GKPLAN {words} | true; exit ${{PIPESTATUS[0]}}", plan_file.parent, buffered=buffered)
    assert code in {0, 141}
    assert err == ""


@posix
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "overview")
def test_the_outputs_are_closed(command: list[str], plan_file: Path) -> None:
    for closed in (">&-", ">&- 2>&-"):
        code, _, err = in_shell(f"$GKPLAN {' '.join(command)} {closed}", plan_file.parent, buffered=True)
        assert (code, err) == (0, "")


@posix
@needs_full_device
@pytest.mark.parametrize("buffered", [True, False], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "overview")
def test_disk_is_full(command: list[str], buffered: bool, plan_file: Path) -> None:  # noqa: FBT001 - a parameter
    code, _, err = in_shell(f"$GKPLAN {' '.join(command)} >/dev/full", plan_file.parent, buffered=buffered)
    assert code == 4
    assert err == "gkplan: 结果没有写出去（磁盘已满），请检查输出到的磁盘或设备\n"


@posix
@needs_full_device
@pytest.mark.parametrize("buffered", [True, False], ids=["buffered", "unbuffered"])
def test_a_write_that_nobody_can_be_told_of_says_that_it_is_made(buffered: bool, plan_file: Path) -> None:  # noqa: FBT001 - a parameter
    code, _, err = in_shell("$GKPLAN done 14 --date 2023-06-20 >/dev/full", plan_file.parent, buffered=buffered)
    assert (code, err) == (4, "gkplan: 改动已写入文件，但结果没有显示出来，请检查输出到的磁盘或设备\n")
    assert "\n  done: 2023-06-20\n" in plan_file.read_text("utf-8")


@posix
@needs_full_device
def test_complaints_go_nowhere(plan_file: Path) -> None:
    for nowhere in ("2>/dev/full", "2>&-"):
        assert in_shell(f"$GKPLAN show 99 {nowhere}", plan_file.parent, buffered=True)[:2] == (3, "")


ENCODINGS = ["gbk", "gb18030", "ascii", "cp1252", "utf-16"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "overview")
def test_any_encoding(command: list[str], encoding: str, invoke: Invoke, plan_file: Path) -> None:
    text = plan_file.read_text("utf-8").replace("requirement: ", "requirement: 𠮷é🚒", 1)
    plan_file.write_text(text, "utf-8")
    got = invoke(*command, env={"GKPLAN_TODAY": "2023-10-01"}, encoding=encoding)
    assert got.err == ""
    if encoding.startswith("gb") and command not in (["--version"], ["list", "--format", "json"]):
        assert any("\u4e00" <= char <= "\u9fff" for char in got.out)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_process_speaks_the_encoding_of_its_console(
    encoding: str, invoke: Invoke, run_gkplan: RunGkplan, plan_file: Path
) -> None:
    assert plan_file.is_file()
    env = {"PYTHONIOENCODING": encoding, "GKPLAN_TODAY": "2023-10-01"}
    assert run_gkplan("list", env=env, encoding=encoding) == invoke("list", env=env, encoding=encoding)


@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "gbk"}, {}], ids=str
)
def test_json_is_json_everywhere(env: dict[str, str], run_gkplan: RunGkplan, plan_file: Path) -> None:
    text = plan_file.read_text("utf-8").replace("requirement: ", "requirement: 𠮷é🚒", 1)
    plan_file.write_text(text, "utf-8")
    encoding = "gbk" if "PYTHONIOENCODING" in env else "utf-8"
    got = run_gkplan("list", "--format", "json", env=env, encoding=encoding)
    document = json.loads(got.out)
    assert len(document["tasks"]) == 51
    assert document["tasks"][0]["requirement"].startswith("𠮷é🚒")
