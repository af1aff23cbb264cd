"""Readers of file formats are found by themselves: a new format is one file in the readers' folder."""

import io
import sys
import zipfile
from pathlib import Path

import pytest

from gkplan.errors import RefusedError
from gkplan.importers import readers, sniff, source
from gkplan.importers.pipeline import import_
from gkplan.importers.readers import html
from gkplan.importers.source import Table
from tests.importers.documents import docx_bytes

LEDGER = """
from gkplan.importers.sniff import Detected
from gkplan.importers.source import Source, flat_table

CALLED = "试验台账"


def detect(sample):
    return Detected(100, "试验") if sample.data.startswith(b"LEDGER") else None


def read(sample):
    rows = [line.split("|") for line in sample.data.decode("utf-8").splitlines()[1:]]
    return Source(blocks=(flat_table(list(enumerate(rows, 2))),))
"""


def test_a_new_format_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ledger.py").write_text(LEDGER, encoding="utf-8")
    monkeypatch.setattr(readers, "__path__", [*readers.__path__, str(tmp_path)])
    try:
        draft = import_("LEDGER\n序号|工作任务|责任单位|完成时限\n1|公开预算|县财政局|6月底前\n".encode(), "2023年.led")
    finally:
        sys.modules.pop("gkplan.importers.readers.ledger", None)
    (task,) = draft.plan.tasks
    assert (task.id, task.requirement, task.units, task.deadline) == ("1", "公开预算", ("县财政局",), "6月底前")


def test_a_word_file_with_parts_of_a_sheet_is_a_word_file() -> None:
    stream = io.BytesIO(docx_bytes([["序号", "任务", "责任单位"], ["1", "做好公开", "县财政局"]]))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    assert [task.requirement for task in import_(stream.getvalue(), "表.docx").plan.tasks] == ["做好公开"]


def origins(page: str) -> dict[tuple[int, int], tuple[int, int]]:
    """Of each place of a page's first table, the cell that stands there."""
    (table,) = (block for block in html.read(sniff.take(page.encode(), "表.html")).blocks if isinstance(block, Table))
    return {(r, c): cell.origin for r, row in enumerate(table.rows) for c, cell in enumerate(row.cells)}


def test_of_cells_that_reach_over_each_other_the_upper_one_stands() -> None:
    found = origins("<table><tr><td>a<td rowspan=3>b<td>x<tr><td colspan=2 rowspan=2>c<td>y<tr><td>z<td>q</table>")
    assert found[1, 1] == found[2, 1] == (0, 1)


def test_a_cell_that_is_too_wide_for_a_table_is_one() -> None:
    found = origins(f"<table><tr>{'<td>a' * 151}<td colspan=90 rowspan=2>b<tr>{'<td>c' * 152}</table>")
    assert max(column for _, column in found) == 151


def test_all_the_room_there_is_may_be_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST_PLACES", 6)
    assert len(origins("<table><tr><td>a<td>b<td>c<tr><td>d<td>e<td>f</table>")) == 6
    with pytest.raises(RefusedError, match="合计超过 6 格"):
        origins("<table><tr><td>a<td>b<td>c<tr><td>d<td>e<td>f</table><table><tr><td>g</table>")
