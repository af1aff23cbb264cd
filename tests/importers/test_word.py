"""What Word files hold beside plain cells: controls, revisions, automatic numbers, tables in tables."""

import copy
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from gkplan.errors import RefusedError
from gkplan.importers.pipeline import import_
from tests.importers.documents import add_docx_table, docx_bytes, html_bytes, saved, with_part, xlsx_bytes
from tests.importers.drafts import left, tasks_of, warned

HEAD = ["序号", "工作任务", "责任单位", "完成时限"]
ROWS = [HEAD, ["1", "做好财政公开。", "县财政局", "6月底前"], ["2", "做好教育公开。", "县教体局", "9月底前"]]
EXPECTED = [
    ("1", None, "做好财政公开。", ("县财政局",), "6月底前"),
    ("2", None, "做好教育公开。", ("县教体局",), "9月底前"),
]


def opened() -> tuple[Any, Any]:
    document = docx.Document()
    document.add_paragraph("2023年某县任务分工")
    return document, add_docx_table(document, ROWS, {})


def wrap(element: Any, tag: str) -> Any:
    """Put `element` into a new `tag` in its place and return that."""
    outer = OxmlElement(tag)
    element.addprevious(outer)
    if tag == "w:sdt":
        content = OxmlElement("w:sdtContent")
        outer.append(content)
        content.append(element)
    else:
        outer.set(qn("w:id"), "1")
        outer.append(element)
    return outer


def test_a_cell_in_a_content_control_does_not_shift_its_row() -> None:
    document, table = opened()
    wrap(table.rows[1].cells[2]._tc, "w:sdt")
    assert tasks_of(import_(saved(document), "表.docx")) == EXPECTED


@pytest.mark.parametrize("part", ["row", "run", "paragraph", "table"])
def test_controls_round_other_parts(part: str) -> None:
    document, table = opened()
    cell = table.rows[2].cells[1]
    element = {
        "row": table.rows[2]._tr,
        "run": cell.paragraphs[0].runs[0]._r,
        "paragraph": cell.paragraphs[0]._p,
        "table": table._tbl,
    }[part]
    wrap(element, "w:sdt")
    assert tasks_of(import_(saved(document), "表.docx")) == EXPECTED


def test_insertions_count_and_deletions_do_not() -> None:
    document, table = opened()
    paragraph = table.rows[1].cells[2].paragraphs[0]
    wrap(paragraph.add_run("、县税务局")._r, "w:ins")
    gone = paragraph.add_run("、县审计局")._r
    gone.find(qn("w:t")).tag = qn("w:delText")
    wrap(gone, "w:del")
    draft = import_(saved(document), "表.docx")
    assert draft.plan.tasks[0].units == ("县财政局", "县税务局")


def test_a_deleted_row_is_listed_and_an_inserted_one_read() -> None:
    document, table = opened()
    for row, tag in ((1, "w:del"), (2, "w:ins")):
        properties = table.rows[row]._tr.get_or_add_trPr()
        properties.append(OxmlElement(tag))
    draft = import_(saved(document), "表.docx")
    assert [task.requirement for task in draft.plan.tasks] == ["做好教育公开。"]
    assert "做好财政公开。" in left(draft)
    assert "修订中已删除的行" in left(draft)


def test_automatic_numbers_give_the_serials() -> None:
    document = docx.Document()
    document.add_paragraph("2023年某县任务分工")
    table = add_docx_table(document, [HEAD, *[["", *row[1:]] for row in ROWS[1:]]], {})
    for row in table.rows[1:]:
        row.cells[0].paragraphs[0].style = document.styles["List Number"]
    draft = import_(saved(document), "表.docx")
    assert tasks_of(draft) == EXPECTED
    assert "没有序号" not in warned(draft)


def test_automatic_chinese_numbers_give_the_sections() -> None:
    document = docx.Document()
    document.add_paragraph("2023年某县任务分工")
    numbering = document.part.numbering_part.element
    abstract = copy.deepcopy(numbering.find(qn("w:abstractNum")))
    abstract.set(qn("w:abstractNumId"), "90")
    level = abstract.find(qn("w:lvl"))
    level.find(qn("w:numFmt")).set(qn("w:val"), "chineseCountingThousand")
    level.find(qn("w:lvlText")).set(qn("w:val"), "%1、")
    numbering.insert(0, abstract)
    num = numbering.add_num(90)
    table = add_docx_table(
        document,
        [["工作任务", "具体要求", "责任单位"], ["公开", "甲事。", "县财政局"], ["解读", "乙事。", "县司法局"]],
        {},
    )
    for row in table.rows[1:]:
        properties = row.cells[0].paragraphs[0]._p.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_numId().val = num.numId
        properties.get_or_add_numPr().get_or_add_ilvl().val = 0
    draft = import_(saved(document), "表.docx")
    assert [(section.key, section.title) for section in draft.plan.sections] == [("一", "公开"), ("二", "解读")]
    assert "没有编号" not in warned(draft)


