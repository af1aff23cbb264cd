"""Types into spreadsheets in LibreOffice, as a person does at the keyboard; run by the Python that has LibreOffice's uno.

stdin has a JSON list: {"from": path, "to": path, "filter": …, "cells": {"H6": "是"}, "sort": {...} or null, …}; see month.py.
"""

import json
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found] # LibreOffice's own, only where it is installed
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.table import TableSortField  # type: ignore[import-not-found]

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xls": "MS Excel 97", ".ods": "calc8"}


def named(name: str, value: Any) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def desktop(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    context: Any = None
    for _ in range(300):
        # Until the office listens, whatever it says.
        with suppress(Exception):
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        time.sleep(0.1)
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def fill(office: Any, job: dict[str, Any]) -> None:
    document = office.loadComponentFromURL(Path(job["from"]).as_uri(), "_blank", 0, (named("Hidden", value=True),))
    sheet = document.Sheets.getByIndex(0)
    for at, text in job["cells"].items():
        # What FormulaLocal gets is taken as what is typed: 2023-9-6 becomes a day.
        sheet.getCellRangeByName(at).FormulaLocal = text
    for at in job.get("deleted_rows", []):
        sheet.Rows.removeByIndex(at - 1, 1)
    for at in job.get("inserted_columns", []):
        sheet.Columns.insertByIndex(at, 1)
    if job.get("copied"):
        source, target = job["copied"]
        area = sheet.getCellRangeByName(f"A{source}:N{source}").RangeAddress
        sheet.copyRange(sheet.getCellRangeByName(f"A{target}").CellAddress, area)
    for at, text in job.get("then", {}).items():
        sheet.getCellRangeByName(at).FormulaLocal = text
    if job.get("sorted"):
        field = TableSortField()
        field.Field, field.IsAscending = job["sorted"]["column"], False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        area = sheet.getCellRangeByName(job["sorted"]["area"])
        area.sort((named("SortFields", fields), named("ContainsHeader", value=False)))
    to = Path(job["to"])
    document.storeToURL(to.as_uri(), (named("FilterName", FILTERS[to.suffix]),))
    document.dispose()


def main() -> None:
    jobs = json.load(sys.stdin)
    pipe = f"gkplan{time.time_ns()}"
    with tempfile.TemporaryDirectory() as home:
        office = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation={Path(home).as_uri()}",
                "--headless",
                "--norestore",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            desk = desktop(pipe)
            for job in jobs:
                fill(desk, job)
            # It is gone before it has answered.
            with suppress(Exception):
                desk.terminate()
            office.wait(30)
        finally:
            office.kill()


main()
