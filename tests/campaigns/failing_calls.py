"""Every writing command, with one call to the system that fails: the file is the old one or the new one, byte for byte.

What is said is a sentence and never a traceback, success is the new file, and the next write succeeds. Needs strace.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.importers.documents import html_bytes

PLAN = """\
plan: {title: 试验, year: 2023, office: 县政府办公室}
units:
  县财政局: {}
  县司法局: {}
  县政府办公室: {}
tasks:
- {id: 1, requirement: 公开甲, units: [县财政局, 县司法局], deadline: 2023年6月底前}   # 注释
- {id: 2, requirement: 公开乙, units: [县财政局], deadline: 每季度末}

- id: 3
  requirement: 公开丙
  units: [县司法局]
  deadline: 2023年8月底前
  progress:
  - {date: 2023-05-01, unit: 县司法局, note: 已经开始}
- {id: 4, requirement: 公开丁, units: [县财政局], deadline: 2023年9月底前, done: 2023-07-01}
"""
TABLE = [["序号", "工作任务", "责任单位", "完成时限"], ["1", "做好公开。", "县财政局", "6月底前"]]
WRITES = (
    "done 1 --unit 县财政局", "done 2@2023Q1", "reopen 4", "note 1 开会 --unit 县司法局", "note 3 做完了 --unit 县司法局 --done",
    "return 4 --unit 县财政局 --reason 不全", "extend 3 --to 2023-12-31 --reason 不全", "waive 2@2023Q2 --reason 无新增", "amend 3#1 --note 更正", "retract 3#1",
    "step 1 写通知 --deadline 2023-05-31", "add 公开戊 --unit 县财政局", "undo", "init 新", "import 表.html -o 新.yaml --force",
    "rollover 2024 -o 新.yaml --force",
)  # fmt: skip
CALLS = (
    "openat", "read", "write", "close", "fsync", "fdatasync", "rename", "renameat", "unlink", "unlinkat", "mkdir",
    "chmod", "fchmod", "chown", "fchown", "utimensat", "flock", "newfstatat", "fstat", "stat", "lstat", "statx",
    "access", "faccessat2", "readlink", "getdents64", "lseek", "ftruncate", "listxattr", "getxattr", "fsetxattr",
)  # fmt: skip
ERRORS = ("EIO", "ENOSPC", "EACCES", "EPERM", "EROFS", "EMFILE", "EINTR", "ENOENT", "EDQUOT", "ESTALE", "EBUSY")


class Calls(NamedTuple):
    """What a command makes of the file when nothing fails, and which calls it makes from its first look at it."""

    old: bytes | None
    new: bytes
    calls: tuple[tuple[str, int], ...]


@cache
def is_possible() -> bool:
    """Tell whether strace is there and may watch a process."""
    strace = shutil.which("strace")
    return strace is not None and subprocess.run([strace, "-o", os.devnull, "true"], check=False).returncode == 0


def prepare(folder: Path, write: str) -> Path:
    """Make the files that a write needs; return the one it writes."""
    (folder / "tasks.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "表.html").write_bytes(html_bytes(TABLE))
    if write == "undo":
        assert run(folder, "note 1 开会").returncode == 0
    if write.startswith("init"):
        return folder / "新" / "data" / "tasks.yaml"
    return folder / ("新.yaml" if "新.yaml" in write else "tasks.yaml")


def run(folder: Path, write: str, *watch: str) -> "subprocess.CompletedProcess[str]":
    """Carry out a command line in `folder`, below strace when it is told what to watch."""
    home = folder.parent / "home"
    return subprocess.run(
        [*watch, sys.executable, "-m", "gkplan", *write.split()],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(home),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            # Counted twice, the same calls.
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "GKPLAN_TODAY": "2023-08-01",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def bytes_of(path: Path) -> bytes | None:
    """Return what is in a file, None when there is none."""
    return path.read_bytes() if path.exists() else None


@cache
def undisturbed(write: str) -> Calls:
    """Return what `write` does when all goes well."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent, "plan")
        folder.mkdir()
        written = prepare(folder, write)
        old = bytes_of(written)
        log = Path(parent, "log")
        done = run(folder, write, "strace", "-qq", "-s", "200", "-o", str(log), "-e", f"trace=?{',?'.join(CALLS)}")
        assert done.returncode == 0, done.stderr
        seen: Counter[str] = Counter()
        calls: list[tuple[str, int]] = []
        is_begun = False
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            name = line.partition("(")[0]
            seen[name] += 1
            is_begun = is_begun or bool(re.search(r'"[^"]*(?:tasks\.yaml|\.html)"', line))
            if is_begun:
                calls.append((name, seen[name]))
        new = bytes_of(written)
        assert new is not None
        assert new != old
        assert calls
        return Calls(old, new, tuple(calls))


def examine(seed: int) -> Counter[str]:
    """Let one call of one command fail; return what came of it, counted."""
    if not is_possible():
        return Counter(skipped=1)
    chance = Random(seed)  # noqa: S311 - no secret
    write = WRITES[seed % len(WRITES)]
    expected = undisturbed(write)
    name, number = chance.choice(expected.calls)
    error = chance.choice(ERRORS)
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent, "plan")
        folder.mkdir()
        written = prepare(folder, write)
        log = Path(parent, "log")
        fault = f"inject={name}:error={error}:when={number}"
        done = run(folder, write, "strace", "-qq", "-o", str(log), "-e", f"trace={name}", "-e", fault)
        if "(INJECTED)" not in log.read_text(encoding="utf-8", errors="replace"):
            return Counter(missed=1)
        told = f"{write} with {error} at {name} {number}: exit {done.returncode}\n{done.stdout}{done.stderr}"
        found = bytes_of(written)
        assert found in {expected.old, expected.new}, f"neither old nor new\n{told}"
        # Python itself writes one when a hash that nobody here asks for cannot be loaded.
        assert "Traceback" not in done.stderr or "ERROR:root:code for hash" in done.stderr, told
        assert done.returncode in {0, 4}, told
        assert done.returncode or found == expected.new, f"success without the new file\n{told}"
        assert done.returncode == 0 or re.search(r"[\u4e00-\u9fff]", done.stderr) or name == "write", told
        again = run(folder, "note 2 下一次 -f tasks.yaml")
        assert again.returncode == 0, f"the next write fails\n{told}\n{again.stderr}"
    return Counter(calls=1, refused=done.returncode == 4, written=found == expected.new)
