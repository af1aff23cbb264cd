"""Time-limit phrases: the whole table of published ones, their families, and what must hold for any text."""

import csv
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkplan.dates.limit import Deadline, Kind
from gkplan.dates.parse import iso, parse_limit
from gkplan.dates.periods import due_days
from gkplan.dates.typed import limit_after, parse_day, parse_span
from gkplan.errors import UsageError

with (Path(__file__).parents[1] / "data" / "deadlines.tsv").open(encoding="utf-8") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))

YEAR = 2023
NOTICE = date(2023, 3, 16)
ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def of(row: dict[str, str]) -> Deadline:
    words = "" if row["phrase"] == "(empty cell)" else row["phrase"].replace("\\n", "\n")
    year = re.match("[0-9]{4}", row["plan_year"])
    return parse_limit(words, int(year[0]) if year else None, issued=NOTICE if "meeting" in row["plan_year"] else None)


def occurrences(deadline: Deadline, first: date, last: date) -> list[date]:
    return sorted({day for rule in deadline.recurrences for day in due_days(rule, first, last)})


def rule_days(words: str, year: int = YEAR) -> list[str]:
    return [day.isoformat()[5:] for day in occurrences(parse_limit(words, year), date(year, 1, 1), date(year, 12, 31))]


def rules(deadline: Deadline) -> list[tuple[str | None, int, tuple[int, ...], tuple[int, ...]]]:
    return [(rule.freq, rule.interval, rule.months, rule.days) for rule in deadline.recurrences]


QUARTERS = ("monthly", 1, (3, 6, 9, 12), (-1,))

# The rows whose fourth column is prose: what that prose means here.
FREE: dict[str, Callable[[Any], bool]] = {
    "每年至少组织1次": lambda d: d.quantity == 1 and rules(d) == [("monthly", 1, (12,), (-1,))] and d.due == date(2023, 12, 31),
    "年内…不少于5次": lambda d: d.quantity == 5 and d.due == date(2023, 12, 31) and not d.recurrences,
    "定期": lambda d: rules(d) == [(None, 1, (), ())] and d.due is None,
    "第一时间": lambda d: d.days is None and d.due is None,
    "每季度报送一次…每半年报送一次": lambda d: rules(d) == [QUARTERS, ("monthly", 1, (6, 12), (-1,))],
    "每周召开一次": lambda d: [(r.freq, r.interval) for r in d.recurrences] == [("weekly", 1)],
    "双周": lambda d: [(r.freq, r.interval) for r in d.recurrences] == [("weekly", 2)],
    "每季度汇总一次": lambda d: rules(d) == [QUARTERS],
    "每月": lambda d: rules(d) == [("monthly", 1, (), (-1,))],
    "每月28日前": lambda d: rules(d) == [("monthly", 1, (), (28,))],
    "每月5日前": lambda d: rules(d) == [("monthly", 1, (), (5,))],
    "急件1—5日内办结,非急件15日内办结,难度较大的批件30内办结": lambda d: (
        [(s.days, s.working, s.event) for s in d.spans]
        == [(5, False, "急件"), (15, False, "非急件"), (30, False, "难度较大的批件")]
        and "30内" in d.warning
    ),
    "印发之日起30日内": lambda d: (d.days, d.working, d.event, d.due) == (30, False, "印发", None),
    "5个工作日内": lambda d: (d.days, d.working, d.event) == (5, True, None),
    "在30个工作日内上报": lambda d: (d.days, d.working, d.event) == (30, True, None),
    "部门预算经本级财政部门批复后20日内公开": lambda d: (d.days, d.working) == (20, False) and d.event.endswith("批复"),
    "决策文件出台后10个工作日内": lambda d: (d.days, d.working, d.event) == (10, True, "决策文件出台"),
    "自该政府信息形成或者变更之日起20个工作日内及时公开": lambda d: (
        (d.days, d.working, d.event) == (20, True, "该政府信息形成或者变更")
    ),
    "2月下旬—3月上旬": lambda d: d.kind is Kind.WINDOW and d.due is None and "年份" in d.warning,
    "年内见成效": lambda d: d.due is None and d.milestones == ((None, "见成效"),),
    "2024年底前 / 2026年底前 / 2023年底前": lambda d: (
        [day for day, _ in d.milestones] == [date(2024, 12, 31), date(2026, 12, 31), date(2023, 12, 31)]
    ),
    "即日起至12月底": lambda d: d.due == date(2023, 12, 31),
}  # fmt: skip


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 82
    assert set(FREE) <= {row["phrase"] for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["phrase"])
