"""What a 通报 says: its figures are those of stats, they add up, and each name stands where it belongs."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkplan.plan.model import Bulletin, Plan
from gkplan.planfile.read import read_plan
from gkplan.views.bulletin import bulletin_paper
from gkplan.views.bulletin_words import shares
from gkplan.views.official_paper import Paper
from tests.conftest import HERE, Invoke

YEAR = HERE / "golden" / "a-year-of-shanghe.yaml"
DAYS = ("2023-01-31", "2023-06-30", "2023-10-20", "2024-03-31")
WORDS = {
    "done": "已办结",
    "overdue": "已逾期",
    "due_soon": "临期（30天内到期）",
    "in_progress": "推进中",
    "not_started": "未启动",
    "unset": "未定时限",
    "ongoing": "长期",
}


@pytest.fixture(scope="module")
def year() -> Plan:
    plan, problems = read_plan(YEAR.read_text("utf-8"))
    assert not [problem for problem in problems if not problem.is_warning]
    return plan


@pytest.fixture(scope="module")
def papers(year: Plan) -> dict[str, Paper]:
    """The first issue of the year as of each of DAYS."""
    return {day: paper_of(year, day) for day in DAYS}


def paper_of(plan: Plan, day: str, no: int = 1, **more: Any) -> Paper:
    return bulletin_paper(plan, Bulletin(no, date.fromisoformat(day), **more))


def body(paper: Paper) -> str:
    return "\n".join(each.head + each.text for each in paper.paragraphs)


def made(text: str) -> Plan:
    return read_plan(text)[0]


# Figures


def half_up(part: int, whole: int) -> str:
    """The share with one decimal, as it is done on paper."""
    share = (Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{share}%"


@pytest.mark.parametrize("day", DAYS)
def test_the_figures_are_those_of_stats(papers: dict[str, Paper], invoke: Invoke, folder: Path, day: str) -> None:
    (folder / "tasks.yaml").write_bytes(YEAR.read_bytes())
    stats = json.loads(invoke("stats", "--as-of", day, "--format", "json").out)["stats"]
    counted = next(each for each in stats if each["kind"] == "plan")
    text = body(papers[day])
    assert f"共有任务{counted['total']}项。" in text
    for state, word in WORDS.items():
        number = re.search(f"[，；]{re.escape(word)}([0-9]+)项，占", text)
        assert (int(number[1]) if number else 0) == counted[state], state
    for state, word in (("overdue", "已逾期"), ("due_soon", r"临期（30天内到期）")):
        idle = counted[state] - counted["started"][state]
        clause = re.search(re.escape(word) + r"[0-9]+项，占[0-9.]+%（([^）]+)）", text)
        told = {0: "均已启动", counted[state]: "均未启动"}.get(idle, f"其中未启动{idle}项")
        if counted[state]:
            assert clause
            assert clause[1].removeprefix("均") == told.removeprefix("均")
    if "数量进度落后。" in text:
        assert counted["targets_behind"] > 0
    assert f"办结率为{half_up(counted['done'], counted['total'] - counted['ongoing'])}（" in text
    if counted["rate_on_time"] is not None:
        assert f"按期办结率为{half_up(counted['done_on_time'], counted['done'] + counted['overdue'])}（" in text
    for kind, sentence in (
        ("steps", r"任务中的步骤共([0-9]+)个，(.*?)；"),
        ("periods", r"分期报送的任务共([0-9]+)期，(.*?)。"),
    ):
        part = re.search(sentence, text)
        assert part
        assert int(part[1]) == counted[kind]["total"]
        numbers = [int(each) for each in re.findall("([0-9]+)[个期]", re.sub("（.*?）", "", part[2]))]
        assert sum(numbers) == counted[kind]["total"]
        late = re.search("已逾期([0-9]+)", part[2])
        assert (int(late[1]) if late else 0) == counted[kind]["overdue"]


@pytest.mark.parametrize("day", DAYS)
def test_sections_and_what_lies_in_none_add_up_to_the_whole(papers: dict[str, Paper], day: str) -> None:
    text = body(papers[day])
    clauses = re.search("从各部分看，(.*)。", text)
    assert clauses
    told = clauses[1].split("；")
    assert len(told) == 6
    assert sum(int(number) for number in re.findall("(?:”|的)([0-9]+)项[，（]", clauses[1])) == 52
    done = sum(int(number) for number in re.findall("已办结([0-9]+)项", clauses[1])) + clauses[1].endswith("项，已办结")
    whole = re.search("其中，已办结([0-9]+)项", text)
    assert done == (int(whole[1]) if whole else 0)


@pytest.mark.parametrize("day", DAYS)
def test_the_table_of_units_has_the_figures_of_units(
    papers: dict[str, Paper], invoke: Invoke, folder: Path, day: str
) -> None:
    (folder / "tasks.yaml").write_bytes(YEAR.read_bytes())
    units = json.loads(invoke("units", "--as-of", day, "--format", "json").out)["units"]
    grid = papers[day].annexes[0].grid
    rows = {row[0]: dict(zip(grid.heads, row, strict=True)) for row in grid.rows}
    assert list(rows) == [unit["name"] for unit in units if not unit["members"]]
    keys = {"应办": "total", "已办结": "done", "已逾期": "overdue", "临期": "due_soon", "推进中": "in_progress"}
    keys |= {"未启动": "not_started", "长期": "ongoing"}
    for unit in units[:32]:
        row = rows[unit["name"]]
        assert {head: row[head] for head in keys} == {head: str(unit[key]) for head, key in keys.items()}
        assert (row["步骤逾期"], row["各期逾期"]) == (str(unit["steps"]["overdue"]), str(unit["periods"]["overdue"]))
        assert int(row["应办"]) == sum(int(row[head]) for head in keys if head != "应办")
        assert row["办结率"] == half_up(unit["done"], unit["total"] - unit["ongoing"])


@given(st.lists(st.integers(0, 400), min_size=1, max_size=8))
def test_shares_add_up_and_none_is_off_by_a_tenth(counts: list[int]) -> None:
    told = shares(counts)
    tenths = [round(float(each.removesuffix("%")) * 10) for each in told]
    assert sum(tenths) == (1000 if sum(counts) else 0)
    for count, tenth in zip(counts, tenths, strict=True):
        assert abs(tenth - 1000 * count / (sum(counts) or 1)) < 1
    assert [each for each, count in zip(told, counts, strict=True) if count == 0 and each != "0.0%"] == []


def test_shares_of_three_thirds() -> None:
    assert shares([1, 1, 1]) == ["33.3%", "33.4%", "33.3%"]


def test_equal_counts_have_equal_shares_where_another_can_give_way() -> None:
    assert shares([28, 19, 2, 1, 2]) == ["53.8%", "36.6%", "3.8%", "2.0%", "3.8%"]
    assert shares([10, 3, 39])[0] == "19.2%"


def test_nothing_overdue_is_said_as_it_is() -> None:
    assert "没有逾期任务。" in body(paper_of(made(SMALL), "2023-02-01"))
    plan = made(SMALL + "  steps:\n  - {what: 编方案, deadline: 2023-01-31}\n")
    text = body(paper_of(plan, "2023-02-01"))
    assert "没有任务整项逾期。" in text
    assert "任务中的步骤共1个，已逾期1个（未启动）。步骤和期单独统计，不计入任务数。" in text


# Compared with the issue before


def test_what_was_closed_in_between_is_what_stats_says(year: Plan, invoke: Invoke, folder: Path) -> None:
    (folder / "tasks.yaml").write_bytes(YEAR.read_bytes())
    args = ("--as-of", "2023-10-20", "--since", "2023-07-01", "--by", "all", "--format", "json")
    done = json.loads(invoke("stats", *args).out)["stats"][0]["since"]["done"]
    assert done == ["11", "13", "41@2023-06", "41@2023-07", "41@2023-09", "45.1", "52"]
    plan = replace(year, bulletins=(Bulletin(1, date(2023, 6, 30)),))
    assert (
        "与第1期（截至2023年6月30日）相比，新办结3项任务、1个步骤、3期"
        "（第11、13、52项，第41项2023年6月、7月、9月，第45项第1步）；逾期的步骤由0个增至3个，逾期的各期由2期增至6期。"
    ) in body(paper_of(plan, "2023-10-20", 2))


def test_a_day_of_no_issue_has_no_number_and_one_of_an_issue_has(year: Plan) -> None:
    plan = replace(year, bulletins=(Bulletin(1, date(2023, 6, 30)), Bulletin(2, date(2023, 7, 31))))
    against = date(2023, 8, 15)
    assert "与2023年8月15日相比，" in body(paper_of(plan, "2023-10-20", 3, against=against))
    assert "与第1期（截至2023年6月30日）相比，" in body(paper_of(plan, "2023-10-20", 3, against=date(2023, 6, 30)))
    assert "与第2期（截至2023年7月31日）相比，" in body(paper_of(plan, "2023-10-20", 3))


def test_the_first_issue_compares_with_nothing(papers: dict[str, Paper]) -> None:
    assert "相比" not in body(papers["2023-06-30"])


def test_what_is_open_again_is_said() -> None:
    plan = made(
        SMALL
        + "  progress:\n  - {date: 2023-03-01, unit: 甲局, done: true}\n  - {date: 2023-05-01, unit: 甲局, returned: 缺章}\n"
    )
    text = body(paper_of(plan, "2023-05-31", against=date(2023, 4, 1)))
    assert "没有新办结的事项；原已办结的1项任务（第1项）重新列为未办结；逾期的数量没有变化。" in text


def test_later_issues_do_not_change_an_earlier_one(year: Plan) -> None:
    first, second = Bulletin(1, date(2023, 3, 31)), Bulletin(2, date(2023, 6, 30))
    then = bulletin_paper(replace(year, bulletins=(first,)), second)
    plan = replace(year, bulletins=(first, second, Bulletin(3, date(2023, 9, 30))))
    assert bulletin_paper(plan, second) == then


# Problems

SMALL = """
plan: {title: 试验, year: 2023, office: 甲局}
units: {甲局: {contact: 王某 123}, 乙局: {}}
tasks:
- id: 1
  requirement: 公开预算
  units: [甲局]
  deadline: 2023-06-30
