"""Nodes → typed values: texts, days, numbers, lists, each fault reported where it stands. Nothing here knows a plan."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from gkplan.dates.parse import iso
from gkplan.plan.model import Problem
from gkplan.planfile.yaml.nodes import ListNode, MappingNode, Node, Scalar
from gkplan.text.nearest import nearest

T = TypeVar("T")

MOST_NAMES = 2_000
"""Names that one list may hold, a hundred times what a county's table names."""

MAX_GUESSES = 200
"""Different unknown keys for which the nearest known one is looked for."""


class ValueReader:
    """Reads nodes into values; `problems` gathers what is wrong with them, in the order met.

    `synonyms` maps other words for keys to the keys that they may stand for, to be named in a message.
    """

    def __init__(self, synonyms: dict[str, str]) -> None:
        self.problems: list[Problem] = []
        self._synonyms = synonyms
        # Keys that are there under a wrong name: to call them missing too would say one fault twice.
        self._misnamed: set[tuple[int, str]] = set()
        self._meanings: dict[tuple[str, Sequence[str]], str] = {}

    def report(self, node: Node, message: str, *, is_warning: bool = False) -> None:
        """Add a problem at the place of `node`."""
        self.problems.append(Problem(message=message, at=node.at, is_warning=is_warning))

    def missing(self, node: Node, key: str, fact: str, remedy: str) -> None:
        """Report that a mapping lacks `key`, at the key where it stands without a value."""
        if not isinstance(node, MappingNode) or (id(node), key) in self._misnamed:
            return
        empty = next((name for name, _ in node.entries if name.text == key), None)
        self.report(empty or node, f"{key} 后面是空的，{remedy}" if empty else f"{fact}，{remedy}")

    # Collections

    def fields(self, node: Node, what: str, known: Sequence[str]) -> dict[str, Node]:
        """Return the non-empty values of a mapping by key; unknown and repeated keys are reported and left out."""
        if not isinstance(node, MappingNode):
            self.report(node, f"{what}应写成「名称: 值」的形式，这里是{kind(node)}")
            return {}
        found: dict[str, Node] = {}
        for name, value in node.entries:
            key = name.text
            if key not in known:
                meant = self._meant(key, known)
                self._misnamed.add((id(node), meant))
                self.report(name, _unknown_key(what, key, known, meant))
            elif key in found and name.text == node.entries[0][0].text and len(node.entries) > 1:
                self.report(
                    name, f"{what}里「{key}」写了两次，请合并或删去一个；如果从这里起是新的一项，请在前面写上「- 」"
                )
                break
            elif key in found:
                self.report(name, f"{what}里「{key}」写了两次，请合并或删去一个")
            else:
                found[key] = value
        return {key: value for key, value in found.items() if not is_empty(value)}

    def named(self, node: Node | None, what: str, read: Callable[[Scalar, Node], T]) -> Iterable[T]:
        """Yield what `read` makes of each entry of a mapping whose keys are names."""
        if node is None:
            return
        if not isinstance(node, MappingNode):
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
            names = _split(node.text)
            self.report(node, f"{what} 应是列表，写成 [{', '.join(names)}]，方括号和逗号都用半角")
            return names
        if isinstance(node, MappingNode):
            self.report(node, f"{what} 应是列表，写成 [甲, 乙]，这里是{kind(node)}")
            return ()
        found = []
        items = node.items if isinstance(node, ListNode) else []
        if len(items) > MOST_NAMES:
            self.report(node, f"{what} 有 {len(items)} 项，超过 {MOST_NAMES} 项，只读了前面的；请分成几项任务或用统称")
        for item in items[:MOST_NAMES]:
            text = self.text(item)
            if text:
                found.append(text)
            elif isinstance(item, Scalar):
                self.report(item, f"{what} 里有一项是空的，请填写或删去")
        return tuple(found)

    def day(self, node: Node | None, what: str) -> date | None:
        """Return a day written as YYYY-MM-DD."""
        text = self.text(node)
        if text is None or node is None:
            return None
        day = iso(text)
        if day is None:
            self.report(node, f"{what} 的「{_shown(text)}」不是有效日期，应写成 2023-06-30 的形式")
        return day

    def days(self, node: Node | None, what: str) -> tuple[date, ...]:
        """Return a list of days."""
        if node is None:
            return ()
        if not isinstance(node, ListNode):
            self.report(node, f"{what} 应是日期列表，写成 [2024-02-09, 2024-02-10]")
            return ()
        return tuple(day for item in node.items if (day := self.day(item, what)))

    def integer(self, node: Node | None, what: str, least: int, most: int) -> int | None:
        """Return a whole number from `least` to `most`, both inclusive; None when none or another was written."""
        text = self.text(node)
        if text is None or node is None:
            return None
        if text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most:
            return int(text)
        self.report(node, f"{what} 的「{_shown(text)}」应是 {least} 到 {most} 之间的整数")
        return None

    def boolean(self, node: Node | None, what: str) -> bool:
        """Return whether `true` was written."""
        text = self.text(node)
        if text is None or node is None:
            return False
        if text not in {"true", "false"}:
            self.report(node, f"{what} 的「{_shown(text)}」应是 true（是）或 false（否）")
        return text == "true"

    def _meant(self, key: str, known: Sequence[str]) -> str:
        """Return the known key that was meant, or an empty text."""
        plain = key.partition("：")[0].strip().lower()
        plain = self._synonyms.get(plain, plain)
        if plain in known:
            return plain
        # Guessing takes a while: past so many different ones the file is not a plan.
        if (plain, known) not in self._meanings and len(self._meanings) < MAX_GUESSES:
            self._meanings[plain, known] = next(iter(nearest(plain, known, 1, 0.6)), "")
        return self._meanings.get((plain, known), "")


def _shown(text: str) -> str:
    """Return a text for a message, of a long one the beginning."""
    return text if len(text) <= 30 else f"{text[:30]}…"


def is_empty(node: Node | None) -> bool:
    """Tell whether nothing was written where the value belongs, or there is no such place (None)."""
    return node is None or (isinstance(node, Scalar) and not node.text and not node.style)


def is_empty_list(node: Node) -> bool:
    """Tell whether a list was written that has no items."""
    return isinstance(node, ListNode) and not node.items


def kind(node: Node) -> str:
    """Return what a node is, for a message."""
    if isinstance(node, Scalar):
        return f"文字「{node.text[:20]}」" if node.text else "空值"
    return "列表" if isinstance(node, ListNode) else "一组「名称: 值」"


def _split(text: str) -> tuple[str, ...]:
    """Return the names in a text that was meant to be a list."""
    for sign in "，、；;":
        text = text.replace(sign, ",")
    return tuple(name for each in text.split(",") if (name := each.strip(" \u3000[]［］【】")))


def _unknown_key(what: str, key: str, known: Sequence[str], meant: str) -> str:
    if key == "<<":
        return "不支持合并键 <<，请把内容写全"
    if key[:1] in {"｛", "［", "【"}:
        return f"括号「{key[0]}」是全角的，请改成半角，另一半也一样"
    if "：" in key:
        return f"「{key}」里的冒号是全角的，请改成半角冒号加一个空格"
    if key[:1] in {"\u3000", "\u00a0"}:
        return f"「{key.strip()}」前面的缩进用了全角空格或不间断空格，请改用半角空格"
    hint = f"，是不是 {meant}" if meant else f"，可用的有 {'、'.join(known)}"
    return f"{what}里没有「{key}」这一项{hint}"
