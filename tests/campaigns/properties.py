"""The suite's own property tests on other and more examples than it tries itself: a run of pytest for each seed."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).parents[2]


def examine(seed: int) -> Counter[str]:
    """Run every property test on the examples that `seed` gives; return their number, counted."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "hypothesis"),
            *("--hypothesis-profile=campaign", f"--hypothesis-seed={seed}"),
        ],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.search(r"(\d+) passed", done.stdout)
    return Counter(runs=1, properties=int(passed[1]) if passed else 0)
