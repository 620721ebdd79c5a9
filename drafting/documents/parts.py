"""A .docx opened to be changed: its parts, written back with every untouched one as it was.

Reading goes its own way (``reading``); this is for what changes somebody's own file and must leave the rest alone.
"""

from __future__ import annotations

import copy
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from itertools import count
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element

from drafting.documents.characters import W
from drafting.documents.errors import UserError

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_STRICT = "http://purl.oclc.org/ooxml/"
_PROLOG = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>\s*")
_TOO_LARGE = 512 * 1024 * 1024  # bytes of one part; a 200-page document has about 3 MB


class Parts:
    """The parts of one .docx; ``main`` is the name of the main document part, usually ``word/document.xml``.

    Raises ``UserError`` where the bytes are not a Word document that can be changed; ``name`` is what the message calls the file.
    """

    def __init__(self, data: bytes, name: str = "") -> None:
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise UserError("文件不是有效的 Word 文档", name, "请用 Word、WPS 打开确认完好，另存为 .docx 再试") from error
        self._entries = {entry.filename: entry for entry in self._archive.infolist()}
        self._roots: dict[str, _Element] = {}
        self._added: list[str] = []
        self._changed: set[str] = set()
        self.main = self._find_main()

    def __contains__(self, part: str) -> bool:
        return part in self._entries or part in self._roots

    def names(self) -> list[str]:
        """Return the names of the parts in the order of the package."""
        return [*self._entries, *self._added]

    def raw(self, part: str) -> bytes:
        """Return the bytes of ``part`` as the file holds them."""
        entry = self._entries.get(part)
        if entry is None:
            raise UserError(f"Word 文档里缺少部件 {part}", self.name, "请用 Word、WPS 打开后另存为 .docx 再试")
        if entry.file_size > _TOO_LARGE:
            raise UserError(f"Word 文档的部件 {part} 过大", self.name, "请拆分文件后再试")
        try:
            return self._archive.read(entry)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
            raise UserError("文件损坏或设有密码", self.name, "请用 Word、WPS 打开，去掉密码后另存为 .docx 再试") from error
        except Exception as error:  # zlib.error and lzma.LZMAError share no base
            raise UserError("文件已损坏", self.name, "请用 Word、WPS 打开，另存为 .docx 再试") from error

    def root(self, part: str) -> _Element:
        """Return the root element of ``part``, parsed once. Call ``touch`` after changing it."""
        if part not in self._roots:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, strip_cdata=False)
            try:
                self._roots[part] = etree.fromstring(self.raw(part), parser)
            except etree.XMLSyntaxError as error:
                raise UserError(f"Word 文档的部件 {part} 已损坏", self.name, "请用 Word、WPS 打开，另存为 .docx 再试") from error
        return self._roots[part]

    def touch(self, part: str) -> None:
        """Mark ``part`` as changed: it is written anew from its tree."""
        self._changed.add(part)

    def add(self, part: str, root: _Element, content_type: str) -> None:
        """Add a part named ``part`` with its content type."""
        self._roots[part] = root
        self._added.append(part)
        self.touch(part)
        types = self.root("[Content_Types].xml")
        _append(types, _TYPES + "Override", PartName=f"/{part}", ContentType=content_type)
        self.touch("[Content_Types].xml")

    def related(self, source: str, kind: str) -> Iterator[tuple[str, str]]:
        """Yield (relationship id, part) of the relationships of ``source`` whose type ends in ``kind`` (``"comments"``)."""
        relations = _relations_of(source)
        if relations not in self:
            return
        for link in self.root(relations).iterchildren(_PACKAGE + "Relationship"):
            if link.get("Type", "").rpartition("/")[2] == kind and link.get("TargetMode") != "External":
                target = unquote(link.get("Target", ""))
                folder = posixpath.dirname(source)
                yield link.get("Id", ""), posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")

    def relate(self, source: str, kind: str, target: str) -> None:
        """Add a relationship of the type ``kind`` from ``source`` to the part ``target`` beside it."""
        relations = _relations_of(source)
        if relations not in self:
            self._roots[relations] = etree.Element(_PACKAGE + "Relationships", nsmap={None: _PACKAGE[1:-1]})
            self._added.append(relations)
        root = self.root(relations)
        taken = {link.get("Id") for link in root}
        identity = next(f"rId{number}" for number in count(1) if f"rId{number}" not in taken)
        _append(root, _PACKAGE + "Relationship", Id=identity, Type=f"{RELATIONSHIPS}/{kind}", Target=posixpath.basename(target))
        self.touch(relations)

    def to_bytes(self) -> bytes:
        """Return the package: the entries in their order, those not touched byte for byte, what was added at the end."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry in self._entries.values():
                kept = copy.copy(entry)
                data = self._serialized(entry.filename) if entry.filename in self._changed else self.raw(entry.filename)
                archive.writestr(kept, data, kept.compress_type)
            for part in self._added:
                stamp = next(iter(self._entries.values())).date_time
                archive.writestr(zipfile.ZipInfo(part, stamp), self._serialized(part), zipfile.ZIP_DEFLATED)
        return buffer.getvalue()

    def _serialized(self, part: str) -> bytes:
        tree = self._roots[part].getroottree()
        encoding = tree.docinfo.encoding or "UTF-8"
        prolog = _PROLOG.match(self.raw(part)) if part in self._entries else None
        if prolog is None or encoding.upper() not in ("UTF-8", "ASCII", "US-ASCII"):
            return etree.tostring(tree, encoding=encoding if prolog else "UTF-8", xml_declaration=True, standalone=True)
        # The file's own declaration, byte for byte: lxml would write another one.
        body = etree.tostring(tree, encoding="UTF-8" if encoding.upper() == "UTF-8" else "US-ASCII", xml_declaration=False)
        return prolog.group() + body

    def _find_main(self) -> str:
        main = next((part for _, part in self.related("", "officeDocument")), "")
        if not main or main not in self:
            raise UserError("文件不是有效的 Word 文档", self.name, "请用 Word、WPS 打开确认完好，另存为 .docx 再试")
        root = self.root(main)
        if root.tag != W + "document":
            strict = str(root.tag).startswith("{" + _STRICT)
            what = "文件是“严格 Open XML”格式，不能直接批注" if strict else "文件不是有效的 Word 文档"
            raise UserError(what, self.name, "请用 Word、WPS 另存为普通的 .docx 再试")
        return main


def _append(parent: _Element, tag: str, **attributes: str) -> None:
    etree.SubElement(parent, tag, attributes)


def _relations_of(source: str) -> str:
    folder, _, name = source.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels") if source else "_rels/.rels"
