"""一键排版 changes the page and not the text."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.desk.formatting import format_document
from drafting.documents.errors import UserError
from drafting.documents.house import House
from drafting.documents.model import Role
from drafting.documents.reading import read, read_bytes, read_with_package
from drafting.documents.renewing import renew
from drafting.documents.typesetting.letterhead import ROLES
from tests.documents.making import make_docx, paragraph

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


MOVED = (*ROLES, Role.COPIES_TO, Role.PRINTER)


def assert_same_text(source: Path, made: Path) -> None:
    """Not one character comes or goes; where no part belongs at another place on the page, they stand in the same order too."""
    before, after = characters(source), characters(made)
    assert Counter(before) == Counter(after), source.name
    if not read(source).of(*MOVED):
        assert before == after, source.name


def tables(path: Path) -> int:
    """How many tables the text has; on a page across, the page number stands in one."""
    return len({p.place.cell.table for p in read(path).paragraphs if p.place.cell and p.role not in FURNITURE})


def test_every_genuine_document_keeps_its_text(shared_data: Path, tmp_path: Path) -> None:
    for source in sorted((shared_data / "documents").glob("*.txt"))[::8]:
        assert_same_text(source, format_document(source, tmp_path / "out.docx").file)


def test_every_seed_keeps_its_text(shared_data: Path, tmp_path: Path) -> None:
    seeds = sorted((shared_data.parent / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("no seeds beside the development data")
    for source in seeds:
        assert_same_text(source, format_document(source, tmp_path / "out.docx").file)


def test_every_genuine_word_file_keeps_its_text_and_tables(shared_data: Path, tmp_path: Path) -> None:
    files = sorted((shared_data / "word").glob("*.docx"))
    assert files
    for source in files:
        made = format_document(source, tmp_path / "out.docx").file
        assert_same_text(source, made)
        assert tables(source) == tables(made), source.name


@pytest.mark.rendering
def test_old_word_files_are_laid_out_too(shared_data: Path, libreoffice: Path, tmp_path: Path) -> None:
    source = sorted((shared_data / "word").glob("*.doc"))[-1]
    assert_same_text(source, format_document(source, tmp_path / "out.docx").file)


def test_an_order_is_laid_out_as_one(tmp_path: Path) -> None:
    source = tmp_path / "令.txt"
    source.write_text("清源市人民政府令\n第12号\n《清源市某某办法》已经通过，现予公布。\n市长　某某\n2026年3月5日\n", encoding="utf-8")
    made = format_document(source)
    assert_same_text(source, made.file)
    assert "“命令”格式" in made.notes[0]


def test_the_kind_chooses_the_format(tmp_path: Path) -> None:
    source = tmp_path / "稿.txt"
    source.write_text(DRAFT, encoding="utf-8")
    assert format_document(source).notes[0] == "排成一般文稿（没有版头）：没有发文机关标志和发文字号。"
    assert "“文件”格式" in format_document(source, kind="通知").notes[0]


def test_what_was_guessed_is_listed_with_its_reason(tmp_path: Path) -> None:
    source = tmp_path / "稿.txt"
    source.write_text("我们的冬天\n各位同事：\n今天讲三点。\n第一点是这样。\n2026年3月5日\n", encoding="utf-8")
    notes = "\n".join(format_document(source).notes)
    assert re.search(r"第 1 段“我们的冬天”当作标题（猜的：在文首），请核对。", notes)
    assert "没有认出署名，请核对。" in notes


def test_a_draft_without_a_title_is_laid_out_and_the_user_told(tmp_path: Path) -> None:
    source = tmp_path / "稿.txt"
    source.write_text("今天，我们在这里开会，研究有关工作。会议要求各单位抓好落实。\n", encoding="utf-8")
    assert "没有认出标题，请核对。" in format_document(source).notes


def test_a_second_letterhead_below_the_text_stays_where_it_is(tmp_path: Path) -> None:
    source = tmp_path / "稿.txt"
    second = "清源市财政局文件\n清财〔2026〕9号\n关于某某的函\n市审计局：\n现函告如下。\n"
    source.write_text("清源市民政局文件\n清民〔2026〕3号\n关于某某的通知\n各区民政局：\n现通知如下。\n" + second, encoding="utf-8")
    said = lines(format_document(source).file)
    assert said.index("清源市财政局文件") > said.index("现通知如下。")


def test_underlined_blanks_to_write_on_stay(tmp_path: Path) -> None:
    source = tmp_path / "稿.docx"
    line = '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">        </w:t></w:r>'
    source.write_bytes(make_docx(f"{paragraph('关于填表的通知')}<w:p><w:r><w:t>姓名：</w:t></w:r>{line}</w:p>"))
    made = format_document(source, tmp_path / "出.docx")
    assert read(made.file).paragraphs[1].text == "姓名：        "


def test_indents_of_blanks_and_empty_lines_are_counted(tmp_path: Path) -> None:
    source = tmp_path / "稿.txt"
    source.write_text("关于某某的通知\n\n\n　　现通知如下。\n", encoding="utf-8")
    assert "代替缩进的空格 2 个、空行 2 个，已改由版式留空。" in format_document(source).notes


def test_what_is_issued_below_the_signature_begins_a_page(tmp_path: Path) -> None:
    source = tmp_path / "稿.txt"
    issued = "清源市某某管理办法\n第一条　为规范管理，制定本办法。\n第二条　本办法自发布之日起施行。\n"
    source.write_text(
        f"关于印发《清源市某某管理办法》的通知\n各区人民政府：\n　　现印发给你们。\n清源市人民政府\n2026年3月5日\n{issued}", "utf-8"
    )
    found = [p for p in read(format_document(source).file).paragraphs if p.text == "清源市某某管理办法"]
    assert [p.look.page_break_before for p in found] == [True]


def test_the_office_s_own_values_are_followed(tmp_path: Path) -> None:
    source = tmp_path / "稿.docx"
    source.write_bytes(make_docx(paragraph("关于某某的通知") + paragraph("现通知如下。")))
    house = House(margin_left=30.0, text_width=154.0)
    made = renew(*read_with_package(source.read_bytes(), source.name), house)
    assert read_bytes(made.data, "出.docx").page.left == pytest.approx(30 * 72 / 25.4, abs=0.1)


def test_a_character_that_stands_for_an_object_elsewhere_is_kept_as_it_is(tmp_path: Path) -> None:
    source = tmp_path / "稿.txt"
    source.write_text("关于某某的通知\n现通知\ufffc如下。\n", encoding="utf-8")
    assert "现通知\ufffc如下。" in lines(format_document(source).file)


def test_markdown_becomes_a_page_with_headings_tables_and_links(tmp_path: Path) -> None:
    source = tmp_path / "稿.md"
    table = "| 序号 | 事项 |\n|---|---|\n| 1 | **甲** |\n"
    source.write_text(f"# 关于某某的通知\n\n各局：\n\n## 主要任务\n\n详见[官网](https://example.com/)。\n\n{table}\n以上。\n", "utf-8")
    made = format_document(source)
    document = read(made.file)
    said = [(p.text, p.look.style) for p in document.paragraphs if p.role not in FURNITURE and not p.place.cell]
    assert said == [
        ("关于某某的通知", "公文标题"),
        ("各局：", "主送机关"),
        ("主要任务", "一级标题"),
        ("详见官网。", "公文正文"),
        ("以上。", "公文正文"),
    ]
    assert [p.text for p in document.paragraphs if p.place.cell] == ["序号", "事项", "1", "甲"]
    notes = "\n".join(made.notes)
    assert "链接地址（https://example.com/） 1 处" in notes
    assert "当作一级标题（猜的：按大纲级别）" in notes


def test_markdown_marks_in_a_text_file_are_pointed_out(tmp_path: Path) -> None:
    source = tmp_path / "稿.txt"
    source.write_text("# 关于某某的通知\n现**通知**如下。\n", encoding="utf-8")
    made = format_document(source)
    assert_same_text(source, made.file)
    assert "把扩展名改成 .md 再排" in made.notes[-1]


def test_a_file_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path) -> None:
    source = tmp_path / "稿.docx"
    source.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(UserError):
        format_document(source)
    assert list(tmp_path.iterdir()) == [source]
