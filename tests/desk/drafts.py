"""Drafts for the tests of 一键排版: runs, pictures and text boxes as Word writes them, and what became of them."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from drafting.desk.formatting import format_document
from drafting.documents.intake.characters import W, visible_text
from drafting.documents.model import Role
from drafting.documents.reading import read_bytes
from drafting.documents.wml import ORDER
from tests.documents.making import make_docx, paragraph

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TITLE = paragraph("关于开展某某工作的通知", '<w:jc w:val="center"/>', '<w:sz w:val="44"/>')
TO = paragraph("各区人民政府，市政府各部门：")
END = paragraph("清源市人民政府办公室") + paragraph("2026年3月5日")
BY = 'w:author="张三" w:date="2026-01-02T03:04:05Z"'


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
