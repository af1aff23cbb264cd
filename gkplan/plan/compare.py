"""Two plans → what the second changes in the first, in words. Nothing here reads or prints."""

from gkplan.plan.model import Plan, Task

ALIKE = 0.5
"""How much of two requirements must agree for one id to mean one task; a rewritten sentence keeps more, another less."""


def compare(old: Plan, new: Plan) -> tuple[str, ...]:
    """Return one line for each task added, removed, renumbered or changed, in the order of the new plan."""
    partner = _partners(old, new)
    titles = [{section.key: section.title for section in plan.sections} for plan in (old, new)]
    lines: list[str] = []
    for task in new.tasks:
        before = partner.get(task.id)
        if before is None:
            lines.append(
                f"新增 {task.id}：{task.requirement}（{'、'.join(task.units)}；{task.deadline or '未定时限'}）"
            )
            continue
        if before.id != task.id:
            lines.append(f"改号 {before.id} → {task.id}：{task.requirement}")
        lines += [f"修改 {task.id}：{change}" for change in _changes(before, task, titles)]
    kept = {task.id for task in partner.values()}
    lines += [f"删除 {task.id}：{task.requirement}" for task in old.tasks if task.id not in kept]
    return tuple(lines)


def _partners(old: Plan, new: Plan) -> dict[str, Task]:
    """Pair each new task's id with the old task it continues: the same requirement, else the same id if alike."""
    from difflib import SequenceMatcher

    by_text: dict[str, Task] = {}
    for task in old.tasks:
        by_text.setdefault(task.requirement, task)
    by_id = {task.id: task for task in old.tasks}
    pairs: dict[str, Task] = {}
    for task in new.tasks:
        same = by_id.get(task.id)
        if same and same.requirement == task.requirement:
            pairs[task.id] = same
        elif task.requirement in by_text:
            pairs[task.id] = by_text[task.requirement]
    taken = {task.id for task in pairs.values()}
    for task in new.tasks:
        same = by_id.get(task.id)
        if task.id in pairs or same is None or same.id in taken:
            continue
        if SequenceMatcher(None, same.requirement, task.requirement, autojunk=False).ratio() >= ALIKE:
            pairs[task.id] = same
            taken.add(same.id)
    return pairs


def _changes(old: Task, new: Task, titles: list[dict[str, str]]) -> list[str]:
    lines = []
    if old.requirement != new.requirement:
        lines.append(f"具体要求由「{old.requirement}」改为「{new.requirement}」")
    for word, before, after in (
        ("责任单位", old.units, new.units),
        ("牵头单位", old.lead, new.lead),
        ("配合单位", old.support, new.support),
    ):
        added = [name for name in after if name not in before]
        gone = [name for name in before if name not in after]
        if added or gone:
            parts = [f"增加{'、'.join(added)}"] * bool(added) + [f"去掉{'、'.join(gone)}"] * bool(gone)
            lines.append(f"{word}{'，'.join(parts)}")
        elif before != after:
            lines.append(f"{word}次序由{'、'.join(before)}改为{'、'.join(after)}")
    if old.deadline != new.deadline:
        lines.append(f"完成时限由「{old.deadline or '未定'}」改为「{new.deadline or '未定'}」")
    sections = [titles[n].get(task.section or "", "无") for n, task in enumerate((old, new))]
    if sections[0] != sections[1]:
        lines.append(f"章节由「{sections[0]}」改为「{sections[1]}」")
    return lines
