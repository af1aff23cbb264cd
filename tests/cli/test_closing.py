"""done and reopen through the command line: exact words, and the very lines of the file that change."""

from difflib import unified_diff
from pathlib import Path

import pytest

from tests.conftest import SHIPPED, Invoke

TODAY = "2023-12-20"


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GKPLAN_TODAY", TODAY)


def changed_lines(before: str, after: str) -> list[str]:
    """Return the lines taken out (-) and put in (+)."""
    lines = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[0] in "+-" and not line.startswith(("+++", "---"))]


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


ALL_8 = "；其中 8 家还没有报送办结（共 8 家），一并视为办结\n"


@pytest.mark.parametrize(
    ("args", "said", "changed"),
    [
        pytest.param(["14"], "任务 14 已办结（2023-12-20）" + ALL_8, ["+  done: 2023-12-20"], id="a task"),
        pytest.param(
            ["14", "--date", "12月1日"],
            "任务 14 已办结（2023-12-01）" + ALL_8,
            ["+  done: 2023-12-01"],
            id="on another day",
        ),
        pytest.param(
            ["1", "3-4"],
            "任务 1 已办结（2023-12-20）；其中 20 家还没有报送办结（共 20 家），一并视为办结\n"
            "任务 3 已办结（2023-12-20）\n"
            "任务 4 已办结（2023-12-20）；其中 3 家还没有报送办结（共 3 家），一并视为办结\n",
            ["+  done: 2023-12-20"] * 3,
            id="several",
        ),
        pytest.param(
            ["46.1"],
            "步骤 46.1 已办结（2023-12-20）：编制2023年度政务公开工作实施方案；其中 32 家还没有报送办结（共 32 家），一并视为办结\n",
            ["+    done: 2023-12-20"],
            id="a step",
        ),
        pytest.param(
            ["14", "--unit", "司法"],
            "任务 14：县司法局已办结（2023-12-20），还有 7 家未办结（共 8 家）\n",
            ["+  progress:", "+  - {date: 2023-12-20, unit: 县司法局, done: true}"],
            id="a unit's part",
        ),
        pytest.param(
            ["14", "--note", "专题已上线", "--evidence", "https://example.cn/a"],
            "任务 14 已办结（2023-12-20）" + ALL_8,
            [
                "+  progress:",
                "+  - {date: 2023-12-20, note: 专题已上线, evidence: ['https://example.cn/a']}",
                "+  done: 2023-12-20",
            ],
            id="with a note and evidence",
        ),
        pytest.param(
            ["16", "--force"], "任务 16 已办结（2023-12-20）\n", ["+  done: 2023-12-20"], id="short of its target"
        ),
    ],
)
def test_done(invoke: Invoke, plan_file: Path, args: list[str], said: str, changed: list[str]) -> None:
    before = text(plan_file)
    assert invoke("done", *args) == (0, said, "")
    assert changed_lines(before, text(plan_file)) == changed
    assert invoke("check").code == 0


