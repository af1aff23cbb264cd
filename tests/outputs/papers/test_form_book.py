"""The return form (回填表) as .xlsx: what it asks of whom, that it can be sorted and filtered, that its keys go unseen."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped] # its stubs are a package apart
import pytest

from tests.cli.month.typed import look_at
from tests.conftest import HERE, Invoke

DAY = "2023-10-20"


@pytest.fixture(autouse=True)
def _year(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "tasks.yaml").write_bytes((HERE / "golden" / "a-year-of-shanghe.yaml").read_bytes())
    monkeypatch.setenv("GKPLAN_TODAY", DAY)


def sheet_of(path: Path) -> Any:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets
    return sheet


def test_it_asks_each_unit_what_it_has_not_finished(invoke: Invoke, folder: Path) -> None:
    invoke("export", "--return", "--split", "表")
    for path in (folder / "表").iterdir():
        form = look_at(path.read_bytes())
        assert {unit for _, _, unit in form.rows} == {path.stem}
        asked = {piece for _, piece, _ in form.rows}
        told = json.loads(invoke("list", "--unit", path.stem, "--format", "json").out)["tasks"]
        # A series is asked for period by period, and only those that press or were begun.
        open_ = {task["id"] for task in told if task["status"] != "done" and not task.get("periods")}
        assert open_ <= asked
        late = set(invoke("overdue", "--unit", path.stem, "--format", "ids").out.split())
        soon = set(invoke("due", "--unit", path.stem, "--format", "ids").out.split())
        periods = {each for task in told for each in [period["id"] for period in task.get("periods", [])]}
        assert late | soon <= asked | periods | {task["id"] for task in told if task.get("periods")}
        assert not asked & {task["id"] for task in told if task["status"] == "done"}


def test_what_presses_comes_first(invoke: Invoke, folder: Path) -> None:
    invoke("export", "--return", "表.xlsx", "--unit", "沙河镇")
    sheet, form = sheet_of(folder / "表.xlsx"), look_at((folder / "表.xlsx").read_bytes())
    stands = [sheet[f"{form.columns['目前情况']}{row}"].value for row, _, _ in form.rows]
    assert stands[0].startswith("已逾期")
    late = [text.startswith("已逾期") for text in stands]
    assert late == sorted(late, reverse=True)


def test_nothing_is_merged_or_locked_and_the_keys_are_hidden(invoke: Invoke, folder: Path) -> None:
    invoke("export", "--return", "表.xlsx")
    sheet = sheet_of(folder / "表.xlsx")
    form = look_at((folder / "表.xlsx").read_bytes())
    assert not sheet.merged_cells.ranges
    assert not sheet.protection.sheet
    assert sheet.column_dimensions[form.columns["编号（请勿改动）"]].hidden
    assert len(set(form.keys)) == len(form.keys) == sheet.max_row - form.head
    assert sheet.auto_filter.ref
    assert sheet.freeze_panes == f"B{form.head + 1}"


def test_what_can_be_chosen(invoke: Invoke, folder: Path) -> None:
    invoke("export", "--return", "表.xlsx", "--unit", "县司法局")
    sheet = sheet_of(folder / "表.xlsx")
    column = look_at((folder / "表.xlsx").read_bytes()).columns["是否办结"]
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if str(rule.sqref).startswith(column)]
    assert (rule.type, rule.formula1, rule.errorStyle) == ("list", '"是,否"', "warning")


def test_it_says_what_to_do(invoke: Invoke, folder: Path) -> None:
    invoke("export", "--return", "表.xlsx", "--unit", "县司法局", "--reply-by", "2023-11-10")
    above = [sheet_of(folder / "表.xlsx").cell(row, 1).value for row in range(1, 5)]
    assert "县司法局" in above[0]
    assert "是否办结" in above[1]
    assert "编号" in above[2]
    assert "2023-11-10" in above[3]
    assert "县政府办公室" in above[3]


def test_equal_bytes(invoke: Invoke, folder: Path) -> None:
    for name in ("一.xlsx", "二.xlsx"):
        invoke("export", "--return", name)
    assert (folder / "一.xlsx").read_bytes() == (folder / "二.xlsx").read_bytes()


def test_filters_narrow_it(invoke: Invoke, folder: Path) -> None:
    invoke("export", "--return", "表.xlsx", "--unit", "沙河镇", "--status", "已逾期")
    late = set(invoke("overdue", "--unit", "沙河镇", "--format", "ids").out.split())
    assert {piece for _, piece, _ in look_at((folder / "表.xlsx").read_bytes()).rows} == late
    assert "没有要填的" in invoke("export", "--return", "空.xlsx", "--status", "已办结", code=3).err
    assert not (folder / "空.xlsx").exists()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--return", "表.csv"), "以 .xlsx 结尾"),
        (("--return", "--per-unit", "表.xlsx"), "--split"),
        (("台账.xlsx", "--reply-by", "2023-11-10"), "--return"),
        (("--return", "表.xlsx", "--reply-by", "2023-01-10"), "已经过去"),
        (("--return",), "文件名"),
        (("表.xlsx", "--split", "文件夹"), "只写其中一种"),
        (("台账.pdf",), "看不出写成什么"),
        (("台账.xlsx", "--format", "md"), "--format"),
        (("-", "--format", "pdf"), "看不出写成什么"),
    ],
)
def test_what_makes_no_sense_is_told(args: tuple[str, ...], words: str, invoke: Invoke, folder: Path) -> None:
    before = sorted(folder.iterdir())
    assert words in invoke("export", *args, code=2).err
    assert sorted(folder.iterdir()) == before


def test_the_filter_reaches_over_all_rows_and_the_keys(invoke: Invoke, folder: Path) -> None:
    invoke("export", "--return", "表.xlsx", "--unit", "沙河镇")
    sheet, form = sheet_of(folder / "表.xlsx"), look_at((folder / "表.xlsx").read_bytes())
    key = form.columns["编号（请勿改动）"]
    assert sheet.auto_filter.ref == f"A{form.head}:{key}{sheet.max_row}"


def test_days_stay_as_they_are_typed(invoke: Invoke, folder: Path) -> None:
    invoke("export", "--return", "表.xlsx", "--unit", "沙河镇")
    sheet, form = sheet_of(folder / "表.xlsx"), look_at((folder / "表.xlsx").read_bytes())
    row = form.head + 1
    assert sheet[f"{form.columns['完成日期']}{row}"].number_format == "@"
    rules = {str(rule.sqref).partition(":")[0] for rule in sheet.data_validations.dataValidation}
    assert rules == {f"{form.columns[name]}{row}" for name in ("是否办结", "完成日期", "数量")}


def test_the_last_day_is_a_day(invoke: Invoke, folder: Path) -> None:
    invoke("export", "--return", "表.xlsx", "--unit", "沙河镇")
    sheet, form = sheet_of(folder / "表.xlsx"), look_at((folder / "表.xlsx").read_bytes())
    assert sheet[f"{form.columns['到期日']}{form.head + 1}"].is_date


def one_task(folder: Path, invoke: Invoke, **task: Any) -> tuple[Any, Any]:
    units = {"甲局": {}, "乙局": {}, "县府办": {"contact": "王五 84880001"}}
    made = {"id": "1", "requirement": "培训", "units": ["甲局", "乙局"], "deadline": "2023年12月底前", **task}
    plan = {"plan": {"title": "试验", "year": 2023, "office": "县府办"}, "units": units, "tasks": [made]}
    (folder / "tasks.yaml").write_text(json.dumps(plan, ensure_ascii=False), "utf-8")
    invoke("export", "--return", "表.xlsx", "--unit", "甲局")
    return sheet_of(folder / "表.xlsx"), look_at((folder / "表.xlsx").read_bytes())


def test_it_says_why_a_report_was_sent_back_and_whom_to_ask(invoke: Invoke, folder: Path) -> None:
    back = [
        {"date": "2023-09-01", "unit": "甲局", "done": True},
        {"date": "2023-09-05", "unit": "甲局", "returned": "材料不全"},
    ]
    sheet, form = one_task(folder, invoke, progress=back)
    assert "已退回：材料不全" in sheet[f"{form.columns['目前情况']}{form.head + 1}"].value
    assert "王五 84880001" in sheet["A4"].value


def test_each_row_says_its_period(invoke: Invoke, folder: Path) -> None:
    sheet, form = one_task(folder, invoke, deadline="每季度末")
    periods = [sheet[f"{form.columns['期']}{row}"].value for row, _, _ in form.rows]
    assert periods == [piece.partition("@")[2] for _, piece, _ in form.rows]


def test_it_says_what_this_unit_has_counted(invoke: Invoke, folder: Path) -> None:
    said = [{"date": "2023-09-01", "unit": unit, "count": 2} for unit in ("甲局", "乙局")]
    sheet, form = one_task(folder, invoke, target={"count": 5, "each": True}, progress=said)
    assert "要求 5 次，已报 2" in sheet[f"{form.columns['目前情况']}{form.head + 1}"].value
