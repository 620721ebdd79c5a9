"""The comments of a .docx: their part, what they say of a finding, and taking them out again."""

from __future__ import annotations

import posixpath
from itertools import count

from lxml import etree
from lxml.etree import _Element

from drafting.documents.intake.characters import W
from drafting.documents.marks.anchors import Numbers, fill
from drafting.documents.marks.editing import EditablePackage
from drafting.documents.model import Finding
from drafting.documents.wml import NAMESPACES, clean

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_MARKS = {W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference"}


def strip_comments(data: bytes, author: str | None = None) -> bytes:
    """Return the .docx without its comments; with ``author``, without that author's. Text and tracked changes stay as they are."""
    package = EditablePackage(data, "")
    part = package.related("comments")
    if not part:
        return data
    going = [comment for comment in package.root(part).iter(W + "comment") if author in (None, comment.get(W + "author"))]
    identities = {comment.get(W + "id") for comment in going}
    for comment in going:
        package.root(part).remove(comment)
    for mark in list(package.root(package.main).iter(*_MARKS)):
        holder = mark.getparent()
        if mark.get(W + "id") not in identities or holder is None:
            continue
        holder.remove(mark)
        around = holder.getparent()
        if holder.tag == W + "r" and around is not None and all(child.tag == W + "rPr" for child in holder):
            around.remove(holder)
    package.touch(part)
    package.touch(package.main)
    return package.to_bytes()


class Comments:
    """The comments of ``package``, to be added to; the part is made with the first one where the file has none.

    ``author`` and ``date`` (``w:date``) go on each; ``styles`` are the ids of the file's own styles by their lower-case names.
    """

    def __init__(self, package: EditablePackage, author: str, date: str, styles: dict[str, str]) -> None:
        self._package = package
        self._attributes = {W + "author": author, W + "date": date, W + "initials": initials(author)}
        self._text_style = styles.get("annotation text")
        self._mark_style = styles.get("annotation reference")
        self.part = package.related("comments")
        taken = [mark.get(W + "id", "") for mark in package.root(package.main).iter(*_MARKS)]
        if self.part:
            taken += [comment.get(W + "id", "") for comment in package.root(self.part).iter(W + "comment")]
        self._numbers = Numbers(taken)

    def add(self, text: str) -> str:
        """Add a comment of ``text``, a paragraph a line; return its id."""
        identity = next(self._numbers)
        comment = etree.SubElement(self._root(), W + "comment", {W + "id": identity, **self._attributes})
        for number, line in enumerate(clean(text).split("\n")):
            paragraph = etree.SubElement(comment, W + "p")
            if self._text_style:
                etree.SubElement(etree.SubElement(paragraph, W + "pPr"), W + "pStyle", {W + "val": self._text_style})
            if number == 0:
                mark = etree.SubElement(paragraph, W + "r")
                if self._mark_style:
                    etree.SubElement(etree.SubElement(mark, W + "rPr"), W + "rStyle", {W + "val": self._mark_style})
                etree.SubElement(mark, W + "annotationRef")
            fill(etree.SubElement(paragraph, W + "r"), line)
        self._package.touch(self.part)
        return identity

    def _root(self) -> _Element:
        if not self.part:
            folder = posixpath.dirname(self._package.main)
            names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in count())
            self.part = next(name for name in names if not self._package.has(name))
            self._package.add(self.part, etree.XML(f"<w:comments {NAMESPACES}/>"), "comments", _TYPE)
        return self._package.root(self.part)


def comment_text(finding: Finding, where: str = "", excerpt: str = "") -> str:
    """Return what the comment on ``finding`` says.

    ``where`` names the place of the fault if the comment cannot stand on it (``"页眉"``), ``excerpt`` is then the text at fault.
    """
    place = f"{where}中{f'“{excerpt}”' if excerpt else ''}：" if where else ""
    lines = [f"【{finding.level.chinese}】{place}{finding.message}"]
    if finding.suggestion is not None:
        lines.append(f"建议：{_suggestion(finding)}")
    lines.append(f"依据：{finding.basis}")
    return "\n".join(lines)


def _suggestion(finding: Finding) -> str:
    if not finding.suggestion:
        return "删去"
    verb = "改为" if finding.span.start < finding.span.end else "补上"
    return f"{verb}“{finding.suggestion.replace(chr(10), '↵')}”"


def initials(author: str) -> str:
    """Return the initials of an author: the first letters of a Latin name, the first two characters of a Chinese one."""
    if author.isascii():
        return "".join(word[0] for word in author.split())[:9]
    return author.strip()[:2]


def styles_by_name(package: EditablePackage) -> dict[str, str]:
    """Return the ids of the file's styles by their names in lower case, as Word compares them."""
    styles = package.optional_xml(package.related("styles"))
    if styles is None:
        return {}
    found = {}
    for style in styles.iterchildren(W + "style"):
        name = style.find(W + "name")
        if name is not None:
            found[str(name.get(W + "val", "")).lower()] = str(style.get(W + "styleId", ""))
    return found
