"""The smallest changes to a YAML text: put in, fill or take out one entry or item. Nothing here knows what a task is.

Each function returns splices for one place; `apply` carries them out together. What cannot be changed safely where it
stands raises CannotSpliceError.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from gkplan.model import Location
from gkplan.yaml_nodes import Mapping, Node, Scalar, Sequence, scalar

Value = str | list[str] | dict[str, "Value"]
"""What can be written: a text, a list of texts, or a mapping of these."""


class CannotSpliceError(Exception):
    """The text at `at` is laid out so that it cannot be changed safely; `why` is a Chinese clause."""

    def __init__(self, at: Location, why: str) -> None:
        super().__init__(why)
        self.at = at
        self.why = why


@dataclass(frozen=True, slots=True)
class Splice:
    """Replace the characters [start, end) by `text`; of several at one place the deeper indented goes first."""

    start: int
    end: int
    text: str
    depth: int = 0


def apply(text: str, splices: Iterable[Splice]) -> str:
    """Return `text` with all `splices` carried out. Raises ValueError when two overlap."""
    pieces: list[str] = []
    undone: list[str] = []
    at = 0
    for splice in sorted(splices, key=lambda each: (each.start, each.end, -each.depth)):
        if splice.start < at:
            raise ValueError("overlapping splices")
        kept = text[at : splice.start]
        pieces += (kept, splice.text)
        undone += (kept, text[splice.start : splice.end])
        at = splice.end
    if "".join(undone) + text[at:] != text:
        raise ValueError("splices reach past the text")
    return "".join(pieces) + text[at:]


def set_entry(text: str, mapping: Mapping, key: str, value: Value) -> Splice:
    """Give `mapping` an entry `key` that it has not, or has without a value."""
    existing = next(((name, node) for name, node in mapping.entries if name.text == key), None)
    if existing is None:
        return _insert_entry(text, mapping, key, value)
    name, node = existing
    if not (isinstance(node, Scalar) and not node.text and not node.style and node.start == node.end):
        raise CannotSpliceError(name.at, f"「{key}」已经有值")
    if isinstance(value, str):
        return Splice(node.start, node.start, " " + scalar(value, is_flow=mapping.is_flow))
    raise CannotSpliceError(name.at, f"「{key}」后面是空的，请先删去这一行")


def _insert_entry(text: str, mapping: Mapping, key: str, value: Value) -> Splice:
    _refuse_shared(mapping)
    if mapping.is_flow:
        return _into_flow(mapping, [node for _, node in mapping.entries], f"{key}: {flow(value)}")
    indent = mapping.entries[0][0].at.column - 1
    return _new_lines(text, mapping, indent, [f"{key}: {_inline(value)}"])


def append_items(
    text: str, parent: Mapping, key: str, items: list[dict[str, Value]], *, in_flow: bool, step: int
) -> Splice:
    """Add `items` at the end of the list `key` of `parent`, which is made if there is none.

    `in_flow` writes each item as { }; `step` is how far this file indents a list below its key, in columns.
    """
    node = parent.get(key)
    _refuse_shared(parent)
    if isinstance(node, Sequence):
        _refuse_shared(node)
        if node.is_flow:
            return _into_flow(node, node.items, ", ".join(flow(item) for item in items))
        if text[node.start] != "-":
            raise CannotSpliceError(node.at, f"「{key}」带有锚点")
        indent = node.at.column - 1
        return _new_lines(text, node, indent, _item_lines(items, in_flow=in_flow))
    if parent.is_flow:
        if node is not None:
            raise CannotSpliceError(parent.at, f"「{key}」不是列表")
        return _into_flow(parent, [child for _, child in parent.entries], f"{key}: [{', '.join(map(flow, items))}]")
    if node is not None:
        if not (isinstance(node, Scalar) and node.start == node.end and not node.style):
            raise CannotSpliceError(node.at, f"「{key}」不是列表")
        indent = parent.entries[0][0].at.column - 1 + step
        return _lines_after(text, node.start, indent, _item_lines(items, in_flow=in_flow), depth=indent)
    outer = parent.entries[0][0].at.column - 1
    lines = [" " * step + line for line in _item_lines(items, in_flow=in_flow)]
    return _new_lines(text, parent, outer, [f"{key}:", *lines])


def remove_entry(text: str, mapping: Mapping, key: str) -> Splice:
    """Take out the entry `key`, which must not be the only one; a comment behind its value stays as a line."""
    _refuse_shared(mapping)
    index = next(i for i, (name, _) in enumerate(mapping.entries) if name.text == key)
    name, value = mapping.entries[index]
    spans = [(entry[0].start, _end(entry[1], mapping)) for entry in mapping.entries]
    return _remove(text, mapping, spans, index, name.at.column - 1, value)


def remove_item(text: str, sequence: Sequence, index: int) -> Splice:
    """Take out the item at `index`, which must not be the only one."""
    _refuse_shared(sequence)
    spans = [(item.start, _end(item, sequence)) for item in sequence.items]
    if not sequence.is_flow:
        # The item's own span begins behind its dash.
        spans = [(text.rindex("-", 0, start), end) for start, end in spans]
    return _remove(text, sequence, spans, index, sequence.at.column - 1, sequence.items[index])


def _remove(
    text: str, parent: Mapping | Sequence, spans: list[tuple[int, int]], index: int, indent: int, child: Node
) -> Splice:
    start, end = spans[index]
    if parent.is_flow:
        start, end = (spans[index - 1][1], end) if index else (start, spans[1][0])
        if "#" in text[start : spans[index][0]] + text[spans[index][1] : end]:
            raise CannotSpliceError(child.at, "旁边的注释说的是哪一项，无法断定")
        return Splice(start, end, "")
    first = text.rfind("\n", 0, start) + 1
    if text[first:start].strip(" "):
        # It stands right behind a dash: the next entry moves up in its place.
        if index + 1 >= len(spans) or "#" in text[end : spans[index + 1][0]]:
            raise CannotSpliceError(child.at, "它与短横线同在一行")
        return Splice(start, spans[index + 1][0], "")
    last = _line_end(text, end, child)
    comment = text[_content_end(text, end, child) : last].strip()
    newline = text.find("\n", last)
    if comment:
        return Splice(first, last, " " * indent + comment)
    if newline >= 0:
        return Splice(first, newline + 1, "")
    before = first - 2 if text[:first].endswith("\r\n") else first - 1
    return Splice(max(before, 0), len(text), "")


def flow(value: Value) -> str:
    """Return `value` on one line, as it stands inside [ ] or { }."""
    if isinstance(value, str):
        return scalar(value, is_flow=True)
    if isinstance(value, list):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"


def _inline(value: Value) -> str:
    return scalar(value) if isinstance(value, str) else flow(value)


def _item_lines(items: list[dict[str, Value]], *, in_flow: bool) -> list[str]:
    if in_flow:
        return [f"- {flow(item)}" for item in items]
    return [
        ("  " if number else "- ") + f"{key}: {_inline(value)}"
        for item in items
        for number, (key, value) in enumerate(item.items())
    ]


def _into_flow(parent: Mapping | Sequence, children: list[Node], words: str) -> Splice:
    if not children:
        return Splice(parent.start + 1, parent.start + 1, words)
    end = _end(children[-1], parent)
    return Splice(end, end, ", " + words)


def _new_lines(text: str, parent: Mapping | Sequence, indent: int, lines: list[str]) -> Splice:
    children = parent.items if isinstance(parent, Sequence) else [value for _, value in parent.entries]
    leaf = children[-1]
    while isinstance(leaf, (Mapping, Sequence)) and not leaf.is_flow and not leaf.is_shared:
        leaf = leaf.items[-1] if isinstance(leaf, Sequence) else leaf.entries[-1][1]
    return _lines_after(text, _content_end(text, parent.end, leaf), indent, lines, depth=indent)


def _lines_after(text: str, position: int, indent: int, lines: list[str], *, depth: int) -> Splice:
    """Put `lines` below the line in which `position` lies, in that line's own way of ending."""
    end = text.find("\n", position)
    is_last = end < 0
    end = len(text) if is_last else end
    if is_last:
        newline = "\r\n" if "\r\n" in text else "\n"
        return Splice(end, end, "".join(newline + " " * indent + line for line in lines), depth)
    newline = "\r\n" if text[:end].endswith("\r") else "\n"
    return Splice(end + 1, end + 1, "".join(" " * indent + line + newline for line in lines), depth)


def _end(child: Node, parent: Node) -> int:
    if not parent.start <= child.start < parent.end:
        raise CannotSpliceError(parent.at, "其中用了别名（*）")
    return child.end


def _content_end(text: str, end: int, leaf: Node) -> int:
    """Return where the text of a leaf really ends: a block scalar's span takes the blank lines behind it along."""
    while isinstance(leaf, (Mapping, Sequence)) and not leaf.is_flow:
        leaf = leaf.items[-1] if isinstance(leaf, Sequence) else leaf.entries[-1][1]
    if isinstance(leaf, Scalar) and leaf.style in {"|", ">"} and leaf.end == end:
        header = text[leaf.start : text.find("\n", leaf.start)].partition("#")[0]
        return end - 1 if "+" in header else len(text[:end].rstrip())
    return end


def _line_end(text: str, end: int, leaf: Node) -> int:
    newline = text.find("\n", _content_end(text, end, leaf))
    last = len(text) if newline < 0 else newline
    return last - 1 if text[:last].endswith("\r") else last


def _refuse_shared(node: Node) -> None:
    if node.is_shared:
        raise CannotSpliceError(node.at, "这里定义的锚点（&）在别处也用着，改动会波及别处")
