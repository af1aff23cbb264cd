"""What list, overdue and due have in common: matches in, one listing out."""

from gkplan.cli.filters import Found
from gkplan.cli.session import Session
from gkplan.outputs import terminal
from gkplan.views.tasks import summarise, task_listing


def show_matches(session: Session, found: Found, format_: str | None) -> None:
    """Print what was found, with a sentence on it where people read."""
    judge, (matches, units) = session.judge, found
    terminal.show(task_listing(judge, matches, units=units, summary=summarise(judge, units, matches)), format_)
