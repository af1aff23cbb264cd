"""Start-up is the cost people feel: what a command does not need stays unimported, in a process of its own each."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gkplan.cli.app import COMMANDS

PROBE = """
import sys
before = set(sys.modules)
from gkplan.cli.app import run
code = run(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write("\\n" + " ".join(sorted(set(sys.modules) - before)))
raise SystemExit(code)
"""

NEVER = {
    "asyncio",
    "chinese_calendar",
    "dateutil.parser",
    "dateutil.rrule",
    "docx",
    "email",
    "filelock",
    "hashlib",
    "http",
    "importlib.metadata",
    "logging",
    "openpyxl",
    "pydantic",
    "rich.markdown",
    "rich.pretty",
    "rich.progress",
    "rich.syntax",
    "rich.traceback",
    "socket",
    "ssl",
    "tempfile",
    "urllib.request",
    "xml",
}
"""What no command that only reads imports, whatever it prints; subprocess and decimal are Typer's and rich's own need."""

PLAIN = NEVER | {
    "rich",
    "dateutil",
    "csv",
    "gkplan.planfile.edit",
    "gkplan.store.save",
    "gkplan.store.journal",
    "gkplan.importers",
}
"""What one task a line needs neither."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    shipped = Path(__file__).parents[2] / "data" / "tasks.yaml"
    (folder / "tasks.yaml").write_bytes(shipped.read_bytes())
    return folder


RICH_ALONE = PROBE.replace("from gkplan.cli.app import run", "import rich.console, rich.table; run = len")
"""What rich brings along is its own affair, and more in some versions than in others."""


def imported(folder: Path, *args: str, code: int = 0, probe: str = PROBE) -> set[str]:
    """Run one command line; return what it imported beyond a bare Python."""
    # Coverage of subprocesses would import much of its own.
    env = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE_"))}
    done = subprocess.run(
        [sys.executable, "-c", probe, *args],
        cwd=folder,
        env={**env, "PYTHONPATH": str(Path(__file__).parents[2]), "GKPLAN_TODAY": "2023-10-01"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return set(done.stderr.rpartition("\n")[2].split())


def unwelcome(found: set[str], names: set[str]) -> set[str]:
    return {each for each in found for name in names if each == name or each.startswith(f"{name}.")}


@pytest.mark.parametrize(
    "args",
    [
        ["list"],
        ["list", "--unit", "县财政局"],
        ["list", "--section", "二（一）", "--before", "9月底", "--status", "已逾期"],
        ["list", "--format", "tsv", "--search", "公开", "--sort", "due"],
        ["list", "--format", "ids"],
        ["list", "--format", "md"],
        ["overdue"],
        ["due", "--within", "30d"],
        ["show", "14", "46.1"],
        ["units"],
        ["sections"],
        ["check"],
    ],
    ids=" ".join,
)
def test_plain_lines_need_little(office: Path, args: list[str]) -> None:
    # The first reading needs the YAML library, the second one finds what the first remembered.
    for _ in range(2):
        assert not unwelcome(imported(office, *args), PLAIN)


@pytest.mark.parametrize(
    "args",
    [[], ["list", "--format", "table"], ["overdue", "--format", "table"], ["stats", "--format", "table"]],
    ids=" ".join,
)
def test_a_table_needs_rich_and_no_more(office: Path, args: list[str]) -> None:
    found = imported(office, *args)
    assert "rich.table" in found
    assert not unwelcome(found - imported(office, probe=RICH_ALONE), NEVER | {"dateutil", "csv"})


@pytest.mark.parametrize(
    ("name", "needs", "not_needed"),
    [("json", "json", {"rich", "csv", "dateutil"}), ("csv", "csv", {"rich", "dateutil"})],
)
def test_a_format_needs_its_own_library_only(office: Path, name: str, needs: str, not_needed: set[str]) -> None:
    found = imported(office, "list", "--format", name)
    assert needs in found
    assert not unwelcome(found, NEVER | not_needed)


def test_a_file_read_before_needs_no_yaml(office: Path) -> None:
    assert imported(office, "list")
    assert not unwelcome(imported(office, "list"), {"yaml", "gkplan.planfile", "gkplan.plan.checks"})


@pytest.mark.parametrize("name", ["list", "done"])
def test_only_the_command_that_is_called_is_imported(office: Path, name: str) -> None:
    found = imported(office, name, "--help")
    verbs = {f"gkplan.cli.commands.{module}" for module in COMMANDS.values()}
    assert found & verbs == {f"gkplan.cli.commands.{COMMANDS[name]}"}


def test_the_version_needs_no_plan_and_no_yaml(office: Path) -> None:
    found = imported(office, "--version")
    assert "importlib.metadata" in found
    assert not unwelcome(found, {"yaml", "rich", "gkplan.store.load"})


def test_a_wrong_command_line_is_told_without_reading_anything(office: Path) -> None:
    found = imported(office, "list", "--format", "xml", code=2)
    assert not unwelcome(found, {"yaml", "rich", "gkplan.planfile"})


def test_a_day_of_an_option_needs_dateutil_only_when_it_counts_months(office: Path) -> None:
    assert not unwelcome(imported(office, "list", "--before", "+30d"), {"dateutil.parser", "dateutil.rrule", "rich"})
