"""一键排版: an existing draft laid out to the standard, its text unchanged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from drafting.documents.errors import UserError
from drafting.documents.files import refuse_overwriting, write_bytes
from drafting.documents.model import Document, Format, Paragraph, Role

_OBJECT = "\ufffc"
_INDENTATION = " \u3000\t\u00a0"

_PARTS = (
    (Role.TITLE, "标题"),
    (Role.DOCUMENT_NUMBER, "发文字号"),
    (Role.RECIPIENTS, "主送机关"),
    (Role.HEADING1, "一级标题"),
    (Role.ATTACHMENT_NOTE, "附件说明"),
    (Role.SIGNATURE, "署名"),
    (Role.DATE, "成文日期"),
    (Role.ATTACHMENT_LABEL, "附件"),
    (Role.COPIES_TO, "抄送机关"),
)


@dataclass(frozen=True, slots=True)
class Formatted:
    """The file written, and what was recognised or guessed, for the user to look over."""

    file: Path
    notes: tuple[str, ...]


def format_document(source: Path, output: Path | None = None, *, kind: str | None = None) -> Formatted:
    """Lay the draft ``source`` out to GB/T 9704—2012 and write it to ``output`` (default: the name + “-排版”).

    The text stays as it is; only spaces at the ends of a line that stand in for an indent give way to a real indent, and empty lines
    to spacing. Raises ``UserError`` for a file with pictures, comments, revisions or footnotes: they would be lost, so nothing is made.
    """
    from drafting.documents.layout import lay_out
    from drafting.documents.reading import read

    document = read(source)
    _refuse_what_would_be_lost(document)
    target = output or source.with_name(f"{source.stem}-排版.docx")
    if target.suffix.lower() != ".docx":
        raise UserError("排版只生成 .docx 文件", str(target), "请把输出文件名改成 .docx 结尾")
    refuse_overwriting(target, [source])
    ready = _ready(document, kind)
    write_bytes(target, lay_out(ready))
    return Formatted(target, _notes(document, ready))


def _ready(document: Document, kind: str | None) -> Document:
    """Return the document as the layout takes it: text stripped of indentation, page furniture out, a format chosen."""
    dropped = (Role.PAGE_HEADER, Role.PAGE_FOOTER)
    kept = [_bare(p) for p in document.paragraphs if p.role not in dropped]
    chosen = document.format
    if kind is not None:
        from drafting import composing
        from drafting.desk.drafting import template_folders

        chosen = composing.find_kind(kind, template_folders()).format
    if chosen is None:
        # Only what has the marks of an issued document gets the page of one; a speech or a report is a plain paper.
        formal = {Role.DOCUMENT_NUMBER, Role.ISSUER_MARK} & {p.role for p in kept}
        chosen = Format.DOCUMENT if formal else Format.PLAIN
    return replace(document, paragraphs=tuple(kept), format=chosen)


def _bare(paragraph: Paragraph) -> Paragraph:
    text = paragraph.text.strip(_INDENTATION)
    if text == paragraph.text:
        return paragraph
    cut = len(paragraph.text) - len(paragraph.text.lstrip(_INDENTATION))
    end = None if paragraph.heading_end is None else min(max(paragraph.heading_end - cut, 0), len(text))
    numbering = paragraph.numbering if text.startswith(paragraph.numbering) else ""
    return replace(paragraph, text=text, heading_end=end, numbering=numbering)


def _refuse_what_would_be_lost(document: Document) -> None:
    residue = document.residue
    footnotes = sum(1 for p in document.paragraphs if p.role is Role.FOOTNOTE)
    pictures = max(residue.pictures, sum(p.text.count(_OBJECT) for p in document.paragraphs))
    losses = [
        f"{count} {unit}"
        for count, unit in (
            (pictures, "张图片"),
            (footnotes, "条脚注"),
            (residue.comments, "条批注"),
            (residue.insertions + residue.deletions, "处未处理的修订"),
        )
        if count
    ]
    if losses:
        raise UserError(
            f"文稿里有{'、'.join(losses)}，排版后会丢失，所以没有排", document.source, "请先处理好修订和批注、移走图片和脚注再排版"
        )


def _notes(before: Document, after: Document) -> tuple[str, ...]:
    found = []
    for role, name in _PARTS:
        rows = after.of(role)
        if rows:
            first = rows[0][1].text.replace("\n", "")
            found.append(f"{name}：{first[:24]}{'…' if len(first) > 24 else ''}{f'（共 {len(rows)} 处）' if len(rows) > 1 else ''}")
    if not after.of(Role.TITLE):
        found.append("没有认出标题，请核对。")
    dropped = len(before.paragraphs) - len(after.paragraphs)
    if dropped:
        found.append(f"原稿的页眉页脚（{dropped} 段）已换成标准页码。")
    return tuple(found)
