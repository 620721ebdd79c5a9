"""A document laid out anew from the file it is in, with what the file holds, and an account of what came along and what did not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING

from drafting.documents.errors import UserError
from drafting.documents.house import STANDARD, House
from drafting.documents.intake.characters import MATH, MC, REVISIONS, V, W, characters, paragraphs
from drafting.documents.intake.opening import Package
from drafting.documents.intake.residue import PICTURES
from drafting.documents.layout import lay_out
from drafting.documents.model import Document, Paragraph, Role
from drafting.documents.renewal.arranging import HEAD_BOX, HEAD_TABLE, SIGNING_TABLE, Source
from drafting.documents.renewal.carrying import carried
from drafting.documents.renewal.richtext import OBJECT, Atom, RichText, begins_page, without_blanks
from drafting.documents.typesetting.imprint import ROLES as IMPRINT
from drafting.documents.typesetting.letterhead import ROLES as LETTERHEAD
from drafting.documents.wml import run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

_BEGINS = frozenset({Role.TITLE, Role.RECIPIENTS})  # a document, its head aside
_FURNITURE = frozenset({Role.PAGE_HEADER, Role.PAGE_FOOTER})
_TEXT_PATH = V + "textpath"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_INDENTATION = " \u3000\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_NOT_PLAIN = re.compile(r"<(?:w:(?:vanish|fldChar|del|moveFrom|sym|noBreakHyphen|rt)|mc:|m:)|\ufffc")
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_CHANGES = tuple(W + name for name in ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"))
# What a package may hold that does not come along: how its parts' names begin, and what a user calls it.
_LEFT_PARTS = (
    ("word/vbaproject", "宏"),
    ("word/activex", "ActiveX 控件"),
    ("word/glossary", "自动图文集"),
    ("customxml/", "自定义 XML 数据"),
    ("word/fonts/", "嵌入的字体"),
    ("_xmlsignatures/", "数字签名"),
)


@dataclass(frozen=True, slots=True)
class Renewed:
    """The new .docx and the document as it was laid out; what came along (``kept``) and what changed or stayed behind (``changed``).

    The last two are named as users call them, with their number.
    """

    data: bytes
    document: Document
    kept: tuple[tuple[str, int], ...] = ()
    changed: tuple[tuple[str, int], ...] = ()
    empty_lines: int = 0
    blanks: int = 0  # at the ends of lines, in place of an indent


def renew(document: Document, package: bytes | None, house: House = STANDARD) -> Renewed:
    """Return ``document`` laid out anew as ``house`` sets its documents; ``package`` is the .docx that its places are in, if it has one.

    Not one character comes or goes but blanks at the ends of a line and empty lines; that is made sure of before anything is returned.
    Raises ``UserError`` where there is no text.
    """
    source = Source(package, document, house) if package is not None else None
    paragraphs = source.paragraphs() if source else tuple(item for item in document.paragraphs if item.role not in _FURNITURE)
    ready = replace(document, paragraphs=tuple(_bare(_literal(item)) for item in _in_place(paragraphs)))
    indents = sum(len(old.text) - len(new.text) for old, new in zip(paragraphs, ready.paragraphs, strict=True))
    made = lay_out(ready, house)
    if source is None:
        _make_sure(document, made)
        lines = max((item.place.index for item in document.paragraphs), default=0)
        return Renewed(made, ready, empty_lines=max(0, lines - len({item.place.index for item in document.paragraphs})), blanks=indents)
    made = carried(made, source, house)
    _make_sure(document, made)
    return Renewed(made, ready, _kept(source), _changed(source, paragraphs), source.empty_lines, indents)


def _in_place(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs; what reads like 版头 below the text, or like 版记 above more of it, is text: of two documents in one file."""
    begun = False
    goes_on = max((at for at, item in enumerate(paragraphs) if item.role in _BEGINS), default=0)
    for at, item in enumerate(paragraphs):
        if (begun and item.role in LETTERHEAD) or (at < goes_on and item.role in IMPRINT and item.place.cell is None):
            yield replace(item, role=Role.BODY, heading_end=None)
            continue
        begun = begun or item.role in (Role.RECIPIENTS, Role.BODY, Role.SIGNATURE) or item.role.heading_level > 0
        yield item


