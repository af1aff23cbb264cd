"""The options that narrow list, overdue and due, each with what it lets through. To add one, add it here.

A filter is a field of Wanted, which is its option, and an entry of _TESTS, which makes of a value that was given the test
that a match must pass.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any, NamedTuple

import typer

from gkplan.cli.options import Section, Units, one_of
from gkplan.cli.question import Question
from gkplan.dates.typed import parse_day, parse_start
from gkplan.errors import UsageError
from gkplan.outputs import streams, terminal
from gkplan.plan.model import Piece
from gkplan.plan.select import SORTS, Match, Order, Test, in_order, is_due, is_in, select
from gkplan.plan.status import Judge, State
from gkplan.views.summary import summarise
from gkplan.views.tasks import task_listing


class Wanted(NamedTuple):
    """What was asked for, as typed. `units` and `direct` decide whose part is judged; `sort` orders the answer."""

    units: Units = None
    direct: Annotated[bool, typer.Option("--direct", help="只要点名的，不要随统称（如各镇街）涉及的")] = False
    section: Section = None
    before: Annotated[str | None, typer.Option("--before", metavar="日期", help="完成时限不晚于这一天（含当天）")] = (
        None
    )
    after: Annotated[str | None, typer.Option("--after", metavar="日期", help="完成时限不早于这一天（含当天）")] = None
    statuses: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="状态",
            help="已逾期、临期（快到期，通常 30 天内）、推进中、未启动、未定时限、长期、已办结，或 overdue 等英文名",
        ),
    ] = None
    search: Annotated[
        str | None, typer.Option("--search", metavar="文字", help="要求、单位、标题、进展、佐证材料中含有的文字")
    ] = None
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar="次序",
            help="id（原文次序）、due（时限）、status（轻重缓急）、unit 或 overdue（逾期天数）",
            callback=one_of("次序", SORTS),
        ),
    ] = None


class Answer(NamedTuple):
    """The matches in order, and the units and groups that were asked about, by their names in the plan."""

    matches: tuple[Match, ...]
    units: tuple[str, ...]


def find(
    judge: Judge, wanted: Wanted, sort: str | Order, *tests: Test, with_parts: bool = False, named_first: bool = False
) -> Answer:
    """Return what passes the filters of `wanted` and `tests`, ordered by `sort` unless another order was asked for.

    `named_first`, too unless another order was asked for, puts what names a unit before what means it by a group.

    Raises NotFoundError or UsageError for a value that means nothing in this plan.
    """
    units: tuple[str, ...] = ()
    if wanted.units:
        from gkplan.plan.lookup import find_units

        units = find_units(judge.plan, wanted.units)
    asked = [make(judge, value) for name, make in _TESTS.items() if (value := getattr(wanted, name))]
    matches = select(judge, *asked, *tests, units=units, direct=wanted.direct, with_parts=with_parts)
    return Answer(in_order(matches, wanted.sort or sort, named_first=named_first and wanted.sort is None), units)


def show_answer(
    judge: Judge,
    answer: Answer,
    question: Question,
    late: Callable[[], Sequence[Piece]] = tuple,
    *,
    told: str = "",
    is_long: bool = False,
    names_owing: bool = False,
) -> None:
    """Print what was found, with a sentence on it where people read; `late` gives the overdue that are not among it.

    `told` is how words were taken, `is_long` as for terminal.show, `names_owing` as for task_listing.
    """
    matches, units = answer

    def summary() -> str:
        return "；".join(each for each in (told, summarise(judge, units, matches, late())) if each)

    if told and not terminal.is_for_people(question.format_):
        streams.say(told)
    listing = task_listing(judge, matches, units=units, names_owing=names_owing, summary=summary)
    question.show(listing, is_long=is_long)


def overdue_parts(judge: Judge, wanted: Wanted, *tests: Test) -> tuple[Piece, ...]:
    """Return the steps and periods that are overdue where `wanted` and `tests` look, whatever state or day is asked for."""
    anywhere = wanted._replace(statuses=None, before=None, after=None, sort="id")
    late = find(judge, anywhere, "id", is_in(State.OVERDUE), *tests, with_parts=True).matches
    return tuple(match.piece for match in late if not match.piece.is_task)


def _in_section(judge: Judge, text: str) -> Test:
    from gkplan.plan.sections import find_sections

    keys = find_sections(judge.plan, text)
    return lambda match: match.task.section in keys


def read_state(text: str) -> Test | None:
    """Return what lets through the state that a Chinese or English word names, None for any other word."""
    wanted = text.strip().lower().replace("-", "_")
    state = next((each for each in State if wanted in {each.value, each.word, each.word.removeprefix("已")}), None)
    return is_in(state) if state else _FINER.get(wanted)


def named_state(text: str) -> str:
    """Return what the screens call the state that `text` names."""
    wanted = text.strip().lower().replace("-", "_")
    known = (each.word for each in State if wanted in {each.value, each.word, each.word.removeprefix("已")})
    return next(known, text.strip())


_FINER: dict[str, Test] = {
    "按期办结": lambda match: match.status.state is State.DONE and not match.status.is_late,
    "逾期办结": lambda match: match.status.state is State.DONE and match.status.is_late,
    "已达标": lambda match: match.status.is_reached,
    "已达标，待办结": lambda match: match.status.is_reached,
    "待办结": lambda match: match.status.is_reached,
    "快到期": is_in(State.DUE_SOON),
    "即将到期": is_in(State.DUE_SOON),
    "未办结": is_in(*(state for state in State if state is not State.DONE)),
}
"""What else the screens call a state, or a person does."""


def _state(text: str) -> Test:
    if test := read_state(text):
        return test
    raise UsageError(f"没有状态「{text}」；可写{'、'.join(f'{state.word}（{state.value}）' for state in State)}")


def _any_of(tests: Sequence[Test]) -> Test:
    return lambda match: any(test(match) for test in tests)


def _day(judge: Judge, text: str) -> date:
    return parse_day(text, judge.day, judge.plan.year)


def says(judge: Judge, text: str) -> Test:
    """Let through what says `text` in its requirement, units, headings, limit, notes or evidence."""
    from gkplan.plan.sections import headings

    words = text.casefold()

    def test(match: Match) -> bool:
        task = match.task
        texts = [match.piece.id, match.piece.what, task.requirement, match.piece.deadline or "", *match.piece.units]
        texts += headings(judge.plan, task.section)
        for entry in (*task.progress, *(entry for step in task.steps for entry in step.progress)):
            texts += (each for each in (entry.note, entry.returned, *entry.evidence) if each)
        return any(words in text.casefold() for text in texts)

    return test


_TESTS: dict[str, Callable[[Judge, Any], Test]] = {
    "section": _in_section,
    "before": lambda judge, text: is_due(last=_day(judge, text)),
    "after": lambda judge, text: is_due(first=parse_start(text, judge.day, judge.plan.year)),
    "statuses": lambda _, words: _any_of([_state(word) for word in words]),
    "search": says,
}
