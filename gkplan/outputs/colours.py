"""The colour of each state. Nothing here knows where it is shown."""

from gkplan.plan.status import State

STYLES = {
    State.OVERDUE: "bold red",
    State.DUE_SOON: "yellow",
    State.IN_PROGRESS: "cyan",
    State.NOT_STARTED: "",
    State.UNSET: "magenta",
    State.ONGOING: "blue",
    State.DONE: "green",
}
"""Styles of rich for the word of a state; the word itself always stands."""
