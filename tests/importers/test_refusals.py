"""Files that are refused, each with what to do instead; and what is told by content, not by name."""

import io
import zipfile
from pathlib import Path

import pytest

from gkplan.errors import NotFoundError, RefusedError
from gkplan.importers.office import package
from gkplan.importers.pipeline import import_, import_file
from tests.conftest import RunGkplan
from tests.importers.documents import docx_bytes, html_bytes, with_part, xlsx_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GRID = [["序号", "任务", "责任单位"], ["1", "做好公开", "县财政局"]]


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


REFUSED = [
    ("a.doc", OLE + b"\0" * 600 + "WordDocument\0".encode("utf-16-le"), "另存为 .docx"),
    ("a.wps", OLE + b"\0" * 600, "另存为 .docx"),
    ("a.xls", OLE + b"\0" * 600 + "Workbook\0".encode("utf-16-le"), "另存为 .xlsx"),
    ("a.et", OLE + b"\0" * 600, "另存为 .xlsx"),
    ("a.docx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "去掉密码"),
    ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF.*原稿"),
    ("a.docx", b"%PDF-1.4 renamed", "PDF.*原稿"),
    ("a.rtf", rb"{\rtf1\ansi }", "RTF.*另存为 .docx"),
    ("a.odt", zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), "ODF"),
    ("a.zip", zipped({"表.docx": b"x"}), "解压后"),
    ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "图片"),
    ("a.txt", b"", "空的"),
    ("a.txt", b"\n \r\n", "空的"),
    ("a.bin", bytes(range(256)) * 40, "不能识别的字符"),
    ("a.docx", docx_bytes(GRID)[:-300], "已损坏"),
    ("a.docx", docx_bytes(GRID)[:2000], "已损坏"),
    ("a.xlsx", xlsx_bytes(GRID)[:1500], "已损坏"),
    ("a.txt", "今天天气很好。\n我们开会。\n".encode(), "没有认出任务分工表"),
    ("b.docx", "这不是 Word。\n随便写的。\n".encode(), "不是 Word 文件，里面是普通文字"),
    ("a.doc", "今天开会。".encode("gbk"), "不是 Word 文件，里面是普通文字"),
    ("a.doc", b"<html><body><p>hello</p></body></html>", "不是 Word 文件，里面是网页"),
    ("a.xls", b"a,b\n1,2\n", "不是 Excel 文件，里面是普通文字"),
    ("a.docx", bytes(range(1, 256)) * 40, "不是 Word 文件，也不是文字"),
    ("a.docx", b"", "空的"),
    ("a.docx", b"PK\x03\x04", "已损坏或不完整"),
    ("a.html", b"<html><body><p>hello</p></body></html>", "没有认出任务分工表"),
]


@pytest.mark.parametrize(("name", "data", "said"), REFUSED, ids=[f"{n}-{s}" for n, _, s in REFUSED])
def test_refused_with_the_remedy(name: str, data: bytes, said: str) -> None:
    with pytest.raises(RefusedError, match=said) as caught:
        import_(data, name)
    assert caught.value.exit_code == 4
    assert name in caught.value.message
    assert not caught.value.message.endswith("。")
    assert "“" not in caught.value.message


@pytest.mark.parametrize("name", ["表.doc", "表.xls", "表.txt", "表"])
def test_content_counts_and_not_the_name(name: str) -> None:
    for data in (docx_bytes(GRID), xlsx_bytes(GRID), html_bytes(GRID)):
        assert [task.id for task in import_(data, name).plan.tasks] == ["1"]


def test_zip_bombs_are_refused_by_ratio_by_size_and_by_a_lying_header(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedError, match="过大"):
        import_(zipped({"word/document.xml": b"<a>" + b" " * 60_000_000}), "a.docx")
    bomb = bytearray(zipped({"word/document.xml": b" " * 3_000_000}))
    # The size in both headers says 10 bytes; the data inflates to three million.
    for sign, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = bomb.find(sign) + offset
        bomb[at : at + 4] = (10).to_bytes(4, "little")
    monkeypatch.setattr(package, "MAX_UNPACKED", 1_000_000)
    with pytest.raises(RefusedError):
        import_(bytes(bomb), "a.docx")
    with pytest.raises(RefusedError, match="过大"):
        import_(zipped({f"word/{n}": b"" for n in range(6_000)}), "a.docx")


ENTITY = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("data", "part"),
    [
        (docx_bytes(GRID), "word/document.xml"),
        (xlsx_bytes(GRID), "xl/workbook.xml"),
        (docx_bytes(GRID), "[Content_Types].xml"),
    ],
    ids=["docx", "xlsx", "types"],
)
def test_external_entities_are_refused_before_any_parser_sees_them(data: bytes, part: str, encoding: str) -> None:
    def declare(xml: bytes) -> bytes:
        return (ENTITY.decode() + xml.decode("utf-8").partition("?>")[2]).encode(encoding)

    with pytest.raises(RefusedError, match="外部实体"):
        import_(with_part(data, part, declare), "a.docx")


@pytest.mark.parametrize(
    ("module", "data", "name"), [("docx", docx_bytes(GRID), "a.docx"), ("openpyxl", xlsx_bytes(GRID), "a.xlsx")]
)
def test_a_missing_library_is_named_with_its_command(
    module: str, data: bytes, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(RefusedError, match=r"pip install 'gkplan\[office\]'"):
        import_(data, name)


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"没有文件 .*无\.docx"):
        import_file(tmp_path / "无.docx")
    with pytest.raises(RefusedError, match="文件夹"):
        import_file(tmp_path)


