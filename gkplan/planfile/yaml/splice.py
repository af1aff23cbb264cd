"""The smallest changes to a YAML text: put in, fill, replace or take out one thing. Nothing here knows what a task is.

Each function yields the splices for one place; `apply` carries them out together. The text must end with a line break.
What cannot be changed safely where it stands raises CannotSpliceError.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from gkplan.planfile.yaml.extents import (
    CannotSpliceError,
    Extent,
    children_of,
    content_end,
    find_comments,
    find_entry,
    find_spans,
    has_blank_line,
    indent_of,
    is_block,
    keeps_blanks,
    leaves_of,
    line_break,
    start_of_line,
)
from gkplan.planfile.yaml.lines import OneLine, Record, Value, block_lines, flow, in_quotes, item_lines
from gkplan.planfile.yaml.nodes import ListNode, MappingNode, Node, Scalar, scalar


class Splice(NamedTuple):
    """Replace the characters [start, end) by `text`; of several put in at one place the one of greatest `depth` is first."""

    start: int
    end: int
    text: str
    depth: float = 0


_ON_THE_LINE = float("inf")
"""The depth of what continues a line: it comes before all lines put in below."""


def apply(text: str, splices: Iterable[Splice]) -> str:
    """Return `text` with all `splices` carried out. Raises ValueError when two overlap."""
    pieces: list[str] = []
    at = 0
    for splice in sorted(splices, key=lambda each: (each.start, each.end, -each.depth)):
        if not at <= splice.start <= splice.end <= len(text):
            raise ValueError("splices overlap or reach past the text")
        pieces += (text[at : splice.start], splice.text)
        at = splice.end
    return "".join(pieces) + text[at:]


def refuse_shared(node: Node) -> None:
    """Raise CannotSpliceError when an alias repeats `node`, so that a change here would also be one elsewhere."""
    if node.is_alias:
        raise CannotSpliceError(node.at, "这里用了别名（*），内容写在别处")
    if node.is_shared:
        raise CannotSpliceError(node.at, "这里定义的锚点（&）在别处也用着，改动会波及别处")


def put_entry(
    text: str, mapping: MappingNode, key: str, value: Value, order: Sequence[str], step: int
) -> Iterator[Splice]:
    """Give `mapping` an entry `key` that it has not, or has without a value.

    It is put before the keys that `order` has behind it, where the mapping keeps to that order; `step` is how far this
    file indents a list below its key, in columns.
    """
    refuse_shared(mapping)
    if mapping.get(key) is not None:
        yield from _fill(text, mapping, key, value, step)
        return
    later = set(order[order.index(key) + 1 :])
    last = len(mapping.entries) - 1
    index = next((i for i in range(last, -1, -1) if mapping.entries[i][0].text not in later), last)
    if mapping.is_flow:
        yield _into_flow(mapping, index + 1, f"{key}: {flow(value)}")
        return
    indent = indent_of(mapping)
    yield _below(
        text, content_end(text, mapping.entries[index][1]), indent, block_lines({key: value}, step), 2 * indent
    )


def _fill(text: str, mapping: MappingNode, key: str, value: Value, step: int) -> Iterator[Splice]:
    name, node = find_entry(mapping, key)
    is_blank = isinstance(node, Scalar) and node.start == node.end
    is_bare = isinstance(node, ListNode) and node.is_flow and not node.items
    if not (is_blank or is_bare):
        raise CannotSpliceError(node.at, f"「{key}」已经有内容，写法不是所要的样子")
    refuse_shared(node)
    is_lines = isinstance(value, list) and any(isinstance(each, dict) for each in value)
    if mapping.is_flow or not is_lines:
        yield Splice(node.start, node.end, (" " if is_blank else "") + flow(value), _ON_THE_LINE)
        return
    if is_bare:
        if text[node.start + 1 : node.end - 1].strip():
            raise CannotSpliceError(node.at, f"「{key}」的方括号里有注释")
        yield _blank(text, name, node, is_flow=False)
    indent = indent_of(mapping) + step
    assert isinstance(value, list)  # noqa: S101 - told to the type checker; is_lines says so
    yield _below(text, node.end, indent, item_lines(value, step), 2 * indent + 1)


def put_items(text: str, sequence: ListNode, index: int, values: Sequence[str | Record], step: int) -> Iterator[Splice]:
    """Put `values` in before the item that stands at `index`, or at the end, written as the last item there is."""
    refuse_shared(sequence)
    items = sequence.items
    if sequence.is_flow:
        yield _into_flow(sequence, index, ", ".join(flow(value) for value in values))
        return
    last = items[-1]
    if isinstance(last, MappingNode):
        # What is to stand on one line does so below others that do not.
        values = [
            value if isinstance(value, OneLine) else OneLine(value) if last.is_flow else dict(value)
            for value in values
            if isinstance(value, dict)
        ]
    lines = list(item_lines(values, step))
    spans = find_spans(text, sequence)
    first = start_of_line(text, spans[0][0])
    indent = spans[0][0] - first
    if index == 0:
        if text[first : first + indent].strip(" "):
            raise CannotSpliceError(sequence.at, "列表的第一项前面没有地方")
        yield Splice(first, first, "".join(" " * indent + line + line_break(text, first) for line in lines))
        return
    is_apart = len(items) > 1 and has_blank_line(text, spans[-2][1], spans[-1][0])
    if is_apart and not keeps_blanks(text, items[index - 1]):
        # Hand-made lists that keep their items apart go on doing so.
        lines = [line for value in values for line in ("", *item_lines([value], step))]
    yield _below(text, spans[index - 1][1], indent, lines, 2 * indent + 1)


def replace_scalar(text: str, node: Node, value: str, *, is_flow: bool) -> Iterator[Splice]:
    """Write `value` where the text `node` stands, in its quotes if it has any. `is_flow`: it stands inside [ ] or { }."""
    refuse_shared(node)
    if not isinstance(node, Scalar):
        raise CannotSpliceError(node.at, "这里应是一段文字")
    if is_block(node):
        raise CannotSpliceError(node.at, "这里是多行文字（| 或 >）")
    if node.start == node.end:
        yield Splice(node.start, node.end, " " + scalar(value, is_flow=is_flow), _ON_THE_LINE)
        return
    if not text[node.start : node.end].startswith(node.style or node.text[0]):
        raise CannotSpliceError(node.at, "这里定义了锚点（&）")
    yield Splice(node.start, node.end, in_quotes(value, node.style, is_flow=is_flow))


def remove(text: str, parent: MappingNode | ListNode, indexes: Collection[int]) -> Iterator[Splice]:
    """Take out the entries or items at `indexes`; comments among them stay.

    A single text with a comment behind it is taken out alone: its key stays and waits. A list or mapping that is not
    inside [ ] or { } must keep something.
    """
    refuse_shared(parent)
    spans = find_spans(text, parent)
    for index in sorted(indexes):
        _refuse_needed(children_of(parent)[index])
        if index - 1 in indexes:
            continue
        last = index
        while last + 1 in indexes:
            last += 1
        yield (_cut_flow if parent.is_flow else _cut_lines)(text, parent, spans, index, last)


def _refuse_needed(node: Node) -> None:
    if node.is_alias:
        return
    refuse_shared(node)
    for child in children_of(node):
        _refuse_needed(child)


def _cut_flow(text: str, parent: MappingNode | ListNode, spans: list[Extent], first: int, last: int) -> Splice:
    if first:
        start, end = spans[first - 1][1], spans[last][1]
    else:
        start, end = spans[0][0], spans[last + 1][0] if last + 1 < len(spans) else parent.end - 1
    if not find_comments(text, start, end, leaves_of(parent, first, last)):
        return Splice(start, end, "")
    return _blank_only(text, parent, first, last, "旁边的注释说的是哪一项，无法断定")


def _cut_lines(text: str, parent: MappingNode | ListNode, spans: list[Extent], first: int, last: int) -> Splice:
    if last - first + 1 == len(spans):
        raise CannotSpliceError(parent.at, "删去后这里就空了")
    start, end = spans[first][0], text.index("\n", spans[last][1])
    leaves = leaves_of(parent, first, last)
    line = start_of_line(text, start)
    if text[line:start].strip(" "):
        # It stands right behind a dash: the next entry moves up in its place.
        up = spans[last + 1][0] if last + 1 < len(spans) else 0
        if up and not find_comments(text, start, up, leaves):
            return Splice(start, up, "")
        return _blank_only(text, parent, first, last, "它与短横线同在一行")
    comments = find_comments(text, start, end, leaves)
    if comments and _is_single(parent, first, last):
        return _blank_only(text, parent, first, last, "")
    newline = line_break(text, end)
    indent = " " * (start - line)
    if isinstance(parent, ListNode) and first and not comments:
        above = text.index("\n", spans[first - 1][1]) + 1
        if above < line and not text[above:line].strip():
            line = start_of_line(text, line - 1)
    return Splice(line, end + 1, "".join(indent + comment + newline for comment in comments))


def _is_single(parent: MappingNode | ListNode, first: int, last: int) -> bool:
    if first != last or not isinstance(parent, MappingNode):
        return False
    value = parent.entries[first][1]
    return isinstance(value, Scalar) and not is_block(value)


def _blank_only(text: str, parent: MappingNode | ListNode, first: int, last: int, why: str) -> Splice:
    if isinstance(parent, MappingNode) and _is_single(parent, first, last):
        return _blank(text, *parent.entries[first], is_flow=parent.is_flow)
    raise CannotSpliceError(
        parent.items[first].at if isinstance(parent, ListNode) else parent.entries[first][0].at, why
    )


def _blank(text: str, name: Scalar, node: Node, *, is_flow: bool) -> Splice:
    """Take out the value behind a key's colon."""
    if text[name.end : node.start].strip() != ":":
        raise CannotSpliceError(name.at, f"「{name.text}」的值前面还有别的内容")
    # Inside { } a colon needs its blank.
    return Splice(node.start if is_flow else text.index(":", name.end) + 1, node.end, "")


def _into_flow(parent: MappingNode | ListNode, index: int, words: str) -> Splice:
    children = children_of(parent)
    if not children:
        return Splice(parent.end - 1, parent.end - 1, words)
    if index < len(children) and isinstance(parent, ListNode):
        return Splice(children[index].start, children[index].start, words + ", ")
    return Splice(children[index - 1].end, children[index - 1].end, ", " + words)


def _below(text: str, position: int, indent: int, lines: Iterable[str], depth: int) -> Splice:
    """Put `lines` below the line in which `position` lies, in that line's own way of ending."""
    end = text.index("\n", position)
    newline = line_break(text, end)
    return Splice(end + 1, end + 1, "".join((" " * indent + line if line else "") + newline for line in lines), depth)
