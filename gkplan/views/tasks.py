"""Tasks, steps and periods → a listing, and the words for how they stand. Nothing here knows a format or a width."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from gkplan.plan.model import Piece
from gkplan.plan.select import Match
from gkplan.plan.status import Judge, State, Status
from gkplan.text.folding import measure
from gkplan.text.gist import clip, clip_names
from gkplan.text.inert import inert
from gkplan.views.listing import Column, Listing

if TYPE_CHECKING:
    from gkplan.plan.pace import Pace
    from gkplan.views.json import JSON

LEAST = 39
"""Columns of a requirement that is shortened: twenty characters, the last of them the ellipsis."""

ID: Column[Match] = Column("序号", lambda match: match.piece.id, is_name=True)
WHAT: Column[Match] = Column(
    "具体要求",
    lambda match: match.piece.what,
    weight=5,
    fit=lambda match, width: clip(inert(match.piece.what), max(width, LEAST)),
)
_VIA: tuple[Column[Match], ...] = (
    Column(
        "统称或点名",
        lambda match: match.via or "点名",
        weight=1,
        reader="people",
        fit=lambda match, _: "统称" if match.via else "点名",
    ),
    Column("点名或统称", lambda match: match.via or "点名", reader="data"),
)


def state_column(judge: Judge, units: Sequence[str] = ()) -> Column[Match]:
    """Return the state for people, in brackets what of a number is reached and what inside the task is overdue.

    `units` as for task_listing.
    """

    def text(match: Match) -> str:
        told = (_begun(match), _reached(judge, match, units), _late_text(match.late))
        words = "，".join(words for words in told if words)
        return state_text(match.status) + (f"（{words}）" if words else "")

    def whole(match: Match) -> str:
        # What is overdue presses whatever else there is to say; what each unit reached is said of the units.
        told = match.status.state is State.OVERDUE and (not match.task.target or match.task.target.each or match.late)
        return state_text(match.status) if told else text(match)

    def tagged(match: Match, most: int = 3) -> str:
        state = state_text(match.status)
        pace = _pace(judge, match, units)
        tags = [_late_tag(match.late), "落后" if pace and pace.is_behind else "", _begun(match)]
        kept = [tag for tag in tags if tag][:most]
        return state if match.status.state is State.OVERDUE else "·".join([state.partition("，")[0], *kept])

    def bare(match: Match) -> str:
        is_overdue = match.status.state is State.OVERDUE
        return state_text(match.status).removeprefix("已").replace(" ", "") if is_overdue else tagged(match, 1)

    return Column("状态", text, reader="people", state=lambda match: match.status.state, fit=(whole, tagged, bare))


def due_column(judge: Judge) -> Column[Match]:
    """Return the due date for people: without the year, where it is the one asked about, if there is little room."""

    def text(match: Match) -> str:
        return due_text(match.status, match.piece.deadline)

    def told(match: Match, *, has_sign: bool = True, has_year: bool = True) -> str:
        due, sign = match.status.due, "延至" if _original(match.status) else ""
        if due is None and match.status.state is not State.DONE:
            due = next((each.due for each in judge.periods(match.piece) if each.due >= judge.day), None)
            sign = "下期"
        if due is None:
            # Its words are for --long and show; the state says what there is to know.
            return text(match) if measure(text(match)) <= 10 else "无日期"
        return (sign if has_sign else "") + (
            due.isoformat() if has_year or due.year != judge.day.year else f"{due:%m-%d}"
        )

    steps = (
        text,
        told,
        lambda match: told(match, has_year=False),
        lambda match: told(match, has_sign=False, has_year=False),
    )
    return Column("完成时限", text, reader="people", fit=steps)


def unit_column(judge: Judge, *, names_owing: bool = False, is_told: bool = False) -> Column[Match]:
    """Return the units for people, and of several how many have finished, or with `names_owing` which have not.

    `is_told`: there is one unit in question, and it is known which; one line has no room to say it again.
    """
    shortest = {unit.name: min(unit.name, *unit.aliases, key=measure) for unit in judge.plan.units if unit.aliases}

    def text(match: Match) -> str:
        owing = _owing(judge, match) if names_owing else ()
        if not owing:
            return _names(match) + _finished(match)
        # As long as all of them owe it, the document's own words name them.
        names = f"：{'、'.join(owing)}" if len(owing) < match.status.parts else ""
        return f"{_names(match)}（欠 {len(owing)} 家{names}）"

    def fit(match: Match, width: int) -> str:
        names = match.piece.units
        if is_told:
            return ""
        if names_owing and (owing := _owing(judge, match)):
            head = f"欠{len(owing)}："
            words = head + _names(match) if len(owing) == match.status.parts else ""
            return _fullest(width, words, head + clip_names(owing, width - measure(head)), f"欠{len(owing)}家")
        count = _count_of_parts(match)
        tail = f" {count}" if count else ""
        # What is finished or has no end tells no count of parts, but how many they are.
        alias = shortest.get(names[0], "") if len(names) == 1 else ""
        alias = alias or (f"{match.status.parts}家" if match.status.parts > 1 else "")
        return _fullest(width, clip_names(names, width - measure(tail)) + tail, f"{count}家" if count else alias)

    return Column("责任单位", text, weight=2, reader="people", fit=fit)


def _fullest(width: int, *wordings: str) -> str:
    """Return the first of `wordings` that takes at most `width` columns, else the last that says something."""
    told = [each for each in wordings if each]
    return next((each for each in told if measure(each) <= width), told[-1] if told else "")


def task_columns(judge: Judge, units: Sequence[str] = (), *, names_owing: bool = False) -> tuple[Column[Match], ...]:
    """Return the columns of tasks, steps and periods; `units` and `names_owing` as for task_listing."""
    return (
        ID,
        state_column(judge, units),
        Column("状态", lambda match: match.status.word, reader="data"),
        Column("逾期天数", lambda match: str(match.status.days_overdue), is_number=True, reader="data"),
        due_column(judge),
        Column("完成时限", lambda match: _limit(match.status, match.piece.deadline), reader="data"),
        *(_VIA if units else ()),
        unit_column(judge, names_owing=names_owing, is_told=len(judge.members(units)) == 1),
        Column("责任单位", _names, reader="data"),
        WHAT,
        Column("原时限", lambda match: _original(match.status), reader="data"),
        Column("数量进度", lambda match: _reached(judge, match, units), reader="data"),
        Column("未办结单位", lambda match: "、".join(match.status.outstanding), reader="data"),
        Column(
            "逾期的步骤和期",
            lambda match: "、".join(piece.id for piece in match.late),
            reader="data",
        ),
        Column("有无进展", lambda match: "有" if match.status.is_started else "无", reader="data"),
    )


def task_listing(
    judge: Judge,
    matches: Sequence[Match],
    *,
    units: Sequence[str] = (),
    names_owing: bool = False,
    summary: "str | Callable[[], str]" = "",
) -> Listing[Match]:
    """Return the listing of tasks, steps and periods.

    With `units` (those asked about), their part of a target counts, and each row tells whether it names them or means
    them by a group. With `names_owing` people are told which of several units have not reported.
    """
    return Listing(
        columns=task_columns(judge, units, names_owing=names_owing),
        subjects=matches,
        document=lambda: _document(judge, matches, shows_via=bool(units)),
        summary=summary,
    )


def _document(judge: Judge, matches: Sequence[Match], *, shows_via: bool) -> "JSON":
    from gkplan.views.json import document, match_json

    return document(judge, tasks=[match_json(judge, match, shows_via=shows_via) for match in matches])


def _begun(match: Match) -> str:
    """Return whether anything was done yet about what falls due soon."""
    return "" if match.status.state is not State.DUE_SOON else "已启动" if match.status.is_started else "未启动"


def _late_text(late: Sequence[Piece]) -> str:
    steps = sum(piece.kind == "step" for piece in late)
    parts = (f"步骤逾期 {steps}" if steps else "", f"欠 {len(late) - steps} 期" if len(late) > steps else "")
    return "，".join(part for part in parts if part)


def _late_tag(late: Sequence[Piece]) -> str:
    """Return the same in as few signs as can be."""
    steps = sum(piece.kind == "step" for piece in late)
    return (f"逾期{steps}步" if steps else "") + (f"欠{len(late) - steps}期" if len(late) > steps else "")


def _names(match: Match) -> str:
    return "、".join(match.piece.units)


def _is_joint(match: Match) -> bool:
    # What recurs is finished period by period, what has no end never.
    return match.status.parts > 1 and match.status.state not in {State.DONE, State.ONGOING}


def _owing(judge: Judge, match: Match) -> tuple[str, ...]:
    """Return which of several units are overdue: not those with more time, nor those whose number is reached."""
    if not _is_joint(match):
        return ()
    owing = match.status.outstanding
    target = match.task.target
    if any(each.unit for each in match.piece.duty.extensions) or (target and target.each):
        owing = tuple(unit for unit in owing if judge.status(match.piece, (unit,)).state is State.OVERDUE)
    return owing or match.status.outstanding


def _count_of_parts(match: Match) -> str:
    """Return how many of several units have finished: 8/32."""
    status = match.status
    return f"{status.parts - len(status.outstanding)}/{status.parts}" if _is_joint(match) else ""


def _finished(match: Match) -> str:
    """Return the same in words, while some have and some have not."""
    has_both = 0 < len(match.status.outstanding) < match.status.parts
    return f"（已办结 {count} 家）" if has_both and (count := _count_of_parts(match)) else ""


def _reached(judge: Judge, match: Match, units: Sequence[str]) -> str:
    """Return what is reached of the number that an open task asks for, and whether that is behind."""
    pace = _pace(judge, match, units)
    return f"{pace.reach.words}{'，落后' if pace.is_behind else ''}" if pace else ""


def _pace(judge: Judge, match: Match, units: Sequence[str]) -> "Pace | None":
    if not match.task.target or not match.piece.is_task or match.status.state is State.DONE:
        return None
    return judge.pace(match.task, units or None)


def state_text(status: Status) -> str:
    """Return the state for people: 已逾期 3 天, 按期办结, 临期."""
    return f"{status.word} {status.days_overdue} 天" if status.days_overdue else status.word


def due_text(status: Status, words: str | None) -> str:
    """Return the due date, or the document's words where there is none; an extended one with the original."""
    original = _original(status)
    return _limit(status, words) + (f"（原 {original}）" if original and status.due else "")


def _limit(status: Status, words: str | None) -> str:
    return status.due.isoformat() if status.due else words or "未定时限"


def _original(status: Status) -> str:
    """Return the original due date where it is another."""
    return status.original_due.isoformat() if status.original_due and status.original_due != status.due else ""
