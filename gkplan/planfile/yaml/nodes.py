"""Text ⇄ YAML nodes with their places; the only module that imports yaml. Nothing here knows what a task is.

Every scalar is text: no tag is resolved, so `no` stays 「no」 and `1.10` stays 「1.10」.
"""

import gc
from copy import copy
from typing import Any, NoReturn

import yaml

from gkplan.plan.model import Location, Problem

MAX_DEPTH = 32
"""Levels of nesting a plan may have; the format itself needs six."""

MAX_NODES = 1_000_000
"""Nodes a file may hold, 400 times a county's plan: half a gigabyte of memory."""

MAX_ALIASED = 200_000
"""Nodes that aliases may repeat in all; stops a file that grows without bound when read."""

# Not printable to Python, but seen and typed: the blank of Chinese text, the one that does not break, the joiner of emoji.
_BLANKS = "\u3000\u00a0\u200d"

# Line breaks to YAML but not to editors and git: every line below would have the wrong number. A byte order mark inside
# the text, as copying files together leaves it, is skipped by the parser in C, in its count of characters too.
_UNSEEN = "\x85\u2028\u2029\ufeff"

# The loader classes are parsers too; the one in C is absent where PyYAML was built without libyaml.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class NotYamlError(Exception):
    """The text is not one YAML document as a plan needs it; `problems` say where and why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems)
        self.problems = problems


class Node:
    """What all nodes share: the span [start, end) in characters and the place.

    `is_shared` when an alias repeats it, `is_alias` when it is that repetition: a node of its own, with what it repeats.
    """

    __slots__ = ("at", "end", "is_alias", "is_shared", "size", "start")

    def __init__(self, event: Any) -> None:
        mark = event.start_mark
        self.start: int = mark.index
        self.end: int = event.end_mark.index
        self.at = Location(mark.line + 1, mark.column + 1)
        self.is_alias = False
        self.is_shared = False
        self.size = 1


class Scalar(Node):
    """A text; `style` is its quote or block sign, empty for a plain one."""

    __slots__ = ("style", "text")

    def __init__(self, event: Any) -> None:
        super().__init__(event)
        self.text: str = event.value
        self.style: str = event.style or ""


class MappingNode(Node):
    """Key and value nodes in the order of the file."""

    __slots__ = ("entries", "is_flow")

    def __init__(self, event: Any) -> None:
        super().__init__(event)
        self.is_flow: bool = bool(event.flow_style)
        self.entries: list[tuple[Scalar, Node]] = []

    def get(self, key: str) -> Node | None:
        """Return the value of the first entry named `key`, or None."""
        return next((value for name, value in self.entries if name.text == key), None)


class ListNode(Node):
    """Item nodes in the order of the file."""

    __slots__ = ("is_flow", "items")

    def __init__(self, event: Any) -> None:
        super().__init__(event)
        self.is_flow: bool = bool(event.flow_style)
        self.items: list[Node] = []


def read(text: str, *, is_part: bool = False) -> Node | None:
    """Return the root node of `text` (without a BOM), or None when it holds nothing but comments.

    `is_part`: it is cut out of a text that may say elsewhere what its aliases mean. Raises NotYamlError with every
    problem that could be told apart.
    """
    if any(sign in text for sign in _UNSEEN):
        from gkplan.planfile.yaml.faults import find_characters

        raise NotYamlError(*find_characters(text, _UNSEEN))
    try:
        return _build(text, is_part=is_part)
    except yaml.YAMLError as error:
        _explain(text, error)


def try_read(text: str) -> Node | int | None:
    """Return the root node of `text`, None when there is none, or the line at which it proves not to be YAML."""
    if any(sign in text for sign in _UNSEEN):
        return 1
    try:
        return _build(text, is_part=True)
    except NotYamlError as error:
        return error.problems[0].at.line
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return mark.line + 1 if mark else 1


def _build(text: str, *, is_part: bool) -> Node | None:
    # The collector walks all nodes made so far again and again: off, reading takes a third of the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _Builder(is_part=is_part).build(text)
    finally:
        if was_enabled:
            gc.enable()


def scalar(text: str, *, is_flow: bool = False) -> str:
    """Return `text` as YAML on one line that reads back as the same text, quoted only where it must be.

    `is_flow`: it will stand inside [ ] or { }.
    """
    if _is_plain(text, is_flow=is_flow):
        return text
    if _is_visible(text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _is_plain(text: str, *, is_flow: bool) -> bool:
    if not text or text != text.strip() or not _is_visible(text):
        return False
    if text[0] in "-?:,[]{}#&*!|>'\"%@`" or text in {"~", "=", "<<"} or text[:3] in {"---", "..."}:
        return False
    if ": " in text or " #" in text or text.endswith(":") or "\ufeff" in text:
        return False
    return not is_flow or not any(char in ",[]{}:?#" for char in text)


def _is_visible(text: str) -> bool:
    return text.isprintable() or all(char.isprintable() or char in _BLANKS for char in text)


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char.isprintable() or char in _BLANKS:
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class _Builder:
    """Builds the tree with a stack of its own, so that deep nesting cannot exhaust Python's."""

    def __init__(self, *, is_part: bool) -> None:
        self.is_part = is_part
        self.root: Node | None = None
        self.documents = 0
        self.nodes = 0
        self.anchors: dict[str, Node] = {}
        self.aliased = 0
        self.last_end = 0
        # Open collections, each with the key that waits for its value.
        self.open: list[tuple[MappingNode | ListNode, list[Scalar]]] = []

    def build(self, text: str) -> Node | None:
        parser = _Parser(text)
        makers = {yaml.ScalarEvent: Scalar, yaml.MappingStartEvent: MappingNode, yaml.SequenceStartEvent: ListNode}
        while True:
            event = parser.get_event()
            kind = type(event)
            if kind in makers:
                self.add(event, makers[kind](event))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.close(event)
            elif kind is yaml.AliasEvent:
                self.repeat(event)
            elif kind is yaml.DocumentStartEvent:
                self.documents += 1
                if self.documents > 1:
                    _refuse(event, "文件里有第二个 YAML 文档（---），请只保留一个")
            elif kind is yaml.StreamEndEvent:
                is_empty = isinstance(self.root, Scalar) and not self.root.text and not self.root.style
                return None if is_empty else self.root

    def add(self, event: Any, node: Node) -> None:
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            _refuse(event, f"不能使用标签 {tag}，请删去标签，只写文字；文字以「!」开头时请用引号括起来")
        self.nodes += 1
        if self.nodes > MAX_NODES:
            _refuse(event, f"内容超过 {MAX_NODES} 项，不像是任务台账，请检查是否选错了文件")
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        self.place(node)
        self.last_end = node.end
        if isinstance(node, (MappingNode, ListNode)):
            if len(self.open) >= MAX_DEPTH:
                _refuse(event, f"嵌套超过 {MAX_DEPTH} 层，请检查括号或缩进")
            self.open.append((node, []))

    def place(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent, waiting = self.open[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
        elif waiting:
            parent.entries.append((waiting.pop(), node))
        elif isinstance(node, Scalar):
            waiting.append(node)
        else:
            raise NotYamlError(Problem(message="冒号前面应是一个名称，不能是列表，请检查缩进和括号", at=node.at))

    def close(self, event: Any) -> None:
        node, _ = self.open.pop()
        if node.is_flow:
            self.last_end = event.end_mark.index
        # The parser ends a block collection at the next token; here it ends where its last child does.
        node.end = self.last_end
        children = node.items if isinstance(node, ListNode) else [value for _, value in node.entries]
        node.size += sum(child.size for child in children)

    def repeat(self, event: Any) -> None:
        node = self.anchors.get(event.anchor)
        if node is None and self.is_part:
            node = Scalar(yaml.ScalarEvent(None, None, (True, False), "", event.start_mark, event.end_mark))
        if node is None:
            _refuse(
                event,
                f"别名 *{event.anchor} 没有对应的锚点 &{event.anchor}，请写出原文；文字以「*」开头时请用引号括起来",
            )
        if any(node is parent for parent, _ in self.open):
            _refuse(event, f"别名 *{event.anchor} 引用了它自己所在的内容，请写出原文")
        node.is_shared = True
        self.last_end = event.end_mark.index
        self.aliased += node.size
        if self.aliased > MAX_ALIASED:
            _refuse(event, f"别名 *{event.anchor} 展开后内容过多，请写出原文，不用别名")
        twin = copy(node)
        twin.start, twin.end = event.start_mark.index, event.end_mark.index
        twin.at = Location(event.start_mark.line + 1, event.start_mark.column + 1)
        twin.is_alias = True
        self.place(twin)


def _refuse(event: Any, message: str) -> NoReturn:
    mark = event.start_mark
    raise NotYamlError(Problem(message=message, at=Location(mark.line + 1, mark.column + 1)))


def _explain(text: str, error: Exception) -> NoReturn:
    from gkplan.planfile.yaml.faults import explain

    mark = getattr(error, "problem_mark", None)
    words = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    context = getattr(error, "context_mark", None)
    raise NotYamlError(
        *explain(
            text,
            str(words),
            Location(mark.line + 1, mark.column + 1) if mark else None,
            Location(context.line + 1, context.column + 1) if context else None,
        )
    ) from None
