"""Typer's complaints about a command line, in Chinese. Imported only when there is one.

Typer has no kind of its own for some of them: those are told by its English, which is named here and nowhere else.
tests/cli/test_complaints.py fails when Typer words them in another way.
"""

from typing import Any

from gkplan.text.nearest import nearest

NEEDS_VALUE = "requires"
"""BadOptionUsage: an option stands last, without its value; otherwise a switch was given one."""

NO_COMMAND = "No such command "
"""UsageError: behind it the word in quotes and a full stop."""

_ELSEWHERE = {
    "撤下登记过的一条用 gkplan retract 14#3（编号见 gkplan log），撤回刚才的写入用 gkplan undo": "delete rm remove del 删除",
    "各条命令见 gkplan --help，某一条的说明见 gkplan 命令 --help": "help man 帮助",
    "列出任务用 gkplan list，可在后面写单位、章节、状态或文字": "ls search find grep query filter tasks todo 列表 查找 查询",
    "办结用 gkplan done 14": "close finish complete 办结 完成",
    "撤销办结用 gkplan reopen 14": "open undone uncheck",
    "登记进展用 gkplan note 14 文字": "report progress comment log-progress 进展 登记",
    "总览直接写 gkplan，统计用 gkplan stats": "status summary overview report-all 总览 统计",
    "改任务内容用 gkplan edit，更正登记过的一条用 gkplan amend 14#3": "update modify change correct set 修改",
    "添任务用 gkplan add，新建方案文件用 gkplan init": "new create insert 新增 添加",
    "列出已逾期的用 gkplan overdue": "late 逾期 已逾期",
    "列出快到期的用 gkplan due": "upcoming soon next 临期 到期",
    "写催办的话用 gkplan remind": "urge letter mail 催办",
    "延期用 gkplan extend 14 --to 日期": "postpone delay 延期",
    "写台账用 gkplan export 台账.xlsx，回填表用 gkplan export --return 回填表.xlsx": "excel xlsx ledger form print dump 台账 回填表 导出 打印",
    "收回填表用 gkplan collect 文件夹": "gather ingest 收表 回收",
    "写通报用 gkplan bulletin 通报.docx": "notice circular word docx 通报",
    "退回用 gkplan return 14 --unit 单位 --reason 原因": "reject sendback 退回",
    "看一项任务的全部内容用 gkplan show 14": "view info detail details cat 查看",
    "两个版本有什么不同用 gkplan diff": "compare changes delta 比较 对比",
    "登记过什么用 gkplan log": "history journal 记录",
}
ELSEWHERE = {word: where for where, words in _ELSEWHERE.items() for word in words.split()}
"""What people try first, and where it is done."""

TOO_MANY = "Got unexpected extra argument(s) "
"""UsageError: behind it the words in brackets."""


def explain(error: Any) -> str:
    """Return what is wrong with the command line and what to do, in one sentence."""
    kind = type(error).__name__
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx else "gkplan"
    return f"{_fact(kind, error)}；用法见 {path} --help"


def _fact(kind: str, error: Any) -> str:
    if kind == "NoSuchOption":
        near = error.possibilities or []
        hint = f"，是不是 {'、'.join(sorted(near))}" if near else ""
        return f"没有选项 {error.option_name}{hint}"
    if kind == "MissingParameter":
        return f"缺少{_name(error)}".rstrip()
    if kind == "BadOptionUsage":
        return (
            f"选项 {error.option_name} 后面要写一个值"
            if NEEDS_VALUE in error.message
            else f"选项 {error.option_name} 用法不对"
        )
    if kind == "BadParameter":
        return f"{_name(error)}的值不对"
    if error.message.startswith(NO_COMMAND):
        return _no_such_command(error.message.removeprefix(NO_COMMAND)[1:-2], error.ctx)
    if error.message.startswith(TOO_MANY):
        words = error.message.removeprefix(TOO_MANY)[1:-1]
        takes_unit = any("--unit" in param.opts for param in error.ctx.command.params)
        return f"多写了「{words}」" + (f"，要按单位查，写 --unit {words}" if takes_unit else "")
    return f"命令行不对（{error.message}）"


def _no_such_command(wanted: str, ctx: Any) -> str:
    known = ctx.command.list_commands(ctx)
    if wanted in ELSEWHERE:
        return f"没有命令「{wanted}」，{ELSEWHERE[wanted]}"
    if wanted[:1].isdigit():
        return f"没有命令「{wanted}」；看一项任务用 gkplan show {wanted}"
    near = nearest(wanted, known, 3, 0.5)
    if not near and not wanted.isascii():
        return f"没有命令「{wanted}」；按单位、章节或文字查任务，写 gkplan list {wanted}"
    hint = f"，是不是 {'、'.join(near)}" if near else f"，可用的有 {'、'.join(known)}"
    return f"没有命令「{wanted}」{hint}"


def _name(error: Any) -> str:
    param = error.param
    if param is None:
        return "参数"
    return f"选项 {param.opts[0]} " if param.param_type_name == "option" else f"参数「{param.metavar or param.name}」"
