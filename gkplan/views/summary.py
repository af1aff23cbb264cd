"""One sentence on what a list shows: how many, how they stand, what is overdue beside it. Nothing here knows a format."""

from collections.abc import Sequence

from gkplan.plan.model import Piece
from gkplan.plan.select import Match
from gkplan.plan.status import PRESSING, Judge, State


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
