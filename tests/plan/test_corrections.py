"""Laws of everything that writes an entry: only the one that is named is changed or lost, and undo gives all of it back."""

import os
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkplan.errors import GkplanError, NotFoundError
from gkplan.plan.changes.change import Change, Report
from gkplan.plan.changes.closing import close
from gkplan.plan.changes.corrections import amend, retract
from gkplan.plan.changes.extensions import extend
from gkplan.plan.changes.progress import note
from gkplan.plan.changes.returns import send_back
from gkplan.plan.changes.waivers import waive
from gkplan.plan.entries import Entry, entries_of
from gkplan.plan.lookup import find_piece
from gkplan.plan.model import Extension, Piece, Plan, Progress, Waiver
from gkplan.planfile.read import read_plan
from gkplan.store import files
from gkplan.store.save import update_plan

TEXT = """\
# 手写的台账
plan: {title: 试验, year: 2023}
units: {甲局: {}, 乙局: {}, 东镇: {}, 西镇: {}}
groups: {各镇: [东镇, 西镇]}
tasks:
- id: 1
  requirement: 组织培训
  units: [甲局, 乙局, 各镇]
  deadline: 2023年12月底前
  target: {count: 1, each: true}
  steps:
  - what: 编制方案
    deadline: 2023年8月31日前
    progress:
    - date: 2023-02-01 # 成块写的
      unit: 各镇
      done: true
  - what: 印发方案
    deadline: 2023年9月30日前
    done: 2023-03-10
  progress:
  - {date: 2023-02-01, unit: 甲局, note: 已布置}   # 第一条
  - {date: 2023-02-01, unit: 甲局, note: 已布置}   # 又一次
- id: 38
  requirement: 报送依申请公开情况
  units: [甲局, 各镇]
  deadline: 每季度末
  waived:
  - {period: 2023Q1, unit: 西镇, reason: 机构调整}
"""
PLAN = read_plan(TEXT)[0]
DAYS = tuple(date(2023, month, 10) for month in range(1, 13))
ADDS = {"note": Progress, "done": Progress, "return": Progress, "extend": Extension, "waive": Waiver}


class Act(NamedTuple):
    """One write as a person asks for it; those that correct an entry name it by its place among the known ones."""

    verb: str
    piece: str
    units: tuple[str, ...]
    day: date
    number: int
    words: str

    def entry(self, plan: Plan) -> Entry:
        known = [entry for piece in pieces(plan) for entry in entries_of(piece)]
        if not known:
            raise NotFoundError("没有登记")
        return known[self.number % len(known)]

    def change(self, plan: Plan) -> Change:
        if self.verb == "retract":
            return retract(plan, self.entry(plan))
        if self.verb == "amend":
            return amend(plan, self.entry(plan), **self.values())
        piece, report = find_piece(plan, self.piece), Report(day=self.day, note=self.words)
        if self.verb == "note":
            count = self.number if self.number in {1, 2} else None
            return note(plan, piece, report, self.units, count, is_done=self.number % 3 == 0, again=True, force=True)
        if self.verb == "done":
            return close(plan, [piece], report, self.units, force=True)
        if self.verb == "return":
            return send_back(plan, piece, report, self.units)
        if self.verb == "waive":
            return waive(plan, piece, Waiver(period=piece.period or "", date=self.day, reason=self.words), self.units)
        to = date(2024, 1 + self.number % 12, 20)
        return extend(plan, piece, Extension(to=to, date=self.day), self.day, self.units, is_late=True)

    def values(self) -> dict[str, Any]:
        choices: tuple[dict[str, Any], ...] = (
            {"date": self.day},
            {"note": self.words},
            {"unit": (*self.units, "甲局")[0]},
            {"count": self.number},
            {"evidence": ("https://example.cn/a", "表.xlsx")},
        )
        return choices[self.number % 5]


