"""Rows that hold only a heading: first below the head, several in a row, over all columns or in one cell."""

from collections.abc import Callable

import pytest

from gkplan.importers.pipeline import import_
from tests.importers.documents import Grid, Spans, docx_bytes, html_bytes, xlsx_bytes
from tests.importers.drafts import tasks_of, warned

HEAD = ["序号", "具体要求", "责任单位", "完成时限"]


def task(number: int) -> list[str]:
    return [str(number), f"做好第{number}件事的公开工作。", "县财政局", f"{number}月底前"]


def banner(text: str) -> list[str]:
    return [text, "", "", ""]


def read(number: int, section: str | None) -> tuple[str, str | None, str, tuple[str, ...], str]:
    return (str(number), section, f"做好第{number}件事的公开工作。", ("县财政局",), f"{number}月底前")


ONE = [banner("一、围绕重点领域"), task(1), task(2), banner("二、围绕保障"), task(3)]
TWO = [
    *(banner("一、围绕重点领域"), banner("（一）聚焦经济"), task(1), task(2), banner("（二）聚焦民生"), task(3)),
    *(banner("二、围绕保障"), banner("（一）聚焦机制"), task(4)),
]
LATER = [task(1), *ONE[2:]]
UNNUMBERED = [banner("围绕重点领域"), task(1), task(2), banner("围绕保障"), task(3)]
ONE_LEVEL = [("一", "围绕重点领域"), ("二", "围绕保障")]
TABLES = {
    "one level": (ONE, ONE_LEVEL, [read(1, "一"), read(2, "一"), read(3, "二")]),
    "two levels": (
        TWO,
        [*ONE_LEVEL[:1], ("一（一）", "聚焦经济"), ("一（二）", "聚焦民生"), ONE_LEVEL[1], ("二（一）", "聚焦机制")],
        [read(1, "一（一）"), read(2, "一（一）"), read(3, "一（二）"), read(4, "二（一）")],
    ),
    "first task above": (LATER, [("二", "围绕保障")], [read(1, None), read(2, None), read(3, "二")]),
    "no numbers": (UNNUMBERED, ONE_LEVEL, [read(1, "一"), read(2, "一"), read(3, "二")]),
}


def merged(grid: Grid) -> Spans:
    return {(row, 0): (1, 4) for row, texts in enumerate(grid) if not any(texts[1:])}


def tabs(grid: Grid) -> bytes:
    return "\n".join("\t".join(row) for row in grid).encode()


