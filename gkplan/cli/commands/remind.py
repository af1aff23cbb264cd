"""remind: texts to send to the units that owe something."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from gkplan.cli.days import day_of_reply
from gkplan.cli.delivery import deliver_all
from gkplan.cli.options import AsOf, File, NoPager, ReplyBy, Rev, Units, one_of
from gkplan.cli.question import Question
from gkplan.dates.typed import later, parse_span
from gkplan.errors import UsageError
from gkplan.outputs import streams, terminal
from gkplan.plan.lookup import find_units
from gkplan.plan.status import Judge
from gkplan.views.reminders import merged, reminder_json, task_reminders, unit_reminders

HELP = """写催办的话，可直接粘贴发送：给每个单位一段，或给每项任务一段、点名还没报的单位。

内容相同的几个单位合为一段。例如：
  gkplan remind
  gkplan remind --unit 县司法局 --unit 各镇街 --reply-by 12月20日
  gkplan remind --by task --overdue
  gkplan remind --split 催办"""


def run(
    units: Units = None,
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="范围", help="unit（逐单位）或 task（逐项点名）", callback=one_of("范围", ("unit", "task"))
        ),
    ] = "unit",
    overdue: Annotated[bool, typer.Option("--overdue", help="只催已逾期的")] = False,
    within: Annotated[
        str | None, typer.Option("--within", metavar="天数", help="多少天内到期的也催，如 7d、2w")
    ] = None,
    reply_by: ReplyBy = None,
    split: Annotated[Path | None, typer.Option("--split", metavar="文件夹", help="每段写成一个文件，放在这里")] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖文件夹里同名的文件")] = False,
    format_: Annotated[
        str, typer.Option("--format", metavar="格式", help="text 或 json", callback=one_of("格式", ("text", "json")))
    ] = "text",
    file: File = None,
    as_of: AsOf = None,
    rev: Rev = None,
    no_pager: NoPager = False,
) -> None:
    """Print a letter for each unit, or a post for each task."""
    judge = Question(file=file, as_of=as_of, rev=rev).open()
    if overdue and within:
        raise UsageError("--overdue 和 --within 只能写一种")
    names = find_units(judge.plan, units)
    last = judge.day - timedelta(days=1) if overdue else later(judge.day, _days(judge, within))
    answer = day_of_reply(reply_by, judge.day)
    if split and format_ == "json":
        raise UsageError("--split 写的是文字，不能再写 --format json")
    reminders = (task_reminders if by == "task" else unit_reminders)(judge, last, names, answer)
    told = {unit for each in reminders for unit in each.units}
    if judge.plan.office is None and reminders:
        streams.say("提示：方案里没有写 office（各单位报送给哪个单位），这里写作“办公室”；请在 plan 下面补上")
    if split:
        if not reminders:
            streams.say("没有要催办的，没有写文件")
            return
        letters = [(f"{each.about or '、'.join(each.units)}.txt", f"{each.text}\n".encode()) for each in reminders]
        deliver_all(letters, split, force=force)
    elif format_ == "json":
        terminal.show_json(reminder_json(judge, reminders), is_paged=not no_pager)
    else:
        posts = merged(judge, reminders) if by == "unit" else reminders
        what = "已逾期" if overdue else "已逾期或即将到期"
        who = "、".join(names) if names else "没有单位"
        none = f"没有要催办的：{who}{'没有' if names else '有'}{what}的任务"
        terminal.show_texts([each.text for each in posts], none, is_paged=not no_pager)
        if reminders:
            for name in judge.members(names):
                if name not in told:
                    streams.say(f"{name}没有{what}的任务，不用催办")


def _days(judge: Judge, within: str | None) -> int:
    return parse_span(within) if within else judge.plan.due_soon_days
