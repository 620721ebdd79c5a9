"""Files made by strangers: each refused with one clear sentence, nothing expanded past a limit, nothing fetched."""

from __future__ import annotations

import io
import os
import socket
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from drafting.documents.conversion import office
from drafting.documents.errors import UserError
from drafting.documents.intake import opening
from drafting.documents.intake.opening import Content, content_of
from drafting.documents.reading import read, read_bytes
from tests.documents.making import make_docx, paragraph, zip_of

GOOD = make_docx(paragraph("关于做好有关工作的通知"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _refused(data: bytes, name: str = "稿.docx") -> str:
    with pytest.raises(UserError) as caught:
        read_bytes(data, name)
    text = str(caught.value)
    assert text.startswith(f"{name}：")
    assert text.endswith("。")
    assert caught.value.remedy
    assert len(text) < 120
    return text


def _parts(data: bytes = GOOD) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_empty_file_is_refused() -> None:
    assert "空的" in _refused(b"")
    assert "空的" in _refused(b"", "稿.txt")


@pytest.mark.parametrize("kept", [10, 200, len(GOOD) // 2, len(GOOD) - 30])
def test_a_truncated_file_is_refused(kept: int) -> None:
    assert "损坏" in _refused(GOOD[:kept])


def test_a_broken_part_is_refused() -> None:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for name, data in _parts().items():
            archive.writestr(name, data)
    broken = stored.getvalue().replace("关于".encode(), "关子".encode())
    assert "读不出来" in _refused(broken)
    assert "不是完整的 XML" in _refused(zip_of({**_parts(), "word/document.xml": b"<w:document"}))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}, "Excel 工作簿"),
        ({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}, "PowerPoint"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}, "OpenDocument"),
        ({"OFD.xml": b"<ofd/>"}, "OFD"),
        ({"readme.txt": b"hello"}, "普通压缩包"),
    ],
)
def test_another_kind_of_package_under_the_name_of_a_word_file_is_named(parts: dict[str, bytes], said: str) -> None:
    assert said in _refused(zip_of(parts))


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"%PDF-1.7 ...", "稿.docx", "PDF 文件"),
        (b"{\\rtf1 ...}", "稿.docx", "RTF 文档"),
        (OLE, "稿.docx", "Word 97"),
        ("正文".encode(), "稿.docx", "文本文件"),
        (GOOD, "稿.txt", "压缩包"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "稿.docx", "图片"),
        (b"Rar!\x1a\x07\x00" + bytes(60), "稿.docx", "压缩包"),
        (b"\r\n<html><body>x</body></html>", "稿.doc", "网页"),
        (b"whatever", "表.xlsx", "不能读取 .xlsx 文件"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_named(data: bytes, name: str, said: str) -> None:
    assert said in _refused(data, name)


def test_a_file_with_a_password_is_refused_without_trying_to_convert_it() -> None:
    assert "密码" in _refused(OLE + "EncryptedPackage".encode("utf-16-le"))
    assert "密码" in _refused(OLE + "EncryptedPackage".encode("utf-16-le"), "稿.wps")
    word97 = bytearray(OLE + bytes(512))
    word97[512:514], word97[523] = b"\xec\xa5", 0x01
    assert "密码" in _refused(bytes(word97), "稿.doc")
    flagged = bytearray(GOOD)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = flagged.find(mark)
        while found >= 0:
            flagged[found + at] |= 1
            found = flagged.find(mark, found + 4)
    assert "加了密" in _refused(bytes(flagged))


def test_a_zip_bomb_is_not_expanded_past_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_PART", 6 << 20)
    bomb = zip_of({**_parts(), "word/document.xml": _parts()["word/document.xml"] + b" " * (40 << 20)})
    assert len(bomb) < 100_000
    tracemalloc.start()
    try:
        assert "压缩炸弹" in _refused(bomb)
        assert tracemalloc.get_traced_memory()[1] < 20 << 20
    finally:
        tracemalloc.stop()


def test_a_part_that_lies_about_its_size_gains_nothing() -> None:
    bomb = bytearray(zip_of({**_parts(), "word/document.xml": b"<a>" + b" " * (30 << 20) + b"</a>"}))
    size = struct.pack("<I", (30 << 20) + 7)
    at = bomb.find(size)
    while at >= 0:
        bomb[at : at + 4] = struct.pack("<I", 1000)
        at = bomb.find(size, at + 4)
    _refused(bytes(bomb))


def test_all_parts_together_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_EXPANDED", 3000)
    assert "压缩炸弹" in _refused(make_docx(paragraph("长" * 2000)))


def test_a_package_of_too_many_parts_is_refused() -> None:
    assert "4000" in _refused(zip_of({**_parts(), **{f"word/media/{n}.png": b"" for n in range(4001)}}))


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "word/../../x", "C:/x", "..\\x"])
def test_a_name_that_leaves_the_package_is_refused(name: str) -> None:
    assert "指向包外" in _refused(zip_of({**_parts(), name: b"x"}))


