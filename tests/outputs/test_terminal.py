"""What a real terminal shows: every character, in lines that fit, and nothing that it obeys."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gkplan.plan.model import Plan
from gkplan.store.load import examine
from tests.conftest import SHIPPED
from tests.outputs.terminals import LINES, Shown, needs_terminal, show

pytestmark = needs_terminal

WIDTHS = (40, 60, 80, 120, 200)

AWKWARD = """plan: {title: 𠮷安县（“试点”）2023年政务公开……——🚒任务, year: 2023}
units:
  𠮷安县𬭎镇人民政府办公室（政务公开办）: {}
  县财政局: {full: 国家税务总局🇨🇳商河县财政局, contact: 张三，0531-84880000}
groups:
  各有关单位《甲》《乙》: [县财政局]
sections:
  一: “引号”《书名号》、顿号；分号：冒号！问号？（括号）【方头括号】——破折号……省略号·间隔号
  一（一）: 𠮷𡘙𪚥
tasks:
- id: 1
  section: 一（一）
  requirement: 𠮷𡘙𪚥🚒①②㎡Ⅳ±×÷αβ“一”《二》、三；四：五！六？（七）【八】——九……十·十一，https://www.shanghe.gov.cn/col/col1234/index.html?number=SD0531，Microsoft Excel 2016
  units: [𠮷安县𬭎镇人民政府办公室（政务公开办）, 县财政局, 各有关单位《甲》《乙》]
  deadline: 2023年6月底前
  steps:
  - {what: 编制🚒方案，报送“甲”《乙》，印发, deadline: 2023年5月底前}
  progress:
  - {date: 2023-06-01, unit: 县财政局, note: 已在县政府门户网站“政务公开”专栏发布𠮷字第1号，, evidence: [https://www.shanghe.gov.cn/art/2023/6/1/art_123_456.html]}
- id: 2
  section: 一
  requirement: 一二三四五六七八九十，一二三四五六七八九十。一二三四五六七八九十；一二三四五六七八九十！
  units: [县财政局]
  deadline: 2023年12月底前
"""


@pytest.fixture(params=["shipped", "awkward"])
def plan(request: pytest.FixtureRequest, folder: Path) -> Plan:
    text = SHIPPED.read_text("utf-8") if request.param == "shipped" else AWKWARD
    (folder / "tasks.yaml").write_text(text, "utf-8")
    return examine(text)[0]


def on_screen(shown: Shown) -> str:
    return "".join("".join(line.split()) for line in shown.lines)


def squeezed(text: str) -> str:
    return "".join(text.split())


def in_order(text: str, lines: list[str]) -> bool:
    """Whether the characters of `text` stand on the screen in their order: folded in a column beside others."""
    found: Iterator[str] = iter("".join(lines))
    return all(char in found for char in squeezed(text))


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("command", ["list", "overdue", "units", "sections", "show", "overview"])
def test_shows_everything_in_lines_that_fit(command: str, columns: int, plan: Plan, folder: Path) -> None:
    args = {"overview": [], "show": ["show", *(task.id for task in plan.tasks)]}.get(command, [command])
    args += ["--long"] if command in {"list", "overdue"} else []
    shown = show(*args, columns=columns, folder=folder, GKPLAN_TODAY="2023-10-01")

    assert shown.code == 0
    assert not shown.is_wrapped
    assert not shown.data.count(b"Traceback")
    for text in _texts(command, plan):
        assert in_order(text, shown.lines), text


def _texts(command: str, plan: Plan) -> Iterator[str]:
    if command == "units":
        yield from (unit.name for unit in plan.units)
        yield from (group.name for group in plan.groups)
    elif command == "sections":
        yield from (section.title for section in plan.sections)
    elif command == "overview":
        yield plan.title
    else:
        for task in plan.tasks:
            if command == "overdue" and task.deadline != "2023年6月底前":
                continue
            yield task.requirement
            yield from task.units
            if command == "show":
                yield from (step.what for step in task.steps)
                yield from (entry.note or "" for entry in task.progress)
                yield from (link for entry in task.progress for link in entry.evidence)


@pytest.mark.parametrize("columns", [40, 80])
def test_cuts_nothing(columns: int, folder: Path) -> None:
    (folder / "tasks.yaml").write_text(AWKWARD, "utf-8")
    shown = show("show", "1", columns=columns, folder=folder, GKPLAN_TODAY="2023-10-01")
    # Beside the text nothing stands here: it is there without a gap.
    assert "𠮷𡘙𪚥🚒①②㎡Ⅳ±×÷αβ“一”《二》、三；四：五！六？（七）【八】——九……十·十一，" in on_screen(shown)
    assert not any(line.lstrip().startswith(("，", "。", "；", "、", "）", "》", "”")) for line in shown.lines)


# Nothing is obeyed

EVIL = {
    "escape": "\\e[31m红\\e[0m\\e]0;标题\\a\\e[2J",
    "C1": "\\x9b31m红\\x9d0;标题\\x9c\\x85甲",
    "bell and backspaces": "甲\\a\\b\\b乙\\x7f",
    "return": "甲\\r乙\\n丙\\t丁\\v戊",
    "direction": "甲\u202e乙\u2066丙\u200f丁",
    "unseen": "甲\u200b乙\\uFEFF丙\u00ad丁\\u2028戊",
    "markup": "[red]甲[/red][link=http://a]乙[/link][/][bold",
    "emoji code": ":smile: :bomb:",
    "link": "\\e]8;;http://evil/\\e\\\\点我\\e]8;;\\e\\\\",
}


def _evil_plan() -> str:
    head = dict.fromkeys(("units", "sections", "tasks"), "")
    for number, each in enumerate(EVIL.values(), 1):
        text = f'"{number}{each}"'
        head["units"] += f"  {text}: {{full: {text}, aliases: [{text}], contact: {text}}}\n"
        head["sections"] += f"  {text}: {text}\n"
        head["tasks"] += f"""- id: {text}
  section: {text}
  requirement: {text}
  units: [{text}]
  deadline: {text}
  origin: {text}
  target: {{count: 2, what: {text}, measure: {text}}}
  steps:
  - {{what: {text}, deadline: {text}}}
  extensions:
  - {{to: 2024-01-01, reason: {text}}}
  progress:
  - {{date: 2023-06-01, unit: {text}, note: {text}, evidence: [{text}]}}
  - {{date: 2023-06-02, note: {text}, evidence: [{text}]}}
- id: {number}
  requirement: {text}
  units: [{text}]
  deadline: 2023年6月底前
  done: {text}
"""
    title = "".join(EVIL.values())
    return f'plan: {{title: "{title}", year: 2023}}\n' + "".join(f"{key}:\n{text}" for key, text in head.items())


OWN_ESCAPES = re.compile(rb"\x1b\[[0-9;]*m")
# What gkplan itself may write to a terminal: colours and line ends. C1 as UTF-8 begins with C2.
OBEYED = re.compile(
    rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbb\xbf|\xc2\xad"
)

COMMANDS = [
    ["list"],
    ["list", "--format", "table"],
    ["list", "--format", "tsv"],
    ["list", "--format", "json"],
    ["list", "--format", "csv"],
    ["list", "--format", "md"],
    ["list", "--format", "ids"],
    ["overdue"],
    ["due"],
    ["units"],
    ["sections"],
    ["stats"],
    ["remind"],
    [],
    ["check"],
    ["check", "--format", "json"],
    ["check", "--format", "github"],
    ["show", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    ["show", "7"],
    ["list", "--unit", "甲"],
    ["done", "1"],
    ["done", "1", "--unit", "9"],
    ["note", "2", "甲", "--unit", "2"],
    ["list", "--unit", "没有"],
    ["list", "--section", "没有"],
]


def _left(shown: Shown) -> bytes:
    """What was written, less the colours, line ends and byte order mark that gkplan writes itself."""
    return OWN_ESCAPES.sub(b"", shown.data).replace(b"\r", b"").replace("\ufeff序号,".encode(), "序号,".encode())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "overview")
def test_texts_are_inert_on_a_terminal(command: list[str], folder: Path) -> None:
    (folder / "tasks.yaml").write_text(_evil_plan(), "utf-8")
    shown = show(*command, columns=200, folder=folder, GKPLAN_TODAY="2023-10-01")
    assert b"Traceback" not in shown.data
    assert OBEYED.findall(_left(shown)) == []
    if command in (["list"], ["show", "7"], ["list", "--format", "tsv"]):
        assert EVIL["markup"] in "".join(shown.lines)
    if command == ["list"]:
        assert ":smile:" in "".join(shown.lines)
        assert "<U+001B>" in "".join(shown.lines)


@pytest.mark.parametrize("command", [["list"], ["check"], ["show", "1"], ["done", "1"], []], ids=str)
def test_file_names_are_inert(command: list[str], folder: Path) -> None:
    name = "甲\x1b[31m\u202e.yaml"
    (folder / name).write_text(AWKWARD.replace("县财政局]", "县财证局]"), "utf-8")
    for named in (name, "没有" + name):
        shown = show("--file", named, *command, columns=200, folder=folder)
        assert OBEYED.findall(_left(shown)) == []
        assert b"\x1b[31m" not in shown.data.replace(b"\x1b[1;31m", b"")


# Colours


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_no_colours_where_none_are_wanted(environ: dict[str, str], folder: Path) -> None:
    (folder / "tasks.yaml").write_bytes(SHIPPED.read_bytes())
    plain = show("overdue", columns=80, folder=folder, height=LINES, GKPLAN_TODAY="2023-10-01", **environ)
    coloured = show("overdue", columns=80, folder=folder, GKPLAN_TODAY="2023-10-01")
    assert re.search(rb"\x1b\[[0-9;]*91m", coloured.data)
    assert not re.search(rb"\x1b\[[0-9;]*[39][0-9]m", plain.data)
    assert plain.lines == coloured.lines
    assert any("已逾期" in line for line in plain.lines)


RED, MAGENTA, FAINT, UNDERLINED = "1;91", "1;95", "2", "4"


@pytest.mark.parametrize("columns", [120, 40], ids=["a table", "records"])
@pytest.mark.parametrize(
    ("command", "coloured"),
    [
        (
            "list",
            [
                (RED, "已逾期 11 天"),
                (RED, "已逾期 1 天"),
                (MAGENTA, "临期"),
                (UNDERLINED, "未定时限"),
                (FAINT, "按期办结"),
                (FAINT, "逾期办结"),
            ],
        ),
        ("show 3", [(RED, "已逾期 1 天"), (FAINT, "按期办结"), (FAINT, "按期办结"), (FAINT, "按期办结")]),
        ("stats", []),
    ],
    ids=["tasks", "the parts of a task", "counts"],
)
def test_a_state_has_its_colour_and_nothing_else_has_one(
    command: str, coloured: list[tuple[str, str]], columns: int, lived_in: Path
) -> None:
    shown = show(*command.split(), columns=columns, folder=lived_in.parent, GKPLAN_TODAY="2023-10-01")
    pieces = re.findall(r"\x1b\[(1;9\d|[24]|9\d|3\d)m(.*?)\x1b\[0m", shown.data.decode())
    # What stands in brackets behind a state has its look too; the rule below the heads is drawn faintly by rich.
    assert [(look, re.split("[（·]", text)[0].rstrip()) for look, text in pieces if "─" not in text] == coloured


# Windows that are none


@pytest.mark.parametrize("columns", [0, 1, 2, 5, 12, 13, 21])
@pytest.mark.parametrize(
    "command", [[], ["list"], ["overdue", "--long"], ["stats"], ["show", "1", "2"], ["units"]], ids=str
)
def test_a_window_of_any_size_gets_an_answer(command: list[str], columns: int, folder: Path) -> None:
    (folder / "tasks.yaml").write_text(AWKWARD, "utf-8")
    # Below some twenty columns the terminal breaks the lines itself.
    shown = show(
        *command, columns=columns, height=columns, folder=folder, GKPLAN_TODAY="2023-10-01", GKPLAN_PAGER="cat"
    )
    assert shown.code == 0
    assert b"Traceback" not in shown.data


@pytest.mark.parametrize("said", ["0", "-1", "²", "99999999999", "x", "", "1"])
def test_a_width_that_is_none_is_passed_over(said: str, folder: Path) -> None:
    (folder / "tasks.yaml").write_text(AWKWARD, "utf-8")
    shown = show("list", columns=80, folder=folder, GKPLAN_TODAY="2023-10-01", COLUMNS=said, LINES=said)
    assert shown.code == 0
    assert any("已逾期" in line for line in shown.lines)


@pytest.mark.parametrize("sign", ["\u200b", "\\ufeff", "\\a", "\u0301", "公"])
def test_a_text_of_one_sign(sign: str, folder: Path) -> None:
    (folder / "tasks.yaml").write_text(
        f'plan: {{title: 试验, year: 2023}}\nunits: {{"{sign}": {{}}}}\n'
        f'tasks:\n- {{id: 1, requirement: "{sign}", units: ["{sign}"], deadline: "{sign}"}}\n',
        "utf-8",
    )
    for columns in (30, 80):
        assert show("list", columns=columns, folder=folder).code == 0


def test_a_long_label_does_not_push_its_text_out(folder: Path) -> None:
    reports = "".join(f"  - {{date: 2023-06-{day:02}, unit: 县财政局, note: x}}\n" for day in range(1, 13))
    (folder / "tasks.yaml").write_text(
        "plan: {title: 试验, year: 2023}\nunits: {县财政局: {}, 县司法局: {}}\ntasks:\n- id: 1\n  requirement: 公开\n"
        f"  units: [县财政局, 县司法局]\n  deadline: 每季度末\n  waived:\n  - {{period: 2023Q1, date: 2023-07-01, reason: {'机构调整，' * 12}}}\n"
        f"  progress:\n{reports}",
        "utf-8",
    )
    shown = show("show", "1", columns=60, folder=folder, GKPLAN_TODAY="2023-10-01")
    assert not shown.is_wrapped
