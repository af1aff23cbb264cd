"""What holds for broken texts, which tests/campaigns/broken_texts.py makes of whole ones, holds for any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkplan.planfile.yaml import nodes
from tests.campaigns.broken_texts import PIECES, examine_text, same_with_both_parsers

TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30).map("".join)


@settings(max_examples=300)
@given(text=TEXTS)
def test_any_text(text: str) -> None:
    examine_text(text)


@settings(max_examples=500)
@given(text=TEXTS.map(lambda text: text.encode("utf-8", "replace").decode("utf-8")), is_flow=st.booleans())
def test_a_text_is_written_as_what_reads_back_as_it(text: str, is_flow: bool) -> None:  # noqa: FBT001 - drawn
    written = nodes.scalar(text, is_flow=is_flow)
    assert "\n" not in written
    root = nodes.read(f"- {{a: {written}, b: 1}}\n" if is_flow else f"- a: {written}\n  b: 1\n")
    assert isinstance(root, nodes.ListNode)
    item = root.items[0]
    assert isinstance(item, nodes.MappingNode)
    value = item.get("a")
    assert isinstance(value, nodes.Scalar)
    assert value.text == text
    assert len(item.entries) == 2


@pytest.mark.parametrize("text", ["", "# 甲\n", "--- \n\n  \n", "\n\n"])
def test_nothing_is_none_with_both_parsers(text: str) -> None:
    assert nodes.read(text) is None
    same_with_both_parsers(text)
