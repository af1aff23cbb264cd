"""What the checks of a plan have in common: what can be reported on, what is entered for it, unknown units."""

from collections.abc import Iterator
from functools import lru_cache

from gkplan.plan.model import Extension, Location, Piece, Plan, Problem, Progress, Waiver
from gkplan.text.nearest import nearest


def duties(plan: Plan) -> Iterator[Piece]:
    """Yield each task and step of `plan`."""
    for task in plan.tasks:
        yield Piece(task)
        yield from (Piece(task, number) for number in range(1, len(task.steps) + 1))


def entries(piece: Piece) -> Iterator[tuple[str, Progress | Extension | Waiver]]:
    """Yield what is entered for a task or step, with the word for it."""
    yield from (("进展", entry) for entry in piece.duty.progress)
    yield from (("延期", entry) for entry in piece.duty.extensions)
    yield from (("本期不报", entry) for entry in piece.duty.waived)


def unknown_unit(what: str, name: str, known: tuple[str, ...], at: Location, where: str = "units 和 groups") -> Problem:
    """Return the problem of a name in `what` that is none of those in `where`."""
    for sign, half in (("，", ","), ("、", ","), ("；", ",")):
        if sign in name:
            return Problem(message=f"{what}「{name}」里的「{sign}」请改成半角逗号「{half}」，把各单位隔开", at=at)
    near = hint(name, known)
    return Problem(message=f"{what}「{name}」不在 {where} 中{near}；请改正或在 units 中补上", at=at)


@lru_cache(maxsize=1024)
def hint(name: str, known: tuple[str, ...]) -> str:
    """Return which name was meant. The same mistake is made many times; thousands of names are not looked through."""
    near = nearest(name, known) if len(known) < 1000 else []
    return f"，是不是「{near[0]}」" if near else ""
