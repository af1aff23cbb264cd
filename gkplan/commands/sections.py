"""sections: where each section stands."""

from gkplan import terminal
from gkplan.commands.options import AsOf, File, Format
from gkplan.commands.session import check_format, open_plan
from gkplan.tallies import section_listing

HELP = """列出各章节，以及各自的任务数、办结、逾期情况。

例如：
  gkplan sections
  gkplan sections --as-of 2023-10-01 --format md"""


def run(format_: Format = None, file: File = None, as_of: AsOf = None) -> None:
    """List the sections."""
    name = check_format(format_)
    terminal.show(section_listing(open_plan(file, as_of).judge), name)
