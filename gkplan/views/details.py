"""Everything about a task, a step or a period, as a page and as a listing. Nothing here knows a format or a width."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gkplan.plan.entries import Entry, entries_of
from gkplan.plan.model import Piece, Progress
from gkplan.plan.sections import headings
from gkplan.plan.select import Match
from gkplan.plan.status import Judge, Part
from gkplan.views.blocks import Block
from gkplan.views.json import JSON, document, entry_json, match_json, progress_json, status_json
from gkplan.views.listing import Column, Listing
from gkplan.views.log import entry_text
from gkplan.views.part_rows import PART_COLUMNS, count_of_done, part_rows
from gkplan.views.tasks import due_text, state_text, task_columns


class _Line(NamedTuple):
    """A row of the listing: a piece, one unit's part of it, or one entry."""

    match: Match
    part: Part | None = None
    entry: Entry | None = None

    @property
    def kind(self) -> str:
        if self.entry:
            return "登记"
        return "单位" if self.part else {"task": "任务", "step": "步骤", "period": "期"}[self.match.piece.kind]


def detail_page(judge: Judge, pieces: Iterable[Piece]) -> tuple[Block, ...]:
    """Return blocks for each of `pieces`: how it stands, then its units, the unfinished first, those alike together."""
    return tuple(block for piece in pieces for block in _blocks(judge, Match(piece, judge.status(piece))))


def detail_listing(judge: Judge, pieces: Iterable[Piece]) -> Listing[_Line]:
    """Return rows for each of `pieces`: itself, what is inside it, the part of each unit, and every entry."""
    matches = [Match(piece, judge.status(piece)) for piece in pieces]
    columns = task_columns(judge)
    return Listing(
        columns=(*(_piece_column(column) for column in columns if column.reader != "people"), *_LINE_COLUMNS),
        subjects=[line for match in matches for line in _lines(judge, match)],
        document=lambda: document(judge, tasks=[_json(judge, match) for match in matches]),
    )


def _lines(judge: Judge, match: Match) -> Iterable[_Line]:
    yield _Line(match)
    inside = judge.parts_of(match.task) if match.piece.is_task else ()
    for piece in (match.piece, *inside):
        own = match if piece is match.piece else Match(piece, judge.status(piece))
        if own is not match:
            yield _Line(own)
        yield from (_Line(own._replace(status=part.status), part=part) for part in judge.parts(piece))
        yield from (_Line(own, entry=entry) for entry in _entries(judge, piece))


def _piece_column(column: Column[Match]) -> Column[_Line]:
    """Return a column of pieces for lines: an entry says what it says in columns of its own."""

    def text(line: _Line) -> str:
        if line.entry and not column.is_name:
            return ""
        if line.part and column.head == "责任单位":
            return line.part.unit
        return column.text(line.match)

    return Column(column.head, text, is_number=column.is_number, is_name=column.is_name, reader="data")


_LINE_COLUMNS: tuple[Column[_Line], ...] = (
    Column("类别", lambda line: line.kind, reader="data"),
    Column("登记编号", lambda line: line.entry.id if line.entry else "", reader="data"),
    Column("登记", lambda line: line.entry.word if line.entry else "", reader="data"),
    Column("日期", lambda line: str((line.entry.day if line.entry else line.match.status.done) or ""), reader="data"),
    Column("报送单位", lambda line: (line.entry.unit if line.entry else "") or "", reader="data"),
    Column("内容", lambda line: line.entry.text if line.entry else "", reader="data"),
    Column(
        "数量",
        lambda line: str(line.entry.counted) if line.entry and line.entry.counted is not None else "",
        reader="data",
    ),
    Column("佐证材料", lambda line: " ".join(line.entry.evidence) if line.entry else "", reader="data"),
)


def _entries(judge: Judge, piece: Piece) -> list[Entry]:
    """Return the entries of `piece` that are on record; those of a series are told with its periods too."""
    return [
        entry
        for entry in entries_of(piece)
        if judge.holds(entry.day) and (piece.period is None or entry.period == piece.period)
    ]


