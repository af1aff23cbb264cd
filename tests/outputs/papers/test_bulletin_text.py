"""An official paper as text and as Markdown: all that the .docx says, and no sign of a text is obeyed."""

import pytest

from gkplan.outputs.papers.bulletin_text import as_markdown, as_text
from gkplan.views.official_paper import Annex, Grid, Paper, Paragraph

GRID = Grid(
    ("单位", "应办", "办结率"), [("县财政局", "12", "8.3%"), ("东镇", "3", "100.0%")], (3, 1, 1), (False, True, True)
)
PAPER = Paper(
    masthead="政务公开工作通报",
    number="第3期",
    issuer="县政府办公室",
    date="2023年6月30日",
    title="关于试验进展情况的通报",
    addressee="各镇街：",
    paragraphs=[Paragraph(1, "一、总体情况"), Paragraph(0, text="共2项。"), Paragraph(2, "（一）逾期。", "第13项。")],
    annexes=[Annex("情况表", "（截至6月30日）", GRID, "注：不能相加。"), Annex("清单", "（截至6月30日）", GRID)],
)


def test_text() -> None:
    assert as_text(PAPER) == (
        "政务公开工作通报\n第3期\n县政府办公室　2023年6月30日\n\n关于试验进展情况的通报\n\n各镇街：\n"
        "　　一、总体情况\n　　共2项。\n　　（一）逾期。第13项。\n\n"
        "　　附件：1.情况表\n　　　　　2.清单\n\n"
        "　　　　　　　　　　　　　　　　县政府办公室\n　　　　　　　　　　　　　　　　2023年6月30日\n\n\n"
        "附件1\n\n情况表\n（截至6月30日）\n\n"
        "单位      应办  办结率\n县财政局    12    8.3%\n东镇         3  100.0%\n注：不能相加。\n\n\n"
        "附件2\n\n清单\n（截至6月30日）\n\n"
        "单位      应办  办结率\n县财政局    12    8.3%\n东镇         3  100.0%\n"
    )


def test_markdown() -> None:
    assert as_markdown(PAPER._replace(annexes=PAPER.annexes[:1])) == (
        "**政务公开工作通报**\n\n第3期 · 县政府办公室 · 2023年6月30日\n\n# 关于试验进展情况的通报\n\n各镇街：\n\n"
        "## 一、总体情况\n\n共2项。\n\n### （一）逾期。\n\n第13项。\n\n附件：情况表\n\n县政府办公室\n\n2023年6月30日\n\n"
        "## 附件 情况表\n\n（截至6月30日）\n\n"
        "| 单位 | 应办 | 办结率 |\n| --- | ---: | ---: |\n| 县财政局 | 12 | 8.3% |\n| 东镇 | 3 | 100.0% |\n\n注：不能相加。\n"
    )


HOSTILE = "\x1b]0;x\x07甲\n# 乙|<b>*丙*\u202e"


@pytest.mark.parametrize("write", [as_text, as_markdown])
def test_what_a_text_holds_is_not_obeyed(write: object) -> None:
    assert callable(write)
    grid = Grid((HOSTILE,), [(HOSTILE,)], (1,), (False,))
    paper = Paper(HOSTILE, "第1期", HOSTILE, "1日", HOSTILE, HOSTILE, [Paragraph(2, HOSTILE, HOSTILE)], [Annex(HOSTILE, "", grid)])  # fmt: skip
    told = write(paper)
    assert not [sign for sign in "\x1b\x07\u202e" if sign in told]
    assert "\n# 乙" not in told
    if write is as_markdown:
        assert "<b>" not in told.replace("\\<b\\>", "")
        assert "*丙*" not in told.replace("\\*丙\\*", "")
