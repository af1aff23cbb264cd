"""Numbered headings → section keys, in the document's own numbering. Nothing here knows tables."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gkplan.importers.source import one_line
from gkplan.plan.model import Section
from gkplan.text.halfwidth import half_width_digits
from gkplan.text.numerals import arabic, chinese
from gkplan.text.patterns import compiled

if TYPE_CHECKING:
    import re

LONGEST = 60
"""Characters of a paragraph that may be a heading."""

_NUMBER = r"[一二三四五六七八九十百〇零]{1,4}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbered:
    """A text parted from its number: `level` 1 for 一、 2 for （一） 3 for 1. 4 for （1）; `number` without signs."""

    level: int
    number: str
    text: str


def numbered(text: str, last: str | None = None) -> Numbered | None:
    """Return the number a text begins with and the rest, None for a text without one (2023年…, 1000万人…).

    `last` is the number before it: after 6 the task of 7.5G基站 is 7, and what it says begins with 5G. Digits and signs
    of either width count.
    """
    given, text = text, half_width_digits(text)
    match = compiled(r"([0-9]{1,3})[.．]([0-9]+)").match(text)
    if match and (match[1] == str(int(last) + 1) if last and last.isdecimal() else not last and _opens(match)):
        return Numbered(level=3, number=match[1], text=given[match.start(2) :].strip())
    for level, pattern in (
        (1, rf"第?({_NUMBER})[章部节类]?分?\s*[、.．,，:：]\s*"),
        (1, rf"第({_NUMBER})(?:部分|章|节|类)\s*"),
        (1, rf"({_NUMBER})[ 　]+(?=\S)"),
        (1, rf"(?:专项|板块|模块|领域|工程|行动|目标)({_NUMBER})\s*[、.．:：]\s*"),
        (3, r"(?:任务|事项|项目|举措|措施)\s*([0-9]{1,3})\s*[、.．:：]\s*"),
        (2, rf"[(（〔]\s*({_NUMBER})\s*[)）〕]\s*[、.．]?\s*"),
        (3, r"([0-9]{1,3}(?:[.．][0-9]{1,3}){1,3})\s*[、.．]?\s*(?![0-9%％年月日个万亿倍])"),
        (3, r"([0-9]{1,3})\s*(?:[、．]|[.](?![0-9]))\s*"),
        (4, r"[(（]\s*([0-9]{1,3})\s*[)）]\s*[、.．]?\s*"),
        (1, r"([Ⅰ-Ⅻ])\s*[、.．:：]?\s*"),
        (4, r"([①-⑳㉑-㉟])\s*"),
        (4, r"([0-9]{1,3})[)）]\s*"),
    ):
        match = compiled(pattern).match(text)
        if match:
            number = _counted(match[1])
            return Numbered(level=level, number=number, text=given[match.end() :].strip())
    return None


def _opens(match: "re.Match[str]") -> bool:
    """Tell whether 1.3月底前 is the first of single numbers: one of two levels begins with 1.1, or has a blank behind it."""
    return match[1] == "1" and match[2] != "1" and not match.string[match.end() :][:1].isspace()


def serial(text: str) -> str | None:
    """Return the number of a cell that holds nothing else (3, 3., （3）, 第3项, 1.2, ③), None for other texts."""
    bare = half_width_digits("".join(text.split()))
    match = compiled(r"第?[(（]?([0-9]{1,4}(?:[-.．—][0-9]{1,3}){0,3})[)）]?[、.．]?[项号条]?").fullmatch(bare)
    if match:
        return match[1].replace("．", ".").lstrip("0") or "0"
    return _counted(bare) if compiled(r"[①-⑳㉑-㉟]").fullmatch(bare) else None


def _counted(sign: str) -> str:
    """Return the number of ③, ㉑ and Ⅳ (四, as headings are counted), others with a point for ．."""
    for first, last, start in (("①", "⑳", 1), ("㉑", "㉟", 21)):
        if first <= sign <= last and len(sign) == 1:
            return str(ord(sign) - ord(first) + start)
    return chinese(ord(sign) - ord("Ⅰ") + 1) if "Ⅰ" <= sign <= "Ⅻ" and len(sign) == 1 else sign.replace("．", ".")


def code(text: str) -> str | None:
    """Return a cell that holds nothing but a code with letters and digits (DB-2024-017), None for other texts."""
    bare = "".join(text.split())
    return bare if compiled(r"[A-Za-z]{1,8}[-_.]?[0-9][-_.0-9A-Za-z]{0,20}").fullmatch(bare) else None


def chinese_serial(text: str) -> Numbered | None:
    """Return the heading number of a cell that holds nothing else (一, 一、, （二）), None for other texts."""
    bare = "".join(text.split())
    match = compiled(rf"[(（]({_NUMBER})[)）]").fullmatch(bare)
    if match:
        return Numbered(level=2, number=match[1], text="")
    match = compiled(rf"第?({_NUMBER})(?:部分|[、.．])?").fullmatch(bare)
    return Numbered(level=1, number=match[1], text="") if match else None


def parts(text: str) -> list[str]:
    """Part the text of a cell that holds a heading and the one below it; line ends inside one heading are only its wrapping."""
    found: list[str] = []
    for line in text.split("\n"):
        number = numbered(line)
        if found and not (number and number.level <= 2):
            found[-1] = one_line(found[-1] + "\n" + line)
        else:
            found.append(line)
    return found


def standing_above(texts: list[str]) -> list[tuple[str, int]]:
    """Return the headings, each with its level, that end `texts` and so stand right above the table behind them.

    The outermost level is 1, whatever number begins it: （一） without a 一、 is outermost itself.
    """
    found: list[tuple[str, int]] = []
    for text in reversed(texts):
        number = numbered(text)
        if number is None or number.level > 2 or len(text) > LONGEST or text.endswith(("。", "；", "：", ":", ";")):
            break
        if found and number.level >= found[0][1]:
            break
        found.insert(0, (text, number.level))
    return found


class Headings:
    """The sections met so far; `enter` gives the key of a heading, the same for one repeated after a page break.

    `here` has the keys of the open headings from the outermost in; `made_up` the keys of headings that the document
    does not number, `changed` (text, key) of those whose number was taken by another heading.
    """

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.here: list[str] = []
        self.made_up: list[str] = []
        self.changed: list[tuple[str, str]] = []
        self._by_title: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()
        self._counts: dict[tuple[str, int], int] = {}
        self._outermost = 0
        """How the outermost open heading is numbered: 1 as 一、, 2 as （一）, 0 in no such way."""

    def enter(self, text: str, level: int) -> tuple[str, bool]:
        """Return (key, whether it was met before) of the heading `text`, which stands at `level`, from 1."""
        found = numbered(text)
        # （一） without a 一、 above it is outermost itself, and （二） stands beside it.
        if found and found.level == 2 and self._outermost == 2:
            level = 1
        title = found.text if found and found.text else text
        above = self.here[: level - 1]
        if not above:
            self._outermost = found.level if found else 0
        parent = above[-1] if above else ""
        known = self._by_title.get((parent, title))
        if known:
            # Entering the open heading once more keeps those below it: the page was turned, not the section.
            if self.here[len(above) : len(above) + 1] != [known]:
                self.here = [*above, known]
            return known, True
        key = _key(parent, level, found.number) if found else self._free(parent, level)
        if not found:
            self.made_up.append(key)
        elif key in self._taken:
            key = self._free(parent, level)
            self.changed.append((text, key))
        self.sections.append(Section(key=key, title=title))
        self._taken.add(key)
        self._by_title[parent, title] = key
        self.here = [*above, key]
        return key, False

    def _free(self, parent: str, level: int) -> str:
        count = self._counts.get((parent, level), 0) + 1
        while _key(parent, level, str(count)) in self._taken:
            count += 1
        self._counts[parent, level] = count
        return _key(parent, level, str(count))


def _key(parent: str, level: int, number: str) -> str:
    """Return the key: 一, below it 一（二）, below that 一（二）3; the first two levels are counted in Chinese."""
    if level <= 2 and number.isdecimal():
        number = chinese(int(number))
    if not parent:
        return number
    return f"{parent}（{number}）" if level == 2 else f"{parent}{arabic(number)}"
