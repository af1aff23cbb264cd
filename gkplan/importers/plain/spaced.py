"""Plain text whose columns are parted by blanks: two or more, or a single one. Nothing here knows tasks."""

from gkplan.importers.cells import columns
from gkplan.importers.cells.headings import numbered, serial
from gkplan.importers.plain.wrapped import whole_cell
from gkplan.importers.source import Blocks, flat_table, paragraphs
from gkplan.text.folding import measure
from gkplan.text.patterns import compiled

_LONGEST = 1000
"""Characters of a line whose cells stand below each other."""


def spaced(lines: list[str]) -> Blocks | None:
    """Rows with blanks between the cells: two or more, or a single one where the cells themselves hold none.

    A line without a number of its own, whose cells stand below those of the row above, goes on in them.
    """
    for index, line in enumerate(lines):
        names = _spaced_names(line)
        if names is None:
            continue
        rows: list[tuple[int, list[list[str]]]] = [(index + 1, [[name] for name in names])]
        starts: list[set[int]] = [set() for _ in names]
        for number, text in enumerate(lines[index + 1 :], index + 2):
            if not text.strip():
                continue
            if len(rows) > 1 and (more := _below(text, starts)):
                for column, words in more:
                    rows[-1][1][column].append(words)
                continue
            cells = _spaced_cells(text.strip(), names)
            if cells is None and len(rows) > 1:
                cells = [text.strip()] + [""] * (len(names) - 1) if numbered(text.strip()) else None
                if cells is None:
                    rows[-1][1][_text_column(names)].append(text.strip())
                    continue
            if cells is None:
                return None
            if len(parts := _parts(text)) == len(names):
                for own, (start, _) in zip(starts, parts, strict=True):
                    own.add(start)
            rows.append((number, [[cell] for cell in cells]))
        widths = (
            [max(measure(line) for _, cells in rows[1:] for line in cells[column]) for column in range(len(names))]
            if rows[1:]
            else []
        )
        whole = [
            (n, [whole_cell(cell, width) for cell, width in zip(cells, widths, strict=True)]) for n, cells in rows[1:]
        ]
        return (*paragraphs(lines[:index]), flat_table([(index + 1, names), *whole])) if whole else None
    return None


def _parts(line: str) -> list[tuple[int, str]]:
    """Return the cells of a line that two blanks part, each with the column of the screen in which it begins.

    A line beyond all screens has none.
    """
    if len(line) > _LONGEST:
        return []
    found = compiled(r"\S+(?:[ \t]\S+)*").finditer(line.rstrip())
    return [(measure(line[: match.start()]), match[0]) for match in found]


def _below(line: str, starts: list[set[int]]) -> list[tuple[int, str]]:
    """Return the cells of a line with the columns in which they go on, [] if some cell stands below none.

    `starts` are where the cells of each column began: not all count quotation marks as wide.
    """
    parts = _parts(line)
    at = [next((c for c, own in enumerate(starts) if own & {at - 1, at, at + 1}), -1) for at, _ in parts]
    if -1 in at or 0 in at or len(set(at)) < len(at):
        return []
    return [(column, words) for column, (_, words) in zip(at, parts, strict=True)]


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
