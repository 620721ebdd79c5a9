"""Text files in every usual encoding."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from drafting.documents.intake.text_reading import decode
from drafting.documents.model import Role
from drafting.documents.reading import read, read_bytes, read_text

SAMPLE = "关于做好防汛工作的通知\r\n\r\n各县（市、区）人民政府：\r\n\u3000\u3000为做好工作，现通知如下。\r\n"
LINES = ["关于做好防汛工作的通知", "各县（市、区）人民政府：", "\u3000\u3000为做好工作，现通知如下。"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312"])
def test_every_usual_encoding_is_recognised(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "稿.txt"
    path.write_bytes(SAMPLE.encode(encoding))
    document = read(path)
    assert [p.text for p in document.paragraphs] == LINES
    assert [p.place.index for p in document.paragraphs] == [1, 3, 4]
    assert {p.place.part for p in document.paragraphs} == {""}
    assert document.source == "稿.txt"
    assert [p.role for p in document.paragraphs] == [Role.TITLE, Role.RECIPIENTS, Role.BODY]


def test_utf_16_with_either_mark_is_recognised() -> None:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert decode(mark + SAMPLE.encode(encoding)) == SAMPLE


def test_short_chinese_that_happens_to_be_valid_utf_8_is_read_as_chinese() -> None:
    assert decode("一路平安".encode("gb18030")) == "一路平安"
    assert decode("路".encode("gbk")) == "路"
    assert decode("é·×".encode()) == "é·×"


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\xff\xfe\x00\xd8", b"\xef\xbb\xbf\xff", b"\x00\x01\x02\x03" * 50])
def test_what_is_no_text_is_refused_and_never_shown_as_wrong_characters(data: bytes) -> None:
    with pytest.raises(UserError, match="编码") as caught:
        read_bytes(data, "稿.txt")
    assert "UTF-8" in caught.value.remedy


def test_markdown_is_kept_verbatim_and_its_marks_do_not_hide_the_roles() -> None:
    document = read_bytes("# 关于加强管理的意见\n\n各处室：\n\n为加强管理，提出意见。\n\n## 一、总体要求\n".encode(), "稿.md")
    assert [(p.text, p.role) for p in document.paragraphs] == [
        ("# 关于加强管理的意见", Role.TITLE),
        ("各处室：", Role.RECIPIENTS),
        ("为加强管理，提出意见。", Role.BODY),
        ("## 一、总体要求", Role.HEADING1),
    ]


def test_text_of_nothing_but_blanks_is_refused() -> None:
    with pytest.raises(UserError, match="没有文字"):
        read_bytes(b" \n\t\n", "稿.txt")


_ENCODABLE = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)


@given(st.lists(_ENCODABLE, max_size=8), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_any_text_with_a_byte_order_mark_reads_back_as_it_was(lines: list[str], encoding: str) -> None:
    text = "\n".join(lines)
    assert decode(text.encode(encoding)) == text


@given(st.lists(_ENCODABLE, max_size=8))
def test_any_text_with_chinese_in_utf_8_reads_back_as_it_was(lines: list[str]) -> None:
    text = "\n".join(["公文", *(line.replace("\ufeff", "") for line in lines)])
    assert decode(text.encode()) == text


_CHINESE = st.text(st.characters(codec="gb2312", categories=("Lo", "Nd", "Po")), min_size=1, max_size=60)


@given(st.lists(_CHINESE, min_size=1, max_size=8), st.sampled_from(["utf-8", "gb18030"]))
def test_ordinary_chinese_reads_back_as_it_was_without_a_mark(lines: list[str], encoding: str) -> None:
    text = "现将有关事项通知如下。\n" + "\n".join(lines)
    assert decode(text.encode(encoding)) == text


@given(st.lists(_ENCODABLE, min_size=1, max_size=10))
def test_every_line_that_is_not_blank_is_a_paragraph_verbatim(lines: list[str]) -> None:
    text = "\n".join(["题", *lines])
    document = read_text(text)
    expected = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    assert [(p.place.index, p.text) for p in document.paragraphs] == expected