def test_published_phrases_mean_what_the_table_says(  # noqa: C901, PLR0912 - one branch for each form of the fourth column
    row: dict[str, str],
) -> None:
    deadline, rule = of(row), row["resolved_or_rule"]
    kind = {"inherit": "none"}.get(row["kind"], row["kind"])
    if rule.startswith("INVALID"):
        kind = "invalid"
        assert deadline.due is None
        likely = ISO_DAY.search(rule)
        assert deadline.warning is not None
        if likely:
            day = date.fromisoformat(likely[0])
            assert f"疑为{day.year}年{day.month}月" in deadline.warning
    elif rule == "UNRESOLVED":
        kind = "unresolved"
        assert deadline.warning is not None
        assert deadline.due is None
    elif rule.startswith("window") and row["kind"] == "date":
        kind = "window"
    assert deadline.kind == kind
    if row["phrase"] in FREE:
        assert FREE[row["phrase"]](deadline)
    elif kind == "recurring":
        named = re.findall("(?:([0-9]{4})-)?([0-9]{2})-([0-9]{2})", rule)
        got = occurrences(deadline, date(2023, 1, 1), date(2024, 1, 31))
        assert named
        assert {(int(m), int(d)) for _, m, d in named} <= {(day.month, day.day) for day in got}
    elif ISO_DAY.search(rule) and kind != "invalid":
        days = [date.fromisoformat(day) for day in ISO_DAY.findall(rule)]
        if "AMBIGUOUS" in rule:
            assert deadline.warning is not None
            days = days[:1]
        else:
            assert deadline.warning is None
        assert deadline.due == days[-1]
        if "window" in rule:
            assert deadline.start == days[0]
        elif len(days) > 1:
            assert [day for day, _ in deadline.milestones] == days
        for share, (_, what) in zip(re.findall("[0-9]+%", rule), deadline.milestones, strict=False):
            assert what == share
        if "milestone=" in rule:
            assert deadline.milestones == ((deadline.due, rule.split("milestone=")[1]),)
    else:
        assert deadline.due is None


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("2023年12月底前2023年12月底前", "2023-12-31"),
        ("二零二三年十二月三十一日下午五点前", "2023-12-31"),
        ("二0二三年十二月底前", "2023-12-31"),
        ("2023 年 １２ 月 底 前", "2023-12-31"),
        ("24年3月底前", "2024-03-31"),
        ("元月底前", "2023-01-31"),
        ("2024年2月底前", "2024-02-29"),
        ("明年一季度", "2024-03-31"),
        ("翌年3月末", "2024-03-31"),
        ("前三季度", "2023-09-30"),
        ("第四季度末", "2023-12-31"),
        ("下半年", "2023-12-31"),
        ("2023年度内", "2023-12-31"),
        ("11月上旬", "2023-11-10"),
        ("2月下旬", "2023-02-28"),
        ("截至2023年10月31日", "2023-10-31"),
        ("县财政局2023年11月底前", "2023-11-30"),
        ("2023年12月底前，并长期坚持", "2023-12-31"),
        ("①6月底前完成方案；②12月底前完成验收", "2023-12-31"),
        ("自2023年9月20日之日起20日内", "2023-10-10"),
        ("2023年1月31日印发后1个月内", "2023-02-28"),
        ("到2035年", "2035-12-31"),
        ("12月31日24时前", "2023-12-31"),
    ],
)
def test_other_dates_of_the_same_families(words: str, due: str) -> None:
    deadline = parse_limit(words, YEAR)
    assert (deadline.kind, str(deadline.due), deadline.warning) == (Kind.DATE, due, None)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("3月1日至5月31日", "2023-03-01", "2023-05-31"),
        ("8月1—15日", "2023-08-01", "2023-08-15"),
        ("3—5月", "2023-03-01", "2023-05-31"),
        ("2023.3.1-2023.5.31", "2023-03-01", "2023-05-31"),
        ("自2023年1月1日起至2023年12月31日止", "2023-01-01", "2023-12-31"),
        ("11月到次年3月", "2023-11-01", "2024-03-31"),
        ("一至三季度", "2023-01-01", "2023-09-30"),
        ("2023～2025年", "2023-01-01", "2025-12-31"),
        ("2月下旬—3月上旬", "2023-02-21", "2023-03-10"),
    ],
)
def test_windows(words: str, first: str, last: str) -> None:
    deadline = parse_limit(words, YEAR)
    assert (deadline.kind, str(deadline.start), str(deadline.due)) == (Kind.WINDOW, first, last)


