"""Edits of whole files: text in, text out. What else chance can bring is in tests/campaigns/random_edits.py."""

# ruff: noqa: ISC004 - the strings are files, some longer than a line

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from gkplan.errors import RefusedError
from gkplan.plan.model import Bulletin, Extension, Plan, Progress, Step, Target, Task, Waiver
from gkplan.planfile.edit import rewrite
from gkplan.planfile.read import read_fully, read_plan
from gkplan.store import files
from tests.campaigns.random_edits import ALLOWED

DAY = date(2023, 12, 20)
HEAD = "plan:\n  title: 方案\nunits:\n  甲局: {}\n"

Edit = Callable[[Task], Task]


def edit(text: str, change: Edit) -> str:
    """Change the first task of the plan in `text`."""
    before, _ = read_plan(text)
    return rewrite(read_fully(text), replace(before, tasks=(change(before.tasks[0]), *before.tasks[1:])))


def done(task: Task) -> Task:
    return replace(task, done=DAY)


def reopen(task: Task) -> Task:
    return replace(task, done=None)


def note(task: Task) -> Task:
    return replace(task, progress=(*task.progress, Progress(date=DAY, unit="甲局", note="已上线")))


def extend(task: Task) -> Task:
    return replace(task, extensions=(*task.extensions, Extension(to=DAY, reason="未完成")))


def add_step(task: Task) -> Task:
    return replace(task, steps=(*task.steps, Step(what="编方案", deadline="8月底前")))


def aim(task: Task) -> Task:
    return replace(task, target=Target(count=5, what="列席会议"))


def drop_first_report(task: Task) -> Task:
    return replace(task, progress=task.progress[1:])


def open_part(task: Task) -> Task:
    return replace(task, progress=(replace(task.progress[0], done=False), *task.progress[1:]))


def close_step(task: Task) -> Task:
    return replace(task, steps=(replace(task.steps[0], done=DAY), *task.steps[1:]))


def set_deadline(task: Task) -> Task:
    return replace(task, deadline="长期: 坚持")


def set_units(task: Task) -> Task:
    return replace(task, units=("甲局", "丙局", "丁局"))


def set_count(task: Task) -> Task:
    assert task.target
    return replace(task, target=replace(task.target, count=8))


def several(*edits: Edit) -> Edit:
    def change(task: Task) -> Task:
        for each in edits:
            task = each(task)
        return task

    return change


TASK = "- id: 1\n  requirement: 公开\n  units: [甲局]\n"

