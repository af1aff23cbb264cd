"""return, waive, amend, retract, log, outstanding and note's newer options, as typed and as answered."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Invoke

PLAN = """\
plan:
  title: 试验
  year: 2023
  office: 县府办
units:
  县府办: {contact: 王某}
  甲局: {contact: 李某，0531-1}
  东镇: {}
  西镇: {}
groups:
  各镇: [东镇, 西镇]
tasks:
- id: 14
  requirement: 公开目录
  units: [甲局, 各镇]
  deadline: 2023年6月底前
- id: 38
  requirement: 报送信息公开情况
  units: [甲局, 各镇]
  deadline: 每季度末
- id: 46
  requirement: 编制方案并落实
  units: [各镇]
  deadline: 2023年12月底前
  steps:
  - what: 编制方案
    deadline: 2023年8月底前
- id: 49
  requirement: 组织培训
  units: [各镇]
  deadline: 2023年9月底前
  target: {count: 1, measure: 场, each: true}
"""


@pytest.fixture
def plan(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = folder / "tasks.yaml"
    path.write_text(PLAN, "utf-8")
    monkeypatch.setenv("GKPLAN_TODAY", "2023-10-08")
    return path


def added(path: Path) -> list[str]:
    """Return the lines that are new in the file; no line of the plan may be gone."""
    before = PLAN.splitlines()
    lines = iter(path.read_text("utf-8").splitlines())
    new = []
    for old in before:
        for line in lines:
            if line == old:
                break
            new.append(line.strip())
        else:
            raise AssertionError(f"gone: {old}")
    return [*new, *(line.strip() for line in lines)]


def entries(invoke: Invoke, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(invoke("log", *args, "--format", "json").out)["entries"]
    return found


WRITES = [
    (
        "done 46.1 --unit 东镇 --date 2023-08-20 --note 已报送",
        "步骤 46.1：东镇已办结（2023-08-20），还有 1 家未办结（共 2 家）",
        ["progress:", "- {date: 2023-08-20, unit: 东镇, done: true, note: 已报送}"],
    ),
    (
        "note 46.1 已起草 --unit 东镇 --date 2023-08-01",
        "步骤 46.1 已登记东镇的进展（2023-08-01）：已起草",
        ["progress:", "- {date: 2023-08-01, unit: 东镇, note: 已起草}"],
    ),
    (
        "extend 46.1 --unit 东镇 --to 2023-11-15 --reason 机构调整 --late",
        "步骤 46.1：东镇已延期：2023-08-31 延到 2023-11-15（2023-10-08 批准），理由：机构调整",
        ["extensions:", "- {to: 2023-11-15, date: 2023-10-08, unit: 东镇, reason: 机构调整}"],
    ),
    (
        "done 38@2023Q1 --unit 甲局 --date 2023-04-08",
        "任务 38 的 2023Q1：甲局已办结（2023-04-08），还有 2 家未办结（共 3 家）",
        ["progress:", "- {date: 2023-04-08, unit: 甲局, period: 2023Q1, done: true}"],
    ),
    (
        "done 38＠一季度 --date 2023-04-08",
        "任务 38 的 2023Q1 已办结（2023-04-08）；其中 3 家还没有报送办结（共 3 家），一并视为办结",
        ["progress:", "- {date: 2023-04-08, period: 2023Q1, done: true}"],
    ),
    (
        "note 38@q3 零报告 --unit 西镇 --done",
        "任务 38 的 2023Q3 已登记西镇的进展（2023-10-08）：零报告；已办结，还有 2 家未办结（共 3 家）",
        ["progress:", "- {date: 2023-10-08, unit: 西镇, period: 2023Q3, done: true, note: 零报告}"],
    ),
    (
        "waive 38@Q2 --unit 西镇 --reason 机构调整 --date 2023-07-01",
        "任务 38 的 2023Q2：西镇本期不报（2023-07-01），理由：机构调整",
        ["waived:", "- {period: 2023Q2, unit: 西镇, date: 2023-07-01, reason: 机构调整}"],
    ),
    (
        "waive 38@Q2 --reason 全县免报",
        "任务 38 的 2023Q2 本期不报（2023-10-08），理由：全县免报",
        ["waived:", "- {period: 2023Q2, date: 2023-10-08, reason: 全县免报}"],
    ),
    (
        "extend 38@2023Q4 --unit 各镇 --to 2024-01-10 --reason 系统升级",
        "任务 38 的 2023Q4：各镇已延期：2023-12-31 延到 2024-01-10（2023-10-08 批准），理由：系统升级",
        ["extensions:", "- {to: 2024-01-10, date: 2023-10-08, unit: 各镇, period: 2023Q4, reason: 系统升级}"],
    ),
    (
        "note 49 已培训 --unit 东镇 --count 1 --done --date 2023-09-01",
        "任务 49 已登记东镇的进展（2023-09-01）：已培训；累计 1/2 家；已办结，还有 1 家未办结（共 2 家）",
        ["progress:", "- {date: 2023-09-01, unit: 东镇, done: true, count: 1, note: 已培训}"],
    ),
    (
        "note 49 两场 --unit 东镇 --count 2",
        "任务 49 已登记东镇的进展（2023-10-08）：两场；累计 1/2 家；提醒：东镇累计 2 场，已超过要求的 1 场，请核对",
        ["progress:", "- {date: 2023-10-08, unit: 东镇, count: 2, note: 两场}"],
    ),
]


@pytest.mark.parametrize(("words", "said", "lines"), WRITES, ids=[case[0] for case in WRITES])
def test_what_is_written(plan: Path, invoke: Invoke, words: str, said: str, lines: list[str]) -> None:
    result = invoke(*words.split())
    assert (result.out, result.err) == (said + "\n", "")
    assert added(plan) == lines
    assert "没有问题" in invoke("check").out


REFUSALS = [
    ("done 38 --unit 甲局", 4, "任务 38 每期都要报，没有改动；请写明是哪一期，如 38@2023Q1（各期是 2023Q1、2023Q2、2023Q3、2023Q4）"),
    ("note 38 x --unit 甲局 --done", 4, "任务 38 每期都要报，没有改动；请写明是哪一期，如 38@2023Q1（各期是 2023Q1、2023Q2、2023Q3、2023Q4）"),
    ("extend 38 --to 2024-01-31 --reason x", 4, "任务 38 每期都要报，没有改动；请写明是哪一期，如 38@2023Q1（各期是 2023Q1、2023Q2、2023Q3、2023Q4）"),
    ("done 38@2023Q5", 3, "任务 38 没有「2023Q5」这一期；它的各期是 2023Q1 至 2023Q4，写作 38@2023Q1"),
    ("done 14@Q1", 3, "任务 14 没有分期（完成时限「2023年6月底前」），请写 14"),
    ("waive 38 --reason x", 4, "任务 38 每期都要报，没有改动；请写明是哪一期，如 38@2023Q1（各期是 2023Q1、2023Q2、2023Q3、2023Q4）"),
    ("waive 14 --reason x", 2, "任务 14 没有分期，没有改动；只有分期报送的才能写本期不报"),
    ("waive 38@Q1 --unit 县府办 --reason x", 4, "「县府办」不是任务 38 的 2023Q1 的责任单位，没有改动；责任单位是甲局、各镇"),
    ("return 14 --unit 甲局 --reason x", 4, "任务 14：甲局还没有报送过，没有可以退回的，没有改动"),
    ("return 14 --reason x", 2, "任务 14 有 3 家责任单位，没有改动；请用 --unit 写明退回哪一家的"),
    ("return 14 --unit 甲局", 2, "缺少选项 --reason；用法见 gkplan return --help"),
    ("amend 14#1 --note x", 3, "没有 14#1：任务 14 还没有登记；用 gkplan log 14 查看"),
    ("amend 14 --note x", 2, "「14」不是登记的编号；请写 14#3 的形式，编号用 gkplan log 查看"),
    ("retract 99#1", 3, "没有任务「99」；相近的有「49」"),
    ("note 49 x --unit 东镇 --done", 4, "东镇还没有达到任务 49 的数量要求（0/1 场），没有办结；请先用 gkplan note 49 … --count 登记，确认办结请加 --force"),
    ("note 46.1 x --count 1", 4, "步骤 46.1 没有数量要求，不能登记数量，没有改动；请去掉 --count，或先在文件里写上 target"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code", "message"), REFUSALS, ids=[case[0] for case in REFUSALS])
def test_what_is_refused(plan: Path, invoke: Invoke, words: str, code: int, message: str) -> None:
    before = plan.read_bytes()
    result = invoke(*words.split(), code=code)
    assert (result.out, result.err) == ("", f"gkplan: {message}\n")
    assert plan.read_bytes() == before


def test_a_report_is_returned_and_closed_again(plan: Path, invoke: Invoke) -> None:
    invoke("done", "14", "--unit", "甲局", "--date", "2023-06-20")
    early = invoke("return", "14", "--unit", "甲局", "--reason", "不全", "--date", "2023-06-19", code=4)
    assert (
        early.err
        == "gkplan: 任务 14：甲局于 2023-06-20 办结，退回不能早于那天（2023-06-19），没有改动；请写以后的日期\n"
    )
    said = invoke("return", "14", "--unit", "甲局", "--reason", "佐证材料不全", "--date", "2023-06-25").out
    assert said == "任务 14：甲局的一份已退回（2023-06-25），理由：佐证材料不全\n"
    assert added(plan)[-1] == "- {date: 2023-06-25, unit: 甲局, returned: 佐证材料不全}"
    before = invoke("done", "14", "--unit", "甲局", "--date", "2023-06-24", code=4)
    assert before.err == "gkplan: 任务 14：甲局的报送已于 2023-06-25 退回，没有改动；请写退回那天或以后的日期\n"
    assert "甲局" in invoke("outstanding", "14").out
    invoke("done", "14", "--unit", "甲局", "--date", "2023-06-28")
    assert [each["kind"] for each in entries(invoke, "14")] == ["done", "returned", "done"]
    shown = invoke("show", "14").out
    assert "#1 2023-06-20 办结；#2 2023-06-25 退回：佐证材料不全；#3 2023-06-28 办结" in shown


def test_a_task_closed_as_a_whole_is_returned_to_one_unit(plan: Path, invoke: Invoke) -> None:
    invoke("done", "14", "--date", "2023-06-20")
    invoke("return", "14", "--unit", "东镇", "--reason", "不全", "--date", "2023-06-25")
    # The closing stays on record, as a report for all.
    assert added(plan) == [
        "progress:",
        "- {date: 2023-06-20, done: true}",
        "- {date: 2023-06-25, unit: 东镇, returned: 不全}",
    ]
    [task] = json.loads(invoke("show", "14", "--format", "json").out)["tasks"]
    assert task["outstanding"] == ["东镇"]


def test_one_entry_is_corrected_and_one_taken_out(plan: Path, invoke: Invoke) -> None:
    invoke("note", "49", "已培训", "--unit", "东镇", "--count", "2", "--date", "2023-09-01")
    invoke("note", "49", "又培训", "--unit", "西镇", "--count", "1", "--date", "2023-09-02")
    said = invoke("amend", "49#1", "--count", "1", "--date", "2023-08-31", "--evidence", "照片").out
    assert said == "49#1 已更正：日期 2023-09-01 改为 2023-08-31；数量 2 改为 1；佐证材料 （无） 改为 「照片」\n"
    assert added(plan)[1:] == [
        "- {date: 2023-08-31, unit: 东镇, count: 1, note: 已培训, evidence: [照片]}",
        "- {date: 2023-09-02, unit: 西镇, count: 1, note: 又培训}",
    ]
    stranger = invoke("amend", "49#1", "--unit", "甲局", code=4)
    assert stranger.err == "gkplan: 「甲局」不是任务 49 的责任单位，没有改动；责任单位是各镇\n"
    assert invoke("retract", "49#1").out == "49#1 已撤下：2023-08-31 东镇 进展 已培训\n"
    assert added(plan)[1:] == ["- {date: 2023-09-02, unit: 西镇, count: 1, note: 又培训}"]
    assert invoke("undo").out.splitlines()[0] == "已撤回：49#1 已撤下：2023-08-31 东镇 进展 已培训"
    assert len(added(plan)) == 3


def test_a_closing_as_a_whole_and_what_is_no_report_are_entries_too(plan: Path, invoke: Invoke) -> None:
    invoke("extend", "14", "--to", "2023-09-30", "--reason", "一", "--late", "--date", "2023-06-20")
    invoke("done", "14", "--date", "2023-09-20")
    invoke("waive", "38@Q1", "--reason", "免报", "--date", "2023-03-01")
    assert [(each["id"], each["kind"]) for each in entries(invoke)] == [
        ("14#2", "done"),
        ("14#1", "extension"),
        ("38#1", "waived"),
    ]
    assert invoke("amend", "14#2", "--date", "2023-09-21").out == "14#2 已更正：日期 2023-09-20 改为 2023-09-21\n"
    assert (
        invoke("amend", "14#2", "--note", "x", code=2).err
        == "gkplan: 14#2 是整项办结，没有改动；只能用 --date 改它的日期\n"
    )
    assert invoke("amend", "14#1", "--note", "二").out == "14#1 已更正：理由 「一」 改为 「二」\n"
    assert invoke("amend", "38#1", "--count", "1", code=2).err.startswith(
        "gkplan: 38#1 是本期不报，没有 count，没有改动"
    )
    invoke("retract", "14#2")
    invoke("retract", "14#1")
    invoke("retract", "38#1")
    assert plan.read_text("utf-8") == PLAN


def test_the_same_words_twice_are_named_and_written_only_again(plan: Path, invoke: Invoke) -> None:
    assert plan.exists()
    invoke("note", "14", "已部署", "--unit", "甲局", "--date", "2023-06-01")
    refused = invoke("note", "14", "已部署", "--unit", "甲局", "--date", "2023-06-01", code=4)
    assert refused.err == (
        "gkplan: 甲局在 2023-06-01 已经登记过同样的进展（14#1），没有改动；确实又有一次的，请加 --again\n"
    )
    # Another day, another unit, other words are another report.
    for words in (
        ["已部署", "-u", "甲局", "--date", "6月2日"],
        ["已部署", "-u", "东镇", "--date", "6月1日"],
        ["再部署", "-u", "甲局", "--date", "6月1日"],
    ):
        invoke("note", "14", *words)
    invoke("note", "14", "已部署", "--unit", "甲局", "--date", "2023-06-01", "--again")
    assert len(entries(invoke, "14")) == 5


def test_the_log_is_filtered_by_unit_day_task_and_words(plan: Path, invoke: Invoke) -> None:
    assert plan.exists()
    invoke("note", "14", "全县已部署", "--date", "2023-05-01")
    invoke("done", "14", "-u", "甲局", "--date", "2023-06-01", "--evidence", "https://a.cn/目录")
    invoke("done", "46.1", "-u", "各镇", "--date", "2023-08-01")
    invoke("done", "38@Q1", "-u", "东镇", "--date", "2023-04-01")

    def ids(*args: str) -> str:
        return " ".join(each["id"] for each in entries(invoke, *args))

    assert ids() == "46.1#2 46.1#1 14#2 14#1 38#1"
    assert ids("14") == "14#2 14#1"
    assert ids("46") == ids("46.1") == "46.1#2 46.1#1"
    assert ids("38@Q1") == "38#1"
    assert ids("38@Q2") == ""
    assert ids("--unit", "东镇") == "46.1#1 38#1"
    assert ids("--unit", "甲局") == "14#2"
    assert ids("--since", "2023-05-01", "--until", "2023-06-01") == "14#2 14#1"
    assert ids("--search", "目录", "14") == "14#2 14#1"
    assert ids("--search", "a.cn") == "14#2"
    assert ids("--as-of", "2023-05-01") == "14#1 38#1"
    table = invoke("log", "--format", "table", columns=100).out
    assert table.splitlines()[-1] == "共 5 条：办结 4，进展 1（截至 2023-10-08）"


def test_outstanding_names_every_unit_with_whom_to_ask(plan: Path, invoke: Invoke) -> None:
    assert plan.exists()
    invoke("done", "46.1", "-u", "东镇", "--date", "2023-08-01")
    invoke("note", "49", "已培训", "-u", "东镇", "--count", "1", "--date", "2023-08-01")
    out = invoke("outstanding").out
    assert (
        "14 公开目录（时限 2023-06-30，已逾期 100 天）\n未报 3 家（共 3 家）：甲局（李某，0531-1）、东镇、西镇\n" in out
    )
    assert "46.1 编制方案（时限 2023-08-31，已逾期 38 天）\n未报 1 家（共 2 家）：西镇\n" in out
    assert "未报 2 家（共 2 家）：东镇（已达标，待办结）、西镇\n" in out
    assert out.splitlines()[-1] == "2 项任务、1 个步骤、3 期，涉及 3 家单位（截至 2023-10-08）"
    assert invoke("outstanding", "46.1", "--format", "ids").out == "46.1\n"
    rows = json.loads(invoke("outstanding", "38", "--by", "unit", "--unit", "甲局", "--format", "json").out)[
        "outstanding"
    ]
    assert [(row["unit"], row["contact"], [each["id"] for each in row["tasks"]]) for row in rows] == [
        ("甲局", "李某，0531-1", ["38@2023Q1", "38@2023Q2", "38@2023Q3"])
    ]
    assert "没有未报的单位" in invoke("outstanding", "46", "--unit", "甲局", code=0).out
    assert invoke("outstanding", "--silent", "--format", "ids").out == "甲局\n西镇\n"


def test_periods_are_rows_of_their_own(plan: Path, invoke: Invoke) -> None:
    assert plan.exists()
    assert " ".join(invoke("overdue", "--format", "ids").out.split()) == "38@2023Q1 14 38@2023Q2 46.1 38@2023Q3 49"
    assert invoke("due", "--within", "90d", "--format", "ids").out.split() == ["38@2023Q4", "46"]
    table = invoke("overdue", "--format", "table", columns=120).out
    assert (
        "共 2 项任务、1 个步骤、3 期；已逾期 2 项任务、1 个步骤、3 期（其中未启动 2 项任务、1 个步骤、3 期）" in table
    )
    listed = invoke("list", "--unit", "东镇", "--format", "table", columns=160).out
    assert "另有 1 个步骤、3 期已逾期，见 gkplan overdue" in listed
    late = invoke("list", "--unit", "东镇", "--status", "临期", "--format", "table").out
    assert late == "没有符合条件的任务；另有 1 个步骤、3 期已逾期，见 gkplan overdue（截至 2023-10-08）\n"
    shown = invoke("show", "38").out
    assert "期 2023Q1\t2023-03-31，已逾期 191 天，未报 3/3 家\n" in shown
    assert "完成时限\t每季度末（下一期 2023Q4，2023-12-31 到期）\n" in shown


def test_a_whole_closing_of_what_recurs_ends_it(plan: Path, invoke: Invoke) -> None:
    assert plan.exists()
    assert invoke("done", "38", "--date", "2023-04-01").out == (
        "任务 38 已办结（2023-04-01），以后各期不再要报；2023Q1 有 3 家还没有报送，一并视为办结\n"
    )
    assert "38" not in invoke("overdue", "--format", "ids").out


class TestReminders:
    """One letter a unit, or one post a task."""

    def test_posts_name_who_is_missing(self, plan: Path, invoke: Invoke) -> None:
        assert plan.exists()
        invoke("done", "49", "-u", "西镇", "--force", "--date", "2023-09-01")
        out = invoke("remind", "--by", "task", "--overdue", "--reply-by", "10月15日").out
        posts = out.split("\n\n")
        assert len(posts) == 6
        assert posts[1] == (
            "【政务公开催办】第14项：公开目录（时限 2023-06-30，已逾期 100 天）。截至 2023-10-08，以下 3 家未报："
            "甲局（李某，0531-1）、东镇、西镇。\n请抓紧办理，并于 2023-10-15 前将进展和佐证材料报县府办（王某）。"
        )
        assert any(post.startswith("【政务公开催办】步骤 46.1：") for post in posts)
        assert any(post.startswith("【政务公开催办】第38项（2023年第3季度）：") for post in posts)

    def test_equal_letters_are_one(self, plan: Path, invoke: Invoke) -> None:
        assert plan.exists()
        out = invoke("remind", "--overdue").out
        assert [line for line in out.splitlines() if line.startswith("【")] == [
            "【政务公开催办】甲局（李某，0531-1）：截至 2023-10-08，你单位有 1 项任务、3 期已逾期。",
            "【政务公开催办】东镇、西镇：截至 2023-10-08，你单位有 2 项任务、1 个步骤、3 期已逾期。",
        ]
        # Programs get one for each.
        reminders = json.loads(invoke("remind", "--overdue", "--format", "json").out)["reminders"]
        assert [each["unit"] for each in reminders] == ["甲局", "东镇", "西镇"]

    def test_what_is_reached_is_asked_to_be_confirmed(self, plan: Path, invoke: Invoke) -> None:
        assert plan.exists()
        invoke("note", "49", "已培训", "-u", "东镇", "--count", "1", "--date", "2023-08-01")
        out = invoke("remind", "--unit", "东镇").out
        assert "已达标，待办结：\n49 组织培训（时限 2023-09-30，已达标，请确认办结，已完成 1/1 场）" in out
        assert (
            " ".join(invoke("overdue", "--unit", "东镇", "--format", "ids").out.split())
            == "38@2023Q1 14 38@2023Q2 46.1 38@2023Q3"
        )

    def test_who_owes_nothing_is_told(self, plan: Path, invoke: Invoke) -> None:
        assert plan.exists()
        result = invoke("remind", "--unit", "县府办", "--unit", "甲局", "--overdue")
        assert result.err == "县府办没有已逾期的任务，不用催办\n"
        assert "甲局" in result.out

    def test_each_in_a_file_of_its_own(self, plan: Path, invoke: Invoke, folder: Path) -> None:
        assert plan.exists()
        result = invoke("remind", "--split", "催办")
        assert (result.out, result.err) == ("", "已写入 催办：3 个文件\n")
        assert sorted(path.name for path in (folder / "催办").iterdir()) == ["东镇.txt", "甲局.txt", "西镇.txt"]
        assert (folder / "催办" / "东镇.txt").read_text("utf-8").startswith("【政务公开催办】东镇：")
        again = invoke("remind", "--split", "催办", code=4)
        assert "没有改动" in again.err

    def test_without_an_office_none_is_guessed(self, plan: Path, invoke: Invoke) -> None:
        plan.write_text(PLAN.replace("  office: 县府办\n", ""), "utf-8")
        result = invoke("remind", "--overdue")
        assert "将进展和佐证材料报办公室。" in result.out
        assert result.err == (
            "提示：方案里没有写 office（各单位报送给哪个单位），这里写作“办公室”；请在 plan 下面补上\n"
        )


def test_an_empty_group_is_told_by_check_and_once_by_lists(plan: Path, invoke: Invoke) -> None:
    plan.write_text(PLAN.replace("各镇: [东镇, 西镇]", "各镇: []"), "utf-8")
    warned = "提醒：统称「各镇」没有写明包括哪些单位，写了它的任务没有算到任何单位名下；请在 groups 里补上\n"
    assert invoke("list").err == invoke("overdue").err == warned
    result = invoke("check")
    assert (
        "统称「各镇」没有写明包括哪些单位，任务 14、38、46、49 里它的那一份没有算到任何单位名下"
        in result.out + result.err
    )


CHECKED = [
    ("  progress:\n  - {date: 2023-07-01, unit: 甲局, period: 2023Q1, done: true}\n", "14", "任务 14 没有分期"),
    (
        "  progress:\n  - {date: 2023-07-01, unit: 甲局, done: true}\n",
        "38",
        "任务 38 每期都要报，这条进展没有写 period",
    ),
    ("  extensions:\n  - {to: 2024-07-01, unit: 甲局}\n", "38", "任务 38 每期都要报，这条延期没有写 period"),
    ("  waived:\n  - {period: 2023Q9, unit: 甲局}\n", "38", "任务 38 没有「2023Q9」这一期"),
    ("  waived:\n  - {period: 2023Q1, unit: 县府办}\n", "38", "但它不是责任单位"),
    ("  extensions:\n  - {to: 2024-07-01, unit: 丙局}\n", "14", "任务 14 的延期「丙局」不在 units"),
    ("  progress:\n  - {date: 2023-07-01, unit: 甲局, done: true, returned: x}\n", "14", "只算退回；请分成两条"),
]


@pytest.mark.parametrize(("entry", "id_", "message"), CHECKED, ids=[case[2] for case in CHECKED])
def test_what_check_finds_in_entries(plan: Path, invoke: Invoke, entry: str, id_: str, message: str) -> None:
    head, sign, rest = PLAN.partition(f"- id: {id_}\n")
    task, _, others = rest.partition("- id: ")
    text = head + sign + task + entry + (f"- id: {others}" if others else "")
    plan.write_text(text, "utf-8")
    line = text[: text.index(entry)].count("\n") + 2
    result = invoke("check", code=1)
    [said] = [each for each in result.out.splitlines() if message in each]
    assert said.startswith(f"tasks.yaml:{line}:") or said.split(":")[1] == str(line)


REMINDED = [
    ("deadline: 2023年6月底前", "deadline: 2023年6月底前、12月底前", "写了2023年6月30日、2023年12月31日两个日子"),
    ("deadline: 2023年6月底前", "deadline: 12月第一周", "「第一周」看不懂，定不出日期"),
    ("deadline: 2023年6月底前", "deadline: 尽快", "没有写明日期"),
    ("deadline: 2023年6月底前", "deadline: 2023年6月底前\n  done: 2013-06-29", "done 2013-06-29 早于方案年度 2023 年"),
]


@pytest.mark.parametrize(("words", "instead", "message"), REMINDED, ids=[case[1] for case in REMINDED])
def test_what_check_reminds_of(plan: Path, invoke: Invoke, words: str, instead: str, message: str) -> None:
    plan.write_text(PLAN.replace(words, instead), "utf-8")
    result = invoke("check")
    assert message in result.out + result.err


def test_counts_can_be_ordered_and_compared(plan: Path, invoke: Invoke) -> None:
    assert plan.exists()
    invoke("done", "14", "-u", "甲局", "--date", "2023-09-05")
    invoke("done", "46.1", "-u", "甲局", "-u", "东镇", "--date", "2023-09-06", code=4)
    invoke("done", "46.1", "-u", "东镇", "--date", "2023-09-06")
    units = json.loads(
        invoke("units", "--since", "2023-09-01", "--against", "2023-06-01", "--sort", "overdue", "--format", "json").out
    )["units"]
    assert [each["name"] for each in units] == ["西镇", "东镇", "甲局", "县府办", "各镇"]
    own = {each["name"]: each for each in units}
    assert own["甲局"]["since"] == {"date": "2023-09-01", "done": ["14"]}
    assert own["东镇"]["since"]["done"] == ["46.1"]
    assert (own["甲局"]["against"]["done"], own["甲局"]["done"]) == (0, 1)
    assert (own["东镇"]["against"]["overdue"], own["东镇"]["overdue"]) == (0, 2)
    table = invoke("stats", "--by", "unit", "--against", "2023-06-01", "--format", "csv").out.splitlines()
    assert table[0].endswith("已办结增减,已逾期增减,未启动增减")
    # Excel can add them up.
    assert next(line for line in table if line.startswith("东镇,")).split(",")[-3:] == ["0", "2", "-2"]
    assert invoke("stats", "--against", "2023-12-01", code=2).err == (
        "gkplan: --against 的 2023-12-01 晚于所问的 2023-10-08，请写更早的日期\n"
    )


@pytest.mark.parametrize("word", ["rm", "delete"])
def test_what_people_try_first_says_where_it_is_done(invoke: Invoke, word: str) -> None:
    assert "gkplan retract 14#3" in invoke(word, "14", code=2).err


class TestNobodyIsHidden:
    """What is owed is told wherever one looks for it, and nobody is named who owes nothing yet."""

    def test_a_task_whose_group_is_empty(self, plan: Path, invoke: Invoke) -> None:
        plan.write_text(PLAN.replace("各镇: [东镇, 西镇]", "各镇: []"), "utf-8")
        out = invoke("outstanding").out
        assert "49 组织培训（时限 2023-09-30，已逾期 8 天）\n各镇没有写明包括哪些单位，不知道该找谁" in out
        assert "第49项：组织培训" in invoke("remind", "--by", "task").out
        refused = invoke("done", "49", "--unit", "各镇", code=4)
        assert refused.err == "gkplan: 统称「各镇」没有写明包括哪些单位，没有改动；请先在 groups 里补上\n"
        assert "\n4 个单位，1 个统称" in invoke("units", "--format", "table").out

    def test_who_has_more_time_is_not_named_in_public(self, plan: Path, invoke: Invoke) -> None:
        assert plan.exists()
        invoke("extend", "14", "--unit", "东镇", "--to", "2023-11-30", "--reason", "机构调整", "--late")
        post = invoke("remind", "--by", "task", "--overdue").out.split("【政务公开催办】第14项")[1].split("\n")[0]
        assert "以下 2 家未报：甲局（李某，0531-1）、西镇" in post
        assert "东镇（延期到 2023-11-30）" in invoke("outstanding", "14").out

    def test_states_and_days_are_looked_for_everywhere(self, plan: Path, invoke: Invoke) -> None:
        assert plan.exists()
        assert "46 编制方案并落实" in invoke("outstanding", "--status", "未启动").out
        assert "46 编制方案并落实" in invoke("outstanding", "--after", "2023-12-01").out
        assert invoke("outstanding", "--unit", "县府办").out.startswith("已逾期和临期的里面，没有未报的单位")
        assert "46.1 编制方案" in invoke("outstanding", "46").out

    def test_silence_is_asked_about_by_unit(self, plan: Path, invoke: Invoke) -> None:
        assert plan.exists()
        assert invoke("outstanding", "--silent", "--unit", "各镇", "--format", "ids").out == "东镇\n西镇\n"
        assert "--silent 只能和 --unit 一起写" in invoke("outstanding", "46.1", "--silent", code=2).err

    def test_a_returned_report_is_marked(self, plan: Path, invoke: Invoke) -> None:
        assert plan.exists()
        invoke("done", "14", "-u", "东镇", "--date", "2023-06-01")
        invoke("return", "14", "-u", "东镇", "--reason", "不全", "--date", "2023-06-02")
        assert "东镇（已退回）" in invoke("outstanding", "14").out
        twice = invoke("return", "14", "-u", "东镇", "--reason", "不全", "--date", "2023-06-03", code=4)
        assert twice.err == "gkplan: 任务 14：东镇的一份已于 2023-06-02 退回，还没有重新报送，没有改动\n"


def test_a_month_that_begins_begins_on_its_first_day(plan: Path, invoke: Invoke) -> None:
    assert plan.exists()
    invoke("note", "14", "x", "-u", "甲局", "--date", "2023-08-01")
    invoke("note", "14", "y", "-u", "甲局", "--date", "2023-08-31")
    assert [each["id"] for each in entries(invoke, "--since", "8月", "--until", "8月")] == ["14#2", "14#1"]
    assert invoke("due", "--after", "12月", "--within", "90d", "--format", "ids").out.split() == ["38@2023Q4", "46"]
    assert invoke("log", "--since", "8月", "--until", "7月", code=2).err == (
        "gkplan: --since 的 2023-08-01 晚于 --until 的 2023-07-31，请核对\n"
    )


def test_a_period_that_has_not_begun_is_remarked(plan: Path, invoke: Invoke) -> None:
    assert plan.exists()
    said = invoke("done", "38@2023Q3", "--unit", "甲局", "--date", "2023-04-08").out
    assert said == (
        "任务 38 的 2023Q3：甲局已办结（2023-04-08），还有 2 家未办结（共 3 家）；提醒：2023Q2 还没有到期，请核对期号\n"
    )


def test_what_a_letter_cannot_be(plan: Path, invoke: Invoke) -> None:
    assert plan.exists()
    assert "已经过去" in invoke("remind", "--reply-by", "2023-10-01", code=2).err
    assert "--split" in invoke("remind", "--split", "催办", "--format", "json", code=2).err
    assert invoke("remind", "--unit", "县府办").err == "没有要催办的：县府办没有已逾期或即将到期的任务\n"
    assert "38（2023年第1季度） 报送信息公开情况" in invoke("remind", "--unit", "甲局").out
    assert "log 14" in invoke("show", "14#1", code=2).err


OLD_WRITES = [
    ("note 3 再报 --unit 县司法局 --date 2023-09-20 --again", ["  - {date: 2023-09-20, unit: 县司法局, note: 再报}"]),
    (
        "extend 7 --to 2024-06-30 --reason 再延 --date 2023-12-20 --late",
        ["  - {to: 2024-06-30, date: 2023-12-20, reason: 再延}"],
    ),
]


def test_what_the_first_release_wrote_reads_the_same_and_goes_on(
    lived_in: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports in several lines, extensions dated `on`: both stay as they are beside what is written now."""
    monkeypatch.setenv("GKPLAN_TODAY", "2023-12-31")
    old = lived_in.read_text("utf-8")
    assert "  - date: " in old
    assert " on: 2023-06-25" in old
    assert "没有问题" in invoke("check").out
    # 7 was extended in June and, in December, once more.
    assert (
        json.loads(invoke("list", "--as-of", "2023-07-01", "--format", "json").out)["tasks"][6]["due"] == "2023-09-20"
    )
    for words, lines in OLD_WRITES:
        before = lived_in.read_text("utf-8").splitlines()
        invoke(*words.split())
        after = lived_in.read_text("utf-8").splitlines()
        assert [line for line in after if line not in before] == lines
        assert [line for line in before if line not in after] == []
    invoke("amend", "7#1", "--date", "2023-06-26")
    assert "- {to: 2023-09-20, on: 2023-06-26, reason: 系统对接未完成}" in lived_in.read_text("utf-8")
    assert invoke("retract", "7#1").out.startswith("7#1 已撤下：2023-06-26 延期 延到 2023-09-20")
    assert "没有问题" in invoke("check").out
