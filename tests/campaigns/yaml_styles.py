"""A plan as YAML in a style that chance decides, node by node. Written for the tests; shares nothing with the package."""

import re
from random import Random
from typing import Any

import yaml

from gkplan.plan.model import Plan, Step, Task

PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~=<.\ufeff][^\n\t]*")

FLUSH = "\0"
"""Begins a line that stays in the first column."""


class Style:
    """Renders one plan; `marks` counts the comments written."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.marks = 0
        self.newline = random.choice(["\n", "\n", "\r\n"])
        self.comments = random.choice([0.0, 0.0, 0.1, 0.4])
        self.blanks = random.choice([0.0, 0.0, 0.1, 0.3])
        self.spaces = random.choice([0.0, 0.0, 0.2])
        self.flow = random.choice([0.0, 0.1, 0.5])
        self.fancy = random.choice([0.0, 0.2, 0.7])
        self.anchors = random.choice([0.0, 0.0, 0.0, 0.3])
        self.waiting = random.choice([0.0, 0.0, 0.0, 0.2])
        self.shuffle = random.choice([False, False, True])
        self.is_even = random.choice([False, True])
        self.indents = random.choice([[0], [2], [4], [0, 2, 4]])
        self.anchored: dict[str, str] = {}
        self.names = 0

    def chance(self, probability: float) -> bool:
        return probability > 0 and self.random.random() < probability

    # Comments and blanks

    def comment(self) -> str:
        self.marks += 1
        return f"# 注{self.marks}；" + self.random.choice(["", " - 甲-乙", " [未完", " 'x", " done: 2020-01-01"])

    def tail(self) -> str:
        if self.chance(self.comments):
            return self.random.choice([" ", "   "]) + self.comment()
        return "  " if self.chance(self.spaces) else ""

    def above(self) -> list[str]:
        lines = []
        if self.chance(self.blanks):
            lines.append("" if not self.chance(self.spaces) else "   ")
        if self.chance(self.comments):
            # Deeper than its neighbours it would be part of a text in | above.
            lines.append(self.random.choice(["", FLUSH] if self.fancy else ["", "  ", "     ", FLUSH]) + self.comment())
        return lines

    # Scalars

    def scalar(self, text: str, *, is_flow: bool) -> str:
        styles = []
        safe = PLAIN.fullmatch(text) and text == text.strip() and ": " not in text and " #" not in text
        safe = safe and not text.endswith(":") and not text.startswith(("---", "..."))
        if safe and not (is_flow and any(char in ",[]{}:?#" for char in text)):
            styles += ["plain"] * 4
        if text and "\n" not in text and "\t" not in text:
            styles += ["single"] * (1 if self.fancy or not styles else 0)
        if not styles or self.chance(self.fancy):
            styles.append("double")
        style = self.random.choice(styles)
        if style == "plain":
            return text
        if style == "single":
            return "'" + text.replace("'", "''") + "'"
        return '"' + "".join({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}.get(c, c) for c in text) + '"'

    def anchor(self, key: str) -> str:
        """An alias ready to stand for the value, an anchor with its blank, or nothing."""
        if not self.chance(self.anchors):
            return ""
        if key in self.anchored and self.chance(0.7):
            return self.anchored[key]
        self.names += 1
        self.anchored[key] = f"*a{self.names}"
        return f"&a{self.names} "

    # Inside brackets: one line, or several with comments

    def in_flow(self, value: Any, *, is_open: bool) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            mark = self.anchor(value)
            return mark if mark.startswith("*") else mark + self.scalar(value, is_flow=True)
        entries = (
            [f"{key}: {self.in_flow(each, is_open=is_open)}" for key, each in self.ordered(value)]
            if isinstance(value, dict)
            else [self.in_flow(each, is_open=is_open) for each in value]
        )
        left, right = "{}" if isinstance(value, dict) else "[]"
        if not entries:
            return left + self.random.choice(["", "", " "]) + right
        breaks = [is_open and self.chance(0.5) for _ in range(len(entries) + 1)]
        pieces = [left]
        for number, words in enumerate(entries):
            if breaks[number]:
                pieces.append(self.tail() + "\n" + self.random.choice(["  ", "      "]))
            elif number:
                pieces.append(" ")
            pieces.append(words)
            is_last = number == len(entries) - 1
            if not is_last or self.chance(0.1):
                pieces.append(",")
        if breaks[-1]:
            pieces.append(self.tail() + "\n" + "  ")
        return "".join(pieces) + right

    def ordered(self, record: dict[str, Any]) -> list[tuple[str, Any]]:
        entries = list(record.items())
        if self.shuffle:
            self.random.shuffle(entries)
        return entries

    # Blocks: lists of lines

    def block(self, record: dict[str, Any]) -> list[str]:
        lines: list[str] = []
        for number, (key, value) in enumerate(self.ordered(record)):
            if number:
                lines += self.above()
            lines += self.entry(key, value)
        return lines

    def entry(self, key: str, value: Any) -> list[str]:
        if value is None:
            return [f"{key}:{self.tail()}"]
        if isinstance(value, str):
            return self.text(key, value)
        is_texts = isinstance(value, list) and all(isinstance(each, str) for each in value)
        mark = self.anchor(repr(value)) if is_texts and value else ""
        if mark.startswith("*"):
            return [f"{key}: {mark}{self.tail()}"]
        if not value or self.chance(self.flow) or ((is_texts or key == "target") and not self.chance(self.fancy)):
            words = self.in_flow(value, is_open=self.chance(self.flow))
            lines = [f"{key}: {mark}{words}{self.tail()}"]
            return [each if not n else "  " + each for line in lines for n, each in enumerate(line.split("\n"))]
        inner = self.block(value) if isinstance(value, dict) else self.items(value)
        indent = self.random.choice([2, 4]) if isinstance(value, dict) else self.random.choice(self.indents)
        return [f"{key}:{' ' + mark.strip() if mark else ''}{self.tail()}", *_indented(inner, indent)]

    def text(self, key: str, value: str) -> list[str]:
        if self.chance(self.fancy * 0.6) and value.strip() == value.rstrip("\n").rstrip(" ") and value.strip():
            body, ends = value.rstrip("\n"), len(value) - len(value.rstrip("\n"))
            if "\t" not in value and body == body.strip() and not any(row != row.strip() for row in body.split("\n")):
                sign = "-" if not ends else "" if ends == 1 else "+"
                style = self.random.choice(["|", ">"]) if "\n" not in body else "|"
                blanks = [""] * (ends - 1 if ends > 1 else self.random.choice([0, 0, 1]))
                head = f"{key}: {style}{sign}" + (" " + self.comment() if self.chance(self.comments) else "")
                # A comment ends a text that keeps its blank lines: those put in by chance would be part of it.
                stop = [FLUSH + "# 止"] if sign == "+" else []
                return [head, *_indented(body.split("\n"), self.random.choice([1, 2, 4])), *blanks, *stop]
        mark = self.anchor(value)
        if mark.startswith("*"):
            return [f"{key}: {mark}{self.tail()}"]
        words = self.scalar(value, is_flow=False)
        if words == value and " " in value and "  " not in value and self.chance(self.fancy):
            rows = value.split(" ")
            if not any(row[:1] in "#-" or row.endswith(":") for row in rows):
                return [f"{key}: {mark}{rows[0]}", *_indented(rows[1:], 2)]
        return [f"{key}: {mark}{words}{self.tail()}"]

    def items(self, values: list[Any]) -> list[str]:
        lines: list[str] = []
        is_apart = self.chance(self.blanks)
        for number, value in enumerate(values):
            if number:
                lines += [""] if is_apart else []
                lines += self.above()
            if isinstance(value, str):
                mark = self.anchor(value)
                lines.append(
                    "- " + (mark if mark.startswith("*") else mark + self.scalar(value, is_flow=False)) + self.tail()
                )
            elif self.chance(self.flow):
                words = self.in_flow(value, is_open=self.chance(self.flow))
                lines += [("    " if n else "- ") + line for n, line in enumerate((words + self.tail()).split("\n"))]
            else:
                inner = self.block(value)
                gap = 2 if self.is_even else self.random.choice([2, 2, 4])
                if self.chance(self.comments / 4):
                    lines += ["-  " + self.comment(), *_indented(inner, gap)]
                else:
                    rows = _indented(inner, gap)
                    lines += ["-" + rows[0][1:], *rows[1:]]
        return lines

    def waits(self, record: dict[str, Any], keys: dict[str, list[Any]]) -> dict[str, Any]:
        for key, values in keys.items():
            if key not in record and self.chance(self.waiting):
                record[key] = self.random.choice(values)
        return record

    # The plan

    def task(self, task: Task) -> dict[str, Any]:
        record: dict[str, Any] = {"id": task.id, "section": task.section, "requirement": task.requirement}
        record["units"] = list(task.units)
        record |= {"lead": list(task.lead), "support": list(task.support)}
        record |= {"deadline": task.deadline, "origin": task.origin}
        if task.target:
            target = {"count": str(task.target.count), "measure": task.target.measure, "what": task.target.what}
            record["target"] = self.waits(
                _present(target | {"each": "true" if task.target.each else None}), {"each": ["false"]}
            )
        record["steps"] = [self.step(step) for step in task.steps]
        record |= self.entries(task)
        waiting: dict[str, list[Any]] = {key: [None, []] for key in ("steps", "extensions", "waived", "progress")} | {
            "done": [None],
            "target": [None],
        }
        return self.waits(_present(record), waiting)

    def step(self, step: Step) -> dict[str, Any]:
        record = {"what": step.what, "deadline": step.deadline, **self.entries(step)}
        return self.waits(_present(record) | ({"units": list(step.units)} if step.units else {}), {"done": [None]})

    def entries(self, duty: Task | Step) -> dict[str, Any]:
        """Return what is entered for a task or a step; the day of an extension was called `on` once."""
        return {
            "extensions": [
                _present(
                    {"to": _day(e.to), self.random.choice(["date", "on"]): _day(e.date)}
                    | {"unit": e.unit, "period": e.period, "reason": e.reason}
                )
                for e in duty.extensions
            ],
            "waived": [
                _present({"period": w.period, "unit": w.unit, "date": _day(w.date), "reason": w.reason})
                for w in duty.waived
            ],
            "progress": [
                self.waits(
                    _present(
                        {
                            "date": _day(p.date),
                            "unit": p.unit,
                            "period": p.period,
                            "done": "true" if p.done else None,
                            "returned": p.returned,
                            "count": None if p.count is None else str(p.count),
                            "note": p.note,
                            "evidence": list(p.evidence),
                        }
                    ),
                    {"done": ["false", None], "evidence": [[], None], "note": [None], "period": [None]},
                )
                for p in duty.progress
            ],
            "done": _day(duty.done),
        }

    def render(self, plan: Plan) -> str:
        tasks = [self.task(task) for task in plan.tasks]
        lines = ["plan:", f"  title: {self.scalar(plan.title, is_flow=False)}", "units:"]
        lines += [f"  {unit.name}: {{}}" for unit in plan.units]
        lines += ["groups:", *(f"  {group.name}: [{', '.join(group.members)}]" for group in plan.groups)]
        lines += self.above() + self.entry("tasks", tasks)
        if lines[-len(tasks) :] and self.chance(0.2):
            lines += ["", "# 完"]
        if self.chance(0.1):
            lines = ["--- # 注释", *lines, *self.random.choice([[], ["..."]])]
        whole = self.newline.join(lines) + self.newline
        whole = whole.replace(FLUSH, "").replace("\r\n", "\n").replace("\n", self.newline)
        bare = whole.removesuffix(self.newline)
        if self.chance(0.3) and yaml.load(bare, yaml.BaseLoader) == yaml.load(whole, yaml.BaseLoader):  # noqa: S506
            return bare
        return whole


def _indented(lines: list[str], columns: int) -> list[str]:
    return [" " * columns + line if line.strip() and not line.startswith(FLUSH) else line for line in lines]


def _present(record: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in record.items() if value}
    return kept | ({"units": record["units"]} if "units" in record else {})


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
