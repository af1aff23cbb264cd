"""How far long work is: shown on a terminal once it takes long, and nowhere else."""

import time
from pathlib import Path
from typing import Any

import pytest

from gkplan.outputs import waiting
from gkplan.plan.model import Task
from gkplan.plan.status import Judge
from tests.conftest import Invoke
from tests.outputs.terminals import needs_terminal, show

SPLIT = ("export", "--return", "--split", "表")


@needs_terminal
@pytest.mark.parametrize(("patience", "is_told"), [(-1.0, True), (3600.0, False)])
def test_a_person_sees_how_far_it_is(
    patience: float, plan_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, *, is_told: bool
) -> None:
    assert plan_file.exists()
    monkeypatch.setattr(waiting, "PATIENCE", patience)
    shown = show(*SPLIT, columns=80, folder=folder)
    assert shown.code == 0
    assert ("%" in shown.data.decode()) == is_told
    # It leaves nothing behind.
    assert [line for line in shown.lines if line] == ["已写入 表：32 个文件"]


@pytest.mark.usefixtures("plan_file")
def test_a_pipe_gets_none_of_it(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", -1.0)
    assert invoke(*SPLIT).err == "已写入 表：32 个文件\n"


@needs_terminal
@pytest.mark.parametrize("name", ["页.html", "日程.ics"])
def test_work_without_a_count_is_shown_too(
    name: str, plan_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert plan_file.exists()
    monkeypatch.setattr(waiting, "PATIENCE", 0.0)
    called: list[object] = []

    def slow(judge: Judge, task: Task) -> Any:
        if not called:
            called.append(task)
            time.sleep(1.5)
        return parts_of(judge, task)

    parts_of = Judge.parts_of
    monkeypatch.setattr(Judge, "parts_of", slow)
    shown = show("export", name, columns=80, folder=folder)
    assert "正在写文件" in shown.data.decode()
    assert [line for line in shown.lines if line] == [f"已写入 {name}（51 项任务）"]
