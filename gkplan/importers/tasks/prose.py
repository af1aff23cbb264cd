"""Numbered paragraphs with labelled lines or a trailing bracket → items. Nothing here knows tables or the plan."""

from dataclasses import dataclass, field, replace

from gkplan.importers.cells import columns
from gkplan.importers.cells.columns import Role
from gkplan.importers.cells.headings import Numbered, numbered
from gkplan.importers.cells.limits import looks_like_limit
from gkplan.importers.source import REQUIREMENT, UNITS, Paragraph, one_line
from gkplan.importers.tasks.assignments import GUESSED, Duty, behind, in_line
from gkplan.importers.tasks.items import Gathered, Item
from gkplan.text.numerals import arabic
from gkplan.text.patterns import compiled

SINGLE = 3
"""The level of 1. 2. 3."""
MANY = 3
"""Tasks with numbers from which on one without stands apart."""
PART = 4
"""The level of (1) (2) and of ① ②."""


@dataclass(kw_only=True, slots=True)
class _Node:
    """A paragraph and what belongs to it; `level` 0 is one without a number."""

    number: int
    level: int
    serial: str | None
    text: str
    whole: str
    duty: Duty = field(default_factory=Duty)
    parts: list[str] = field(default_factory=list)
    is_named: bool = False

    @property
    def is_task(self) -> bool:
        return self.duty.is_said and not self.duty.tasks


def read(paragraphs: list[Paragraph], gathered: Gathered) -> None:
    """Add the items among `paragraphs`; those that are neither task nor heading are left out, each with its words."""
    nodes = _within(_nodes(paragraphs))
    tasks = [index for index, node in enumerate(nodes) if node.is_task]
    if not tasks:
        for node in nodes:
            gathered.leave(f"第{node.number}段", node.whole, "表格以外的文字")
        return
    levels = {nodes[index].level for index in tasks}
    first = _first(nodes, tasks[0])
    # What a node stands over: words of introduction may stand between a heading and its numbered tasks.
    below: list[_Node | None] = [None] * len(nodes)
    numbered_below: _Node | None = None
    for index in range(len(nodes) - 2, -1, -1):
        following = nodes[index + 1]
        if following.level or following.is_task:
            numbered_below = following if following.level else None
        below[index] = following if following.is_task else numbered_below
    for index, node in enumerate(nodes):
        place = f"第{node.number}段"
        for person in node.duty.people:
            gathered.leave(place, person, "领导或责任人，不是责任单位")
        leads = _leads(node, below[index])
        if node.is_task or (node.level and node.level in levels and not leads and index >= first):
            _add(node, gathered)
        elif leads and index < tasks[-1] and len(node.text) <= 60:
            _enter(node, gathered)
        elif index < tasks[0] and not node.level:
            gathered.titles.append(node.whole)
        else:
            gathered.leave(place, node.whole, "任务以外的文字")


def _within(nodes: list[_Node]) -> list[_Node]:
    """Take for no task what has no number and stands before or behind many that have one: 来源：, 主办： of a web page."""
    counted = [index for index, node in enumerate(nodes) if node.is_task and node.level]
    loose = [node for index, node in enumerate(nodes) if node.is_task and not node.level]
    if len(counted) >= MANY and len(loose) < len(counted):
        for node in (*nodes[: counted[0]], *nodes[counted[-1] + 1 :]):
            node.duty = node.duty if node.level else Duty(people=node.duty.people)
    return nodes


def _nodes(paragraphs: list[Paragraph]) -> list[_Node]:
    nodes: list[_Node] = []
    last: str | None = None
    for paragraph in paragraphs:
        if nodes and (said := in_line(one_line(paragraph.text))):
            nodes[-1].duty.take(said)
            continue
        nodes.append(_node(paragraph, last))
        if nodes[-1].level == SINGLE:
            last = nodes[-1].serial
    nodes = _joined(_spoken_of(nodes))
    for node in nodes:
        label = compiled(r"([^\s：:，,；;、。()（）]{2,10})[：:]\s*(?=.)").match(node.text)
        if node.is_task and label and columns.role_of(label[1]) is Role.TEXT:
            node.text = node.text[label.end() :]
            node.is_named = True
    return _with_parts(nodes)


def _spoken_of(nodes: list[_Node]) -> list[_Node]:
    """Give the duties of 以上各项任务由A负责 to the tasks above it that have none, up to the heading over them."""
    kept: list[_Node] = []
    for node in nodes:
        if not node.duty.tasks:
            kept.append(node)
            continue
        for count, before in enumerate(reversed(kept)):
            if before.level != kept[-1].level or before.is_task or count == node.duty.tasks:
                break
            before.duty.take(replace(node.duty, tasks=0))
    return kept


