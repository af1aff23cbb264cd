"""Why a text is not YAML, in the words of the person who typed it. Imported only when reading has failed."""

from collections.abc import Iterator

from gkplan.model import Location, Problem

FULL_WIDTH = {
    "：": ":",
    "，": ",",
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
    "｛": "{",
    "｝": "}",
    "＃": "#",
    "－": "-",
}
"""Signs a Chinese input method types where YAML needs the half-width one."""

_WORDS = {
    "mapping values are not allowed": "这里多出一个冒号，或缩进与上一行不一致；文字里有冒号时请用引号括起整段",
    "did not find expected ',' or ']'": "方括号 [ 没有配对的 ]，或各项之间缺逗号",
    "did not find expected ',' or '}'": "花括号 { 没有配对的 }，或各项之间缺逗号",
    "expected ',' or ']'": "方括号 [ 没有配对的 ]，或各项之间缺逗号",
    "expected ',' or '}'": "花括号 { 没有配对的 }，或各项之间缺逗号",
    "found unexpected end of stream": "引号没有配对，请在文字末尾补上引号",
    "did not find expected '-' indicator": "缩进与上面的列表项不一致，请对齐",
    "did not find expected key": "缩进与上面各行不一致，请对齐",
    "expected <block end>": "缩进与上面各行不一致，请对齐",
    "could not find expected ':'": "这一行缺冒号，或缩进不对",
    "unknown escape character": "双引号里的反斜杠 \\ 不是有效的转义，请改用单引号",
    "cannot start any token": "这个符号不能放在值的开头，请用引号括起整段文字",
    "expected alphabetic or numeric": "& 或 * 后面应是名称；若是普通文字，请用引号括起来",
    "control characters are not allowed": "有看不见的控制字符，请删去",
    "special characters are not allowed": "有看不见的控制字符，请删去",
    "duplicate anchor": "锚点名重复，请改名或删去",
}


def explain(text: str, words: str, at: Location | None, since: Location | None) -> list[Problem]:
    """Return the problems behind a parser's complaint.

    `words` are the parser's own (English); `at` is where it gave up and `since` where the piece it was reading began.
    """
    lines = text.split("\n")
    found = [*_conflicts(lines)]
    if found:
        return found
    found = [*_control_characters(lines), *_tabs(lines)]
    if found:
        return found
    found = [*_full_width(lines, at)]
    if found:
        return found
    if since is not None and ("or ']'" in words or "or '}'" in words or "end of stream" in words):
        at = since
    sentence = next((mine for theirs, mine in _WORDS.items() if theirs in words), None)
    return [
        Problem(
            message=sentence or f"不是有效的 YAML（{words}），请检查这一行的缩进、冒号和引号", at=at or Location(1, 1)
        )
    ]


def find_conflicts(text: str) -> list[Problem]:
    """Return a problem for each merge conflict git left in `text`."""
    return [*_conflicts(text.split("\n"))]


def _conflicts(lines: list[str]) -> Iterator[Problem]:
    for number, line in enumerate(lines, 1):
        if line.startswith("<<<<<<< "):
            yield Problem(
                message=f"有未解决的合并冲突（{line.strip()}），请选定要保留的内容并删去 <<<<<<<、=======、>>>>>>> 三种标记行",
                at=Location(number, 1),
            )


def _control_characters(lines: list[str]) -> Iterator[Problem]:
    for number, line in enumerate(lines, 1):
        for column, char in enumerate(line.rstrip("\r"), 1):
            if char != "\t" and (ord(char) < 0x20 or (0x7F <= ord(char) < 0xA0 and ord(char) != 0x85)):
                yield Problem(message=f"有控制字符 U+{ord(char):04X}，请删去", at=Location(number, column))
                break


def _tabs(lines: list[str]) -> Iterator[Problem]:
    for number, line in enumerate(lines, 1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and line.strip():
            yield Problem(message="缩进用了制表符（Tab），请改用空格", at=Location(number, indent.index("\t") + 1))


def _full_width(lines: list[str], at: Location | None) -> Iterator[Problem]:
    """Look for a full-width sign where a key ends or a bracket opens, on the line of the fault and the one above."""
    if at is None:
        return
    for number in (at.line - 1, at.line):
        if not 1 <= number <= len(lines):
            continue
        line = lines[number - 1]
        stripped = line.lstrip(" -")
        offset = len(line) - len(stripped)
        name = stripped.split("：")[0]
        if "：" in stripped and ":" not in name and len(name) <= 24 and not any(char in name for char in "，。；“”"):
            yield Problem(
                message=f"「{name.strip()}」后面是全角冒号「：」，请改成半角冒号加一个空格「: 」",
                at=Location(number, offset + len(name) + 1),
            )
            continue
        value = line.partition(":")[2].lstrip() if ":" in line else stripped
        for sign in ("［", "【", "｛"):
            if value.startswith(sign):
                yield Problem(
                    message=f"括号「{sign}」是全角的，请改成半角「{FULL_WIDTH[sign]}」",
                    at=Location(number, line.index(sign) + 1),
                )
        if value.startswith(("[", "{")) and any(sign in value for sign in "］】｝"):
            sign = next(sign for sign in value if sign in "］】｝")
            yield Problem(
                message=f"括号「{sign}」是全角的，请改成半角「{FULL_WIDTH[sign]}」",
                at=Location(number, line.index(sign) + 1),
            )
