"""Drafting, as the desk does it for the commands and the pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.desk import drafting as desk
from drafting.desk import proofreading
from drafting.documents.errors import ManyErrors, UserError

KINDS = [kind.id for kind in desk.kinds()]
ASKED = ("character-doubtful-in-context", "character-unusual-in-context")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kinds_example_drafts_to_a_document_without_a_finding(kind: str, tmp_path: Path) -> None:
    fields = tmp_path / "字段.yaml"
    desk.new_fields(kind, fields)
    drafted = desk.draft(fields, tmp_path / "公文.docx")
    assert drafted.kind == kind
    assert drafted.note == ""
    (checked,), errors = proofreading.check([tmp_path / "公文.docx"])
    assert errors == []
    # What a model of the language doubts is asked about; on the examples seldom, see below.
    told = [(f.code, f.level.value, checked.document.paragraphs[f.span.paragraph].text) for f in checked.findings if f.code not in ASKED]
    assert told == []


def test_hardly_an_example_is_asked_about_for_a_doubtful_character(tmp_path: Path) -> None:
    asked = 0
    for number, kind in enumerate(KINDS):
        fields = tmp_path / f"{number}.yaml"
        desk.new_fields(kind, fields)
        desk.draft(fields, tmp_path / f"{number}.docx")
        (checked,), _ = proofreading.check([tmp_path / f"{number}.docx"], only=ASKED)
        asked += len(checked.findings)
    assert asked <= len(KINDS) / 10


def test_the_output_is_named_after_the_fields_file(tmp_path: Path) -> None:
    fields = tmp_path / "关于防汛的通知.yaml"
    desk.new_fields("通知", fields)
    assert desk.draft(fields).files == (tmp_path / "关于防汛的通知.docx",)


def test_the_same_fields_give_the_same_bytes(tmp_path: Path) -> None:
    fields = tmp_path / "a.yaml"
    desk.new_fields("通知", fields)
    desk.draft(fields, tmp_path / "1.docx")
    desk.draft(fields, tmp_path / "2.docx")
    assert (tmp_path / "1.docx").read_bytes() == (tmp_path / "2.docx").read_bytes()


def test_a_fields_file_that_exists_is_not_overwritten(tmp_path: Path) -> None:
    fields = tmp_path / "a.yaml"
    fields.write_text("我的心血", encoding="utf-8")
    with pytest.raises(UserError, match="已经存在"):
        desk.new_fields("通知", fields)
    assert fields.read_text(encoding="utf-8") == "我的心血"


def test_faults_are_told_together_and_nothing_is_written(tmp_path: Path) -> None:
    fields = tmp_path / "a.yaml"
    fields.write_text("文种: 通知\n发文字号: 清政办发[2026]第05号\n没有这个字段: 1\n", encoding="utf-8")
    with pytest.raises(ManyErrors) as told:
        desk.draft(fields, tmp_path / "a.docx")
    assert len(told.value.errors) >= 2
    assert not (tmp_path / "a.docx").exists()


def test_missing_facts_are_told_in_a_sentence(tmp_path: Path) -> None:
    fields = tmp_path / "a.yaml"
    text = desk.new_fields("通知")
    fields.write_text("\n".join(line for line in text.splitlines() if not line.startswith("成文日期")), encoding="utf-8")
    drafted = desk.draft(fields)
    assert drafted.missing == ("成文日期",)
    assert drafted.note == "文稿里还有 1 处待补，已用【待补：……】标出：成文日期。"


def test_an_output_that_is_not_docx_is_refused(tmp_path: Path) -> None:
    fields = tmp_path / "a.yaml"
    desk.new_fields("通知", fields)
    with pytest.raises(UserError, match="docx"):
        desk.draft(fields, tmp_path / "a.doc")


def test_a_missing_fields_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到"):
        desk.draft(tmp_path / "没有.yaml")


def test_pdf_without_libreoffice_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENMI_SOFFICE", "/nowhere/soffice")
    fields = tmp_path / "a.yaml"
    desk.new_fields("通知", fields)
    with pytest.raises(UserError, match="LibreOffice"):
        desk.draft(fields, tmp_path / "a.docx", pdf=True)
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize("name", ["预览.txt", "预览", "文件夹.html", "a.yaml", "a.docx"])
def test_a_preview_that_cannot_be_written_leaves_no_document(tmp_path: Path, name: str) -> None:
    (tmp_path / "文件夹.html").mkdir()
    fields = tmp_path / "a.yaml"
    desk.new_fields("通知", fields)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(UserError):
        desk.draft(fields, tmp_path / "a.docx", preview=tmp_path / name)
    assert sorted(tmp_path.iterdir()) == before


def test_pdf_without_libreoffice_says_what_to_do_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENMI_SOFFICE", "/nowhere/soffice")
    fields = tmp_path / "a.yaml"
    desk.new_fields("通知", fields)
    with pytest.raises(UserError, match="去掉 --pdf"):
        desk.draft(fields, pdf=True)


@pytest.mark.parametrize("kind", ["通知", "notice"])
def test_a_kind_in_place_of_a_fields_file_is_told_how_to_start(kind: str) -> None:
    with pytest.raises(UserError, match=r"wenmi new 通知 -o 通知\.yaml"):
        desk.draft(Path(kind))


def test_an_output_that_is_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    fields = tmp_path / "b.yaml"
    desk.new_fields("通知", fields)
    with pytest.raises(UserError, match="文件夹"):
        desk.draft(fields, tmp_path / "a.docx")


@pytest.mark.rendering
def test_pdf_lies_beside_the_document(tmp_path: Path, libreoffice: Path) -> None:
    fields = tmp_path / "a.yaml"
    desk.new_fields("通知", fields)
    drafted = desk.draft(fields, tmp_path / "a.docx", pdf=True)
    assert drafted.files == (tmp_path / "a.docx", tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
