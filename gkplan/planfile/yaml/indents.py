"""Which line of a text that is not YAML is indented wrongly: the one that, indented otherwise, makes it one.

Imported only when reading has failed. The parser gives up at the line that no longer fits, often below the one at fault:
so the lines above it are tried as well. Nothing here knows what the lines are about.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from gkplan.plan.model import Location, Problem
from gkplan.planfile.yaml import nodes
from gkplan.planfile.yaml.faults import has_foreign_signs
from gkplan.planfile.yaml.nodes import ListNode, MappingNode, Node, Scalar

MAX_CHARACTERS = 100_000
"""The longest text whose lines are tried: each trial reads a part of it anew."""

MAX_LINES = 10
"""Lines that are straightened in one text: with more of them it was not typed by hand."""

# Lines tried above the one at which the parser gave up, besides the nearest that is not indented.
_TRIED = 6

# How far around the fault the text is read anew, counted in lines that are not indented.
_AROUND = 3


class _Step(NamedTuple):
    """How much farther in than its key the first line of a group begins, and whether it is an item of a list."""

    is_item: bool
    blanks: int


class _Trial(NamedTuple):
    """The line at `number` (from 0) indented by `blanks`, and how far from usual the text is then, smallest best."""

    number: int
    blanks: int
    oddity: tuple[int, ...]


def straighten(lines: list[str]) -> list[Problem]:
    """Indent in place the lines without which `lines` would be YAML, as far as they can be told; return their problems."""
    problems: list[Problem] = []
    if sum(map(len, lines)) > MAX_CHARACTERS:
        return problems
    while len(problems) < MAX_LINES:
        found = nodes.try_read("\n".join(lines))
        if not isinstance(found, int):
            break
        best = min(_trials(lines, found - 1), key=lambda trial: trial.oddity, default=None)
        if best is None:
            break
        problems.append(_problem(lines, best))
        lines[best.number] = " " * best.blanks + lines[best.number].lstrip(" ")
    return problems


def _trials(lines: list[str], fault: int) -> Iterator[_Trial]:
    """Yield each line and indentation with which the text around `fault` can be read."""
    around = _around(lines, fault)
    if not isinstance(nodes.try_read(_text(lines, around)), int) or has_foreign_signs([lines[n] for n in around]):
        return
    widths = Counter(_indent(line) for line in lines if _speaks(line))
    # Of each sort the most frequent comes last, and stays.
    usual = {step.is_item: step for step, _ in reversed(Counter(_steps(lines)).most_common())}
    tried = {width for n in around for width in (_indent(lines[n]), _column(lines[n]))}
    for number in _suspects(lines, fault, around):
        was = lines[number]
        # One of its kind is likely the crooked one; a key at the margin with lines below it is not.
        is_usual = widths[_indent(was)] > 1
        is_head = not _indent(was) and was.rstrip().endswith(":")
        for blanks in sorted(tried - {_indent(was)}):
            lines[number] = " " * blanks + was.lstrip(" ")
            root = nodes.try_read(_text(lines, around))
            if isinstance(root, Node) and not _is_makeshift(root):
                odd = sum(step != usual.get(step.is_item) for step in _steps([lines[n] for n in around]))
                oddity = (-_said(root), _empty(root), odd, is_usual, is_head, _top(root))
                yield _Trial(number, blanks, (*oddity, -widths[blanks], fault - number))
        lines[number] = was


def _around(lines: list[str], fault: int) -> list[int]:
    """Return the lines to be read anew: some entries before and after the one at fault, below their top-level line."""
    margin = [n for n, line in enumerate(lines) if _speaks(line) and not _indent(line)]
    above = [n for n in margin if n < fault]
    start = above[-_AROUND] if len(above) >= _AROUND else 0
    end = next((n + 1 for n in margin if n > fault), len(lines))
    head = next((n for n in reversed(above) if n < start and not _is_item(lines[n])), None)
    inside = [n for n in range(start, end) if _speaks(lines[n])]
    return [head, *inside] if head is not None and _is_item(lines[start]) else inside


def _suspects(lines: list[str], fault: int, around: list[int]) -> list[int]:
    """Return the lines that may be the crooked one, from the one at which the parser gave up to the top."""
    found: list[int] = []
    for number in reversed([n for n in around if n <= fault]):
        if not _is_entry(lines[number]):
            # A key without its colon, or a text on several lines: no indentation mends the one or tells of the other.
            return found[:-1]
        is_margin = number < fault and not _indent(lines[number])
        if len(found) <= _TRIED or is_margin:
            found.append(number)
        if is_margin:
            break
    first = next(n for n, line in enumerate(lines) if _speaks(line))
    return [*found, first] if first in around and first not in found else found


def _steps(lines: list[str]) -> Iterator[_Step]:
    """Yield the step of each group: a person who writes lists in one way writes all of them so."""
    speaking = [line for line in lines if _speaks(line)]
    for key, first in pairwise(speaking):
        if key.rstrip().endswith(":") and (_indent(first) > _column(key) or _is_item(first)):
            yield _Step(_is_item(first), _indent(first) - _column(key))


def _problem(lines: list[str], trial: _Trial) -> Problem:
    line = lines[trial.number]
    had = _indent(line)
    like = _like(lines, trial)
    remedy = "请改正" if like is None else f"请与第 {like + 1} 行对齐"
    return Problem(
        message=f"这一行缩进 {had} 格，应是 {trial.blanks} 格，{remedy}", at=Location(trial.number + 1, had + 1)
    )


def _like(lines: list[str], trial: _Trial) -> int | None:
    """Return the nearest line of the same group, above or else below."""
    is_item = _is_item(lines[trial.number])
    for step in (range(trial.number - 1, -1, -1), range(trial.number + 1, len(lines))):
        for number in step:
            if _speaks(lines[number]) and _indent(lines[number]) <= trial.blanks:
                if _indent(lines[number]) == trial.blanks and _is_item(lines[number]) == is_item:
                    return number
                if _indent(lines[number]) < trial.blanks:
                    break
    return None


def _said(root: Node) -> int:
    """Return how many values and keys there are: fewer when a line goes on with the text above."""
    mappings = sum(len(mapping.entries) for mapping in _mappings(root))
    return mappings + sum(isinstance(node, Scalar) and bool(node.text) for node in _nodes(root))


def _empty(root: Node) -> int:
    """Return how many keys have no value: what belongs below them stands elsewhere."""
    return sum(
        isinstance(value, Scalar) and not value.text and not value.style
        for mapping in _mappings(root)
        for _, value in mapping.entries
    )


def _top(root: Node) -> int:
    """Return how many keys stand at the top: a line is more likely to belong to the group around it."""
    return len(root.entries) if isinstance(root, MappingNode) else 0


def _is_makeshift(root: Node) -> bool:
    """Tell whether a key stands twice or an item is unlike the first of its list: a line is lost then, not crooked."""
    for node in _nodes(root):
        if isinstance(node, MappingNode):
            names = [name.text for name, _ in node.entries]
            if len({*names}) < len(names):
                return True
        elif isinstance(node, ListNode) and node.items and any(_is_unlike(item, node.items[0]) for item in node.items):
            return True
    return False


def _is_unlike(item: Node, first: Node) -> bool:
    if isinstance(item, MappingNode) and isinstance(first, MappingNode) and item.entries:
        return first.get(item.entries[0][0].text) is None
    return type(item) is not type(first)


def _mappings(root: Node) -> Iterator[MappingNode]:
    return (node for node in _nodes(root) if isinstance(node, MappingNode))


def _nodes(root: Node) -> Iterator[Node]:
    """Yield `root` and all below it; what aliases repeat once only, for they may multiply without bound."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        if node.is_alias:
            continue
        if isinstance(node, MappingNode):
            waiting += [value for _, value in node.entries]
        elif isinstance(node, ListNode):
            waiting += node.items


def _text(lines: list[str], numbers: list[int]) -> str:
    return "\n".join(lines[number] for number in numbers) + "\n"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _column(line: str) -> int:
    """Return where the first key of a line stands, behind its dashes."""
    return len(line) - len(line.lstrip(" -")) if _is_item(line) else _indent(line)


def _is_item(line: str) -> bool:
    return line.lstrip(" ").startswith("- ")


def _is_entry(line: str) -> bool:
    """Tell whether a line begins an item or holds a key."""
    return _is_item(line) or ": " in line or line.rstrip().endswith(":")


def _speaks(line: str) -> bool:
    """Tell whether a line holds more than blanks and a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")
