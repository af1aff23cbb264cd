"""Why a text is not YAML, in the words of the person who typed it. Imported only when reading has failed.

Nothing here parses: it looks at the lines around the place where the parser gave up. See recovery.py for the rest.
"""

import re
from collections.abc import Container, Iterator

from gkplan.plan.model import Location, Problem
from gkplan.text.inert import inert, is_visible

FULL_WIDTH = {"，": ",", "［": "[", "］": "]", "【": "[", "】": "]", "｛": "{", "｝": "}", "－": "-"}
"""Signs a Chinese input method types where YAML needs the half-width one."""

_QUOTE = "引号没有配对，请在这段文字末尾补上引号"
_BRACKET = "方括号「[」没有配对的「]」，或各项之间缺逗号，请补上"
_BRACE = "花括号「{」没有配对的「}」，或各项之间缺逗号，请补上"
_ESCAPE = "双引号里的反斜杠「\\」后面不是有效的转义，请把双引号改成单引号"
_NO_COLON = "这一行缺冒号，请写成「名称: 值」"
_TAB = "用了制表符（Tab），请改用空格"
_CONTROL = "有看不见的控制字符，请删去"

# What the two parsers of PyYAML say, in the order looked for; the one in C and the one in Python differ in words.
_WORDS = {
    "tab character": _TAB,
    "'\\t'": _TAB,
    "',' or ']'": _BRACKET,
    "',' or '}'": _BRACE,
    "end of stream": _QUOTE,
    "unexpected document": _QUOTE,
    "escape": _ESCAPE,
    "hexdecimal": _ESCAPE,
    "find expected ':'": _NO_COLON,
    "node content": "这里缺一个值，请补上，或删去多写的逗号、括号",
    "sequence entries are not allowed": "列表项「- 」要另起一行写，或写成方括号形式 [甲, 乙]",
    "keys are not allowed": "「?」不能放在这里，请用引号把整段文字括起来",
    "directive": "「%」放在开头有特殊含义，请用引号把整段文字括起来",
    "control characters are not allowed": _CONTROL,
    "special characters are not allowed": _CONTROL,
}
_OPENED_EARLIER = (_QUOTE, _BRACKET, _BRACE, _NO_COLON)

_INDENT = re.compile(r"[ \t\u00a0\u3000]*")
_KEY = re.compile(r"[ ]*(?:- +)*")
# ASCII names are keys wherever they begin a line; Chinese ones only near the fault, for they may be prose.
_ASCII_KEY = re.compile(r"[ ]*(?:- +)*([A-Za-z_]+)(：|:(?=[^\s/]))")
_ANY_KEY = re.compile(r"[ ]*(?:- +)*([^\s:：，。；、“”'\"\[\]{}#][^\s:：，。；、“”'\"]{0,23})：")
_TIGHT_DASH = re.compile(r" *-(?=[A-Za-z_]+ *[:：])")
_WIDE_DASH = re.compile(r" *([－–—•])[ \u3000]*(?=[A-Za-z_]+ *[:：])")
_WIDE_INDENT = re.compile(r"[ \t]*([\u3000\u00a0])[ \t\u3000\u00a0]*(?=- |[^\s:：]+ *[:：])")


def explain(text: str, words: str, at: Location | None, since: Location | None) -> list[Problem]:
    """Return the problems behind a parser's complaint.

    `words` are the parser's own (English); `at` is where it gave up and `since` where the piece it was reading began.
    """
    lines = _lines(text)
    if found := [*_conflicts(lines)] or [*_characters(lines)]:
        return found
    near = {place.line - back for place in (at, since) if place for back in (0, 1)}
    if found := [*_signs(lines, near)]:
        return found
    return [_complaint(lines, words, at or Location(1, 1), since)]


def find_lone_returns(text: str) -> list[Problem]:
    """Return a problem for each line, as editors and git count them, that holds a carriage return and no line break."""
    lines = text.replace("\r\n", "\n").split("\n")
    message = "有单独的回车符（U+000D），编辑器和 git 不把它当换行，请换成换行"
    return [Problem(message, Location(n, line.index("\r") + 1)) for n, line in enumerate(lines, 1) if "\r" in line]


