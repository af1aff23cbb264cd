"""The shipped plan against the government's document, cell by cell, by a reader of the document that is written here."""

import hashlib
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from gkplan.plan.model import Plan, Step, Target, Task
from gkplan.planfile.read import read_plan

TITLE = "2023年商河县政务公开重点工作任务分工"
HERE = Path(__file__).parents[1]
SOURCE = HERE / "data" / f"{TITLE}.txt"
PLAN = HERE.parent / "data" / "tasks.yaml"

ID, SECTION, SUBSECTION, REQUIREMENT, UNITS, DEADLINE = COLUMNS = range(6)

# A cell that crosses a page is printed once on each page: (row, column) → times.
PRINTED_AGAIN = {
    (1, SECTION): 2,
    (3, DEADLINE): 2,
    (13, SECTION): 2,
    (18, SECTION): 3,
    (28, SECTION): 3,
    (31, SUBSECTION): 2,
    (31, UNITS): 2,
    (31, DEADLINE): 2,
    (44, SECTION): 2,
}
# Row 45 repeats the subsection title of row 44 and opens nothing.
REPEATED_SUBSECTION = 45

NAMED_UNITS = [
    "县政府办公室",
    "县发改局",
    "县教体局",
    "县工信局",
    "县民政局",
    "县司法局",
    "县财政局",
    "县人社局",
    "县自然资源局",
    "县住建局",
    "县交通运输局",
    "县水务局",
    "县农业农村局",
    "县卫生健康局",
    "县退役军人局",
    "县应急局",
    "县市场监管局",
    "县税务局",
    "市生态环境局商河分局",
    "县大数据服务中心",
]
TOWNS = [
    "许商街道",
    "殷巷镇",
    "怀仁镇",
    "龙桑寺镇",
    "郑路镇",
    "贾庄镇",
    "玉皇庙镇",
    "白桥镇",
    "孙集镇",
    "韩庙镇",
    "沙河镇",
    "张坊镇",
]

# Row by row with the inheritance worked out by hand; every row not named is 各镇街、县政府各部门单位.
UTILITIES = "县发改局 县教体局 县住建局 县交通运输局 县卫生健康局 县水务局 市生态环境局商河分局"
UNITS_BY_HAND = {
    **dict.fromkeys((1, 2, 5, 15), "县政府各部门单位"),
    3: "县财政局",
    4: "县发改局 县工信局 县市场监管局",
    6: "县发改局 县市场监管局 县大数据服务中心",
    7: "县财政局 县税务局",
    8: "县人社局 县退役军人局",
    9: "县教体局",
    10: "县民政局",
    11: "县住建局",
    12: "县民政局",
    13: "县司法局",
    14: "县司法局 县民政局 县住建局 县自然资源局 县农业农村局 县水务局 县交通运输局 县应急局",
    **dict.fromkeys((16, 30, 35, 36, 37, 48), "县政府办公室"),
    **dict.fromkeys((40, 41, 42, 43), UTILITIES),
}
DEADLINES_BY_HAND = {13: "2023年6月底前", 39: "2023年9月底前", 40: "2023年11月底前", 47: "长期坚持"}
FIRST_TASKS = {
    "一（一）": 1,
    "一（二）": 3,
    "一（三）": 8,
    "二（一）": 13,
    "二（二）": 15,
    "二（三）": 17,
    "三（一）": 18,
    "三（二）": 21,
    "三（三）": 25,
    "三（四）": 27,
    "四（一）": 28,
    "四（二）": 31,
    "四（三）": 35,
    "四（四）": 38,
    "四（五）": 40,
    "五（一）": 44,
    "五（二）": 47,
    "五（三）": 49,
}

Row = list[str]


def squeeze(text: str) -> str:
    return "".join(text.split())


def read_source() -> tuple[str, Row, list[Row]]:
    """Return the words above the table, its head, and its rows of six cells as printed, line breaks taken out."""
    above, *cells = (squeeze(cell) for cell in re.split(r"^\t", SOURCE.read_text("utf-8"), flags=re.MULTILINE))
    # The head has one cell for the two columns of headings.
    head, body = cells[:5], cells[5:]
    return above, head, [body[start : start + 6] for start in range(0, len(body), 6)]


