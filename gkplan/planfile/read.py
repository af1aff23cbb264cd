"""Text → the plan in it, and every problem of its form. Whether names and dates make sense is for plan.checks."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from gkplan.plan.model import NOWHERE, Location, Plan, Problem, Task, in_file_order
from gkplan.planfile.levels import settle
from gkplan.planfile.schema import CHINESE_KEYS, GROUP, HEAD, SECTION, TASK, TOP_KEYS, UNIT, Entry
from gkplan.planfile.yaml import nodes
from gkplan.planfile.yaml.nodes import ListNode, MappingNode, Node, Scalar
from gkplan.planfile.yaml.values import ValueReader, is_empty, is_empty_list, kind


class Reading(NamedTuple):
    """A text (without a BOM), its root node (None when it cannot be edited), the plan in it and the problems of its form."""

    text: str
    root: Node | None
    plan: Plan
    problems: tuple[Problem, ...]


def read_plan(text: str) -> tuple[Plan, tuple[Problem, ...]]:
    """Return the plan in `text` (without a BOM) and every problem of its form, in the order of the file.

    What cannot be read is left out of the plan and named by a problem; nothing is raised.
    """
    reading = read_fully(text)
    return reading.plan, reading.problems


def read_fully(text: str) -> Reading:
    """Return all that is known of `text` (without a BOM), as edit.py needs it; nothing is raised."""
    nothing = Plan(title="")
    if "<<<<<<< " in text or ">>>>>>> " in text:
        from gkplan.planfile.yaml.faults import find_conflicts

        if conflicts := find_conflicts(text):
            return Reading(text, None, nothing, tuple(conflicts))
    # Without any other break they are what an old Macintosh ended its lines with.
    if "\r" in text and "\n" in text and text.count("\r") != text.count("\r\n"):
        from gkplan.planfile.yaml.faults import find_lone_returns

        return Reading(text, None, nothing, tuple(find_lone_returns(text)))
    try:
        root = nodes.read(text)
    except nodes.NotYamlError as error:
        return Reading(text, None, nothing, _unreadable(text, error.problems))
    if root is None or (isinstance(root, Scalar) and not root.text):
        empty = Problem(message="文件是空的，请用 gkplan init 生成一份，或从 git 恢复", at=Location(1, 1))
        return Reading(text, None, nothing, (empty,))
    reader = ValueReader(CHINESE_KEYS)
    plan = _plan(reader, root)
    # Tasks that stand below another key are read, but to add to them where they stand would set the fault in stone.
    is_in_place = not plan.tasks or (isinstance(root, MappingNode) and root.get("tasks") is not None)
    return Reading(
        text, root if is_in_place else None, plan, in_file_order([*reader.problems, *_cut_texts(text, root)])
    )


def pinpoint(root: Node | None, problems: Sequence[Problem]) -> list[Problem]:
    """Return `problems` with those about a value of a record at the place of that value."""
    if not any(problem.key for problem in problems):
        return list(problems)
    records = {node.at: node for node in _mappings(root)}
    return [_pinpointed(problem, records, root) for problem in problems]


def _pinpointed(problem: Problem, records: dict[Location, MappingNode], root: Node | None) -> Problem:
    record: Node | None = records.get(problem.at)
    if problem.at == NOWHERE and isinstance(root, MappingNode):
        # What has no place of its own stands in the head.
        record = root.get("plan")
    node = record.get(problem.key) if isinstance(record, MappingNode) else None
    return problem._replace(at=node.at if node else max(problem.at, Location(1, 1)), key="")


def _mappings(node: Node | None) -> Iterator[MappingNode]:
    if isinstance(node, MappingNode):
        yield node
        for _, child in node.entries:
            yield from _mappings(child)
    elif isinstance(node, ListNode):
        for child in node.items:
            yield from _mappings(child)


def _unreadable(text: str, whole: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return what is wrong with a text that is not YAML, also in the parts of it that can be read."""
    from gkplan.planfile.yaml.recovery import recover

    rest, problems = recover(text, whole)
    root = nodes.read(rest)
    reader = ValueReader(CHINESE_KEYS)
    if root is not None:
        _plan(reader, root, is_partial=True)
    return in_file_order([*problems, *reader.problems])


def _cut_texts(text: str, root: Node) -> Iterator[Problem]:
    """Yield a warning for each requirement that a # ends early: behind a blank it begins a comment."""
    tasks = root.get("tasks") if isinstance(root, MappingNode) else None
    for task in tasks.items if isinstance(tasks, ListNode) else []:
        node = task.get("requirement") if isinstance(task, MappingNode) else None
        if isinstance(node, Scalar) and node.text and not node.style and text.startswith(" ", node.end):
            rest = text[node.end :].partition("\n")[0].strip()
            if rest.startswith("#"):
                yield Problem(
                    message=f"requirement 到「#」为止，后面的「{rest[:20]}」成了注释；如是正文，请用单引号括起整段",
                    at=node.at,
                    is_warning=True,
                )


def _plan(reader: ValueReader, root: Node, *, is_partial: bool = False) -> Plan:
    """Return the plan at `root`; of a partial one nothing is said to be missing: it may stand in what is not there."""
    root = settle(reader, root)
    parts = reader.fields(root, "文件", TOP_KEYS)
    head = HEAD.read(reader, parts["plan"]) if "plan" in parts else {"title": ""}
    if not is_partial:
        _report_missing(reader, root, parts)

    def named(key: str, entry: Entry) -> tuple[Any, ...]:
        return tuple(reader.named(parts.get(key), key, lambda name, node: entry.read(reader, name, node)))

    return Plan(
        **head,
        units=named("units", UNIT),
        groups=named("groups", GROUP),
        sections=named("sections", SECTION),
        tasks=tuple(reader.each(parts.get("tasks"), "tasks", lambda node: _task(reader, node))),
    )


def _report_missing(reader: ValueReader, root: Node, parts: dict[str, Node]) -> None:
    if "plan" not in parts:
        reader.missing(root, "plan", "缺少 plan（方案）", "请在文件开头写上 plan: 和下一行的 title:")
    elif isinstance(parts["plan"], MappingNode) and is_empty(parts["plan"].get("title")):
        reader.missing(parts["plan"], "title", "缺少 title（方案标题）", "请在 plan: 下面写上 title:")
    if "units" not in parts:
        reader.missing(root, "units", "缺少 units（单位名单）", "请写上 units: 和各单位的名称")
    if "tasks" not in parts:
        reader.missing(root, "tasks", "缺少 tasks（任务列表）", "请写上 tasks: 和各项任务")
    elif is_empty_list(parts["tasks"]):
        reader.report(parts["tasks"], "还没有任务，请在 tasks 里添加，或用 gkplan import 导入", is_warning=True)


def _task(reader: ValueReader, node: Node) -> Task | None:
    if isinstance(node, MappingNode):
        task: Task | None = TASK.read(reader, node)
        return task
    reader.report(node, f"tasks 的每一项应是「- id: …」开头的一组内容，这里是{kind(node)}")
    return None
