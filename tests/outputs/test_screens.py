"""The screens of a morning, in the middle of a year that two people kept, on real terminals of four widths.

Each is held as a picture of text in tests/golden/screens/; what is promised of all of them is asserted besides.
"""

import json
import re
import shutil
from pathlib import Path

import pytest

from gkplan.store.load import examine
from gkplan.text.folding import measure
from tests.conftest import HERE, Golden, Invoke
from tests.outputs.terminals import Shown, needs_terminal, show

pytestmark = needs_terminal

DAY = "2023-10-20"
WIDTHS = (60, 80, 120, 200)
SCREENS = {
    "overview": [],
    "list": ["list"],
    "list-unit": ["list", "县财政局"],
    "list-new-year": ["list", "--as-of", "2024-01-02"],
    "list-joint": ["list", "--unit", "各镇街"],
    "overdue": ["overdue"],
    "overdue-new-year": ["overdue", "--as-of", "2024-01-02"],
    "due": ["due", "--within", "60d"],
    "stats": ["stats"],
    "stats-by-section": ["stats", "--by", "section"],
    "units": ["units"],
    "show-14": ["show", "14"],
    "show-49": ["show", "49"],
    "show-38@2023Q1": ["show", "38@2023Q1"],
    "outstanding": ["outstanding"],
    "log": ["log", "--since", "2023-10-01"],
}


@pytest.fixture
def office(folder: Path) -> Path:
    """A folder with the plan as the year left it."""
    shutil.copy(HERE / "golden" / "a-year-of-shanghe.yaml", folder / "tasks.yaml")
    return folder


def screen(office: Path, columns: int, *args: str) -> Shown:
    shown = show(*args, columns=columns, folder=office, GKPLAN_TODAY=DAY)
    assert shown.code == 0
    return shown


def ids(invoke: Invoke, *args: str) -> list[str]:
    """What a list is to show, as a program is told."""
    if "--as-of" not in args:
        args = (*args, "--as-of", DAY)
    return [task["id"] for task in json.loads(invoke(*args, "--format", "json").out)["tasks"]]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen(name: str, columns: int, office: Path, golden: Golden) -> None:
    shown = screen(office, columns, *SCREENS[name])
    assert not shown.is_wrapped
    assert max(map(measure, shown.lines)) <= columns
    golden(f"screens/{name}-{columns}.txt", "\n".join(shown.lines) + "\n")


@pytest.mark.parametrize("columns", [80, 120, 200])
@pytest.mark.parametrize(
    "name", ["list", "list-new-year", "list-unit", "list-joint", "overdue", "overdue-new-year", "due"]
)
def test_one_task_is_one_line(name: str, columns: int, office: Path, invoke: Invoke) -> None:
    wanted = ids(invoke, *SCREENS[name])
    # Below two lines of heads; behind them a sentence on them all.
    lines = screen(office, columns, *SCREENS[name]).lines[2 : 2 + len(wanted)]
    assert sorted(line.split()[0] for line in lines) == sorted(wanted)


@pytest.mark.parametrize("name", ["list", "list-unit", "overdue", "overdue-new-year", "due"])
def test_one_task_is_two_lines_where_the_window_is_narrow(name: str, office: Path, invoke: Invoke) -> None:
    wanted = ids(invoke, *SCREENS[name])
    lines = screen(office, 60, *SCREENS[name]).lines
    heads = [line.split()[0] for line in lines if not line.startswith(" ")][: len(wanted)]
    assert sorted(heads) == sorted(wanted)
    assert len(lines) <= 2 * len(wanted) + 4


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", ["list", "list-unit", "overdue", "overdue-new-year", "due"])
def test_nothing_is_cut_but_requirements_and_lists_of_names(name: str, columns: int, office: Path) -> None:
    plan = examine((office / "tasks.yaml").read_text("utf-8"))[0]
    whats = [
        " ".join(text.split()) for task in plan.tasks for text in (task.requirement, *(s.what for s in task.steps))
    ]
    names = {unit.name for unit in plan.units} | {group.name for group in plan.groups}
    for line in screen(office, columns, *SCREENS[name]).lines:
        for cut in re.findall(r"(\S+)…", line):
            is_names = set(re.sub("^欠[0-9]+：", "", cut).split("、")) <= names
            words = [what for what in whats if what.startswith(cut)]
            assert is_names or words, line
            # Twenty characters, or where a clause ended shortly before.
            assert is_names or len(cut) >= 12, line


