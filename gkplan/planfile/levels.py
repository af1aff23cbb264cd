"""Keys that stand a level too deep or too high in a text that is YAML all the same: read where they belong.

A line that a hand indented otherwise may make good YAML of another meaning. What is wrong is its indentation then, not
what seems to be missing or unknown because of it.
"""

from copy import copy

from gkplan.planfile.schema import CHINESE_KEYS, HEAD, TASK, TOP_KEYS
from gkplan.planfile.yaml.nodes import ListNode, MappingNode, Node, Scalar
from gkplan.planfile.yaml.values import ValueReader, is_empty

_Entry = tuple[Scalar, Node]


def settle(reader: ValueReader, root: Node) -> Node:
    """Return `root` with its entries at their levels, reporting each that is not; `root` itself stays as it is."""
    if not isinstance(root, MappingNode) or root.is_flow:
        return root
    return _lowered(reader, _raised(reader, root))


def _raised(reader: ValueReader, root: MappingNode) -> MappingNode:
    """Return `root` with the top-level keys that stand below another one of them."""
    names = {name.text for name, _ in root.entries}
    waiting, entries = root.entries[::-1], []
    while waiting:
        name, value = waiting.pop()
        inner = _find_top(value, names) if name.text in TOP_KEYS else None
        if inner is not None and isinstance(value, MappingNode):
            deep, below = value.entries[inner]
            before, after = value.entries[:inner], value.entries[inner + 1 :]
            reader.report(deep, f"「{deep.text}」缩进了 {deep.at.column - 1} 格，应顶格写，请删去前面的空格")
            names.add(deep.text)
            if is_empty(below) and after:
                # Its own line alone is crooked: what follows belongs to it.
                below, after = _with(value, after), []
            waiting.append((deep, below))
            value = _with(value, [*before, *after])
        entries.append((name, value))
    return _with(root, entries)


def _find_top(value: Node, known: set[str]) -> int | None:
    """Return which entry of a mapping is a top-level key that the file has not got elsewhere."""
    if not isinstance(value, MappingNode) or value.is_flow:
        return None
    for index, (name, below) in enumerate(value.entries):
        if name.text in TOP_KEYS and name.text not in known and (is_empty(below) or not isinstance(below, Scalar)):
            return index
    return None


def _lowered(reader: ValueReader, root: MappingNode) -> MappingNode:
    """Return `root` with the keys below the entry they follow that only there have a meaning."""
    entries: list[_Entry] = []
    seen: set[str] = set()
    for name, value in root.entries:
        last = entries[-1] if entries else None
        above = _above(last[1]) if last else None
        is_top = name.text in TOP_KEYS and name.text not in seen
        if last and above and not is_top and _belongs(name.text, value, last[0].text, above):
            near = above.entries[-1][0].at
            reader.report(
                name,
                f"这一行缩进 {name.at.column - 1} 格，应是 {near.column - 1} 格，请与第 {near.line} 行对齐",
            )
            entries[-1] = (last[0], _put(last[1], name, value))
        else:
            entries.append((name, value))
            seen.add(name.text)
    return _with(root, entries)


def _above(value: Node) -> MappingNode | None:
    """Return the mapping to which a line directly below `value` may belong: itself, or the last item of a list."""
    last = value.items[-1] if isinstance(value, ListNode) and not value.is_flow and value.items else value
    return last if isinstance(last, MappingNode) and not last.is_flow and last.entries and not last.is_alias else None


def _belongs(key: str, value: Node, top: str, above: MappingNode) -> bool:
    """Tell whether `key` with `value` is what may stand in `above`, the last of what is below `top`."""
    if above.get(key) is not None:
        return False
    if top == "plan":
        return key in HEAD.keys
    if top == "tasks":
        return key in TASK.keys and isinstance(value, MappingNode) == (key == "target")
    if key.isascii() or key in CHINESE_KEYS or "：" in key or key[0].isspace():
        return False
    if top == "sections":
        return isinstance(value, Scalar) and not is_empty(value)
    if top == "groups":
        return isinstance(value, ListNode)
    return top == "units" and (isinstance(value, MappingNode) or is_empty(value))


def _put(node: Node, name: Scalar, value: Node) -> Node:
    """Return `node` with one entry more, in its last item when it is a list."""
    if isinstance(node, MappingNode):
        return _with(node, [*node.entries, (name, value)])
    if isinstance(node, ListNode):
        twin = copy(node)
        twin.items = [*node.items[:-1], _put(node.items[-1], name, value)]
        return twin
    return node


def _with(node: MappingNode, entries: list[_Entry]) -> MappingNode:
    twin = copy(node)
    twin.entries = entries
    return twin