@pytest.mark.parametrize(
    ("words", "likely"),
    [
        ("2023年11月31日前", "11月没有31日，疑为2023年11月30日"),
        ("2023年2月29日", "疑为2023年2月28日"),
        ("6月0日", "疑为2023年6月1日"),
        ("0月底", "没有0月"),
        ("2022年12月底前", "疑为2023年12月31日"),
        ("11月至3月", "疑为结束在次年"),
        ("年底11月前", "疑为11月底"),
        ("2023年2月30日后10日内", "疑为2023年2月28日"),
    ],
)
def test_misprints_are_told_and_never_mended(words: str, likely: str) -> None:
    deadline = parse_limit(words, YEAR)
    assert (deadline.kind, deadline.due) == (Kind.INVALID, None)
    assert deadline.warning is not None
    assert likely in deadline.warning


@pytest.mark.parametrize(
    ("words", "due", "said"),
    [
        ("2023年8月23日（星期一）", "2023-08-23", "2023年8月23日是星期三，不是星期一"),
        ("6月前", "2023-06-30", "开始之前"),
        ("9月初", "2023-09-10", "没有写明日期"),
        ("2022-12-31", "2022-12-31", "早于2023年"),
    ],
)
def test_doubtful_words_keep_their_day_and_warn(words: str, due: str, said: str) -> None:
    deadline = parse_limit(words, YEAR)
    assert (deadline.kind, str(deadline.due)) == (Kind.DATE, due)
    assert deadline.warning is not None
    assert said in deadline.warning


@pytest.mark.parametrize(
    ("words", "due", "named"),
    [
        (
            "2023年6月底前、12月底前",
            "None",
            "2023年6月30日、2023年12月31日两个日子，不知道按哪一个；每个都要报的，请写成 steps 或「每半年」，只有一个的请只写那一个",
        ),
        ("4月、8月、12月", "None", "2023年4月30日、2023年8月31日、2023年12月31日3个日子"),
        ("6月、12月底前", "None", "「每半年」"),
        ("3、6、9、12月底前", "None", "「每季度末」"),
        ("各单位6月底前、12月底前", "None", "两个日子"),
        ("6月底前和12月底前各报送一次", "None", "两个日子"),
        ("6月底前报送总结、12月底前报送总结", "None", "两个日子"),
        ("6月底前，12月底前完成", "None", "两个日子"),
        ("6月底12月底", "None", "两个日子"),
        ("上半年、下半年", "None", "两个日子"),
        ("2023年、2024年底前", "None", "2023年12月31日、2024年12月31日"),
        ("12月底或次年1月", "None", "2023年12月31日、2024年1月31日"),
        ("12月周五前", "None", "「周五」"),
    ],
)
def test_last_days_of_which_none_is_told_from_another_are_told(words: str, due: str, named: str) -> None:
    deadline = parse_limit(words, YEAR)
    assert (deadline.kind, str(deadline.due)) == (Kind.DATE, due)
    assert named in (deadline.warning or "")


