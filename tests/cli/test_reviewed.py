"""What a clerk and a breaker stumbled on: each told now, none passed over."""

import os
from pathlib import Path

import pytest

from gkplan.planfile.read import read_plan
from gkplan.store.load import examine
from tests.conftest import Invoke, RunGkplan

PLAN = """\
plan: {title: 试验, year: 2023}
units: {县办: {}, 甲局: {}, 乙局: {}}
groups: {各局: [甲局, 乙局]}
tasks:
- id: 1
  requirement: 公开预算
  units: [各局]
  deadline: 2023年6月底前
  steps:
  - what: 编制方案
    deadline: 5月底前
- id: 2
  requirement: 组织培训
  units: [甲局]
  deadline: 年底前
  target: {count: 2, measure: 场}
"""


@pytest.fixture
def plan(folder: Path) -> Path:
    path = folder / "tasks.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.mark.parametrize("args", [("--as-of", "2023-06-01", "done", "1"), ("-f", "other.yaml", "completion", "bash")])
def test_an_option_that_the_verb_does_not_take_is_not_passed_over(
    invoke: Invoke, plan: Path, args: tuple[str, ...]
) -> None:
    result = invoke(*args, code=2)
    option = "--file" if args[0] == "-f" else args[0]
    assert (result.out, result.err) == (
        "",
        f"gkplan: gkplan {args[2]} 没有选项 {option}；用法见 gkplan {args[2]} --help\n",
    )
    assert plan.read_text("utf-8") == PLAN


@pytest.mark.parametrize(
    ("args", "what"),
    [
        (("note", "2", "a\x1b[31mb"), "情况说明"),
        (("done", "1", "--evidence", "http://a\u202eb"), "佐证材料"),
        (("done", "1", "--note", "\u200b好"), "情况说明"),
    ],
)
def test_what_check_would_reject_is_not_written(invoke: Invoke, plan: Path, args: tuple[str, ...], what: str) -> None:
    assert invoke(*args, code=2).err == f"gkplan: {what}里有看不见的控制字符，没有改动；请删去再写\n"
    assert plan.read_text("utf-8") == PLAN


def test_a_spreadsheet_in_gbk_has_no_mark(run_gkplan: RunGkplan, plan: Path) -> None:
    assert plan.is_file()
    in_gbk = run_gkplan("list", "--format", "csv", env={"PYTHONIOENCODING": "gbk"}, encoding="gbk").out
    assert in_gbk.startswith("序号,状态,")
    assert run_gkplan("list", "--format", "csv").out.startswith("\ufeff序号,")


@pytest.mark.parametrize(
    ("added", "message"),
    [
        ("  done: 2023-09-02\n", "16:9: 提醒：任务 2 的 done 2023-09-02 还没有到"),
        ("  progress:\n  - date: 2023-09-02\n", "17:5: 提醒：任务 2 的进展日期 2023-09-02 还没有到"),
        (
            "  steps:\n  - {what: 甲, deadline: 9月底前, done: 2023-09-02}\n",
            "17:5: 提醒：步骤 2.1 的 done 2023-09-02 还没有到",
        ),
    ],
)
def test_check_reminds_of_days_to_come(
    invoke: Invoke, plan: Path, monkeypatch: pytest.MonkeyPatch, added: str, message: str
) -> None:
    plan.write_text(PLAN.replace("  target: {count: 2, measure: 场}\n", added), encoding="utf-8")
    monkeypatch.setenv("GKPLAN_TODAY", "2023-09-01")
    assert f"{plan}:{message}（今天是 2023-09-01），到那天才算数，请核对\n" in invoke("check").out
    monkeypatch.setenv("GKPLAN_TODAY", "2023-09-02")
    assert "还没有到" not in invoke("check").out


@pytest.mark.parametrize(
    ("written", "is_told"),
    [
        ("公开 #预算", True),
        ("公开  # 预算", True),
        ("'公开 #预算'", False),
        ("'公开预算' # 旁注", False),
        ("公开#预算", False),
        ("公开预算", False),
    ],
)
def test_a_text_that_a_hash_cuts_is_reminded_of(written: str, is_told: bool) -> None:  # noqa: FBT001 - a case
    _, problems = read_plan(PLAN.replace("requirement: 公开预算", f"requirement: {written}"))
    told = [problem.message for problem in problems if problem.is_warning and "成了注释" in problem.message]
    assert bool(told) is is_told


@pytest.mark.parametrize(
    ("args", "ids"),
    [
        (("overdue",), "1.1 1"),
        (("overdue", "--status", "已逾期"), "1.1 1"),
        (("overdue", "--status", "临期"), ""),
        (("due", "--within", "365d"), "2"),
        (("due", "--within", "365d", "--status", "未启动"), "2"),
        (("due", "--within", "365d", "--status", "推进中"), ""),
    ],
)
def test_states_narrow_what_is_overdue_or_due(invoke: Invoke, plan: Path, args: tuple[str, ...], ids: str) -> None:
    assert plan.is_file()
    assert invoke(*args, "--as-of", "2023-07-01", "--format", "ids").out.split() == ids.split()


def test_a_day_before_the_plan_is_asked_about(invoke: Invoke, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert plan.is_file()
    monkeypatch.setenv("GKPLAN_TODAY", "2023-07-01")
    assert invoke("done", "1", "--date", "2021-01-01").err == "提醒：日期 2021-01-01 早于方案年度 2023 年，请核对\n"
    assert invoke("reopen", "1").err == ""


def test_what_a_killed_write_left_is_removed_and_told(invoke: Invoke, plan: Path) -> None:
    left = plan.with_name(".tasks.yaml.0123456789abcdef.tmp")
    left.write_bytes(b"half")
    assert invoke("done", "1").err == ""
    assert left.exists()
    os.utime(left, (0, 0))
    told = f"提醒：已清理以前中断的写入留下的临时文件 {left.name}，方案文件没有受影响\n"
    assert invoke("reopen", "1").err == told
    assert not left.exists()


@pytest.mark.parametrize("origin", [True, False])
def test_old_limits_of_what_was_carried_over_are_no_misprints(origin: bool) -> None:  # noqa: FBT001 - a case
    text = PLAN.replace("2023年6月底前", "2022-06-30").replace("5月底前", "2022-05-31")
    if origin:
        text = text.replace("  steps:", "  origin: 2022年第9项\n  steps:")
    _, problems = examine(text)
    assert ["早于2023年" in problem.message for problem in problems] == ([] if origin else [True, True])


def test_tasks_and_steps_are_counted_apart_in_a_reminder(invoke: Invoke, plan: Path) -> None:
    assert plan.is_file()
    text = invoke("remind", "--unit", "乙局", "--as-of", "2023-07-01").out
    assert "你单位有 1 项任务、1 个步骤已逾期。" in text
    assert "并将进展和佐证材料报办公室。" in text
