"""Every command's exact output on a plan in the middle of its year; long ones stand in tests/golden/.

`pytest --regenerate tests/test_commands.py` writes those anew; read `git diff` before committing them.
"""

import csv
import io
import json
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.conftest import SHIPPED, Golden, Invoke

TODAY = "2023-10-01"


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GKPLAN_TODAY", TODAY)


LISTINGS = {
    "list": ["list"],
    "list-unit": ["list", "--unit", "东镇"],
    "overdue": ["overdue"],
    "due": ["due", "--within", "100d"],
    "units": ["units"],
    "sections": ["sections"],
    "stats": ["stats"],
    "show": ["show", "1-9", "6.2"],
}


@pytest.mark.parametrize("format_", ["table", "tsv", "json", "csv", "md", "ids"])
@pytest.mark.parametrize("name", LISTINGS)
def test_every_listing_in_every_format(invoke: Invoke, lived_in: Path, golden: Golden, name: str, format_: str) -> None:
    assert lived_in.is_file()
    result = invoke(*LISTINGS[name], "--format", format_)
    assert result.err == ""
    golden(f"{name}.{'txt' if format_ == 'table' else format_}", result.out)


@pytest.mark.parametrize("name", [name for name in LISTINGS if name != "show"])
def test_in_a_pipe_one_line_each_is_the_default(invoke: Invoke, lived_in: Path, name: str) -> None:
    assert lived_in.is_file()
    assert invoke(*LISTINGS[name]) == invoke(*LISTINGS[name], "--format", "tsv")


def test_show_in_a_pipe(invoke: Invoke, lived_in: Path, golden: Golden) -> None:
    assert lived_in.is_file()
    golden("show-in-a-pipe.txt", invoke(*LISTINGS["show"]).out)


@pytest.mark.parametrize("name", [name for name in LISTINGS if name != "show"])
def test_the_formats_hold_the_same_rows(invoke: Invoke, lived_in: Path, name: str) -> None:
    assert lived_in.is_file()
    in_format = {each: invoke(*LISTINGS[name], "--format", each).out for each in ("tsv", "csv", "md", "ids", "json")}
    plain = [line.split("\t") for line in in_format["tsv"].splitlines()]
    sheet = list(csv.reader(io.StringIO(in_format["csv"].removeprefix("\ufeff"), newline="")))
    marked = [line[2:-2].split(" | ") for line in in_format["md"].splitlines()]
    document = json.loads(in_format["json"])
    assert (document["schema"], document["as_of"]) == (1, TODAY)
    assert sheet[1:] == plain
    assert [[cell.replace("\\", "") for cell in row] for row in marked[2:]] == plain
    assert marked[0] == sheet[0]
    assert len(in_format["ids"].splitlines()) == len(plain)
    assert len(next(rows for rows in document.values() if isinstance(rows, list))) == len(plain)


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_tables_of_other_widths(invoke: Invoke, lived_in: Path, golden: Golden, columns: int) -> None:
    assert lived_in.is_file()
    out = invoke("list", "--unit", "县政府办公室", "--format", "table", columns=columns).out
    golden(f"list-{columns}-columns.txt", out)


# Cells that people are shown as they are; others share a cell or have a shorter form.
READ_AS_TOLD = ("序号", "完成时限", "责任单位", "具体要求")


@pytest.mark.parametrize("columns", [60, 61, 70, 80, 100, 160])
@pytest.mark.parametrize("args", [["list"], ["list", "--unit", "贾庄"], ["overdue", "--as-of", "2024-05-01"]])
def test_a_table_of_any_width_shows_every_character(
    invoke: Invoke, plan_file: Path, args: list[str], columns: int
) -> None:
    assert plan_file.is_file()
    shown = Counter(invoke(*args, "--format", "table", columns=columns).out)
    rows = csv.DictReader(io.StringIO(invoke(*args, "--format", "csv").out.removeprefix("\ufeff")))
    told = Counter(text for row in rows for head in READ_AS_TOLD for text in row[head])
    assert told
    assert not told - shown


@pytest.mark.parametrize("day", ["2023-01-01", TODAY, "2024-04-01"])
def test_the_overview(invoke: Invoke, lived_in: Path, golden: Golden, day: str) -> None:
    assert lived_in.is_file()
    result = invoke("--as-of", day)
    assert result.err == ""
    golden(f"overview-{day}.txt", result.out)


def test_the_overview_of_the_shipped_plan(invoke: Invoke, plan_file: Path, golden: Golden) -> None:
    assert plan_file.is_file()
    golden("overview-shipped.txt", invoke().out)


