"""Many write to one file at once: nobody's update is lost, and every reader sees a whole file."""

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gkplan.plan.model import Plan, Progress
from gkplan.store.save import update_plan
from tests.campaigns.writers_at_once import WRITER, notes, write_at_once
from tests.store.writer import PLAN, note


def test_eight_processes_write_again_and_again(tmp_path: Path) -> None:
    write_at_once(tmp_path / "tasks.yaml", processes=8, writes=15, seed=0)


def test_threads_of_one_process(tmp_path: Path) -> None:
    path = tmp_path / "tasks.yaml"
    path.write_text(PLAN, encoding="utf-8")

    def write(task: str) -> None:
        for index in range(5):
            note(path, task, f"{task} {index}")

    threads = [threading.Thread(target=write, args=(str(number),)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert notes(path) == {str(number): [f"{number} {index}" for index in range(5)] for number in range(1, 5)}


def test_every_name_of_the_file_has_the_same_lock(tmp_path: Path) -> None:
    path = tmp_path / "real" / "tasks.yaml"
    path.parent.mkdir()
    path.write_text(PLAN, encoding="utf-8")
    (tmp_path / "folder").symlink_to("real")
    (tmp_path / "link.yaml").symlink_to(Path("folder", "tasks.yaml"))
    names = [path, tmp_path / "folder" / "tasks.yaml", tmp_path / "link.yaml", path.parent / ".." / "real" / path.name]
    writers = [
        subprocess.Popen([sys.executable, WRITER, name, str(number + 1), "甲", "5"])
        for number, name in enumerate(names)
    ]
    assert [writer.wait() for writer in writers] == [0] * len(names)
    assert [len(reported) for reported in notes(path).values()] == [5] * 4
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder", "link.yaml", "real"]
    assert (tmp_path / "link.yaml").is_symlink()


def test_create_at_once_makes_one_file(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from gkplan.store import files; files.create(Path(sys.argv[1]), sys.argv[2])"
    path = tmp_path / "data" / "tasks.yaml"
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", code, path, str(number)], cwd=WRITER.parents[2], stderr=subprocess.DEVNULL
        )
        for number in range(4)
    ]
    assert sorted(maker.wait() for maker in makers) == [0, 1, 1, 1]
    (winner,) = (number for number, maker in enumerate(makers) if maker.returncode == 0)
    assert path.read_text(encoding="utf-8") == str(winner)
    assert [each.name for each in path.parent.iterdir()] == ["tasks.yaml"]


def test_a_change_is_made_of_what_the_file_holds_under_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "tasks.yaml"
    path.write_text(PLAN, encoding="utf-8")
    other = subprocess.Popen([sys.executable, WRITER, path, "1", "先", "1", "hold"], stdout=subprocess.PIPE, text=True)
    assert other.stdout
    with other.stdout as held:
        assert held.readline() == "held\n"
        seen: list[Plan] = []

        def make(plan: Plan) -> Plan:
            seen.append(plan)
            task = plan.tasks[0]
            entry = Progress(date=date(2023, 6, 2), note="后")
            return replace(plan, tasks=(replace(task, progress=(*task.progress, entry)), *plan.tasks[1:]))

        # The other one holds the lock for a moment still: this waits.
        update_plan(path, make)
    assert other.wait() == 0
    assert [entry.note for entry in seen[0].tasks[0].progress] == ["先 0"]
    assert notes(path)["1"] == ["先 0", "后"]


@pytest.mark.parametrize("leaves", [b"", b"4194303\nelsewhere\n"], ids=["empty", "by existence"])
def test_a_lock_file_left_by_a_killed_write_is_taken_over(tmp_path: Path, leaves: bytes) -> None:
    path = tmp_path / "tasks.yaml"
    path.write_text(PLAN, encoding="utf-8")
    lock = tmp_path / ".tasks.yaml.lock"
    lock.write_bytes(leaves)
    note(path, "1", "还在")
    assert notes(path)["1"] == ["还在"]
    assert not lock.exists()
