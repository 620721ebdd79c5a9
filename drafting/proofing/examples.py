"""Reading the examples of the checks: a few lines of text into a document.

A line is a paragraph. ``标题| 关于…的通知`` gives its role by name; without a name a line is body text, or a heading if it begins with
the number of one. Brackets after the name give what a Word file would hold: ``正文[字体=宋体 字号=14]| …`` the look (points; 缩进, 左空
and 右空 in characters, 空行 above it, ``异体=3-5:宋体:14`` what is set otherwise), ``单元格[0,1]| …`` the place in a table; ⏎ is a soft
break. Two lines are no paragraphs: ``页面| 宽=210 高=297 上=37 下=35 左=28 右=26`` (millimetres) is the page (``页码=0``: no page
number, ``单双页=1``: odd and even pages differ), ``留痕| 插入=2 删除=1 批注=3 隐藏=5 作者=赵某某`` is what the file holds besides its
text. Lines of ``SETTINGS`` are what the office has decided (``profile``).
"""

from __future__ import annotations

from typing import Any

from drafting.documents.expressions import expression
from drafting.documents.model import Alignment, Cell, Document, Look, PageSetup, Paragraph, Place, Residue, Role, Stretch
from drafting.proofing.control.profile import KnownDocument, Person, Profile, Term

ROLES: dict[str, Role] = {
    "份号": Role.COPY_NUMBER,
    "密级": Role.SECRECY,
    "紧急程度": Role.URGENCY,
    "机关标志": Role.ISSUER_MARK,
    "文号": Role.DOCUMENT_NUMBER,
    "签发人": Role.SIGNER,
    "标题": Role.TITLE,
    "主送": Role.RECIPIENTS,
    "正文": Role.BODY,
    "一级": Role.HEADING1,
    "二级": Role.HEADING2,
    "三级": Role.HEADING3,
    "四级": Role.HEADING4,
    "附件说明": Role.ATTACHMENT_NOTE,
    "落款": Role.SIGNATURE,
    "日期": Role.DATE,
    "附注": Role.ANNOTATION,
    "附件": Role.ATTACHMENT_LABEL,
    "附件标题": Role.ATTACHMENT_TITLE,
    "抄送": Role.COPIES_TO,
    "印发": Role.PRINTER,
    "单元格": Role.BODY,
    "页眉": Role.PAGE_HEADER,
    "页脚": Role.PAGE_FOOTER,
}
SETTINGS: dict[str, str] = {
    "名册": "周明川=市委副书记、市长",
    "文件库": "关于加强公文办理工作的通知/清政办发〔2020〕5号/废止/清政办发〔2024〕8号",
    "文件库完整": "是",
    "自定用语": "一网通管=一网统管（以用语规范为准）",
    "认可用词": "一窗通办",
}
"""The lines that are of the office's profile, each with how it is written; several of a name are several entries, in order."""
_NO_TEXT = ("页面", "留痕", *SETTINGS)
_MARKED = expression(rf"({'|'.join((*ROLES, *sorted(_NO_TEXT, reverse=True)))})(?:\[([^\]]*)\])?\|\s?")
_HEADINGS = (
    (expression(r"[一二三四五六七八九十]+、"), Role.HEADING1),
    (expression(r"（[一二三四五六七八九十]+）"), Role.HEADING2),
    (expression(r"\d+[.．]"), Role.HEADING3),
)
_MM = 72 / 25.4
_EVEN_FOOTER = "word/footer2.xml"
_ALIGNMENTS = {"左": Alignment.LEFT, "中": Alignment.CENTER, "右": Alignment.RIGHT, "两端": Alignment.JUSTIFY}
_OPEN, _CLOSE = "⟦", "⟧"


def read(text: str) -> Document:
    """Return the document that the lines of ``text`` describe; the marks ⟦ ⟧ are taken out first."""
    paragraphs: list[Paragraph] = []
    page, residue = PageSetup(), Residue()
    for line in text.replace(_OPEN, "").replace(_CLOSE, "").split("\n"):
        name, options, content = _parts(line)
        if name == "页面":
            page = _page(content)
        elif name == "留痕":
            residue = _residue(content)
        elif name not in SETTINGS and (content or name):
            paragraphs.append(_paragraph(name, options, content))
    return Document(tuple(paragraphs), page=page, residue=residue)


