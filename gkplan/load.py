"""store + parse + checks in one call: the plan file, ready to ask."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from gkplan import store
from gkplan.checks import find_problems
from gkplan.errors import NotFoundError
from gkplan.model import Plan, Problem
from gkplan.parse import parse


class Loaded(NamedTuple):
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
