"""Fixtures of the whole suite: a quiet environment, the command line in process and as a process, golden files."""

import gc
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import NamedTuple, Protocol

import pytest
from hypothesis import HealthCheck, settings

import gkplan
from gkplan.cli import app

HERE = Path(__file__).parent
PROJECT = HERE.parent
SHIPPED = PROJECT / "data" / "tasks.yaml"
LIVED_IN = HERE / "data" / "lived_in.yaml"

# The suite tries the same examples in every run, however slow the machine is; tests/campaigns/properties.py tries others.
settings.register_profile(
    "suite", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("campaign", settings.get_profile("suite"), derandomize=False, max_examples=1000)
settings.load_profile("suite")

# Some examples come from the constants of the modules that are imported so far: all of them are, whatever ran before.
for module in walk_packages(gkplan.__path__, "gkplan."):
    import_module(module.name)
# A process for one command does without; one that carries out thousands of tests grows by gigabytes.
gc.enable()

SPEAKS = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "TERM", "PYTHONIOENCODING", "PYTHONUTF8", "EDITOR")
"""Variables by which a person's set-up would change what is printed."""


class Result(NamedTuple):
    """What a command line came to."""

    code: int
    out: str
    err: str


class Invoke(Protocol):
    """Carry out one command line; fails unless it ends with `code`, by default success."""

    def __call__(
        self,
        *args: str,
        code: int = 0,
        columns: int | None = None,
        env: dict[str, str] | None = None,
        encoding: str = "utf-8",
    ) -> Result: ...


class RunGkplan(Protocol):
    """Carry out one command line as a process; fails unless it ends with `code`, by default success.

    `memory`: bytes that it may take at most, where the system can limit them.
    """

    def __call__(
        self,
        *args: str,
        code: int = 0,
        env: dict[str, str] | None = None,
        encoding: str = "utf-8",
        memory: int | None = None,
    ) -> Result: ...


Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate",
        action="store_true",
        help="write tests/golden/ and the generated parts of README.md anew instead of comparing; then read git diff",
    )


@pytest.fixture(scope="session", autouse=True)
def _quiet_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the person's own settings, home and caches out of every test, and the tests out of them."""
    home = str(tmp_path_factory.mktemp("home"))
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name in SPEAKS or name.startswith(("GKPLAN_", "LC_", "XDG_"))]:
            patch.delenv(name)
        for name in ("HOME", "USERPROFILE", "LOCALAPPDATA"):
            patch.setenv(name, home)
        patch.setenv("LANG", "C.UTF-8")
        yield


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the working directory: no plan is found from here."""
    here = tmp_path / "work"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def plan_file(folder: Path) -> Path:
    """A working copy of the shipped plan, found without being named."""
    path = folder / "tasks.yaml"
    path.write_bytes(SHIPPED.read_bytes())
    return path


@pytest.fixture
def lived_in(folder: Path) -> Path:
    """A small plan in the middle of its year, found without being named: everything the format knows occurs in it."""
    path = folder / "tasks.yaml"
    path.write_bytes(LIVED_IN.read_bytes())
    return path


@pytest.fixture
def invoke(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """The command line in this process, in `folder`, both outputs as a pipe would get them."""
    assert folder.is_dir()

    def invoke(
        *args: str,
        code: int = 0,
        columns: int | None = None,
        env: dict[str, str] | None = None,
        encoding: str = "utf-8",
    ) -> Result:
        with monkeypatch.context() as patch:
            for name, value in {**(env or {}), **({} if columns is None else {"COLUMNS": str(columns)})}.items():
                patch.setenv(name, value)
            outputs = [io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="") for _ in range(2)]
            patch.setattr(sys, "stdout", outputs[0])
            patch.setattr(sys, "stderr", outputs[1])
            try:
                got: object = app.run(list(args))
            except SystemExit as end:
                # Typer's own way out, of which a process makes its exit code.
                got = end.code
            for output in outputs:
                output.flush()
            # What Typer itself prints, the help, it writes as UTF-8 where the output is said to be ASCII.
            spoken = "utf-8" if encoding == "ascii" else encoding
            out, err = (output.buffer.getvalue().decode(spoken) for output in outputs)
        assert got == code, f"gkplan {' '.join(args)} ended with {got}, not {code}\n{out[:500]}\n{err}"
        return Result(code, out, err)

    return invoke


@pytest.fixture
def run_gkplan(folder: Path) -> RunGkplan:
    """The command line as a process of its own, in `folder`."""

    def run(
        *args: str,
        code: int = 0,
        env: dict[str, str] | None = None,
        encoding: str = "utf-8",
        memory: int | None = None,
    ) -> Result:
        program = "from gkplan.cli.app import main; main()"
        if memory and sys.platform != "win32":
            program = f"from resource import RLIMIT_AS, setrlimit; setrlimit(RLIMIT_AS, ({memory},) * 2); {program}"
        done = subprocess.run(
            [sys.executable, "-c", program, *args],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(PROJECT), **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        out, err = (each.decode(encoding).replace(os.linesep, "\n") for each in (done.stdout, done.stderr))
        assert done.returncode == code, (
            f"gkplan {' '.join(args)} ended with {done.returncode}, not {code}\n{out}\n{err}"
        )
        return Result(done.returncode, out, err)

    return run


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the file of that name in tests/golden/; `pytest --regenerate` writes it instead."""

    def compare(name: str, text: str) -> None:
        path = HERE / "golden" / name
        if request.config.getoption("--regenerate"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        assert path.is_file(), f"no {path.name}: pytest --regenerate writes it"
        assert text == path.read_bytes().decode("utf-8")

    return compare
