"""Charts in Word and Excel: native, editable, valid, with the numbers beside them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from drafting.documents.house import STANDARD
from drafting.documents.layout import lay_out
from drafting.documents.model import Document, Format, Paragraph, Role
from drafting.documents.reading import read_bytes
from drafting.documents.typesetting.charts import Cells, Chart, ChartKind, Series, add_chart, chart_paragraph, with_charts
from tests.documents.pages import MM, rendered_pages
from tests.documents.validity import faults

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TOPICS = ("城乡建设", "环境保护", "劳动和社会保障")
KINDS = list(ChartKind)

# What may stand in the elements that we change, in the order of the schema (ISO/IEC 29500-1, A.5.1).
ORDER = {
    "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource protection chart spPr txPr externalData "
    "printSettings userShapes extLst",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId extLst",
    "catAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr "
    "crossAx crosses crossesAt auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst",
    "valAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr "
    "crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits extLst",
    "dLbls": "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator "
    "showLeaderLines leaderLines extLst",
    "ser": "idx order tx spPr invertIfNegative marker pictureOptions dPt dLbls trendline errBars cat val smooth shape extLst",
}


def chart(kind: ChartKind = ChartKind.COLUMN, series: int = 1) -> Chart:
    made = tuple(Series(f"第{n}期", (12.0, 8.0 * n, 3.0)) for n in range(1, series + 1))
    return Chart(kind, "主题", "件", TOPICS, made, about="各主题的来信件数，“本期”与上期")


def document(*charts: Chart) -> Document:
    paragraphs = [Paragraph("信访形势分析报告", Role.TITLE), Paragraph("本期来信23件（见图1）。", Role.BODY)]
    for number, one in enumerate(charts, 1):
        paragraphs += [chart_paragraph(one, number), Paragraph(f"图{number}　各主题的来信件数", Role.CAPTION)]
    return Document((*paragraphs, Paragraph("以上为本期情况。", Role.BODY)), format=Format.PLAIN)


def made(*charts: Chart) -> bytes:
    return with_charts(lay_out(document(*charts)), charts)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class DescribeChartsInWord:
    @pytest.mark.parametrize("kind", KINDS)
    def they_are_valid_parts_of_a_valid_package(self, kind: ChartKind) -> None:
        data = made(chart(kind), chart(kind, 2))
        assert faults(data) == []
        assert [name for name in parts(data) if "chart" in name] == [
            "word/charts/chart1.xml",
            "word/charts/_rels/chart1.xml.rels",
            "word/embeddings/chart1.xlsx",
            "word/charts/chart2.xml",
            "word/charts/_rels/chart2.xml.rels",
            "word/embeddings/chart2.xlsx",
        ]
        assert not [name for name in parts(data) if name.endswith((".png", ".emf", ".jpg"))]

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("series", [1, 2])
    def test_their_elements_stand_in_the_order_of_the_schema(self, kind: ChartKind, series: int) -> None:
        root = etree.fromstring(parts(made(chart(kind, series)))["word/charts/chart1.xml"])
        seen = 0
        for element in root.iter(etree.Element):
            known = ORDER.get(etree.QName(element).localname)
            if known is not None:
                names = [etree.QName(child).localname for child in element]
                ranks = [known.split().index(name) for name in names]
                assert ranks == sorted(ranks), names
                seen += 1
        assert seen >= 5

    @pytest.mark.parametrize("kind", KINDS)
    def test_their_numbers_are_those_of_the_workbook_that_editing_opens(self, kind: ChartKind) -> None:
        one = chart(kind, 2)
        found = parts(made(one))
        root = etree.fromstring(found["word/charts/chart1.xml"])
        link = root.find(f"{C}externalData")
        assert link is not None
        relations = etree.fromstring(found["word/charts/_rels/chart1.xml.rels"])
        (relation,) = relations
        assert relation.get("Id") == link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        assert str(relation.get("Type")).endswith("/relationships/package")
        book = openpyxl.load_workbook(io.BytesIO(found["word/embeddings/chart1.xlsx"]))
        (sheet,) = book.worksheets
        assert not sheet._charts  # the numbers alone: the chart is Word's
        for number, series in enumerate(root.iter(f"{C}ser")):
            for name, column in (("cat", 1), ("val", number + 2)):
                data = series.find(f"{C}{name}")
                assert data is not None
                formula, cached = data.findtext(f".//{C}f"), [item.text for item in data.iter(f"{C}v")]
                title, _, cells = str(formula).rpartition("!")
                assert title.strip("'") == sheet.title
                values = [row[0].value for row in sheet[cells.replace("$", "")]]
                assert list(map(str, values)) == cached
                assert values == list(one.categories) if name == "cat" else values == list(one.series[number].values)
                assert {row[0].column for row in sheet[cells.replace("$", "")]} == {column}

    def they_are_set_in_the_papers_fonts(self) -> None:
        root = etree.fromstring(parts(made(chart()))["word/charts/chart1.xml"])
        assert [item.get("typeface") for item in root.iterfind(f"{C}txPr//{A}ea")] == ["宋体"]

    def test_their_line_gives_way_to_their_height_and_stays_with_the_caption(self) -> None:
        root = etree.fromstring(parts(made(chart()))["word/document.xml"])
        (holder,) = [item for item in root.iter(W + "p") if next(item.iter(C + "chart"), None) is not None]
        spacing = holder.find(f"{W}pPr/{W}spacing")
        assert spacing is not None
        assert spacing.get(W + "lineRule") == "atLeast"
        assert holder.find(f"{W}pPr/{W}keepNext") is not None
        caption = holder.getnext()
        assert caption is not None
        kept = caption.find(f"{W}pPr/{W}keepNext")
        assert kept is not None
        assert kept.get(W + "val") == "0"

    def they_are_as_wide_as_the_text_and_no_higher_than_half_a_page(self) -> None:
        tall = Chart(ChartKind.BAR, "主题", "件", TOPICS, (Series("来信", (1.0, 2.0, 3.0)),), high=5.0)
        root = etree.fromstring(parts(made(tall))["word/document.xml"])
        (extent,) = root.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent")
        assert int(str(extent.get("cx"))) == STANDARD.width * 635
        assert int(str(extent.get("cy"))) < STANDARD.line * STANDARD.lines * 635 / 2

    def test_the_same_charts_make_the_same_bytes(self) -> None:
        assert made(chart(), chart(ChartKind.LINE)) == made(chart(), chart(ChartKind.LINE))

    def it_reads_again_as_the_same_text(self) -> None:
        read = read_bytes(made(chart()), "a.docx")
        texts = [item.text for item in read.paragraphs if item.role is not Role.PAGE_FOOTER]
        assert texts == ["信访形势分析报告", "本期来信23件（见图1）。", "\ufffc", "图1　各主题的来信件数", "以上为本期情况。"]

    def test_a_chart_without_a_place_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="no place for chart 2"):
            with_charts(lay_out(document(chart())), [chart(), chart()])

    def test_a_package_without_charts_stays_as_it_is(self) -> None:
        package = lay_out(document())
        assert with_charts(package, []) is package

    @pytest.mark.parametrize(
        ("categories", "series"),
        [((), (Series("来信", ()),)), (("一",), ()), (("一", "二"), (Series("来信", (1.0,)),))],
    )
    def test_a_chart_without_its_numbers_is_an_error(self, categories: tuple[str, ...], series: tuple[Series, ...]) -> None:
        with pytest.raises(ValueError, match="a number for each"):
            Chart(ChartKind.LINE, "月", "件", categories, series)

    def test_names_that_mean_something_to_xml_are_text(self) -> None:
        odd = Chart(ChartKind.COLUMN, "<主题>", "件", ('=1+1 & "甲"', "<b>"), (Series("来信&", (1.0, None)),), about='"<')
        data = made(odd)
        assert faults(data) == []
        root = etree.fromstring(parts(data)["word/charts/chart1.xml"])
        assert [item.text for item in root.iterfind(f".//{C}cat//{C}v")] == ['=1+1 & "甲"', "<b>"]

    @pytest.mark.rendering
    def they_are_drawn_on_the_page(self, libreoffice: Path, tmp_path: Path) -> None:
        pytest.importorskip("pdfplumber")
        charts = tuple(chart(kind, 2) for kind in KINDS)
        with rendered_pages(libreoffice, tmp_path, {"charts": made(*charts)}) as pages:
            drawn = [shape for page in pages["charts"] for shape in (*page.page.rects, *page.page.curves, *page.page.lines)]
            assert any(shape["height"] > 20 * MM for shape in drawn)
            text = "".join(page.page.extract_text() for page in pages["charts"])
            assert text.count("城乡建设") == len(KINDS)


class DescribeChartsInExcel:
    @pytest.mark.parametrize("kind", KINDS)
    def they_stand_over_the_cells_of_the_sheet(self, kind: ChartKind, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        sheet = book.add_worksheet("主题")
        for row, cells in enumerate([("主题", "第1期", "第2期"), ("城乡建设", 12, 8), ("环境保护", 8, 16), ("劳动和社会保障", 3, 3)]):
            sheet.write_row(row, 0, cells)
        add_chart(book, sheet, (1, 4), chart(kind, 2), Cells("主题", 1, 3, 0, (1, 2)), "各主题的来信件数")
        book.close()
        (drawn,) = openpyxl.load_workbook(path)["主题"]._charts
        references = [(one.cat.strRef or one.cat.numRef).f for one in drawn.series], [one.val.numRef.f for one in drawn.series]
        assert references == (["主题!$A$2:$A$4"] * 2, ["主题!$B$2:$B$4", "主题!$C$2:$C$4"])
