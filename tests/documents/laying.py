"""A document of every element, laid out and read back part by part."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from drafting.documents.house import STANDARD, House
from drafting.documents.layout import lay_out
from drafting.documents.model import Cell, Document, Format, Paragraph, Place, Role

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}


def p(text: str, role: Role = Role.BODY, heading_end: int | None = None, cell: Cell | None = None) -> Paragraph:
    return Paragraph(text, role, heading_end=heading_end, place=Place(cell=cell))


FRAME_HEAD = (
    p("000012", Role.COPY_NUMBER),
    p("机密★1年", Role.SECRECY),
    p("特急", Role.URGENCY),
    p("云川市人民政府办公室文件", Role.ISSUER_MARK),
    p("云政办发〔2026〕15号", Role.DOCUMENT_NUMBER),
    p("云川市人民政府办公室关于做好防汛工作的通知", Role.TITLE),
    p("各县（市、区）人民政府：", Role.RECIPIENTS),
)
FRAME_TAIL = (
    p("附件：1.任务分工", Role.ATTACHMENT_NOTE),
    p("2.责任清单", Role.ATTACHMENT_NOTE),
    p("云川市人民政府办公室", Role.SIGNATURE),
    p("2026年5月8日", Role.DATE),
    p("（此件公开发布）", Role.ANNOTATION),
    p("附件1", Role.ATTACHMENT_LABEL),
    p("任务分工", Role.ATTACHMENT_TITLE),
    p("分工如下。"),
    p("抄送：市委办公室，市政协办公室。", Role.COPIES_TO),
    p("云川市人民政府办公室　2026年5月8日印发", Role.PRINTER),
)
BODY = (
    p("近期降水偏多。"),
    p("一、总体要求", Role.HEADING1),
    p("（一）落实责任。各地要“守土有责”……", Role.HEADING2, 8),
    p("1.压实责任。", Role.HEADING3),
    p("（1）逐级包保。", Role.HEADING4),
)


def whole(*body: Paragraph, **given: Any) -> Document:
    return Document((*FRAME_HEAD, *(body or BODY), *FRAME_TAIL), **{"format": Format.DOCUMENT, **given})


def parts(document: Document, house: House = STANDARD) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(lay_out(document, house))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def tree(document: Document, name: str = "word/document.xml", house: House = STANDARD) -> Any:
    return etree.fromstring(parts(document, house)[name])


def style(document: Document, name: str, house: House = STANDARD) -> Any:
    found = [item for item in tree(document, "word/styles.xml", house).iter(f"{W}style") if item.find(f"{W}name").get(f"{W}val") == name]
    assert len(found) == 1, name
    return found[0]


def paragraphs(document: Document) -> dict[str, Any]:
    """Every paragraph with text, by its text."""
    found = {}
    for item in tree(document).iter(f"{W}p"):
        text = text_of(item)
        if text:
            found[text] = item
    return found


def text_of(item: Any) -> str:
    marks = {f"{W}br": "\n", f"{W}tab": "\t"}
    nodes = (node for run in item.iter(f"{W}r") for node in run)
    return "".join(node.text or "" if node.tag == f"{W}t" else marks.get(node.tag, "") for node in nodes)


def style_name(document: Document, item: Any) -> str:
    identifier = item.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
    found = [s for s in tree(document, "word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == identifier]
    return str(found[0].find(f"{W}name").get(f"{W}val"))


def get(element: Any, path: str, attribute: str) -> str | None:
    found = element.find(path, NS)
    return None if found is None else found.get(W + attribute)
