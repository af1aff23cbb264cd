"""Throw broken plan files at the reader and the editor: python tests/fuzz.py [SECONDS] [SEED], or --atheris ARGUMENTS….

The inputs are the error catalogue and the test plans, mutated as hands, editors and merges break them. With atheris
(pip install atheris) what is new to the code leads the way: --atheris -max_total_time=600 FOLDER. What must hold for
every text is in `examine_text`; the suite runs it on a small budget.
"""

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parents[1]
sys.path.insert(0, str(HERE.parent))

from gkplan.errors import GkplanError  # noqa: E402
from gkplan.plan.model import Extension, Plan, Progress  # noqa: E402
from gkplan.planfile.edit import rewrite  # noqa: E402
from gkplan.planfile.read import read_fully, read_plan  # noqa: E402
from gkplan.planfile.yaml import nodes  # noqa: E402 - the tree it stands in comes first
from gkplan.store.load import examine  # noqa: E402

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
    plan, problems = examine(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems:
        assert 1 <= problem.at.line <= len(lines) + 1, problem
        assert 1 <= problem.at.column <= len(lines[min(problem.at.line, len(lines)) - 1]) + 2, problem
        assert problem.message, problem
    assert list(problems) == sorted(problems, key=lambda problem: (problem.at.line, problem.at.column))
    _edit(text, read_plan(text)[0])
    assert plan.tasks or problems


def same_with_both_parsers(text: str) -> None:
    """Assert that PyYAML's parser in Python makes the same nodes as the one in C, or refuses the text as well.

    Aside from tabs behind a colon or dash and question marks between brackets, where the two differ.
    """
    text = text.replace("\t", " ").replace("?", "!")
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


def seeds() -> list[str]:
    """Return the texts to begin from."""
    found = [*sorted((HERE / "errors").glob("*.yaml")), *sorted((HERE / "data").glob("*.yaml"))]
    return [path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace") for path in found]


def mutate(text: str, others: list[str], chance: random.Random) -> str:
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


def inputs(seed: int) -> Iterator[str]:
    """Yield mutated texts without end."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    pool = seeds()
    while True:
        yield mutate(chance.choice(pool), pool, chance)


def _loop(seconds: float, seed: int) -> None:
    begun = last = time.monotonic()
    failures: dict[str, str] = {}
    slowest = 0.0
    count = 0
    for count, text in enumerate(inputs(seed), 1):  # noqa: B007 - told at the end
        try:
            examine_text(text)
            same_with_both_parsers(text)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            trace = error.__traceback__
            while trace and trace.tb_next:
                trace = trace.tb_next
            where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
            failures.setdefault(f"{type(error).__name__} {where}", text)
        now = time.monotonic()
        slowest, last = max(slowest, now - last), now
        if now - begun > seconds:
            break
    for what, text in failures.items():
        sys.stdout.write(f"== {what}\n{text!r}\n")
    sys.stdout.write(f"{count} inputs, {len(failures)} kinds of failure, slowest {slowest:.2f} s\n")


def _atheris(arguments: list[str]) -> None:
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore] # not a dependency: brought for the occasion

    atheris.instrument_all()

    def one(data: bytes) -> None:
        examine_text(data.decode("utf-8", "replace"))

    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--atheris"]:
        _atheris(sys.argv[2:])
    else:
        _loop(float(sys.argv[1]) if len(sys.argv) > 1 else 60, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