@pytest.mark.parametrize(
    ("words", "due", "named"),
    [
        ("12月第一周", "None", "「第一周」"),
        ("12月第1周", "None", "「第1周」"),
        ("12月第一周内", "None", "「第一周」"),
        ("12月第一周开展宣传", "None", "「第一周」"),
        ("12月内第一周", "None", "「第一周」"),
        ("12月(第一周)前", "None", "「第一周」"),
        ("12月，第一周", "None", "「第一周」"),
        ("12月第一个周五前", "None", "「第一个周五」"),
        ("12月最后一周", "None", "「最后一周」"),
        ("12月首周", "None", "「首周」"),
        ("12月后半月", "None", "「后半月」"),
        ("12月中下旬", "None", "「下旬」"),
        ("11月第二个星期", "None", "「第二个星期」"),
        ("第一周12月底前", "None", "「第一周」"),
        ("县财政局第一周开展宣传，12月底前完成", "None", "「第一周」"),
        ("春节前、12月底前", "None", "「春节」"),
        ("2024年，12月底前", "None", "「2024年」"),
        ("2024年完成，2023年12月底前启动", "None", "「2024年」"),
        ("6月底前12月", "None", "「12月」"),
        ("6月底前推迟至12月底", "None", "「12月底」"),
        ("12月5完成", "None", "「5」"),
        ("12月底前5", "None", "「5」"),
        ("12月底左右", "2023-12-31", "「左右」"),
        ("12月底前后", "2023-12-31", "「前后」"),
        ("12月底前，遇节假日顺延", "2023-12-31", "顺延"),
        ("12月底前（涉密除外）", "2023-12-31", "「除外」"),
        ("除12月外", "2023-12-31", "「除12月外」"),
        ("原则上12月底前", "2023-12-31", "「原则上」"),
        ("约12月底", "2023-12-31", "「约」"),
        ("不早于12月底", "2023-12-31", "「不早于」"),
        ("长期或12月底前", "None", "「或」"),
        ("12月底前视情况", "2023-12-31", "「视情况」"),
        ("12月底前，以后另定", "2023-12-31", "「另定」"),
        ("12月底前，如遇特殊情况可推迟", "2023-12-31", "推迟"),
        ("原则上收到申请之日起20个工作日内", "None", "「原则上」"),
        ("每月5日前，遇节假日顺延", "None", "顺延"),
        ("12月底前公示5个工作日", "None", "「12月底前」"),
        ("12月前三天", "None", "可以指头3天"),
        ("20个工作日内，最长不超过30个工作日", "None", "「30个工作日」"),
        ("每月报送，印发后20日内首报", "None", "「20日内」"),
        ("全年，第一周", "None", "「第一周」"),
    ],
)
def test_words_no_limit_accounts_for_are_told(words: str, due: str, named: str) -> None:
    deadline = parse_limit(words, YEAR)
    assert str(deadline.due) == due
    assert named in (deadline.warning or "").partition("」：")[2]


def test_last_days_without_a_year_are_told_in_their_order() -> None:
    assert "写了「6月底」、「12月底」两个日子" in (parse_limit("6月底前、12月底前", None).warning or "")
    assert "两个日子" not in (parse_limit("6月底前完成初稿，12月底前", None).warning or "")


@pytest.mark.parametrize("words", ["尽快", "尽早", "及时", "限期", "第一时间", "尽快办理"])
def test_haste_without_a_number_is_no_date(words: str) -> None:
    deadline = parse_limit(words, YEAR)
    assert (deadline.kind, deadline.due) == (Kind.RELATIVE, None)
    assert "没有写明日期" in (deadline.warning or "")


