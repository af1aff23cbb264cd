"""Short ways to a draft, for the tests of the importers."""

from gkplan.importers.draft import Draft
from gkplan.importers.pipeline import import_
from gkplan.plan.model import Task


def draft_of(text: str, name: str = "任务分工.txt", year: int | None = None) -> Draft:
    return import_(text.encode("utf-8"), name, year=year)


def tasks_of(draft: Draft) -> list[tuple[str, str | None, str, tuple[str, ...], str | None]]:
    return [(t.id, t.section, t.requirement, t.units, t.deadline) for t in draft.plan.tasks]


def roles_of(task: Task) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return task.lead, task.support


def warned(draft: Draft) -> str:
    return "\n".join(f"{note.place}|{note.words}|{note.message}" for note in draft.warnings)


def left(draft: Draft) -> str:
    return "\n".join(f"{note.place}|{note.words}|{note.message}" for note in draft.left_out)
