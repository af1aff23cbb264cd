"""store + parse + edit in one call: the plan file, changed. Only commands that write import this."""

from collections.abc import Callable
from pathlib import Path

from gkplan.errors import RefusedError
from gkplan.plan.model import Plan
from gkplan.planfile.edit import rewrite
from gkplan.planfile.read import read_plan
from gkplan.store import files


def change(path: Path, make: Callable[[Plan], Plan]) -> tuple[str, ...]:
    """Write to the file at `path` what `make` makes of the plan in it; return what killed writes left, removed now.

    `make` is called with a fresh reading, under the lock; a plan equal to the old one writes nothing.
    Raises what `make` raises, and RefusedError when the file cannot be changed safely.
    """

    def edit(document: files.Document) -> str:
        before, faults = read_plan(document.text)
        if not before.tasks and faults:
            raise RefusedError(f"{path}:{faults[0].at.line}:{faults[0].at.column}: {faults[0].message}；改正后再试")
        after = make(before)
        return document.text if after == before else rewrite(document.text, before, after)

    return files.update(path, edit).litter