"""


def test_the_problem_first_then_the_item_then_the_units(papers: dict[str, Paper]) -> None:
    text = body(papers["2023-10-20"])
    assert "（一）部分事项逾期未办结。3个步骤、6期已逾期，其中1期尚未启动，涉及32家单位，逐项名单见附件2。" in text
    assert "1.第18项第1步“梳理主动公开基本目录”（时限6月30日，逾期112天）：各镇街（许商街道除外）共11家。" in text
    assert (
        "4期（2022年第4季度、2023年第1季度、第2季度、第3季度，最长逾期283天），涉及各镇街、县政府各部门单位共32家。"
    ) in text
    # 韩庙镇 has until 31 October.
    assert "第46项第1步“编制2023年度政务公开工作实施方案”（时限8月31日，逾期50天）：县应急局、怀仁镇。" in text
    assert "（三）个别临期事项尚未启动。第18项第2步" in text


def test_the_annex_names_all_who_owe_what_the_body_shortens(
    papers: dict[str, Paper], invoke: Invoke, folder: Path
) -> None:
    (folder / "tasks.yaml").write_bytes(YEAR.read_bytes())
    grid = papers["2023-10-20"].annexes[1].grid
    assert [row[0] for row in grid.rows][:3] == ["第18项第1步", "第27项第1步", "第31项2023年第2季度"]
    args = ("outstanding", "38@2023Q2", "--as-of", "2023-10-20", "--format", "json")
    owing = json.loads(invoke(*args).out)["outstanding"][0]["units_outstanding"]
    row = next(row for row in grid.rows if row[0] == "第38项2023年第2季度")
    assert sorted(row[4].split("、")) == sorted(each["unit"] for each in owing)
    assert len(papers["2023-06-30"].annexes) == 1


def test_units_that_were_late_three_issues_in_a_row() -> None:
    plan = replace(
        made(
            SMALL
            + "- {id: 2, requirement: 报表, units: [甲局, 乙局], deadline: 2023-08-31}\n"
            + "- {id: 3, requirement: 总结, units: [乙局], deadline: 2023-07-31, done: 2023-09-15}\n"
        ),
        bulletins=(Bulletin(1, date(2023, 7, 15)), Bulletin(2, date(2023, 8, 15))),
    )
    assert "（三）个别单位连续三期有逾期事项。第1期、第2期和本期均有逾期事项的单位：甲局（2项任务）。" in body(
        paper_of(plan, "2023-09-30", 3)
    )
    # 乙局 owed task 3 on the days of the second and the third issue alone, and two issues are not three.
    assert "连续三期" not in body(paper_of(plan, "2023-09-30", 2))
    assert "第2期、第3期" not in body(paper_of(plan, "2023-09-30", 3))


def test_who_never_reported_is_named_with_how_much_it_owes() -> None:
    plan = made(SMALL + "- {id: 2, requirement: 报表, units: [甲局, 乙局], deadline: 2023-08-31}\n")
    text = body(paper_of(plan, "2023-09-30"))
    assert "各单位普遍应报未报。有逾期事项且从未报送进展的单位：甲局（2项任务）、乙局。" in text
    assert "从未报送进展的单位要立即报送" in text


def test_a_number_behind_names_who_falls_short() -> None:
    plan = made(
        SMALL.replace("公开预算", "开展培训")
        + "  target: {count: 4, measure: 场, what: 组织培训}\n  progress:\n  - {date: 2023-02-01, unit: 甲局, count: 1}\n"
        + "- id: 2\n  requirement: 办班\n  units: [甲局, 乙局]\n  deadline: 2023-12-31\n"
        + "  target: {count: 1, measure: 次, each: true}\n"
        + "  progress:\n  - {date: 2023-02-01, unit: 甲局, count: 1}\n"
    )
    text = body(paper_of(plan, "2023-06-30"))
    assert "第1项“组织培训”共要求4场，按时间进度应完成4场，已完成1场，责任单位：甲局。" in text
    text = body(paper_of(plan, "2023-12-30"))
    assert "第2项“办班”" not in text  # one of two is what the time asks for
    assert "第2项“办班”应有2家完成，按时间进度应完成2家，已完成1家，尚未完成的：乙局。" in body(
        paper_of(plan, "2023-12-31")
    )


def test_a_plan_that_sets_a_threshold_names_the_units_below_it_and_no_others(year: Plan) -> None:
    text = body(paper_of(replace(year, bulletin_below=55), "2023-12-31"))
    found = re.search("办结率低于55%的单位有([0-9]+)家：(.*)。", text)
    assert found
    names = [re.sub("（.*", "", each) for each in found[2].split("、")]
    assert len(names) == int(found[1])
    assert names == [unit.name for unit in year.units if unit.name in names]
    problems = text.partition("二、存在问题")[2].partition("三、下一步")[0].replace(found[0], "")
    assert [unit.name for unit in year.units if unit.name in problems] == []
    assert "第18项第1、2步" in problems
    table = {row[0]: row[8] for row in paper_of(year, "2023-12-31").annexes[0].grid.rows}
    assert names == [name for name, rate in table.items() if float(rate.removesuffix("%")) < 55]
    assert found[2] == "、".join(f"{name}（{table[name]}）" for name in names)


def test_no_unit_is_below_a_threshold_that_all_reach(year: Plan) -> None:
    assert "办结率低于" not in body(paper_of(replace(year, bulletin_below=1), "2023-12-31"))


def test_where_there_is_no_problem_it_says_so() -> None:
    text = body(paper_of(made(SMALL), "2023-02-01"))
    assert "未发现逾期未办结、退回后未重新报送等问题。" in text
    assert "抓紧整改" not in text


# What is asked for


def test_demands_name_the_days_to_come_the_office_and_whom_to_ask() -> None:
    plan = made(SMALL)
    text = body(paper_of(plan, "2023-06-10", reply_by=date(2023, 6, 20)))
    assert "6月10日至7月10日到期的有：6月30日，第1项（甲局）。" in text
    assert "各责任单位要于6月20日前将办理进展和佐证材料报甲局（联系人：王某 123）。" in text
    assert "于" not in body(paper_of(plan, "2023-06-10")).partition("及时报送进展")[2]


def test_it_names_no_day_that_the_plan_does_not_have(papers: dict[str, Paper]) -> None:
    """Every date is one of the plan's, the day of the issue, or the end of the days that are near."""
    days = {f"{each.month}月{each.day}日" for each in _days_of(YEAR.read_text("utf-8"))}
    days |= {"10月20日", "11月19日"} | {"1月10日", "4月10日", "7月10日", "10月10日", "10月31日"}
    assert set(re.findall(r"[0-9]+月[0-9]+日", body(papers["2023-10-20"]))) <= days


