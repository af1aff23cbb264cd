"""Files that commands make for people: refused where they would cover another, written, told. Nothing here knows what is in them."""

import os
from collections.abc import Container, Sequence
from contextlib import suppress
from pathlib import Path

from gkplan.cli.telling import telling
from gkplan.errors import NoPlanError, RefusedError, UsageError
from gkplan.outputs import streams
from gkplan.store import files
from gkplan.text.patterns import compiled


def refuse_inputs(output: Path | None, *inputs: Path | None) -> None:
    """Raise RefusedError for an `output` that is one of the `inputs`, by whatever name: it would be lost."""
    for each in inputs:
        # What is not there, or cannot be looked at, cannot be lost: reading it has its own answer.
        with suppress(OSError):
            if output and each and output.samefile(each):
                raise RefusedError(f"{output} 就是要读取的 {each}，覆盖会丢失它的内容，没有改动；请换一个输出文件名")


def refuse_plan(output: Path, file: str | None) -> None:
    """Raise RefusedError for an `output` that is the plan file itself, which is `file` if named."""
    with suppress(NoPlanError):
        refuse_inputs(output, files.find(file, os.environ))


def refuse_unasked(output: Path, *, force: bool) -> None:
    """Raise RefusedError for a file that is there, unless `force` is set or the person at the terminal says yes."""
    if os.path.lexists(output) and not force and not streams.ask(f"已经有 {output}，覆盖它吗？", by_enter=False):
        raise RefusedError(f"已经有 {output}，没有改动它；请换一个文件名，或加 --force 覆盖")


def deliver(data: bytes, output: Path, what: str, *, force: bool) -> None:
    """Write a file and tell of it: 已写入 OUTPUT（WHAT）. Raises RefusedError as refuse_unasked and files.put do."""
    refuse_unasked(output, force=force)
    remarks = files.put(output, data, force=True)
    told = f"已写入 {output}（{what}）"
    with telling(told, remarks):
        streams.say(told)


def deliver_all(papers: Sequence[tuple[str, bytes]], folder: Path, *, force: bool) -> None:
    """Write files into `folder`, each under the name given, or one like it that every system lets a file have.

    What else of their kind lies there is told. Raises RefusedError for one that is there, unless `force`, before
    anything is written.
    """
    names: list[str] = []
    for name, _ in papers:
        names.append(_file_name(name, {each.casefold() for each in names}))
    there = [folder / name for name in names if os.path.lexists(folder / name)]
    if there and not force:
        raise RefusedError(f"已经有 {there[0]} 等 {len(there)} 个文件，没有改动；请换一个文件夹，或加 --force 覆盖")
    # Each of them is told once: what holds for one file of the folder holds for the next.
    remarks: dict[str, None] = {}
    for name, (_, data) in zip(names, papers, strict=True):
        remarks |= dict.fromkeys(files.put(folder / name, data, force=force))
    told = f"已写入 {folder}：{len(papers)} 个文件"
    with telling(told, remarks):
        streams.say(told)
    endings = {Path(name).suffix for name in names}
    older = sorted(path.name for path in folder.iterdir() if path.suffix in endings and path.name not in names)
    if older:
        streams.say(f"提醒：{folder} 里还有 {len(older)} 个不是这次写的文件，如 {older[0]}")


def hand_over(data: bytes) -> None:
    """Give a file's bytes to whatever reads stdout. Raises UsageError for a terminal, which cannot show them."""
    if streams.is_terminal():
        raise UsageError("这种文件不能显示在终端上；请写文件名，或用 > 存成文件")
    streams.write_raw(data)


_LONGEST = 60
"""Characters of a file's name before its ending: three bytes each, they have to be fewer than 255."""

_DEVICES = compiled(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])")
"""Names that Windows keeps for itself."""


def _file_name(name: str, taken: Container[str]) -> str:
    """Return what a file can be called for `name`, other than those `taken`, upper case or not."""
    stem, point, ending = name.rpartition(".")
    bare = "".join(char if char.isalnum() or char in "-_.@（）" else "_" for char in stem).strip(".")[:_LONGEST] or "_"
    bare = f"_{bare}" if _DEVICES.fullmatch(bare.casefold()) else bare
    found, count = f"{bare}{point}{ending}", 1
    while found.casefold() in taken:
        count += 1
        found = f"{bare}_{count}{point}{ending}"
    return found
