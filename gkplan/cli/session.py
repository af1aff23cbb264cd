"""What every command begins with: the plan, the day, and options turned into what they mean."""

import os
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gkplan.dates.typed import parse_day
from gkplan.errors import RefusedError, UsageError
from gkplan.outputs import registry, streams
from gkplan.plan.model import Plan
from gkplan.plan.select import SORTS, Filter
from gkplan.plan.status import Judge, State
from gkplan.store import files
from gkplan.store.load import Loaded, load


class Session(NamedTuple):
    """A plan that was read and the day it is asked about."""

    loaded: Loaded
    day: date

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.loaded.plan

    @property
    def judge(self) -> Judge:
        """A judge for the day."""
        return Judge(self.plan, self.day)


def open_plan(file: str | None, as_of: str | None) -> Session:
    """Read the plan for a command that only reads; what is wrong with it is told on stderr.

    Raises RefusedError when nothing of it can be read.
    """
    loaded = load(file, os.environ, files.here())
    day = find_day(as_of, loaded.plan.year)
    errors = [problem for problem in loaded.problems if not problem.is_warning]
    if errors and not loaded.plan.tasks:
        first = errors[0]
        more = f"（共 {len(errors)} 处，运行 gkplan check 查看全部）" if len(errors) > 1 else ""
        raise RefusedError(f"{loaded.path}:{first.at.line}:{first.at.column}: {first.message}{more}")
    if loaded.is_builtin:
        streams.say("提示：没有找到方案文件，用的是软件自带的 2023 年方案（只读）；运行 gkplan init 可生成自己的一份")
    if errors:
        first = errors[0]
        streams.say(
            f"注意：{loaded.path}:{first.at.line}:{first.at.column}: {first.message}；"
            f"文件共有 {len(errors)} 处问题，结果可能不全，运行 gkplan check 查看"
        )
    return Session(loaded=loaded, day=day)


def find_day(as_of: str | None, year: int | None) -> date:
    """Return the day that --as-of, else GKPLAN_TODAY, else the clock says. Raises UsageError."""
    named = as_of or os.environ.get("GKPLAN_TODAY")
    return parse_day(named, date.today(), year) if named else date.today()


def find_given_day(text: str, year: int | None) -> date:
    """Return the day that an option names. Raises UsageError."""
    return parse_day(text, find_day(None, year), year)


def find_units(plan: Plan, names: Sequence[str] | None) -> tuple[str, ...]:
    """Return the units and groups that `names` mean, each once. Raises NotFoundError."""
    from gkplan.plan.lookup import find_unit

    return tuple(dict.fromkeys(find_unit(plan, each) for each in names or ()))


def make_filter(
    session: Session,
    *,
    units: Sequence[str] | None = None,
    direct: bool = False,
    section: str | None = None,
    before: str | None = None,
    after: str | None = None,
    statuses: Sequence[str] | None = None,
    search: str | None = None,
) -> Filter:
    """Return what the options of a listing mean in this plan. Raises NotFoundError or UsageError."""
    from gkplan.plan.sections import find_sections

    plan, day = session.plan, session.day
    return Filter(
        units=find_units(plan, units),
        direct=direct,
        sections=find_sections(plan, section) if section else None,
        before=parse_day(before, day, plan.year) if before else None,
        after=parse_day(after, day, plan.year) if after else None,
        states=tuple(find_state(each) for each in statuses) if statuses else None,
        search=search,
    )


def find_state(text: str) -> State:
    """Return the state that a Chinese or English word names. Raises UsageError."""
    wanted = text.strip().lower().replace("-", "_")
    for state in State:
        if wanted in {state.value, state.word, state.word.removeprefix("已")}:
            return state
    raise UsageError(f"没有状态「{text}」；可写{'、'.join(f'{state.word}（{state.value}）' for state in State)}")


def check_format(name: str | None) -> str | None:
    """Return `name` if it is a format. Raises UsageError."""
    if name is None or name in registry.format_names():
        return name
    raise UsageError(f"没有格式「{name}」；可写 {'、'.join(registry.format_names())}")


def check_sort(name: str) -> str:
    """Return `name` if it is an order. Raises UsageError."""
    if name in SORTS:
        return name
    raise UsageError(f"没有次序「{name}」；可写 {'、'.join(SORTS)}")
