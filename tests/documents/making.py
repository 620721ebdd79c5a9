"""Small Word files for the tests, written part by part."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def paragraph(text: str, properties: str = "", run_properties: str = "") -> str:
    """One ``w:p`` with one run; ``text`` is escaped."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    start = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    look = f"<w:rPr>{run_properties}</w:rPr>" if run_properties else ""
    return f'<w:p>{start}<w:r>{look}<w:t xml:space="preserve">{escaped}</w:t></w:r></w:p>'


def make_docx(
    body: str,
    *,
    styles: str | None = None,
    numbering: str | None = None,
    footnotes: str | None = None,
    endnotes: str | None = None,
    comments: str | None = None,
    headers: tuple[str, ...] = (),
    footers: tuple[str, ...] = (),
    core: str | None = None,
    app: str | None = None,
    section: str = "",
    relationships: str = "",
    extra: dict[str, bytes] | None = None,
) -> bytes:
    """Return a .docx whose parts hold the XML given: the children of ``w:body``, ``w:styles``, ``w:numbering``, ``w:footnotes`` ….

    ``headers`` and ``footers`` are the children of one ``w:hdr``/``w:ftr`` each (the default one, then first, then even).
    ``section`` is put into ``w:sectPr``; ``relationships`` is added to the main part's; ``extra`` are further parts by name.
    """
    parts: dict[str, bytes] = {}
    types: list[str] = []
    links: list[str] = []
    references: list[str] = []

    def add(name: str, root: str, children: str, kind: str) -> str:
        parts[f"word/{name}"] = f"{_PROLOG}<w:{root} {NAMESPACES}>{children}</w:{root}>".encode()
        types.append(f'<Override PartName="/word/{name}" ContentType="{_WORD_TYPE}.{kind}+xml"/>')
        identity = f"rId{len(links) + 1}"
        links.append(f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{name}"/>')
        return identity

    for name, children in (
        ("styles", styles),
        ("numbering", numbering),
        ("footnotes", footnotes),
        ("endnotes", endnotes),
        ("comments", comments),
    ):
        if children is not None:
            add(f"{name}.xml", name, children, name)
    for kind, root, texts in (("header", "hdr", headers), ("footer", "ftr", footers)):
        for number, (children, use) in enumerate(zip(texts, ("default", "first", "even"), strict=False), 1):
            identity = add(f"{kind}{number}.xml", root, children, kind)
            references.append(f'<w:{kind}Reference w:type="{use}" r:id="{identity}"/>')
    section_xml = f"<w:sectPr>{''.join(references)}{section}</w:sectPr>" if references or section else ""
    document = f"{_PROLOG}<w:document {NAMESPACES}><w:body>{body}{section_xml}</w:body></w:document>".encode()
    root_links = [f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>']
    if core is not None:
        root_links.append(f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>')
        parts["docProps/core.xml"] = (
            f'{_PROLOG}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>'
        ).encode()
    if app is not None:
        root_links.append(f'<Relationship Id="rId3" Type="{_OFFICE}/extended-properties" Target="docProps/app.xml"/>')
        namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
        parts["docProps/app.xml"] = f'{_PROLOG}<Properties xmlns="{namespace}">{app}</Properties>'.encode()
    whole = {
        "[Content_Types].xml": (
            f'{_PROLOG}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>{"".join(types)}</Types>'
        ).encode(),
        "_rels/.rels": f'{_PROLOG}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(root_links)}</Relationships>'.encode(),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": (
            f'{_PROLOG}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}{relationships}</Relationships>'
        ).encode(),
        **parts,
        **(extra or {}),
    }
    return zip_of(whole)


def zip_of(parts: dict[str, bytes]) -> bytes:
    """Return a zip of ``parts``, in order, with a fixed time stamp."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def png(width: int = 1, height: int = 1) -> bytes:
    """Return a grey picture of ``width`` by ``height`` dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x80" * 3 * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
