"""units, sections and stats: what is owed, done, on time, late, overdue, the rate, and how far behind."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Invoke

DAY = "2023-10-01"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GKPLAN_TODAY", DAY)


def rows(invoke: Invoke, verb: str, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(invoke(verb, "--format", "json", *args).out)[verb]
    return found


HEADS = (
    "任务,已办结,按期办结,逾期办结,已逾期,逾期未启动,临期,临期未启动,推进中,未启动,未定时限,长期,办结率,按期办结率,步骤办结,步骤逾期,各期办结,各期逾期,"
    "最长逾期天数,数量落后"
)
RATES = "办结率＝已办结÷（任务－长期）；按期办结率＝按期办结÷（已办结＋已逾期）"


def test_the_whole_small_plan(lived_in: Path, invoke: Invoke) -> None:
    """1 done in June in time, 2 in September late; 3 and 7 overdue (1 and 11 days, 7 not begun); 5 due in 30 days, begun;
    4 and 6 under way; 8 长期 and 9 without a limit. Of the steps of 6 one is done, one overdue 16 days, one without limit. 4 is behind with 3 of 5 (273 of 365 days: 3.7, so 3: not behind), 5 with 1 of 2
    units (274 of 304 days: 1.8, so 1: not behind)."""
    assert lived_in.exists()
    whole = rows(invoke, "stats")[0]
    steps, periods = whole.pop("steps"), whole.pop("periods")
    assert {key: count for key, count in steps.items() if count} == {
        "total": 3,
        "done": 1,
        "done_on_time": 1,
        "overdue": 1,
        "unset": 1,
        "started": {"overdue": 0, "due_soon": 0},
        "rate": round(1 / 3, 4),
        "rate_on_time": 0.5,
    }
    assert periods["total"] == 0
    assert whole == {
        "kind": "plan",
        "name": "全部",
        "total": 9,
        "done": 2,
        "done_on_time": 1,
        "done_late": 1,
        "overdue": 2,
        "due_soon": 1,
        "in_progress": 2,
        "not_started": 0,
        "unset": 1,
        "ongoing": 1,
        "started": {"overdue": 1, "due_soon": 1},
        "rate": 2 / 8,
        "rate_on_time": 1 / 4,
        "most_days_overdue": 16,
        "targets": 2,
        "targets_behind": 0,
    }


def test_every_kind_of_row_has_the_same_columns(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    for verb, head in (("units", "单位,统称成员,点名"), ("sections", "编号,章节"), ("stats", "范围")):
        first = invoke(verb, "--format", "csv").out.splitlines()[0]
        assert first == f"\ufeff{head},{HEADS}"


def test_units_of_the_shipped_plan(plan_file: Path, invoke: Invoke) -> None:
    """Of 县司法局's 32 tasks 13 and 39 are overdue since June and September, as is step 46.1 since August; 县府办 is behind
    with its meetings."""
    assert plan_file.exists()
    lines = {
        line.split("\t")[0]: ["-" if cell == "" else cell for cell in line.split("\t")[1:]]
        for line in invoke("units").out.splitlines()
    }
    assert len(lines) == 34
    assert " ".join(lines["县司法局"]) == "- 2 32 0 0 0 2 2 0 0 0 29 0 1 0% 0% 0 1 0 0 93 0"
    assert " ".join(lines["县政府办公室"]) == "- 6 36 0 0 0 1 1 0 0 0 34 0 1 0% 0% 0 1 0 0 31 1"
    assert " ".join(lines["殷巷镇"]) == "- 0 26 0 0 0 1 1 0 0 0 24 0 1 0% 0% 0 1 0 0 31 0"
    # By name only: what the document asks of the group as such.
    assert " ".join(lines["各镇街"]) == "12 26 26 0 0 0 1 1 0 0 0 24 0 1 0% 0% 0 1 0 0 31 1"


def test_a_group_lists_its_members(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    found = rows(invoke, "units", "--unit", "各镇街")
    assert [each["name"] for each in found] == [
        "许商街道", "殷巷镇", "怀仁镇", "龙桑寺镇", "郑路镇", "贾庄镇", "玉皇庙镇", "白桥镇", "孙集镇", "韩庙镇", "沙河镇",
        "张坊镇", "各镇街",
    ]  # fmt: skip
    assert found[-1]["members"] == [each["name"] for each in found[:-1]]
    assert [each["name"] for each in rows(invoke, "units", "-u", "财政", "-u", "司法")] == ["县司法局", "县财政局"]
    table = invoke("units", "-u", "各镇街", "--format", "table", columns=120).out
    assert (
        f"12 个单位，1 个统称；临期指 30 天内到期；数量落后指完成的数量少于按时间进度应达到的；{RATES}（截至 2023-10-01）"
        in (table.replace("\n", ""))
    )


def test_stats_of_a_group_and_of_a_unit(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    found = rows(invoke, "stats", "--unit", "各镇街")
    assert [each["kind"] for each in found] == ["plan", *["section"] * 5, *["unit"] * 12]
    assert (found[0]["name"], found[0]["total"]) == ("各镇街", 26)
    # None of section 一 is a town's; 17 of 二; 18 to 27; 28 29 31-34 38 39; 44-47 49-51.
    assert [each["total"] for each in found[1:6]] == [0, 1, 10, 8, 7]
    assert found[1]["rate"] is None
    # 县司法局 in 二（一）: 13 and 14, 13 overdue since June.
    own = {each["key"]: each for each in rows(invoke, "sections", "--unit", "司法")}
    assert (own["二（一）"]["total"], own["二（一）"]["overdue"], own["二（一）"]["most_days_overdue"]) == (2, 1, 93)
    assert own["一（三）"]["total"] == 0


def test_sections_count_what_lies_below_them(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    found = {each["key"]: each for each in rows(invoke, "sections")}
    totals = [sum(found[key]["total"] for key in found if key.startswith(f"{top}（")) for top in "一二三四五"]
    assert totals == [found[top]["total"] for top in "一二三四五"] == [12, 5, 10, 16, 8]


@pytest.mark.parametrize(
    ("by", "kinds", "count"),
    [("all", {"plan", "section", "unit"}, 38), ("section", {"section"}, 23), ("unit", {"unit"}, 32)],
)
def test_stats_by(plan_file: Path, invoke: Invoke, by: str, kinds: set[str], count: int) -> None:
    assert plan_file.exists()
    found = rows(invoke, "stats", "--by", by)
    assert ({each["kind"] for each in found}, len(found)) == (kinds, count)


def test_what_stats_cannot_count(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    assert invoke("stats", "--by", "镇", code=2).err == "gkplan: 没有范围「镇」；可写 all、section、unit\n"
    for verb in ("stats", "units", "sections"):
        assert invoke(verb, "-u", "纪委", code=3).err == "gkplan: 没有单位「纪委」；全部单位见 gkplan units\n"
        assert invoke(verb, "--format", "xls", code=2).out == ""


def test_bars_are_for_the_terminal_numbers_for_every_format(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    table = invoke("stats", "--format", "table", columns=200).out.splitlines()
    assert ["全部", "▕---------", "51", "0", "0"] in [line.split()[:5] for line in table]
    told = "█ 已办结，▓ 已逾期，- 其余；逾期多的在前；临期指 30 天内到期；数量落后指完成的数量少于按时间进度应达到的；"
    assert table[-1] == f"{told}{RATES}（截至 2023-10-01）"
    for name in ("tsv", "csv", "md", "json"):
        text = invoke("stats", "--format", name).out
        assert "全部" in text
        assert "▓" not in text


def test_a_number_closed_by_force_is_behind_no_more(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    # 274 of 365 days: 3.7 meetings and 24 units with a training were to be had.
    assert rows(invoke, "stats")[0]["targets_behind"] == 2
    invoke("done", "16", "--force")
    assert rows(invoke, "stats")[0]["targets_behind"] == 1
    assert rows(invoke, "stats", "--unit", "县府办")[0]["targets"] == 2


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("verb", ["units", "sections", "stats"])
def test_no_number_is_lost_on_a_narrow_terminal(plan_file: Path, invoke: Invoke, verb: str, width: int) -> None:
    from gkplan.text.folding import measure

    assert plan_file.exists()
    invoke("done", "1-10", "--date", "2023-09-01")
    lines = invoke(verb, "--format", "table", columns=width).out.splitlines()
    assert max(map(measure, lines)) <= width
    digits = sorted("".join(char for char in "".join(lines) if char.isdigit()))
    columns = list(zip(*csv.reader(invoke(verb, "--format", "csv").out.splitlines()), strict=True))
    # People are spared the rarer columns where there is nothing in them, and told of those that found no room.
    rare = {"未定时限", "步骤办结", "步骤逾期", "各期办结", "各期逾期", "数量落后"}
    spared = "".join(lines).partition("没有列出")[2].partition("；")[0].split("、")
    assert {"任务", "已办结", "已逾期", "办结率"}.isdisjoint(spared)
    wanted = "".join(
        "".join(body) for head, *body in columns if head not in spared and (head not in rare or set(body) != {"0"})
    )
    summary = invoke(verb, "--format", "table", columns=300).out.splitlines()[-1]
    assert digits == sorted(char for char in wanted + summary if char.isdigit())


def test_in_a_file_no_column_is_left_out(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    head = invoke("stats", "--format", "table").out.splitlines()[0].split()
    assert set(head) >= set(HEADS.split(",")) - {"未定时限", "步骤办结", "各期办结", "各期逾期"}
