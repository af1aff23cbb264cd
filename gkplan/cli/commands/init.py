"""init: start a plan of one's own."""

from pathlib import Path
from typing import Annotated

import typer

from gkplan.cli.telling import telling
from gkplan.outputs import streams
from gkplan.store import files
from gkplan.text.inert import inert

HELP = """在一个文件夹里生成自己的方案文件 data/tasks.yaml，内容是软件自带的 2023 年方案。

已有的文件不会被覆盖。例如：
  gkplan init
  gkplan init 2024年政务公开"""


def run(folder: Annotated[Path, typer.Argument(metavar="文件夹", help="不写时为当前文件夹")] = Path()) -> None:
    """Write a working copy of the plan that comes with the package."""
    path = folder / "data" / "tasks.yaml"
    remarks = files.create(path, files.read(files.builtin()).text)
    with telling(f"已生成 {path}", remarks):
        streams.write(f"已生成 {inert(str(path))}；可以直接编辑，也可以用 gkplan 命令登记\n")
