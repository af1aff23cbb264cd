"""The return form (回填表) as an .xlsx that units fill in: no merged cells and nothing locked, so that it can be sorted."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from gkplan.outputs.papers.book import Looks, height_of, make_book, sheet_name, shown
from gkplan.outputs.waiting import waited_for
from gkplan.plan.forms import Asked, mark_of
from gkplan.views.form_rows import ANSWERS, FACTS, KEY, fact_texts, instructions

if TYPE_CHECKING:
    from gkplan.plan.status import Judge

_WIDTHS = {
    "序号": 8.0, "期": 9.0, "责任单位": 16.0, "具体要求": 42.0, "完成时限": 14.0, "到期日": 11.0, "目前情况": 18.0,
    "是否办结": 8.0, "完成日期": 12.0, "进展情况": 34.0, "数量": 7.0, "佐证材料": 24.0, "备注": 14.0,
}  # fmt: skip

_LAST_ROW = 1_000
"""Rows that have a list to choose from: some for a row that a unit adds by hand."""


def render(judge: "Judge", asked: Sequence[Asked], reply_by: date | None = None) -> bytes:
    """Return the form with a row for each of `asked`; `reply_by` is the day by which it is wanted back."""
    heads = [*FACTS, *ANSWERS, KEY]
    widths = [_WIDTHS[head] for head in heads[:-1]]

    def fill(book: Any) -> None:
        looks = Looks(book)
        asks = looks.of(bg_color="#FFF9E5")
        # As a text a day stays as it was typed: elsewhere 9.10 becomes 9.1, and 20230906 a day beyond all of them.
        day = looks.of(bg_color="#FFF9E5", align="center")
        number = looks.of(bg_color="#FFF9E5", num_format="0", align="center")
        needless = looks.of(bg_color="#EDEDED")
        sheet = book.add_worksheet(sheet_name("回填表", ()))
        lines = instructions(judge, asked, reply_by)
        for row, words in enumerate(lines):
            # Not wrapped: it runs on over the empty cells beside it, which so need not be merged.
            sheet.write_string(
                row,
                0,
                shown(words),
                looks.of(size=14, bold=True, border=0, text_wrap=False)
                if not row
                else looks.of(size=11, border=0, text_wrap=False),
            )
        head = len(lines)
        for column, name in enumerate(heads):
            sheet.write_string(head, column, name, looks.head)
        for place, each in enumerate(waited_for(asked, "行"), head + 1):
            texts = fact_texts(judge, each)
            sheet.set_row(place, height_of(texts, widths[: len(texts)]))
            for column, text in enumerate(texts):
                looks.write(sheet, place, column, each.match.status.due if heads[column] == "到期日" else text)
            counts = each.match.task.target is not None and each.match.piece.is_task
            for column, name in enumerate(ANSWERS, len(FACTS)):
                look = day if name == "完成日期" else number if name == "数量" else asks
                sheet.write_blank(place, column, None, look if counts or name != "数量" else needless)
            key = each.key._replace(told=mark_of(texts[FACTS.index("目前情况")]))
            sheet.write_string(place, len(heads) - 1, str(key))
        _set_up(sheet, heads, widths, head, len(asked))

    return make_book(f"{judge.plan.title}回填表", fill)


def _set_up(sheet: Any, heads: Sequence[str], widths: Sequence[float], head: int, count: int) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_column(len(heads) - 1, len(heads) - 1, 12, None, {"hidden": True})
    sheet.set_row(0, 26)
    sheet.set_row(head, 30)
    sheet.freeze_panes(head + 1, 1)
    # With the hidden column: what is sorted by the arrows of the filter takes its key along.
    sheet.autofilter(head, 0, head + max(count, 1), len(heads) - 1)
    places = {name: column for column, name in enumerate(heads)}
    for name, rule in _RULES.items():
        sheet.data_validation(head + 1, places[name], head + _LAST_ROW, places[name], rule)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer("&C&9第 &P 页，共 &N 页")


# They help, and stop nobody: what is typed otherwise is read or named when the form comes back.
_RULES: dict[str, dict[str, object]] = {
    "是否办结": {
        "validate": "list",
        "source": ["是", "否"],
        "error_type": "warning",
        "error_title": "是否办结",
        "error_message": "请选“是”或“否”；没有变化的留空。",
    },
    "完成日期": {
        "validate": "any",
        "input_title": "完成日期",
        "input_message": "写年月日，如 2023-9-6",
    },
    "数量": {
        "validate": "integer",
        "criteria": ">=",
        "value": 0,
        "error_type": "warning",
        "error_title": "数量",
        "error_message": "这里写这次新增的数量，只写整数。",
    },
}