def unrepeat(row: int, column: int, cell: str) -> str:
    times = PRINTED_AGAIN.get((row, column), 1)
    once = cell[: len(cell) // times]
    assert once * times == cell, f"row {row}, column {column}: not printed {times} times: {cell}"
    return once


def filled_rows() -> list[Row]:
    """Return the rows with each empty cell filled from the cell above, column by column."""
    filled: list[Row] = []
    above = [""] * 6
    for number, row in enumerate(read_source()[2], 1):
        cells = [unrepeat(number, column, cell) or above[column] for column, cell in enumerate(row)]
        filled.append(cells)
        above = cells
    return filled


def as_printed(plan: Plan, task: Task) -> Row:
    """Return the six cells of a task in the document's words, made from the plan alone."""
    titles = {section.key: section.title for section in plan.sections}
    key = task.section or ""
    return [
        task.id,
        f"{key[0]}、{titles[key[0]]}",
        key[1:] + titles[key],
        task.requirement,
        "、".join(task.units),
        task.deadline or "",
    ]


@pytest.fixture(scope="module")
def text() -> str:
    return PLAN.read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def plan(text: str) -> Plan:
    plan, problems = read_plan(text)
    assert problems == ()
    return plan


# The document itself


def test_source_is_the_document_byte_for_byte() -> None:
    digest = hashlib.sha256(SOURCE.read_bytes()).hexdigest()
    assert digest == "b193b6810f79802f68ee379826d9bd4eb664469795256e708b6602a1fd97b0df"


def test_source_is_a_table_of_51_rows() -> None:
    above, head, rows = read_source()
    assert above == f"附件{TITLE}"
    assert head == ["序号", "工作任务", "具体要求", "责任单位", "完成时限"]
    assert [len(row) for row in rows] == [6] * 51
    assert [row[ID] for row in rows] == [str(number) for number in range(1, 52)]
    assert all(row[REQUIREMENT] for row in rows)


def test_cells_printed_again_are_the_known_ones() -> None:
    found = {
        (number, column): len(cell) // len(match[1])
        for number, row in enumerate(read_source()[2], 1)
        for column, cell in enumerate(row)
        if column != ID and (match := re.fullmatch(r"(.+?)\1+", cell))
    }
    assert found == PRINTED_AGAIN


def test_a_title_returns_only_in_row_45() -> None:
    rows = read_source()[2]
    titles = [(number, unrepeat(number, SUBSECTION, row[SUBSECTION])) for number, row in enumerate(rows, 1)]
    printed = [(number, title) for number, title in titles if title]
    assert [later[0] for earlier, later in pairwise(printed) if earlier[1] == later[1]] == [REPEATED_SUBSECTION]
    assert not rows[REPEATED_SUBSECTION - 1][SECTION]


# The plan against the document


@pytest.mark.parametrize("number", range(1, 52))
def test_every_cell_is_the_documents(plan: Plan, number: int) -> None:
    assert as_printed(plan, plan.tasks[number - 1]) == filled_rows()[number - 1]


def test_every_character_of_the_document_is_accounted_for(plan: Plan) -> None:
    above, head, rows = read_source()
    made = [above, *head]
    for number, (row, task) in enumerate(zip(rows, plan.tasks, strict=True), 1):
        for column, cell in enumerate(as_printed(plan, task)):
            is_merged = not row[column]
            made += [] if is_merged else [cell * PRINTED_AGAIN.get((number, column), 1)]
    assert "".join(made) == squeeze(SOURCE.read_text("utf-8"))


def test_headings_are_the_documents_each_once_and_in_order(plan: Plan) -> None:
    expected: dict[str, str] = {}
    for row in filled_rows():
        number, title = row[SECTION].split("、", 1)
        expected.setdefault(number, title)
        expected.setdefault(number + row[SUBSECTION][:3], row[SUBSECTION][3:])
    assert [(section.key, section.title) for section in plan.sections] == list(expected.items())


def test_units_are_those_the_document_names(plan: Plan) -> None:
    in_document = {name for row in filled_rows() for name in row[UNITS].split("、")}
    in_plan = {name for task in plan.tasks for name in task.units}
    assert in_plan == in_document == {*NAMED_UNITS, "县政府各部门单位", "各镇街"}


# The facts, written out


def test_head(plan: Plan) -> None:
    assert (plan.title, plan.year, plan.due_soon_days) == (TITLE, 2023, 30)
    assert (plan.issued, plan.holidays, plan.workdays) == (None, (), ())


def test_counts(plan: Plan) -> None:
    assert len(plan.tasks) == 51
    assert [section.key for section in plan.sections if len(section.key) == 1] == list("一二三四五")
    assert len([section for section in plan.sections if len(section.key) > 1]) == 18
    assert (len(NAMED_UNITS), len(TOWNS), len(plan.units), len(plan.groups)) == (20, 12, 32, 2)


def test_ids_are_the_documents_own_numbers(plan: Plan) -> None:
    assert [task.id for task in plan.tasks] == [str(number) for number in range(1, 52)]


def test_units_and_groups(plan: Plan) -> None:
    assert [unit.name for unit in plan.units] == NAMED_UNITS + TOWNS
    assert [(group.name, list(group.members)) for group in plan.groups] == [
        ("县政府各部门单位", NAMED_UNITS),
        ("各镇街", TOWNS),
    ]
    assert {unit.contact for unit in plan.units} == {None}


def test_no_name_leads_to_two_units(plan: Plan) -> None:
    names = [name for unit in plan.units for name in {unit.name, unit.full, *unit.aliases} if name]
    names += [group.name for group in plan.groups]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_full_names_are_marked_unverified(plan: Plan, text: str) -> None:
    assert [unit.name for unit in plan.units if unit.full] == NAMED_UNITS
    assert "全称未经核实" in text[: text.index("\nunits:")].rsplit("\n\n", 1)[1]


def test_groups_ask_the_office_to_complete_them(text: str) -> None:
    groups = text[text.index("\ngroups:") : text.index("\nsections:")]
    comments = re.findall(r"^  # (.*)\n  (\w+):", groups, flags=re.MULTILINE)
    assert [(name, "请办公室" in comment and "补全" in comment) for comment, name in comments] == [
        ("县政府各部门单位", True),
        ("各镇街", True),
    ]


@pytest.mark.parametrize("number", range(1, 52))
def test_units_of_every_task_by_hand(plan: Plan, number: int) -> None:
    expected = UNITS_BY_HAND.get(number, "各镇街 县政府各部门单位").split()
    assert list(plan.tasks[number - 1].units) == expected


def test_deadlines(plan: Plan) -> None:
    assert Counter(task.deadline for task in plan.tasks)["2023年12月底前"] == 47
    others = {int(task.id): task.deadline for task in plan.tasks if task.deadline != "2023年12月底前"}
    assert others == DEADLINES_BY_HAND


def test_row_41_has_the_units_of_row_40_and_a_deadline_of_its_own(plan: Plan) -> None:
    row_40, row_41 = plan.tasks[39], plan.tasks[40]
    assert row_41.units == row_40.units == tuple(UTILITIES.split())
    assert (row_40.deadline, row_41.deadline) == ("2023年11月底前", "2023年12月底前")


def test_where_each_subsection_begins(plan: Plan) -> None:
    first: dict[str | None, int] = {}
    for task in plan.tasks:
        first.setdefault(task.section, int(task.id))
    assert first == FIRST_TASKS
    keys = [task.section for task in plan.tasks]
    assert sum(before != after for before, after in pairwise(keys)) == 17, "a subsection is left and entered again"


def test_steps_and_targets_are_the_three_the_texts_hold(plan: Plan) -> None:
    assert {task.id: task.steps for task in plan.tasks if task.steps} == {
        "46": (Step(what="编制2023年度政务公开工作实施方案", deadline="2023年8月31日前"),)
    }
    assert {task.id: task.target for task in plan.tasks if task.target} == {
        "16": Target(count=5, measure="次", what="邀请公众代表列席政府常务会议"),
        "49": Target(count=1, measure="次", what="组织政务公开专题培训", each=True),
    }


def test_steps_and_targets_stand_on_the_texts(plan: Plan) -> None:
    requirements = {task.id: task.requirement for task in plan.tasks}
    assert "邀请公众代表列席政府常务会议不少于5次" in requirements["16"]
    assert "于8月31日前编制2023年度政务公开工作实施方案" in requirements["46"]
    assert "各级各部门单位每年至少组织1次政务公开专题培训" in requirements["49"]


def test_no_other_text_holds_a_day_a_month_or_a_number_of_times(plan: Plan) -> None:
    held = {
        task.id: re.findall(r"(?:\d+年)?年底前|\d+月(?:\d+日)?|\d+次|\d+个工作日", task.requirement)
        for task in plan.tasks
    }
    # 5 says its own deadline again; 15 is counted from each decision, so no day of the year can be set for it.
    assert {id_: words for id_, words in held.items() if words} == {
        "5": ["2023年年底前"],
        "15": ["10个工作日"],
        "16": ["5次"],
        "46": ["8月31日"],
        "49": ["1次"],
    }


def test_every_task_is_open(plan: Plan) -> None:
    begun = [
        task.id
        for task in plan.tasks
        if task.done or task.progress or task.extensions or any(step.done for step in task.steps)
    ]
    assert begun == []
    assert [task.id for task in plan.tasks if task.lead or task.support or task.origin] == []


# The file as text


def test_file_is_plain_utf8_with_unix_lines(text: str) -> None:
    assert not text.startswith("\ufeff")
    assert not set(text) & {"\t", "\r", "\u3000", "\xa0"}
    assert text.endswith("前\n")
    assert not re.search(r" +$", text, flags=re.MULTILINE)


def test_requirements_stand_unquoted_on_one_line(plan: Plan, text: str) -> None:
    lines = re.findall(r"^  requirement: (.*)$", text, flags=re.MULTILINE)
    assert lines == [task.requirement for task in plan.tasks]


def test_heading_comments_between_tasks_say_the_sections_title(plan: Plan, text: str) -> None:
    titles = {section.key: section.title for section in plan.sections}
    comments = re.findall(r"^# (.*)\n- id: (\d+)$", text, flags=re.MULTILINE)
    assert comments == [(f"{key} {titles[key]}", str(number)) for key, number in FIRST_TASKS.items()]
