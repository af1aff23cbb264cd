"""The parameters that commands share, as annotated types, each defined once."""

from collections.abc import Callable, Iterable
from typing import Annotated

import typer

from gkplan.cli.offers import complete_ids, complete_sections, complete_units
from gkplan.errors import UsageError
from gkplan.outputs.formats import format_names

_FORMATS = format_names()


def one_of(what: str, names: Iterable[str]) -> Callable[[str | None], str | None]:
    """Return what Typer calls with the value of an option: it raises UsageError for one that is none of `names`."""

    def check(value: str | None) -> str | None:
        if value is not None and value not in names:
            raise UsageError(f"没有{what}「{value}」；可写 {'、'.join(names)}")
        return value

    return check


File = Annotated[
    str | None,
    typer.Option(
        "--file",
        "-f",
        metavar="文件",
        help="方案文件；不写时依次取环境变量 GKPLAN_FILE、最近的 data/tasks.yaml 或 tasks.yaml",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="日期", help="按哪一天的情况回答；不写时取环境变量 GKPLAN_TODAY，再取今天"),
]
Rev = Annotated[
    str | None,
    typer.Option(
        "--rev",
        metavar="版本",
        help="按 git 里那个版本的方案回答：提交号、标签、HEAD~3，或日期；不写 --as-of 时按它的那一天",
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="格式",
        help=f"{'、'.join(_FORMATS[:-1])} 或 {_FORMATS[-1]}；不写时终端上用 table，其他用 tsv",
        callback=one_of("格式", _FORMATS),
    ),
]
Units = Annotated[
    list[str] | None,
    typer.Option(
        "--unit",
        "-u",
        metavar="单位",
        help="责任单位：名称、别名、全称或其中几个字，也可写统称",
        autocompletion=complete_units,
    ),
]
Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="词", help="单位、章节、状态，或要查找的文字", autocompletion=complete_units),
]
Section = Annotated[
    str | None,
    typer.Option(
        "--section",
        "-s",
        metavar="章节",
        help="二、2、二（一）、2.1 或标题中的几个字",
        autocompletion=complete_sections,
    ),
]
NoPager = Annotated[bool, typer.Option("--no-pager", help="不分页，全部直接显示")]
Long = Annotated[bool, typer.Option("--long", help="在终端上也写出全部文字，不缩成一行")]
Ids = Annotated[
    list[str],
    typer.Argument(metavar="序号", help="14、1 2 3、5-9，步骤写 46.1，某一期写 38@2023Q1", autocompletion=complete_ids),
]
PieceId = Annotated[
    str,
    typer.Argument(metavar="序号", help="任务 14、步骤 46.1 或某一期 38@2023Q1", autocompletion=complete_ids),
]
EntryId = Annotated[str, typer.Argument(metavar="编号", help="登记的编号，如 14#3、46.1#2")]
Id = Annotated[str, typer.Argument(metavar="序号", help="任务的序号，如 14", autocompletion=complete_ids)]
Deadline = Annotated[
    str | None, typer.Option("--deadline", metavar="时限", help="完成时限：2023-09-30、9月底前等，照文件的说法写")
]
EventDay = Annotated[str | None, typer.Option("--after", metavar="日期", help="从哪一天的事算起，那天不计入")]
Within = Annotated[str | None, typer.Option("--within", metavar="期限", help="多长时间内，如 10个工作日、20日")]
ReplyBy = Annotated[str | None, typer.Option("--reply-by", metavar="日期", help="请对方在哪天前答复")]
Date = Annotated[str | None, typer.Option("--date", metavar="日期", help="哪一天的事，不写时为今天；不能晚于今天")]
Note = Annotated[str | None, typer.Option("--note", metavar="文字", help="情况说明")]
Evidence = Annotated[list[str] | None, typer.Option("--evidence", metavar="链接", help="佐证材料的链接或名称")]
