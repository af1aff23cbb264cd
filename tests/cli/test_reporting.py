"""note, extend, step and add: what they write, what they say, and whom they refuse, through the command line."""

from difflib import ndiff
from pathlib import Path

import pytest

from tests.conftest import Invoke

DAY = "2023-07-05"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GKPLAN_TODAY", DAY)


def changed(before: bytes, path: Path) -> list[str]:
    """The lines that came and went, in the order of the file, signed as in a diff."""
    old, new = (data.decode("utf-8").splitlines() for data in (before, path.read_bytes()))
    return [line for line in ndiff(old, new) if line[0] in "+-"]


WRITES = [
    pytest.param(
        ["note", "14", "目录专题已上线", "--unit", "司法"],
        "任务 14 已登记县司法局的进展（2023-07-05）：目录专题已上线",
        ["  progress:", "  - {date: 2023-07-05, unit: 县司法局, note: 目录专题已上线}"],
        id="note of a unit",
    ),
    pytest.param(
        ["note", "14", "已印发通知", "--date", "7月3日"],
        "任务 14 已登记进展（2023-07-03）：已印发通知",
        ["  progress:", "  - {date: 2023-07-03, note: 已印发通知}"],
        id="note without a unit, of an earlier day",
    ),
    pytest.param(
        ["note", "16", "第一、二次", "--count", "2", "--evidence", "https://example.cn/a", "--evidence", "截图.png"],
        "任务 16 已登记进展（2023-07-05）：第一、二次；累计 2/5 次",
        [
            "  progress:",
            "  - {date: 2023-07-05, count: 2, note: 第一、二次, evidence: ['https://example.cn/a', 截图.png]}",
        ],
        id="note with a count and evidence",
    ),
    pytest.param(
        ["note", "49", "已培训", "-u", "殷巷", "-u", "殷巷镇", "-u", "财政", "--count", "1"],
        "任务 49 已登记殷巷镇、县财政局的进展（2023-07-05）：已培训；累计 2/32 家",
        [
            "  progress:",
            "  - {date: 2023-07-05, unit: 殷巷镇, count: 1, note: 已培训}",
            "  - {date: 2023-07-05, unit: 县财政局, count: 1, note: 已培训}",
        ],
        id="note of two units, one named twice",
    ),
    pytest.param(
        ["note", "13", " 第一行\n\n  第二行 "],
        "任务 13 已登记进展（2023-07-05）：第一行 第二行",
        ["  progress:", "  - {date: 2023-07-05, note: 第一行 第二行}"],
        id="note pasted from several lines",
    ),
    pytest.param(
        ["extend", "14", "--to", "2024年3月底", "--reason", "系统对接未完成"],
        "任务 14 已延期：2023-12-31 延到 2024-03-31（2023-07-05 批准），理由：系统对接未完成",
        ["  extensions:", "  - {to: 2024-03-31, date: 2023-07-05, reason: 系统对接未完成}"],
        id="extend",
    ),
    pytest.param(
        ["extend", "13", "--to", "2023-08-31", "--reason", "机构调整", "--late"],
        "任务 13 已延期：2023-06-30 延到 2023-08-31（2023-07-05 批准），理由：机构调整",
        ["  extensions:", "  - {to: 2023-08-31, date: 2023-07-05, reason: 机构调整}"],
        id="extend after the day",
    ),
    pytest.param(
        ["extend", "13", "--to", "2023-08-31", "--reason", "机构调整", "--date", "2023-06-30", "--late"],
        "任务 13 已延期：2023-06-30 延到 2023-08-31（2023-06-30 批准），理由：机构调整",
        ["  extensions:", "  - {to: 2023-08-31, date: 2023-06-30, reason: 机构调整}"],
        id="extend, approved on the last day and entered later",
    ),
    pytest.param(
        ["step", "46", "报送半年情况", "--deadline", "7月15日前"],
        "任务 46 已加步骤 46.2：报送半年情况（7月15日前，2023-07-15）",
        ["  - what: 报送半年情况", "    deadline: 7月15日前"],
        id="step behind another",
    ),
    pytest.param(
        ["step", "46", "汇总", "--deadline", "每季度末", "-u", "大数据", "-u", "财政"],
        "任务 46 已加步骤 46.2：汇总（每季度末，分 4 期，县大数据服务中心、县财政局）",
        ["  - what: 汇总", "    deadline: 每季度末", "    units: [县大数据服务中心, 县财政局]"],
        id="step that recurs, of units of its own",
    ),
    pytest.param(
        ["step", "15", "公开采纳情况", "--after", "2023-09-20", "--within", "10个工作日"],
        "任务 15 已加步骤 15.1：公开采纳情况（2023年9月20日后10个工作日内，2023-10-10）",
        ["  steps:", "  - what: 公开采纳情况", "    deadline: 2023年9月20日后10个工作日内"],
        id="step by working days",
    ),
    pytest.param(
        ["step", "15", "公开采纳情况", "--after", "9月20日", "--within", "20天"],
        "任务 15 已加步骤 15.1：公开采纳情况（2023年9月20日后20天内，2023-10-10）",
        ["  steps:", "  - what: 公开采纳情况", "    deadline: 2023年9月20日后20天内"],
        id="step by days",
    ),
    pytest.param(
        ["add", "公开年度财政决算", "-u", "财政", "-s", "1.2", "--deadline", "9月底前"],
        "已新增任务 52（9月底前，2023-09-30）：县财政局",
        [
            "",
            "- id: 52",
            "  section: 一（二）",
            "  requirement: 公开年度财政决算",
            "  units: [县财政局]",
            "  deadline: 9月底前",
        ],
        id="add",
    ),
    pytest.param(
        ["add", "公开意见采纳情况", "-u", "司法", "--after", "2023-09-20", "--within", "20个工作日"],
        "已新增任务 52（2023年9月20日后20个工作日内，2023-10-24）：县司法局",
        [
            "",
            "- id: 52",
            "  requirement: 公开意见采纳情况",
            "  units: [县司法局]",
            "  deadline: 2023年9月20日后20个工作日内",
        ],
        id="add by working days",
    ),
    pytest.param(
        ["add", "办好开放日", "-u", "各镇街", "-u", "县府办", "--deadline", "长期坚持", "--id", "６０"],
        "已新增任务 60（长期坚持）：各镇街、县政府办公室",
        ["", "- id: 60", "  requirement: 办好开放日", "  units: [各镇街, 县政府办公室]", "  deadline: 长期坚持"],
        id="add without a day, with a number in full width",
    ),
    pytest.param(
        ["add", "公开", "-u", "司法", "--deadline", "文件印发后10个工作日内"],
        "已新增任务 52（文件印发后10个工作日内）：县司法局",
        ["", "- id: 52", "  requirement: 公开", "  units: [县司法局]", "  deadline: 文件印发后10个工作日内"],
        id="add with an event to come",
    ),
]