def _days_of(text: str) -> list[date]:
    found = re.findall(r"(20[0-9]{2})[-年]([0-9]+)[-月]([0-9]+|底)", text)
    return [date(int(y), int(m), int(d) if d != "底" else {2: 28}.get(int(m), 30)) for y, m, d in found]


# Head


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("2023年政务公开任务分工", "关于《2023年政务公开任务分工》落实情况的通报"),
        ("《2023年政务公开要点》", "关于《2023年政务公开要点》落实情况的通报"),
        ("贯彻《条例》实施方案", "关于《贯彻〈条例〉实施方案》落实情况的通报"),
        ("2023年政务公开重点工作", "关于2023年政务公开重点工作进展情况的通报"),
        ("", "关于政务公开重点工作进展情况的通报"),
    ],
)
def test_the_title(title: str, wanted: str) -> None:
    assert paper_of(replace(made(SMALL), title=title), "2023-02-01").title == wanted


def test_whom_it_is_addressed_to(year: Plan, papers: dict[str, Paper]) -> None:
    assert papers["2023-06-30"].addressee == "各镇街，县政府各部门单位："
    assert paper_of(replace(year, groups=year.groups[:1]), "2023-06-30").addressee == "各责任单位："
    assert paper_of(made(SMALL), "2023-06-30").addressee == "各责任单位："


