"""Charts that Word and Excel own: DrawingML with the numbers in an embedded workbook, so that “编辑数据” opens them. No pictures.

XlsxWriter draws both: a chart in a workbook is its own; for Word the same chart part is taken out of a workbook made for it, and refers
to a workbook with the numbers alone that lies beside it in the package (ISO/IEC 29500-1, 21.2 and 15.2.11).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from html import escape
from typing import Any

from drafting.documents.house import STANDARD, House
from drafting.documents.model import Paragraph, Role
from drafting.documents.renewal.richtext import OBJECT, Atom, RichText
from drafting.documents.standard import Font
from drafting.documents.typesetting.styles import style_id
from drafting.documents.wml import paragraph

_EMU = 635  # in a twip
_MOST_HIGH = 0.45  # of the text block: a chart and its caption leave room for text on the page
_TYPE_SIZE = 1050  # hundredths of a point: 五号
_FIRST_RELATION = 101  # the text's own relations have small numbers
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DATA_SHEET = "数据"
_COLOURS = ("#1F4E79", "#A6A6A6", "#C55A11", "#548235")  # apart in print without colour too
# What XlsxWriter leaves to Excel's defaults, said: other programs have others.
_SAID = (
    ('<c:lang val="en-US"/>', '<c:lang val="zh-CN"/><c:roundedCorners val="0"/>'),
    ('<c:grouping val="clustered"/>', '<c:grouping val="clustered"/><c:varyColors val="0"/>'),
    ('<c:grouping val="standard"/>', '<c:grouping val="standard"/><c:varyColors val="0"/>'),
    ("</c:scaling>", '</c:scaling><c:delete val="0"/>'),
    (
        '<c:showVal val="1"/>',
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/>',
    ),
)
_CAPTION = f'<w:pStyle w:val="{style_id(Role.CAPTION)}"/>'
_NO_CLOCK = (1980, 1, 1, 0, 0, 0)


class ChartKind(StrEnum):
    """How the numbers are drawn; the values are XlsxWriter's names."""

    COLUMN = "column"  # upright, for a few groups
    BAR = "bar"  # lying, for names that are long
    LINE = "line"  # over time


@dataclass(frozen=True, slots=True)
class Series:
    """A row of numbers with its name; None where there is none, which is drawn as a gap."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows. ``heading`` stands above the categories in the workbook, ``unit`` is that of the numbers.

    ``high`` is its height by its width. Raises ``ValueError`` where a series has not as many numbers as there are categories.
    """

    kind: ChartKind
    heading: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    high: float = 0.5
    about: str = ""  # what the chart says, for readers who cannot see it

    def __post_init__(self) -> None:
        if not self.categories or not self.series or any(len(one.values) != len(self.categories) for one in self.series):
            raise ValueError("a chart needs categories, and every series a number for each of them")


@dataclass(frozen=True, slots=True)
class Cells:
    """Where a chart's numbers stand in a sheet: rows ``first`` to ``last`` below the row of names, columns from 0."""

    sheet: str
    first: int
    last: int
    category: int
    values: tuple[int, ...]


# -- Excel ----------------------------------------------------------------------------------------------------------------------------


def add_chart(book: Any, sheet: Any, at: tuple[int, int], chart: Chart, cells: Cells, title: str = "", width: int = 560) -> None:
    """Draw ``chart`` in ``sheet``, its corner at (row, column) ``at``, over the numbers that stand in ``cells``; ``width`` in pixels."""
    drawn = _drawn(book, chart, cells)
    drawn.set_title({"name": title, "name_font": {"size": 11, "bold": True}} if title else {"none": True})
    drawn.set_size({"width": width, "height": round(width * chart.high)})
    sheet.insert_chart(*at, drawn, {"description": chart.about} if chart.about else {})


