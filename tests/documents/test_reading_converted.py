"""Files that LibreOffice reads for us: PDF line by line put together again, and the older formats."""

from __future__ import annotations

import http.server
import subprocess
import threading
from pathlib import Path

import pytest

from drafting.documents.conversion import convert
from drafting.documents.errors import UserError
from drafting.documents.model import Role
from drafting.documents.reading import read, read_bytes
from tests.documents.making import make_docx, paragraph

SENTENCE = "为切实做好“防汛”工作，各单位要落实责任，加强值守，排查隐患，备足物资，确保人民群众生命财产安全，"
BODY = f"\u3000\u3000{SENTENCE * 4}现将有关事项通知如下。"
TEXTS = [
    "江河市水务局文件",
    "江水发〔2024〕1号",
    "关于做好防汛工作的通知",
    "各县区人民政府：",
    BODY,
    "\u3000\u3000一、总体要求",
    *[BODY] * 6,
    "江河市水务局",
    "2024年5月8日",
]


def _source(folder: Path) -> Path:
    center, right = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
    properties = {0: center, 1: center, 2: center, len(TEXTS) - 2: right, len(TEXTS) - 1: right}
    faces = {0: '<w:color w:val="FF0000"/><w:sz w:val="72"/>', 2: '<w:sz w:val="44"/>'}
    body = "".join(paragraph(text, properties.get(k, ""), faces.get(k, '<w:sz w:val="32"/>')) for k, text in enumerate(TEXTS))
    page = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:bottom="1984" w:left="1588" w:right="1474" w:footer="1588"/>'
    path = folder / "稿.docx"
    path.write_bytes(make_docx(body, section=page, footers=(paragraph("— 1 —", center),)))
    return path


@pytest.mark.rendering
def test_the_paragraphs_of_a_pdf_are_put_together_again(libreoffice: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "稿.pdf"
    pdf.write_bytes(convert(_source(tmp_path), "pdf"))
    document = read(pdf)
    assert [p.text for p in document.paragraphs if p.role is not Role.PAGE_FOOTER] == TEXTS
    assert [p.role for p in document.paragraphs][:4] == [Role.ISSUER_MARK, Role.DOCUMENT_NUMBER, Role.TITLE, Role.RECIPIENTS]
    assert document.of(Role.SIGNATURE)
    assert document.of(Role.DATE)
    assert {p.text for _, p in document.of(Role.PAGE_FOOTER)} == {"— 1 —"}
    assert document.source == "稿.pdf"


@pytest.mark.rendering
@pytest.mark.parametrize("suffix", ["doc", "odt", "rtf"])
def test_older_formats_are_read_through_libreoffice(suffix: str, libreoffice: Path, tmp_path: Path) -> None:
    data = convert(_source(tmp_path), suffix)
    document = read_bytes(data, f"旧/稿.{suffix}")
    assert [p.text for p in document.paragraphs if p.role is not Role.PAGE_FOOTER] == TEXTS
    assert document.of(Role.TITLE)[0][1].text == TEXTS[2]


@pytest.mark.rendering
def test_a_pdf_of_scanned_pages_says_that_it_has_no_text(libreoffice: Path, tmp_path: Path) -> None:
    empty = tmp_path / "扫描.docx"
    empty.write_bytes(make_docx("<w:p/>"))
    scanned = tmp_path / "扫描.pdf"
    scanned.write_bytes(convert(empty, "pdf"))
    with pytest.raises(UserError, match="扫描件"):
        read(scanned)


@pytest.mark.rendering
def test_a_file_that_libreoffice_cannot_read_is_refused(libreoffice: Path) -> None:
    with pytest.raises(UserError, match=r"坏\.pdf：PDF 已损坏"):
        read_bytes(b"%PDF-1.4\nnothing", "坏.pdf")


@pytest.mark.rendering
def test_converting_fetches_nothing_from_elsewhere(libreoffice: Path, tmp_path: Path) -> None:
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    names = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible"}
    spaces = " ".join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in names.items())
    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        image = f'<draw:image xlink:href="http://127.0.0.1:{server.server_port}/a.png" xlink:type="simple"/>'
        frame = f'<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">{image}</draw:frame>'
        flat = (
            f'<?xml version="1.0"?><office:document {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2" '
            f'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>正文{frame}</text:p>'
            "</office:text></office:body></office:document>"
        )
        path = tmp_path / "稿.odt"
        path.write_text(flat, "utf-8")
        document = read(path)
        server.shutdown()
    assert document.paragraphs[0].text.startswith("正文")
    assert asked == []


def test_a_pdf_without_libreoffice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENMI_SOFFICE", "/no/such/program")

    def never(*_: object, **__: object) -> None:
        raise AssertionError("nothing may be started")

    monkeypatch.setattr(subprocess, "run", never)
    with pytest.raises(UserError, match="LibreOffice"):
        read_bytes(b"%PDF-1.4", "稿.pdf")


@pytest.mark.parametrize("name", ["稿.doc", "稿.wps", "稿.rtf", "稿.pdf"])
def test_bytes_that_are_no_document_are_refused_before_libreoffice_guesses(name: str) -> None:
    with pytest.raises(UserError, match="不是有效的"):
        read_bytes(b"\x00\x17 not a document \xfe" * 200, name)
