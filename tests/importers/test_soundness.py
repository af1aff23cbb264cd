"""The net under all shapes: what was surely read into a wrong column is told, and too much of it is refused."""

import pytest

from gkplan.errors import RefusedError
from gkplan.importers.draft import Draft
from gkplan.importers.pipeline import import_
from tests.importers.documents import docx_bytes
from tests.importers.drafts import warned

HEAD = ["类别", "任务", "责任单位", "完成时限"]
SOUND = [
    ["一、公开", "公开预算", "县财政局", "6月底前"],
    ["一、公开", "公开决算", "县审计局", "9月底前"],
    ["一、公开", "公开年报", "县司法局", "年底前"],
]


def read(*rows: list[str]) -> Draft:
    return import_(docx_bytes([HEAD, *SOUND, *rows], before=["2024年任务分工"]), "表.docx")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["一、公开", "县财政局", "县司法局", "6月底前"], "县财政局|任务内容像是责任单位"),
        (["一、公开", "县财政局、县审计局", "县司法局", "6月底前"], "县财政局、县审计局|任务内容像是责任单位"),
        (["一、公开", "县教体局", "抓好义务教育阶段招生入学政策公开", "6月底前"], "县教体局|任务内容像是责任单位"),
        (["一、公开", "2024年9月底前", "县司法局", "6月底前"], "2024年9月底前|任务内容像是完成时限"),
        (["一、公开", "长期坚持", "县司法局", "6月底前"], "长期坚持|任务内容像是完成时限"),
        (
            ["一、公开", "公开名单", "抓好义务教育阶段招生入学政策公开", "6月底前"],
            "抓好义务教育阶段招生入学政策公开|责任单位像是一句话",
        ),
        (["一、公开", "公开名单", "县司法局", "县财政局"], "县财政局|完成时限像是责任单位"),
        (["12月底前", "公开名单", "县司法局", "6月底前"], "12月底前|标题像是完成时限"),
        (["全年", "公开名单", "县司法局", "6月底前"], "全年|标题像是完成时限"),
    ],
)
def test_what_is_surely_in_a_wrong_column_is_told(row: list[str], said: str) -> None:
    draft = read(row)
    assert f"表1第5行|{said}，请核对各列是否读对" in warned(draft)
    assert "请核对各列是否读对" not in warned(read())


@pytest.mark.parametrize(
    "requirement",
    [
        "建成残疾人综合服务中心",
        "新建县人民医院",
        "12月底前完成政务公开培训",
        "持续推动政策集中统一公开",
        "长期坚持清单管理制度",
        "改扩建第一小学",
    ],
)
def test_a_task_that_only_resembles_units_or_a_limit_is_one(requirement: str) -> None:
    assert "请核对各列是否读对" not in warned(read(["一、公开", requirement, "县司法局", "6月底前"]))


@pytest.mark.parametrize(("column", "name"), [(2, "责任单位"), (3, "完成时限")])
def test_a_column_that_is_mostly_empty_is_told(column: int, name: str) -> None:
    bare = [list(SOUND[0]) for _ in range(4)]
    for row in bare:
        row[column] = ""
    assert f"全文||7 项任务里有 4 项没有{name}" in warned(read(*bare))
    assert "项没有" not in warned(read(*bare[:3]))


def test_a_table_of_which_most_makes_no_sense_is_refused_with_what_was_seen() -> None:
    wrong = [["一、公开", "县财政局", "公开本级政府预算决算和三公经费情况", "6月底前"]] * 4
    with pytest.raises(
        RefusedError, match=r"7 项任务里有 4 项对不上（如表1第5行「县财政局」任务内容像是责任单位）.*--columns"
    ):
        read(*wrong)
    assert len(read(*wrong[:3]).plan.tasks) == 6
