"""What is done stays done when it cannot be said: a message that nobody gets is no failure of the work."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from gkplan.errors import UntoldError
from gkplan.outputs import streams


@contextmanager
def telling(done: str, remarks: Iterable[str] = ()) -> Iterator[None]:
    """Print the remarks on a write, and inside what was done.

    Raises UntoldError, which says that it is `done` all the same, when nobody takes it.
    """
    try:
        for remark in remarks:
            streams.say(remark)
        yield
        streams.flush()
    except BrokenPipeError:
        # Whoever read the output has enough of it: the boundary has its own answer.
        raise
    except OSError:
        raise UntoldError(f"{done}，但结果没有显示出来，请检查输出到的磁盘或设备") from None