@pytest.mark.parametrize(("words", "said", "lines"), WRITES)
def test_what_is_written_is_only_added(
    plan_file: Path, invoke: Invoke, words: list[str], said: str, lines: list[str]
) -> None:
    before = plan_file.read_bytes()
    result = invoke(*words)
    assert (result.out, result.err) == (said + "\n", "")
    assert changed(before, plan_file) == [f"+ {line}" for line in lines]
    assert invoke("check").err == ""


RESPONSIBLE = "责任单位是县司法局、县民政局、县住建局、县自然资源局、县农业农村局、县水务局、县交通运输局、县应急局"
STRANGER = f"「县财政局」不是任务 14 的责任单位，没有改动；{RESPONSIBLE}"
DATES = "可写 2023-08-30、2023年8月30日、8月31日、9月底、2023年9月、年底、今天、+30d、-2w、+1m"

REFUSALS = [
    ("note 14 x --unit 县财政局", 4, STRANGER),
    ("note 14 x --unit 县司法局 --unit 县财政局", 4, STRANGER),
    ("note 16 x --unit 各镇街", 4, "「各镇街」不是任务 16 的责任单位，没有改动；责任单位是县政府办公室"),
    ("note 99 x", 3, "没有任务「99」；相近的有「9」、「49」、「39」、「29」"),
    ("note 46.1 x --count 1", 4, "步骤 46.1 没有数量要求，不能登记数量，没有改动；请去掉 --count，或先在文件里写上 target"),
    ("note 1-3 x", 2, "一次只能写一项，「1-3」是 3 项"),
    ("note 14@2023Q1 x", 3, "任务 14 没有分期（完成时限「2023年12月底前」），请写 14"),
    ("note 14 x --unit 镇", 3, "「镇」可以指「殷巷镇」、「怀仁镇」、「龙桑寺镇」、「郑路镇」、「贾庄镇」、「玉皇庙镇」、「白桥镇」、「孙集镇」等，请写明是哪一个"),
    ("note 14 x --unit 纪委", 3, "没有单位「纪委」；全部单位见 gkplan units"),
    ("note 14 x --date 2023-07-06", 4, "日期 2023-07-06 还没有到（今天是 2023-07-05），没有改动；请写已经过去的日期"),
    ("note 14 x --date 2023-02-30", 2, f"看不懂日期「2023-02-30」；{DATES}"),
    ("note 14 x --count 1", 4, "任务 14 没有数量要求，不能登记数量，没有改动；请去掉 --count，或先在文件里写上 target"),
    ("note 49 x --count 1", 4, "任务 49 的数量要求是每个单位的，没有改动；请用 --unit 写明是哪个单位的"),
    ("note 16 x --count -1", 2, "数量不能是负数，没有改动；登记错了的，先用 gkplan log 16 查编号，再用 gkplan amend 编号 --count 数量 改正，或用 gkplan retract 编号 撤下"),
    ("note 16 x --count 两", 2, "选项 --count 的值不对；用法见 gkplan note --help"),
    ("note 14 _", 2, "情况说明是空的，没有改动；请写上情况说明"),
    ("note 14", 2, "缺少参数「情况」；用法见 gkplan note --help"),
    ("extend 13 --to 2023-08-31 --reason x", 4, "任务 13 已于 2023-06-30 到期，延期应在到期前申请，没有改动；确已批准的，请加 --late 补登记"),
    ("extend 13 --to 2023-06-30 --reason x --late", 4, "延到 2023-06-30 不晚于现在的完成时限 2023-06-30，没有改动；请写更晚的日期"),
    ("extend 14 --to 2023-11-30 --reason x", 4, "延到 2023-11-30 不晚于现在的完成时限 2023-12-31，没有改动；请写更晚的日期"),
    ("extend 47 --to 2024-01-31 --reason x", 4, "任务 47 没有到期日（长期坚持），不能延期，没有改动"),
    ("extend 14 --to 2024-02-30 --reason x", 2, f"看不懂日期「2024-02-30」；{DATES}"),
    ("extend 14 --to 2024-01-31 --reason x --date 2023-07-06", 4, "日期 2023-07-06 还没有到（今天是 2023-07-05），没有改动；请写已经过去的日期"),
    ("extend 14 --to 2024-01-31 --reason _", 2, "延期的理由是空的，没有改动；请写上延期的理由"),
    ("extend 14 --to 2024-01-31", 2, "缺少选项 --reason；用法见 gkplan extend --help"),
    ("extend 46.1 --to 2023-08-30 --reason x", 4, "延到 2023-08-30 不晚于现在的完成时限 2023-08-31，没有改动；请写更晚的日期"),
    ("extend 99 --to 2023-09-30 --reason x", 3, "没有任务「99」；相近的有「9」、「49」、「39」、「29」"),
    ("step 46 x", 2, "请写明步骤的时限：--deadline 8月31日前，或 --after 2023-09-20 --within 10个工作日"),
    ("step 46 x --after 2023-09-20", 2, "--after 和 --within 要一起写，如 --after 2023-09-20 --within 10个工作日"),
    ("step 46 x --within 10个工作日", 2, "--after 和 --within 要一起写，如 --after 2023-09-20 --within 10个工作日"),
    ("step 46 x --deadline 9月底 --after 2023-09-20 --within 20日", 2, "--deadline 与 --after、--within 只能写一种"),
    ("step 46 x --after 2023-09-20 --within 很快", 2, "看不懂期限「很快」；可写 10个工作日、20日、20天、2周、1个月"),
    ("step 46 x --after 2023-09-31 --within 20日", 2, f"看不懂日期「2023-09-31」；{DATES}"),
    ("step 46 x --deadline 2月30日", 2, "时限「2月30日」：2023年2月没有30日，疑为2023年2月28日，请与原文核对；没有改动"),
    ("step 46 x --deadline 看情况", 2, "时限「看情况」：看不懂，请写成日期，如 2023年12月底前、2023-12-31、长期坚持；没有改动"),
    ("step 46 x --deadline 长期坚持", 2, "完成时限「长期坚持」定不出日期，没有改动；步骤要有一个日子，可写 8月31日前"),
    ("step 46 _ --deadline 9月底", 2, "步骤的内容是空的，没有改动；请写上步骤的内容"),
    ("step 99 x --deadline 9月底", 3, "没有任务「99」；相近的有「9」、「49」、「39」、「29」"),
    ("add x", 2, "请写明责任单位，如 --unit 县财政局；有几个就写几次"),
    ("add _ -u 财政", 2, "具体要求是空的，没有改动；请写上具体要求"),
    ("add x -u 财政 --id 13", 4, "已经有任务 13，没有改动；请换一个序号，或不写 --id"),
    # As a step's number, as a range, as a list, as nothing one could type.
    ("add x -u 财政 --id 46.2", 2, "「46.2」不能作序号，没有改动；请写数字，如 52"),
    ("add x -u 财政 --id 5-9", 2, "「5-9」不能作序号，没有改动；请写数字，如 52"),
    ("add x -u 财政 --id 60、61", 2, "「60、61」不能作序号，没有改动；请写数字，如 52"),
    ("add x -u 财政 --id 甲", 2, "「甲」不能作序号，没有改动；请写数字，如 52"),
    ("add x -u 纪委", 3, "没有单位「纪委」；全部单位见 gkplan units"),
    ("add x -u 财政 -s 九", 3, "没有章节「九」；一级章节有「一、围绕重点领域做好高质量政务公开」、「二、围绕行政决策做好常态化政务公开」、「三、围绕政策解读做好便民化政务公开」、「四、围绕严格规范标准做好精准化政务公开」、「五、围绕强化工作保障做好高水平政务公开」；全部章节见 gkplan sections"),
    ("add x -u 财政 --deadline 6月31日前", 2, "时限「6月31日前」：6月没有31日，疑为2023年6月30日，请与原文核对；没有改动"),
    ("add x -u 财政 --deadline 看情况", 2, "时限「看情况」：看不懂，请写成日期，如 2023年12月底前、2023-12-31、长期坚持；没有改动"),
    ("add x -u 财政 --after 2023-09-20", 2, "--after 和 --within 要一起写，如 --after 2023-09-20 --within 10个工作日"),
    ("done 14 --unit 县财政局", 4, STRANGER),
    ("done 16", 4, "任务 16 的数量要求还没有达到（0/5 次），没有办结；请先用 gkplan note 16 … --count 登记，确认办结请加 --force"),
    ("done 49 --unit 殷巷镇", 4, "殷巷镇还没有达到任务 49 的数量要求（0/1 次），没有办结；请先用 gkplan note 49 … --count 登记，确认办结请加 --force"),
    ("done 14 --date 明天", 4, "日期 2023-07-06 还没有到（今天是 2023-07-05），没有改动；请写已经过去的日期"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code", "message"), REFUSALS, ids=[case[0] for case in REFUSALS])
def test_what_is_refused_changes_nothing(plan_file: Path, invoke: Invoke, words: str, code: int, message: str) -> None:
    before = plan_file.read_bytes()
    # _ stands for a text of blanks.
    result = invoke(*("  " if word == "_" else word for word in words.split()), code=code)
    assert (result.out, result.err) == ("", f"gkplan: {message}\n")
    assert plan_file.read_bytes() == before


@pytest.mark.parametrize("verb", ["step", "add"])
def test_working_days_of_a_year_without_a_calendar_name_the_missing_notice(
    plan_file: Path, invoke: Invoke, verb: str
) -> None:
    before = plan_file.read_bytes()
    words = ["step", "15", "公开"] if verb == "step" else ["add", "公开", "-u", "司法"]
    result = invoke(*words, "--after", "2043-09-20", "--within", "10个工作日", code=4)
    assert result.out == ""
    assert result.err.startswith("gkplan: 《国务院办公厅关于2043年部分节假日安排的通知》尚未收录，无法推算工作日；")
    assert plan_file.read_bytes() == before


def test_a_closed_task_takes_no_extension_and_no_step(plan_file: Path, invoke: Invoke) -> None:
    invoke("done", "14", "--date", "2023-07-01")
    before = plan_file.read_bytes()
    extend = invoke("extend", "14", "--to", "2024-03-31", "--reason", "x", code=4)
    assert extend.err == "gkplan: 任务 14 已于 2023-07-01 办结，不用延期，没有改动\n"
    step = invoke("step", "14", "x", "--deadline", "9月底", code=4)
    assert step.err == "gkplan: 任务 14 已于 2023-07-01 办结，不能再加步骤，没有改动；请先运行 gkplan reopen 14\n"
    assert plan_file.read_bytes() == before


def test_a_second_extension_goes_behind_the_first_and_beyond_it(plan_file: Path, invoke: Invoke) -> None:
    invoke("extend", "14", "--to", "2024-01-31", "--reason", "一")
    before = plan_file.read_bytes()
    refused = invoke("extend", "14", "--to", "2024-01-31", "--reason", "二", code=4)
    assert refused.err == "gkplan: 延到 2024-01-31 不晚于现在的完成时限 2024-01-31，没有改动；请写更晚的日期\n"
    # Approved before the one on record: it would count in its place.
    refused = invoke("extend", "14", "--to", "2024-01-15", "--reason", "二", "--date", "2023-07-01", code=4)
    assert refused.err == "gkplan: 任务 14 在 2023-07-05 又批准过延期，不能再登记 2023-07-01 批准的，没有改动\n"
    assert plan_file.read_bytes() == before

    said = invoke("extend", "14", "--to", "2024-03-31", "--reason", "二").out
    assert said == "任务 14 已延期：2024-01-31 延到 2024-03-31（2023-07-05 批准），理由：二\n"
    assert changed(before, plan_file) == ["+   - {to: 2024-03-31, date: 2023-07-05, reason: 二}"]
    shown = invoke("show", "14").out
    assert "完成时限\t2023年12月底前（2023-12-31），延期到 2024-03-31\n" in shown
    assert (
        "延期 #1\t2023-07-05 批准 延到 2024-01-31，理由：一\n延期 #2\t2023-07-05 批准 延到 2024-03-31，理由：二\n"
        in shown
    )


def test_a_count_for_a_task_that_is_one_units_needs_no_unit(plan_file: Path, invoke: Invoke) -> None:
    assert plan_file.exists()
    invoke("note", "16", "五次", "--count", "5")
    assert invoke("done", "16").out == "任务 16 已办结（2023-07-05）\n"


JOINT = """\
plan: {title: 试验, year: 2023}
units: {甲局: {}, 乙局: {}}
tasks:
- id: 1
  requirement: 联合举办培训
  units: [甲局, 乙局]
  deadline: 2023年12月底前
  target: {count: 4, measure: 场}
"""


def test_what_two_units_are_to_reach_together(folder: Path, invoke: Invoke) -> None:
    """One of them can finish its part while the other goes on; only the last part waits for the number."""
    (folder / "tasks.yaml").write_text(JOINT, "utf-8")
    invoke("note", "1", "两场", "-u", "甲局", "--count", "2")
    assert invoke("done", "1", "-u", "甲局").out == "任务 1：甲局已办结（2023-07-05），还有 1 家未办结（共 2 家）\n"
    refused = invoke("done", "1", "-u", "乙局", code=4)
    assert refused.err == (
        "gkplan: 任务 1 的数量要求还没有达到（2/4 场），没有办结；请先用 gkplan note 1 … --count 登记，确认办结请加 --force\n"
    )
    invoke("note", "1", "两场", "-u", "乙局", "--count", "2")
    assert invoke("done", "1", "-u", "乙局").out == ("任务 1：乙局已办结（2023-07-05），各单位都已办结，整项办结\n")


@pytest.mark.parametrize(
    ("closing", "opening", "gone"),
    [
        pytest.param(["done", "14"], ["reopen", "14"], ["-   done: 2023-07-05"], id="task"),
        pytest.param(["done", "46.1"], ["reopen", "46.1"], ["-     done: 2023-07-05"], id="step"),
        pytest.param(
            ["done", "14", "-u", "司法", "--note", "x"],
            ["reopen", "14", "-u", "司法"],
            [
                "-   - {date: 2023-07-05, unit: 县司法局, done: true, note: x}",
                "+   - {date: 2023-07-05, unit: 县司法局, note: x}",
            ],
            id="part with a note, which stays",
        ),
    ],
)
def test_reopening_takes_one_line_away(
    plan_file: Path, invoke: Invoke, closing: list[str], opening: list[str], gone: list[str]
) -> None:
    invoke(*closing)
    before = plan_file.read_bytes()
    invoke(*opening)
    assert changed(before, plan_file) == gone


DATED = """\
plan:
  title: 试验
  year: 2023
  holidays: [{holidays}]
  workdays: [{workdays}]
units: {{甲局: {{}}}}
tasks:
- id: 1
  requirement: 公开
  units: [甲局]
  deadline: {deadline}
"""


@pytest.mark.parametrize(
    ("deadline", "holidays", "workdays", "due"),
    [
        # 29 September to 6 October are holidays, 7 and 8 October are worked: 21, 22, 25-28 September, 7-10 October.
        ("2023年9月20日后10个工作日内", "", "", "2023-10-10"),
        # ten more: 11-13, 16-20, 23, 24.
        ("自2023-09-20起20个工作日内", "", "", "2023-10-24"),
        # One day off that the State Council does not know puts the last day off by one; one more worked, back by one.
        ("2023年9月20日后10个工作日内", "2023-09-25", "", "2023-10-11"),
        ("2023年9月20日后10个工作日内", "", "2023-09-29", "2023-10-09"),
        ("2023年9月20日后10个工作日内", "2023-09-25", "2023-09-30", "2023-10-10"),
        # Calendar days know no holidays.
        ("2023年9月20日后20日内", "2023-09-25", "", "2023-10-10"),
    ],
)
def test_a_limit_that_carries_its_own_event_is_a_date_in_the_file(
    folder: Path, invoke: Invoke, deadline: str, holidays: str, workdays: str, due: str
) -> None:
    text = DATED.format(deadline=deadline, holidays=holidays, workdays=workdays)
    (folder / "tasks.yaml").write_text(text, "utf-8")
    assert invoke("list").out.split("\t")[:4] == ["1", "未启动", "0", due]
    assert invoke("overdue", "--as-of", due).out == ""
    assert invoke("check").out == "tasks.yaml：没有问题（1 项任务）\n".replace("tasks.yaml", str(folder / "tasks.yaml"))


def test_a_limit_in_a_year_without_a_calendar_is_listed_and_checked(folder: Path, invoke: Invoke) -> None:
    text = DATED.format(deadline="2043年9月20日后10个工作日内", holidays="", workdays="")
    (folder / "tasks.yaml").write_text(text, "utf-8")
    assert invoke("list").out.split("\t")[:4] == ["1", "未定时限", "0", "2043年9月20日后10个工作日内"]
    assert (
        "tasks.yaml:11:13: 提醒：任务 1 的时限「2043年9月20日后10个工作日内」：《国务院办公厅关于2043年部分节假日安排的通知》尚未收录"
        in (invoke("check").out)
    )
    # With the year's days in the file it is a date: 20 September 2043 is a Sunday, 1-7 October are off.
    text = DATED.format(
        deadline="2043年9月20日后10个工作日内",
        holidays=", ".join(f"2043-10-0{day}" for day in range(1, 8)),
        workdays="",
    )
    (folder / "tasks.yaml").write_text(text, "utf-8")
    assert invoke("list").out.split("\t")[:4] == ["1", "未启动", "0", "2043-10-09"]
