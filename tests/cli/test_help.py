"""Help pages: found by what people try, in the window or beginning with examples, in words that are explained."""

import pytest

from gkplan.cli.app import COMMANDS
from gkplan.text.folding import measure
from tests.conftest import Invoke


@pytest.mark.parametrize("name", COMMANDS)
def test_a_page_fits_the_window_or_begins_with_examples(invoke: Invoke, name: str) -> None:
    lines = invoke(name, "--help", columns=80).out.splitlines()
    assert max(map(measure, lines)) <= 80
    assert len(lines) < 24 or "例如：" in lines[:7]
    if "例如：" in lines:
        at = lines.index("例如：")
        assert lines[at + 1].startswith(f"  gkplan {name}")


@pytest.mark.parametrize("args", [[], *([name] for name in COMMANDS)])
def test_the_short_option_shows_the_same(invoke: Invoke, args: list[str]) -> None:
    assert invoke(*args, "-h").out == invoke(*args, "--help").out


def test_the_first_page_has_a_line_a_command(invoke: Invoke) -> None:
    lines = invoke("--help").out.splitlines()
    told = [line.split()[0] for line in lines[lines.index("命令：") + 1 : lines.index("选项：") - 1]]
    assert told == list(COMMANDS)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["list", "--help"], "临期（快到期，通常 30 天内）"),
        (["due", "--help"], "临期（快到期，通常 30 天内）"),
        (["stats", "--help"], "办结率＝已办结÷（任务－长期）"),
        (["stats", "--help"], "数量落后指完成的数量少于按时间进度应达到的"),
    ],
)
def test_the_offices_words_are_explained_where_they_are_met(invoke: Invoke, args: list[str], told: str) -> None:
    assert told in "".join("".join(line.split()) for line in invoke(*args).out.splitlines()).replace(
        "通常30天内", "通常 30 天内"
    )


def test_letters_use_plain_words(invoke: Invoke, plan_file: object) -> None:
    assert plan_file
    for args in (["remind"], ["remind", "--by", "task"]):
        text = invoke(*args, "--as-of", "2023-12-10").out
        assert "即将到期" in text or "还有" in text
        assert not {word for word in ("临期", "办结率", "落后") if word in text}


def test_what_may_be_written_several_times_says_so(invoke: Invoke) -> None:
    assert invoke("show", "--help").out.splitlines()[0] == "用法：gkplan show [选项] 序号…"
