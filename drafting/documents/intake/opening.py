"""Opening files that strangers made: what a file really is, and the parts of a Word package within stated limits.

Nothing is written to disk, nothing outside the file is fetched, and no part is expanded past the limits below, whatever its headers say.
"""

from __future__ import annotations

import io
import posixpath
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from drafting.documents.errors import UserError

if TYPE_CHECKING:
    from zipfile import ZipInfo

    from lxml.etree import _Element

MEBIBYTE = 1 << 20
MAX_FILE = 256 * MEBIBYTE  # of the file itself; pictures make real documents large
MAX_ENTRIES = 4000  # parts in a package; a book with 1,000 pictures has about 1,100
MAX_PART = 64 * MEBIBYTE  # one part, expanded; the text of a 2,000-page document takes about 30
MAX_EXPANDED = 192 * MEBIBYTE  # all parts that are read, together
MAX_RATIO = 300  # expanded to packed, of a part over 4 MiB; deflate reaches 1,030, Word's XML seldom 60
MAX_CHARACTERS = 5_000_000  # visible characters of one document, about 9,000 pages
# The depth of XML is limited to 256 elements by libxml2 as long as ``huge_tree`` is off.

_RATIO_FROM = 4 * MEBIBYTE
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = "http://purl.oclc.org/ooxml/"
# Links that bring in content when Word opens the file. A linked picture is only not shown, and a hyperlink waits for a click.
_ACTIVE_LINKS = {"attachedTemplate": "模板", "oleObject": "对象", "frame": "框架", "subDocument": "子文档", "aFChunk": "文档片段"}

_RESAVE = "请用 Word 或 WPS 打开，另存为 .docx 再试"
_BROKEN = "请向发来的人再要一份，或者用 Word、WPS 打开修复后另存为 .docx"


class Content(Enum):
    """What the bytes of a file are, whatever its name says; the value is what a user calls it."""

    EMPTY = "空文件"
    ZIP = "压缩包"
    OLE = "Word 97—2003 或 WPS 文档"
    ENCRYPTED = "设有打开密码的文档"
    PDF = "PDF 文件"
    RTF = "RTF 文档"
    PICTURE = "图片"
    ARCHIVE = "压缩包（RAR、7Z 等）"
    WEB_PAGE = "网页"
    TEXT = "文本文件"


def content_of(data: bytes) -> Content:
    """Tell from its first bytes what a file is; what nothing else claims is text."""
    if not data:
        return Content.EMPTY
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Content.ZIP
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        word97 = data[512:514] == b"\xec\xa5" and bool(data[523:524]) and bool(data[523] & 1)  # FibBase.fEncrypted
        return Content.ENCRYPTED if word97 or "EncryptedPackage".encode("utf-16-le") in data else Content.OLE
    if data.startswith(b"%PDF-"):
        return Content.PDF
    if data.startswith(b"{\\rtf"):
        return Content.RTF
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")) and b"\0" in data[:64]:
        return Content.PICTURE
    if data.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        return Content.ARCHIVE
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html", b"mime-version:")):
        return Content.WEB_PAGE
    return Content.TEXT


def read_file(path: Path) -> bytes:
    """Return the bytes of a regular file of at most ``MAX_FILE``; raise ``UserError`` for anything else."""
    try:
        if path.is_dir():
            raise UserError("这是一个文件夹，不是文件", str(path), "请写出文件夹里的具体文件")
        if path.exists() and not path.is_file():
            raise UserError("这不是普通文件，不能读取", str(path), "请换成磁盘上的文件")
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except FileNotFoundError as error:
        raise UserError("没有这个文件", str(path), "请检查路径和文件名有没有写错") from error
    except PermissionError as error:
        raise UserError("没有读取这个文件的权限", str(path), "请换一个有权限的用户，或者把文件复制出来再试") from error
    except (OSError, ValueError) as error:
        raise UserError("读取失败，文件可能正被占用或所在磁盘有问题", str(path), "请关闭正打开它的程序，或者复制到本机磁盘再试") from error
    check_size(data, str(path))
    return data


