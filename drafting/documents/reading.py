"""Any file that an office has → ``Document``: Word files by a walk of our own, text in every usual encoding, the rest through LibreOffice.

What a file is, is decided by its content; the name only helps where the content leaves it open. Roles are inferred from text and look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from drafting.documents.errors import UserError
from drafting.documents.intake.opening import Content, check_size, content_of, read_file
from drafting.documents.intake.text_reading import decode, paragraphs_of
from drafting.documents.model import Document, Format, Paragraph, Role
from drafting.documents.roles.inference import infer_roles

_TEXT = frozenset({"", ".txt", ".md", ".markdown", ".text"})
_WORD = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_CONVERTED = frozenset({".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".pdf"})
_CONTENT_SUFFIX = {Content.OLE: ".doc", Content.PDF: ".pdf", Content.RTF: ".rtf", Content.ZIP: ".docx"}
_ACCEPTED = "请换成 .docx、.doc、.wps、.rtf、.odt、.pdf、.txt 或 .md 文件"


def read(path: Path) -> Document:
    """Return the document in a file. Raises ``UserError`` with one clear sentence for whatever cannot be read safely and whole."""
    return read_bytes(read_file(path), path.name)


def read_bytes(data: bytes, name: str) -> Document:
    """Return the document in ``data``; ``name`` is the file's name (``"-"`` for standard input), used in messages and as ``source``."""
    return read_with_package(data, name)[0]


def read_with_package(data: bytes, name: str) -> tuple[Document, bytes | None]:
    """Return the document in ``data``, and the .docx that its places are in: ``data`` itself or what LibreOffice made of it, else None."""
    check_size(data, name)
    suffix = PurePath(name).suffix.lower()
    content = content_of(data)
    if content is Content.ENCRYPTED:
        raise UserError("文件设有打开密码，不能读取", name, "请用 Word 或 WPS 取消密码后再试")
    if suffix not in _TEXT | _WORD | _CONVERTED:
        raise UserError(f"不能读取 {suffix} 文件", name, _ACCEPTED)
    if content in (Content.PICTURE, Content.ARCHIVE):
        raise UserError(f"这是{content.value}，不是文档", name, _ACCEPTED)
    if content is Content.ZIP and not (suffix == ".odt" or suffix in _TEXT - {""}):
        from drafting.documents.intake.docx_reading import read_docx  # a .doc or .wps that is a .docx inside is common

        return _with_roles(read_docx(data, name)), data
    if suffix in _TEXT and content in (Content.TEXT, Content.WEB_PAGE):
        return read_text(decode(data, name), name), None
    if suffix in _TEXT - {""} or suffix in _WORD or content is Content.WEB_PAGE:
        real = _CONTENT_SUFFIX.get(content, ".txt")
        renamed = "" if content is Content.WEB_PAGE else f"把扩展名改成 {real}，或者"
        raise UserError(f"扩展名是 {suffix}，内容却是{content.value}", name, f"请{renamed}用 Word、WPS 打开，另存为 .docx 再试")
    if content is Content.TEXT and not data.lstrip().startswith(b"<?xml"):  # LibreOffice would make rubbish of it
        remedy = "请用 Word 或 WPS 打开确认，另存为 .docx；如果它其实是文本，请把扩展名改成 .txt"
        raise UserError(f"不是有效的 {suffix} 文件，可能已损坏", name, remedy)
    return _converted(data, name, _CONTENT_SUFFIX.get(content, suffix) if suffix != ".odt" else suffix)


def read_text(text: str, name: str = "") -> Document:
    """Return the document in ``text``: every line that is not blank is one paragraph, verbatim."""
    return _with_roles(Document(paragraphs_of(text, name), source=name))


def read_paragraphs(paragraphs: tuple[Paragraph, ...], name: str = "") -> Document:
    """Return the document that ``paragraphs``, read by another reader, make up: their roles and its format inferred."""
    return _with_roles(Document(paragraphs, source=name))


def _with_roles(document: Document) -> Document:
    paragraphs = infer_roles(document.paragraphs)
    if not paragraphs:
        raise UserError("文件里没有文字", document.source, "如果内容是扫描的图片，请先识别成文字")
    return replace(document, paragraphs=paragraphs, format=_format_of(paragraphs))


def _format_of(paragraphs: Sequence[Paragraph]) -> Format | None:
    """Tell the page format by the issuer's mark, None where there is none and the title does not tell it either."""
    texts = {role: [re.sub(r"\s", "", p.text) for p in paragraphs if p.role is role] for role in (Role.ISSUER_MARK, Role.TITLE)}
    marks = texts[Role.ISSUER_MARK]
    if any(mark.endswith("令") for mark in marks):
        return Format.ORDER
    if any(mark.endswith("纪要") for mark in marks) or (not marks and "".join(texts[Role.TITLE]).endswith("纪要")):
        return Format.MINUTES
    if any(mark.endswith("文件") for mark in marks):  # of a joint issue 文件 may stand alone, beside the names
        return Format.DOCUMENT
    return Format.LETTER if marks else None


def _converted(data: bytes, name: str, suffix: str) -> tuple[Document, bytes | None]:
    """Read what LibreOffice makes of a file, and return that too."""
    import tempfile

    from drafting.documents.conversion import convert

    with tempfile.TemporaryDirectory(prefix="wenmi-") as folder:
        stem = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", PurePath(name).stem)[:60] or "文件"
        source = Path(folder) / f"{stem}{suffix}"
        source.write_bytes(data)
        if suffix == ".pdf":
            from drafting.documents.intake.pdf_reading import paragraphs_of_pdf

            return _with_roles(Document(paragraphs_of_pdf(source, name), source=name)), None
        made = convert(source, "docx")
    from drafting.documents.intake.docx_reading import read_docx

    return _with_roles(read_docx(made, name)), made
