"""Texts to send: who gets one, what it says, and that a chat takes it."""

import json
from pathlib import Path

import pytest

from tests.conftest import Invoke

LONGEST = 600
"""Characters: a WeChat message of this length is shown whole, without 查看全部."""


def reminders(invoke: Invoke, *args: str) -> dict[str, str]:
    found = json.loads(invoke("remind", "--format", "json", *args).out)["reminders"]
    return {each["unit"]: each["text"] for each in found}


@pytest.mark.parametrize("day", ["2023-06-01", "2023-09-05", "2023-12-01", "2023-12-31", "2024-01-01", "2025-06-01"])
def test_every_text_is_short_enough_for_a_chat(plan_file: Path, invoke: Invoke, day: str) -> None:
    assert plan_file.exists()
    texts = reminders(invoke, "--as-of", day)
    assert texts
    assert max(map(len, texts.values())) <= LONGEST


def test_units_are_in_the_order_of_the_plan(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    # 县司法局 has 13, the seven of 40 have that, all 32 have 39 and 46.1.
    texts = reminders(invoke, "--as-of", "2023-10-01")
    known = [unit["name"] for unit in json.loads(invoke("units", "--format", "json").out)["units"]]
    assert list(texts) == known[:32]


def test_only_who_owes_something_is_reminded(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    assert list(reminders(invoke, "--as-of", "2023-07-05")) == ["县司法局"]
    assert reminders(invoke, "--as-of", "2023-07-05", "--unit", "县财政局") == {}
    # 40 is due on 30 November; 30 days before it is coming, 31 days before it is not.
    invoke("done", "39", "--date", "2023-09-01")
    invoke("done", "46.1", "--date", "2023-09-01")
    invoke("done", "13", "--date", "2023-09-01")
    assert reminders(invoke, "--as-of", "2023-10-30") == {}
    assert list(reminders(invoke, "--as-of", "2023-10-31")) == [
        "县发改局",
        "县教体局",
        "县住建局",
        "县交通运输局",
        "县水务局",
        "县卫生健康局",
        "市生态环境局商河分局",
    ]


def test_a_group_is_reminded_member_by_member(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    invoke("done", "39", "--unit", "殷巷", "--date", "2023-09-01")
    invoke("done", "46", "--unit", "殷巷", "--date", "2023-08-30")
    texts = reminders(invoke, "--as-of", "2023-10-01", "--unit", "各镇街", "--unit", "许商")
    # 殷巷镇 owes neither; its part of 46 closes the step in it too.
    assert list(texts) == [
        "许商街道", "怀仁镇", "龙桑寺镇", "郑路镇", "贾庄镇", "玉皇庙镇", "白桥镇", "孙集镇", "韩庙镇", "沙河镇", "张坊镇",
    ]  # fmt: skip


def test_the_longest_one(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    result = invoke("remind", "--unit", "县府办", "--as-of", "2023-12-31")
    assert "没有写 office" in result.err
    assert result.out == (
        "【政务公开催办】县政府办公室：截至 2023-12-31，你单位有 1 项任务、1 个步骤已逾期；34 项任务即将到期。\n"
        "已逾期：\n"
        "46.1 编制2023年度政务公开工作实施方案（时限 2023-08-31，逾期 122 天）\n"
        "39 分析研判政府信息依申请公开典型案例…（时限 2023-09-30，逾期 92 天）\n"
        "即将到期：\n"
        "1 聚焦县委、县政府中心工作和重点任务…（时限 2023-12-31，今天到期）\n"
        "2 围绕贯彻落实全省绿色低碳高质量发展、全市…（时限 2023-12-31，今天到期）\n"
        "5 强化政策集成供给，扎实做好惠企系列政策的…（时限 2023-12-31，今天到期）\n"
        "15 对与群众利益密切相关的决策事项…（时限 2023-12-31，今天到期）\n"
        "16 持续推动利益相关方、群众代表、专家、媒体…（时限 2023-12-31，今天到期，已完成 0/5 次）\n"
        "17 各级各部门单位要建立健全常态化政策评价机…（时限 2023-12-31，今天到期）\n"
        "另有 28 项任务：18-38、44-46、48-51\n"
        "请抓紧办理，并将进展和佐证材料报办公室。\n"
    )


SMALL = """\
plan:
  title: 试验
  year: 2023
  office: 政务公开办
units:
  乙局: {}
  政务公开办: {contact: 王某，0531-84880000}
  甲局: {}
tasks:
- id: 1
  requirement: 公开预算。
  units: [甲局, 乙局]
  deadline: 2023年6月底前
  extensions:
  - {to: 2023-09-30, on: 2023-06-20, reason: 未批复}
- id: 2
  requirement: 组织培训
  units: [甲局]
  deadline: 2023年10月底前
  target: {count: 3, measure: 场}
  progress:
  - {date: 2023-03-01, unit: 甲局, count: 1}
"""


def test_the_office_its_contact_and_both_days_of_an_extension(folder: Path, invoke: Invoke) -> None:
    (folder / "tasks.yaml").write_text(SMALL, "utf-8")
    result = invoke("remind", "--as-of", "2023-10-01")
    assert result.out == (
        "【政务公开催办】乙局：截至 2023-10-01，你单位有 1 项任务已逾期。\n"
        "已逾期：\n"
        "1 公开预算（时限 2023-09-30（原 2023-06-30），逾期 1 天）\n"
        "请抓紧办理，并将进展和佐证材料报政务公开办（王某，0531-84880000）。\n"
        "\n"
        "【政务公开催办】甲局：截至 2023-10-01，你单位有 1 项任务已逾期；1 项任务即将到期。\n"
        "已逾期：\n"
        "1 公开预算（时限 2023-09-30（原 2023-06-30），逾期 1 天）\n"
        "即将到期：\n"
        "2 组织培训（时限 2023-10-31，还有 30 天，已完成 1/3 场）\n"
        "请抓紧办理，并将进展和佐证材料报政务公开办（王某，0531-84880000）。\n"
    )


def test_the_json_has_the_text_and_the_tasks(folder: Path, invoke: Invoke) -> None:
    (folder / "tasks.yaml").write_text(SMALL, "utf-8")
    document = json.loads(invoke("remind", "--as-of", "2023-10-01", "--unit", "甲局", "--format", "json").out)
    assert (document["schema"], document["plan"], document["as_of"]) == (1, "试验", "2023-10-01")
    [reminder] = document["reminders"]
    assert (reminder["unit"], [each["id"] for each in reminder["tasks"]]) == ("甲局", ["1", "2"])
    assert reminder["text"].startswith("【政务公开催办】甲局：")


def test_nothing_to_remind_of(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    result = invoke("remind", "--as-of", "2023-01-01")
    assert (result.out, result.err) == ("", "没有要催办的：没有单位有已逾期或即将到期的任务\n")


def test_what_is_not_understood(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    assert invoke("remind", "--format", "csv", code=2).err == "gkplan: 没有格式「csv」；可写 text、json\n"
    assert invoke("remind", "--unit", "纪委", code=3).err == "gkplan: 没有单位「纪委」；全部单位见 gkplan units\n"


def test_what_a_text_holds_does_not_reach_the_terminal(folder: Path, invoke: Invoke) -> None:
    (folder / "tasks.yaml").write_text(SMALL.replace("公开预算。", '"公开\\x1b]0;x\\x07预算"'), "utf-8")
    out = invoke("remind", "--as-of", "2023-10-01").out
    assert "\x1b" not in out
    assert "\x07" not in out
