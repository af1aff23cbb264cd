"""gkplan import and gkplan rollover: what goes to stdout, to stderr and to the file, and with which exit code."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gkplan.importers.suggest import suggest
from gkplan.plan.model import Plan, Step, Task
from gkplan.planfile.read import read_plan
from tests.importers.documents import SOURCE, docx_bytes, source_grid

SMALL = "2023年某县任务分工\n任务\t责任单位\t时限\n每年至少组织1次培训\t县财政局\t6月底前\n"
HEAD = """\
# 2023年某县任务分工：任务台账
#
# 改后运行 gkplan check 检查。每项任务的 id 是原文序号，不改动，也不重复使用。

plan:
  title: 2023年某县任务分工
  year: 2023
  due_soon_days: 30

# 可以写进责任单位的全部单位，按通报中的次序排列；可加 full（全称）、aliases（别名）、contact（联络员）。
units:
  县财政局: {}

tasks:
- id: 1
  requirement: 每年至少组织1次培训
  units: [县财政局]
  deadline: 6月底前
"""
TOLD = """\
请核对 1 处：
序号（1 处）：
  全文：「1」原文没有序号，已按次序编号
登记单位 1 个：县财政局
请补上：各单位报送给哪个单位，原文没有写；请在 plan 下面写上 office，如 office: 县政府办公室
共 1 项任务，1 处要核对，0 处没有导入
"""


@pytest.fixture
def small(folder: Path) -> Path:
    path = folder / "分工.txt"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_without_output_the_plan_is_all_of_stdout(invoke: Any, small: Path) -> None:
    got = invoke("import", str(small))
    assert got.out == HEAD + (
        "  # 建议（原文「每年至少组织1次培训」，核对后去掉下一行的井号）：\n"
        "  # target: {count: 1, measure: 次, what: 组织培训}\n"
    )
    assert got.err == TOLD + "建议：任务 1「每年至少组织1次培训」像是数量要求，已写成注释\n"


def test_steps_are_entries_when_asked_for(invoke: Any, small: Path) -> None:
    got = invoke("import", "--steps", str(small))
    assert got.out == HEAD + "  target: {count: 1, measure: 次, what: 组织培训}\n"
    assert got.err.endswith("已写成条目\n")


def test_a_suggested_comment_becomes_an_entry_by_its_sign(invoke: Any, small: Path) -> None:
    out = invoke("import", str(small)).out
    plan, problems = read_plan(out.replace("  # target:", "  target:"))
    assert problems == ()
    assert plan.tasks[0].target is not None


def test_strict_ends_with_1_but_still_writes(invoke: Any, small: Path, folder: Path) -> None:
    invoke("import", "--strict", "-o", "新.yaml", str(small), code=1)
    assert (folder / "新.yaml").exists()
    (folder / "表.docx").write_bytes(docx_bytes(*source_grid()))
    invoke("import", "--strict", "表.docx")


def test_an_existing_file_needs_force(invoke: Any, small: Path, folder: Path) -> None:
    there = folder / "新.yaml"
    there.write_text("原来的", encoding="utf-8")
    got = invoke("import", str(small), "-o", str(there), code=4)
    assert got.out == ""
    assert "--force" in got.err
    assert there.read_text(encoding="utf-8") == "原来的"
    invoke("import", str(small), "-o", str(there), "--force")
    assert there.read_text(encoding="utf-8").startswith("# 2023年某县任务分工")


def test_a_refusal_writes_nothing(invoke: Any, folder: Path) -> None:
    (folder / "分工.pdf").write_bytes(b"%PDF-1.7")
    got = invoke("import", "分工.pdf", "-o", "新.yaml", code=4)
    assert got.out == ""
    assert not (folder / "新.yaml").exists()
    assert invoke("import", "无.docx", code=3).err == "gkplan: 没有文件 无.docx；请检查文件名\n"


def test_the_imported_file_passes_check(invoke: Any, folder: Path) -> None:
    invoke("import", str(SOURCE), "-o", "新.yaml")
    assert "没有问题" in invoke("check", "--file", "新.yaml").out + invoke("check", "--file", "新.yaml").err
    assert (folder / "新.yaml").read_bytes().count(b"- id:") == 51


def test_compare_names_what_a_revised_table_changes(invoke: Any, plan_file: Path, folder: Path) -> None:
    grid, spans = source_grid()
    (folder / "原表.docx").write_bytes(docx_bytes(grid, spans))
    assert invoke("import", "--compare", str(plan_file), "原表.docx").out == "没有变化\n"
    grid[3][3] = "按要求公开国有企业“十条政策”落实情况。"
    grid[4][4] = "县发改局、县税务局"
    grid[13][5] = "2023年8月底前"
    del grid[51]
    spans = {place: span for place, span in spans.items() if place[0] + span[0] <= 51}
    for row in (49, 50):
        grid[row][4], grid[row][5] = "各镇街、县政府各部门单位", "2023年12月底前"
    (folder / "新表.docx").write_bytes(docx_bytes(grid, spans))
    before = plan_file.read_bytes()
    assert invoke("import", "--compare", str(plan_file), "新表.docx").out.splitlines() == [
        "修改 3：具体要求由「按要求公开国有企业创新驱动高质量发展“十条政策”落实情况和取得成效。」改为「按要求公开国有企业“十条政策”落实情况。」",
        "修改 4：责任单位增加县税务局，去掉县工信局、县市场监管局",
        "修改 13：完成时限由「2023年6月底前」改为「2023年8月底前」",
        "删除 51：加强人才交流，探索建立跟班学习、轮岗培训、以干代训等机制，努力培养一批政务公开专业人才。",
    ]
    assert plan_file.read_bytes() == before


PLAN = """\
plan: {title: 2023年某县任务分工, year: 2023}
units:
  县财政局: {full: 某县财政局}
  县司法局: {}
