"""Names of units: how they end, what parts them, which words behind them are a role. Nothing here knows cells."""

from gkplan.importers.cells.columns import Role
from gkplan.text.patterns import compiled

LONGEST = 200
"""Characters a piece may have to be looked at as a name; no name comes near, and expressions stay quick."""

NOTHING = frozenset({"/", "／", "无", "—", "-", "－", "——", "\\", "*"})
"""What stands in a cell that is empty on purpose."""

OPEN = "(（〔[【《{"
CLOSE = ")）〕]】》}"

# The last word of a unit's name. 和 and 及 part two names only after one of these: 发展和改革局 stays whole.
TAIL = (
    r"(?:局|办|办公室|办公厅|委|委员会|部|厅|室|中心|镇|乡|街道|街|镇街|办事处|单位|部门|政府|公司|集团|法院|检察院|学院|医院|"
    r"学校|协会|联合会|联社|联|商会|工会|团县委|会|科|股|处|队|大队|支队|分局|分行|支行|银行|人行|行|社|站|所|厂|园|园区|区|"
    r"管委会|指挥部|领导小组|专班|组|馆|院|校|党校|报社|电视台|台|银监局|各地|海关|军分区|武装部|县|市|州|旗|主体|股室|科室|处室|"
    r"企业|机关|功能区|直属机构|机构|系统|事务所|总队|总站|妇联|残联|科协|文联|工商联|侨联)"
)
_LEADS = r"(?:共同|联合|分别)?(?:牵头|主办|主抓)(?:负责|抓总|组织实施|组织|落实|办理|推进|实施|做好)*|为牵头(?:单位|部门)|为主"
_SUPPORTS = (
    r"(?:共同|积极|协同|协助|做好|予以|按职责)?(?:配合|协办|协助|参与|协同)(?:落实|做好|推进|实施|办理|工作|负责)*"
)
_DUTIES = (
    r"(?:(?:根据|按照|按|依|依据)?(?:各自)?(?:工作)?(?:职责|职能)(?:分工|任务|权限)?|按分工|按权限)?"
    r"(?:分别|共同|具体|牵头|各自|组织|抓好|做好)*(?:负责|落实|实施|办理|推进|承担|执行|完成|组织实施)*"
)
_JOINABLE = r"(?:[县市区镇乡街州旗省地办局委]|街道|社区|功能区|开发区|园区|新区|部门|单位|科室|处室|股室|镇街|乡镇|企业|县区|市区|委办局)"


def ends_like_unit(text: str) -> bool:
    """Tell whether `text` ends as names of units do, brackets behind the name left aside."""
    bare = compiled(r"[(（〔\[][^()（）〔〕\[\]]*[)）〕\]]$").sub("", text)
    return bool(compiled(TAIL + "$").search(bare))


def is_collective(name: str) -> bool:
    """Tell whether a name stands for several units (各镇街, 有关部门) that the document does not list."""
    return bool(compiled(r"各|有关|相关|全体|所有|其他|其它|成员单位|责任单位$|承办单位$").search(name))


def looks_like_units(text: str) -> bool:
    """Tell whether a short text consists of units only, for text that lost its columns."""
    # 区工信局、区住建局。 is a list of names, whatever ends it.
    flat = text.replace("\n", "、").rstrip("。")
    if len(flat) > 300 or compiled(r"[。！？!?%％]|[0-9]{2}").search(flat):
        return False
    pieces = [piece for piece in pieces_of(flat) if piece]
    return bool(pieces) and all(_is_unit_piece(piece) for piece in pieces)


def _is_unit_piece(piece: str) -> bool:
    name, role, _ = strip_role(piece)
    name = without_rest(name)[0]
    return (not name and role is not None) or (1 < len(name) <= 30 and ends_like_unit(name))


