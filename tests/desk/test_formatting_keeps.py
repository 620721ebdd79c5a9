"""一键排版 keeps what a draft holds: notes, comments, tracked changes, pictures, links, formulas, text boxes, tables."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree
from lxml.etree import _Element

from drafting.desk.formatting import format_document
from drafting.documents.intake.characters import W, visible_text
from drafting.documents.marks.revisions import accept_all, reject_all
from drafting.documents.model import Role
from drafting.documents.reading import read, read_bytes
from drafting.documents.wml import ORDER
from tests.documents.making import make_docx, paragraph

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TITLE = paragraph("关于开展某某工作的通知", '<w:jc w:val="center"/>', '<w:sz w:val="44"/>')
TO = paragraph("各区人民政府，市政府各部门：")
END = paragraph("清源市人民政府办公室") + paragraph("2026年3月5日")
BY = 'w:author="张三" w:date="2026-01-02T03:04:05Z"'


def png(width: int = 1, height: int = 1) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x80" * 3 * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def run(text: str, look: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(content)}</w:p>"


def picture(relation: str, wide: int = 914400, high: int = 914400) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="1" name="图"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="图"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def text_box(content: str) -> str:
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:extent cx="9" cy="9"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>'
        f"<w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def link(identity: str, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


@dataclass
class Made:
    data: bytes
    notes: str

    @property
    def parts(self) -> dict[str, bytes]:
        import io

        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @property
    def root(self) -> _Element:
        return etree.fromstring(self.parts["word/document.xml"])

    def paragraph(self, begins: str) -> _Element:
        return next(item for item in self.root.iter(W + "p") if visible_text(item).startswith(begins))

    def target(self, identity: str | None) -> str:
        links = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        return next(row.get("Target", "") for row in links if row.get("Id") == identity)


def formatted(tmp_path: Path, body: str, *, kind: str | None = None, after: str = "", **parts: object) -> Made:
    """Format a draft with ``body`` between its title and its signature, ``after`` below; its text must be the same before and after."""
    source = tmp_path / "稿.docx"
    source.write_bytes(make_docx(TITLE + TO + body + END + after, **parts))  # type: ignore[arg-type]
    made = format_document(source, tmp_path / "出.docx", kind=kind)
    result = Made(made.file.read_bytes(), "\n".join(made.notes))
    assert characters(result.data) == characters(source.read_bytes())
    assert in_schema_order(result.root) == []
    return result


def characters(data: bytes) -> Counter[str]:
    document = read_bytes(data, "稿.docx")
    texts = [item.text for item in document.paragraphs if item.role not in (Role.PAGE_HEADER, Role.PAGE_FOOTER)]
    return Counter("".join("".join(texts).split()))


def in_schema_order(root: _Element) -> list[str]:
    """The property elements whose children do not stand in the order that Word demands."""
    wrong = []
    for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr"):
        for element in root.iter(W + name):
            ranks = [ORDER[name].index(str(child.tag).removeprefix(W)) for child in element if str(child.tag).startswith(W)]
            if ranks != sorted(ranks):
                wrong.append(etree.tostring(element, encoding="unicode"))
    return wrong


def look_of(element: _Element, text: str) -> dict[str, str]:
    """The properties of the run that holds ``text``, with their values."""
    held = next(item for item in element.iter(W + "r") if "".join(t.text or "" for t in item.iter(W + "t")) == text)
    properties = held.find(W + "rPr")
    return {} if properties is None else {str(child.tag).removeprefix(W): child.get(W + "val", "1") for child in properties}


def test_raised_struck_and_underlined_characters_stay_and_the_old_font_goes(tmp_path: Path) -> None:
    made = formatted(
        tmp_path,
        p(
            run("面积为", '<w:rFonts w:eastAsia="宋体"/><w:sz w:val="28"/>'),
            run("12m", '<w:rFonts w:ascii="Arial"/>'),
            run("2", '<w:sz w:val="28"/><w:vertAlign w:val="superscript"/>'),
            run("，CO", ""),
            run("二", '<w:vertAlign w:val="subscript"/>'),
            run("三", '<w:position w:val="8"/><w:sz w:val="19"/>'),
            run("旧文", "<w:strike/>"),
            run("重点", '<w:u w:val="single"/><w:em w:val="dot"/>'),
            run("加亮", '<w:highlight w:val="yellow"/>'),
            run("红字", '<w:color w:val="FF0000"/>'),
            run("。"),
        ),
    )
    item = made.paragraph("面积为")
    assert look_of(item, "2") == {"vertAlign": "superscript"}
    assert look_of(item, "二") == {"vertAlign": "subscript"}
    assert look_of(item, "三") == {"vertAlign": "superscript"}
    assert look_of(item, "旧文") == {"strike": "1"}
    assert look_of(item, "重点") == {"u": "single", "em": "dot"}
    assert look_of(item, "加亮") == {"highlight": "yellow"}
    assert look_of(item, "红字。") == {}
    assert "文字颜色 2 个字" in made.notes


def test_bold_sets_words_apart_in_the_text_and_is_dropped_from_headings(tmp_path: Path) -> None:
    made = formatted(
        tmp_path,
        p(run("一、总体要求", "<w:b/>")) + p(run("一是加强领导。", "<w:b/>"), run("各单位要落实责任，细化措施，确保任务完成。")),
    )
    assert "b" not in look_of(made.paragraph("一、"), "一、总体要求")
    assert look_of(made.paragraph("一是"), "一是加强领导。")["b"] == "1"


def test_footnotes_and_endnotes_come_along(tmp_path: Path) -> None:
    separators = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    mark = '<w:r><w:rPr><w:rStyle w:val="a5"/></w:rPr><w:footnoteRef/></w:r>'
    note = p(mark, run("见某某文件。"), properties='<w:pStyle w:val="a4"/>')
    made = formatted(
        tmp_path,
        p(run("依据有关规定"), '<w:r><w:rPr><w:rStyle w:val="a5"/></w:rPr><w:footnoteReference w:id="2"/></w:r>', run("执行。"))
        + p(run("另有说明"), '<w:r><w:endnoteReference w:id="1"/></w:r>', run("。")),
        footnotes=f'{separators}<w:footnote w:id="2">{note}</w:footnote>',
        endnotes=f'<w:endnote w:id="1">{p(run("说明全文。"))}</w:endnote>',
    )
    assert [item.get(W + "id") for item in made.root.iter(W + "footnoteReference", W + "endnoteReference")] == ["2", "1"]
    notes = etree.fromstring(made.parts["word/footnotes.xml"])
    styles = etree.fromstring(made.parts["word/styles.xml"])
    known = {style.get(W + "styleId") for style in styles.iter(W + "style")}
    used = {item.get(W + "val") for root in (notes, made.root) for item in root.iter(W + "pStyle", W + "rStyle", W + "tblStyle")}
    assert used <= known
    assert "见某某文件。" in "".join(notes.itertext())
    assert {"footnotes.xml", "endnotes.xml"} <= {name.rpartition("/")[2] for name in made.parts}
    assert "脚注 1 处、尾注 1 处" in made.notes
    assert read_bytes(made.data, "出.docx").of(Role.FOOTNOTE)[0][1].text == "见某某文件。"


def test_comments_stay_on_the_same_characters_and_keep_their_author(tmp_path: Path) -> None:
    comment = f'<w:comment w:id="7" {BY} w:initials="张">{p(run("请核对。"))}</w:comment>'
    made = formatted(
        tmp_path,
        p(
            run("各单位要"),
            '<w:commentRangeStart w:id="7"/>',
            run("高度重视"),
            '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>',
            run("，抓好落实。"),
        ),
        comments=comment,
    )
    item = made.paragraph("各单位要")
    between, inside = "", False
    for node in item.iter(W + "commentRangeStart", W + "commentRangeEnd", W + "t"):
        inside = node.tag == W + "commentRangeStart" or (inside and node.tag == W + "t")
        between += (node.text or "") if inside and node.tag == W + "t" else ""
    assert between == "高度重视"
    carried = etree.fromstring(made.parts["word/comments.xml"])
    assert [(item.get(W + "id"), item.get(W + "author")) for item in carried] == [("7", "张三")]
    assert "removePersonalInformation" not in made.parts["word/settings.xml"].decode()


def test_tracked_changes_stay_open(tmp_path: Path) -> None:
    body = p(
        run("到今年底"),
        f'<w:del w:id="1" {BY}><w:r><w:rPr><w:sz w:val="21"/></w:rPr><w:delText>基本</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" {BY}>{run("全面")}</w:ins>',
        run("完成任务。"),
    ) + p(
        f'<w:del w:id="3" {BY}><w:r><w:delText>整段删去。</w:delText></w:r></w:del>',
        properties=f'<w:rPr><w:del w:id="4" {BY}/></w:rPr>',
    )
    made = formatted(tmp_path, body)
    source = (tmp_path / "稿.docx").read_bytes()
    assert characters(accept_all(made.data)) == characters(accept_all(source))
    assert characters(reject_all(made.data)) == characters(reject_all(source))
    assert "整段删去。" in "".join(item.text for item in read_bytes(reject_all(made.data), "拒.docx").paragraphs)
    assert made.root.find(f".//{W}del/{W}r/{W}rPr/{W}sz") is None


def test_hidden_text_stays_hidden(tmp_path: Path) -> None:
    made = formatted(tmp_path, p(run("公开的话"), run("隐藏的话", "<w:vanish/>"), run("。")))
    assert look_of(made.paragraph("公开的话"), "隐藏的话") == {"vanish": "1"}


def test_links_still_lead_where_they_led(tmp_path: Path) -> None:
    blue = '<w:u w:val="single"/><w:color w:val="0563C1"/>'
    made = formatted(
        tmp_path,
        p(run("详见"), '<w:hyperlink r:id="rId9">' + run("官方网站", blue) + "</w:hyperlink>", run("。"))
        + p('<w:bookmarkStart w:id="3" w:name="要求"/>', run("具体要求见下文。"), '<w:bookmarkEnd w:id="3"/>')
        + p(f'<w:hyperlink w:anchor="要求">{run("回到要求")}</w:hyperlink>'),
        relationships=link("rId9", "hyperlink", "https://example.com/?a=1&amp;b=2", ' TargetMode="External"'),
    )
    found = made.paragraph("详见").find(W + "hyperlink")
    assert found is not None
    assert made.target(found.get(R + "id")) == "https://example.com/?a=1&b=2"
    assert look_of(made.paragraph("详见"), "官方网站") == {}
    assert [item.get(W + "name") for item in made.root.iter(W + "bookmarkStart")] == ["要求"]
    assert [item.get(W + "anchor") for item in made.root.iter(W + "hyperlink")] == [None, "要求"]


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


def test_fields_keep_their_instruction_and_a_reference_to_a_number_becomes_text(tmp_path: Path) -> None:
    def field(instruction: str, result: str) -> str:
        kinds = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="separate"/></w:r>')
        code = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        return f'{kinds[0]}{code}{kinds[1]}{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    made = formatted(tmp_path, p(run("共"), field(" NUMPAGES ", "3"), run("页，见"), field(" REF _Ref1 \\r \\h ", "二、"), run("部分。")))
    assert [item.text for item in made.root.iter(W + "instrText")] == [" NUMPAGES "]
    assert [item.get(W + "fldCharType") for item in made.root.iter(W + "fldChar")] == ["begin", "separate", "end"]


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


def test_a_wide_table_on_a_landscape_page_stays_across(tmp_path: Path) -> None:
    def section(wide: int, high: int) -> str:
        return f'<w:sectPr><w:pgSz w:w="{wide}" w:h="{high}"/></w:sectPr>'

    cells = "".join(f"<w:tc>{paragraph(f'第{n}列')}</w:tc>" for n in range(3))
    grid = '<w:gridCol w:w="4000"/>' * 3
    table = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
    made = formatted(
        tmp_path,
        paragraph("一段正文。" * 80)
        + p(run("横排之前。"), properties=section(11906, 16838))
        + table
        + p(properties=section(16838, 11906))
        + paragraph("横排之后。"),
    )
    sizes = [item.get(W + "orient", "portrait") for item in made.root.iter(W + "pgSz")]
    assert sizes == ["portrait", "landscape", "portrait"]


def test_automatic_numbers_become_text_and_the_visible_text_stays(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    made = formatted(tmp_path, paragraph("总体要求", numbered) + paragraph("重点任务", numbered), numbering=numbering)
    assert [visible_text(item) for item in made.root.iter(W + "p")][2:4] == ["一、总体要求", "二、重点任务"]
    assert "自动编号改成了文字 2 处" in made.notes


def test_pages_that_the_writer_began_stay_in_a_plain_paper(tmp_path: Path) -> None:
    new_page = '<w:r><w:br w:type="page"/></w:r>'
    made = formatted(tmp_path, paragraph("封面的话。") + p(new_page) + paragraph("第二页的话。"))
    breaking = [visible_text(item) for item in made.root.iter(W + "p") if item.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert breaking == ["第二页的话。"]


def test_pages_in_the_text_of_an_issued_document_run_on_and_the_user_is_told(tmp_path: Path) -> None:
    second = p('<w:r><w:br w:type="page"/></w:r>', run("第二页的话。"))
    made = formatted(tmp_path, paragraph("第一页的话。") + second, kind="通知")
    assert made.root.find(f".//{W}pageBreakBefore") is None
    assert "手工分页 1 处" in made.notes


def test_notes_are_numbered_as_they_were(tmp_path: Path) -> None:
    circled = '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/></w:footnotePr>'
    made = formatted(
        tmp_path,
        p(run("依据"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("执行。")),
        footnotes=f'<w:footnote w:id="2">{p(run("脚注。"))}</w:footnote>',
        section=circled,
    )
    assert [item.get(W + "val") for item in made.root.iterfind(f".//{W}sectPr/{W}footnotePr/{W}numFmt")] == ["decimalEnclosedCircleChinese"]


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


def test_a_contents_list_keeps_its_dots_and_is_no_heading(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    entry = p(run("一、总体要求"), "<w:r><w:tab/></w:r>", run("2"), properties='<w:pStyle w:val="T1"/>')
    made = formatted(tmp_path, entry + paragraph("一、总体要求") + paragraph("要抓好落实。"), styles=styles)
    item = made.paragraph("一、总体要求\t2")
    assert item.find(f"{W}pPr/{W}pStyle").get(W + "val") == "GwContents1"  # type: ignore[union-attr]
    look = etree.fromstring(made.parts["word/styles.xml"]).find(f"{W}style[@{W}styleId='GwContents1']")
    assert look is not None
    assert look.find(W + "name").get(W + "val") == "toc 1"  # type: ignore[union-attr]
    assert look.find(f"{W}pPr/{W}tabs/{W}tab").get(W + "leader") == "dot"  # type: ignore[union-attr]


def test_headers_and_footers_give_way_and_what_they_said_is_told(tmp_path: Path) -> None:
    made = formatted(tmp_path, paragraph("正文。"), headers=(paragraph("内部资料"),), footers=(paragraph("第 1 页"),))
    assert "原来写的是：内部资料。" in made.notes
    assert "内部资料" not in "".join(visible_text(item) for item in made.root.iter(W + "p"))


def test_content_controls_in_a_line_stay_and_around_paragraphs_open(tmp_path: Path) -> None:
    properties = '<w:sdtPr><w:alias w:val="单位"/><w:dataBinding w:xpath="/a"/></w:sdtPr>'
    control = f"<w:sdt>{properties}<w:sdtContent>{run('某某局')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('控件里的一段。')}</w:sdtContent></w:sdt>"
    made = formatted(tmp_path, p(run("由"), control, run("负责。")) + block)
    assert [item.get(W + "val") for item in made.root.iter(W + "alias")] == ["单位"]
    assert made.root.find(f".//{W}dataBinding") is None
    assert "段落级内容控件 1 处" in made.notes


def test_macros_and_other_baggage_are_left_and_told(tmp_path: Path) -> None:
    made = formatted(tmp_path, paragraph("正文。"), extra={"word/vbaProject.bin": b"x", "customXml/item1.xml": b"<a/>"})
    assert not any("vba" in name.lower() or "customxml" in name.lower() for name in made.parts)
    assert "宏 1 处" in made.notes


def test_every_relation_leads_to_a_part_and_every_part_has_a_type(tmp_path: Path) -> None:
    made = formatted(
        tmp_path,
        p(picture("rId9")) + p(run("注"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        footnotes=f'<w:footnote w:id="2">{p(run("脚注。"))}</w:footnote>',
        relationships=link("rId9", "image", "media/image1.png"),
        extra={"word/media/image1.png": png()},
    )
    links = etree.fromstring(made.parts["word/_rels/document.xml.rels"])
    names = [row.get("Id") for row in links]
    assert len(names) == len(set(names))
    for row in links:
        target = row.get("Target", "")
        assert (target.lstrip("/") if target.startswith("/") else f"word/{target}") in made.parts
    used = set(re.findall(r'r:(?:id|embed)="([^"]+)"', made.parts["word/document.xml"].decode()))
    assert used <= set(names)


def test_formatting_the_result_again_changes_nothing_it_holds(tmp_path: Path) -> None:
    comment = f'<w:comment w:id="7" {BY}>{p(run("请核对。"))}</w:comment>'
    made = formatted(
        tmp_path,
        p('<w:commentRangeStart w:id="7"/>', run("重视。"), '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>')
        + p(picture("rId9"))
        + p(run("面积"), run("2", '<w:vertAlign w:val="superscript"/>')),
        comments=comment,
        relationships=link("rId9", "image", "media/image1.png"),
        extra={"word/media/image1.png": png()},
    )
    once = tmp_path / "一.docx"
    once.write_bytes(made.data)
    twice = format_document(once, tmp_path / "二.docx")
    kinds = (W + "commentReference", W + "commentRangeStart", W + "drawing", W + "vertAlign", W + "t")
    again = Made(twice.file.read_bytes(), "").root
    assert [(item.tag, item.text) for item in again.iter(*kinds)] == [(item.tag, item.text) for item in made.root.iter(*kinds)]
    assert [item.role for item in read(once).paragraphs] == [item.role for item in read(twice.file).paragraphs]
