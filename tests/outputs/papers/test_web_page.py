"""The page without a browser: what it says, what it lets through, and that nothing in it can take effect."""

import datetime as dt
import json
import re
import sys
from base64 import b64encode
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from gkplan.outputs.papers.web_drawing import curves, segments
from gkplan.plan.model import Plan, Step, Task, Unit
from gkplan.plan.status import State
from gkplan.plan.tally import Tally
from gkplan.views.burn_up import burn_up
from tests.conftest import Invoke, RunGkplan
from tests.outputs.papers.pages import ATTACK, LINKS, PLANS, hostile_plan, page, page_of
from tests.outputs.test_colours import contrast, linear

VOID = {"meta", "col", "input"}


class Node:
    """An element: its name, attributes, children and all the text in it."""

    def __init__(self, name: str, given: dict[str, str | None]) -> None:
        self.name = name
        self.given = given
        self.children: list[Node] = []
        self.words: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self.words).strip()

    def all(self, name: str = "", /, **given: str) -> "list[Node]":
        """The elements below, in order, with that name and these attributes (`class_` for class)."""
        found = []
        for child in self.children:
            is_meant = all(child.given.get(key.rstrip("_").replace("_", "-")) == value for key, value in given.items())
            found += [child] if name in {"", child.name} and is_meant else []
            found += child.all(name, **given)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        assert len(node.given) == len(attrs), f"{tag} has an attribute twice"
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        for node in self.open:
            node.words.append(data)


def parsed(data: bytes) -> Node:
    reader = _Reader()
    reader.feed(data.decode())
    reader.close()
    assert reader.open == [reader.root]
    return reader.root


def exported(invoke: Invoke, name: str, *args: str) -> Node:
    path, day = PLANS[name]
    invoke("export", "p.html", "--file", str(path), "--as-of", day, "--force", *args)
    return parsed(Path("p.html").read_bytes())


def asked(invoke: Invoke, name: str, *args: str) -> Any:
    path, day = PLANS[name]
    return json.loads(invoke(*args, "--file", str(path), "--as-of", day, "--format", "json").out)


def rows(root: Node) -> list[Node]:
    return root.all("table", class_="tasks")[0].all("tbody")[0].all("tr")


def figures(root: Node) -> dict[str, str]:
    """Each figure by its label: the number and what more is said, behind a stroke."""
    return {
        each.all("dt")[0].text: "/".join(more.text for more in each.all("dd"))
        for each in root.all("dl", class_="figures")[0].all("div")
    }


def test_the_same_plan_gives_the_same_bytes_whatever_the_seed(folder: Path, run_gkplan: RunGkplan) -> None:
    path, day = PLANS["year"]
    for seed in "12":
        run_gkplan("export", f"{seed}.html", "--file", str(path), "--as-of", day, env={"PYTHONHASHSEED": seed})
    assert (folder / "1.html").read_bytes() == (folder / "2.html").read_bytes()


