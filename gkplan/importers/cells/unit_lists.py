"""A cell of responsible units → the units, their roles, and what is no name. Nothing here knows tables or the plan."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gkplan.importers.cells.columns import LABELS, Role, role_of
from gkplan.importers.cells.limits import looks_like_limit
from gkplan.importers.cells.unit_names import (
    CLOSE,
    LONGEST,
    NOTHING,
    OPEN,
    TAIL,
    ends_like_unit,
    pieces_of,
    strip_role,
    without_rest,
)
from gkplan.text.patterns import compiled

if TYPE_CHECKING:
    import re


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """What a cell says: `units` in its order, those of them that lead or co-operate, a time limit standing among them.

    `tails` are words that are no name (等有关部门, 按职责分工负责), `repeats` names printed twice, `doubtful` units
    that do not read like one, `people` what stood behind a label for leaders. `first_leads`: a note says so, and
    `goes_on`: of the tasks below too.
    """

    units: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    deadline: str | None = None
    tails: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    first_leads: bool = False
    goes_on: bool = False


def split(text: str, role: Role = Role.UNITS) -> Named:
    """Return what a cell of units says; `role` (one of WHO) is what its column says of all in it.

    Nothing is dropped: every word is in one of the fields, but for separators, labels and words like 牵头 that
    became a role.
    """
    reader = _Reader()
    text, notes = _without_notes(text)
    reader.tails += notes
    for label_role, body in _labelled(text, role):
        if label_role is Role.PERSON:
            reader.people += [piece for piece in (body.strip("。；; \n"),) if piece]
        elif label_role is Role.DEADLINE:
            reader.take_limit(body.strip("。；;，, \n"))
        else:
            for clause in compiled(r"[；;。]").split(body):
                reader.clause(clause, label_role)
    first_leads = any(map(says_first_leads, notes))
    return replace(reader.result(), first_leads=first_leads, goes_on=any("下同" in note for note in notes))


def says_first_leads(text: str) -> bool:
    """Tell whether `text` says that of several units the first one leads: 列第一位者为牵头单位, 排名首位的牵头."""
    return bool(
        compiled(
            r"(?:第一|首)(?:位|个|家|名)?[的者]?(?:责任)?(?:单位|部门)?[的者]?(?:为|是|系|即)?(?:牵头|主办|主要责任)"
        ).search("".join(text.split()))
    )


def _without_notes(text: str) -> tuple[str, list[str]]:
    """Part a cell into its names and the notes on them: （列第一位者为牵头单位，下同）, 。以下任务均需各镇落实.

    A note stands in brackets, or is a sentence behind the names.
    """
    notes: list[str] = []

    def take(match: "re.Match[str]") -> str:
        if not _is_note(match[1]):
            return match[0]
        notes.append(match[1])
        return ""

    text = compiled(r"[(（〔\[【]([^()（）〔〕\[\]【】]*)[)）〕\]】]").sub(take, text)
    return compiled(r"(?<=[。；;])\s*([^。；;：:]+)(?=[。；;]|\s*$)").sub(take, text), notes


def _is_note(text: str) -> bool:
    return says_first_leads(text) or bool(
        compiled(r"下同|(?:以下|下列|各项|上述|具体)[^，。]{0,6}任务|不再一一|排名不分先后").search(text)
    )


def _labelled(text: str, role: Role) -> list[tuple[Role, str]]:
    """Part 牵头单位:A；责任单位:B into (role, words), labels off; a text without labels is one part of `role`."""
    parts: list[tuple[Role, str]] = []
    start, current = 0, role
    for match in compiled(r"(?:^|(?<=[\s；;，,。、(（〔\[]))([^\s：:，,；;、。()（）]{2,12})[：:]").finditer(text):
        found = role_of(match[1])
        if found is None or found not in LABELS:
            continue
        parts.append((current, text[start : match.start()]))
        start, current = match.end(), found
    parts.append((current, text[start:]))
    return [(label, body) for label, body in parts if body.strip("、，,；;。 \n\t")]


class _Reader:
    """Gathers names clause by clause; a role word at the end of a name holds for the names since the last one."""

    def __init__(self) -> None:
        self.roles: dict[str, set[Role]] = {}
        self.limit: str | None = None
        self.tails: list[str] = []
        self.repeats: list[str] = []
        self.doubtful: list[str] = []
        self.people: list[str] = []

    def clause(self, text: str, role: Role) -> None:
        pending: list[str] = []
        for piece in pieces_of(compiled(r"[①-⑳❶-❿⑴-⒇]").sub("、", _unwrapped(text))):
            if piece in NOTHING:
                self.tails.append(piece)
                continue
            if looks_like_limit(piece):
                self.take_limit(piece)
                continue
            # ★县财政局: a mark, whatever it means there; it is told, and no part of the name.
            if mark := compiled(r"[★☆●○◎■□▲△▼◆◇※＊*•·▪√✓]+").match(piece):
                self.tails.append(mark[0])
                piece = piece[mark.end() :].strip()  # noqa: PLW2901 - the same piece, bare
            # 1.县财政局 2.县税务局: the numbers only count the names.
            piece = compiled(r"^[0-9]{1,2}[.．、](?=[^0-9])").sub("", piece)  # noqa: PLW2901 - the same piece, bare
            if piece[:1] in OPEN and not set(piece) & set(CLOSE):
                # （市经信委, cut off before its bracket closes.
                piece = piece[1:]  # noqa: PLW2901 - the same piece, bare
            name, own, words = strip_role(piece)
            if own is Role.UNITS:
                self.tails.append(words)
            name, rest = without_rest(name)
            if rest:
                self.tails.append(rest)
            name, own, rest = _from_sentence(name, own)
            if rest:
                self.tails.append(rest)
            if name:
                pending.append(name)
            if own is Role.UNITS:
                self.add(pending, role)
                pending = []
            elif own is not None:
                # A role in brackets is its own unit's only: 县发改局、县财政局（配合）.
                alone = piece.endswith(tuple(CLOSE)) and len(pending) > 1
                self.add(pending[:-1], role if alone else own)
                self.add(pending[-1:], own)
                pending = []
        self.add(pending, role)

    def add(self, names: list[str], role: Role) -> None:
        for name in names:
            if name in self.roles:
                self.repeats.append(name)
            elif not ends_like_unit(name) or len(name) > 30:
                self.doubtful.append(name)
            self.roles.setdefault(name, set()).add(role)

    def take_limit(self, words: str) -> None:
        if self.limit is None:
            self.limit = words
        elif words not in self.limit.split("，"):
            # 6月底前出台政策，年内持续推进: one limit in two parts.
            self.limit = f"{self.limit}，{words}"
        else:
            self.repeats.append(words)

    def result(self) -> Named:
        return Named(
            units=tuple(self.roles),
            lead=tuple(name for name, roles in self.roles.items() if Role.LEAD in roles),
            support=tuple(
                name for name, roles in self.roles.items() if Role.SUPPORT in roles and Role.LEAD not in roles
            ),
            deadline=self.limit,
            tails=tuple(tail for tail in self.tails if tail),
            repeats=tuple(self.repeats),
            doubtful=tuple(dict.fromkeys(self.doubtful)),
            people=tuple(self.people),
        )


def _from_sentence(name: str, role: Role | None) -> tuple[str, Role | None, str]:
    """Part 区司法局牵头推进…工作 into the name, its role and the rest of the sentence."""
    if len(name) > LONGEST:
        return name, role, ""
    match = compiled(
        rf"(?P<name>[^，。]{{2,25}}?{TAIL})(?P<verb>牵头|配合|协助|主办|协办|负责|具体负责|组织|统筹|指导|督促)(?P<rest>.+)"
    ).fullmatch(name)
    if not match or role in {Role.LEAD, Role.SUPPORT}:
        return name, role, ""
    own = {"牵头": Role.LEAD, "主办": Role.LEAD, "配合": Role.SUPPORT, "协助": Role.SUPPORT, "协办": Role.SUPPORT}.get(
        match["verb"]
    )
    return match["name"], own or role, (match["rest"] if own else match["verb"] + match["rest"])


def _unwrapped(text: str) -> str:
    """Join names that a line end or a blank broke (县自然资 源局); other line ends and blanks part names."""
    lines = [line for line in text.split() if line]
    joined: list[str] = []
    for line in lines:
        before = joined[-1] if joined else ""
        ends_open = before and before[-1] not in "、，,；;" and not ends_like_unit(before) and not strip_role(before)[1]
        unclosed = sum(before.count(sign) for sign in OPEN) > sum(before.count(sign) for sign in CLOSE)
        is_stub = before and before[-1] not in "、，," and (
            compiled(r"[局办委部厅室会]|办公室|分局|支行|分行|中心|政府|(?:人民)?政府办公室").match(line.rstrip("、，,"))
            and not compiled(r"(?:局|办公室|委|部|厅|会|中心)$").search(before)
        )  # fmt: skip
        is_letter = len(before) == 1 and before not in NOTHING
        # A bracket on a line of its own belongs to the name above it: 县政府办公室 （县大数据局）.
        is_bracket = line[0] in OPEN and line.rstrip("、，,；;。")[-1:] in CLOSE and before[-1:] not in "、，,；;"
        if joined and (unclosed or is_bracket or is_letter or (ends_open and not looks_like_limit(before)) or is_stub):
            joined[-1] += line
        else:
            joined.append(line)
    return "\n".join(joined)
