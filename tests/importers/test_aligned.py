"""Rows that lost merged cells: whatever is missing, the rest stands in its own columns."""

from collections.abc import Callable

import pytest

from tests.importers.drafts import draft_of

FORMS: dict[str, Callable[[list[str], int], str]] = {
    "short": lambda cells, _: " | ".join(cells),
    "bar at the end": lambda cells, _: " | ".join(cells) + " |",
    "bars around": lambda cells, _: "| " + " | ".join(cells) + " |",
    "filled up": lambda cells, width: " | ".join([*cells, *[""] * (width - len(cells))]),
    "tabs": lambda cells, _: "\t".join(cells),
    "tabs filled up": lambda cells, width: "\t".join([*cells, *[""] * (width - len(cells))]),
}

HEAD = ["类别", "工作任务", "完成时限", "责任单位", "备注"]
FIRST = ["一、公开", "1.做好预算公开", "6月底前", "县财政局", "按季报送"]
ROWS = {
    "heading": (["2.做好决算公开", "9月底前", "县审计局", "一次报送"], ("县审计局",), "9月底前"),
    "heading and limit": (["2.做好决算公开", "县审计局", "一次报送"], ("县审计局",), "6月底前"),
    "heading and remark": (["2.做好决算公开", "9月底前", "县审计局"], ("县审计局",), "9月底前"),
    "heading, units and remark": (["2.做好决算公开", "9月底前"], ("县财政局",), "9月底前"),
    "all but the task and its units": (["2.做好决算公开", "县审计局"], ("县审计局",), "6月底前"),
    "limit": (["一、公开", "2.做好决算公开", "县审计局", "一次报送"], ("县审计局",), "6月底前"),
    "nothing": (["一、公开", "2.做好决算公开", "9月底前", "县审计局", "一次报送"], ("县审计局",), "9月底前"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lost", ROWS)
def test_a_row_that_lost_merged_cells_keeps_the_rest_in_its_columns(form: str, lost: str) -> None:
    row, units, limit = ROWS[lost]
    lines = [FORMS[form](cells, len(HEAD)) for cells in (HEAD, FIRST, row)]
    tasks = draft_of("2024年任务分工\n\n" + "\n".join(lines) + "\n").plan.tasks
    assert [(task.id, task.section, task.requirement, task.units, task.deadline) for task in tasks] == [
        ("1", "一", "做好预算公开", ("县财政局",), "6月底前"),
        ("2", "一", "做好决算公开", units, limit),
    ]


def test_a_whole_row_with_empty_cells_stays_as_it_is() -> None:
    lines = ["| 序号 | 任务 | 完成时限 | 责任单位 |", "|---|---|---|---|", "| 1 | 公开预算 | 6月底前 | 县财政局 |"]
    first, second = draft_of("\n".join([*lines, "| 2 | 县长信箱办理工作 | | 县信访局 |"])).plan.tasks
    assert first.requirement == "公开预算"
    assert (second.requirement, second.units) == ("县长信箱办理工作", ("县信访局",))
