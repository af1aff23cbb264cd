"""Every character of a limit is understood or the limit is in doubt: letters, digits and signs that belong to no date."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkplan.dates.limit import Deadline, Kind
from gkplan.dates.parse import parse_limit

YEAR = 2023


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("2023年l2月底前", "l2月"),
        ("2O23年12月底前", "2O23年"),
        ("1O月底前", "1O月"),
        ("1о月底前", "1о月"),
        ("20233年12月底前", "20233年"),
        ("203年12月底前", "203年"),
        ("0年6月底前", "0年"),
        ("6月311日前", "月311日"),
        ("2023-12-311", "2023-12-311"),
        ("2023-12-l1", "2023-12-l1"),
        ("2023.6.3x", "2023.6.3x"),
        ("2023年6月30日25时前", "25时"),
        ("6月30日24:30前", "24:30"),
        ("6月30日二十五时前", "二十五时"),
        ("6月30日下午3点75分", "75"),
        ("2024年x第三季度", "年x第三季"),
        ("2024年#12月底前", "年#12月"),
        ("1#2月底前", "1#2月"),
        ("12月1S日前", "1S日"),
        ("12月15x前", "月15x"),
        ("12月底前x", "前x"),
        ("11月上z旬", "月上z旬"),
        ("1.2月底前", "1.2月"),
        ("0日内", "0日内"),
        ("2023年，12，月底前", ",月"),
        ("2023-12-1)", "1)"),
        ("每周B五前", "周B五前"),
        ("20243第三季度", "20243第三季"),
        ("20个工1日内", "工1日"),
        ("次11月底前", "次11月"),
        ("自2024年9月201起30日内", "月201"),
        ("每#季度末", "每#季"),
        ("印发之日起3O日内", "3O日"),
        ("2023年6月30日后9999999日内", "9999999日"),
        ("印发之日起9999999年内", "9999999年"),
        ("2424年12月底前", "2424年"),
        ("2090-12-31", "2090年」离2023年度超过五十年"),
        ("2023年6月30日后99999日内", "99999日"),
        ("印发之日起900个月内", "900个月"),
        ("2023年12月底前 2024年6月底前", "两个日子"),
    ],
)
def test_what_no_reading_accounts_for_leaves_no_day(words: str, named: str) -> None:
    deadline = parse_limit(words, YEAR)
    assert named in (deadline.warning or "").partition("」：")[2]
    assert (deadline.due, deadline.recurrences) == (None, ())


def test_a_length_without_its_unit_is_told_when_the_day_it_counts_from_is_known_too() -> None:
    assert "没有写明是日还是工作日" in (parse_limit("自2023年9月20日起30内", YEAR).warning or "")


@pytest.mark.parametrize("words", ["1948年12月底前", "2101年12月底前", "1948-12-31", "2101-12-31"])
def test_without_a_plans_year_a_year_is_one_a_living_plan_can_have(words: str) -> None:
    deadline = parse_limit(words, None)
    assert deadline.due is None
    assert "不在1949年至2100年之间" in (deadline.warning or "")
    assert parse_limit(words.replace("1948", "1949").replace("2101", "2100"), None).due is not None


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("12月底前建成5G基站3个", "2023-12-31"),
        ("5G基站12月底前", "2023-12-31"),
        ("OA系统12月底前上线", "2023-12-31"),
        ("完成APP 12月底前", "2023-12-31"),
        ("12月底前上线APP", "2023-12-31"),
        ("12月APP上线", "2023-12-31"),
        ("12月底前PM2.5年均浓度下降", "2023-12-31"),
        ("12月底前创建4A级景区", "2023-12-31"),
        ("县财政局（12345热线）：12月底前", "2023-12-31"),
        ("二O二三年十二月底前", "2023-12-31"),
        ("二〇二三年12月31日", "2023-12-31"),
        ("Q3", "2023-09-30"),
        ("2023-12-31 00:00:00", "2023-12-31"),
        ("2023年12月31日24:00前", "2023-12-31"),
        ("“12月底前”", "2023-12-31"),
        ('"12月底前"', "2023-12-31"),
        ("★12月底前", "2023-12-31"),
        ("1)6月底前完成初稿；2)12月底前完成", "2023-12-31"),
        ("到2073年", "2073-12-31"),
        ("按照商政发[2023]5号要求，12月底前完成", "2023-12-31"),
        ("9月投入使用", "2023-09-30"),
    ],
)
def test_goals_persons_and_common_spellings_are_understood(words: str, due: str) -> None:
    deadline = parse_limit(words, YEAR)
    assert (str(deadline.due), deadline.warning) == (due, None)


KNOWN = st.sampled_from(
    [
        "12月底前", "2024年12月底前", "2025年6月底前", "2024年底前", "2024年3月31日前", "12月15日前", "2024-11-23",
        "2024.6.30", "2024/6/30", "二〇二四年六月底前", "十二月底前", "第四季度", "2024年第三季度", "2024年上半年",
        "10月中旬", "次年1月底前", "县财政局2024年11月底前", "各单位：12月底前报送", "9月15日前投入使用", "每月28日前",
        "每季度末", "每年3月底前", "20个工作日内", "印发之日起30日内", "自2024年9月20日起30日内", "3月1日至5月31日",
        "12月15日24时前", "24年3月底前", "截至2024年10月31日", "12月底前，并长期坚持",
    ]
)  # fmt: skip
SIGNS = st.sampled_from("lIOoSZxaBzеλ0123456789#!?@$&^_=+<>|\\`{}[]")
NUMBER = re.compile("(?<![0-9])(?:(?:[0-9]{2})?[0-9]{2}(?=年)|[0-9]{1,2}(?=[月日时])|[0-9]{1,3}(?=个|日内))(?![0-9])")


def shape(words: str) -> str:
    """A phrase without the value of its numbers: what it plainly says but for the day."""
    digits = re.sub("[〇一二三四五六七八九十]", "1", words)
    dotted = re.sub(r"(?<![0-9])20[0-9]{2}([-./])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])", "#", digits)
    return NUMBER.sub("#", re.sub("第[1-4]季", "第#季", dotted))


def says(deadline: Deadline) -> tuple[object, ...]:
    rules = [(rule.freq, rule.interval, rule.months, rule.days, rule.weekdays) for rule in deadline.recurrences]
    return deadline.due, rules, deadline.days, deadline.working


@given(KNOWN, SIGNS, st.integers(0, 40), st.integers(0, 1), st.sampled_from([2023, 2024, None]))
def test_a_slip_of_one_character_is_never_silently_another_day(
    words: str, sign: str, at: int, gap: int, year: int | None
) -> None:  # fmt: skip
    at = min(at, len(words))
    slip = words[:at] + sign + words[at + gap :]
    deadline = parse_limit(slip, year)
    # Another number of the same form, 12月5前 and 每3个 are other plain words.
    if shape(slip) == shape(words) or re.search(r"月[0-9]{1,2}(?:前|\Z)|每[0-9]|^[0-9]月|^[0-9]季度末", slip):
        return
    assert deadline.warning or says(deadline) == says(parse_limit(words, year)), slip


@given(
    st.text(
        st.one_of(st.characters(), st.sampled_from("0129年月日底前后内每季度周个工作lO#-/.:()、，时点")), max_size=220
    )
)
def test_no_text_makes_it_raise(words: str) -> None:
    for year in (YEAR, None):
        deadline = parse_limit(words, year, issued=date(2023, 3, 16))
        assert deadline.warning or deadline.kind not in {Kind.INVALID, Kind.UNRESOLVED}
