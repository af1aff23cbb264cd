"""An official paper as .docx, laid out by GB/T 9704-2012: 22 lines of 28 characters on A4. Nothing here knows what it says.

Lengths are in twips, twentieths of a point, 567 of which are a centimetre. Fonts are named, not embedded.
"""

from collections.abc import Iterator

from gkplan.outputs.papers.docx_package import NAMESPACES, fonts, package, paragraph, run
from gkplan.text.folding import measure
from gkplan.text.title_lines import title_lines
from gkplan.views.official_paper import Annex, Grid, Paper, Paragraph

_BODY, _HEADING, _SECOND, _TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
_NUMBERS = "宋体"

_THREE, _TWO, _FOUR, _SMALL, _LARGE = 32, 44, 28, 21, 96
"""三号, 二号, 四号, 五号 and what the masthead has, in half points."""

_WIDTH = 8845
"""The text: 156 mm, 28 characters of 三号 drawn together a little (16 pt less a quarter of a point each)."""

_CHARACTER = 316
_LINE = 579
"""28.95 pt: 22 of them are the 225 mm between the margins."""

_RED = "FF0000"
_DRAWN_TOGETHER = -5

_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1304" w:gutter="0"/>'
    f'<w:docGrid w:type="lines" w:linePitch="{_LINE}"/>'
)
_INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{_CHARACTER * 2}"/>'
_CENTRED = '<w:jc w:val="center"/>'
_LOOSE = '<w:snapToGrid w:val="0"/>'


def as_document(paper: Paper) -> bytes:
    """Return the bytes of the .docx; equal papers give equal bytes."""
    body = "".join((*_masthead(paper), *_body(paper), *_signed(paper), *_annexes(paper)))
    footers = (
        '<w:footerReference w:type="default" r:id="oddfooter"/><w:footerReference w:type="even" r:id="evenfooter"/>'
    )
    return package(
        {
            "document": f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{footers}{_PAGE}</w:sectPr></w:body></w:document>",
            "styles": _STYLES,
            "settings": _SETTINGS,
            "oddfooter": _footer("right"),
            "evenfooter": _footer("left"),
        },
        paper.title,
    )


# Each line is as high as any other, whatever stands in it; a paragraph may end or begin a page with one line.
_STYLES = (
    f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(_BODY)}"
    f'<w:spacing w:val="{_DRAWN_TOGETHER}"/><w:sz w:val="{_THREE}"/><w:szCs w:val="{_THREE}"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:widowControl w:val="0"/>'
    f'<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:spacing w:line="{_LINE}" w:lineRule="exact"/>'
    '<w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'
)

