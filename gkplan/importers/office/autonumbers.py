"""Word's automatic numbers → the text they show. Nothing here knows tables."""

from typing import Any

from gkplan.text.numerals import chinese

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
    "ideographDigital", "koreanCounting",
}  # fmt: skip


class Counters:
    """Counts each list as Word does; `next` gives the number before a paragraph."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.list_of: dict[str, str] = {}
        self.starts: dict[str, dict[int, int]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.of_style: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read(numbering)
        for style in styles.iter(f"{_W}style"):
            found = _number_of(style.find(f"{_W}pPr"))
            if found and found[0]:
                self.of_style[style.get(f"{_W}styleId", "")] = (found[0], found[1] or 0)

    def _read(self, numbering: Any) -> None:
        for abstract in numbering.iter(f"{_W}abstractNum"):
            levels = {}
            for level in abstract.iter(f"{_W}lvl"):
                number = _value(level, "start")
                levels[_int(level.get(f"{_W}ilvl"))] = (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    _int(number) if number else 1,
                )
            self.levels[abstract.get(f"{_W}abstractNumId", "")] = levels
        for num in numbering.iter(f"{_W}num"):
            id_ = num.get(f"{_W}numId", "")
            self.list_of[id_] = _value(num, "abstractNumId") or ""
            for override in num.iter(f"{_W}lvlOverride"):
                start = _value(override, "startOverride")
                if start:
                    self.starts.setdefault(id_, {})[_int(override.get(f"{_W}ilvl"))] = _int(start)

    def next(self, paragraph: Any) -> str:
        """Return the number shown before `paragraph`, counting it; empty for bullets and plain paragraphs."""
        properties = paragraph.find(f"{_W}pPr")
        own = _number_of(properties)
        style = _value(properties, "pStyle") if properties is not None else None
        inherited = self.of_style.get(style or "")
        id_ = own[0] if own and own[0] is not None else inherited[0] if inherited else None
        if id_ is None or id_ == "0" or id_ not in self.list_of:
            return ""
        level = own[1] if own and own[1] is not None else inherited[1] if inherited else 0
        abstract = self.list_of[id_]
        levels = self.levels.get(abstract, {})
        if level not in levels:
            return ""
        # Lists made from one definition count on together, unless one says where it starts.
        key = id_ if id_ in self.starts else abstract
        counts = self.counts.setdefault(key, {})
        start = self.starts.get(id_, {}).get(level, levels[level][2])
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        form, text, _ = levels[level]
        if form in {"bullet", "none"}:
            return ""
        for each in range(level + 1):
            shown = counts.get(each, levels.get(each, ("", "", 1))[2])
            text = text.replace(f"%{each + 1}", _shown(shown, levels.get(each, ("decimal", "", 1))[0]))
        return text


def _shown(number: int, form: str) -> str:
    if form in _CHINESE or form.startswith("ideograph"):
        return chinese(number)
    if form.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if form in {"lowerLetter", "upperLetter"} and 0 < number <= 26:
        return chr((ord("a") if form == "lowerLetter" else ord("A")) + number - 1)
    return str(number)


def _number_of(properties: Any) -> tuple[str | None, int | None] | None:
    found = properties.find(f"{_W}numPr") if properties is not None else None
    if found is None:
        return None
    level = _value(found, "ilvl")
    return _value(found, "numId"), _int(level) if level else None


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{_W}{name}")
    value: str | None = found.get(f"{_W}val") if found is not None else None
    return value


def _int(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0