def check_size(data: bytes, name: str) -> None:
    """Raise ``UserError`` if ``data`` is empty or larger than ``MAX_FILE``."""
    if not data:
        raise UserError("文件是空的（0 字节）", name, "请确认文件已经保存、传输完整")
    if len(data) > MAX_FILE:
        raise UserError(f"文件超过 {MAX_FILE // MEBIBYTE} MB，不予读取", name, "请压缩其中的图片，或者拆成几个文件")


class Relation(NamedTuple):
    """A link from one part to another: ``kind`` is the last word of its type, ``target`` a part's name, ``""`` if outside the file.

    ``address`` is then where it leads, ``type`` the whole of its type.
    """

    identity: str
    kind: str
    target: str
    address: str = ""
    type: str = ""


class Package:
    """The parts of a Word package held in memory, expanded one by one as they are asked for.

    Raises ``UserError`` for what is no package, is no Word document, or is unsafe: too many or too large parts, names that leave the
    package, encryption, document type declarations, templates and objects fetched from elsewhere.
    """

    def __init__(self, data: bytes, name: str) -> None:
        from zipfile import BadZipFile, ZipFile

        self.name = name
        self._expanded = 0
        self._link_lists: dict[str, list[_Element]] = {}
        try:
            self._archive = ZipFile(io.BytesIO(data))
        except (BadZipFile, ValueError, EOFError, NotImplementedError, OverflowError, RuntimeError) as error:
            raise UserError("文件不完整或已经损坏，不是有效的 Word 文档", name, _BROKEN) from error
        infos = self._archive.infolist()
        self._check_entries(infos)
        self._infos = {info.filename.lower(): info for info in infos}
        if len(self._infos) < len(infos):
            raise UserError("文件里有重名的部件，内容不可靠", name, _RESAVE)
        self._refuse_other_packages()
        self._refuse_active_links()

    def _check_entries(self, infos: list[ZipInfo]) -> None:
        if len(infos) > MAX_ENTRIES:
            raise UserError(f"文件里有 {len(infos)} 个部件，超过 {MAX_ENTRIES} 个的上限，不予打开", self.name, _RESAVE)
        for info in infos:
            inside = info.filename.replace("\\", "/")
            if inside.startswith("/") or ".." in inside.split("/") or ":" in inside.split("/")[0]:
                raise UserError("文件里有指向包外的路径，可能是恶意构造的，不予打开", self.name, "请不要打开它，并向发来的人核实")
            if info.flag_bits & 0x1:
                raise UserError("文件里的部件加了密，不能读取", self.name, "请取消密码后另存为 .docx 再试")

    def _refuse_other_packages(self) -> None:
        if "mimetype" in self._infos and "opendocument" in self.read("mimetype")[:200].decode("ascii", "replace"):
            raise UserError("这是 OpenDocument 文档，扩展名与内容不符", self.name, "请把扩展名改回 .odt，或者另存为 .docx 再试")
        if "ofd.xml" in self._infos:
            raise UserError("这是 OFD 版式文件，不能读取", self.name, "请用阅读器导出为 Word 文档或文本再试")
        for folder, what in (("xl/", "Excel 工作簿"), ("ppt/", "PowerPoint 演示文稿")):
            if any(key.startswith(folder) for key in self._infos):
                raise UserError(f"这是 {what}，不是 Word 文档", self.name, "请换成公文的 .docx 文件")
        if "[content_types].xml" not in self._infos or not self.has(self.main):
            raise UserError("这是普通压缩包，不是 Word 文档", self.name, "请先解压，再选里面的文档")

    def _refuse_active_links(self) -> None:
        for name in [info.filename for key, info in self._infos.items() if key.endswith(".rels")]:
            for link in self._links(name):
                kind = link.get("Type", "").rpartition("/")[2]
                if kind in _ACTIVE_LINKS and link.get("TargetMode") == "External" and _is_remote(link.get("Target", "")):
                    what = f"文件打开时会从外部地址加载{_ACTIVE_LINKS[kind]}，可能有风险，不予读取"
                    raise UserError(what, self.name, "请向发来的人核实；确认可信后，在 Word 里断开链接再另存为 .docx")

    @cached_property
    def main(self) -> str:
        """The name of the main part, usually ``word/document.xml``."""
        found = [relation.target for relation in self.relations("") if relation.kind == "officeDocument"]
        return found[0] if found else "word/document.xml"

    def has(self, name: str) -> bool:
        """Tell whether the package holds the part ``name``."""
        return name.lower() in self._infos

    def names(self, prefix: str) -> list[str]:
        """Return the names of the parts that begin with ``prefix``, sorted."""
        return sorted(info.filename for key, info in self._infos.items() if key.startswith(prefix.lower()))

    def read(self, name: str) -> bytes:
        """Return the part ``name`` expanded; raise ``UserError`` past a limit or where it is broken."""
        from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile

        info = self._infos[name.lower()]
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise UserError("文件用了 Word 不用的压缩方法，不能读取", self.name, _RESAVE)
        room = min(MAX_PART, MAX_EXPANDED - self._expanded, max(_RATIO_FROM, info.compress_size * MAX_RATIO))
        try:
            with self._archive.open(info) as stream:
                data = stream.read(room + 1)
        except (BadZipFile, EOFError, OSError, ValueError, RuntimeError, NotImplementedError, _zlib_error()) as error:
            raise UserError(f"文件已经损坏，其中的 {info.filename} 读不出来", self.name, _BROKEN) from error
        if len(data) > room:
            raise UserError(f"文件展开后大得异常（{info.filename}），可能是压缩炸弹，不予打开", self.name, "请不要打开它，并向发来的人核实")
        self._expanded += len(data)
        return data

    def xml(self, name: str) -> _Element:
        """Return the root of the XML part ``name``; document type declarations, and so entities, are refused."""
        from lxml import etree

        data = self.read(name)
        declares = any("<!DOCTYPE".encode(encoding) in data for encoding in ("ascii", "utf-16-le", "utf-16-be"))
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False)
        try:
            root = None if declares else etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            what = "XML 嵌套过深" if "depth" in str(error).lower() else "不是完整的 XML"
            raise UserError(f"文件已经损坏，其中的 {name} {what}", self.name, _BROKEN) from error
        if root is None or root.getroottree().docinfo.internalDTD is not None:
            raise UserError(f"文件的 {name} 里有实体声明，正常的 Word 文档没有，不予打开", self.name, "请不要打开它，并向发来的人核实")
        if root.tag.startswith("{" + _STRICT):
            raise UserError("文件是“严格 Open XML”格式，不能读取", self.name, "请用 Word 另存为普通的“Word 文档（.docx）”再试")
        return root

    def optional_xml(self, name: str) -> _Element | None:
        """Return the root of the XML part ``name``, None if the package has no such part."""
        return self.xml(name) if name and self.has(name) else None

    def relations(self, part: str) -> list[Relation]:
        """Return the relations of ``part`` (``""``: of the package) in their order."""
        folder, _, leaf = part.rpartition("/")
        name = posixpath.join(folder, "_rels", f"{leaf}.rels")
        if not self.has(name):
            return []
        found = []
        for link in self._links(name):
            target = unquote(link.get("Target", ""))
            outside = link.get("TargetMode") == "External"
            inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            kind, address = link.get("Type", ""), link.get("Target", "") if outside else ""
            found.append(Relation(link.get("Id", ""), kind.rpartition("/")[2], "" if outside else inside, address, kind))
        return found

    def related(self, kind: str) -> str:
        """Return the name of the part that the main part refers to as ``kind`` (``"styles"``, ``"numbering"`` …), ``""`` if none."""
        return next((link.target for link in self.relations(self.main) if link.kind == kind and self.has(link.target)), "")

    def _links(self, name: str) -> list[_Element]:
        key = name.lower()
        if key not in self._link_lists:
            self._link_lists[key] = list(self.xml(name).iter(_RELATIONSHIP))
        return self._link_lists[key]


def _zlib_error() -> type[Exception]:
    import zlib

    return zlib.error


def _is_remote(target: str) -> bool:
    """Tell whether a link leads to another machine; a template on the author's own disk is never fetched and common in good files."""
    address = target.replace("\\", "/")
    if address.startswith("//"):
        return True
    try:
        parts = urlsplit(address)
    except ValueError:  # not an address that anyone writes in good faith
        return True
    return bool(parts.netloc) or (parts.scheme == "file" and parts.path.startswith("//"))
