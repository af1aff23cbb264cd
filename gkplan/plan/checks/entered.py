"""Reports, extensions and waivers: they come from those responsible, and their days and periods make sense."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from gkplan.plan.checks.duties import duties, entries, unknown_unit
from gkplan.plan.due import work_out
from gkplan.plan.model import Bulletin, Plan, Problem, Progress
from gkplan.plan.register import Register
from gkplan.text.nearest import nearest


def check_reports(plan: Plan) -> Iterator[Problem]:
    """What is entered comes from units that are responsible."""
    register = Register(plan)
    known = {unit.name for unit in plan.units} | {group.name for group in plan.groups}
    for piece in duties(plan):
        responsible = set(register.members(piece.units))
        # Whoever belongs to a group without members may well be responsible.
        is_open = any(not register.members((name,)) for name in piece.units)
        for word, entry in entries(piece):
            if entry.unit is None:
                continue
            if known and entry.unit not in known:
                problem = unknown_unit(f"{piece.called} 的{word}", entry.unit, tuple(sorted(known)), entry.at)
                yield problem._replace(key="unit")
            elif not is_open and not responsible.intersection(register.members((entry.unit,))):
                by = "由" if word == "进展" else "写的是"
                yield Problem(
                    message=f"{piece.called} 的{word}{by}「{entry.unit}」{'报送' if word == '进展' else ''}，"
                    f"但它不是责任单位（{'、'.join(piece.units)}），请核对",
                    at=entry.at,
                    key="unit",
                )


def check_periods(plan: Plan) -> Iterator[Problem]:
    """A period is one that the time limit has; what recurs is closed and extended period by period."""
    register = Register(plan)
    for piece in duties(plan):
        names = [period.name for period in register.periods(piece)]
        for word, entry in entries(piece):
            if entry.period is None:
                closes = word == "延期" or (isinstance(entry, Progress) and (entry.done or entry.returned))
                if names and closes:
                    yield Problem(
                        message=f"{piece.called} 每期都要报，这条{word}没有写 period（哪一期），请补上，如 period: {names[0]}",
                        at=entry.at,
                    )
            elif not names:
                limit = piece.deadline or "未定时限"
                yield Problem(
                    message=f"{piece.called} 没有分期（完成时限「{limit}」），这条{word}的 period 请删去，或改正 deadline",
                    at=entry.at,
                    key="period",
                )
            elif entry.period not in names:
                near = nearest(entry.period, names)
                hint = f"，是不是 {near[0]}" if near else ""
                yield Problem(
                    message=f"{piece.called} 没有「{entry.period}」这一期{hint}；它的各期是 {names[0]} 至 {names[-1]}，请改正",
                    at=entry.at,
                    key="period",
                )


def check_entries(plan: Plan) -> Iterator[Problem]:
    """What is entered agrees with itself: an extension is later, a return comes after a closing, not with it."""
    for piece in duties(plan):
        duty = piece.duty
        due = work_out(plan, piece.deadline) if piece.deadline else None
        for extension in duty.extensions:
            days = {period.name: period.due for period in due.periods} if due else {}
            original = days.get(extension.period) if extension.period else due.day if due else None
            if original is not None and extension.to <= original:
                yield Problem(
                    message=f"{piece.called} 延期到 {extension.to}，不晚于原来的 {original}，请核对",
                    at=extension.at,
                    is_warning=True,
                    key="to",
                )
            if extension.date and extension.date > extension.to:
                yield Problem(
                    message=f"{piece.called} 的延期在 {extension.date} 批准，晚于延到的 {extension.to}，请核对",
                    at=extension.at,
                    is_warning=True,
                    key="date",
                )
        for entry in duty.progress:
            if entry.done and entry.returned:
                yield Problem(
                    message=f"{piece.called} 的一条进展既写了 done 又写了 returned，只算退回；请分成两条", at=entry.at
                )
            elif entry.returned and duty.done and entry.date >= duty.done:
                yield Problem(
                    message=f"{piece.called} 已于 {duty.done} 整项办结，{entry.date} 的退回不起作用；"
                    "退回属实的，请删去 done 一行",
                    at=entry.at,
                    is_warning=True,
                    key="returned",
                )


def check_years(plan: Plan) -> Iterator[Problem]:
    """No report or closing is dated before the plan's year: a mistyped year makes what is late look done in time."""
    for piece in duties(plan) if plan.year else ():
        if piece.task.origin:
            continue
        dated = [("done", piece.duty.done, piece.duty.at), *(("进展日期", e.date, e.at) for e in piece.duty.progress)]
        for word, day, at in dated:
            if day and plan.year and day.year < plan.year:
                yield Problem(
                    message=f"{piece.called} 的{' ' if word == 'done' else ''}{word} {day} 早于方案年度 {plan.year} 年，请核对",
                    at=at,
                    is_warning=True,
                    key="done" if word == "done" else "date",
                )


def find_days_to_come(plan: Plan, today: date) -> tuple[Problem, ...]:
    """Return a warning for each closing and report dated after `today`: until then it does not count."""
    found = []
    for piece in duties(plan):
        place = piece.task.place("done") if piece.is_task else piece.duty.at
        dated = [(f"{piece.called} 的 done", piece.duty.done, place)]
        dated += [(f"{piece.called} 的{word}日期", entry.date, entry.at) for word, entry in entries(piece)]
        found += [
            Problem(f"{what} {day} 还没有到（今天是 {today}），到那天才算数，请核对", at, is_warning=True)
            for what, day, at in dated
            if day and day > today
        ]
    return tuple(found)


def check_bulletins(plan: Plan) -> Iterator[Problem]:
    """Each issue is registered once, later ones are of later days, and what they compare with lies before them."""
    known: dict[int, Bulletin] = {}
    for issue in plan.bulletins:
        if issue.no in known:
            line = known[issue.no].at.line
            yield Problem(
                message=f"第{issue.no}期通报在第 {line} 行已经登记过，请改期号，或删去一行", at=issue.at, key="no"
            )
        known.setdefault(issue.no, issue)
        odd = [("against", issue.against, "不早于")] if issue.against and issue.against >= issue.as_of else []
        odd += [("reply_by", issue.reply_by, "早于")] if issue.reply_by and issue.reply_by < issue.as_of else []
        odd += [("date", issue.date, "早于")] if issue.date and issue.date < issue.as_of else []
        for key, day, words in odd:
            message = f"第{issue.no}期通报的 {key} {day} {words}截至日 {issue.as_of}，请核对"
            yield Problem(message=message, at=issue.at, is_warning=True, key=key)
    in_order = sorted(known.values(), key=lambda issue: issue.no)
    for earlier, later in pairwise(in_order):
        if later.as_of <= earlier.as_of:
            message = f"第{later.no}期通报截至 {later.as_of}，不晚于第{earlier.no}期的 {earlier.as_of}，请核对"
            yield Problem(message=message, at=later.at, is_warning=True, key="as_of")
