"""The calendar (.ics), read back by another library than the one that writes it."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject  # type: ignore[import-untyped] # it comes without types

from tests.conftest import HERE, Invoke

DAY = "2023-10-20"


@pytest.fixture(autouse=True)
def _year(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "tasks.yaml").write_bytes((HERE / "golden" / "a-year-of-shanghe.yaml").read_bytes())
    monkeypatch.setenv("GKPLAN_TODAY", DAY)


def events(invoke: Invoke, folder: Path, *args: str) -> dict[str, Any]:
    """The entries by what stands first in them, the number."""
    invoke("export", "日程.ics", "--force", *args)
    calendar = vobject.readOne((folder / "日程.ics").read_text("utf-8"))
    found = {event.summary.value.partition(" ")[0]: event for event in calendar.vevent_list}
    assert len(found) == len(calendar.vevent_list)
    return found


def open_pieces(invoke: Invoke, *args: str) -> dict[str, str]:
    """What is open and has a day, tasks, steps and periods, with the day."""
    tasks = json.loads(invoke("list", *args, "--format", "json").out)["tasks"]
    found = {}
    for task in tasks:
        parts = [*task.get("steps", []), *task.get("periods", [])]
        for piece in [*([] if task.get("periods") else [task]), *parts]:
            if piece["status"] != "done" and piece["due"]:
                found[piece["id"]] = piece["due"]
    return found


def test_there_is_an_entry_of_a_day_for_all_that_is_open(invoke: Invoke, folder: Path) -> None:
    told = events(invoke, folder)
    wanted = open_pieces(invoke)
    assert {id_: event.dtstart.value.isoformat() for id_, event in told.items()} == wanted
    assert all(event.dtend.value - event.dtstart.value == timedelta(days=1) for event in told.values())
    assert all(type(event.dtstart.value) is date for event in told.values())


def test_of_a_unit_its_own_part(invoke: Invoke, folder: Path) -> None:
    told = events(invoke, folder, "--unit", "县司法局")
    assert set(told) == {id_ for id_ in open_pieces(invoke) if is_owed(invoke, id_, "县司法局")}


def is_owed(invoke: Invoke, id_: str, unit: str) -> bool:
    parts = json.loads(invoke("show", id_, "--format", "json").out)["tasks"][0]["parts"]
    return any(part["unit"] == unit and part["status"] != "done" for part in parts)


def test_it_is_called_to_mind_seven_days_and_one_day_before(invoke: Invoke, folder: Path) -> None:
    for event in events(invoke, folder).values():
        assert [alarm.trigger.value for alarm in event.valarm_list] == [timedelta(days=-7), timedelta(days=-1)]


def test_an_entry_keeps_its_uid_and_equal_plans_give_equal_bytes(invoke: Invoke, folder: Path) -> None:
    before = {id_: event.uid.value for id_, event in events(invoke, folder).items()}
    data = (folder / "日程.ics").read_bytes()
    events(invoke, folder)
    assert (folder / "日程.ics").read_bytes() == data
    assert len(set(before.values())) == len(before)
    invoke("note", "1", "已布置", "--unit", "县司法局")
    invoke("extend", "2", "--to", "2024-02-01", "--reason", "等批复")
    after = events(invoke, folder)
    assert {id_: event.uid.value for id_, event in after.items()} == before
    assert after["2"].dtstart.value == date(2024, 2, 1)


def test_what_would_be_obeyed_is_shown(invoke: Invoke, folder: Path) -> None:
    text = '公开\\nBEGIN:VEVENT;X=1,\u202e"甲"'
    plan = {
        "plan": {"title": text, "year": 2023},
        "units": {"县司法局": {}},
        "tasks": [{"id": "1", "requirement": text, "units": ["县司法局"], "deadline": "2023年12月底前"}],
    }
    (folder / "tasks.yaml").write_text(json.dumps(plan), "utf-8")
    (event,) = events(invoke, folder).values()
    assert event.description.value.startswith(text.replace("\u202e", "<U+202E>"))


def test_entries_of_another_plan_are_others_and_no_day_is_busy(invoke: Invoke, folder: Path) -> None:
    told = events(invoke, folder)
    assert {event.transp.value for event in told.values()} == {"TRANSPARENT"}
    assert all("所属任务" in event.description.value for id_, event in told.items() if "." in id_ or "@" in id_)
    text = (folder / "tasks.yaml").read_text("utf-8")
    (folder / "tasks.yaml").write_text(text.replace("title: 2023年", "title: 2022年"), "utf-8")
    other = events(invoke, folder)
    assert not {event.uid.value for event in told.values()} & {event.uid.value for event in other.values()}