def half_up(rate: float) -> str:
    """The share without decimals, as it is done on paper; it is not all before all is done."""
    share = Decimal(str(rate * 100)).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{min(max(share, 1), 99) if 0 < rate < 1 else share}%"


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("units", [(), ("--unit", "县财政局"), ("--unit", "县司法局", "--unit", "县民政局")])
def test_the_figures_are_those_of_stats(name: str, units: tuple[str, ...], invoke: Invoke) -> None:
    root = exported(invoke, name, *units)
    whole, *others = asked(invoke, name, "stats", *units)["stats"]
    told = figures(root)
    assert told["任务"] == f"{whole['total']} 项"
    assert told["已办结"].partition("/")[0] == str(whole["done"])
    if whole["done"]:
        assert told["已办结"] == f"{whole['done']}/按期 {whole['done_on_time']}，逾期 {whole['done_late']}"
    for state in (State.OVERDUE, State.DUE_SOON):
        number = whole[state.value]
        idle = number - whole["started"][state.value]
        assert told[state.word] == (f"{number}/其中未启动 {idle}" if number else "0")
    for state in (State.IN_PROGRESS, State.NOT_STARTED, State.ONGOING):
        assert told[state.word] == str(whole[state.value])
    assert told.get("未定时限", "0") == str(whole["unset"])
    for label, key in (("办结率", "rate"), ("按期办结率", "rate_on_time")):
        assert told[label] == ("—" if whole[key] is None else half_up(whole[key]))
    assert told.get("最长逾期", "0 天").partition("/")[0] == f"{whole['most_days_overdue']} 天"

    others += asked(invoke, name, "stats", "--by", "section", *units)["stats"]
    known = {(each["kind"], each["name"]): each for each in others}
    shown = {}
    for kind, title in (("section", "by-section"), ("unit", "by-unit")):
        for section in root.all("section", aria_labelledby=title):
            for line in section.all("tbody")[0].all("tr"):
                shown[kind, line.all("th")[0].text.strip("\u3000")] = line
    # What lies in no section is none of those of stats; with it they add up.
    unlisted = shown.pop(("section", "未列入章节"), None)
    listed = sum(each["total"] for (kind, name), each in known.items() if kind == "section" and name[:1] != "（")
    numbers = (
        [] if unlisted is None else [cell for cell in unlisted.all("td") if cell.given.get("data-label") == "任务"]
    )
    assert listed + sum(int(cell.text) for cell in numbers) == whole["total"]
    with_any = [
        key for key, each in known.items() if each["total"] or each["steps"]["total"] or each["periods"]["total"]
    ]
    assert sorted(shown) == sorted(with_any)
    for scope, line in shown.items():
        each = known[scope]
        cells = {cell.given["data-label"]: cell.text for cell in line.all("td") if "data-label" in cell.given}
        idle = {state: each[state] - each["started"][state] for state in ("overdue", "due_soon")}
        words = {state: str(each[state]) + (f"（未启动 {idle[state]}）" if idle[state] else "") for state in idle}
        assert cells.pop("另有逾期", None) in {None, late_inside(each)}
        assert cells == {
            "任务": str(each["total"]),
            "已办结": str(each["done"]),
            "已逾期": words["overdue"],
            "临期": words["due_soon"],
            "办结率": "—" if each["rate"] is None else f"{half_up(each['rate'])}",
        }


def late_inside(each: dict[str, Any]) -> str:
    """What is overdue of steps and periods, in words."""
    told = []
    for key, measure in (("steps", "个步骤"), ("periods", "期")):
        if number := each[key]["overdue"]:
            idle = number - each[key]["started"]["overdue"]
            told.append(f"{number} {measure}" + (f"（未启动 {idle}）" if idle else ""))
    return "、".join(told)


def test_tasks_steps_and_periods_are_told_apart_and_every_ratio_is_explained_once(invoke: Invoke) -> None:
    text = exported(invoke, "year").text
    whole = asked(invoke, "year", "stats")["stats"][0]
    assert f"另有 {whole['steps']['total']} 个步骤：已办结 {whole['steps']['done']}，" in text
    assert f"另有 {whole['periods']['total']} 期：已办结 {whole['periods']['done']}，" in text
    assert text.count("办结率＝已办结÷（任务－长期）；按期办结率＝按期办结÷（已办结＋已逾期）") == 1


@pytest.mark.parametrize("args", [(), ("--unit", "县财政局"), ("--status", "已逾期"), ("--section", "一", "--direct")])
def test_the_table_has_what_list_finds(args: tuple[str, ...], invoke: Invoke) -> None:
    root = exported(invoke, "small", *args)
    found = asked(invoke, "small", "list", "--sort", "id", *args)["tasks"]
    assert [row.all("th")[0].text for row in rows(root)] == [each["id"] for each in found]
    assert [row.given["data-state"] for row in rows(root)] == [each["status"] for each in found]
    for row, each in zip(rows(root), found, strict=True):
        assert row.all("td", data_label="具体要求")[0].all("span", class_="what")[0].text == each["requirement"]


