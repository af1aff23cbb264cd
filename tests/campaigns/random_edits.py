"""Random plans in random styles under random edits: what is meant is written, and nothing else is touched."""

import difflib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import yaml

from gkplan.errors import GkplanError, RefusedError
from gkplan.plan.changes import closing
from gkplan.plan.changes.change import Report
from gkplan.plan.changes.corrections import amend, retract
from gkplan.plan.changes.returns import send_back
from gkplan.plan.changes.waivers import waive
from gkplan.plan.entries import entries_of
from gkplan.plan.model import Extension, Group, Piece, Plan, Progress, Step, Target, Task, Unit, Waiver
from gkplan.planfile.edit import rewrite
from gkplan.planfile.read import read_fully, read_plan
from tests.campaigns.yaml_styles import Style

UNITS = ("县财政局", "县司法局", "许商街道", "殷巷镇")
TEXTS = (
    "做好政务公开", "按要求公开 目录和 指南", "含: 冒号", "含 #井号", "- 短横", "'引号'", '说"好"', "一行\n二行\n", "一行\n\n三行",
    "尾部空格 ", "[括号]", "{大括号}", "100%", "true", "no", "2023", "010", "全角　空格", "笑😀", "𠮷野", "制表\t符", "*星", "&号",
    "@某", "!感叹", "键:", "?问", "，逗号", "甲, 乙", "~", "null", "<<", "https://a.cn/x?y=1#z", "a\\b", "末行\n\n", "%头", "`反`", "|",
)  # fmt: skip
DEADLINES = ("2023年12月底前", "2023-09-30", "长期坚持", "每季度末: 前")

ALLOWED = {
    "别名": "the value is written elsewhere",
    "锚点": "the value is repeated elsewhere, or carries a name",
    "多行文字": "a text in | or > is to be replaced",
    "旁边的注释": "a comment inside brackets beside what goes",
    "与短横线同在一行": "what goes stands behind a dash and a comment below it",
    "方括号里有注释": "an empty list with a comment inside",
    "值前面还有别的内容": "a comment between a key and its value, and one behind it",
    "删去后这里就空了": "all that a list in lines says is taken out, where its key must stay",
}
"""What may be refused: words of the message, and the shape they stand for."""