def test_a_plan_without_office_groups_sections_or_units() -> None:
    paper = paper_of(
        made("plan: {title: 试验}\ntasks:\n- {id: 1, requirement: 公开, units: [甲局], deadline: 2023-01-01}\n"),
        "2023-06-01",
    )
    assert (paper.issuer, paper.number, paper.date) == ("（印发单位）", "第1期", "2023年6月1日")
    assert paper.annexes == []
    assert "第1项“公开”（时限1月1日，逾期151天）：甲局。" in body(paper)
    assert "从各部分看" not in body(paper)


def test_a_quotation_is_never_left_open() -> None:
    what = "严格落实“三审三校”制度和《中华人民共和国政府信息公开条例》有关规定，规范“依申请公开”办理流程并做好归档"
    for cut in range(8, len(what)):
        plan = made(SMALL.replace("公开预算", what[:cut]))
        found = re.search("第1项(“.*?”)（时限", body(paper_of(plan, "2023-09-01")))
        assert found
        for marks in ("“”", "‘’", "《》"):
            assert found[1].count(marks[0]) == found[1].count(marks[1])


def test_whoever_has_more_time_is_not_held_to_the_day_of_the_others() -> None:
    plan = made(
        SMALL.replace("units: [甲局]", "units: [甲局, 乙局]").replace("2023-06-30", "2023-10-10")
        + "  extensions:\n  - {to: 2023-12-25, date: 2023-09-21, unit: 乙局, reason: 系统升级}\n"
    )
    text = body(paper_of(plan, "2023-09-25"))
    assert "（时限10月10日）：甲局。" in text
    assert "10月10日，第1项（甲局）" in text
    assert "乙局" not in text


def test_what_is_overdue_is_not_told_again_as_behind() -> None:
    plan = made(SMALL + "  target: {count: 4, measure: 场}\n")
    text = body(paper_of(plan, "2023-07-30"))
    assert "逾期未办结" in text
    assert "数量进度落后" not in text


def test_sections_tell_what_their_rate_leaves_out(year: Plan) -> None:
    text = body(paper_of(year, "2023-12-31"))
    assert "16项（含长期2项），已办结7项，办结率50.0%" in text


def test_what_was_closed_late_is_told() -> None:
    plan = made(SMALL + "  done: 2023-07-15\n")
    assert "已办结1项，占100.0%（逾期办结）" in body(paper_of(plan, "2023-08-01"))
