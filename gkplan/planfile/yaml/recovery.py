"""What else is wrong with a text that is not YAML: its parts are read one by one, so that one fault hides no other.

Imported only when reading has failed. A part is a top-level line, or one entry or item below it, told by indentation
alone; nothing here knows what the parts are about.
"""

from collections.abc import Iterator
from typing import NamedTuple

from gkplan.plan.model import Problem
from gkplan.planfile.yaml import nodes
from gkplan.planfile.yaml.indents import straighten
from gkplan.planfile.yaml.nodes import NotYamlError, Scalar

MAX_FAULTY = 100
"""Faulty parts after which no more are looked for: it is not a plan then."""

MAX_CHARACTERS = 2_000_000
"""The longest text that is taken apart, a hundred times a county's plan."""

# Comments, and blanks that do not indent: such a line goes with the one above.
_NO_BEGINNING = "#\t\u3000\u00a0"


class _Part(NamedTuple):
    """Lines [start, end) from 0; `head` is where the top-level line stands to which they belong."""

    start: int
    end: int
    head: int


def recover(text: str, whole: tuple[Problem, ...]) -> tuple[str, list[Problem]]:
    """Return what of `text` can be read, every line in its place and the faulty parts empty, and their problems.

    `whole` is what was wrong with the text as one; it stands when no part is at fault by itself.
    """
    if len(text) > MAX_CHARACTERS:
        return "", list(whole)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    # A crooked line tears parts asunder that are whole: with it straight, the rest can be told.
    problems = straighten(lines)
    if problems:
        try:
            nodes.read("\n".join(lines))
        except NotYamlError as error:
            whole = error.problems
        else:
            return "\n".join(lines), problems
    parts = list(_parts(lines))
    faulty: set[_Part] = set()
    for part in parts:
        body = "\n".join(lines[part.start : part.end])
        if _faults(body):
            # Once more with as many lines above it as in the file: the messages name lines too.
            problems += _faults("\n" * part.start + body)
            faulty.add(part)
        if len(faulty) == MAX_FAULTY:
            break
    heads = {part.start for part in faulty if part.start == part.head}
    for part in parts:
        # A faulty top-level line takes with it what stands below, and what it may have torn apart above.
        if part in faulty or part.head in heads or part.end in heads:
            lines[part.start : part.end] = [""] * (part.end - part.start)
    rest = "\n".join(lines)
    try:
        nodes.read(rest)
    except NotYamlError as error:
        return "", problems + list(error.problems if problems else whole)
    return rest, problems


def _parts(lines: list[str]) -> Iterator[_Part]:
    start = head = 0
    inner = ""
    for number, line in enumerate(lines):
        body = line.lstrip(" ")
        if not body.strip() or body[0] in _NO_BEGINNING:
            continue
        indent = line[: len(line) - len(body)]
        is_item = body.startswith("- ")
        if not indent and not is_item:
            begins, inner = True, _inner(lines, number)
        else:
            begins = f"{indent}{'-' if is_item else ''}" == inner
        if begins and number > start:
            yield _Part(start, number, head)
            start = number
        if not indent and not is_item:
            head = number
    yield _Part(start, len(lines), head)


def _inner(lines: list[str], head: int) -> str:
    """Return how the entries below a top-level line begin, blanks and dash; no such beginning when it has a value."""
    if not lines[head].partition(" #")[0].rstrip().endswith((":", "：")):
        return "none"
    for line in lines[head + 1 :]:
        body = line.lstrip(" ")
        if body.strip() and not body.startswith("#"):
            return line[: len(line) - len(body)] + ("-" if body.startswith("- ") else "")
    return "none"


def _faults(part: str) -> list[Problem]:
    try:
        root = nodes.read(part, is_part=True)
    except NotYamlError as error:
        return list(error.problems)
    if isinstance(root, Scalar) and root.text:
        from gkplan.planfile.yaml.faults import explain

        return explain(part, "could not find expected ':'", root.at, root.at)
    return []