def _drawn(book: Any, chart: Chart, cells: Cells) -> Any:
    made = book.add_chart({"type": chart.kind.value})
    for number, column in enumerate(cells.values):
        colour = _COLOURS[number % len(_COLOURS)]
        look: dict[str, Any] = {"fill": {"color": colour}, "gap": 60}
        if chart.kind is ChartKind.LINE:
            look = {"line": {"color": colour, "width": 2}, "marker": {"type": "circle", "size": 6, "fill": {"color": colour}}}
            look["marker"]["border"] = {"color": colour}
        if len(chart.series) == 1:
            look["data_labels"] = {"value": True, **({"position": "above"} if chart.kind is ChartKind.LINE else {})}
        made.add_series(
            {
                "name": [cells.sheet, cells.first - 1, column],
                "categories": [cells.sheet, cells.first, cells.category, cells.last, cells.category],
                "values": [cells.sheet, cells.first, column, cells.last, column],
                **look,
            }
        )
    number_format = "0" if all(value is None or float(value).is_integer() for one in chart.series for value in one.values) else "0.0"
    lines = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}
    names: dict[str, Any] = {"line": {"color": "#7F7F7F"}}
    numbers = {"num_format": number_format, "min": 0, "major_gridlines": lines, "line": {"none": True}}
    if chart.kind is ChartKind.BAR:
        # XlsxWriter's y axis is the upright one: it has the names, the first of them at the top. The numbers would then stand above.
        made.set_y_axis({**names, "reverse": True, "major_gridlines": {"visible": False}})
        made.set_x_axis({**numbers, "label_position": "high"})
    else:
        made.set_x_axis(names)
        made.set_y_axis(numbers)
    made.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
    made.show_blanks_as("gap")
    return made


# -- Word -----------------------------------------------------------------------------------------------------------------------------


def chart_paragraph(chart: Chart, number: int, house: House = STANDARD) -> Paragraph:
    """Return the paragraph that stands for chart ``number`` (from 1) in a document to be laid out; ``with_charts`` then puts the chart in.

    It is as high as the chart, and stays on the page of the caption below it.
    """
    atom = Atom(1, xml=f"<?chart {number}?>", height=_size(chart, house)[1])
    return Paragraph(RichText(OBJECT, [atom]), Role.CAPTION)


def _size(chart: Chart, house: House) -> tuple[int, int]:
    """Return width and height in twips."""
    block = house.line * house.lines
    return house.width, min(round(house.width * chart.high), round(block * _MOST_HIGH))


def with_charts(package: bytes, charts: Sequence[Chart], house: House = STANDARD) -> bytes:
    """Return the .docx ``package`` with ``charts`` where ``chart_paragraph`` marked their places; the same charts make the same bytes.

    Raises ``ValueError`` where a chart has no place.
    """
    if not charts:
        return package
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    text = parts["word/document.xml"].decode("utf-8")
    relations, types = [], [f'<Default Extension="xlsx" ContentType="{_SHEET_TYPE}"/>']
    for number, chart in enumerate(charts, 1):
        identity = f"rId{_FIRST_RELATION + number - 1}"
        text = _placed(text, number, _frame(chart, number, identity, house), house)
        relations.append(f'<Relationship Id="{identity}" Type="{_OFFICE}/chart" Target="charts/chart{number}.xml"/>')
        types.append(f'<Override PartName="/word/charts/chart{number}.xml" ContentType="{_CHART_TYPE}"/>')
        parts[f"word/charts/chart{number}.xml"] = _chart_part(chart, house)
        link = f'<Relationship Id="rId1" Type="{_OFFICE}/package" Target="../embeddings/chart{number}.xlsx"/>'
        parts[f"word/charts/_rels/chart{number}.xml.rels"] = (
            f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}">{link}</Relationships>'.encode()
        )
        parts[f"word/embeddings/chart{number}.xlsx"] = _workbook(chart, drawn=False)
    parts["word/document.xml"] = text.encode("utf-8")
    _append(parts, "word/_rels/document.xml.rels", "</Relationships>", relations)
    _append(parts, "[Content_Types].xml", "</Types>", [types[0]], before="<Override ")
    _append(parts, "[Content_Types].xml", "</Types>", types[1:])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _NO_CLOCK)
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data, zipfile.ZIP_STORED if name.endswith(".xlsx") else zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _append(parts: dict[str, bytes], name: str, end: str, rows: Sequence[str], before: str = "") -> None:
    """Put ``rows`` in front of the first ``before``, else of the ``end``."""
    mark = before or end
    parts[name] = parts[name].decode("utf-8").replace(mark, "".join(rows) + mark, 1).encode("utf-8")