class Chance:
    """Chooses parts of plans and edits."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def text(self) -> str:
        return self.random.choice(TEXTS)

    def maybe(self, make: Callable[[], Any], probability: float = 0.4) -> Any:
        return make() if self.random.random() < probability else None

    def day(self) -> date:
        return date(2023, 1, 1) + timedelta(days=self.random.randrange(300))

    def some(self, make: Callable[[], Any], most: int = 3) -> tuple[Any, ...]:
        return tuple(make() for _ in range(self.random.choice([0, 0, *range(1, most + 1)])))

    def step(self) -> Step:
        return Step(
            what=self.text(),
            deadline=self.maybe(self.deadline),
            units=self.some(lambda: self.random.choice(UNITS), 2) if self.random.random() < 0.3 else (),
            extensions=self.some(self.extension, 1) if self.random.random() < 0.3 else (),
            waived=self.some(self.waiver, 1) if self.random.random() < 0.2 else (),
            progress=self.some(self.progress, 2) if self.random.random() < 0.5 else (),
            done=self.maybe(self.day, 0.3),
        )

    def deadline(self) -> str:
        return self.random.choice(DEADLINES)

    def extension(self) -> Extension:
        return Extension(
            to=self.day(),
            date=self.maybe(self.day),
            unit=self.maybe(lambda: self.random.choice(UNITS), 0.3),
            period=self.maybe(self.period, 0.3),
            reason=self.maybe(self.text),
        )

    def period(self) -> str:
        return self.random.choice(["2023Q1", "2023Q4"])

    def waiver(self) -> Waiver:
        return Waiver(
            period=self.period(),
            unit=self.maybe(lambda: self.random.choice(UNITS)),
            date=self.maybe(self.day),
            reason=self.maybe(self.text),
        )

    def progress(self) -> Progress:
        return Progress(
            date=self.day(),
            unit=self.maybe(lambda: self.random.choice(UNITS), 0.8),
            period=self.maybe(self.period, 0.2),
            done=self.random.random() < 0.3,
            returned=self.maybe(self.text, 0.1),
            count=self.maybe(lambda: self.random.randrange(9)),
            note=self.maybe(self.text),
            evidence=self.some(self.text, 2),
        )

    def target(self) -> Target:
        return Target(
            count=self.random.randrange(1, 9), measure=self.random.choice(["次", "场"]), what=self.maybe(self.text),
            each=self.random.random() < 0.3,
        )  # fmt: skip

    def units(self) -> tuple[str, ...]:
        return tuple(self.random.sample([*UNITS, "各镇街"], self.random.randrange(1, 4)))

    def task(self, id_: str) -> Task:
        return Task(
            id=id_,
            requirement=self.text(),
            units=self.units(),
            section=self.maybe(lambda: "一（一）"),
            deadline=self.maybe(self.deadline, 0.8),
            target=self.maybe(self.target, 0.3),
            steps=self.some(self.step),
            extensions=self.some(self.extension, 2),
            waived=self.some(self.waiver, 2) if self.random.random() < 0.3 else (),
            progress=self.some(self.progress),
            done=self.maybe(self.day, 0.3),
            lead=self.some(lambda: self.random.choice(UNITS), 2),
            support=self.some(lambda: self.random.choice(UNITS), 2),
            origin=self.maybe(self.text, 0.2),
        )

    def plan(self) -> Plan:
        return Plan(
            title="方案",
            units=tuple(Unit(name=name) for name in UNITS),
            groups=(Group(name="各镇街", members=("许商街道", "殷巷镇")),),
            tasks=tuple(self.task(str(n + 1)) for n in range(self.random.choice([1, 1, 2, 3]))),
        )

    # Edits: each returns the plan after it

    def grow(self, plan: Plan) -> Plan:
        """Something put in, as done, note, extend and add do."""
        task = self.random.choice(plan.tasks)
        index = plan.tasks.index(task)
        kind = self.random.randrange(10)
        report = Report(day=self.day(), note=self.maybe(self.text, 0.3), evidence=self.some(self.text, 1))
        if kind <= 1:
            return closing.close(plan, [Piece(task)], report, force=True).plan
        if kind == 2:
            return closing.close(plan, [Piece(task)], report, [self.random.choice(task.units)]).plan
        if kind == 3 and task.steps:
            number = self.random.randrange(len(task.steps))
            units = self.some(lambda: self.random.choice(task.units), 1)
            return closing.close(plan, [Piece(task, number + 1)], report, units).plan
        if kind == 9:
            waiver = self.waiver()
            return waive(plan, Piece(task, period=waiver.period), waiver, self.some(lambda: task.units[0], 1)).plan
        if kind == 4 and task.target is None:
            task = replace(task, target=self.target())
        elif kind == 5:
            task = replace(task, extensions=(*task.extensions, self.extension()))
        elif kind == 6:
            task = replace(task, steps=(*task.steps, self.step()))
        elif kind == 7:
            return replace(plan, tasks=(*plan.tasks, self.task(str(len(plan.tasks) + 1))))
        else:
            task = replace(task, progress=(*task.progress, self.progress()))
        return replace(plan, tasks=(*plan.tasks[:index], task, *plan.tasks[index + 1 :]))

    def alter(self, plan: Plan) -> Plan:
        """Something taken out or said otherwise, as reopen and edit do."""
        index = self.random.randrange(len(plan.tasks))
        task = plan.tasks[index]
        kind = self.random.randrange(13)
        if kind == 12:
            report = Report(day=self.day(), note=self.text())
            return send_back(plan, Piece(task), report, [self.random.choice(task.units)]).plan
        known = [
            *entries_of(Piece(task)),
            *(e for n, _ in enumerate(task.steps, 1) for e in entries_of(Piece(task, n))),
        ]
        if kind >= 10 and known:
            entry = self.random.choice(known)
            return retract(plan, entry).plan if kind == 10 else amend(plan, entry, date=self.day()).plan
        if kind == 0:
            return closing.reopen(plan, [Piece(task)]).plan
        if kind == 1:
            return closing.reopen(plan, [Piece(task)], [self.random.choice(task.units)]).plan
        if kind == 2 and task.steps:
            number = self.random.randrange(len(task.steps))
            return closing.reopen(plan, [Piece(task, number + 1)]).plan
        if kind == 3:
            task = replace(task, deadline=self.deadline(), requirement=self.text())
        elif kind == 4:
            task = replace(task, units=self.units(), lead=self.units()[:1], origin=self.maybe(self.text))
        elif kind == 5:
            task = replace(task, target=self.maybe(self.target, 0.8))
        elif kind == 6:
            task = replace(task, extensions=task.extensions[:-1], steps=task.steps[:-1])
        elif kind == 7 and task.progress:
            gone = self.random.randrange(len(task.progress))
            task = replace(task, progress=(*task.progress[:gone], *task.progress[gone + 1 :]))
        elif kind == 8 and task.steps:
            step = replace(task.steps[0], deadline=self.deadline(), what=self.text())
            task = replace(task, steps=(step, *task.steps[1:]))
        else:
            task = replace(task, section=self.maybe(lambda: "二（一）"), support=self.units()[:2])
        return replace(plan, tasks=(*plan.tasks[:index], task, *plan.tasks[index + 1 :]))


def attempt(edit: Callable[[Plan], Plan], plan: Plan) -> Plan:
    """Carry out an edit that the plan itself may forbid."""
    try:
        return edit(plan)
    except GkplanError:
        return plan


def marks(text: str) -> Counter[str]:
    return Counter(re.findall("# 注[0-9]+；", text))


def breaks(text: str) -> set[str]:
    return set(re.findall("\r?\n", text))


def lost_lines(old: str, new: str) -> int:
    """How many lines of `old` are not in `new` in their place."""
    # Whether the last line ends with a break is no matter of its own.
    one, two = [[line.rstrip("\r") for line in (text.rstrip("\r\n") + "\n").split("\n")] for text in (old, new)]
    matcher = difflib.SequenceMatcher(None, one, two, autojunk=False)
    return sum(i2 - i1 for tag, i1, i2, _, _ in matcher.get_opcodes() if tag != "equal")


def compose(text: str) -> yaml.MappingNode:
    root = yaml.compose(text, yaml.CSafeLoader)
    assert isinstance(root, yaml.MappingNode)
    return root


def is_in_lines(text: str) -> bool:
    """Tell whether the plan's tasks and all that can be put into them stand in lines, not inside brackets."""
    pairs = {key.value: value for key, value in compose(text).value}
    if pairs["tasks"].flow_style:
        return False
    for task in pairs["tasks"].value:
        if task.flow_style:
            return False
        for key, value in task.value:
            if key.value in {"steps", "extensions", "waived", "progress", "target"}:
                if isinstance(value, yaml.CollectionNode) and value.flow_style:
                    return False
                for step in value.value if key.value == "steps" else ():
                    entered = [each for name, each in step.value if name.value in {"extensions", "waived", "progress"}]
                    if step.flow_style or any(getattr(each, "flow_style", False) for each in entered):
                        return False
    return True


