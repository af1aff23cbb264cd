"""import: another county's or next year's table into a plan file."""

from pathlib import Path
from typing import Annotated

import typer

from gkplan.cli.delivery import refuse_inputs
from gkplan.cli.importing import (
    Columns,
    Force,
    Output,
    Report,
    Steps,
    Strict,
    Verbose,
    Year,
    deliver_plan,
    read_draft,
    read_sound_plan,
    tell,
    tell_first,
    write_report,
)
from gkplan.errors import ExitCode
from gkplan.outputs import streams

HELP = """把 Word、Excel、网页或文本里的任务分工表转成方案文件。

不写 -o 时方案输出到屏幕；要人核对的、没有导入的，逐条列在标准错误输出里。例如：
  gkplan import 2024年任务分工.docx -o data/tasks.yaml
  gkplan import 任务清单.xlsx --year 2024 --strict
  gkplan import --compare data/tasks.yaml 修订后的分工.docx"""


def run(
    source: Annotated[Path, typer.Argument(metavar="文件", help=".docx、.xlsx、.html、.csv、.md 或 .txt")],
    output: Output = None,
    year: Year = None,
    compare: Annotated[
        Path | None, typer.Option("--compare", metavar="方案文件", help="只列出新表对这份方案改了什么，不写文件")
    ] = None,
    columns: Columns = None,
    steps: Steps = False,
    verbose: Verbose = False,
    report: Report = None,
    strict: Strict = False,
    force: Force = False,
) -> ExitCode:
    """Import `source`; return 1 with `strict` when a person must still settle something."""
    refuse_inputs(output, source, compare)
    refuse_inputs(report, source, compare, output)
    draft = read_draft(source, year, columns)
    tell(draft, is_long=verbose)
    if report is not None:
        write_report(draft, report, force=force)
    if compare is not None:
        from gkplan.plan.compare import compare as find_changes

        lines = find_changes(read_sound_plan(compare), draft.plan)
        streams.write("".join(f"{line}\n" for line in lines) or "没有变化\n")
    else:
        if output is not None and streams.has_person():
            tell_first(draft)
        deliver_plan(draft.plan, output, takes_suggestions=steps, force=force)
    return ExitCode.UNSETTLED if strict and draft.warnings else ExitCode.DONE
