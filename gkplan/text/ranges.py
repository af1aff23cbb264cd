"""Numbers that follow each other, told as ranges."""

from collections.abc import Iterable


def ranges(numbers: Iterable[str], sign: str = "-", least: int = 3) -> str:
    """Return 17-29、31、46.1 for 17, 18, … 29, 31, 46.1: `sign` between the ends of at least `least` in a row."""
    runs: list[list[str]] = []
    for number in numbers:
        last = runs[-1][-1] if runs else ""
        if last.isdecimal() and number.isdecimal() and int(number) == int(last) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}{sign}{run[-1]}" if len(run) >= least else "、".join(run) for run in runs)
