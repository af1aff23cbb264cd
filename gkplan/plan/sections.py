"""The document's own numbering: headings as it prints them, what lies in what, and which one a person means."""

from collections.abc import Container

from gkplan.errors import NotFoundError
from gkplan.plan.model import Plan, Section
from gkplan.text.halfwidth import half_width
from gkplan.text.nearest import listed
from gkplan.text.numerals import chinese


def section_key(text: str) -> str:
    """Return a section number with the document's full-width brackets: 二(一) → 二（一）."""
    return text.replace("(", "（").replace(")", "）").strip()


def find_sections(plan: Plan, text: str) -> tuple[str, ...]:
    """Return the keys of the section that `text` means and of all below it. Raises as find_section does."""
    wanted = find_section(plan, text)
    return below(plan)[wanted]


def below(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return for each section its own key and the keys of all below it, in the order of the plan."""
    known = {section.key for section in plan.sections}
    found: dict[str, list[str]] = {key: [] for key in known}
    for section in plan.sections:
        for key in (section.key, *_ancestors(known, section.key)):
            found[key].append(section.key)
    return {key: tuple(keys) for key, keys in found.items()}


def find_section(plan: Plan, text: str) -> str:
    """Return the key of the one section that `text` means: 二, 2, 二（一）, 2.1 or part of a title.

    Raises NotFoundError with the candidates when it means none or several.
    """
    matches = matching_sections(plan, text)
    if not matches:
        hint = listed([heading(each) for each in plan.sections if parent_key(plan, each.key) is None])
        raise NotFoundError(f"没有章节「{text}」；一级章节有{hint}；全部章节见 gkplan sections")
    if len(matches) > 1:
        found = listed([f"{each.key} {each.title}" for each in matches])
        raise NotFoundError(f"「{text}」可以指{found}，请写明是哪一个")
    return matches[0].key


def matching_sections(plan: Plan, text: str) -> list[Section]:
    """Return the section whose number `text` is, else those with it in their heading."""
    by_key = {section.key: section for section in plan.sections}
    for key in (text, section_key(half_width(text)), _section_number(text)):
        if key in by_key:
            return [by_key[key]]
    part = text.strip()
    return [section for section in plan.sections if part and part in heading(section)]


def is_number_of(text: str, key: str) -> bool:
    """Tell whether `text` is a way to write the number `key`: 二, 2, 二(一), 2.1."""
    return key in {text, section_key(half_width(text)), _section_number(text)}


def heading(section: Section) -> str:
    """Return the heading as the document prints it: 二、围绕…, （一）扎实…."""
    if section.key.endswith("）"):
        return section.key[section.key.rindex("（") :] + section.title
    tail = section.key.rpartition("）")[2]
    return f"{tail}.{section.title}" if tail.isdigit() else f"{tail}、{section.title}"


def headings(plan: Plan, key: str | None) -> tuple[str, ...]:
    """Return the headings above a task in section `key`, from the outermost in; unknown keys give themselves."""
    if key is None:
        return ()
    by_key = {section.key: section for section in plan.sections}
    if key not in by_key:
        return (key,)
    return tuple(heading(by_key[each]) for each in (*reversed(_ancestors(by_key, key)), key))


def parent_key(plan: Plan, key: str) -> str | None:
    """Return the key of the section that `key` lies in (一 for 一（二）), or None at the top."""
    return next(iter(_ancestors({section.key for section in plan.sections}, key)), None)


def _ancestors(known: Container[str], key: str) -> list[str]:
    """Return which of the `known` sections `key` lies in, from the nearest out."""
    above = []
    while key:
        # 一（二）1 lies in 一（二）, that in 一; 十二 lies in nothing.
        key = key.rpartition("（")[0] if key.endswith("）") else "".join(key.rpartition("）")[:2])
        if key in known:
            above.append(key)
    return above


def _section_number(text: str) -> str:
    """Return the key behind 2, 2.1, 二(一) or 2.1.3; any other text as it is."""
    parts = half_width(text).replace("(", ".").replace(")", "").rstrip("、.").split(".")
    if not all(parts) or len(parts) > 3:
        return text
    levels = [chinese(int(part)) if part.isascii() and part.isdigit() and len(part) < 3 else part for part in parts]
    return levels[0] + "".join(f"（{level}）" for level in levels[1:2]) + "".join(parts[2:])