def _first(nodes: list[_Node], index: int) -> int:
    """Return where the tasks begin: 1. is one, too, though nobody is responsible, where 2. at `index` is the first."""
    first = index
    for before in range(index - 1, -1, -1):
        node, after = nodes[before], nodes[first]
        if node.level != after.level or not (node.serial or "").isdecimal() or not (after.serial or "").isdecimal():
            continue
        if int(node.serial or 0) != int(after.serial or 0) - 1:
            break
        first = before
    return first


def _with_parts(nodes: list[_Node]) -> list[_Node]:
    """Make (1) (2) below a task its parts: it has units itself, or those behind the last part are units of it all."""
    whole: list[_Node] = []
    index = 0
    while index < len(nodes):
        node = nodes[index]
        end = index + 1
        while 0 < node.level < PART and end < len(nodes) and nodes[end].level == PART:
            end += 1
        parts = nodes[index + 1 : end]
        with_duty = [part for part in parts if part.is_task]
        ends_with_duty = len(parts) > 1 and with_duty == parts[-1:] and not node.is_task
        if parts and (ends_with_duty or (node.is_task and not with_duty)):
            for part in parts:
                node.duty.take(part.duty)
                node.parts.append(part.text)
            index = end
        else:
            index += 1
        whole.append(node)
    return whole


def goes_on(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph only says who does the task above it, or by when."""
    text = one_line(paragraph.text)
    return in_line(text) is not None or not behind(text)[0]


def are_tasks(items: list[Item]) -> bool:
    """Tell whether paragraphs are a list of tasks and not any prose in which a word of units stands.

    Half of them are to have units or a limit, and a number, a heading, the label 工作任务： or both of the two.
    """
    sound = sum(
        1
        for item in items
        if (item.who and item.limit) or ((item.serial or item.section or item.is_named) and (item.who or item.limit))
    )
    return sound * 2 >= len(items)


def _leads(node: _Node, below: _Node | None) -> bool:
    """Tell whether `node` is a heading over the paragraph below it."""
    if not below or not node.level:
        return False
    # 1.1 平台 over 1.1.1 建设平台….
    is_inner = node.level == below.level == SINGLE and (below.serial or "").startswith(f"{node.serial}.")
    return is_inner or below.level > node.level or (not below.level and below.is_task)


def _add(node: _Node, gathered: Gathered) -> None:
    for words in node.duty.guessed:
        gathered.doubt(UNITS, f"第{node.number}段", words, GUESSED)
    item = Item(
        place=f"第{node.number}段",
        requirement=node.text,
        serial=node.serial,
        who=node.duty.who,
        limit=node.duty.limit,
        parts=node.parts,
        is_named=node.is_named,
    )
    if node.parts:
        gathered.doubt(REQUIREMENT, item.place, "、".join(node.parts), "各小项写成了这项任务的步骤，请核对")
    if node.level and node.level <= 2:
        item.serial = None
        item.serial = arabic(node.serial or "")
    here = gathered.headings.here
    item.section = here[-1] if here else None
    gathered.has_limits |= bool(node.duty.limit)
    gathered.items.append(item)


def _enter(node: _Node, gathered: Gathered) -> None:
    here = gathered.headings.here
    level = min(node.level, len(here[: node.level - 1]) + 1)
    if "." in (node.serial or ""):
        # 1.2 stands beside 1.1, inside a 一、 where there is one.
        level = 1 if not here or "." in here[0] else 2
    gathered.headings.enter(node.whole, level)


def _node(paragraph: Paragraph, last: str | None) -> _Node:
    whole = one_line(paragraph.text)
    found: Numbered | None = numbered(whole, last)
    node = _Node(
        number=paragraph.number,
        level=found.level if found else 0,
        serial=found.number if found else None,
        text=found.text if found else whole,
        whole=whole,
    )
    node.text, node.duty = behind(node.text)
    if node.duty.people and not node.duty.is_said and node.text in node.whole:
        # （县领导：…） behind a heading is no part of it.
        node.whole = node.whole[: node.whole.index(node.text) + len(node.text)]
    return node


def _joined(nodes: list[_Node]) -> list[_Node]:
    """Give unnumbered lines before labels to the numbered paragraph they go on from."""
    joined: list[_Node] = []
    for node in nodes:
        before = joined[-1] if joined else None
        if before and _belongs(node, before):
            before.text += node.text
            before.whole += node.whole
            before.duty.take(node.duty)
            continue
        joined.append(node)
    return joined


def _belongs(node: _Node, before: _Node) -> bool:
    """Tell whether `node` goes on in the numbered paragraph before it: a bracket alone, or the text of a 1. item."""
    if before.is_task or node.level or not (node.is_task or looks_like_limit(node.text)):
        return False
    if not before.level:
        # A bracket on a line of its own speaks of the paragraph above it.
        return not node.text
    # Below 一、 and （一） a paragraph is a task of its own, unless the "heading" is as long as a task.
    return not node.text or before.level > 2 or len(before.text) > 40
