"""Which element of an official document each paragraph is, from its text and its look together (GB/T 9704—2012, clause 7).

A document is read as a secretary reads it: first the head, down to the recipients or the first sentence; then the closings, which are found
by their dates; then what follows a closing, which is either attached papers or the same text once more; the rest is body and headings.
A rule that needs the look only adds to those by text, so that a plain text file is read by the same rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from drafting.documents.model import Paragraph, Role
from drafting.documents.roles import patterns as like
from drafting.documents.roles import slips as slip
from drafting.documents.roles.clauses import clauses
from drafting.documents.roles.endings import mark_attachment_notes, mark_closings, mark_papers
from drafting.documents.roles.head import mark_head
from drafting.documents.roles.headings import heading, line_enumerator
from drafting.documents.roles.leftovers import is_leftover
from drafting.documents.roles.patterns import Line, genre
from drafting.documents.roles.sheet import Sheet

__all__ = ["genre", "infer_roles"]

_KEPT = {Role.PAGE_HEADER, Role.PAGE_FOOTER, Role.FOOTNOTE}


def infer_roles(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the same paragraphs with their roles and, for headings that run on as text, ``heading_end``.

    Page headers, footers and notes keep the role they have. A line that holds two elements (发文字号 and 签发人) has the first one's.
    """
    body = [paragraph for paragraph in paragraphs if paragraph.role not in _KEPT]
    sheet = Sheet([like.line_of(paragraph) for paragraph in body])
    _by_style(sheet)
    _certain(sheet)
    mark_head(sheet)
    mark_closings(sheet)
    mark_attachment_notes(sheet)
    mark_papers(sheet)
    above = _outline_above(sheet)
    inferred = iter(_without_clauses(body, [_rest(sheet, k, above) for k in range(len(body))]))
    out = []
    for paragraph in paragraphs:
        if paragraph.role in _KEPT:
            out.append(paragraph)
            continue
        role, end = next(inferred)
        same = role is paragraph.role and end == paragraph.heading_end
        # Built anew by hand: dataclasses.replace takes a fifth of the time of reading a long document.
        made = Paragraph(paragraph.text, role, paragraph.look, paragraph.place, paragraph.numbering, end)
        out.append(paragraph if same else made)
    return tuple(out)


@cache
def _style_roles() -> dict[str, Role]:
    """Return the role that each of our own paragraph styles stands for, and Word's style of a title, also by its Chinese name."""
    from drafting.documents.typesetting.styles import NAMES

    named = {name: role for role, name in NAMES.items() if role not in (Role.BODY, *_KEPT)}
    return {**named, "Title": Role.TITLE, "标题": Role.TITLE}


def _by_style(sheet: Sheet) -> None:
    if not any(line.look.style for line in sheet.lines):
        return
    styles = _style_roles()
    for k, line in enumerate(sheet.lines):
        style = line.look.style or ""
        if like.CONTENTS_STYLE.fullmatch(style):  # such a line reads like the heading that it leads to
            sheet.roles[k] = Role.BODY
            continue
        role = styles.get(style)
        if role and not role.heading_level and line.tight:
            sheet.roles[k] = role


def _certain(sheet: Sheet) -> None:
    """Lines that are what they are wherever they stand."""
    for k, line in enumerate(sheet.lines):
        if sheet.roles[k] is not None or not line.tight:
            continue
        tight = line.tight
        if like.is_copies(line) and (k > len(sheet.lines) // 3 or line.in_table):
            sheet.roles[k] = Role.COPIES_TO
        elif like.is_printer(tight):
            sheet.roles[k] = Role.PRINTER
        elif like.ATTENDANCE.match(tight) and not line.is_prose:
            sheet.roles[k] = Role.ATTENDANCE
        elif line.in_table:
            continue
        elif tight == "目录":
            sheet.roles[k] = Role.BODY
        elif is_leftover(tight):
            sheet.roles[k] = Role.OTHER
        elif like.is_annotation(tight):
            sheet.roles[k] = Role.ANNOTATION
        elif like.is_attachment_label(tight) or slip.is_attachment_label(tight):
            sheet.roles[k] = Role.ATTACHMENT_LABEL
        elif like.is_caption(line):
            sheet.roles[k] = Role.CAPTION


def _outline_above(sheet: Sheet) -> int:
    """Return how many levels of the outline stand above the headings: the title has one where it is styled as a heading itself."""
    rows = [(role, line.look.outline_level) for role, line in zip(sheet.roles, sheet.lines, strict=True)]
    titles = [level for role, level in rows if role is Role.TITLE and level is not None]
    top = min((level for role, level in rows if role is None and level is not None), default=0)
    return top if titles and max(titles) < top else 0


def _rest(sheet: Sheet, k: int, above: int) -> tuple[Role, int | None]:
    """Return the role of a line and where its heading ends; what nothing has claimed is heading or body.

    So many levels of the outline stand ``above`` the headings.
    """
    line, role = sheet.lines[k], sheet.roles[k]
    if role is not None:
        return role, None
    level, end = (None, None) if line.in_table else _numbered_heading(sheet, k)
    styled = _styled_heading(line, above)
    if level is None and styled is not None:
        level = styled
    return (level or Role.BODY), (end + line.offset if level and end else None)


def _without_clauses(body: Sequence[Paragraph], found: list[tuple[Role, int | None]]) -> list[tuple[Role, int | None]]:
    """Return ``found``, the role of each paragraph and where its heading ends, with text for the headings that are clauses."""
    if all(end is None for _, end in found):
        return found
    texts = [paragraph.text.lstrip() for paragraph in body]
    offsets = [len(paragraph.text) - len(text) for paragraph, text in zip(body, texts, strict=True)]
    ends = [None if end is None else end - offset for (_, end), offset in zip(found, offsets, strict=True)]
    for n in clauses(texts, [role for role, _ in found], ends):
        found[n] = Role.BODY, None
    return found


def _numbered_heading(sheet: Sheet, k: int) -> tuple[Role | None, int | None]:
    """Return the heading at line ``k``. A whole sentence is one only where text of its own follows: else it is an item of a list."""
    line = sheet.lines[k]
    level, end = heading(line.text)
    listed = line.tight.endswith(("；", ";"))
    if listed and level is None:
        level, end = heading(line.text.rstrip("；; 　"))
        if end is not None or level not in _clean_levels(sheet):
            return None, None
    if level is None or end is not None or not (listed or line.tight.endswith("。")):
        return level, end
    siblings = (line_enumerator(sheet.lines[n].text)[0] for n in (sheet.previous(k), sheet.next(k)) if n is not None)
    return (None, None) if level in siblings else (level, None)


def _clean_levels(sheet: Sheet) -> set[Role]:
    """Return the levels of which the text has a heading on a line of its own, without any mark at its end."""
    found = (heading(line.text) for line in sheet.lines if not line.in_table and line.tight[-1:].isalnum())
    return {level for level, end in found if level is not None and end is None}


def _styled_heading(line: Line, above: int) -> Role | None:
    """Return the level of a heading that only its style shows."""
    if line.in_table or line.is_prose or not line.tight or len(line.tight) > 60:
        return None
    role = _style_roles().get(line.look.style) if line.look.style else None
    if role is not None and role.heading_level:
        return role
    level = None if line.look.outline_level is None else line.look.outline_level - above
    return (Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4)[level] if level is not None and 0 <= level < 4 else None
