"""Reading the examples of the checks: a few lines of text into a document.

A line is a paragraph. ``标题| 关于…的通知`` gives its role by name; without a name a line is body text, or a heading if it begins with
the number of one. Brackets after the name give what a Word file would hold: ``正文[字体=宋体 字号=14]| …`` the look (points, 缩进 in
characters), ``单元格[0,1]| …`` the place in a table. Two lines are no paragraphs: ``页面| 宽=210 高=297 上=37 下=35 左=28 右=26``
(millimetres) is the page, ``留痕| 插入=2 删除=1 批注=3 隐藏=5`` is what the file holds besides its text.
"""

from __future__ import annotations

import re
from typing import Any

from drafting.documents.model import Cell, Document, Look, PageSetup, Paragraph, Place, Residue, Role

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
    "附件说明": Role.ATTACHMENT_NOTE,
    "落款": Role.SIGNATURE,
    "日期": Role.DATE,
    "附注": Role.ANNOTATION,
    "附件": Role.ATTACHMENT_LABEL,
    "附件标题": Role.ATTACHMENT_TITLE,
    "抄送": Role.COPIES_TO,
    "印发": Role.PRINTER,
    "单元格": Role.BODY,
}
_MARKED = re.compile(rf"({'|'.join(ROLES)}|页面|留痕)(?:\[([^\]]*)\])?\|\s?")
_HEADINGS = (
    (re.compile(r"[一二三四五六七八九十]+、"), Role.HEADING1),
    (re.compile(r"（[一二三四五六七八九十]+）"), Role.HEADING2),
    (re.compile(r"\d+[.．]"), Role.HEADING3),
)
_MM = 72 / 25.4
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
            values = {k: int(v) for k, v in _pairs(content).items()}
            residue = Residue(values.get("插入", 0), values.get("删除", 0), values.get("批注", 0), values.get("隐藏", 0))
        elif content or name:
            paragraphs.append(_paragraph(name, options, content))
    return Document(tuple(paragraphs), page=page, residue=residue)


def fault(bad: str) -> tuple[int, int, int]:
    """Return (paragraph, start, end) of the fault that ⟦ ⟧ mark in ``bad``."""
    index = 0
    for line in bad.split("\n"):
        name, _, content = _parts(line)
        if name in ("页面", "留痕") or not (content or name):
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


def _page(text: str) -> PageSetup:
    names = {"宽": "width", "高": "height", "上": "top", "下": "bottom", "左": "left", "右": "right"}
    lengths: dict[str, Any] = {names[k]: float(v) * _MM for k, v in _pairs(text).items()}
    return PageSetup(**lengths)


def _paragraph(name: str, options: str, content: str) -> Paragraph:
    if name == "单元格":
        row, column = (int(n) for n in options.split(","))
        return Paragraph(content, place=Place(cell=Cell(0, row, column)))
    role = ROLES[name] if name else next((role for pattern, role in _HEADINGS if pattern.match(content)), Role.BODY)
    pairs = _pairs(options)
    look = Look(
        font=pairs.get("字体"),
        size=float(pairs["字号"]) if "字号" in pairs else None,
        first_line_chars=float(pairs["缩进"]) if "缩进" in pairs else None,
        color=pairs.get("颜色"),
    )
    return Paragraph(content, role=role, look=look)
