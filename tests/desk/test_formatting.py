"""一键排版 changes the page and not the text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.desk.formatting import format_document
from drafting.documents.errors import UserError
from drafting.documents.model import Format, Role
from drafting.documents.reading import read

DRAFT = """关于做好冬季清雪除冰工作的通知

各区人民政府，市政府各部门：
　　为做好清雪除冰工作，现通知如下：
　　一、加强组织领导
　　各单位要落实责任。
清源市人民政府办公室
2026年11月9日
"""


FURNITURE = (Role.PAGE_HEADER, Role.PAGE_FOOTER)


def lines(path: Path) -> list[str]:
    """Every line of text, without the blanks around it that stand in for an indent."""
    return [line for p in read(path).paragraphs if p.role not in FURNITURE for line in [p.text.strip(" \u3000\t\u00a0")] if line]


def characters(path: Path) -> str:
    """Every character but blanks: a title or a signature over several lines has a line end where it had a blank."""
    return "".join("".join(lines(path)).split())


def test_not_one_character_changes(tmp_path: Path) -> None:
    source = tmp_path / "稿.txt"
    source.write_text(DRAFT, encoding="utf-8")
    made = format_document(source)
    assert made.file == tmp_path / "稿-排版.docx"
    assert characters(made.file) == characters(source)


def test_what_was_recognised_is_listed(tmp_path: Path) -> None:
    source = tmp_path / "稿.txt"
    source.write_text(DRAFT, encoding="utf-8")
    notes = "\n".join(format_document(source).notes)
    assert "标题：关于做好冬季清雪除冰工作的通知" in notes
    assert "主送机关：各区人民政府" in notes
    assert "成文日期：2026年11月9日" in notes


def test_the_input_is_never_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "稿.docx"
    text = tmp_path / "稿.txt"
    text.write_text(DRAFT, encoding="utf-8")
    format_document(text, source)
    before = source.read_bytes()
    with pytest.raises(UserError, match="覆盖"):
        format_document(source, source)
    assert source.read_bytes() == before


def test_formatting_again_leaves_the_text(tmp_path: Path) -> None:
    text = tmp_path / "稿.txt"
    text.write_text(DRAFT, encoding="utf-8")
    once = format_document(text, tmp_path / "一.docx").file
    twice = format_document(once, tmp_path / "二.docx").file
    assert lines(once) == lines(twice)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(alphabet="一二三（）1.、关于的通知各局：年月日附件“”《》abc 12，。", min_size=1, max_size=60), min_size=1, max_size=8)
)
def test_any_text_survives(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("any")
    source = folder / "稿.txt"
    source.write_text("\n".join(texts) + "\n正文。\n", encoding="utf-8")
    made = format_document(source)
    assert characters(made.file) == characters(source)


def test_every_genuine_document_keeps_its_text(shared_data: Path, tmp_path: Path) -> None:
    """Parts may move to their place on the page (版记 to the end), but no character comes or goes."""
    orders = []
    for source in sorted((shared_data / "documents").glob("*.txt"))[::10]:
        if read(source).format is Format.ORDER:
            orders.append(source)
            continue
        made = format_document(source, tmp_path / "out.docx")
        assert Counter(characters(made.file)) == Counter(characters(source)), source.name
    assert len(orders) <= 1


def test_a_format_that_cannot_be_laid_out_yet_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    source = tmp_path / "令.txt"
    source.write_text("清源市人民政府令\n第12号\n《清源市某某办法》已经通过，现予公布。\n市长　某某\n2026年3月5日\n", encoding="utf-8")
    with pytest.raises(UserError, match="命令"):
        format_document(source)
    assert not (tmp_path / "令-排版.docx").exists()