@pytest.mark.parametrize(
    "words",
    [
        "6月底前完成50%，12月底前完成80%",
        "6月底前完成50%、12月底前完成100%",
        "6月底前报送2次、12月底前报送3次",
        "每季度至少1次、12月底前不少于5次",
        "6月底前完成初稿，12月底前完成",
        "初稿6月底前完成，终稿12月底前完成",
        "县财政局6月底前，县教育局12月底前",
        "3月5日前完成50%，3月12日前完成80%，3月19日前全面完成",
        "6月底前启动，12月底前基本完成，次年6月全面完成",
        "6月底前完成50%，9月底前完成80%，12月底前",
        "12月底前（6月底前完成初稿）",
        "(1)6月底前完成方案;(2)12月底前完成验收",
        "1.6月底前完成方案；2.12月底前完成验收",
        "9月投入使用，12月底前验收",
        "9月投入使用",
        "年内见成效",
        "于8月31日前编制2023年度政务公开实施方案",
        "12月底前完成2022年度决算公开",
        "2022年度决算公开于12月底前完成",
        "12月底前完成第一季度报表",
        "6月底前制定7月至12月计划",
        "12月底前三年行动计划印发实施",
        "12月底前第二批项目开工",
        "12月底前建成5G基站3个",
        "12月底前公示不少于7天",
        "12月底前完成1万名左右人员培训",
        "12月底前完成整改或关停",
        "12月底前召开学习会，公开巡视情况",
        "12月底前开展春节走访",
        "一季度报表4月10日前报送",
        "按照商政发〔2023〕5号要求，12月底前完成",
        "春节前（1月20日前）",
        "各单位：12月底前报送",
        "县财政局：2023年12月底前",
        "力争于12月底前完成",
        "务必于2023年12月底之前报送",
        "最迟不晚于12月底",
        "2023年，12月底前",
        "12月31日（星期日）前",
        "12月31日下午",
        "12月31日17:00前报送",
        "签约12月底前完成",
        "12月底前尽快办理",
        "12月底前，收到申请后5个工作日内",
        "收到申请后第5个工作日",
        "12月底前，并长期坚持",
        "每月5日前报送，12月底前完成总结",
        "每次会议后5日内",
        "…5年内培训300人",
    ],
)
def test_goals_persons_and_manners_are_no_doubt(words: str) -> None:
    deadline = parse_limit(words, YEAR)
    assert deadline.kind not in {Kind.UNRESOLVED, Kind.INVALID}
    assert deadline.warning is None


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("6月底前制定7月至12月计划", "2023-06-30"),
        ("12月底前三年行动计划印发实施", "2023-12-31"),
        ("…5年内培训300人", "None"),
    ],
)
def test_time_in_the_words_of_the_goal_moves_no_limit(words: str, due: str) -> None:
    assert str(parse_limit(words, YEAR).due) == due


@pytest.mark.parametrize(
    ("words", "start", "days"),
    [
        ("2023年9月20日后10个工作日内", date(2023, 9, 20), 10),
        ("自2023-09-20起20个工作日内", date(2023, 9, 20), 20),
        ("2023年9月20日起，二十个工作日内", date(2023, 9, 20), 20),
        ("收到申请之日起20个工作日内", None, 20),
        ("会议召开前3个工作日", None, -3),
        ("10至15个工作日内", None, 15),
    ],
)
def test_working_days_are_left_to_the_calendar(words: str, start: date | None, days: int) -> None:
    deadline = parse_limit(words, YEAR)
    assert (deadline.kind, deadline.start, deadline.days, deadline.working) == (Kind.RELATIVE, start, days, True)
    assert deadline.due is None


