"""Plan files broken as hands, editors and merges break them: read or refused with a place, edited exactly or refused.

The inputs are the error catalogue and the test plans.
"""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from gkplan.errors import GkplanError
from gkplan.plan.model import Extension, Plan, Progress
from gkplan.planfile.edit import rewrite
from gkplan.planfile.read import read_fully, read_plan
from gkplan.planfile.yaml import nodes
from gkplan.store import load

HERE = Path(__file__).parents[1]

PIECES = [
    *"：，［］【】｛｝－＃　、；“”‘’%@`!&*|>?:-#[]{},'\"\\~=<^",
    *("\t", "\r", "\r\n", "\n", "\x00", "\x1b[31m", "\x0b", "\x85", "\u00a0", "\u2028", "\u200b", "\u202e", "\ufeff"),
    *("<<<<<<< HEAD\n", "=======\n", ">>>>>>> b\n", "---\n", "...\n", "%YAML 1.1\n", "- ", "  ", ": ", " #", "? "),
    *(
        "&a ",
        "*a",
        "!!python/name:os.system ",
        "<<: *a",
        "[",
        "[[[[[[[[",
        "- - - - ",
        "{a: {b: ",
        "|\n",
        ">-\n",
        "𠮷",
        "👨‍👩‍👧",
    ),
    *("2023-02-30", "2023年13月", "12月底前", "true", "null", "~", "1e999", "9" * 400, "id: 1\n", "done: 2023-12-01\n"),
    *("units: [县财政局，县税务局]\n", "progress:\n", "steps: {}\n", "deadline：长期\n", "tasks:\n", "plan: []\n"),
]
"""What a mutation puts in: signs and lines that mean something to YAML, to the format or to a hasty hand."""


def examine_text(text: str) -> None:
    """Assert what holds for every text: it is read or its faults are named, and an edit is exact or refused."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    plan, problems = load.examine(text)
    seen = text.replace("\r\n", "\n")
    for problem in problems:
        # A lone carriage return ends no line where it is looked for: in an editor, and in git.
        lines = (seen if "U+000D" in problem.message else seen.replace("\r", "\n")).split("\n")
        assert 1 <= problem.at.line <= len(lines) + 1, problem
        assert 1 <= problem.at.column <= len(lines[min(problem.at.line, len(lines)) - 1]) + 2, problem
        assert problem.message, problem
    assert list(problems) == sorted(problems, key=lambda problem: (problem.at.line, problem.at.column))
    _edit(text, read_plan(text)[0])
    assert plan.tasks or problems


def same_with_both_parsers(text: str) -> None:
    """Assert that PyYAML's parser in Python makes the same nodes as the one in C, or refuses the text as well.

    Aside from tabs behind a colon or dash, and between brackets from question marks and colons without a value, where the
    two differ.
    """
    text = re.sub(r":(?=\s*[],[{}])", ";", text.replace("\t", " ").replace("?", "!"))
    with_c, with_python = (_shape_by(parser, text) for parser in (yaml.CSafeLoader, yaml.SafeLoader))
    assert with_c == with_python


def _shape_by(parser: Any, text: str) -> Any:
    usual = nodes._Parser
    nodes._Parser = parser
    try:
        return _shape(nodes.read(text))
    except nodes.NotYamlError:
        return "refused"
    finally:
        nodes._Parser = usual


def _shape(node: nodes.Node | None) -> Any:
    if node is None:
        return None
    place = (type(node).__name__, node.start, node.end, node.at, node.is_shared)
    if isinstance(node, nodes.Scalar):
        return (*place, node.text, node.style)
    if isinstance(node, nodes.MappingNode):
        return (*place, node.is_flow, [(_shape(name), _shape(value)) for name, value in node.entries])
    return (*place, node.is_flow, [_shape(item) for item in node.items]) if isinstance(node, nodes.ListNode) else ()


def _edit(text: str, plan: Plan) -> None:
    if not plan.tasks:
        return
    task = plan.tasks[len(text) % len(plan.tasks)]
    day = date(2023, 7, len(text) % 28 + 1)
    for changed in (
        replace(task, done=None if task.done else day),
        replace(task, progress=(*task.progress, Progress(date=day, note="甲: 乙 #丙", evidence=("a, b",)))),
        replace(task, extensions=(*task.extensions, Extension(to=day, reason="'"))),
    ):
        after = replace(plan, tasks=tuple(changed if each is task else each for each in plan.tasks))
        try:
            written = rewrite(read_fully(text), after)
        except GkplanError as error:
            assert error.message  # noqa: PT017 - that it may be refused is no failure
        else:
            assert read_plan(written)[0] == after


@cache
def originals() -> tuple[str, ...]:
    """Return the texts to begin from."""
    found = [*sorted((HERE / "errors").glob("*.yaml")), *sorted((HERE / "data").glob("*.yaml"))]
    return tuple(path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace") for path in found)


def mutate(text: str, others: tuple[str, ...], chance: Random) -> str:
    """Return `text` broken in one to four places, sometimes joined with a piece of another."""
    for _ in range(chance.randint(1, 4)):
        lines = text.split("\n")
        at, spot = chance.randrange(len(lines)), chance.randrange(len(text) + 1)
        what = chance.randrange(9)
        if what == 0:
            del lines[at]
        elif what == 1:
            lines.insert(chance.randrange(len(lines) + 1), lines[at])
        elif what == 2:
            lines[at] = " " * chance.randrange(6) + lines[at].lstrip()
        elif what == 3:
            other = chance.choice(others).split("\n")
            begin = chance.randrange(len(other))
            lines[at:at] = other[begin : begin + chance.randint(1, 8)]
        elif what == 4:
            lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
        text = "\n".join(lines)
        if what in {5, 6, 7}:
            text = text[:spot] + chance.choice(PIECES) + text[spot + (what - 5) :]
        elif what == 8:
            text = text[:spot]
    return text


def examine(seed: int) -> Counter[str]:
    """Break one text and assert what holds for every text; return what came of it, counted."""
    chance = Random(seed)  # noqa: S311 - no secret
    text = mutate(chance.choice(originals()), originals(), chance)
    examine_text(text)
    same_with_both_parsers(text)
    return Counter(texts=1, plans=bool(read_plan(text)[0].tasks))
