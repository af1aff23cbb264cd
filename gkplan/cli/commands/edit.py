"""edit: open the plan in the user's editor, at a task, and check it afterwards."""

import os
from typing import Annotated

import typer

from gkplan.cli.editor import open_editor
from gkplan.cli.offers import complete_ids
from gkplan.cli.options import File
from gkplan.errors import ExitCode
from gkplan.outputs import streams
from gkplan.outputs.problems import render_problems
from gkplan.plan.lookup import find_pieces
from gkplan.plan.model import Plan, Problem
from gkplan.store import files
from gkplan.store.load import examine

HELP = """用编辑器打开方案文件，可直接跳到一项任务；关闭后检查，有问题可以接着改。

编辑器取环境变量 VISUAL、EDITOR，没有就用系统自带的。例如：
  gkplan edit 14"""


def run(
    id_: Annotated[
        str | None, typer.Argument(metavar="序号", help="跳到这项任务或步骤", autocompletion=complete_ids)
    ] = None,
    file: File = None,
) -> ExitCode:
    """Edit the file by hand; return 1 when problems are left in it."""
    path = files.find(file, os.environ)
    before = files.read(path).text
    line = _line(id_, *examine(before))
    while True:
        open_editor(path, line, os.environ)
        text = files.read(path).text
        plan, problems = examine(text)
        if text == before:
            streams.say("文件没有改动")
        streams.write(render_problems(problems, path, plan, "text"))
        errors = [problem for problem in problems if not problem.is_warning]
        if not errors or not streams.ask("接着改？"):
            return ExitCode.UNSETTLED if errors else ExitCode.DONE
        line = errors[0].at.line


def _line(id_: str | None, plan: Plan, problems: tuple[Problem, ...]) -> int:
    """Return the line of what `id_` names; without it, or when nothing can be read, that of the first problem."""
    if id_ and plan.tasks:
        piece = find_pieces(plan, [id_])[0]
        return (piece.step or piece.task).at.line
    return next((problem.at.line for problem in problems if not problem.is_warning), 1)