def test_the_day_of_the_document_starts_what_names_no_other_event() -> None:
    assert parse_limit("印发之日起30日内", YEAR, issued=NOTICE).due == date(2023, 4, 15)
    assert parse_limit("5个工作日内", YEAR, issued=NOTICE).start == NOTICE
    assert parse_limit("三个月内", YEAR, issued=NOTICE).due == date(2023, 6, 16)
    assert parse_limit("两周内", YEAR, issued=NOTICE).due == date(2023, 3, 30)
    assert parse_limit("即日起至12月底", YEAR, issued=NOTICE).start == NOTICE
    assert parse_limit("月底前", YEAR, issued=NOTICE).due == date(2023, 3, 31)
    assert parse_limit("下月10日前", YEAR, issued=NOTICE).due == date(2023, 4, 10)
    assert parse_limit("收到通知后5日内", YEAR, issued=NOTICE).due is None
    assert "早于印发日期" in (parse_limit("2月底前", YEAR, issued=NOTICE).warning or "")


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("每季度首月10日前", "01-10 04-10 07-10 10-10"),
        ("每季度最后一个月25日前", "03-25 06-25 09-25 12-25"),
        ("每半年结束后10日内", "01-10 07-10"),
        ("每年6月和12月", "06-30 12-31"),
        ("每年3月底前", "03-31"),
        ("一季度一次", "03-31 06-30 09-30 12-31"),
        ("每两个月", "02-28 04-30 06-30 08-31 10-31 12-31"),
        ("单月31日前", "01-31 03-31 05-31 07-31 09-30 11-30"),
        ("每月结束后5个工作日内", ""),
        ("不定期", ""),
    ],
)
def test_rules_fall_on_their_days(words: str, days: str) -> None:
    assert parse_limit(words, YEAR).kind is Kind.RECURRING
    assert " ".join(rule_days(words)) == days


def test_months_and_weeks() -> None:
    assert len(rule_days("每月30日前")) == 12
    assert rule_days("每月30日前")[1] == "02-28"
    assert rule_days("每月10日、25日前")[:3] == ["01-10", "01-25", "02-10"]
    assert all(date.fromisoformat(f"2023-{day}").weekday() == 4 for day in rule_days("每周五前"))
    assert len(rule_days("每周一、三、五")) == 156
    assert len(rule_days("双周")) == 26
    assert len(rule_days("每日")) == 365


@pytest.mark.parametrize("words", ["", " ", "/", "无", "—", "－－", "无具体时限", "不涉及"])
def test_nothing_is_no_limit(words: str) -> None:
    assert parse_limit(words, YEAR) == Deadline(words=words, kind=Kind.NONE)


@pytest.mark.parametrize("words", ["常态化开展", "日常", "适时", "随时更新", "立即整改", "长期坚持", "即日起长期坚持"])
def test_ongoing(words: str) -> None:
    assert (parse_limit(words, YEAR).kind, parse_limit(words, YEAR).due) == (Kind.ONGOING, None)


def test_words_without_a_meaning_are_told() -> None:
    deadline = parse_limit("春暖花开", YEAR)
    assert deadline.kind is Kind.UNRESOLVED
    assert "看不懂" in (deadline.warning or "")


