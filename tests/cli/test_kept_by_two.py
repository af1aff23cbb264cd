"""A year of 商河县 kept by two people, replayed from a script; a second calculator recomputes every figure."""

import json
import os
import re
from collections import Counter
from collections.abc import Mapping
from difflib import SequenceMatcher
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.kept.calculator import Book, Figures
from tests.cli.kept.script import BEFORE, ByHand, Command, Logged, year
from tests.conftest import SHIPPED, Golden, Invoke

DAYS = (
    "2023-03-31",
    "2023-04-15",
    "2023-06-30",
    "2023-07-15",
    "2023-09-01",
    "2023-10-20",
    "2023-12-31",
    "2024-01-20",
)


def differences(told: Mapping[Any, Any], expected: Mapping[Any, Any]) -> dict[Any, tuple[Any, Any]]:
    """What is told otherwise than expected, under its name: told and expected."""
    names = {**told, **expected}
    return {name: (told.get(name), expected.get(name)) for name in names if told.get(name) != expected.get(name)}


class Year:
    """The plan file on its way through the year: plays the script, compares figures, watches the lines."""

    def __init__(self, invoke: Invoke, patch: pytest.MonkeyPatch, path: Path) -> None:
        self.invoke = invoke
        self.patch = patch
        self.path = path
        self.held = [self.text()]
        """The file after each write, oldest first; what was taken back is not in it."""

    def text(self) -> str:
        return self.path.read_bytes().decode("utf-8")

    def asks(self, *args: str) -> Any:
        return json.loads(self.invoke(*args, "--format", "json").out)

    def plays(self, each: Command | ByHand) -> None:
        self.patch.setenv("GKPLAN_TODAY", each.day)
        if isinstance(each, ByHand):
            logged = self.logged()
            assert self.held[-1].count(each.old) == 1, each.old
            self.held.append(self.held[-1].replace(each.old, each.new))
            self.path.write_bytes(self.held[-1].encode("utf-8"))
            # Whatever rule is changed: what was reported under the old one is still there.
            assert logged <= self.logged()
            return
        self.invoke(*(self.found(word) if isinstance(word, Logged) else word for word in each.args), code=each.code)
        after = self.text()
        if each.args[0] == "undo":
            self.held.pop()
            assert after == self.held[-1]
        elif after != self.held[-1]:
            assert each.code == 0
            assert taken_out(self.held[-1], after) <= each.corrects, each
            self.held.append(after)

    def logged(self, *as_of: str) -> Counter[tuple[object, ...]]:
        """What the log tells, newest first, each entry with a number of its own."""
        rows = self.asks("log", *as_of)["entries"]
        assert len({row["id"] for row in rows}) == len(rows)
        days = [row["date"] or "" for row in rows]
        assert days == sorted(days, reverse=True)
        keys = ("kind", "date", "unit", "period", "count", "text")
        return Counter((row["id"].partition("#")[0], *(row[key] for key in keys)) for row in rows)

    def found(self, entry: Logged) -> str:
        rows = self.asks("log", entry.piece)["entries"]
        wanted = (entry.kind, entry.unit)
        return next(
            str(row["id"])
            for row in rows
            if (row["kind"], row["unit"]) == wanted and entry.period in {None, row["period"]}
        )


def taken_out(before: str, after: str) -> int:
    """How many lines of `before` do not stand in `after`, the others in their order."""
    old, new = before.split("\n"), after.split("\n")
    for _ in range(2):
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
        old, new = old[same:][::-1], new[same:][::-1]
    return len(old) - sum(block.size for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks())


@pytest.fixture
def played(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, plan_file: Path, tmp_path: Path) -> Year:
    """The shipped plan as the office has edited it before the year begins."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    # That a write survives a power cut is tested elsewhere; here a slow disk would be waited for hundreds of times.
    monkeypatch.setattr(os, "fsync", lambda _: None)
    kept = Year(invoke, monkeypatch, plan_file)
    for edit in BEFORE:
        kept.plays(edit)
    return kept


def told_of(row: Mapping[str, Any]) -> Figures:
    """The figures of a row of JSON; a unit's own part has nobody who is outstanding."""
    values = {key: row.get(key, ()) for key in Figures._fields}
    return Figures(**{**values, "outstanding": tuple(values["outstanding"])})


