"""What is left over of a phrase when its limits are read: words of time nothing accounts for, and days too many.

Nothing here finds a day; `phrases` hands in what it found and the text without it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from gkplan.dates.points import spell
from gkplan.dates.respelling import fold

# What stands in the text for a limit that was read: as it is, and with 前 behind it.
AT, BEFORE = "\ue000", "\ue001"

_DAYS_OF = "个?工作日|个?自然日|年度?|个?月|日|天|个?周|个?星期|个?礼拜|个?季度?|个?旬|个?小时|个?学期|个?学年"
_WORD = re.compile(
    # Accounted for, and no words of time: the number of a document, of an item of the cell, the time of day.
    r"(?P<none>[〔\[【(][0-9]{4}[〕\]】)]第?[0-9]+号|(?:(?<=^)|(?<=[,;。(]))[0-9]{1,2}[.、)](?![0-9])"
    rf"|(?<=[{AT}{BEFORE}])(?:上午|下午|中午|晚上?|早上?|凌晨)?[0-9]{{1,2}}(?:(?::[0-9]{{2}}){{1,2}}|[时点](?:[0-9]{{1,2}}分?|整|半)?))"
    r"|(?P<date>(?:[0-9]{4}年)?(?<![0-9])[0-9]{1,2}月份?(?:[底末初]|[上中下]旬|[上下]半月|[0-9]{1,2}[日号])?"
    r"|(?<!第)[1-4](?:个?季度|季)[底末初]?|第[1-4]季度?[底末初]?|[上下]半年)"
    r"|(?P<year>(?<![0-9])[0-9]{4}年度?)"
    rf"|(?P<place>第[0-9]{{1,3}}(?:(?:个?周|个?星期|个?礼拜)[一二三四五六日天末]|{_DAYS_OF})(?!期)|第[0-9]{{1,3}}个(?!人|方面)"
    rf"|(?:最后|最末|首|头|末|前|后)[0-9]{{1,2}}(?:{_DAYS_OF})(?!期)"
    r"|(?:[首头末]|最后|最末)个?(?:周|星期|礼拜|旬)(?!期|边)|(?:上|下|本|这|当|次)个?(?:周|星期|礼拜)(?!期|边)"
    r"|(?:周|星期|礼拜)[一二三四五六日天末](?!期)|[上中下]旬|[前后上下]半个?[月年]|[头末]月)"
    rf"|(?P<length>(?<![0-9.])[0-9]+(?:\.[0-9]+)?(?:{_DAYS_OF})(?!期)|半(?:个月|年|天)|(?:次|翌|明|去|上|下1?)年度?"
    "|春节|元旦|清明|端午|中秋|国庆|[五5]一(?=前|之前|节|期间|假)|十一(?=前|之前|期间|假)|七一(?=前|之前)|劳动节|除夕|元宵"
    "|[寒暑长]假|汛期|雨季|[春夏秋冬]季|入[冬夏汛]|(?<!召)开学(?!习|术|校|院|科)|(?<![0-9])年前|节[前后])"
    "|(?P<other>或者?)"
    r"|(?P<number>第?(?<![A-Za-z0-9.])[0-9]+(?:\.[0-9]+)*(?![0-9.:%‰A-Za-z次场期篇轮批条件项名份家户处台套座所类级元万亿千百亩吨米公平倍人个]))"
)
# Words that move a limit or take something out of it, wherever they stand; what is looked away from is no such word:
# 左右岸, 前后衔接, 推迟退休, 拆除, 巡视情况, 签约.
_CHANGE = re.compile(
    "原则上|(?:(?<=[底末初旬日号天月年度季周内时])|(?<=[底末月日]前))左右(?!岸|侧|两|手|翼)"
    "|(?<=[底末初旬日号年月度季中])前后(?!衔接|对比|呼应|台)"
    "|顺延|推迟(?!退休)|延后|延缓|延期(?!审|办|手续|申)|延至|延长至|提前[至到]|(?:调整|变更|改)[为至到](?=[0-9])"
    "|(?:遇|逢)(?:法定)?(?:节假日|假日|周末|特殊情况|雨|不可抗力?)(?:顺延|推迟)?"
    "|如[遇逢]|如(?:有|需|因)(?=变|调|推|延|特|不可|故|疫|天)|因故|特殊情况|确需|必要时"
    "|(?<![重巡监电可透轻审忽])视(?:情况?|具体|实际|进度|进展|工作|项目|天气|疫情)|酌情"
    "|除外|以外|之外|例外|(?<![清拆解免消扫排删去])除(?:[0-9]|[上下]半年|[本当]月)[^,;。()]{0,8}?外"
    "|另[定议]|另行[^,;。()]{0,2}(?:通知|确定|规定|安排|公布|明确)|待定|未定|暂定|原定|为准"
    "|预计|(?<![签公节合制条契预邀解续违履特])(?:大约|约)(?=[0-9]|年)|大概|大致|不得?早于|最早|至早"
)
_EDGE = re.compile(rf"[,;。(){AT}{BEFORE}]|\.{{2,}}")
_FILLER = re.compile(
    "(?:之|以)?[前内后](?:后)?|截[至止]|[最至]迟|不[晚迟]于|力争|争取|务必|确保|必须|应当?|期间|其中|同时|每|"
    "[0-9于在的之、:和及与并且至到从自由起止各份为是须需要将拟或者*\"'“”/.!?·-]"
)
_SHARE = re.compile("[0-9]+(?:[.][0-9]+)?[%‰次场期篇件]")
_UNIT = re.compile("(?:[局委办府厅处科股队院校站镇乡村]|单位|部门|街道|公司|中心)[:、]?\\Z")
_VERB = re.compile("完成|实现|建成|投入|投用|竣工|开工|启动|验收|达到|全面|基本|见成效")


@dataclass(frozen=True, kw_only=True, slots=True)
class LastDay:
    """One last day of a phrase as its words name it, with the words before and after it in its own clause."""

    words: str
    day: date | None
    lead: str
    what: str


def several(found: Iterable[LastDay]) -> str | None:
    """What to say of last days when an earlier one is not told from the latest by words of its own."""
    ends = sorted({each.day or each.words: each for each in found}.values(), key=_when)
    if len(ends) < 2 or all(_own(each, ends[-1]) for each in ends[:-1]):
        return None
    shown = "、".join(spell(each.day) if each.day else f"「{each.words}」" for each in ends)
    rule = _rule([each.day for each in ends])
    count = "两" if len(ends) == 2 else len(ends)
    return f"写了{shown}{count}个日子，不知道按哪一个；每个都要报的，请写成 steps{rule}，只有一个的请只写那一个"


def _rule(days: Sequence[date | None]) -> str:
    """The words that ask for each of these days every year, when they are months of one year."""
    known = [day for day in days if day]
    if len(known) < len(days) or len({day.year for day in known}) > 1 or any(day.day < 28 for day in known):
        return ""
    if len({day.month for day in known}) < len(known):
        return ""
    months = "、".join(f"{day.month}月" for day in known)
    return f" 或「{ {'6月、12月': '每半年', '3月、6月、9月、12月': '每季度末'}.get(months, f'每年{months}') }」"


def _when(each: LastDay) -> date:
    return each.day or date.min


def _own(each: LastDay, last: LastDay) -> bool:
    """Whether a day has a goal, or a person, that the last one has not."""
    what, whole = (_FILLER.sub("", said.what) for said in (each, last))
    if what and what != whole:
        return True
    # A share is a goal of its own: 完成50%, 完成80%.
    share = _SHARE.findall(each.what)
    if share and share != _SHARE.findall(last.what):
        return True
    lead, other = (_FILLER.sub("", said.lead) for said in (each, last))
    return bool(lead and other and lead != other)


def changed(text: str, words: str, *, due: date | None) -> str | None:
    """What to say of words that move a limit or take something out of it; `text` and `words` as for `leftover`."""
    kept = f"，按{spell(due)}计" if due else ""
    return _said((match[0] for match in _CHANGE.finditer(text)), words, f"没有计入{kept}；请与原文核对，写成确切的日期")


def leftover(rest: str, words: str, *, years: Sequence[int], strange: Iterable[str]) -> str | None:
    """What to say of words of time nothing accounts for: with them no day is certain.

    `rest` is the phrase respelled with `AT` and `BEFORE` in place of the limits read, `words` are the document's own; a
    year among `years` is no news. What is `strange` in them is told first.
    """
    times = (match[0] for match in _WORD.finditer(rest) if _is_unread(match, rest, years))
    return _said((*strange, *times), words, "看不懂，定不出日期；请与原文核对，写成确切的日期")


def _said(unread: Iterable[str], words: str, what: str) -> str | None:
    """At most three of the words that were not read, as the document prints them, and what to say of them."""
    named = [f"「{_printed(each, words)}」" for each in dict.fromkeys(islice(unread, 3))]
    return "、".join(named) + what if named else None


def _is_unread(match: "re.Match[str]", rest: str, years: Sequence[int]) -> bool:
    """Whether words of time are a limit of their own, not part of what is to be done or by whom (三年行动计划)."""
    kind, word = match.lastgroup, match[0]
    if kind == "none" or (kind == "year" and int(word[:4]) in years):
        return False
    start = max((edge.end() for edge in _EDGE.finditer(rest, 0, match.start())), default=0)
    stop = _EDGE.search(rest, match.end())
    ahead = stop.start() if stop else len(rest)
    lead, tail = (bool(_FILLER.sub("", rest[a:b])) for a, b in ((start, match.start()), (match.end(), ahead)))
    behind, following = rest[start - 1 : start], rest[ahead : ahead + 2]
    if kind == "other":
        return not (lead and tail)
    if kind == "length" and following[:1] == "(" and following[1:] in {AT, BEFORE}:
        # 春节前(1月20日): the brackets say which day it is.
        return False
    if kind == "place":
        lead = lead and not _UNIT.search(rest, start, match.start())
        return not tail or (not lead and (behind in {AT, BEFORE} or following[:1] not in {AT, BEFORE}))
    if kind == "date":
        return not tail or not lead
    if kind == "year" and not lead and _VERB.match(rest, match.end()):
        return True
    if lead and behind in {AT, BEFORE} and kind != "number":
        # A length or a year in the words of the goal: 12月底前公示7天.
        return False
    return not tail or (not lead and behind == AT)


def _printed(word: str, words: str) -> str:
    """A word as the document prints it, with its own numerals."""
    numeral = "[0-9０-９〇○零一二两三四五六七八九十]+"
    pattern = "".join(numeral if part.isdigit() else re.escape(part) for part in re.findall("[0-9]+|[^0-9]+", word))
    found = (match[0] for match in re.finditer(pattern, "".join(words.split())))
    return next((each for each in found if fold(each) == word), word)
