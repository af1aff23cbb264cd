"""Text → (Plan, Problems): the file format and nothing else. Whether names and dates make sense is for checks.py."""

from collections.abc import Iterator

from gkplan.plan.model import (
    Extension,
    Group,
    Location,
    Plan,
    Problem,
    Progress,
    Section,
    Step,
    Target,
    Task,
    Unit,
    in_file_order,
)
from gkplan.planfile.yaml import nodes
from gkplan.planfile.yaml.nodes import Mapping, Node, Scalar, Sequence
from gkplan.planfile.yaml.values import ValueReader, is_empty, is_empty_list, kind

PLAN_KEYS = ("title", "year", "issued", "office", "due_soon_days", "holidays", "workdays")
TASK_KEYS = (
    "id",
    "section",
    "requirement",
    "units",
    "lead",
    "support",
    "deadline",
    "origin",
    "target",
    "steps",
    "extensions",
    "progress",
    "done",
)
STEP_KEYS = ("what", "deadline", "done")
PROGRESS_KEYS = ("date", "unit", "done", "count", "note", "evidence")


def read_plan(text: str) -> tuple[Plan, tuple[Problem, ...]]:
    """Return the plan in `text` (without a BOM) and every problem of its form, in the order of the file.

    What cannot be read is left out of the plan and named by a problem; nothing is raised.
    """
    reader = _Reader()
    if "<<<<<<< " in text or ">>>>>>> " in text:
        from gkplan.planfile.yaml.faults import find_conflicts

        if conflicts := find_conflicts(text):
            return Plan(title=""), tuple(conflicts)
    try:
        root = nodes.read(text)
    except nodes.NotYamlError as error:
        return Plan(title=""), _unreadable(text, error.problems)
    if root is None or (isinstance(root, Scalar) and not root.text):
        return Plan(title=""), (
            Problem(message="文件是空的，请用 gkplan init 生成一份，或从 git 恢复", at=Location(1, 1)),
        )
    plan = reader.plan(root)
    return plan, in_file_order([*reader.problems, *_cut_texts(text, root)])


