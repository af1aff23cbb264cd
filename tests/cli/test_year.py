"""A year of 商河县, month by month, on the shipped plan through the command line; every figure is worked out by hand.

Of the 51 tasks 47 is 长期; 13 is due on 30 June, 39 on 30 September, 40 on 30 November, the other 47 on 31 December;
step 46.1 is due on 31 August. 20 departments and 12 towns make 32 units, and every town has the same 26 tasks.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.conftest import Invoke

TOWNS = (
    "许商街道",
    "殷巷镇",
    "怀仁镇",
    "龙桑寺镇",
    "郑路镇",
    "贾庄镇",
    "玉皇庙镇",
    "白桥镇",
    "孙集镇",
    "韩庙镇",
    "沙河镇",
    "张坊镇",
)
STATES = ("done", "overdue", "due_soon", "in_progress", "not_started", "ongoing")
WORDS = ("已办结", "已逾期", "临期", "推进中", "未启动", "长期")


STEP_DONE = "步骤 46.1 已办结（2023-09-05）：编制2023年度政务公开工作实施方案；其中 32 家还没有报送办结（共 32 家），一并视为办结"


class Office:
    """Someone at the office: moves through the year, types commands and reads figures."""

    def __init__(self, invoke: Invoke, patch: pytest.MonkeyPatch, path: Path) -> None:
        self.invoke = invoke
        self.patch = patch
        self.path = path

    def on(self, day: str) -> None:
        self.patch.setenv("GKPLAN_TODAY", day)

    def types(self, *args: str, says: str) -> None:
        result = self.invoke(*args)
        assert (result.out, result.err) == (says + "\n", "")

    def is_refused(self, *args: str, says: str) -> None:
        before = self.path.read_bytes()
        result = self.invoke(*args, code=4)
        assert (result.out, result.err) == ("", f"gkplan: {says}\n")
        assert self.path.read_bytes() == before

    def asks(self, *args: str) -> Any:
        return json.loads(self.invoke(*args, "--format", "json").out)

    def overdue(self, *args: str) -> dict[str, int]:
        return {each["id"]: each["days_overdue"] for each in self.asks("overdue", *args)["tasks"]}

    def task(self, id_: str) -> dict[str, Any]:
        found: dict[str, Any] = self.asks("show", id_)["tasks"][0]
        return found

    def silent(self) -> list[str]:
        return [each["unit"] for each in self.asks("outstanding", "--silent")["units"]]

    def closes(self, *ids: str, day: str) -> None:
        """Close whole tasks: each says how many of its units had not closed their part."""
        left = {id_: len(self.task(id_)["outstanding"]) for id_ in ids}
        parts = {id_: len(self.task(id_)["parts"]) for id_ in ids}
        said = [
            f"任务 {id_} 已办结（{day}）"
            + (f"；其中 {left[id_]} 家还没有报送办结（共 {parts[id_]} 家），一并视为办结" if parts[id_] > 1 else "")
            for id_ in ids
        ]
        self.types("done", *ids, says="\n".join(said))

    def units(self) -> dict[str, dict[str, Any]]:
        return {each["name"]: each for each in self.asks("units")["units"]}


@pytest.fixture
def office(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, plan_file: Path) -> Office:
    return Office(invoke, monkeypatch, plan_file)


class Month(NamedTuple):
    """The figures at the end of a month: counts in the order of STATES, of the done those late, and two targets."""

    day: str
    counts: tuple[int, int, int, int, int, int]
    late: int
    rate: float
    percent: str
    meetings: tuple[int, int]
    trainings: tuple[int, int]
    behind: int

    def check(self, office: Office) -> None:
        office.on(self.day)
        whole = office.asks("stats")["stats"][0]
        assert tuple(whole[state] for state in STATES) == self.counts
        assert (whole["total"], whole["done_late"], whole["rate"]) == (51, self.late, self.rate)
        assert whole["done_on_time"] == self.counts[0] - self.late
        assert (whole["targets"], whole["targets_behind"]) == (2, self.behind)
        for id_, expected in (("16", self.meetings), ("49", self.trainings)):
            target = office.task(id_)["target"]
            assert (target["reached"], target["expected"]) == expected, id_
        assert whole["unset"] == 0
        # The first screen says the same in words.
        heading, counts = office.invoke().out.splitlines()[:2]
        assert heading == f"2023年商河县政务公开重点工作任务分工（截至 {self.day}）"
        # What presses says how much of it was not begun.
        counts = re.sub("（未启动 [0-9]+）", "", counts)
        words = "，".join(
            f"{word} {dict(zip(STATES, self.counts, strict=True))[state]}"
            for word, state in zip(WORDS, STATES, strict=True)
        )
        assert counts == f"共 51 项任务：{words}，办结率 {self.percent}（长期的不算）"


def january(office: Office) -> None:
    office.on("2023-01-31")
    assert office.overdue() == {}
    assert len(office.silent()) == 32


def february(office: Office) -> None:
    office.on("2023-02-20")
    office.types(
        "note", "16", "邀请代表列席第一次常务会议", "--unit", "县府办", "--count", "1",
        says="任务 16 已登记县政府办公室的进展（2023-02-20）：邀请代表列席第一次常务会议；累计 1/5 次",
    )  # fmt: skip
    office.types(
        "note", "49", "已组织培训", "--unit", "殷巷", "--count", "1",
        says="任务 49 已登记殷巷镇的进展（2023-02-20）：已组织培训；累计 1/32 家",
    )  # fmt: skip
    # Two of the 32 have reported.
    assert len(office.silent()) == 30
    assert not {"县政府办公室", "殷巷镇"}.intersection(office.silent())


def march(office: Office) -> None:
    office.on("2023-03-15")
    office.types(
        "note", "14", "决策事项目录专题已上线", "--unit", "司法",
        says="任务 14 已登记县司法局的进展（2023-03-15）：决策事项目录专题已上线",
    )  # fmt: skip
    # What is expected of a unit without a part is refused, and who has one is said.
    office.is_refused(
        "note", "16", "我局也列席", "--unit", "县司法局",
        says="「县司法局」不是任务 16 的责任单位，没有改动；责任单位是县政府办公室",
    )  # fmt: skip


def april(office: Office) -> None:
    office.on("2023-04-20")
    office.invoke("done", "11", "--note", "年度计划已公开")
    office.types("done", "11", says="任务 11 已于 2023-04-20 办结，没有改动")


def may(office: Office) -> None:
    office.on("2023-05-31")
    # One entry for each of the twelve; 殷巷镇 has two trainings now and still is one unit.
    office.types(
        "note", "49", "已组织培训", "--unit", "各镇街", "--count", "1",
        says="任务 49 已登记各镇街的进展（2023-05-31）：已组织培训；累计 12/32 家；提醒：殷巷镇累计 2 次，已超过要求的 1 次，请核对",
    )  # fmt: skip
    parts = {part["unit"]: part["count"] for part in office.task("49")["parts"]}
    assert [parts[town] for town in TOWNS] == [1, 2, *[1] * 10]
    assert parts["县财政局"] == 0
    # 13 is due in exactly 30 days: 临期 begins today.
    assert [each["id"] for each in office.asks("due")["tasks"]] == ["13"]


def june(office: Office) -> None:
    office.on("2023-06-20")
    office.types(
        "note", "16", "邀请代表列席第二、三次常务会议", "--count", "2",
        says="任务 16 已登记进展（2023-06-20）：邀请代表列席第二、三次常务会议；累计 3/5 次",
    )  # fmt: skip
    office.on("2023-06-30")
    # The last day is still in time.
    assert office.overdue() == {}


def july(office: Office) -> None:
    office.on("2023-07-01")
    assert office.overdue() == {"13": 1}
    office.on("2023-07-10")
    assert office.overdue() == {"13": 10}
    assert office.overdue("--unit", "县司法局") == {"13": 10}
    assert office.overdue("--unit", "县财政局") == {}
    reminder = office.invoke("remind").out
    assert reminder == (
        "【政务公开催办】县司法局：截至 2023-07-10，你单位有 1 项任务已逾期。\n"
        "已逾期：\n"
        "13 按照“应入尽入”的原则，制定本级年度重大…（时限 2023-06-30，逾期 10 天）\n"
        "请抓紧办理，并将进展和佐证材料报办公室。\n"
    )
    # Too late to ask for more time.
    office.is_refused(
        "extend", "13", "--to", "2023-07-31", "--reason", "机构调整",
        says="任务 13 已于 2023-06-30 到期，延期应在到期前申请，没有改动；确已批准的，请加 --late 补登记",
    )  # fmt: skip
    office.on("2023-07-20")
    office.types("done", "13", says="任务 13 已办结（2023-07-20）")
    assert "状态\t逾期办结（2023-07-20）\n" in office.invoke("show", "13").out


def august(office: Office) -> None:
    office.on("2023-08-10")
    # 11 was closed too early; what was noted stays, so it is under way and not untouched.
    office.types("reopen", "11", says="任务 11 的办结已撤销，恢复为未办结")
    assert office.task("11")["status"] == "in_progress"
    office.on("2023-08-31")
    # Both the step of today and 39 in exactly 30 days.
    assert [each["id"] for each in office.asks("due")["tasks"]] == ["46.1", "39"]


def september(office: Office) -> None:
    office.on("2023-09-05")
    # The step is late, its task (due in December) is not.
    assert office.overdue() == {"46.1": 5}
    office.types("done", "46.1", says=STEP_DONE)
    assert office.overdue() == {}
    assert office.task("46")["status"] == "in_progress"
    office.on("2023-09-15")
    office.types(
        "done", "39", "--unit", "各镇街", says="任务 39：12 家单位已办结（2023-09-15），还有 20 家未办结（共 32 家）"
    )
    parts = office.task("39")["parts"]
    assert [part["unit"] for part in parts if part["status"] == "done"] == list(TOWNS)
    office.on("2023-09-20")
    office.types(
        "extend", "39", "--to", "2023-10-31", "--reason", "典型案例由市里统一下发",
        says="任务 39 已延期：2023-09-30 延到 2023-10-31（2023-09-20 批准），理由：典型案例由市里统一下发",
    )  # fmt: skip
    task = office.task("39")
    assert (task["due"], task["original_due"], task["deadline"]) == ("2023-10-31", "2023-09-30", "2023年9月底前")


def october(office: Office) -> None:
    office.on("2023-10-01")
    # With the extension nothing is overdue, and both dates are shown.
    assert office.overdue() == {}
    row = next(line for line in office.invoke("list").out.splitlines() if line.startswith("39\t")).split("\t")
    assert row[:4] == ["39", "临期", "0", "2023-10-31"]
    assert "2023-09-30" in row
    office.on("2023-10-15")
    office.closes("11", day="2023-10-15")
    office.on("2023-10-20")
    office.types(
        "note", "16", "邀请代表列席第四次常务会议", "--count", "1",
        says="任务 16 已登记进展（2023-10-20）：邀请代表列席第四次常务会议；累计 4/5 次",
    )  # fmt: skip
    office.types(
        "note", "49", "已组织培训", "--unit", "县政府各部门单位", "--count", "1",
        says="任务 49 已登记县政府各部门单位的进展（2023-10-20）：已组织培训；累计 32/32 家",
    )  # fmt: skip
    office.on("2023-10-25")
    office.types(
        "done", "39", "--unit", "县政府各部门单位",
        says="任务 39：20 家单位已办结（2023-10-25），各单位都已办结，整项办结",
    )  # fmt: skip
    assert office.task("39")["done"] == "2023-10-25"
    # What 县水务局 sent in was not good enough.
    office.on("2023-10-30")
    office.types("reopen", "39", "--unit", "县水务局", says="任务 39：县水务局的办结已撤销，恢复为未办结")
    task = office.task("39")
    assert (task["status"], task["done"], task["outstanding"]) == ("due_soon", None, ["县水务局"])


def november(office: Office) -> None:
    office.on("2023-11-10")
    assert office.overdue() == {"39": 10}
    assert office.overdue("--unit", "县水务局") == {"39": 10}
    assert office.overdue("--unit", "县财政局") == {}
    # Judged by the extended day: ten days after it is too late for another one.
    office.is_refused(
        "extend", "39", "--to", "2023-12-31", "--reason", "再延",
        says="任务 39 已于 2023-10-31 到期，延期应在到期前申请，没有改动；确已批准的，请加 --late 补登记",
    )  # fmt: skip
    office.on("2023-11-20")
    office.types(
        "done", "39", "--unit", "水务", "--note", "已补报",
        says="任务 39：县水务局已办结（2023-11-20），各单位都已办结，整项办结",
    )  # fmt: skip
    # The last day is in time.
    office.on("2023-11-30")
    office.closes("40", day="2023-11-30")


def december(office: Office) -> None:
    office.on("2023-12-20")
    office.is_refused(
        "done", "16",
        says="任务 16 的数量要求还没有达到（4/5 次），没有办结；"
        "请先用 gkplan note 16 … --count 登记，确认办结请加 --force",
    )  # fmt: skip
    office.types(
        "note", "16", "邀请代表列席第五次常务会议", "--count", "1",
        says="任务 16 已登记进展（2023-12-20）：邀请代表列席第五次常务会议；累计 5/5 次",
    )  # fmt: skip
    office.closes("16", "49", day="2023-12-20")
    office.on("2023-12-28")
    rest = [str(n) for n in range(1, 52) if n not in {11, 13, 14, 16, 39, 40, 47, 49}]
    assert len(rest) == 43
    office.closes(*rest, day="2023-12-28")
    # Seven of the eight; one after the other the last one keeps the task open.
    seven = ["县司法局", "县民政局", "县住建局", "县自然资源局", "县农业农村局", "县水务局", "县交通运输局"]
    office.types(
        "done", "14", *(word for unit in seven for word in ("--unit", unit)),
        says="任务 14：7 家单位已办结（2023-12-28），还有 1 家未办结（共 8 家）",
    )  # fmt: skip


MONTHS = {
    # 31 of 365 days: 5 × 31 / 365 = 0.4 meetings, 32 × 31 / 365 = 2.7 units with a training should have been reached.
    january: Month("2023-01-31", (0, 0, 0, 0, 50, 1), 0, 0.0, "0%", (0, 0), (0, 2), 1),
    # 59 days: 0.8 and 5.2. 16 and 49 are under way.
    february: Month("2023-02-28", (0, 0, 0, 2, 48, 1), 0, 0.0, "0%", (1, 0), (1, 5), 1),
    # 90 days: 1.2 and 7.9. 14 too.
    march: Month("2023-03-31", (0, 0, 0, 3, 47, 1), 0, 0.0, "0%", (1, 1), (1, 7), 1),
    # 120 days: 1.6 and 10.5. 11 is done: 1 of the 50 that have an end.
    april: Month("2023-04-30", (1, 0, 0, 3, 46, 1), 0, 0.02, "2%", (1, 1), (1, 10), 1),
    # 151 days: 2.1 and 13.2, so both are behind. 13 is due in 30 days.
    may: Month("2023-05-31", (1, 0, 1, 3, 45, 1), 0, 0.02, "2%", (1, 2), (12, 13), 2),
    # 181 days: 2.5 and 15.9.
    june: Month("2023-06-30", (1, 0, 1, 3, 45, 1), 0, 0.02, "2%", (3, 2), (12, 15), 1),
    # 212 days: 2.9 and 18.6. 11 and 13 are done, 13 late.
    july: Month("2023-07-31", (2, 0, 0, 3, 45, 1), 1, 0.04, "4%", (3, 2), (12, 18), 1),
    # 243 days: 3.3 and 21.3. 11 is back under way, 39 due in 30 days.
    august: Month("2023-08-31", (1, 0, 1, 4, 44, 1), 1, 0.02, "2%", (3, 3), (12, 21), 1),
    # 273 days: 3.7 and 23.9. 39 is extended by 31 days: under way like 46, whose step is done.
    september: Month("2023-09-30", (1, 0, 0, 6, 43, 1), 1, 0.02, "2%", (3, 3), (12, 23), 1),
    # 304 days: 4.2 and 26.7. 11 done again; 39 due today, 40 in 30 days.
    october: Month("2023-10-31", (2, 0, 2, 4, 42, 1), 1, 0.04, "4%", (4, 4), (32, 26), 0),
    # 334 days: 4.6 and 29.3. 11, 13, 39, 40 done, 13 and 39 late; 31 December is 31 days ahead.
    november: Month("2023-11-30", (4, 0, 0, 4, 42, 1), 2, 0.08, "8%", (4, 4), (32, 29), 0),
    # All but 14 and 47: 49 of 50.
    december: Month("2023-12-31", (49, 0, 1, 0, 0, 1), 2, 0.98, "98%", (5, 5), (32, 32), 0),
}


def play(office: Office, until: Callable[[Office], None] | None = None, *, checks: bool = False) -> None:
    for month, figures in MONTHS.items():
        month(office)
        if checks:
            figures.check(office)
        if month is until:
            break


def test_a_year_of_shanghe(office: Office) -> None:
    play(office, checks=True)

    # The day after the year the one late unit shows, and only there.
    office.on("2024-01-10")
    assert office.overdue() == {"14": 10}
    assert office.task("14")["outstanding"] == ["县应急局"]
    assert office.invoke("overdue", "--exit-code", "--format", "ids", code=1).out == "14\n"
    assert office.overdue("--unit", "县司法局") == {}
    units = office.units()
    assert (units["县应急局"]["overdue"], units["县应急局"]["most_days_overdue"]) == (1, 10)
    assert sum(unit["overdue"] for unit in units.values()) == 1
    assert office.invoke("remind").out.startswith(
        "【政务公开催办】县应急局：截至 2024-01-10，你单位有 1 项任务已逾期。\n"
    )

    # The leader approves more time afterwards; both dates stay, and the unit is in time by the new one.
    office.types(
        "extend", "14", "--to", "2024-01-31", "--reason", "系统对接未完成", "--late",
        says="任务 14 已延期：2023-12-31 延到 2024-01-31（2024-01-10 批准），理由：系统对接未完成",
    )  # fmt: skip
    office.on("2024-01-25")
    office.types(
        "done", "14", "--unit", "县应急局",
        says="任务 14：县应急局已办结（2024-01-25），各单位都已办结，整项办结",
    )  # fmt: skip

    # The year-end state: all that can end has ended, two of it late.
    Month("2024-01-31", (50, 0, 0, 0, 0, 1), 2, 1.0, "100%", (5, 5), (32, 32), 0).check(office)
    screen = office.invoke().out.splitlines()
    assert "没有已逾期的任务" in screen
    assert "没有将要到期的任务" in screen
    # 47 is 长期 and nobody closed it; all 32 have reported something by then.
    assert screen[-1] == "各单位都已报送过进展"
    assert office.invoke("remind").err == "没有要催办的：没有单位有已逾期或即将到期的任务\n"
    assert office.invoke("check").out.endswith("：没有问题（51 项任务）\n")


def test_what_each_unit_owes_at_the_end_of_november(office: Office) -> None:
    play(office, november)
    units = office.units()

    def figures(name: str) -> tuple[int, ...]:
        return tuple(units[name][key] for key in ("total", *STATES, "done_late"))

    # 35 tasks: 39 and 40 done, 39 twenty days after the extended day; 49 counted; 47 长期; the step of 46 is no
    # single unit's, and in 14 only 县司法局 has reported.
    assert figures("县水务局") == (35, 2, 0, 0, 1, 31, 1, 1)
    assert units["县水务局"]["rate"] == round(2 / 34, 4)
    # 32 tasks: 39 in time.
    assert figures("县财政局") == (32, 1, 0, 0, 1, 29, 1, 0)
    # 32 tasks: 39 in time, 13 late; 14 and 49 under way.
    assert figures("县司法局") == (32, 2, 0, 0, 2, 27, 1, 1)
    # 36 tasks: 39 in time; 16 and 49 under way.
    assert figures("县政府办公室") == (36, 1, 0, 0, 2, 32, 1, 0)
    # 36 tasks: 39, 40 and 11 in time.
    assert figures("县住建局") == (36, 3, 0, 0, 1, 31, 1, 0)
    # A town: 26 tasks, 39 in time.
    for town in TOWNS:
        assert figures(town) == (26, 1, 0, 0, 1, 23, 1, 0)
    # The group as a whole: its part of 39 is done since September.
    assert figures("各镇街") == (26, 1, 0, 0, 1, 23, 1, 0)
    # 39 as 县政府各部门单位: the last of the twenty was late.
    assert figures("县政府各部门单位") == (30, 1, 0, 0, 1, 27, 1, 1)


def test_what_was_known_in_september_is_answered_the_same_in_december(office: Office) -> None:
    play(office, september)
    office.on("2023-09-30")
    then = office.asks("list")["tasks"]
    for month in (october, november, december):
        month(office)
    now = office.asks("list", "--as-of", "2023-09-30")["tasks"]
    keys = ("id", "status", "due", "done", "days_overdue", "outstanding")
    # 11 was back under way in September and closed again in October: nothing else looks back.
    assert [{key: task[key] for key in keys} for task in now] == [{key: task[key] for key in keys} for task in then]


def test_a_year_only_adds_lines(office: Office, plan_file: Path) -> None:
    """But for what was reopened: its closing is the one thing that is taken away again."""
    before = plan_file.read_text("utf-8").splitlines()
    play(office)
    after = iter(plan_file.read_text("utf-8").splitlines())
    assert all(line in after for line in before)
