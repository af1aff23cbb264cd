"""stats: rates and arrears, per section and per unit."""

from typing import Annotated

import typer

from gkplan.cli.bundles import spread
from gkplan.cli.comparison import Comparison
from gkplan.cli.options import Units, one_of
from gkplan.cli.question import Question
from gkplan.outputs import terminal
from gkplan.plan.lookup import find_units
from gkplan.views.bar import LEGEND
from gkplan.views.counts import STATS_BY, stats_listing
from gkplan.views.figures import BEHIND, RATES

HELP = f"""统计全县、各章节、各单位的办结率和逾期情况，以及数量落后多少。

进度条里{LEGEND}。各单位按它自己那一份计算。{RATES}。{BEHIND}。例如：
  gkplan stats
  gkplan stats --by unit --format csv
  gkplan stats --unit 各镇街
  gkplan stats --by unit --sort overdue
  gkplan stats --since 2023-09-01 --against 2023-08-31"""


@spread
def run(
    *,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="范围",
            help="all（全部）、section（章节）或 unit（单位）",
            callback=one_of("范围", STATS_BY),
        ),
    ] = "all",
    units: Units = None,
    comparison: Comparison,
    question: Question,
) -> None:
    """Print rates and arrears."""
    judge = question.open()
    # People begin with what is worst; for a program the order of the document holds.
    asked = comparison.read(judge, "overdue" if terminal.is_for_people(question.format_) else "plan")
    question.show(stats_listing(judge, by, find_units(judge.plan, units), asked))
