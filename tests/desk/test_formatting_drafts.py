"""一键排版 of drafts as they come: pasted, put in place by tables and text boxes, styled by Word, laid out before."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.desk.formatting import format_document
from drafting.documents.intake.characters import W
from drafting.documents.model import Document, Role
from drafting.documents.reading import read
from tests.desk.drafts import BY, END, TITLE, TO, formatted, p, picture, run, text_box
from tests.documents.making import make_docx, paragraph, png

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BORDERS = "<w:tblBorders>" + "".join(f'<w:{edge} w:val="single"/>' for edge in ("top", "left", "bottom", "right")) + "</w:tblBorders>"
FURNITURE = (Role.PAGE_HEADER, Role.PAGE_FOOTER)
LONG = "各级各部门要高度重视，加强组织领导，明确责任分工，确保各项任务落到实处。"
RED = '<w:color w:val="FF0000"/><w:sz w:val="72"/>'
STYLES = (
    "".join(
        f'<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/>'
        f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        for level in (1, 2)
    )
    + '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
)


def parts(document: Document) -> list[tuple[Role, str]]:
    return [(item.role, item.text) for item in document.paragraphs if item.role not in FURNITURE]


def roles(path: Path, body: str, **more: str) -> tuple[list[tuple[Role, str]], str]:
    """The parts of ``body`` once it is laid out, which a second time must not change, and the notes."""
    source = path / "稿.docx"
    source.write_bytes(make_docx(body, **more))  # type: ignore[arg-type]
    once = format_document(source, path / "一.docx")
    twice = format_document(once.file, path / "二.docx")
    assert parts(read(once.file)) == parts(read(twice.file))
    return parts(read(once.file)), "\n".join(once.notes)


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def test_line_breaks_become_paragraphs_and_the_notes_say_so(tmp_path: Path) -> None:
    body = f"<w:p>{'<w:r><w:br/></w:r>'.join(map(run, (LONG, '一、提高认识', LONG)))}</w:p>"
    made = formatted(tmp_path, body)
    assert "2 处软回车（Shift+Enter）改成了段落" in made.notes
    assert [item.text for item in read(tmp_path / "出.docx").paragraphs if item.role is Role.HEADING1] == ["一、提高认识"]


def test_comments_over_line_breaks_and_revisions_in_them_stay(tmp_path: Path) -> None:
    held = f'<w:ins w:id="3" {BY}><w:r><w:br/><w:t>二句。</w:t></w:r></w:ins>'
    start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    made = formatted(tmp_path, p(start, run("一句。"), held, end), comments=f'<w:comment w:id="0" {BY}>{p(run("请核。"))}</w:comment>')
    assert sum(1 for _ in made.root.iter(W + "commentRangeEnd")) == 1
    assert sum(1 for _ in made.root.iter(W + "ins")) == 1  # the words after the break
    made.paragraph("二句。")


def test_wide_blanks_of_any_kind_before_the_text_give_way_to_the_indent(tmp_path: Path) -> None:
    made = formatted(tmp_path, p(run(f"\u2003\u2003{LONG}")))
    made.paragraph(LONG)


@pytest.mark.parametrize("above", [TITLE, TITLE + TO], ids=["below the title", "below the recipients"])
def test_headings_by_style_are_headings_from_the_first_on(tmp_path: Path, above: str) -> None:
    body = paragraph("总体要求", style("1")) + paragraph(LONG) + paragraph("指导思想", style("2")) + paragraph(LONG)
    found, _ = roles(tmp_path, above + body + END, styles=STYLES)
    assert (Role.HEADING1, "总体要求") in found
    assert (Role.HEADING2, "指导思想") in found


def test_below_a_title_styled_as_a_heading_the_next_level_is_the_first(tmp_path: Path) -> None:
    body = paragraph("清源市数据管理工作方案", style("1")) + paragraph(LONG) + paragraph("总体要求", style("2")) + paragraph(LONG)
    found, _ = roles(tmp_path, body, styles=STYLES)
    assert found[0][0] is Role.TITLE
    assert (Role.HEADING1, "总体要求") in found


def test_short_lines_below_the_recipients_are_no_title_when_read_again(tmp_path: Path) -> None:
    found, _ = roles(tmp_path, TITLE + TO + paragraph("联系人：李明") + paragraph("电话：0000-1234567") + END)
    assert [role for role, _ in found].count(Role.TITLE) == 1


def test_a_list_of_contents_keeps_its_style_and_makes_no_headings(tmp_path: Path) -> None:
    entry = p(run("一、总体要求"), "<w:r><w:tab/></w:r>", run("2"), properties=style("T1"))
    body = TITLE + paragraph("目　录", '<w:jc w:val="center"/>') + entry + paragraph("一、总体要求") + paragraph(LONG) + END
    found, _ = roles(tmp_path, body, styles=STYLES)
    assert [text for role, text in found if role is Role.TITLE] == ["关于开展某某工作的通知"]
    assert [text for role, text in found if role is Role.HEADING1] == ["一、总体要求"]
    assert [item.look.style for item in read(tmp_path / "二.docx").paragraphs if "\t" in item.text] == ["toc 1"]


def test_a_letterhead_in_text_boxes_becomes_one_of_the_page_and_its_line_is_drawn_anew(tmp_path: Path) -> None:
    centred = '<w:jc w:val="center"/>'
    boxes = p(text_box(paragraph("清源市人民政府文件", centred, RED))) + p(text_box(paragraph("清政发〔2026〕12号", centred)))
    line = p('<w:r><w:pict><v:line style="position:absolute" from="0,0" to="440pt,0"/></w:pict></w:r>')
    found, notes = roles(tmp_path, boxes + line + TITLE + TO + paragraph(LONG) + END)
    assert found[:2] == [(Role.ISSUER_MARK, "清源市人民政府文件"), (Role.DOCUMENT_NUMBER, "清政发〔2026〕12号")]
    assert "排成“文件”格式。" in notes
    assert "版头、版记的文本框改成了标准版式 2 处" in notes
    assert "版头、版记的线条按标准重画 1 处" in notes
    assert "没有发文机关标志" not in notes


def test_a_text_box_with_other_text_stays_one(tmp_path: Path) -> None:
    made = formatted(tmp_path, p(run(LONG), text_box(paragraph("请注意查收。"))))
    assert "文本框 1 处" in made.notes
    assert sum(1 for _ in made.root.iter(W + "txbxContent")) == 2


def test_a_sign_off_in_a_table_is_set_as_one(tmp_path: Path) -> None:
    cells = [f"<w:tc>{paragraph('')}</w:tc>", f"<w:tc>{paragraph('清源市人民政府办公室')}{paragraph('2026年3月5日')}</w:tc>"]
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{''.join(cells)}</w:tr></w:tbl>"
    found, notes = roles(tmp_path, TITLE + TO + paragraph(LONG) + table)
    assert found[-2:] == [(Role.SIGNATURE, "清源市人民政府办公室"), (Role.DATE, "2026年3月5日")]
    assert "落款的表格改成了标准版式 1 处" in notes
    assert "没有认出" not in notes


def test_a_name_over_a_date_with_more_text_behind_it_stays_on_the_page(tmp_path: Path) -> None:
    date = "2026年3月5日（此件公开发布，并请各区结合实际制定实施细则，于三月底前报送市人民政府办公室备案审查并抄送有关部门知悉执行）"
    made = formatted(tmp_path, paragraph(LONG), after=paragraph(LONG) + paragraph("科技局") + paragraph(date))
    for item in made.root.iter(W + "ind"):
        assert int(item.get(W + "right", "0")) < 8844


def test_watermarks_and_pictures_in_headers_are_told_page_numbers_are_not(tmp_path: Path) -> None:
    mark = '<w:r><w:pict><v:shape style="position:absolute"><v:textpath string="机密"/></v:shape></w:pict></w:r>'
    made = formatted(tmp_path, paragraph(LONG), headers=(p(mark, run("内部资料")),), footers=(paragraph("— 1 —"),))
    assert "水印 1 处" in made.notes
    assert "原来写的是：内部资料。" in made.notes


def test_embedded_objects_are_counted(tmp_path: Path) -> None:
    thing = '<w:r><w:object><v:shape style="width:20pt;height:20pt"><v:imagedata r:id="i"/></v:shape></w:object></w:r>'
    link = '<Relationship Id="i" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/a.png"/>'
    made = formatted(tmp_path, p(run(LONG), thing), relationships=link, extra={"word/media/a.png": png()})
    assert "嵌入的对象 1 处" in made.notes


def test_an_address_longer_than_the_line_does_not_stretch_what_stands_before_it(tmp_path: Path) -> None:
    made = formatted(tmp_path, paragraph("详见http://www.example.gov.cn/zwgk/2026/content_1234567890.html。"))
    aligned = made.paragraph("详见").find(f"{W}pPr/{W}jc")
    assert aligned is not None
    assert aligned.get(W + "val") == "left"


def test_the_record_of_a_first_document_stays_above_the_second(tmp_path: Path) -> None:
    record = paragraph("清源市人民政府办公室 2026年3月6日印发")
    one = TITLE + TO + paragraph(LONG) + END + record
    found, _ = roles(tmp_path, one + one.replace("关于开展", "关于做好"))
    texts = [text for _, text in found]
    assert texts.index("关于做好某某工作的通知") > next(at for at, text in enumerate(texts) if text.endswith("印发"))


def test_markup_in_a_word_file_is_told_of(tmp_path: Path) -> None:
    made = formatted(tmp_path, paragraph("## 一、总体要求") + paragraph(f"**重点**：{LONG}"))
    assert "文中有 Markdown 标记" in made.notes


def test_a_folder_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from drafting.documents.errors import UserError

    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="文件夹"):
        format_document(Path())


def test_what_is_laid_out_stays_as_it_is_when_laid_out_again(tmp_path: Path, shared_data: Path) -> None:
    files = [*sorted((shared_data / "documents").glob("*.txt"))[::9], *sorted((shared_data / "word").glob("*.docx"))]
    assert len(files) >= 30
    for file in files:
        once = format_document(file, tmp_path / "一.docx").file
        twice = format_document(once, tmp_path / "二.docx").file
        assert parts(read(once)) == parts(read(twice)), file.name
        assert main_part(once) == main_part(twice), file.name


def main_part(path: Path) -> bytes:
    """The text with its look: equal ones have equal pages."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml")


def test_a_picture_in_a_table_is_no_wider_than_its_cell(tmp_path: Path) -> None:
    link = '<Relationship Id="i" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/a.png"/>'
    cells = "".join(f"<w:tc>{content}</w:tc>" for content in (paragraph("图"), p(picture("i", 8_000_000, 2_000_000))))
    table = f"<w:tbl><w:tblPr>{BORDERS}</w:tblPr><w:tblGrid/><w:tr>{cells}</w:tr></w:tbl>"
    made = formatted(tmp_path, paragraph(LONG) + table, relationships=link, extra={"word/media/a.png": png()})
    cell = next(item for item in made.root.iter(W + "tc") if next(item.iter(W + "drawing"), None) is not None)
    stated = cell.find(f"{W}tcPr/{W}tcW")
    assert stated is not None
    room = int(stated.get(W + "w", "0")) * 635
    wide, high = (int(next(cell.iter(WP + "extent")).get(side, "0")) for side in ("cx", "cy"))
    assert wide < room
    assert abs(wide / high - 4) < 0.01
