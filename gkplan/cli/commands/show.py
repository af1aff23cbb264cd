"""show: everything about a task."""

from gkplan.cli.options import AsOf, File, Format, Ids
from gkplan.cli.session import check_format, open_plan
from gkplan.outputs import terminal
from gkplan.plan.lookup import find_items
from gkplan.views.details import detail_listing, detail_page

HELP = """显示任务的全部内容：要求、责任单位、时限、延期、数量要求、步骤和进展。

例如：
  gkplan show 14
  gkplan show 14 46 --format json"""


def run(ids: Ids, format_: Format = None, file: File = None, as_of: AsOf = None) -> None:
    """Show what `ids` name."""
    name = check_format(format_)
    session = open_plan(file, as_of)
    judge, items = session.judge, find_items(session.plan, ids)
    terminal.show(detail_listing(judge, items), name, detail_page(judge, items))
