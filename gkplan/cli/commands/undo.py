"""undo: take back the last write."""

import os
from datetime import datetime

from gkplan.cli.options import File
from gkplan.cli.writing import tell
from gkplan.store import files

HELP = """撤回自己用 gkplan 做的最近一次改动，文件逐字节恢复原样。

可以接着再撤，最多 50 次。那以后又用编辑器、git 改动过的不撤回。例如：
  gkplan undo
  gkplan undo --file 2024年.yaml"""


def run(file: File = None) -> None:
    """Take back the last write to the file."""
    back = files.take_back(files.find(file, os.environ))
    when = datetime.fromtimestamp(back.seconds)
    left = f"还可以再撤回 {back.left} 次" if back.left else "再往前没有可以撤回的了"
    tell([f"已撤回：{back.words or '一次改动'}", f"这次改动写于 {when:%Y-%m-%d %H:%M}；{left}"], back.remarks)
