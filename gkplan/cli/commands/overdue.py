"""overdue: what is past due, worst first."""

from typing import Annotated

import typer

from gkplan.cli.bare_words import take
from gkplan.cli.bundles import spread
from gkplan.cli.filters import Wanted, find, show_answer
from gkplan.cli.options import Long, Words
from gkplan.cli.question import Question
from gkplan.errors import ExitCode
from gkplan.plan.select import is_in
from gkplan.plan.status import State

HELP = """列出已逾期的任务、步骤和各期，逾期最久的在前。

步骤和各期单独成行，序号写作 46.1、38@2023Q1。例如：
  gkplan overdue
  gkplan overdue 各镇街
  gkplan overdue --as-of 2023-10-01
  gkplan overdue --unit 县司法局 --format ids"""


@spread
def run(
    *,
    words: Words = None,
    wanted: Wanted,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="有逾期的就以退出码 1 结束，供脚本判断")] = False,
    long_: Long = False,
    question: Question,
) -> ExitCode:
    """List what is past due; say so with the exit code when asked to."""
    judge = question.open()
    taken = take(judge, wanted, words)
    answer = find(judge, taken.wanted, "overdue", is_in(State.OVERDUE), *taken.tests, with_parts=True)
    show_answer(judge, answer, question, told=taken.told, is_long=long_, names_owing=True)
    return ExitCode.UNSETTLED if exit_code and answer.matches else ExitCode.DONE
