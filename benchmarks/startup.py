"""How long commands take against a bare Typer program, whole processes in alternation.

    python benchmarks/startup.py [rounds]

Run it with the interpreter of an environment into which the wheel is installed (an editable installation adds its own
cost). Prints the median and the least time of each command in ms and their ratios to the bare program's.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE = """
import typer
app = typer.Typer()
@app.command()
def one() -> None: print("one")
@app.command()
def two(number: int = 1) -> None: print(number)
@app.command()
def three(text: str = "") -> None: print(text)
app()
"""
PLAN = Path(__file__).parent.parent / "data" / "tasks.yaml"
ROUNDS = 40


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder, "bare.py")
        bare.write_text(BARE, encoding="utf-8")
        gkplan = [str(Path(sys.executable).with_name("gkplan"))]
        plan = ["--file", str(PLAN), "--as-of", "2024-01-01"]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "bare Typer": [sys.executable, str(bare), "one"],
            "list": [*gkplan, "list", *plan],
            "list, file never read before": [*gkplan, "list", *plan],
            "list --unit": [*gkplan, "list", *plan, "--unit", "县财政局"],
            "overdue --format table": [*gkplan, "overdue", *plan, "--format", "table"],
            "--help": [*gkplan, "--help"],
        }
        warm = {**os.environ, "XDG_CACHE_HOME": folder}
        times: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(rounds + 2):
            for name, command in commands.items():
                env = {**warm, "XDG_CACHE_HOME": f"{folder}/{number}"} if "never" in name else warm
                begun = time.perf_counter()
                subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
                if number >= 2:  # the first two rounds fill the caches
                    times[name].append((time.perf_counter() - begun) * 1000)
    base = times["bare Typer"]
    for name, taken in times.items():
        ratio = statistics.median(taken) / statistics.median(base)
        print(f"{name:30} median {statistics.median(taken):6.1f}  least {min(taken):6.1f}  ratio {ratio:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