def pieces_of(text: str) -> list[str]:
    """Return what stands between separators outside brackets; collectives like 各县、市、区政府 stay whole."""
    pieces = [""]
    depth = 0
    for char in text:
        depth += (char in OPEN) - (char in CLOSE and depth > 0)
        if depth == 0 and char in "、，,；;。\n\t　 ":
            pieces.append("")
        else:
            pieces[-1] += char
    whole: list[str] = []
    # The separators between the pieces are needed again to put a collective back together.
    position = 0
    for piece in pieces:
        sign = text[position - 1 : position]
        position += len(piece) + 1
        if whole and piece and sign == "、" and _continues(whole[-1], piece):
            whole[-1] += sign + piece
        elif piece.strip():
            # 县财政局/县税务局 are two, 区/县政府 is one.
            halves = compiled(r"[/／]").split(piece.strip())
            both = len(halves) > 1 and all(len(half) > 2 and ends_like_unit(half) for half in halves)
            for half in halves if both else [piece.strip()]:
                whole += _parted_by_and(compiled(r"^(?:由|并由|请)(?=.{2,}(?:[局办委厅部]|中心|政府))").sub("", half))
    return whole


def _continues(before: str, piece: str) -> bool:
    """Tell whether 、 stands inside a collective: 各县 + 市, 各县、市 + 区政府, 区直各办 + 局."""
    last = before.rsplit("、", 1)[-1]
    if not compiled("各|有关|相关").search(before) or not compiled(rf"{_JOINABLE}(?:[(（〔].*[)）〕])?$").search(last):
        return False
    if compiled(rf"{_JOINABLE}(?:[(（〔].*[)）〕])?(?:负责|落实|配合|分工负责|等)?").fullmatch(piece):
        return True
    county = compiled(r"(?:县|市|区|州|旗|功能区|开发区|园区|新区)$").search(last)
    body = r"(?:人民)?(?:政府|管委会)(?:[(（〔].*[)）〕])?(?:.{0,4}负责|配合)?"
    if county and compiled(rf"(?:县|市|区|州|旗|功能区|开发区|园区|新区){body}").fullmatch(piece):
        return True
    town = compiled(r"(?:镇|乡|街道?)$").search(last)
    return bool(town and compiled(rf"(?:镇|乡|街道?)(?:{body}|办事处|办)?").fullmatch(piece))


def _parted_by_and(piece: str) -> list[str]:
    """Part A及B, A和B, A以及B where A ends like a unit; 和 inside a name (发展和改革局) parts nothing."""
    if len(piece) > LONGEST:
        return [piece]
    match = compiled(
        r"(?P<a>.*(?:局|办公室|编办|府办|委办|委员会|街道|镇街|镇|部门|单位|中心|政府|管委会|公司|科室|银行|大队|分行|支行|部|厅))"
        r"(?:以及|及其|及|和|与|会同|[&＆])(?P<b>(?!其|下属|所属).{2,})"
    ).fullmatch(piece)
    if match and match["a"].count("(") == match["a"].count(")") and match["a"].count("（") == match["a"].count("）"):
        return [*_parted_by_and(match["a"]), match["b"]]
    return [piece]


def strip_role(piece: str) -> tuple[str, Role | None, str]:
    """Return name, role and the words taken off of 县财政局牵头 or 各镇街按职责分工负责.

    The role is None without such words, UNITS for a duty that is nobody's lead.
    """
    if len(piece) > LONGEST:
        return piece, None, ""
    piece = compiled(r"^(?:由|并由|请)(?=.*(?:牵头|负责|配合|主办|落实))").sub("", piece)
    bracketed = compiled(
        r"(?P<name>.+?)[(（〔\[](?P<role>牵头|主办|主责|配合|协办|协助)(?:单位|部门|负责)?[)）〕\]]"
    ).fullmatch(piece)
    if bracketed:
        role = {"牵头": Role.LEAD, "主办": Role.LEAD, "主责": Role.UNITS}.get(bracketed["role"], Role.SUPPORT)
        return bracketed["name"], role, bracketed["role"]
    for role, words in ((Role.LEAD, _LEADS), (Role.SUPPORT, _SUPPORTS), (Role.UNITS, _DUTIES)):
        match = compiled(rf"(?P<name>.*?)(?P<words>{words})").fullmatch(piece)
        if match and match["words"]:
            taken = match["words"]
            return match["name"], Role.LEAD if role is Role.UNITS and "牵头" in taken else role, taken
    return piece, None, ""


def without_rest(name: str) -> tuple[str, str]:
    """Part 区司法局等有关部门 into the name and the rest that names nobody."""
    if len(name) > LONGEST:
        return name, ""
    match = compiled(rf"(?P<name>.*{TAIL}[)）〕]?)(?P<rest>等.*)").fullmatch(name)
    if match:
        return match["name"], match["rest"]
    return ("", name) if name in {"等", "等等", "…", "……"} else (name, "")
