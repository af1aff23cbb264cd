"""stats: rates and arrears, per section and per unit."""

from typing import Annotated

import typer

from gkplan.cli.options import AsOf, File, Format, Units
from gkplan.cli.session import check_format, find_units, open_plan
from gkplan.errors import UsageError
from gkplan.outputs import terminal
from gkplan.views.counts import STATS_BY, stats_listing

HELP = """统计全县、各章节、各单位的办结率和逾期情况，以及落后多少。

进度条里 █ 是已办结，▓ 是已逾期，- 是其余。各单位按它自己那一份计算。例如：
  gkplan stats
  gkplan stats --by unit --format csv
  gkplan stats --unit 各镇街"""


def run(
    by: Annotated[
        str, typer.Option("--by", metavar="范围", help="all（全部）、section（章节）或 unit（单位）")
    ] = "all",
    units: Units = None,
    format_: Format = None,
    file: File = None,
    as_of: AsOf = None,
) -> None:
    """Print rates and arrears."""
    if by not in STATS_BY:
        raise UsageError(f"没有范围「{by}」；可写 {'、'.join(STATS_BY)}")
    name = check_format(format_)
    session = open_plan(file, as_of)
    terminal.show(stats_listing(session.judge, by, find_units(session.plan, units)), name)
