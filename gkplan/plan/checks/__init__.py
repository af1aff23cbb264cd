"""What is wrong with a plan that reads well: names, dates and numbers that do not fit together. No input or output."""

from collections.abc import Callable, Iterator

from gkplan.plan.checks import characters, entered, registry, timing
from gkplan.plan.model import Plan, Problem, in_file_order

CHECKS: tuple[Callable[[Plan], Iterator[Problem]], ...] = (
    registry.check_ids,
    registry.check_units,
    registry.check_units_of_steps,
    registry.check_groups,
    registry.check_spellings,
    registry.check_sections,
    timing.check_deadlines,
    entered.check_reports,
    entered.check_periods,
    entered.check_entries,
    entered.check_years,
    entered.check_bulletins,
    characters.check_characters,
)


def find_problems(plan: Plan) -> tuple[Problem, ...]:
    """Return what every one of CHECKS finds, in the order of the file."""
    return in_file_order(problem for check in CHECKS for problem in check(plan))
