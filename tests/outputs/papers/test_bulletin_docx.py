"""The .docx of an official paper: the measures of GB/T 9704-2012, texts that stay texts, the same bytes every time."""

import io
import re
import shutil
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.shared import Mm

from gkplan.outputs.papers.bulletin_docx import as_document
from gkplan.views.official_paper import Annex, Grid, Paper, Paragraph

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PDFTOTEXT = shutil.which("pdftotext")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

GRID = Grid(
    heads=("单位", "应办"),
    rows=[(f"第{number}局", "1") for number in range(60)],
    weights=(3, 1),
    are_numbers=(False, True),
)
PAPER = Paper(
    masthead="政务公开工作通报",
    number="第3期",
    issuer="县政府办公室",
    date="2023年6月30日",
    title="关于《2023年商河县政务公开重点工作任务分工》落实情况的通报",
    addressee="各镇街，县政府各部门单位：",
    paragraphs=[
        Paragraph(1, "一、总体情况"),
        Paragraph(0, text="公" * 28 * 60),
        Paragraph(2, "（一）个别事项逾期未办结。", "第13项。"),
    ],
    annexes=[
        Annex("各单位任务办理情况表", "（截至2023年6月30日）", GRID, "注：各列不能相加。"),
        Annex("逾期事项清单", "（截至2023年6月30日）", GRID),
    ],
)


