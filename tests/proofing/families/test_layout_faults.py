"""One property of a document laid out to the standard is spoiled in its file: the check of that property says so, and no other."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from drafting.documents.layout import lay_out
from drafting.documents.model import Document, Format, Paragraph, Role
from drafting.documents.reading import read_bytes
from drafting.proofing import CHECKS, proofread

LAYOUT = tuple(check for check in CHECKS if check.family == "layout")
TEXT = "2026年汛前，各县区人民政府要按照管理权限，逐级公布防汛责任人名单，开展一次专题培训，确保责任人到岗到位、履职尽责。"
NOTICE = Document(
    (
        Paragraph("青山市人民政府文件", Role.ISSUER_MARK),
        Paragraph("青政发〔2026〕5号", Role.DOCUMENT_NUMBER),
        Paragraph("青山市人民政府关于做好防汛工作的通知", Role.TITLE),
        Paragraph("各县区人民政府，市政府各部门：", Role.RECIPIENTS),
        *(Paragraph(TEXT) for _ in range(6)),
        Paragraph("一、落实责任", Role.HEADING1),
        *(Paragraph(TEXT) for _ in range(6)),
        Paragraph("附件：防汛责任人名单", Role.ATTACHMENT_NOTE),
        Paragraph("青山市人民政府", Role.SIGNATURE),
        Paragraph("2026年5月8日", Role.DATE),
        Paragraph("（此件公开发布）", Role.ANNOTATION),
        Paragraph("附件", Role.ATTACHMENT_LABEL),
        Paragraph("防汛责任人名单", Role.ATTACHMENT_TITLE),
        Paragraph(TEXT),
        Paragraph("抄送：市委办公室。", Role.COPIES_TO),
        Paragraph("青山市人民政府办公室\t2026年5月9日印发", Role.PRINTER),
    ),
    format=Format.DOCUMENT,
)


def styled(file: Any, style: str) -> list[Any]:
    return [paragraph for paragraph in file.paragraphs if paragraph.style.name == style]


def face(style: str, *, font: str = "", latin: str = "", size: float = 0.0, color: str = "", bold: bool = False) -> Callable[[Any], None]:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    def spoil(file: Any) -> None:
        cells = [paragraph for table in file.tables for cell in table._cells for paragraph in cell.paragraphs]
        for paragraph in [*styled(file, style), *(p for p in cells if p.style.name == style)]:
            for run in paragraph.runs:
                fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
                if font:
                    fonts.set(qn("w:eastAsia"), font)
                if latin:
                    fonts.set(qn("w:ascii"), latin)
                if size:
                    run.font.size = Pt(size)
                if color:
                    run.font.color.rgb = RGBColor.from_string(color)
                if bold:
                    run.font.bold = True

    return spoil


def indent(style: str, **given: int) -> Callable[[Any], None]:
    from docx.oxml.ns import qn

    def spoil(file: Any) -> None:
        for paragraph in styled(file, style):
            element = paragraph._p.get_or_add_pPr().get_or_add_ind()
            for name in ("left", "right", "firstLine", "hanging"):
                for unit in ("", "Chars"):
                    element.attrib.pop(qn(f"w:{name}{unit}"), None)
                    if name != "hanging":
                        element.set(qn(f"w:{name}{unit}"), str(given.get(name + unit, 0)))

    return spoil


def form(style: str, **given: Any) -> Callable[[Any], None]:
    def spoil(file: Any) -> None:
        for name, value in given.items():
            setattr(styled(file, style)[0].paragraph_format, name, value)

    return spoil


def section(**given: Any) -> Callable[[Any], None]:
    def spoil(file: Any) -> None:
        for name, value in given.items():
            setattr(file.sections[0], name, value)

    return spoil


def footer(change: Callable[[Any], None]) -> Callable[[Any], None]:
    return lambda file: change(file.sections[0].footer.paragraphs[0])


def _centred(paragraph: Any) -> None:
    paragraph.alignment = 1


def _small(paragraph: Any) -> None:
    from docx.shared import Pt

    for run in paragraph.runs:
        run.font.size = Pt(9)


def _hyphens(paragraph: Any) -> None:
    for run in paragraph.runs:
        if "—" in run.text:
            run.text = run.text.replace("—", "-")


def _one_side(file: Any) -> None:
    file.settings.odd_and_even_pages_header_footer = False


def _no_number(file: Any) -> None:
    for part in (file.sections[0].footer, file.sections[0].even_page_footer):
        for paragraph in part.paragraphs:
            for run in paragraph.runs:
                run._r.getparent().remove(run._r)


def _header(file: Any) -> None:
    file.sections[0].header.is_linked_to_previous = False
    file.sections[0].header.paragraphs[0].text = "内部资料"


def _blank_paragraph(file: Any) -> None:
    styled(file, "公文正文")[2].insert_paragraph_before("")


def _soft_break(file: Any) -> None:
    styled(file, "公文正文")[0].runs[0].text = "请做好准备。\n请抓好落实。"


def _pasted_paragraph(file: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for run in styled(file, "公文正文")[1].runs:
        run.font.size = Pt(12)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")


def _pasted_words(file: Any) -> None:
    from docx.shared import Pt

    run = styled(file, "公文正文")[1].add_run("粘贴来的一句话。")
    run.font.size = Pt(12)


def _loose_line(file: Any) -> None:
    from docx.shared import Pt

    styled(file, "公文正文")[1].paragraph_format.line_spacing = Pt(22)


def _close_lines(file: Any) -> None:
    from docx.shared import Pt

    for paragraph in file.paragraphs:
        paragraph.paragraph_format.line_spacing = Pt(20)


def _typed_indent(file: Any) -> None:
    indent("公文正文")(file)
    for paragraph in styled(file, "公文正文"):
        paragraph.runs[0].text = "　　" + paragraph.runs[0].text


MM = 36000  # English Metric Units
PT = 12700
FAULTS: dict[str, tuple[str, Callable[[Any], None]]] = {
    "天头25.4毫米": ("margins-off", section(top_margin=round(25.4 * MM))),
    "订口31.8毫米": ("margins-off", section(left_margin=round(31.8 * MM))),
    "右边20毫米": ("margins-off", section(right_margin=20 * MM)),
    "下边25毫米": ("margins-off", section(bottom_margin=25 * MM)),
    "信纸": ("paper-size", section(page_width=216 * MM, page_height=279 * MM)),
    "页脚10毫米": ("page-number-distance", section(footer_distance=10 * MM)),
    "正文宋体": ("body-font", face("公文正文", font="宋体")),
    "正文四号": ("body-size", face("公文正文", size=14)),
    "正文深灰": ("text-not-black", face("公文正文", color="333333")),
    "数字Calibri": ("latin-font", face("公文正文", latin="Calibri")),
    "标题黑体": ("title-font", face("公文标题", font="黑体")),
    "标题小二": ("title-size", face("公文标题", size=18)),
    "标题居左": ("title-not-centred", form("公文标题", alignment=0)),
    "标题上空一行": ("title-blank-lines", form("公文标题", space_before=29 * PT)),
    "标题下不空行": ("recipients-blank-line", form("公文标题", space_after=0)),
    "主送空二字": ("recipients-indented", indent("主送机关", firstLine=640, firstLineChars=200)),
    "主送宋体": ("head-face", face("主送机关", font="宋体")),
    "一级标题宋体": ("heading-font", face("一级标题", font="宋体")),
    "一级标题小二": ("heading-size", face("一级标题", size=18)),
    "一级标题顶格": ("heading-indent", indent("一级标题")),
    "一级标题加粗": ("bold-text", face("一级标题", bold=True)),
    "正文顶格": ("body-indent", indent("公文正文")),
    "正文整段缩进": ("body-wrap-indented", indent("公文正文", left=640, leftChars=200)),
    "空格缩进": ("typed-indent", _typed_indent),
    "空行": ("blank-paragraph", _blank_paragraph),
    "手动换行": ("soft-line-break", _soft_break),
    "粘贴一段": ("odd-paragraph-face", _pasted_paragraph),
    "粘贴一句": ("mixed-face", _pasted_words),
    "一段行距22磅": ("uneven-line-spacing", _loose_line),
    "行距20磅": ("line-pitch", _close_lines),
    "标志黑色": ("issuer-mark-not-red", face("发文机关标志", color="000000")),
    "附件说明顶格": ("attachment-note-place", indent("附件说明")),
    "附件说明不空行": ("attachment-note-blank-line", form("附件说明", space_before=0)),
    "日期靠边": ("sign-off-place", indent("成文日期")),
    "署名居中": ("sign-off-place", form("署名", alignment=1)),
    "附注顶格": ("annotation-place", indent("附注")),
    "附件不分页": ("attachment-on-same-page", form("附件顺序号", page_break_before=False)),
    "附件仿宋": ("attachment-label-face", face("附件顺序号", font="仿宋_GB2312")),
    "附件居中": ("attachment-label-place", form("附件顺序号", alignment=1)),
    "附件标题第二行": ("attachment-title-line", form("附件标题", space_before=0)),
    "首页无正文": ("page-without-text", form("公文正文", page_break_before=True)),
    "落款单独一页": ("page-without-text", form("署名", page_break_before=True)),
    "抄送三号": ("imprint-face", face("抄送机关", size=16)),
    "页眉": ("page-header-text", _header),
    "没有页码": ("page-number-missing", _no_number),
    "页码居中": ("page-number-place", footer(_centred)),
    "页码同侧": ("page-number-place", _one_side),
    "页码短横": ("page-number-form", footer(_hyphens)),
    "页码小五": ("page-number-face", footer(_small)),
}


def spoiled(change: Callable[[Any], None]) -> Document:
    """Return what is read from the notice's file after ``change``."""
    from docx import Document as Word

    file = Word(io.BytesIO(lay_out(NOTICE)))
    change(file)
    data = io.BytesIO()
    file.save(data)
    return read_bytes(data.getvalue(), "通知.docx")


def test_a_document_laid_out_to_the_standard_has_no_finding():
    assert [(f.code, f.message) for f in proofread(spoiled(lambda file: None), LAYOUT)] == []


@pytest.mark.parametrize("name", FAULTS)
def test_one_spoiled_property_is_told_by_its_check_alone(name):
    code, change = FAULTS[name]
    found = proofread(spoiled(change), LAYOUT)
    assert {f.code for f in found} == {code}, [(f.code, f.message) for f in found]
    assert len(found) == 1


def test_what_a_text_file_does_not_say_is_not_told():
    text = "\n".join(paragraph.text for paragraph in NOTICE.paragraphs)
    assert proofread(read_bytes(text.encode(), "通知.txt"), LAYOUT) == []
