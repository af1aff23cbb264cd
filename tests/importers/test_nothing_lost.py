"""Every piece of every cell is in the plan, in a warning, or in the list of what was left out; nothing else is there."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkplan.errors import RefusedError
from gkplan.importers.draft import Draft
from gkplan.importers.pipeline import import_
from gkplan.planfile.fresh import dump
from gkplan.planfile.read import read_plan
from tests.importers.documents import Grid, Spans, covered, docx_bytes, html_bytes, xlsx_bytes

HEAD = ["序号", "工作任务", "具体要求", "责任单位", "配合单位", "完成时限", "备注"]
LIMITS = ["12月底前", "2023年\n6月底前", "长期坚持", "每季度末", "年底前完成", "按上级要求", "2023年13月底前", "/", ""]
SIGNS = ["、", "，", ",", "；", "\n", " ", "及"]
TAILS = ["", "等有关部门", "按职责分工负责", "牵头", "配合", "负责落实", "（牵头）"]
# What becomes structure and may go: signs between names, numbers of headings, words that became a role.
STRUCTURE = set("、，,；;。：:.（）()〔〕及牵头配合负责 \n/")


def words(number: int) -> str:
    """Return a text that no other number gives."""
    return "".join(chr(0x5C00 + digit) for digit in (number % 97, number // 97 % 97)) + "字"


@st.composite
def tables(draw: st.DrawFn) -> tuple[Grid, Spans]:
    """Rows with gaps, odd serials, headings, lists of names with tails, notes; columns merged downward at random."""
    count = draw(st.integers(1, 6))
    grid = [list(HEAD)]
    unique = iter(range(10_000))
    for row in range(1, count + 1):
        serial = draw(st.sampled_from([str(row), "", f"{row}.", "1", "★", "一", words(next(unique))]))
        heading = draw(st.sampled_from(["", "一、", "（一）", "1."])) + words(next(unique))
        names = [f"县{words(next(unique))}局" for _ in range(draw(st.integers(0, 3)))]
        who = draw(st.sampled_from(SIGNS)).join(names) + (draw(st.sampled_from(TAILS)) if names else "")
        helpers = draw(
            st.sampled_from(["", f"各{words(next(unique))}单位", f"说明{words(next(unique))}不清，请问", "各镇、街"])
        )
        requirement = draw(st.sampled_from(["", "做好{}工作。", "做好{}工作\n并公开", "一、{}", "注：{}", "合计{}"]))
        grid.append(
            [
                serial,
                draw(st.sampled_from([heading, heading, ""])),
                requirement.format(words(next(unique))) if requirement else "",
                who,
                helpers,
                draw(st.sampled_from(LIMITS)),
                draw(st.sampled_from(["", f"附{words(next(unique))}"])),
            ]
        )
    spans: Spans = {}
    for column in range(len(HEAD)):
        row = 1
        while row <= count:
            reach = draw(st.sampled_from([1, 1, 1, 2, 3]))
            if row + reach - 1 <= count and reach > 1:
                spans[row, column] = (reach, 1)
                row += reach
            else:
                row += 1
    for row, column in covered(spans):
        grid[row][column] = ""
    return grid, spans


def told(draft: Draft) -> str:
    """Return everything that the plan, the warnings and the list of what was left out say."""
    plan = draft.plan
    parts = [plan.title, *(section.key + section.title for section in plan.sections)]
    for task in plan.tasks:
        parts += [task.id, task.requirement, *task.units, task.deadline or ""]
    parts += [note.words for note in (*draft.warnings, *draft.left_out)]
    return "".join("".join(parts).split())


def check(grid: Grid, draft: Draft) -> None:
    there = told(draft)
    for row in grid[1:]:
        for text in row:
            # The first levels are counted in Chinese: 1. becomes 一.
            text = text.removeprefix("1.")  # noqa: PLW2901 - the same cell without its number
            # A tail is told apart from the name before it.
            for tail in ("等有关部门", "按职责分工"):
                text = text.replace(tail, f" {tail} ")  # noqa: PLW2901 - the same cell, its pieces apart
            for piece in "".join(char if char not in STRUCTURE else " " for char in text).split():
                assert piece in there, f"{piece!r} of {text!r} is lost"
    given = Counter("".join("".join(row) for row in grid))
    for task in draft.plan.tasks:
        for name in (*task.units, task.requirement, task.deadline or ""):
            for char in name:
                assert given[char] or char in STRUCTURE, f"{char!r} in {name!r} is invented"
    assert read_plan(dump(draft.plan, {}))[0] == draft.plan
    for task in draft.plan.tasks:
        assert set(task.lead) | set(task.support) <= set(task.units)
        assert not set(task.lead) & set(task.support)
    assert len({task.id for task in draft.plan.tasks}) == len(draft.plan.tasks)


def checked(data: bytes, name: str, grid: Grid) -> None:
    try:
        draft = import_(data, name)
    except RefusedError as error:
        assert "没有认出" in error.message or "分不出" in error.message  # noqa: PT017 - a refusal is an answer too
        return
    check(grid, draft)


@settings(max_examples=80, deadline=None)
@given(tables())
def test_nothing_is_lost_from_merged_cells(table: tuple[Grid, Spans]) -> None:
    grid, spans = table
    checked(html_bytes(grid, spans, before=["2023年分工"]), "表.html", grid)


@settings(max_examples=15, deadline=None)
@given(tables())
def test_nothing_is_lost_from_office_files(table: tuple[Grid, Spans]) -> None:
    grid, spans = table
    checked(docx_bytes(grid, spans, before=["2023年分工"]), "表.docx", grid)
    checked(xlsx_bytes(grid, spans, before=["2023年分工"]), "表.xlsx", grid)


@settings(max_examples=80, deadline=None)
@given(tables())
def test_nothing_is_lost_from_flat_text(table: tuple[Grid, Spans]) -> None:
    grid, _ = table
    lines = ["2023年分工", *("\t".join(cell.replace("\n", " ") for cell in row) for row in grid)]
    checked("\n".join(lines).encode(), "表.txt", grid)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_nothing_is_lost_from_pipes(table: tuple[Grid, Spans]) -> None:
    grid, _ = table
    lines = ["2023年分工", *("| " + " | ".join(cell.replace("\n", "<br>") for cell in row) + " |" for row in grid)]
    checked("\n".join(lines).encode(), "表.md", grid)


MERGED: dict[str, tuple[Grid, Spans]] = {
    "a row below the head whose words would do for names of columns": (
        [
            HEAD,
            ["", "", "", "县甲字局等有关部门", "", "按上级要求", ""],
            ["2", "乙字", "", "", "", "12月底前", ""],
            ["3", "丙字", "", "", "", "12月底前", ""],
        ],
        {(1, 3): (2, 1), (1, 4): (3, 1), (2, 6): (2, 1)},
    ),
    "the same, its limit reaching down": (
        [
            HEAD,
            ["1", "甲字", "做好乙字", "县丙字部门", "", "按上级要求", ""],
            ["2", "", "做好丁字", "县戊字局", "", "", ""],
        ],
        {(1, 5): (2, 1)},
    ),
    "the same, with nothing but names and a limit": (
        [HEAD, ["", "", "", "相关部门", "", "按上级要求", ""], ["1", "甲字", "做好乙字", "县丙字局", "", "", ""]],
        {(1, 5): (2, 1)},
    ),
    "a Chinese number that reaches down beside a heading and a task": (
        [
            HEAD,
            ["1", "甲字", "", "", "", "12月底前", ""],
            ["一", "乙字", "", "", "", "12月底前", ""],
            ["", "丙字", "", "", "", "12月底前", ""],
            ["", "丁字", "做好戊字工作。", "", "", "", ""],
        ],
        {(2, 0): (3, 1), (3, 3): (2, 1), (1, 4): (3, 1), (2, 6): (3, 1)},
    ),
}

# A head with names to spare: merged over two columns, with nothing beside one, or reaching down beside a task.
SPARE = ["序号", "工作任务", "责任单位", "", "完成时限", ""]
MERGED |= {
    "a row below a name with nothing beside it": (
        [
            SPARE,
            ["", "", "", "", "按甲字要求", "各乙字部门"],
            ["2", "做好丙字", "县丁字局", "", "", ""],
        ],
        {},
    ),
    "a row below a merged name": (
        [
            SPARE,
            ["", "", "各甲字部门", "各乙字单位", "", ""],
            ["2", "做好丙字", "县丁字局", "", "12月底前", "附戊字"],
        ],
        {(0, 2): (1, 2)},
    ),
    "a row into which one name of the head reaches": (
        [
            ["工作任务", "责任单位", "备注"],
            ["做好甲字工作", "乙字部门", ""],
            ["做好丙字。", "县丁字局", "附戊字"],
        ],
        {(0, 2): (2, 1)},
    ),
}


@pytest.mark.parametrize(("grid", "spans"), MERGED.values(), ids=MERGED)
@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_nothing_is_lost_from_merged_cells_that_were_lost_once(grid: Grid, spans: Spans, kind: str) -> None:
    make = {"html": html_bytes, "docx": docx_bytes, "xlsx": xlsx_bytes}[kind]
    check(grid, import_(make(grid, spans, before=["2023年分工"]), f"表.{kind}"))


@pytest.mark.parametrize("reach", [1, 2, 3])
@pytest.mark.parametrize("column", [HEAD.index(name) for name in ("序号", "责任单位", "完成时限")])
@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_nothing_is_lost_beside_one_requirement_over_three_rows(kind: str, column: int, reach: int) -> None:
    grid = [HEAD, ["1", "甲字", "做好乙字工作。", "县丙字局", "县丁字局", "按戊字要求", "附己字"]]
    grid += [[serial, "", "", f"县{serial}字局", "", f"按{serial}要求", ""] for serial in ("庚", "辛")]
    for row in range(2, reach + 1):
        grid[row][column] = ""
    make = {"html": html_bytes, "docx": docx_bytes, "xlsx": xlsx_bytes}[kind]
    data = make(grid, {(1, 2): (3, 1), (1, column): (reach, 1)}, before=["2023年分工"])
    check(grid, import_(data, f"表.{kind}"))


def test_a_head_of_two_rows_is_one_still() -> None:
    grid = [
        ["序号", "工作任务", "责任单位", "", "完成时限"],
        ["", "", "牵头单位", "配合单位", ""],
        ["1", "公开预算", "县财政局", "县税务局", "6月底前"],
    ]
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (0, 4): (2, 1)}
    (task,) = import_(html_bytes(grid, spans, before=["2023年分工"]), "表.html").plan.tasks
    assert (task.lead, task.support, task.deadline) == (("县财政局",), ("县税务局",), "6月底前")


@pytest.mark.parametrize("sign", ["\t", "|"])
def test_a_row_of_text_whose_words_would_do_for_names_is_a_row(sign: str) -> None:
    grid = [
        HEAD,
        ["", "", "", "县甲字局等有关部门", "", "按上级要求", ""],
        ["2", "乙字", "做好丙字工作。", "", "", "12月底前", ""],
    ]
    text = "\n".join(["2023年分工", *(sign.join(row) for row in grid)])
    check(grid, import_(text.encode(), "表.txt"))


def test_a_second_head_that_no_merged_cell_proves_is_to_confirm_and_others_are_not() -> None:
    grid = [
        ["序号", "工作任务", "责任单位", "", "完成时限"],
        ["", "", "牵头单位", "配合单位", ""],
        ["1", "公开预算", "县财政局", "县税务局", "6月底前"],
    ]
    flat = import_("\n".join(["2023年分工", *("\t".join(row) for row in grid)]).encode(), "表.txt")
    assert [(note.words, note.message) for note in flat.warnings] == [
        ("牵头单位 配合单位", "这一行读作第二行表头，请核对")
    ]
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (0, 4): (2, 1)}
    assert import_(html_bytes(grid, spans, before=["2023年分工"]), "表.html").warnings == ()


def test_a_head_of_two_rows_in_text_is_one_still() -> None:
    grid = [
        ["序号", "工作任务", "责任单位", "", "完成时限"],
        ["", "", "牵头单位", "配合单位", ""],
        ["1", "公开预算", "县财政局", "县税务局", "6月底前"],
    ]
    text = "\n".join(["2023年分工", *("\t".join(row) for row in grid)])
    (task,) = import_(text.encode(), "表.txt").plan.tasks
    assert (task.lead, task.support, task.deadline) == (("县财政局",), ("县税务局",), "6月底前")
