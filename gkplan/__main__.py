"""The process: the gkplan script and python -m gkplan."""

import gc

# The process lives for a moment and makes little that needs collecting; walking the modules it imports again and again
# costs a tenth of its time.
gc.disable()

from gkplan.cli import app  # noqa: E402 - only now, so that importing is not slowed


def main() -> None:
    """Run gkplan with the arguments of the process and leave with its exit code."""
    try:
        app.main()
    finally:
        # Python collects once more before it ends, disabled or not: another tenth, for what the system frees anyway.
        gc.freeze()


if __name__ == "__main__":
    main()
