"""预览, as a user asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.desk.drafting import draft, new_fields
from drafting.desk.formatting import format_document
from drafting.desk.preview import preview_html, preview_pages, write_preview
from drafting.documents.errors import UserError
from drafting.documents.layout import lay_out
from drafting.documents.model import Document, Paragraph


@pytest.fixture
def fields(tmp_path: Path) -> Path:
    file = tmp_path / "通知.yaml"
    new_fields("notice", file)
    return file


class TestPreview:
    def test_a_draft_and_its_fields_show_the_same_pages(self, fields: Path, tmp_path: Path) -> None:
        made = draft(fields, tmp_path / "通知.docx", kind="notice")
        assert preview_pages(made.files[0]) == preview_pages(fields, kind="notice")

    def test_it_is_written_beside_the_draft(self, fields: Path, tmp_path: Path) -> None:
        made = draft(fields, tmp_path / "通知.docx", kind="notice", preview=tmp_path / "通知.html")
        assert made.files == (tmp_path / "通知.docx", tmp_path / "通知.html")
        assert made.files[1].read_text("utf-8") == preview_html(made.files[0])

    def test_it_is_titled_like_the_document(self) -> None:
        package = lay_out(Document((Paragraph("正文"),)))
        assert "<title>预览</title>" in preview_html(package)

    def test_the_workbench_gets_the_pages_alone(self) -> None:
        package = lay_out(Document((Paragraph("正文"),)))
        assert not preview_html(package, fragment=True).startswith("<!DOCTYPE")

    def test_a_draft_that_is_not_laid_out_is_sent_to_the_layout(self, tmp_path: Path) -> None:
        file = tmp_path / "草稿.txt"
        file.write_text("正文", "utf-8")
        with pytest.raises(UserError, match="wenmi format"):
            preview_pages(file)

    @pytest.mark.parametrize("name", ["预览.pdf", "预览", "预览.docx"])
    def test_only_a_web_page_is_written(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(UserError, match=r"\.html"):
            write_preview(lay_out(Document((Paragraph("正文"),))), tmp_path / name)
        assert not (tmp_path / name).exists()

    def test_a_wrong_name_leaves_no_formatted_document(self, tmp_path: Path) -> None:
        draft = tmp_path / "草稿.txt"
        draft.write_text("关于防汛的通知\n各单位：\n请认真落实。", "utf-8")
        with pytest.raises(UserError, match=r"\.html"):
            format_document(draft, preview=tmp_path / "预览.pdf")
        assert list(tmp_path.iterdir()) == [draft]

    def test_a_broken_file_is_refused_and_nothing_written(self, tmp_path: Path) -> None:
        file = tmp_path / "坏.docx"
        file.write_bytes(b"PK\x03\x04")
        with pytest.raises(UserError):
            write_preview(file, tmp_path / "坏.html")
        assert not (tmp_path / "坏.html").exists()
