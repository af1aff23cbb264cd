"""--columns: a person says what the columns hold where the program cannot tell."""

from pathlib import Path

import pytest

from gkplan.errors import RefusedError, UsageError
from gkplan.importers.pipeline import import_
from gkplan.importers.tasks.named_columns import names_in
from tests.conftest import RunGkplan
from tests.importers.documents import docx_bytes, html_bytes, xlsx_bytes
from tests.importers.drafts import left, tasks_of

NAMES = ("序号", "任务", "略", "责任单位", "完成时限")
GRID = [
    ["编", "干什么", "谁分管", "谁来干", "啥时候"],
    ["1", "公开预算", "张三", "县财政局", "6月底前"],
    ["2", "公开决算", "李四", "县审计局、县财政局", "9月底前"],
    ["3", "公开年报", "王五", "县司法局", "年底前"],
]
TASKS = [
    ("1", None, "公开预算", ("县财政局",), "6月底前"),
    ("2", None, "公开决算", ("县审计局", "县财政局"), "9月底前"),
    ("3", None, "公开年报", ("县司法局",), "年底前"),
]
TITLE = "2024年任务分工"
FORMS = {
    "word.docx": docx_bytes(GRID, before=[TITLE]),
    "sheet.xlsx": xlsx_bytes(GRID, before=[TITLE]),
    "page.html": html_bytes(GRID, before=[TITLE]),
    "tabs.txt": "\n".join([TITLE, *map("\t".join, GRID)]).encode(),
    "bars.txt": "\n".join([TITLE, *(f"| {' | '.join(row)} |" for row in GRID)]).encode(),
    "commas.csv": "\n".join([TITLE, *map(",".join, GRID)]).encode(),
    "blanks.txt": "\n".join([TITLE, *map("  ".join, GRID)]).encode(),
    "single blanks.txt": "\n".join([TITLE, *map(" ".join, GRID)]).encode(),
    "lines.txt": "\n".join([TITLE, *(cell for row in GRID for cell in row)]).encode(),
    "blocks.txt": "\n\n".join([TITLE, *(cell for row in GRID for cell in row)]).encode(),
}


@pytest.mark.parametrize("name", FORMS)
def test_columns_that_a_person_named_are_just_these(name: str) -> None:
    draft = import_(FORMS[name], name, year=2024, names=NAMES)
    assert tasks_of(draft) == TASKS
    assert "张三" in left(draft)


@pytest.mark.parametrize("name", ["word.docx", "tabs.txt"])
def test_a_name_may_contradict_the_head(name: str) -> None:
    swapped = [[row[0], row[3], row[2], row[1], row[4]] for row in GRID]
    swapped[0] = ["序号", "责任单位", "责任人", "工作任务", "完成时限"]
    swapped = [[row[0], row[3], row[2], row[1], row[4]] for row in swapped]
    data = docx_bytes(swapped, before=[TITLE]) if name.endswith("docx") else "\n".join(map("\t".join, swapped)).encode()
    assert tasks_of(import_(data, name, year=2024, names=NAMES)) == TASKS


def test_columns_beyond_the_named_ones_are_left_out() -> None:
    draft = import_(FORMS["tabs.txt"], "表.txt", year=2024, names=NAMES[:4])
    assert [task.deadline for task in draft.plan.tasks] == [None] * 3
    assert "年底前" in left(draft)


@pytest.mark.parametrize("name", ["word.docx", "page.html", "sheet.xlsx"])
def test_a_table_with_fewer_columns_is_none(name: str) -> None:
    with pytest.raises(RefusedError, match=r"没有 6 列的表格.*--columns"):
        import_(FORMS[name], name, year=2024, names=(*NAMES, "备注"))


@pytest.mark.parametrize(
    "words", ["序号,任务,略,责任单位,完成时限", "序号，任务，，责任单位，完成时限", "序号、任务、-、牵头单位、时限"]
)
def test_names_are_parted_by_commas_of_either_width(words: str) -> None:
    assert len(names_in(words)) == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("序号,任务,谁,时限", "「谁」看不懂；可以写序号、类别、任务"),
        ("序号,任务", "至少有任务和责任单位"),
        ("责任单位,时限", "至少有任务和责任单位"),
        ("", "至少有任务和责任单位"),
    ],
)
def test_names_that_say_nothing_are_refused(words: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        names_in(words)


def test_what_cannot_be_read_is_refused_and_read_under_names(run_gkplan: RunGkplan, folder: Path) -> None:
    # The head names the columns in another order than they stand in.
    rows = [
        ["责任单位", "完成时限", "工作任务"],
        ["公开预算", "县财政局", "6月底前"],
        ["公开决算", "县审计局", "9月底前"],
    ]
    rows += [["公开年报", "县司法局", "年底前"]]
    (folder / "2024.txt").write_text("\n".join(map("\t".join, rows)), encoding="utf-8")
    refused = run_gkplan("import", "2024.txt", code=4)
    assert "3 项任务里有 3 项对不上" in refused.err
    assert "如文本第2行「6月底前」任务内容像是完成时限" in refused.err
    assert "--columns" in refused.err
    got = run_gkplan("import", "2024.txt", "--columns", "任务,责任单位,完成时限")
    assert "requirement: 公开预算\n  units: [县财政局]\n  deadline: 6月底前" in got.out