@pytest.mark.parametrize(("field", "option"), [("unit", "--unit"), ("section", "--section"), ("state", "--status")])
def test_a_filter_of_the_page_finds_what_list_finds(field: str, option: str, invoke: Invoke) -> None:
    """A unit finds what means it by a group, a group what names a member."""
    root = exported(invoke, "small")
    options = root.all("select", name=field)[0].all("option")[1:]
    assert len(options) == {"unit": 7, "section": 4, "state": 6}[field]
    for each in options:
        keys = set((each.given["data-keys"] or "").split(" "))
        shown = [
            row.all("th")[0].text for row in rows(root) if keys & set((row.given[f"data-{field}"] or "").split(" "))
        ]
        found = asked(invoke, "small", "list", "--sort", "id", option, str(each.given["value"]))["tasks"]
        assert shown == [task["id"] for task in found]


def test_who_has_a_step_alone_finds_the_task_that_it_is_in() -> None:
    step = Step(what="编制方案", deadline="2023-03-31", units=("乙",))
    task = Task(id="1", requirement="公开", units=("甲",), deadline="2023-06-30", steps=(step,))
    plan = Plan(title="分工", units=(Unit(name="甲"), Unit(name="乙")), tasks=(task,))
    options = parsed(page_of(plan, "2023-05-01")).all("select", name="unit")[0].all("option")
    assert [each.given["value"] for each in options] == ["", "甲", "乙"]
    # Asked about alone, it has the step as a row, and that is no task.
    root = parsed(page_of(plan, "2023-05-01", "乙"))
    assert [(row.all("th")[0].text, row.given["data-kind"]) for row in rows(root)] == [("1.1", "step")]
    assert figures(root)["任务"] == "0 项"
    assert "另有 1 个步骤：已逾期 1（未启动 1）。" in root.text


def test_a_row_tells_roles_limits_who_owes_and_what_was_reported(invoke: Invoke) -> None:
    lines = {row.all("th")[0].text: row for row in rows(exported(invoke, "small"))}

    def cell(number: str, label: str) -> str:
        return lines[number].all("td", data_label=label)[0].text

    assert cell("2", "责任单位") == "县财政局（牵头）、县司法局（配合）"
    assert cell("2", "状态") == "逾期办结2023-09-20"
    assert cell("3", "未办结单位") == "1/4 家未办结：县民政局"
    assert cell("7", "完成时限") == "2023年6月底前（2023-06-30），延期到 2023-09-20"
    assert cell("7", "未办结单位") == "2 家均未办结：县政府办公室、县财政局"
    assert cell("8", "未办结单位") == ""
    assert cell("6", "具体要求").startswith(
        "编制工作方案并落实3 个步骤步骤 6.1 编制工作方案（2023-08-31，按期办结，2023-08-30）"
    )
    assert cell("5", "具体要求") == "组织专题培训数量要求：每家 1 次，1/2 家，时间已过 90%，按进度应达 1 家"
    # What is dated later than the day asked about is not on record.
    assert "2023-12-01" not in cell("4", "进展")
    assert cell("4", "进展").startswith("2023-08-10 县政府办公室 进展：计 1 次此前 1 条登记")
    assert cell("1", "进展") == "2023-06-20 整项办结"


def test_many_who_have_not_finished_are_folded_and_all_of_them_are_named_by_their_group(invoke: Invoke) -> None:
    root = exported(invoke, "year")
    owing = [row.all("td", data_label="未办结单位")[0] for row in rows(root)]
    for each in owing:
        names = each.text.rpartition("：")[2].split("、")
        assert each.all("details") or len(names) <= 6
    assert "20 家均未办结" in [each.text for each in owing]
    folded = next(each for each in owing if each.all("details"))
    assert re.fullmatch(r"\d+/32 家未(办结|报齐)", folded.all("summary")[0].text)
    groups = root.all("dl", class_="groups")[0]
    assert "各镇街（12 家）" in [each.text for each in groups.all("dt")]