def test_lines_that_lost_their_cells_are_refused() -> None:
    text = "任务\t责任单位\t时限\n" + "\t县财政局\t6月底前\n" * 4 + "甲项工作\t县司法局\t9月底前\n"
    with pytest.raises(RefusedError, match="4 行分不出任务内容"):
        import_(text.encode(), "a.txt")


README = """\
# 某工具

一个命令行工具（名称、别名、全称，也可写统称）。

| 屏幕上 | 意思 |
|---|---|
| 已办结 | 整项办结 |

1. 安装 Python。
2. 运行 `tool list --unit 县财政局`。

```yaml
units: [县司法局, 县民政局]
- 各镇街（许商街道、殷巷镇）
```

- `-u, --unit 单位`：责任单位（名称、别名、全称或其中几个字，也可写统称）
- `--deadline 时限`
  完成时限：2023-09-30、9月底前等，照文件的说法写
"""


def test_prose_with_tables_and_lists_of_other_things_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"没有认出任务分工表.*表头.*责任单位"):
        import_(README.encode(), "README.md")


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.html"])
def test_a_table_without_units_and_limits_is_refused(name: str) -> None:
    grid = [["序号", "文件名称"], ["1", "某某通知"], ["2", "某某办法"]]
    written = {"a.docx": docx_bytes, "a.xlsx": xlsx_bytes, "a.html": html_bytes}[name]
    with pytest.raises(RefusedError, match="没有认出任务分工表"):
        import_(written(grid), name)


def test_a_list_without_units_yet_is_read_when_its_head_has_them() -> None:
    grid = [["序号", "任务", "责任单位"], ["1", "做好公开", ""]]
    assert [task.units for task in import_(docx_bytes(grid), "a.docx").plan.tasks] == [()]


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<td>公开" * 16_000 + "</table>",
        "<table>" + "<tr><td colspan=200>公开" * 1_500 + "</table>",
    ],
    ids=["a row without end", "more places than a table has"],
)
def test_a_page_whose_table_is_too_large_is_refused(page: str) -> None:
    with pytest.raises(RefusedError, match="太大"):
        import_(page.encode(), "表.html")


def word_tables(count: int) -> bytes:
    rows = b'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="199"/></w:tcPr><w:p/></w:tc></w:tr>' * 900
    table = b"<w:tbl>" + rows + b"</w:tbl><w:p/>"
    return with_part(
        docx_bytes(GRID), "word/document", lambda data: data.replace(b"<w:body>", b"<w:body>" + table * count)
    )


def sheets(count: int) -> bytes:
    from openpyxl import Workbook  # type: ignore[import-untyped] # its stubs are a package apart

    book = Workbook()
    for _ in range(count):
        sheet = book.create_sheet()
        sheet.cell(1, 1, "任务")
        sheet.cell(900, 199, "公开")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("表.html", b"<td rowspan=9999 colspan=9><table>5" * 30_000),
        ("表.html", b"<table><tr><td colspan=199>5" * 30_000),
        ("表.html", (b"<table><tr><td colspan=199>5" + b"<tr><td>" * 900 + b"</table>") * 100),
        ("表.docx", word_tables(50)),
        ("表.xlsx", sheets(50)),
    ],
    ids=["reaching down in tables in tables", "wide tables in tables", "wide tables", "Word tables", "sheets"],
)
def test_many_tables_are_bounded_together(name: str, data: bytes, run_gkplan: RunGkplan, folder: Path) -> None:
    (folder / name).write_bytes(data)
    result = run_gkplan("import", name, code=4, memory=300_000_000)
    assert "表格合计超过 200000 格，太大了" in result.err


def test_a_cell_of_a_page_reaches_down_no_further_than_its_table() -> None:
    page = (
        "<table><tr><th>类别<th>序号<th>任务<th>责任单位"
        "<tr><td rowspan=65534>政策公开<td>1<td>做好公开<td>县财政局<tr><td>2<td>做好解读<td>县发改局</table>"
    ).encode()
    tasks = import_(page, "表.html").plan.tasks
    assert [(task.id, task.requirement, task.units) for task in tasks] == [
        ("1", "做好公开", ("县财政局",)),
        ("2", "做好解读", ("县发改局",)),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x\n" * 60_000, "60001 行"),
        ("公" * 1_100_000, "4 MB"),
        ("<table>" + " " * 3_000_000, "4 MB"),
        (
            "\n".join(["序号,任务,责任单位,时限", "1" + ",x" * 100_000, *["2,做好公开,县财政局,6月底前"] * 9_000]),
            "太大",
        ),
        (
            "\n".join(["序号|任务|责任单位|时限", "1" + "|x" * 100_000, *["2|做好公开|县财政局|6月底前"] * 9_000]),
            "太大",
        ),
        ("\n".join(["│序号│任务│", "│1" + "│" * 100_000, *["│做好公开│县财政局│", "├─┼─┤"] * 9_000]), "太大"),
        ("\n".join(["序号\t任务\t责任单位", *["1\t做好公开\t县财政局"] * 11_000]), "太大"),
    ],
    ids=["lines", "text", "page", "commas", "bars", "boxes", "rows"],
)
def test_a_text_larger_than_any_table_of_tasks_is_refused_within_little_memory(
    text: str, words: str, run_gkplan: RunGkplan, folder: Path
) -> None:
    (folder / "表.txt").write_text(text, encoding="utf-8")
    assert words in run_gkplan("import", "表.txt", code=4, memory=300_000_000).err
