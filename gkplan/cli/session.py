"""What every command that reads begins with: the plan and the day it is asked about."""

import os
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gkplan.cli.days import day_asked
from gkplan.cli.options import AsOf, File, Format
from gkplan.dates.typed import parse_day
from gkplan.errors import RefusedError
from gkplan.outputs import streams
from gkplan.plan.model import Plan
from gkplan.plan.status import Judge
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

    def day_named(self, text: str) -> date:
        """Return the day that a filter names, counted from the day asked about. Raises UsageError."""
        return parse_day(text, self.day, self.plan.year)


class Question(NamedTuple):
    """The options of every command that reads: in which format, of which file, as of which day."""

    format_: Format = None
    file: File = None
    as_of: AsOf = None

    def open(self) -> Session:
        """Read the plan. Raises as open_plan does."""
        return open_plan(self.file, self.as_of)


def open_plan(file: str | None, as_of: str | None) -> Session:
    """Read the plan for a command that only reads; what is wrong with it is told on stderr.

    Raises RefusedError when nothing of it can be read.
    """
    loaded = load(file, os.environ, files.here())
    day = day_asked(as_of, loaded.plan.year)
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


def find_units(plan: Plan, names: Sequence[str] | None) -> tuple[str, ...]:
    """Return the units and groups that `names` mean, each once. Raises NotFoundError."""
    if not names:
        return ()
    from gkplan.plan.lookup import find_unit

    return tuple(dict.fromkeys(find_unit(plan, name) for name in names))
