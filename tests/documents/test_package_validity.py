"""Every .docx that is written holds to the rules that Word holds a file to before it opens one without a word of repair."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from drafting.desk import drafting as desk
from drafting.desk import proofreading
from drafting.desk.formatting import format_document
from drafting.documents.house import Face, House, PageNumber
from drafting.documents.layout import lay_out
from drafting.documents.model import Role
from drafting.documents.typesetting.styles import styles_xml
from tests.documents import test_layout_package
from tests.documents.making import make_docx, paragraph, zip_of
from tests.documents.validity import faults

KINDS = [kind.id for kind in desk.kinds()]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BY = 'w:author="张三" w:date="2026-01-02T03:04:05Z"'
FAULTY = "各单位要统一思想，，认真贯彻落实落实会议精神，按步就班推进。"
# What Chinese Word and WPS call styles of their own.
BUILT_IN = """
正文 标题 副标题 题注 页眉 页脚 页码 行号 目录 索引 列表 列出段落 无间隔 纯文本 文本块 正文文本 签名 日期 称呼 结束语
注释标题 信息标题 强调 要点 引用 明显引用 修订 超链接 脚注文本 批注文字
"""


def picture(relation: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" name="图"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="图"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def rich_draft() -> bytes:
    """A draft with all that a Word file may hold, and with what other programs leave in one: lost pictures, numbers given twice."""
    run = "<w:r><w:t>{}</w:t></w:r>".format
    revised = f'<w:ins w:id="1" {BY}>{run("新增")}</w:ins><w:del w:id="2" {BY}><w:r><w:delText>删去</w:delText></w:r></w:del>'
    noted = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>'
    commented = f'<w:commentRangeStart w:id="0"/>{run("内容")}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    linked = f'<w:hyperlink r:id="rId20">{run("官网")}</w:hyperlink><w:hyperlink r:id="rId99">{run("断链")}</w:hyperlink>'
    box = (
        '<w:r><w:pict><v:shape id="s1" style="width:90pt;height:30pt"><v:textbox><w:txbxContent>'
        f"<w:p>{run('框内')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in ('<w:fldChar w:fldCharType="begin"/>', "<w:instrText>DATE</w:instrText>", '<w:fldChar w:fldCharType="separate"/>')
    )
    field += run("今日") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    cell = f"<w:tc><w:tcPr><w:tcW w:w='1000' w:type='dxa'/></w:tcPr><w:p>{run('格')}</w:p></w:tc>"
    below = '<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p/></w:tc>'
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc>'
    table = (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='1000'/><w:gridCol w:w='1000'/><w:gridCol w:w='1000'/></w:tblGrid>"
        f"<w:tr>{cell}{wide}</w:tr><w:tr>{cell}{below}</w:tr><w:tr>{cell}</w:tr></w:tbl>"
    )
    note = "<w:{0} w:id='2'><w:p><w:r><w:t>说明。</w:t></w:r></w:p></w:{0}>".format
    content = [revised + noted, commented + linked, box + field, picture("rId21") + picture("rId22") + picture("")]
    body = paragraph("关于开展某某工作的通知") + paragraph("各区人民政府：") + paragraph(FAULTY)
    return make_docx(
        body + "".join(f"<w:p>{run('正文')}{item}{run('。')}</w:p>" for item in content) + table + paragraph("某某办公室"),
        footnotes=note("footnote"),
        endnotes=note("endnote"),
        comments=f'<w:comment w:id="0" {BY}><w:p>{run("请核。")}</w:p></w:comment>',
        section='<w:pgSz w:w="11906" w:h="16838"/>',
        relationships=f'<Relationship Id="rId20" Type="{OFFICE}/hyperlink" Target="https://a.example/?b=1&amp;c=2" TargetMode="External"/>'
        f'<Relationship Id="rId21" Type="{OFFICE}/image" Target="media/a.png"/>'
        f'<Relationship Id="rId22" Type="{OFFICE}/image" Target="NULL"/>',
        extra={"word/media/a.png": b"\x89PNG\r\n\x1a\n"},
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drafted_valid(kind: str, tmp_path: Path) -> None:
    fields = tmp_path / "字段.yaml"
    desk.new_fields(kind, fields)
    assert faults(desk.draft(fields).files[0].read_bytes()) == []


@pytest.mark.parametrize("name", list(test_layout_package.documents()))
def test_every_format_is_laid_out_valid_by_any_house(name: str) -> None:
    document = test_layout_package.documents()[name]
    own = House(line_pitch=28.0, page_number=PageNumber.CENTER, page_number_dashes=False, faces=((Role.BODY, Face(size=15.0)),))
    assert faults(lay_out(document)) == []
    assert faults(lay_out(document, own)) == []


def test_a_rich_draft_is_formatted_valid_and_again(tmp_path: Path) -> None:
    source = tmp_path / "稿.docx"
    source.write_bytes(rich_draft())
    once = format_document(source).file
    assert faults(once.read_bytes()) == []
    assert faults(format_document(once, tmp_path / "再.docx").file.read_bytes()) == []
    with zipfile.ZipFile(once) as archive:
        text = archive.read("word/document.xml").decode()
    assert text.count("<w:drawing>") == 3  # a lost picture keeps its place


@pytest.mark.parametrize("name", ["稿.docx", "稿.txt"])
def test_a_marked_draft_has_no_fault_that_it_did_not_have(name: str, tmp_path: Path) -> None:
    source = tmp_path / name
    before: list[str] = []
    if name == "稿.txt":
        source.write_text(f"关于开展某某工作的通知\n各区人民政府：\n{FAULTY}\n　　一、甲\t乙\n", "utf-8")
    else:
        source.write_bytes(_with_styles(rich_draft()))
        before = faults(source.read_bytes())
    (checked,), errors = proofreading.check([source])
    assert not errors
    assert checked.findings
    marked = tmp_path / "标注.docx"
    proofreading.mark(checked, marked, now=datetime(2026, 3, 5))
    assert sorted(set(faults(marked.read_bytes())) - set(before)) == []


def _with_styles(data: bytes) -> bytes:
    """Return the draft with an empty style sheet, which the rules look things up in."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/styles.xml"] = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    types = parts["[Content_Types].xml"].decode()
    override = (
        '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    )
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{override}</Types>").encode()
    return zip_of(parts)


def test_every_genuine_word_file_is_formatted_valid(shared_data: Path, tmp_path: Path) -> None:
    for at, file in enumerate(sorted((shared_data / "word").glob("*.docx"))):
        assert faults(format_document(file, tmp_path / f"{at}.docx").file.read_bytes()) == [], file.name


def test_separators_of_notes_do_not_come_without_the_notes(tmp_path: Path) -> None:
    source = tmp_path / "稿.docx"
    notes = "".join(f'<w:footnote w:type="separator" w:id="{at}"><w:p/></w:footnote>' for at in (-1, 0))
    listed = '<w:footnotePr><w:numFmt w:val="decimal"/><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    source.write_bytes(
        make_docx(
            paragraph("关于开展某某工作的通知") + paragraph(FAULTY),
            footnotes=notes,
            relationships=f'<Relationship Id="rId9" Type="{OFFICE}/settings" Target="settings.xml"/>',
            extra={"word/settings.xml": f"<w:settings {space}>{listed}</w:settings>".encode()},
        )
    )
    made = format_document(source).file
    assert faults(made.read_bytes()) == []
    with zipfile.ZipFile(made) as archive:
        assert '<w:footnotePr><w:numFmt w:val="decimal"/></w:footnotePr>' in archive.read("word/settings.xml").decode()


