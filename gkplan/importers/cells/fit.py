"""Whether a cell is surely what its column holds. Nothing here knows rows."""

from gkplan.importers.cells.columns import WHO, Role
from gkplan.importers.cells.headings import serial
from gkplan.importers.cells.limits import looks_like_limit
from gkplan.importers.cells.unit_names import looks_like_units


def surely(role: Role | None, text: str) -> bool:
    """Tell whether a text is a number, a time limit or units, as `role` says; of other columns nothing is sure."""
    if role is Role.SERIAL:
        return serial(text) is not None
    if role is Role.DEADLINE:
        return looks_like_limit(text)
    return role in WHO and looks_like_units(text)
