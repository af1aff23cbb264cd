"""What a return form (回填表) says: its instructions, the columns with facts, those to be filled in. Knows no format."""

from collections.abc import Sequence
from datetime import date

from gkplan.plan.forms import Asked
from gkplan.plan.status import Judge
from gkplan.views.outstanding import contacts_of
from gkplan.views.tasks import state_text

FACTS = ("序号", "期", "责任单位", "具体要求", "完成时限", "到期日", "目前情况")
"""The columns that the form comes with."""

ANSWERS = ("是否办结", "完成日期", "进展情况", "数量", "佐证材料", "备注")
"""The columns that a unit fills in."""

KEY = "编号（请勿改动）"
"""The hidden column that says what each row is about."""


def fact_texts(judge: Judge, asked: Asked) -> list[str]:
    """Return the texts of a row below FACTS."""
    piece, status = asked.match.piece, asked.match.status
    told = [state_text(status)]
    pace = judge.pace(asked.match.task, (asked.unit,)) if piece.is_task else None
    if pace:
        told.append(f"要求 {pace.reach.wanted} {pace.reach.measure}，已报 {pace.reach.reached}".rstrip())
    if reason := judge.returned(piece, (asked.unit,)):
        told.append(f"已退回：{reason}")
    whole = piece._replace(period=None)
    return [
        whole.id,
        piece.period or "",
        asked.unit,
        piece.what,
        piece.deadline or "",
        str(status.due or ""),
        "；".join(told),
    ]


def instructions(judge: Judge, asked: Sequence[Asked], reply_by: date | None) -> list[str]:
    """Return the lines above the table: whose it is, what to fill in, how, and to whom it goes by when."""
    units = list(dict.fromkeys(each.unit for each in asked))
    office = judge.plan.office or "办公室"
    contact = contacts_of(judge).get(judge.plan.office or "", "")
    whose = units[0] if len(units) == 1 else f"{len(units)} 个单位"
    when = f"请于 {reply_by} 前填好，" if reply_by else "请填好后"
    return [
        f"{judge.plan.title}回填表（{whose}）",
        "填浅黄色的各列：已经办完的，“是否办结”选“是”，写上完成日期；还没有办完的，写进展情况；没有变化的，整行留空。数量写这次新增的。",
        "可以排序、筛选，也可以删去没有变化的行；请不要复制行，不要改动隐藏的编号列。佐证材料写网址或文件名，不要贴图片。",
        f"{when}以 Excel 文件报{office}{f'（{contact}）' if contact else ''}。制表日期 {judge.day}。",
    ]
