"""store + parse + checks in one call: the plan file, ready to ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gkplan import store
from gkplan.checks import find_problems
from gkplan.edit import rewrite
from gkplan.errors import NotFoundError, RefusedError
from gkplan.model import Plan, Problem
from gkplan.parse import parse


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """A plan, where it came from, and the problems of its form (`faults`), without those that checks.py looks for."""

    plan: Plan
    path: Path
    faults: tuple[Problem, ...]
    is_builtin: bool = False

    def problems(self) -> tuple[Problem, ...]:
        """Return every problem, of form and of sense, in the order of the file."""
        # What cannot be read at all has no sense to check.
        found = self.faults + (find_problems(self.plan) if self.plan.tasks else ())
        return tuple(sorted(found, key=lambda problem: (problem.at.line, problem.at.column)))


def load(named: str | None, environ: Mapping[str, str], folder: Path) -> Loaded:
    """Read the plan that `store.find` finds, or, when there is none and none was named, the one in the package.

    Raises NotFoundError or RefusedError when there is no file that can be read.
    """
    try:
        path = store.find(named, environ, folder)
    except NotFoundError:
        path = store.builtin()
    document = store.read(path)
    plan, faults = parse(document.text)
    return Loaded(plan=plan, path=path, faults=faults, is_builtin=document.is_builtin)


def change(path: Path, make: Callable[[Plan], Plan]) -> tuple[Plan, Plan]:
    """Write to the file at `path` what `make` makes of the plan in it, and return the plan before and after.

    `make` is called with a fresh reading, under the lock; a plan equal to the old one writes nothing.
    Raises what `make` raises, and RefusedError when the file cannot be changed safely.
    """
    plans: list[Plan] = []

    def edit(document: store.Document) -> str:
        before, faults = parse(document.text)
        if not before.tasks and faults:
            raise RefusedError(f"{place(path, faults[0])}: {faults[0].message}；改正后再试")
        after = make(before)
        plans.extend((before, after))
        return document.text if after == before else rewrite(document.text, before, after)

    store.update(path, edit)
    return plans[0], plans[1]


def place(path: Path, problem: Problem) -> str:
    """Return file:line:column of a problem."""
    return f"{path}:{problem.at.line}:{problem.at.column}"