FILES: dict[str, tuple[str, Callable[[Grid], bytes]]] = {
    "docx merged": ("2023年.docx", lambda grid: docx_bytes(grid, merged(grid))),
    "docx first cell": ("2023年.docx", docx_bytes),
    "xlsx merged": ("2023年.xlsx", lambda grid: xlsx_bytes(grid, merged(grid))),
    "xlsx first cell": ("2023年.xlsx", xlsx_bytes),
    "html colspan": ("2023年.html", lambda grid: html_bytes(grid, merged(grid))),
    "html first cell": ("2023年.html", html_bytes),
    "tabs": ("2023年.txt", tabs),
    "tabs, no empty cells at the end": (
        "2023年.txt",
        lambda grid: b"\n".join(line.rstrip(b"\t") for line in tabs(grid).split(b"\n")),
    ),
    "commas": ("2023年.csv", lambda grid: "\n".join(",".join(row) for row in grid).encode()),
    "pipes": ("2023年.md", lambda grid: "\n".join(f"| {' | '.join(row)} |" for row in grid).encode()),
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("file", FILES)
def test_a_heading_in_a_row_of_its_own(file: str, table: str) -> None:
    rows, sections, tasks = TABLES[table]
    name, written = FILES[file]
    draft = import_(written([HEAD, *rows]), name)
    assert tasks_of(draft) == tasks
    assert [(section.key, section.title) for section in draft.plan.sections] == sections
    assert ("没有编号" in warned(draft)) is (table == "no numbers")


def test_a_heading_with_words_of_a_column_name_is_no_second_head() -> None:
    grid = [HEAD, banner("重点领域任务"), task(1), task(2)]
    for name, written in list(FILES.values())[:6]:
        assert tasks_of(import_(written(grid), name)) == [read(1, "一"), read(2, "一")]


def test_headings_in_rows_above_headings_in_a_column() -> None:
    head = ["序号", "工作任务", "具体要求", "责任单位", "完成时限"]
    rows = [[texts[0], heading, *texts[1:]] for heading, texts in (("（一）甲类", task(1)), ("（二）乙类", task(2)))]
    grid = [head, ["一、围绕重点领域", "", "", "", ""], *rows]
    for name, written in (("a.docx", docx_bytes), ("a.html", html_bytes), ("a.xlsx", xlsx_bytes)):
        draft = import_(written(grid, {(1, 0): (1, 5)}), name)
        assert tasks_of(draft) == [read(1, "一（一）"), read(2, "一（二）")]


def test_serials_before_the_requirements_below_headings_over_all_columns() -> None:
    grid = [
        HEAD[1:],
        *(
            row
            for number in (1, 2, 3)
            for row in (
                [f"{'一二三'[number - 1]}、{'甲乙丙'[number - 1]}类", "", ""],
                [f"{number}.{task(number)[1]}", *task(number)[2:]],
            )
        ),
    ]
    draft = import_(docx_bytes(grid, {(row, 0): (1, 3) for row in (1, 3, 5)}), "a.docx")
    assert tasks_of(draft) == [read(1, "一"), read(2, "二"), read(3, "三")]


def test_a_note_below_the_last_task_is_no_heading() -> None:
    grid = [HEAD, task(1), task(2), banner("县政府办公室印发")]
    assert import_(docx_bytes(grid), "a.docx").plan.sections == ()


LONG = "围绕重点领域做好高质量政务公开，聚焦促进经济高质量发展，聚焦优化营商环境，聚焦保障和改善民生，聚焦基层，强化政府信息公开"
NOTE = "本表由县政府办公室负责解释，各单位要高度重视，压实责任，确保各项任务落实到位。"


@pytest.mark.parametrize(("name", "written"), [("a.docx", docx_bytes), ("a.html", html_bytes), ("a.xlsx", xlsx_bytes)])
@pytest.mark.parametrize(
    ("rows", "spans", "expected"),
    [
        (
            [["一", "甲类", "", ""], ["（一）", "乙类", "", ""], task(1), ["（二）", "丙类", "", ""], task(2)],
            {(1, 1): (1, 3), (2, 1): (1, 3), (4, 1): (1, 3)},
            [("一", "甲类"), ("一（一）", "乙类"), ("一（二）", "丙类")],
        ),
        (
            [["", "一、甲类", "", ""], task(1), ["", "二、乙类", "", ""], task(2)],
            {(1, 1): (1, 3), (3, 1): (1, 3)},
            [("一", "甲类"), ("二", "乙类")],
        ),
        ([banner("一、甲类\n（一）乙类"), task(1), task(2)], {(1, 0): (1, 4)}, [("一", "甲类"), ("一（一）", "乙类")]),
        ([banner(f"一、{LONG}"), task(1), task(2)], {(1, 0): (1, 4)}, [("一", LONG)]),
        ([banner(NOTE), task(1), task(2)], {(1, 0): (1, 4)}, []),
    ],
    ids=["number in a cell of its own", "behind an empty cell", "two levels in one cell", "long", "a note"],
)
def test_other_rows_over_several_columns(
    name: str, written: Callable[[Grid, Spans], bytes], rows: Grid, spans: Spans, expected: list[tuple[str, str]]
) -> None:
    draft = import_(written([HEAD, *rows], spans), name)
    assert [(section.key, section.title) for section in draft.plan.sections] == expected
    assert [(one.id, one.units, one.deadline) for one in draft.plan.tasks] == [
        ("1", ("县财政局",), "1月底前"),
        ("2", ("县财政局",), "2月底前"),
    ]