def _blocks(judge: Judge, match: Match) -> Iterator[Block]:
    piece, status = match.piece, match.status
    task, inside = piece.task, judge.parts_of(piece.task) if piece.is_task else ()
    above = headings(judge.plan, task.section) if piece.is_task else ()
    fields = [("章节", " / ".join(above))] if above else []
    fields += [
        (
            "状态",
            "本期不报"
            if judge.is_waived(piece)
            else state_text(status) + (f"（{status.done}）" if status.done else ""),
        ),
        ("完成时限", limit_text(judge, match)),
        ("具体要求", task.requirement) if piece.is_task else ("所属任务", f"{task.id} {task.requirement}"),
        ("责任单位", _units(judge, piece)),
    ]
    if piece.is_task:
        roles = (("牵头", "、".join(task.lead)), ("配合", "、".join(task.support)), ("来源", task.origin or ""))
        fields += [(label, words) for label, words in roles if words]
        fields += [("数量要求", target_text(judge, piece))] if task.target else []
    fields += [
        (f"步骤 {each.id}" if each.kind == "step" else f"期 {each.period}", inside_text(judge, each)) for each in inside
    ]
    entries = _entries(judge, piece)
    parts = judge.parts(piece)
    told = {part.unit for part in parts}
    fields += [_field(entry) for entry in entries if not _is_parts(judge, entry, told)]
    rows = part_rows(judge, piece, parts, entries)
    fields += [("未办结", text) for text in rows.texts(is_done=False)]
    headed = f"{piece.called}：{piece.what}" if piece.kind == "step" else piece.called
    count = count_of_done(judge, piece, rows, len(parts))
    yield Block(headed, count, tuple(fields), Listing(PART_COLUMNS, rows.single))
    if done := tuple(("已办结", text) for text in rows.texts(is_done=True)):
        yield Block(fields=done)


def _is_parts(judge: Judge, entry: Entry, units: set[str]) -> bool:
    """Tell whether `entry` is told in the row of a unit."""
    return (
        isinstance(entry.value, Progress)
        and bool(entry.unit)
        and not units.isdisjoint(judge.members((entry.unit or "",)))
    )


def _field(entry: Entry) -> tuple[str, str]:
    """Return an entry for all units as a labelled text."""
    day = str(entry.day or "")
    who = entry.unit or ""
    if entry.kind == "extension":
        day = f"{day} 批准" if day else ""
    words = [day, who, entry.period or "", entry_text(entry), *entry.evidence]
    return f"{entry.word} #{entry.number}", " ".join(word for word in words if word)


def inside_text(judge: Judge, piece: Piece, units: Sequence[str] | None = None) -> str:
    """Return a step or a period on one line: what, until when, how it stands (for `units`), how many have not reported."""
    status = judge.status(piece, units)
    closed = f"，{status.done}" if status.done else ""
    stands = "，".join(dict.fromkeys((due_text(status, piece.deadline), state_text(status))))
    left = len(status.outstanding)
    rest = f"，未报 {left}/{status.parts} 家" if left and status.parts > 1 else ""
    return f"{piece.what}（{stands}{closed}{rest}）" if piece.kind == "step" else f"{stands}{closed}{rest}"


def limit_text(judge: Judge, match: Match) -> str:
    """Return the time limit in the document's words with the day they set, what it was put off to, what comes next."""
    words, status = match.piece.deadline or "未定时限", match.status
    if status.original_due and status.due != status.original_due:
        own = "" if str(status.original_due) == words else f"（{status.original_due}）"
        return f"{words}{own}，延期到 {status.due}"
    if status.due:
        return words if str(status.due) == words else f"{words}（{status.due}）"
    if status.done:
        return words
    following = next((each for each in judge.periods(match.piece) if each.due >= judge.day), None)
    return f"{words}（下一期 {following.name}，{following.due} 到期）" if following else words


def _units(judge: Judge, piece: Piece) -> str:
    members = judge.members(piece.units)
    names = "、".join(piece.units)
    return f"{names}（共 {len(members)} 家）" if len(members) > len(piece.units) else names


def target_text(judge: Judge, piece: Piece, units: Sequence[str] | None = None) -> str:
    """Return the number that a task asks for, what is reached of it (by `units`), what should be; empty without one."""
    target, pace = piece.task.target, judge.pace(piece.task, units)
    if target is None or pace is None:
        return ""
    what = f"{target.what} " if target.what else ""
    if target.each:
        what += f"每家 {target.count} {target.measure}，"
    stands = "，进度落后" if pace.is_behind else ""
    return f"{what}{pace.reach.words}，时间已过 {pace.elapsed:.0%}，按进度应达 {pace.expected} {pace.reach.measure}{stands}"


def _json(judge: Judge, match: Match) -> JSON:
    """Return a piece with the part of each unit and its entries, a task's with those of its steps."""
    known = match_json(judge, match)
    known["parts"] = [
        {
            "unit": part.unit,
            **status_json(part.status),
            "count": part.reached,
            "progress": [progress_json(entry) for entry in part.progress],
        }
        for part in judge.parts(match.piece)
    ]
    steps = [Piece(match.task, number) for number in range(1, len(match.task.steps) + 1)] if match.piece.is_task else []
    known["entries"] = [entry_json(entry) for piece in (match.piece, *steps) for entry in _entries(judge, piece)]
    return known