def test_a_table_inside_the_cell_of_a_layout_table() -> None:
    document = docx.Document()
    outer = document.add_table(1, 1)
    outer.rows[0].cells[0].paragraphs[0].text = "2023年某县任务分工"
    inner = outer.rows[0].cells[0].add_table(len(ROWS), len(HEAD))
    for row, texts in zip(inner.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    assert tasks_of(import_(saved(document), "表.docx")) == EXPECTED


def test_a_table_going_on_after_a_page_break_with_and_without_its_head() -> None:
    for second in (ROWS[2:], [HEAD, *ROWS[2:]]):
        document = docx.Document()
        document.add_paragraph("2023年某县任务分工")
        add_docx_table(document, ROWS[:2], {})
        document.add_paragraph("")
        add_docx_table(document, second, {})
        assert tasks_of(import_(saved(document), "表.docx")) == EXPECTED


def test_a_table_of_another_kind_is_left_out() -> None:
    document, _ = opened()
    add_docx_table(document, [["联系人", "电话"], ["张三", "0531-0000"]], {})
    document.add_paragraph("某县人民政府办公室")
    draft = import_(saved(document), "表.docx")
    assert tasks_of(draft) == EXPECTED
    for words in ("联系人 电话", "张三 0531-0000", "某县人民政府办公室"):
        assert words in left(draft)


def test_text_hidden_under_a_merge_is_listed() -> None:
    document = docx.Document()
    document.add_paragraph("2023年某县任务分工")
    grid = [ROWS[0], ROWS[1], ["2", "做好教育公开。", "", "9月底前"]]
    table = add_docx_table(document, grid, {(1, 2): (2, 1)})
    hidden = table._tbl.tr_lst[2].tc_lst[2]
    hidden.p_lst[0].add_r().add_t("县审计局")
    draft = import_(saved(document), "表.docx")
    assert draft.plan.tasks[1].units == ("县财政局",)
    assert "县审计局|合并单元格里被遮住" in left(draft)


def test_one_requirement_over_two_rows_of_units() -> None:
    grid = [ROWS[0], ["1", "做好公开。", "县财政局", "6月底前"], ["", "", "县教体局", "9月底前"]]
    spans = {(1, 0): (2, 1), (1, 1): (2, 1)}
    for data in (docx_bytes(grid, spans), xlsx_bytes(grid, spans), html_bytes(grid, spans)):
        draft = import_(data, "2023年表")
        assert tasks_of(draft) == [("1", None, "做好公开。", ("县财政局", "县教体局"), "6月底前")]
        assert "9月底前|同一项任务" in warned(draft)


def test_an_empty_cell_that_is_not_merged_is_empty() -> None:
    grid = [ROWS[0], ROWS[1], ["2", "做好教育公开。", "", ""]]
    draft = import_(docx_bytes(grid), "表.docx")
    assert (draft.plan.tasks[1].units, draft.plan.tasks[1].deadline) == ((), None)
    assert "没有责任单位" in warned(draft)
    assert "没有完成时限" in warned(draft)


def with_rows(rows: int, cells: int, cell: str = "<w:tc><w:p><w:r><w:t>公开</w:t></w:r></w:p></w:tc>") -> bytes:
    """The small document with so many rows more in its table."""
    more = f"<w:tr>{cell * cells}</w:tr>".encode() * rows
    return with_part(docx_bytes(ROWS), "word/document", lambda text: text.replace(b"</w:tbl>", more + b"</w:tbl>", 1))


def with_paragraphs(count: int) -> bytes:
    paragraph = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    return with_part(
        docx_bytes(ROWS), "word/document", lambda text: text.replace(b"<w:body>", b"<w:body>" + paragraph * count)
    )


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(with_rows(10_000, 1, "<w:tc/>"), id="rows without end"),
        pytest.param(with_rows(1, 201, "<w:tc/>"), id="columns without end"),
        pytest.param(with_rows(1_500, 150, "<w:tc/>"), id="more places than a table has"),
        pytest.param(with_paragraphs(200_000), id="paragraphs without end"),
        pytest.param(with_paragraphs(50_001), id="more paragraphs than a document has"),
        pytest.param(
            with_rows(1, 3, '<w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr></w:tc>'), id="cells without end"
        ),
    ],
)
def test_what_is_too_large_for_a_table_of_tasks_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedError, match=r"太大|内容太多|超过 50000 段"):
        import_(data, "表.docx")


def test_a_table_of_thousands_of_rows_is_read() -> None:
    cells = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = [(n, f"做好第{n}批公开。", "县财政局", "6月底前") for n in range(3, 3_001)]
    more = "".join("<w:tr>" + "".join(map(cells.format, row)) + "</w:tr>" for row in rows).encode()
    data = with_part(docx_bytes(ROWS), "word/document", lambda text: text.replace(b"</w:tbl>", more + b"</w:tbl>", 1))
    assert [task[0] for task in tasks_of(import_(data, "表.docx"))] == [str(n) for n in range(1, 3_001)]
