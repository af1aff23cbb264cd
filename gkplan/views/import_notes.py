"""What import must tell: the tasks as they were read, doubts by what they are about, what was left out by why.

Nothing here prints.
"""

from collections.abc import Iterator, Sequence

from gkplan.importers.draft import Draft
from gkplan.importers.source import COLUMNS, Note
from gkplan.plan.model import Task
from gkplan.text.gist import gist
from gkplan.text.ranges import ranges

_MOST_WORDS = 60
_MOST_EXAMPLES = 3


def doubts(draft: Draft, *, is_long: bool = False) -> Iterator[str]:
    """Yield the lines that tell what a person must confirm, the whole document first, then column by column.

    What is the same of several tasks is told once; `is_long` gives each its own line and its words in full.
    """
    if draft.warnings:
        yield f"请核对 {len(draft.warnings)} 处："
    requirements = {task.id: task.requirement for task in draft.plan.tasks}
    for column in ("", *COLUMNS):
        own = [note for note in draft.warnings if note.column == column]
        if own and column:
            yield f"{column}（{len(own)} 处）："
        alike: dict[object, list[Note]] = {}
        for note in own:
            is_alone = is_long or not note.task
            alike.setdefault(id(note) if is_alone else (_quoted(note, ""), note.message), []).append(note)
        yield from (f"  {_doubt(notes, requirements, is_long=is_long)}" for notes in alike.values())


def _doubt(notes: Sequence[Note], requirements: dict[str, str], *, is_long: bool) -> str:
    note = notes[0]
    if not note.task:
        return f"{note.place}：{_quoted(note, '', is_long=is_long)}{note.message}"
    tasks = dict.fromkeys(each.task for each in notes)
    if len(tasks) > 1:
        return f"任务 {ranges(tasks, '–')}：{_quoted(note, '')}{note.message}"
    requirement = requirements[note.task]
    row = gist(requirement, 20)
    words = _quoted(note, requirement, is_long=is_long)
    return f"任务 {note.task}「{row}」（{note.place}）：{words}{note.message}"


def _quoted(note: Note, requirement: str, *, is_long: bool = False) -> str:
    """Return the words of a note in quotes, "" for those that are said beside them anyway."""
    words = " ".join(note.words.split())
    if not words or f"「{words}」" in note.message or requirement.startswith(words):
        return ""
    return f"「{words if is_long else gist(words, _MOST_WORDS)}」" + ("：" if note.message.startswith("「") else "")


def left_out(draft: Draft, *, is_long: bool = False) -> Iterator[str]:
    """Yield the lines that tell what is not in the plan: a line for each reason with examples, or for each note."""
    if not draft.left_out:
        return
    by_reason: dict[str, list[Note]] = {}
    for note in draft.left_out:
        by_reason.setdefault(note.message, []).append(note)
    more = "" if is_long or len(by_reason) == len(draft.left_out) else "（加 --verbose 逐条列出）"
    yield f"没有导入 {len(draft.left_out)} 处{more}："
    for reason, notes in by_reason.items():
        if is_long or len(notes) == 1:
            yield from (f"  {note.place}：{_quoted(note, '', is_long=is_long)}{reason}" for note in notes)
            continue
        words = list(dict.fromkeys(gist(note.words, 20) for note in notes if note.words.strip()))
        told = "".join(f"「{text}」" for text in words[:_MOST_EXAMPLES])
        yield f"  {reason}，{len(notes)} 处：{told}{'等' if len(words) > _MOST_EXAMPLES else ''}"


HEAD = ("序号", "章节", "任务内容", "责任单位", "完成时限")


def tasks(draft: Draft) -> list[tuple[str, ...]]:
    """Return the tasks as they were read, a row of texts for each under HEAD; units with the roles they have."""
    titles = {section.key: section.title for section in draft.plan.sections}
    return [
        (task.id, titles.get(task.section or "", ""), task.requirement, _units(task), task.deadline or "未定时限")
        for task in draft.plan.tasks
    ]


def notes(some: Sequence[Note]) -> list[tuple[str, ...]]:
    """Return notes as rows of texts: what they are about, the task, where, the words, why."""
    return [(note.column or "全文", note.task, note.place, note.words, note.message) for note in some]


def _units(task: Task) -> str:
    called = {**dict.fromkeys(task.support, "（配合）"), **dict.fromkeys(task.lead, "（牵头）")}
    return "、".join(unit + called.get(unit, "") for unit in task.units)
