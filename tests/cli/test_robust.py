"""What a clerk can come upon by chance and must be answered: odd numbers, folders that may not be entered, the calendar's end."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.conftest import PROJECT, SHIPPED, Invoke


def test_a_number_in_a_circle_does_not_break_ranges(invoke: Invoke, plan_file: Path) -> None:
    plan_file.write_text(plan_file.read_text("utf-8").replace("- id: 51\n", "- id: ②\n"), encoding="utf-8")
    assert invoke("show", "1-3", "--format", "ids").out == "1\n2\n3\n"


def test_an_output_whose_name_is_too_long_is_refused(invoke: Invoke, folder: Path) -> None:
    (folder / "t.md").write_text("|序号|工作任务|责任单位|\n|-|-|-|\n|1|公开预算|县财政局|\n", encoding="utf-8")
    assert "文件名太长" in invoke("import", "t.md", "-o", "长" * 100 + ".yaml", code=4).err


def test_a_user_without_a_home_is_answered_without_memory(
    invoke: Invoke, plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert len(invoke("list", "--format", "ids").out.splitlines()) == 51
    assert invoke("done", "14", "--date", "2023-06-20").err == ""
    after = plan_file.read_bytes()
    assert b"done: 2023-06-20" in after
    assert "没有可以撤回的改动" in invoke("undo", code=3).err
    assert plan_file.read_bytes() == after
    assert [each.name for each in plan_file.parent.iterdir()] == ["tasks.yaml"]


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="只有 root 能换身份，没有登记的用户未验证")
def test_a_user_whom_the_system_does_not_know() -> None:
    """As in a container that runs under any number: no entry in passwd, no HOME, nothing else in the environment."""
    # The folders that pytest makes belong to root alone.
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        shutil.copyfile(SHIPPED, folder / "tasks.yaml")
        (folder / "tasks.yaml").chmod(0o666)
        _work_without_a_home(folder)


def _work_without_a_home(folder: Path) -> None:
    # All is imported before privileges are dropped: nobody may read this Python.
    program = (
        "import contextlib, io, os, sys\n"
        "from importlib import import_module\n"
        "from pkgutil import walk_packages\n"
        "import gkplan, yaml, filelock, hashlib, shutil, typer\n"
        "from filelock import SoftFileLock\n"
        "for module in walk_packages(gkplan.__path__, 'gkplan.'):\n"
        "    import_module(module.name)\n"
        "from gkplan.cli.app import run\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        "    run(['list', '--format', 'ids', '--file', 'tasks.yaml'])\n"
        "os.setgroups([]); os.setresgid(4242, 4242, 4242); os.setresuid(4242, 4242, 4242)\n"
        "os.environ.clear()\n"
        "from gkplan.cli.app import main; main()"
    )

    def run(*args: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-c", program, *args, "--file", "tasks.yaml"],
            cwd=folder,
            env={"PYTHONPATH": str(PROJECT), "LANG": "C.UTF-8", "XDG_CACHE_HOME": str(folder / "cache")},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    code, out, err = run("list", "--format", "ids")
    assert (code, len(out.splitlines()), err) == (0, 51, "")
    code, _, err = run("done", "14", "--date", "2023-06-20")
    assert (code, err) == (0, "")
    code, _, err = run("undo")
    assert code == 3
    assert err.startswith("gkplan: tasks.yaml 没有可以撤回的改动；")
    assert err.count("\n") == 1


def test_completion_that_cannot_be_installed_is_refused(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise PermissionError(13, "Permission denied", "/home/x/.bashrc")

    monkeypatch.setattr("typer._completion_shared.install", full)
    assert "没有权限" in invoke("completion", "bash", "--install", code=4).err


@pytest.mark.parametrize(
    "args",
    [
        ["due", "--within", "99999w", "--as-of", "9900-01-01"],
        ["--as-of", "9998-12-31"],
        ["list", "--as-of", "9999-12-31", "--before", "明天"],
        ["show", "47", "--as-of", "9999-12-31"],
    ],
    ids=" ".join,
)
def test_the_end_of_the_calendar_is_no_end_of_the_program(invoke: Invoke, plan_file: Path, args: list[str]) -> None:
    assert plan_file.is_file()
    assert invoke(*args, "--file", "tasks.yaml").err == ""


def test_a_plan_without_tasks_takes_its_first(invoke: Invoke, folder: Path) -> None:
    (folder / "tasks.yaml").write_text(
        "plan: {title: 试验, year: 2023}\nunits: {甲局: {}}\ntasks: []\n", encoding="utf-8"
    )
    invoke("add", "公开预算", "--unit", "甲局")
    assert invoke("list", "--format", "ids").out == "1\n"


@pytest.mark.parametrize(("words", "said"), [("\x1b[31m6月底前", "看不见的控制字符"), (" ", "完成时限是空的")])
def test_a_time_limit_that_is_typed_is_looked_at_like_other_texts(
    invoke: Invoke, plan_file: Path, words: str, said: str
) -> None:
    before = plan_file.read_bytes()
    for command in (["add", "公开", "--unit", "县财政局"], ["step", "1", "编制"]):
        assert said in invoke(*command, "--deadline", words, code=2).err
    assert plan_file.read_bytes() == before


def test_of_many_units_that_are_asked_for_those_closed_now_are_named(invoke: Invoke, plan_file: Path) -> None:
    towns = ["许商街道", "殷巷镇", "怀仁镇", "龙桑寺镇", "郑路镇", "贾庄镇"]
    assert plan_file.is_file()
    for unit in towns[:5]:
        invoke("done", "39", "--unit", unit, "--date", "2023-09-01")
    units = [word for unit in towns for word in ("--unit", unit)]
    assert "任务 39：贾庄镇已办结（2023-09-02）" in invoke("done", "39", *units, "--date", "2023-09-02").out


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no folder that is in use")
def test_a_named_plan_is_found_from_a_folder_that_is_gone(
    invoke: Invoke, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert len(invoke("list", "--format", "ids", "--file", str(SHIPPED)).out.splitlines()) == 51
    assert "已经不在了" in invoke("list", code=3).err


BREAK = """
import sys
from pathlib import Path
import gkplan.cli.app
{how}
sys.exit(gkplan.cli.app.run(sys.argv[1:]))
"""
REMOVE = "Path({path!r}).unlink()"
REFUSE = """
from importlib.machinery import SourceFileLoader
get_data = SourceFileLoader.get_data
def refuse(self, path):
    if Path(path).name.split(".")[0] == {stem!r}:
        raise PermissionError(13, "Permission denied", path)
    return get_data(self, path)
