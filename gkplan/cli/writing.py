"""What commands that write have in common: what was typed, the change, what is said of it."""

import os
from collections.abc import Callable, Sequence

from gkplan.cli.days import day_named, day_past
from gkplan.cli.telling import telling
from gkplan.dates.typed import limit_after
from gkplan.errors import UsageError
from gkplan.outputs import streams
from gkplan.plan.changes.change import Change, Report
from gkplan.plan.model import Plan
from gkplan.store import files
from gkplan.store.save import update_plan
from gkplan.text.inert import is_visible


def write_plan(file: str | None, make: Callable[[Plan], Change]) -> None:
    """Change the plan file by what `make` makes of it, and print what was done."""
    tell(*change_plan(file, make))


def change_plan(file: str | None, make: Callable[[Plan], Change]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Change the plan file by what `make` makes of it; return what was done and the remarks on its writing."""
    changes: list[Change] = []

    def once(plan: Plan) -> Plan:
        changes.append(make(plan))
        return changes[-1].plan

    remarks = update_plan(files.find(file, os.environ), once, lambda: _in_short(changes[-1].said))
    return changes[-1].said, remarks


def tell(said: Sequence[str], remarks: Sequence[str]) -> None:
    """Print what was done, a line each, and the remarks on its writing. Raises UntoldError when nobody takes it."""
    with telling("改动已写入文件", remarks):
        streams.write("".join(f"{line}\n" for line in said))


def _in_short(said: Sequence[str]) -> str:
    """Return what was done, without what was remarked on it or was so already."""
    said = [line for line in said if not line.endswith("没有改动")] or said
    return "；".join(line.partition("；")[0] for line in said[:2]) + (f" 等 {len(said)} 条" if len(said) > 2 else "")


def make_report(plan: Plan, date: str | None, note: str | None, evidence: Sequence[str] | None) -> Report:
    """Return what was typed of a day, a note and evidence. Raises UsageError or RefusedError."""
    return Report(
        day=day_past(date, plan.year),
        note=check_text(note, "情况说明") if note is not None else None,
        evidence=tuple(check_text(each, "佐证材料") for each in evidence or ()),
    )


def limit_words(plan: Plan, words: str | None, after: str | None, within: str | None) -> str | None:
    """Return the words for a time limit given as such or as `within` from a day `after`. Raises UsageError."""
    if words is not None and (after is not None or within is not None):
        raise UsageError("--deadline 与 --after、--within 只能写一种")
    if (after is None) != (within is None):
        raise UsageError("--after 和 --within 要一起写，如 --after 2023-09-20 --within 10个工作日")
    if after is not None and within is not None:
        return limit_after(day_named(after, plan.year), within)
    return None if words is None else check_text(words, "完成时限")


def check_count(count: int | None, id_: str) -> None:
    """Raise UsageError for a number that is none to count, and say what to do instead."""
    if count is not None and count < 0:
        task = id_.partition("#")[0].partition("@")[0]
        raise UsageError(
            f"数量不能是负数，没有改动；登记错了的，先用 gkplan log {task} 查编号，"
            "再用 gkplan amend 编号 --count 数量 改正，或用 gkplan retract 编号 撤下"
        )
    if count is not None and count > 1_000_000:
        raise UsageError("数量太大了，没有改动；最多写 1000000")


def check_text(text: str, what: str) -> str:
    """Return a text that was typed, on one line: pasted line breaks become blanks. Raises UsageError for an empty or an invisible one."""
    line = " ".join(text.split())
    if not all(map(is_visible, line)):
        raise UsageError(f"{what}里有看不见的控制字符，没有改动；请删去再写")
    if not line:
        raise UsageError(f"{what}是空的，没有改动；请写上{what}")
    return line
