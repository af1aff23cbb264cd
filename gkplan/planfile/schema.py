"""The keys of a plan file: for each what is read from it and how it is written, side by side.

A key is read by the `read` of its notation and written by its `write`; what it stands for is a field of the same name in
plan.model. To add one, add the field there and its line here.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from gkplan.plan.model import (
    Bulletin,
    Extension,
    Group,
    Progress,
    Section,
    Step,
    Target,
    Task,
    Unit,
    Waiver,
)
from gkplan.plan.sections import section_key
from gkplan.planfile.notation import DAY, DAYS, FLAG, SECTION_KEY, TEXT, TEXTS, Key, Shape, number, record, records
from gkplan.planfile.yaml.lines import Value
from gkplan.planfile.yaml.nodes import MappingNode, Node, Scalar
from gkplan.planfile.yaml.values import ValueReader, is_empty

BULLETIN = Shape(
    Bulletin,
    "通报",
    {
        "no": Key(number(1, 9999), ("通报缺少 no（第几期）", "请写成 {no: 3, as_of: 2023-06-30}")),
        "as_of": Key(DAY, ("通报缺少 as_of（截至哪一天）", "请写成 {no: 3, as_of: 2023-06-30}")),
        "date": Key(DAY),
        "against": Key(DAY),
        "reply_by": Key(DAY),
    },
    vital=("no", "as_of"),
    is_line=True,
)

HEAD = Shape(
    dict,
    "plan ",
    {
        "title": Key(TEXT, instead="", is_always_written=True),
        "year": Key(number(1949, 9998)),
        "issued": Key(DAY),
        "office": Key(TEXT),
        "due_soon_days": Key(number(0, 366)),
        "holidays": Key(DAYS),
        "workdays": Key(DAYS),
        "bulletin_below": Key(number(1, 100)),
        "bulletins": Key(records(BULLETIN)),
    },
)
"""What stands below plan:, as fields of Plan."""

TARGET = Shape(
    Target,
    "target ",
    {
        "count": Key(number(1, 1_000_000), ("target 缺少 count（数量）", "请写成 target: {count: 5, measure: 次}")),
        "measure": Key(TEXT),
        "what": Key(TEXT),
        "each": Key(FLAG),
    },
    vital=("count",),
    is_line=True,
)

EXTENSION = Shape(
    Extension,
    "延期",
    {
        "to": Key(DAY, ("延期缺少 to（延到哪一天）", "请写成 {to: 2024-03-31, date: 2023-12-15, reason: …}")),
        "date": Key(DAY, formerly="on"),
        "unit": Key(TEXT),
        "period": Key(TEXT),
        "reason": Key(TEXT),
    },
    vital=("to",),
    is_line=True,
)

WAIVER = Shape(
    Waiver,
    "本期不报",
    {
        "period": Key(
            TEXT,
            ("本期不报缺少 period（哪一期）", "请写成 {period: 2023Q2, unit: 孙集镇, date: 2023-07-01, reason: …}"),
        ),
        "unit": Key(TEXT),
        "date": Key(DAY),
        "reason": Key(TEXT),
    },
    vital=("period",),
    is_line=True,
)

PROGRESS = Shape(
    Progress,
    "进展",
    {
        "date": Key(DAY, ("进展缺少 date（日期）", "请写成 date: 2023-06-28")),
        "unit": Key(TEXT),
        "period": Key(TEXT),
        "done": Key(FLAG),
        "returned": Key(TEXT),
        "count": Key(number(0, 1_000_000)),
        "note": Key(TEXT),
        "evidence": Key(TEXTS),
    },
    vital=("date",),
    is_line=True,
)

STEP = Shape(
    Step,
    "步骤",
    {
        "what": Key(TEXT, ("步骤缺少 what（做什么）", "请补上"), instead=""),
        "deadline": Key(TEXT),
        "units": Key(TEXTS),
        "extensions": Key(records(EXTENSION)),
        "waived": Key(records(WAIVER)),
        "progress": Key(records(PROGRESS)),
        "done": Key(DAY),
    },
)

TASK = Shape(
    Task,
    "任务",
    {
        "id": Key(TEXT, ("任务缺少 id（序号）", "请写上 id: 和文件中的序号")),
        "section": Key(SECTION_KEY),
        "requirement": Key(TEXT, ("任务 {id} 缺少 requirement（具体要求）", "请照原文补上"), instead=""),
        "units": Key(TEXTS, ("任务 {id} 缺少 units（责任单位）", "请写成 units: [县财政局]")),
        "lead": Key(TEXTS),
        "support": Key(TEXTS),
        "deadline": Key(TEXT),
        "origin": Key(TEXT),
        "target": Key(record(TARGET)),
        "steps": Key(records(STEP)),
        "extensions": Key(records(EXTENSION)),
        "waived": Key(records(WAIVER)),
        "progress": Key(records(PROGRESS)),
        "done": Key(DAY),
    },
    vital=("id",),
)

# Entries whose key is a name


class Entry(NamedTuple):
    """What stands behind a name in units, groups or sections: read from name and node, written as both."""

    read: Callable[[ValueReader, Scalar, Node], Any]
    write: Callable[[Any], tuple[str, Value]]


_UNIT_KEYS = {"full": Key(TEXT), "aliases": Key(TEXTS), "contact": Key(TEXT)}


def _read_unit(reader: ValueReader, name: Scalar, node: Node) -> Unit:
    shape = Shape(dict, f"单位「{name.text}」", _UNIT_KEYS)
    return Unit(name=name.text, at=name.at, **({} if is_empty(node) else shape.read(reader, node)))


UNIT = Entry(_read_unit, lambda unit: (unit.name, Shape(Unit, "单位", _UNIT_KEYS, is_line=True).write(unit)))

GROUP = Entry(
    lambda reader, name, node: Group(name=name.text, members=reader.texts(node, name.text), at=name.at),
    lambda group: (group.name, list(group.members)),
)

SECTION = Entry(
    lambda reader, name, node: Section(key=section_key(name.text), title=reader.text(node) or "", at=name.at),
    lambda section: (section.key, section.title),
)

FORMER_KEYS = {"on": "date"}
"""Older names of keys that are still read: YAML 1.1 takes the word on for true."""

TOP_KEYS = ("plan", "units", "groups", "sections", "tasks")

CHINESE_KEYS = {
    "标题": "title",
    "年度": "year",
    "年份": "year",
    "印发日期": "issued",
    "单位": "units",
    "责任单位": "units",
    "任务": "tasks",
    "序号": "id",
    "章节": "section",
    "具体要求": "requirement",
    "要求": "requirement",
    "牵头单位": "lead",
    "配合单位": "support",
    "完成时限": "deadline",
    "时限": "deadline",
    "来源": "origin",
    "步骤": "steps",
    "延期": "extensions",
    "进展": "progress",
    "办结": "done",
    "办结日期": "done",
    "全称": "full",
    "别名": "aliases",
    "联系人": "contact",
    "期": "period",
    "退回": "returned",
    "本期不报": "waived",
    "通报": "bulletins",
    "日期": "date",
    "说明": "note",
    "理由": "reason",
    "数量": "count",
}
"""The words of the office for the keys: what a person may write instead, and is told the key for."""


def present_names(node: MappingNode) -> list[str]:
    """Return the names of the keys of `node` as they are called today."""
    names = [name.text for name, _ in node.entries]
    return [FORMER_KEYS[name] if FORMER_KEYS.get(name) not in {None, *names} else name for name in names]
