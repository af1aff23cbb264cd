"""Small plans by chance, in which entries, returns, extensions and waivers meet as no person would think of."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

HEAD = """\
units: {甲局: {}, 乙局: {}, 东镇: {}, 西镇: {}}
groups: {各镇: [东镇, 西镇]}
tasks:
"""
LIMITS = ("2023年6月底前", "2023年9月30日前", "长期坚持", "2023-05-10")
QUARTERS = ("2023Q1", "2023Q2", "2023Q3", "2023Q4")
SERIES = {
    "每季度末": QUARTERS,
    "每季度结束后10日内": QUARTERS,
    "每月底": ("2023-04", "2023-05", "2023-11", "2023-12"),
}
UNITS = (("甲局",), ("甲局", "乙局"), ("甲局", "各镇"), ("各镇",), ("乙局", "各镇"))
MEMBERS = {"甲局": ("甲局",), "乙局": ("乙局",), "各镇": ("东镇", "西镇")}


class Chance:
    """A plan text that is the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311

    def day(self, first: date = date(2022, 12, 15)) -> date:
        return first + timedelta(days=self.random.randrange(0, 400, 7))

    def is_so(self, chance: float) -> bool:
        return self.random.random() < chance

    def plan(self) -> str:
        issued = ", issued: 2023-04-05" if self.is_so(0.5) else ""
        tasks = (line for id_ in range(1, self.random.randint(2, 4)) for line in self.task(id_))
        return f"plan: {{title: 试验, year: 2023{issued}}}\n{HEAD}" + "".join(f"{line}\n" for line in tasks)

    def task(self, id_: int) -> Iterator[str]:
        units = self.random.choice(UNITS)
        members = [each for name in units for each in MEMBERS[name]]
        limit = self.random.choice([*SERIES] if self.is_so(0.5) else LIMITS)
        periods = SERIES.get(limit, ())
        yield from (f"- id: {id_}", "  requirement: 事", f"  units: [{', '.join(units)}]", f"  deadline: {limit}")
        has_target = not periods and self.is_so(0.4)
        if has_target:
            each = ", each: true" if self.is_so(0.5) else ""
            yield f"  target: {{count: {self.random.randint(1, 3)}{each}}}"
        steps = self.random.choice([0, 0, 1, 2])
        if steps:
            yield "  steps:"
        for _ in range(steps):
            own = self.random.choice([[], members[:1], members[-2:]])
            yield from ("  - what: 步", f"    deadline: {self.random.choice(['2023年6月底前', '2023-08-20'])}")
            if own:
                yield f"    units: [{', '.join(own)}]"
            yield from (f"    {line}" for line in self.entries(own or [*units, *members]))
        ends = limit != "长期坚持"
        lines = self.entries([*units, *members], periods, has_target=has_target, ends=ends)
        yield from (f"  {line}" for line in lines)

    def entries(
        self, names: list[str], periods: tuple[str, ...] = (), *, has_target: bool = False, ends: bool = True
    ) -> Iterator[str]:
        kinds = {
            "extensions": self.random.choice([0, 0, 1, 2, 3]) if ends else 0,
            "waived": self.random.choice([0, 0, 1, 2, 3]) if periods else 0,
            "progress": self.random.choice([0, 1, 3, 6, 10, 16]),
        }
        for key, number in kinds.items():
            if number:
                yield f"{key}:"
            for _ in range(number):
                yield f"- {{{', '.join(self.entry(key, names, periods, has_target=has_target))}}}"
        if self.is_so(0.15):
            yield f"done: {self.day()}"

    def entry(self, key: str, names: list[str], periods: tuple[str, ...], *, has_target: bool) -> Iterator[str]:
        if key == "progress" or self.is_so(0.85):
            yield f"date: {self.day()}"
        if self.is_so(0.8):
            yield f"unit: {self.random.choice(names)}"
        # What is noted on a series as such closes nothing.
        closes = not periods or key != "progress" or self.is_so(0.9)
        if periods and closes:
            yield f"period: {self.random.choice(periods)}"
        if key != "progress":
            yield "reason: 机构调整"
        if key == "extensions":
            yield f"to: {self.day(date(2023, 10, 1))}"
        if key == "progress" and closes:
            yield from self.random.choices([["done: true"], ["returned: 不全"], ["note: 已布置"]], [11, 4, 5])[0]
        if key == "progress" and has_target and self.is_so(0.4):
            yield f"count: {self.random.randint(0, 2)}"
