"""Nodes → typed values: texts, days, numbers, lists, each fault reported where it stands. Nothing here knows a plan."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from gkplan import deadline
from gkplan.model import Problem
from gkplan.yaml_nodes import Mapping, Node, Scalar
from gkplan.yaml_nodes import Sequence as ListNode

T = TypeVar("T")


class ValueReader:
    """Reads nodes into values; `problems` gathers what is wrong with them, in the order met."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def report(self, node: Node, message: str) -> None:
        """Add a problem at the place of `node`."""
        self.problems.append(Problem(message=message, at=node.at))

    # Collections

    def fields(self, node: Node, what: str, known: Sequence[str]) -> dict[str, Node]:
        """Return the non-empty values of a mapping by key; unknown and repeated keys are reported and left out."""
        if not isinstance(node, Mapping):
            self.report(node, f"{what}应写成「名称: 值」的形式，这里是{kind(node)}")
            return {}
        found: dict[str, Node] = {}
        for name, value in node.entries:
            key = name.text
            if key not in known:
                self.report(name, _unknown_key(what, key, known))
            elif key in found:
                self.report(name, f"{what}里「{key}」写了两次，请合并或删去一个")
            else:
                found[key] = value
        return {key: value for key, value in found.items() if not is_empty(value)}

    def named(self, node: Node | None, what: str, read: Callable[[Scalar, Node], T]) -> Iterable[T]:
        """Yield what `read` makes of each entry of a mapping whose keys are names."""
        if node is None:
            return
        if not isinstance(node, Mapping):
            self.report(node, f"{what} 应写成「名称: 值」的形式，这里是{kind(node)}")
            return
        seen: dict[str, Scalar] = {}
        for name, value in node.entries:
            if name.text in seen:
                self.report(
                    name, f"{what} 里「{name.text}」写了两次（另一处在第 {seen[name.text].at.line} 行），请删去一个"
                )
                continue
            seen[name.text] = name
            yield read(name, value)

    def each(self, node: Node | None, what: str, read: Callable[[Node], T | None]) -> Iterable[T]:
        """Yield what `read` makes of each item of a list."""
        if node is None:
            return
        if not isinstance(node, ListNode):
            self.report(node, f"{what} 应是列表，每一项以「- 」开头，这里是{kind(node)}")
            return
        for item in node.items:
            value = read(item)
            if value is not None:
                yield value

    # Single values

    def text(self, node: Node | None) -> str | None:
        """Return a text, or None when nothing was written."""
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.report(node, f"这里应是一段文字，不能是{kind(node)}")
            return None
        return node.text or None

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """Return a list of texts."""
        if node is None:
            return ()
        if isinstance(node, Scalar):
            self.report(node, f"{what} 应是列表，写成 [{node.text}]，多个用半角逗号隔开")
            return (node.text,) if node.text else ()
        if isinstance(node, Mapping):
            self.report(node, f"{what} 应是列表，写成 [甲, 乙]，这里是{kind(node)}")
            return ()
        found = [self.text(item) for item in node.items] if isinstance(node, ListNode) else []
        return tuple(text for text in found if text)

    def day(self, node: Node | None, what: str) -> date | None:
        """Return a day written as YYYY-MM-DD."""
        text = self.text(node)
        if text is None or node is None:
            return None
        day = deadline.iso(text)
        if day is None:
            self.report(node, f"{what} 的「{text}」不是有效日期，应写成 2023-06-30 的形式")
        return day

    def days(self, node: Node | None, what: str) -> tuple[date, ...]:
        """Return a list of days."""
        if node is None:
            return ()
        if not isinstance(node, ListNode):
            self.report(node, f"{what} 应是日期列表，写成 [2024-02-09, 2024-02-10]")
            return ()
        return tuple(day for item in node.items if (day := self.day(item, what)))

    def integer(self, node: Node | None, what: str, least: int, most: int, default: int | None = None) -> int | None:
        """Return a whole number from `least` to `most`, both inclusive; `default` when none or another was written."""
        text = self.text(node)
        if text is None or node is None:
            return default
        if text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most:
            return int(text)
        self.report(node, f"{what} 的「{text}」应是 {least} 到 {most} 之间的整数")
        return default

    def boolean(self, node: Node | None, what: str) -> bool:
        """Return whether `true` was written."""
        text = self.text(node)
        if text is None or node is None:
            return False
        if text not in {"true", "false"}:
            self.report(node, f"{what} 的「{text}」应是 true（是）或 false（否）")
        return text == "true"


def is_empty(node: Node) -> bool:
    """Tell whether nothing was written where the value belongs."""
    return isinstance(node, Scalar) and not node.text and not node.style


def kind(node: Node) -> str:
    """Return what a node is, for a message."""
    if isinstance(node, Scalar):
        return f"文字「{node.text[:20]}」" if node.text else "空值"
    return "列表" if isinstance(node, ListNode) else "一组「名称: 值」"


def _unknown_key(what: str, key: str, known: Sequence[str]) -> str:
    if key == "<<":
        return "不支持合并键 <<，请把内容写全"
    if "：" in key:
        return f"「{key}」里的冒号是全角的，请改成半角冒号加一个空格"
    from difflib import get_close_matches

    near = get_close_matches(key, known, 1, 0.5)
    hint = f"，是不是 {near[0]}" if near else f"，可用的有 {'、'.join(known)}"
    return f"{what}里没有「{key}」这一项{hint}"