def told_counts(row: Mapping[str, Any], expected: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the counts of `row` that are expected."""
    return {key: told_counts(row[key], each) if isinstance(each, dict) else row[key] for key, each in expected.items()}


def check_figures(year: Year, book: Book, *as_of: str) -> None:
    """Every piece, as a whole and unit by unit."""
    figures = book.of_all
    rows = {row["id"]: row for row in year.asks("show", *book.pieces, *as_of)["tasks"]}
    assert differences({id_: told_of(row) for id_, row in rows.items()}, figures) == {}
    inside = [each for row in rows.values() for each in (*row.get("steps", []), *row.get("periods", []))]
    whole = [id_ for id_, piece in book.pieces.items() if piece.kind == "tasks"]
    assert sorted([*whole, *(each["id"] for each in inside)]) == sorted(figures)
    assert differences({each["id"]: told_of(each) for each in inside}, figures) == {
        id_: (None, figures[id_]) for id_ in whole
    }
    told = {(id_, part["unit"]): told_of(part) for id_, row in rows.items() for part in row["parts"]}
    assert (
        differences(
            told, {(id_, unit): book.part(piece, unit) for id_, piece in book.pieces.items() for unit in piece.units}
        )
        == {}
    )


def check_lists(year: Year, book: Book, *as_of: str) -> None:
    figures = book.of_all
    listed = {row["id"]: told_of(row) for row in year.asks("list", *as_of)["tasks"]}
    assert differences(listed, {id_: each for id_, each in figures.items() if book.pieces[id_].kind == "tasks"}) == {}
    for command, state in (("overdue", "overdue"), ("due", "due_soon")):
        rows = {row["id"]: told_of(row) for row in year.asks(command, *as_of)["tasks"]}
        assert differences(rows, {id_: each for id_, each in figures.items() if each.status == state}) == {}


def check_stats(year: Year, book: Book, *as_of: str) -> None:
    expected = book.counts(book.of_all)
    told = year.asks("stats", *as_of)["stats"][0]
    assert differences(told_counts(told, expected), expected) == {}


def check_units(year: Year, book: Book) -> None:
    rows = {row["name"]: row for row in year.asks("units")["units"]}
    assert list(rows)[: len(book.units)] == book.units
    for unit in book.units:
        figures = book.of_unit(unit)
        expected = book.counts(figures)
        assert differences(told_counts(rows[unit], expected), expected) == {}, unit
        late = [id_ for id_, each in figures.items() if each.status == "overdue"]
        assert sorted(year.invoke("overdue", "--unit", unit, "--format", "ids").out.split()) == sorted(late), unit


def check_outstanding(year: Year, book: Book, *as_of: str) -> None:
    contacts = {unit: (raw or {}).get("contact") for unit, raw in book.raw["units"].items()}
    told: dict[Any, Any] = {}
    for row in year.asks("outstanding", *as_of)["outstanding"]:
        told[row["id"]] = told_of(row)
        for part in row["units_outstanding"]:
            told[row["id"], part["unit"]] = (part["contact"], told_of(part))
    expected: dict[Any, Any] = {}
    for id_, each in book.of_all.items():
        if each.status in {"overdue", "due_soon"}:
            expected[id_] = each
            for unit in each.outstanding:
                expected[id_, unit] = (contacts[unit], book.part(book.pieces[id_], unit))
    assert differences(told, expected) == {}


def check_log(year: Year, book: Book, *as_of: str) -> None:
    told = year.logged(*as_of)
    assert differences(told, Counter(book.record())) == {}


def check_now(year: Year, day: str) -> None:
    year.patch.setenv("GKPLAN_TODAY", day)
    book = Book(year.text(), day)
    for each in (check_figures, check_lists, check_stats, check_units, check_outstanding, check_log):
        each(year, book)


def check_past(year: Year, then: Mapping[str, str]) -> None:
    """What is asked afterwards about a day is what was so then, where nothing of it was corrected in between."""
    text = year.text()
    for day, was in then.items():
        now, before = Book(text, day), Book(was, day)
        for each in (check_lists, check_stats, check_outstanding, check_log):
            each(year, now, "--as-of", day)
        tasks = [
            task["id"] for task in before.raw["tasks"] if now.restricted(task["id"]) == before.restricted(task["id"])
        ]
        assert len(tasks) > 40
        same = {id_ for id_ in before.pieces if re.split("[.@]", id_)[0] in tasks}
        figures, known = now.of_all, before.of_all
        assert differences({id_: figures[id_] for id_ in same}, {id_: known[id_] for id_ in same}) == {}


def lines_lost(before: str, after: str) -> Counter[str]:
    return Counter(before.split("\n")) - Counter(after.split("\n"))


def test_a_year_kept_by_two(played: Year, golden: Golden) -> None:
    original = played.text()
    days = list(DAYS)
    then: dict[str, str] = {}
    for each in year():
        while days and each.day > days[0]:
            then[days[0]] = played.text()
            check_now(played, days.pop(0))
        played.plays(each)
    assert [*then, *days] == list(DAYS)
    check_now(played, days[-1])

    played.invoke("check")
    check_figures(played, Book(played.text(), "2023-10-20"), "--as-of", "2023-10-20")
    check_past(played, then)
    # What the year left is what the screens are made of: tests/outputs/test_screens.py, docs/draw_screens.py.
    golden("a-year-of-shanghe.yaml", played.text())
    assert len(Book(played.text(), days[-1]).record()) >= 300
    # Of what stood there before, only the time limit of 38 was edited; of the shipped plan, what the office began with.
    assert lines_lost(original, played.text()) == {"  deadline: 每季度末": 1}
    assert lines_lost(SHIPPED.read_text("utf-8"), played.text()) == {
        "  县财政局: {full: 商河县财政局}": 1,
        "  孙集镇: {}": 1,
        "  deadline: 2023年12月底前": 3,
    }


def test_a_series_begins_with_the_day_of_issue(played: Year) -> None:
    played.plays(ByHand("2023-04-15", "  year: 2023 ", "  issued: 2023-02-10\n  year: 2023 "))
    check_now(played, "2023-04-15")
    series = [each["id"] for each in played.asks("show", "41", "31", "38")["tasks"][0]["periods"]]
    assert series[0] == "41@2023-02"
