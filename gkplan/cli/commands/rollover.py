"""rollover: start next year's plan file."""

import os
from pathlib import Path
from typing import Annotated

import typer

from gkplan.cli.days import day_asked
from gkplan.cli.importing import Force, Output, Steps, Strict, deliver, read_draft, read_sound_plan, tell
from gkplan.cli.options import AsOf, File
from gkplan.errors import ExitCode
from gkplan.outputs import streams
from gkplan.plan.rollover import roll_over
from gkplan.store import files

HELP = """生成下一年度的方案文件：没办结的和长期的任务结转，注明来源；已办结的不带。

给出新一年的任务分工表（--table）时，结转的任务排在新表的任务之后，接着编号。例如：
  gkplan rollover 2024 -o 2024.yaml
  gkplan rollover 2024 -f data/tasks.yaml --table 2024年任务分工.docx -o 2024.yaml"""


def run(
    year: Annotated[int, typer.Argument(metavar="年度", min=1950, max=9998)],
    table: Annotated[Path | None, typer.Option("--table", metavar="文件", help="新一年的任务分工表")] = None,
    output: Output = None,
    steps: Steps = False,
    strict: Strict = False,
    force: Force = False,
    file: File = None,
    as_of: AsOf = None,
) -> ExitCode:
    """Write the plan of `year`; return 1 with `strict` when a person must still settle something."""
    old = read_sound_plan(files.find(file, os.environ))
    draft = read_draft(table, year) if table else None
    result = roll_over(old, year, day_asked(as_of, old.year), draft.plan if draft else None)
    if draft:
        tell(draft)
    for doubt in result.doubts:
        streams.say(f"请核对：{doubt}")
    told = "、".join(f"{before} → {after}" for before, after in result.carried)
    streams.say(f"结转 {len(result.carried)} 项：{told}" if told else "没有要结转的任务")
    deliver(result.plan, output, takes_suggestions=steps, force=force, suggests_for=draft.plan if draft else None)
    is_open = bool(result.doubts or (draft and draft.warnings))
    return ExitCode.UNSETTLED if strict and is_open else ExitCode.DONE
