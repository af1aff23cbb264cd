"""What Tab offers, in each shell's own form; quick, silent whatever is wrong, and nothing a shell could carry out."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PROJECT, Invoke

Complete = Callable[..., list[str]]
"""The words of a command line, the last one being typed → what bash is offered; `folder` has the plan."""


@pytest.fixture
def complete(invoke: Invoke) -> Complete:
    def complete(*words: str, **environ: str) -> list[str]:
        result = invoke(
            env={
                "_GKPLAN_COMPLETE": "complete_bash",
                "COMP_WORDS": "\n".join(["gkplan", *words]),
                "COMP_CWORD": str(len(words)),
                **environ,
            }
        )
        assert result.err == ""
        return result.out.split()

    return complete


def test_commands_and_options(complete: Complete) -> None:
    assert complete("re") == ["remind", "reopen", "return", "retract"]
    assert complete("stats", "--u") == ["--unit"]


@pytest.mark.parametrize("verb", ["list", "overdue", "due", "units", "stats", "remind", "add"])
def test_units_and_groups(plan_file: Path, complete: Complete, verb: str) -> None:
    assert plan_file.exists()
    assert complete(verb, "--unit", "县财") == ["县财政局"]
    assert complete(verb, "-u", "各") == ["各镇街"]
    assert len(complete(verb, "--unit", "")) == 34


@pytest.mark.parametrize("verb", ["done", "reopen", "note", "extend", "step", "show", "edit"])
def test_numbers_of_tasks_and_steps(plan_file: Path, complete: Complete, verb: str) -> None:
    assert plan_file.exists()
    assert complete(verb, "46") == ["46", "46.1"]
    assert complete(verb, "99") == []


def test_the_second_number_too(plan_file: Path, complete: Complete) -> None:
    assert plan_file.exists()
    assert complete("done", "1", "2", "51") == ["51"]


def test_sections(plan_file: Path, complete: Complete) -> None:
    assert plan_file.exists()
    assert complete("list", "--section", "二") == ["二", "二（一）", "二（二）", "二（三）"]


SMALL = "plan: {title: 试验, year: 2023}\nunits: {甲局: {}}\ntasks:\n- {id: 7, requirement: x, units: [甲局]}\n"


def test_the_file_that_is_named(plan_file: Path, folder: Path, complete: Complete) -> None:
    assert plan_file.exists()
    other = folder / "另一份.yaml"
    other.write_text(SMALL, "utf-8")
    assert complete("--file", str(other), "list", "--unit", "") == ["甲局"]
    assert complete("list", "-f", str(other), "--unit", "") == ["甲局"]
    assert complete("done", "", GKPLAN_FILE=str(other)) == ["7"]


BROKEN = [
    pytest.param(b"", id="empty"),
    pytest.param(b"units: [\n", id="no YAML"),
    pytest.param("\t甲：".encode(), id="no plan"),
    pytest.param(b"<<<<<<< HEAD\nunits: {}\n=======\n>>>>>>> x\n", id="merge conflict"),
    pytest.param("units: {县财政局: {}}\n".encode("gbk"), id="GBK"),
    pytest.param("units: {}\n".encode("utf-16"), id="UTF-16"),
    pytest.param(bytes(range(256)), id="binary"),
]


@pytest.mark.parametrize("data", BROKEN)
@pytest.mark.parametrize("words", [("list", "--unit", ""), ("list", "--section", ""), ("done", "")])
def test_a_broken_file_is_passed_over_in_silence(
    folder: Path, complete: Complete, data: bytes, words: tuple[str, ...]
) -> None:
    (folder / "tasks.yaml").write_bytes(data)
    assert complete(*words) == []


def test_no_file_and_a_folder(folder: Path, complete: Complete) -> None:
    assert complete("--file", str(folder / "nowhere.yaml"), "done", "") == []
    assert complete("--file", str(folder), "done", "") == []
    (folder / "tasks.yaml").mkdir()
    assert complete("list", "--unit", "") == []


def test_what_a_broken_file_still_tells(folder: Path, complete: Complete) -> None:
    (folder / "tasks.yaml").write_text(SMALL + "- {id: 8, requirement: [}\n", "utf-8")
    assert complete("list", "--unit", "") in ([], ["甲局"])
    (folder / "tasks.yaml").write_text(SMALL + "- {id: 8, wrong: x, requirement: y, units: [甲局]}\n", "utf-8")
    assert complete("done", "") == ["7", "8"]


EVIL = """\
plan: {title: 试验, year: 2023}
units:
  $(touch pwned): {}
  '`touch pwned`': {}
  甲;touch pwned: {}
  甲"局: {}
  甲'局: {}
  '*': {}
  甲 局: {}
  '甲\\局': {}
  '甲&局': {}
  "甲\\n局": {}
  "甲\\e局": {}
  '${PATH}': {}
  甲|局: {}
  甲>局: {}
  甲局: {full: '$(touch pwned)'}
