"""Signs that nobody sees: controls and direction signs deceive, the others hide differences."""

from collections.abc import Iterator

from gkplan.plan.checks.duties import duties, entries
from gkplan.plan.model import Location, Plan, Problem, Progress
from gkplan.text.inert import inert, is_visible

# Signs that turn the order in which text is shown.
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def check_characters(plan: Plan) -> Iterator[Problem]:
    """No text holds what is not seen: controls and direction signs deceive, the others hide differences."""
    for at, text in _texts(plan):
        if not text.isprintable():
            yield from _hidden(at, text)


def _texts(plan: Plan) -> Iterator[tuple[Location, str]]:
    yield Location(1, 1), plan.title
    for unit in plan.units:
        yield from ((unit.at, text) for text in (unit.name, unit.full or "", unit.contact or "", *unit.aliases))
    for group in plan.groups:
        yield from ((group.at, text) for text in (group.name, *group.members))
    for section in plan.sections:
        yield from ((section.at, text) for text in (section.key, section.title))
    for task in plan.tasks:
        for key in ("id", "section", "requirement", "deadline", "origin"):
            yield task.place(key), getattr(task, key) or ""
        yield from ((task.place("units"), name) for name in task.units)
        if task.target:
            yield from ((task.place("target"), text) for text in (task.target.measure, task.target.what or ""))
    for piece in duties(plan):
        if step := piece.step:
            yield from ((step.at, text) for text in (step.what, step.deadline or "", *step.units))
        for _, entry in entries(piece):
            if isinstance(entry, Progress):
                texts = (entry.note or "", entry.returned or "", *entry.evidence)
            else:
                texts = (entry.reason or "",)
            yield from ((entry.at, text) for text in (entry.unit or "", entry.period or "", *texts))


def _hidden(at: Location, text: str) -> Iterator[Problem]:
    char = next((char for char in text if char not in "\n\t" and not is_visible(char)), None)
    if char:
        deceives = ord(char) < 0xA0 or char in _DIRECTIONS
        where = inert(text[max(0, text.index(char) - 10) :][:20])
        yield Problem(
            message=f"文字里有看不见的字符 U+{ord(char):04X}（{where}），请删去", at=at, is_warning=not deceives
        )
