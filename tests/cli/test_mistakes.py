"""What is typed wrong: one Chinese line on stderr with the nearest candidates, the right code, nothing on stdout."""

from pathlib import Path

import pytest

from tests.conftest import Invoke

USAGE, NOT_FOUND, REFUSED = 2, 3, 4


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ("list --unit 财正局", NOT_FOUND, "没有单位「财正局」；相近的有「县财政局」；全部单位见 gkplan units"),
        (
            "list --unit 镇",
            NOT_FOUND,
            "「镇」可以指「殷巷镇」、「怀仁镇」、「龙桑寺镇」、「郑路镇」、「贾庄镇」、「玉皇庙镇」、「白桥镇」、「孙集镇」等，请写明是哪一个",
        ),
        ("overdue --unit 卫健委", NOT_FOUND, "没有单位「卫健委」；相近的有「县卫生健康局」"),
        ("due --unit 不存在的单位", NOT_FOUND, "没有单位「不存在的单位」"),
        ("list --section 九", NOT_FOUND, "没有章节「九」；一级章节有「一、围绕重点领域做好高质量政务公开」、"),
        ("list --section 强化政府信息公开", NOT_FOUND, "「强化政府信息公开」可以指「一（一） 聚焦促进经济高质量发展"),
        ("show 52", NOT_FOUND, "没有任务「52」；相近的有"),
        ("show 46.2", NOT_FOUND, "没有步骤「46.2」：任务 46 只有 46.1\n"),
        ("show 1.1", NOT_FOUND, "没有步骤「1.1」：任务 1 没有分步骤\n"),
        ("show 甲", USAGE, "「甲」不是任务序号；请写 14、1 2 3、5-9、步骤 46.1 或某一期 38@2023Q1\n"),
        ("show 9-5", USAGE, "序号范围「9-5」前后颠倒，请写成 5-9\n"),
        ("list --as-of 2023-02-30", USAGE, "看不懂日期"),
        ("list --as-of 很久以前", USAGE, "看不懂日期"),
        ("list --before 13月底", USAGE, "看不懂日期"),
        ("list --after +x", USAGE, "看不懂日期"),
        ("due --within 很快", USAGE, "看不懂天数"),
        ("list --status 完工", USAGE, "没有状态「完工」；可写已逾期（overdue）、临期（due_soon）、"),
        ("list --sort 大小", USAGE, "没有次序「大小」；可写"),
        ("list --format xml", USAGE, "没有格式「xml」；可写"),
        ("show 14 --format xml", USAGE, "没有格式「xml」；可写"),
        ("units --format xml", USAGE, "没有格式「xml」；可写"),
        ("sections --format xml", USAGE, "没有格式「xml」；可写"),
        ("check --format xml", USAGE, "没有格式「xml」；可写"),
        ("list --file 没有.yaml", NOT_FOUND, "没有文件 没有.yaml，请检查文件名，或用 gkplan init 生成一份\n"),
        ("--file 没有.yaml", NOT_FOUND, "没有文件 没有.yaml，请检查文件名，或用 gkplan init 生成一份\n"),
        ("check --file 没有.yaml", NOT_FOUND, "没有文件 没有.yaml，请检查文件名，或用 gkplan init 生成一份\n"),
        ("list --file .", REFUSED, ". 是文件夹，不是文件，请指明其中的 YAML 文件\n"),
        ("lits", USAGE, "没有命令「lits」，是不是 list"),
        ("催办", USAGE, "没有命令「催办」，写催办的话用 gkplan remind；用法见 gkplan --help\n"),
        ("delete 14", USAGE, "没有命令「delete」，撤下登记过的一条用 gkplan retract 14#3"),
        ("rm 14", USAGE, "没有命令「rm」，撤下登记过的一条用 gkplan retract 14#3"),
        ("ls", USAGE, "没有命令「ls」，列出任务用 gkplan list"),
        (
            "县财政局",
            USAGE,
            "没有命令「县财政局」；按单位、章节或文字查任务，写 gkplan list 县财政局；用法见 gkplan --help\n",
        ),
        ("xyzzy", USAGE, "没有命令「xyzzy」，可用的有 list、overdue、due、show、"),
        ("list --unti 财政", USAGE, "没有选项 --unti，是不是 --unit；用法见 gkplan list --help\n"),
        ("list --xyz", USAGE, "没有选项 --xyz；用法见 gkplan list --help\n"),
        ("list -x", USAGE, "没有选项 -x"),
        ("undo 财政局", USAGE, "多写了「财政局」；用法见 gkplan undo --help\n"),
        ("undo 甲 乙", USAGE, "多写了「甲 乙」；用法见 gkplan undo --help\n"),
        (
            "list 镇",
            NOT_FOUND,
            "「镇」可以指单位「殷巷镇」、「怀仁镇」、「龙桑寺镇」、「郑路镇」、「贾庄镇」、「玉皇庙镇」、「白桥镇」、「孙集镇」等，请写明是哪一个（--unit）；要按文字查找，用 --search 镇\n",
        ),
        ("overdue 强化政府信息公开", NOT_FOUND, "「强化政府信息公开」可以指章节「（一）聚焦促进经济高质量发展"),
        ("due 一 二", USAGE, "一次只能查一个章节，「一」和「二」请分开查\n"),
        ("list --unit", USAGE, "选项 --unit 后面要写一个值；用法见 gkplan"),
        ("list --direct=yes", USAGE, "选项 --direct"),
        ("show", USAGE, "缺少参数「序号」；用法见 gkplan show --help\n"),
    ],
)
def test_mistakes(invoke: Invoke, plan_file: Path, args: str, code: int, message: str) -> None:
    before = plan_file.read_bytes()
    result = invoke(*args.split(), code=code)
    assert result.out == ""
    assert result.err.startswith(f"gkplan: {message}"), result.err
    assert result.err.count("\n") == 1
    assert result.err.endswith("\n")
    assert plan_file.read_bytes() == before


