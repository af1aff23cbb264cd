"""bulletin through the command line: what is written, what is registered, what is refused, and that it comes out the same."""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from gkplan.plan.model import Bulletin
from gkplan.planfile.read import read_plan
from gkplan.store import files
from tests.conftest import Invoke, RunGkplan

TODAY = "2023-10-20"
ENDINGS = ("docx", "md", "txt")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GKPLAN_TODAY", TODAY)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def plan(lived_in: Path) -> Path:
    text = lived_in.read_text("utf-8").replace("  year: 2023\n", "  year: 2023\n  office: 县政府办公室\n")
    lived_in.write_text(text, "utf-8")
    return lived_in


def issues(path: Path) -> tuple[Bulletin, ...]:
    return read_plan(path.read_text("utf-8"))[0].bulletins


def head(text: str) -> list[str]:
    return text.splitlines()[:3]


def test_without_a_file_the_text_goes_to_stdout_and_the_issue_on_record(invoke: Invoke, plan: Path) -> None:
    before = plan.read_text("utf-8")
    result = invoke("bulletin")
    assert head(result.out) == ["政务公开工作通报", "第1期", "县政府办公室　2023年10月20日"]
    assert result.err == "已登记第1期通报（截至 2023-10-20）；撤回用 gkplan undo\n"
    assert "office: 县政府办公室\n" in before
    line = "  bulletins:\n  - {no: 1, as_of: 2023-10-20}\n"
    assert plan.read_text("utf-8").replace(line, "") == before


@pytest.mark.parametrize("ending", ENDINGS)
def test_issued_again_it_is_the_same_byte_for_byte(invoke: Invoke, plan: Path, folder: Path, ending: str) -> None:
    invoke("bulletin", "甲.txt", "--as-of", "2023-06-30")
    invoke("bulletin", f"乙.{ending}", "--reply-by", "11月1日", "--against", "2023-03-31")
    invoke("bulletin", "丙.txt", "--as-of", "2023-12-31", env={"GKPLAN_TODAY": "2024-01-05"})
    before = plan.read_bytes()
    result = invoke("bulletin", f"again/丁.{ending}", "--issue", "2", "--as-of", "10月20日")
    assert (result.out, result.err) == ("", f"已写入 again/丁.{ending}（第2期，截至2023年10月20日）\n")
    assert (folder / f"again/丁.{ending}").read_bytes() == (folder / f"乙.{ending}").read_bytes()
    assert plan.read_bytes() == before
    assert issues(plan)[1] == Bulletin(2, date(2023, 10, 20), against=date(2023, 3, 31), reply_by=date(2023, 11, 1))


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_dry_run_makes_the_same_paper_and_registers_nothing(
    invoke: Invoke, plan: Path, folder: Path, ending: str
) -> None:
    before = plan.read_bytes()
    result = invoke("bulletin", f"试.{ending}", "--dry-run")
    assert result.err == f"已写入 试.{ending}（第1期，截至2023年10月20日）\n"
    assert plan.read_bytes() == before
    invoke("bulletin", f"真.{ending}")
    assert (folder / f"试.{ending}").read_bytes() == (folder / f"真.{ending}").read_bytes()


def test_the_formats_on_stdout(run_gkplan: RunGkplan, invoke: Invoke, plan: Path, folder: Path) -> None:
    assert plan.is_file()
    invoke("bulletin", "通报.docx", "--dry-run")
    assert invoke("bulletin", "--dry-run", "--format", "md").out.startswith("**政务公开工作通报**\n")
    assert invoke("bulletin", "--dry-run") == invoke("bulletin", "--dry-run", "--format", "txt")
    raw = run_gkplan("bulletin", "--dry-run", "--format", "docx", encoding="latin-1").out
    assert raw.encode("latin-1") == (folder / "通报.docx").read_bytes().replace(os.linesep.encode(), b"\n")


