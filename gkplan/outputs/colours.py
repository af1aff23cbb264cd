"""The look of each state. Nothing here knows where it is shown."""

from gkplan.plan.status import State

STYLES = {
    State.OVERDUE: "bold bright_red",
    State.DUE_SOON: "bold bright_magenta",
    State.IN_PROGRESS: "",
    State.NOT_STARTED: "",
    State.UNSET: "underline",
    State.ONGOING: "",
    State.DONE: "dim",
}
"""Styles of rich for the word of a state; the word itself always stands.

Two colours that can be read on white as on black, and told apart by whoever sees no red or no green; what does not press
has none. tests/outputs/test_colours.py measures both.
"""
