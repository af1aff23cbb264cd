"""sections: where each section stands."""

from gkplan.cli.options import AsOf, File, Format, Units
from gkplan.cli.session import check_format, find_units, open_plan
from gkplan.outputs import terminal
from gkplan.views.counts import section_listing

HELP = """列出各章节，以及各自的任务数、办结、逾期情况；写 --unit 时只算该单位的那一份。

例如：
  gkplan sections
  gkplan sections --as-of 2023-10-01 --format md"""


def run(units: Units = None, format_: Format = None, file: File = None, as_of: AsOf = None) -> None:
    """List the sections."""
    name = check_format(format_)
    session = open_plan(file, as_of)
    terminal.show(section_listing(session.judge, find_units(session.plan, units)), name)
