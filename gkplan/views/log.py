"""What was entered, newest first, entry by entry with its number. Nothing here knows a format, a width or a colour."""

from collections.abc import Sequence
from datetime import date

from gkplan.plan.entries import Entry
from gkplan.plan.status import Judge
from gkplan.text.gist import gist
from gkplan.views.json import document, entry_json
from gkplan.views.listing import Column, Listing


def entry_text(entry: Entry) -> str:
    """Return what an entry says on one line, with the number it adds."""
    target = entry.piece.task.target
    measure = target.measure if target else ""
    counted = f"计 {entry.counted} {measure}".rstrip() if entry.counted is not None else ""
    return " ".join(part for part in (entry.text, counted) if part)


COLUMNS: tuple[Column[Entry], ...] = (
    Column("编号", lambda entry: entry.id, is_name=True),
    Column("日期", lambda entry: str(entry.day or "")),
    Column("单位", lambda entry: entry.unit or "", weight=1),
    Column("登记", lambda entry: f"{entry.word}{(entry.period and f'（{entry.period}）') or ''}", reader="people"),
    Column("登记", lambda entry: entry.word, reader="data"),
    Column("期", lambda entry: entry.period or "", reader="data"),
    Column("数量", lambda entry: "" if entry.counted is None else str(entry.counted), is_number=True, reader="data"),
    Column("内容", entry_text, weight=3, reader="people"),
    Column("内容", lambda entry: entry.text, reader="data"),
    Column("佐证材料", lambda entry: " ".join(entry.evidence), weight=2),
)


def log_listing(
    judge: Judge, entries: Sequence[Entry], first: date | None = None, last: date | None = None
) -> Listing[Entry]:
    """Return `entries` as they come, with a sentence on how many there are of each kind, from `first` to `last`."""
    what = Column[Entry]("具体要求", lambda entry: entry.piece.what, reader="data")
    gist_ = Column[Entry]("事项", lambda entry: gist(entry.piece.what, 8), reader="people")
    words = [entry.word for entry in entries]
    span = f"{first} 起，" if first else ""
    span += f"{last} 止，" if last else ""
    counts = "，".join(f"{word} {words.count(word)}" for word in dict.fromkeys(sorted(words)))
    return Listing(
        columns=(*COLUMNS, gist_, what),
        subjects=entries,
        summary=f"共 {len(entries)} 条{f'：{counts}' if counts else '登记'}（{span}截至 {judge.day}）",
        document=lambda: document(judge, entries=[entry_json(entry) for entry in entries]),
    )
