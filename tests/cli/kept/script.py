"""A year of 商河县 as a script: what the liaisons send in and what the office does about it, day by day."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

TOWNS = (
    "许商街道",
    "殷巷镇",
    "怀仁镇",
    "龙桑寺镇",
    "郑路镇",
    "贾庄镇",
    "玉皇庙镇",
    "白桥镇",
    "孙集镇",
    "韩庙镇",
    "沙河镇",
    "张坊镇",
)
DEPARTMENTS = (
    "县政府办公室",
    "县发改局",
    "县教体局",
    "县工信局",
    "县民政局",
    "县司法局",
    "县财政局",
    "县人社局",
    "县自然资源局",
    "县住建局",
    "县交通运输局",
    "县水务局",
    "县农业农村局",
    "县卫生健康局",
    "县退役军人局",
    "县应急局",
    "县市场监管局",
    "县税务局",
    "市生态环境局商河分局",
    "县大数据服务中心",
)
SECTORS = ("县发改局", "县教体局", "县住建局", "县交通运输局", "县卫生健康局", "县水务局", "市生态环境局商河分局")
"""Those of task 41."""


class Logged(NamedTuple):
    """An entry as a person looks it up in the log: the newest of this kind."""

    piece: str
    kind: str
    unit: str | None = None
    period: str | None = None


class Command(NamedTuple):
    """A command line of a day; `code` is what it ends with, `corrects` how many lines it may change or take out."""

    day: str
    args: tuple[str | Logged, ...]
    code: int = 0
    corrects: int = 0


class ByHand(NamedTuple):
    """An edit in an editor: the one place where `old` stands gets `new`."""

    day: str
    old: str
    new: str


def on(day: str, *args: str | Logged, code: int = 0, corrects: int = 0) -> Command:
    return Command(day, args, code, corrects)


def of(*units: str) -> tuple[str, ...]:
    return tuple(word for unit in units for word in ("--unit", unit))


EVERYONE = "\n  units: [各镇街, 县政府各部门单位]\n  deadline: "
TASK_31 = "切实维护政府门户网站和政务新媒体发布内容的权威性和严肃性。" + EVERYONE
TASK_38 = "依法依规及时准确予以答复反馈。" + EVERYONE
TASK_41 = "并定期对公共企事业单位信息公开情况进行专项评估。\n  units: [县发改局, 县教体局, 县住建局, 县交通运输局, 县卫生健康局, 县水务局, 市生态环境局商河分局]\n  deadline: "

BEFORE = (
    ByHand("2023-01-03", "  year: 2023 ", "  office: 县政府办公室\n  year: 2023 "),
    ByHand("2023-01-03", "{full: 商河县财政局}", "{full: 商河县财政局, contact: 王联络员 84880101}"),
    ByHand("2023-01-03", "  孙集镇: {}", "  孙集镇: {contact: 党政办李主任 84880909}"),
    ByHand("2023-01-03", TASK_38 + "2023年12月底前", TASK_38 + "每季度末"),
    ByHand("2023-01-03", TASK_31 + "2023年12月底前", TASK_31 + "每季度结束后10日内"),
    ByHand("2023-01-03", TASK_41 + "2023年12月底前", TASK_41 + "每月底"),
)
"""What the office does to the shipped plan before the year begins."""


def liaisons() -> Iterator[Command]:
    """What the units send in, entered on the day it comes."""
    chance = random.Random(2023)  # noqa: S311
    yield from _quarters_of_38(chance)
    yield from _quarters_of_31(chance)
    yield from _months_of_41(chance)
    yield from _schemes(chance)
    yield from _trainings(chance)
    yield from _others()


def _after(day: str, days: int) -> str:
    return str(date.fromisoformat(day) + timedelta(days=days))


def _quarters_of_38(chance: random.Random) -> Iterator[Command]:
    """The towns one after the other, some late, some never; the departments in two batches."""
    for quarter, end in enumerate(("2023-03-31", "2023-06-30", "2023-09-30", "2023-12-31"), 1):
        piece = f"38@2023Q{quarter}"
        order = chance.sample(TOWNS, 10 if quarter < 4 else 12)
        for towns in (order[:1], order[1:2], order[2:4], order[4:5], order[5:8], order[8:9], order[9:]):
            owing = [town for town in towns if (town, quarter) != ("孙集镇", 2)]
            day = _after(end, chance.randint(-8, 9))
            if owing and chance.random() < 0.5:
                yield on(day, "note", piece, f"受理依申请公开 {chance.randint(1, 9)} 件", "--done", *of(*owing))
            elif owing:
                # What came in two days ago is entered with its own day.
                yield on(_after(day, 2), "done", piece, *of(*owing), "--date", day, "--note", "零报告")
        punctual = chance.sample(DEPARTMENTS, 14)
        late = [each for each in DEPARTMENTS if each not in punctual and each != "县税务局"]
        yield on(_after(end, -3), "done", piece, *of(*punctual))
        yield on(_after(end, 6), "done", piece, *of(*late[: 4 if quarter < 3 else None]))
        if "县税务局" not in punctual:
            yield on(_after(end, 12), "note", piece, "系统升级后补报", "--done", *of("县税务局"))


def _quarters_of_31(chance: random.Random) -> Iterator[Command]:
    for name, end in (("2022Q4", "2022-12-31"), ("2023Q1", "2023-03-31"), ("2023Q2", "2023-06-30")):
        everyone = chance.sample([*TOWNS, *DEPARTMENTS], 32)
        for first, later in ((0, 5), (8, 9), (16, 11), (24, 14)):
            some = everyone[first : first + 8 if name != "2023Q2" else first + 7]
            yield on(_after(end, later), "done", f"31@{name}", *of(*some), "--note", "三审三校自查")
    yield on("2023-10-08", "done", "31@2023Q3", "--unit", "各镇街", "--evidence", "自查表.xlsx")


def _months_of_41(chance: random.Random) -> Iterator[Command]:
    """Seven units every month but August; the last of them reports on December in January."""
    for month in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12):
        end = month_ends(month)
        order = chance.sample(SECTORS, 7)
        if month == 12:
            order = [each for each in order if each != "县水务局"]
        yield on(_after(end, -4), "note", f"41@2023-{month:02}", "已评估", "--done", *of(*order[:4]))
        yield on(_after(end, chance.randint(0, 6)), "done", f"41@2023-{month:02}", *of(*order[4:]))
    yield on("2024-01-17", "done", "41@2023-12", *of("县水务局"), "--note", "补报")


def month_ends(month: int) -> str:
    return str(date(2023, month + 1, 1) - timedelta(days=1)) if month < 12 else "2023-12-31"


def _schemes(chance: random.Random) -> Iterator[Command]:
    """The schemes of step 46.1, collected unit by unit."""
    for unit in (*TOWNS, *DEPARTMENTS):
        if unit in {"韩庙镇", "县应急局"}:
            continue
        day = _after("2023-08-31", chance.randint(-25, 5))
        if chance.random() < 0.3:
            yield on(_after(day, -6), "note", "46.1", "初稿已报审", *of(unit))
        yield on(day, "done", "46.1", *of(unit), "--evidence", f"{unit}实施方案.docx")


def _trainings(chance: random.Random) -> Iterator[Command]:
    """Every second report closes the part at once."""
    units = [unit for unit in (*TOWNS, *DEPARTMENTS) if unit not in {"县水务局", "张坊镇"}]
    for first in range(0, 30, 2):
        day = _after("2023-03-01", chance.randint(0, 280))
        closes = ("--done",) if first % 4 == 0 else ()
        yield on(day, "note", "49", "已组织专题培训", "--count", "1", *closes, *of(*units[first : first + 2]))


def _others() -> Iterator[Command]:
    yield on("2023-02-20", "note", "16", "邀请代表列席第一次常务会议", "--count", "1", *of("县府办"))
    yield on("2023-06-20", "note", "16", "邀请代表列席第二、三次常务会议", "--count", "2")
    yield on("2023-10-18", "note", "16", "邀请代表列席第四、五次常务会议", "--count", "2")
    yield on("2023-03-10", "note", "14", "目录专题已上线", *of("县司法局"))
    yield on("2023-11-03", "done", "14", *of("县司法局", "县民政局", "县住建局"))
    yield on("2023-12-29", "done", "14", *of("县自然资源局", "县农业农村局", "县水务局", "县交通运输局"))
    yield on("2023-05-06", "note", "17", "已印发评价方案", "--unit", "各镇街")
    yield on("2023-06-08", "done", "17", "--unit", "各镇街")
    yield on("2023-09-12", "done", "39", "--unit", "各镇街")
    yield on("2023-10-12", "done", "39", "--unit", "县政府各部门单位")
    yield on("2023-10-14", "note", "39", "补充案例", *of("白桥镇"))
    yield on("2023-11-28", "done", "40", *of(*SECTORS[:5]))
    yield on("2023-12-04", "done", "40", *of(*SECTORS[5:]))
    yield on("2023-08-15", "note", "27.1", "活动方案已报")
    yield on("2023-09-28", "done", "45.1", *of("县财政局"))
    yield on("2023-10-09", "done", "45.1", *of("县税务局"))
    yield on("2023-05-12", "note", "18.1", "栏目已梳理", "--unit", "县政府各部门单位")
    yield on("2023-06-29", "done", "18.1", "--unit", "县政府各部门单位")
    yield on("2023-07-19", "done", "18", *of("许商街道", "殷巷镇"))
    yield on("2023-04-11", "done", "3", "--note", "已公开“十条政策”成效")
    yield on("2023-10-11", "note", "31@2023Q4", "已布置年终自查")
    yield on("2023-04-12", "note", "47", "第一期通报已整改", *of("沙河镇"))


def office() -> Iterator[Command | ByHand]:
    """What the office does: steps, extensions, waivers, what is sent back, corrections and closings."""
    yield from _steps()
    yield from _grants()
    yield from _sent_back()
    yield from _entered_twice()
    yield from _corrections()
    yield from _closings()
    yield from _by_hand()


def _steps() -> Iterator[Command | ByHand]:
    yield on("2023-01-05", "step", "45", "向主管部门备案工作人员", "--deadline", "2023年9月30日前")
    yield on("2023-01-05", "step", "27", "报活动方案", "--deadline", "2023-08-20")
    yield on("2023-01-05", "step", "18", "梳理主动公开基本目录", "--deadline", "2023年6月底前")
    yield on("2023-01-05", "step", "18", "公布主动公开基本目录", "--deadline", "2023年11月15日前")
    written = "  - what: 向主管部门备案工作人员\n    deadline: 2023年9月30日前\n"
    yield ByHand("2023-01-06", written, written + "    units: [县财政局, 县税务局]\n")
    written = "  - what: 报活动方案\n    deadline: 2023-08-20\n"
    yield ByHand("2023-01-06", written, written + "    units: [县政府办公室]\n")
    yield on("2023-06-01", "add", "公开年度财政决算", *of("县财政局"), "--deadline", "2023年9月底前")


def _by_hand() -> Iterator[ByHand]:
    """What the office writes into the file itself: the rule of 38 changes midway; entries for a group, in block form."""
    yield ByHand("2023-07-03", TASK_38 + "每季度末", TASK_38 + "每季度结束后10日内")
    limit = EVERYONE + "2023年12月底前\n"
    for day, task, entries in (
        ("2023-04-26", "积极挖掘优秀账号。", GROUP_REPORT),
        ("2023-05-04", "办事服务同质同效。", UNDATED_EXTENSION),
        ("2023-11-30", "努力培养一批政务公开专业人才。", TWO_EXTENSIONS),
    ):
        yield ByHand(day, task + limit, task + limit + entries)


GROUP_REPORT = """\
  extensions:
  - {to: 2024-01-10, on: 2023-04-24, unit: 各镇街, reason: 备案系统切换}
  progress:
  - date: 2023-04-25
    unit: 各镇街
    done: true
    note: 备案材料已齐