@pytest.mark.parametrize("words", ["年每" * 101, "9" * 201, " 12月底前" + "，公示" * 66, "年每" * 100_000])
def test_a_limit_too_long_to_be_one_is_told_before_anything_reads_it(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gkplan.dates.phrases.read", lambda *_: pytest.fail("read"))
    deadline = parse_limit.__wrapped__(words, YEAR)
    assert (deadline.kind, deadline.due, deadline.recurrences) == (Kind.UNRESOLVED, None, ())
    assert f"时限有 {len(words.strip())} 个字，超过 200 个字" in (deadline.warning or "")


@pytest.mark.parametrize("words", ["12月底前" + "公" * 195, "12 月 底\n前" + " 公" * 195])
def test_two_hundred_characters_are_read_and_blanks_do_not_count(words: str) -> None:
    assert parse_limit(words, YEAR).due == date(2023, 12, 31)


def test_iso_is_strict() -> None:
    assert iso("2023-08-30") == date(2023, 8, 30)
    for text in (
        "2023-8-30",
        "0000-01-01",
        "2023-02-30",
        "2023-W01-1",
        "２０２３-08-30",
        " 2023-08-30",
        "2023-08-3 ",
        "20230830",
    ):
        assert iso(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-08-30", "2023-08-30"), ("2023/8/30", "2023-08-30"), ("2023.8.30", "2023-08-30"), ("20230830", "2023-08-30"),
        ("today", "2023-01-31"), ("今天", "2023-01-31"), ("明天", "2023-02-01"), ("+30d", "2023-03-02"), ("-2w", "2023-01-17"),
        ("+1m", "2023-02-28"), ("＋１ｍ", "2023-02-28"), ("9月底", "2023-09-30"), ("2023年9月", "2023-09-30"),
        ("8月31日", "2023-08-31"), ("年底", "2023-12-31"), ("2021年9月", "2021-09-30"), ("本周五", "2023-02-03"),
        ("2022-12-31", "2022-12-31"),
    ],
)  # fmt: skip
def test_days_of_options(text: str, day: str) -> None:
    assert str(parse_day(text, date(2023, 1, 31), YEAR)) == day
    if not text.startswith("2"):
        assert str(parse_day(text, date(2023, 1, 31), None)) == day


@pytest.mark.parametrize("text", ["", "soon", "2023-02-30", "13月底", "每月", "长期", "+99999y", "昨天的昨天"])
def test_options_that_name_no_day(text: str) -> None:
    with pytest.raises(UsageError, match="可写 2023-08-30"):
        parse_day(text, date(2023, 1, 31), YEAR)


def test_spans_of_options() -> None:
    assert [parse_span(text) for text in ("30d", "2w", "30", "30天", "两周", "３０天", "一个星期", "十天")] == [
        30,
        14,
        30,
        30,
        14,
        30,
        7,
        10,
    ]
    with pytest.raises(UsageError, match="看不懂天数「下周」"):
        parse_span("下周")


@pytest.mark.parametrize(
    ("within", "words"),
    [
        ("10个工作日", "10个工作日"),
        ("１０个工作日内", "10个工作日"),
        ("20日", "20日"),
        ("20天", "20天"),
        ("二十日内", "20日"),
        ("1个月", "1个月"),
    ],
)
def test_a_dated_step_is_worded_and_read_back(within: str, words: str) -> None:
    worded = limit_after(date(2023, 9, 20), within)
    assert worded == f"2023年9月20日后{words}内"
    assert parse_limit(worded, YEAR).start == date(2023, 9, 20)


def test_no_length_of_time() -> None:
    with pytest.raises(UsageError, match="看不懂期限「很久」"):
        limit_after(date(2023, 9, 20), "很久")


def test_importing_and_the_common_phrases_cost_no_tail() -> None:
    code = (
        "import dataclasses, enum, re, sys; compiled = []; real = re.compile; re.compile = lambda *a: compiled.append(a) or real(*a);"
        "import gkplan.dates.parse as d; assert not compiled, compiled;"
        "[d.parse_limit(w, 2023) for w in ('2023年\\n\\n12月底前', '12月底前', '2023年8月31日前', '2023-08-31', '年底前', '长期坚持')];"
        "assert len(compiled) == 1, compiled;"
        "assert not {'gkplan.dates.phrases', 'gkplan.dates.points', 'dateutil', 'chinese_calendar'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
PIECES = st.sampled_from(
    [
        "2023",
        "年",
        "月",
        "日",
        "底",
        "前",
        "后",
        "内",
        "起",
        "至",
        "-",
        "、",
        ",",
        "(",
        ")",
        "每",
        "季度",
        "半",
        "周",
        "双",
        "工作日",
        "个",
        "次",
        "不少于",
        "一",
        "十",
        "二",
        "五",
        "0",
        "3",
        "12",
        "31",
        "99",
        "%",
        "上旬",
        "次年",
        "○",
        "/",
        ".",
        "之日",
        "本",
        "下",
    ]
)


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=14).map("".join)),
    st.one_of(st.none(), st.integers()),
    st.one_of(st.none(), st.dates()),
)
def test_parse_never_raises(words: str, year: int | None, issued: date | None) -> None:
    deadline = parse_limit(words, year, issued=issued)
    assert deadline.words == words
    assert isinstance(deadline.kind, Kind)
    occurrences(deadline, date(2023, 1, 1), date(2023, 3, 31))
    if deadline.kind in {Kind.INVALID, Kind.UNRESOLVED}:
        assert deadline.warning


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else "二三"[tens - 2] + "十") + (
        "一二三四五六七八九"[ones - 1] if ones else ""
    )


