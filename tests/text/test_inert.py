"""Texts made harmless: what is shown by name, and cells that a spreadsheet takes for formulas."""

import pytest

from gkplan.text.inert import cell, inert, is_visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("县财政局", "县财政局"),
        ("甲\x1b[31m乙", "甲<U+001B>[31m乙"),
        ("甲\x9b乙\x85", "甲<U+009B>乙<U+0085>"),
        ("甲\u202e乙\u2069", "甲<U+202E>乙<U+2069>"),
        ("甲\u200b\ufeff\u00ad乙", "甲<U+200B><U+FEFF><U+00AD>乙"),
        ("甲\u2028乙\n丙\t丁\r", "甲<U+2028>乙\\n丙\\t丁<U+000D>"),
        ("\udce8", "<U+DCE8>"),
        # What belongs to the text though Python has no picture of it: blanks, private and new characters.
        ("甲\u3000乙\u00a0丙\ue000\U000323af", "甲\u3000乙\u00a0丙\ue000\U000323af"),
        ("👨\u200d👩\u200d👧☑\ufe0f🇨🇳", "👨\u200d👩\u200d👧☑\ufe0f🇨🇳"),
    ],
)
def test_what_is_obeyed_is_named(text: str, shown: str) -> None:
    assert inert(text) == shown
    assert all(is_visible(char) for char in inert(text))


def test_lines_may_stay() -> None:
    assert inert("甲\n乙\x07", keeps_lines=True) == "甲\n乙<U+0007>"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1",
        "＋1",
        "－1",
        "＠甲",
        " =1",
        "\t=1",
        "\u3000=1",
        "\u00a0@甲",
        "\n=1",
        "\r=1",
    ],
)
def test_no_cell_is_a_formula(text: str) -> None:
    made = cell(text)
    assert made.startswith(("'", "\\", "<"))
    assert made[1:].endswith(text.strip()[1:])


@pytest.mark.parametrize("text", ["县财政局", "2023-06-30", "10%", "", "  甲", "甲=乙"])
def test_other_cells_stay(text: str) -> None:
    assert cell(text) == text
