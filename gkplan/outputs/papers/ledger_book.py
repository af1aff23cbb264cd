"""The ledger (台账) as an .xlsx for print and for filtering: tasks, units with a chart, every entry. Counts nothing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gkplan.outputs.papers.book import FONT, Looks, height_of, make_book, sheet_name, shown
from gkplan.outputs.waiting import waited_for
from gkplan.plan.entries import log
from gkplan.plan.status import State
from gkplan.text.gist import gist
from gkplan.views.counts import unit_standings
from gkplan.views.figures import RATES
from gkplan.views.ledger import UNIT_COUNTS, LedgerRow, ledger_rows
from gkplan.views.log import COLUMNS as ENTRY_COLUMNS
from gkplan.views.summary import summarise

if TYPE_CHECKING:
    from gkplan.plan.select import Match
    from gkplan.plan.status import Judge

_COLUMNS: tuple[tuple[str, str, float], ...] = (
    ("序号", "id", 6),
    ("章节", "section", 9),
    ("小节", "subsection", 10),
    ("具体要求", "what", 38),
    ("责任单位", "units", 20),
    ("联络员", "contact", 12),
    ("完成时限", "deadline", 12),
    ("到期日", "due", 11),
    ("状态", "stands", 11),
    ("办结日期", "done", 11),
    ("进展情况", "progress", 32),
    ("佐证材料", "evidence", 16),
    ("备注", "remark", 14),
)
"""The name of each column, the field of a row it has, and its width."""

_MERGED = ("section", "subsection")

_FILLS = {
    State.OVERDUE: ("#9C0006", "#FFC7CE"),
    State.DUE_SOON: ("#7F4F00", "#FFEB9C"),
    State.DONE: ("#006100", "#C6EFCE"),
    State.IN_PROGRESS: ("#1F3864", "#DDEBF7"),
    State.NOT_STARTED: ("#000000", "#EDEDED"),
    State.UNSET: ("#000000", "#FFFFFF"),
    State.ONGOING: ("#000000", "#FFFFFF"),
}
"""The colours of letters and ground beside the word of a state, which says it all."""

_BARS = {
    State.DONE: "#548235",
    State.IN_PROGRESS: "#2F75B5",
    State.DUE_SOON: "#F4B183",
    State.NOT_STARTED: "#A6A6A6",
    State.OVERDUE: "#C00000",
    State.UNSET: "#7F7F7F",
    State.ONGOING: "#D9D9D9",
}

_HEAD = 2
"""The row of the names of the columns; title and a sentence stand above it."""


def render(
    judge: "Judge",
    matches: "Sequence[Match]",
    units: Sequence[str] = (),
    per_unit: "Sequence[tuple[str, Sequence[Match]]]" = (),
) -> bytes:
    """Return the ledger of `matches` as they stand for `units`; a sheet more for each of `per_unit` with its matches."""

    def fill(book: Any) -> None:
        looks = Looks(book)
        names: list[str] = []

        def add(name: str) -> Any:
            names.append(sheet_name(name, names))
            return book.add_worksheet(names[-1])

        _tasks(add("台账"), looks, judge, matches, units)
        if chart := _units(book, add("各单位"), looks, judge, matches, units):
            # On a sheet of its own it is printed on one page.
            sheet = add("各单位图")
            _fit(sheet, 1, 1)
            sheet.insert_chart(0, 0, chart)
        for unit, own in per_unit:
            _tasks(add(unit), looks, judge, own, (unit,))
        _entries(add("登记明细"), looks, judge, matches, units)

    return make_book(judge.plan.title, fill)


def _tasks(sheet: Any, looks: Looks, judge: "Judge", matches: "Sequence[Match]", units: Sequence[str]) -> None:
    heads, widths = [name for name, _, _ in _COLUMNS], [width for _, _, width in _COLUMNS]
    whose = f"（{'、'.join(units)}）" if units else ""
    _set_up(sheet, looks, f"{judge.plan.title}台账{whose}", summarise(judge, units, matches), heads, widths)
    rows = list(ledger_rows(judge, waited_for(matches, "项任务"), units))
    for place, row in enumerate(rows, _HEAD + 1):
        values = [getattr(row, field) for _, field, _ in _COLUMNS]
        # Merged cells share the height of their rows.
        texts = [
            "" if field in _MERGED else _text(value) for (_, field, _), value in zip(_COLUMNS, values, strict=True)
        ]
        sheet.set_row(place, height_of(texts, widths))
        for column, value in enumerate(values):
            field = _COLUMNS[column][1]
            look = looks.of(fill=_FILLS[row.state]) if field == "stands" else looks.centred if field == "id" else None
            looks.write(sheet, place, column, value, look)
    for column, field in ((column, field) for column, (_, field, _) in enumerate(_COLUMNS) if field in _MERGED):
        _merge(sheet, looks, column, rows, field)
    sheet.autofilter(_HEAD, 0, _HEAD + max(len(rows), 1), len(heads) - 1)


def _merge(sheet: Any, looks: Looks, column: int, rows: Sequence[LedgerRow], field: str) -> None:
    """Merge the cells of rows below one heading. Each keeps its text behind the merged one, so that filters find it."""
    first = 0
    for place in range(1, len(rows) + 1):
        here = (rows[first].section, getattr(rows[first], field))
        if place < len(rows) and (rows[place].section, getattr(rows[place], field)) == here:
            continue
        if here[1] and place - first > 1:
            top = _HEAD + 1 + first
            sheet.merge_range(top, column, top + place - first - 1, column, shown(here[1]), looks.heading)
            for each in range(1, place - first):
                sheet.write_string(top + each, column, shown(here[1]), looks.heading)
        first = place


def _units(
    book: Any, sheet: Any, looks: Looks, judge: "Judge", matches: "Sequence[Match]", units: Sequence[str]
) -> Any:
    """Write how each unit stands, and return a chart of it, None without units."""
    standings = unit_standings(judge, list({id(match.task): match.task for match in matches}.values()), units)
    heads = ["单位", *(name for name, _ in UNIT_COUNTS)]
    widths = [22.0, *([9.0] * len(UNIT_COUNTS))]
    told = f"每个单位按自己的一份计算；{RATES}（截至 {judge.day}）"
    _set_up(sheet, looks, f"{judge.plan.title}各单位情况", told, heads, widths)
    for place, (name, standing) in enumerate(standings, _HEAD + 1):
        sheet.set_row(place, height_of([name], widths[:1]))
        looks.write(sheet, place, 0, name)
        for column, (_, number) in enumerate(UNIT_COUNTS, 1):
            value = number(standing)
            look = looks.percent if isinstance(value, float) else looks.middle
            looks.write(sheet, place, column, "—" if value is None else value, look)
    sheet.autofilter(_HEAD, 0, _HEAD + max(len(standings), 1), len(heads) - 1)
    return _chart(book, sheet.get_name(), len(standings)) if standings else None


def _chart(book: Any, name: str, count: int) -> Any:
    """Return bars of the states of each unit's tasks, one upon the other."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    places = {head: place for place, (head, _) in enumerate(UNIT_COUNTS, 1)}
    first, last = _HEAD + 1, _HEAD + count
    for state, colour in _BARS.items():
        column = places[state.word]
        chart.add_series(
            {
                "name": [name, _HEAD, column],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "fill": {"color": colour},
                "border": {"color": "#FFFFFF"},
                "gap": 40,
            }
        )
    chart.set_title({"name": "各单位任务情况", "name_font": {"name": FONT, "size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": {"name": FONT, "size": 9}})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}, "num_font": {"size": 9}})
    chart.set_legend({"position": "top", "font": {"name": FONT, "size": 9}})
    chart.set_size({"width": 1100, "height": 130 + 22 * count})
    return chart


