"""units: what each unit owes."""

from gkplan.cli.bundles import spread
from gkplan.cli.comparison import Comparison
from gkplan.cli.options import Units
from gkplan.cli.question import Question
from gkplan.plan.lookup import find_units
from gkplan.views.counts import unit_listing

HELP = """列出各单位和统称，以及各自的任务数、办结、逾期情况。

各单位的数目按它自己那一份计算，包括随统称涉及的任务；写统称时列出它的各个成员。例如：
  gkplan units
  gkplan units --unit 各镇街
  gkplan units --sort overdue
  gkplan units --since 2023-09-01 --against 2023-08-31 --format csv"""


@spread
def run(*, units: Units = None, comparison: Comparison, question: Question) -> None:
    """List the units."""
    judge = question.open()
    question.show(unit_listing(judge, find_units(judge.plan, units), comparison.read(judge)))
