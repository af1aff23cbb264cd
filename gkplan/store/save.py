"""A plan file changed: read, changed and written under one lock. Only commands that write import this."""

from collections.abc import Callable
from pathlib import Path

from gkplan.errors import RefusedError
from gkplan.plan.model import Plan
from gkplan.planfile.edit import rewrite
from gkplan.planfile.read import read_fully
from gkplan.store import files


def update_plan(path: Path, make: Callable[[Plan], Plan], told: Callable[[], str] = lambda: "") -> tuple[str, ...]:
    """Write to the file at `path` what `make` makes of the plan in it; return remarks for people.

    `make` is called with a fresh reading, under the lock; a plan equal to the old one writes nothing. `told` is asked
    afterwards for what was done, in words for who takes it back.
    Raises what `make` raises, and RefusedError when the file cannot be changed safely.
    """

    def edit(document: files.Content) -> str:
        reading = read_fully(document.text)
        faults = [problem for problem in reading.problems if not problem.is_warning]
        if not reading.plan.tasks and faults:
            first = faults[0]
            raise RefusedError(f"{path}:{first.at.line}:{first.at.column}: {first.message}；改正后再试")
        after = make(reading.plan)
        return document.text if after == reading.plan else rewrite(reading, after)

    return files.update(path, edit, told).remarks
