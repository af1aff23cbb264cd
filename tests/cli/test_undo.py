"""undo through the command line: exact words, and the file as it was, byte for byte."""

import re
from pathlib import Path

import pytest

from tests.conftest import LIVED_IN, SHIPPED, Invoke, RunGkplan

NONE_LEFT = "再往前没有可以撤回的了"

HAND_STYLES = {
    "the shipped plan": SHIPPED.read_bytes(),
    "a plan in use": LIVED_IN.read_bytes(),
    "CRLF": SHIPPED.read_bytes().replace(b"\n", b"\r\n"),
    "BOM": b"\xef\xbb\xbf" + SHIPPED.read_bytes(),
    "no last newline": SHIPPED.read_bytes().rstrip(b"\n"),
    "by hand": """\
# 手写的台账

plan:   {title: "试验",  year: 2023}   # 一行写完
units: {'县司法局': {aliases: [司法局]}, 县财政局: }


tasks:
  - {id: 1, requirement: '公开: 甲',
     units: [县司法局,
             县财政局], deadline: 2023年12月底前}  # 注
  -   id:    14
      requirement: >-
        折行
        的要求
      units:
      - 县司法局
      - 县财政局

      deadline:   长期坚持     # 尾注\t
# 完
""".encode(),
}


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GKPLAN_TODAY", "2023-12-20")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def undo(invoke: Invoke, *args: str) -> list[str]:
    """Take a write back; return the lines that say so, the time as a person would leave it out."""
    result = invoke("undo", *args)
    assert result.err == ""
    return re.sub(r"写于 \d{4}-\d\d-\d\d \d\d:\d\d；", "写于 …；", result.out).splitlines()


def test_what_is_said(invoke: Invoke, plan_file: Path) -> None:
    before = plan_file.read_bytes()
    invoke("done", "14")
    assert undo(invoke) == ["已撤回：任务 14 已办结（2023-12-20）", f"这次改动写于 …；{NONE_LEFT}"]
    assert plan_file.read_bytes() == before


@pytest.mark.parametrize("style", HAND_STYLES)
def test_a_mix_of_writes_step_by_step(invoke: Invoke, plan_file: Path, style: str) -> None:
    plan_file.write_bytes(HAND_STYLES[style])
    held = [plan_file.read_bytes()]
    said = []
    for args in (
        ["done", "1", "--note", "已上线"],
        ["note", "1", "补充", "--evidence", "https://example.cn/a"],
        ["reopen", "1"],
        ["step", "1", "公开采纳情况", "--deadline", "2023-12-25"],
        ["extend", "1", "--to", "2024-03-31", "--reason", "系统对接未完成", "--late"],
        ["add", "公开决算", "--unit", "县司法局"],
        ["done", "1"],
    ):
        # What was done, without what was remarked on it.
        told = invoke(*args).out.splitlines()[0].partition("；")[0]
        # What was so already is no write.
        if plan_file.read_bytes() != held[-1]:
            said.append(told)
            held.append(plan_file.read_bytes())
    assert len(said) >= 6
    for left in reversed(range(len(said))):
        lines = undo(invoke)
        assert lines[0] == f"已撤回：{said[left]}"
        assert lines[1].endswith(f"还可以再撤回 {left} 次" if left else NONE_LEFT)
        assert plan_file.read_bytes() == held[left]
    assert "没有可以撤回的改动" in invoke("undo", code=3).err


def test_what_several_lines_said_is_put_in_short(invoke: Invoke, plan_file: Path) -> None:
    before = plan_file.read_bytes()
    invoke("done", "1", "2")
    assert undo(invoke)[0] == "已撤回：任务 1 已办结（2023-12-20）；任务 2 已办结（2023-12-20）"
    invoke("done", "1", "2", "5-9")
    assert undo(invoke)[0] == "已撤回：任务 1 已办结（2023-12-20）；任务 2 已办结（2023-12-20） 等 7 条"
    assert plan_file.read_bytes() == before


