"""list: the tasks that match."""

from gkplan.cli.matching import Asked, show_matches
from gkplan.cli.options import (
    After,
    AsOf,
    Before,
    Direct,
    File,
    Format,
    Search,
    Section,
    Sort,
    Statuses,
    Units,
)

HELP = """列出任务，可按单位、章节、时限、状态、文字筛选。

写了 --unit 时，点名的任务在前，随统称涉及的在后，各按轻重缓急排列，状态是该单位自己那一份的。例如：
  gkplan list --unit 县财政局
  gkplan list --unit 财政 --direct --format csv
  gkplan list --section 二（一） --status 已逾期 --as-of 2023-10-01
  gkplan list --before 9月底 --format ids"""


def run(
    units: Units = None,
    direct: Direct = False,
    section: Section = None,
    before: Before = None,
    after: After = None,
    statuses: Statuses = None,
    search: Search = None,
    sort: Sort = None,
    format_: Format = None,
    file: File = None,
    as_of: AsOf = None,
) -> None:
    """List the tasks that match."""
    show_matches(
        Asked(
            units=units,
            direct=direct,
            section=section,
            before=before,
            after=after,
            search=search,
            sort=sort,
            format_=format_,
            file=file,
            as_of=as_of,
            statuses=statuses,
        ),
        "status" if units else "id",
        named_first=bool(units) and sort is None,
    )
