"""What a column holds, told by the name at its head. Nothing here knows rows or file formats."""

from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from gkplan.text.patterns import compiled

if TYPE_CHECKING:
    import re


class Role(str, Enum):
    """What the cells of a column are."""

    SERIAL = "serial"
    TEXT = "text"
    UNITS = "units"
    LEAD = "lead"
    SUPPORT = "support"
    DEADLINE = "deadline"
    PERSON = "person"
    OTHER = "other"


WHO = frozenset({Role.UNITS, Role.LEAD, Role.SUPPORT})
"""What names units: all of them, those that lead (牵头), those that co-operate (配合)."""

LABELS = WHO | {Role.DEADLINE, Role.PERSON}
"""What a label before a colon can say of the words behind it."""

# Tried in this order: 牵头负责领导 is a person before it is a lead, 完成情况 no time limit, 时限要求 no task.
_RULES = (
    (
        Role.SERIAL,
        r"序|(?:.{0,4}[^文代])?(?:序号|编号)|.{0,3}(?:建议|提案|议案|案|任务|项目)号|项号|项次|次序|序列号?|no\.?|№|n[o0]",
    ),
    (
        Role.PERSON,
        r".*(?:领导|责任人|负责人|联系人|联络员|电话|联系方式|姓名|职务|包保人|承办人|经办人|代表|委员|提案人|提案者|具体责任人员?|签字|填报人|填表人|审核人|制表人|经手人)",
    ),
    (
        Role.OTHER,
        (
            r"(?:工作|目前|完成|推进|当前|项目|形象|办理)?进度|.*是否.*|.*评分.*"
            r"|.*(?:督办|督查|督导|指导|监管|销号|考核|监督|审核|填报|填表|制表|验收)(?:单位|部门|科室)"
            r"|.*(?:代码|编码)|下一?步.*|(?:启动|开始|开工|起始|交办|受理|更新|填报|填表|来文|批示)(?:时间|日期|月份)|提出人|操作|办理类型"
            r"|.*(?:目标值|程序|形式|标志|成效|地点|地址|备注|说明|进展|情况|佐证|分值|得分|权重|依据|链接|网址|附件|是否|计量单位"
            r"|考核方式|评分|扣分|(?:公开|报送|发布|反馈|展示|解读)(?:方式|渠道|载体|途径|对象|范围|层级|形式|平台|程序|栏目|时间段)"
            r"|渠道和载体|销号|状态|完成率|百分比|投资|资金|金额|万元|亿元|存在问题|困难|来源|文号)"
        ),
    ),
    (
        Role.DEADLINE,
        r".*(?:时限|期限|时间|截止|日期|节点|时段|周期|频率|频次|工期|进度安排|进度要求|完成月份|时序进度)[^单部]*",
    ),
    (Role.SUPPORT, r".*(?:配合|协办|协同|协助|参与|参加|会办|协作|其他责任|其它责任|次要责任).*"),
    (Role.LEAD, r".*(?:牵头|主办|主要责任|第一责任).*"),
    (
        Role.UNITS,
        (
            r".*(?:单位|部门|科室|处室|股室|室股|科股|科队|主体|机构|责任者|部委|委局|责任方|责任镇街|责任区县|实施者).*"
            r"|(?:责任|部门)?分工|分工安排|责任分解|责任|负责|落实|承办"
        ),
    ),
    (
        Role.TEXT,
        (
            r".*(?:任务|事项|内容|要求|措施|工作|指标|目标|项目|类别|类型|分类|领域|举措|实事|标准|主题|要点|重点|板块|方面|环节|栏目"
            r"|名称|问题|任务书|安排|计划|清单|目录|建议|条款|政策|文件|成果|案由|议题|建议|提案|行动|工程|方向|范围|依申请|标题|任务分解|任务分工)"
            # 建设内容及规模, 项目名称和标准.
            r"(?:(?:及其?|和|与|、|/)[^、/]{1,6})?"
        ),
    ),
)
# 重点任务及责任分工 holds the task, and who does it in its words.
_WITH_TASK = r".*(?:任务|事项|内容|措施|举措|要求)(?:及其?|和|与|、|/)(?:责任|牵头)?(?:分工|单位|部门)"
# A column of 责任单位及责任人 names units too; one of 单位责任人 only a person.
_WITH_UNITS = r".*(?:单位|部门|科室|主体)(?:及其?|和|与|、|/|\(|（).+"
LONGEST = 18
"""Characters a column name may have without its bracketed notes; longer cells are text."""


