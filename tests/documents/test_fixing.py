"""Sure suggestions are carried out in the file, and nothing else changes."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from drafting.documents.fixing import fix_docx, fix_text
from drafting.documents.intake.docx_reading import read_docx
from drafting.documents.marks.revisions import accept_all
from drafting.documents.model import Document
from drafting.documents.reading import read_bytes
from tests.documents.making import make_docx
from tests.documents.marks import at, fault, names, part, texts

BOLD, ITALIC = "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/></w:rPr>"
RUNS = f"<w:p><w:r>{BOLD}<w:t>加强布</w:t></w:r><w:r>{ITALIC}<w:t>署，</w:t></w:r><w:r><w:t>抓好落实,不得拖延。</w:t></w:r></w:p>"


def word_file(body: str = RUNS) -> tuple[bytes, Document]:
    data = make_docx(body)
    return data, read_docx(data, "稿.docx")


def test_the_text_is_mended_across_runs_without_comment_or_revision():
    data, document = word_file()
    mended = fix_docx(data, document, [fault(document, "布署", "部署"), fault(document, ",", "，")])
    assert texts(mended.data) == ["加强部署，抓好落实，不得拖延。"]
    assert [finding.suggestion for finding in mended.applied] == ["部署", "，"]
    assert mended.left == ()
    markup = part(mended.data)
    assert not any(name in markup for name in ("w:ins", "w:del", "comment"))
    assert names(mended.data) == names(data)


def test_what_replaces_has_the_look_of_what_was_there():
    data, document = word_file()
    markup = part(fix_docx(data, document, [fault(document, "布署", "部署")]).data)
    assert "<w:b/></w:rPr><w:t>部</w:t>" in markup.replace(' xml:space="preserve"', "")


def test_every_other_part_stays_byte_for_byte():
    data, document = word_file()
    mended = fix_docx(data, document, [fault(document, "布署", "部署")]).data
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(mended)) as after:
        for name in set(before.namelist()) - {"word/document.xml"}:
            assert before.read(name) == after.read(name)


def test_revisions_of_others_stay_open():
    theirs = '<w:ins w:id="7" w:author="张三" w:date="2024-01-01T00:00:00Z"><w:r><w:t>另有</w:t></w:r></w:ins>'
    data, document = word_file(f"<w:p>{theirs}<w:r><w:t>布署。</w:t></w:r></w:p>")
    mended = fix_docx(data, document, [fault(document, "布署", "部署")]).data
    assert 'w:author="张三"' in part(mended)
    assert texts(accept_all(mended)) == ["另有部署。"]


def test_nothing_to_mend_gives_the_same_bytes():
    data, document = word_file()
    assert fix_docx(data, document, [fault(document, "布署", None)]).data == data
    assert fix_docx(data, document, [fault(document, "布署", "布署")]).data == data


def test_what_a_field_makes_is_left_and_named():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF 名称</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>布署</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    data, document = word_file(f"<w:p>{field}</w:p>")
    mended = fix_docx(data, document, [fault(document, "布署", "部署")])
    assert mended.data == data
    assert [finding.suggestion for finding in mended.left] == ["部署"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_text_file_keeps_its_encoding_and_its_line_ends(encoding: str, ending: str) -> None:
    lines = ["关于加强管理的通知", "", "　　各单位要抓好布署,不得拖延。", "特此通知。", ""]
    data = ending.join(lines).encode(encoding)
    document = read_bytes(data, "稿.txt")
    mended = fix_text(data, document, [fault(document, "布署", "部署"), fault(document, ",", "，")])
    assert mended.data == ending.join(lines).replace("布署,", "部署，").encode(encoding)
    assert len(mended.applied) == 2


def test_of_suggestions_that_overlap_the_first_is_carried_out():
    data = "各单位要抓好布署工作。".encode()
    document = read_bytes(data, "稿.txt")
    mended = fix_text(data, document, [at(0, 6, 8, "部署"), at(0, 7, 10, "置任务")])
    assert mended.data.decode() == "各单位要抓好部署工作。"
    assert [finding.suggestion for finding in mended.left] == ["置任务"]


def test_a_file_changed_in_between_is_refused():
    document = read_bytes("各单位要抓好布署工作。".encode(), "稿.txt")
    with pytest.raises(UserError, match="不一致"):
        fix_text("另一份文件。".encode(), document, [fault(document, "布署", "部署")])
    _, read = word_file()
    with pytest.raises(UserError, match="不一致"):
        fix_docx(make_docx("<w:p><w:r><w:t>另一份文件。</w:t></w:r></w:p>"), read, [fault(read, "布署", "部署")])


LINES = st.lists(st.text("督查台帐，。 ab\t　", min_size=1, max_size=12), min_size=1, max_size=6)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.data())
def test_any_text_is_mended_at_exactly_the_characters_named(lines: list[str], ending: str, data: st.DataObject) -> None:
    source = ending.join(["通知", *lines])
    document = read_bytes(source.encode(), "稿.txt")
    number = data.draw(st.integers(0, len(document.paragraphs) - 1))
    text = document.paragraphs[number].text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    right = data.draw(st.text("账的", max_size=3))
    mended = fix_text(source.encode(), document, [at(number, start, end, right)]).data.decode()
    expected = [p.text for p in document.paragraphs]
    expected[number] = text[:start] + right + text[end:]
    assert [line for line in mended.splitlines() if line.strip()] == [line for line in expected if line.strip()]
    assert len(mended) == len(source) + len(right) - (end - start)
