"""README.md shows what the program really says. `pytest --regenerate tests/test_readme.py` writes those parts anew.

Between `<!-- help: list -->` and `<!-- /help -->` stands the help of a command (of gkplan
itself: `help: gkplan`), between `<!-- output: gkplan … -->` and
`<!-- /output -->` a command line and what it prints on the shipped plan, in a pipe.
"""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from gkplan.cli.app import COMMANDS
from tests.conftest import PROJECT, Invoke

README = PROJECT / "README.md"
BLOCK = re.compile(r"<!-- (?P<kind>help|output): (?P<what>.+?) -->\n(?P<body>.*?)<!-- /(?P=kind) -->", re.DOTALL)

Show = Callable[[str, str], str]


@pytest.fixture
def show(invoke: Invoke, plan_file: Path) -> Show:
    """What stands between two markers."""
    assert plan_file.is_file()

    def show(kind: str, what: str) -> str:
        if kind == "help":
            args = [] if what == "gkplan" else [what]
            return f"```text\n{invoke(*args, '--help').out}```\n"
        program, *args = shlex.split(what)
        assert program == "gkplan"
        return f"```console\n$ {what}\n{invoke(*args).out}```\n"

    return show


def test_help_and_examples_are_what_the_program_says(show: Show, request: pytest.FixtureRequest) -> None:
    text = README.read_text(encoding="utf-8")
    if request.config.getoption("--regenerate"):

        def anew(found: re.Match[str]) -> str:
            return f"<!-- {found['kind']}: {found['what']} -->\n{show(found['kind'], found['what'])}<!-- /{found['kind']} -->"

        text = BLOCK.sub(anew, text)
        README.write_text(text, encoding="utf-8", newline="\n")
    blocks = list(BLOCK.finditer(text))
    assert blocks
    for found in blocks:
        assert found["body"] == show(found["kind"], found["what"]), f"{found['kind']}: {found['what']}"


def test_every_marker_is_closed_by_its_own() -> None:
    text = README.read_text(encoding="utf-8")
    opened = re.findall(r"<!-- (help|output): ", text)
    closed = re.findall(r"<!-- /(help|output) -->", text)
    assert opened == closed
    assert len(opened) == len(BLOCK.findall(text))


@pytest.mark.parametrize("name", ["gkplan", *COMMANDS])
def test_every_command_has_its_help_in_the_readme(name: str) -> None:
    assert f"<!-- help: {name} -->" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_says_what_it_does_and_shows_examples(invoke: Invoke, name: str) -> None:
    result = invoke(name, "--help")
    assert result.err == ""
    lines = result.out.splitlines()
    assert lines[0].startswith(f"用法：gkplan {name} ")
    assert lines[2].endswith(("。", "…")) or lines[3].endswith("。")
    assert any(line.startswith(f"  gkplan {name}") for line in lines), "an example"
    # Columns: Chinese takes two.
    assert all(
        sum(1 + (ord(char) > 0x2000) for char in line) <= 80 for line in lines if not line.startswith("  gkplan")
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_explained(invoke: Invoke, name: str) -> None:
    out = invoke(name, "--help").out
    options = out.partition("选项：\n")[2].splitlines()
    for place, line in enumerate(options):
        if line.lstrip().startswith("-"):
            explained = re.search(r"\S {2,}\S", line.strip()) or options[place + 1].startswith("      ")
            assert explained, line


def test_the_set_up_commands_are_just_two() -> None:
    text = README.read_text(encoding="utf-8")
    assert re.findall(r"<!-- set-up: (\w+) -->\n```sh\n[^\n]+\n```\n<!-- /set-up -->", text) == ["overdue", "tests"]
