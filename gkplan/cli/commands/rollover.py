"""rollover: start next year's plan file."""

import os
from pathlib import Path
from typing import Annotated

import typer

from gkplan.cli.days import day_asked
from gkplan.cli.delivery import refuse_inputs
from gkplan.cli.importing import (
    Force,
    Output,
    Steps,
    Strict,
    deliver_plan,
    read_draft,
    read_sound_plan,
    tell,
    tell_rows,
)
from gkplan.cli.options import AsOf, File
from gkplan.errors import ExitCode
from gkplan.outputs import streams
from gkplan.plan.rollover import Rollover, roll_over
from gkplan.store import files
from gkplan.text.gist import gist

HELP = """生成下一年度的方案文件：没办结的和长期的任务结转，注明来源；已办结的不带。

给出新一年的任务分工表（--table）时，结转的任务排在新表的任务之后，接着编号。例如：
  gkplan rollover 2024 -o 2024.yaml
  gkplan rollover 2024 --deadline 2024年6月底前 -o 2024.yaml
  gkplan rollover 2024 -f 2023.yaml --table 2024年任务分工.docx -o 2024.yaml"""


def run(
    year: Annotated[int, typer.Argument(metavar="年度", min=1950, max=9998)],
    table: Annotated[Path | None, typer.Option("--table", metavar="文件", help="新一年的任务分工表")] = None,
    deadline: Annotated[
        str | None, typer.Option("--deadline", metavar="时限", help="结转任务新的完成时限，如 2024年6月底前")
    ] = None,
    output: Output = None,
    steps: Steps = False,
    strict: Strict = False,
    force: Force = False,
    file: File = None,
    as_of: AsOf = None,
) -> ExitCode:
    """Write the plan of `year`; return 1 with `strict` when a person must still settle something."""
    path = files.find(file, os.environ)
    refuse_inputs(output, path, table)
    old = read_sound_plan(path)
    draft = read_draft(table, year) if table else None
    result = roll_over(old, year, day_asked(as_of, old.year), draft.plan if draft else None, deadline)
    if draft:
        tell(draft)
    for doubt in result.doubts:
        streams.say(f"请核对：{doubt}")
    _tell_numbers(result)
    deliver_plan(result.plan, output, takes_suggestions=steps, force=force, suggests_for=draft.plan if draft else None)
    is_open = bool(result.doubts or (draft and draft.warnings))
    return ExitCode.UNSETTLED if strict and is_open else ExitCode.DONE


def _few(units: tuple[str, ...]) -> str:
    return units[0] if len(units) == 1 else f"{units[0]}等" if units else ""


def _tell_numbers(result: Rollover) -> None:
    """Say on stderr which task has become which, as a table."""
    if not result.carried:
        streams.say("没有要结转的任务")
        return
    streams.say(f"结转 {len(result.carried)} 项：")
    rows = [("原序号", "新序号", "完成时限", "责任单位", "具体要求")]
    rows += [
        (old.id, new.id, new.deadline or "未定时限", _few(new.units), gist(new.requirement, 12))
        for old, new in result.carried
    ]
    tell_rows(rows)