def test_changed_since_by_an_editor(invoke: Invoke, plan_file: Path) -> None:
    invoke("done", "14")
    edited = plan_file.read_bytes() + b"# by hand\n"
    plan_file.write_bytes(edited)
    words = "在上一次记下的改动（任务 14 已办结（2023-12-20））以后又被编辑器、git 或别人改动过，没有撤回；请用 git diff 查看，手工改正"
    assert invoke("undo", code=4) == (4, "", f"gkplan: {plan_file} {words}\n")
    assert plan_file.read_bytes() == edited


def test_nothing_to_take_back(invoke: Invoke, plan_file: Path) -> None:
    before = plan_file.read_bytes()
    assert invoke("undo", code=3) == (
        3,
        "",
        f"gkplan: {plan_file} 没有可以撤回的改动；能撤回的只有自己用 gkplan 写入的，用编辑器改的请在编辑器里撤销或用 git 恢复\n",
    )
    invoke("done", "14")
    invoke("undo")
    # Already as it is asked for: nothing is written.
    invoke("reopen", "14")
    invoke("undo", code=3)
    assert plan_file.read_bytes() == before


def test_without_a_plan(invoke: Invoke) -> None:
    assert "gkplan init" in invoke("undo", code=3).err


def test_a_file_of_its_own(invoke: Invoke, plan_file: Path) -> None:
    other = plan_file.with_name("2024.yaml")
    other.write_bytes(plan_file.read_bytes())
    invoke("done", "14", "--file", "2024.yaml")
    invoke("done", "13")
    assert undo(invoke, "--file", "2024.yaml")[0] == "已撤回：任务 14 已办结（2023-12-20）"
    assert other.read_bytes() == SHIPPED.read_bytes()
    assert plan_file.read_bytes() != SHIPPED.read_bytes()


def test_a_file_that_import_wrote_over(invoke: Invoke, plan_file: Path) -> None:
    (plan_file.parent / "t.md").write_text(
        "# 新方案\n\n|序号|工作任务|责任单位|\n|-|-|-|\n|1|公开预算|县财政局|\n", encoding="utf-8"
    )
    invoke("import", "t.md", "-o", "tasks.yaml", "--force")
    assert plan_file.read_bytes() != SHIPPED.read_bytes()
    assert undo(invoke)[0].startswith("已撤回：整个文件换成了《")
    assert plan_file.read_bytes() == SHIPPED.read_bytes()
    invoke("import", "t.md", "-o", "new.yaml")
    invoke("undo", "--file", "new.yaml", code=3)


def test_where_nothing_can_be_kept_the_write_goes_through(
    invoke: Invoke, plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(plan_file))
    assert invoke("done", "14").err == ""
    written = plan_file.read_bytes()
    assert "没有可以撤回的改动" in invoke("undo", code=3).err
    assert plan_file.read_bytes() == written != SHIPPED.read_bytes()


def test_between_processes(run_gkplan: RunGkplan, plan_file: Path) -> None:
    run_gkplan("done", "14")
    run_gkplan("note", "14", "补充")
    assert "还可以再撤回 1 次" in run_gkplan("undo").out
    assert NONE_LEFT in run_gkplan("undo").out
    run_gkplan("undo", code=3)
    assert plan_file.read_bytes() == SHIPPED.read_bytes()


@pytest.mark.parametrize("placeholder", ["  done:\n", "  done: # 待填\n", "  progress: []\n", "  progress:  # 待报\n"])
def test_a_key_that_waited_waits_again(folder: Path, invoke: Invoke, placeholder: str) -> None:
    path = folder / "tasks.yaml"
    path.write_text(
        "plan: {title: 试验, year: 2023}\nunits: {甲局: {}}\ntasks:\n"
        f"- id: 1\n  requirement: 公开\n  units: [甲局]\n  deadline: 12月底前\n{placeholder}",
        "utf-8",
    )
    before = path.read_bytes()
    invoke("done", "1", *(["--unit", "甲局"] if "progress" in placeholder else []))
    assert path.read_bytes() != before
    invoke("undo")
    assert path.read_bytes() == before
