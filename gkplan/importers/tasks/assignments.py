"""Words beside a task that say who does it and by when: brackets, labels, sentences behind it. Nothing here knows tables."""

from dataclasses import dataclass, field

from gkplan.importers.cells import columns
from gkplan.importers.cells.columns import LABELS, WHO, Role
from gkplan.importers.cells.limits import looks_like_limit
from gkplan.importers.cells.unit_lists import says_first_leads, split
from gkplan.importers.cells.unit_names import looks_like_units, pieces_of
from gkplan.text.numerals import arabic
from gkplan.text.patterns import compiled

_PAIRS = {")": "(（", "）": "（(", "〕": "〔", "】": "【", "]": "["}
GUESSED = "括号里没有写明是谁的责任，按责任单位处理，请核对"
_LONGEST = 400
"""Characters that say who is responsible; longer ones are prose."""


@dataclass(kw_only=True, slots=True)
class Duty:
    """`who` has (one of WHO, words) of each statement; `guessed` those of them that no label or role word marks.

    `tasks` is for how many tasks above the words speak (以上两项任务), -1 for all of them, 0 for the one beside them.
    """

    who: list[tuple[Role, str]] = field(default_factory=list)
    limit: str = ""
    people: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    tasks: int = 0

    @property
    def is_said(self) -> bool:
        """Who, or by when."""
        return bool(self.who or self.limit)

    def take(self, other: "Duty") -> None:
        """Add what `other` says; of two time limits the first stays."""
        self.who += other.who
        self.limit = self.limit or other.limit
        self.people += other.people
        self.guessed += other.guessed


def behind(text: str) -> tuple[str, Duty]:
    """Part a paragraph into the task and the duty that its last words speak of: （牵头单位：A；配合单位：B）, 由A负责。."""
    text = _with_colons(text)
    duty = Duty()
    while text:
        rest, inside = _bracket(text)
        if inside is None:
            break
        above, bare = _above(inside)
        if not (_speaks(bare) or _is_names(bare) or _is_names_and_limit(bare)):
            break
        own = _said(bare)
        if own.people and not own.is_said:
            duty.people += own.people
        else:
            duty.who[:0] = own.who
            duty.limit = own.limit or duty.limit
            duty.people[:0] = own.people
            duty.guessed += [] if _speaks(bare) else [bare]
            duty.tasks = above or duty.tasks
        text = rest
    for part in (_labels, _sentence):
        rest, said = part(text)
        if said:
            duty.take(said)
            duty.tasks = said.tasks or duty.tasks
            text = rest
            break
    if len(duty.guessed) == len(duty.who):
        # 修建公路（县交通局），改造棚户区（县住建局）: each part names its own, and all of them do the task.
        # One alone, as of 村（社区）, only explains the word before it.
        inner = [words for words in compiled(r"[(（]([^()（）]{3,60})[)）]").findall(text) if _is_names(words)]
        if len(inner) > 1 or duty.guessed:
            duty.who[:0] = [(Role.UNITS, words) for words in inner]
            duty.guessed[:0] = inner
    return text, duty


def in_line(text: str) -> Duty | None:
    """Return what a line 责任单位：A；完成时限：B says, None for a line that begins with no label."""
    if _above(text.strip(" （(〔["))[0]:
        return None
    text = _with_colons(text)
    parts = compiled(r"([^\s：:，,；;、。()（）【\[〔]{2,12})[：:]").split(text)
    if parts[0].strip(" （(〔[") or len(parts) < 3 or _label(parts[1]) is None:
        return None
    role, words = _label(parts[1]), parts[2]
    said: list[tuple[Role | None, str]] = []
    for name, more in zip(parts[3::2], parts[4::2], strict=True):
        if _label(name) is None:
            words += f"{name}：{more}"
        else:
            said.append((role, words))
            role, words = _label(name), more
    said.append((role, words))
    duty = Duty()
    for role, words in said:
        bare = words.strip(" 　。；;，,")
        if parts[0].strip() and bare[-1:] in _PAIRS and not any(sign in bare for sign in _PAIRS[bare[-1]]):
            bare = bare[:-1]
        if role is Role.PERSON:
            duty.people.append(bare)
        elif role is Role.DEADLINE:
            duty.limit = duty.limit or bare
        elif bare:
            duty.who.append((role or Role.UNITS, bare))
    return duty


def _with_colons(text: str) -> str:
    """Write 【责任单位】县财政局 as 责任单位：县财政局, and 责 任 人：as 责任人：."""
    spread = compiled(r"\s*((?:[\u4e00-\u9fff][ 　]+){1,6}[\u4e00-\u9fff])\s*(?=[：:])").match(text)
    if spread and _label("".join(spread[1].split())):
        text = "".join(spread[1].split()) + text[spread.end() :]
    return compiled(
        r"(?:【|(?:^|(?<=[\s；;。，,]))[\[〔])\s*([^\s：:，,；;、。()（）【\[〔】\]〕]{2,12})\s*[】\]〕]\s*[：:]?\s*"
    ).sub(lambda match: f" {match[1]}：" if _label(match[1]) else match[0], text)


