"""Opening the user's editor at a line. Nothing here knows what is in the file."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from gkplan.errors import RefusedError

_FALLBACKS = ("notepad",) if sys.platform == "win32" else ("sensible-editor", "nano", "vim", "vi")

_AT_LINE = {
    "code": ("--wait", "--goto", "{file}:{line}"),
    "code-insiders": ("--wait", "--goto", "{file}:{line}"),
    "codium": ("--wait", "--goto", "{file}:{line}"),
    "cursor": ("--wait", "--goto", "{file}:{line}"),
    "subl": ("--wait", "{file}:{line}"),
    "zed": ("--wait", "{file}:{line}"),
    "hx": ("{file}:{line}",),
    "helix": ("{file}:{line}",),
    "kate": ("--block", "--line", "{line}", "{file}"),
    "gedit": ("--wait", "+{line}", "{file}"),
    "gvim": ("--nofork", "+{line}", "{file}"),
    # A second window of its own: handed to one that is open, it would return at once.
    "notepad++": ("-multiInst", "-nosession", "-n{line}", "{file}"),
    "notepad": ("{file}",),
    "mate": ("--wait", "--line", "{line}", "{file}"),
}
"""How editors that do not take +LINE FILE are told the line, and to wait until the file is closed."""

_PLUS = frozenset(
    {"vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe", "ne", "mg", "pluma"}
    | {"sensible-editor", "editor"}
)


def open_editor(path: Path, line: int, environ: Mapping[str, str]) -> None:
    """Open `path` at `line` (from 1) in $VISUAL, $EDITOR or the system's editor, and wait until it is closed.

    Raises RefusedError when there is none or it fails.
    """
    command = command_for(path, line, environ)
    # On Windows `code` is code.cmd, which is only found by its full name.
    program = shutil.which(command[0]) or command[0]
    try:
        code = subprocess.run([program, *command[1:]], check=False).returncode
    except OSError:
        raise RefusedError(
            f"打不开编辑器「{command[0]}」，本机可能没有安装；请把环境变量 EDITOR 设为已安装的编辑器"
        ) from None
    if code:
        raise RefusedError(f"编辑器「{command[0]}」没有正常结束（退出码 {code}），请检查文件是否已保存")


def command_for(path: Path, line: int, environ: Mapping[str, str]) -> list[str]:
    """Return the command line that opens `path` at `line`. Raises RefusedError when there is no editor."""
    words = environ.get("VISUAL") or environ.get("EDITOR")
    if words:
        try:
            editor = shlex.split(words, posix=sys.platform != "win32")
        except ValueError:
            raise RefusedError(f"环境变量里的编辑器「{words}」引号不成对，请改正 VISUAL 或 EDITOR") from None
    else:
        editor = [name for name in _FALLBACKS if shutil.which(name)][:1]
    if not editor:
        raise RefusedError("没有找到编辑器；请把环境变量 EDITOR 设为已安装的编辑器，如 nano")
    name = Path(editor[0].strip('"')).name.lower().removesuffix(".exe").removesuffix(".cmd")
    pattern = _AT_LINE.get(name, ("+{line}", "{file}") if name in _PLUS else ("{file}",))
    given = {*editor[1:]}
    added = [part.format(file=path, line=line) for part in pattern]
    return [*editor, *(part for part in added if part not in given)]
