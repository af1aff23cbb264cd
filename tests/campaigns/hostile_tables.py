"""Documents made to be large: each ends within seconds and little memory, as a plan or with a sentence. POSIX only."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from tests.importers.documents import docx_bytes, html_bytes, with_part, xlsx_bytes

GRID = [["序号", "工作任务", "责任单位", "完成时限"], *([f"{n}", f"做好第{n}批公开。", "县财政局", "6月底前"] for n in range(1, 9))]  # fmt: skip
PATIENCE = 10
"""Seconds of the processor one document may take."""
ROOM = 300_000_000
"""Bytes of memory it may take."""
WORDS = ("责任单位", "工作任务", "完成时限", "序号", "县财政局", "（", "）", "6月底前", "1.", "一、", "（一）", "做好公开", "、", "：", "|", "\t", ",",
         "；", "牵头单位：", "│", "├─┤", "  ", "\n", "\n\n", "每年", "第")  # fmt: skip
TAGS = ("<table>", "<tr>", "<td>", "<td colspan=200>", "<td rowspan=9999 colspan=9>", "</table>", "<div>", "<p>", "<br>", "&amp", "<!--", "<",
        "公开", "<a b='", "<script>", "</td>")  # fmt: skip


def area(chance: Random) -> str:
    """Return a merged range: a column, a row, everything, or a block somewhere."""
    column, row = chance.choice("ABCDEFGZ"), chance.choice([1, 2, 5, 9, 1000])
    last = chance.choice(["D", "G", "GR", "XFD", column])
    return f"{column}{row}:{last}{chance.choice([row, row + 40, 10_000, 1_048_576])}"


def sheet(chance: Random) -> bytes:
    """Return a workbook whose sheet claims or holds much."""
    merges = "".join(f'<mergeCell ref="{area(chance)}"/>' for _ in range(chance.choice([1, 3, 200, 20_000])))
    row = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>公开{0}</t></is></c></row>'
    rows = "".join(
        row.format(number, chance.choice(["A", "B", "GR", "XFD"]))
        for number in range(20, 20 + chance.choice([0, 1, 300, 9_000, 60_000]))
    )

    def change(data: bytes) -> bytes:
        head, _, rest = data.partition(b"</sheetData>")
        rest = rest.partition(b"</mergeCells>")[2] or rest
        changed = f"{rows}</sheetData><mergeCells>{merges}</mergeCells>".encode()
        return head.replace(b"A1:D9", area(chance).encode()) + changed + rest

    return with_part(xlsx_bytes(GRID, before=[]), "xl/worksheets/", change)


def document(chance: Random) -> bytes:
    """Return a Word file with many rows, cells, spans, paragraphs, or tables in tables."""
    cell = "<w:tc>{}<w:p><w:r><w:t>公开{}</w:t></w:r></w:p></w:tc>"
    span = chance.choice(["", '<w:tcPr><w:gridSpan w:val="99999"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"])
    across = chance.choice([1, 4, 60, 190])
    rows = "".join(
        f"<w:tr>{''.join(cell.format(span, chance.getrandbits(20)) for _ in range(across))}</w:tr>"
        for _ in range(chance.choice([1, 50, 1_000, 9_000]) * 4 // (across + 3))
    )
    depth = chance.choice([0, 3, 200])
    nested = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    text = "<w:p><w:r><w:t>公开</w:t></w:r></w:p>" * chance.choice([0, 10, 20_000, 150_000])

    def change(data: bytes) -> bytes:
        return data.replace(b"</w:tbl>", f"{rows}</w:tbl>{nested}{text}".encode(), 1)

    return with_part(docx_bytes(GRID), "word/document", change)


def repeated(words: tuple[str, ...], chance: Random) -> str:
    """Return a text that says a few of the words again and again, up to the most a text may have."""
    few = [chance.choice(words) + chance.choice(["", str(chance.randrange(10))]) for _ in range(chance.randint(1, 6))]
    times = chance.choice([100, 5_000, 60_000, 900_000])
    said = (
        "".join(f"{word}{number}" for number in range(min(times, 90_000)) for word in few)
        if chance.random() < 0.5
        else ""
    )
    return (said or "".join(few) * times)[: chance.choice([30_000, 900_000, 990_000])]


def made(chance: Random) -> tuple[str, bytes]:
    """Return the name and the bytes of a document."""
    kind = chance.choice(["表.xlsx", "表.docx", "表.html", "表.txt"])
    if kind == "表.xlsx":
        return kind, sheet(chance)
    if kind == "表.docx":
        return kind, document(chance)
    head = html_bytes(GRID) if kind == "表.html" else "\n".join(map("\t".join, GRID)).encode()
    text = repeated(TAGS if kind == "表.html" else WORDS, chance).encode()
    return kind, head + text if chance.random() < 0.5 else text


WATCH = """
import json, resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "gkplan", "import", sys.argv[1]], capture_output=True, encoding="utf-8")
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps([done.returncode, used.ru_utime + used.ru_stime, peak, done.stderr]))
"""
"""Carries out an import and tells what it took: beside a small process, whose memory counts as that of what it starts."""


def examine(seed: int) -> Counter[str]:
    """Import one document in a process of its own; return what came of it, counted."""
    name, data = made(Random(seed))  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, name).write_bytes(data)
        watched = subprocess.run(
            [sys.executable, "-c", WATCH, name],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            check=True,
        )
    code, seconds, peak, words = json.loads(watched.stdout)
    told = f"{name}, {len(data)} bytes: exit {code}, {seconds:.1f} s, {peak} bytes\n{words[-2000:]}"
    assert "Traceback" not in words, told
    assert code in {0, 4}, told
    assert seconds < PATIENCE, told
    assert peak < ROOM, told
    return Counter(documents=1, plans=code == 0)