sections: {'$(touch pwned)': x, 一: '`touch pwned`'}
tasks:
- {id: '1$(touch pwned)', requirement: x, units: [甲局]}
- {id: 2, requirement: '$(touch pwned) `touch pwned` [bold]', units: [甲局]}
"""

SHELLS = {
    "complete_zsh": {"_TYPER_COMPLETE_ARGS": "gkplan {}"},
    "complete_fish": {"_TYPER_COMPLETE_ARGS": "gkplan {}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    "complete_powershell": {"_TYPER_COMPLETE_ARGS": "gkplan {}", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "{word}"},
    "complete_pwsh": {"_TYPER_COMPLETE_ARGS": "gkplan {}", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "{word}"},
}


def ask(invoke: Invoke, shell: str, line: str, word: str = "") -> str:
    environ = {key: value.format(line, word=word) for key, value in SHELLS[shell].items()}
    result = invoke(env={"_GKPLAN_COMPLETE": shell, **environ})
    assert result.err == ""
    return result.out


@pytest.mark.parametrize(
    ("shell", "offered"),
    [
        ("complete_zsh", '_arguments \'*: :(("46":"各级各部门单位要对照本工作要点…"\n"46.1":"编制2023年度政务公开工作实施方案"))\'\n'),
        ("complete_fish", "46\t各级各部门单位要对照本工作要点…\n46.1\t编制2023年度政务公开工作实施方案\n"),
        ("complete_powershell", "46:::各级各部门单位要对照本工作要点…\n46.1:::编制2023年度政务公开工作实施方案\n"),
        ("complete_pwsh", "46:::各级各部门单位要对照本工作要点…\n46.1:::编制2023年度政务公开工作实施方案\n"),
    ],
)  # fmt: skip
def test_each_shell_in_its_own_form(plan_file: Path, invoke: Invoke, shell: str, offered: str) -> None:
    assert plan_file.exists()
    assert ask(invoke, shell, "done 46", "46") == offered


@pytest.mark.parametrize("shell", SHELLS)
def test_no_shell_is_offered_what_it_could_carry_out(folder: Path, invoke: Invoke, shell: str) -> None:
    (folder / "tasks.yaml").write_text(EVIL, "utf-8")
    for line, word in (("list --unit ", "甲局"), ("list --section ", "一"), ("done ", "2")):
        offered = ask(invoke, shell, line)
        assert word in offered
        assert not set(offered.replace("_arguments '*: :((", "").replace("))'", "")) & set("$`;'\\&*|>[]{}\x1b")
        assert "touch" not in offered


DRIVER = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
complete -p gkplan
_gkplan_completion gkplan
printf "%s\\n" "${COMPREPLY[@]}"
"""
"""Bash: sources the script and does what readline does at the Tab key."""


@pytest.mark.skipif(
    shutil.which("bash") is None or sys.platform == "win32",
    reason="there is no bash, or one that sees paths otherwise than Windows does",
)
class TestBash:
    """The script that `gkplan completion bash` prints, sourced by a real bash."""

    @pytest.fixture
    def tab(self, invoke: Invoke, tmp_path: Path, folder: Path) -> Complete:
        script = tmp_path / "completion.bash"
        script.write_text(invoke("completion", "bash").out, "utf-8")
        program = tmp_path / "bin" / "gkplan"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from gkplan.cli.app import main; main()" "$@"\n')
        program.chmod(0o755)

        def tab(*words: str) -> list[str]:
            done = subprocess.run(
                [
                    "bash", "--norc", "-c",
                    DRIVER,
                    "bash", str(script), "gkplan", *words,
                ],
                cwd=folder,
                env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(PROJECT)},
                capture_output=True,
                encoding="utf-8",
                timeout=60,
                check=True,
            )  # fmt: skip
            assert done.stderr == ""
            first, *offered = done.stdout.splitlines()
            assert first == "complete -o default -F _gkplan_completion gkplan"
            return [each for each in offered if each]

        return tab

    def test_it_completes(self, plan_file: Path, tab: Complete) -> None:
        assert plan_file.exists()
        assert tab("list", "--unit", "县卫") == ["县卫生健康局"]
        assert tab("done", "46") == ["46", "46.1"]
        assert tab("ext") == ["extend"]

    def test_it_carries_nothing_out(self, folder: Path, tab: Complete) -> None:
        (folder / "tasks.yaml").write_text(EVIL, "utf-8")
        assert tab("list", "--unit", "") == ["甲局"]
        assert tab("list", "--section", "") == ["一"]
        assert tab("done", "") == ["2"]
        assert [path.name for path in folder.iterdir()] == ["tasks.yaml"]

    def test_it_is_silent_on_a_broken_file(self, folder: Path, tab: Complete) -> None:
        (folder / "tasks.yaml").write_bytes("units: {县财政局: {}}".encode("gbk"))
        assert tab("list", "--unit", "县") == []


@pytest.mark.parametrize(
    ("shell", "sign"),
    [
        ("bash", "complete -o default -F _gkplan_completion gkplan"),
        ("zsh", "compdef _gkplan_completion gkplan"),
        ("fish", "complete --command gkplan --no-files"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName gkplan"),
        ("pwsh", "Register-ArgumentCompleter -Native -CommandName gkplan"),
    ],
)
def test_the_scripts(invoke: Invoke, shell: str, sign: str) -> None:
    result = invoke("completion", shell)
    assert sign in result.out
    assert result.err == ""


def test_a_shell_that_is_not_known(invoke: Invoke) -> None:
    result = invoke("completion", "tcsh", code=2)
    assert (result.out, result.err) == ("", "gkplan: 没有外壳「tcsh」；可写 bash、zsh、fish、powershell、pwsh\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows finds the home folder in USERPROFILE, not in HOME")
def test_installing_it(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    said = invoke("completion", "bash", "--install").out
    script = tmp_path / ".bash_completions" / "gkplan.sh"
    assert said == f"已写入 {script}，重新打开终端后生效\n"
    assert "_gkplan_completion" in script.read_text("utf-8")
    assert str(script) in (tmp_path / ".bashrc").read_text("utf-8")