@pytest.mark.parametrize("columns", [80, 120, 200])
def test_the_overview_is_one_screen(columns: int, office: Path) -> None:
    for day in ("2023-01-05", "2023-06-30", DAY, "2023-12-05", "2024-02-01"):
        lines = screen(office, columns, "--as-of", day).lines
        assert len(lines) <= 22, day
        assert lines[0].startswith("2023年商河县政务公开重点工作任务分工")
        # The bar, what is late, what is next, who is silent.
        assert sum(bool(re.match("[█▏▎▍▌▋▊▉▓▕-]{30} ", line)) for line in lines) == 1
        assert any(line.startswith(("已逾期（", "没有已逾期")) for line in lines)
        assert any(line.startswith(("将要到期（", "没有将要到期")) for line in lines)
        assert re.match(
            "还没有报送过进展的单位|各单位都已报送过进展", lines[-1] if columns > 80 else "".join(lines[-2:])
        )


def test_what_falls_due_soon_says_whether_it_was_begun(office: Path) -> None:
    lines = screen(office, 80).lines
    soon = [line for line in lines if "临期" in line and not line.startswith("共")]
    assert soon
    assert all("·未启动" in line or "·已启动" in line or "（未启动）" in line for line in soon)


@pytest.mark.parametrize("columns", [80, 120, 200])
def test_what_all_rows_say_is_said_once(columns: int, office: Path) -> None:
    lines = screen(office, columns, "list", "--unit", "县财政局", "--status", "已办结").lines
    assert "单位" not in lines[0]
    assert "状态 按期办结" in "".join(lines[-4:])
    assert not any("按期办结" in line for line in lines[:-4])


@pytest.mark.parametrize("columns", [80, 120, 200])
def test_a_joint_task_says_how_many_and_overdue_who(columns: int, office: Path) -> None:
    listed = screen(office, columns, "list").lines
    assert any(re.search(r"^49 .*14/32", line) for line in listed)
    overdue = screen(office, columns, "overdue").lines
    step = next(line for line in overdue if line.startswith("46.1"))
    # Of the step three have not reported, one of them has more time; the task itself is open for all.
    assert "欠2" in step
    if columns >= 120:
        assert "欠2：怀仁镇、县应急局" in step


@pytest.mark.parametrize("columns", WIDTHS)
def test_stats_are_three_blocks_worst_first(columns: int, office: Path, invoke: Invoke) -> None:
    lines = screen(office, columns, "stats").lines
    rule = next(number for number, line in enumerate(lines) if line.startswith("──"))
    # No head stands upright, a character a line.
    assert rule <= 3
    assert all(len(word) > 1 for line in lines[:rule] for word in line.split())
    blocks = "\n".join(lines[rule + 1 :]).split("\n\n")
    assert len(blocks) == 3
    assert blocks[0].startswith("全部")
    assert blocks[1][1] == "、"
    figures = json.loads(invoke("stats", "--as-of", DAY, "--format", "json").out)["stats"]
    for kind, block in zip(("section", "unit"), blocks[1:], strict=True):
        rows = [each for each in figures if each["kind"] == kind]
        rows.sort(
            key=lambda each: (
                -each["overdue"], -each["steps"]["overdue"] - each["periods"]["overdue"], -each["most_days_overdue"]
            )
        )  # fmt: skip
        shown = [line for line in block.split("\n") if re.search(r"[0-9]%|—", line) and not line.startswith("█")]
        assert [line[:3] for line in shown] == [each["name"][:3] for each in rows]


@pytest.mark.parametrize("columns", WIDTHS)
def test_show_says_first_how_many_and_the_unfinished_before_the_finished(columns: int, office: Path) -> None:
    lines = screen(office, columns, "show", "49").lines
    assert lines[:2] == ["任务 49", "14/32 家已办结"]
    text = "\n".join(lines)
    assert "未启动 4 家" in text
    assert text.index("未启动 4 家") < text.index("已达标，待办结 14 家") < text.index("按期办结 14 家")
    # Equal parts are one line, folded where the window ends.
    assert len(lines) < 40


def test_long_folds_everything_and_cuts_nothing(office: Path) -> None:
    shown = "".join("".join(line.split()) for line in screen(office, 80, "overdue", "--long").lines)
    assert "…" not in shown
    assert "欠3家：" in shown
