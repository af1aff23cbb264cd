"""What the parts of an .xlsx say, read as streams: a library would build all that they claim first."""

import io
import re
import zipfile
from typing import NamedTuple
from xml.etree import ElementTree as ET
from xml.parsers import expat

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def has_formulas(data: bytes) -> bool:
    """Tell whether some sheet has a formula."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [entry for entry in package.namelist() if entry.startswith("xl/worksheets/")]
        return any(b"<f" in package.read(entry) for entry in names)


def parts_of_sheets(data: bytes) -> dict[str, str]:
    """Return in which part of the package each sheet stands, by its title."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        # package.py let no document type through.
        book = ET.fromstring(package.read("xl/workbook.xml"))  # noqa: S314
        links = ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {each.get("Id"): each.get("Target", "") for each in links}
    parts = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            target = targets.get(link, "")
            parts[sheet.get("name", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return parts


class Marks(NamedTuple):
    """What a sheet says of its cells: merged ranges (first row and column, last row and column), what is hidden.

    All from 1 and inclusive; of `columns` the first and last of each hidden run.
    """

    merged: list[tuple[int, int, int, int]]
    rows: set[int]
    columns: list[tuple[int, int]]


def marks(data: bytes, part: str) -> Marks:
    """Return what the sheet in `part` of a package says of its cells."""
    found = Marks([], set(), [])

    def begins(tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "mergeCell":
            area = _AREA.fullmatch(attributes.get("ref", ""))
            if area:
                found.merged.append((int(area[2]), _column(area[1]), int(area[4]), _column(area[3])))
        elif attributes.get("hidden") in {"1", "true"}:
            numbers = [int(attributes[key]) for key in ("r", "min", "max") if attributes.get(key, "").isdecimal()]
            if tag == "row" and numbers:
                found.rows.add(numbers[0])
            elif tag == "col" and len(numbers) > 1:
                found.columns.append((numbers[-2], numbers[-1]))

    parser = expat.ParserCreate()
    parser.StartElementHandler = begins
    with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(part) as stream:
        parser.ParseFile(stream)
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