def part(data: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ET.fromstring(archive.read(name))  # noqa: S314 - written a moment ago


def texts(data: bytes) -> list[str]:
    return [
        "".join(run.text or "" for run in each.iter(f"{W}t")) for each in part(data, "word/document.xml").iter(f"{W}p")
    ]


def test_the_page_is_that_of_the_standard() -> None:
    section = docx.Document(io.BytesIO(as_document(PAPER))).sections[0]
    measures = {
        Mm(210): section.page_width,
        Mm(297): section.page_height,
        Mm(37): section.top_margin,
        Mm(35): section.bottom_margin,
        Mm(28): section.left_margin,
        Mm(26): section.right_margin,
    }
    for wanted, found in measures.items():
        assert found is not None
        assert abs(wanted - found) < Mm(0.1)
    grid = part(as_document(PAPER), "word/document.xml").find(f".//{W}docGrid")
    assert grid is not None
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("lines", "579")


def test_each_level_has_its_font_and_size() -> None:
    opened = docx.Document(io.BytesIO(as_document(PAPER)))
    found = {}
    for run in (run for paragraph in opened.paragraphs for run in paragraph.runs if run.text.strip()):
        fonts, size = run._r.find(f"{W}rPr/{W}rFonts"), run.font.size
        assert size is not None
        assert fonts is not None
        found[run.text] = (fonts.get(f"{W}eastAsia"), size.pt)
    assert found["政务公开工作通报"] == ("方正小标宋简体", 48)
    assert found["重点工作任务分工》落实情况的通报"] == ("方正小标宋简体", 22)
    assert found["一、总体情况"] == ("黑体", 16)
    assert found["（一）个别事项逾期未办结。"] == ("楷体_GB2312", 16)
    assert found["第13项。"] == ("仿宋_GB2312", 16)
    assert found["附件1"] == ("黑体", 16)
    spacing = opened.styles["Normal"].paragraph_format.line_spacing
    assert spacing is not None
    assert abs(float(spacing) / 12700 - 28.95) < 0.01


def test_page_numbers_are_outside_on_odd_and_even_pages() -> None:
    data = as_document(PAPER)
    for name, side in (("oddfooter", "right"), ("evenfooter", "left")):
        footer = part(data, f"word/{name}.xml")
        assert "".join(each.text or "" for each in footer.iter(f"{W}t")) == "— 1 —"
        assert [each.text for each in footer.iter(f"{W}instrText")] == ["PAGE"]
        place = footer.find(f".//{W}jc")
        assert place is not None
        assert place.get(f"{W}val") == side
        assert {each.get(f"{W}val") for each in footer.iter(f"{W}sz")} == {"28"}
    assert part(data, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None


def test_tables_repeat_their_heads_and_keep_rows_whole() -> None:
    for table in part(as_document(PAPER), "word/document.xml").iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert len(rows) == 61
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 60
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        columns = [each.get(f"{W}w") for each in table.iter(f"{W}gridCol")]
        assert all([cell.get(f"{W}w") for cell in row.iter(f"{W}tcW")] == columns for row in rows)
        loose = [each.get(f"{W}val") for each in table.iter(f"{W}snapToGrid")]
        assert loose == ["0"] * len([*table.iter(f"{W}p")])


def test_annexes_are_listed_signed_and_each_on_a_page_of_its_own() -> None:
    data = as_document(PAPER)
    told = texts(data)
    at = told.index("附件：1.各单位任务办理情况表")
    assert told[at : at + 5] == ["附件：1.各单位任务办理情况表", "2.逾期事项清单", "", "县政府办公室", "2023年6月30日"]
    assert (told.count("附件1"), told.count("附件2")) == (1, 1)
    breaks = part(data, "word/document.xml").findall(f".//{W}pageBreakBefore")
    assert len(breaks) == 2
    alone = texts(as_document(PAPER._replace(annexes=PAPER.annexes[:1])))
    assert "附件：各单位任务办理情况表" in alone
    assert "附件" in alone
    assert not [text for text in texts(as_document(PAPER._replace(annexes=[]))) if text.startswith("附件")]


@pytest.mark.parametrize(
    ("issuer", "ends"), [("县政府办公室", (5, 2)), ("商河县人民政府政务公开工作领导小组办公室", (2, 13))]
)
def test_the_date_begins_two_characters_behind_the_issuer(issuer: str, ends: tuple[int, int]) -> None:
    document = part(as_document(PAPER._replace(issuer=issuer, date="2023年10月20日", annexes=[])), "word/document.xml")
    free = [int(each.get(f"{W}right", "")) // 316 for each in document.iter(f"{W}ind") if each.get(f"{W}right")]
    assert tuple(free) == ends
    # The date is seven characters wide.
    assert (28 - free[1] - 7) - (28 - free[0] - len(issuer)) == 2


def test_the_same_paper_gives_the_same_bytes_and_nothing_needless() -> None:
    data = as_document(PAPER)
    assert as_document(PAPER) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    assert [each.filename for each in entries] == sorted(each.filename for each in entries)
    assert {each.date_time for each in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {each.compress_type for each in entries} == {zipfile.ZIP_STORED}
    assert not [each for each in entries if "thumbnail" in each.filename]
    assert len(data) < 200_000


HOSTILE = "<w:br/>&amp;\"'\x1b]0;x\x07\u202e\ufffe\uffff\ud800甲\n乙\t丙]]>"


def test_what_a_text_holds_stays_a_text() -> None:
    grid = Grid((HOSTILE,), [(HOSTILE,)], (1,), (False,))
    paper = Paper(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, [Paragraph(2, HOSTILE, HOSTILE)], [Annex(HOSTILE, HOSTILE, grid, HOSTILE)])  # fmt: skip
    data = as_document(paper)
    shown = "<w:br/>&amp;\"'<U+001B>]0;x<U+0007><U+202E>\ufffd\ufffd<U+D800>甲\\n乙\\t丙]]>"
    told = texts(data)
    assert shown in told
    assert shown * 2 in told
    assert f"附件：{shown}" in told
    assert docx.Document(io.BytesIO(data)).core_properties.title == shown


@pytest.mark.skipif(SOFFICE is None, reason="没有 LibreOffice（soffice），不能排版")
@pytest.mark.skipif(PDFTOTEXT is None, reason="没有 poppler（pdftotext），不能量版面")
def test_a_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    assert SOFFICE is not None
    assert PDFTOTEXT is not None
    (tmp_path / "通报.docx").write_bytes(as_document(PAPER))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [SOFFICE, "--headless", profile, "--convert-to", "pdf", "通报.docx"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found = subprocess.run(
        [PDFTOTEXT, "-bbox", tmp_path / "通报.pdf", "-"], capture_output=True, check=True, timeout=60
    )
    pages = re.findall(r"<page .*?</page>", found.stdout.decode("utf-8"), re.DOTALL)
    lines = [re.findall(r'yMin="([0-9.]+)".*?>(.*?)</word>', page) for page in pages]
    # The second page is in the middle of the long paragraph; the footer is what has no 公.
    full = [(float(top), text) for top, text in lines[1] if "公" in text]
    assert [text for _, text in full] == ["公" * 28] * 22
    steps = [later - top for (top, _), (later, _) in pairwise(full)]
    assert all(abs(step - 28.95) < 0.15 for step in steps)
    # Each annex begins a page, the heads of its table stand on every page of it, and no page is cut short before it.
    words = [[text for _, text in page] for page in lines]
    assert [page[:2] for page in words if page[0].startswith("附件")] == [["附件", "1"], ["附件", "2"]]
    assert sum("应办" in page for page in words) == len(words) - next(
        place for place, page in enumerate(words) if page[0] == "附件"
    )
