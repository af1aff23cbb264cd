"""remind: texts to send to the units that owe something."""

from typing import Annotated

import typer

from gkplan.cli.options import AsOf, File, Units, one_of
from gkplan.cli.question import Question
from gkplan.outputs import terminal
from gkplan.plan.lookup import find_units
from gkplan.views.reminders import find_reminders, reminder_json

HELP = """给每个有逾期或临期任务的单位写一段催办的话，可直接粘贴发送。

例如：
  gkplan remind
  gkplan remind --unit 县司法局 --unit 各镇街"""


def run(
    units: Units = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="格式", help="text 或 json", callback=one_of("格式", ("text", "json")))
    ] = "text",
    file: File = None,
    as_of: AsOf = None,
) -> None:
    """Print a reminder for each unit."""
    judge = Question(file=file, as_of=as_of).open()
    reminders = find_reminders(judge, find_units(judge.plan, units))
    if format_ == "json":
        terminal.show_json(reminder_json(judge, reminders))
    else:
        terminal.show_texts([each.text for each in reminders], "没有要催办的：没有单位有已逾期或临期的任务")
