"""The pieces that edits are made of: where they may stand together, and where a piece of YAML ends."""

import pytest

from gkplan.planfile.yaml import nodes
from gkplan.planfile.yaml.extents import CannotSpliceError, content_end, find_comments, find_spans, leaves_of
from gkplan.planfile.yaml.lines import OneLine, Record, block_lines, flow, in_quotes, item_lines
from gkplan.planfile.yaml.nodes import ListNode, MappingNode, Node, Scalar
from gkplan.planfile.yaml.splice import Splice, apply, put_entry, put_items, remove


def mapping(text: str) -> MappingNode:
    node = nodes.read(text)
    assert isinstance(node, MappingNode)
    return node


def below(text: str, key: str) -> Node:
    node = mapping(text).get(key)
    assert node is not None
    return node


def sequence(text: str, key: str) -> ListNode:
    node = below(text, key)
    assert isinstance(node, ListNode)
    return node


def test_splices_are_carried_out_together_whatever_their_order() -> None:
    assert apply("甲乙丙丁", [Splice(3, 4, "四"), Splice(0, 0, "零"), Splice(1, 2, "")]) == "零甲丙四"


def test_of_splices_at_one_place_the_deepest_is_first_and_equals_keep_their_order() -> None:
    splices = [Splice(1, 1, "浅"), Splice(1, 1, "深", 4), Splice(1, 1, "后"), Splice(1, 1, "行", float("inf"))]
    assert apply("甲乙", splices) == "甲行深浅后乙"


def test_what_is_put_in_where_something_goes_stays() -> None:
    assert apply("甲乙丙", [Splice(1, 2, ""), Splice(1, 1, "新"), Splice(2, 2, "末")]) == "甲新末丙"


@pytest.mark.parametrize("splices", [[Splice(0, 2, ""), Splice(1, 3, "")], [Splice(2, 9, "")], [Splice(2, 1, "")]])
def test_splices_never_overlap_nor_leave_the_text(splices: list[Splice]) -> None:
    with pytest.raises(ValueError, match="splices"):
        apply("甲乙丙", splices)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("a: 甲 # 注\n", "a: 甲"),
        ("a: '甲\n  乙'\n", "a: '甲\n  乙'"),
        ("a: |\n  甲\n\n\nb: 1\n", "a: |\n  甲"),
        ("a: |-\n  甲\n   \n# 注\nb: 1\n", "a: |-\n  甲"),
        ("a: |+\n  甲\n\nb: 1\n", "a: |+\n  甲\n"),
        ("a: | # + 注\n  甲\n\nb: 1\n", "a: | # + 注\n  甲"),
        ("a: |\n\nb: 1\n", "a: |"),
        ("a:\n- b: >\n    甲\n\n  # 注\nc: 1\n", "a:\n- b: >\n    甲"),
        ("a:\n- x\n-\nb: 1\n", "a:\n- x\n-"),
        ("a: [甲,\n  乙,\n  ]\n", "a: [甲,\n  乙,\n  ]"),
        ("x: &x {b: 1}\na: *x # 注\n", "x: &x {b: 1}\na: *x"),
        ("a:   # 空\nb: 1\n", "a:"),
    ],
)
def test_where_a_value_ends(text: str, end: str) -> None:
    assert text[: content_end(text, below(text, "a"))] == end


def test_items_begin_at_their_own_dash() -> None:
    text = "a: &a-b\n- x # - 1\n# - 2\n-   # - 3\n  y\n-\n- - z\n"
    assert [text[start:end] for start, end in find_spans(text, sequence(text, "a"))] == [
        "- x",
        "-   # - 3\n  y",
        "-",
        "- - z",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 甲 # 一\n# 二\nb: '# 非' # 三\n", ["# 一", "# 二", "# 三"]),
        ("a: | # 一\n  # 非\n\nb: {c: d#非, e: '非 # 非'}\t# 二\n", ["# 一", "# 二"]),
        ("a: [甲, # 一\n  乙 # 二\n  ]\nb: &x-y 丙\nc: *x-y\n", ["# 一", "# 二"]),
    ],
)
def test_comments_are_told_from_texts(text: str, expected: list[str]) -> None:
    assert find_comments(text, 0, len(text), leaves_of(mapping(text))) == expected


def test_an_entry_goes_where_its_order_says() -> None:
    text = "a: 1\n# 丁\nd: 4\n"
    assert apply(text, put_entry(text, mapping(text), "b", "2", "abcd", 0)) == "a: 1\nb: 2\n# 丁\nd: 4\n"


def test_an_entry_goes_to_the_end_where_the_order_is_another() -> None:
    text = "d: 4\na: 1\n"
    assert apply(text, put_entry(text, mapping(text), "b", "2", "abcd", 0)) == "d: 4\na: 1\nb: 2\n"


def test_several_items_go_at_once() -> None:
    for text, expected in [
        ("a: [一, 二, 三, 四]\n", "a: [三]\n"),
        ("a:\n- 一\n- 二\n- 三\n- 四\n", "a:\n- 三\n"),
        ("a: [一, 二,\n  三,\n  四,\n]\n", "a: [三,\n]\n"),
    ]:
        assert apply(text, remove(text, sequence(text, "a"), {0, 1, 3})) == expected


def test_all_items_go_from_brackets_only() -> None:
    text = "a: [一, 二]\nb:\n- 三\n"
    assert apply(text, remove(text, sequence(text, "a"), {0, 1})) == "a: []\nb:\n- 三\n"
    with pytest.raises(CannotSpliceError, match="空了"):
        apply(text, remove(text, sequence(text, "b"), {0}))


def test_no_item_can_be_put_before_one_that_shares_its_line() -> None:
    text = "- - 一\n"
    root = nodes.read(text)
    assert isinstance(root, ListNode)
    inner = root.items[0]
    assert isinstance(inner, ListNode)
    with pytest.raises(CannotSpliceError, match="没有地方"):
        apply(text, put_items(text, inner, 0, ["零"], 0))


def test_records_are_written_one_fact_a_line() -> None:
    listed: list[Record] = [OneLine(x="1"), {"y": "2", "z": "3"}]
    record: Record = {
        "甲": "1: 2",
        "乙": ["a, b", "c"],
        "丙": listed,
        "丁": OneLine(w="["),
    }
    assert list(block_lines(record, 2)) == [
        "甲: '1: 2'",
        "乙: ['a, b', c]",
        "丙:",
        "  - {x: 1}",
        "  - y: 2",
        "    z: 3",
        "丁: {w: '['}",
    ]
    assert list(item_lines(["- x", "y"], 0)) == ["- '- x'", "- y"]
    assert flow(record) == "{甲: '1: 2', 乙: ['a, b', c], 丙: [{x: 1}, {y: 2, z: 3}], 丁: {w: '['}}"


@pytest.mark.parametrize(
    ("text", "style", "expected"),
    [
        ("甲", "", "甲"),
        ("甲'乙", "'", "'甲''乙'"),
        ('甲"\\', '"', '"甲\\"\\\\"'),
        ("", "'", "''"),
        ("铃\a", "'", '"铃\\x07"'),
    ],
)
def test_quotes_stay(text: str, style: str, expected: str) -> None:
    assert in_quotes(text, style, is_flow=False) == expected
    node = below(f"a: {expected}\n", "a")
    assert isinstance(node, Scalar)
    assert node.text == text
