"""The plan file, ready to ask: found, read and checked in one call."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from gkplan.errors import NoPlanError
from gkplan.plan.model import Plan, Problem, in_file_order
from gkplan.store import cache, files


class Loaded(NamedTuple):
    """A plan, where it came from, and every problem of form and of sense, in the order of the file."""

    plan: Plan
    path: Path
    problems: tuple[Problem, ...]
    is_builtin: bool = False


def load(named: str | None, environ: Mapping[str, str], folder: Path | None = None, *, afresh: bool = False) -> Loaded:
    """Read the plan that `files.find` finds, or, when there is none and none was named, the one in the package.

    `afresh`: not from memory, for what changes without the file: which years' holidays are known.
    Raises NotFoundError or RefusedError when there is no file that can be read.
    """
    is_builtin = False
    try:
        path = files.find(named, environ, folder)
    except NoPlanError:
        path, is_builtin = files.builtin(), True
    document = files.read(path)
    known = None if afresh else cache.recall(path, document.data)
    if known is None:
        known = examine(document.text)
        cache.remember(path, document.data, *known)
    plan, problems = known
    return Loaded(plan=plan, path=path, problems=problems, is_builtin=is_builtin)


def examine(text: str) -> tuple[Plan, tuple[Problem, ...]]:
    """Return the plan in `text` and everything that is wrong with it, in the order of the file."""
    # An unchanged file needs none of this: what it costs to import is saved then.
    from gkplan.plan.checks import find_problems
    from gkplan.planfile.read import pinpoint, read_fully

    reading = read_fully(text)
    plan = reading.plan
    # What cannot be read at all has no sense to check.
    found = pinpoint(reading.root, find_problems(plan)) if plan.tasks else []
    return plan, in_file_order([*reading.problems, *found])