# Without the mode newer Words lay out as one of 2007 would.
_SETTINGS = (
    f"<w:settings {NAMESPACES}><w:evenAndOddHeaders/><w:compat>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)


def _plain(text: str, font: str = _BODY) -> str:
    return run(text, font, _THREE, spacing=_DRAWN_TOGETHER)


def _footer(side: str) -> str:
    """Return — 1 —, a character in from the outer edge."""
    number = "".join(
        f'<w:r><w:rPr>{fonts(_NUMBERS)}<w:sz w:val="{_FOUR}"/></w:rPr>{each}</w:r>'
        for each in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve">PAGE</w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    place = f'<w:ind w:{side}Chars="100" w:{side}="{_CHARACTER}"/><w:jc w:val="{side}"/>'
    return f"<w:ftr {NAMESPACES}>{paragraph(number, place)}</w:ftr>"


def _masthead(paper: Paper) -> Iterator[str]:
    tall = f'{_LOOSE}<w:spacing w:before="240" w:after="120" w:line="1200" w:lineRule="exact"/>{_CENTRED}'
    yield paragraph(run(paper.masthead, _TITLE, _LARGE, colour=_RED), tall)
    yield paragraph(_plain(paper.number), _CENTRED)
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="4" w:color="{_RED}"/></w:pBdr>'
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{_WIDTH}"/></w:tabs>'
    yield paragraph(
        f"{_plain(paper.issuer)}<w:r><w:tab/></w:r>{_plain(paper.date)}", f'{rule}{stop}<w:jc w:val="left"/>'
    )
    yield paragraph("")
    yield from _title(paper.title)
    yield paragraph("")


def _title(title: str) -> Iterator[str]:
    # Twenty characters of 二号 are the width of the text; the sides stay free.
    look = f'<w:keepNext/>{_LOOSE}<w:spacing w:line="700" w:lineRule="exact"/>{_CENTRED}'
    yield from (paragraph(run(line, _TITLE, _TWO), look) for line in title_lines(title, 36))


def _body(paper: Paper) -> Iterator[str]:
    yield paragraph(_plain(paper.addressee), '<w:jc w:val="left"/>')
    for place, each in enumerate(paper.paragraphs, 1):
        yield _paragraph(each, is_last=place == len(paper.paragraphs))


def _paragraph(each: Paragraph, *, is_last: bool) -> str:
    if each.level == 1:
        return paragraph(_plain(each.head, _HEADING), f'<w:pStyle w:val="Heading1"/>{_INDENT}')
    # Who signs stands on no page of its own.
    keep = "<w:keepNext/>" if is_last else ""
    return paragraph(_plain(each.head, _SECOND) + _plain(each.text), keep + _INDENT)


def _signed(paper: Paper) -> Iterator[str]:
    """Yield the list of annexes, who signs, and the date, as a paper without a seal has them."""
    keep = "<w:keepNext/>"
    if paper.annexes:
        yield paragraph("", keep)
    for number, name in enumerate(paper.annex_names):
        # 附件 is two characters in, and each further name stands under the first.
        hanging = "" if number else f' w:hanging="{_CHARACTER * 3}"'
        place = f'<w:ind w:left="{_CHARACTER * 5}"{hanging}/>'
        yield paragraph(_plain(name if number else f"附件：{name}"), f'{keep}{place}<w:jc w:val="left"/>')
    yield paragraph("", keep)
    issuer, date = measure(paper.issuer), measure(paper.date)
    # In halves of a character. Two characters stay free on the right of the longer one, and the date begins two behind
    # the issuer.
    right = 4 if issuer >= date else 4 + date + 4 - issuer
    right_of_date = right + issuer - 4 - date
    for text, free, more in ((paper.issuer, right, keep), (paper.date, right_of_date, "")):
        yield paragraph(_plain(text), f'{more}<w:ind w:right="{_CHARACTER * max(free, 0) // 2}"/><w:jc w:val="right"/>')


def _annexes(paper: Paper) -> Iterator[str]:
    for label, annex in zip(paper.annex_labels, paper.annexes, strict=False):
        yield from _annex(label, annex)


def _annex(label: str, annex: Annex) -> Iterator[str]:
    yield paragraph(_plain(label, _HEADING), '<w:keepNext/><w:pageBreakBefore/><w:jc w:val="left"/>')
    # GB/T 9704: the title stands on the third line of the page.
    yield paragraph("", "<w:keepNext/>")
    yield from _title(annex.title)
    yield paragraph(_plain(annex.above), f"<w:keepNext/>{_CENTRED}")
    yield _table(annex.grid)
    small = f'{_LOOSE}<w:spacing w:before="60" w:line="280" w:lineRule="exact"/>'
    yield paragraph(run(annex.below, _BODY, _SMALL), small)


def _table(grid: Grid) -> str:
    whole = sum(grid.weights)
    widths = [_WIDTH * weight // whole for weight in grid.weights]
    widths[0] += _WIDTH - sum(widths)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    free = {"top": 10, "left": 40, "bottom": 10, "right": 40}
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in free.items())
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = [_row(grid.heads, widths, grid, is_head=True)]
    rows += [_row(row, widths, grid, is_head=False) for row in grid.rows]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(texts: tuple[str, ...], widths: list[int], grid: Grid, *, is_head: bool) -> str:
    cells = ""
    for text, width, is_number in zip(texts, widths, grid.are_numbers, strict=True):
        side = "center" if is_head or is_number else "left"
        look = f'{_LOOSE}<w:spacing w:line="255" w:lineRule="exact"/><w:jc w:val="{side}"/>'
        content = run(text, _HEADING if is_head else _BODY, _SMALL)
        cells += (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{paragraph(content, look)}</w:tc>"
        )
    # No row is cut in two by the end of a page, and every page has the heads.
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{cells}</w:tr>"
