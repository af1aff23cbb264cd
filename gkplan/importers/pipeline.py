"""Bytes of a document → a draft plan: sniff, read, gather, build. Nothing here writes or prints."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from gkplan.errors import NotFoundError, RefusedError, reason_of
from gkplan.importers import draft, readers, sniff
from gkplan.importers.draft import Draft
from gkplan.importers.plain import shapes
from gkplan.importers.plain.decode import decode
from gkplan.importers.plain.shapes import Reading
from gkplan.importers.sniff import Detected, Sample
from gkplan.importers.source import Note
from gkplan.importers.tasks import rows, soundness
from gkplan.importers.tasks.document import gather
from gkplan.importers.tasks.items import Gathered
from gkplan.importers.tasks.titles import title_of, year_in

_GET_ORIGINAL = "请核对是否选对了文件，或向来文单位要原来的 Word、Excel 文件再导入"


def find_reader(sample: Sample) -> tuple[Any, str]:
    """Return the module of readers/ that is surest to read `sample`, and why; (None, "") for what may be plain text.

    Raises RefusedError for a kind that is known and that none of them takes.
    """
    found: list[tuple[Detected, Any]] = []
    for module in iter_modules(readers.__path__):
        reader = import_module(f"{readers.__name__}.{module.name}")
        if detected := reader.detect(sample):
            found.append((detected, reader))
    if found:
        detected, reader = max(found, key=lambda each: each[0].sure)
        return reader, detected.why
    if sample.refusal:
        raise RefusedError(sample.refusal)
    return None, ""


def read_plain(sample: Sample, names: tuple[str, ...] = ()) -> list[Reading]:
    """Return the documents that a plain text may be. Raises RefusedError."""
    try:
        words, encoding = decode(sample.data, sample.name)
    except RefusedError:
        if claimed := sniff.claimed(sample.name):
            raise RefusedError(f"{sample.name} 不是 {claimed}，也不是文字，可能已损坏；{_GET_ORIGINAL}") from None
        raise
    found = shapes.readings(words, sample.name, names)
    if encoding == "UTF-8":
        return found
    note = Note(place=sample.name, words="", message=f"文件是 {encoding} 编码，已按此读取")
    return [
        reading._replace(source=replace(reading.source, left_out=(note, *reading.source.left_out))) for reading in found
    ]


def import_file(path: Path, *, year: int | None = None, names: tuple[str, ...] = ()) -> Draft:
    """Return the draft plan in the file at `path`, as import_ does. Raises NotFoundError or RefusedError."""
    try:
        if path.is_dir():
            raise RefusedError(f"{path} 是文件夹；请指明其中的文件")
        if path.stat().st_size > sniff.MAX_BYTES:
            raise RefusedError(sniff.too_large(path.stat().st_size, path.name))
        data = path.read_bytes()
    except FileNotFoundError:
        raise NotFoundError(f"没有文件 {path}；请检查文件名") from None
    except OSError as error:
        raise RefusedError(f"读不了 {path}（{reason_of(error)}）；请检查权限，或先关闭正在使用它的程序") from None
    return import_(data, path.name, year=year, names=names)


def import_(data: bytes, name: str, *, year: int | None = None, names: tuple[str, ...] = ()) -> Draft:
    """Return the draft plan in a document; `year` overrides the one in its title. Raises RefusedError.

    `names` are what a person calls the columns, from left to right: then nothing is guessed of them.

    A document with task tables gives its tables; one without gives its numbered paragraphs.
    """
    sample = sniff.take(data, name)
    reader, why = find_reader(sample)
    if reader:
        gathered, how = gather(reader.read(sample), names), [f"按「{reader.CALLED}」读取：{why}"]
    else:
        gathered, how = _surest(read_plain(sample, names), names)
    lost = sum(1 for note in gathered.doubts if note.message == rows.NO_TASK)
    if lost * 2 > len(gathered.items) and lost > 2:
        raise RefusedError(
            f"{name} 里有 {lost} 行分不出任务内容，文字可能已经串行；请直接导入原来的 Word、Excel 文件，"
            "或整理成每行一项、各列用制表符隔开的文字再导入"
        )
    if not gathered.items and not sample.parts and (claimed := sniff.claimed(name)):
        inside = reader.CALLED if reader else "普通文字"
        raise RefusedError(f"{name} 不是 {claimed}，里面是{inside}，其中没有任务分工表；{_GET_ORIGINAL}")
    if not gathered.items and names:
        raise RefusedError(
            f"{name} 里没有 {len(names)} 列的表格，或其中没有任务；请对照原文件，检查 --columns 写的各列"
        )
    if not gathered.items:
        raise RefusedError(
            f"{name} 里没有认出任务分工表：要有一行表头（如「工作任务、责任单位、完成时限」），"
            "或者各项任务编了号，并在后面写明「责任单位：」；请对照原文件，用 --columns 依次写明各列是什么，或先整理成 Word、Excel 表格再导入"
        )
    faults = soundness.faults(gathered)
    wrong = list({fault.place: fault for fault in reversed(faults)}.values())[::-1]
    if not names and len(wrong) > 2 and len(wrong) * 2 > len(gathered.items):
        raise RefusedError(
            f"{name} 读出的 {len(gathered.items)} 项任务里有 {len(wrong)} 项对不上（如{wrong[0].place}「{wrong[0].words}」"
            f"{wrong[0].message.partition('，')[0]}），多半是各列读错了；请用 --columns 依次写明各列是什么（如 --columns 序号,任务,责任单位,完成时限）再试"
        )
    gathered.doubts += [*faults, *soundness.emptiness(gathered)]
    title = title_of(gathered, name)
    return replace(draft.build(gathered, title=title, year=year_in(title, name, gathered, year)), how=tuple(how))


def _surest(found: list[Reading], names: tuple[str, ...]) -> tuple[Gathered, list[str]]:
    """Return what the reading with the most sound cells gives, and for people as what the others read the text."""
    tried = [(gather(reading.source, names), reading.shape) for reading in found]
    sound = [soundness.sound_cells(gathered) for gathered, _ in tried]
    best = max(range(len(tried)), key=lambda index: (bool(tried[index][0].items), sound[index]))
    words = [
        f"按「{shape}」读取：{len(gathered.items)} 项任务，{cells} 格与所在的列相符"
        for (gathered, shape), cells in zip(tried, sound, strict=True)
    ]
    others = [f"没有采用：{words[index]}" for index in range(len(tried)) if index != best and tried[index][0].items]
    return tried[best][0], [words[best], *others]
