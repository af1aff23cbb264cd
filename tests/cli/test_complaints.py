"""What Typer has to say of a command line is said in Chinese; told here by making Typer itself say each of them."""

from typing import Any

import pytest
from typer.exceptions import TyperException
from typer.main import get_command

from gkplan.cli import complaints
from gkplan.cli.app import COMMANDS, app

CASES = {
    "an option that there is not": (["list", "--unitt", "x"], "没有选项 --unitt，是不是 --unit", None),
    "an option like no other": (["list", "--zzz"], "没有选项 --zzz", None),
    "an option without its value": (["list", "--unit"], "选项 --unit 后面要写一个值", complaints.NEEDS_VALUE),
    "a switch with a value": (["list", "--direct=yes"], "选项 --direct 用法不对", None),
    "no argument where one must be": (["show"], "缺少参数「序号」", None),
    "no option where one must be": (["extend", "14", "--to", "2024-03-31"], "缺少选项 --reason", None),
    "no whole number": (
        ["note", "1", "x", "--count", "two"],
        "选项 --count 的值不对",
        None,
    ),
    "a number beyond its bounds": (
        ["rollover", "12"],
        "参数「年度」的值不对",
        None,
    ),
    "no whole number as an argument": (
        ["rollover", "next"],
        "参数「年度」的值不对",
        None,
    ),
    "a command that there is not": (["overdu"], "没有命令「overdu」，是不是 overdue、rollover", complaints.NO_COMMAND),
    "an argument too many": (["init", "a", "b"], "多写了「b」", complaints.TOO_MANY),
    "arguments too many": (["init", "a", "b", "c"], "多写了「b c」", complaints.TOO_MANY),
    "a command with a quotation mark": (
        ["a'b"],
        f"没有命令「a'b」，可用的有 {'、'.join(COMMANDS)}",
        complaints.NO_COMMAND,
    ),
    "an argument too many with brackets": (["undo", "财政局(本级)"], "多写了「财政局(本级)」", complaints.TOO_MANY),
    "an argument too many in Typer's words": (["undo", "No such command "], "多写了「No such command 」", None),
}


def complaint(args: list[str]) -> Any:
    """Return what Typer raises for a command line."""
    with pytest.raises(TyperException) as raised:
        get_command(app).main(args, "gkplan", standalone_mode=False)
    return raised.value


@pytest.mark.parametrize(("args", "said", "english"), CASES.values(), ids=CASES)
def test_each_complaint_has_its_sentence(args: list[str], said: str, english: str | None) -> None:
    error = complaint(args)
    assert complaints.explain(error).partition("；用法见 gkplan")[0] == said
    assert english is None or english in error.message


@pytest.mark.parametrize(("args", "said", "_"), CASES.values(), ids=CASES)
def test_no_english_is_left_in_it(args: list[str], said: str, _: str | None) -> None:
    given = " ".join(args)
    words = complaints.explain(complaint(args)).partition("；")[0]
    english = [
        word for word in words.replace("「", " ").replace("」", " ").split() if word.isascii() and word.isalpha()
    ]
    assert not [word for word in english if word not in given and word not in COMMANDS], said
