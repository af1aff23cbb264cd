"""Problems → text for people, programs and GitHub. Nothing here finds problems."""

from collections.abc import Sequence
from pathlib import Path

from gkplan.outputs.formats.json import dump
from gkplan.plan.model import Plan, Problem
from gkplan.text.inert import inert
from gkplan.views.json import JSON

REPORT_FORMATS = ("text", "json", "github")


def render_problems(problems: Sequence[Problem], path: Path, plan: Plan, name: str, *, is_utf8: bool = True) -> str:
    """Return `problems` of the file at `path` in one of REPORT_FORMATS."""
    if name == "json":
        return dump(_document(problems, path, plan), is_utf8=is_utf8)
    if name == "github":
        return "".join(
            f"::{'warning' if each.is_warning else 'error'} file={_escaped(inert(str(path), keeps_lines=True), is_property=True)},"
            f"line={each.at.line},col={each.at.column}::{_escaped(inert(each.message))}\n"
            for each in problems
        )
    shown = inert(str(path))
    lines = [
        f"{shown}:{each.at.line}:{each.at.column}: {'提醒：' if each.is_warning else ''}{inert(each.message)}\n"
        for each in problems
    ]
    warnings = sum(problem.is_warning for problem in problems)
    if len(problems) > warnings:
        lines.append(f"共 {len(problems) - warnings} 处问题，{warnings} 处提醒\n")
    else:
        reminder = f"，有 {warnings} 处提醒" if warnings else ""
        lines.append(f"{shown}：没有问题（{len(plan.tasks)} 项任务{reminder}）\n")
    return "".join(lines)


def _document(problems: Sequence[Problem], path: Path, plan: Plan) -> JSON:
    return {
        "schema": 1,
        "plan": plan.title,
        "file": str(path),
        "problems": [
            {
                "line": each.at.line,
                "column": each.at.column,
                "severity": "warning" if each.is_warning else "error",
                "message": each.message,
            }
            for each in problems
        ],
    }


def _escaped(text: str, *, is_property: bool = False) -> str:
    """Escape as GitHub's workflow commands need it."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if is_property else text
