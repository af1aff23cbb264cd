"""Working days by the State Council's calendar, with the corrections of the plan file. Nothing here knows phrases.

The calendar is the notices 国务院办公厅关于…年部分节假日安排的通知 as the chinesecalendar package holds them; a year whose
notice is missing is refused, never counted as if it had weekends only.
"""

from collections.abc import Collection
from datetime import date, timedelta

from gkplan.errors import RefusedError

_SATURDAY = 5


def is_workday(day: date, *, holidays: Collection[date] = (), workdays: Collection[date] = ()) -> bool:
    """Whether offices work on `day`; the plan's `holidays` and `workdays` win, `workdays` over `holidays`.

    Raises RefusedError for a year whose notice neither the package nor the plan has. A plan that lists 1 October, a
    holiday by law (全国年节及纪念日放假办法), is taken to list the whole of that year.
    """
    import chinese_calendar  # type: ignore[import-untyped]  # it ships no types

    if day in workdays:
        return True
    if day in holidays:
        return False
    national_day = date(day.year, 10, 1)
    if national_day in chinese_calendar.holidays:
        return day in chinese_calendar.workdays or (day.weekday() < _SATURDAY and day not in chinese_calendar.holidays)
    if national_day in holidays:
        return day.weekday() < _SATURDAY
    raise RefusedError(
        f"《国务院办公厅关于{day.year}年部分节假日安排的通知》尚未收录，无法推算工作日；"
        f"请升级 chinesecalendar（pip install -U chinesecalendar），"
        f"或把{day.year}年全年的放假日（含10月1日）和调休上班日写进数据文件的 plan.holidays 和 plan.workdays。"
    )


def add(start: date, days: int, *, holidays: Collection[date] = (), workdays: Collection[date] = ()) -> date:
    """The day `days` working days after `start`, which is not counted itself; before it when `days` is negative.

    With 0 days it is `start`. Raises RefusedError when the count touches a year whose notice is missing.
    """
    day, step = start, timedelta(days=1 if days > 0 else -1)
    left = abs(days)
    # The start is not counted, yet it lies in a year the count rests on.
    is_workday(start, holidays=holidays, workdays=workdays)
    while left:
        day += step
        left -= is_workday(day, holidays=holidays, workdays=workdays)
    return day