@pytest.mark.parametrize("id_", ["14", "16", "46", "46.1", "49"])
def test_show_on_the_shipped_plan(invoke: Invoke, plan_file: Path, golden: Golden, id_: str) -> None:
    assert plan_file.is_file()
    golden(f"show-{id_}-shipped.txt", invoke("show", id_, "--format", "table", columns=80).out)


# The tasks of the lived-in plan on the day: 1 and 2 done (2 late), 3 and 7 overdue, 4 and 6 in progress, 5 due soon,
# 8 for ever, 9 without a time limit; step 6.2 overdue.
@pytest.mark.parametrize(
    ("args", "ids"),
    [
        ("list", "1 2 3 4 5 6 7 8 9"),
        ("list --unit 县司法局", "2 3"),
        ("list --unit 司法", "2 3"),
        ("list --unit 试验县司法局", "2 3"),
        ("list --unit 县府办 --direct", "7 4 6 8"),
        ("list -u 东镇", "8 3"),
        ("list --unit 东镇 --direct", ""),
        ("list --unit 各镇 --direct", "8 3"),
        ("list --unit 县财政局 --unit 县民政局 --sort id", "1 2 3 5 7 9"),
        ("list --section 一", "1 2 3 4"),
        ("list -s 一（一）", "1 2"),
        ("list --section 1.2", "3 4"),
        ("list --section 财政信息", "1 2"),
        ("list --section 保障", "5 6 7 9"),
        ("list --before 9月底", "1 2 3 7"),
        ("list --before 2023-09-29", "1 2 7"),
        ("list --after 2023-10-31", "4 5 6"),
        ("list --after 2023年11月", "4 6"),
        ("list --after today --before +30d", "5"),
        ("list --status 已逾期", "3 7"),
        ("list --status overdue --status 临期", "3 5 7"),
        ("list --status 办结", "1 2"),
        ("list --status due-soon", "5"),
        ("list --status 长期", "8"),
        ("list --status 未定时限", "9"),
        ("list --status unset", "9"),
        ("list --status in_progress", "4 6"),
        ("list --status not_started", ""),
        ("list --search 培训", "5"),
        ("list --search 镇级目录", "3"),
        ("list --search 决策公开", "3 4"),
        ("list --sort due", "1 2 7 3 5 4 6 8 9"),
        ("list --sort status", "7 3 5 4 6 9 8 1 2"),
        ("list --sort overdue", "7 3 1 2 4 5 6 8 9"),
        ("list --status 已逾期 --unit 县财政局 --section 二", "7"),
        ("list --as-of 2023-09-20 --status 已逾期", ""),
        # 4 has its five meetings: it waits to be closed and is not chased.
        ("list --as-of 2024-01-01 --status 已逾期", "3 5 6"),
        ("list --as-of 2024-01-01 --status 推进中", "4"),
        ("list --as-of 2023-06-20 --status 办结", "1"),
        ("list --as-of 2023-06-19 --status 办结", ""),
        ("overdue", "6.2 7 3"),
        ("overdue --unit 县财政局", "7"),
        ("overdue --unit 县司法局", ""),
        ("overdue --unit 县民政局", "3"),
        ("overdue --section 二", "6.2 7"),
        ("overdue --before 9月15日", "6.2"),
        ("overdue --after 2023-09-20", "7 3"),
        ("overdue --search 系统", "7"),
        ("overdue --sort id", "3 6.2 7"),
        ("overdue --sort due", "6.2 7 3"),
        ("due", "5"),
        ("due --within 29d", ""),
        ("due --within 30", "5"),
        ("due --within 两周", ""),
        ("due --within 13w", "5 4 6"),
        ("due --within 100d --unit 县政府办公室", "4 6"),
        ("due --within 100d --sort id", "4 5 6"),
        ("due --within 100d --section 一", "4"),
        ("due --as-of 2023-09-15", "6.2 7 3"),
        ("due --as-of 2023-09-15 --unit 县司法局", ""),
        ("show 3 1 2-3 6.1", "3 1 2 6.1"),
        ("show 1、2 --format ids", "1 2"),
    ],
)
def test_what_is_found(invoke: Invoke, lived_in: Path, args: str, ids: str) -> None:
    assert lived_in.is_file()
    result = invoke(*args.split(), "--format", "ids")
    assert (" ".join(result.out.split()), result.err) == (ids, "")


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ("overdue --exit-code", 1),
        ("overdue", 0),
        ("overdue --exit-code --unit 县司法局", 0),
        ("overdue --exit-code --as-of 2023-01-01", 0),
    ],
)
def test_overdue_tells_scripts(invoke: Invoke, lived_in: Path, args: str, code: int) -> None:
    assert lived_in.is_file()
    assert invoke(*args.split(), code=code).err == ""


