"""list: the tasks that match."""

from gkplan.cli.bare_words import take
from gkplan.cli.bundles import spread
from gkplan.cli.filters import Wanted, find, overdue_parts, show_answer
from gkplan.cli.options import Long, Words
from gkplan.cli.question import Question
from gkplan.outputs import terminal
from gkplan.plan.select import pressing

HELP = """列出任务；直接写的词依次当作单位、章节、状态或要查找的文字。

在终端上按轻重缓急排列，每项一行；写成数据时按原文次序。
写了 --unit 时，状态是该单位自己那一份的，数据也按轻重缓急排列，点名的在前。例如：
  gkplan list 县财政局 未启动
  gkplan list --unit 县财政局
  gkplan list --unit 财政 --direct --format csv
  gkplan list --section 二（一） --status 已逾期 --as-of 2023-10-01
  gkplan list --before 9月底 --format ids"""


@spread
def run(*, words: Words = None, wanted: Wanted, long_: Long = False, question: Question) -> None:
    """List the tasks that match."""
    judge = question.open()
    taken = take(judge, wanted, words)
    wanted = taken.wanted
    # People begin with what presses; for a program the order of the document holds, those that name the unit first.
    is_for_people = terminal.is_for_people(question.format_)
    sort = pressing if is_for_people else "status" if wanted.units else "id"
    answer = find(judge, wanted, sort, *taken.tests, named_first=not is_for_people)
    shown = {match.piece.id for match in answer.matches}
    show_answer(
        judge,
        answer,
        question,
        lambda: [piece for piece in overdue_parts(judge, wanted, *taken.tests) if piece.id not in shown],
        told=taken.told,
        is_long=long_,
    )