def find_conflicts(text: str) -> list[Problem]:
    """Return a problem for each merge conflict git left in `text`."""
    return [*_conflicts(_lines(text))]


def find_characters(text: str, signs: str) -> list[Problem]:
    """Return a problem for each line that holds one of `signs`, none of which is seen."""
    return [*_characters(_lines(text), signs)]


def has_foreign_signs(lines: list[str]) -> bool:
    """Tell whether a line of `lines` begins with what looks like YAML and is none: it is at fault, not its indentation."""
    return any(_ANY_KEY.match(line) for line in lines) or any(True for _ in _signs(lines, ()))


def _lines(text: str) -> list[str]:
    # As the parsers count them, less the invisible breaks, which are faults of their own.
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _conflicts(lines: list[str]) -> Iterator[Problem]:
    is_open = False
    for number, line in enumerate(lines, 1):
        mark = line.rstrip()
        begins = mark.startswith("<<<<<<< ")
        if begins or (not is_open and (mark == "=======" or mark.startswith((">>>>>>> ", "||||||| ")))):
            yield Problem(
                message=f"有未解决的合并冲突（{inert(mark)}），请选定要保留的内容，"
                "并删去 <<<<<<<、=======、>>>>>>> 三种标记行",
                at=Location(number, 1),
            )
            is_open = True
        elif mark.startswith(">>>>>>> "):
            is_open = False


def _characters(lines: list[str], signs: str | None = None) -> Iterator[Problem]:
    for number, line in enumerate(lines, 1):
        for column, char in enumerate(line, 1):
            if char in signs if signs else char != "\t" and not is_visible(char):
                what = "换行符" if char in "\x0b\x0c\x85\u2028\u2029" else "字符"
                yield Problem(message=f"有看不见的{what} U+{ord(char):04X}，请删去", at=Location(number, column))
                break


def _signs(lines: list[str], near: Container[int]) -> Iterator[Problem]:
    """Look for blanks that do not indent, in all lines; for full-width signs where YAML has its own."""
    for number, line in enumerate(lines, 1):
        indent = _INDENT.match(line)
        if indent and "\t" in indent[0] and line.strip():
            yield Problem(message="缩进用了制表符（Tab），请改用空格", at=Location(number, indent[0].index("\t") + 1))
        elif wide := _WIDE_INDENT.match(line):
            name = "全角空格" if wide[1] == "\u3000" else "不间断空格"
            yield Problem(message=f"缩进用了{name}，请改用半角空格", at=Location(number, wide.start(1) + 1))
        elif dash := _WIDE_DASH.match(line):
            yield Problem(
                message=f"列表项开头的「{dash[1]}」不是半角的，请改成「- 」", at=Location(number, dash.start(1) + 1)
            )
        elif dash := _TIGHT_DASH.match(line):
            yield Problem(message="「-」后面缺一个空格，请补上", at=Location(number, dash.end()))
        elif key := (_ASCII_KEY.match(line) or (_ANY_KEY.match(line) if number in near else None)):
            yield _colon(key, number)
        elif number in near:
            yield from _brackets(line, number)


def _colon(key: re.Match[str], number: int) -> Problem:
    at = Location(number, key.end(1) + 1)
    if key[0].endswith(":"):
        return Problem(message=f"「{key[1]}」的冒号后面缺一个空格，请补上", at=at)
    return Problem(message=f"「{key[1]}」后面是全角冒号「：」，请改成半角冒号加一个空格「: 」", at=at)


def _brackets(line: str, number: int) -> Iterator[Problem]:
    start = _start(line)
    is_key = ": " in line and line[start : start + 1] not in FULL_WIDTH
    head = line.partition(": ")[0] + ": " if is_key else line[:start]
    value = line[len(head) :].rstrip()
    is_list = value.startswith(("[", "{", "［", "｛")) or (value.startswith("【") and value.endswith(("】", "]")))
    if not is_list:
        return
    for column, sign in enumerate(value, len(head) + 1):
        if sign in FULL_WIDTH and sign != "－":
            what = "逗号" if sign == "，" else "括号"
            yield Problem(
                message=f"{what}「{sign}」是全角的，请改成半角「{FULL_WIDTH[sign]}」", at=Location(number, column)
            )


