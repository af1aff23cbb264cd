"""Readers of file formats are found by themselves: a new format is one file in the readers' folder."""

import io
import sys
import zipfile
from pathlib import Path

import pytest

from gkplan.importers import readers
from gkplan.importers.pipeline import import_
from tests.importers.documents import docx_bytes

LEDGER = """
from gkplan.importers.source import Source, flat_table

CALLED = "试验台账"


def detects(sample):
    return sample.data.startswith(b"LEDGER")


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
