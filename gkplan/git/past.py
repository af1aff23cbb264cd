"""The plan as it stood in a commit, or at the end of a day."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gkplan.dates.typed import parse_day
from gkplan.errors import NoPlanError, NotFoundError, RefusedError, UsageError
from gkplan.git.repository import Repository, Version, find
from gkplan.plan.model import Plan, Problem
from gkplan.store import files
from gkplan.store.load import Loaded, examine

_NAMES = ("data/tasks.yaml", "tasks.yaml")


class Past(NamedTuple):
    """A plan as it stood, the commit it is of, and the day that was named, None where the commit was."""

    loaded: Loaded
    version: Version
    day: date | None


def load_past(named: str | None, text: str, today: date, environ: Mapping[str, str]) -> Past:
    """Return the plan as it stood in the commit that `text` names, or at the end of the day that it is.

    Which file is meant is settled as of a plan that is there now; in a bare repository, and where it is gone, by its name.
    Raises NotFoundError, RefusedError or UsageError.
    """
    if not text.strip() or text.startswith("-"):
        raise UsageError(f"「{text}」不是版本；可写提交号、标签、分支、HEAD~3，或日期如 2023-06-30")
    repository = find(_path(named, environ))
    day = _day(text, today)
    version = repository.version_on(day) if day else repository.version(text)
    repository, data = _content(repository, version, is_named=bool(named or environ.get("GKPLAN_FILE")))
    path = Path(f"{version.short}:{repository.inside}")
    plan, problems = examine(files.decode(data, path))
    return Past(Loaded(plan=plan, path=path, problems=problems), version, day)


def _path(named: str | None, environ: Mapping[str, str]) -> Path:
    try:
        return files.find(named, environ)
    except NoPlanError:
        # It may have been here once, or this is a repository without a work tree.
        return files.here() / _NAMES[0]


def _content(repository: Repository, version: Version, *, is_named: bool) -> tuple[Repository, bytes]:
    try:
        return repository, repository.content(version)
    except NotFoundError:
        if is_named or not repository.inside.endswith(_NAMES[0]):
            raise
        other = find(repository.path.parent.parent / _NAMES[1])
        return other, other.content(version)


def _day(text: str, today: date) -> date | None:
    try:
        return parse_day(text, today, today.year)
    except UsageError:
        return None


class Sight(NamedTuple):
    """A version of a plan to be compared: the plan, and what people call the version."""

    plan: Plan
    called: str


def look(named: str | None, text: str | None, today: date, environ: Mapping[str, str]) -> Sight:
    """Return the plan in the file or the version that `text` names; without one the file as it is now.

    Raises NotFoundError, RefusedError or UsageError; RefusedError, too, for a plan of which nothing can be read.
    """
    if text is None or Path(text).is_file():
        path = files.find(named, environ) if text is None else Path(text)
        return _sight(examine(files.read(path).text), str(path), "现在的文件" if text is None else text)
    past = load_past(named, text, today, environ)
    return _sight(
        (past.loaded.plan, past.loaded.problems),
        str(past.loaded.path),
        f"{past.version.short}（{past.version.moment}）",
    )


def look_at_staged(named: str | None, environ: Mapping[str, str]) -> Sight:
    """Return the plan in git's index. Raises as look does."""
    repository = find(_path(named, environ))
    path = Path(f":{repository.inside}")
    return _sight(examine(files.decode(repository.staged(), path)), str(path), "暂存的文件")


def _sight(examined: tuple[Plan, tuple[Problem, ...]], path: str, called: str) -> Sight:
    plan, problems = examined
    faults = [problem for problem in problems if not problem.is_warning]
    if faults and not plan.tasks:
        raise RefusedError(f"{path}:{faults[0].at.line}:{faults[0].at.column}: {faults[0].message}")
    return Sight(plan, called)
