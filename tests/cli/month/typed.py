"""What thirty-two units type into their forms in a month, and what the plan is to hold of it afterwards."""

import io
import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl  # type: ignore[import-untyped] # its stubs are a package apart
import pytest

DAYS = (
    ("2023-9-6", date(2023, 9, 6)),
    ("2023/9/7", date(2023, 9, 7)),
    ("2023.9.8", date(2023, 9, 8)),
    ("2023年9月9日", date(2023, 9, 9)),
    ("9月10日", date(2023, 9, 10)),
    ("20230911", date(2023, 9, 11)),
    ("45181", date(2023, 9, 12)),
    ("二〇二三年九月十三日", date(2023, 9, 13)),
    ("２０２３－９－１４", date(2023, 9, 14)),
    ("2023年9月15号", date(2023, 9, 15)),
    ("2023、9、16", date(2023, 9, 16)),
    ("9月17号上午", date(2023, 9, 17)),
)
"""A day as a person types it, and which it is."""

YES = ("是", "√", "已办结", "已完成", "Y")

_PYTHON = "/usr/bin/python3"


def _has_uno() -> bool:
    if not shutil.which("soffice") or not Path(_PYTHON).exists():
        return False
    return subprocess.run([_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0


needs_office = pytest.mark.skipif(not _has_uno(), reason="没有 LibreOffice 和它的 python3-uno，不能像人一样填表")


class Expected(NamedTuple):
    """A report that is to be in the plan: on which piece, by whom, and what it says."""

    piece: str
    unit: str
    day: date
    is_done: bool
    note: str | None
    counted: int | None
    evidence: tuple[str, ...]


class Form(NamedTuple):
    """An exported form: the row of its head, the column letter of each name, its rows as (row, piece, unit), their keys."""

    head: int
    columns: dict[str, str]
    rows: list[tuple[int, str, str]]
    keys: list[str]


def look_at(data: bytes) -> Form:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    head = next(row[0].row for row in sheet.iter_rows(max_row=10) if row[0].value == "序号")
    columns = {cell.value: cell.column_letter for cell in sheet[head]}
    key = columns["编号（请勿改动）"]
    rows, keys = [], []
    for row in range(head + 1, sheet.max_row + 1):
        keys.append(sheet[f"{key}{row}"].value)
        piece, unit, *_ = keys[-1].split("|")
        rows.append((row, piece, unit))
    return Form(head, columns, rows, keys)


def type_into(jobs: list[dict[str, Any]]) -> None:
    """Carry out `jobs` in LibreOffice; see type_in_office.py."""
    program = Path(__file__).with_name("type_in_office.py")
    subprocess.run([_PYTHON, str(program)], input=json.dumps(jobs).encode(), check=True, timeout=120)
