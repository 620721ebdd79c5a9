"""The pages as HTML: whole, safe, self-contained, each line at its place and tied to its paragraph."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from drafting.documents.layout import lay_out
from drafting.documents.model import Document, Format, PageSetup, Paragraph, Role
from drafting.documents.preview import Box, Face, Line, Page, Preview, Stretch, as_html, preview
from tests.documents.making import make_docx, paragraph
from tests.documents.test_preview import LINK, PICTURE, TEXT, cells, png


def p(text: str, role: Role = Role.BODY) -> Paragraph:
    return Paragraph(text, role)


def written(*paragraphs: Paragraph) -> html.HtmlElement:
    return html.fromstring(as_html(preview(lay_out(Document(paragraphs, format=Format.PLAIN)))))


def line_of(text: str, face: Face) -> Line:
    stretch = Stretch(text, 80.0, 100.0, face, True, face.spacing)
    return Line(80.0, 100.0, 100.0, 28.95, 23.16, text, "仿宋", 16.0, 0, 0, len(text), Role.BODY, (stretch,))


def page_of(*items: object) -> Preview:
    return Preview((Page(1, 595.3, 841.9, False, "1", tuple(items)),))  # type: ignore[arg-type]


class TestWhole:
    def test_a_narrow_window_shows_the_whole_paper_but_paper_is_printed_as_it_is(self) -> None:
        page = as_html(page_of())
        steps = [
            (int(most), int(zoom)) for most, zoom in re.findall(r"@media screen and \(max-width: (\d+)px\) \{ body \{ zoom: (\d+)%", page)
        ]
        assert steps == sorted(steps, reverse=True)
        paper = 595.3 * 96 / 72  # in CSS pixels
        narrower = [most for most, _ in steps[1:]] + [360]
        assert steps[0][0] > paper
        assert all(paper * zoom / 100 <= least for (_, zoom), least in zip(steps, narrower, strict=True))
        assert "zoom" not in as_html(page_of(), fragment=True)

    def test_every_page_is_a_section_with_its_number(self) -> None:
        root = written(p("测" * 1500))
        sections = root.xpath("//section")
        assert [section.get("data-page") for section in sections] == ["1", "2", "3"]
        assert [section.get("aria-label") for section in sections] == ["第1页", "第2页", "第3页"]
        assert all("page" in section.get("class").split() for section in sections)

    def test_its_text_is_that_of_the_pages_in_their_order(self) -> None:
        made = preview(lay_out(Document((p("关于防汛工作的通知", Role.TITLE), p(TEXT * 9), *cells([["甲", "乙"], ["丙", "丁"]])))))
        root = html.fromstring(as_html(made))
        shown = ["".join(line.itertext()) for line in root.xpath("//*[contains(@class, 'gw-line')]")]
        assert shown == [line.text.replace("\t", "") for page in made.pages for line in page.lines]

    def test_each_line_says_which_characters_of_which_paragraph_it_holds(self) -> None:
        first, second = written(p("测" * 40), p("绘")).xpath("//*[@data-paragraph='0']")
        assert [(line.get("data-start"), line.get("data-end")) for line in (first, second)] == [("0", "26"), ("26", "40")]
        assert "role-body" in first.get("class").split()

    def test_it_needs_nothing_from_elsewhere_and_runs_nothing(self) -> None:
        text = as_html(preview(lay_out(Document((p("见 https://example.com/a?b=c"),)))))
        root = html.fromstring(text)
        assert not root.xpath("//script | //link | //iframe | //object | //embed | //form")
        assert not [value for value in root.xpath("//@src | //@href | //@srcset") if not value.startswith("data:")]
        assert "url(" not in text
        assert "@import" not in text
        assert root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")

    def test_it_prints_each_page_on_a_sheet_of_a4(self) -> None:
        text = as_html(preview(lay_out(Document((p(TEXT),)))))
        assert "@page { size: A4; margin: 0; }" in text
        assert "width:595.3pt;height:841.9pt" in text

    def test_a_page_that_lies_across_is_printed_across(self) -> None:
        wide = Document(tuple(cells([["序号", "任务"], ["1", TEXT]])), page=PageSetup(width=841.9, height=595.3), format=Format.PLAIN)
        text = as_html(preview(lay_out(wide)))
        assert "A4 landscape" in text
        (section,) = html.fromstring(text).xpath("//section")
        assert "gw-wide" in section.get("class").split()
        assert html.fromstring(text).xpath("//*[contains(@class, 'gw-turned')]")

    def test_a_fragment_is_the_style_and_the_sections_alone(self) -> None:
        text = as_html(preview(lay_out(Document((p(TEXT),)))), fragment=True)
        assert text.startswith("<style>")
        assert "<html" not in text
        assert "body {" not in text

    def test_a_fact_still_missing_is_highlighted(self) -> None:
        (mark,) = written(p("会议时间：【待补：会议时间】。")).xpath("//mark")
        assert mark.text == "【待补：会议时间】"
        assert "yellow" in mark.get("style")

    def test_fonts_fall_back_to_others_of_their_kind(self) -> None:
        text = as_html(preview(lay_out(Document((p("标题", Role.TITLE), p("正文2026"), p("一、要求", Role.HEADING1))))))
        stacks = re.findall(r"font-family: ([^;}]*)", text)
        assert any(stack.startswith('"方正小标宋简体"') and stack.endswith("serif") for stack in stacks)
        assert any('"仿宋_GB2312", "仿宋", "FangSong"' in stack for stack in stacks)
        assert any('"黑体", "SimHei"' in stack and stack.endswith("sans-serif") for stack in stacks)
        assert any(stack.startswith('"Times New Roman"') for stack in stacks)

    def test_a_picture_is_inside(self) -> None:
        data = png(4, 2)
        made = preview(make_docx(f"<w:p>{PICTURE}</w:p>", relationships=LINK.format("media/a.png"), extra={"word/media/a.png": data}))
        (image,) = html.fromstring(as_html(made)).xpath("//img")
        kind, _, content = image.get("src").partition(",")
        assert kind == "data:image/png;base64"
        assert b64decode(content) == data
        assert image.get("alt") == "示意图"

    def test_the_same_pages_give_the_same_html(self) -> None:
        made = preview(lay_out(Document((p(TEXT * 30),))))
        assert as_html(made) == as_html(made)


HOSTILE = st.text(st.sampled_from("<>&\"'/;={}()\\测a1 \u2028"), max_size=30)


HARMLESS = {"html", "head", "meta", "title", "style", "body", "section", "div", "span", "mark", "b"}


class TestSafe:
    @settings(max_examples=50)
    @given(HOSTILE, HOSTILE, HOSTILE)
    def test_no_text_of_a_document_becomes_markup(self, text: str, label: str, font: str) -> None:
        face = Face(font=font, latin=font, color=text, highlight=label)
        made = page_of(line_of(text or "测", face), Box(0, 0, 9, 9, label, text, 0))
        written = as_html(made, title=label)
        root = html.fromstring(written)
        assert {element.tag for element in root.iter()} <= {
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "section",
            "div",
            "span",
            "mark",
            "b",
        }
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
        (style,) = root.xpath("//style")
        assert "</" not in style.text
        rule = next(row for row in style.text.splitlines() if row.startswith(".gw-f0"))
        assert rule.count("{") == rule.count("}") == 1

    @pytest.mark.parametrize("text", ["<script>alert(1)</script>", "</div></section>", "&lt;b&gt;", '" onclick="x" \''])
    def test_a_document_that_looks_like_markup_is_shown_as_it_is(self, text: str) -> None:
        root = html.fromstring(as_html(preview(make_docx(paragraph(text)))))
        assert not root.xpath("//script")
        (line,) = root.xpath("//*[@data-paragraph='0']")
        assert "".join(line.itertext()) == text

    def test_a_hostile_font_name_stays_a_name(self) -> None:
        fonts = '<w:rFonts w:eastAsia="a&quot;; } body { display: none } .x {" w:ascii="&lt;/style&gt;&lt;script&gt;"/>'
        text = as_html(preview(make_docx(paragraph("测a", "", fonts))))
        assert "display: none }" not in re.sub(r"\.gw-turned::before \{ display: none; \}", "", text)
        assert "<script" not in text