def _placed(text: str, number: int, frame: str, house: House) -> str:
    at = text.find(f"<?chart {number}?>")
    if at < 0:
        raise ValueError(f"no place for chart {number}")
    start, end = text.rindex("<w:p>", 0, at), text.index("</w:p>", at) + len("</w:p>")
    # Lines of an exact height would cut the chart off.
    line: dict[str, str | int] = {"before": 0, "after": 0, "line": house.line, "lineRule": "atLeast"}
    made = paragraph(style_id(Role.CAPTION), f"<w:r>{frame}</w:r>", {"keepNext": True, "spacing": line})
    # A caption is kept with what follows, which is right above a table: below a chart it would drag the chart along to the next page.
    below = (
        text[end:].replace(_CAPTION, f'{_CAPTION}<w:keepNext w:val="0"/>', 1)
        if text.startswith(f"<w:p><w:pPr>{_CAPTION}", end)
        else text[end:]
    )
    return text[:start] + made + below


def _frame(chart: Chart, number: int, identity: str, house: House) -> str:
    wide, high = (length * _EMU for length in _size(chart, house))
    about = f' descr="{escape(chart.about)}"' if chart.about else ""
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{9000 + number}" name="图表 {number}"{about}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/chart">'
        f'<c:chart xmlns:c="{_DRAWING}/chart" r:id="{identity}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _workbook(chart: Chart, *, drawn: bool) -> bytes:
    """Return a workbook with the chart's numbers in a sheet, and (``drawn``) the chart over them."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": datetime(1980, 1, 1)})
    sheet = book.add_worksheet(_DATA_SHEET)
    sheet.set_column(0, 0, 24)
    sheet.write_row(0, 0, [chart.heading, *(one.name for one in chart.series)])
    for row, category in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, category)
        for column, one in enumerate(chart.series, 1):
            value = one.values[row - 1]
            if value is not None:
                sheet.write_number(row, column, value)
    if drawn:
        cells = Cells(_DATA_SHEET, 1, len(chart.categories), 0, tuple(range(1, len(chart.series) + 1)))
        made = _drawn(book, chart, cells)
        made.set_title({"none": True})
        sheet.insert_chart("E2", made)
    book.close()
    return stream.getvalue()


def _chart_part(chart: Chart, house: House) -> bytes:
    """Return the chart part for Word: as XlsxWriter draws it, in the document's fonts, its numbers in the workbook beside it."""
    with zipfile.ZipFile(io.BytesIO(_workbook(chart, drawn=True))) as archive:
        text = archive.read("xl/charts/chart1.xml").decode("utf-8")
    latin, chinese = escape(house.latin_font), escape(house.name(Font.SONG))
    faces = f'<a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/><a:cs typeface="{latin}"/>'
    fonts = (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{_TYPE_SIZE}">{faces}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
    data = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
    no_border = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
    text = re.sub(r"<c:printSettings>.*?</c:printSettings>", "", text, flags=re.DOTALL)
    straight = (("</c:val></c:ser>", '</c:val><c:smooth val="0"/></c:ser>'),) if chart.kind is ChartKind.LINE else ()
    for old, new in (*_SAID, *straight):
        text = text.replace(old, new)
    return text.replace("</c:chartSpace>", f"{no_border}{fonts}{data}</c:chartSpace>", 1).encode("utf-8")