def test_no_style_has_a_name_that_word_gives_one_of_its_own() -> None:
    names = set(style_names())
    assert names
    assert not names & set(BUILT_IN.split())


def style_names() -> list[str]:
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    rows = etree.fromstring(styles_xml().encode()).iter(f"{space}style")
    return [str(name.get(f"{space}val")) for row in rows if row.get(f"{space}customStyle") for name in row.iterfind(f"{space}name")]


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("[Content_Types].xml", "/word/styles.xml", "/word/style.xml", "not there"),
        ("word/_rels/document.xml.rels", "styles.xml", "other.xml", "leads to other.xml"),
        ("word/document.xml", "GwBody", "Nobody", "no paragraph style Nobody"),
        ("word/document.xml", "<w:sectPr>", "<w:p/><w:sectPr><w:pgSz/><w:pgSz/>", "holds two"),
        ("word/document.xml", "</w:body>", "<w:p/></w:body>", "last section"),
        ("word/document.xml", "</w:pPr>", "<w:keepNext/></w:pPr>", "pPr in the order"),
        ("word/document.xml", "<w:p>", '<w:p><w:bookmarkStart w:id="1" w:name="甲"/>', "has one end"),
        ("word/document.xml", "</w:tc>", "<w:tbl/></w:tc>", "does not end with a paragraph"),
        ("word/document.xml", "<w:gridCol ", '<w:gridCol w:w="9"/><w:gridCol ', "columns in a table of"),
        ("word/document.xml", "<w:t xml", "<w:delText xml", "outside a deletion"),
        ("word/footer1.xml", 'w:fldCharType="end"', 'w:fldCharType="begin"', "a field that does not end"),
        ("word/styles.xml", 'w:styleId="GwTitle"', 'w:styleId="GwBody"', "two styles GwBody"),
    ],
)
def test_the_rules_find_a_fault(part: str, old: str, new: str, said: str) -> None:
    with zipfile.ZipFile(io.BytesIO(lay_out(test_layout_package.documents()["joint"]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode()
    assert old in text
    text = text.replace(old, new, 1)
    if "delText" in new:
        at = text.index("</w:t>", text.index("<w:delText"))
        text = text[:at] + "</w:delText>" + text[at + 6 :]
    assert said in "\n".join(faults(zip_of({**parts, part: text.encode()})))
