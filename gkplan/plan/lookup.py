"""What a person typed → the unit or task meant. Nothing here reads files or filters tasks."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from gkplan.errors import NotFoundError, UsageError
from gkplan.plan.model import Piece, Plan, Task
from gkplan.text.halfwidth import half_width
from gkplan.text.nearest import listed, nearest

if TYPE_CHECKING:
    from gkplan.plan.entries import Entry


def find_unit(plan: Plan, text: str) -> str:
    """Return the name of the one unit or group that `text` means: a name, alias, full name or unique part of one.

    Raises NotFoundError with the candidates when it means none or several.
    """
    matches = matching_units(plan, text)
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise NotFoundError(f"「{text}」可以指{listed(matches)}，请写明是哪一个")
    spellings = _spellings(plan)
    near = nearest(_bare(text), [each for names in spellings.values() for each in names])
    names = dict.fromkeys(name for each in near for name, names in spellings.items() if each in names)
    hint = f"；相近的有{listed(list(names))}" if names else ""
    raise NotFoundError(f"没有单位「{text}」{hint}；全部单位见 gkplan units")


def matching_units(plan: Plan, text: str) -> list[str]:
    """Return the names of the units and groups that `text` can mean: that it is a spelling of, else a part of one.

    What is neither may be the everyday long name of one: 许商街道办事处, 殷巷镇人民政府.
    """
    wanted = _bare(text)
    spellings = _spellings(plan)
    if text in spellings:
        return [text]
    means: tuple[Callable[[str], bool], ...] = (
        lambda name: wanted == name,
        lambda name: wanted in name,
        lambda name: wanted.removeprefix(name) in _ENDINGS and wanted.startswith(name),
    )
    found = ([name for name, names in spellings.items() if any(map(test, names))] for test in means if wanted)
    return next(filter(None, found), [])


def is_own_name(plan: Plan, name: str, text: str) -> bool:
    """Tell whether `text` is all of a spelling of the unit or group `name`, or of the number of the section `name`."""
    from gkplan.plan.sections import is_number_of

    return _bare(text) in _spellings(plan).get(name, ()) or is_number_of(text, name)


_ENDINGS = ("办事处", "人民政府", "政府", "办")
"""What is said behind the name of a town or a subdistrict and is not part of it in the plan."""


def _spellings(plan: Plan) -> dict[str, list[str]]:
    """Return what each unit and group may be called, half-width and without blanks, by its name."""
    spellings = {unit.name: (unit.name, *unit.aliases, unit.full or unit.name) for unit in plan.units}
    spellings |= {group.name: (group.name,) for group in plan.groups}
    # Names that tasks use without being registered are found too: check reports them, reading must not fail.
    spellings |= {name: (name,) for task in plan.tasks for name in task.units if name not in spellings}
    return {name: [_bare(each) for each in names] for name, names in spellings.items()}


def _bare(text: str) -> str:
    return half_width(text).replace(" ", "")


def find_units(plan: Plan, names: Iterable[str] | None) -> tuple[str, ...]:
    """Return the units and groups that `names` mean, each once. Raises as find_unit does."""
    return tuple(dict.fromkeys(find_unit(plan, name) for name in names or ()))


def find_tasks(plan: Plan, words: Iterable[str]) -> tuple[Task, ...]:
    """Return the tasks that `words` name (14, 5-9, 1,2,3), each once, in the order named.

    Raises NotFoundError for a task or a range end that is not in the plan, UsageError for what is no task number.
    """
    return tuple(dict.fromkeys(piece.task for piece in find_pieces(plan, words, takes_parts=False)))


def find_task(plan: Plan, word: str) -> Task:
    """Return the one task that `word` names. Raises as find_tasks does, and UsageError when it names several."""
    found = find_tasks(plan, [word])
    if len(found) > 1:
        raise UsageError(f"一次只能写一项任务，「{word}」是 {len(found)} 项")
    return found[0]


def find_pieces(plan: Plan, words: Iterable[str], *, takes_parts: bool = True) -> tuple[Piece, ...]:
    """Return what `words` name: tasks, with a dot (46.1) their steps, with @ (38@2023Q1) one period of either.

    Each comes once, in the order named. Raises NotFoundError for what is not in the plan, UsageError for what is no
    task number.
    """
    tasks = {task.id: task for task in plan.tasks}
    named: dict[str, Piece] = {}
    for word in words:
        for part in half_width(word).replace("、", ",").split(","):
            # 第14项, as letters call it.
            id_text, at, period = part.strip().removeprefix("#").removeprefix("第").removesuffix("项").partition("@")
            if "#" in part.strip()[1:]:
                raise UsageError(
                    f"「{part}」是一条登记的编号，这里要写任务、步骤或某一期；看登记用 gkplan log {id_text.partition('#')[0]}"
                )
            for id_, number in _expand(id_text, tasks):
                task = tasks[id_]
                piece = Piece(task, number)
                if not takes_parts and (at or number is not None):
                    what = "某一期" if at else "步骤"
                    raise UsageError(f"这里只认整项任务，不认{what}「{part}」；请写 {id_}")
                if number is not None and not 1 <= number <= len(task.steps):
                    last = f" 至 {id_}.{len(task.steps)}" if len(task.steps) > 1 else ""
                    have = f"只有 {id_}.1{last}" if task.steps else "没有分步骤"
                    raise NotFoundError(f"没有步骤「{part}」：任务 {id_} {have}")
                piece = piece._replace(period=_find_period(plan, piece, period)) if at else piece
                named[piece.id] = piece
    return tuple(named.values())


def find_piece(plan: Plan, word: str) -> Piece:
    """Return the one task, step or period that `word` names. Raises as find_pieces does, UsageError when it is several."""
    pieces = find_pieces(plan, [word])
    if len(pieces) > 1:
        raise UsageError(f"一次只能写一项，「{word}」是 {len(pieces)} 项")
    return pieces[0]


def find_entry(plan: Plan, word: str) -> "Entry":
    """Return the entry that `word` names: 14#3, 46.1#2. Raises NotFoundError, UsageError."""
    from gkplan.plan.entries import entries_of

    id_text, sign, number = half_width(word).strip().rpartition("#")
    if not sign or not id_text or not (number.isascii() and number.isdecimal()):
        raise UsageError(f"「{word}」不是登记的编号；请写 14#3 的形式，编号用 gkplan log 查看")
    piece = find_piece(plan, id_text)
    known = entries_of(piece)
    if not 1 <= int(number) <= len(known):
        span = f"{known[0].id} 至 {known[-1].id}" if len(known) > 1 else known[0].id if known else ""
        have = f"只有 {span}" if known else "还没有登记"
        raise NotFoundError(f"没有 {word}：{piece.called} {have}；用 gkplan log {piece._replace(period=None).id} 查看")
    return known[int(number) - 1]


