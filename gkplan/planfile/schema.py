"""The keys of a plan file: for each what is read from it and how it is written, side by side.

A key is read by its `read` and written by its `write`; what it stands for is a field of the same name in plan.model. To
add one, add the field there and its line here.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from gkplan.plan.model import Extension, Group, Location, Progress, Section, Step, Target, Task, Unit
from gkplan.plan.sections import section_key
from gkplan.planfile.yaml.lines import OneLine, Record, Value
from gkplan.planfile.yaml.nodes import ListNode, Node, Scalar
from gkplan.planfile.yaml.values import ValueReader, is_empty, is_empty_list


class Notation(NamedTuple):
    """How one sort of value is read from its node (None: not written; the key for messages) and written."""

    read: Callable[[ValueReader, Node | None, str], Any]
    write: Callable[[Any], Value]


class Key(NamedTuple):
    """A key of a record. `lacking` is the fact and the remedy when one that must be there is missing.

    What stands for a missing one is the default of the field in plan.model, or `instead` where that has none. One without
    a value is not written, unless it must be there or `is_always_written`.
    """

    notation: Notation
    lacking: tuple[str, str] | None = None
    instead: str | None = None
    is_always_written: bool = False


class Shape(NamedTuple):
    """A record of the file: what it makes, what messages call it, its keys in the order of writing.

    Nothing is made of one that lacks its `vital` key. `is_line`: written on one line.
    """

    makes: Callable[..., Any]
    called: str
    keys: Mapping[str, Key]
    vital: str | None = None
    is_line: bool = False

    def read(self, reader: ValueReader, node: Node) -> Any:
        """Return what the record at `node` stands for, None for one that cannot be read."""
        nodes = reader.fields(node, self.called, tuple(self.keys))
        values: dict[str, Any] = {}
        for name, key in self.keys.items():
            value = key.notation.read(reader, nodes.get(name), name)
            if key.lacking and (name not in nodes or is_empty_list(nodes[name])):
                fact, remedy = key.lacking
                reader.missing(node, name, fact.format_map(values), remedy)
            if name == self.vital and value is None:
                return None
            if value is not None:
                values[name] = value
            elif key.instead is not None:
                values[name] = key.instead
        fields = getattr(self.makes, "__dataclass_fields__", {})
        if "at" in fields:
            values["at"] = node.at
        if "places" in fields:
            values["places"] = _places(nodes)
        return self.makes(**values)

    def write(self, value: Any) -> Record:
        """Return the record that stands for `value`, optional keys only where it has them."""
        record: Record = OneLine() if self.is_line else {}
        for name, key in self.keys.items():
            own = getattr(value, name)
            if key.is_always_written or key.lacking or not (own is None or own is False or own in ("", ())):
                record[name] = key.notation.write(own)
        return record


def _places(nodes: Mapping[str, Node]) -> dict[str, Location]:
    """Return where each value stands, and under units.0, units.1, … where the items of a list of several lines do."""
    places = {}
    for key, value in nodes.items():
        places[key] = value.at
        if isinstance(value, ListNode) and key in {"units", "lead", "support"}:
            written = [part for part in value.items if isinstance(part, Scalar) and part.text]
            places.update({f"{key}.{number}": part.at for number, part in enumerate(written)})
    return places


# Notations


def _read_section(reader: ValueReader, node: Node | None, _: str) -> str | None:
    text = reader.text(node)
    return section_key(text) if text else None


def _number(least: int, most: int) -> Notation:
    """A whole number from `least` to `most`, both inclusive."""
    return Notation(lambda reader, node, key: reader.integer(node, key, least, most), str)


def _record(shape: Shape) -> Notation:
    return Notation(lambda reader, node, _: None if node is None else shape.read(reader, node), shape.write)


def _records(shape: Shape) -> Notation:
    return Notation(
        lambda reader, node, key: tuple(reader.each(node, key, lambda each: shape.read(reader, each))),
        lambda values: [shape.write(value) for value in values],
    )


_TEXT = Notation(lambda reader, node, _: reader.text(node), str)
_TEXTS = Notation(lambda reader, node, key: reader.texts(node, key), list)
_DAY = Notation(lambda reader, node, key: reader.day(node, key), date.isoformat)
_DAYS = Notation(lambda reader, node, key: reader.days(node, key), lambda days: [day.isoformat() for day in days])
_FLAG = Notation(lambda reader, node, key: reader.boolean(node, key), lambda _: "true")
_SECTION = Notation(_read_section, str)

# Records


HEAD = Shape(
    dict,
    "plan ",
    {
        "title": Key(_TEXT, instead="", is_always_written=True),
        "year": Key(_number(1949, 9998)),
        "issued": Key(_DAY),
        "office": Key(_TEXT),
        "due_soon_days": Key(_number(0, 366)),
        "holidays": Key(_DAYS),
        "workdays": Key(_DAYS),
    },
)
"""What stands below plan:, as fields of Plan."""

TARGET = Shape(
    Target,
    "target ",
    {
        "count": Key(_number(1, 1_000_000), ("target 缺少 count（数量）", "请写成 target: {count: 5, measure: 次}")),
        "measure": Key(_TEXT),
        "what": Key(_TEXT),
        "each": Key(_FLAG),
    },
    vital="count",
    is_line=True,
)

STEP = Shape(
    Step,
    "步骤",
    {
        "what": Key(_TEXT, ("步骤缺少 what（做什么）", "请补上"), instead=""),
        "deadline": Key(_TEXT),
        "done": Key(_DAY),
    },
)

EXTENSION = Shape(
    Extension,
    "延期",
    {
        "to": Key(_DAY, ("延期缺少 to（延到哪一天）", "请写成 {to: 2024-03-31, on: 2023-12-15, reason: …}")),
        "on": Key(_DAY),
        "reason": Key(_TEXT),
    },
    vital="to",
    is_line=True,
)

PROGRESS = Shape(
    Progress,
    "进展",
    {
        "date": Key(_DAY, ("进展缺少 date（日期）", "请写成 date: 2023-06-28")),
        "unit": Key(_TEXT),
        "done": Key(_FLAG),
        "count": Key(_number(0, 1_000_000)),
        "note": Key(_TEXT),
        "evidence": Key(_TEXTS),
    },
    vital="date",
)

TASK = Shape(
    Task,
    "任务",
    {
        "id": Key(_TEXT, ("任务缺少 id（序号）", "请写上 id: 和文件中的序号")),
        "section": Key(_SECTION),
        "requirement": Key(_TEXT, ("任务 {id} 缺少 requirement（具体要求）", "请照原文补上"), instead=""),
        "units": Key(_TEXTS, ("任务 {id} 缺少 units（责任单位）", "请写成 units: [县财政局]")),
        "lead": Key(_TEXTS),
        "support": Key(_TEXTS),
        "deadline": Key(_TEXT),
        "origin": Key(_TEXT),
        "target": Key(_record(TARGET)),
        "steps": Key(_records(STEP)),
        "extensions": Key(_records(EXTENSION)),
        "progress": Key(_records(PROGRESS)),
        "done": Key(_DAY),
    },
    vital="id",
)

# Entries whose key is a name


class Entry(NamedTuple):
    """What stands behind a name in units, groups or sections: read from name and node, written as both."""

    read: Callable[[ValueReader, Scalar, Node], Any]
    write: Callable[[Any], tuple[str, Value]]


_UNIT_KEYS = {"full": Key(_TEXT), "aliases": Key(_TEXTS), "contact": Key(_TEXT)}


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
    "日期": "date",
    "说明": "note",
    "理由": "reason",
    "数量": "count",
}
"""The words of the office for the keys: what a person may write instead, and is told the key for."""
