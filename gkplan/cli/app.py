"""The command table (each command imported only when called), and the boundary that turns errors into exit codes."""

import os
import sys
from importlib import import_module
from types import CodeType
from typing import Annotated, Any, TextIO

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from gkplan.cli.help import Command, Group
from gkplan.cli.options import AsOf, File, NoPager, Rev
from gkplan.errors import ExitCode, GkplanError, UntoldError, UsageError, reason_of
from gkplan.outputs import streams
from gkplan.outputs.pager import paged

COMMANDS = {
    "list": "list_",
    "overdue": "overdue",
    "due": "due",
    "show": "show",
    "outstanding": "outstanding",
    "log": "log",
    "diff": "diff",
    "remind": "remind",
    "done": "done",
    "reopen": "reopen",
    "note": "note",
    "return": "return_",
    "extend": "extend",
    "waive": "waive",
    "amend": "amend",
    "retract": "retract",
    "undo": "undo",
    "step": "step",
    "add": "add",
    "edit": "edit",
    "units": "units",
    "sections": "sections",
    "stats": "stats",
    "check": "check",
    "init": "init",
    "import": "import_",
    "rollover": "rollover",
    "export": "export",
    "collect": "collect",
    "bulletin": "bulletin",
    "completion": "completion",
}
"""Each verb and its module in gkplan.cli.commands."""

NAMES_OF_HELP = {"help_option_names": ["--help", "-h"]}
"""What shows a help page."""

HELP = """政务公开重点工作任务台账：谁还欠什么，什么快到期，什么已逾期。

不写命令时显示总览。每条命令的说明用 gkplan 命令 --help 查看。例如：
  gkplan list --unit 县财政局
  gkplan overdue
  gkplan done 14"""


class LazyGroup(Group):
    """The commands of COMMANDS; only the one that is called is imported."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's signature
        """Return the verbs in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Typer's signature
        """Return the command `cmd_name`, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"gkplan.cli.commands.{COMMANDS[cmd_name]}")
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(cmd_name, cls=Command, help=module.HELP, context_settings=NAMES_OF_HELP)(module.run)
        return get_command(single)


app = typer.Typer(cls=LazyGroup, add_completion=False, rich_markup_mode=None, context_settings=NAMES_OF_HELP)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - Typer's signature
    if wanted:
        # importlib.metadata costs 33 ms: only here.
        from importlib.metadata import version

        streams.write(f"gkplan {version('gkplan')}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True, help=HELP)
def _root(
    ctx: typer.Context,
    file: File = None,
    as_of: AsOf = None,
    no_pager: NoPager = False,  # noqa: FBT002 - Typer's signature
    rev: Rev = None,
    version: Annotated[bool, typer.Option("--version", help="显示版本", callback=_show_version, is_eager=True)] = False,  # noqa: ARG001, FBT002
) -> None:
    # What stands before the verb is the default for it: gkplan -f 文件 list.
    if ctx.invoked_subcommand:
        _refuse_unused(ctx, {"--file": file, "--as-of": as_of, "--rev": rev})
    ctx.default_map = {name: {"file": file, "as_of": as_of, "no_pager": no_pager, "rev": rev} for name in COMMANDS}
    if ctx.invoked_subcommand is None:
        from gkplan.cli.commands import overview

        overview.run(file, as_of, rev, is_paged=not no_pager)


def _refuse_unused(ctx: typer.Context, given: dict[str, str | None]) -> None:
    """Raise UsageError for an option before the verb that the verb does not know: it would be passed over in silence."""
    if not any(given.values()):
        return
    verb = ctx.invoked_subcommand or ""
    command = ctx.command.get_command(ctx, verb)  # type: ignore[attr-defined] # the root is a LazyGroup
    known = {name for param in command.params for name in param.opts} if command else set()
    for name, value in given.items():
        if value and command and name not in known:
            raise UsageError(f"gkplan {verb} 没有选项 {name}；用法见 gkplan {verb} --help")


def _refuse_undecodable(args: list[str]) -> None:
    """Raise UsageError for an argument that is not text in the terminal's encoding."""
    for arg in args:
        if any("\udc80" <= char <= "\udcff" for char in arg):
            shown = arg.encode("utf-8", "replace").decode("utf-8")
            raise UsageError(f"参数「{shown}」里有无法识别的字节；请把终端的编码设为 UTF-8 再输入")