def _label(name: str) -> Role | None:
    role = columns.role_of(name)
    return role if role in LABELS else None


def _said(words: str) -> Duty:
    """Return what the words inside a bracket or a sentence say."""
    if own := in_line(words):
        return own
    said = split(words)
    if said.people and not said.units:
        return Duty(people=list(said.people))
    return Duty(who=[(Role.UNITS, words)])


def _bracket(text: str) -> tuple[str, str | None]:
    """Part 文字（牵头单位：…） into the text and what stands in its last bracket, None when it ends otherwise."""
    bare = text.rstrip("。；; ")
    opening = _PAIRS.get(bare[-1:], "")
    depth = 0
    for index in range(len(bare) - 1, -1, -1):
        depth += (bare[index] in _PAIRS and _PAIRS[bare[index]][0] == opening[:1]) or bare[index] == bare[-1]
        if opening and bare[index] in opening:
            depth -= 1
            if depth <= 0:
                return bare[:index].rstrip(), bare[index + 1 : -1]
    return text, None


def _speaks(words: str) -> bool:
    """Tell whether words say who is responsible: by a label, or a role word behind names."""
    label = compiled(r"([^\s：:，,；;、。()（）]{2,12})[：:]").search(words)
    if label and _label(label[1]):
        return True
    has_role = bool(compiled(r"牵头|负责|配合|主办|协办|按职责").search(words))
    return has_role and len(words) < _LONGEST and not says_first_leads(words)


def _is_names(words: str) -> bool:
    """Tell whether words are nothing but names of units: 县工信局、县科技局, not 含高新区 or 城区1所."""
    return looks_like_units(words) and not compiled(r"[0-9]|^(?:含|不含|包括|除|如|即|指|见|以下|简称|原)").search(
        words
    )


def _is_all_duty(words: str) -> bool:
    """Tell whether words hold nothing but units with their roles, and time limits."""
    if len(words) >= _LONGEST:
        return False
    pieces = pieces_of(words.rstrip("。").replace("会同", "、"))
    limits = [piece for piece in pieces if looks_like_limit(piece)]
    return len(pieces) > len(limits) and all(looks_like_units(piece) for piece in pieces if piece not in limits)


def _is_names_and_limit(words: str) -> bool:
    """Tell whether words are names of units and a time limit: 县发改局，县财政局，2024年5月底前."""
    return any(map(looks_like_limit, pieces_of(words))) and _is_all_duty(words)


def _above(words: str) -> tuple[int, str]:
    """Part 以上两项任务由A负责 into how many tasks it speaks of (-1: all above, 0: the one beside it) and 由A负责."""
    match = compiled(
        r"(?:以上|上述)(?:各|所有|全部|这)?(?:(?P<count>[0-9]{1,2}|[一二三四五六七八九十两]{1,3})?(?:项|条|个))?"
        r"(?:重点|工作|具体)*(?:任务|工作|事项|内容|措施)?(?:均|都|统一)?[，,:：]?"
    ).match(words)
    if not match:
        return 0, words
    count = match["count"] and int(arabic(match["count"].replace("两", "二")))
    return count or -1, words[match.end() :]


def _labels(text: str) -> tuple[str, Duty | None]:
    """Part 文字。责任单位：A；完成时限：B at its first label."""
    for match in compiled(r"(?:(?<=[。；;\s])|^)([^\s：:，,；;、。()（）]{2,10})[：:]").finditer(text):
        if columns.role_of(match[1]) in {*WHO, Role.DEADLINE}:
            return text[: match.start()].rstrip(), in_line(text[match.start() :])
    return text, None


def _sentence(text: str) -> tuple[str, Duty | None]:
    """Part …的问题，由A会同B负责落实。 and …。A牵头，B配合。 before the names."""
    bare = text.rstrip("。；; ")
    starts = [match.start() for match in compiled(r"(?:(?<=[。；;，,])|^)\s*(?:由|(?:以上|上述))").finditer(bare)]
    starts += [match.start() for match in compiled(r"(?<=[。；;])").finditer(bare)]
    for start in sorted(starts):
        above, words = _above(bare[start:].strip())
        # 由A会同B研究提出意见: what they do is the task's, that they do it is what counts here.
        words = compiled(r"^(由.+?)(?:研究|提出|制定|抓好|推进|实施|组织|办理|落实)[^，,；;、]*$").sub(r"\1负责", words)
        if len(words) < _LONGEST and _speaks(words) and _is_all_duty(words.removeprefix("由")):
            own = _said(words)
            own.tasks = above
            return bare[:start].rstrip("，, "), own
    return text, None