def _entries(sheet: Any, looks: Looks, judge: "Judge", matches: "Sequence[Match]", units: Sequence[str]) -> None:
    entries = log(judge, [match.piece for match in matches], units) if matches else ()
    columns = [column for column in ENTRY_COLUMNS if column.reader != "people"]
    heads = [*(column.head for column in columns), "事项"]
    widths = [9.0, 11.0, 16.0, 9.0, 9.0, 7.0, 44.0, 30.0, 34.0]
    _set_up(
        sheet,
        looks,
        f"{judge.plan.title}登记明细",
        f"共 {len(entries)} 条，新的在前（截至 {judge.day}）",
        heads,
        widths,
    )
    for place, entry in enumerate(entries, _HEAD + 1):
        texts = [*(column.text(entry) for column in columns), gist(entry.piece.what)]
        sheet.set_row(place, height_of(texts, widths))
        for column, text in enumerate(texts):
            is_day, is_number = heads[column] == "日期", heads[column] == "数量"
            looks.write(sheet, place, column, entry.day if is_day else entry.counted if is_number else text)
    sheet.autofilter(_HEAD, 0, _HEAD + max(len(entries), 1), len(heads) - 1)


def _set_up(sheet: Any, looks: Looks, title: str, told: str, heads: Sequence[str], widths: Sequence[float]) -> None:
    """Write title, sentence and the names of the columns, and see to how it is printed."""
    _fit(sheet, 1, 0)
    sheet.repeat_rows(_HEAD)
    sheet.set_footer(f"&C&9第 &P 页，共 &N 页&R&9 {_in_footer(title)}")
    sheet.freeze_panes(_HEAD + 1, 1)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    last = len(heads) - 1
    sheet.merge_range(0, 0, 0, last, shown(title), looks.title)
    sheet.set_row(0, 34)
    sheet.merge_range(1, 0, 1, last, shown(told), looks.told)
    sheet.set_row(1, height_of([told], [sum(widths)]))
    sheet.set_row(_HEAD, height_of(heads, widths) + 6)
    for column, head in enumerate(heads):
        sheet.write_string(_HEAD, column, head, looks.head)


def _fit(sheet: Any, across: int, down: int) -> None:
    """Have a sheet printed on so many pages, 0 for as many as it takes."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(across, down)
    sheet.center_horizontally()


def _in_footer(text: str) -> str:
    """Return a text for a footer, in which & would be a sign for Excel, and which is no longer than it may be."""
    return shown(text).replace("&", "&&").replace("\n", " ")[:120]


def _text(value: object) -> str:
    return "" if value is None else str(value)