def test_undo_takes_the_registration_back(invoke: Invoke, plan: Path) -> None:
    before = plan.read_bytes()
    invoke("bulletin", "通报.md")
    assert invoke("undo").out.splitlines()[0] == "已撤回：已登记第1期通报（截至 2023-10-20）".replace(
        "已登记", "已登记"
    )
    assert plan.read_bytes() == before


def test_numbers_go_on_from_the_highest_and_may_leave_some_out(invoke: Invoke, plan: Path) -> None:
    invoke("bulletin", "--as-of", "2023-03-31", "--issue", "3")
    invoke("bulletin", "--as-of", "2023-06-30")
    assert [(each.no, str(each.as_of)) for each in issues(plan)] == [(3, "2023-03-31"), (4, "2023-06-30")]
    assert "与第3期（截至2023年3月31日）相比" in invoke("bulletin", "--issue", "4").out
    assert "与第3期" in invoke("bulletin", "--dry-run", "--against", "3").out
    assert "与第4期" in invoke("bulletin", "--dry-run").out


def test_three_issues_in_a_row(invoke: Invoke, plan: Path) -> None:
    assert plan.is_file()
    for day in ("2023-09-21", "2023-09-25"):
        assert "连续三期" not in invoke("bulletin", "--as-of", day).out
    third = invoke("bulletin", "--as-of", "2023-09-30").out
    assert "第1期、第2期和本期均有逾期事项的单位：县政府办公室（1项任务、1个步骤）、县财政局。" in third
    for number in ("1", "2"):
        assert "连续三期" not in invoke("bulletin", "--issue", number).out


REFUSED = {
    "the day of the last issue": (["--as-of", "2023-06-30"], 4, "截至 2023-06-30 的已按第1期印发，没有改动；要再印一份，请加 --issue 1；要出新的一期，请用 --as-of 写以后的日期"),
    "the same, only to look at": (["--as-of", "2023-06-30", "--dry-run"], 4, "截至 2023-06-30 的已按第1期印发，没有改动；要再印一份，请加 --issue 1；要出新的一期，请用 --as-of 写以后的日期"),
    "an earlier day": (["--as-of", "2023-06-29"], 4, "第1期截至 2023-06-30，新的一期不能早于它（2023-06-29），没有改动"),
    "another day for an issue": (["--issue", "1", "--as-of", "2023-07-01"], 4, "第1期已按截至 2023-06-30 印发，不能改成 2023-07-01；再印一份请不写 --as-of，新的一期请不写 --issue"),
    "another comparison for an issue": (["--issue", "1", "--against", "2023-01-31"], 4, "第1期已按截至 2023-06-30 印发时没有写 --against，现在不能加上；再印一份请不写 --against"),
    "another reply date for an issue": (["--issue", "1", "--reply-by", "2023-07-20"], 4, "第1期已按截至 2023-06-30 印发时 --reply-by 写的是 2023-07-10，不能改成 2023-07-20；再印一份请不写 --reply-by"),
    "a comparison with the same day": (["--against", "2023-10-20"], 2, "--against 的 2023-10-20 不早于通报截至的 2023-10-20，请写更早的日期或期号"),
    "a comparison with no issue": (["--against", "7"], 2, "没有登记过第7期，不能与它相比；请写日期，或已登记的期号"),
    "a reply before the day": (["--reply-by", "2023-10-19"], 2, "--reply-by 的 2023-10-19 已经过去（所问的是 2023-10-20），请写以后的日期"),
    "a day to come": (["--as-of", "2023-10-21"], 4, "2023-10-21 还没有到（今天是 2023-10-20），没有写通报；先看看请加 --dry-run"),
    "an unknown ending": (["通报.doc"], 2, "「通报.doc」的结尾看不出写成什么；可写 .docx、.md 或 .txt"),
    "an ending and another format": (["通报.md", "--format", "docx"], 2, "「通报.md」的结尾和 --format docx 不一致；写成什么由文件名的结尾决定，请删去 --format"),
    "an unknown format": (["--format", "pdf"], 2, "没有格式「pdf」；可写 docx、md、txt"),
}  # fmt: skip


