"""The plan and what follows from it on a day: states, counts, names, changes. No input or output."""
