"""Tasks, steps and periods → a listing, and the words for how they stand. Nothing here knows a format or a width."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from gkplan.plan.model import Piece
from gkplan.plan.select import Match
from gkplan.plan.status import PRESSING, Judge, State, Status
from gkplan.text.folding import measure
from gkplan.text.gist import clip, clip_names
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
    fit=lambda match, width: clip(match.piece.what, max(width, LEAST)),
)
_VIA: Column[Match] = Column(
    "点名或统称", lambda match: match.via or "点名", weight=1, fit=lambda match, _: "统称" if match.via else "点名"
)


def state_column(judge: Judge, units: Sequence[str] = ()) -> Column[Match]:
    """Return the state for people, in brackets what of a number is reached and what inside the task is overdue.

    `units` as for task_listing.
    """

    def text(match: Match) -> str:
        told = (_begun(match), _reached(judge, match, units), _late_text(match.late))
        words = "，".join(words for words in told if words)
        return state_text(match.status) + (f"（{words}）" if words else "")

    def fit(match: Match, width: int) -> str:
        state = state_text(match.status)
        if match.status.state is State.OVERDUE:
            return _fullest(width, text(match), state, state.removeprefix("已").replace(" ", ""))
        late = _late_tag(match.late)
        pace = _pace(judge, match, units)
        behind = "落后" if pace and pace.is_behind else ""
        short = "·".join(each for each in (state.partition("，")[0], _begun(match), late, behind) if each)
        return _fullest(width, text(match), state if short == state else short, late)

    return Column("状态", text, reader="people", state=lambda match: match.status.state, fit=fit)


def due_column(judge: Judge) -> Column[Match]:
    """Return the due date for people: without the year, where it is the plan's, if there is little room."""

    def text(match: Match) -> str:
        return due_text(match.status, match.piece.deadline)

    def fit(match: Match, width: int) -> str:
        due = match.status.due
        if due is None:
            following = next((each.due for each in judge.periods(match.piece) if each.due >= judge.day), None)
            told = [f"下期 {following}", f"下期{following:%m-%d}"] if following else [clip(text(match), max(width, 10))]
            return _fullest(width, text(match), *told)
        sign = "延至" if _original(match.status) else ""
        short = f"{due:%m-%d}" if due.year == judge.plan.year else due.isoformat()
        return _fullest(width, text(match), f"{sign}{due}", sign + short, short)

    return Column("完成时限", text, reader="people", fit=fit)


def unit_column(judge: Judge, *, names_owing: bool = False, is_told: bool = False) -> Column[Match]:
    """Return the units for people, and of several how many have finished, or with `names_owing` which have not.

    `is_told`: there is one unit in question, and it is known which; one line has no room to say it again.
    """
    shortest = {unit.name: min(unit.name, *unit.aliases, key=measure) for unit in judge.plan.units if unit.aliases}

    def text(match: Match) -> str:
        owing = _owing(match) if names_owing else ()
        if not owing:
            return _names(match) + _finished(match)
        # As long as all of them owe it, the document's own words name them.
        names = f"：{'、'.join(owing)}" if len(owing) < match.status.parts else ""
        return f"{_names(match)}（欠 {len(owing)} 家{names}）"

    def fit(match: Match, width: int) -> str:
        names = match.piece.units
        if is_told:
            return ""
        if names_owing and (owing := _owing(match)):
            some = names if len(owing) == match.status.parts else owing
            head = f"欠{len(owing)}："
            return _fullest(width, head + clip_names(some, width - measure(head)), f"欠{len(owing)}家")
        count = _count_of_parts(match)
        tail = f" {count}" if count else ""
        alias = shortest.get(names[0], "") if len(names) == 1 else ""
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
        *([_VIA] if units else []),
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
    # What recurs is finished period by period.
    is_series = match.piece.period is None and match.status.due is None
    return match.status.parts > 1 and match.status.state is not State.DONE and not is_series


def _owing(match: Match) -> tuple[str, ...]:
    return match.status.outstanding if _is_joint(match) else ()


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


def summarise(judge: Judge, units: Sequence[str], matches: Sequence[Match], late: Sequence[Piece] = ()) -> str:
    """Return one sentence on what matches: how many, how many named and how many by group, how they stand.

    `late` are steps and periods that are overdue and are not among `matches`.
    """
    day = f"（截至 {judge.day}）"
    if not matches:
        return f"没有符合条件的任务{_late(late)}{day}"
    parts = [f"共 {_count(matches)}"]
    if units:
        named = [match for match in matches if match.via is None]
        grouped = [match for match in matches if match.via is not None]
        groups = {group.name: group.members for group in judge.plan.groups}
        names = [
            f"{name}（{len(groups[name])} 家：{'、'.join(groups[name])}）" if name in groups else name for name in units
        ]
        parts = [
            f"{'、'.join(names)}：共 {_count(matches)}",
            f"点名 {_count(named) or '0 项'}，随统称 {_count(grouped) or '0 项'}",
        ]
    states = [(state, [match for match in matches if match.status.state is state]) for state in State]
    parts += ["，".join(_state_count(state, some) for state, some in states if some)]
    return "；".join(parts) + _late(late) + day


def _late(late: Sequence[Piece]) -> str:
    """Return how many steps and periods are overdue beside the tasks that are listed."""
    from gkplan.views.amounts import how_many

    return f"；另有 {how_many(late)}已逾期，见 gkplan overdue" if late else ""


def _count(matches: Sequence[Match]) -> str:
    # Only people are told, and every import is felt.
    from gkplan.views.amounts import how_many

    return how_many(match.piece for match in matches)


def _state_count(state: State, matches: Sequence[Match]) -> str:
    """Return how many are in a state, and of those that press how many were not begun."""
    kinds = {match.piece.kind for match in matches}
    idle = [match for match in matches if not match.status.is_started] if state in PRESSING else []
    if kinds == {"task"}:
        return f"{state.word} {len(matches)}" + (f"（其中未启动 {len(idle)}）" if idle else "")
    return f"{state.word} {_count(matches)}" + (f"（其中未启动 {_count(idle)}）" if idle else "")
