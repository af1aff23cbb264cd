"""一、总体情况: the figures of the day, the rates, the sections, what changed since the issue before."""

from collections.abc import Iterator, Sequence
from datetime import date

from gkplan.plan.model import Task
from gkplan.plan.sections import below, parent_key
from gkplan.plan.status import PRESSING, TOLD, Judge, State
from gkplan.plan.tally import Standing, Tally, finished
from gkplan.views.amounts import idle_of
from gkplan.views.bulletin_case import Case, Earlier
from gkplan.views.bulletin_words import amount_words, day_words, items, number_words, quoted, rate_words, shares
from gkplan.views.figures import NOTHING_MORE, Counting, Figures
from gkplan.views.official_paper import Paragraph


def situation(case: Case, document: str) -> Iterator[Paragraph]:
    """Yield where the plan stands; `document` is what the tasks are listed in."""
    counter = Counting(case.judge, NOTHING_MORE)
    whole = counter.count(case.judge.plan.tasks)
    yield Paragraph(0, text=_tasks(case, whole.standing, document))
    if whole.standing.steps.total or whole.standing.periods.total:
        yield Paragraph(0, text=_parts(whole))
    if sections := [*_sections(counter)]:
        yield Paragraph(0, text=f"从各部分看，{'；'.join(sections)}。")
    if case.before:
        yield Paragraph(0, text=_changes(case.judge, case.before, whole.standing))


def _tasks(case: Case, standing: Standing, document: str) -> str:
    counts = standing.counts
    states = [state for state in TOLD if counts.of(state)]
    parts = shares([counts.of(state) for state in states])
    told = [
        f"{_state(state, case)}{counts.of(state)}项，占{share}{_idle(counts, state, '项')}"
        for state, share in zip(states, parts, strict=True)
    ]
    text = f"截至{day_words(case.day)}，{document}共有任务{counts.total}项。其中，{'；'.join(told)}。"
    if not counts.overdue:
        text += "没有任务整项逾期。" if standing.steps.overdue or standing.periods.overdue else "没有逾期任务。"
    if counts.rate is None:
        return text
    whole = f"除长期{counts.ongoing}项外的" if counts.ongoing else "全部"
    text += f"办结率为{rate_words(counts.rate)}（{whole}{counts.total - counts.ongoing}项任务中已办结{counts.done}项）"
    if counts.rate_on_time is not None:
        text += (
            f"，按期办结率为{rate_words(counts.rate_on_time)}"
            f"（已办结和已逾期的{counts.done + counts.overdue}项任务中按期办结{counts.done_on_time}项）"
        )
    return f"{text}。"


def _state(state: State, case: Case) -> str:
    return f"{state.word}（{case.judge.plan.due_soon_days}天内到期）" if state is State.DUE_SOON else state.word


def _idle(counts: Tally, state: State, measure: str) -> str:
    """Return how many of those overdue or due soon were not started, of those closed how many late: nothing is hidden."""
    if state is State.DONE and counts.done_late:
        is_all = counts.done_late == counts.done
        return (
            f"（{'均为' if counts.done > 1 else ''}逾期办结）"
            if is_all
            else f"（其中逾期办结{counts.done_late}{measure}）"
        )
    if state not in PRESSING:
        return ""
    idle = idle_of(counts, state)
    if idle == 0:
        return "（均已启动）" if counts.of(state) > 1 else "（已启动）"
    if idle == counts.of(state):
        return "（均未启动）" if idle > 1 else "（未启动）"
    return f"（其中未启动{idle}{measure}）"


def _parts(whole: Figures) -> str:
    told = []
    for counts, called, measure in (
        (whole.standing.steps, "任务中的步骤", "个"),
        (whole.standing.periods, "分期报送的任务", "期"),
    ):
        if not counts.total:
            continue
        some = [
            f"{state.word}{counts.of(state)}{measure}{_idle(counts, state, measure)}"
            for state in (State.DONE, State.OVERDUE, State.DUE_SOON)
            if counts.of(state)
        ]
        # What is neither closed nor near needs no more words.
        later = counts.in_progress + counts.not_started
        some += [f"尚未到期{later}{measure}"] if later else []
        some += [
            f"{state.word}{counts.of(state)}{measure}" for state in (State.UNSET, State.ONGOING) if counts.of(state)
        ]
        told.append(f"{called}共{counts.total}{measure}，{'，'.join(some)}")
    return f"{'；'.join(told)}。步骤和期单独统计，不计入任务数。"


def _sections(counter: Counting) -> Iterator[str]:
    """Yield a clause for each section at the top, and one for what lies in none."""
    plan = counter.judge.plan
    keys = below(plan)
    found = set[str]()
    for section in plan.sections:
        if parent_key(plan, section.key) is None:
            tasks = [task for task in plan.tasks if task.section in keys[section.key]]
            found.update(keys[section.key])
            if tasks:
                yield f"{quoted(section.title, 60)}{_stands(counter, tasks)}"
    others = [task for task in plan.tasks if task.section not in found]
    if found and others:
        yield f"未列入各部分的{_stands(counter, others)}"


def _stands(counter: Counting, tasks: Sequence[Task]) -> str:
    standing = counter.count(tasks).standing
    counts = standing.counts
    done = f"已办结{counts.done}项，办结率{rate_words(counts.rate)}"
    if counts.done == counts.total:
        done = "全部办结" if counts.total > 1 else "已办结"
    elif not counts.done:
        done = "均未办结" if counts.total > 1 else "未办结"
    late = number_words(counts.overdue, standing.steps.overdue, standing.periods.overdue)
    if counts.total > 1 and counts.overdue == counts.total:
        return f"{counts.total}项，全部逾期未办结"
    # The rate leaves them out.
    ongoing = f"（含长期{counts.ongoing}项）" if counts.ongoing and counts.done else ""
    return f"{counts.total}项{ongoing}，{done}{f'，已逾期{late}' if late else ''}"


def _changes(judge: Judge, before: Earlier, standing: Standing) -> str:
    """Return what was closed in between, what is open again, and what more or less is overdue."""
    tasks = judge.plan.tasks
    now, then = finished(judge, tasks, date.min), finished(before.judge, tasks, date.min)
    known, kept = {piece.id for piece in then}, {piece.id for piece in now}
    new = [piece for piece in now if piece.id not in known]
    again = [piece for piece in then if piece.id not in kept]
    told = [f"新办结{amount_words(new)}（{items(new)}）" if new else "没有新办结的事项"]
    if again:
        told.append(f"原已办结的{amount_words(again)}（{items(again)}）重新列为未办结")
    called = f"第{before.no}期（截至{day_words(before.judge.day)}）" if before.no else day_words(before.judge.day)
    told.append(_more(standing, Counting(before.judge, NOTHING_MORE).count(tasks).standing))
    return f"与{called}相比，{'；'.join(told)}。"


def _more(now: Standing, then: Standing) -> str:
    told = []
    for counts, earlier, called, measure in (
        (now.counts, then.counts, "任务", "项"),
        (now.steps, then.steps, "步骤", "个"),
        (now.periods, then.periods, "各期", "期"),
    ):
        by = counts.overdue - earlier.overdue
        if by:
            told.append(
                f"逾期的{called}由{earlier.overdue}{measure}{'增至' if by > 0 else '减至'}{counts.overdue}{measure}"
            )
    return "，".join(told) or "逾期的数量没有变化"
