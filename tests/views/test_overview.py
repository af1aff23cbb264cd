"""The first screen: the plan and the day, counts with a bar, the worst overdue, the next due, who is silent."""

from pathlib import Path

import pytest

from tests.conftest import Invoke

HEAD = (
    "plan: {title: 试验, year: 2023}\nunits: {甲局: {}, 乙局: {}, 丙局: {}, 丁局: {}}\ngroups: {两局: [甲局, 乙局]}\n"
)


def screen(invoke: Invoke, folder: Path, tasks: str, day: str = "2023-07-01") -> list[str]:
    (folder / "tasks.yaml").write_text(HEAD + "tasks:\n" + tasks, "utf-8")
    return invoke("--as-of", day).out.splitlines()


def test_a_whole_screen(folder: Path, invoke: Invoke) -> None:
    lines = screen(
        invoke,
        folder,
        """\
- {id: 1, requirement: 公开预算, units: [甲局], deadline: 6月底前}
- {id: 2, requirement: 公开决算, units: [两局, 丙局, 政务服务中心], deadline: 9月底前}
- id: 3
  requirement: 编制方案并落实
  units: [两局]
  deadline: 12月底前
  steps:
  - {what: 编制方案, deadline: 5月底前}
  progress:
  - {date: 2023-06-01, unit: 乙局, note: 已起草}
- {id: 4, requirement: 公开指南, units: [丁局], deadline: 3月底前, done: 2023-03-01}
""",
    )
    assert [line.rstrip() for line in lines] == [
        "试验（截至 2023-07-01）",
        "共 4 项任务：已办结 1，已逾期 1（未启动 1），临期 0，推进中 1，未启动 1，长期 0，办结率 25%（长期的不算）；另有 1 个步骤",
        "已逾期",
        "███████▌▓▓▓▓▓▓▓---------------  █ 已办结，▓ 已逾期，- 其余",
        "",
        # The step is 31 days late, the task one: the worst first.
        "已逾期（1 项任务、1 个步骤）",
        "3.1 已逾期 31 天 2023-05-31 两局（欠 2 家） 编制方案",
        "1   已逾期 1 天  2023-06-30 甲局            公开预算",
        "",
        "将要到期（2 项任务）",
        "2 未启动         2023-09-30 两局、丙局、政务服务中心 公开决算",
        "3 推进中         2023-12-31 两局                     编制方案并落实",
        "  （步骤逾期 1）",
        "",
        # 乙局 has reported, 丁局 owes nothing any more; who is no unit of the plan is for check to tell.
        "还没有报送过进展的单位 2 家：甲局、丙局",
    ]


@pytest.mark.parametrize(
    ("tasks", "said"),
    [
        pytest.param("- {id: 1, requirement: x, units: [甲局]}", "还没有报送过进展的单位 1 家：甲局", id="nothing"),
        pytest.param(
            "- {id: 1, requirement: x, units: [甲局], progress: [{date: 2023-07-01, note: x}]}",
            "各单位都已报送过进展",
            id="noted without a name, but one unit's alone",
        ),
        pytest.param(
            "- {id: 1, requirement: x, units: [甲局, 丙局], progress: [{date: 2023-07-01, note: 已印发通知}]}",
            "还没有报送过进展的单位 2 家：甲局、丙局",
            id="noted by the office for several",
        ),
        pytest.param(
            "- {id: 1, requirement: x, units: [甲局, 丙局], progress: [{date: 2023-07-01, unit: 甲局, done: true}]}",
            "还没有报送过进展的单位 1 家：丙局",
            id="a part closed",
        ),
        pytest.param(
            "- {id: 1, requirement: x, units: [两局], progress: [{date: 2023-07-01, unit: 两局, note: x}]}",
            "各单位都已报送过进展",
            id="reported by the group",
        ),
        pytest.param(
            "- {id: 1, requirement: x, units: [甲局], progress: [{date: 2023-07-02, unit: 甲局, note: x}]}",
            "还没有报送过进展的单位 1 家：甲局",
            id="reported on a later day",
        ),
        pytest.param(
            "- {id: 1, requirement: x, units: [甲局, 丙局], done: 2023-06-01}",
            "没有要报送进展的单位",
            id="nothing left",
        ),
        pytest.param(
            "- {id: 1, requirement: x, units: [甲局], done: 2023-06-01}\n- {id: 2, requirement: y, units: [甲局]}",
            "各单位都已报送过进展",
            id="its own task is closed",
        ),
        pytest.param(
            "- {id: 1, requirement: x, units: [丙局, 甲局]}",
            "还没有报送过进展的单位 2 家：甲局、丙局",
            id="in the order of the plan",
        ),
    ],
)
def test_who_is_silent(folder: Path, invoke: Invoke, tasks: str, said: str) -> None:
    assert screen(invoke, folder, tasks + "\n")[-1] == said


def test_long_lists_are_cut_and_say_where_the_rest_is(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    lines = invoke("--as-of", "2024-02-01").out.splitlines()
    # All 50 that can end, and the step.
    assert "已逾期（50 项任务、1 个步骤，全部见 gkplan overdue）" in lines
    assert "没有将要到期的任务" in lines
    assert lines[-1] == "还没有报送过进展的单位 32 家，名单见 gkplan outstanding --silent"
    assert len(invoke("outstanding", "--silent", "--as-of", "2024-02-01", "--format", "ids").out.split()) == 32
    assert len(invoke("overdue", "--as-of", "2024-02-01", "--format", "ids").out.split()) == 51


def test_a_plan_without_tasks(folder: Path, invoke: Invoke) -> None:
    (folder / "tasks.yaml").write_text(HEAD + "tasks: []\n", "utf-8")
    lines = invoke("--as-of", "2023-07-01").out.splitlines()
    assert lines == [
        "试验（截至 2023-07-01）",
        "共 0 项任务：已办结 0，已逾期 0，临期 0，推进中 0，未启动 0，长期 0",
        "------------------------------  █ 已办结，▓ 已逾期，- 其余",
        "",
        "没有已逾期的任务",
        "",
        "没有将要到期的任务",
        "",
        "没有要报送进展的单位",
    ]
