"""A line that a hand has indented otherwise is the one at which the first problem stands, whatever stands around it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from gkplan.plan.model import Plan, Problem
from gkplan.store import load
from tests.conftest import LIVED_IN, SHIPPED, Invoke

SHIFTS = (1, 2, 4, -1, -2)

# Lists indented below their key, keys behind lists, units of several lines: what the other plans have not got.
INDENTED = """\
plan:
  title: 甲
  holidays:
    - 2023-05-04
    - 2023-05-05
  year: 2023
units:
  县财政局:
    full: 商河县财政局
    contact: 张三
  县税务局: {}
sections:
  一: 公开
tasks:
  - id: 1
    section: 一
    requirement: 公开预算
    units:
      - 县财政局
      - 县税务局
    steps:
      - what: 编制
        deadline: 2023年8月31日前
      - what: 公开
        deadline: 2023年9月30日前
    origin: 去年第1项
    deadline: 2023年12月底前
  - id: 2
    section: 一
    requirement: 公开决算
    units: [县税务局]
    deadline: 2023年12月底前
"""


def cut(text: str, ids: set[str]) -> str:
    """Return a plan with the tasks of `ids` alone, each with what stands before it: the others are alike."""
    head, *tasks = re.split(r"(?m)^(?=- id: )", text)
    return head + "".join(task for task in tasks if task[6:].partition("\n")[0] in ids)


PLANS = {
    "shipped": cut(SHIPPED.read_text("utf-8"), {"13", "14", "16", "46", "47"}),
    "lived in": cut(LIVED_IN.read_text("utf-8"), {"1", "3", "4", "6", "7", "9"}),
    "indented": INDENTED,
}

# Another line is named first, by right.
EXCEPTIONS = {
    # A dash farther in goes on with the text of the item above, as a YAML text of two lines may: that text is no day, no unit.
    *(("- 2023-05-05", shift) for shift in (1, 2, 4)),
    *(("- 县税务局", shift) for shift in (1, 2, 4)),
    # A step's deadline becomes a second one of its task: that the step above has none is a warning, told before the error.
    ("deadline: 2023年8月31日前", -2),
}


def places() -> Iterator[tuple[str, int]]:
    """Yield the lines to shift, from 0: of the shipped units and sections, which are alike, only some."""
    for name, text in PLANS.items():
        part = ""
        for number, line in enumerate(text.splitlines()):
            if found := re.match(r"\w+", line):
                part = found[0]
            is_alike = name == "shipped" and part in {"units", "sections"} and line.startswith(" ") and number % 9
            if line.strip() and not line.lstrip().startswith("#") and not is_alike:
                yield name, number


@cache
def straight(name: str) -> tuple[Plan, tuple[Problem, ...]]:
    return load.examine(PLANS[name])


@pytest.mark.parametrize(("name", "number"), list(places()))
def test_the_crooked_line_is_named(name: str, number: int) -> None:
    lines = PLANS[name].splitlines(keepends=True)
    line = lines[number].lstrip(" ")
    was = len(lines[number]) - len(line)
    plan, usual = straight(name)
    for blanks in [was + shift for shift in SHIFTS if was + shift >= 0]:
        told, problems = load.examine("".join([*lines[:number], " " * blanks + line, *lines[number + 1 :]]))
        new = [problem for problem in problems if problem not in usual]
        if (line.strip(), blanks - was) in EXCEPTIONS or (not new and told == plan):
            continue
        assert new, (blanks, line)
        assert new[0].at.line == number + 1, (blanks, line, new[:2])


def test_in_the_shipped_plan(invoke: Invoke, folder: Path) -> None:
    """One blank taken away too many, in a task in the middle: told where it is, and nothing else is."""
    lines = SHIPPED.read_text("utf-8").splitlines(keepends=True)
    number = next(n for n, line in enumerate(lines) if line == "- id: 14\n") + 3
    lines[number] = lines[number].lstrip(" ")
    (folder / "tasks.yaml").write_text("".join(lines), "utf-8")
    got = invoke("check", code=1)
    assert got.out.splitlines() == [
        f"{folder / 'tasks.yaml'}:{number + 1}:1: 这一行缩进 0 格，应是 2 格，请与第 {number} 行对齐",
        "共 1 处问题，0 处提醒",
    ]


def test_tasks_below_another_key_are_read_and_not_written(invoke: Invoke, folder: Path) -> None:
    path = folder / "tasks.yaml"
    path.write_text(INDENTED.replace("\ntasks:", "\n  tasks:"), "utf-8")
    text = path.read_bytes()
    assert len(load.examine(path.read_text("utf-8"))[0].tasks) == 2
    got = invoke("done", "1", "--date", "2023-12-01", code=4)
    assert "请先运行 gkplan check 并改正" in got.err
    assert path.read_bytes() == text
