"""What Excel files hold beside texts: dates, numbers, formulas, hidden sheets, titles above the head."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped] # its stubs are a package apart

from gkplan.errors import RefusedError
from gkplan.importers.pipeline import import_
from tests.conftest import RunGkplan
from tests.importers.documents import saved, with_part, xlsx_bytes
from tests.importers.drafts import left, tasks_of, warned

FAR = b'<row r="9999"><c r="GR9999" t="inlineStr"><is><t>x</t></is></c></row>'
GRID = [["序号", "任务", "责任单位", "时限"], ["1", "做好公开", "县财政局", "6月底前"]]


def opened(grid: list[list[str]] | None = None) -> tuple[Any, Any]:
    book = load_workbook(io.BytesIO(xlsx_bytes(grid or GRID, before=["2023年分工"])))
    return book, book.active


def test_dates_are_written_as_iso_and_hidden_years_told() -> None:
    book, sheet = opened()
    sheet["D3"] = dt.datetime(2023, 6, 30)
    assert import_(saved(book), "表.xlsx").plan.tasks[0].deadline == "2023-06-30"
    sheet["D3"].number_format = 'm"月"d"日"'
    draft = import_(saved(book), "表.xlsx")
    assert "不显示年份" in warned(draft)


@pytest.mark.parametrize(
    "shown",
    [
        'yyyy"年"m"月"', 'yyyy"年"mm"月"', "yyyy年m月", "yyyy-mm", "yyyy/m", "mmm-yy", "yy.m", '[$-804]yyyy"年"m"月";@',
        'yyyy"年"m"月"\\底', "e年m月yy", '"date:" yyyy-mm',
    ],
)  # fmt: skip
def test_a_month_is_not_its_first_day(shown: str) -> None:
    book, sheet = opened()
    sheet["D3"] = dt.datetime(2023, 9, 1)
    sheet["D3"].number_format = shown
    (task,) = import_(saved(book), "表.xlsx").plan.tasks
    assert task.deadline == "2023年9月"


@pytest.mark.parametrize("shown", ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "d-mmm-yy", "yyyy/m/d h:mm", "m/d/yyyy"])
def test_a_day_that_is_shown_is_a_day(shown: str) -> None:
    book, sheet = opened()
    sheet["D3"] = dt.datetime(2023, 9, 1)
    sheet["D3"].number_format = shown
    (task,) = import_(saved(book), "表.xlsx").plan.tasks
    assert task.deadline == "2023-09-01"


@pytest.mark.parametrize(
    ("value", "shown", "id_"),
    [(1.1, "0.00", "1.10"), (1.1, "0.0", "1.1"), (1.1, "General", "1.1"), (2.0, "0.0", "2.0"), (3.0, "General", "3")],
)
def test_a_number_has_the_places_it_shows(value: float, shown: str, id_: str) -> None:
    book, sheet = opened()
    sheet["A3"] = value
    sheet["A3"].number_format = shown
    assert import_(saved(book), "表.xlsx").plan.tasks[0].id == id_


def test_numbers_have_no_point() -> None:
    book, sheet = opened()
    sheet["A3"] = 1.0
    assert import_(saved(book), "表.xlsx").plan.tasks[0].id == "1"


def test_a_formula_never_calculated_is_told() -> None:
    book, sheet = opened()
    sheet["A3"] = "=ROW()-2"
    draft = import_(saved(book), "表.xlsx")
    assert draft.plan.tasks[0].id == "1"
    assert "=ROW()-2|公式没有保存结果" in warned(draft)


def test_a_hidden_sheet_is_left_out() -> None:
    book, _ = opened()
    hidden = book.create_sheet("去年")
    hidden["A1"] = "旧任务"
    hidden.sheet_state = "hidden"
    draft = import_(saved(book), "表.xlsx")
    assert len(draft.plan.tasks) == 1
    assert "工作表「去年」|旧任务|隐藏的工作表" in left(draft)


def test_two_sheets_are_one_plan() -> None:
    book, _ = opened()
    second = book.create_sheet("续")
    for row in (GRID[0], ["2", "做好解读", "县司法局", "9月底前"]):
        second.append(row)
    draft = import_(saved(book), "表.xlsx")
    assert [task[0] for task in tasks_of(draft)] == ["1", "2"]


def test_a_cell_far_away_is_refused_with_the_remedy() -> None:
    book, sheet = opened()
    sheet["A20000"] = "x"
    with pytest.raises(RefusedError, match="删去空行空列"):
        import_(saved(book), "表.xlsx")


def test_a_style_out_of_range_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(GRID, before=["2023年分工"]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles = parts["xl/styles.xml"]
    parts["xl/styles.xml"] = styles.replace(b'xfId="0"', b'xfId="77"')
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    # openpyxl says so on stdout, which is the plan's, and may refuse the file.
    with suppress(RefusedError):
        import_(stream.getvalue(), "表.xlsx")
    assert capsys.readouterr().out == ""


def test_an_empty_book_is_refused() -> None:
    with pytest.raises(RefusedError, match="没有文字"):
        import_(saved(Workbook()), "表.xlsx")


def with_sheet(change: Callable[[bytes], bytes]) -> bytes:
    """Return the small table with the XML of its sheet changed."""
    return with_part(xlsx_bytes(GRID, before=["2023年分工"]), "xl/worksheets/", change)


def merging(*areas: str) -> bytes:
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in areas).encode()

    def change(data: bytes) -> bytes:
        head, _, rest = data.partition(b"</sheetData>")
        rest = rest.partition(b"</mergeCells>")[2] or rest
        return head + b"</sheetData><mergeCells>" + merged + b"</mergeCells>" + rest

    return with_sheet(change)


def test_a_merged_column_counts_as_far_as_there_are_texts() -> None:
    draft = import_(merging("F1:F1048576", "G3:XFD1048576"), "表.xlsx")
    assert [task[0] for task in tasks_of(draft)] == ["1"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(merging("A1:XFD1048576"), id="everything is one cell"),
        pytest.param(merging(*["A1:XFD10000"] * 50_000), id="the same cells again and again"),
        pytest.param(
            with_sheet(lambda data: data.replace(b"</sheetData>", FAR + b"</sheetData>")), id="a cell far to the right"
        ),
        pytest.param(
            with_sheet(
                lambda data: data.replace(
                    b"</sheetData>",
                    b"".join(b'<row r="%d"><c><v>1</v></c></row>' % n for n in range(9, 100_000)) + b"</sheetData>",
                )
            ),
            id="rows without end",
        ),
    ],
)
def test_what_claims_to_be_huge_is_refused_within_little_memory(
    data: bytes, run_gkplan: RunGkplan, folder: Path
) -> None:
    (folder / "表.xlsx").write_bytes(data)
    result = run_gkplan("import", "表.xlsx", code=4, memory=300_000_000)
    assert result.out == ""
    assert result.err.startswith("gkplan: 表.xlsx ")
