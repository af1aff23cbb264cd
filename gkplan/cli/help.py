"""The help page of a command, in Chinese. Nothing here knows what the commands do."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from gkplan.outputs.streams import is_terminal

WIDTH = 80
"""Columns of a help page that does not go to a terminal."""


class Command(TyperCommand):
    """A command whose help is laid out by display width."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return page(self, ctx)


class Group(TyperGroup):
    """A group of commands whose help is laid out by display width."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return page(self, ctx)


def page(command: Any, ctx: Any) -> str:
    """Return the help of `command`: usage, what it does, examples, arguments, commands, options."""
    from gkplan.text.folding import fold
    from gkplan.text.gist import clip

    width = _width()
    params = [param for param in command.get_params(ctx) if not getattr(param, "hidden", False)]
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    pieces = [_metavar(param) for param in arguments]
    names = command.list_commands(ctx) if isinstance(command, TyperGroup) else []
    usage = " ".join([ctx.command_path, "[选项]", *pieces, *(["[命令]"] if names else [])])
    told, _, examples = (command.help or "").partition("例如：\n")
    first, *more = told.rstrip().split("\n")
    # Who asks how wants to see one first: examples stand before all that a window of 24 lines may not hold.
    lines = [f"用法：{usage}", "", *fold(first, width)]
    lines += ["", "例如：", *examples.rstrip().split("\n")] if examples else []
    for paragraph in more:
        lines += fold(paragraph, width)
    if arguments:
        lines += ["", "参数：", *_records([(_metavar(each), each.help or "") for each in arguments], width)]
    if names:
        room = width - _indent(names)
        rows = [(name, clip((command.get_command(ctx, name).help or "").split("\n")[0], room)) for name in names]
        lines += ["", "命令：", *_records(rows, width)]
    lines += ["", "选项：", *_records([(_option(each), _option_help(each)) for each in options], width)]
    return "\n".join(lines)


def _metavar(param: Any) -> str:
    name = param.metavar or (param.name or "").upper()
    name += "…" if param.nargs == -1 else ""
    return name if param.required else f"[{name}]"


def _option(param: Any) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    return names if param.is_flag else f"{names} {param.metavar or (param.name or '').upper()}"


def _option_help(param: Any) -> str:
    if param.name == "help":
        return "显示这份说明"
    return (param.help or "") + ("（可写多次）" if param.multiple else "")


def _indent(names: list[str]) -> int:
    """Return the column in which explanations begin."""
    from gkplan.text.folding import measure

    return min(max(map(measure, names)) + 4, 30)


def _records(rows: list[tuple[str, str]], width: int) -> list[str]:
    from rich.cells import cell_len

    from gkplan.text.folding import fold

    indent = _indent([name for name, _ in rows])
    lines = []
    for name, text in rows:
        head = "  " + name
        folded = fold(text, width - indent)
        if cell_len(head) + 2 > indent:
            lines.append(head)
            head = ""
        for line in folded or [""]:
            lines.append((head + " " * (indent - cell_len(head)) + line).rstrip())
            head = ""
    return lines


def _width() -> int:
    if not is_terminal():
        return WIDTH
    from shutil import get_terminal_size

    return max(40, min(get_terminal_size().columns, 100))
