"""What a document does not show: hidden and struck words are left out and told, hidden rows and columns
of an office file read and told."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from openpyxl import load_workbook  # type: ignore[import-untyped] # its stubs are a package apart

from gkplan.importers.draft import Draft
from gkplan.importers.pipeline import import_
from tests.importers.documents import add_docx_table, html_bytes, saved, xlsx_bytes
from tests.importers.drafts import left, warned

GRID = [
    ["序号", "工作任务", "责任单位", "完成时限"],
    ["1", "公开预算", "县财政局", "6月底前"],
    ["2", "公开决算", "县审计局", "9月底前"],
    ["3", "公开年报", "县司法局", "年底前"],
]


def opened() -> tuple[Any, Any]:
    document = docx.Document()
    document.add_paragraph("2024年任务分工")
    return document, add_docx_table(document, GRID, {})


def marked(run: Any, mark: str, value: str | None = None) -> None:
    found = OxmlElement(f"w:{mark}")
    if value is not None:
        found.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", value)
    run._r.get_or_add_rPr().append(found)


def units(draft: Draft) -> list[tuple[str, ...]]:
    return [task.units for task in draft.plan.tasks]


@pytest.mark.parametrize(
    ("mark", "value", "why"),
    [
        ("vanish", None, "隐藏的文字"),
        ("vanish", "1", "隐藏的文字"),
        ("strike", None, "划掉的文字"),
        ("dstrike", "true", "划掉的文字"),
    ],
)
@pytest.mark.parametrize("words", ["、县税务局", "（待定：县委宣传部）", "；完成时限：5月底前"])
def test_hidden_and_struck_words_of_word_are_left_out(mark: str, value: str | None, why: str, words: str) -> None:
    document, table = opened()
    marked(table.rows[1].cells[2].paragraphs[0].add_run(words), mark, value)
    draft = import_(saved(document), "表.docx")
    assert units(draft) == [("县财政局",), ("县审计局",), ("县司法局",)]
    assert draft.plan.tasks[0].deadline == "6月底前"
    assert f"表1第2行|{words}|{why}" in left(draft)


@pytest.mark.parametrize("mark", ["vanish", "strike"])
def test_words_whose_hiding_is_switched_off_count(mark: str) -> None:
    document, table = opened()
    marked(table.rows[1].cells[2].paragraphs[0].add_run("、县税务局"), mark, "0")
    assert units(import_(saved(document), "表.docx"))[0] == ("县财政局", "县税务局")


def test_a_hidden_paragraph_of_word_is_no_title() -> None:
    document, _ = opened()
    marked(document.paragraphs[0].insert_paragraph_before("").add_run("2021年旧表"), "vanish")
    draft = import_(saved(document), "表.docx")
    assert (draft.plan.title, draft.plan.year) == ("2024年任务分工", 2024)
    assert "第1段|2021年旧表|隐藏的文字" in left(draft)


def hidden_row_of_word() -> bytes:
    document, table = opened()
    for cell in table.rows[2].cells:
        for run in cell.paragraphs[0].runs:
            marked(run, "vanish")
    return saved(document)


def hidden_row_of_excel() -> bytes:
    book = load_workbook(io.BytesIO(xlsx_bytes(GRID, before=["2024年任务分工"])))
    book.active.row_dimensions[4].hidden = True
    return saved(book)


@pytest.mark.parametrize(
    ("data", "name", "place"),
    [
        (hidden_row_of_word, "表.docx", "表1第3行"),
        (hidden_row_of_excel, "表.xlsx", "表格第4行"),
    ],
)
def test_a_hidden_row_is_read_and_told(data: Callable[[], bytes], name: str, place: str) -> None:
    draft = import_(data(), name)
    assert units(draft) == [("县财政局",), ("县审计局",), ("县司法局",)]
    assert f"{place}|2 公开决算 县审计局 9月底前|这一行在原文件里是隐藏的" in warned(draft)
    assert warned(draft).count("隐藏") == 1


def test_a_hidden_row_of_a_page_is_left_out_as_nobody_has_seen_it() -> None:
    page = html_bytes(GRID, before=["2024年任务分工"]).decode()
    head, mark, rest = page.partition("公开决算")
    start = head.rindex("<tr>")
    page = head[:start] + '<tr style="display: none">' + head[start + 4 :] + mark + rest
    draft = import_(page.encode(), "表.html")
    assert units(draft) == [("县财政局",), ("县司法局",)]
    assert "2公开决算县审计局9月底前|隐藏的文字" in "".join(left(draft).split())


def test_a_hidden_column_of_excel_is_read_and_told() -> None:
    book = load_workbook(io.BytesIO(xlsx_bytes(GRID, before=["2024年任务分工"])))
    book.active.column_dimensions["C"].hidden = True
    draft = import_(saved(book), "表.xlsx")
    assert units(draft) == [("县财政局",), ("县审计局",), ("县司法局",)]
    assert "表格第3列|责任单位|这一列在原文件里是隐藏的" in warned(draft)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ('<span style="display:none">、县税务局</span>', "隐藏的文字"),
        ('<span style="color:red; DISPLAY : none;">、县税务局</span>', "隐藏的文字"),
        ("<font hidden>、县税务局</font>", "隐藏的文字"),
        ('<p style="visibility:hidden"><b>、县税务局</b></p>', "隐藏的文字"),
        ("<del>、县税务局</del>", "划掉的文字"),
        ("<s>、县<s>税</s>务局</s>", "划掉的文字"),
        ("<strike>、县税务局", "划掉的文字"),
        ('<div style="display:none"><table><tr><td>、县税务局</td></tr></table></div>', "隐藏的文字"),
        ('<span style="text-decoration:line-through">、县<br>税务局</span>', "划掉的文字"),
    ],
)
def test_hidden_and_struck_words_of_a_page_are_left_out(words: str, why: str) -> None:
    page = html_bytes(GRID, before=["2024年任务分工"]).decode().replace("<p>县财政局</p>", f"县财政局{words}")
    draft = import_(page.encode(), "表.html")
    assert units(draft) == [("县财政局",), ("县审计局",), ("县司法局",)]
    assert [task.deadline for task in draft.plan.tasks] == ["6月底前", "9月底前", "年底前"]
    assert "".join(left(draft).split()) == f"表1第2行|、县税务局|{why}"


@pytest.mark.parametrize("shape", [(1, 2), (2, 1), (1, 1)])
def test_a_table_that_lines_up_the_units_of_a_cell_is_part_of_it(shape: tuple[int, int]) -> None:
    names = ["县财政局", "县税务局"][: shape[0] * shape[1]]
    document, table = opened()
    cell = table.rows[1].cells[2]
    cell.paragraphs[0].text = ""
    inner = cell.add_table(*shape)
    rows = [names[row * shape[1] : (row + 1) * shape[1]] for row in range(shape[0])]
    for row, texts in zip(inner.rows, rows, strict=True):
        for place, text in zip(row.cells, texts, strict=True):
            place.text = text
    assert units(import_(saved(document), "表.docx"))[0] == tuple(names)
    lined_up = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr>" for texts in rows)
    page = html_bytes(GRID, before=["2024年任务分工"]).decode()
    page = page.replace("<p>县财政局</p>", f"<table>{lined_up}</table>")
    assert units(import_(page.encode(), "表.html"))[0] == tuple(names)
