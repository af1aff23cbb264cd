"""How values are read from YAML and written to it: one sort of value, a key, a record. Which there are is schema.py."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from gkplan.plan.model import Location
from gkplan.plan.sections import section_key
from gkplan.planfile.yaml.lines import OneLine, Record, Value
from gkplan.planfile.yaml.nodes import ListNode, Node, Scalar
from gkplan.planfile.yaml.values import ValueReader, is_empty_list


class Notation(NamedTuple):
    """How one sort of value is read from its node (None: not written; the key for messages) and written."""

    read: Callable[[ValueReader, Node | None, str], Any]
    write: Callable[[Any], Value]


class Key(NamedTuple):
    """A key of a record. `lacking` is the fact and the remedy when one that must be there is missing.

    What stands for a missing one is the default of the field in plan.model, or `instead` where that has none. One without
    a value is not written, unless it must be there or `is_always_written`. `formerly` is an older name that is read too.
    """

    notation: Notation
    lacking: tuple[str, str] | None = None
    instead: str | None = None
    is_always_written: bool = False
    formerly: str | None = None


class Shape(NamedTuple):
    """A record of the file: what it makes, what messages call it, its keys in the order of writing.

    Nothing is made of one that lacks one of its `vital` keys. `is_line`: written on one line.
    """

    makes: Callable[..., Any]
    called: str
    keys: Mapping[str, Key]
    vital: tuple[str, ...] = ()
    is_line: bool = False

    def read(self, reader: ValueReader, node: Node) -> Any:
        """Return what the record at `node` stands for, None for one that cannot be read."""
        older = {key.formerly: name for name, key in self.keys.items() if key.formerly}
        nodes = reader.fields(node, self.called, (*self.keys, *older))
        for former, name in older.items():
            if former in nodes and name in nodes:
                reader.report(nodes[former], f"{self.called}里「{former}」和「{name}」是一回事，请删去一个")
            elif former in nodes:
                nodes[name] = nodes.pop(former)
        values: dict[str, Any] = {}
        for name, key in self.keys.items():
            value = key.notation.read(reader, nodes.get(name), name)
            if key.lacking and (name not in nodes or is_empty_list(nodes[name])):
                fact, remedy = key.lacking
                reader.missing(node, name, fact.format_map(values), remedy)
            if name in self.vital and value is None:
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


def number(least: int, most: int) -> Notation:
    """A whole number from `least` to `most`, both inclusive."""
    return Notation(lambda reader, node, key: reader.integer(node, key, least, most), str)


def record(shape: Shape) -> Notation:
    """One record of `shape`."""
    return Notation(lambda reader, node, _: None if node is None else shape.read(reader, node), shape.write)


def records(shape: Shape) -> Notation:
    """A list of records of `shape`."""
    return Notation(
        lambda reader, node, key: tuple(reader.each(node, key, lambda each: shape.read(reader, each))),
        lambda values: [shape.write(value) for value in values],
    )


TEXT = Notation(lambda reader, node, _: reader.text(node), str)
TEXTS = Notation(lambda reader, node, key: reader.texts(node, key), list)
DAY = Notation(lambda reader, node, key: reader.day(node, key), date.isoformat)
DAYS = Notation(lambda reader, node, key: reader.days(node, key), lambda days: [day.isoformat() for day in days])
FLAG = Notation(lambda reader, node, key: reader.boolean(node, key), lambda _: "true")
SECTION_KEY = Notation(_read_section, str)
