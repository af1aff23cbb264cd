"""The process: the gkplan script and python -m gkplan."""

import gc

# The process lives for a moment and makes little that needs collecting; walking the modules it imports again and again
# costs a tenth of its time.
gc.disable()

from gkplan.cli.app import main  # noqa: E402 - only now, so that importing is not slowed

__all__ = ["main"]

if __name__ == "__main__":
    main()
