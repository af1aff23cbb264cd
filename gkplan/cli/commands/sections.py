"""sections: where each section stands."""

from gkplan.cli.bundles import spread
from gkplan.cli.options import Units
from gkplan.cli.question import Question
from gkplan.plan.lookup import find_units
from gkplan.views.counts import section_listing

HELP = """列出各章节，以及各自的任务数、办结、逾期情况；写 --unit 时只算该单位的那一份。

例如：
  gkplan sections
  gkplan sections --as-of 2023-10-01 --format md"""


@spread
def run(*, units: Units = None, question: Question) -> None:
    """List the sections."""
    judge = question.open()
    question.show(section_listing(judge, find_units(judge.plan, units)))
