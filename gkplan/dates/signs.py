"""Every character of a limit is understood or the limit is in doubt: letters, digits and signs that belong to no date.

Nothing here reads a day: it looks at the document's own characters before numerals and dates become one spelling.
"""

import re
from collections.abc import Iterable, Iterator

from gkplan.dates.limit import is_near
from gkplan.dates.respelling import plain
from gkplan.text.numerals import arabic

_DAYS, _MONTHS = 50 * 366, 50 * 12
_N = "[0-9〇○◯零一二两三四五六七八九十百廿卅]"
_PUNCTUATION = ",;。、:()“”‘’《》「」【】〔〕"
# A stranger: a letter that is no Chinese one, or a sign that neither separates words nor opens a line.
_HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_X = f"[^0-9○◯{_HAN}{_PUNCTUATION}./★●•■◆▲※☆-]"
_P = f"[{_PUNCTUATION}.]"
# Units of time; 年均, 日常, 天线 are other words.
_U = "(?:年(?![均会报鉴轻])|月(?![均活])|旬|日(?![常均])|季|个?工作日|个月|天(?!线)|周(?=[一二三四五六日天末内]))"
_PARTS = f"{_U}|[底末]|前(?![期端置])|内(?![测部容])|度末?|[上中下]旬|[上下]半年|次年|明年|本年|第?{_N}{{1,2}}{_U}|[一二三四五六日天]前"
_INSIDE = f"(?:(?<=[年月第每至到起后发-])|^){_N}{{1,4}}"
_STRANGE = re.compile(
    # l2月, 2O23年, 1#2月, 3个#工作日, 2024年x第三季度, 每周B五
    rf"{_N}[0-9.]{{0,8}}{_X}(?:{_X}|{_N}|\.){{0,8}}{_U}|(?:{_X}|\.){{0,8}}{_X}\.?{_N}(?:{_X}|{_N}|\.){{0,8}}{_U}"
    rf"|(?:[年月周季旬第每次明翌半首自至到上中下度-]|^){_X}{{1,8}}(?:{_PARTS})|[年月日号度旬]{_X}{{1,8}}[至到-]"
    rf"|[个工作]{_X}{{1,8}}[工作日月]|个{_N}{{1,4}}工作日"
    # 12月15x前, 11月上l, 12月底前l
    rf"|[年月]{_N}{{1,3}}{_X}{{1,8}}{_N}?(?=之?前(?![期端置])|以前|止|[,;。、)至到-]|{_N}{{1,2}}[时点:]|\Z)"
    rf"|月[上中下](?:{_X}|{_N}|{_P}){{1,8}}旬?|[年月日底末前内度][A-Za-z]{{1,9}}(?=\Z|[,;。])|月{_N}{{0,2}}{_X}{{1,8}}{_N}{{0,2}}号"
    # 12，月底前, 第四、季度, 10月、旬, 每，3月, 明)一季度, 年)内
    rf"|{_N}{_P}{{1,3}}(?:月|旬|日(?![常均])|季|个?工作日|年(?![底末内初中度]))|[0-9]{{4}}{_P}{{1,3}}年|月{_P}{{1,3}}(?:旬|日(?!常)|号)"
    rf"|每{_P}{{1,3}}|每(?:年|月|季度?|半年|周)[,;。:.]{{1,3}}{_N}{{1,2}}[月日](?!内)|(?<![0-9一二两三四五六七八九十几每])[次明翌]{_P}{{1,3}}(?:年|{_N}|[上下])|年{_P}内(?![部容测])"
    # 20。4年, 1:2月, 3)0日内, 6/7月, -2月, 2024年-3月, 3月-1日
    rf"|{_INSIDE}[。;:(]{{1,3}}{_N}{{1,4}}{_U}|[年月至到起后发]{_N}{{1,4}}\){_N}{{1,4}}{_U}"
    rf"|(?<![0-9./]){_N}{{1,3}}/{_N}{{1,3}}{_U}|年/[底末内]|(?:^|年度?)-(?:{_N}{{1,2}}月|第?[1-4一二三四]?季)|月-{_N}{{1,2}}日|{_N}-月|{_N}:[至到-]"
    rf"|(?<!{_N})(?P<same>[0-9]{{1,2}})[、,](?P=same)月"
    # 3S-5月, 2024=第三季度, 20<后, 3个'内, 后Z个月内
    rf"|{_N}{_X}{{1,8}}[至到-]{_N}{{1,4}}[年月日./-]|[0-9]{{4}}{_X}{{1,8}}(?:第?[1-4一二三四]季|[上下]半年)"
    rf"|[0-9](?!%){_X}{{1,8}}(?:之?[前后](?![期端置续台勤])|起|止|内(?![测部容]))|个{_X}{{1,8}}内|[起后内]{_X}{{1,8}}个"
    # 9月，15日前, 后.3个月, 至.2月, 15个，作日, 1、5个工作日, 每-28日, 年，季度末, …年1月
    rf"|月[,;。:.、]{{1,3}}{_N}{{1,2}}[日号](?=之?前|以前|起|后|止|\Z)|[起后][./]{{1,2}}{_N}|[至到][.:;,。、]{{1,3}}{_N}|个{_P}{{1,3}}[工作]"
    rf"|(?<!{_N}){_N}{{1,2}}[、,]{_N}{{1,2}}个?工作日|每[-/]|首-|周[,;。:./]{{1,3}}[前一二三四五六]|年{_P}{{1,3}}季度末|(?:^|{_P})年{_N}{{1,2}}月"
    # 每周4五, 季5度, 工作1日, 8度末, 6明年, 十1五日, 20日930日
    rf"|周[0-9]{{1,4}}[一二三四五六](?=前)|季[0-9]{{1,4}}度|工作?[0-9]{{1,4}}日|[0-9]{{4,8}}第[1-4一二三四]季|年[0-9]{{1,4}}第|^次[0-9]{{1,2}}月|{_N}度末|^{_N}{{1,4}}[次明翌]年|日[0-9]{{3,}}日"
    rf"|[0-9]十{_N}?[年月日]|十[0-9]{{1,4}}[一二三四五六七八九十]{{1,2}}[年月日]"
    # 20233年, 203年6月, 0年6月, 112月, 6月311日, 第五季度, 0日内, 125底前
    rf"|[0-9]{{5,}}年|(?<![每{_N[1:]})(?!(?:[23][0-9]|[0-9]{{4}})年){_N}{{1,3}}年(?=度?[底末初]|{_N}{{1,2}}月|第?[1-4一二三四]季|[上下]半年)"
    rf"|[0-9]{{3,}}月|月[0-9]{{3,}}(?:[日号]|(?=[前起]))|年{_N}{{1,4}}日|(?<!{_N})(?:[05-9五六七八九十]|[0-9]{{2,}})个?季度(?!内)"
    rf"|(?<![0-9.])0+(?:个|日内|天|周|年内)|(?<![0-9]){_N}{{1,4}}(?:{_X}|[.:]){{0,2}}底(?=之?前|以前|\Z)"
)
_ITEM = re.compile("(?:^|[,;。])[0-9]{1,2}\\.(?=[0-9]{1,2}[月日])")
_POINTED = re.compile(f"(?:(?<=[年月第每至到起后发-])|^){_N}{{1,3}}\\.{_N}{{1,2}}[月日季旬]")
_RUN = re.compile(f"[0-9](?:{_X}|[0-9./:-])*")
_SEPARATED = re.compile(r"[0-9]{4}[-./][0-9]|\w+([-./])\w+\1\w+[0-9]")
_DAY = r"[0-9]{4}[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?"
_WELL = re.compile(
    rf"{_DAY}(?:-(?:{_DAY}|[0-9]{{1,2}}(?:[-./][0-9]{{1,2}})?|[0-9]{{4}}))?(?:T?[0-9]{{1,2}}(?::[0-9]{{2}}){{1,2}}(?:\.0+)?)?[.:/-]*|[0-9]{{4}}-[0-9]{{4}}"
)
_CLOCK = re.compile(
    rf"(?:(?<=[日号天底末午晚晨上])|^)(?P<hour>{_N}{{1,4}})(?:[时点](?:(?P<minute>{_N}{{1,4}})分?)?|:(?P<colon>[0-9]{{1,4}}))"
    rf"|(?P<last>{_N}{{1,4}})(?:[时点](?:(?P<past>{_N}{{1,4}})分?)?|:(?P<double>[0-9]{{1,4}}))(?=之?前|以前|止|\Z)"
)
_NUMBERED = re.compile(r"[〔\[【(][0-9]{4}[〕\]】)]第?[0-9]+号")
_QUOTED = re.compile("[\"']([^\"']*)[\"']")
_OPEN_LEFT, _OPEN_RIGHT = (
    re.compile(f"(?:{_N}|[年月日季周度旬每次明上中下至到]|^)\\Z"),
    re.compile(f"{_N}|[年月日季周度旬底末前内]|\\Z"),
)
_QUARTER = re.compile("(?<![A-Za-z])[Qq]([1-4])(?:季度?)?(?![A-Za-z0-9])")
_CHINESE_YEAR = re.compile(f"(?<![A-Za-z])(?<!{_N})[〇○◯零Oo0一二三四五六七八九]{{4}}(?=年)")


