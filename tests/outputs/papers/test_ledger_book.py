"""The ledger (台账) as .xlsx: what stands in it, that it is text, how it is printed, and that equal plans give equal bytes."""

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped] # its stubs are a package apart
import pytest

from gkplan.outputs.papers.book import height_of, sheet_name, shown
from tests.conftest import HERE, Invoke

DAY = "2023-10-20"


@pytest.fixture
def year(folder: Path) -> Path:
    """A plan with a year of reports, found without being named."""
    path = folder / "tasks.yaml"
    path.write_bytes((HERE / "golden" / "a-year-of-shanghe.yaml").read_bytes())
    return path


def book(invoke: Invoke, folder: Path, *args: str) -> Any:
    invoke("export", "台账.xlsx", "--force", "--as-of", DAY, *args)
    return openpyxl.load_workbook(io.BytesIO((folder / "台账.xlsx").read_bytes()))


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The rows below the third one, which has the names."""
    head, *below = sheet.iter_rows(min_row=3, values_only=True)
    return [dict(zip(head, row, strict=True)) for row in below]


@pytest.mark.usefixtures("year")
def test_what_stands_in_it_is_what_list_says(invoke: Invoke, folder: Path) -> None:
    told = {task["id"]: task for task in json.loads(invoke("list", "--as-of", DAY, "--format", "json").out)["tasks"]}
    written = rows(book(invoke, folder)["台账"])
    assert [row["序号"] for row in written] == list(told)
    seen: dict[str, str | None] = {}
    for row in written:
        task = told[row["序号"]]
        assert row["具体要求"] == task["requirement"]
        assert row["完成时限"] == task["deadline"]
        assert (row["到期日"] and row["到期日"].date().isoformat()) == task["due"]
        assert (row["办结日期"] and row["办结日期"].date().isoformat()) == task["done"]
        # Of merged cells the first has the text.
        for name, key in (("章节", "section"), ("小节", "subsection")):
            seen[name] = row[name] or (seen[name] if task[key] else None)
            assert seen[name] == task[key]
    assert {type(row["到期日"]) for row in written} == {datetime, type(None)}


@pytest.mark.usefixtures("year")
def test_units_are_counted_as_units_does(invoke: Invoke, folder: Path) -> None:
    told = {unit["name"]: unit for unit in json.loads(invoke("units", "--as-of", DAY, "--format", "json").out)["units"]}
    written = rows(book(invoke, folder)["各单位"])
    assert len(written) == 32
    for row in written:
        unit = told[row["单位"]]
        names = {"任务": "total", "已办结": "done", "按期办结": "done_on_time", "已逾期": "overdue", "临期": "due_soon"}
        names |= {"推进中": "in_progress", "未启动": "not_started", "长期": "ongoing", "未定时限": "unset"}
        assert {name: row[name] for name in names} == {name: unit[key] for name, key in names.items()}
        assert row["办结率"] == pytest.approx(unit["rate"], abs=1e-4)
        assert row["逾期未启动"] == unit["overdue"] - unit["started"]["overdue"]


@pytest.mark.usefixtures("year")
def test_every_entry_is_told(invoke: Invoke, folder: Path) -> None:
    told = json.loads(invoke("log", "--as-of", DAY, "--format", "json").out)["entries"]
    written = rows(book(invoke, folder)["登记明细"])
    assert [row["编号"] for row in written] == [entry["id"] for entry in told]
    assert [row["内容"] or "" for row in written] == [entry["text"] for entry in told]
    assert [row["日期"] and row["日期"].date().isoformat() for row in written] == [entry["date"] for entry in told]


@pytest.mark.usefixtures("year")
def test_cells_below_one_heading_are_one_and_filters_find_each(invoke: Invoke, folder: Path) -> None:
    invoke("export", "台账.xlsx", "--as-of", DAY)
    data = (folder / "台账.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(data))["台账"]
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert {"B4:B15", "C4:C6"} & merged
    assert sheet.auto_filter.ref == "A3:M55"
    # What lies behind a merged cell is what a filter looks at; openpyxl itself does not read it.
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read("xl/worksheets/sheet1.xml").decode()
    behind = text.split('<c r="B5"')[1].split("</c>")[0]
    first = text.split('<c r="B4"')[1].split("</c>")[0]
    assert behind.partition("<v>")[2] == first.partition("<v>")[2] != ""


@pytest.mark.usefixtures("year")
def test_it_is_printed_on_a4_landscape_with_its_head_on_every_page(invoke: Invoke, folder: Path) -> None:
    sheet = book(invoke, folder)["台账"]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "B4"
    assert "&P" in sheet.oddFooter.center.text
    assert all(sheet.row_dimensions[row].height for row in range(1, 56))


@pytest.mark.usefixtures("year")
def test_a_row_is_as_high_as_its_longest_text(invoke: Invoke, folder: Path) -> None:
    sheet = book(invoke, folder)["台账"]
    for row in range(4, 56):
        # 18 Chinese characters of 10 points in a line of the widest column, at least 12 points a line.
        needed = -(-len(sheet.cell(row, 4).value) // 19) * 12
        assert sheet.row_dimensions[row].height >= min(needed, 409)


@pytest.mark.usefixtures("year")
def test_equal_bytes(invoke: Invoke, folder: Path) -> None:
    for name in ("一.xlsx", "二.xlsx"):
        invoke("export", name, "--as-of", DAY, "--per-unit")
    assert (folder / "一.xlsx").read_bytes() == (folder / "二.xlsx").read_bytes()


@pytest.mark.usefixtures("year")
def test_a_sheet_or_a_file_for_each_unit(invoke: Invoke, folder: Path) -> None:
    whole = book(invoke, folder, "--per-unit")
    assert whole.sheetnames[:3] == ["台账", "各单位", "各单位图"]
    assert len(whole.sheetnames) == 32 + 4
    invoke("export", "--split", "各单位", "--as-of", DAY)
    assert len(list((folder / "各单位").iterdir())) == 32
    told = json.loads(invoke("list", "--unit", "县司法局", "--as-of", DAY, "--format", "json").out)["tasks"]
    one = rows(openpyxl.load_workbook(folder / "各单位" / "县司法局.xlsx")["台账"])
    assert {row["序号"] for row in one} == {task["id"] for task in told}
    assert rows(whole["县司法局"]) == one
    states = {task["id"]: task["status"] for task in told}
    assert all(row["状态"].startswith("未启动") for row in one if states[row["序号"]] == "not_started")


HOSTILE = ["=1+1", "+SUM(A1)", "-2", "@cmd", "=HYPERLINK(1)", "https://example.cn/=1", "\u202eabc", "<script>"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_begins_like_a_formula_is_text(text: str, folder: Path, invoke: Invoke) -> None:
    plan = {
        "plan": {"title": text, "year": 2023},
        "units": {"县司法局": {"contact": text}},
        "sections": {"一": text},
        "tasks": [
            {
                "id": "1",
                "section": "一",
                "requirement": text,
                "units": ["县司法局"],
                "deadline": "2023年12月底前",
                "progress": [{"date": "2023-05-01", "note": text, "evidence": [text]}],
            }
        ],
    }
    # JSON is YAML.
    (folder / "tasks.yaml").write_text(json.dumps(plan, ensure_ascii=True), "utf-8")
    invoke("export", "台账.xlsx", "--as-of", DAY, "--per-unit")
    whole = openpyxl.load_workbook(folder / "台账.xlsx")
    cells = [cell for sheet in whole for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    shown = text.replace("\u202e", "<U+202E>")
    assert sum(cell.value == shown for cell in cells) >= 2


@pytest.mark.parametrize("name", ["a:b", "[x]", "历史?*/\\'", "很" * 40, "History", "台账", "各单位"])
def test_a_unit_may_be_called_what_no_sheet_can(name: str, folder: Path, invoke: Invoke) -> None:
    plan = {
        "plan": {"title": "甲", "year": 2023},
        "units": {name: {}},
        "tasks": [{"id": "1", "requirement": "公开", "units": [name], "deadline": "2023年12月底前"}],
    }
    (folder / "tasks.yaml").write_text(json.dumps(plan, ensure_ascii=False), "utf-8")
    invoke("export", "台账.xlsx", "--as-of", DAY, "--per-unit")
    whole = openpyxl.load_workbook(folder / "台账.xlsx")
    assert len(whole.sheetnames) == 5
    assert any(cell.value == name for row in whole["台账"].iter_rows() for cell in row)


def test_a_plan_without_tasks(folder: Path, invoke: Invoke) -> None:
    (folder / "tasks.yaml").write_text("plan: {title: 空}\nunits: {}\ntasks: []\n", "utf-8")
    invoke("export", "台账.xlsx", "--as-of", DAY)
    assert openpyxl.load_workbook(folder / "台账.xlsx").sheetnames == ["台账", "各单位", "登记明细"]


def test_days_of_another_century_are_written(folder: Path, invoke: Invoke) -> None:
    """Excel counts days from 1900 on: an older one stays a text."""
    tasks = "- {id: 1, requirement: 甲, units: [乙], done: 1899-01-01}\n"
    (folder / "tasks.yaml").write_text(f"plan: {{title: 旧}}\nunits: {{乙: {{}}}}\ntasks:\n{tasks}", "utf-8")
    invoke("export", "台账.xlsx", "--as-of", DAY)
    (row,) = rows(openpyxl.load_workbook(folder / "台账.xlsx")["台账"])
    assert row["办结日期"] == "1899-01-01"


def made_of(
    folder: Path, invoke: Invoke, *args: str, tasks: list[dict[str, Any]], title: str = "试验", **more: Any
) -> Any:
    """The book of a small plan of 甲局 and 乙局."""
    units = {"甲局": {"contact": "张三 123"}, "乙局": {}, "丙局": {}}
    plan = {
        "plan": {"title": title, "year": 2023},
        "units": units,
        **more,
        "tasks": [
            {"id": str(number), "requirement": "公开", "units": ["甲局", "乙局"], "deadline": "2023年12月底前", **task}
            for number, task in enumerate(tasks, 1)
        ],
    }
    (folder / "tasks.yaml").write_text(json.dumps(plan, ensure_ascii=False), "utf-8")
    return book(invoke, folder, *args)


SAID = [
    {"date": f"2023-0{month}-01", "unit": unit, "note": f"{unit}{month}月"}
    for month, unit in ((3, "甲局"), (5, "乙局"), (6, "甲局"), (7, "甲局"), (8, "甲局"))
]


def test_a_text_is_as_long_as_a_cell_can_be() -> None:
    assert len(shown("长" * 40_000)) == 32_767


def test_sheets_are_told_apart_whatever_their_case() -> None:
    assert sheet_name("ABC", ["abc"]) == "ABC（2）"


def test_names_of_sheets_are_short() -> None:
    assert len(sheet_name("很" * 40, ["很" * 31])) == 31


def test_a_row_is_no_higher_than_it_can_be() -> None:
    assert height_of(["长" * 5000], [10]) == 409


def test_headings_of_two_chapters_are_two(folder: Path, invoke: Invoke) -> None:
    sections = {"一": "甲章", "一（一）": "总则", "二": "乙章", "二（一）": "总则"}
    sheet = made_of(
        folder,
        invoke,
        sections=sections,
        tasks=[{"section": each} for each in ("一（一）", "一（一）", "二（一）", "二（一）")],
    )["台账"]
    assert {str(each) for each in sheet.merged_cells.ranges if "C" in str(each)[:1]} == {"C4:C5", "C6:C7"}


def test_the_ledger_of_a_unit_has_nothing_of_others(folder: Path, invoke: Invoke) -> None:
    whole = made_of(
        folder,
        invoke,
        "--unit",
        "甲局",
        tasks=[{"progress": [*SAID, {**SAID[1], "date": "2023-09-01"}]}, {"units": ["乙局"]}],
    )
    assert "乙局5月" not in str([rows(whole[name]) for name in ("台账", "登记明细")])
    assert [row["单位"] for row in rows(whole["各单位"])] == ["甲局"]
    assert "甲局" in whole["台账"]["A2"].value


def test_the_chart_has_a_bar_for_each_unit(folder: Path, invoke: Invoke) -> None:
    made_of(folder, invoke, tasks=[{}])
    with zipfile.ZipFile(folder / "台账.xlsx") as package:
        text = package.read("xl/charts/chart1.xml").decode()
    assert text.count("<c:f>各单位!$A$4:$A$5</c:f>") == 7


def test_what_is_counted_of_a_unit(folder: Path, invoke: Invoke) -> None:
    late = {"done": "2023-10-10", "deadline": "2023年9月底前", "units": ["甲局"]}
    step = {"units": ["乙局"], "steps": [{"what": "编", "units": ["丙局"], "deadline": "2023年8月底前"}]}
    own = {row["单位"]: row for row in rows(made_of(folder, invoke, tasks=[late, step])["各单位"])}
    assert (own["甲局"]["办结率"], own["甲局"]["按期办结率"]) == (1, 0)
    assert (own["丙局"]["步骤逾期"], own["丙局"]["办结率"]) == (1, "—")


def test_states_have_their_colours(folder: Path, invoke: Invoke) -> None:
    sheet = made_of(folder, invoke, tasks=[{"deadline": "2023年9月底前"}, {"done": "2023-10-10"}])["台账"]
    assert [sheet[f"I{row}"].fill.fgColor.rgb for row in (4, 5)] == ["FFFFC7CE", "FFC6EFCE"]


def test_a_title_with_the_sign_of_footers(folder: Path, invoke: Invoke) -> None:
    sheet = made_of(folder, invoke, tasks=[{}], title="A&B")["台账"]
    assert "A&&B" in sheet.oddFooter.right.text


def test_the_newest_reports_and_who_is_missing(folder: Path, invoke: Invoke) -> None:
    later = {"date": "2023-11-01", "unit": "甲局", "note": "后来"}
    done = {"date": "2023-09-01", "unit": "乙局", "done": True}
    (row,) = rows(
        made_of(folder, invoke, tasks=[{"units": ["甲局", "乙局", "丙局"], "progress": [*SAID[1:], done, later]}])[
            "台账"
        ]
    )
    assert row["进展情况"].split("\n") == [
        "1/3 家已办结，还差：甲局、丙局",
        "2023-08-01 甲局：甲局8月",
        "2023-07-01 甲局：甲局7月",
        "2023-06-01 甲局：甲局6月",
        "另有 1 条，见“登记明细”",
    ]
    assert row["联络员"] == "甲局：张三 123"


def test_who_leads_and_who_supports(folder: Path, invoke: Invoke) -> None:
    (row,) = rows(made_of(folder, invoke, tasks=[{"lead": ["甲局"], "support": ["乙局"]}])["台账"])
    assert row["责任单位"] == "牵头：甲局\n配合：乙局"


def test_periods_that_press_are_told(folder: Path, invoke: Invoke) -> None:
    (row,) = rows(made_of(folder, invoke, tasks=[{"deadline": "每季度末", "units": ["甲局"]}])["台账"])
    assert "2023Q3：" in row["进展情况"]


def test_what_was_sent_back_is_told(folder: Path, invoke: Invoke) -> None:
    back = {"date": "2023-09-05", "unit": "甲局", "returned": "材料不全"}
    (row,) = rows(made_of(folder, invoke, tasks=[{"progress": [{**SAID[0], "done": True}, back]}])["台账"])
    assert "材料不全" in row["备注"]


def test_a_number_behind_is_told(folder: Path, invoke: Invoke) -> None:
    (row,) = rows(
        made_of(
            folder,
            invoke,
            tasks=[
                {
                    "units": ["甲局"],
                    "target": {"count": 12},
                    "progress": [{"date": "2023-02-01", "unit": "甲局", "count": 1}],
                }
            ],
        )["台账"]
    )
    assert "进度落后" in row["进展情况"]


def test_a_report_of_a_period_is_told_once(folder: Path, invoke: Invoke) -> None:
    said = {"date": "2023-09-05", "unit": "甲局", "note": "已报", "period": "2023Q3"}
    (row,) = rows(
        made_of(folder, invoke, tasks=[{"deadline": "每季度末", "units": ["甲局"], "progress": [said]}])["台账"]
    )
    assert row["进展情况"].count("已报") == row["进展情况"].count("2023-09-05 ") == 1
