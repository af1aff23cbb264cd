"""show: everything about a task."""

from gkplan.cli.bundles import spread
from gkplan.cli.options import Ids
from gkplan.cli.question import Question
from gkplan.plan.lookup import find_pieces
from gkplan.views.details import detail_listing, detail_page

HELP = """显示任务的全部内容：要求、责任单位、时限、延期、数量要求、步骤和进展。

例如：
  gkplan show 14
  gkplan show 14 46 --format json"""


@spread
def run(ids: Ids, question: Question) -> None:
    """Show what `ids` name."""
    judge = question.open()
    pieces = find_pieces(judge.plan, ids)
    question.show(detail_listing(judge, pieces), detail_page(judge, pieces))