def strange(words: str) -> Iterator[str]:
    """The pieces of a limit that no reading accounts for: a letter in a number, a sign in a date, a 25th hour."""
    # What is written apart is another word: OA 12月底前.
    text = plain(re.sub(r"(?<=[A-Za-z]{2})\s+", "、", words)).replace("...", "。")
    text = _QUOTED.sub(r"“\1”", text)
    text = _QUARTER.sub(r"\1季度", _NUMBERED.sub("文", text))
    text = _CHINESE_YEAR.sub(lambda match: _year(match[0]), text)
    yield from (match[0] for match in _STRANGE.finditer(text))
    items = len(_ITEM.findall(text))
    yield from (match[0] for match in _POINTED.finditer(text) if match.start() or items < 2)
    for match in _RUN.finditer(text):
        unit = text[match.end() : match.end() + 1]
        if _SEPARATED.search(match[0]) and unit not in set("万亿元千吨亩米公%") and not _WELL.fullmatch(match[0]):
            yield match[0]
    yield from _unpaired(text)
    yield from (match[0] for match in _CLOCK.finditer(text) if not _is_hour(match))


def _unpaired(text: str) -> Iterator[str]:
    """The brackets without their other half inside a date: 3)0日, 2023-12-1). One after an item's number has none."""
    opened: list[int] = []
    alone: list[int] = []
    for match in re.finditer("[()]", text):
        if match[0] == "(":
            opened.append(match.start())
        elif opened:
            opened.pop()
        elif not re.search(r"(?:^|[,;。])[0-9一二三四五六七八九十]{1,2}\Z", text[: match.start()]):
            alone.append(match.start())
    for at in sorted(opened + alone):
        if _OPEN_LEFT.search(text, max(at - 1, 0), at) and _OPEN_RIGHT.match(text, at + 1):
            yield text[max(at - 2, 0) : at + 3]


def far(years: Iterable[int], year: int | None) -> str | None:
    """What to say of a year more than fifty from the plan's; without a plan's year, of one no living plan has."""
    wrong = next((each for each in years if not is_near(each, year)), None)
    if wrong is None:
        return None
    why = f"离{year}年度超过五十年" if year else "不在1949年至2100年之间"
    return f"「{wrong}年」{why}，定不出日期；请与原文核对年份"


def is_long(*, days: int, months: int) -> bool:
    """Whether a length of time is more than fifty years: a slip of the keyboard, no limit."""
    return abs(days) > _DAYS or abs(months) > _MONTHS


def _year(numeral: str) -> str:
    """二O二三 in digits; other mixtures stay strange, 2O23 above all."""
    return arabic(numeral) if sum(sign in "一二三四五六七八九" for sign in numeral) > 1 else numeral


def _is_hour(match: "re.Match[str]") -> bool:
    hour = int(arabic(match["hour"] or match["last"]))
    minute = int(arabic(match["minute"] or match["colon"] or match["past"] or match["double"] or "0"))
    return hour * 60 + minute <= 24 * 60 and minute < 60
