"""What import tells: doubts by column, what was left out by reason, a workbook of all, and a question before a loss."""

import io
import re
from pathlib import Path

import openpyxl  # type: ignore[import-untyped] # its stubs are a package apart
import pytest

from tests.conftest import Invoke
from tests.outputs.terminals import needs_terminal, show

LINES = [
    "2024年任务分工",
    "序号\t任务\t责任单位\t完成时限\t备注",
    "1\t公开预算\t县财政局\t按上级要求\t一次报送",
    "2\t公开决算\t县审计局和老同志\t9月底前\t按季报送",
    "3\t公开年报\t县司法局\t年底前\t按季报送",
    *[f"{number}\t公开第{number}件事\t县司法局\t适当时候\t" for number in range(4, 12)],
]


@pytest.fixture
def table(folder: Path) -> Path:
    path = folder / "分工.txt"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return path


def test_doubts_come_by_column_and_name_the_row(invoke: Invoke, table: Path) -> None:
    told = invoke("import", str(table)).err.splitlines()
    doubts = told[: told.index(next(line for line in told if line.startswith("没有导入")))]
    assert doubts[0].startswith("请核对 ")
    columns = [line.partition("（")[0] for line in doubts[1:] if not line.startswith("  ")]
    assert columns == ["责任单位", "完成时限"]
    assert "  任务 1「公开预算」（文本第3行）：时限「按上级要求」：" in "\n".join(doubts)
    assert "  任务 2「公开决算」（文本第4行）：「老同志」不像单位名称，请核对" in doubts


def test_the_same_doubt_of_many_tasks_is_told_once(invoke: Invoke, table: Path) -> None:
    told = [line for line in invoke("import", str(table)).err.splitlines() if "适当时候" in line]
    assert len(told) == 1
    assert told[0].startswith("  任务 4–11：")
    told = [line for line in invoke("import", str(table), "--verbose").err.splitlines() if "适当时候" in line]
    assert [line.partition("「")[0] for line in told] == [f"  任务 {number}" for number in range(4, 12)]


def test_what_was_left_out_is_a_line_for_each_reason(invoke: Invoke, table: Path) -> None:
    err = invoke("import", str(table)).err
    assert (
        "没有导入 3 处（加 --verbose 逐条列出）：\n  「备注」列，方案里没有这一项，3 处：「一次报送」「按季报送」\n"
        in err
    )
    err = invoke("import", str(table), "--verbose").err
    assert "没有导入 3 处：\n  文本第3行：「一次报送」：「备注」列，方案里没有这一项\n  文本第4行：" in err
    assert err.startswith("按「用制表符分列的表格」读取：11 项任务，")


def test_a_long_cell_is_told_by_its_beginning_and_with_verbose_in_full(invoke: Invoke, folder: Path) -> None:
    (folder / "表.csv").write_text(f"序号,任务,责任单位,时限\n1,公开,县财政局,{'公开' * 500}\n", encoding="utf-8")
    assert max(map(len, invoke("import", "表.csv").err.splitlines())) < 1200
    assert "公开" * 500 in invoke("import", "表.csv", "--verbose").err


def test_the_report_is_a_workbook_of_all_that_was_read(invoke: Invoke, table: Path, folder: Path) -> None:
    text = table.read_text("utf-8").replace("一次报送", "=1+1")
    table.write_text(text, encoding="utf-8")
    invoke("import", str(table), "-o", "plan.yaml", "--report", "核对.xlsx")
    data = (folder / "核对.xlsx").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["读到的任务", "要核对的", "没有导入的"]
    tasks = list(book["读到的任务"].iter_rows(values_only=True))
    assert tasks[:2] == [
        ("序号", "章节", "任务内容", "责任单位", "完成时限"),
        ("1", "", "公开预算", "县财政局", "按上级要求"),
    ]
    assert len(tasks) == 12
    assert book["没有导入的"]["D2"].value == "=1+1"
    assert book["没有导入的"]["D2"].data_type == "s"
    assert ("责任单位", "2", "文本第4行", "老同志", "不像单位名称，请核对") in list(
        book["要核对的"].iter_rows(values_only=True)
    )
    invoke("import", str(table), "-o", "again.yaml", "--report", "再核对.xlsx")
    assert (folder / "再核对.xlsx").read_bytes() == data


def test_a_report_replaces_nothing_unasked(invoke: Invoke, table: Path, folder: Path) -> None:
    (folder / "核对.xlsx").write_bytes(b"mine")
    assert "已经有 核对.xlsx" in invoke("import", str(table), "--report", "核对.xlsx", code=4).err
    assert (folder / "核对.xlsx").read_bytes() == b"mine"
    invoke("import", str(table), "--report", "核对.xlsx", "--force")
    assert (folder / "核对.xlsx").read_bytes()[:2] == b"PK"
    assert "以 .xlsx 结尾" in invoke("import", str(table), "--report", "核对.csv", code=2).err
    assert "就是要读取的" in invoke("import", str(table), "--report", str(table), code=4).err


@needs_terminal
@pytest.mark.parametrize(("typed", "is_replaced"), [("y\n", True), ("是\n", True), ("\n", False), ("n\n", False)])
def test_a_person_sees_the_first_tasks_and_is_asked_before_a_file_is_replaced(
    table: Path, folder: Path, typed: str, *, is_replaced: bool
) -> None:
    (folder / "plan.yaml").write_text("旧的\n", encoding="utf-8")
    shown = show("import", str(table), "-o", "plan.yaml", columns=100, folder=folder, typed=typed)
    text = "\n".join(shown.lines)
    assert "读到 11 项任务，前 5 项是：" in text
    assert re.search(r"^序号 +章节 +任务内容 +责任单位 +完成时限$", text, re.MULTILINE)
    assert re.search(r"^5 +公开第5件事 +县司法局 +适当时候$", text, re.MULTILINE)
    assert "公开第6件事" not in text.partition("前 5 项是")[2]
    assert "已经有 plan.yaml，覆盖它吗？[y/N]" in text
    assert (shown.code == 0) is is_replaced
    assert ((folder / "plan.yaml").read_text("utf-8") != "旧的\n") is is_replaced
    if not is_replaced:
        assert "已经有 plan.yaml，没有改动它" in text


def test_without_a_person_only_force_replaces_a_file(invoke: Invoke, table: Path, folder: Path) -> None:
    (folder / "plan.yaml").write_text("旧的\n", encoding="utf-8")
    got = invoke("import", str(table), "-o", "plan.yaml", code=4)
    assert "前 5 项是" not in got.err
    assert (folder / "plan.yaml").read_text("utf-8") == "旧的\n"