ACTS = st.builds(
    Act,
    verb=st.sampled_from([*ADDS, "amend", "retract"]),
    piece=st.sampled_from(["1", "1.1", "1.2", "38@2023Q1", "38@2023Q2"]),
    units=st.sampled_from([(), ("甲局",), ("东镇",), ("各镇",), ("甲局", "西镇"), ("乙局",)]),
    day=st.sampled_from(DAYS),
    number=st.integers(0, 20),
    words=st.sampled_from(["已报送", "数据有误"]),
)


def pieces(plan: Plan) -> Iterator[Piece]:
    """Return what has entries of its own."""
    for task in plan.tasks:
        yield from (Piece(task), *(Piece(task, number) for number in range(1, len(task.steps) + 1)))


def everything(plan: Plan) -> list[tuple[str, Any]]:
    """Return all that is on record, in the order of the file."""
    return [
        (piece.id, value)
        for piece in pieces(plan)
        for value in (*piece.duty.extensions, *piece.duty.waived, *piece.duty.progress, piece.duty.done)
        if value
    ]


def check(act: Act, plan: Plan, after: Plan) -> None:
    """Compare by identity: of two equal entries only the one that is named may go."""
    if act.verb == "amend" and after == plan:
        # The same day said again is another object.
        return
    held, now = everything(plan), everything(after)
    known, left = ({(where, id(value)) for where, value in each} for each in (held, now))
    lost = [(where, value) for where, value in held if (where, id(value)) not in left]
    added = [(where, value) for where, value in now if (where, id(value)) not in known]
    # What stays is in its order.
    assert [id(value) for where, value in now if (where, id(value)) in known] == [
        id(value) for where, value in held if (where, id(value)) in left
    ]
    if act.verb in {"amend", "retract"}:
        entry = act.entry(plan)
        assert [id(value) for _, value in lost] == [id(entry.value)]
        assert [where for where, _ in added] == [entry.piece.id] * (act.verb == "amend")
        for _, new in added if isinstance(entry.value, Progress | Extension | Waiver) else ():
            changed = {name for name in new.__slots__ if getattr(new, name) != getattr(entry.value, name)}
            # What is called its note is the reason of what has one.
            assert changed <= {*act.values(), *(("returned", "reason") if "note" in act.values() else ())}
        return
    where = act.piece.partition("@")[0]
    assert {place for place, _ in added} <= {where}
    if act.verb == "return" and lost:
        # What was closed as a whole stays as a report.
        ((_, day),) = lost
        assert (where, Progress(date=day, done=True)) in added
    else:
        assert lost == []
    assert all(isinstance(value, ADDS[act.verb]) or (act.verb == "done" and value == act.day) for _, value in added)


@given(st.lists(ACTS, min_size=10, max_size=25))
def test_no_other_entry_is_ever_lost(acts: list[Act]) -> None:
    plan = PLAN
    for act in acts:
        try:
            after = act.change(plan).plan
        except GkplanError:
            continue
        check(act, plan, after)
        plan = after


@settings(max_examples=60)
@given(st.lists(ACTS | st.none(), min_size=8, max_size=16))
def test_what_is_taken_back_is_as_it_was(acts: list[Act | None]) -> None:
    """Through the file: None is an undo."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", folder)
        patch.setattr(os, "fsync", lambda _: None)
        path = Path(folder, "tasks.yaml")
        path.write_bytes(TEXT.encode("utf-8"))
        held = [path.read_bytes()]
        for act in acts:
            try:
                if act:
                    update_plan(path, partial(checked, act))
                else:
                    files.take_back(path)
            except GkplanError:
                assert act or len(held) == 1
            else:
                held = [*held, path.read_bytes()] if act else held[:-1]
                # What was so already is no write.
                held = held[:-1] if held[-2:-1] == held[-1:] else held
            assert path.read_bytes() == held[-1]


def checked(act: Act, plan: Plan) -> Plan:
    after = act.change(plan).plan
    check(act, plan, after)
    return after