def test_one_unit_alone_sees_its_own_part(invoke: Invoke) -> None:
    root = exported(invoke, "small", "--unit", "县财政局")
    lines = {row.all("th")[0].text: row for row in rows(root)}
    assert "只列县财政局的任务，办结与逾期按其自身的部分计算" in root.text
    # Its part was closed in time, though the whole was late.
    assert lines["2"].all("td", data_label="状态")[0].text == "按期办结2023-08-15"
    assert "县司法局 办结" not in lines["2"].text
    assert [each.all("th")[0].text for each in root.all("section", aria_labelledby="by-unit")[0].all("tr")[1:]] == [
        "县财政局"
    ]
    town = exported(invoke, "small", "--unit", "东镇")
    assert "随统称各镇" in rows(town)[0].text


def test_the_months_are_worked_out_by_hand(invoke: Invoke) -> None:
    """Due at the end of June 1, in August 2, in September 3 and 7 (put off to the 20th), in October 5, in December 4 and 6."""
    table = exported(invoke, "small").all("table", class_="months")[0].all("tbody")[0]
    assert [tuple(cell.text for cell in (*line.all("th"), *line.all("td"))) for line in table.all("tr")][4:] == [
        ("2023-05-31", "0", "0"),
        ("2023-06-30", "1", "1"),
        ("2023-07-31", "1", "1"),
        ("2023-08-31", "2", "1"),
        ("2023-09-30", "4", "2"),
        ("2023-10-01", "5", "2"),
        ("2023-11-30", "5", "—"),
        ("2023-12-31", "7", "—"),
    ]


def test_the_curves_end_where_the_numbers_say() -> None:
    from gkplan.plan.select import select
    from gkplan.plan.status import Judge

    tasks = tuple(
        Task(id=str(number), requirement="公开", units=("甲",), deadline=words, done=done)
        for number, (words, done) in enumerate(
            [("2023-06-30", dt.date(2023, 6, 1)), ("2025-01-31", None), ("2031-01-01", None), ("长期坚持", None)], 1
        )
    )
    plan = Plan(title="没有年度", units=(Unit(name="甲"),), tasks=tasks)
    judge = Judge(plan, dt.date(2024, 1, 15))
    facts = burn_up(judge, select(judge))
    assert facts is not None
    # Without a year of its own: from the first due date on, three years at most.
    assert (facts.first, facts.months[-1].last) == (dt.date(2023, 1, 1), dt.date(2025, 12, 31))
    assert facts.months[-1].due == 2
    assert facts.remarks == ("1 项完成时限更晚", "1 项没有到期日")
    drawn = curves(facts)
    assert len(drawn.months) == 12
    assert [drawn.months[0], drawn.months[4]] == [(0.0, "2023年"), (33.3, "2024年")]
    assert (drawn.due[-1].x, drawn.due[-1].y, drawn.due[-1].number) == (100, 0, 2)
    assert (drawn.done[-1].x, drawn.done[-1].number) == (drawn.today, 1)


def test_a_bar_is_as_long_as_its_counts() -> None:
    drawn = segments(Tally(total=8, done=1, overdue=2, in_progress=4, ongoing=1))
    assert [(each.state, each.x, each.width) for each in drawn] == [
        (State.DONE, 0, 12.5),
        (State.OVERDUE, 12.5, 25),
        (State.IN_PROGRESS, 37.5, 50),
    ]
    assert segments(Tally()) == ()


@pytest.mark.parametrize(
    "plan",
    [
        Plan(title="空"),
        Plan(title="没有章节", units=(Unit(name="甲"),), tasks=(Task(id="1", requirement="公开", units=("甲",)),)),
        Plan(title="没有单位", tasks=(Task(id="1", requirement="公开", units=(), section="九", deadline="每季度末"),)),
        Plan(
            title="不认识的单位",
            year=2023,
            tasks=(Task(id="1", requirement="公开", units=("乙",), deadline="6月底前"),),
        ),
    ],
    ids=lambda plan: plan.title,
)
def test_a_plan_that_lacks_something_has_a_page(plan: Plan) -> None:
    root = parsed(page_of(plan, "2023-10-01"))
    assert figures(root)["任务"] == f"{len(plan.tasks)} 项"
    assert len(root.all("table", class_="tasks")) == bool(plan.tasks)
    assert ("没有符合条件的任务" in root.all("main")[0].text) == (not plan.tasks)


