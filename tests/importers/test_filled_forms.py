"""Returned forms as units hand them in: typed in many ways, changed in many ways; what cannot be taken is named by cell."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped] # its stubs are a package apart
import pytest

from gkplan.errors import RefusedError
from gkplan.importers.filled_forms import read_form
from gkplan.importers.form_cells import answer_in
from gkplan.importers.office.conversion import converted
from gkplan.outputs.papers.form_book import render
from gkplan.plan.forms import Answer, asked_of
from gkplan.plan.model import Plan, Target, Task, Unit
from gkplan.plan.select import select
from gkplan.plan.status import Judge

TODAY = date(2023, 10, 10)
PLAN = Plan(
    title="试验县2023年任务分工",
    year=2023,
    units=(Unit(name="县司法局"), Unit(name="县财政局")),
    tasks=(
        Task(id="1", requirement="公开目录", units=("县司法局",), deadline="2023年9月底前"),
        Task(
            id="2",
            requirement="开展培训",
            units=("县司法局", "县财政局"),
            deadline="2023年12月底前",
            target=Target(count=5),
        ),
        Task(id="3", requirement="报送信息", units=("县司法局",), deadline="每季度末"),
    ),
)

Change = Callable[[Any, dict[str, str], int], None]
"""What is done to a sheet, with the letters of its columns and the row of its head."""


def form_bytes(*units: str) -> bytes:
    judge = Judge(PLAN, TODAY)
    rows = [
        row
        for unit in units or ("县司法局",)
        for row in asked_of(judge, unit, select(judge, units=(unit,), with_parts=True))
    ]
    return render(judge, rows)


def handed_in(change: Change, *units: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(form_bytes(*units)))
    sheet = book.active
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "序号")
    columns = {cell.value: cell.column_letter for cell in sheet[head]}
    change(sheet, columns, head)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def answers(data: bytes) -> tuple[list[Answer], list[str]]:
    """What the form says, and what is named as not taken."""
    form = read_form(data, "表.xlsx")
    found, told = [], list(form.unread)
    for row in form.rows:
        answer, wrong = answer_in(row, TODAY, PLAN.year)
        found += [answer] if answer and not answer.is_blank else []
        told += [f"{each.at}：{each.message}" for each in wrong]
    return found, told


def first(**typed: Any) -> Change:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        for name, value in typed.items():
            sheet[f"{columns[name]}{head + 1}"] = value

    return change


def test_a_form_nobody_filled_says_nothing() -> None:
    assert answers(form_bytes()) == ([], [])


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (datetime(2023, 9, 6), date(2023, 9, 6)),
        (date(2023, 9, 6), date(2023, 9, 6)),
        (45175, date(2023, 9, 6)),
        (45175.5, date(2023, 9, 6)),
        ("45175", date(2023, 9, 6)),
        (20230906, date(2023, 9, 6)),
        ("20230906", date(2023, 9, 6)),
        ("2023-9-6", date(2023, 9, 6)),
        ("2023/09/06", date(2023, 9, 6)),
        ("2023.9.6", date(2023, 9, 6)),
        ("2023、9、6", date(2023, 9, 6)),
        ("2023\\9\\6", date(2023, 9, 6)),
        ("23-9-6", date(2023, 9, 6)),
        ("23.9.6", date(2023, 9, 6)),
        ("2023年9月6日", date(2023, 9, 6)),
        ("2023年9月6号", date(2023, 9, 6)),
        ("2023 年 9 月 6 日", date(2023, 9, 6)),
        ("二〇二三年九月六日", date(2023, 9, 6)),
        ("２０２３－０９－０６", date(2023, 9, 6)),
        ("2023-09-06 00:00:00", date(2023, 9, 6)),
        ("2023-09-06 15:30", date(2023, 9, 6)),
        ("9月6日", date(2023, 9, 6)),
        ("9月6号。", date(2023, 9, 6)),
        ("9.6", date(2023, 9, 6)),
        ("9/6", date(2023, 9, 6)),
        ("9-6", date(2023, 9, 6)),
        ("2023 9 6", date(2023, 9, 6)),
    ],
)
def test_a_day_typed_in_many_ways(typed: object, day: date) -> None:
    ((answer,), told) = answers(handed_in(first(是否办结="是", 完成日期=typed)))
    assert (answer.day, answer.is_done, told) == (day, True, [])


@pytest.mark.parametrize(
    "typed",
    ["9月", "2023年9月", "昨天", "前天", "+3d", "年底", "已完成", "2023-13-45", "2023年2月30日", "2024-01-01", "12345678",
     "1901-01-01", "9月底", 9.1, "15日", "周三", "230906", "12月25日", "6/9/2023", 3, "本周"],
)  # fmt: skip
def test_what_is_no_day_is_named_by_cell(typed: object) -> None:
    found, told = answers(handed_in(first(是否办结="是", 完成日期=typed)))
    assert found == []
    (words,) = told
    assert words.startswith("I6：")
    assert "完成日期" in words


@pytest.mark.parametrize("yes", ["是", "√", "✓", "已办结", "已完成", "完成", "Y", "yes", "1", 1, True, " 是 ", "是。"])
def test_yes(yes: object) -> None:
    ((answer,), told) = answers(handed_in(first(是否办结=yes)))
    assert (answer.is_done, answer.day, told) == (True, None, [])


@pytest.mark.parametrize("no", ["否", "未完成", "×", "N", "推进中", 0, False, "-", "无"])
def test_no_is_not_done(no: object) -> None:
    ((answer,), told) = answers(handed_in(first(是否办结=no, 进展情况="正在办理")))
    assert (answer.is_done, answer.note, told) == (False, "正在办理", [])


def test_neither_yes_nor_no_is_named() -> None:
    found, told = answers(handed_in(first(是否办结="差不多")))
    assert found == []
    assert "H6" in told[0]
    assert "差不多" in told[0]


@pytest.mark.parametrize(
    ("typed", "count"), [(3, 3), ("3", 3), ("３次", 3), ("共3次", 3), (3.0, 3), (0, 0), (" 12 ", 12)]
)
def test_numbers(typed: object, count: int) -> None:
    ((answer,), told) = answers(handed_in(first(数量=typed)))
    assert (answer.counted, told) == (count, [])


@pytest.mark.parametrize("typed", ["若干", 2.5, -1, "3-5次", "三四次", "1e3"])
def test_what_is_no_number_is_named(typed: object) -> None:
    found, told = answers(handed_in(first(数量=typed)))
    assert (found, len(told)) == ([], 1)
    assert told[0].startswith("K6")


@pytest.mark.parametrize(
    ("typed", "evidence"),
    [
        ("https://a.cn/1", ("https://a.cn/1",)),
        ("https://a.cn/1\nhttps://a.cn/2", ("https://a.cn/1", "https://a.cn/2")),
        ("https://a.cn/1 https://a.cn/2", ("https://a.cn/1", "https://a.cn/2")),
        ("目录.docx、附件 1.pdf", ("目录.docx", "附件 1.pdf")),
        ("目录.docx；附件.pdf", ("目录.docx", "附件.pdf")),
        ("县政府文件、会议纪要各一份", ("县政府文件、会议纪要各一份",)),
        ("=1+1", ()),
    ],
)
def test_evidence(typed: str, evidence: tuple[str, ...]) -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        first(进展情况="已公开")(sheet, columns, head)
        cell = sheet[f"{columns['佐证材料']}{head + 1}"]
        cell.value = typed

    found, told = answers(handed_in(change))
    if typed.startswith("="):
        assert (found, len(told)) == ([], 1)
    else:
        assert (found[0].evidence, told) == (evidence, [])


def test_a_link_behind_other_words_is_evidence() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        cell = sheet[f"{columns['佐证材料']}{head + 1}"]
        cell.value, cell.hyperlink = "公开页", "https://a.cn/1"

    ((answer,), told) = answers(handed_in(change))
    assert (answer.evidence, told) == (("公开页", "https://a.cn/1"), [])


def test_remarks_are_kept_behind_what_is_reported() -> None:
    ((answer,), _) = answers(handed_in(first(进展情况="已公开。", 备注="等上级文件")))
    assert answer.note == "已公开；备注：等上级文件"


def test_lines_and_control_signs_in_a_cell_become_one_line() -> None:
    ((answer,), _) = answers(handed_in(first(进展情况="已公开\n两次\t\u202e后来")))
    assert answer.note == "已公开 两次 后来"


def test_pictures_of_wps_are_named_and_not_taken() -> None:
    picture = '=_xlfn.DISPIMG("ID_1",1)'
    found, told = answers(handed_in(first(是否办结="是", 佐证材料=picture)))
    assert found == []
    assert "图片" in told[0]
    assert told[0].startswith("L6")


def test_pictures_on_the_sheet_are_told() -> None:
    data = handed_in(first(是否办结="是"))
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/media/image1.png", b"\x89PNG")
    found, told = answers(stream.getvalue())
    assert len(found) == 1
    assert "1 张图片" in told[0]


RENAMED = {
    "是否办结": "办结情况",
    "完成日期": "办结时间",
    "进展情况": "工作进展",
    "数量": "完成数量",
    "佐证材料": "证明材料",
    "备注": "说明",
}


def test_columns_with_other_names_in_another_order_with_others_between() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        first(是否办结="是", 完成日期="2023-9-6", 进展情况="已公开", 佐证材料="a.pdf")(sheet, columns, head)
        for name, new in RENAMED.items():
            sheet[f"{columns[name]}{head}"] = new
        sheet.insert_cols(1, 2)
        sheet.insert_cols(9)
        sheet.insert_rows(1, 3)

    ((answer,), told) = answers(handed_in(change))
    assert (answer.day, answer.note, answer.evidence, answer.is_done) == (date(2023, 9, 6), "已公开", ("a.pdf",), True)
    assert told == []


def test_a_column_that_is_gone_is_told_and_the_others_are_taken() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        first(是否办结="是", 进展情况="已公开")(sheet, columns, head)
        sheet.delete_cols(openpyxl.utils.column_index_from_string(columns["佐证材料"]))

    found, told = answers(handed_in(change))
    assert found[0].note == "已公开"
    assert "佐证材料" in told[0]


def test_a_row_without_a_key_is_named_when_something_is_written_in_it() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        sheet[f"{columns['进展情况']}{head + 20}"] = "还做了别的"

    found, told = answers(handed_in(change))
    assert (found, len(told)) == ([], 1)
    assert "没有编号" in told[0]
    assert "第25行" in told[0]


def test_what_stands_in_a_row_is_handed_on_for_comparing() -> None:
    ((answer,), _) = answers(handed_in(first(是否办结="是", 序号="2", 责任单位="县财政局")))
    assert answer.seen == ("2", "", "县财政局", "公开目录")


def test_no_key_at_all_is_refused() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:  # noqa: ARG001 - as all changes
        sheet.delete_cols(openpyxl.utils.column_index_from_string(columns["编号（请勿改动）"]))

    with pytest.raises(RefusedError, match="编号列"):
        read_form(handed_in(change), "表.xlsx")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "序号,单位".encode()])
def test_what_is_no_xlsx_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(RefusedError, match=r"表\.xlsx"):
        read_form(data, "表.xlsx")


def test_a_sheet_that_says_it_is_one_cell_is_read_whole() -> None:
    """WPS writes such dimensions."""
    data, stream = handed_in(first(是否办结="是")), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(stream, "w") as other:
        for name in package.namelist():
            text = package.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A1"', text)
                assert b'"A1:A1"' in text
            other.writestr(name, text)
    assert len(answers(stream.getvalue())[0]) == 1


def test_an_old_file_is_named_where_there_is_no_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (refusal,) = converted([tmp_path / "旧.xls"]).values()
    assert isinstance(refusal, RefusedError)
    assert "LibreOffice" in refusal.message


def test_colours_down_to_the_last_row_of_all_cost_nothing() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        first(是否办结="是")(sheet, columns, head)
        sheet["A1048576"].font = openpyxl.styles.Font(bold=True)

    assert len(answers(handed_in(change))[0]) == 1


def test_sheets_beyond_all_bounds_are_refused() -> None:
    data, stream = handed_in(first(是否办结="是")), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as other:
        for name in package.namelist():
            text = package.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = text.replace(b"</sheetData>", b"</sheetData>" + b"<!-- -->" * 3_000_000)
            other.writestr(name, text)
    with pytest.raises(RefusedError, match="工作表太大"):
        read_form(stream.getvalue(), "表.xlsx")


def test_a_day_without_a_year_is_the_last_such_day_of_the_plans_years() -> None:
    row = read_form(handed_in(first(是否办结="是", 完成日期="12月28日")), "表.xlsx").rows[0]
    answer, _ = answer_in(row, date(2024, 1, 10), 2023)
    assert answer
    assert answer.day == date(2023, 12, 28)
    assert answer_in(row, TODAY, 2023)[0] is None


@pytest.mark.parametrize("nothing", ["无", "/", "-", "—", "暂无", " 无 "])
@pytest.mark.parametrize("name", ["进展情况", "佐证材料", "备注", "完成日期", "数量", "是否办结"])
def test_what_says_nothing_is_nothing(name: str, nothing: str) -> None:
    assert answers(handed_in(first(**{name: nothing}))) == ([], [])


@pytest.mark.parametrize("name", ["进展情况", "佐证材料", "备注", "完成日期"])
def test_the_same_as_above_is_named(name: str) -> None:
    found, told = answers(handed_in(first(**{name: "同上"})))
    assert (found, len(told)) == ([], 1)
    assert "排序" in told[0]


@pytest.mark.parametrize("typed", [{"完成日期": "2023-9-6"}, {"完成日期": "2023-9-6", "是否办结": "否"}])
def test_a_day_of_nothing_is_named(typed: dict[str, str]) -> None:
    found, told = answers(handed_in(first(**typed)))
    assert found == []
    assert "没有写“是”" in told[0]


def test_what_is_written_into_the_columns_of_the_form_itself_is_named() -> None:
    found, told = answers(handed_in(first(目前情况="已于9月6日在门户网站公开")))
    assert found == []
    assert "进展情况" in told[0]
    assert told[0].startswith("G6")


def test_cells_merged_over_rows_are_named() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        first(是否办结="是")(sheet, columns, head)
        sheet.merge_cells(f"{columns['是否办结']}{head + 1}:{columns['是否办结']}{head + 2}")

    found, told = answers(handed_in(change))
    assert found == []
    assert [words.partition("：")[0] for words in told] == ["H6", "H7"]


def test_a_column_of_ones_own_is_told_and_one_called_alike_does_not_take_its_place() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        first(进展情况="已公开")(sheet, columns, head)
        sheet.insert_cols(8, 2)
        sheet["H5"], sheet["H6"] = "存在问题", "缺人手"
        sheet["I5"], sheet["I6"] = "完成情况", "张三负责"

    ((answer,), told) = answers(handed_in(change))
    assert answer.note == "已公开"
    assert [name for name in ("存在问题", "完成情况") if any(name in words for words in told)] == [
        "存在问题",
        "完成情况",
    ]


def test_a_sheet_without_keys_a_hidden_one_and_comments_are_told() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        book = sheet.parent
        copy = book.copy_worksheet(sheet)
        copy.title, copy.sheet_state = "备份", "hidden"
        copy[f"{columns['进展情况']}{head + 1}"] = "旧话"
        other = book.create_sheet("另填")
        for row in (["序号", "责任单位", "是否办结", "进展情况"], ["1", "县司法局", "是", "已公开"]):
            other.append(row)
        sheet[f"{columns['进展情况']}{head + 1}"].comment = openpyxl.comments.Comment("批注", "张三")

    found, told = answers(handed_in(change))
    assert found == []
    for words in ("隐藏的工作表", "另填", "1 条批注"):
        assert any(words in line for line in told), words


def test_who_filled_it_in_is_no_row_without_a_key() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        first(是否办结="是")(sheet, columns, head)
        sheet[f"A{head + 12}"], sheet[f"{columns['进展情况']}{head + 12}"] = "填报人：张三", "联系电话：84880000"

    found, told = answers(handed_in(change))
    assert (len(found), told) == (1, [])


def test_words_that_are_struck_out_are_named() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        cell = sheet[f"{columns['进展情况']}{head + 1}"]
        cell.value, cell.font = "已公开", openpyxl.styles.Font(strike=True)

    found, told = answers(handed_in(change))
    assert found == []
    assert "划掉" in told[0]


def test_more_rows_than_are_looked_at_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gkplan.importers.filled_forms.MOST_ROWS", 300)

    def change(sheet: Any, columns: dict[str, str], head: int) -> None:  # noqa: ARG001 - as all changes
        sheet[f"A{head + 290}"] = "甲"
        sheet[f"A{head + 300}"] = "乙"

    with pytest.raises(RefusedError, match="300 行"):
        read_form(handed_in(change), "表.xlsx")


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        sheet.parent.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        first(是否办结="是", 完成日期=43713)(sheet, columns, head)

    ((answer,), _) = answers(handed_in(change))
    assert answer.day == date(2023, 9, 6)


def test_what_is_behind_an_old_name_is_told_by_what_it_is() -> None:
    with pytest.raises(RefusedError, match="密码"):
        read_form(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "表.xlsx")


@pytest.mark.parametrize(
    ("value", "shape", "note"), [(0.85, "0%", "85%"), (0.333, "0.0%", "33.3%"), (3, "General", "3")]
)
def test_a_share_is_told_as_it_is_seen(value: float, shape: str, note: str) -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        cell = sheet[f"{columns['进展情况']}{head + 1}"]
        cell.value, cell.number_format = value, shape

    ((answer,), _) = answers(handed_in(change))
    assert answer.note == note


@pytest.mark.parametrize(
    ("typed", "evidence"),
    [
        ("http://x/art_123,456.html", ("http://x/art_123,456.html",)),
        ("http://x/a.do;jsessionid=AB12?id=3", ("http://x/a.do;jsessionid=AB12?id=3",)),
        ("http://x/1，http://x/2；https://x/3", ("http://x/1", "http://x/2", "https://x/3")),
        ("照片1.jpg 照片2.jpg", ("照片1.jpg", "照片2.jpg")),
    ],
)
def test_addresses_are_not_cut(typed: str, evidence: tuple[str, ...]) -> None:
    ((answer,), _) = answers(handed_in(first(佐证材料=typed)))
    assert answer.evidence == evidence


def test_links_of_other_cells_and_to_files_are_kept() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        note, proof = (sheet[f"{columns[name]}{head + 1}"] for name in ("进展情况", "佐证材料"))
        note.value, note.hyperlink = "已公开，见链接", "https://a.cn/1"
        proof.value, proof.hyperlink = "会议纪要", "file:///D:/%E6%9D%90%E6%96%99/纪要.docx"

    ((answer,), _) = answers(handed_in(change))
    assert set(answer.evidence) == {"会议纪要", "https://a.cn/1", "纪要.docx"}


def test_the_text_of_an_error_is_no_progress() -> None:
    found, told = answers(handed_in(first(进展情况="#VALUE!")))
    assert (found, "出错的结果" in told[0]) == ([], True)


def test_today_has_come() -> None:
    ((answer,), told) = answers(handed_in(first(是否办结="是", 完成日期="2023-10-10")))
    assert (answer.day, told) == (TODAY, [])


def test_a_number_may_be_evidence() -> None:
    assert answers(handed_in(first(佐证材料=20231)))[0][0].evidence == ("20231",)


def test_a_link_twice_is_one() -> None:
    assert answers(handed_in(first(佐证材料="https://a.cn\nhttps://a.cn")))[0][0].evidence == ("https://a.cn",)


def test_large_numbers_count() -> None:
    assert answers(handed_in(first(数量=1200)))[0][0].counted == 1200


def test_an_address_of_mail_proves_nothing() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        cell = sheet[f"{columns['佐证材料']}{head + 1}"]
        cell.value, cell.hyperlink = "纪要.docx", "mailto:a@b.cn"

    assert answers(handed_in(change))[0][0].evidence == ("纪要.docx",)


def test_cells_merged_within_a_row_are_its_own() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        first(进展情况="已公开")(sheet, columns, head)
        sheet.merge_cells(f"{columns['进展情况']}{head + 1}:{columns['数量']}{head + 1}")

    ((answer,), told) = answers(handed_in(change))
    assert (answer.note, told) == ("已公开", [])


def test_a_hidden_sheet_of_ones_own_is_nobodys_business() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:  # noqa: ARG001 - as all changes
        sheet.parent.create_sheet("选项").sheet_state = "hidden"

    assert answers(handed_in(change)) == ([], [])


def test_a_row_that_speaks_of_telephones_is_no_signature() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        sheet[f"{columns['具体要求']}{head + 12}"] = "增设咨询电话"
        sheet[f"{columns['进展情况']}{head + 12}"] = "已增设"

    assert "没有编号" in answers(handed_in(change))[1][0]


def test_signs_behind_a_name_do_not_matter() -> None:
    def change(sheet: Any, columns: dict[str, str], head: int) -> None:
        first(数量=2)(sheet, columns, head)
        sheet[f"{columns['数量']}{head}"] = "数量：*"

    assert answers(handed_in(change))[0][0].counted == 2


@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有 LibreOffice（soffice）")
def test_two_old_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = [tmp_path / each / "表.xls" for each in ("一", "二")]
    for path in paths:
        path.parent.mkdir()
        # Whatever its ending, LibreOffice reads a file as what it is.
        path.write_bytes(handed_in(first(进展情况=path.parent.name)))
    made = {path: data for path, data in converted(paths).items() if isinstance(data, bytes)}
    assert [answers(made[path])[0][0].note for path in paths] == ["一", "二"]
