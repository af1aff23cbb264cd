"""The plan as values. Nothing here knows YAML, files, the terminal or what day it is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple


class Location(NamedTuple):
    """Where a thing stands in the file: line and column, both counted from 1 in characters."""

    line: int
    column: int


NOWHERE = Location(0, 0)
"""The place of a value that was made, not read."""


class Problem(NamedTuple):
    """A fault in the data: the fact and the remedy in one Chinese sentence. `is_warning` ones may stay.

    `key` names the value it is about, of the record that begins at `at`: whoever has the text can tell where that stands.
    """

    message: str
    at: Location = NOWHERE
    is_warning: bool = False
    key: str = ""


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return `problems` by where they stand; those of one place stay in the order given."""
    return tuple(sorted(problems, key=lambda problem: (problem.at.line, problem.at.column)))


class _Value:
    """What all records share. A repr of its own for each of them would cost every start half a millisecond."""

    __slots__ = ()

    def __repr__(self) -> str:
        told = (f"{name}={getattr(self, name)!r}" for name, each in self.__dataclass_fields__.items() if each.repr)  # type: ignore[attr-defined] # all are dataclasses
        return f"{type(self).__name__}({', '.join(told)})"


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Unit(_Value):
    """责任单位: `name` as the document writes it; other spellings find it too."""

    name: str
    full: str | None = None
    aliases: tuple[str, ...] = ()
    contact: str | None = None
    at: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Group(_Value):
    """A collective name of the document (各镇街) and the units it stands for, by name."""

    name: str
    members: tuple[str, ...]
    at: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Section(_Value):
    """A heading: `key` is its place in the document's own numbering (一, 一（二）), `title` the words after it."""

    key: str
    title: str
    at: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Target(_Value):
    """A number to reach: `count` times `measure` of `what`; with `each`, by every responsible unit."""

    count: int
    measure: str = "次"
    what: str | None = None
    each: bool = False


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Extension(_Value):
    """延期: the new last day (inclusive), for one `unit` or all, of one `period` where there are; granted on `date`."""

    to: dt.date
    date: dt.date | None = None
    unit: str | None = None
    period: str | None = None
    reason: str | None = None
    at: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Waiver(_Value):
    """本期不报: nothing is owed for `period`, by `unit` or by all; decided on `date`."""

    period: str
    unit: str | None = None
    date: dt.date | None = None
    reason: str | None = None
    at: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Progress(_Value):
    """进展: what a unit (or, without one, the task as a whole) reported on a day, of `period` where there are.

    `done` closes that unit's part, `returned` (退回) says why an earlier closing of it no longer counts.
    """

    date: dt.date
    unit: str | None = None
    period: str | None = None
    done: bool = False
    returned: str | None = None
    count: int | None = None
    note: str | None = None
    evidence: tuple[str, ...] = ()
    at: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Step(_Value):
    """A small task inside a task, addressed as 46.1; its units are the task's unless it names its own."""

    what: str
    deadline: str | None = None
    units: tuple[str, ...] = ()
    extensions: tuple[Extension, ...] = ()
    waived: tuple[Waiver, ...] = ()
    progress: tuple[Progress, ...] = ()
    done: date | None = None
    at: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Task(_Value):
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
    waived: tuple[Waiver, ...] = ()
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
    """What can be addressed and closed: a task, one of its steps by `number` (from 1), or one `period` of either."""

    task: Task
    number: int | None = None
    period: str | None = None

    @property
    def id(self) -> str:
        """14 for a task, 46.1 for a step, 38@2023Q1 for a period."""
        whole = self.task.id if self.number is None else f"{self.task.id}.{self.number}"
        return whole if self.period is None else f"{whole}@{self.period}"

    @property
    def called(self) -> str:
        """任务 14, 步骤 46.1, 任务 38 的 2023Q1: what messages call it."""
        whole = f"任务 {self.task.id}" if self.number is None else f"步骤 {self.task.id}.{self.number}"
        return whole if self.period is None else f"{whole} 的 {self.period}"

    @property
    def step(self) -> Step | None:
        """The step, None for a task."""
        return None if self.number is None else self.task.steps[self.number - 1]

    @property
    def duty(self) -> Task | Step:
        """The task or the step: what has a time limit, reports and extensions."""
        return self.task if self.number is None else self.task.steps[self.number - 1]

    @property
    def units(self) -> tuple[str, ...]:
        """The units and groups it is for, in the document's words."""
        return self.duty.units or self.task.units

    @property
    def what(self) -> str:
        """The requirement, or what the step is."""
        return self.task.requirement if self.step is None else self.step.what

    @property
    def deadline(self) -> str | None:
        """The time limit in the document's words."""
        return self.duty.deadline

    @property
    def kind(self) -> Literal["task", "step", "period"]:
        """What it is counted as."""
        return "period" if self.period else "step" if self.number else "task"

    @property
    def is_task(self) -> bool:
        """Whether it is a whole task."""
        return self.number is None and self.period is None


@dataclass(frozen=True, slots=True, repr=False)
class Bulletin(_Value):
    """通报: the `no`-th issue, the day whose figures it has, and what more was asked of it, to make it again.

    `date` is the day it bears where that is another, `against` the one it compares with where that is not the one of the
    issue before, `reply_by` when to answer.
    """

    no: int
    as_of: dt.date
    against: dt.date | None = None
    reply_by: dt.date | None = None
    date: dt.date | None = None
    at: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Plan(_Value):
    """The whole table of one year.

    `year` completes 12月底前; `issued` is the day the document was issued (印发之日); `due_soon_days` counts calendar
    days; `holidays` and `workdays` correct the State Council's calendar day by day; `office` is the unit that is
    reported to; `bulletins` are the issues sent out so far, in which units that have closed less than `bulletin_below`
    percent are named instead of all that owe something.
    """

    title: str
    year: int | None = None
    issued: date | None = None
    due_soon_days: int = 30
    office: str | None = None
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
    bulletin_below: int | None = None
    bulletins: tuple[Bulletin, ...] = ()
    units: tuple[Unit, ...] = ()
    groups: tuple[Group, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
