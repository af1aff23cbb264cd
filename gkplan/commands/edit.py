"""edit: open the plan in the user's editor, at a task, and check it afterwards."""

import os
from pathlib import Path
from typing import Annotated

import typer

from gkplan import store, terminal
from gkplan.commands.completing import complete_ids
from gkplan.commands.options import File
from gkplan.editor import open_editor
from gkplan.load import examine
from gkplan.lookup import find_task
from gkplan.reports import render_problems

HELP = """用编辑器打开方案文件，可直接跳到一项任务；关闭后检查，有问题可以接着改。

编辑器取环境变量 VISUAL、EDITOR，没有就用系统自带的。例如：
  gkplan edit 14"""


def run(
    id_: Annotated[str | None, typer.Argument(metavar="序号", help="跳到这项任务", autocompletion=complete_ids)] = None,
    file: File = None,
) -> int:
    """Edit the file by hand; return 1 when problems are left in it."""
    path = store.find(file, os.environ, Path.cwd())
    plan, _ = examine(store.read(path).text)
    line = find_task(plan, id_).at.line if id_ else 1
    while True:
        open_editor(path, line, os.environ)
        plan, problems = examine(store.read(path).text)
        terminal.write(render_problems(problems, path, plan, "text"))
        errors = [problem for problem in problems if not problem.is_warning]
        if not errors or not terminal.ask("接着改？"):
            return int(bool(errors))
        line = errors[0].at.line
