"""due: what is coming up."""

from typing import Annotated

import typer

from gkplan.cli.bare_words import take
from gkplan.cli.bundles import spread
from gkplan.cli.filters import Wanted, find, show_answer
from gkplan.cli.options import Long, Words
from gkplan.cli.question import Question
from gkplan.dates.typed import later, parse_span
from gkplan.plan.select import is_due, is_in
from gkplan.plan.status import State

HELP = """列出快到期的任务、步骤和各期，先到期的在前。

不写 --within 时，天数取方案里的 due_soon_days（通常是 30 天）。例如：
  gkplan due
  gkplan due --within 2w --unit 县司法局
  gkplan due --within 90d --as-of 2023-06-01"""


_OPEN = is_in(*(state for state in State if state is not State.DONE))


@spread
def run(
    *,
    words: Words = None,
    within: Annotated[
        str | None, typer.Option("--within", metavar="天数", help="多少天内到期，如 30d、2w、两周")
    ] = None,
    wanted: Wanted,
    long_: Long = False,
    question: Question,
) -> None:
    """List what is coming up."""
    judge = question.open()
    days = parse_span(within) if within else judge.plan.due_soon_days
    window = is_due(judge.day, later(judge.day, days))
    taken = take(judge, wanted, words)
    answer = find(judge, taken.wanted, "due", _OPEN, window, *taken.tests, with_parts=True)
    show_answer(judge, answer, question, told=taken.told, is_long=long_)