@lru_cache(maxsize=1)
def _patterns() -> "tuple[tuple[Role, re.Pattern[str]], ...]":
    import re

    return tuple(
        (role, re.compile(rule, re.IGNORECASE))
        for role, rule in ((Role.TEXT, _WITH_TASK), (Role.UNITS, _WITH_UNITS), *_RULES)
    )


def name_of(text: str) -> str:
    """Return a column name without the blanks, breaks and bracketed notes it is printed with: 工 作 任 务 → 工作任务."""
    import re

    whole = "".join(text.split())
    bare = re.sub(r"[(（〔\[][^()（）〔〕\[\]]*[)）〕\]]", "", whole)
    return (bare or whole).strip(":：*＊·、。↑↓▲▼△▽⇅↕")


def whole_name(text: str) -> str:
    """Return a column name on one line: 牵头 over 单位, as a narrow cell breaks it, is 牵头单位."""
    return "".join(text.split("\n"))


@lru_cache(maxsize=1024)
def role_of(text: str) -> Role | None:
    """Return what a column headed `text` holds, None when it reads like no column name."""
    name = name_of(text)
    # 一、 and （一） open headings, whatever words they hold: 一、加强部门协同配合 names no column of units.
    if compiled(r"\s*(?:[一二三四五六七八九十百]{1,4}[、.．]|[(（〔][一二三四五六七八九十百]{1,4}[)）〕])").match(text):
        return None
    if not name or len(name) > LONGEST or any(sign in name for sign in "。；;，,：:"):
        return None
    return next((role for role, pattern in _patterns() if pattern.fullmatch(name)), None)


def is_stage(text: str) -> bool:
    """Tell whether a column is named after a part of the year: 一季度, 第2季度目标, 上半年, 3月份."""
    return bool(
        compiled(
            r"(?:第?[一二三四1-4]季度?|[上下]半年|(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?)末?(?:底前|前)?"
            r"(?:的|工作)?(?:目标|计划|任务|进度|安排|节点|内容|要求|措施|完成情况)?"
        ).fullmatch(name_of(text))
    )


def without_level(text: str) -> str | None:
    """Return a column name without the level of government it begins with (我省, 市, 区县); None if it names none."""
    match = compiled(r"(?:我|本|全)?(?:国家|中央|省|自治区|市|州|盟|县|区|旗|乡镇|镇街)(?:级|直|里|内)?(?=.{2})").match(
        name_of(text)
    )
    return name_of(text)[match.end() :] if match else None


def is_of_offices(text: str) -> bool:
    """Tell whether a column holds offices within a unit: 责任处室, 科室."""
    return bool(compiled(r".*(?:处室|科室|股室|室股|科股|科队)(?!.*(?:单位|部门))").fullmatch(name_of(text)))


def is_header(names: "list[str]") -> bool:
    """Tell whether these cells head a table of tasks: a task or serial, and who or by when, every cell a name."""
    if len(names) < 2:
        return False
    roles = [Role.OTHER if is_stage(name) else role_of(name) for name in names]
    known = [role for role in roles if role is not None]
    filled = sum(1 for name in names if name.strip())
    if len(known) < 2 or len(known) * 3 < filled * 2:
        return False
    has_task = Role.TEXT in known or Role.SERIAL in known
    return has_task and (
        bool(WHO & set(known)) or Role.DEADLINE in known or (Role.TEXT in known and Role.SERIAL in known)
    )


# How well a column name fits the requirement itself; the others of the text columns are its headings.
_SPECIFIC = (
    "具体要求", "具体任务", "措施", "举措", "具体内容", "具体工作", "具体事项", "具体目标", "任务内容", "工作内容", "任务要求", "工作要求", "重点内容", "主要内容", "公开内容", "任务分解", "细化任务", "任务措施",
    "目标任务", "主要任务", "内容",
)  # fmt: skip


def requirement_at(names: list[str], columns: list[int]) -> int:
    """Return which of the text `columns` holds the requirement: the most specific name, else the last."""
    for rank in _SPECIFIC:
        for column in reversed(columns):
            if rank in name_of(names[column]):
                return column
    general = ("任务", "事项", "工作", "内容", "措施", "实事", "项目")
    plain = [c for c in columns if any(word in name_of(names[c]) for word in general)]
    grouping = [
        c for c in plain if not any(word in name_of(names[c]) for word in ("类别", "分类", "领域", "类型", "一级"))
    ]
    return (grouping or plain or columns)[-1]
