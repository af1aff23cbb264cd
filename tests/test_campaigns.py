"""The campaigns on a small budget that is the same in every run, and the command that carries them out for long."""

import os
import sys
from collections import Counter

import pytest

from tests.campaigns import __main__ as command
from tests.campaigns import failing_calls


@pytest.mark.parametrize(
    ("name", "cases"),
    [
        ("random_edits", 60),
        ("broken_texts", 60),
        ("damaged_documents", 40),
        pytest.param(
            "damaged_memory",
            10,
            marks=pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no pipes among files"),
        ),
        pytest.param(
            "hostile_tables",
            4,
            marks=pytest.mark.skipif(sys.platform == "win32", reason="系统不报一个进程用了多少内存"),
        ),
        pytest.param(
            "failing_calls",
            1,
            marks=pytest.mark.skipif(
                not failing_calls.is_possible(), reason="没有 strace（apt-get install strace），或者不许跟踪进程"
            ),
        ),
        pytest.param(
            "sudden_kills",
            10,
            marks=pytest.mark.skipif(not hasattr(os, "fork"), reason="系统没有 fork，无法随机中断"),
        ),
    ],
)
def test_the_first_seeds(name: str, cases: int) -> None:
    for seed in range(cases):
        command.CAMPAIGNS[name](seed)


@pytest.fixture
def stumbling(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A campaign of that name which fails with seed 7, and the seeds it was asked for."""
    asked: list[int] = []

    def examine(seed: int) -> Counter[str]:
        asked.append(seed)
        assert seed != 7, "seven"
        return Counter(stumbles=2)

    monkeypatch.setattr(command, "CAMPAIGNS", {"stumbling": examine})
    return asked


def test_a_failure_says_how_to_repeat_it(stumbling: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--seconds", "60", "--seed", "5"]) == 1
    assert stumbling == [5, 6, 7]
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.endswith("; again: python -m tests.campaigns stumbling --seconds 0 --seed 7")
    assert command.main(last.partition("tests.campaigns ")[2].split()) == 1
    assert stumbling == [5, 6, 7, 7]


def test_success_says_the_seed_and_the_figures(stumbling: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["stumbling", "--seconds", "0", "--seed", "8"]) == 0
    assert stumbling == [8]
    first, last = capsys.readouterr().out.splitlines()
    assert first == "stumbling: seed 8"
    assert last.startswith("stumbling: 1 cases in ")
    assert last.endswith(": 2 stumbles")


def test_a_seed_is_drawn_when_none_is_given(stumbling: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--seconds", "0"]) == 0
    assert capsys.readouterr().out.startswith(f"stumbling: seed {stumbling[0]}\n")
