"""Numbers to reach and earlier dates inside requirement texts → suggested targets and steps. Nothing here adds them."""

from dataclasses import dataclass, replace

from gkplan.dates.parse import parse_limit
from gkplan.plan.model import Plan, Step, Target, Task
from gkplan.planfile.schema import STEP, TARGET
from gkplan.planfile.yaml.lines import flow
from gkplan.text.numerals import arabic
from gkplan.text.patterns import compiled

_COUNT = r"(?:不少于|至少|不低于|不得少于|最少)(?P<verb>[^，。；、0-9一二三四五六七八九十]{0,6})(?P<count>[0-9]{1,4}|[一二两三四五六七八九十]{1,3})(?P<measure>[次场期篇轮批家条件个])"
_DATE = (
    r"(?:于|在|力争|确保|须|要)?(?P<date>(?:20[0-9]{2}年)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日|底|上旬|中旬|下旬|末)|年底)(?:之前|以前|前))"
    r"(?P<what>[^，。；,;]{2,60})"
)
_WHEN = r"(?:年内|每年|全年|每季度|每半年|每月|本年度|年度内)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """What a requirement seems to ask for beside its own deadline; `words` are the document's."""

    task_id: str
    words: str
    target: Target | None = None
    step: Step | None = None

    @property
    def remarks(self) -> tuple[str, str]:
        """The suggestion as two comments; the second becomes an entry when its # is taken off."""
        if self.target:
            entry = f"target: {flow(TARGET.write(self.target))}"
        else:
            entry = f"steps: [{flow(STEP.write(self.step or Step(what='')))}]"
        return f"建议（原文「{self.words}」，核对后去掉下一行的井号）：", entry


def suggest(plan: Plan) -> tuple[Suggestion, ...]:
    """Return the suggestions for all tasks, in order: the first number of each, and dates earlier than its deadline.

    A task with a target or steps of its own is not given others; the months in one carried over are of another year.
    """
    return tuple(
        found
        for task in plan.tasks
        for found in (
            *(() if task.target else _targets(task)),
            *(() if task.steps or task.origin else _steps(task, plan.year)),
        )
    )


def accept(plan: Plan, suggestions: tuple[Suggestion, ...]) -> Plan:
    """Return `plan` with `suggestions` as entries; what a task already has stays."""
    tasks = []
    for task in plan.tasks:
        own = [each for each in suggestions if each.task_id == task.id]
        target = next((each.target for each in own if each.target), None)
        steps = tuple(each.step for each in own if each.step)
        tasks.append(replace(task, target=task.target or target, steps=task.steps or steps))
    return replace(plan, tasks=tuple(tasks))


def _targets(task: Task) -> list[Suggestion]:
    for clause in compiled(r"[，。；,;]").split(task.requirement):
        match = compiled(_COUNT).search(clause)
        if not match or "原则上" in clause:
            continue
        before, after = clause[: match.start()], clause[match.end() :]
        is_timed = compiled(_WHEN).search(before)
        # Behind 每年 stands what is counted; without it a clause that goes on behind the number names it there.
        subject = compiled(f".*{_WHEN}").sub("", before) if is_timed or not (match["verb"] or after) else ""
        what = subject + match["verb"] + after
        target = Target(
            count=int(arabic(match["count"])),
            measure=match["measure"],
            what=what.strip() or None,
            each=bool(compiled(r"^(?:各|每个)").search(before.strip())),
        )
        return [Suggestion(task_id=task.id, words=clause, target=target)]
    return []


def _steps(task: Task, year: int | None) -> list[Suggestion]:
    due = parse_limit(task.deadline, year).due if task.deadline else None
    found = []
    for clause in compiled(r"[，。；,;]").split(task.requirement):
        match = compiled(_DATE).search(clause)
        if not match:
            continue
        day = parse_limit(match["date"], year).due
        if day is None or due is None or day >= due:
            continue
        words = match["date"] if match["date"].startswith("20") or year is None else f"{year}年{match['date']}"
        found.append(Suggestion(task_id=task.id, words=clause, step=Step(what=match["what"], deadline=words)))
    return found