SourceFileLoader.get_data = refuse
"""
CUT = "path = Path({path!r}); path.write_text('x = y')"


@pytest.mark.parametrize("how", ["removed", "unreadable", "cut short"])
@pytest.mark.parametrize(
    ("module", "args"),
    [
        ("cli/commands/list_.py", ["list"]),
        ("cli/complaints.py", ["list", "--no-such-option"]),
        ("planfile/yaml/nodes.py", ["list"]),
        ("store/atomic.py", ["done", "14"]),
        ("planfile/edit.py", ["done", "14"]),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_an_installation_that_cannot_be_read_is_named(
    plan_file: Path, tmp_path: Path, how: str, module: str, args: list[str]
) -> None:
    """Half removed, or installed by an administrator for himself alone."""
    broken = tmp_path / "site" / "gkplan"
    shutil.copytree(PROJECT / "gkplan", broken, ignore=shutil.ignore_patterns("__pycache__"))
    path = broken / module
    before = plan_file.read_bytes()
    ways = {"removed": REMOVE, "unreadable": REFUSE, "cut short": CUT}
    how = ways[how].format(path=str(path), stem=path.stem)
    done = subprocess.run(
        [sys.executable, "-B", "-c", BREAK.format(how=how), *args],
        cwd=plan_file.parent,
        env={**os.environ, "PYTHONPATH": str(broken.parent), "XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (4, ""), done.stderr
    assert done.stderr.startswith("gkplan: 程序自己的文件 ")
    assert path.stem in done.stderr
    assert done.stderr.count("\n") == 1
    assert plan_file.read_bytes() == before


def test_other_errors_of_files_keep_their_traceback(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "x")

    monkeypatch.setattr("gkplan.cli.app.get_command", fail)
    with pytest.raises(PermissionError):
        invoke("list")
