"""A write is cut short at every step: the file is byte for byte the old one or the new one, and the next write succeeds.

At random moments, as often as one likes: tests/campaigns/sudden_kills.py.
"""

import ctypes
import errno
import gc
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import patch

import pytest

from gkplan.errors import GkplanError, NotFoundError
from gkplan.store import atomic, files
from gkplan.store.files import take_back, update
from tests.store.writer import PLAN

OLD = PLAN.encode()
NEW = OLD.replace("公开甲".encode(), "公开戊".encode())
HARMLESS = (
    r"access|brk|exit_group|futex|getcwd|getdents64|getpid|getrandom|ioctl|lseek|listxattr|lstat|mmap|"
    r"mprotect|mremap|munmap|newfstatat|pread64|read|readlink|rt_sigaction|stat|statx|fstat"
)
"""Calls that change nothing: killed there, a write leaves what it leaves when killed at the next one that does."""

SYSTEM = (
    r"stat|lstat|fstat|open|read|write|flush|close|fsync|rename|replace|unlink|chmod|fchmod|chown|utime|"
    r"flock|scandir|mkdir|access|readlink|listxattr|getxattr|setxattr"
)
"""Functions of the interpreter that ask the system something about a file."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="系统没有 fork，无法逐步中断")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    # The libraries that a write imports are there before anything is counted.
    update(_fresh(tmp_path / "warm.yaml"), _changed)
    (tmp_path / "warm.yaml").unlink()
    return _fresh(tmp_path / "plan" / "tasks.yaml")


def _fresh(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(OLD)
    path.chmod(0o640)
    # Every write makes the same calls: nothing is remembered of those before it.
    shutil.rmtree(os.environ["XDG_STATE_HOME"], ignore_errors=True)
    return path


def _changed(document: files.Content) -> str:
    return document.text.replace("公开甲", "公开戊")


def _check_and_mend(path: Path) -> str:
    """Return whether the file is "old" or "new", after a further write and one when all that was left has grown old."""
    data = path.read_bytes()
    assert data in {OLD, NEW}
    assert path.stat().st_mode & 0o777 == 0o640
    left = {each.name for each in path.parent.iterdir()} - {"tasks.yaml"}
    assert all(re.fullmatch(r"\.tasks\.yaml\.(lock|[0-9a-f]{16}\.tmp)", name) for name in left), left
    assert len(left) <= 2
    for name in left:
        # As the clock will.
        os.utime(path.parent / name, (time.time() - atomic.LITTER_SECONDS - 5,) * 2)
    # Nobody cuts the power here: this one need not reach the disk.
    with patch("os.fsync"):
        update(path, lambda document: document.text + "# 下一次\n")
    assert path.read_bytes() == data + "# 下一次\n".encode()
    assert [each.name for each in path.parent.iterdir()] == ["tasks.yaml"]
    return "old" if data == OLD else "new"


def _begin(work: Callable[[], None]) -> int:
    """Return the number of a process that does `work` and ends with 0, the code of a refusal, or 99 for a bug."""
    child = os.fork()
    if not child:
        code = 99
        try:
            work()
            code = 0
        except GkplanError as error:
            code = error.exit_code
        except BaseException as error:  # noqa: BLE001 - whatever it is, the child must not go on as pytest
            traceback.print_exception(error)
        finally:
            os._exit(code)
    return child


def _end(child: int) -> int:
    """Return the exit code of a process, or the negative number of the signal that killed it, when it has ended."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _at_call(number: int, is_counted: Callable[[Any], bool], act: Callable[[], None]) -> None:
    """From here on, `act` when the function of C that is the `number`th of those counted is about to be called."""
    left = number

    def watch(_frame: FrameType, event: str, function: Any) -> None:
        nonlocal left
        if event == "c_call" and is_counted(function):
            left -= 1
            if not left:
                act()

    sys.setprofile(watch)


def _count_calls(path: Path, is_counted: Callable[[Any], bool]) -> int:
    """Return how many of the calls counted a write makes, done once for the purpose."""
    seen = 0

    def watch(_frame: FrameType, event: str, function: Any) -> None:
        nonlocal seen
        seen += event == "c_call" and is_counted(function)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        update(path, _changed)
    finally:
        sys.setprofile(before)
    _fresh(path)
    return seen


def _is_of_the_system(function: Any) -> bool:
    owner = getattr(function, "__self__", None)
    is_system = getattr(owner, "__name__", None) in {"posix", "fcntl", "_io"} or type(owner).__module__ == "_io"
    return is_system and bool(re.fullmatch(SYSTEM, function.__name__))


def test_killed_at_every_step(path: Path) -> None:
    outcomes: Counter[str] = Counter()
    for number in range(1, _count_calls(path, _is_of_the_system) + 1):

        def write(number: int = number) -> None:
            _at_call(number, _is_of_the_system, lambda: os._exit(77))
            update(path, _changed)

        assert _end(_begin(write)) == 77, f"call {number} was not reached"
        outcomes[_check_and_mend(path)] += 1
        _fresh(path)
    assert outcomes["old"] > 5
    assert outcomes["new"] > 1