@pytest.mark.parametrize(
    "args",
    [["14"], ["46.1"], ["46.1", "--unit", "县司法局"], ["14", "--unit", "县司法局"], ["1", "2", "5-9"]],
    ids=" ".join,
)
def test_done_twice_changes_nothing_and_reopen_gives_the_file_back(
    invoke: Invoke, plan_file: Path, args: list[str]
) -> None:
    invoke("done", *args)
    once = plan_file.read_bytes()
    again = invoke("done", *args)
    assert plan_file.read_bytes() == once
    assert all(line.endswith("，没有改动") for line in again.out.splitlines())
    assert invoke("reopen", *args).err == ""
    assert plan_file.read_bytes() == SHIPPED.read_bytes()
    untouched = invoke("reopen", *args)
    assert all(line.endswith("还没有办结，没有改动") for line in untouched.out.splitlines())
    assert plan_file.read_bytes() == SHIPPED.read_bytes()


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ("done 14 --unit 县财政局", 4, "「县财政局」不是任务 14 的责任单位，没有改动；责任单位是县司法局、县民政局、"),
        ("done 14 --unit 财证", 3, "没有单位「财证」；相近的有「县财政局」"),
        ("done 16", 4, "任务 16 的数量要求还没有达到（0/5 次），没有办结；请先用 gkplan note 16 … --count 登记"),
        ("done 14 99", 3, "没有任务「99」"),
        ("done 13-99", 3, "没有任务「99」"),
        ("done 14 --date 2023-12-21", 4, "日期 2023-12-21 还没有到（今天是 2023-12-20），没有改动；请写已经过去的日期"),
        ("done 14 --date tomorrow", 4, "日期 2023-12-21 还没有到"),
        ("done 14 --date 2023-02-30", 2, "看不懂日期"),
        ("done", 2, "缺少参数「序号」；用法见 gkplan done --help"),
        ("reopen 14 --unit 县财政局", 4, "「县财政局」不是任务 14 的责任单位，没有改动"),
        ("reopen 99", 3, "没有任务「99」"),
        ("done 14 --file 没有.yaml", 3, "没有文件 没有.yaml，请检查文件名，或用 gkplan init 生成一份"),
    ],
)
def test_what_is_refused_leaves_the_file_alone(
    invoke: Invoke, plan_file: Path, args: str, code: int, message: str
) -> None:
    result = invoke(*args.split(), code=code)
    assert result.out == ""
    assert result.err.startswith(f"gkplan: {message}")
    assert result.err.count("\n") == 1
    assert plan_file.read_bytes() == SHIPPED.read_bytes()


def test_the_built_in_plan_is_not_written_to(invoke: Invoke, folder: Path) -> None:
    before = SHIPPED.read_bytes()
    result = invoke("done", "14", code=3)
    assert result.out == ""
    assert result.err.startswith(
        f"gkplan: 在 {folder} 及其上级文件夹里都没有 data/tasks.yaml 或 tasks.yaml；请用 gkplan init"
    )
    assert SHIPPED.read_bytes() == before


def test_all_parts_done_one_by_one_close_the_task(invoke: Invoke, plan_file: Path) -> None:
    assert plan_file.is_file()
    for unit in ("县司法局", "县民政局", "县住建局", "县自然资源局", "县农业农村局", "县水务局", "县交通局"):
        assert "未办结" in invoke("done", "14", "--unit", unit).out
    assert invoke("list", "--status", "已办结", "--format", "ids").out == ""
    said = "任务 14：县应急局已办结（2023-12-20），各单位都已办结，整项办结\n"
    assert invoke("done", "14", "--unit", "县应急局").out == said
    assert invoke("list", "--status", "已办结", "--format", "ids").out == "14\n"
    assert invoke("list", "--as-of", "2023-12-19", "--status", "已办结", "--format", "ids").out == ""
    refused = invoke("reopen", "14", code=4)
    assert refused.err == "gkplan: 任务 14 是各责任单位分别办结的，没有改动；请用 --unit 写明撤销哪一家的\n"
    assert invoke("reopen", "14", "--unit", "县水务局").out == "任务 14：县水务局的办结已撤销，恢复为未办结\n"
    assert invoke("list", "--unit", "县水务局", "--status", "已办结", "--format", "ids").out == ""
    assert invoke("list", "--unit", "县司法局", "--status", "已办结", "--format", "ids").out == "14\n"


def test_a_group_closes_the_part_of_each_member(invoke: Invoke, plan_file: Path) -> None:
    before = text(plan_file)
    out = invoke("done", "39", "--unit", "各镇街", "--date", "9月30日").out
    assert out == "任务 39：12 家单位已办结（2023-09-30），还有 20 家未办结（共 32 家）\n"
    changed = changed_lines(before, text(plan_file))
    assert all(line.startswith("+") for line in changed)
    assert changed[1:3] == [
        "+  - {date: 2023-09-30, unit: 许商街道, done: true}",
        "+  - {date: 2023-09-30, unit: 殷巷镇, done: true}",
    ]
    assert len(changed) == 1 + 12
    assert invoke("overdue", "--unit", "殷巷镇", "--format", "ids").out == "46.1\n"
