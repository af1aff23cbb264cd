"""A process that writes to a plan: `writer.py FILE TASK NOTE TIMES [SEED|hold]`, each time as `gkplan note` would.

Between the times it pauses for moments that depend on SEED. With `hold` it says so on stdout while it has the lock, and
keeps it for a moment.
"""

import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2]))

from gkplan.plan.model import Plan, Progress
from gkplan.store.save import update_plan

PLAN = """\
plan: {title: 试验, year: 2023}
units:
  县财政局: {}
tasks:
- {id: 1, requirement: 公开甲, units: [县财政局], deadline: 2023年6月底前}
- {id: 2, requirement: 公开乙, units: [县财政局], deadline: 2023年7月底前}

- id: 3   # 注释
  requirement: 公开丙
  units: [县财政局]
  deadline: 2023年8月底前
- id: 4
  requirement: 公开丁
  units: [县财政局]
  deadline: 2023年9月底前
"""


def note(path: Path, task: str, words: str, *, hold: bool = False) -> None:
    """Add a report with `words` to the task."""

    def make(plan: Plan) -> Plan:
        if hold:
            print("held", flush=True)  # noqa: T201 - to the test
            time.sleep(0.3)
        entry = Progress(date=date(2023, 6, 1), note=words)
        return replace(
            plan,
            tasks=tuple(
                replace(each, progress=(*each.progress, entry)) if each.id == task else each for each in plan.tasks
            ),
        )

    update_plan(path, make)


if __name__ == "__main__":
    file, task, words, times, *more = sys.argv[1:]
    pauses = Random(f"{words} {more}")  # noqa: S311 - no secret
    for index in range(int(times)):
        note(Path(file), task, f"{words} {index}", hold="hold" in more)
        time.sleep(pauses.uniform(0, 0.005))
