"""diff: what changed between two versions of the plan, in words."""

import os
from typing import Annotated

import typer

from gkplan.cli.days import day_asked
from gkplan.cli.options import File, Format, NoPager
from gkplan.errors import UsageError
from gkplan.git.past import look, look_at_staged
from gkplan.outputs import terminal
from gkplan.plan.differences import differences
from gkplan.views.difference_rows import difference_listing

HELP = """列出方案的两个版本有什么不同：办结、进展、退回、延期、增删的任务、改动的文字，逐项写明。

不写版本时，比较最近一次提交和现在的文件；写一个，是它和现在的文件；也可以写两个文件。例如：
  gkplan diff
  gkplan diff --staged
  gkplan diff 2023-09-30
  gkplan diff v1 HEAD --format md
  gkplan diff 张三的.yaml 李四的.yaml"""

_Version = Annotated[str | None, typer.Argument(metavar="版本", help="提交号、标签、HEAD~3、日期，或一个文件")]


def run(
    old: _Version = None,
    new: _Version = None,
    staged: Annotated[bool, typer.Option("--staged", help="比较的是已经 git add 的，不是现在的文件")] = False,
    format_: Format = None,
    file: File = None,
    no_pager: NoPager = False,
) -> None:
    """Print the differences from `old` to `new`."""
    if staged and new is not None:
        raise UsageError("--staged 比较的是已经 git add 的，只能再写一个版本")
    today = day_asked(None, None)
    before = look(file, old or "HEAD", today, os.environ)
    after = look_at_staged(file, os.environ) if staged else look(file, new, today, os.environ)
    found = differences(before.plan, after.plan)
    listing = difference_listing(found, after.plan.title, before.called, after.called)
    terminal.show(listing, format_, is_paged=not no_pager)
