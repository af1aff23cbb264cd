"""Values as the lines and words of a YAML file. Nothing here knows a file that exists, nor what a task is."""

from collections.abc import Iterator, Sequence

from gkplan.planfile.yaml.nodes import scalar

Record = dict[str, "Value"]
Value = str | list[str] | list[Record] | Record
"""What can be written: a text, a list of texts, a mapping, or a list of mappings."""


class OneLine(Record):
    """A mapping that is written on one line, inside { }."""


def flow(value: Value | Sequence[str | Record]) -> str:
    """Return `value` on one line, as it stands inside [ ] or { }."""
    if isinstance(value, str):
        return scalar(value, is_flow=True)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(flow(each) for each in value) + "]"


def block_lines(record: Record, step: int) -> Iterator[str]:
    """Yield `record` one fact a line; `step` is how far a list stands in from its key, in columns."""
    for key, value in record.items():
        if isinstance(value, str):
            yield f"{key}: {scalar(value)}"
        elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
            yield f"{key}:"
            for line in item_lines(value, step):
                yield " " * step + line
        else:
            yield f"{key}: {flow(value)}"


def item_lines(values: Sequence[str | Record], step: int) -> Iterator[str]:
    """Yield `values` as the items of a list, each behind its dash."""
    for value in values:
        if isinstance(value, str):
            yield f"- {scalar(value)}"
        elif isinstance(value, OneLine):
            yield f"- {flow(value)}"
        else:
            for number, line in enumerate(block_lines(value, step)):
                yield ("  " if number else "- ") + line


def in_quotes(text: str, style: str, *, is_flow: bool) -> str:
    """Return `text` on one line in the quotes `style`, or none when it is empty; in others when it cannot be so."""
    written = scalar(text, is_flow=is_flow)
    if style == "'" and not written.startswith('"'):
        return "'" + text.replace("'", "''") + "'"
    if style == '"' and not written.startswith('"'):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return written