@given(DAYS)
def test_every_day_comes_back_in_every_form(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    numerals = "".join("〇一二三四五六七八九"[int(sign)] for sign in str(y))
    forms = [f"{y}年{m}月{d}日", f"{y}年{m}月{d}日前", f"{y}年{m:02}月{d:02}日之前", f"{day}", f"{y}.{m}.{d}", f"{y}/{m}/{d}",
             f"{day:%Y%m%d}", f"{m}月{d}日以前", f"{y}年{m}月{d}号前", f"{numerals}年{chinese(m)}月{chinese(d)}日"]  # fmt: skip
    for form in forms:
        assert (parse_limit(form, y).due, parse_limit(form, y).warning) == (day, None), form
    end = (date(y + m // 12, m % 12 + 1, 1)) - timedelta(days=1)
    for form in (f"{m}月底前", f"{y}年{m}月底", f"{y}年{m}月份", f"{chinese(m)}月末", f"{y}-{m:02}"):
        assert parse_limit(form, y).due == end, form


@given(st.sampled_from([row["phrase"].replace("\\n", "") for row in ROWS]), st.randoms(use_true_random=False))
def test_width_and_blanks_change_nothing(words: str, chance: Random) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" and sign not in "-./~" else sign for sign in words)
    padded = "".join(sign + chance.choice(["", "", " ", "\u3000", "\n\n", "\u200b"]) for sign in words)
    plain = parse_limit(words, YEAR)
    for variant in (wide, padded):
        other = parse_limit(variant, YEAR)
        assert (other.kind, other.due, other.start, other.days, other.recurrences, other.quantity) == (
            plain.kind, plain.due, plain.start, plain.days, plain.recurrences, plain.quantity
        )  # fmt: skip


WHO = st.sampled_from(["", "各单位", "县财政局：", "力争", "务必于", "于"])
LIMITS = st.sampled_from(["12月", "2023年12月底前", "12月31日", "第四季度", "年底前", "每月", "每季度末", "12月底之前"])
LEFT = st.sampled_from(
    ["第一周", "第2个星期", "最后一周", "首周", "第三个工作日", "首个星期", "第二天", "下旬的头一周"]
)
JOINTS = st.sampled_from(["", "的", "，", "(", "、"])
GOALS = st.sampled_from(["", "完成", "报送", "，长期坚持", "，完成验收"])


@given(WHO, LIMITS, JOINTS, LEFT, GOALS)
def test_a_place_in_a_month_left_over_is_always_told(who: str, limit: str, joint: str, left: str, goal: str) -> None:
    for words in (who + limit + joint + left + goal, who + left + joint + limit + goal):
        assert parse_limit(words, YEAR).warning, words


@given(
    WHO,
    LIMITS,
    st.sampled_from(["完成", "报送", "投入使用", "见成效", "完成2022年度决算公开", "报送第一批材料", "，长期坚持"]),
)
def test_who_a_limit_and_a_goal_are_no_doubt(who: str, limit: str, goal: str) -> None:
    assert parse_limit(who + limit + goal, YEAR).warning is None
