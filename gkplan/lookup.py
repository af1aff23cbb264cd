"""What a person typed → the unit, section or task meant. Nothing here reads files or filters tasks."""

from collections.abc import Iterable, Sequence

from gkplan.errors import NotFoundError, UsageError
from gkplan.model import Plan, Section, Step, Task

_DIGITS = "零一二三四五六七八九"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def half_width(text: str) -> str:
    """Return `text` with full-width letters, digits and signs made half-width, without blanks at its ends."""
    return text.translate(_FULL_WIDTH).strip()


def find_unit(plan: Plan, text: str) -> str:
    """Return the name of the one unit or group that `text` means: a name, alias, full name or unique part of one.

    Raises NotFoundError with the candidates when it means none or several.
    """
    wanted = half_width(text).replace(" ", "")
    spellings = {unit.name: (unit.name, *unit.aliases, unit.full or unit.name) for unit in plan.units}
    spellings |= {group.name: (group.name,) for group in plan.groups}
    # Names that tasks use without being registered are found too: check reports them, reading must not fail.
    spellings |= {name: (name,) for task in plan.tasks for name in task.units if name not in spellings}
    folded = {name: [half_width(each).replace(" ", "") for each in names] for name, names in spellings.items()}
    for matches in (
        [name for name, names in folded.items() if wanted in names],
        [name for name, names in folded.items() if wanted and any(wanted in each for each in names)],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise NotFoundError(f"「{text}」可以指{_listed(matches)}，请写明是哪一个")
    near = nearest(wanted, [each for names in folded.values() for each in names])
    names = dict.fromkeys(name for each in near for name, names in folded.items() if each in names)
    hint = f"；相近的有{_listed(list(names))}" if names else ""
    raise NotFoundError(f"没有单位「{text}」{hint}；全部单位见 gkplan units")


def find_sections(plan: Plan, text: str) -> tuple[str, ...]:
    """Return the keys of the section that `text` means and of all below it. Raises as find_section does."""
    wanted = find_section(plan, text)
    keys = [section.key for section in plan.sections]
    return tuple(key for key in keys if key == wanted or wanted in _ancestors(plan, key))


def find_section(plan: Plan, text: str) -> str:
    """Return the key of the one section that `text` means: 二, 2, 二（一）, 2.1 or part of a title.

    Raises NotFoundError with the candidates when it means none or several.
    """
    keys = [section.key for section in plan.sections]
    typed = half_width(text).replace("(", "（").replace(")", "）")
    wanted = typed if typed in keys else _section_number(text)
    if wanted not in keys:
        part = text.strip()
        matches = [section for section in plan.sections if part and part in heading(section)]
        if not matches:
            hint = _listed([heading(each) for each in plan.sections if parent_key(plan, each.key) is None])
            raise NotFoundError(f"没有章节「{text}」；一级章节有{hint}；全部章节见 gkplan sections")
        if len(matches) > 1:
            found = _listed([f"{each.key} {each.title}" for each in matches])
            raise NotFoundError(f"「{text}」可以指{found}，请写明是哪一个")
        wanted = matches[0].key
    return wanted


def heading(section: Section) -> str:
    """Return the heading as the document prints it: 二、围绕…, （一）扎实…."""
    if section.key.endswith("）"):
        return section.key[section.key.rindex("（") :] + section.title
    tail = section.key.rpartition("）")[2]
    return f"{tail}.{section.title}" if tail.isdigit() else f"{tail}、{section.title}"


def headings(plan: Plan, key: str | None) -> tuple[str, ...]:
    """Return the headings above a task in section `key`, from the outermost in; unknown keys give themselves."""
    if key is None:
        return ()
    by_key = {section.key: section for section in plan.sections}
    if key not in by_key:
        return (key,)
    return tuple(heading(by_key[each]) for each in (*reversed(_ancestors(plan, key)), key))


def parent_key(plan: Plan, key: str) -> str | None:
    """Return the key of the section that `key` lies in (一 for 一（二）), or None at the top."""
    return next(iter(_ancestors(plan, key)), None)


def _ancestors(plan: Plan, key: str) -> list[str]:
    """Return the keys of the sections that `key` lies in, from the nearest out."""
    known = {section.key for section in plan.sections}
    above = []
    while key:
        # 一（二）1 lies in 一（二）, that in 一; 十二 lies in nothing.
        key = key.rpartition("（")[0] if key.endswith("）") else "".join(key.rpartition("）")[:2])
        if key in known:
            above.append(key)
    return above


def _section_number(text: str) -> str:
    """Return the key behind 2, 2.1, 二(一) or 2.1.3; any other text as it is."""
    parts = half_width(text).replace("(", ".").replace(")", "").rstrip("、.").split(".")
    if not all(parts) or len(parts) > 3:
        return text
    levels = [_numeral(int(part)) if part.isascii() and part.isdigit() and len(part) < 3 else part for part in parts]
    return levels[0] + "".join(f"（{level}）" for level in levels[1:2]) + "".join(parts[2:])


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def find_tasks(plan: Plan, words: Iterable[str]) -> tuple[Task, ...]:
    """Return the tasks that `words` name (14, 5-9, 1,2,3), each once, in the order named.

    Raises NotFoundError for a task or a range end that is not in the plan, UsageError for what is no task number.
    """
    return tuple(dict.fromkeys(task for task, _ in find_items(plan, words, takes_steps=False)))


def find_task(plan: Plan, word: str) -> Task:
    """Return the one task that `word` names. Raises as find_tasks does, and UsageError when it names several."""
    found = find_tasks(plan, [word])
    if len(found) > 1:
        raise UsageError(f"一次只能写一项任务，「{word}」是 {len(found)} 项")
    return found[0]


def find_items(
    plan: Plan, words: Iterable[str], *, takes_steps: bool = True
) -> tuple[tuple[Task, tuple[int, Step] | None], ...]:
    """Return what `words` name: tasks, and with a dot (46.1) their steps with the step's index from 0.

    Raises NotFoundError for what is not in the plan, UsageError for what is no task number.
    """
    tasks = {task.id: task for task in plan.tasks}
    found: dict[tuple[str, int | None], tuple[Task, tuple[int, Step] | None]] = {}
    for word in words:
        for part in half_width(word).replace("、", ",").split(","):
            for id_, index in _expand(part.strip().removeprefix("#"), tasks):
                task = tasks[id_]
                if index is not None and not takes_steps:
                    raise UsageError(f"这里只认整项任务，不认步骤「{part}」；请写 {id_}")
                if index is not None and not 0 <= index < len(task.steps):
                    last = f" 至 {id_}.{len(task.steps)}" if len(task.steps) > 1 else ""
                    have = f"只有 {id_}.1{last}" if task.steps else "没有分步骤"
                    raise NotFoundError(f"没有步骤「{part}」：任务 {id_} {have}")
                found[id_, index] = (task, None if index is None else (index, task.steps[index]))
    return tuple(found.values())


def _expand(part: str, tasks: dict[str, Task]) -> list[tuple[str, int | None]]:
    if part in tasks:
        return [(part, None)]
    head, dot, tail = part.rpartition(".")
    if dot and head in tasks and tail.isascii() and tail.isdigit():
        return [(head, int(tail) - 1)]
    for sign in ("-", "—", "–", "~", "至"):
        first, found, last = part.partition(sign)
        if found and first in tasks and last in tasks and first.isdigit() and last.isdigit():
            if int(first) > int(last):
                raise UsageError(f"序号范围「{part}」前后颠倒，请写成 {last}-{first}")
            return [(id_, None) for id_ in tasks if id_.isdigit() and int(first) <= int(id_) <= int(last)]
        if found and first.isdigit() and last.isdigit():
            part = last if first in tasks else first
            break
    if not part or not any(char.isdigit() for char in part):
        raise UsageError(f"「{part}」不是任务序号；请写 14、1 2 3、5-9 或步骤 46.1")
    near = nearest(part, list(tasks))
    hint = f"；相近的有{_listed(near)}" if near else ""
    span = f"；本方案的序号是 {next(iter(tasks))} 至 {list(tasks)[-1]}" if tasks else ""
    raise NotFoundError(f"没有任务「{part}」{hint or span}")


def nearest(wanted: str, names: Sequence[str]) -> list[str]:
    """Return up to four of `names` that are spelt much like `wanted`, the nearest first."""
    from difflib import get_close_matches

    # Short names share few characters: 财正 and 县财政局 have one of four.
    return get_close_matches(wanted, list(dict.fromkeys(names)), 4, 0.3)


def _listed(names: Sequence[str]) -> str:
    return "、".join(f"「{name}」" for name in names[:8]) + ("等" if len(names) > 8 else "")
