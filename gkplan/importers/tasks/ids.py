"""Printed serials → ids, each once. Nothing here knows units or dates."""

from gkplan.importers.source import SERIAL
from gkplan.importers.tasks.items import Gathered, Item


def assign(gathered: Gathered) -> list[str]:
    """Return the ids of the items in order, and note every number that the document does not print so.

    Serials that begin again in every section are counted through; a second task under one serial 5 becomes 5.2.
    """
    items = gathered.items
    serials = [item.serial for item in items]
    printed = [serial for serial in serials if serial is not None]
    if not items:
        return []
    if not printed:
        gathered.doubt(SERIAL, "全文", f"1–{len(items)}" if len(items) > 1 else "1", "原文没有序号，已按次序编号")
        return [str(number) for number in range(1, len(items) + 1)]
    if _begins_again(items):
        found = [str(number) for number in range(1, len(items) + 1)]
        told = "，".join(
            f"{item.section or ''} {item.serial or '（无）'} → {id_}" for item, id_ in zip(items, found, strict=True)
        )
        gathered.doubt(SERIAL, "全文", told, "原文的序号每一部分重新从头排，已连续编号")
        return found
    return _one_by_one(gathered)


def _begins_again(items: list[Item]) -> bool:
    """Tell whether the serials start from the beginning more than once: 1 2 3, 1 2."""
    own = [item.serial for item in items if item.serial is not None and not item.shares_serial]
    if len(set(own)) == len(own):
        return False
    starts = sum(1 for before, serial in zip([None, *own], own, strict=False) if serial == own[0] and before != serial)
    return starts > 1


def _one_by_one(gathered: Gathered) -> list[str]:
    ids: list[str] = []
    given: set[str] = set()
    taken = {item.serial for item in gathered.items if item.serial}
    counts: dict[str, int] = {}
    last = "0"
    for item in gathered.items:
        id_ = item.serial
        if id_ is None or id_ in given:
            again = id_ is not None and not item.shares_serial
            base = last if id_ is None else id_
            id_ = _free(base, taken, counts)
            if item.shares_serial:
                gathered.doubt(SERIAL, item.place, item.requirement[:20], f"与上一项同用序号 {base}，编为 {id_}")
            elif again:
                gathered.doubt(SERIAL, item.place, base, f"序号 {base} 重复，编为 {id_}，请核对")
            else:
                gathered.doubt(SERIAL, item.place, item.requirement[:20], f"没有序号，编为 {id_}")
        elif id_.isdecimal() and last.isdecimal() and ids and int(id_) != int(last) + 1:
            gathered.doubt(SERIAL, item.place, id_, f"序号不连续：上一项是 {last}，请核对是否缺行")
        ids.append(id_)
        given.add(id_)
        taken.add(id_)
        last = item.serial or last
    return ids


def _free(base: str, taken: set[str], counts: dict[str, int]) -> str:
    """The next number below `base` that is not taken; `counts` holds the last one given below each base."""
    count = counts.get(base, 1) + 1
    while f"{base}.{count}" in taken:
        count += 1
    counts[base] = count
    return f"{base}.{count}"
