"""The plan as values. Nothing here knows YAML, files, the terminal or what day it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Location(NamedTuple):
    """Where a thing stands in the file: line and column, both counted from 1 in characters."""

    line: int
    column: int


NOWHERE = Location(0, 0)
"""The place of a value that was made, not read."""


class Problem(NamedTuple):
    """A fault in the data: the fact and the remedy in one Chinese sentence. `is_warning` ones may stay."""

    message: str
    at: Location = NOWHERE
    is_warning: bool = False


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return `problems` by where they stand; those of one place stay in the order given."""
    return tuple(sorted(problems, key=lambda problem: (problem.at.line, problem.at.column)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """责任单位: `name` as the document writes it; other spellings find it too."""

    name: str
    full: str | None = None
    aliases: tuple[str, ...] = ()
    contact: str | None = None
    at: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A collective name of the document (各镇街) and the units it stands for, by name."""

    name: str
    members: tuple[str, ...]
    at: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading: `key` is its place in the document's own numbering (一, 一（二）), `title` the words after it."""

    key: str
    title: str
    at: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A number to reach: `count` times `measure` of `what`; with `each`, by every responsible unit."""

    count: int
    measure: str = "次"
    what: str | None = None
    each: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A dated piece inside a task, addressed as 46.1; `deadline` in the document's words, `done` the day it closed."""

    what: str
    deadline: str | None = None
    done: date | None = None
    at: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Extension:
    """延期: the new last day (inclusive), the day it was granted, and why."""

    to: date
    on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """进展: what a unit (or, without one, the task as a whole) reported on a day; `done` closes that unit's part."""

    date: date
    unit: str | None = None
    done: bool = False
    count: int | None = None
    note: str | None = None
    evidence: tuple[str, ...] = ()
    at: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One row of the table. `units` and `deadline` keep the document's words; `done` is 整项办结.

    `lead` (牵头) and `support` (配合) name those of `units` to which the document gives that role; `origin` says where
    a task carried over from an earlier year came from (2023年第14项).
    """

    id: str
    requirement: str
    units: tuple[str, ...]
    section: str | None = None
    deadline: str | None = None
    target: Target | None = None
    steps: tuple[Step, ...] = ()
    extensions: tuple[Extension, ...] = ()
    progress: tuple[Progress, ...] = ()
    done: date | None = None
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    origin: str | None = None
    at: Location = field(default=NOWHERE, compare=False, repr=False)
    places: dict[str, Location] = field(default_factory=dict, compare=False, repr=False)

    def place(self, key: str) -> Location:
        """Return where the value of `key` stands, or the task itself."""
        return self.places.get(key, self.at)


class Piece(NamedTuple):
    """What can be addressed and closed: a task, or one of its steps by `number`, from 1."""

    task: Task
    number: int | None = None

    @property
    def id(self) -> str:
        """14 for a task, 46.1 for a step."""
        return self.task.id if self.number is None else f"{self.task.id}.{self.number}"

    @property
    def step(self) -> Step | None:
        """The step, None for a task."""
        return None if self.number is None else self.task.steps[self.number - 1]

    @property
    def what(self) -> str:
        """The requirement, or what the step is."""
        return self.task.requirement if self.step is None else self.step.what

    @property
    def deadline(self) -> str | None:
        """The time limit in the document's words."""
        return self.task.deadline if self.step is None else self.step.deadline


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """The whole table of one year.

    `year` completes 12月底前; `issued` is the day the document was issued (印发之日); `due_soon_days` counts calendar
    days; `holidays` and `workdays` correct the State Council's calendar day by day; `office` is the unit that is
    reported to (without it the first of `units`).
    """

    title: str
    year: int | None = None
    issued: date | None = None
    due_soon_days: int = 30
    office: str | None = None
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
    units: tuple[Unit, ...] = ()
    groups: tuple[Group, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
