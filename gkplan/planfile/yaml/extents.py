"""Where the pieces of a YAML text begin and end, and the comments among them. Nothing here changes anything."""

from collections.abc import Iterable, Iterator

from gkplan.plan.model import Location
from gkplan.planfile.yaml.nodes import ListNode, MappingNode, Node, Scalar

Extent = tuple[int, int]


class CannotSpliceError(Exception):
    """The text at `at` is laid out so that it cannot be changed safely; `why` is a Chinese clause."""

    def __init__(self, at: Location, why: str) -> None:
        super().__init__(why)
        self.at = at
        self.why = why


def content_end(text: str, node: Node) -> int:
    """Return where what `node` says ends: the span of a block scalar takes the blank lines behind it along."""
    leaf = last_leaf(node)
    if not is_block(leaf):
        return leaf.end
    if keeps_blanks(text, leaf):
        return leaf.end - 1
    header = text.index("\n", leaf.start)
    return header + len(text[header : leaf.end].rstrip(" \r\n"))


def keeps_blanks(text: str, node: Node) -> bool:
    """Tell whether blank lines below `node` would be part of what it says (| or > with +)."""
    leaf = last_leaf(node)
    return is_block(leaf) and "+" in text[leaf.start : text.index("\n", leaf.start)].partition("#")[0]


def is_block(node: Node) -> bool:
    """Tell whether `node` is a text in | or >."""
    return isinstance(node, Scalar) and node.style in {"|", ">"} and not node.is_alias


def last_leaf(node: Node) -> Node:
    """Return the text, alias or collection in brackets with which `node` ends."""
    while isinstance(node, (MappingNode, ListNode)) and not node.is_flow and not node.is_alias:
        node = children_of(node)[-1]
    return node


def find_spans(text: str, parent: MappingNode | ListNode) -> list[Extent]:
    """Return for each entry or item, dash included, where it begins and where what it says ends."""
    if isinstance(parent, MappingNode):
        return [(name.start, content_end(text, value)) for name, value in parent.entries]
    if parent.is_flow:
        return [(item.start, item.end) for item in parent.items]
    spans = []
    at = parent.start
    if text[at] == "&":
        while not text[at].isspace():
            at += 1
    for item in parent.items:
        end = content_end(text, item)
        spans.append((_dash(text, at, item), end))
        at = end
    return spans


def _dash(text: str, at: int, item: Node) -> int:
    # A comment in between may hold dashes of its own.
    while text[at] != "-":
        if text[at] == "#":
            at = text.index("\n", at)
        elif not text[at].isspace():
            raise CannotSpliceError(item.at, "这一项前面还有别的内容")
        at += 1
    return at


def children_of(parent: Node) -> list[Node]:
    """Return the values of a mapping or the items of a list, in the order of the file; a text has none."""
    if isinstance(parent, MappingNode):
        return [value for _, value in parent.entries]
    return parent.items if isinstance(parent, ListNode) else []


def find_entry(mapping: MappingNode, key: str) -> tuple[Scalar, Node]:
    """Return the first entry named `key`, which must be there."""
    return next(entry for entry in mapping.entries if entry[0].text == key)


def indent_of(mapping: MappingNode) -> int:
    """Return how many columns the keys of a mapping that is not inside { } stand in."""
    return mapping.entries[0][0].at.column - 1


def start_of_line(text: str, position: int) -> int:
    """Return where the line in which `position` lies begins."""
    return text.rfind("\n", 0, position) + 1


def line_break(text: str, position: int) -> str:
    """Return how the line in which `position` lies ends."""
    return "\r\n" if text[max(text.index("\n", position) - 1, 0)] == "\r" else "\n"


def has_blank_line(text: str, start: int, end: int) -> bool:
    """Tell whether an empty line lies between `start` and `end`."""
    return any(not line.strip() for line in text[start:end].split("\n")[1:-1])


# Comments


def leaves_of(parent: Node, first: int = 0, last: int | None = None) -> Iterator[Node]:
    """Yield the texts and aliases within the children from `first` to `last`, both inclusive, in the order of the file."""
    if isinstance(parent, Scalar) or parent.is_alias:
        yield parent
    elif isinstance(parent, MappingNode):
        for name, value in parent.entries[first : None if last is None else last + 1]:
            yield name
            yield from leaves_of(value)
    elif isinstance(parent, ListNode):
        for item in parent.items[first : None if last is None else last + 1]:
            yield from leaves_of(item)


def find_comments(text: str, start: int, end: int, leaves: Iterable[Node]) -> list[str]:
    """Return the comments in [start, end), which holds `leaves`."""
    outside = []
    for leaf in leaves:
        if is_block(leaf):
            outside += [text[start : text.index("\n", leaf.start)], "\n"]
        else:
            outside += [text[start : leaf.start], "x"]
        start = content_end(text, leaf)
    outside.append(text[start:end])
    found = []
    for line in "".join(outside).replace("\t", " ").split("\n"):
        at = 0 if line.startswith("#") else line.find(" #") + 1
        if line[at : at + 1] == "#":
            found.append(line[at:].strip())
    return found