def test_a_write_killed_at_any_step_can_be_taken_back_or_was_never_done(path: Path) -> None:
    first = f"{PLAN}# 先\n"
    outcomes: Counter[bool] = Counter()
    code, number = 77, 0
    while code == 77:
        number += 1
        update(_fresh(path), lambda _: first)

        def write(number: int = number) -> None:
            _at_call(number, _is_of_the_system, lambda: os._exit(77))
            update(path, _changed)

        code = _end(_begin(write))
        is_done = path.read_bytes() != first.encode()
        outcomes[is_done] += 1
        if is_done:
            assert take_back(path).left == 1
            assert path.read_bytes() == first.encode()
        assert take_back(path).left == 0
        assert path.read_bytes() == OLD
        with pytest.raises(NotFoundError):
            take_back(path)
    assert code == 0
    assert outcomes[False] > 5
    assert outcomes[True] > 1


def test_taking_back_is_killed_at_every_step(path: Path) -> None:
    first = f"{PLAN}# 先\n"
    outcomes: Counter[bool] = Counter()
    code, number = 77, 0
    while code == 77:
        number += 1
        update(_fresh(path), lambda _: first)
        # Back to where it was: the same bytes stand twice in what is remembered.
        update(path, lambda _: PLAN)

        def undo(number: int = number) -> None:
            _at_call(number, _is_of_the_system, lambda: os._exit(77))
            take_back(path)

        code = _end(_begin(undo))
        is_done = path.read_bytes() == first.encode()
        outcomes[is_done] += 1
        if not is_done:
            assert path.read_bytes() == OLD
            take_back(path)
            assert path.read_bytes() == first.encode()
        assert take_back(path).left == 0
        assert path.read_bytes() == OLD
        with pytest.raises(NotFoundError):
            take_back(path)
    assert code == 0
    assert outcomes[False] > 5
    assert outcomes[True] > 1


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES], ids=["disk full", "defect", "no permission"])
def test_every_call_of_the_system_fails_once(path: Path, code: int) -> None:
    def fail() -> None:
        sys.setprofile(None)
        raise OSError(code, os.strerror(code))

    outcomes: Counter[str] = Counter()
    for number in range(1, _count_calls(path, _is_of_the_system) + 1):

        def write(number: int = number) -> None:
            _at_call(number, _is_of_the_system, fail)
            update(path, _changed)

        got = _end(_begin(write))
        # Nothing but a clear refusal with the old file, or success with the new one.
        assert (got, path.read_bytes()) in {(4, OLD), (0, NEW)}, f"call {number}"
        outcomes[_check_and_mend(path)] += 1
        _fresh(path)
    assert outcomes["old"] > 5
    assert outcomes["new"] > 1


def _traced(path: Path, *options: str) -> int:
    """Return the exit code of a write of `path` that strace watches with `options`; skip where none may be watched."""
    hold, let_go = os.pipe()
    is_ready, get_ready = os.pipe()

    def write() -> None:
        # Who is no superuser may watch only what allows it (Linux: PR_SET_PTRACER, PR_SET_PTRACER_ANY).
        ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(2**64 - 1), 0, 0, 0)
        # What pytest left for the collector must not be closed in the middle of the write.
        gc.disable()
        os.close(let_go)
        os.close(get_ready)
        os.read(hold, 1)
        update(path, _changed)

    child = _begin(write)
    os.close(hold)
    # What the child does before it waits is never watched, or it would count at times and at times not.
    os.close(get_ready)
    os.read(is_ready, 1)
    os.close(is_ready)
    calls = path.parents[1] / "calls"
    with subprocess.Popen(
        ["strace", "-o", calls, *options, "-p", str(child)], stderr=subprocess.PIPE, encoding="utf-8"
    ) as strace:
        assert strace.stderr
        said = strace.stderr.readline()
        # Watched or not, it goes on now: without its end of the pipe the read above returns.
        os.close(let_go)
        code = _end(child)
    if "attached" not in said:
        pytest.skip("这里不许用 strace 跟踪进程，系统调用处的强制终止未验证")
    return code


def _calls_of_a_write(path: Path) -> list[tuple[str, int]]:
    """Return the system calls from the first look at the file to the end: each name, and the how-manieth of its kind."""
    assert _traced(path) == 0
    counted: Counter[str] = Counter()
    calls: list[tuple[str, int]] = []
    is_begun = False
    for line in (path.parents[1] / "calls").read_text(encoding="utf-8", errors="replace").splitlines():
        if found := re.match(r"(\w+)\(", line):
            counted[found[1]] += 1
            is_begun = is_begun or "tasks.yaml" in line
            if is_begun and not re.fullmatch(HARMLESS, found[1]):
                calls.append((found[1], counted[found[1]]))
    _fresh(path)
    return calls


@pytest.mark.skipif(
    shutil.which("strace") is None, reason="没有 strace（apt-get install strace），系统调用处的强制终止未验证"
)
def test_killed_at_every_call_of_the_system(path: Path) -> None:
    calls = _calls_of_a_write(path)
    assert {"fsync", "rename", "write"} <= {name for name, _ in calls}
    outcomes: Counter[str] = Counter()
    for name, number in calls:
        code = _traced(path, "-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={number}")
        assert code == -signal.SIGKILL, (name, number)
        outcomes[_check_and_mend(path)] += 1
        _fresh(path)
    assert outcomes["old"] > 5
    assert outcomes["new"] > 1