def _complaint(lines: list[str], words: str, at: Location, since: Location | None) -> Problem:
    begun = _char(lines, since)
    if begun and begun in "!&*|>":
        return Problem(message=f"「{begun}」放在开头有特殊含义，请用引号把整段文字括起来", at=since or Location(1, 1))
    if "cannot start any token" in words:
        sign = _char(lines, at)
        return Problem(message=f"「{sign}」不能放在开头，请用引号把整段文字括起来", at=at)
    if "mapping values are not allowed" in words:
        return _second_colon(lines, at)
    if any(each in words for each in ("expected key", "block end", "'-' indicator", "document start")):
        return _misplaced(lines, at, since)
    sentence = next((mine for theirs, mine in _WORDS.items() if theirs in words), None)
    if sentence in _OPENED_EARLIER and since:
        at = since
    if sentence == _ESCAPE and _char(lines, at) != "\\":
        at = Location(at.line, max(1, at.column - 1))
    return Problem(message=sentence or "这里读不懂，请检查这一行的缩进、冒号和引号", at=at)


def _char(lines: list[str], at: Location | None) -> str:
    if at is None or not 1 <= at.line <= len(lines):
        return ""
    return lines[at.line - 1][at.column - 1 : at.column]


def _second_colon(lines: list[str], at: Location) -> Problem:
    """A colon too many in a text, or the first one of a line that is indented as if it went on with the one above."""
    line = lines[at.line - 1]
    start = _start(line)
    if ":" in line[start : at.column - 1]:
        return Problem(
            message="文字里有半角冒号加空格，会被当成「名称: 值」；请改成全角冒号「：」，或用引号把整段文字括起来",
            at=at,
        )
    for above in range(at.line - 2, -1, -1):
        if lines[above].strip() and not lines[above].lstrip().startswith("#"):
            more = start - _start(lines[above])
            if more > 0:
                return Problem(
                    message=f"这一行比上一行（第 {above + 1} 行）多缩进 {more} 格，请与同组的各行对齐",
                    at=Location(at.line, start + 1),
                )
            break
    return Problem(
        message="这一行与上一行接不上，请检查上一行的引号、冒号和这一行的缩进", at=Location(at.line, start + 1)
    )


def _start(line: str) -> int:
    found = _KEY.match(line)
    return found.end() if found else 0


def _misplaced(lines: list[str], at: Location, since: Location | None) -> Problem:
    """Something stands where the next line of a group should: text behind a quote or bracket, or a crooked indent."""
    line = lines[at.line - 1] if at.line <= len(lines) else ""
    sign, before = line[at.column - 1 : at.column], line[: at.column - 1].rstrip()
    if sign and sign in "]}":
        return Problem(message=f"多出一个「{sign}」，请删去", at=at)
    if before[-1:] in {"'", '"'}:
        quote = before[-1]
        if before.count(quote) % 2:
            for number in range(at.line - 2, -1, -1):
                if lines[number].count(quote) % 2:
                    return Problem(message=_QUOTE, at=Location(number + 1, lines[number].rindex(quote) + 1))
        return Problem(message="引号后面多出文字，请把整段文字都放进引号里，里外用不同的引号", at=at)
    if before[-1:] in {"]", "}"}:
        return Problem(message=f"「{before[-1]}」后面多出文字，请删去，或用引号把整段文字括起来", at=at)
    indent = len(line) - len(line.lstrip(" "))
    since = since or next((Location(n, _start(each) + 1) for n, each in enumerate(lines, 1) if each.strip()), None)
    if since and line.strip() and indent + 1 != since.column:
        return Problem(
            message=f"这一行缩进 {indent} 格，上面同组的各行（第 {since.line} 行起）是 {since.column - 1} 格，请对齐",
            at=Location(at.line, indent + 1),
        )
    return Problem(message="这一行与上面各行接不上，请检查缩进、开头的「- 」和冒号", at=at)
