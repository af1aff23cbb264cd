"""What is long and random: `python -m tests.campaigns [NAME…] [--seconds N] [--seed N]`.

A campaign tries case after case, each with a seed of its own that counts on from the first, for so many seconds but one
case at least. It prints its first seed and its figures. The first case that fails ends it and says how to repeat it
alone; what was named after it still runs. The suite tries the first seeds of each (tests/test_campaigns.py).
"""

import argparse
import gc
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from random import SystemRandom

from tests.campaigns import (
    broken_texts,
    damaged_documents,
    damaged_memory,
    failing_calls,
    hostile_tables,
    properties,
    random_edits,
    sudden_kills,
    writers_at_once,
)

CAMPAIGNS: dict[str, Callable[[int], Counter[str]]] = {
    "random_edits": random_edits.examine,
    "broken_texts": broken_texts.examine,
    "damaged_documents": damaged_documents.examine,
    "hostile_tables": hostile_tables.examine,
    "damaged_memory": damaged_memory.examine,
    "failing_calls": failing_calls.examine,
    "sudden_kills": sudden_kills.examine,
    "writers_at_once": writers_at_once.examine,
    "properties": properties.examine,
}
"""Each tries the case of one seed, raises what is wrong, and returns figures."""


def say(line: str) -> None:
    """Print `line` at once: a campaign takes long, and its output often goes to a file."""
    print(line, flush=True)  # noqa: T201 - to the person who waits


def carry_out(name: str, seconds: float, seed: int) -> bool:
    """Try the cases from `seed` on for so many seconds; tell whether all went well."""
    say(f"{name}: seed {seed}")
    figures: Counter[str] = Counter()
    began = now = time.monotonic()
    slowest, case = 0.0, seed
    while case == seed or now - began < seconds:
        try:
            figures.update(CAMPAIGNS[name](case))
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            say(traceback.format_exc())
            say(f"{name}: failed with seed {case}; again: python -m tests.campaigns {name} --seconds 0 --seed {case}")
            return False
        case += 1
        now, last = time.monotonic(), now
        slowest = max(slowest, now - last)
    told = ", ".join(f"{number:d} {what}" for what, number in figures.items())
    say(f"{name}: {case - seed} cases in {now - began:.0f} s, the slowest {slowest:.2f} s: {told}")
    return True


def main(args: Sequence[str]) -> int:
    """Carry out the campaigns named, or all; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns", description="Long and random tests.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(CAMPAIGNS)}; all when none is named")
    parser.add_argument("--seconds", type=float, default=60, help="for each campaign (60)")
    parser.add_argument("--seed", type=int, help="of the first case (drawn)")
    asked = parser.parse_args(args)
    if wrong := [name for name in asked.names if name not in CAMPAIGNS]:
        parser.error(f"no campaign {', '.join(wrong)}")
    # The program that lives for a moment collects nothing; this one would fill the memory.
    gc.enable()
    seed = SystemRandom().randrange(2**32) if asked.seed is None else asked.seed
    results = [carry_out(name, asked.seconds, seed) for name in asked.names or CAMPAIGNS]
    return 0 if all(results) else 1


if __name__ == "__main__":
    # What their writes leave for `gkplan undo` is not for the person who runs them.
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOME": home, "LOCALAPPDATA": home, "XDG_STATE_HOME": home}
        sys.exit(main(sys.argv[1:]))
