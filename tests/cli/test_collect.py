"""collect at the command line: files and folders of all kinds, what is asked, what is told, what is written."""

import io
import os
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped] # its stubs are a package apart
import pytest

from gkplan.cli.delivery import deliver_all
from gkplan.errors import RefusedError
from tests.cli.month.typed import look_at
from tests.conftest import Invoke
from tests.outputs.terminals import needs_terminal, show

UNITS = ("县司法局", "县财政局", "许商街道")


@pytest.fixture
def forms(plan_file: Path, invoke: Invoke, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with the forms of three units, empty."""
    assert plan_file.exists()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("GKPLAN_TODAY", "2023-10-10")
    invoke("export", "--return", "--split", "交回", *(word for unit in UNITS for word in ("--unit", unit)))
    return folder / "交回"


def fill(path: Path, row: int = 0, **typed: Any) -> None:
    """Fill in the `row`th row of a form."""
    form = look_at(path.read_bytes())
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    for name, value in typed.items():
        book.active[f"{form.columns[name]}{form.rows[row][0]}"] = value
    book.save(path)


def test_it_is_written_at_once_and_taken_back_at_once(forms: Path, plan_file: Path, invoke: Invoke) -> None:
    before = plan_file.read_bytes()
    for unit in UNITS:
        fill(forms / f"{unit}.xlsx", 是否办结="是", 完成日期="2023-9-6", 进展情况="已公开", 佐证材料="https://a.cn")
    done = invoke("collect", "交回", "--yes")
    assert "已登记 3 条（3 份回填表）" in done.err
    assert len(done.out.splitlines()) == 3
    after = plan_file.read_text("utf-8").splitlines()
    added = [line for line in after if line not in before.decode().splitlines()]
    # One line an entry, and the key above it where there was none.
    assert [line.strip() for line in added if "date:" in line] == [
        f"- {{date: 2023-09-06, unit: {unit}, done: true, note: 已公开, evidence: ['https://a.cn']}}"
        for unit in sorted_in(after)
    ]
    assert "收回填表 3 份" in invoke("undo").out
    assert plan_file.read_bytes() == before


def sorted_in(lines: list[str]) -> list[str]:
    """The units in the order in which their new entries stand."""
    return [unit for line in lines if "2023-09-06" in line for unit in UNITS if f"unit: {unit}," in line]


def test_nothing_is_written_without_a_yes(forms: Path, plan_file: Path, invoke: Invoke) -> None:
    fill(forms / "县司法局.xlsx", 进展情况="正在办理")
    before = plan_file.read_bytes()
    assert "没有登记" in invoke("collect", "交回", code=4).err
    assert plan_file.read_bytes() == before


@needs_terminal
@pytest.mark.parametrize(("typed", "count"), [("y\n", 1), ("\n", 0), ("n\n", 0)])
def test_a_person_is_asked(forms: Path, plan_file: Path, folder: Path, typed: str, count: int) -> None:
    fill(forms / "县司法局.xlsx", 进展情况="正在办理")
    shown = show("collect", "交回", columns=100, folder=folder, typed=typed, GKPLAN_TODAY="2023-10-10")
    assert any("登记这 1 条吗？" in line for line in shown.lines)
    assert any("→" in line and "正在办理" in line for line in shown.lines)
    assert plan_file.read_text("utf-8").count("正在办理") == count


def test_one_bad_file_of_many_does_not_stop_the_rest(forms: Path, invoke: Invoke) -> None:
    fill(forms / "县司法局.xlsx", 进展情况="正在办理")
    (forms / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    (forms / "旧.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    (forms / "说明.docx").write_bytes(b"PK")
    (forms / "~$县司法局.xlsx").write_bytes(b"lock")
    (forms / ".隐藏.xlsx").write_bytes(b"x")
    (forms / "上月").mkdir()
    done = invoke("collect", "交回", "--yes", code=1)
    assert "已登记 1 条" in done.err
    for words in ("坏.xlsx", "旧.xlsx 设了密码", "说明.docx 不是表格", "上月 里的没有看", "有 2 个文件读不出"):
        assert words in done.err, words
    assert "~$" not in done.err
    assert "隐藏" not in done.err


def test_two_files_of_one_name_are_told_apart(forms: Path, folder: Path, invoke: Invoke) -> None:
    fill(forms / "县司法局.xlsx", 进展情况="甲")
    other = folder / "补交"
    other.mkdir()
    (other / "县司法局.xlsx").write_bytes((forms / "县司法局.xlsx").read_bytes())
    fill(other / "县司法局.xlsx", 进展情况="乙")
    done = invoke("collect", "交回", "补交", "--yes", code=1)
    line = next(line for line in done.err.splitlines() if "填了 2 次" in line)
    assert f"交回{os.sep}县司法局.xlsx" in line
    assert f"补交{os.sep}县司法局.xlsx" in line


def test_what_holds_for_a_whole_form_is_said_once(forms: Path, plan_file: Path, invoke: Invoke) -> None:
    for row in range(3):
        fill(forms / "县司法局.xlsx", row, 进展情况="甲")
    plan_file.write_text(plan_file.read_text("utf-8").replace("title: 2023年", "title: 商河县2023年"), "utf-8")
    done = invoke("collect", "交回", code=1)
    (line,) = [line for line in done.err.splitlines() if "另一份方案" in line]
    assert "等 3 行" in line


@pytest.mark.parametrize("name", ["没有", "没有.xlsx", "空"])
def test_what_is_not_there(forms: Path, folder: Path, invoke: Invoke, name: str) -> None:
    assert forms.exists()
    (folder / "空").mkdir()
    assert name in invoke("collect", name, code=3).err


def test_what_cannot_be_read_is_named_and_the_others_are_taken(forms: Path, invoke: Invoke) -> None:
    fill(forms / "县司法局.xlsx", 进展情况="甲")
    # A link to itself, which nobody can read, whatever his rights.
    (forms / "县财政局.xlsx").unlink()
    (forms / "县财政局.xlsx").symlink_to("县财政局.xlsx")
    done = invoke("collect", "交回", "--yes", code=1)
    assert "县财政局.xlsx 读不了（链接绕成了圈）" in done.err
    assert "已登记 1 条" in done.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root 读得了一切文件")
def test_what_may_not_be_read(forms: Path, invoke: Invoke) -> None:
    fill(forms / "县司法局.xlsx", 进展情况="甲")
    (forms / "县财政局.xlsx").chmod(0)
    done = invoke("collect", "交回", "--yes", code=1)
    assert "县财政局.xlsx 读不了" in done.err
    assert "已登记 1 条" in done.err
    forms.chmod(0)
    try:
        assert "交回" in invoke("collect", "交回", code=4).err
    finally:
        forms.chmod(0o700)


def test_a_plan_changed_between_showing_and_writing_is_left_alone(
    forms: Path, plan_file: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(forms / "县司法局.xlsx", 进展情况="正在办理")
    piece = look_at((forms / "县司法局.xlsx").read_bytes()).rows[0][1]

    def meanwhile(*_: object, **__: object) -> bool:
        invoke("note", piece, "别人登记的", "--unit", "县司法局")
        return True

    monkeypatch.setattr("gkplan.outputs.streams.ask", meanwhile)
    assert "刚才又有改动" in invoke("collect", "交回", code=4).err
    assert "正在办理" not in plan_file.read_text("utf-8")


@pytest.mark.parametrize(
    ("names", "made"),
    [
        (("县/局.txt", "县_局.txt"), ("县_局.txt", "县_局_2.txt")),
        (("CON.txt", "con.txt"), ("_CON.txt", "_con_2.txt")),
        (("..txt",), ("_.txt",)),
        (("a\nb.txt",), ("a_b.txt",)),
        (("长" * 100 + ".txt",), ("长" * 60 + ".txt",)),
    ],
)
def test_each_unit_gets_a_file_whatever_it_is_called(
    names: tuple[str, ...], made: tuple[str, ...], folder: Path
) -> None:
    deliver_all([(name, b"x") for name in names], folder / "各单位", force=False)
    assert {path.name for path in (folder / "各单位").iterdir()} == set(made)
    with pytest.raises(RefusedError, match="已经有"):
        deliver_all([(names[0], b"y")], folder / "各单位", force=False)


def test_what_lies_in_the_folder_already_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deliver_all([("县司法局.xlsx", b"x"), ("县财政局.xlsx", b"x")], folder / "表", force=False)
    capsys.readouterr()
    deliver_all([("县司法局.xlsx", b"y")], folder / "表", force=True)
    assert "还有 1 个不是这次写的文件，如 县财政局.xlsx" in capsys.readouterr().err


def test_who_returned_who_wrote_nothing_and_who_did_not(forms: Path, plan_file: Path, invoke: Invoke) -> None:
    text = plan_file.read_text("utf-8").replace("units:\n", "units:\n  闲局: {}\n", 1)
    plan_file.write_text(text, "utf-8")
    (forms / "许商街道.xlsx").unlink()
    fill(forms / "县司法局.xlsx", 是否办结="是", 完成日期="2023-9-6")
    done = invoke("collect", "交回", "--yes")
    told = done.err.splitlines()
    assert "已交回 2 家：县司法局、县财政局" in told or "已交回 2 家：县财政局、县司法局" in told
    assert "其中没有填的 1 家：县财政局" in told
    (line,) = [line for line in told if line.startswith("没有交回的")]
    assert "许商街道" in line
    assert "县司法局" not in line
    assert "闲局" not in line
    assert "办结" in done.out.split("\t")[4]


def test_a_day_before_the_plans_year_is_remarked_on(forms: Path, invoke: Invoke) -> None:
    fill(forms / "县司法局.xlsx", 进展情况="在办", 完成日期="2022-9-6")
    assert "早于方案年度" in invoke("collect", "交回", "--yes").err


def test_files_of_another_kind_are_not_old_ones(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "表").mkdir()
    (folder / "表" / "读我.txt").write_bytes(b"x")
    deliver_all([("甲.xlsx", b"x")], folder / "表", force=False)
    assert "不是这次写的" not in capsys.readouterr().err


def test_endings_in_capitals_and_with_macros(forms: Path, invoke: Invoke) -> None:
    fill(forms / "县司法局.xlsx", 进展情况="在办")
    fill(forms / "县财政局.xlsx", 进展情况="在办")
    (forms / "县司法局.xlsx").rename(forms / "县司法局.XLSX")
    (forms / "县财政局.xlsx").rename(forms / "县财政局.xlsm")
    assert "已登记 2 条" in invoke("collect", "交回", "--yes").err


def test_what_of_a_form_cannot_be_read_is_told(forms: Path, invoke: Invoke) -> None:
    path = forms / "县司法局.xlsx"
    fill(path, 进展情况="在办")
    book = openpyxl.load_workbook(path)
    book.active.cell(5, 20, "存在问题")
    book.active.cell(6, 20, "缺人手")
    book.save(path)
    assert "存在问题" in invoke("collect", "交回", "--yes", code=1).err


def test_a_file_named_twice_is_read_once(forms: Path, invoke: Invoke) -> None:
    fill(forms / "县司法局.xlsx", 进展情况="在办")
    assert "（3 份回填表）" in invoke("collect", "交回", "交回/县司法局.xlsx", "--yes").err


def test_a_giant_file_is_not_read(forms: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    assert forms.exists()
    monkeypatch.setattr("gkplan.cli.commands.collect.MOST_BYTES", 10)
    assert "不像回填表" in invoke("collect", "交回", "--yes", code=1).err


def test_a_day_to_come_without_a_year_is_not_last_years(forms: Path, invoke: Invoke) -> None:
    fill(forms / "县司法局.xlsx", 是否办结="是", 完成日期="12月28日")
    assert "还没有到" in invoke("collect", "交回", "--yes", code=1).err
