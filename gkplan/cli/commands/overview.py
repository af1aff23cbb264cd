"""The bare gkplan: where everything stands, on one screen."""

from gkplan.cli.question import Question
from gkplan.outputs import terminal
from gkplan.views.overview import overview_page


def run(file: str | None, as_of: str | None, rev: str | None, *, is_paged: bool) -> None:
    """Print the overview."""
    terminal.show_page(overview_page(Question(file=file, as_of=as_of, rev=rev).open()), is_paged=is_paged)