@pytest.mark.parametrize("command", ["list", "overdue", "due"])
def test_nothing_found_is_told_to_people_and_silent_for_programs(invoke: Invoke, lived_in: Path, command: str) -> None:
    assert lived_in.is_file()
    args = [command, "--search", "没有这句话"]
    assert invoke(*args, "--format", "table").out == "没有符合条件的任务（截至 2023-10-01）\n"
    assert invoke(*args, "--format", "tsv") == (0, "", "")
    assert invoke(*args, "--format", "ids") == (0, "", "")
    assert json.loads(invoke(*args, "--format", "json").out)["tasks"] == []


@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_check_names_the_place(invoke: Invoke, folder: Path, golden: Golden, format_: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    text = text.replace("units: [县司法局]", "units: [县司发局]").replace(
        "deadline: 2023年9月底前", "deadline: 2023年13月底前"
    )
    (folder / "tasks.yaml").write_text(text.replace("- id: 51", "- id: 50"), encoding="utf-8")
    result = invoke("check", "--file", "tasks.yaml", "--format", format_, code=1)
    assert result.err == ""
    golden(f"check.{format_}", result.out)


@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_check_reminds_without_failing(invoke: Invoke, lived_in: Path, golden: Golden, format_: str) -> None:
    result = invoke("check", "--file", lived_in.name, "--format", format_)
    assert result.err == ""
    golden(f"check-reminders.{format_}", result.out)


def test_problems_are_told_beside_an_answer(invoke: Invoke, lived_in: Path) -> None:
    lived_in.write_text(lived_in.read_text(encoding="utf-8").replace("[县民政局]", "[县民证局]"), encoding="utf-8")
    result = invoke("list", "--format", "ids")
    assert result.out.split() == list("123456789")
    assert result.err.count("\n") == 1
    assert result.err.startswith(f"注意：{lived_in}:")
    assert "「县民证局」不在 units 和 groups 中，是不是「县民政局」" in result.err
    assert result.err.endswith("文件共有 1 处问题，结果可能不全，运行 gkplan check 查看\n")


def test_a_day_before_the_verb_is_the_default_for_it(invoke: Invoke, lived_in: Path) -> None:
    lived_in.rename("other.yaml")
    first = invoke("--file", "other.yaml", "--as-of", "2023-06-20", "list", "--status", "办结", "--format", "ids")
    assert first == (0, "1\n", "")
    assert invoke(
        "-f", "other.yaml", "--as-of", "2023-06-20", "list", "--as-of", TODAY, "--status", "办结", "--format", "ids"
    ) == (
        0,
        "1\n2\n",
        "",
    )


def test_the_file_may_come_from_the_environment(
    invoke: Invoke, lived_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived_in.rename("other.yaml")
    monkeypatch.setenv("GKPLAN_FILE", "other.yaml")
    assert invoke("list", "--format", "ids").out.split() == list("123456789")


@pytest.mark.parametrize("place", ["tasks.yaml", "data/tasks.yaml"])
def test_the_nearest_plan_upward_is_found(
    invoke: Invoke, lived_in: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    target = lived_in.parent / place
    target.parent.mkdir(exist_ok=True)
    lived_in.rename(target)
    deep = lived_in.parent / "甲" / "乙"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert invoke("list", "--format", "ids").out.split() == list("123456789")


def test_the_root_help(invoke: Invoke, golden: Golden) -> None:
    result = invoke("--help")
    assert result.err == ""
    golden("help.txt", result.out)


def test_the_version(invoke: Invoke) -> None:
    assert invoke("--version") == (0, f"gkplan {version('gkplan')}\n", "")


def test_init_writes_a_copy_and_never_over_one(invoke: Invoke, folder: Path) -> None:
    said = f"已生成 {Path('data', 'tasks.yaml')}；可以直接编辑，也可以用 gkplan 命令登记\n"
    assert invoke("init") == (0, said, "")
    assert (folder / "data" / "tasks.yaml").read_bytes() == SHIPPED.read_bytes()
    (folder / "data" / "tasks.yaml").write_text("我的", encoding="utf-8")
    refused = f"gkplan: 已经有 {Path('data', 'tasks.yaml')}，没有改动它；请换一个文件夹，或先移走这个文件\n"
    assert invoke("init", code=4) == (4, "", refused)
    assert (folder / "data" / "tasks.yaml").read_text(encoding="utf-8") == "我的"
    assert invoke("init", "新 文件夹").out.startswith(f"已生成 {Path('新 文件夹', 'data', 'tasks.yaml')}；")
    assert invoke("check", "--file", str(Path("新 文件夹", "data", "tasks.yaml"))).code == 0
