"""What two versions of a plan differ in, as a listing and as sentences. Nothing here knows a format, a width or git."""

from collections import Counter
from collections.abc import Sequence

from gkplan.plan.differences import WORDS, Difference
from gkplan.text.gist import clip, gist
from gkplan.text.inert import inert
from gkplan.views.json import JSON
from gkplan.views.listing import Column, Listing

LEAST = 30
"""Columns of what is said that is shortened."""


def _id(each: Difference) -> str:
    return each.piece.id if each.piece else ""


def _said(each: Difference) -> str:
    """Return what is said on one line: what became what, or what is new or gone."""
    if each.kind in {"added", "removed", "retracted", "reopened"} or not (each.before and each.after):
        words = each.after or each.before
        gone = each.before and not each.after and each.kind not in {"removed", "retracted", "reopened"}
        return f"去掉：{words}" if gone else words
    return f"{each.before} → {each.after}"


COLUMNS: tuple[Column[Difference], ...] = (
    Column("序号", _id, is_name=True),
    Column("事项", lambda each: gist(each.piece.what, 8) if each.piece else "方案", reader="people", spare=1),
    Column("变化", lambda each: each.word),
    Column("单位", lambda each: each.unit or "", weight=1),
    Column("期", lambda each: each.period or ""),
    Column("日期", lambda each: str(each.day or "")),
    Column(
        "内容",
        _said,
        weight=4,
        reader="people",
        fit=lambda each, width: clip(inert(_said(each)), max(width, LEAST)),
    ),
    Column("原来", lambda each: each.before, reader="data"),
    Column("现在", lambda each: each.after, reader="data"),
)


def difference_listing(found: Sequence[Difference], title: str, old: str, new: str) -> Listing[Difference]:
    """Return a row for each difference between the versions called `old` and `new` of the plan `title`."""
    counts = Counter(each.kind for each in found)
    told = "，".join(f"{WORDS[kind]} {counts[kind]}" for kind in WORDS if counts[kind])
    return Listing(
        COLUMNS,
        found,
        summary=f"{old} → {new}：{f'{len(found)} 处不同（{told}）' if found else '没有不同'}",
        document=lambda: {
            "schema": 1,
            "plan": title,
            "before": old,
            "after": new,
            "differences": [_json(each) for each in found],
        },
    )


def _json(each: Difference) -> JSON:
    return {
        "id": _id(each) or None,
        "kind": each.kind,
        "unit": each.unit,
        "period": each.period,
        "date": each.day.isoformat() if each.day else None,
        "before": each.before or None,
        "after": each.after or None,
    }
