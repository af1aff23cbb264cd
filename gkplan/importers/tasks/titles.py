"""The title and year of a plan from the words above its table. Nothing here knows tables."""

from gkplan.importers.source import one_line
from gkplan.importers.tasks.items import Gathered
from gkplan.text.halfwidth import half_width_digits
from gkplan.text.numerals import arabic
from gkplan.text.patterns import compiled

_KINDS = r"分工|任务|清单|分解|台账|计划|方案|要点|一览表|安排|责任书|目录|重点|实事"


def title_of(gathered: Gathered, name: str) -> str:
    """Return the title: the last line above the table that names such a table, else the file's own name.

    All other lines above the table are left out, and a title made from the file name is a doubt.
    """
    lines = [(one_line(line), n) for n, title in enumerate(gathered.titles) for line in [title] if line.strip()]
    texts = [text for text, _ in lines]
    best = -1
    for index, text in enumerate(texts):
        bare = "".join(text.split())
        if len(bare) <= 60 and not bare.endswith(("。", "：", ":")) and compiled(_KINDS).search(bare):
            best = index
    if best < 0:
        for text in texts:
            gathered.leave("表格上方", text, "表格以外的文字")
        stem = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].rsplit(".", 1)[0] or name
        gathered.doubt("", "标题", stem, "文件里没有标题，以文件名代替，请改正")
        return stem
    start = best
    has_year = compiled(r"[2２][0０][0-9０-９]{2}|二[〇○零]").search
    # A title broken over two lines has its year in the upper one.
    if best and not has_year(texts[best]) and has_year(texts[best - 1]) and _is_half(texts[best - 1]):
        start = best - 1
    for index, text in enumerate(texts):
        if not start <= index <= best:
            gathered.leave("表格上方", text, "标题以外的文字")
    title = "".join(texts[start : best + 1])
    mark = compiled(r"附[件表]\s*[0-9一二三四五六七八九十]*\s*[:：]\s*").match(title)
    if mark:
        gathered.leave("表格上方", mark[0].strip(), "标题以外的文字")
        title = title[mark.end() :]
    return title


def _is_half(text: str) -> bool:
    return len(text) <= 40 and not compiled(r"[。：:，,；;）)〕号]$").search(text)


def year_in(title: str, name: str, gathered: Gathered, given: int | None) -> int | None:
    """Return the given year, else the title's, else that of a head, a sheet or the file's name (a doubt), else None (a doubt)."""
    if given is not None:
        return given
    if span := _span(title):
        gathered.doubt(
            "", "年份", span, "方案跨几个年度，没写年份的时限推不出日期；请在时限里写明年份，或用 --year 指明"
        )
        return None
    found = _year(title)
    of_limits = next(filter(None, map(_year, gathered.limit_heads)), None)
    if found is None and of_limits:
        found = of_limits
        gathered.doubt("", "年份", str(found), "标题里没有年份，取自完成时限的表头，请核对")
    elif of_limits and of_limits != found:
        gathered.doubt(
            "", "年份", str(of_limits), f"完成时限的表头写的年份与标题的 {found} 年不同，请核对，或用 --year 指明"
        )
    of_labels = set(filter(None, map(_year, gathered.labels)))
    if found is None and len(of_labels) == 1:
        found = of_labels.pop()
        gathered.doubt("", "年份", str(found), "标题里没有年份，取自工作表的名称，请核对")
    if found is None and (found := _year(name)):
        gathered.doubt("", "年份", str(found), "标题里没有年份，取自文件名，请核对")
    if found is None:
        gathered.doubt("", "年份", title, "没有找到年份，没写年份的时限推不出日期；请用 --year 指明")
    return found


def _span(text: str) -> str | None:
    """Return the words by which a title says that the plan is of several years: 2022—2024年, 三年行动."""
    flat = half_width_digits("".join(text.split()))
    years = compiled(r"(20[0-9]{2})年?(?:[—–\-~～－]+|至|到)(?:20)?[0-9]{2}(?=学?年|[)）\]]|$)").search(flat)
    several = compiled(r"(?:[二两三四五六七八九十]|[2-9])年(?:行动|计划|规划|方案)|十[一二三四五六]五").search(flat)
    # One year named in full is that of the table: 三年行动方案2023年任务分工.
    if several and compiled(r"(?<![0-9])20[0-9]{2}年").search(flat) and not years:
        return None
    found = years or several
    return found[0] if found else None


def _year(text: str) -> int | None:
    flat = half_width_digits("".join(text.split()))
    match = compiled(r"(?<![0-9])(20[0-9]{2})(?:年|(?![0-9]))").search(flat)
    if match:
        return int(match[1])
    chinese = compiled(r"二[〇○零Oo0][〇○零一二三四五六七八九]{2}(?=年)").search(flat)
    if chinese:
        return int(arabic(chinese[0]))
    return None
