"""Plain text whose columns are parted by blanks: two or more, or a single one. Nothing here knows tasks."""

from gkplan.importers.cells import columns
from gkplan.importers.cells.headings import numbered, serial
from gkplan.importers.source import Blocks, flat_table, paragraphs
from gkplan.text.patterns import compiled


def spaced(lines: list[str]) -> Blocks | None:
    """Rows with blanks between the cells: two or more, or a single one where the cells themselves hold none."""
    for index, line in enumerate(lines):
        names = _spaced_names(line)
        if names is None:
            continue
        rows: list[tuple[int, list[str]]] = [(index + 1, names)]
        for number, text in enumerate(lines[index + 1 :], index + 2):
            if not text.strip():
                continue
            cells = _spaced_cells(text.strip(), names)
            if cells is None and len(rows) > 1:
                cells = [text.strip()] + [""] * (len(names) - 1) if numbered(text.strip()) else None
                if cells is None:
                    rows[-1][1][_text_column(names)] += text.strip()
                    continue
            if cells is None:
                return None
            rows.append((number, cells))
        return (*paragraphs(lines[:index]), flat_table(rows)) if len(rows) > 1 else None
    return None


def _spaced_names(line: str) -> list[str] | None:
    for parts in (compiled(r"\s{2,}|　+").split(line.strip()), _joined_letters(line.split())):
        if columns.is_header(parts) and len(parts) > 2 and all(columns.role_of(part) for part in parts):
            return parts
    return None


def _joined_letters(words: list[str]) -> list[str]:
    """Join names printed with blanks between their letters: 序 号 工 作 任 务 → 序号, 工作任务."""
    joined: list[str] = []
    letters = ""
    for word in [*words, ""]:
        if len(word) == 1:
            letters += word
            if letters == "序号":
                joined.append(letters)
                letters = ""
            continue
        if letters:
            joined.append(letters)
            letters = ""
        if word:
            joined.append(word)
    return joined


def _text_column(names: list[str]) -> int:
    return next((c for c, name in enumerate(names) if columns.role_of(name) is columns.Role.TEXT), 0)


def _spaced_cells(line: str, names: list[str]) -> list[str] | None:
    """Part a line below `names`; the task takes the blanks that are too many. None when there are too few."""
    wide = compiled(r"\s{2,}|　+|\t").split(line)
    if len(wide) == len(names):
        return wide
    words = line.split()
    spare = len(words) - len(names)
    if spare < 0 or (columns.role_of(names[0]) is columns.Role.SERIAL and serial(words[0]) is None):
        return None
    at = _text_column(names)
    return [*words[:at], " ".join(words[at : at + spare + 1]), *words[at + spare + 1 :]]
