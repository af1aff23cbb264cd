"""edit: each editor opened at the right line, and what happens when it is closed."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from gkplan.cli import editor
from gkplan.cli.editor import command_for
from gkplan.errors import RefusedError
from tests.conftest import PROJECT, Invoke

FILE = Path("/plan/tasks.yaml")

COMMANDS = [
    *(
        (name, f"{name} +14 /plan/tasks.yaml")
        for name in ("vi", "vim", "nvim", "nano", "pico", "emacs", "micro", "kak")
    ),
    ("emacsclient -t", "emacsclient -t +14 /plan/tasks.yaml"),
    ("/usr/bin/vim.basic", "/usr/bin/vim.basic /plan/tasks.yaml"),
    ("/usr/bin/vim -u NONE", "/usr/bin/vim -u NONE +14 /plan/tasks.yaml"),
    ("sensible-editor", "sensible-editor +14 /plan/tasks.yaml"),
    ("code", "code --wait --goto /plan/tasks.yaml:14"),
    ("code --wait", "code --wait --goto /plan/tasks.yaml:14"),
    ("code.cmd", "code.cmd --wait --goto /plan/tasks.yaml:14"),
    ("Code.exe", "Code.exe --wait --goto /plan/tasks.yaml:14"),
    ("codium", "codium --wait --goto /plan/tasks.yaml:14"),
    ("subl -n -w", "subl -n -w --wait /plan/tasks.yaml:14"),
    ("zed", "zed --wait /plan/tasks.yaml:14"),
    ("hx", "hx /plan/tasks.yaml:14"),
    ("kate", "kate --block --line 14 /plan/tasks.yaml"),
    ("gedit", "gedit --wait +14 /plan/tasks.yaml"),
    ("pluma", "pluma +14 /plan/tasks.yaml"),
    ("gvim", "gvim --nofork +14 /plan/tasks.yaml"),
    ("mate", "mate --wait --line 14 /plan/tasks.yaml"),
    ("notepad++.exe", "notepad++.exe -multiInst -nosession -n14 /plan/tasks.yaml"),
    ("notepad", "notepad /plan/tasks.yaml"),
    # What is not known is not told a line it might take for a file.
    ("deepin-editor", "deepin-editor /plan/tasks.yaml"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="the words are those of a Unix shell")
@pytest.mark.parametrize(("words", "command"), COMMANDS, ids=[words for words, _ in COMMANDS])
def test_each_editor_is_told_the_line_in_its_own_way(words: str, command: str) -> None:
    assert command_for(FILE, 14, {"EDITOR": words}) == command.split()


def test_a_name_with_blanks_is_one_word() -> None:
    path = Path("/我的 方案/tasks.yaml")
    assert command_for(path, 3, {"EDITOR": "'/opt/my editor/vim' -n"}) == ["/opt/my editor/vim", "-n", "+3", str(path)]


def test_visual_comes_before_editor_and_an_empty_one_is_none() -> None:
    assert command_for(FILE, 1, {"VISUAL": "nano", "EDITOR": "vi"})[0] == "nano"
    assert command_for(FILE, 1, {"VISUAL": "", "EDITOR": "vi"})[0] == "vi"


def test_without_either_the_first_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor, "_FALLBACKS", ("sensible-editor", "nano", "vim", "vi"))
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name in {"vim", "vi"} else None)
    assert command_for(FILE, 14, {}) == ["vim", "+14", str(FILE)]


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"EDITOR": "'vi"}, "环境变量里的编辑器「'vi」引号不成对，请改正 VISUAL 或 EDITOR"),
        ({"EDITOR": " "}, "没有找到编辑器；请把环境变量 EDITOR 设为已安装的编辑器，如 nano"),
        ({}, "没有找到编辑器；请把环境变量 EDITOR 设为已安装的编辑器，如 nano"),
    ],
)
def test_no_editor(monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], message: str) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(RefusedError) as caught:
        command_for(FILE, 1, environ)
    assert caught.value.message == message


def pretend(monkeypatch: pytest.MonkeyPatch, folder: Path, *programs: str) -> None:
    """Make $EDITOR a program called vim: the first time it does the first of `programs`, then the next; lines in log.

    Each is Python that finds the file's `path` and `text` and may `write` another text.
    """
    script = folder.parent / "vim"
    turns = "\n".join(f"if turn == {number}:\n    {program}" for number, program in enumerate(programs))
    script.write_text(
        f"""#!{sys.executable}
import sys
from pathlib import Path
path, log = Path(sys.argv[-1]), Path({str(folder.parent / "log")!r})
turn = len(log.read_text().splitlines()) if log.exists() else 0
with log.open("a") as file:
    print(*sys.argv[1:-1], file=file)
