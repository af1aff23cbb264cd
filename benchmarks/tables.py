"""How long tables of a thousand rows take against the same rows as lines, whole processes in alternation.

    python benchmarks/tables.py [rounds]

Run it with the interpreter of an environment into which the wheel is installed. The thousand tasks are those of the plan
that is shipped, again and again, with a row for each; the table goes to a pseudo-terminal, whose first line is timed
too. Unix only.
"""

import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLAN = Path(__file__).parent.parent / "data" / "tasks.yaml"
ROWS = 1000
ROUNDS = 20


def long_plan() -> str:
    """Return a plan of ROWS tasks with the requirements, units and limits of the shipped one."""
    head, _, body = PLAN.read_text("utf-8").partition("\ntasks:\n")
    tasks = [f"- id: {each}" for each in body.split("- id: ")[1:]]
    many = []
    for number in range(1, ROWS + 1):
        lines = tasks[(number - 1) % len(tasks)].rstrip("\n").split("\n")
        many.append("\n".join([f"- id: {number}", *lines[1:]]))
    return f"{head}\ntasks:\n" + "\n".join(many) + "\n"


def on_terminal(command: list[str]) -> tuple[float, float]:
    """Return after how many seconds the first line and the end came."""
    master, slave = pty.openpty()
    begun = time.perf_counter()
    running = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    first = 0.0
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        first = first or time.perf_counter() - begun
    running.wait()
    os.close(master)
    return first, time.perf_counter() - begun


def in_pipe(command: list[str]) -> float:
    """Return after how many seconds the end came."""
    begun = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - begun


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder, "tasks.yaml")
        plan.write_text(long_plan(), "utf-8")
        os.environ.update({"COLUMNS": "120", "LINES": "40", "TERM": "xterm-256color"})
        gkplan = str(Path(sys.executable).with_name("gkplan"))
        options = ["--no-pager", "--file", str(plan), "--as-of", "2024-01-02"]
        print(f"| {ROWS} rows | lines ms | table ms | first line ms | ratio, median of pairs |\n|---|---|---|---|---|")
        for name, words in {"overdue": ["overdue"], "list": ["list"], "overdue --long": ["overdue", "--long"]}.items():
            lines, ends, firsts = [], [], []
            command = [gkplan, *words, *options]
            in_pipe(command)
            for _ in range(rounds):
                lines.append(in_pipe(command))
                first, end = on_terminal(command)
                firsts.append(first)
                ends.append(end)
            ratio = statistics.median(end / line for end, line in zip(ends, lines, strict=True))
            told = (1000 * statistics.median(each) for each in (lines, ends, firsts))
            print(f"| {name} | {' | '.join(f'{each:.0f}' for each in told)} | {ratio:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
