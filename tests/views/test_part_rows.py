"""The units of a task in show: those alike on one line, nothing of theirs lost."""

from pathlib import Path

from tests.conftest import Invoke

HEAD = "plan: {title: 试验, year: 2023}\nunits: {甲局: {}, 乙局: {}, 丙局: {}}\ntasks:\n"


def shown(folder: Path, invoke: Invoke, task: str, day: str = "2023-05-01") -> str:
    (folder / "tasks.yaml").write_text(HEAD + task, "utf-8")
    return invoke("show", "1", "--format", "table", "--as-of", day, "--file", "tasks.yaml", columns=200).out


def reports(*entries: str) -> str:
    return "  progress:\n" + "".join(f"  - {{date: 2023-04-0{n}, {entry}}}\n" for n, entry in enumerate(entries, 1))


TASK = "- id: 1\n  requirement: 公开\n  units: [甲局, 乙局, 丙局]\n"


def test_what_proves_it_stays_with_each(folder: Path, invoke: Invoke) -> None:
    entries = (f"unit: {unit}, done: true, evidence: [{unit}.docx]" for unit in ("甲局", "乙局", "丙局"))
    out = shown(folder, invoke, TASK + "  deadline: 6月底前\n" + reports(*entries))
    assert "按期办结 3 家（办结）：甲局（2023-04-01 #1 甲局.docx）、乙局（2023-04-02 #2 乙局.docx）" in out
    assert "3/3 家已办结\n" in out


def test_what_each_has_reached_tells_them_apart(folder: Path, invoke: Invoke) -> None:
    entries = ("unit: 甲局, count: 2, note: x", "unit: 乙局, count: 3, note: x", "unit: 丙局, count: 4, note: x")
    out = shown(folder, invoke, TASK + "  deadline: 6月底前\n  target: {count: 5, each: true}\n" + reports(*entries))
    assert all(reached in out for reached in ("2/5", "3/5", "4/5"))


def test_what_is_said_for_all_stands_once(folder: Path, invoke: Invoke) -> None:
    out = shown(
        folder, invoke, TASK + "  deadline: 6月底前\n" + reports("note: 已印发通知", "unit: 甲局, note: 已起草")
    )
    assert out.count("已印发通知") == 1
    assert "推进中 2023-04-02 #2 已起草" in out


def test_of_a_series_periods_that_have_fallen_due_are_owed(folder: Path, invoke: Invoke) -> None:
    out = shown(folder, invoke, TASK + "  deadline: 每季度末\n" + reports("unit: 甲局, period: 2023Q1, done: true"))
    assert "1/3 家已报齐，还差 2 家：乙局、丙局\n" in out
    assert "未办结      欠 2023Q1 2 家：乙局、丙局\n" in out
    assert "2023Q2、" not in out
    assert out.rstrip().endswith("已报齐")
