"""一键排版: an existing draft laid out to the standard, its text unchanged, what it holds kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drafting.documents.errors import UserError
from drafting.documents.files import refuse_overwriting, write_bytes
from drafting.documents.model import Document, Format, Role

_MARKDOWN = frozenset({".md", ".markdown"})
_MARKED = re.compile(r" {0,3}#{1,6} \S|.*\*\*\S[^*]*\*\*")


@dataclass(frozen=True, slots=True)
class Formatted:
    """The files written, the document first, and what was recognised, guessed, kept and changed, a sentence each."""

    files: tuple[Path, ...]
    notes: tuple[str, ...]

    @property
    def file(self) -> Path:
        """The document."""
        return self.files[0]


def format_document(
    source: Path,
    output: Path | None = None,
    *,
    kind: str | None = None,
    unit: Path | None = None,
    preview: Path | None = None,
    templates: Sequence[Path] = (),
) -> Formatted:
    """Lay the draft ``source`` out to GB/T 9704—2012 and write it to ``output`` (default: the name + “-排版”).

    ``kind`` (id or Chinese name, also of the user's own ``templates``) chooses the page format; ``unit`` is the office's profile,
    otherwise that of ``desk.unit.unit_path``; ``preview`` is where the pages go as one page of HTML. Not one character of the text
    changes; only blanks at the ends of a line that stand in for an indent give way to a real one, and empty lines to spacing. Tables,
    pictures, notes, comments, tracked changes, links and whatever else the text holds come along.
    Raises ``UserError`` for a file that cannot be read, and where ``output`` is no .docx or would be overwritten.
    """
    from drafting.desk.format_notes import notes_on
    from drafting.desk.preview import refuse_preview, write_preview
    from drafting.desk.unit import deviation_notes, find_house
    from drafting.documents.intake.opening import read_file
    from drafting.documents.reading import read_with_package
    from drafting.documents.renewing import renew

    target = output or source.parent / f"{source.stem}-排版.docx"
    if target.suffix.lower() != ".docx":
        raise UserError("排版只生成 .docx 文件", str(target), "请把输出文件名改成 .docx 结尾")
    refuse_overwriting(target, [source])
    if preview is not None:
        refuse_preview(preview, [source, target])
    house = find_house(unit)
    data = read_file(source)
    markup: tuple[tuple[str, int], ...] = ()
    breaks: tuple[str, ...] = ()
    if source.suffix.lower() in _MARKDOWN:
        from drafting.documents.intake.markdown import read_markdown

        (document, markup), package = read_markdown(data, source.name), None
    else:
        document, package = read_with_package(data, source.name)
        document, package, breaks = _parted(document, package)
    chosen = _format(document, kind, templates)
    ready = replace(document, format=chosen)
    made = renew(ready, package, house)
    write_bytes(target, made.data)
    notes = notes_on(ready, made, markup, chosen_by_kind=kind is not None)
    if not markup and any(_MARKED.match(item.text) for item in document.paragraphs):
        remedy = "把扩展名改成 .md 再排" if package is None else "把文字另存为 .md 文件再排"
        notes = (*notes, f"文中有 Markdown 标记（#、**），没有转换；{remedy}，就会变成标题和加粗。")
    files = [target]
    if preview is not None:
        files.append(write_preview(made.data, preview))
    return Formatted(tuple(files), (*notes, *breaks, *deviation_notes(house)))


def _parted(document: Document, package: bytes | None) -> tuple[Document, bytes | None, tuple[str, ...]]:
    """Return the draft with paragraphs where it has line breaks for them, and what is to be said of that."""
    if package is None or not any("\n" in item.text for item in document.paragraphs):
        return document, package, ()
    from drafting.documents.reading import read_with_package
    from drafting.documents.renewal.parting import parted
    from drafting.documents.renewing import text_characters

    made = parted(package, document)
    if made is None:
        return document, package, ()
    again = replace(read_with_package(made.data, f"{Path(document.source).stem}.docx")[0], source=document.source)
    if text_characters(item.text for item in again.paragraphs) != text_characters(item.text for item in document.paragraphs):
        return document, package, ("文中有软回车（Shift+Enter），没能改成段落，请核对。",)
    said = [f"{made.paragraphs} 处软回车（Shift+Enter）改成了段落"] * bool(made.paragraphs)
    said += [f"{made.joined} 处手工断行接成了整段"] * bool(made.joined)
    return again, made.data, (f"{'，'.join(said)}，请核对。",)


def _format(document: Document, kind: str | None, templates: Sequence[Path]) -> Format:
    """Return the page format: that of ``kind``, else the one the draft shows; a speech or a report is a plain paper."""
    if kind is not None:
        from drafting import composing
        from drafting.desk.drafting import template_folders

        return Format(composing.find_kind(kind, template_folders(templates)).format)
    if document.format is not None:
        return document.format
    # Only what has the marks of an issued document gets the page of one.
    return Format.DOCUMENT if document.of(Role.DOCUMENT_NUMBER, Role.ISSUER_MARK) else Format.PLAIN
