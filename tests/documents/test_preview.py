"""The pages of a document without any office program: what stands on them, and where."""

from __future__ import annotations

import io
import itertools
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

import pytest

from drafting.documents.errors import UserError
from drafting.documents.intake.docx_reading import read_docx
from drafting.documents.layout import lay_out
from drafting.documents.model import Document, Format, PageSetup, Role
from drafting.documents.preview import Box, Line, Picture, Preview, Program, preview
from tests.documents.making import make_docx, paragraph
from tests.documents.previews import (
    BOTH,
    BOTTOM,
    LEFT,
    MM,
    RIGHT,
    TEXT,
    TOP,
    body_lines,
    body_lines_of,
    cells,
    notice,
    p,
    rules,
    shown,
    texts,
)


class TestIndents:
    @pytest.mark.parametrize("program", BOTH)
    def test_the_attachment_note_begins_two_characters_in(self, program: Program) -> None:
        package = lay_out(notice(p("附件：1.防汛物资储备计划表", Role.ATTACHMENT_NOTE), p("2.防汛应急演练要点", Role.ATTACHMENT_NOTE)))
        lines = [line for page in preview(package, program=program).pages for line in page.items if isinstance(line, Line)]
        first, second = (next(line for line in lines if line.text.startswith(text)) for text in ("附件：", "2."))
        assert first.x == pytest.approx(LEFT + 32, abs=0.5)
        assert second.x == pytest.approx(LEFT + 32 + 3 * 15.75, abs=1)  # below the number of the first


class TestThePage:
    def test_it_has_22_lines_of_28_characters(self) -> None:
        made = shown(Document((p("测" * 2000),), format=Format.PLAIN))
        assert [len(body_lines(page)) for page in made.pages] == [22, 22, 22, 6]
        assert [len(text) for text in texts(made.pages[1])] == [28] * 22

    def test_a_full_line_is_set_as_wide_as_the_text_block(self) -> None:
        line = body_lines(shown(Document((p("测" * 60),), format=Format.PLAIN)).pages[0])[1]
        assert line.x == pytest.approx(LEFT, abs=0.1)
        assert line.x + line.width == pytest.approx(RIGHT, abs=0.1)

    def test_the_parts_of_a_letterhead_are_where_the_standard_puts_them(self) -> None:
        page = shown(notice(p(TEXT))).pages[0]
        by_role = {line.role: line for line in page.lines}
        mark = by_role[Role.ISSUER_MARK]
        assert mark.y + mark.baseline - 0.85 * mark.size == pytest.approx(TOP + 35 * MM, abs=1)
        number = by_role[Role.DOCUMENT_NUMBER]
        line = next(rule for rule in rules(page) if rule.color == "FF0000")
        assert line.y - (number.y + number.baseline + 0.1 * number.size) == pytest.approx(4 * MM, abs=1)
        assert (line.x, line.width) == (pytest.approx(LEFT, abs=0.2), pytest.approx(156 * MM, abs=0.2))

    def test_the_last_line_of_the_record_lies_on_the_bottom_of_the_text_block_of_the_last_page(self) -> None:
        made = shown(notice(*[p(TEXT)] * 30))
        assert len(made.pages) > 1
        black = [rule for rule in rules(made.pages[-1]) if rule.width > 150 * MM]
        assert max(rule.y + rule.height for rule in black) == pytest.approx(BOTTOM, abs=0.5)
        assert not rules(made.pages[-2])

    def test_page_numbers_stand_outside_on_the_right_and_on_the_left_in_turn(self) -> None:
        made = shown(Document((p("测" * 1500),), format=Format.PLAIN))
        numbers = [next(line for line in page.lines if line.role is Role.PAGE_FOOTER) for page in made.pages]
        assert [line.text for line in numbers] == ["— 1 —", "— 2 —", "— 3 —"]
        assert [page.label for page in made.pages] == ["1", "2", "3"]
        assert numbers[0].x + numbers[0].width == pytest.approx(RIGHT - 15, abs=1.5)  # a character of 3号 or of 4号
        assert numbers[1].x == pytest.approx(LEFT + 15, abs=1.5)
        assert all(line.y > BOTTOM for line in numbers)

    def test_an_attachment_begins_a_page(self) -> None:
        attached = (p("附件", Role.ATTACHMENT_LABEL), p("责任清单", Role.ATTACHMENT_TITLE), p(TEXT))
        made = shown(Document((p("通知", Role.TITLE), p(TEXT), *attached), format=Format.PLAIN))
        assert [texts(page)[0] for page in made.pages] == ["通知", "附件"]
        assert texts(made.pages[1])[1] == "责任清单"

    @pytest.mark.parametrize("program", BOTH)
    @pytest.mark.parametrize("lines", range(18, 24))
    def test_a_heading_is_never_the_last_line_of_a_page(self, lines: int, program: Program) -> None:
        body = [p(f"第{at}项工作已经安排。") for at in range(lines)]
        made = shown(Document((*body, p("一、工作要求", Role.HEADING1), p(TEXT * 4)), format=Format.PLAIN), program)
        assert [texts(page)[-1] for page in made.pages[:-1]].count("一、工作要求") == 0

    def test_only_libreoffice_lets_a_mark_hang_in_the_margin(self) -> None:
        document = Document((p("测" * 26 + "、" + "测" * 20),), format=Format.PLAIN)
        assert [len(text) for text in texts(shown(document, Program.LIBREOFFICE).pages[0])] == [27, 20]
        assert [len(text) for text in texts(shown(document).pages[0])] == [25, 22]

    def test_a_wide_table_lies_across_the_page(self) -> None:
        rows = [["序号", "任务", "责任单位"], *([str(at), TEXT, "云川市农业农村局"] for at in range(4))]
        document = Document(tuple(cells(rows)), page=PageSetup(width=841.9, height=595.3), format=Format.PLAIN)
        page = shown(document).pages[0]
        assert page.landscape
        assert (page.width, page.height) == (pytest.approx(297 * MM, abs=0.5), pytest.approx(210 * MM, abs=0.5))
        number = next(line for line in page.lines if line.role is Role.PAGE_FOOTER)
        assert number.turned
        assert number.x < 28 * MM  # the side that is the bottom once the sheet is turned