def main() -> None:
    """Run gkplan with the arguments of the process and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(args: list[str]) -> int:
    """Carry out one command line. Return its exit code; a bug keeps its traceback.

    A module that cannot be read, or not to its end, is named instead; `python -X dev` keeps that traceback too.
    """
    try:
        return _carry_out(args)
    # Whatever an unreadable module raises when it is imported, from OSError to SyntaxError; all else is raised again.
    except Exception as error:
        if sys.flags.dev_mode or not (isinstance(error, ImportError) or _is_of_import(error)):
            raise
        _say(f"gkplan: 程序自己的文件 {_module_of(error)}，没有做完；请检查安装文件夹的权限，或重新安装 gkplan")
        return ExitCode.REFUSED


def _is_of_import(error: Exception) -> bool:
    """Tell whether Python met the error when it read or carried out a module."""
    return any(
        code.co_filename.startswith("<frozen importlib") or code.co_name == "<module>" for code in _codes_of(error)
    )


def _codes_of(error: Exception) -> list[CodeType]:
    """Return the code that an error went through, the outermost first."""
    codes, trace = [], error.__traceback__
    while trace:
        codes.append(trace.tb_frame.f_code)
        trace = trace.tb_next
    return codes


def _module_of(error: Exception) -> str:
    """Return which module an error came from, and what is wrong with it."""
    if isinstance(error, OSError):
        return f"{error.filename} 读不了（{reason_of(error)}）"
    if isinstance(error, ImportError):
        return f"{error.name} 读不了"
    return f"{_codes_of(error)[-1].co_filename} 读得不完整"


def _carry_out(args: list[str]) -> int:
    streams.prepare()
    if "_GKPLAN_COMPLETE" in os.environ:
        # The shell asks what could come next: Typer answers in the shell's own form.
        from typer._completion_classes import completion_init

        completion_init()
    try:
        _refuse_undecodable(args)
        with paged(is_wanted=any(name in args for name in NAMES_OF_HELP["help_option_names"])):
            code = get_command(app).main(args, "gkplan", standalone_mode=False)
        sys.stdout.flush()
    except GkplanError as error:
        if isinstance(error, UntoldError):
            _abandon(sys.stdout)
        _say(f"gkplan: {error.message}")
        return error.exit_code
    except TyperException as error:
        from gkplan.cli.complaints import explain

        _say(f"gkplan: {explain(error)}")
        return ExitCode.USAGE
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except (BrokenPipeError, SystemExit) as error:
        # Whoever read the output has enough of it (| head). Typer makes a plain exit of it.
        if isinstance(error, SystemExit) and not isinstance(error.__context__, BrokenPipeError):
            raise
        _abandon(sys.stdout)
        return ExitCode.UNREAD
    except OSError as error:
        if error.filename is not None:
            raise
        # Files have names and answers of their own (store/files.py): it is the output that failed.
        _abandon(sys.stdout)
        _say(f"gkplan: 结果没有写出去（{reason_of(error)}），请检查输出到的磁盘或设备")
        return ExitCode.REFUSED
    return code if isinstance(code, int) else ExitCode.DONE


def _say(message: str) -> None:
    try:
        streams.say(message)
    except OSError:
        # Nobody can be told: the exit code has to do.
        _abandon(sys.stderr)


def _abandon(stream: TextIO) -> None:
    """Let go what `stream` still holds: writing it failed once and must not fail again when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