text = path.read_bytes().decode()
def write(new):
    path.write_bytes(new.encode())
{turns}
""",
        "utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))


def log(folder: Path) -> list[str]:
    return (folder.parent / "log").read_text("utf-8").splitlines()


unix = pytest.mark.skipif(sys.platform == "win32", reason="the pretended editor is a script with a first line")
CLOSE_13 = 'write(text.replace("2023年6月底前", "2023年6月底前\\n  done: 2023-06-20"))'
MISSPELL = 'write(text.replace("units: [县财政局]", "units: [县财正局]", 1))'
MEND = 'write(text.replace("县财正局", "县财政局"))'


@unix
def test_it_opens_at_the_task_and_finds_nothing_wrong(
    plan_file: Path, folder: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, folder, CLOSE_13)
    line = plan_file.read_text("utf-8").splitlines().index("- id: 13") + 1
    result = invoke("edit", "13")
    assert (result.out, result.err) == (f"{plan_file}：没有问题（51 项任务）\n", "")
    assert log(folder) == [f"+{line}"]
    assert invoke("show", "13").out.splitlines()[2] == "状态\t按期办结（2023-06-20）"


@unix
def test_a_step_has_a_line_of_its_own(
    plan_file: Path, folder: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, folder)
    lines = plan_file.read_text("utf-8").splitlines()
    invoke("edit", "46.1")
    assert log(folder) == [f"+{lines.index('  - what: 编制2023年度政务公开工作实施方案') + 1}"]


@unix
def test_nothing_changed(plan_file: Path, folder: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, folder)
    before = plan_file.read_bytes()
    result = invoke("edit")
    assert (result.out, result.err) == (f"{plan_file}：没有问题（51 项任务）\n", "文件没有改动\n")
    assert plan_file.read_bytes() == before
    assert log(folder) == ["+1"]


@unix
def test_a_problem_that_is_left_in_it(
    plan_file: Path, folder: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a person at the terminal nothing is asked: the problem is told, the work is kept, the exit code is 1."""
    pretend(monkeypatch, folder, MISSPELL)
    line = next(n for n, text in enumerate(plan_file.read_text("utf-8").splitlines(), 1) if "[县财政局]" in text)
    monkeypatch.setattr(sys, "stdin", None)
    result = invoke("edit", "3", code=1)
    assert result.out == (
        f"{plan_file}:{line}:11: 任务 3 的责任单位「县财正局」不在 units 和 groups 中，是不是「县财政局」；"
        "请改正或在 units 中补上\n共 1 处问题，0 处提醒\n"
    )
    assert result.err == ""
    assert "县财正局" in plan_file.read_text("utf-8")
    # Opened again, without a number: at the problem.
    invoke("edit", code=1)
    assert log(folder)[1] == f"+{line}"


@unix
def test_a_file_of_which_nothing_can_be_read_is_opened_at_the_first_problem(
    folder: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "tasks.yaml").write_text("plan: {title: 试验}\nunits: {甲局: {}}\ntasks: [\n", "utf-8")
    pretend(monkeypatch, folder, 'write(text + "]")')
    invoke("edit", "14")
    assert log(folder) == ["+4"]


@unix
def test_an_editor_that_fails_or_is_not_there(
    plan_file: Path, folder: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert plan_file.exists()
    pretend(monkeypatch, folder, "sys.exit(3)")
    name = os.environ["EDITOR"]
    failed = invoke("edit", code=4)
    assert failed.err == f"gkplan: 编辑器「{name}」没有正常结束（退出码 3），请检查文件是否已保存\n"
    monkeypatch.setenv("EDITOR", "no-such-editor")
    missing = invoke("edit", code=4)
    assert (
        missing.err
        == "gkplan: 打不开编辑器「no-such-editor」，本机可能没有安装；请把环境变量 EDITOR 设为已安装的编辑器\n"
    )
    assert (failed.out, missing.out) == ("", "")


def test_a_number_that_is_not_there(plan_file: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    assert plan_file.exists()
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert invoke("edit", "99", code=3).err == "gkplan: 没有任务「99」；相近的有「9」、「49」、「39」、「29」\n"


@unix
def test_a_file_saved_in_another_encoding(
    plan_file: Path, folder: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, folder, 'path.write_bytes(text.encode("gbk"))')
    result = invoke("edit", code=4)
    assert result.out == ""
    assert "GBK" in result.err
    assert str(plan_file) in result.err


def converse(folder: Path, *answers: bytes) -> tuple[int, str]:
    """Run `gkplan edit 3` on a pseudo-terminal, give `answers` to its questions, return exit code and screen."""
    import pty

    pid, terminal = pty.fork()
    if pid == 0:
        try:
            os.chdir(folder)
            program = [sys.executable, "-c", "from gkplan.cli.app import main; main()", "edit", "3"]
            os.execve(program[0], program, {**os.environ, "PYTHONPATH": str(PROJECT)})  # noqa: S606 - no shell is meant
        finally:
            os._exit(127)
    shown = b""
    waiting = list(answers)
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        shown += data
        if waiting and shown.count("接着改？[Y/n] ".encode()) > len(answers) - len(waiting):
            os.write(terminal, waiting.pop(0))
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode("utf-8").replace("\r\n", "\n")


@unix
@pytest.mark.parametrize("yes", [b"\n", b"y\n", "是\n".encode()], ids=["Enter", "y", "是"])
def test_edit_again_until_it_is_right(
    plan_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, yes: bytes
) -> None:
    pretend(monkeypatch, folder, MISSPELL, "pass", MEND)
    lines = plan_file.read_text("utf-8").splitlines()
    code, shown = converse(folder, yes, yes)
    assert code == 0
    assert shown.count("接着改？[Y/n] ") == 2
    assert shown.endswith(f"{plan_file}：没有问题（51 项任务）\n")
    # First at the task, then where the problem stands.
    problem = next(n for n, text in enumerate(lines, 1) if "[县财政局]" in text)
    assert log(folder) == [f"+{lines.index('- id: 3') + 1}", f"+{problem}", f"+{problem}"]


@unix
@pytest.mark.parametrize("no", [b"n\n", "否\n".encode(), b"\x04"], ids=["n", "否", "Ctrl-D"])
def test_leave_it_as_it_is(plan_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, no: bytes) -> None:
    pretend(monkeypatch, folder, MISSPELL, MEND)
    code, _ = converse(folder, no)
    assert code == 1
    assert len(log(folder)) == 1
    assert "县财正局" in plan_file.read_text("utf-8")
