"""README.md and docs/ show what the program really says. `pytest tests/test_docs.py --regenerate` writes those parts anew.

Between `<!-- help: list -->` and `<!-- /help -->` stands the help of a command (of gkplan itself: `help: gkplan`), between
`<!-- output: gkplan … -->` and `<!-- /output -->` a command line and what it prints, in a pipe of 88 columns, on a fresh
copy of the shipped plan; between `<!-- file: NAME -->` and `<!-- /file -->` a file that the outputs below it may name.
"""

import re
import runpy
import shlex
import shutil
import sys
from html import unescape
from pathlib import Path

import pytest

from gkplan.cli.app import COMMANDS
from gkplan.planfile import schema
from gkplan.store.load import examine
from tests.conftest import PROJECT, SHIPPED, Invoke

PAGES = ["README.md", *sorted(f"docs/{path.name}" for path in (PROJECT / "docs").glob("*.md")), "CONTRIBUTING.md"]
BLOCK = re.compile(r"<!-- (?P<kind>help|output|file): (?P<what>.+?) -->\n(?P<body>.*?)<!-- /(?P=kind) -->", re.DOTALL)
COLUMNS = 88
"""Columns of the outputs: what a page shows without scrolling."""


def read(page: str) -> str:
    return (PROJECT / page).read_text(encoding="utf-8")


def rebuilt(page: str, invoke: Invoke, folder: Path) -> str:
    """Return `page` with every generated part as the program has it today."""

    def show(found: re.Match[str]) -> str:
        kind, what, body = found["kind"], found["what"], found["body"]
        if kind == "file":
            (folder / what).write_text(body.partition("\n")[2].rpartition("```")[0], encoding="utf-8")
        elif kind == "help":
            result = invoke(*([] if what == "gkplan" else [what]), "--help")
            body = f"```text\n{result.out}```\n"
        else:
            (folder / "tasks.yaml").write_bytes(SHIPPED.read_bytes())
            program, *args = shlex.split(what)
            assert program == "gkplan"
            result = invoke(*args, columns=COLUMNS)
            body = f"```console\n$ {what}\n{result.out}```\n"
            if result.err:
                body += f"\n```text\n{result.err}```\n"
        return f"<!-- {kind}: {what} -->\n{body}<!-- /{kind} -->"

    text = read(page)
    if page == "docs/commands.md":
        text = text.partition("\n## list\n")[0].rstrip("\n") + "\n"
        text += "".join(f"\n## {name}\n\n<!-- help: {name} -->\n<!-- /help -->\n" for name in COMMANDS)
    return BLOCK.sub(show, text)


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_is_what_the_program_says(
    page: str, invoke: Invoke, folder: Path, request: pytest.FixtureRequest
) -> None:
    today = rebuilt(page, invoke, folder)
    if request.config.getoption("--regenerate"):
        (PROJECT / page).write_text(today, encoding="utf-8", newline="\n")
    assert read(page) == today


@pytest.mark.parametrize("page", PAGES)
def test_every_marker_is_closed_by_its_own(page: str) -> None:
    text = read(page)
    opened = re.findall(r"^<!-- (help|output|file): ", text, re.MULTILINE)
    closed = re.findall(r"^<!-- /(help|output|file) -->", text, re.MULTILINE)
    assert opened == closed
    assert len(opened) == len(BLOCK.findall(text))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_that_is_named_is_there(page: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", read(page)):
        assert ((PROJECT / page).parent / target).exists(), target


def test_the_readme_can_be_read_at_one_sitting() -> None:
    assert len(read("README.md").splitlines()) <= 250


def test_the_set_up_commands_are_just_two() -> None:
    text = read("README.md")
    assert re.findall(r"<!-- set-up: (\w+) -->\n```sh\n[^\n]+\n```\n<!-- /set-up -->", text) == ["overdue", "tests"]


def test_the_plan_of_the_format_page_is_one_and_has_every_key() -> None:
    text = read("docs/format.md")
    plan = text.partition("<!-- plan -->\n```yaml\n")[2].partition("```")[0]
    read_from_it, problems = examine(plan)
    assert read_from_it.tasks
    assert problems == ()
    shapes = (schema.HEAD, schema.TASK, schema.TARGET, schema.STEP, schema.EXTENSION, schema.WAIVER, schema.PROGRESS)
    keys = {*schema.TOP_KEYS, "full", "aliases", "contact", *(key for shape in shapes for key in shape.keys)}
    assert not {key for key in keys if not re.search(rf"\b{key}: ?", plan)}


PICTURES = [
    f"{name}-{columns}" for name in ("overview", "list", "overdue", "due", "stats", "show") for columns in (80, 120)
]


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a thing of Unix")
def test_there_is_a_picture_of_every_screen() -> None:
    drawn = runpy.run_path(str(PROJECT / "docs" / "draw_screens.py"))
    wanted = {f"{name}-{columns}" for name in drawn["SCREENS"] for columns in drawn["WIDTHS"]}
    assert wanted >= set(PICTURES)
    assert {path.stem for path in (PROJECT / "docs" / "screens").glob("*.svg")} == wanted


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a thing of Unix")
@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_shows_what_the_program_says(picture: str, folder: Path) -> None:
    """Word for word; how the words are drawn is the script's affair."""
    from tests.outputs.terminals import show

    name, _, columns = picture.partition("-")
    drawn = runpy.run_path(str(PROJECT / "docs" / "draw_screens.py"))
    shutil.copy(drawn["PLAN"], folder / "tasks.yaml")
    args = drawn["SCREENS"][name]
    shown = show(*args, columns=int(columns), folder=folder, GKPLAN_TODAY=drawn["DAY"])
    words = "".join(re.findall(r"<text[^>]*>([^<]*)</text>", read(f"docs/screens/{picture}.svg")))
    said = "".join("".join(line.split()) for line in shown.lines)
    assert "".join(unescape(words).split()) == f"$gkplan{''.join(args)}{said}"


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