REWRITES: dict[str, tuple[Edit, str, str]] = {
    "done is one line at the end of the task": (
        done,
        f"tasks:\n{TASK}\n- id: 2\n  requirement: 解读\n  units: [乙局]\n",
        f"tasks:\n{TASK}  done: 2023-12-20\n\n- id: 2\n  requirement: 解读\n  units: [乙局]\n",
    ),
    "comment after value": (
        done,
        "tasks:\n- id: 1\n  requirement: 公开\n  units: [甲局]  # 牵头\n",
        "tasks:\n- id: 1\n  requirement: 公开\n  units: [甲局]  # 牵头\n  done: 2023-12-20\n",
    ),
    "comment between tasks at column 0": (
        done,
        f"tasks:\n{TASK}# 二、解读\n- id: 2\n  requirement: 解读\n  units: [乙局]\n",
        f"tasks:\n{TASK}  done: 2023-12-20\n# 二、解读\n- id: 2\n  requirement: 解读\n  units: [乙局]\n",
    ),
    "CRLF": (
        several(note, done),
        "tasks:\r\n- id: 1\r\n  requirement: 公开\r\n  units: [甲局]\r\n",
        "tasks:\r\n- id: 1\r\n  requirement: 公开\r\n  units: [甲局]\r\n"
        "  progress:\r\n  - {date: 2023-12-20, unit: 甲局, note: 已上线}\r\n  done: 2023-12-20\r\n",
    ),
    "CRLF without final newline": (
        done,
        "tasks:\r\n- id: 1\r\n  requirement: 公开\r\n  units: [甲局]",
        "tasks:\r\n- id: 1\r\n  requirement: 公开\r\n  units: [甲局]\r\n  done: 2023-12-20",
    ),
    "no final newline": (done, f"tasks:\n{TASK}".rstrip(), f"tasks:\n{TASK}  done: 2023-12-20"),
    "no final newline, key waiting at the end": (
        several(note, done),
        f"tasks:\n{TASK}  done:",
        f"tasks:\n{TASK}  progress:\n  - {{date: 2023-12-20, unit: 甲局, note: 已上线}}\n  done: 2023-12-20",
    ),
    "no final newline, the last two reports taken out": (
        lambda task: replace(task, progress=task.progress[:1]),
        f"tasks:\n{TASK}  progress:\n  - date: 2023-01-01\n  - date: 2023-01-02\n  - date: 2023-01-03",
        f"tasks:\n{TASK}  progress:\n  - date: 2023-01-01",
    ),
    "no final newline, taken out below a text that needs it": (
        reopen,
        "tasks:\n- id: 1\n  units: [甲局]\n  requirement: |\n    公开\n  done: 2023-12-20",
        "tasks:\n- id: 1\n  units: [甲局]\n  requirement: |\n    公开\n",
    ),
    "blank `done:` key waiting": (
        done,
        "tasks:\n- id: 1\n  done:\n  requirement: 公开\n  units: [甲局]\n",
        "tasks:\n- id: 1\n  done: 2023-12-20\n  requirement: 公开\n  units: [甲局]\n",
    ),
    "blank `done:` key with a comment": (
        done,
        "tasks:\n- id: 1\n  done:   # 销号日期\n  requirement: 公开\n  units: [甲局]\n",
        "tasks:\n- id: 1\n  done: 2023-12-20   # 销号日期\n  requirement: 公开\n  units: [甲局]\n",
    ),
    "empty quotes waiting": (
        done,
        "tasks:\n- id: 1\n  done: ''\n  requirement: 公开\n  units: [甲局]\n",
        "tasks:\n- id: 1\n  done: '2023-12-20'\n  requirement: 公开\n  units: [甲局]\n",
    ),
    "progress: with nothing behind": (
        note,
        f"tasks:\n{TASK}  progress:  # 待报\n  done: 2023-12-20\n",
        f"tasks:\n{TASK}  progress:  # 待报\n  - {{date: 2023-12-20, unit: 甲局, note: 已上线}}\n  done: 2023-12-20\n",
    ),
    "empty progress: []": (
        note,
        f"tasks:\n{TASK}  progress: []  # 待报\n",
        f"tasks:\n{TASK}  progress:  # 待报\n  - {{date: 2023-12-20, unit: 甲局, note: 已上线}}\n",
    ),
    "done: false of a part": (
        lambda task: replace(task, progress=(replace(task.progress[0], done=True),)),
        f"tasks:\n{TASK}  progress:\n  - date: 2023-12-20\n    done: false # 待定\n",
        f"tasks:\n{TASK}  progress:\n  - date: 2023-12-20\n    done: true # 待定\n",
    ),
    "quoted keys and values": (
        done,
        "'tasks':\n- \"id\": '1'\n  'requirement': \"公开\"\n  'units': ['甲局']\n",
        "'tasks':\n- \"id\": '1'\n  'requirement': \"公开\"\n  'units': ['甲局']\n  done: 2023-12-20\n",
    ),
    "flow list of reports": (
        note,
        f"tasks:\n{TASK}  progress: [{{date: 2023-06-01}}] # 汇总\n",
        f"tasks:\n{TASK}  progress: [{{date: 2023-06-01}}, {{date: 2023-12-20, unit: 甲局, note: 已上线}}] # 汇总\n",
    ),
    "flow task on one line": (
        several(note, done),
        "tasks:\n- {id: 1, requirement: 公开, units: [甲局]}  # 一\n",
        "tasks:\n- {id: 1, requirement: 公开, units: [甲局], progress: [{date: 2023-12-20, unit: 甲局, note: 已上线}],"
        " done: 2023-12-20}  # 一\n",
    ),
    "flow task over several lines with comments": (
        done,
        "tasks:\n- {id: 1, # 序号\n   requirement: 公开,\n   units: [甲局] # 单位\n  }\n",
        "tasks:\n- {id: 1, # 序号\n   requirement: 公开,\n   units: [甲局], done: 2023-12-20 # 单位\n  }\n",
    ),
    "flow with a comma at the end": (
        done,
        "tasks: [{id: 1, requirement: 公开, units: [甲局],},]\n",
        "tasks: [{id: 1, requirement: 公开, units: [甲局], done: 2023-12-20,},]\n",
    ),
    "flow ending in an alias": (
        done,
        "x: &u [甲局]\ntasks:\n- {id: 1, requirement: 公开, units: *u}\n",
        "x: &u [甲局]\ntasks:\n- {id: 1, requirement: 公开, units: *u, done: 2023-12-20}\n",
    ),
    "block scalar at the end": (
        done,
        "tasks:\n- id: 1\n  units: [甲局]\n  requirement: |\n    公开\n    解读\n\n\n# 完\n",
        "tasks:\n- id: 1\n  units: [甲局]\n  requirement: |\n    公开\n    解读\n  done: 2023-12-20\n\n\n# 完\n",
    ),
    "keep block scalar |+": (
        done,
        "tasks:\n- id: 1\n  units: [甲局]\n  requirement: |+\n    公开\n\n\n- id: 2\n  requirement: 解读\n  units: []\n",
        "tasks:\n- id: 1\n  units: [甲局]\n  requirement: |+\n    公开\n\n\n  done: 2023-12-20\n"
        "- id: 2\n  requirement: 解读\n  units: []\n",
    ),
    "folded": (
        done,
        "tasks:\n- id: 1\n  units: [甲局]\n  requirement: >- # 折行\n    公开\n    解读\n\n- id: 2\n  requirement: 甲\n  units: []\n",
        "tasks:\n- id: 1\n  units: [甲局]\n  requirement: >- # 折行\n    公开\n    解读\n  done: 2023-12-20\n\n"
        "- id: 2\n  requirement: 甲\n  units: []\n",
    ),
    "plain text over several lines": (
        done,
        "tasks:\n- id: 1\n  units: [甲局]\n  requirement: 公开\n    解读\n",
        "tasks:\n- id: 1\n  units: [甲局]\n  requirement: 公开\n    解读\n  done: 2023-12-20\n",
    ),
    "indented sequences": (
        several(note, extend),
        "tasks:\n  - id: 1\n    requirement: 公开\n    units: [甲局]\n",
        "tasks:\n  - id: 1\n    requirement: 公开\n    units: [甲局]\n    extensions:\n"
        "      - {to: 2023-12-20, reason: 未完成}\n"
        "    progress:\n      - {date: 2023-12-20, unit: 甲局, note: 已上线}\n",
    ),
    "indent 4": (
        several(add_step, note),
        "tasks:\n    -   id: 1\n        requirement: 公开\n        units: [甲局]\n        progress:\n            -   date: 2023-06-01\n",
        "tasks:\n    -   id: 1\n        requirement: 公开\n        units: [甲局]\n        steps:\n"
        "            - what: 编方案\n              deadline: 8月底前\n"
        "        progress:\n            -   date: 2023-06-01\n"
        "            - {date: 2023-12-20, unit: 甲局, note: 已上线}\n",
    ),
    "items as the last one is written, in braces": (
        note,
        f"tasks:\n{TASK}  progress:\n  - {{date: 2023-06-01}}\n",
        f"tasks:\n{TASK}  progress:\n  - {{date: 2023-06-01}}\n  - {{date: 2023-12-20, unit: 甲局, note: 已上线}}\n",
    ),
    "items as the last one is written, in lines": (
        extend,
        f"tasks:\n{TASK}  extensions:\n  - to: 2023-06-01\n",
        f"tasks:\n{TASK}  extensions:\n  - to: 2023-06-01\n  - {{to: 2023-12-20, reason: 未完成}}\n",
    ),
    "items kept apart by blank lines": (
        note,
        f"tasks:\n{TASK}  progress:\n  - date: 2023-06-01\n\n  - date: 2023-07-01\n  done: 2023-12-20\n",
        f"tasks:\n{TASK}  progress:\n  - date: 2023-06-01\n\n  - date: 2023-07-01\n\n"
        "  - {date: 2023-12-20, unit: 甲局, note: 已上线}\n  done: 2023-12-20\n",
    ),
    "items kept apart by blank lines below a text that keeps its own": (
        note,
        f"tasks:\n{TASK}  progress:\n  - date: 2023-06-01\n\n  - date: 2023-07-01\n    note: |+\n      甲\n  done: 2023-12-20\n",
        f"tasks:\n{TASK}  progress:\n  - date: 2023-06-01\n\n  - date: 2023-07-01\n    note: |+\n      甲\n"
        "  - {date: 2023-12-20, unit: 甲局, note: 已上线}\n  done: 2023-12-20\n",
    ),
    "anchors and aliases": (
        several(note, done),
        "x: &u [甲局]\ntasks:\n- &t\n  id: 1\n  requirement: &r 公开\n  progress: &p\n  - date: 2023-06-01\n    note: *r\n  units: *u\n",
        "x: &u [甲局]\ntasks:\n- &t\n  id: 1\n  requirement: &r 公开\n  progress: &p\n  - date: 2023-06-01\n    note: *r\n"
        "  - {date: 2023-12-20, unit: 甲局, note: 已上线}\n  units: *u\n  done: 2023-12-20\n",
    ),
    "document markers --- and ...": (
        done,
        f"%YAML 1.1\n--- # 台账\ntasks:\n{TASK}...\n",
        f"%YAML 1.1\n--- # 台账\ntasks:\n{TASK}  done: 2023-12-20\n...\n",
    ),
    "progress before steps": (
        several(add_step, note),
        f"tasks:\n{TASK}  progress:\n  - date: 2023-06-01\n  steps:\n  - what: 甲\n",
        f"tasks:\n{TASK}  progress:\n  - date: 2023-06-01\n  - {{date: 2023-12-20, unit: 甲局, note: 已上线}}\n"
        "  steps:\n  - what: 甲\n  - what: 编方案\n    deadline: 8月底前\n",
    ),
    "all at once, in the order of the format": (
        several(done, note, extend, add_step, aim),
        f"tasks:\n{TASK}  deadline: 9月底\n",
        f"tasks:\n{TASK}  deadline: 9月底\n  target: {{count: 5, measure: 次, what: 列席会议}}\n"
        "  steps:\n  - what: 编方案\n    deadline: 8月底前\n  extensions:\n  - {to: 2023-12-20, reason: 未完成}\n"
        "  progress:\n  - {date: 2023-12-20, unit: 甲局, note: 已上线}\n  done: 2023-12-20\n",
    ),
    "a report on a closed task stands before its done": (
        note,
        f"tasks:\n{TASK}  # 已核\n  done: 2023-12-01\n",
        f"tasks:\n{TASK}  progress:\n  - {{date: 2023-12-20, unit: 甲局, note: 已上线}}\n  # 已核\n  done: 2023-12-01\n",
    ),
    "a step": (
        close_step,
        f"tasks:\n{TASK}  steps:\n  - what: 甲 # 注\n  - what: 乙\n",
        f"tasks:\n{TASK}  steps:\n  - what: 甲 # 注\n    done: 2023-12-20\n  - what: 乙\n",
    ),
    "reopen takes the line out": (
        reopen,
        f"tasks:\n{TASK}  done: 2023-12-20\n  # 已核\n",
        f"tasks:\n{TASK}  # 已核\n",
    ),
    "reopen with a comment behind leaves the key waiting": (
        reopen,
        f"tasks:\n{TASK}  done: 2023-12-20  # 局长已签\n",
        f"tasks:\n{TASK}  done:  # 局长已签\n",
    ),
    "task with done first after the dash": (
        reopen,
        "tasks:\n- done: 2023-12-20\n  id: 1\n  requirement: 公开\n  units: [甲局]\n",
        "tasks:\n- id: 1\n  requirement: 公开\n  units: [甲局]\n",
    ),
    "task with done first after the dash and a comment below": (
        reopen,
        "tasks:\n- done: 2023-12-20\n  # 序号\n  id: 1\n  requirement: 公开\n  units: [甲局]\n",
        "tasks:\n- done:\n  # 序号\n  id: 1\n  requirement: 公开\n  units: [甲局]\n",
    ),
    "reopen in braces": (
        reopen,
        "tasks:\n- {done: 2023-12-20, id: 1, requirement: 公开, units: [甲局]}\n",
        "tasks:\n- {id: 1, requirement: 公开, units: [甲局]}\n",
    ),
    "reopen in braces beside a comment": (
        reopen,
        "tasks:\n- {id: 1, # 序号\n  done: 2023-12-20, requirement: 公开, units: [甲局]}\n",
        "tasks:\n- {id: 1, # 序号\n  done: , requirement: 公开, units: [甲局]}\n",
    ),
    "the only report goes with its key": (
        drop_first_report,
        f"tasks:\n{TASK}  progress:\n  - date: 2023-12-20\n    unit: 甲局\n    done: true\n",
        f"tasks:\n{TASK}",
    ),
    "comments of a report that goes stay": (
        drop_first_report,
        f"tasks:\n{TASK}  progress:\n  # 上半年\n  - date: 2023-12-20 # 来电\n    # 已核\n    done: true # 张三\n  - date: 2023-12-21\n",
        f"tasks:\n{TASK}  progress:\n  # 上半年\n  # 来电\n  # 已核\n  # 张三\n  - date: 2023-12-21\n",
    ),
    "a hash that is no comment": (
        drop_first_report,
        f"tasks:\n{TASK}  progress:\n  - date: 2023-12-20\n    note: '甲 # 乙'\n    evidence: [a#b]\n  - date: 2023-12-21\n",
        f"tasks:\n{TASK}  progress:\n  - date: 2023-12-21\n",
    ),
    "a dash in a comment behind the dash": (
        drop_first_report,
        f"tasks:\n{TASK}  progress:\n  - # 甲-乙\n    date: 2023-12-20\n  - date: 2023-12-21\n",
        f"tasks:\n{TASK}  progress:\n  # 甲-乙\n  - date: 2023-12-21\n",
    ),
    "the first of a flow list": (
        drop_first_report,
        f"tasks:\n{TASK}  progress: [{{date: 2023-12-20}}, {{date: 2023-12-21}}]\n",
        f"tasks:\n{TASK}  progress: [{{date: 2023-12-21}}]\n",
    ),
    "a part is open again, its report stays": (
        open_part,
        f"tasks:\n{TASK}  progress:\n  - date: 2023-12-20\n    done: true\n    note: 已上线\n",
        f"tasks:\n{TASK}  progress:\n  - date: 2023-12-20\n    note: 已上线\n",
    ),
    "plain text said otherwise": (
        set_deadline,
        f"tasks:\n{TASK}  deadline: 9月底  # 原文\n",
        f"tasks:\n{TASK}  deadline: '长期: 坚持'  # 原文\n",
    ),
    "double-quoted text said otherwise": (
        set_deadline,
        f'tasks:\n{TASK}  deadline: "9月底"  # 原文\n',
        f'tasks:\n{TASK}  deadline: "长期: 坚持"  # 原文\n',
    ),
    "units in brackets said otherwise": (
        set_units,
        "tasks:\n- id: 1\n  requirement: 公开\n  units: [甲局, \"乙局\"] # 单位\n",
        "tasks:\n- id: 1\n  requirement: 公开\n  units: [甲局, \"丙局\", 丁局] # 单位\n",
    ),
    "units in lines said otherwise": (
        set_units,
        "tasks:\n- id: 1\n  requirement: 公开\n  units:\n  - 甲局 # 牵头\n  - 乙局\n",
        "tasks:\n- id: 1\n  requirement: 公开\n  units:\n  - 甲局 # 牵头\n  - 丙局\n  - 丁局\n",
    ),
    "a unit put in before the others": (
        lambda task: replace(task, units=("乙局", "甲局")),
        "tasks:\n- id: 1\n  requirement: 公开\n  units:\n    - 甲局 # 牵头\n",
        "tasks:\n- id: 1\n  requirement: 公开\n  units:\n    - 乙局\n    - 甲局 # 牵头\n",
    ),
    "count of a target": (
        set_count,
        f"tasks:\n{TASK}  target: {{count: 5, measure: 次}} # 目标\n",
        f"tasks:\n{TASK}  target: {{count: 8, measure: 次}} # 目标\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "text", "expected"), REWRITES.values(), ids=REWRITES)
def test_rewrites(change: Edit, text: str, expected: str) -> None:
    assert edit(text if text.startswith("%") else HEAD + text, change) == (
        expected if text.startswith("%") else HEAD + expected
    )


ODD = {
    "everything odd": "# 头\n\n\nplan: {title: 方案 }   \ntasks :\n  -   id:   '1'   \n      requirement:  \"公\\u5f00\"\n\n"
    "      units:   [ 甲局 ,]\n  # 尾\n   \n",
    "CRLF": "plan:\r\n  title: 方案\r\ntasks:\r\n- id: 1\r\n  requirement: 公开\r\n  units: []\r\n",
    "a comment right behind the requirement": HEAD
    + "tasks: [{id: 1, units: [甲局], requirement: 公开   # 年初核对\n  }]\n",
    "no final newline": "plan:\n  title: 方案\ntasks:\n- id: 1\n  requirement: 公开\n  units: []",
    "faults elsewhere": "plan:\n  titel: 方案\ntasks:\n- id: 1\n  requirement: 公开\n  unit: 甲局\n",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_leaves_alone_what_says_so_already(text: str) -> None:
    assert edit(text, lambda task: task) == text
    assert edit(text, replace) == text


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_leaves_alone_what_is_done_and_undone(text: str) -> None:
    closed = edit(text, several(add_step, extend, note, done, aim))
    before = read_plan(text)[0].tasks[0]
    assert closed != text
    assert edit(closed, lambda _: before) == text


# Written without the head: lines count from 1 in the text itself.
REFUSES: dict[str, tuple[Edit, str, str]] = {
    "an alias of the whole task": (
        done,
        "tasks:\n- &t\n  id: 1\n  requirement: 公开\n  units: [甲局]\n- *t\n",
        "第 2 行第 3 列：这里定义的锚点（&）在别处也用着，改动会波及别处，任务 1",
    ),
    "a list repeated elsewhere": (
        note,
        f"tasks:\n{TASK}  progress: &p\n  - date: 2023-06-01\n- id: 2\n  requirement: 解读\n  units: []\n  progress: *p\n",
        "第 5 行第 13 列：这里定义的锚点（&）在别处也用着，改动会波及别处，任务 1",
    ),
    "an alias said otherwise": (
        set_deadline,
        "tasks:\n- id: 1\n  requirement: &r 长期\n  units: [甲局]\n  deadline: *r\n",
        "第 5 行第 13 列：这里用了别名（*），内容写在别处，任务 1",
    ),
    "what an alias needs goes": (
        lambda task: replace(task, deadline=None),
        "tasks:\n- id: 1\n  deadline: &r 长期\n  units: [甲局]\n  requirement: *r\n",
        "第 3 行第 13 列：这里定义的锚点（&）在别处也用着，改动会波及别处，任务 1",
    ),
    "text of several lines said otherwise": (
        set_deadline,
        f"tasks:\n{TASK}  deadline: |-\n    9月\n",
        "第 5 行第 13 列：这里是多行文字（| 或 >），任务 1",
    ),
    "an anchored text said otherwise": (
        set_deadline,
        f"tasks:\n{TASK}  deadline: &d 9月\n",
        "第 5 行第 13 列：这里定义了锚点（&），任务 1",
    ),
    "an impossible date waiting": (
        done,
        f"tasks:\n{TASK}  done: 2023-02-30\n",
        "第 5 行第 9 列：「done」已经有内容，写法不是所要的样子，任务 1",
    ),
    "no list where one belongs": (
        note,
        f"tasks:\n{TASK}  progress: 无\n",
        "第 5 行第 13 列：「progress」已经有内容，写法不是所要的样子，任务 1",
    ),
    "a broken report beside the one that goes": (
        drop_first_report,
        f"tasks:\n{TASK}  progress:\n  - date: 2023-06-01\n  - note: 没有日期\n  - date: 2023-06-02\n",
        "第 6 行第 3 列：这个列表里有读不懂的内容，任务 1",
    ),
    "a comment beside an item that goes from brackets": (
        drop_first_report,
        f"tasks:\n{TASK}  progress: [ {{date: 2023-06-01}}, # 上半年\n    {{date: 2023-07-01}}]\n",
        "第 5 行第 15 列：旁边的注释说的是哪一项，无法断定，任务 1",
    ),
    "a list behind the dash with a comment below it goes": (
        drop_first_report,
        "tasks:\n- progress:\n  - date: 2023-06-01\n  # 序号\n  id: 1\n  requirement: 公开\n  units: []\n",
        "第 2 行第 3 列：它与短横线同在一行，任务 1",
    ),
    "comments before and behind a value that goes": (
        reopen,
        f"tasks:\n{TASK}  done: # 销号\n    2023-12-20 # 已签\n",
        "第 5 行第 3 列：「done」的值前面还有别的内容，任务 1",
    ),
    "all units in lines go": (
        lambda task: replace(task, units=()),
        "tasks:\n- id: 1\n  requirement: 公开\n  units:\n  - 甲局\n",
        "第 5 行第 3 列：删去后这里就空了，任务 1",
    ),
    "a comment in an empty list": (
        note,
        f"tasks:\n{TASK}  progress: [ # 待报\n  ]\n",
        "第 5 行第 13 列：「progress」的方括号里有注释，任务 1",
    ),
    "a text in | at the end of a file that does not end its line": (
        done,
        "tasks:\n- id: 1\n  units: [甲局]\n  requirement: |\n    公开",
        "文件末尾的多行文字（| 或 >）后面没有换行，文件没有改动；请在文件末尾按一下回车",
    ),
    "what is unknown in a report that goes": (
        drop_first_report,
        f"tasks:\n{TASK}  progress:\n  - date: 2023-06-01\n    电话: 1234\n  - date: 2023-07-01\n",
        "第 7 行第 5 列：「电话」读不懂，删去就丢了，任务 1",
    ),
    "what is unknown in the only report": (
        drop_first_report,
        f"tasks:\n{TASK}  progress:\n  - date: 2023-06-01\n    电话: 1234\n",
        "第 7 行第 5 列：「电话」读不懂，删去就丢了，任务 1",
    ),
    "a step repeated elsewhere": (
        close_step,
        f"tasks:\n{TASK}  steps:\n  - &s\n    what: 甲\n  - *s\n",
        "第 6 行第 5 列：这里定义的锚点（&）在别处也用着，改动会波及别处，任务 1",
    ),
    "all of a repeated target goes but what it counts": (
        lambda task: replace(task, target=replace(task.target, what=None) if task.target else None),
        f"x: &t {{count: 5, what: 会}}\ntasks:\n{TASK}  target: *t\n",
        "第 6 行第 11 列：这里用了别名（*），内容写在别处，任务 1",
    ),
    "a number inside what is repeated elsewhere": (
        set_count,
        f"tasks:\n{TASK}  target: &t {{count: 5}}\nx: *t\n",
        "第 5 行第 11 列：这里定义的锚点（&）在别处也用着，改动会波及别处，任务 1",
    ),
    "a key written twice": (
        reopen,
        f"tasks:\n{TASK}  done: 2023-12-20\n  done: 2023-12-21\n",
        "第 6 行第 3 列：同一个名称写了两次，任务 1",
    ),
}


@pytest.mark.parametrize(("change", "text", "message"), REFUSES.values(), ids=REFUSES)
def test_refuses(change: Edit, text: str, message: str) -> None:
    with pytest.raises(RefusedError) as caught:
        edit(text, change)
    assert caught.value.message.startswith(message)
    assert "请" in caught.value.message


def test_bom_is_the_stores(tmp_path: Path) -> None:
    path = tmp_path / "tasks.yaml"
    text = HEAD + f"tasks:\n{TASK}"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    files.update(path, lambda document: edit(document.text, done))
    assert path.read_bytes() == b"\xef\xbb\xbf" + (text + "  done: 2023-12-20\n").encode()


def test_writes_what_was_missing() -> None:
    text = HEAD + "tasks:\n- id: 1\n  deadline: 9月\n"
    change = several(lambda task: replace(task, requirement="公开", units=("甲局",)), done)
    assert edit(text, change) == HEAD + (
        "tasks:\n- id: 1\n  requirement: 公开\n  units: [甲局]\n  deadline: 9月\n  done: 2023-12-20\n"
    )


def test_one_broken_task_does_not_stop_another() -> None:
    text = HEAD + f"tasks:\n- 不是任务\n- requirement: 没有序号\n{TASK}"
    assert edit(text, done) == text + "  done: 2023-12-20\n"


# Tasks

FULL = Task(
    id="52", section="一", requirement="含: 冒号", units=("甲局", "乙局"), lead=("甲局",), support=("乙局",), deadline="9月底",
    origin="2022年第3项", target=Target(count=5, each=True),
    steps=(
        Step(what="一", done=DAY),
        Step(what="二", deadline="8月底", units=("甲局",), progress=(Progress(date=DAY, returned="不全"),)),
    ),
    waived=(Waiver(period="2023Q1", unit="乙局", date=DAY),),
    extensions=(Extension(to=DAY, date=DAY, reason="理由"),),
    progress=(Progress(date=DAY, unit="甲局", done=True, count=2, note="两\n行", evidence=("https://a.cn", "照片")),),
    done=DAY,
)  # fmt: skip

FULL_TEXT = """\
- id: 52
  section: 一
  requirement: '含: 冒号'
  units: [甲局, 乙局]
  lead: [甲局]
  support: [乙局]
  deadline: 9月底
  origin: 2022年第3项
  target: {count: 5, measure: 次, each: true}
  steps:
  - what: 一
    done: 2023-12-20
  - what: 二
    deadline: 8月底
    units: [甲局]
    progress:
    - {date: 2023-12-20, returned: 不全}
  extensions:
  - {to: 2023-12-20, date: 2023-12-20, reason: 理由}
  waived:
  - {period: 2023Q1, unit: 乙局, date: 2023-12-20}
  progress:
  - {date: 2023-12-20, unit: 甲局, done: true, count: 2, note: "两\\x0a行", evidence: ['https://a.cn', 照片]}
  done: 2023-12-20
"""


def add(text: str, *tasks: Task) -> str:
    before, _ = read_plan(text)
    return rewrite(read_fully(text), replace(before, tasks=(*before.tasks, *tasks)))


def cut(text: str, count: int) -> str:
    before, _ = read_plan(text)
    return rewrite(read_fully(text), replace(before, tasks=before.tasks[:-count]))


BRIEF = Task(id="3", requirement="新", units=("甲局",))
BRIEF_TEXT = "- id: 3\n  requirement: 新\n  units: [甲局]\n"

ADDS = {
    "below the last": (f"tasks:\n{TASK}", (FULL,), f"tasks:\n{TASK}{FULL_TEXT}"),
    "before what ends the file": (f"tasks:\n{TASK}\n# 完\n", (BRIEF,), f"tasks:\n{TASK}{BRIEF_TEXT}\n# 完\n"),
    "apart as the others are": (
        f"tasks:\n{TASK}\n# 二\n{TASK.replace('1', '2')}",
        (BRIEF, FULL),
        f"tasks:\n{TASK}\n# 二\n{TASK.replace('1', '2')}\n{BRIEF_TEXT}\n{FULL_TEXT}",
    ),
    "list in braces": (
        "tasks:\n- {id: 1, requirement: 公开, units: []}\n",
        (BRIEF,),
        "tasks:\n- {id: 1, requirement: 公开, units: []}\n- {id: '3', requirement: 新, units: [甲局]}\n".replace("'3'", "3"),
    ),
    "empty list": ("tasks: []  # 待填\n", (BRIEF,), f"tasks:  # 待填\n{BRIEF_TEXT}"),
    "nothing behind the key": ("tasks:\n", (BRIEF,), f"tasks:\n{BRIEF_TEXT}"),
    "JSON": (
        '"tasks": [{"id": "1", "requirement": "公开", "units": []}]\n',
        (BRIEF,),
        '"tasks": [{"id": "1", "requirement": "公开", "units": []}, {id: 3, requirement: 新, units: [甲局]}]\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "tasks", "expected"), ADDS.values(), ids=ADDS)
def test_adds_tasks(text: str, tasks: tuple[Task, ...], expected: str) -> None:
    assert add(HEAD + text, *tasks) == HEAD + expected


@pytest.mark.parametrize("name", ["below the last", "before what ends the file", "apart as the others are", "JSON"])
def test_takes_added_tasks_out_again(name: str) -> None:
    text, tasks, expected = ADDS[name]
    assert cut(HEAD + expected, len(tasks)) == HEAD + text


def test_writes_every_part_of_an_added_task() -> None:
    plan, problems = read_plan(add(HEAD + "tasks: []\n", FULL))
    assert problems == ()
    assert plan.tasks == (FULL,)


def test_refuses_what_is_neither_a_task_nor_the_head() -> None:
    text = HEAD + f"tasks:\n{TASK}"
    before: Plan = read_plan(text)[0]
    with pytest.raises(RefusedError, match="无法安全地就地修改"):
        rewrite(read_fully(text), replace(before, units=()))


def test_refuses_a_file_without_tasks() -> None:
    with pytest.raises(RefusedError, match="没有 tasks 列表"):
        rewrite(read_fully("- 甲\n"), Plan(title="", tasks=(BRIEF,)))


@pytest.mark.parametrize("words", ALLOWED)
def test_every_shape_that_may_be_refused_has_a_case(words: str) -> None:
    assert any(words in message for _, _, message in REFUSES.values())


@pytest.mark.parametrize("sign", ["|", ">", "|-"])
@pytest.mark.parametrize("indent", ["  ", ""])
def test_a_text_at_the_end_of_the_file_gains_no_line_break(sign: str, indent: str) -> None:
    """Whatever its key: a key that nobody knows keeps what it says too."""
    text = f"plan: {{title: 试验}}\nunits: {{甲局: {{}}}}\ntasks:\n{TASK}{indent}备用: {sign}\n{indent}  第一行"
    before, _ = read_plan(text)
    after = replace(before, tasks=(replace(before.tasks[0], done=DAY),))
    try:
        changed = rewrite(read_fully(text), after)
    except RefusedError as error:
        assert "按一下回车" in error.message  # noqa: PT017 - what is written is looked at too
        return
    old, new = (yaml.safe_load(each) for each in (text, changed))
    assert (new["tasks"][0] | new)["备用"] == (old["tasks"][0] | old)["备用"]


HEADS = {
    "no issue yet": (
        "plan:\n  title: 方案   # 注\n  year: 2023\n\nunits: {}\n",
        "plan:\n  title: 方案   # 注\n  year: 2023\n  bulletins:\n  - {no: 2, as_of: 2023-06-30}\n\nunits: {}\n",
    ),
    "an issue before": (
        "plan:\n  title: 方案\n  bulletins:   # 通报\n    - {no: 1, as_of: 2023-03-31}  # 一季度\n  year: 2023\n",
        "plan:\n  title: 方案\n  bulletins:   # 通报\n    - {no: 1, as_of: 2023-03-31}  # 一季度\n"
        "    - {no: 2, as_of: 2023-06-30}\n  year: 2023\n",
    ),
    "an issue in several lines": (
        "plan:\n  title: 方案\n  bulletins:\n  - no: 1\n    as_of: 2023-03-31\n",
        "plan:\n  title: 方案\n  bulletins:\n  - no: 1\n    as_of: 2023-03-31\n  - {no: 2, as_of: 2023-06-30}\n",
    ),
    "a key that waits": (
        "plan:\n  title: 方案\n  bulletins:\n  year: 2023\n",
        "plan:\n  title: 方案\n  bulletins:\n  - {no: 2, as_of: 2023-06-30}\n  year: 2023\n",
    ),
    "an empty list": (
        "plan:\n  title: 方案\n  bulletins: []\n",
        "plan:\n  title: 方案\n  bulletins:\n  - {no: 2, as_of: 2023-06-30}\n",
    ),
    "on one line": (
        "plan: {title: 方案, year: 2023}\n",
        "plan: {title: 方案, year: 2023, bulletins: [{no: 2, as_of: 2023-06-30}]}\n",
    ),
    "CRLF": (
        "plan:\r\n  title: 方案\r\n",
        "plan:\r\n  title: 方案\r\n  bulletins:\r\n  - {no: 2, as_of: 2023-06-30}\r\n",
    ),
}


def issued(text: str) -> str:
    """Register the second issue in the plan in `text`."""
    before, _ = read_plan(text)
    issues = (*before.bulletins, Bulletin(2, date(2023, 6, 30)))
    return rewrite(read_fully(text), replace(before, bulletins=issues))


@pytest.mark.parametrize(("head", "expected"), HEADS.values(), ids=HEADS)
def test_what_stands_below_plan_is_written_where_it_belongs(head: str, expected: str) -> None:
    rest = "tasks:\n" + TASK
    assert issued(head + rest) == expected + rest


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tasks:\n" + TASK, "文件里没有 plan，没有改动；请先在文件开头写上 plan 和它的 title"),
        (
            "base: &head {title: 方案}\nplan: *head\ntasks:\n" + TASK,
            "第 2 行第 7 列：这里用了别名（*），内容写在别处，plan 没有改动；请用编辑器手工修改这一处，再运行 gkplan check",
        ),
    ],
    ids=["no head", "a head written elsewhere"],
)
def test_a_head_that_cannot_be_written_is_refused(text: str, message: str) -> None:
    with pytest.raises(RefusedError) as refused:
        issued(text)
    assert refused.value.message == message