@pytest.mark.parametrize(("args", "code", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_writes_nothing(
    invoke: Invoke, plan: Path, folder: Path, args: list[str], code: int, why: str
) -> None:
    invoke("bulletin", "--as-of", "2023-06-30", "--reply-by", "7月10日")
    before = plan.read_bytes()
    result = invoke("bulletin", *args, code=code)
    assert (result.out, result.err) == ("", f"gkplan: {why}\n")
    assert plan.read_bytes() == before
    assert not [*folder.glob("通报*")]


def test_a_file_that_is_there_is_kept_and_nothing_registered(invoke: Invoke, plan: Path, folder: Path) -> None:
    before = plan.read_bytes()
    (folder / "通报.txt").write_text("旧", "utf-8")
    assert "已经有 通报.txt" in invoke("bulletin", "通报.txt", code=4).err
    assert (folder / "通报.txt").read_text("utf-8") == "旧"
    assert plan.read_bytes() == before
    invoke("bulletin", "通报.txt", "--force")
    assert len(issues(plan)) == 1


def test_the_plan_itself_is_no_place_for_it(invoke: Invoke, plan: Path, folder: Path) -> None:
    (folder / "通报.md").symlink_to(plan)
    before = plan.read_bytes()
    assert "就是要读取的" in invoke("bulletin", "通报.md", "--force", code=4).err
    assert plan.read_bytes() == before


def test_the_plan_of_the_package_is_for_looking_only(invoke: Invoke, folder: Path) -> None:
    result = invoke("bulletin", "通报.docx", code=3)
    assert "都没有 data/tasks.yaml 或 tasks.yaml" in result.err
    assert [*folder.iterdir()] == []
    assert head(invoke("bulletin", "--dry-run").out)[1:] == ["第1期", "（印发单位）　2023年10月20日"]


def test_a_missing_office_is_told_of(invoke: Invoke, plan_file: Path) -> None:
    assert plan_file.is_file()
    assert invoke("bulletin", "通报.txt", "--dry-run").err.splitlines()[0] == (
        "提示：方案里没有写 office（印发单位），通报里写作“（印发单位）”；请在 plan 下面补上"
    )


def test_a_plan_without_tasks_has_nothing_to_report(invoke: Invoke, folder: Path) -> None:
    (folder / "tasks.yaml").write_text("plan: {title: 试验}\nunits: {}\ntasks: []\n", "utf-8")
    assert "方案里没有任务" in invoke("bulletin", code=4).err


def test_a_paper_that_cannot_be_registered_says_so(
    invoke: Invoke, plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver = files.put

    def put(*args: object, **more: object) -> object:
        plan.write_text(
            plan.read_text("utf-8").replace("  year:", "  bulletins: [{no: 5, as_of: 2023-10-20}]\n  year:"), "utf-8"
        )
        return deliver(*args, **more)  # type: ignore[arg-type]

    # Somebody else registers one while the paper is being written.
    monkeypatch.setattr(files, "put", put)
    result = invoke("bulletin", "通报.txt", code=4)
    assert result.err.splitlines()[1] == (
        "gkplan: 通报已经写好，但没有登记：已经印发到第5期，没有第1期，没有改动；新的一期是第6期"
    )
    assert (folder / "通报.txt").is_file()
    assert [each.no for each in issues(plan)] == [5]


HOSTILE = r"\e]0;x\a\u202E<b>&\uFFFF|# *甲*\n乙"


@pytest.mark.parametrize("ending", ENDINGS)
def test_hostile_texts_stay_texts(invoke: Invoke, folder: Path, ending: str) -> None:
    (folder / "tasks.yaml").write_text(
        f'plan: {{title: "{HOSTILE}", year: 2023, office: 甲局}}\nunits: {{甲局: {{contact: "{HOSTILE}"}}, 乙局: {{}}}}\n'
        f'sections: {{一: "{HOSTILE}"}}\n'
        f'tasks:\n- {{id: 1, section: 一, requirement: "{HOSTILE}", units: [甲局, 乙局], deadline: 2023-06-30, '
        f'progress: [{{date: 2023-06-01, unit: 甲局, returned: "{HOSTILE}"}}]}}\n',
        "utf-8",
    )
    invoke("bulletin", f"通报.{ending}", "--dry-run")
    data = (folder / f"通报.{ending}").read_bytes()
    assert not re.search(b"[\x1b\x07]\\]0;|\xe2\x80\xae", data)
    assert b"<b>" not in data or ending == "txt"


def test_a_terminal_gets_no_docx(invoke: Invoke, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = plan.read_bytes()
    monkeypatch.setattr("gkplan.outputs.streams.is_terminal", lambda: True)
    assert "不能显示在终端上" in invoke("bulletin", "--format", "docx", code=2).err
    assert plan.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{no: 1}", "通报缺少 as_of"),
        ("{as_of: 2023-06-30}", "通报缺少 no"),
        ("{no: 1, as_of: }", "as_of"),
        ("{no: 1, as_of: 6月30日}", "6月30日"),
    ],
)
def test_a_line_that_lacks_something_is_told_by_every_command(
    line: str, words: str, plan: Path, invoke: Invoke
) -> None:
    text = plan.read_text("utf-8").replace("  year:", f"  bulletins:\n  - {line}\n  year:", 1)
    plan.write_text(text, "utf-8")
    assert words in invoke("check", code=1).out
    assert words in invoke("list").err


@pytest.mark.parametrize(
    ("lines", "words", "code"),
    [
        (("{no: 1, as_of: 2023-03-31}", "{no: 1, as_of: 2023-06-30}"), "已经登记过", 1),
        (("{no: 1, as_of: 2023-06-30}", "{no: 2, as_of: 2023-03-31}"), "不晚于第1期", 0),
        (("{no: 1, as_of: 2023-06-30, against: 2023-07-01}",), "against 2023-07-01 不早于", 0),
        (("{no: 1, as_of: 2023-06-30, reply_by: 2023-01-01}",), "reply_by 2023-01-01 早于", 0),
    ],
)
def test_what_does_not_fit_together_is_found(
    lines: tuple[str, ...], words: str, code: int, plan: Path, invoke: Invoke
) -> None:
    told = "".join(f"  - {line}\n" for line in lines)
    plan.write_text(plan.read_text("utf-8").replace("  year:", f"  bulletins:\n{told}  year:", 1), "utf-8")
    out = invoke("check", code=code).out
    assert words in out
    if code:
        assert "登记了 2 次" in invoke("bulletin", "--issue", "1", code=4).err


def test_a_reply_day_without_a_year_is_the_next_such_day(plan: Path, invoke: Invoke) -> None:
    env = {"GKPLAN_TODAY": "2023-12-31"}
    assert "2024年1月12日前" in invoke("bulletin", "--reply-by", "1月12日", "--dry-run", env=env).out
    assert plan.exists()


def test_the_day_it_bears_may_be_later_than_that_of_its_figures(plan: Path, invoke: Invoke) -> None:
    first = invoke("bulletin", "--as-of", "2023-09-30", "--date", "10月15日").out
    assert head(first)[2].endswith("2023年10月15日")
    assert "截至2023年9月30日" in first
    assert "  - {no: 1, as_of: 2023-09-30, date: 2023-10-15}\n" in plan.read_text("utf-8")
    assert invoke("bulletin", "--issue", "1").out == first
    assert "不能改成 2023-10-16" in invoke("bulletin", "--issue", "1", "--date", "2023-10-16", code=4).err
    told = invoke("bulletin", "--date", "2023-10-19", code=2).err
    assert "--date 的 2023-10-19 早于通报截至的 2023-10-20" in told
