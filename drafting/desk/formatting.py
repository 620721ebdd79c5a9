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
    from drafting.desk.preview import write_preview
    from drafting.desk.unit import deviation_notes, find_house
    from drafting.documents.opening import read_file
    from drafting.documents.reading import read_with_package
    from drafting.documents.renewing import renew

    target = output or source.with_name(f"{source.stem}-排版.docx")
    if target.suffix.lower() != ".docx":
        raise UserError("排版只生成 .docx 文件", str(target), "请把输出文件名改成 .docx 结尾")
    refuse_overwriting(target, [source])
    if preview is not None:
        refuse_overwriting(preview, [source, target])
    house = find_house(unit)
    data = read_file(source)
    markup: tuple[tuple[str, int], ...] = ()
    if source.suffix.lower() in _MARKDOWN:
        from drafting.documents.markdown import read_markdown

        (document, markup), package = read_markdown(data, source.name), None
    else:
        document, package = read_with_package(data, source.name)
    chosen = _format(document, kind, templates)
    ready = replace(document, format=chosen)
    made = renew(ready, package, house)
    write_bytes(target, made.data)
    notes = notes_on(ready, made, markup, chosen_by_kind=kind is not None)
    if package is None and not markup and any(_MARKED.match(item.text) for item in document.paragraphs):
        notes = (*notes, "文中有 Markdown 标记（#、**），没有转换；把扩展名改成 .md 再排，就会变成标题和加粗。")
    files = [target]
    if preview is not None:
        files.append(write_preview(made.data, preview))
    return Formatted(tuple(files), (*notes, *deviation_notes(house)))


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
