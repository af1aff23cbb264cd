"""Writing processes killed with SIGKILL at random moments. POSIX only.

Each time the file must hold byte for byte what some number of whole writes make of it, no fewer than were reported as
done, and the next write must succeed. A kill inside a write leaves a lock or a temporary file.
"""

import os
import signal
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from unittest.mock import patch

from gkplan.store.files import update
from tests.store.writer import PLAN, note


def write(path: Path, number: int, *, is_edit: bool) -> None:
    """Make write `number`: a report through the whole of edit and store, or one line through the store alone."""
    if is_edit:
        note(path, "1", f"第 {number} 次")
    else:
        update(path, lambda document: document.text + f"# 第 {number} 次\n")


def kill_once(path: Path, seconds: float, *, is_edit: bool) -> bool:
    """Kill a process that writes to `path` again and again after `seconds`; return whether a write was going on."""
    path.write_text(PLAN, encoding="utf-8")
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        try:
            for number in range(10_000):
                write(path, number, is_edit=is_edit)
                os.write(tell, b".")
        finally:
            # Whatever happens, it must not go on as a second pytest.
            os._exit(1)
    os.close(tell)
    os.read(told, 1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    reported = 1
    while more := os.read(told, 65536):
        reported += len(more)
    os.close(told)

    found = path.read_bytes()
    left = [each.name for each in path.parent.iterdir() if each != path]
    other = path.with_name("other.yaml")
    other.write_text(PLAN, encoding="utf-8")
    # Nobody cuts the power here: these need not reach the disk.
    with patch("os.fsync"):
        for number in range(reported):
            write(other, number, is_edit=is_edit)
        # One more may have reached the disk without having been reported.
        if found != other.read_bytes():
            write(other, reported, is_edit=is_edit)
            assert found == other.read_bytes(), f"{path} is neither the old nor the new file"
        update(path, lambda document: document.text + "# 下一次\n")
    return bool(left)


def examine(seed: int) -> Counter[str]:
    """Kill one process; return whether that was inside a write, counted."""
    chance = Random(seed)  # noqa: S311 - when to kill, not a secret
    with tempfile.TemporaryDirectory() as folder:
        # One that edits takes longer to begin: one in four is enough.
        is_inside = kill_once(Path(folder, "tasks.yaml"), chance.uniform(0, 0.02), is_edit=chance.random() < 0.25)
    return Counter(kills=1, inside=is_inside)