class TestTables:
    def test_the_head_of_a_table_is_repeated_on_every_page(self) -> None:
        made = shown(Document(tuple(cells([["序号", "任务"], *([str(at), "做好防汛工作"] for at in range(80))])), format=Format.PLAIN))
        assert len(made.pages) > 1
        assert all(texts(page)[:2] == ["序号", "任务"] for page in made.pages)
        assert sum(text == "做好防汛工作" for page in made.pages for text in texts(page)) == 80

    def test_a_row_higher_than_a_page_goes_on_on_the_next(self) -> None:
        made = shown(Document(tuple(cells([["任务", "内容"], ["防汛", TEXT * 60]])), format=Format.PLAIN))
        assert len(made.pages) > 1
        for page in made.pages:
            assert all(line.y + line.height < BOTTOM + 1 for line in body_lines(page))

    def test_edges_stand_around_every_cell(self) -> None:
        page = shown(Document(tuple(cells([["甲", "乙"], ["丙", "丁"]])), format=Format.PLAIN)).pages[0]
        across = {round(rule.y, 1) for rule in rules(page) if rule.width > rule.height}
        down = {round(rule.x, 1) for rule in rules(page) if rule.width < rule.height}
        assert (len(across), len(down)) == (3, 3)


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = b"".join(b"\0" + b"\xc0\x30\x30" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="2540000" cy="1270000"/><wp:docPr id="1" name="图" descr="示意图"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
    '<a:blip r:embed="rIdPicture"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)
TEXT_BOX = (
    '<w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="page"><wp:posOffset>1270000</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="page"><wp:posOffset>2540000</wp:posOffset></wp:positionV><wp:extent cx="1270000" cy="635000"/>'
    "<wp:wrapNone/><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>"
    "<w:p><w:r><w:t>框中的话</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
)
LINK = '<Relationship Id="rIdPicture" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="{}"/>'


def items(made: Preview) -> Iterator[object]:
    return itertools.chain.from_iterable(page.items for page in made.pages)


class TestObjects:
    def test_a_picture_has_its_place_and_its_bytes(self) -> None:
        data = png(20, 10)
        made = preview(
            make_docx(f"<w:p>{PICTURE}</w:p>", relationships=LINK.format("media/a.png"), extra={"word/media/a.png": data}),
        )
        (picture,) = [item for item in items(made) if isinstance(item, Picture)]
        assert (picture.width, picture.height, picture.data, picture.media) == (200.0, 100.0, data, "image/png")
        assert picture.alternative == "示意图"

    @pytest.mark.parametrize("target", ["media/a.emf", "media/missing.png"])
    def test_a_picture_that_cannot_be_shown_is_a_labelled_box(self, target: str) -> None:
        made = preview(make_docx(f"<w:p>{PICTURE}</w:p>", relationships=LINK.format(target), extra={"word/media/a.emf": b"x"}))
        (box,) = [item for item in items(made) if isinstance(item, Box)]
        assert "图片" in box.label
        assert (box.width, box.height) == (200.0, 100.0)

    def test_a_text_box_is_shown_where_it_stands_with_its_text(self) -> None:
        data = make_docx(f"<w:p>{TEXT_BOX}<w:r><w:t>正文</w:t></w:r></w:p><w:p><w:r><w:t>下一段</w:t></w:r></w:p>")
        made = preview(data)
        (box,) = [item for item in items(made) if isinstance(item, Box)]
        assert (box.x, box.y, box.label, box.text) == (100.0, 200.0, "文本框", "框中的话")
        after = next(line for line in made.pages[0].lines if line.text == "下一段")
        assert read_docx(data, "").paragraphs[after.paragraph].text == "下一段"

    def test_a_formula_takes_room_in_its_line(self) -> None:
        body = "<w:p><w:r><w:t>公式</w:t></w:r><m:oMath><m:r><m:t>a+b=c</m:t></m:r></m:oMath><w:r><w:t>成立</w:t></w:r></w:p>"
        made = preview(make_docx(body))
        (box,) = [item for item in items(made) if isinstance(item, Box)]
        before, after = next(made.pages[0].lines).stretches
        assert (box.label, box.text) == ("公式", "a+b=c")
        assert before.x + before.width == pytest.approx(box.x)
        assert box.x + box.width == pytest.approx(after.x)

    def test_a_footnote_stands_at_the_bottom_of_the_page_of_its_mark(self) -> None:
        note = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>注文</w:t></w:r></w:p></w:footnote>'
        mark = '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>接着</w:t></w:r></w:p>'
        filler = "".join(paragraph("测" * 40) for _ in range(80))
        made = preview(make_docx(mark + filler, footnotes=note))
        first = list(made.pages[0].lines)
        assert first[0].text == "正文1接着"
        assert (first[0].start, first[0].end) == (0, 4)  # the mark is not of the text
        assert first[-1].text == "1注文"
        assert len(made.pages) > 1
        assert not [line for line in made.pages[1].lines if "注文" in line.text]

    def test_a_page_break_within_a_paragraph_begins_a_page(self) -> None:
        body = '<w:p><w:r><w:t>前</w:t></w:r><w:r><w:br w:type="page"/></w:r><w:r><w:t>后</w:t></w:r></w:p>'
        assert [texts(page) for page in preview(make_docx(body)).pages] == [["前"], ["后"]]

    def test_an_automatic_number_stands_before_its_text(self) -> None:
        numbering = (
            '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
            '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        )
        listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        made = preview(make_docx(paragraph("甲", listed) + paragraph("乙", listed), numbering=numbering))
        assert texts(made.pages[0]) == ["一、甲", "二、乙"]

    def test_a_double_red_line_is_two_lines(self) -> None:
        border = '<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="18" w:space="1" w:color="FF0000"/></w:pBdr>'
        upper, lower = rules(preview(make_docx(paragraph("机关", border))).pages[0])
        assert (upper.height, lower.height) == (2.25, 0.75)
        assert lower.y - upper.y == pytest.approx(3.0)


class TestFinding:
    def test_a_place_in_the_text_is_found_on_its_page_and_line(self) -> None:
        made = shown(Document((p("测" * 30), p("绘" * 1200)), format=Format.PLAIN))
        page, line = made.find(1, 1100) or (0, None)
        assert page == 2
        assert line is not None
        assert line.start <= 1100 < line.end
        assert made.find(7) is None

    @pytest.mark.parametrize("data", [b"", b"nothing", b"PK\x03\x04broken"])
    def test_what_is_no_word_document_is_refused(self, data: bytes) -> None:
        with pytest.raises(UserError):
            preview(data, "坏.docx")

    @pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e9", "-99999", "x", "", "-1"])
    @pytest.mark.parametrize(
        "name", ["w:w", "w:h", "w:val", "w:line", "w:before", "w:left", "w:firstLine", "w:pos", "w:sz", "w:space", "w:top"]
    )
    def test_nonsense_where_a_length_belongs_does_not_stop_it(self, name: str, value: str) -> None:
        data = lay_out(notice(p(TEXT), *cells([["甲", "乙"], ["丙", "丁"]])))
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
            for part in source.namelist():
                content = source.read(part)
                if part.startswith("word/") and part.endswith(".xml"):
                    content = re.sub(rf' {name}="[-0-9.]+"'.encode(), f' {name}="{value}"'.encode(), content)
                target.writestr(part, content)
        assert TEXT[:9] in "".join(line.text for line in body_lines_of(preview(made.getvalue())))

    def test_an_empty_document_is_one_empty_page(self) -> None:
        (page,) = preview(make_docx("<w:p/>")).pages
        assert not page.items
