"""A .docx opened to be changed: what is not touched is written back byte for byte, in the order of the package."""

from __future__ import annotations

import copy
import io
import posixpath
import re
import zipfile
import zlib
from itertools import count

from lxml import etree
from lxml.etree import _Element

from drafting.documents.errors import UserError
from drafting.documents.intake.characters import W
from drafting.documents.intake.opening import MEBIBYTE, Package

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "[Content_Types].xml"
_PROLOG = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>\s*")
_UTF8 = {"UTF-8", "US-ASCII", "ASCII"}
_MAX_COPIED = 1024 * MEBIBYTE  # expanded, of all that is only copied: mostly pictures
_CHUNK = MEBIBYTE


class EditablePackage(Package):
    """The parts of a Word package, to be changed and written back.

    Raises ``UserError`` as ``Package`` does, and where the main part is no document.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._roots: dict[str, _Element] = {}
        self._added: list[str] = []
        self._touched: set[str] = set()
        super().__init__(data, name)
        if self.root(self.main).tag != W + "document":
            raise UserError("文件不是有效的 Word 文档", name, "请用 Word、WPS 打开确认完好，另存为 .docx 再试")

    def root(self, part: str) -> _Element:
        """Return the root of ``part``, the same tree at every call. Call ``touch`` after changing it."""
        key = part.lower()
        if key not in self._roots:
            self._roots[key] = self.xml(part)
        return self._roots[key]

    def touch(self, part: str) -> None:
        """Have ``part`` written from its tree."""
        self._touched.add(part.lower())

    def add(self, part: str, root: _Element, kind: str, content_type: str) -> None:
        """Add ``part`` with its content type, related to the main part as ``kind`` (``"comments"``)."""
        self._add(part, root)
        etree.SubElement(self.root(_TYPES), f"{{{_PACKAGE}/content-types}}Override", PartName=f"/{part}", ContentType=content_type)
        self.touch(_TYPES)
        folder, _, leaf = self.main.rpartition("/")
        links = posixpath.join(folder, "_rels", f"{leaf}.rels")
        namespace = f"{_PACKAGE}/relationships"
        if not self.has(links):
            self._add(links, etree.XML(f'<Relationships xmlns="{namespace}"/>'))
        taken = {link.get("Id") for link in self.root(links)}
        identity = next(f"rId{number}" for number in count(1) if f"rId{number}" not in taken)
        target = posixpath.relpath(part, folder) if folder else part
        etree.SubElement(self.root(links), f"{{{namespace}}}Relationship", Id=identity, Type=f"{_OFFICE}/{kind}", Target=target)
        self.touch(links)

    def has(self, name: str) -> bool:
        """Tell whether the package holds the part ``name``, or it was added."""
        return super().has(name) or name.lower() in map(str.lower, self._added)

    def to_bytes(self) -> bytes:
        """Return the package with the changes; what was added stands at the end."""
        buffer = io.BytesIO()
        room = _MAX_COPIED
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for key, info in self._infos.items():
                kept = copy.copy(info)
                if key in self._touched:
                    archive.writestr(kept, self._serialized(key, info), zipfile.ZIP_DEFLATED)
                else:
                    room = self._copy(info, archive, kept, room)
            for part in self._added:
                stamp = next(iter(self._infos.values())).date_time
                archive.writestr(zipfile.ZipInfo(part, stamp), self._serialized(part.lower()), zipfile.ZIP_DEFLATED)
        return buffer.getvalue()

    def _add(self, part: str, root: _Element) -> None:
        self._roots[part.lower()] = root
        self._added.append(part)

    def _copy(self, info: zipfile.ZipInfo, archive: zipfile.ZipFile, kept: zipfile.ZipInfo, room: int) -> int:
        try:
            with self._archive.open(info) as source, archive.open(kept, "w") as target:
                while chunk := source.read(_CHUNK):
                    room -= len(chunk)
                    if room < 0:
                        raise UserError("文件展开后大得异常，可能是压缩炸弹，不予改写", self.name, "请不要打开它，并向发来的人核实")
                    target.write(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
            what = f"文件已经损坏，其中的 {info.filename} 读不出来"
            raise UserError(what, self.name, "请用 Word 或 WPS 打开修复，另存为 .docx 再试") from error
        return room

    def _serialized(self, key: str, info: zipfile.ZipInfo | None = None) -> bytes:
        tree = self._roots[key].getroottree()
        encoding = (tree.docinfo.encoding or "UTF-8").upper()
        prolog = _PROLOG.match(self._archive.read(info)) if info is not None else None
        if encoding not in _UTF8:
            prolog = None
        if prolog is None:
            written = etree.tostring(tree, encoding=encoding, xml_declaration=True, standalone=True)
        else:  # lxml would write another declaration
            written = etree.tostring(tree, encoding=encoding, xml_declaration=False)
        assert isinstance(written, bytes)  # an encoding was given
        return (prolog.group() if prolog else b"") + written
