"""Tables of labels and what belongs to them, one form for each task → one table with a row a form. Nothing here makes tasks."""

from gkplan.importers.cells import columns
from gkplan.importers.cells.columns import WHO, Role
from gkplan.importers.source import Cell, Row, Table

Card = dict[str, str]
"""What stands behind each label of a form."""


def cards_in(table: Table) -> list[Card]:
    """Return the forms in a table whose rows are all labels with one cell behind each, [] for another table.

    A label that comes again begins the next form.
    """
    cards: list[Card] = [{}]
    for row in table.rows:
        texts = [cell.text for cell in row.cells if not cell.is_covered]
        labels, said = texts[::2], texts[1::2]
        if len(texts) % 2 or not texts or not all(map(_is_label, labels)) or set(said) & set(labels):
            return []
        for label, words in zip(map(columns.name_of, labels), said, strict=True):
            if label in cards[-1]:
                cards.append({})
            cards[-1][label] = words
    roles = {columns.role_of(label) for label in cards[0]}
    return cards if len(cards[0]) > 2 and Role.TEXT in roles and roles & {*WHO, Role.DEADLINE} else []


def as_table(cards: list[Card]) -> Table:
    """Return the table with a row for each of the forms, under their labels."""
    labels = list(dict.fromkeys(label for card in cards for label in card))
    texts = [labels, *([card.get(label, "") for label in labels] for card in cards)]
    rows = (
        Row(cells=tuple(Cell(text=text, origin=(row, column)) for column, text in enumerate(own)), number=row)
        for row, own in enumerate(texts)
    )
    return Table(rows=tuple(rows), name="各张单子")


def _is_label(text: str) -> bool:
    return columns.role_of(text) is not None
