"""Bytes → a sample that readers can tell by its content, and what to do about the kinds that nobody can read."""

from typing import NamedTuple

from gkplan.errors import RefusedError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_BYTES = 50_000_000
"""The largest file taken; real tables have some hundred kilobytes."""

MAX_TEXT_BYTES = 3_000_000
"""The largest text or page taken; in an office file the pictures are most of it."""


class Sample(NamedTuple):
    """A file as it came in: its bytes, its name for messages, the parts of its zip package (none for others).

    `refusal` says what to do about a kind that is known to be unreadable; a package has one unless a reader takes it.
    """

    data: bytes
    name: str
    parts: frozenset[str] = frozenset()
    refusal: str | None = None


class Detected(NamedTuple):
    """What a reader says of a sample: how sure it is that it can read it, in per cent, and why, in words for people."""

    sure: int
    why: str


def take(data: bytes, name: str) -> Sample:
    """Return the sample; raises RefusedError for what is too large, empty, or a damaged or hostile package."""
    if len(data) > MAX_BYTES:
        raise RefusedError(too_large(len(data), name))
    if not data.strip(b"\0 \t\r\n"):
        raise RefusedError(f"{name} 是空的，没有可导入的内容")
    if data.startswith(b"PK"):
        from gkplan.importers.office.package import parts_of

        parts = parts_of(data, name)
        return Sample(data, name, parts, _unknown_package(parts, name))
    refusal = _unreadable(data, name)
    if refusal is None and len(data) > MAX_TEXT_BYTES:
        raise RefusedError(too_large(len(data), name, MAX_TEXT_BYTES))
    return Sample(data, name, refusal=refusal)


def _unreadable(data: bytes, name: str) -> str | None:
    """Return what to do about a file that is neither a package nor text, None for one that may be text."""
    if data.startswith(_OLE):
        return _old_office(data, name)
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return (
            f"{name} 是 PDF，其中的文字没有表格结构，读出来次序会乱；请向来文单位要 Word 或 Excel 原稿，"
            "或用 WPS 的「PDF转Word」转成 .docx、核对后再导入"
        )
    if head.startswith(b"{\\rtf"):
        return f"{name} 是 RTF 格式；请用 Word 或 WPS 打开，另存为 .docx 再导入"
    if head[:5].lower() == b"<?xml" and (b"opendocument" in data[:4096] or b"schemas-microsoft-com" in data[:4096]):
        return f"{name} 是单个 XML 的文档；请用 Word 或 WPS 打开，另存为 .docx 或 .xlsx 再导入"
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM6", b"II*\0", b"MM\0*")):
        return f"{name} 是图片；请用文字识别软件识别成 Word 表格、核对后再导入"
    if data[:64].lower().startswith((b"mime-version:", b"from: <saved by")):
        return f"{name} 是单个文件网页（.mht）；请在浏览器里打开，另存为「网页，仅 HTML」再导入"
    return None


def claimed(name: str) -> str | None:
    """Return what the end of a file's name says it is, in office words; None when it is no Office file by name."""
    lowered = name.lower()
    if lowered.endswith((".docx", ".docm", ".doc", ".wps")):
        return "Word 文件"
    return "Excel 文件" if lowered.endswith((".xlsx", ".xlsm", ".xls", ".et")) else None


def too_large(size: int, name: str, most: int = MAX_BYTES) -> str:
    """Return the message for a file of `size` bytes where `most` are taken."""
    return f"{name} 有 {size // 1_000_000 + 1} MB，超过 {most // 1_000_000} MB，不像任务分工表；请只留下表格再导入"


def _old_office(data: bytes, name: str) -> str:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        return f"{name} 设有打开密码；请用 Word、Excel 或 WPS 打开，去掉密码后另存，再导入"
    is_sheet = (has("Workbook\0") or has("Book\0")) and not has("WordDocument\0")
    if is_sheet or name.lower().endswith((".xls", ".et")):
        return f"{name} 是旧版 Excel 或 WPS 表格（.xls、.et）；请打开后另存为 .xlsx 再导入"
    return f"{name} 是旧版 Word 或 WPS 文字（.doc、.wps）；请打开后另存为 .docx 再导入"


def _unknown_package(parts: frozenset[str], name: str) -> str:
    if any(part.startswith("xl/") for part in parts):
        return f"{name} 是二进制的 Excel 文件（.xlsb）；请另存为 .xlsx 再导入"
    if "content.xml" in parts:
        return f"{name} 是 ODF 文档（.odt、.ods）；请另存为 .docx 或 .xlsx 再导入"
    if any(part in {"OFD.xml", "Doc_0/Document.xml"} for part in parts):
        return f"{name} 是 OFD 版式文件，没有表格结构；请向来文单位要 Word 或 Excel 原稿"
    return f"{name} 是压缩包或不认识的格式；请解压后导入其中的 .docx、.xlsx、.html 或 .txt 文件"