"""
UNDATED_EXTENSION = """\
  extensions:
  - {to: 2024-01-31, reason: 上级统一要求}
  progress:
  - {date: 2023-05-04, note: 已布置}
"""
TWO_EXTENSIONS = """\
  extensions:
  - {to: 2024-03-31, date: 2023-11-28, reason: 跟班学习未结束}
  - {to: 2024-01-10, date: 2023-11-29, reason: 会议改定}
"""


def _grants() -> Iterator[Command]:
    """Extensions and waivers."""
    yield on("2023-07-01", "waive", "38@2023Q2", *of("孙集镇"), "--reason", "机构调整")
    yield on("2023-09-25", "waive", "31@2023Q4", *of("张坊镇"), "--reason", "账号已注销")
    yield on("2023-08-10", "waive", "41@2023-08", "--reason", "平台迁移，全县免报")
    yield on("2023-09-21", "extend", "38@2023Q3", "--to", "2023-10-25", *of("县税务局"), "--reason", "系统升级")
    yield on("2023-08-28", "extend", "46.1", "--to", "2023-09-15", *of("县税务局", "韩庙镇"), "--reason", "机构调整")
    yield on("2023-09-14", "extend", "46.1", "--to", "2023-10-31", *of("韩庙镇"), "--reason", "主要负责人未到任")
    yield on("2023-09-20", "extend", "39", "--to", "2023-10-31", "--reason", "案例由市里统一下发")
    yield on("2023-07-05", "extend", "13", "--to", "2023-08-31", "--reason", "目录待审", "--late")
    yield on("2023-12-20", "extend", "14", "--to", "2024-01-31", "--reason", "系统对接未完成")
    yield on("2023-12-22", "extend", "14", "--to", "2024-02-28", *of("县应急局"), "--reason", "应急值守")
    yield on("2023-11-01", "extend", "50", "--to", "2024-01-15", "--reason", "与市里合办")
    yield on("2023-12-15", "extend", "50", "--to", "2024-03-31", "--reason", "市里改期")
    yield on("2023-11-25", "extend", "41@2023-11", "--to", "2023-12-20", "--reason", "年度考核合并评估")
    # Granted to one, and then a longer time to all.
    yield on("2023-11-02", "extend", "40", "--to", "2023-12-03", *of("县水务局"), "--reason", "管网抢修")
    yield on("2023-11-29", "extend", "40", "--to", "2023-12-10", "--reason", "等省里目录")
    yield on("2023-11-15", "extend", "18.2", "--to", "2023-12-10", "--reason", "目录待批", "--date", "2023-11-14")


def _sent_back() -> Iterator[Command]:
    """What was reported is not good enough; most is reported again."""
    yield on("2023-04-10", "return", "41@2023-03", *of("县水务局"), "--reason", "未填评估结果")
    yield on("2023-04-12", "done", "41@2023-03", *of("县水务局"))
    yield on("2023-09-13", "return", "46.1", *of("韩庙镇"), "--reason", "缺责任分工", code=4)
    yield on("2023-04-13", "return", "38@2023Q1", *of("县财政局"), "--reason", "数据有误")
    yield on("2023-04-14", "done", "38@2023Q1", *of("县财政局"), "--note", "已更正")
    yield on("2023-04-14", "return", "38@2023Q1", *of("县司法局", "县民政局"), "--reason", "佐证材料不全")
    yield on("2023-04-18", "note", "38@2023Q1", "佐证材料已补", *of("县司法局"), "--done")
    yield on("2023-09-07", "return", "46.1", *of("怀仁镇"), "--reason", "缺责任分工")
    yield on("2023-09-11", "done", "46.1", *of("怀仁镇"), "--note", "已补责任分工")
    yield on("2023-09-12", "return", "46.1", *of("怀仁镇", "贾庄镇"), "--reason", "未盖章")
    yield on("2023-09-18", "done", "46.1", *of("贾庄镇"), "--date", "2023-09-15")
    yield on("2023-06-12", "return", "17", *of("郑路镇"), "--reason", "评价报告缺数据")
    yield on("2023-06-14", "return", "17", *of("白桥镇"), "--reason", "评价报告缺数据", "--date", "2023-06-13")
    yield on("2023-11-06", "done", "17", *of("郑路镇"))
    # Who reported with a group is sent back alone, and what is done to a task reaches its steps.
    yield on("2023-05-08", "return", "33", *of("白桥镇"), "--reason", "缺注销记录")
    yield on("2023-05-09", "reopen", "33", *of("孙集镇"), code=4)
    yield on("2023-10-11", "return", "18", *of("殷巷镇"), "--reason", "目录未公布")
    yield on("2023-12-10", "return", "49", *of("许商街道"), "--reason", "没有签到表")
    yield on("2023-08-25", "done", "27.1")
    yield on("2023-09-04", "return", "27.1", *of("县府办"), "--reason", "方案未报批", corrects=1)
    yield on("2023-10-18", "done", "31@2023Q3")
    yield on("2023-10-19", "return", "31@2023Q3", *of("县财政局"), "--reason", "没有自查表")
    # Of whom nothing is expected: nothing to close or to send back.
    yield on("2023-07-06", "note", "38@2023Q2", "零报告", *of("孙集镇"), "--done", code=4)
    yield on("2023-07-06", "return", "38@2023Q2", *of("孙集镇"), "--reason", "数据有误", code=4)
    # Closed as a whole by mistake: what was closed stays for those whose part is not sent back.
    yield on("2023-05-10", "done", "44")
    yield on("2023-05-16", "return", "44", *of("沙河镇"), "--reason", "没有协调机制文件", corrects=1)


def _entered_twice() -> Iterator[Command]:
    """Two people enter the same: refused, and where it did happen twice, written with --again."""
    report = ("note", "26", "回应热点一次", *of("县应急局"))
    yield on("2023-05-22", *report)
    yield on("2023-05-22", *report, code=4)
    yield on("2023-05-22", *report, "--again")
    yield on("2023-06-20", "note", "16", "邀请代表列席第二、三次常务会议", "--count", "2", code=4)
    yield on("2023-06-08", "note", "17", "已印发评价方案", "--unit", "各镇街", "--date", "2023-05-06", code=4)
    # What was closed before is said to be so, and nothing is written.
    yield on("2023-06-09", "done", "17", *of("许商街道"))
    yield on("2023-07-20", "waive", "38@2023Q2", *of("孙集镇"), "--reason", "机构调整")


def _corrections() -> Iterator[Command]:
    yield on("2023-05-25", "amend", Logged("26", "progress", "县应急局"), "--note", "回应热点两次", corrects=1)
    yield on("2023-05-26", "amend", Logged("26", "progress", "县应急局"), "--date", "2023-05-18", corrects=1)
    yield on("2023-10-19", "amend", Logged("16", "progress"), "--count", "1", corrects=1)
    yield on("2023-10-25", "amend", Logged("16", "progress"), "--count", "2", "--date", "2023-10-17", corrects=1)
    yield on("2023-09-08", "amend", Logged("46.1", "done", "孙集镇"), "--date", "2023-08-30", corrects=1)
    yield on("2023-10-16", "amend", Logged("38", "done", "县教体局", "2023Q3"), "--note", "含教办", corrects=1)
    yield on("2023-07-20", "amend", Logged("38", "waived", "孙集镇"), "--note", "机构调整，人员未到位", corrects=1)
    yield on("2023-10-15", "retract", Logged("39", "progress", "白桥镇"), corrects=1)
    yield on("2023-10-20", "retract", Logged("38", "done", "县人社局", "2023Q3"), corrects=1)
    yield on("2023-11-09", "note", "25", "记错了任务", *of("县民政局"))
    yield on("2023-11-09", "undo", corrects=3)
    yield on("2023-11-09", "done", "1", *of("县民政局"))
    yield on("2023-11-09", "undo", corrects=3)
    yield on("2023-11-09", "note", "24", "解读形式五种", *of("县民政局"))
    # To another unit: entered for the wrong town.
    yield on("2023-11-10", "note", "24", "解读形式三种", *of("沙河镇"))
    yield on("2023-11-11", "amend", Logged("24", "progress", "沙河镇"), "--unit", "张坊镇", corrects=1)


def _closings() -> Iterator[Command]:
    yield on("2023-04-20", "done", "11", "--note", "年度计划已公开")
    yield on("2023-04-28", "reopen", "11", corrects=1)
    yield on("2023-10-15", "done", "11")
    yield on("2023-07-25", "done", "13")
    yield on("2023-10-26", "reopen", "39", *of("县水务局"), corrects=1)
    yield on("2023-11-20", "done", "39", *of("县水务局"), "--note", "已补报")
    yield on("2023-12-20", "done", "16", "--note", "五次都已列席")
    yield on("2023-12-27", "done", "46", "--note", "落实情况已纳入年度报告")
    yield on("2023-12-28", "done", "2", "4", "5-10", "12", "19-23")
    # The series ends; what is still to come is not owed any more.
    yield on("2023-12-28", "done", "31")
    yield on("2023-12-30", "done", "47")
    yield on("2024-01-10", "done", "28-30", "32", "--date", "2023-12-31")
    yield on("2023-09-27", "done", "52")


def year() -> list[Command | ByHand]:
    """All of it in the order of the days; within a day what was sent in comes before what is done about it."""
    return sorted([*liaisons(), *office()], key=lambda each: each.day)