@pytest.mark.parametrize("data", [page("year"), page_of(hostile_plan(), "2023-10-01")], ids=["year", "hostile"])
def test_nothing_is_loaded_and_only_what_is_ours_takes_effect(data: bytes) -> None:
    root = parsed(data)
    elements = root.all()
    names = [each.name for each in elements]
    assert {"link", "img", "iframe", "object", "embed", "base", "image", "use"}.isdisjoint(names)
    assert (names.count("script"), names.count("style"), names.count("h1"), names.count("main")) == (1, 1, 1, 1)
    for each in elements:
        risky = [key for key in each.given if key.startswith("on") or key in {"style", "src", "srcset", "action"}]
        assert not risky, f"{each.name} has {risky}"
        href = each.given.get("href") or "#"
        assert href.startswith(("#", "https://", "http://"))
        if not href.startswith("#"):
            assert (each.name, each.given["rel"]) == ("a", "noopener noreferrer nofollow")
    style, script = (root.all(name)[0] for name in ("style", "script"))
    assert not re.search(r"url\((?!#)|@import|http", style.text)
    policy = root.all("meta", http_equiv="Content-Security-Policy")[0].given["content"]
    hashes = [
        b64encode(sha256(re.findall(f"<{name}>(.*?)</{name}>".encode(), data, re.DOTALL)[0]).digest()).decode()
        for name in ("style", "script")
    ]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert script.text


def test_a_hostile_text_is_shown_as_it_stands() -> None:
    root = parsed(page_of(hostile_plan(), "2023-10-01"))
    shown = ATTACK.replace("\u202e", "<U+202E>")
    assert root.all("h1")[0].text == shown
    assert root.all("title")[0].text == f"{shown}（截至 2023-10-01）"
    first, second = rows(root)
    assert first.all("td", data_label="具体要求")[0].all("span", class_="what")[0].text == shown
    assert second.all("td", data_label="完成时限")[0].text == shown
    assert [each.text for each in first.all("span", class_="proof")][: len(LINKS)] == [
        link.replace("\u202e", "<U+202E>") for link in LINKS if link != LINKS[3]
    ] + [shown]
    assert {each.given["href"] for each in first.all("a")} == {LINKS[3]}
    assert "\u202e" not in root.text


def test_without_a_script_all_rows_are_there_and_no_filter(invoke: Invoke) -> None:
    root = exported(invoke, "small")
    assert "hidden" in root.all("form")[0].given
    assert not [row for row in rows(root) if "hidden" in row.given]


def test_the_page_has_a_language_names_and_a_way_to_the_table(invoke: Invoke) -> None:
    root = exported(invoke, "year")
    assert root.all("html")[0].given["lang"] == "zh-CN"
    ids = [each.given["id"] for each in root.all() if "id" in each.given]
    assert len(ids) == len(set(ids))
    for each in root.all("a"):
        assert not (each.given["href"] or "").startswith("#") or (each.given["href"] or "#")[1:] in ids
    assert all(each.all("caption") and each.all("thead") for each in root.all("table"))
    assert all("scope" in each.given for each in root.all("th"))
    assert all(each.all("title") or "aria-hidden" in each.given for each in root.all("svg", class_="bar"))


def test_colours_can_be_read_on_light_and_on_dark() -> None:
    style = parsed(page("small")).all("style")[0].text
    themes = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    assert len(themes) == 2
    for theme in themes:
        colours = dict(re.findall(r"--(\w+): #(\w+)", theme))
        colours = {
            name: code if len(code) == 6 else "".join(2 * sign for sign in code) for name, code in colours.items()
        }
        for ground in ("paper", "band"):
            for name in colours.keys() - {"paper", "band", "rule"}:
                assert contrast(linear(colours[name]), linear(colours[ground])) >= 4.5, (name, ground)


def test_without_jinja2_it_is_refused_with_the_command_that_helps(
    plan_file: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert plan_file.exists()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    result = invoke("export", "p.html", code=4)
    assert result.err == "gkplan: 写网页需要 Jinja2；请运行 pip install 'gkplan[office]' 后再试\n"
    assert not Path("p.html").exists()
