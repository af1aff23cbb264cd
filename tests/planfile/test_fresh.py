"""A plan written anew says all that the plan says."""

from dataclasses import fields
from datetime import date

from gkplan.plan.model import Bulletin, Group, Plan, Section, Task, Unit
from gkplan.planfile.fresh import dump
from gkplan.planfile.read import read_plan

FULL = Plan(
    title="试验方案",
    year=2024,
    issued=date(2024, 3, 1),
    due_soon_days=15,
    office="县政府办公室",
    holidays=(date(2024, 2, 9),),
    workdays=(date(2024, 2, 4),),
    bulletin_below=60,
    bulletins=(
        Bulletin(no=1, as_of=date(2024, 3, 31)),
        Bulletin(no=2, as_of=date(2024, 6, 30), against=date(2024, 1, 1), reply_by=date(2024, 7, 10)),
    ),
    units=(Unit(name="县政府办公室", full="全称", aliases=("县府办",), contact="王五，电话"), Unit(name="甲局")),
    groups=(Group(name="各局", members=("甲局",)),),
    sections=(Section(key="一", title="总则"),),
    tasks=(Task(id="1", section="一", requirement="公开", units=("各局",), deadline="12月底前"),),
)


def test_nothing_of_a_plan_is_left_out() -> None:
    left = [field.name for field in fields(Plan) if getattr(FULL, field.name) == field.default]
    assert left == [], "give the new field a value here"
    plan, problems = read_plan(dump(FULL, {}))
    assert (plan, problems) == (FULL, ())
