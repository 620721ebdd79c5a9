"""What belongs to a Word file's text, put into the new file: pictures, notes, comments, charts, links, and the settings they need.

Ids of notes, comments, bookmarks and revisions stay as they are; relations have names of their own. Not brought along: macros, templates,
custom XML, embedded fonts, page headers and footers.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from html import escape
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from lxml import etree

from drafting.documents.house import House
from drafting.documents.intake.characters import W, child_of
from drafting.documents.renewal.arranging import LINE_HEIGHT, Source
from drafting.documents.renewal.markup import Markup
from drafting.documents.renewal.side_texts import COMMENT, NOTE, rewritten, styles
from drafting.documents.wml import NAMESPACES, insert

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES, _LINKS, _MAIN = "[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"
_STYLES, _SETTINGS = "word/styles.xml", "word/settings.xml"
_TEXTS = {"footnotes": NOTE, "endnotes": NOTE, "comments": COMMENT}
_BESIDE_COMMENTS = ("commentsExtended", "commentsIds", "commentsExtensible", "people")
_SETTING = re.compile(r"<\?paragraph (.*?)\?>", re.DOTALL)
_SECTION = re.compile(r"<w:sectPr>(?:<w:(?:header|footer)Reference [^>]*/>)*")
_DRAWING_ID = re.compile(r'(<(?:\w+:)?docPr\b[^>]*?\sid=")(\d+)(?=")')
_TEXT_LINE = re.compile(r'w:styleId="GwBody".*?w:line="(\d+)"', re.DOTALL)
_STORED = (".png", ".jpg", ".jpeg", ".gif", ".docx", ".xlsx")


def carried(made: bytes, source: Source, house: House) -> bytes:
    """Return the .docx ``made``, laid out from ``source``'s paragraphs, with all that they refer to."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        infos = archive.infolist()
        parts = {info.filename: archive.read(info) for info in infos}
    carrier = _Carrier(source, house, parts)
    carrier.run()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in carrier.parts.items():
            entry = zipfile.ZipInfo(name, infos[0].date_time)
            entry.external_attr = infos[0].external_attr
            stored = name.lower().endswith(_STORED)
            archive.writestr(entry, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return stream.getvalue()


class _Carrier:
    def __init__(self, source: Source, house: House, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self._source = source
        self._package = source.package
        self._house = house
        self._links: list[str] = []
        self._beside: set[str] = set()  # the kinds of texts beside the main text that came along
        self._types: dict[str, str] = {}  # what the content types of the new file lack: by "/part" or extension
        self._defaults, self._overrides = _content_types(self._package.xml(_TYPES))

    def run(self) -> None:
        relations = {link.identity: link for link in self._package.relations(self._package.main)}
        for identity, name in self._source.relations.items():
            link = relations.get(identity)
            if link is None:
                continue
            if link.target and self._package.has(link.target):
                self._take(link.target)
                self._relate(name, link.type, "/" + quote(link.target))
            elif link.address:
                self._relate(name, link.type, link.address, outside=True)
        self._side_texts()
        self._document()
        self._settings()
        self._replace(_STYLES, "</w:styles>", styles(self._house) + "</w:styles>")
        self._replace(_LINKS, "</Relationships>", "".join(self._links) + "</Relationships>")
        self._replace(_TYPES, "</Types>", "".join(self._types.values()) + "</Types>")

    def _replace(self, part: str, old: str, new: str) -> None:
        self.parts[part] = self.parts[part].decode("utf-8").replace(old, new, 1).encode("utf-8")

    def _relate(self, identity: str, kind: str, target: str, *, outside: bool = False) -> None:
        mode = ' TargetMode="External"' if outside else ""
        self._links.append(f'<Relationship Id="{escape(identity)}" Type="{escape(kind)}" Target="{escape(target)}"{mode}/>')

    def _take(self, part: str, data: bytes | None = None) -> None:
        """Put ``part`` and all that it refers to into the new file, ``data`` in place of what it holds."""
        if part in self.parts:
            return
        self.parts[part] = self._package.read(part) if data is None else data
        self._declare(part)
        folder, _, leaf = part.rpartition("/")
        links = posixpath.join(folder, "_rels", f"{leaf}.rels")
        if self._package.has(links):
            self.parts[links] = self._package.read(links)
            for link in self._package.relations(part):
                if link.target and self._package.has(link.target):
                    self._take(link.target)

    def _declare(self, part: str) -> None:
        kind = self._overrides.get("/" + part.lower())
        extension = part.rpartition(".")[2].lower()
        if kind is not None:
            self._types["/" + part] = f'<Override PartName="/{escape(quote(part))}" ContentType="{escape(kind)}"/>'
        elif extension not in ("xml", "rels"):
            kind = self._defaults.get(extension, "application/octet-stream")
            self._types[extension] = f'<Default Extension="{escape(extension)}" ContentType="{escape(kind)}"/>'

    def _side_texts(self) -> None:
        """Bring notes and comments along, set in the look of the new file, and who wrote and answered the comments."""
        used = {name for name in _TEXTS if next(self._source.root.iter(f"{W}{name[:-1]}Reference"), None) is not None}
        for link in self._package.relations(self._package.main):
            if not link.target or not self._package.has(link.target):
                continue
            if link.kind in used:
                root = self._package.xml(link.target)
                told = self._source.told_of(link.target, root)
                rewritten(root, self._source.weaver_of(root, Markup(root), told), _TEXTS[link.kind], told, self._house)
                self._take(link.target, etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))
            elif link.kind in _BESIDE_COMMENTS and "comments" in used:
                self._take(link.target)
            else:
                continue
            self._relate(f"source-{link.kind}", link.type, "/" + quote(link.target))
            self._beside.add(link.kind)

    def _document(self) -> None:
        text = self.parts[_MAIN].decode("utf-8").replace(NAMESPACES, self._source.markup.namespaces, 1)
        found = _TEXT_LINE.search(self.parts[_STYLES].decode("utf-8"))
        text = _settled(text, found[1] if found else str(self._house.line), self._source.markup)
        notes = self._note_settings(child_of(self._source.root, W + "body"))
        if notes:
            text = _SECTION.sub(lambda start: start[0] + notes, text)
        self.parts[_MAIN] = _numbered(text).encode("utf-8")

    def _note_settings(self, body: _Element | None) -> str:
        """Return how the notes of the source's last section are numbered."""
        section = next((found for found in reversed(list(body.iter(W + "sectPr")))), None) if body is not None else None
        kept = (child_of(section, W + name) for name in ("footnotePr", "endnotePr")) if section is not None else ()
        return "".join(self._source.markup.of(item) for item in kept if item is not None)

    def _settings(self) -> None:
        old = self._package.optional_xml(self._package.related("settings"))
        if old is None:
            return
        markup = Markup(old)
        for listed in list(old.iterfind(f"{W}footnotePr/{W}footnote")) + list(old.iterfind(f"{W}endnotePr/{W}endnote")):
            holder = listed.getparent()  # a separator, by its number in a part that comes along only where there are notes
            if holder is not None and str(listed.tag).removeprefix(W) + "s" not in self._beside:
                holder.remove(listed)
        notes = "".join(markup.of(item) for item in old.iterchildren(W + "footnotePr", W + "endnotePr"))
        self._replace(_SETTINGS, "<w:compat>", notes + "<w:compat>")
        tracked = child_of(old, W + "trackRevisions")
        if tracked is not None:
            self._replace(_SETTINGS, "<w:defaultTabStop ", markup.of(tracked) + "<w:defaultTabStop ")
        self._replace(_SETTINGS, NAMESPACES, markup.namespaces)


def _content_types(root: _Element) -> tuple[dict[str, str], dict[str, str]]:
    """Return the content types by extension and by part."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for row in root:
        kind = row.get("ContentType", "")
        if row.get("Extension"):
            defaults[row.get("Extension", "").lower()] = kind
        elif row.get("PartName"):
            overrides[unquote(row.get("PartName", "")).lower()] = kind
    return defaults, overrides


def _numbered(text: str) -> str:
    """Return the markup with a number of its own for every drawing; some programs give all of them the same."""
    taken = {int(found[2]) for found in _DRAWING_ID.finditer(text)}
    fresh = count(max(taken, default=0) + 1)
    seen: set[int] = set()

    def number(found: re.Match[str]) -> str:
        own = int(found[2])
        if own in seen:
            own = next(fresh)
        seen.add(own)
        return f"{found[1]}{own}"

    return _DRAWING_ID.sub(number, text)


def _settled(text: str, line: str, markup: Markup) -> str:
    """Return the markup with what its paragraphs' texts say of the paragraphs put into their properties."""
    if "<?paragraph " not in text:
        return text
    before, *paragraphs = text.split("<w:p>")
    return "<w:p>".join([before, *(_settled_paragraph(item, line, markup) if "<?" in item else item for item in paragraphs)])


def _settled_paragraph(text: str, line: str, markup: Markup) -> str:
    """Return what follows a ``<w:p>`` up to the next, its settings in its properties; one behind the paragraph's end is not its own."""
    end = text.find("</w:p>")
    more = "".join(found[1] for found in _SETTING.finditer(text, 0, end if end >= 0 else len(text)))
    text = _SETTING.sub("", text)
    at = text.index("</w:pPr>") + len("</w:pPr>") if text.startswith("<w:pPr>") else 0
    return _with(text[:at] or "<w:pPr/>", more.replace(LINE_HEIGHT, line), markup) + text[at:]


def _with(properties: str, more: str, markup: Markup) -> str:
    root = etree.fromstring(f"<w:p {markup.namespaces}>{properties}<w:pPr>{more}</w:pPr></w:p>")
    own, added = root
    for child in list(added):
        known = child_of(own, str(child.tag))
        if known is None:
            insert(own, child)
        elif child.tag == W + "spacing":
            for name, value in child.attrib.items():
                known.set(name, value)
        elif child.tag != W + "rPr":
            own.replace(known, child)
    return markup.of(own)