def _bare(item: Paragraph) -> Paragraph:
    """Return the paragraph without the blanks around its text that stand in for an indent."""
    text = without_blanks(item.text, _INDENTATION) if item.place.cell is None else item.text
    if text == item.text:
        return item
    cut = len(item.text) - len(item.text.lstrip(_INDENTATION))
    end = None if item.heading_end is None else min(max(item.heading_end - cut, 0), len(text))
    return replace(item, text=text, heading_end=end, numbering=item.numbering if text.startswith(item.numbering) else "")


def _literal(item: Paragraph) -> Paragraph:
    """Return the paragraph so that a character that stands for an object elsewhere is written as the character it is."""
    if OBJECT not in item.text or isinstance(item.text, RichText):
        return item
    atoms = [Atom(1, run(char)) if char == OBJECT else Atom(1) for char in item.text]
    return replace(item, text=RichText(item.text, atoms))


# -- the same text --------------------------------------------------------------------------------------------------------------------


def text_characters(texts: Iterable[str]) -> Counter[str]:
    """Return how often each character stands in ``texts``, blanks and objects left out."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    return Counter({char: number for char, number in counts.items() if not char.isspace() and char != OBJECT})


def texts_of(data: bytes) -> list[str]:
    """Return the texts of a .docx made here, with those of text boxes and notes, without headers and footers."""
    package = Package(data, "")
    parts = [package.main, *(part for kind in ("footnotes", "endnotes") if (part := package.related(kind)))]
    return [text for part in parts for text in _texts_of_part(package, part)]


def _texts_of_part(package: Package, part: str) -> list[str]:
    plain = package.read(part).decode("utf-8")
    if not _NOT_PLAIN.search(plain):  # then every w:t is seen, and all of them by far faster than one by one
        return list(map(unescape, _TEXT.findall(plain)))
    elements = (element for element in paragraphs(package.xml(part)) if not _is_copy(element))
    return ["".join([piece.text for piece in characters(element)]) for element in elements]


def _is_copy(element: _Element) -> bool:
    """Tell whether a paragraph stands in what a text box is to programs that know no other."""
    return any(outer.tag == MC + "Fallback" and outer.getprevious() is not None for outer in element.iterancestors())


def _make_sure(document: Document, made: bytes) -> None:
    """Raise ``UserError`` where the text of ``made`` is not that of ``document``."""
    before = text_characters(item.text for item in document.paragraphs if item.role not in _FURNITURE)
    after = text_characters(texts_of(made))
    if before == after:
        return
    lost, added = "".join((before - after).elements()), "".join((after - before).elements())
    what = "、".join(filter(None, [f"少了“{lost[:20]}”" if lost else "", f"多了“{added[:20]}”" if added else ""]))
    raise UserError(
        f"排版后核对文字，与原稿不一致（{what}），所以没有生成", document.source, "请用 Word 或 WPS 把原稿另存为新的 .docx 再试"
    )


# -- the account ----------------------------------------------------------------------------------------------------------------------


def _count(root: _Element, *tags: str) -> int:
    return sum(1 for item in root.iter(*tags) if not _is_copy(item))


def _kept(source: Source) -> tuple[tuple[str, int], ...]:
    root, replaced = source.root, source.replaced
    tables = sum(1 for item in root.iter(W + "tbl") if next(item.iterancestors(W + "tbl"), None) is None and not _is_copy(item))
    raised = sum(1 for item in root.iter(W + "vertAlign") if item.get(W + "val") in ("superscript", "subscript"))
    linking = sum(1 for item in root.iter(W + "instrText") if (item.text or "").strip().startswith("HYPERLINK"))
    rows = (
        ("表格", tables - replaced[HEAD_TABLE] - replaced[SIGNING_TABLE]),
        ("图片", _count(root, *PICTURES)),
        ("图表", _count(root, _CHART)),
        ("SmartArt 图示", _count(root, _DIAGRAM)),
        ("嵌入的对象", _count(root, W + "object")),
        ("文本框", _count(root, W + "txbxContent") - replaced[HEAD_BOX]),
        ("公式", sum(1 for item in root.iter(MATH + "oMath") if not _is_copy(item))),
        ("脚注", _count(root, W + "footnoteReference")),
        ("尾注", _count(root, W + "endnoteReference")),
        ("批注", _count(root, W + "commentReference")),
        ("修订", _count(root, *REVISIONS)),
        ("超链接", _count(root, W + "hyperlink") + linking),
        ("上下标", raised),
        ("内容控件", sum(1 for item in root.iter(W + "sdt") if _is_inline(item))),
    )
    return tuple((name, number) for name, number in rows if number)


def _is_inline(control: _Element) -> bool:
    return next(control.iterancestors(W + "p"), None) is not None


def _changed(source: Source, paragraphs: Sequence[Paragraph]) -> tuple[tuple[str, int], ...]:
    root, package = source.root, source.package
    settings = package.optional_xml(package.related("settings"))
    protected = (
        settings is not None and (found := settings.find(W + "documentProtection")) is not None and found.get(W + "enforcement") != "0"
    )
    lower = [name.lower() for name in package.names("")]
    columns = sum(1 for item in root.iter(W + "cols") if item.get(W + "num", "1") not in ("", "0", "1"))
    marks, pictures = _in_furniture(package)
    rows = [
        *source.replaced.items(),
        ("水印", marks),
        ("页眉页脚里的图片", pictures),
        ("图文框", sum(1 for item in root.iter(W + "framePr") if _is_text_frame(item))),
        ("自动编号改成了文字", sum(1 for item in source.told.values() if item.numbering)),
        ("手工分页", sum(1 for item in paragraphs if item.look.page_break_before and not _begins_page(item))),
        ("分栏", columns),
        *((f"{name}（字）", number) for name, number in source.meanings.dropped.items()),
        ("没有嵌入、只是链接的图片", sum(1 for link in package.relations(package.main) if link.kind == "image" and link.address)),
        ("表格底纹", sum(1 for item in root.iterfind(f".//{W}tcPr/{W}shd") if _is_filled(item))),
        ("格式修订", _count(root, *_CHANGES)),
        ("段落级内容控件", sum(1 for item in root.iter(W + "sdt") if not _is_inline(item))),
        ("文档保护", int(protected)),
        *((name, sum(1 for part in lower if part.startswith(begins))) for begins, name in _LEFT_PARTS),
    ]
    return tuple((name, number) for name, number in rows if number)


def _in_furniture(package: Package) -> tuple[int, int]:
    """Return how many watermarks the headers hold, the same one on all pages counted once, and how many other pictures."""
    marks: set[str] = set()
    pictures = 0
    for link in package.relations(package.main):
        if link.kind in ("header", "footer") and package.has(link.target):
            root = package.xml(link.target)
            marks.update(item.get("string", "") for item in root.iter(_TEXT_PATH))
            pictures += _count(root, *PICTURES)
    return len(marks), pictures


def _is_text_frame(frame: _Element) -> bool:
    holder = frame.getparent()
    paragraph = holder.getparent() if holder is not None else None
    return paragraph is not None and paragraph.tag == W + "p" and frame.get(W + "dropCap", "none") == "none" and bool(characters(paragraph))


def _begins_page(item: Paragraph) -> bool:
    """Tell whether a paragraph that began a page in the file does so again, or stands where the new page has its own rule."""
    return begins_page(item.text) or item.place.cell is not None or item.role in (Role.ATTACHMENT_LABEL, Role.ATTACHMENT_TITLE)


def _is_filled(shading: _Element) -> bool:
    return shading.get(W + "fill", "auto").lower() not in ("auto", "ffffff")
