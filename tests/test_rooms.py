"""The arrows of the house: a room uses those above it, never below; only the right ones touch the world outside.

Reads the source, so that an import inside a function, or one for the type checker alone, counts like one at the top.
"""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

PACKAGE = Path(__file__).parent.parent / "gkplan"

ROOMS = ("text", "dates", "plan", "planfile", "store", "importers", "views", "outputs", "git", "cli")
"""From the top down. A room uses those above it; `errors` serves all."""

CORE = ("errors", *ROOMS[: ROOMS.index("planfile") + 1])
"""Words, dates, the plan and its text: no input, no output, no clock."""

WINGS = {
    "planfile.yaml": ("text", "errors", "dates.parse", "plan.model", "planfile.yaml"),
    "importers.cells": ("text", "plan.model", "importers.source", "importers.cells"),
    "importers.office": ("text", "errors", "importers.office"),
    "importers.plain": ("text", "errors", "importers.source", "importers.cells", "importers.plain"),
    "importers.readers": (
        "text",
        "errors",
        "importers.source",
        "importers.sniff",
        "importers.office",
        "importers.plain.decode",
    ),
    "importers.tasks": ("text", "errors", "importers.source", "importers.cells", "importers.tasks"),
    "outputs.formats": ("text", "views.json", "views.listing"),
}
"""A wing of a room uses only these: what it must not know is not among them."""

# Who may use what is outside the language: a library, or a module of Python that reaches the world.
USERS = {
    "chinese_calendar": {"dates.workdays"},
    "dateutil": {"dates.recurring", "dates.typed", "dates.spans"},
    "filelock": {"store.lock"},
    "rich": {
        "text.folding",
        "outputs.drawing",
        "outputs.one_line",
        "outputs.tables",
        "outputs.terminal",
        "outputs.waiting",
        "cli.help",
    },
    "subprocess": {"cli.editor", "git.repository", "importers.office.conversion", "outputs.pager"},
    "tempfile": {"importers.office.conversion"},
    "typer": {"cli"},
    "jinja2": {"outputs.papers.web_page"},
    "markupsafe": {"outputs.papers.web_page"},
    "yaml": {"planfile.yaml.nodes"},
    "docx": {"importers.readers.word"},
    "openpyxl": {"importers.filled_forms", "importers.readers.sheet"},
    "xlsxwriter": {"outputs.papers.book"},
    "icalendar": {"outputs.papers.calendar_file"},
}

# Who reads or writes files: the plan's own doors, documents that come in, and the commands that name such files;
# app points a broken pipe at os.devnull.
FILES = {"store", "importers.pipeline", "importers.office", "cli"}
OPENS = {
    "open",
    "read_bytes",
    "read_text",
    "write_bytes",
    "write_text",
    "unlink",
    "mkdir",
    "mkstemp",
    "rename",
    "touch",
}


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path.name != "__init__.py"]


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def room_of(name: str) -> str:
    return name.partition(".")[0]


def is_in(name: str, places: Iterable[str]) -> bool:
    """Tell whether a module is one of `places` or lies in one of them."""
    return any(name == place or name.startswith(f"{place}.") for place in places)


MODULES = {name_of(path): path for path in modules()}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def imports(name: str) -> Iterator[tuple[str, int]]:
    """Yield what the module imports, by full name, and the line."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno}: a relative import"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def own_imports(name: str) -> Iterator[tuple[str, int]]:
    """Yield the modules of the package that the module imports, by name inside it, and the line."""
    for full, line in imports(name):
        if full.startswith("gkplan."):
            inside = full.removeprefix("gkplan.")
            # gkplan.plan.model.Plan is gkplan.plan.model; gkplan.cli.options is a module itself.
            yield inside if inside in MODULES else inside.rpartition(".")[0] or inside, line


def test_every_module_has_a_room() -> None:
    assert {room_of(name) for name in MODULES} == {"__main__", "errors", *ROOMS}


@pytest.mark.parametrize("name", MODULES)
def test_a_room_uses_only_those_above_it(name: str) -> None:
    if name in {"__main__", "errors"}:
        allowed: tuple[str, ...] = ("cli.app",) if name == "__main__" else ()
    else:
        allowed = ("errors", *ROOMS[: ROOMS.index(room_of(name)) + 1])
    wrong = [f"{name}:{line} imports {other}" for other, line in own_imports(name) if not is_in(other, allowed)]
    assert not wrong


@pytest.mark.parametrize("wing", WINGS)
def test_a_wing_knows_no_more_than_it_needs(wing: str) -> None:
    wrong = [
        f"{name}:{line} imports {other}"
        for name in MODULES
        if is_in(name, [wing])
        for other, line in own_imports(name)
        if not is_in(other, WINGS[wing])
    ]
    assert not wrong


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {name: {other for other, _ in own_imports(name)} for name in MODULES}
    assert list(TopologicalSorter(graph).static_order())


def test_a_word_names_one_module() -> None:
    """Verbs and formats have the user's names; all others must not be mixed up."""
    own = [name.rpartition(".")[2] for name in MODULES if not is_in(name, ["cli.commands", "outputs.formats"])]
    assert sorted(own) == sorted(set(own))


@pytest.mark.parametrize("name", MODULES)
def test_outside_libraries_have_few_doors(name: str) -> None:
    wrong = [
        f"{name}:{line} imports {full}"
        for full, line in imports(name)
        if room_of(full) in USERS and not is_in(name, USERS[room_of(full)])
    ]
    assert not wrong


@pytest.mark.parametrize("name", [name for name in MODULES if room_of(name) in CORE])
def test_the_core_reads_and_prints_nothing(name: str) -> None:
    world = {"os", "sys", "io", "pathlib", "shutil", "socket", "time", "logging", "subprocess", "tempfile", "glob"}
    wrong = [f"{name}:{line} imports {full}" for full, line in imports(name) if room_of(full) in world]
    wrong += [
        f"{name}:{node.lineno} uses {node.id}"
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Name) and node.id in {"print", "open", "input", "__import__", "eval", "exec"}
    ]
    assert not wrong


def calls(name: str) -> Iterator[tuple[str, int]]:
    """Yield the last name of everything called, and the line."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node.lineno
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node.lineno


@pytest.mark.parametrize("name", [name for name in MODULES if not is_in(name, FILES)])
def test_files_have_their_own_doors(name: str) -> None:
    assert not [f"{name}:{line} calls {called}" for called, line in calls(name) if called in OPENS]


@pytest.mark.parametrize("name", [name for name in MODULES if room_of(name) != "cli"])
def test_only_the_command_line_asks_what_day_it_is(name: str) -> None:
    clocks = {"today", "now", "utcnow", "localtime"}
    assert not [f"{name}:{line} calls {called}" for called, line in calls(name) if called in clocks]


@pytest.mark.parametrize("name", [name for name in MODULES if room_of(name) not in {"outputs", "cli"}])
def test_only_outputs_print(name: str) -> None:
    assert not [f"{name}:{line} calls {called}" for called, line in calls(name) if called == "print"]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("name", MODULES)
def test_no_module_is_long(name: str) -> None:
    assert lines(MODULES[name]) <= 300


def test_modules_are_short() -> None:
    assert median(map(lines, MODULES.values())) < 120


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(tree(name))