def _find_period(plan: Plan, piece: Piece, text: str) -> str:
    """Return the name of the period of `piece` that `text` means: 2023Q1, Q1, 一季度, 3月. Raises NotFoundError."""
    from gkplan.dates.periods import name_period
    from gkplan.plan.register import Register

    names = [period.name for period in Register(plan).periods(piece)]
    if not names:
        limit = piece.deadline or "未定时限"
        raise NotFoundError(f"{piece.called} 没有分期（完成时限「{limit}」），请写 {piece.id}")
    wanted = name_period(text)
    for found in ([name for name in names if name == wanted], [name for name in names if name[4:] == wanted]):
        if found:
            # Of the same quarter of two years the plan's own is meant, which comes last.
            return found[-1]
    span = f"{names[0]} 至 {names[-1]}" if len(names) > 1 else names[0]
    raise NotFoundError(f"{piece.called} 没有「{text}」这一期；它的各期是 {span}，写作 {piece.id}@{names[0]}")


def _expand(part: str, tasks: dict[str, Task]) -> list[tuple[str, int | None]]:
    if part in tasks:
        return [(part, None)]
    head, dot, tail = part.rpartition(".")
    if dot and head in tasks and tail.isascii() and tail.isdecimal():
        return [(head, int(tail))]
    for sign in ("-", "—", "–", "~", "至"):
        first, found, last = part.partition(sign)
        if found and first in tasks and last in tasks and first.isdecimal() and last.isdecimal():
            if int(first) > int(last):
                raise UsageError(f"序号范围「{part}」前后颠倒，请写成 {last}-{first}")
            return [(id_, None) for id_ in tasks if id_.isdecimal() and int(first) <= int(id_) <= int(last)]
        if found and first.isdecimal() and last.isdecimal():
            part = last if first in tasks else first
            break
    if not part or not any(char.isdigit() for char in part):
        raise UsageError(f"「{part}」不是任务序号；请写 14、1 2 3、5-9、步骤 46.1 或某一期 38@2023Q1")
    near = nearest(part, list(tasks))
    hint = f"；相近的有{listed(near)}" if near else ""
    span = f"；本方案的序号是 {next(iter(tasks))} 至 {list(tasks)[-1]}" if tasks else ""
    raise NotFoundError(f"没有任务「{part}」{hint or span}")
