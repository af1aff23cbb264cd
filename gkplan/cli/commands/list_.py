"""list: the tasks that match."""

from gkplan.cli.bundles import spread
from gkplan.cli.filters import Wanted, find, overdue_parts, show_answer
from gkplan.cli.question import Question

HELP = """列出任务，可按单位、章节、时限、状态、文字筛选。

写了 --unit 时，点名的任务在前，随统称涉及的在后，各按轻重缓急排列，状态是该单位自己那一份的。例如：
  gkplan list --unit 县财政局
  gkplan list --unit 财政 --direct --format csv
  gkplan list --section 二（一） --status 已逾期 --as-of 2023-10-01
  gkplan list --before 9月底 --format ids"""


@spread
def run(wanted: Wanted, question: Question) -> None:
    """List the tasks that match."""
    judge = question.open()
    answer = find(judge, wanted, "status" if wanted.units else "id")
    shown = {match.piece.id for match in answer.matches}
    show_answer(
        judge,
        answer,
        question.format_,
        lambda: [piece for piece in overdue_parts(judge, wanted) if piece.id not in shown],
    )
