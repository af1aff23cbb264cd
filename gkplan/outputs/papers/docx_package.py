"""Parts → the bytes of a .docx, and the XML that all of its paragraphs are made of. Nothing here knows what it says.

The package is written by hand: it needs no library, has no style, thumbnail or date that nobody asked for, and equal
parts give equal bytes.
"""

import io
import zipfile

from gkplan.text.inert import inert
from gkplan.text.patterns import compiled

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_OFFICE}/relationships"'
"""What the root of each part of the text declares: w for its elements, r for relationships by id."""

# The kind of each part, by its name in word/; the id of its relationship is the name.
_KINDS = {
    "document": "document.main",
    "styles": "styles",
    "settings": "settings",
    "oddfooter": "footer",
    "evenfooter": "footer",
}


def package(parts: dict[str, str], title: str) -> bytes:
    """Return the .docx of `parts`, by name the XML of each, without its first line; one is the document.

    A part is bound to the document by a relationship whose id is its name.
    """
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{_KINDS[name]}+xml"/>' for name in parts
    )
    bonds = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/relationships/{_KINDS[name]}" Target="{name}.xml"/>'
        for name in parts
        if name != "document"
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    files = {f"word/{name}.xml": body for name, body in parts.items()}
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="document" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    )
    files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_PACKAGE}/relationships">{bonds}</Relationships>'
    # A date of its own in the file would make every one of them another.
    files["docProps/core.xml"] = (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            # The same on every system.
            entry.create_system, entry.external_attr = 0, 0
            archive.writestr(entry, (_HEAD + files[name]).encode("utf-8"))
    return stream.getvalue()


def escaped(text: str) -> str:
    """Return `text`, inert, for XML; what XML cannot hold is replaced."""
    kept = (char if char < "\ufffe" or char > "\uffff" else "\ufffd" for char in inert(text))
    return "".join(kept).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def run(text: str, font: str, half_points: int, *, colour: str = "", spacing: int = 0) -> str:
    """Return `text` in one font, of a size in half points; `spacing` is added to each character, in twentieths of a point."""
    look = fonts(font)
    look += f'<w:color w:val="{colour}"/>' if colour else ""
    look += f'<w:spacing w:val="{spacing}"/>' if spacing else ""
    look += f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    # LibreOffice breaks no line between 、 and a digit, and would tear long lists of numbers apart inside them.
    words = compiled("、(?=[0-9])").sub("、\u200b", escaped(text))
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>' if text else ""


def fonts(font: str) -> str:
    """Return the element that sets `font` for all scripts: a document names it, no font is embedded."""
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'


def paragraph(content: str, properties: str = "") -> str:
    """Return a paragraph of runs; its properties come in the order of the schema."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"
