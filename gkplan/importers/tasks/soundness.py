"""Whether what was read can be a task: the net under all shapes and formats. Nothing here knows how it was printed."""

from collections.abc import Iterator

from gkplan.importers.cells.limits import is_only_limit, looks_like_limit
from gkplan.importers.cells.unit_lists import split
from gkplan.importers.cells.unit_names import looks_like_units
from gkplan.importers.source import HEADING, LIMIT, REQUIREMENT, UNITS, Note
from gkplan.importers.tasks.items import Gathered, Item

_SENTENCE = 16
"""Characters of a name that does not end as names do; a shorter one may be a unit of an unusual name."""


def faults(gathered: Gathered) -> list[Note]:
    """Return a note for each cell that is surely not what its column says: units as a requirement, a date as a heading."""
    names = {name for item in gathered.items for name in _units(item)[0]}
    titles = {section.key: section.title for section in gathered.headings.sections}
    return [note for item in gathered.items for note in _faults(item, names, titles)]


def emptiness(gathered: Gathered) -> list[Note]:
    """Return a note for each column of which most tasks have nothing, though some have."""
    count = len(gathered.items)
    empty = {
        UNITS: sum(not item.who for item in gathered.items),
        LIMIT: sum(not item.limit for item in gathered.items) if gathered.has_limits else 0,
    }
    return [
        Note(
            place="全文",
            words="",
            message=f"{count} 项任务里有 {lacking} 项没有{column}，请核对各列是否读对",
            column=column,
        )
        for column, lacking in empty.items()
        if count > 2 and count > lacking > count / 2
    ]


def sound_cells(gathered: Gathered) -> int:
    """Return how many cells are surely what their column says, less those that surely are not.

    What a reading of the wrong shape leaves in its cells are the signs between the cells of the right one.
    """
    wrong = len(faults(gathered))
    for item in gathered.items:
        own, doubtful = _units(item)
        words = [item.requirement, item.limit, *(text for _, text in item.who)]
        if any(sign in text for text in words for sign in "|｜\t│"):
            wrong += 4
        wrong -= (item.serial is not None) + looks_like_limit(item.limit) + 2 * (bool(own) and not doubtful)
    return -wrong


def _units(item: Item) -> tuple[list[str], list[str]]:
    """Return the names of an item's units, and those of them that read like no name."""
    said = [split(words, role) for role, words in item.who]
    return [name for each in said for name in each.units], [name for each in said for name in each.doubtful]


def _faults(item: Item, names: set[str], titles: dict[str, str]) -> Iterator[Note]:
    def note(column: str, words: str, message: str) -> Note:
        return Note(place=item.place, words=words, message=message, column=column)

    own, doubtful = _units(item)
    sentences = [name for name in doubtful if len(name) >= _SENTENCE]
    if is_only_limit(item.requirement):
        yield note(REQUIREMENT, item.requirement, "任务内容像是完成时限，请核对各列是否读对")
    elif looks_like_units(item.requirement) and (
        (own and len(doubtful) == len(own)) or names.issuperset(split(item.requirement).units)
    ):
        yield note(REQUIREMENT, item.requirement, "任务内容像是责任单位，请核对各列是否读对")
    if sentences:
        yield note(UNITS, "、".join(sentences), "责任单位像是一句话，请核对各列是否读对")
    if item.limit and looks_like_units(item.limit) and not looks_like_limit(item.limit):
        yield note(LIMIT, item.limit, "完成时限像是责任单位，请核对各列是否读对")
    title = titles.get(item.section or "", "")
    if is_only_limit(title):
        yield note(HEADING, title, "标题像是完成时限，请核对各列是否读对")
