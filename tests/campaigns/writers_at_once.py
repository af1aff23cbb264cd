"""Processes that write to one file at once, each as `gkplan note` would: every report of each is in it, in its order."""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from gkplan.planfile.read import read_plan
from gkplan.store import files
from tests.store.writer import PLAN

WRITER = Path(__file__).parents[1] / "store" / "writer.py"


def notes(path: Path) -> dict[str, list[str | None]]:
    """Return what has been reported to each task, by its number."""
    plan, problems = read_plan(files.read(path).text)
    assert not problems
    return {task.id: [entry.note for entry in task.progress] for task in plan.tasks}


def write_at_once(path: Path, *, processes: int, writes: int, seed: int) -> None:
    """Have each process report `writes` times to `path`, which need not exist, and assert that nothing got lost."""
    path.write_text(PLAN, encoding="utf-8")
    # Two processes to a task: updates of one task by different hands, too.
    writers = [
        subprocess.Popen([sys.executable, WRITER, path, str(number // 2 + 1), f"{number}号", str(writes), str(seed)])
        for number in range(processes)
    ]
    seen = 0
    while any(writer.poll() is None for writer in writers):
        time.sleep(0.05)
        found = sum(map(len, notes(path).values()))
        assert found >= seen, "an update that was there is gone"
        seen = found
    assert [writer.returncode for writer in writers] == [0] * processes
    for task, reported in notes(path).items():
        for number in (int(task) * 2 - 2, int(task) * 2 - 1):
            mine = [each for each in reported if each and each.startswith(f"{number}号")]
            assert mine == [f"{number}号 {index}" for index in range(writes)]
        assert len(reported) == 2 * writes
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def examine(seed: int) -> Counter[str]:
    """Have eight processes write fifty times each, with pauses that depend on `seed`; return the writes, counted."""
    with tempfile.TemporaryDirectory() as folder:
        write_at_once(Path(folder, "tasks.yaml"), processes=8, writes=50, seed=seed)
    return Counter(writes=400)
