"""A month of the office: forms out on the 1st, in on the 10th, filled in by 32 units in LibreOffice as people do."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.kept.calculator import Book
from tests.cli.kept.script import BEFORE, ByHand
from tests.cli.month.typed import DAYS, YES, Expected, Form, look_at, needs_office, type_into
from tests.conftest import Invoke

pytestmark = needs_office

SPOILT = ("县水务局", "县应急局", "怀仁镇", "张坊镇")
"""A copied row, a day to come, a form of another plan, a part of the columns sorted."""


def sheet_job(source: Path, to: Path, **what: Any) -> dict[str, Any]:
    return {"from": str(source), "to": str(to), "cells": {}, **what}


def filled_in(number: int, form: Form) -> tuple[dict[str, str], list[Expected]]:
    """What the unit `number` types: a closing, a report, and a closing without a word; and what that comes to."""
    cells: dict[str, str] = {}
    expected: list[Expected] = []
    for place, (row, piece, unit) in enumerate(form.rows[:3]):
        typed, day = DAYS[(number * 3 + place) % len(DAYS)]
        note = (f"第{number}号单位已公开", "正在办理，=1+1不是公式", None)[place]
        link = (f"https://example.cn/{number}", "佐证.docx", None)[place]
        is_done = place != 1
        cells[f"{form.columns['完成日期']}{row}"] = typed
        if is_done:
            cells[f"{form.columns['是否办结']}{row}"] = YES[number % len(YES)]
        if note:
            cells[f"{form.columns['进展情况']}{row}"] = note
        if link:
            cells[f"{form.columns['佐证材料']}{row}"] = link
        expected.append(Expected(piece, unit, day, is_done, note, None, (link,) if link else ()))
    return cells, expected


def reports_in(text: str) -> list[Expected]:
    """All reports that a plan holds, read without gkplan."""
    found = []
    for task in yaml.safe_load(text)["tasks"]:
        for id_, duty in [
            (str(task["id"]), task),
            *((f"{task['id']}.{n}", s) for n, s in enumerate(task.get("steps") or [], 1)),
        ]:
            for entry in duty.get("progress") or []:
                piece = f"{id_}@{entry['period']}" if entry.get("period") else id_
                found.append(
                    Expected(
                        piece,
                        str(entry.get("unit")),
                        entry["date"],
                        entry.get("done", False),
                        entry.get("note"),
                        entry.get("count"),
                        tuple(entry.get("evidence") or ()),
                    )
                )
    return found


@pytest.fixture
def plan(plan_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The plan of 商河县 as the office has edited it, without a report."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    text = plan_file.read_text("utf-8")
    for edit in BEFORE:
        assert isinstance(edit, ByHand)
        text = text.replace(edit.old, edit.new)
    plan_file.write_text(text, "utf-8", newline="\n")
    return plan_file


def fill_in(sent: list[Path], back: Path) -> list[Expected]:
    """Have each unit fill in its form, four of them wrongly; return what is to be in the plan afterwards."""
    jobs: list[dict[str, Any]] = []
    expected: list[Expected] = []
    for number, path in enumerate(sent):
        form = look_at(path.read_bytes())
        columns, first, last = form.columns, form.rows[0], form.head + len(form.rows)
        cells, own = filled_in(number, form)
        job = sheet_job(path, back / f"{path.stem}{('.xlsx', '.xlsx', '.xls', '.ods')[number % 4]}", cells=cells)
        if path.stem not in SPOILT:
            expected += own
            # Rows from the last to the first, a row that nobody filled deleted, a column put in between.
            changed: list[dict[str, Any]] = [
                {"sorted": {"column": 3, "area": f"A{form.head + 1}:N{last}"}},
                {"deleted_rows": [last]},
                {"inserted_columns": [7]},
                {},
            ]
            job.update(changed[number // 4 % 4])
        elif path.stem == SPOILT[0]:
            # The last row became a copy of the first, key and all, with other words.
            expected += own[1:]
            job["copied"] = [form.head + 1, last]
            job["then"] = {f"{columns['进展情况']}{last}": "另一种说法"}
        elif path.stem == SPOILT[1]:
            expected += own[1:]
            cells[f"{columns['完成日期']}{first[0]}"] = "2023-11-30"
        elif path.stem == SPOILT[2]:
            continue
        else:
            job["sorted"] = {"column": 0, "area": f"A{form.head + 1}:G{last}"}
        jobs.append(job)
    type_into(jobs)
    return expected


def test_a_month(plan: Path, invoke: Invoke, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GKPLAN_TODAY", "2023-10-01")
    assert "32 个文件" in invoke("export", "--return", "--split", "发出", "--reply-by", "2023-10-10").err
    sent = sorted((folder / "发出").iterdir())
    assert len(sent) == 32
    back = folder / "交回"
    back.mkdir()

    expected = fill_in(sent, back)
    other = folder / "另一份.yaml"
    other.write_text(plan.read_text("utf-8").replace("title: 2023年", "title: 2022年"), "utf-8")
    invoke("export", "--return", "发出/别的.xlsx", "--unit", SPOILT[2], "--file", str(other))
    form = look_at((folder / "发出" / "别的.xlsx").read_bytes())
    type_into([sheet_job(folder / "发出" / "别的.xlsx", back / f"{SPOILT[2]}.xlsx", cells=filled_in(0, form)[0])])

    monkeypatch.setenv("GKPLAN_TODAY", "2023-10-10")
    before = plan.read_text("utf-8")
    refused = invoke("collect", "交回", code=4)
    assert plan.read_text("utf-8") == before
    assert "加 --yes" in refused.err
    done = invoke("collect", "交回", "--yes", code=1)
    assert Counter(reports_in(plan.read_text("utf-8"))) == Counter(expected)
    assert len(done.out.splitlines()) == len(expected)
    left = [line for line in done.err.splitlines() if line.startswith("没有收")]
    for unit, words in zip(SPOILT, ("填了 2 次", "还没有到", "另一份方案", "只排序、移动了一部分列"), strict=True):
        assert any(unit in line and words in line and "行" in line for line in left), (unit, left)
    assert all(any(unit in line for unit in SPOILT) for line in left)
    assert "已交回 32 家" in done.err

    # Once more changes nothing, and one undo takes all of it back.
    collected = plan.read_text("utf-8")
    assert f"{len(expected)} 条已经登记过" in invoke("collect", "交回", "--yes", code=1).err
    assert plan.read_text("utf-8") == collected
    invoke("undo")
    assert plan.read_text("utf-8") == before
    plan.write_text(collected, "utf-8", newline="\n")

    monkeypatch.setenv("GKPLAN_TODAY", "2023-10-11")
    check_reminders(invoke, Book(collected, "2023-10-11"))
    monkeypatch.setenv("GKPLAN_TODAY", "2023-10-15")
    check_bulletin(invoke("bulletin").out, Book(collected, "2023-10-15"))
    assert "  - {no: 1, as_of: 2023-10-15}\n" in plan.read_text("utf-8")


def check_reminders(invoke: Invoke, book: Book) -> None:
    """Who is chased on the 11th: whoever owes something that is overdue or falls due within thirty days."""
    told = json.loads(invoke("remind", "--format", "json").out)["reminders"]
    pressing = {"overdue", "due_soon"}
    owing = [unit for unit in book.units if pressing & {each.status for each in book.of_unit(unit).values()}]
    assert [row["unit"] for row in told] == owing


WORDS = {
    "done": "已办结",
    "overdue": "已逾期",
    "due_soon": "临期",
    "in_progress": "推进中",
    "not_started": "未启动",
    "ongoing": "长期",
}


def check_bulletin(text: str, book: Book) -> None:
    """The figures of the 通报, whole and unit by unit, are those that the second calculator finds."""
    first = text.partition("。")[0] + text.partition("。")[2].partition("\n")[0]
    counted = book.counts(book.of_all)
    assert f"共有任务{counted['total']}项" in first
    shares = 0.0
    for key, word in WORDS.items():
        found = re.search(rf"{word}(?:（[^）]*）)?(\d+)项，占([0-9.]+)%", first)
        assert (int(found[1]) if found else 0) == counted[key], word
        shares += float(found[2]) if found else 0
    assert round(shares, 1) == 100.0
    for unit in book.units:
        own = book.counts(book.of_unit(unit))
        row = next(line.split() for line in text.splitlines() if line.startswith(f"{unit} "))
        assert row[1:8] == [str(own[key]) for key in ("total", *WORDS)]
