"""collect: returned forms (回填表) go back into the plan, shown first, written at once."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from gkplan.cli.days import today
from gkplan.cli.options import File, NoPager
from gkplan.cli.question import Question
from gkplan.cli.telling import telling
from gkplan.errors import ExitCode, GkplanError, NotFoundError, RefusedError, reason_of
from gkplan.importers.filled_forms import FilledForm, read_form
from gkplan.importers.form_cells import Misread, answer_in
from gkplan.importers.office.conversion import OTHERS, converted
from gkplan.outputs import streams, terminal
from gkplan.outputs.waiting import waited_for
from gkplan.plan.changes.collecting import Collected, collect
from gkplan.plan.forms import Answer
from gkplan.plan.model import Plan
from gkplan.plan.status import Judge
from gkplan.store import files
from gkplan.store.save import update_plan
from gkplan.views.collected import collected_listing, in_short, remarks, who_returned

HELP = """把各单位交回的回填表收进方案：先列出要登记什么，确认后一次写入，可以用 gkplan undo 撤回。

可以写文件，也可以写文件夹（收其中全部表格）。填错的、对不上的逐格指出，那一行不收，其余照收。例如：
  gkplan collect 交回
  gkplan collect 县司法局.xlsx 县财政局.xls
  gkplan collect 交回 --yes"""

OWN = (".xlsx", ".xlsm")
"""Endings of spreadsheets that are read as they are."""

MOST_BYTES = 20_000_000
"""Bytes that a form may have; a form of all units has some hundred thousand."""


def run(
    sources: Annotated[
        list[Path],
        # Whether they can be read is found out one by one: one of many must not stop the rest.
        typer.Argument(metavar="文件或文件夹", help=".xlsx；.xls、.ods 要装有 LibreOffice", readable=False),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="不再询问，直接登记")] = False,
    file: File = None,
    no_pager: NoPager = False,
) -> ExitCode:
    """Collect what stands in the forms; return 1 when something of them was left out."""
    judge = Question(file=file).open()
    paths, left = _paths(sources)
    forms, unread = _read(paths)
    left += unread
    answers: list[Answer] = []
    for form in forms:
        left += form.unread
        for row in form.rows:
            answer, wrong = answer_in(row, judge.day, judge.plan.year)
            answers += [answer] if answer else []
            left += [f"{_place(row.at, each)}：{each.message}" for each in wrong]
    found = collect(judge.plan, answers, judge.day)
    left += _refusals(found)
    if found.taken:
        terminal.show(collected_listing(found, len(left)), None, is_paged=not no_pager)
    else:
        streams.say(in_short(found, len(left)))
    for line in (*remarks(judge.plan, found), *(f"没有收：{words}" for words in left)):
        streams.say(line)
    if len(paths) > 1:
        returned = [row.key.unit for form in forms for row in form.rows if row.key]
        filled = [answer.key.unit for answer in answers if not answer.is_blank]
        for line in who_returned(Judge(found.plan, judge.day), returned, filled, len(paths) - len(forms)):
            streams.say(line)
    if found.taken:
        if not yes and not streams.ask(f"登记这 {len(found.taken)} 条吗？", by_enter=False):
            raise RefusedError("没有登记，方案没有改动；核对后加 --yes 再运行一次")
        _write(file, found, answers, len(forms))
    return ExitCode.UNSETTLED if left else ExitCode.DONE


def _paths(sources: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """Return the files meant, of a folder all spreadsheets, by name, and what else lies there.

    Raises NotFoundError for what is not there, RefusedError for a folder that cannot be looked at.
    """
    found: list[Path] = []
    left: list[str] = []
    for source in sources:
        try:
            is_folder = source.is_dir()
            # ~$ and .~ are what Excel and LibreOffice leave beside an open file.
            inside = [path for path in sorted(source.iterdir()) if path.name[:1] not in {".", "~"}] if is_folder else []
            folders = {path for path in inside if path.is_dir()}
            is_there = is_folder or source.exists()
        except OSError as error:
            raise RefusedError(f"{source} 看不了（{reason_of(error)}），没有收；请检查路径和权限") from None
        if not is_there:
            raise NotFoundError(f"没有文件 {source}，请检查文件名")
        sheets = [path for path in inside if path not in folders and path.suffix.lower() in {*OWN, *OTHERS}]
        if is_folder and not sheets:
            raise NotFoundError(f"文件夹 {source} 里没有表格（.xlsx、.xls、.ods）；请检查是否选对了文件夹")
        found += sheets if is_folder else [source]
        for path in inside:
            if path in folders:
                left.append(f"文件夹 {path} 里的没有看；要收的请写上它的名字")
            elif path not in sheets:
                left.append(f"{path.name} 不是表格（.xlsx、.xls、.ods）；请让对方在回填表里填写")
    return list(dict.fromkeys(found)), left


def _read(paths: Sequence[Path]) -> tuple[list[FilledForm], list[str]]:
    """Return the forms, and why others cannot be read: one of many does not stop the rest."""
    others = [path for path in paths if path.suffix.lower() in OTHERS]
    as_xlsx = converted(others) if others else {}
    counts = Counter(path.name for path in paths)
    forms: list[FilledForm] = []
    left: list[str] = []
    for path in waited_for(paths, "份表格"):
        form = _form(path, as_xlsx.get(path), path.name if counts[path.name] == 1 else str(path))
        if isinstance(form, FilledForm):
            forms.append(form)
        else:
            left.append(form)
    return forms, left


def _form(path: Path, as_xlsx: bytes | RefusedError | None, name: str) -> FilledForm | str:
    """Return a form, or why it cannot be read."""
    try:
        if isinstance(as_xlsx, RefusedError):
            raise as_xlsx
        return read_form(_bytes(path) if as_xlsx is None else as_xlsx, name)
    except GkplanError as error:
        return error.message


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RefusedError(f"{path.name} 超过 {MOST_BYTES // 1_000_000} MB，不像回填表，没有收")
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(f"{path.name} 读不了（{reason_of(error)}）；请检查文件和权限") from None


def _place(row: str, wrong: Misread) -> str:
    return row if wrong.at == row else f"{row}（{wrong.at} 格）"


def _refusals(found: Collected) -> list[str]:
    """Return a line for each reason, with the first row that it is told of."""
    places: dict[tuple[str, str], list[str]] = {}
    for answer, reason in found.refused:
        # Of one file it is said once: a form of another plan is so in every row.
        places.setdefault((answer.place.partition(" 的「")[0], reason), []).append(answer.place)
    return [f"{own[0]}{f' 等 {len(own)} 行' if len(own) > 1 else ''}：{reason}" for (_, reason), own in places.items()]


def _write(file: str | None, shown: Collected, answers: Sequence[Answer], count: int) -> None:
    """Write what was shown, all of it at once. Raises RefusedError when the plan has become another meanwhile."""

    def make(plan: Plan) -> Plan:
        again = collect(plan, answers, today(plan.year))
        if again.taken != shown.taken:
            raise RefusedError("方案文件刚才又有改动，没有登记；请再运行一次")
        return again.plan

    told = f"已登记 {len(shown.taken)} 条（{count} 份回填表）"
    remarks = update_plan(
        files.find(file, os.environ), make, lambda: f"收回填表 {count} 份，登记 {len(shown.taken)} 条"
    )
    with telling("改动已写入文件", remarks):
        streams.say(f"{told}；要撤回请运行 gkplan undo")
