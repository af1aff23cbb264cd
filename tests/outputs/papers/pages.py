"""Pages as bytes, and the plans they are made of: one lived through a year, one whose every text is hostile."""

import datetime as dt
import os
from pathlib import Path
from typing import NamedTuple

from gkplan.outputs.papers import render
from gkplan.plan.model import Extension, Group, Piece, Plan, Progress, Section, Step, Target, Task, Unit
from gkplan.plan.select import select
from gkplan.plan.status import Judge
from gkplan.store.load import load
from tests.conftest import HERE, LIVED_IN

YEAR = HERE / "golden" / "a-year-of-shanghe.yaml"


class Asked(NamedTuple):
    """A plan file and a day."""

    path: Path
    day: str


PLANS = {"year": Asked(YEAR, "2023-10-20"), "small": Asked(LIVED_IN, "2023-10-01")}


def page_of(plan: Plan, day: str, *units: str) -> bytes:
    """The page on all of `plan`."""
    judge = Judge(plan, dt.date.fromisoformat(day))
    return render(".html", judge, select(judge, units=units), units)


def page(name: str) -> bytes:
    """The page on one of PLANS."""
    path, day = PLANS[name]
    return page_of(load(str(path), os.environ).plan, day)


ATTACK = (
    '<script>window.hit=1</script>"\'><img src=x onerror="window.hit=1"></title></script></style>{{7*7}}{%x%}&lt;\u202e'
)
"""What a text would do if it were taken for anything else."""

LINKS = (
    "javascript:window.hit=1",
    "JavaScript:window.hit=1",
    "data:text/html,<script>window.hit=1</script>",
    'https://example.cn/"onmouseover="window.hit=1',
    "https://example.cn/\u202egpj.exe",
    "//example.cn/",
)


def hostile_plan() -> Plan:
    """A plan in which every text is an attack; names are told apart by what stands before it."""
    unit, other, group = (f"{sign}{ATTACK}" for sign in "甲乙丙")
    day = dt.date(2023, 3, 1)
    report = Progress(date=day, unit=unit, note=ATTACK, evidence=(*LINKS, ATTACK), count=1)
    task = Task(
        id="1",
        section="一" + ATTACK,
        requirement=ATTACK,
        units=(unit, other, group),
        lead=(unit,),
        deadline="2023年6月底前",
        target=Target(count=2, measure=ATTACK, what=ATTACK),
        steps=(Step(what=ATTACK, deadline=ATTACK, progress=(report,)),),
        extensions=(Extension(to=dt.date(2023, 7, 1), date=day, reason=ATTACK),),
        progress=(report, Progress(date=day, unit=other, returned=ATTACK)),
        origin=ATTACK,
    )
    return Plan(
        title=ATTACK,
        year=2023,
        units=(Unit(name=unit, full=ATTACK, contact=ATTACK), Unit(name=other)),
        groups=(Group(name=group, members=(unit, other)),),
        sections=(Section(key="一" + ATTACK, title=ATTACK),),
        tasks=(task, Task(id=f"2{ATTACK}", requirement=ATTACK, units=(ATTACK,), deadline=ATTACK)),
    )


def texts(piece: Piece) -> str:
    """The requirement as a page shows it."""
    return piece.what.replace("\u202e", "<U+202E>")