def profile(text: str) -> Profile:
    """Return what the lines of ``SETTINGS`` in ``text`` say that the office has decided."""
    lines = [(name, content) for name, _, content in map(_parts, text.split("\n")) if name in SETTINGS]
    people = [content.split("=") for name, content in lines if name == "名册"]
    documents = [content.split("/") for name, content in lines if name == "文件库"]
    return Profile(
        terms=tuple(_term(content) for name, content in lines if name == "自定用语"),
        accepted={content: "" for name, content in lines if name == "认可用词"},
        roster=tuple(Person(name, tuple(posts.split("、")), order) for order, (name, posts) in enumerate(people, 1)),
        documents=tuple(KnownDocument(*parts) for parts in documents),
        documents_complete=("文件库完整", "是") in lines,
    )


def _term(content: str) -> Term:
    words, _, note = content.rstrip("）").partition("（")
    wrong, _, right = words.partition("=")
    return Term(wrong, right or None, note)


def fault(bad: str) -> tuple[int, int, int]:
    """Return (paragraph, start, end) of the fault that ⟦ ⟧ mark in ``bad``."""
    index = 0
    for line in bad.split("\n"):
        name, _, content = _parts(line)
        if name in _NO_TEXT or not (content or name):
            continue
        if _OPEN in content:
            start = content.index(_OPEN)
            return index, start, content.index(_CLOSE) - len(_OPEN)
        index += 1
    raise ValueError(f"no fault is marked in: {bad}")


def _parts(line: str) -> tuple[str, str, str]:
    found = _MARKED.match(line)
    return (found.group(1), found.group(2) or "", line[found.end() :]) if found else ("", "", line)


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split())


def _residue(text: str) -> Residue:
    counts = {"插入": "insertions", "删除": "deletions", "批注": "comments", "隐藏": "hidden_characters", "对象": "objects"}
    names = {"作者": "author", "修改者": "last_modified_by", "单位": "company", "题名": "title"}
    pairs = _pairs(text)
    values: dict[str, Any] = {counts[k]: int(v) for k, v in pairs.items() if k in counts}
    values |= {names[k]: v for k, v in pairs.items() if k in names}
    return Residue(**values)


def _page(text: str) -> PageSetup:
    names = {"宽": "width", "高": "height", "上": "top", "下": "bottom", "左": "left", "右": "right"}
    names["页脚"] = "footer"
    values = _pairs(text)
    flags = {"页码": "has_page_number", "单双页": "odd_and_even"}
    lengths: dict[str, Any] = {names[k]: float(v) * _MM for k, v in values.items() if k in names}
    lengths |= {flags[k]: v == "1" for k, v in values.items() if k in flags}
    if lengths.get("odd_and_even"):
        lengths["footers"] = (("default", ""), ("even", _EVEN_FOOTER))
    return PageSetup(**lengths)


def _paragraph(name: str, options: str, content: str) -> Paragraph:
    if name == "单元格":
        row, column = (int(n) for n in options.split(","))
        return Paragraph(content, place=Place(cell=Cell(0, row, column)))
    content = content.replace("⏎", "\n")
    role = ROLES[name] if name else next((role for pattern, role in _HEADINGS if pattern.match(content)), Role.BODY)
    pairs = _pairs(options)
    look = Look(
        font=pairs.get("字体"),
        size=float(pairs["字号"]) if "字号" in pairs else None,
        first_line_chars=float(pairs["缩进"]) if "缩进" in pairs else None,
        color=pairs.get("颜色"),
        latin_font=pairs.get("西文"),
        quote_font=pairs.get("引号"),
        themed=pairs["主题"] == "1" if "主题" in pairs else None,
        bold=pairs["加粗"] == "1" if "加粗" in pairs else None,
        alignment=_ALIGNMENTS[pairs["对齐"]] if "对齐" in pairs else None,
        left_chars=float(pairs["左空"]) if "左空" in pairs else None,
        right_chars=float(pairs["右空"]) if "右空" in pairs else None,
        line_spacing=float(pairs["行距"]) if "行距" in pairs else None,
        line_rule="exact" if "行距" in pairs else None,
        blank_lines_above=int(pairs["空行"]) if "空行" in pairs else None,
        page_break_before=True if pairs.get("另页") == "1" else None,
        stretches=tuple(_stretch(item) for item in pairs["异体"].split(",")) if "异体" in pairs else (),
    )
    place = Place(part=_EVEN_FOOTER) if pairs.get("双页") == "1" else Place()
    return Paragraph(content, role=role, look=look, place=place, numbering=pairs.get("编号", ""))


def _stretch(text: str) -> Stretch:
    """Return what ``起-止:字体:字号:颜色`` describes; what is empty is not known."""
    where, font, size, color = [*text.split(":"), "", "", ""][:4]
    start, end = (int(n) for n in where.split("-"))
    return Stretch(start, end, font or None, None, float(size) if size else None, None, color or None)
