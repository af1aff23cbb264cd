"""units: what each unit owes."""

from gkplan import terminal
from gkplan.commands.options import AsOf, File, Format
from gkplan.commands.session import check_format, open_plan
from gkplan.tallies import unit_listing

HELP = """列出各单位和统称，以及各自的任务数、办结、逾期情况。

各单位的数目按它自己那一份计算，包括随统称涉及的任务。例如：
  gkplan units
  gkplan units --format csv"""


def run(format_: Format = None, file: File = None, as_of: AsOf = None) -> None:
    """List the units."""
    name = check_format(format_)
    terminal.show(unit_listing(open_plan(file, as_of).judge), name)
