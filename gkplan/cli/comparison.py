"""The options of stats and units: the order of the rows, and two days to compare with."""

from typing import Annotated, NamedTuple

import typer

from gkplan.cli.options import one_of
from gkplan.dates.typed import parse_day, parse_start
from gkplan.errors import UsageError
from gkplan.plan.status import Judge
from gkplan.views.figures import SORTS, Compared


class Comparison(NamedTuple):
    """What was asked for, as typed."""

    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar="次序",
            help="plan（原文次序）、overdue（逾期多的在前）、days（逾期久的在前）、rate（办结率低的在前）或 done（办结多的在前）",
            callback=one_of("次序", SORTS),
        ),
    ] = None
    since: Annotated[str | None, typer.Option("--since", metavar="日期", help="另外列出从这一天（含当天）起办结的")] = (
        None
    )
    against: Annotated[str | None, typer.Option("--against", metavar="日期", help="与较早的这一天相比，增减多少")] = (
        None
    )

    def read(self, judge: Judge, sort: str = "plan") -> Compared:
        """Return what was asked for, as values; `sort` is the order if none was.

        Raises UsageError for what is no day, or a day that is no earlier one.
        """
        days = []
        for name, text, parse in (("--since", self.since, parse_start), ("--against", self.against, parse_day)):
            day = parse(text, judge.day, judge.plan.year) if text else None
            if day and day > judge.day:
                raise UsageError(f"{name} 的 {day} 晚于所问的 {judge.day}，请写更早的日期")
            days.append(day)
        return Compared(self.sort or sort, *days)
