"""What a word without an option means behind list, overdue and due: a unit, else a section, a state, else text to find."""

from collections.abc import Iterable
from typing import NamedTuple

from gkplan.cli.filters import Wanted, named_state, read_state, says
from gkplan.errors import NotFoundError, UsageError
from gkplan.plan.model import Plan
from gkplan.plan.select import Test
from gkplan.plan.status import Judge

# What reads words is imported where there are some: most command lines have none.


class Taken(NamedTuple):
    """The filters with what words without an option add to them, the texts to be found, and how each word was taken."""

    wanted: Wanted
    tests: tuple[Test, ...] = ()
    told: str = ""


def take(judge: Judge, wanted: Wanted, words: Iterable[str] | None) -> Taken:
    """Return `wanted` and what `words` ask for besides. Raises NotFoundError for a word that means several things alike."""
    taken = Taken(wanted)
    told: list[str] = []
    for word in words or ():
        if not word.strip():
            raise UsageError("有一个词是空的；请写单位、章节、状态或要查找的文字，或去掉空引号")
        readings = _readings(judge.plan, word)
        kind, meant = readings[0] if readings else ("文字", word)
        wanted = taken.wanted
        if kind == "单位":
            taken = taken._replace(wanted=wanted._replace(units=[*(wanted.units or ()), meant]))
        elif kind == "章节" and wanted.section:
            raise UsageError(f"一次只能查一个章节，「{wanted.section}」和「{word}」请分开查")
        elif kind == "章节":
            taken = taken._replace(wanted=wanted._replace(section=meant))
        elif kind == "状态":
            taken = taken._replace(wanted=wanted._replace(statuses=[*(wanted.statuses or ()), meant]))
        else:
            taken = taken._replace(tests=(*taken.tests, says(judge, word)))
        told += _told(judge.plan, word, kind, meant, readings[1:])
    return taken._replace(told="；".join(told))


def _readings(plan: Plan, word: str) -> list[tuple[str, str]]:
    """Return what `word` can be, the first reading first: its kind and the name in the plan."""
    from gkplan.plan.lookup import is_own_name, matching_units
    from gkplan.plan.sections import matching_sections
    from gkplan.text.nearest import listed

    units, sections = matching_units(plan, word), [section.key for section in matching_sections(plan, word)]
    is_state = read_state(word) is not None
    readings = [*(("单位", name) for name in units), *(("章节", key) for key in sections)]
    readings += [("状态", named_state(word))] if is_state else []
    # What it is by name comes before what it is a part of.
    exact = [each for each in readings if each[0] == "状态" or is_own_name(plan, each[1], word)]
    rest = [each for each in readings if each not in exact]
    for some in ([each for each in rest if each[0] == kind] for kind in ("单位", "章节")):
        if len(some) > 1 and not exact and some[0] == rest[0]:
            kind, option = some[0][0], _OPTIONS[some[0][0]]
            shown = [name if kind == "单位" else _heading(plan, name) for _, name in some]
            raise NotFoundError(
                f"「{word}」可以指{kind}{listed(shown)}，请写明是哪一个（{option}）；要按文字查找，用 --search {word}"
            )
    single = [each for each in rest if sum(other[0] == each[0] for other in rest) == 1]
    return [*exact, *single]


_OPTIONS = {"单位": "--unit", "章节": "--section", "状态": "--status"}


def _told(plan: Plan, word: str, kind: str, meant: str, others: list[tuple[str, str]]) -> Iterable[str]:
    """Yield how a word was taken, unless it is a unit's own name, and what else it could be."""
    if kind == "文字":
        from gkplan.text.nearest import listed, nearest

        near = nearest(word, [unit.name for unit in plan.units], 2, 0.6)
        hint = (
            f"（相近的单位有{listed(near)}）"
            if near
            else f"（看这一项用 gkplan show {word}）"
            if word[:1].isdigit()
            else ""
        )
        yield f"「{word}」按文字查找{hint}"
        return
    also = "".join(f"，也可以是{each}（{_OPTIONS[each]} {word}）" for each, _ in others)
    if also or meant != word or kind != "单位":
        shown = _heading(plan, meant) if kind == "章节" else meant
        yield f"「{word}」按{kind}「{shown}」查找{also}"


def _heading(plan: Plan, key: str) -> str:
    from gkplan.plan.sections import heading

    return next(heading(section) for section in plan.sections if section.key == key)