sections: {一: 公开, 二: 保障}
tasks:
- id: 1
  section: 一
  requirement: 甲事
  units: [县财政局]
  deadline: 6月底前
  done: 2023-06-01
- id: 2
  section: 一
  requirement: 乙事
  units: [县财政局]
  deadline: 12月底前
  progress:
  - date: 2023-05-01
    unit: 县财政局
    note: 已起草
- id: 3
  section: 二
  requirement: 丙事
  units: [县司法局]
  deadline: 长期坚持
  origin: 2022年第9项
"""


@pytest.fixture
def old(folder: Path) -> Path:
    path = folder / "2023.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_rollover_carries_what_is_open_with_its_origin_and_last_day(invoke: Any, old: Path) -> None:
    got = invoke("rollover", "2024", "--file", str(old), "--as-of", "2023-12-31")
    plan, problems = read_plan(got.out)
    assert problems == ()
    assert (plan.title, plan.year) == ("2024年某县任务分工", 2024)
    assert [(t.id, t.requirement, t.deadline, t.origin) for t in plan.tasks] == [
        ("1", "乙事", "2023-12-31", "2023年第2项"),
        ("2", "丙事", "长期坚持", "2022年第9项、2023年第3项"),
    ]
    assert plan.tasks[0].progress[0].note == "已起草"
    assert plan.units[0].full == "某县财政局"
    assert [section.key for section in plan.sections] == ["一", "二"]
    assert got.err == (
        "请核对：结转的第 1 项没有2024年的完成时限，请定新的 deadline，或加 --deadline 一并写上\n"
        "结转 2 项：\n"
        "原序号  新序号  完成时限    责任单位  具体要求\n"
        "2       1       2023-12-31  县财政局  乙事\n"
        "3       2       长期坚持    县司法局  丙事\n"
    )


def test_rollover_gives_carried_tasks_a_limit_of_the_new_year(invoke: Any, old: Path) -> None:
    got = invoke("rollover", "2024", "--file", str(old), "--as-of", "2023-12-31", "--deadline", "2024年6月底前")
    plan, problems = read_plan(got.out)
    assert problems == ()
    assert [(t.id, t.deadline, t.origin) for t in plan.tasks] == [
        ("1", "2024年6月底前", "2023年第2项（原时限：12月底前）"),
        ("2", "长期坚持", "2022年第9项、2023年第3项"),
    ]
    assert "请核对" not in got.err


@pytest.mark.parametrize("words", ["乱写", "尽快", "2023年6月底前", "每季度末", "13月底"])
def test_rollover_takes_no_limit_that_is_none_of_the_new_year(invoke: Any, old: Path, words: str) -> None:
    got = invoke("rollover", "2024", "--file", str(old), "--as-of", "2023-12-31", "--deadline", words, code=2)
    assert got.out == ""
    assert "没有生成" in got.err


RECURRING = """\
plan: {title: 2023年某县任务分工, year: 2023}
units: {县财政局: {}}
tasks:
- id: 7
  requirement: 报送情况
  units: [县财政局]
  deadline: 每季度结束后10日内
  progress: [{date: 2023-04-08, unit: 县财政局, period: 2023Q1, done: true}, {date: 2023-05-01, note: 已部署}]
  steps:
  - {what: 汇总, deadline: 2023年8月底前}
