"""What must be true of the real plan on the days the office will ask about it, through the command line."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Invoke, RunGkplan

ALL_BUT_47 = [str(number) for number in range(1, 52) if number != 47]


def overdue(invoke: Invoke, day: str) -> dict[str, int]:
    document = json.loads(invoke("overdue", "--as-of", day, "--format", "json").out)
    assert document["as_of"] == day
    return {task["id"]: task["days_overdue"] for task in document["tasks"]}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-06-30", {}),
        ("2023-07-01", {"13": 1}),
        ("2023-08-31", {"13": 62}),
        ("2023-09-01", {"13": 63, "46.1": 1}),
        ("2023-09-30", {"13": 92, "46.1": 30}),
        ("2023-10-01", {"13": 93, "46.1": 31, "39": 1}),
        ("2023-11-30", {"13": 153, "46.1": 91, "39": 61}),
        ("2023-12-01", {"13": 154, "46.1": 92, "39": 62, "40": 1}),
        ("2023-12-31", {"13": 184, "46.1": 122, "39": 92, "40": 31}),
    ],
)
def test_overdue_day_by_day(invoke: Invoke, plan_file: Path, day: str, expected: dict[str, int]) -> None:
    assert plan_file.is_file()
    found = overdue(invoke, day)
    assert found == expected
    assert list(found) == list(expected), "worst first"


def test_the_year_after_all_but_the_one_without_end_is_overdue(invoke: Invoke, plan_file: Path) -> None:
    assert plan_file.is_file()
    found = overdue(invoke, "2024-01-01")
    assert sorted(found) == sorted([*ALL_BUT_47, "46.1"])
    assert found["14"] == (date(2024, 1, 1) - date(2023, 12, 31)).days


def test_a_unit_by_name_only(invoke: Invoke, plan_file: Path) -> None:
    assert plan_file.is_file()
    assert invoke("list", "--unit", "县财政局", "--direct", "--format", "ids").out == "3\n7\n"


def test_a_unit_gets_what_names_it_first_and_what_it_shares_with_all(invoke: Invoke, plan_file: Path) -> None:
    source = plan_file.read_text(encoding="utf-8")
    whole = json.loads(invoke("list", "--unit", "县财政局", "--as-of", "2023-06-01", "--format", "json").out)["tasks"]
    assert [task["id"] for task in whole[:2]] == ["3", "7"]
    assert {task["via"] for task in whole[2:]} == {"县政府各部门单位"}
    assert all("县财政局" in task["units"] for task in whole[:2])
    # Independent of the reader: every line of units that has one of the two names, nothing but the text of the file.
    lines = [line for line in source.splitlines() if line.startswith("  units: [")]
    assert len(lines) == 51
    assert len(whole) == sum("县财政局" in line or "县政府各部门单位" in line for line in lines)


def test_a_section(invoke: Invoke, plan_file: Path) -> None:
    assert plan_file.is_file()
    for spelling in ("二（一）", "二(一)", "2.1", "（一）扎实做好重大行政决策"):
        assert invoke("list", "--section", spelling, "--format", "ids").out == "13\n14\n"


def test_the_shipped_plan_has_no_problem(invoke: Invoke, plan_file: Path) -> None:
    assert invoke("check").out == f"{plan_file}：没有问题（51 项任务）\n"


@pytest.mark.parametrize(
    "env",
    [
        {"LANG": "C"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "gbk"},
    ],
    ids=["LANG=C", "a bare C locale", "GBK"],
)
def test_json_survives_any_locale(run_gkplan: RunGkplan, plan_file: Path, env: dict[str, str]) -> None:
    assert plan_file.is_file()
    encoding = env.get("PYTHONIOENCODING", "utf-8")
    out = run_gkplan("list", "--format", "json", env=env, encoding=encoding).out
    tasks = json.loads(out)["tasks"]
    assert len(tasks) == 51
    assert tasks[13]["units"][0] == "县司法局"
    tool = subprocess.run(
        [sys.executable, "-m", "json.tool"], input=out.encode(encoding), capture_output=True, timeout=60, check=False
    )
    assert (tool.returncode, tool.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
@pytest.mark.parametrize(
    "command", [["list"], ["overdue", "--format", "table"], ["show", "14"], ["list", "--unit", "不存在"], []]
)
def test_no_encoding_of_the_console_stops_an_answer(
    invoke: Invoke, plan_file: Path, encoding: str, command: list[str]
) -> None:
    assert plan_file.is_file()
    code = 3 if "不存在" in command else 0
    result = invoke(*command, code=code, encoding=encoding)
    assert "Traceback" not in result.err
    assert result.out or code


def test_without_a_plan_file_the_built_in_plan_answers_and_says_so(run_gkplan: RunGkplan) -> None:
    result = run_gkplan("overdue", "--as-of", "2023-07-01", "--format", "ids")
    assert result.out == "13\n"
    assert result.err == (
        "提示：没有找到方案文件，用的是软件自带的 2023 年方案（只读）；运行 gkplan init 可生成自己的一份\n"
    )


def test_the_process_takes_its_arguments_and_gives_its_code(run_gkplan: RunGkplan, plan_file: Path) -> None:
    assert plan_file.is_file()
    assert run_gkplan("list", "--format", "ids").out.split() == [str(number) for number in range(1, 52)]
    assert run_gkplan("show", "99", code=3).out == ""
    assert run_gkplan("overdue", "--as-of", "2023-07-01", "--exit-code", code=1).err == ""
    assert run_gkplan("overdue", "--as-of", "2023-06-30", "--exit-code").out == ""


def test_who_has_read_enough_of_a_list_ends_it_quietly(plan_file: Path) -> None:
    assert plan_file.is_file()
    run = [sys.executable, "-c", "from gkplan.cli.app import main; main()", "list", "--format", "json"]
    with subprocess.Popen(run, cwd=plan_file.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""
    # Typer itself ends with 1 when a long output breaks off midway, gkplan with 141 when the last flush does.
    assert process.returncode in {1, 141}


def test_an_interruption_has_its_own_code(invoke: Invoke, plan_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert plan_file.is_file()

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gkplan.store.load.files.read", interrupted)
    assert invoke("list", code=130) == (130, "", "")


def test_a_bug_keeps_its_traceback(invoke: Invoke, plan_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert plan_file.is_file()
    monkeypatch.setattr("gkplan.store.load.files.read", lambda _: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        invoke("list")
