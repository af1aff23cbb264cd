"""Two versions of a plan → every difference between them, in the order of the document. Nothing here reads or prints."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from gkplan.plan.entries import Entry, entries_of
from gkplan.plan.model import Group, Piece, Plan, Section, Step, Task, Unit

WORDS = {
    "added": "新增",
    "removed": "删去",
    "done": "办结",
    "reopened": "撤销办结",
    "progress": "进展",
    "returned": "退回",
    "extension": "延期",
    "waived": "本期不报",
    "retracted": "撤下",
    "corrected": "更正",
    "moved": "次序",
    "requirement": "具体要求",
    "what": "内容",
    "units": "责任单位",
    "lead": "牵头单位",
    "support": "配合单位",
    "deadline": "完成时限",
    "section": "章节",
    "target": "数量要求",
    "origin": "来源",
    "title": "标题",
    "year": "年度",
    "issued": "印发日期",
    "due_soon_days": "临期天数",
    "office": "报送给",
    "holidays": "放假",
    "workdays": "上班",
    "bulletins": "通报",
    "bulletin_below": "通报点名的办结率",
    "groups": "统称",
    "sections": "章节",
}
"""Each kind of difference, by its name in JSON, and what the screen calls it."""


class Difference(NamedTuple):
    """One difference: its kind, a key of WORDS; the task or step (None: the plan itself), and what it says.

    `before` and `after` are the words that became others; an entry has `unit`, `period`, `day` and its text in `after`
    (in `before` where it is gone).
    """

    kind: str
    piece: Piece | None = None
    before: str = ""
    after: str = ""
    unit: str | None = None
    period: str | None = None
    day: date | None = None

    @property
    def word(self) -> str:
        """The kind in office words."""
        return WORDS[self.kind]


def differences(old: Plan, new: Plan) -> tuple[Difference, ...]:
    """Return every difference: those of the plan itself, then of each task of `new`, those that are gone behind the rest.

    None means that both say the same; where an entry stands in the file does not count, its order among others does.
    """
    found = list(_of_plan(old, new))
    before, after = _by_id(old), _by_id(new)
    for key, task in after.items():
        if key in before:
            found += _of_duty(Piece(before[key]), Piece(task))
        else:
            found.append(Difference("added", Piece(task), after=task.requirement))
    found += [Difference("removed", Piece(task), task.requirement) for key, task in before.items() if key not in after]
    kept = [[key for key in some if key in other] for some, other in ((before, after), (after, before))]
    if kept[0] != kept[1]:
        found.append(_moved(None, *(["、".join(key[0] for key in keys) for keys in kept])))
    return tuple(found)


def _moved(piece: Piece | None, before: str, after: str) -> Difference:
    return Difference("moved", piece, before, after)


def _by_id(plan: Plan) -> dict[tuple[str, int], Task]:
    """Return the tasks by id; of several with one id each by its place among them."""
    seen: Counter[str] = Counter()
    found = {}
    for task in plan.tasks:
        found[task.id, seen[task.id]] = task
        seen[task.id] += 1
    return found


def _of_plan(old: Plan, new: Plan) -> Iterator[Difference]:
    for name in (field.name for field in fields(Plan)):
        before, after = getattr(old, name), getattr(new, name)
        if before == after or name == "tasks":
            continue
        if name in {"units", "groups", "sections"}:
            yield from _of_names(name, before, after)
        elif name == "bulletins":
            yield from (Difference(name, after=_bulletin(each)) for each in after if each not in before)
            yield from (Difference(name, before=_bulletin(each)) for each in before if each not in after)
            if set(before) == set(after):
                yield _moved(None, *("、".join(map(_bulletin, each)) for each in (before, after)))
        else:
            yield Difference(name, None, _words(before), _words(after))


def _bulletin(issue: Any) -> str:
    more = [
        f"{key} {day}"
        for key, day in (("date", issue.date), ("against", issue.against), ("reply_by", issue.reply_by))
        if day
    ]
    return "，".join([f"第{issue.no}期（截至 {issue.as_of}）", *more])


def _of_names(kind: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Difference]:
    """Yield what became of the units, groups or sections that the plan knows."""
    called: Callable[[Any], str] = (lambda each: each.key) if kind == "sections" else (lambda each: each.name)
    before, after = {called(each): each for each in old}, {called(each): each for each in new}
    for name, each in after.items():
        if before.get(name) != each:
            yield Difference(kind, None, _registered(before.get(name)), _registered(each))
    yield from (Difference(kind, None, _registered(each)) for name, each in before.items() if name not in after)
    if [name for name in before if name in after] != [name for name in after if name in before] or (
        len(before) < len(old) or len(after) < len(new)
    ):
        yield _moved(None, *("、".join(map(called, each)) for each in (old, new)))


def _registered(each: Unit | Group | Section | None) -> str:
    if each is None:
        return ""
    if isinstance(each, Section):
        return f"{each.key} {each.title}"
    if isinstance(each, Group):
        return f"{each.name}：{'、'.join(each.members)}"
    more = [f"全称 {each.full}" if each.full else "", f"又称 {'、'.join(each.aliases)}" if each.aliases else ""]
    more.append(f"联络员 {each.contact}" if each.contact else "")
    return "，".join(filter(None, [each.name, *more]))


_ENTRIES = ("progress", "extensions", "waived", "done")


def _of_duty(old: Piece, new: Piece) -> Iterator[Difference]:
    """Yield the differences of a task or a step that both have."""
    if old.duty == new.duty:
        return
    for name in (field.name for field in fields(new.duty)):
        before, after = getattr(old.duty, name), getattr(new.duty, name)
        if name not in {*_ENTRIES, "steps", "id", "at", "places"} and before != after:
            yield Difference(name, new, _words(before), _words(after))
    yield from _of_entries(old, new)
    if new.number is None and old.task.steps != new.task.steps:
        yield from _of_steps(old.task, new.task)


def _of_steps(old: Task, new: Task) -> Iterator[Difference]:
    matcher = SequenceMatcher(
        None, [step.what for step in old.steps], [step.what for step in new.steps], autojunk=False
    )
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        both = 0 if tag in {"insert", "delete"} else min(old_to - old_from, new_to - new_from)
        for place in range(both):
            yield from _of_duty(Piece(old, old_from + place + 1), Piece(new, new_from + place + 1))
        yield from (_step(new, number, "added") for number in range(new_from + both + 1, new_to + 1))
        yield from (_step(old, number, "removed") for number in range(old_from + both + 1, old_to + 1))


def _step(task: Task, number: int, kind: str) -> Difference:
    step: Step = task.steps[number - 1]
    words = f"{step.what}（{step.deadline or '未定时限'}）"
    before, after = ("", words) if kind == "added" else (words, "")
    return Difference(kind, Piece(task, number), before, after)


def _of_entries(old: Piece, new: Piece) -> Iterator[Difference]:
    """Yield the entries that are new, changed or gone; one that says something else of the same is changed."""
    before, after = entries_of(old), entries_of(new)
    gone, come = _unlike(before, after), _unlike(after, before)
    for entry in come:
        other = next((each for each in gone if _likeness(each) == _likeness(entry)), None)
        if other is None:
            yield Difference(entry.kind, new, "", _said(entry), entry.unit, entry.period, entry.day)
        else:
            gone.remove(other)
            yield Difference(
                "corrected",
                new,
                _said(other, with_day=True),
                _said(entry, with_day=True),
                entry.unit,
                entry.period,
                entry.day,
            )
    for entry in gone:
        kind = "reopened" if isinstance(entry.value, date) else "retracted"
        yield Difference(kind, new, _said(entry, with_day=True), "", entry.unit, entry.period, entry.day)
    if not gone and not come and [entry.value for entry in before] != [entry.value for entry in after]:
        yield _moved(new, *("；".join(_said(each, with_day=True) for each in some) for some in (before, after)))


def _unlike(entries: Sequence[Entry], others: Sequence[Entry]) -> list[Entry]:
    """Return the entries that `others` have not, one for one."""
    left = [entry.value for entry in others]
    found = []
    for entry in entries:
        if entry.value in left:
            left.remove(entry.value)
        else:
            found.append(entry)
    return found


def _likeness(entry: Entry) -> tuple[object, ...]:
    return (type(entry.value), entry.unit, entry.period)


def _said(entry: Entry, *, with_day: bool = False) -> str:
    count = f"计 {entry.counted}" if entry.counted is not None else ""
    day = str(entry.day) if with_day and entry.day else ""
    return " ".join(filter(None, [day, entry.word if with_day else "", entry.text, count, *entry.evidence]))


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    if hasattr(value, "count") and hasattr(value, "measure"):
        each = "每家 " if value.each else ""
        return f"{value.what or ''} {each}{value.count} {value.measure}".strip()
    return str(value)
