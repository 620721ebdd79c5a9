"""一键排版 keeps what stands in a draft beside its text: pictures, formulas, text boxes, charts, tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.documents.intake.characters import W, visible_text
from tests.desk.drafts import R, formatted, link, look_of, p, picture, run, text_box
from tests.documents.making import paragraph, png


def test_pictures_come_along_fit_the_page_and_are_not_clipped(tmp_path: Path) -> None:
    made = formatted(
        tmp_path,
        p(picture("rId9", 9144000, 4572000)) + p(run("图标"), picture("rId9", 200000, 600000), run("在句中。")),
        relationships=link("rId9", "image", "media/image1.png"),
        extra={"word/media/image1.png": png()},
    )
    wide, small = (next(item.iter("{*}extent")) for item in made.root.iter(W + "drawing"))
    assert int(wide.get("cx", "0")) == pytest.approx(5615940, abs=2000)
    assert int(wide.get("cx", "0")) == pytest.approx(2 * int(wide.get("cy", "0")), abs=2)
    assert small.get("cx") == "200000"
    assert made.parts["word/media/image1.png"] == png()
    blip = next(made.root.iter("{*}blip"))
    assert made.target(blip.get(R + "embed")) == "/word/media/image1.png"
    alone = next(item for item in made.root.iter(W + "p") if visible_text(item) == "\ufffc")
    for item in (alone, made.paragraph("图标")):
        spacing = item.find(f"{W}pPr/{W}spacing")
        assert spacing is not None
        assert (spacing.get(W + "line"), spacing.get(W + "lineRule")) == ("579", "atLeast")
    assert alone.find(f"{W}pPr/{W}jc").get(W + "val") == "center"  # type: ignore[union-attr]
    assert b'Extension="png"' in made.parts["[Content_Types].xml"]


def test_formulas_and_symbols_stay(tmp_path: Path) -> None:
    fraction = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    ticked = run("þ", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')
    made = formatted(tmp_path, p(run("按"), fraction, run("计算"), symbol, ticked, run("。")))
    item = made.paragraph("按")
    assert [str(found.tag).rpartition("}")[2] for found in item.iter("{*}oMath", W + "sym")] == ["oMath", "sym"]
    held = next(found for found in item.iter(W + "r") if "".join(found.itertext()) == "þ")
    assert held.find(f"{W}rPr/{W}rFonts").get(W + "ascii") == "Wingdings"  # type: ignore[union-attr]


def test_text_boxes_hang_on_their_paragraph_and_look_as_they_did(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="框"/>'
        '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr></w:style>'
    )
    box = text_box(p(run("框里的字"), properties='<w:pStyle w:val="b"/>'))
    made = formatted(tmp_path, p(run("挂着文本框的段落。"), box) + p(box), styles=styles)
    boxes = list(made.root.iter(W + "txbxContent"))
    assert ["".join(item.itertext()) for item in boxes] == ["框里的字"] * 4
    inner = boxes[0].find(W + "p")
    assert inner is not None
    assert look_of(inner, "框里的字")["sz"] == "18"
    assert inner.find(f"{W}pPr/{W}jc").get(W + "val") == "center"  # type: ignore[union-attr]
    assert visible_text(made.paragraph("挂着")) == "挂着文本框的段落。"
    assert "文本框 2 处" in made.notes


def test_tables_keep_merges_inner_tables_pictures_and_open_sides(tmp_path: Path) -> None:
    def cell(content: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"

    inner = f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell(paragraph('内表'))}</w:tr></w:tbl>{p()}"
    rows = (
        "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell(paragraph("序号")) + cell(paragraph("事项"), '<w:gridSpan w:val="2"/>') + "</w:tr>",
        "<w:tr>" + cell(paragraph("1"), '<w:vMerge w:val="restart"/>') + cell(paragraph("甲")) + cell(inner) + "</w:tr>",
        "<w:tr>" + cell(p(), "<w:vMerge/>") + cell(p(picture("rId9"))) + cell(p(run("竖")), '<w:textDirection w:val="tbRlV"/>') + "</w:tr>",
    )
    borders = (
        '<w:tblBorders><w:top w:val="double" w:sz="12"/><w:left w:val="nil"/><w:insideH w:val="single" w:color="FF0000"/></w:tblBorders>'
    )
    grid = '<w:gridCol w:w="1000"/>' * 3
    table = f"<w:tbl><w:tblPr>{borders}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    made = formatted(
        tmp_path,
        paragraph("情况见下表。") + table,
        relationships=link("rId9", "image", "media/image1.png"),
        extra={"word/media/image1.png": png()},
    )
    outer, nested = made.root.iter(W + "tbl")
    assert nested.getparent().tag == W + "tc"  # type: ignore[union-attr]
    assert [item.get(W + "val") for item in outer.iter(W + "gridSpan")] == ["2"]
    assert [item.get(W + "val") for item in outer.iter(W + "vMerge")] == ["restart", None]
    assert [item.get(W + "val") for item in outer.iter(W + "textDirection")] == ["tbRlV"]
    assert sum(int(item.get(W + "w", "0")) for item in outer.iterfind(f"{W}tblGrid/*")) == 8844
    edges = {str(item.tag).removeprefix(W): item.get(W + "val") for item in outer.iterfind(f"{W}tblPr/{W}tblBorders/*")}
    assert edges == {"top": "single", "left": "nil", "bottom": "nil", "right": "nil", "insideH": "single", "insideV": "nil"}
    assert len(list(outer.iter(W + "tblHeader"))) == 1
    assert len(list(outer.iter(W + "drawing"))) == 1


def test_a_table_that_only_places_the_record_is_opened_and_nothing_in_it_is_lost(tmp_path: Path) -> None:
    hidden = p(run("隐", "<w:vanish/>"), '<w:r><w:footnoteReference w:id="4"/></w:r>')
    mark = '<w:bookmarkStart w:id="9" w:name="记"/><w:bookmarkEnd w:id="9"/>'
    cells = f"<w:tc><w:p/>{hidden}</w:tc>{mark}<w:tc>{mark}{paragraph('抄送：市委办公室。')}</w:tc>"
    made = formatted(
        tmp_path,
        paragraph("正文。"),
        after=f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cells}</w:tr></w:tbl>",
        footnotes=f'<w:footnote w:id="4">{p(run("脚注。"))}</w:footnote>',
    )
    assert [item.get(W + "id") for item in made.root.iter(W + "footnoteReference")] == ["4"]
    assert len(list(made.root.iter(W + "vanish"))) == 1
    assert len(list(made.root.iter(W + "bookmarkStart"))) == len(list(made.root.iter(W + "bookmarkEnd"))) == 2
    assert made.paragraph("抄送：").find(f"{W}pPr/{W}pStyle").get(W + "val") == "GwCopiesTo"  # type: ignore[union-attr]


def test_a_table_without_lines_gets_none(tmp_path: Path) -> None:
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='3000'/></w:tblGrid><w:tr><w:tc>{paragraph('只为摆放')}</w:tc></w:tr></w:tbl>"
    made = formatted(tmp_path, paragraph("如下。") + table)
    assert {item.get(W + "val") for item in made.root.iterfind(f".//{W}tblBorders/*")} == {"nil"}
    assert made.root.find(f".//{W}tblW").get(W + "w") == "3000"  # type: ignore[union-attr]


def test_charts_come_with_the_parts_that_they_need(tmp_path: Path) -> None:
    chart = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><a:graphic><a:graphicData uri="c">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId9"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    links = f'<Relationships xmlns="{namespace}">{link("rId1", "package", "../embeddings/a.xlsx")}</Relationships>'
    made = formatted(
        tmp_path,
        p(chart),
        relationships=link("rId9", "chart", "charts/chart1.xml"),
        extra={
            "word/charts/chart1.xml": b"<c/>",
            "word/charts/_rels/chart1.xml.rels": links.encode(),
            "word/embeddings/a.xlsx": b"PK",
        },
    )
    assert {"word/charts/chart1.xml", "word/charts/_rels/chart1.xml.rels", "word/embeddings/a.xlsx"} <= set(made.parts)
    assert 'Extension="xlsx"' in made.parts["[Content_Types].xml"].decode()
    assert "图表 1 处" in made.notes
