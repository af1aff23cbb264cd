"""Cells that read like a time limit. What one means is for the dates room."""

from gkplan.importers.cells.unit_names import TAIL
from gkplan.text.halfwidth import half_width_digits
from gkplan.text.patterns import compiled


def looks_like_limit(text: str) -> bool:
    """Tell whether a short text reads like a time limit, for text that lost its columns."""
    flat = half_width_digits("".join(text.split())).rstrip("。")
    if not flat or len(flat) > 40:
        return False
    return bool(
        compiled(
            r"(?:于|截至|截止|到|至|自|从|在|力争|确保)?(?:每年|当年|今年|明年|次年|20[0-9]{2}年?|二[〇○零][〇○零一二三四五六七八九]{2}年)?"
            r"(?:[第前]?[一二三四1-4]季度|[上下]半年|年[底内初中末前]|年内|年终|全年|[0-9一二三四五六七八九十]{1,3}(?:月份?|[-—~至][0-9]{1,2}月)"
            r"|[0-9]{4}[-./年][0-9]{1,2}).{0,18}"
            r"|20[0-9]{2}年(?:.{0,4}[底内前末])?|20[0-9]{2}[-—~至]20[0-9]{2}年?"
            r"|(?:长期|持续|常态|常年|全年|经常|立即|即时|即日|实时|及时|随时|适时|定期|不定期|每[年月季周日个半双]|贯穿|立行立改|已完成|按时|按要求|"
            r"按上级|按照?时间节点|按规定|根据.{0,6}安排|视情|待定).{0,14}"
            r"|.{0,24}[0-9一二三四五六七八九十]+(?:个)?(?:工作日|日|天|月)(?:以内|之内|内|前).{0,8}"
        ).fullmatch(flat)
        and not compiled(rf"{TAIL}$").search(flat)
    ) or flat in {"全年", "长期", "年底", "年内", "及时", "适时"}


def is_only_limit(text: str) -> bool:
    """Tell whether a text is a time limit and says nothing else: 12月底前, not 12月底前完成培训 or 持续推动公开."""
    flat = half_width_digits("".join(text.split())).rstrip("。")
    return looks_like_limit(text) and bool(
        compiled(
            r"[0-9一二三四五六七八九十两〇○零年月日号天周旬季度半上下底末初中前后内之以止起至到于截每各第个工作日完成办结"
            r"长期持续推进坚持常态化全、，,.．/~～—–\-（）()和及]+"
        ).fullmatch(flat)
    )