def is_waiting(node: yaml.Node) -> bool:
    """Tell whether something in `node` says nothing: filled and emptied again, it may go altogether."""
    if isinstance(node, yaml.ScalarNode):
        return node.value in {"", "false"}
    if isinstance(node, yaml.MappingNode):
        return any(is_waiting(value) for _, value in node.value)
    return not node.value or any(is_waiting(item) for item in node.value)


def refusal(error: RefusedError) -> str:
    """Return the enumerated shape that was refused."""
    message = error.message
    assert re.match(r"第 \d+ 行第 \d+ 列：.+，任务 \d+ 没有改动；请.*gkplan check$", message), message
    found = [words for words in ALLOWED if words in message]
    assert found, message
    return found[0]


def examine(seed: int) -> Counter[str]:
    """Render one plan, edit it again and again, and assert after each edit; return what happened, counted."""
    random = Random(seed)  # noqa: S311 - no secret
    chance, style = Chance(random), Style(random)
    plan = chance.plan()
    text = style.render(plan)
    told: Counter[str] = Counter(plans=1)
    read, problems = read_plan(text)
    # A comment behind a requirement is reminded of; it is no fault.
    assert [each for each in problems if not each.is_warning] == [], (text, problems)
    assert read == plan, text
    for _ in range(random.choice([1, 2, 4])):
        is_growth = random.random() < 0.6
        before = read_plan(text)[0]
        after = attempt(chance.grow if is_growth else chance.alter, before)
        if after == before:
            assert rewrite(read_fully(text), after) == text
            continue
        try:
            changed = rewrite(read_fully(text), after)
        except RefusedError as error:
            shape = refusal(error)
            told["refused: " + shape] += 1
            assert style.anchors or shape not in {"别名", "锚点"}, text
            assert not is_growth or shape in {"别名", "锚点", "方括号里有注释"}, (shape, text)
            continue
        told["edits"] += 1
        read, problems = read_plan(changed)
        assert (read, [each for each in problems if not each.is_warning]) == (after, []), (text, changed)
        assert marks(changed) == marks(text), (text, changed)
        assert len(breaks(changed)) <= 1, (text, changed)
        if is_growth:
            is_exact = not is_waiting(next(v for k, v in compose(text).value if k.value == "tasks"))
            limit = 0 if is_in_lines(text) and is_exact else 3
            assert lost_lines(text, changed) <= limit, (text, changed)
            if is_exact:
                told["undone"] += 1
                undone = rewrite(read_fully(changed), before)
                assert undone == text, (text, changed, undone)
        text = changed
    return told
