"""What the shell offers behind --unit, --section and as a task number. Quick, and silent whatever is wrong."""

from collections.abc import Callable, Iterable

import typer

from gkplan.errors import GkplanError
from gkplan.plan.model import Plan

Offer = tuple[str, str]
"""A word to complete to, and a short explanation for shells that show one."""


def complete_units(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the units and groups whose name begins with what was typed."""

    def offers(plan: Plan) -> Iterable[Offer]:
        for unit in plan.units:
            yield unit.name, unit.full or unit.name
        for group in plan.groups:
            yield group.name, f"统称，{len(group.members)} 家"

    return _offer(ctx, incomplete, offers)


def complete_sections(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the numbers of the sections."""
    return _offer(ctx, incomplete, lambda plan: ((each.key, each.title) for each in plan.sections))


def complete_ids(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the numbers of tasks and steps."""

    def offers(plan: Plan) -> Iterable[Offer]:
        from gkplan.text.gist import gist

        for task in plan.tasks:
            yield task.id, gist(task.requirement)
            for number, step in enumerate(task.steps, 1):
                yield f"{task.id}.{number}", gist(step.what)

    return _offer(ctx, incomplete, offers)


def _offer(ctx: typer.Context, incomplete: str, offers: Callable[[Plan], Iterable[Offer]]) -> list[Offer]:
    import os

    from gkplan.store.load import load

    try:
        named = ctx.params.get("file") or (ctx.parent.params.get("file") if ctx.parent else None)
        plan = load(named, os.environ).plan
    except GkplanError:
        return []
    return [
        (word, explanation if _is_safe(explanation) else "")
        for word, explanation in offers(plan)
        # A blank would make two words of one: shells put in what they are offered as it is.
        if word.startswith(incomplete) and _is_safe(word) and " " not in word
    ]


def _is_safe(text: str) -> bool:
    """Tell whether a shell can do nothing with `text` but show it: zsh evaluates what it is offered."""
    return all(char.isalnum() or char in "-_.·（）、，。“”《》… " for char in text)
