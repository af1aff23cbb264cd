"""What every command that reads begins with: its options, and a judge of the plan on the day asked about."""

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from gkplan.cli.days import day_asked
from gkplan.cli.options import AsOf, File, Format, NoPager, Rev
from gkplan.errors import RefusedError
from gkplan.outputs import streams, terminal
from gkplan.plan.status import Judge
from gkplan.store.load import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gkplan.store.load import Loaded
    from gkplan.views.blocks import Block
    from gkplan.views.listing import Listing


class Question(NamedTuple):
    """In which format, of which file, as of which day, and whether a long answer goes through a pager."""

    format_: Format = None
    file: File = None
    as_of: AsOf = None
    no_pager: NoPager = False
    rev: Rev = None

    def open(self) -> Judge:
        """Return a judge of the plan; what is wrong with the file is told on stderr.

        Raises RefusedError when nothing of it can be read, NotFoundError, and UsageError for a day that is none.
        """
        loaded, day = self._loaded()
        faults = [problem for problem in loaded.problems if not problem.is_warning]
        where = f"{loaded.path}:{faults[0].at.line}:{faults[0].at.column}: {faults[0].message}" if faults else ""
        if faults and not loaded.plan.tasks:
            more = f"（共 {len(faults)} 处，运行 gkplan check 查看全部）" if len(faults) > 1 else ""
            raise RefusedError(f"{where}{more}")
        if loaded.is_builtin:
            streams.say(
                "提示：没有找到方案文件，用的是软件自带的 2023 年方案（只读）；运行 gkplan init 可生成自己的一份"
            )
        if faults:
            streams.say(f"注意：{where}；文件共有 {len(faults)} 处问题，结果可能不全，运行 gkplan check 查看")
        judge = Judge(loaded.plan, day)
        if empty := judge.empty_groups():
            streams.say(
                f"提醒：统称{'、'.join(f'「{name}」' for name in empty)}没有写明包括哪些单位，"
                "写了它的任务没有算到任何单位名下；请在 groups 里补上"
            )
        return judge

    def _loaded(self) -> "tuple[Loaded, date]":
        """Return the plan, as it is or as it stood, and the day asked about."""
        if self.rev is None:
            loaded = load(self.file, os.environ)
            return loaded, day_asked(self.as_of, loaded.plan.year)
        from gkplan.git.past import load_past

        past = load_past(self.file, self.rev, day_asked(None, None), os.environ)
        day = day_asked(self.as_of, past.loaded.plan.year) if self.as_of else past.day or past.version.day
        told = f"{past.version.short}（{past.version.moment}，{past.version.author}：{past.version.subject}）"
        streams.say(f"按 git 里的版本 {told}回答，截至 {day}")
        return past.loaded, day

    def show(self, listing: "Listing[Any]", page: "Sequence[Block]" = (), *, is_long: bool = False) -> None:
        """Print an answer as it was asked for; `page` and `is_long` as for terminal.show."""
        terminal.show(listing, self.format_, page, is_long=is_long, is_paged=not self.no_pager)
