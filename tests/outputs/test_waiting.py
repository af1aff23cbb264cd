"""How far long work is: shown on a terminal once it takes long, and nowhere else."""

from pathlib import Path

import pytest

from gkplan.outputs import waiting
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
