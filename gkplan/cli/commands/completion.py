"""completion: make the shell complete units, sections and numbers."""

from typing import Annotated

import typer

from gkplan.cli.options import one_of
from gkplan.errors import RefusedError, reason_of
from gkplan.outputs import streams
from gkplan.text.inert import inert

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")

HELP = """让 Tab 键补全命令、单位、章节和序号。

不写 --install 时只输出脚本。装好后重新打开终端生效。例如：
  gkplan completion bash --install
  gkplan completion fish > ~/.config/fish/completions/gkplan.fish"""


def run(
    shell: Annotated[
        str, typer.Argument(metavar="外壳", help="bash、zsh、fish、powershell 或 pwsh", callback=one_of("外壳", SHELLS))
    ],
    install: Annotated[bool, typer.Option("--install", help="写进外壳自己的配置")] = False,
) -> None:
    """Print or install the completion script."""
    from typer._completion_shared import get_completion_script
    from typer._completion_shared import install as install_script

    if install:
        try:
            _, path = install_script(shell=shell, prog_name="gkplan", complete_var="_GKPLAN_COMPLETE")
        except OSError as error:
            raise RefusedError(
                f"写不了外壳的配置（{reason_of(error)}）；请检查主文件夹的权限，或去掉 --install 自己保存脚本"
            ) from None
        streams.write(f"已写入 {inert(str(path))}，重新打开终端后生效\n")
    else:
        script = get_completion_script(prog_name="gkplan", complete_var="_GKPLAN_COMPLETE", shell=shell)
        streams.write(script + "\n")
