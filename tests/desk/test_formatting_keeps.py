"""一键排版 keeps the text of a draft: its characters and their looks, notes, comments, tracked changes, links, fields."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from drafting.documents.intake.characters import W, visible_text
from drafting.documents.marks.revisions import accept_all, reject_all
from drafting.documents.model import Role
from drafting.documents.reading import read_bytes
from tests.desk.drafts import BY, R, characters, formatted, link, look_of, p, run
from tests.documents.making import paragraph


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


def test_fields_keep_their_instruction_and_a_reference_to_a_number_becomes_text(tmp_path: Path) -> None:
    def field(instruction: str, result: str) -> str:
        kinds = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="separate"/></w:r>')
        code = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        return f'{kinds[0]}{code}{kinds[1]}{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    made = formatted(tmp_path, p(run("共"), field(" NUMPAGES ", "3"), run("页，见"), field(" REF _Ref1 \\r \\h ", "二、"), run("部分。")))
    assert [item.text for item in made.root.iter(W + "instrText")] == [" NUMPAGES "]
    assert [item.get(W + "fldCharType") for item in made.root.iter(W + "fldChar")] == ["begin", "separate", "end"]


def test_automatic_numbers_become_text_and_the_visible_text_stays(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    made = formatted(tmp_path, paragraph("总体要求", numbered) + paragraph("重点任务", numbered), numbering=numbering)
    assert [visible_text(item) for item in made.root.iter(W + "p")][2:4] == ["一、总体要求", "二、重点任务"]
    assert "自动编号改成了文字 2 处" in made.notes


def test_notes_are_numbered_as_they_were(tmp_path: Path) -> None:
    circled = '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/></w:footnotePr>'
    made = formatted(
        tmp_path,
        p(run("依据"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("执行。")),
        footnotes=f'<w:footnote w:id="2">{p(run("脚注。"))}</w:footnote>',
        section=circled,
    )
    assert [item.get(W + "val") for item in made.root.iterfind(f".//{W}sectPr/{W}footnotePr/{W}numFmt")] == ["decimalEnclosedCircleChinese"]


def test_content_controls_in_a_line_stay_and_around_paragraphs_open(tmp_path: Path) -> None:
    properties = '<w:sdtPr><w:alias w:val="单位"/><w:dataBinding w:xpath="/a"/></w:sdtPr>'
    control = f"<w:sdt>{properties}<w:sdtContent>{run('某某局')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('控件里的一段。')}</w:sdtContent></w:sdt>"
    made = formatted(tmp_path, p(run("由"), control, run("负责。")) + block)
    assert [item.get(W + "val") for item in made.root.iter(W + "alias")] == ["单位"]
    assert made.root.find(f".//{W}dataBinding") is None
    assert "段落级内容控件 1 处" in made.notes