def test_parts_of_the_same_name_are_refused() -> None:
    assert "重名" in _refused(zip_of({**_parts(), "word/DOCUMENT.xml": b"<a/>"}))


def test_entities_are_refused_in_every_part_and_encoding() -> None:
    lol = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    assert "实体声明" in _refused(zip_of({**_parts(), "word/document.xml": lol}))
    assert "实体声明" in _refused(zip_of({**_parts(), "_rels/.rels": lol}))
    wide = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a SYSTEM "http://example.invalid/x.dtd"><a/>'.encode("utf-16")
    assert "实体声明" in _refused(zip_of({**_parts(), "word/document.xml": wide}))


def test_xml_nested_too_deep_is_refused() -> None:
    deep = make_docx("<w:sdt><w:sdtContent>" * 2000 + paragraph("深") + "</w:sdtContent></w:sdt>" * 2000)
    assert "嵌套过深" in _refused(deep)


def test_a_text_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafting.documents.intake.docx_reading.MAX_CHARACTERS", 10_000)
    monkeypatch.setattr("drafting.documents.intake.text_reading.MAX_CHARACTERS", 10_000)
    assert "1 万字" in _refused(make_docx(paragraph("字" * 10_001)))
    assert "1 万字" in _refused(("字" * 10_001).encode(), "稿.txt")


def test_a_strict_document_is_named() -> None:
    strict = b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
    assert "严格 Open XML" in _refused(zip_of({**_parts(), "word/document.xml": strict}))


def _link(kind: str, target: str, mode: str = "External") -> str:
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    return f'<Relationship Id="rId90" Type="{kind}" Target="{target}" TargetMode="{mode}"/>'


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "http://example.invalid/evil.dotm"),
        ("attachedTemplate", "\\\\host\\share\\evil.dotm"),
        ("attachedTemplate", "file://host/share/evil.dotm"),
        ("oleObject", "https://example.invalid/x"),
        ("frame", "http://[broken"),
        ("subDocument", "//host/x"),
    ],
)
def test_content_loaded_from_elsewhere_is_refused(kind: str, target: str) -> None:
    assert "外部地址" in _refused(make_docx(paragraph("通知"), relationships=_link(kind, target)))


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "http://example.invalid/"),
        ("image", "http://example.invalid/a.png"),
        ("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm"),
    ],
)
def test_harmless_links_are_read_over_and_nothing_is_fetched(kind: str, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object) -> None:
        raise AssertionError("reading must not touch the network")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    monkeypatch.setattr(socket.socket, "connect", no_network)
    document = read_bytes(make_docx(paragraph("通知"), relationships=_link(kind, target)), "稿.docx")
    assert [p.text for p in document.paragraphs] == ["通知"]


def test_what_the_system_refuses_is_told(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "没有.docx", "没有这个文件"), (tmp_path, "文件夹")):
        with pytest.raises(UserError, match=said):
            read(path)
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    with pytest.raises(UserError, match="不是普通文件"):
        read(pipe)


@pytest.mark.parametrize(("fault", "said"), [(PermissionError, "权限"), (OSError, "占用")])
def test_a_file_that_may_not_or_cannot_be_opened_is_told(
    fault: type[OSError], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "密.docx"
    path.write_bytes(GOOD)

    def refuse(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UserError, match=said):
        read(path)


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(opening, "MAX_FILE", 1000)
    path = tmp_path / "大.docx"
    path.write_bytes(bytes(1001))
    with pytest.raises(UserError, match="不予读取"):
        read(path)


def test_a_word_97_file_without_libreoffice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENMI_SOFFICE", "/no/such/program")
    assert office() is None
    assert "LibreOffice" in _refused(OLE, "稿.doc")


def test_a_docx_under_the_name_of_an_old_file_is_read() -> None:
    for name in ("稿.doc", "稿.wps", "-"):
        assert read_bytes(GOOD, name).paragraphs[0].text == "关于做好有关工作的通知"


def test_content_is_told_by_its_first_bytes() -> None:
    assert [content_of(data) for data in (b"", GOOD, OLE, b"%PDF-", b"{\\rtf", b"abc")] == [
        Content.EMPTY, Content.ZIP, Content.OLE, Content.PDF, Content.RTF, Content.TEXT,
    ]  # fmt: skip
