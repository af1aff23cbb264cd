"""export at the command line: which ending is what, equal bytes, files that are there, libraries that are not."""

import json
import sys
from pathlib import Path

import openpyxl  # type: ignore[import-untyped] # its stubs are a package apart
import pytest

from tests.conftest import Invoke
from tests.outputs.terminals import needs_terminal, show

ENDINGS = (".xlsx", ".html", ".ics", ".csv", ".md", ".json", ".tsv")
DAY = ("--as-of", "2023-10-01")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.usefixtures("plan_file")
def test_the_same_plan_and_day_give_the_same_bytes(ending: str, invoke: Invoke, folder: Path) -> None:
    told = invoke("export", f"一{ending}", *DAY)
    assert told.out == ""
    assert "51 项任务" in told.err
    invoke("export", f"二{ending.upper()}", *DAY)
    data = (folder / f"一{ending}").read_bytes()
    assert data == (folder / f"二{ending.upper()}").read_bytes()
    assert len(data) > 1000


@pytest.mark.parametrize("ending", [".csv", ".md", ".json", ".tsv"])
@pytest.mark.usefixtures("plan_file")
def test_data_are_those_of_list(ending: str, invoke: Invoke, folder: Path) -> None:
    invoke("export", f"表{ending}", "--unit", "县司法局", *DAY)
    listed = invoke("list", "--unit", "县司法局", "--sort", "id", "--format", ending[1:], *DAY).out
    assert (folder / f"表{ending}").read_bytes().decode("utf-8") == listed
    assert invoke("export", "-", "--format", ending[1:], "--unit", "县司法局", *DAY).out == listed


def test_csv_opens_in_excel_and_holds_no_formula(folder: Path, invoke: Invoke) -> None:
    task = {"id": "1", "requirement": "=HYPERLINK(1)", "units": ["乙"], "deadline": "2023年12月底前"}
    plan = {"plan": {"title": "甲", "year": 2023}, "units": {"乙": {}}, "tasks": [task]}
    (folder / "tasks.yaml").write_text(json.dumps(plan), "utf-8")
    invoke("export", "表.csv", *DAY)
    data = (folder / "表.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK(1)" in data.decode()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.usefixtures("plan_file")
def test_a_file_that_is_there_stays(ending: str, invoke: Invoke, folder: Path) -> None:
    path = folder / f"表{ending}"
    path.write_bytes(b"mine")
    assert "已经有" in invoke("export", path.name, *DAY, code=4).err
    assert path.read_bytes() == b"mine"
    invoke("export", path.name, "--force", *DAY)
    assert path.read_bytes() != b"mine"


def test_the_plan_itself_is_never_written_over(plan_file: Path, folder: Path, invoke: Invoke) -> None:
    before = plan_file.read_bytes()
    link = folder / "表.md"
    link.symlink_to(plan_file)
    assert "覆盖会丢失" in invoke("export", "表.md", "--force", code=4).err
    assert plan_file.read_bytes() == before


@needs_terminal
@pytest.mark.parametrize("ending", [".xlsx", ".ics"])
def test_a_terminal_is_no_place_for_bytes(ending: str, plan_file: Path, folder: Path) -> None:
    assert plan_file.exists()
    shown = show("export", "-", "--format", ending[1:], columns=80, folder=folder)
    assert shown.code == 2
    assert any("不能显示在终端上" in line for line in shown.lines)


@needs_terminal
@pytest.mark.parametrize(("typed", "is_written"), [("y\n", True), ("\n", False)])
def test_a_person_is_asked_before_a_file_is_replaced(
    typed: str, plan_file: Path, folder: Path, *, is_written: bool
) -> None:
    assert plan_file.exists()
    (folder / "表.md").write_bytes(b"mine")
    shown = show("export", "表.md", columns=80, folder=folder, typed=typed)
    assert any("覆盖它吗" in line for line in shown.lines)
    assert ((folder / "表.md").read_bytes() != b"mine") == is_written


@pytest.mark.parametrize(
    ("args", "module", "called"),
    [
        (("export", "表.xlsx"), "xlsxwriter", "XlsxWriter"),
        (("export", "--return", "表.xlsx"), "xlsxwriter", "XlsxWriter"),
        (("export", "表.html"), "jinja2", "Jinja2"),
        (("export", "表.ics"), "icalendar", "icalendar"),
    ],
)
@pytest.mark.usefixtures("plan_file")
def test_a_library_that_is_missing_is_named(
    args: tuple[str, ...], module: str, called: str, invoke: Invoke, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    told = invoke(*args, code=4).err
    assert f"需要 {called}" in told
    assert "pip install 'gkplan[office]'" in told
    assert not (folder / "表.xlsx").exists()


def test_collect_names_its_library(plan_file: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    assert plan_file.exists()
    invoke("export", "--return", "表.xlsx", "--unit", "县司法局")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert "需要 openpyxl" in invoke("collect", "表.xlsx", code=1).err


@pytest.mark.usefixtures("plan_file")
def test_one_sheet_a_unit_is_for_excel(invoke: Invoke) -> None:
    assert "--per-unit" in invoke("export", "表.csv", "--per-unit", code=2).err


@pytest.mark.usefixtures("plan_file")
def test_each_form_says_when_it_is_wanted_back(invoke: Invoke, folder: Path) -> None:
    args = ("--return", "--unit", "县司法局", "--reply-by", "2023-10-10", *DAY)
    invoke("export", "--split", "表", *args)
    assert "2023-10-10" in openpyxl.load_workbook(folder / "表" / "县司法局.xlsx").active["A4"].value


@pytest.mark.usefixtures("plan_file")
def test_data_may_be_split_too(invoke: Invoke, folder: Path) -> None:
    invoke("export", "--split", "表", "--format", "csv", "--unit", "县司法局", *DAY)
    listed = invoke("list", "--unit", "县司法局", "--sort", "id", "--format", "csv", *DAY).out
    assert (folder / "表" / "县司法局.csv").read_bytes().decode("utf-8") == listed


@pytest.mark.usefixtures("plan_file")
def test_where_nothing_matches_nothing_is_written(invoke: Invoke, folder: Path) -> None:
    assert "没有符合条件" in invoke("export", "--split", "表", "--status", "已办结", *DAY, code=3).err
    assert not (folder / "表").exists()


def test_a_plan_that_is_named_is_not_written_over_either(plan_file: Path, folder: Path, invoke: Invoke) -> None:
    other = plan_file.rename(folder / "另.yaml")
    (folder / "表.md").symlink_to(other)
    assert "覆盖会丢失" in invoke("export", "表.md", "--force", "--file", "另.yaml", code=4).err
