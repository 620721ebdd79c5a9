"""Tables as workbooks: typed cells, a frozen and filtered header, nothing that a spreadsheet would take for a formula."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from drafting.documents.files import replacing

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # what XML 1.0 cannot hold
_CELL = 32_767  # characters that a cell can hold
_LINE, _MOST_LINES = 15, 3  # height of a line in points, lines of a row unless a sheet asks for more
_ROWS = 1_048_575  # rows of a sheet, the header aside

Kind = str  # "text", "long", "number", "share", "date", "any" (each cell as it is)
Column = tuple[str, float, Kind]


@contextmanager
def workbook(path: Path) -> Iterator[Any]:
    """Yield a new workbook, written to ``path`` whole or not at all when the block ends well; rows leave memory as they are written."""
    import xlsxwriter

    with replacing(path) as temporary, TemporaryDirectory(prefix="wenmi-") as folder:
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(str(temporary), options)
        try:
            yield book
        except BaseException:
            for sheet in book.worksheets():
                sheet.row_data_fh.close()  # of the rows written so far
            raise
        book.close()


def add_sheet(
    book: Any,
    name: str,
    columns: Sequence[Column],
    rows: Iterator[list[Any]] | Sequence[list[Any]],
    count: int,
    printed: int = 0,
    most_lines: int = _MOST_LINES,
    note: tuple[int, str, dict[str, Any]] | None = None,
) -> Any:
    """Add a sheet with a frozen, filtered header and typed cells; a table longer than a sheet goes on in the next one.

    The first ``printed`` columns (0: all) are put on paper, A4 landscape, as wide as the page; a row is up to ``most_lines`` high. Rows are
    written in order and leave memory. ``note`` is put on a cell of the header: its column, what it says, how it is shown.
    """
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    look = {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
    formats = {
        "text": book.add_format({**look, "text_wrap": True}),
        "long": book.add_format({**look, "text_wrap": True}),
        "number": book.add_format({**look, "align": "center"}),
        "share": book.add_format({**look, "align": "center", "num_format": "0.0%"}),
        "date": book.add_format({**look, "align": "left", "num_format": "yyyy-mm-dd hh:mm:ss"}),
        "any": book.add_format({**look, "text_wrap": True}),
        "day": book.add_format({**look, "align": "left", "num_format": "yyyy-mm-dd"}),
    }

    def new(part: int, left: int) -> Any:
        sheet = book.add_worksheet(name if part == 1 else f"{name}{part}")
        for index, (title, width, _) in enumerate(columns):
            sheet.set_column(index, index, width)
            sheet.write_string(0, index, title, head)
        if note is not None and part == 1:  # a row that has left memory takes no note any more
            sheet.write_comment(0, *note)
        sheet.freeze_panes(1, 1)
        rows_here = max(min(left, _ROWS), 1)
        sheet.autofilter(0, 0, rows_here, len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.print_area(0, 0, rows_here, (printed or len(columns)) - 1)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&L&8&A&R&8第 &P 页，共 &N 页")
        return sheet

    first = sheet = new(1, count)
    writers = [_writer(kind, formats[kind], formats["day"], formats["date"]) for _, _, kind in columns]
    at, part = 0, 1
    for cells in rows:
        if at == _ROWS:
            count -= at
            part, at = part + 1, 0
            sheet = new(part, count)
        at += 1
        sheet.set_row(at, _LINE * _lines(cells, columns, most_lines) + 3)
        for index, value in enumerate(cells):
            if value is None or value == "":
                sheet.write_blank(at, index, None, formats[columns[index][2]])
            else:
                writers[index](sheet, at, index, value)
    return first


def _lines(cells: Sequence[Any], columns: Sequence[Column], most: int) -> int:
    """Return how many lines a row needs, ``most`` at most: the whole of a long text stays in its cell. A Chinese character is two wide."""
    needed = (
        sum(1 + int(len(line[:400].encode("gb18030", "replace")) / width) for line in value.split("\n", most)[:most])
        for value, (_, width, _) in zip(cells, columns, strict=True)
        if isinstance(value, str)
    )
    return min(most, max(needed, default=1))


def _writer(kind: str, look: Any, day: Any, clock: Any) -> Callable[[Any, int, int, Any], None]:
    def text(sheet: Any, row: int, column: int, value: Any) -> None:
        sheet.write_string(row, column, printable(str(value)), look)

    def number(sheet: Any, row: int, column: int, value: Any) -> None:
        sheet.write_number(row, column, value, look)

    def moment(sheet: Any, row: int, column: int, value: datetime) -> None:
        if value.year < 1900:  # a workbook has no such dates
            text(sheet, row, column, value.isoformat(" "))
        else:
            sheet.write_datetime(row, column, value, look)

    def as_it_is(sheet: Any, row: int, column: int, value: Any) -> None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            number(sheet, row, column, value)
        elif isinstance(value, date) and value.year >= 1900:  # a datetime is one too
            timed = isinstance(value, datetime) and value.time() != datetime.min.time()
            sheet.write_datetime(row, column, value, clock if timed else day)
        else:
            text(sheet, row, column, value)

    return {"number": number, "share": number, "date": moment, "any": as_it_is}.get(kind, text)


def too_long(text: str) -> bool:
    """Tell whether a cell cannot hold ``text``."""
    return 2 * len(text) > _CELL and len(text.encode("utf-16-le", "surrogatepass")) > 2 * _CELL


def printable(text: str) -> str:
    """Return ``text`` without characters that XML cannot hold; one longer than a cell can hold ends with words that say so."""
    text = _ILLEGAL.sub("", text)
    if not too_long(text):
        return text
    head = text.encode("utf-16-le")[: 2 * (_CELL - 60)].decode("utf-16-le", "ignore")
    return f"{head}……（单元格放不下，此处只有前 {len(head)} 字，全文 {len(text)} 字，见原件）"