@pytest.mark.parametrize(
    "option", ["--unit", "--section", "--status", "--sort", "--format", "--before", "--as-of", "--file"]
)
def test_a_value_with_control_signs_does_not_reach_the_terminal(invoke: Invoke, plan_file: Path, option: str) -> None:
    assert plan_file.is_file()
    result = invoke(
        "list", option, "\x1b[31m红\x07\u202e", code=NOT_FOUND if option in {"--unit", "--section", "--file"} else USAGE
    )
    assert result.out == ""
    assert not set("\x1b\x07\u202e") & set(result.err)
    assert "<U+001B>" in result.err


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--unit", ""],
        ["list", "--section", ""],
        ["list", "--search", ""],
        ["list", "--status", ""],
        ["show", ""],
    ],
    ids=str,
)
def test_an_empty_value_is_told_or_means_nothing_asked(invoke: Invoke, plan_file: Path, words: list[str]) -> None:
    assert plan_file.is_file()
    code = {"--unit": NOT_FOUND, "--status": USAGE, "": USAGE}.get(words[1], 0)
    result = invoke(*words, code=code)
    assert bool(result.out) == (code == 0)


def test_a_file_of_which_nothing_can_be_read_is_refused_with_its_first_problem(invoke: Invoke, folder: Path) -> None:
    (folder / "tasks.yaml").write_text("plan: {title: 试验}\nunits: {}\n", encoding="utf-8")
    result = invoke("list", "--file", "tasks.yaml", code=REFUSED)
    assert result.out == ""
    assert result.err.startswith("gkplan: tasks.yaml:1:1: 缺少 tasks（任务列表）")
    assert invoke("done", "1", "--file", "tasks.yaml", code=REFUSED).err.startswith("gkplan: tasks.yaml:1:1: ")
