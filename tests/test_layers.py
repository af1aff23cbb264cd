"""The arrows of the design: a module imports those above it, never below; only the right ones touch the world outside.

Reads the source, so that an import inside a function, or one for the type checker alone, counts like one at the top.
"""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

PACKAGE = Path(__file__).parent.parent / "gkplan"

# From the top down. A module imports what stands before it; a name with a folder of its own (importers) stands for all
# modules in it. A new module gets its place here: as high as what it imports allows.
LAYERS = """
    errors inert numerals gist model
    limit points spans recurring phrases dayoption deadline workdays
    pace status tally lookup query checks
    yaml_faults yaml_nodes yaml_recovery yaml_values parse
    yaml_layout written splice edit fresh
    replace store cache load save editor
    importers exporters
    changes reporting rollover
    documents views reminders details tallies overview formats reports
    folding tables terminal help usage commands cli __main__
"""
ORDER = LAYERS.split()

CORE = ORDER[: ORDER.index("parse") + 1]
"""Plan, dates, states and the file format as text: no input, no output, no clock."""

# Who may use what is outside the language: a library, or a module of Python that reaches the world.
USERS = {
    "chinese_calendar": {"workdays"},
    "dateutil": {"deadline", "dayoption", "spans"},
    "filelock": {"replace"},
    "rich": {"folding", "help", "tables", "terminal"},
    "subprocess": {"editor", "git"},
    "tempfile": {"editor", "replace"},
    "typer": {"cli", "commands", "help"},
    "yaml": {"yaml_nodes"},
}

# Who reads or writes files: the plan's own doors, what comes in and goes out, and the commands that name such files;
# cli points a broken pipe at os.devnull.
FILES = {"store", "replace", "cache", "editor", "importers", "exporters", "commands", "cli"}
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


def layer_of(name: str) -> str:
    return name.partition(".")[0]


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
            # gkplan.model.Plan is gkplan.model; gkplan.commands.options is a module itself.
            yield inside if inside in MODULES else inside.rpartition(".")[0] or inside, line


def test_the_list_names_every_module_once() -> None:
    here = {layer_of(name) for name in MODULES}
    assert here <= set(ORDER), f"give {sorted(here - set(ORDER))} a place in LAYERS"
    assert len(ORDER) == len(set(ORDER))


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_those_above_it(name: str) -> None:
    above = set(ORDER[: ORDER.index(layer_of(name))])
    wrong = [
        f"{name}:{line} imports {other}"
        for other, line in own_imports(name)
        if layer_of(other) not in above and layer_of(other) != layer_of(name)
    ]
    assert not wrong


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {name: {other for other, _ in own_imports(name)} for name in MODULES}
    assert list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("name", MODULES)
def test_outside_libraries_have_one_door_each(name: str) -> None:
    wrong = [
        f"{name}:{line} imports {full}"
        for full, line in imports(name)
        if layer_of(name) not in USERS.get(layer_of(full), {layer_of(name)})
    ]
    assert not wrong


@pytest.mark.parametrize("name", CORE)
def test_the_core_reads_and_prints_nothing(name: str) -> None:
    world = {"os", "sys", "io", "pathlib", "shutil", "socket", "time", "logging", "subprocess", "tempfile", "glob"}
    wrong = [f"{name}:{line} imports {full}" for full, line in imports(name) if layer_of(full) in world]
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


@pytest.mark.parametrize("name", [name for name in MODULES if layer_of(name) not in FILES])
def test_files_have_their_own_doors(name: str) -> None:
    assert not [f"{name}:{line} calls {called}" for called, line in calls(name) if called in OPENS]


@pytest.mark.parametrize("name", [name for name in MODULES if layer_of(name) != "commands"])
def test_only_commands_ask_what_day_it_is(name: str) -> None:
    clocks = {"today", "now", "utcnow", "localtime"}
    assert not [f"{name}:{line} calls {called}" for called, line in calls(name) if called in clocks]


@pytest.mark.parametrize("name", [name for name in MODULES if layer_of(name) not in {"terminal", "commands"}])
def test_only_the_terminal_prints(name: str) -> None:
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
