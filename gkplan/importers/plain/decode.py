"""Bytes of a text file → text, and in which encoding it was. Nothing here knows what the text says."""

import codecs

from gkplan.errors import RefusedError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_DAMAGED = "里有不能识别的字符，可能已损坏或不是文本；请用记事本打开核对，另存为 UTF-8 编码再导入"


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return (text, encoding as people call it): by byte order mark, then UTF-8, then GB18030 (which GBK is part of).

    Raises RefusedError when the bytes are no text in any of them.
    """
    for mark, codec, called in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], codec, name), name), called
    zeros = data[:4096].count(0)
    if zeros:
        # UTF-16 without a mark: line feeds and digits show on which side the zero byte stands.
        codec = "utf-16-le" if data[:4096][1::2].count(0) >= data[:4096][::2].count(0) else "utf-16-be"
        return _checked(_strict(data, codec, name), name), "UTF-16"
    try:
        return _checked(data.decode("utf-8"), name), "UTF-8"
    except UnicodeDecodeError:
        return _checked(_strict(data, "gb18030", name), name), "GBK"


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise RefusedError(f"{name} {_DAMAGED}") from error


def _checked(text: str, name: str) -> str:
    """Return `text` with its line ends as line feeds; refuse what is full of control signs, as binary files are."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    strange = sum(1 for char in text if (ord(char) < 32 and char not in "\t\n\f\v") or "\ue000" <= char <= "\uf8ff")
    if strange > len(text) // 100 or "\0" in text:
        raise RefusedError(f"{name} {_DAMAGED}")
    return text
