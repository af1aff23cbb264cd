"""check: every problem of the file, with its place."""

import os
from typing import Annotated

import typer

from gkplan.cli.days import today
from gkplan.cli.options import File, NoPager, one_of
from gkplan.errors import ExitCode
from gkplan.outputs import streams
from gkplan.outputs.pager import paged
from gkplan.outputs.problems import REPORT_FORMATS, render_problems
from gkplan.plan.checks.entered import find_days_to_come
from gkplan.plan.model import in_file_order
from gkplan.store.load import load

HELP = """检查方案文件，逐处列出问题：文件名、行、列、问题和改法。

有问题时退出码是 1，只有提醒（如未定时限）时是 0。例如：
  gkplan check
  gkplan check --format github"""


def run(
    format_: Annotated[
        str,
        typer.Option("--format", metavar="格式", help="text、json 或 github", callback=one_of("格式", REPORT_FORMATS)),
    ] = "text",
    file: File = None,
    no_pager: NoPager = False,
) -> ExitCode:
    """Print every problem; return 1 if there is any."""
    loaded = load(file, os.environ, afresh=True)
    to_come = find_days_to_come(loaded.plan, today(loaded.plan.year))
    problems = in_file_order((*loaded.problems, *to_come))
    with paged(is_wanted=not no_pager):
        streams.write(render_problems(problems, loaded.path, loaded.plan, format_, is_utf8=streams.is_utf8()))
    return ExitCode.UNSETTLED if any(not problem.is_warning for problem in problems) else ExitCode.DONE