"""


def test_rollover_owes_no_period_twice(invoke: Any, folder: Path) -> None:
    (folder / "旧.yaml").write_text(RECURRING, "utf-8")
    got = invoke("rollover", "2024", "--file", "旧.yaml", "--as-of", "2023-12-31", "-o", "新.yaml")
    assert "原第7项还有 7@2022Q4、7@2023Q2、7@2023Q3 没有报齐，请在原来的方案里继续登记" in got.err
    assert "结转的第 1.1 项没有2024年的完成时限" in got.err
    assert "没有问题" in invoke("check", "--file", "新.yaml").out
    plan, _ = read_plan((folder / "新.yaml").read_text("utf-8"))
    [task] = plan.tasks
    assert [entry.note for entry in task.progress] == ["已部署"]
    assert [(each.period, each.reason) for each in task.waived] == [("2023Q4", "在2023年的方案里报送")]
    overdue = invoke("overdue", "--file", "新.yaml", "--as-of", "2024-04-20", "--format", "ids").out
    assert overdue.split() == ["1.1", "1@2024Q1"]


def test_rollover_goes_on_behind_the_new_table(invoke: Any, old: Path, folder: Path) -> None:
    (folder / "新表.txt").write_text(
        "2024年某县任务分工\n序号\t类别\t任务内容\t责任单位\t时限\n"
        "1\t一、公开\t丁事\t县民政局\t6月底前\n2\t一、公开\t戊事\t县财政局\t9月底前\n",
        encoding="utf-8",
    )
    got = invoke(
        "rollover", "2024", "--file", str(old), "--table", "新表.txt", "--as-of", "2023-12-31", "-o", "2024.yaml"
    )
    assert got.out == ""
    plan, problems = read_plan((folder / "2024.yaml").read_text(encoding="utf-8"))
    assert problems == ()
    assert [(t.id, t.section, t.requirement) for t in plan.tasks] == [
        ("1", "一", "丁事"),
        ("2", "一", "戊事"),
        ("3", "一", "乙事"),
        ("4", "二", "丙事"),
    ]
    assert [(s.key, s.title) for s in plan.sections] == [("一", "公开"), ("二", "2023年结转任务")]
    assert [unit.name for unit in plan.units] == ["县民政局", "县财政局", "县司法局"]
    assert plan.units[1].full == "某县财政局"


def test_rollover_takes_the_plan_named_before_the_verb_behind_it_or_in_the_environment(
    invoke: Any, old: Path, plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A plan of its own lies nearest: the one that is named counts.
    assert plan_file.exists()
    expected = invoke("rollover", "2024", "--file", str(old), "--as-of", "2023-12-31").out
    assert "2024年某县任务分工" in expected
    assert invoke("-f", str(old), "rollover", "2024", "--as-of", "2023-12-31").out == expected
    assert invoke("rollover", "2024", "-f", str(old), "--as-of", "2023-12-31").out == expected
    monkeypatch.setenv("GKPLAN_FILE", str(old))
    assert invoke("rollover", "2024", "--as-of", "2023-12-31").out == expected


@pytest.mark.parametrize("year", ["2022", "2023"])
def test_rollover_into_a_year_that_is_not_later_is_refused(invoke: Any, old: Path, year: str) -> None:
    got = invoke("rollover", year, "-f", str(old), code=4)
    assert (got.out, got.err) == (
        "",
        f"gkplan: 这是 2023 年度的方案，不能结转到 {year} 年度；请写 2024 或更晚的年度\n",
    )


def test_what_a_task_has_is_not_suggested_again(invoke: Any, folder: Path) -> None:
    text = PLAN.replace("乙事", "每年至少组织1次培训")
    path = folder / "有.yaml"
    for own, count in (("", 1), ("  target: {count: 1, measure: 次}\n", 0)):
        path.write_text(text.replace("  deadline: 12月底前\n", f"  deadline: 12月底前\n{own}"), encoding="utf-8")
        got = invoke("rollover", "2024", "--file", str(path), "--as-of", "2023-12-31")
        assert got.err.count("建议：") == got.out.count("# 建议") == count


def test_steps_are_suggested_to_tasks_without_any_and_not_for_the_months_of_another_year() -> None:
    task = Task(id="1", requirement="6月底前完成方案编制。", units=("县财政局",), deadline="12月底前")
    for each, count in (
        (task, 1),
        (replace(task, steps=(Step(what="编制方案"),)), 0),
        (replace(task, origin="2022年第3项"), 0),
    ):
        assert len(suggest(Plan(title="分工", year=2023, tasks=(each,)))) == count
