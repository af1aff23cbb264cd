"""The zip inside .docx and .xlsx, looked through before any library opens it. Nothing here knows what the parts say."""

import io
import lzma
import struct
import zipfile
import zlib

from gkplan.errors import RefusedError

MAX_UNPACKED = 100_000_000
"""Bytes all parts may have together when unpacked; the largest real table met has 3 MB."""

MAX_MARKS = 1_200_000
"""Tags and attributes that the parts may have which a library builds whole; a library takes 200 bytes for each."""

MAX_RATIO = 200
"""How many times larger than packed the parts may be; office files reach 30, a zip bomb 1000."""

MAX_PARTS = 5_000
_BLANK = b" \t\r\n\xef\xbb\xbf\xff\xfe"
_BROKEN = "已损坏或不完整，打不开；请重新取得文件，或用 Word、Excel、WPS 打开修复后另存，再试"


def parts_of(data: bytes, name: str) -> frozenset[str]:
    """Return the names of the parts; raises RefusedError for a damaged, oversized, encrypted or hostile package.

    Every XML part is unpacked here, within bounds, and refused if it declares a document type: neither format
    needs one, and external entities and entity bombs do.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _checked(package, len(data), name)
    # zipfile lets through what its decompressors and header readers raise; each means the same damage.
    except (zipfile.BadZipFile, zlib.error, struct.error, lzma.LZMAError, EOFError, OSError, ValueError) as error:
        raise broken(name) from error
    except (NotImplementedError, RuntimeError, OverflowError) as error:
        raise broken(name) from error


def _checked(package: zipfile.ZipFile, size: int, name: str) -> frozenset[str]:
    entries = package.infolist()
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise RefusedError(f"{name} 解开后过大，不像办公文件，为安全起见不打开")
    unpacked = marks = 0
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise RefusedError(f"{name} 设有密码；请去掉密码后再导入")
        own_size, own_marks = _look_through(package, entry, name)
        unpacked += own_size
        # Sheets are read as streams.
        marks += 0 if entry.filename.startswith("xl/worksheets/") else own_marks
        if unpacked > MAX_UNPACKED or unpacked > max(MAX_RATIO * size, 10_000_000):
            raise RefusedError(f"{name} 解开后过大（压缩比异常），为安全起见不打开")
        if marks > MAX_MARKS:
            raise RefusedError(f"{name} 里的内容太多，不像任务分工表；请只留下要导入的表格再导入")
    return frozenset(entry.filename for entry in entries)


def _look_through(package: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> tuple[int, int]:
    """Return the true unpacked size of a part and its marks, read in pieces: a lying header cannot fill the memory."""
    size = marks = 0
    head = start = b""
    with package.open(entry) as part:
        while piece := part.read(1_000_000):
            size += len(piece)
            if size > MAX_UNPACKED:
                raise RefusedError(f"{name} 解开后过大，为安全起见不打开")
            # What a part is its first sign tells: a document need not be called .xml.
            start = start or piece.replace(b"\0", b"").lstrip(_BLANK)[:1]
            if start == b"<":
                # A declaration may stand astride two pieces and, in UTF-16, between zero bytes.
                window = (head + piece).replace(b"\0", b"").upper()
                if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                    raise RefusedError(f"{name} 里含有外部实体声明（DTD），正常的办公文件没有，为安全起见不打开")
                head = piece[-32:]
                marks += piece.count(b"<") + piece.count(b"=")
    return size, marks


def broken(name: str) -> RefusedError:
    """Return the refusal for a package whose parts cannot be understood."""
    return RefusedError(f"{name} {_BROKEN}")