def _unreadable(text: str, whole: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return what is wrong with a text that is not YAML, also in the parts of it that can be read."""
    from gkplan.planfile.yaml.recovery import recover

    rest, problems = recover(text, whole)
    root = nodes.read(rest)
    # What is missing may stand in the parts that could not be read.
    reader = _Reader(is_partial=True)
    if root is not None:
        reader.plan(root)
    return in_file_order([*problems, *reader.problems])


def _cut_texts(text: str, root: Node) -> Iterator[Problem]:
    """Yield a warning for each requirement that a # ends early: behind a blank it begins a comment."""
    tasks = root.get("tasks") if isinstance(root, Mapping) else None
    for task in tasks.items if isinstance(tasks, Sequence) else []:
        node = task.get("requirement") if isinstance(task, Mapping) else None
        if isinstance(node, Scalar) and node.text and not node.style and text.startswith(" ", node.end):
            rest = text[node.end :].partition("\n")[0].strip()
            if rest.startswith("#"):
                yield Problem(
                    message=f"requirement 到「#」为止，后面的「{rest[:20]}」成了注释；如是正文，请用单引号括起整段",
                    at=node.at,
                    is_warning=True,
                )


class _Reader(ValueReader):
    """Reads the pieces of a plan; of a partial one it does not say what is missing at the top."""

    def __init__(self, *, is_partial: bool = False) -> None:
        super().__init__()
        self.is_partial = is_partial

    def plan(self, root: Node) -> Plan:
        parts = self.fields(root, "文件", ("plan", "units", "groups", "sections", "tasks"))
        head = self.fields(parts["plan"], "plan ", PLAN_KEYS) if "plan" in parts else {}
        if not self.is_partial:
            if "plan" not in parts:
                self.missing(root, "plan", "缺少 plan（方案）", "请在文件开头写上 plan: 和下一行的 title:")
            elif "title" not in head:
                self.missing(parts["plan"], "title", "缺少 title（方案标题）", "请在 plan: 下面写上 title:")
            if "units" not in parts:
                self.missing(root, "units", "缺少 units（单位名单）", "请写上 units: 和各单位的名称")
            if "tasks" not in parts:
                self.missing(root, "tasks", "缺少 tasks（任务列表）", "请写上 tasks: 和各项任务")
            elif is_empty_list(parts["tasks"]):
                self.report(parts["tasks"], "还没有任务，请在 tasks 里添加，或用 gkplan import 导入", is_warning=True)
        return Plan(
            title=self.text(head.get("title")) or "",
            year=self.integer(head.get("year"), "year", 1949, 9998),
            issued=self.day(head.get("issued"), "issued"),
            due_soon_days=self.integer(head.get("due_soon_days"), "due_soon_days", 0, 366, 30) or 0,
            office=self.text(head.get("office")),
            holidays=self.days(head.get("holidays"), "holidays"),
            workdays=self.days(head.get("workdays"), "workdays"),
            units=tuple(self.named(parts.get("units"), "units", self.unit)),
            groups=tuple(self.named(parts.get("groups"), "groups", self.group)),
            sections=tuple(self.named(parts.get("sections"), "sections", self.section)),
            tasks=tuple(self.each(parts.get("tasks"), "tasks", self.task)),
        )

    def unit(self, name: Scalar, node: Node) -> Unit:
        parts = {} if is_empty(node) else self.fields(node, f"单位「{name.text}」", ("full", "aliases", "contact"))
        return Unit(
            name=name.text,
            full=self.text(parts.get("full")),
            aliases=self.texts(parts.get("aliases"), "aliases"),
            contact=self.text(parts.get("contact")),
            at=name.at,
        )

    def group(self, name: Scalar, node: Node) -> Group:
        return Group(name=name.text, members=self.texts(node, name.text), at=name.at)

    def section(self, name: Scalar, node: Node) -> Section:
        return Section(key=section_key(name.text), title=self.text(node) or "", at=name.at)

    def task(self, node: Node) -> Task | None:
        if not isinstance(node, Mapping):
            self.report(node, f"tasks 的每一项应是「- id: …」开头的一组内容，这里是{kind(node)}")
            return None
        parts = self.fields(node, "任务", TASK_KEYS)
        id_ = self.text(parts.get("id"))
        if id_ is None:
            self.missing(node, "id", "任务缺少 id（序号）", "请写上 id: 和文件中的序号")
            return None
        requirement = self.text(parts.get("requirement"))
        if requirement is None:
            self.missing(node, "requirement", f"任务 {id_} 缺少 requirement（具体要求）", "请照原文补上")
        if "units" not in parts or is_empty_list(parts["units"]):
            self.missing(node, "units", f"任务 {id_} 缺少 units（责任单位）", "请写成 units: [县财政局]")
        section = self.text(parts.get("section"))
        return Task(
            id=id_,
            section=section_key(section) if section else None,
            requirement=requirement or "",
            units=self.texts(parts.get("units"), "units"),
            lead=self.texts(parts.get("lead"), "lead"),
            support=self.texts(parts.get("support"), "support"),
            deadline=self.text(parts.get("deadline")),
            origin=self.text(parts.get("origin")),
            target=self.target(parts.get("target")),
            steps=tuple(self.each(parts.get("steps"), "steps", self.step)),
            extensions=tuple(self.each(parts.get("extensions"), "extensions", self.extension)),
            progress=tuple(self.each(parts.get("progress"), "progress", self.progress)),
            done=self.day(parts.get("done"), "done"),
            at=node.at,
            places=_places(parts),
        )

    def target(self, node: Node | None) -> Target | None:
        if node is None:
            return None
        parts = self.fields(node, "target ", ("count", "measure", "what", "each"))
        count = self.integer(parts.get("count"), "count", 1, 1_000_000)
        if count is None:
            if "count" not in parts:
                self.missing(node, "count", "target 缺少 count（数量）", "请写成 target: {count: 5, measure: 次}")
            return None
        return Target(
            count=count,
            measure=self.text(parts.get("measure")) or "次",
            what=self.text(parts.get("what")),
            each=self.boolean(parts.get("each"), "each"),
        )

    def step(self, node: Node) -> Step | None:
        parts = self.fields(node, "步骤", STEP_KEYS)
        if "what" not in parts:
            self.missing(node, "what", "步骤缺少 what（做什么）", "请补上")
        return Step(
            what=self.text(parts.get("what")) or "",
            deadline=self.text(parts.get("deadline")),
            done=self.day(parts.get("done"), "done"),
            at=node.at,
        )

    def extension(self, node: Node) -> Extension | None:
        parts = self.fields(node, "延期", ("to", "on", "reason"))
        to = self.day(parts.get("to"), "to")
        if to is None:
            if "to" not in parts:
                self.missing(
                    node, "to", "延期缺少 to（延到哪一天）", "请写成 {to: 2024-03-31, on: 2023-12-15, reason: …}"
                )
            return None
        return Extension(to=to, on=self.day(parts.get("on"), "on"), reason=self.text(parts.get("reason")))

    def progress(self, node: Node) -> Progress | None:
        parts = self.fields(node, "进展", PROGRESS_KEYS)
        day = self.day(parts.get("date"), "date")
        if day is None:
            if "date" not in parts:
                self.missing(node, "date", "进展缺少 date（日期）", "请写成 date: 2023-06-28")
            return None
        return Progress(
            date=day,
            unit=self.text(parts.get("unit")),
            done=self.boolean(parts.get("done"), "done"),
            count=self.integer(parts.get("count"), "count", 0, 1_000_000),
            note=self.text(parts.get("note")),
            evidence=self.texts(parts.get("evidence"), "evidence"),
            at=node.at,
        )


def _places(parts: dict[str, Node]) -> dict[str, Location]:
    """Return where each value stands, and under units.0, units.1, … where the items of a list of several lines do."""
    places = {}
    for key, value in parts.items():
        places[key] = value.at
        if isinstance(value, Sequence) and key in {"units", "lead", "support"}:
            written = [item for item in value.items if isinstance(item, Scalar) and item.text]
            places.update({f"{key}.{number}": item.at for number, item in enumerate(written)})
    return places


def section_key(text: str) -> str:
    """Return a section number with the document's full-width brackets: 二(一) → 二（一）."""
    return text.replace("(", "（").replace(")", "）").strip()
