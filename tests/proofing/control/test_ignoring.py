"""An id of a finding is made of what the text says there: it stays the same where the text does."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.marks.plain import plain_docx
from drafting.documents.model import Document, Level, Paragraph, Span
from drafting.documents.reading import read_bytes, read_text
from drafting.proofing import CHECKS, proofread, select
from drafting.proofing.control.ignoring import fingerprint, identified, sentence_around, separated
from drafting.proofing.examples import read

TEXT = "关于做好工作的通知\n各区人民政府：\n请各单位按时布署,抓好落实。同时，做好布署工作。\n二、加强督查\n要建立台帐，层层压实责任。"


def ids(document, code=None):
    known = identified(document, proofread(document))
    return [one.id for one in known if code in (None, one.finding.code)]


def test_an_id_is_eight_hexadecimal_digits_and_findings_differ_in_it():
    found = ids(read_text(TEXT))
    assert len(set(found)) == len(found) >= 4
    assert all(len(one) == 8 and set(one) <= set("0123456789abcdef") for one in found)


def test_ids_stay_when_paragraphs_are_added_moved_and_mended_and_the_file_renamed():
    before = read_text(TEXT, "甲.txt")
    lines = TEXT.split("\n")
    moved = "\n".join([lines[0], "新加的一段，没有问题。", lines[4], lines[2] + "又加了一句。", lines[1], "三、加强督查"])
    after = read_text(moved, "乙.txt")
    assert set(ids(before, "wrong-characters")) == set(ids(after, "wrong-characters"))
    assert set(ids(before, "variant-words")) == set(ids(after, "variant-words"))
    assert set(ids(before, "half-width-punctuation")) == set(ids(after, "half-width-punctuation"))


def test_ids_stay_when_a_text_file_becomes_a_word_file():
    text = read_text(TEXT, "甲.txt")
    data, _ = plain_docx(text)
    word = read_bytes(data, "甲.docx")
    of_words = ("wrong-characters", "variant-words", "half-width-punctuation")
    assert [ids(text, code) for code in of_words] == [ids(word, code) for code in of_words]


def test_ids_stay_when_only_spaces_or_the_number_of_the_paragraph_change():
    first, second = read("二、要建立台帐，层层压实。"), read("三、 要建立台帐，\u3000层层压实。")
    assert ids(first, "variant-words") == ids(second, "variant-words") != []


def test_an_id_changes_with_its_sentence_its_words_and_its_check():
    base = read("要建立台帐。")
    span = Span(0, 3, 5)
    finding = next(f for f in proofread(base) if f.code == "variant-words")
    assert finding.span == span
    others = [
        fingerprint(read("须建立台帐。"), finding),
        fingerprint(base, replace(finding, code="wrong-characters")),
        fingerprint(base, replace(finding, span=Span(0, 3, 4))),
    ]
    assert len({fingerprint(base, finding), *others}) == 4
    assert fingerprint(base, replace(finding, level=Level.ERROR, message="另一句。")) == fingerprint(base, finding)


def test_equal_faults_in_equal_sentences_and_in_one_sentence_are_told_apart():
    document = read("要建立台帐。\n要建立台帐。\n建立台帐、完善台帐。")
    found = ids(document, "variant-words")
    assert len(found) == len(set(found)) == 4
    assert found[:2] == ids(read("要建立台帐。\n前面。\n要建立台帐。"), "variant-words")


def test_findings_are_parted_and_none_is_lost():
    document = read_text(TEXT)
    findings = proofread(document)
    first = fingerprint(document, findings[0])
    shown, left = separated(identified(document, findings, {first: "来文如此", "00000000": "别的文件"}))
    assert [(one.id, one.reason) for one in left] == [(first, "来文如此")]
    assert [one.finding for one in shown] == findings[1:]
    assert identified(document, []) == []


def test_the_sentence_around_a_finding_is_given_whole():
    document = read_text(TEXT)
    found = {f.code: sentence_around(document, f) for f in proofread(document)}
    assert found["half-width-punctuation"] == "请各单位按时布署,抓好落实。"
    assert found["variant-words"] == "要建立台帐，层层压实责任。"


@given(st.lists(st.text(alphabet="一、（）。；！\n 布署台帐,1.第章 \u3000", max_size=30), min_size=1, max_size=4), st.data())
def test_any_span_of_any_text_has_an_id(texts, data):
    document = Document(tuple(Paragraph(text) for text in texts))
    at = data.draw(st.integers(0, len(texts) - 1))
    start = data.draw(st.integers(0, len(texts[at])))
    end = data.draw(st.integers(start, len(texts[at])))
    check = CHECKS[0]
    finding = next(iter(proofread(read("请布署。"), select(only=["wrong-characters"]))))
    found = replace(finding, code=check.code, span=Span(at, start, end))
    assert len(fingerprint(document, found)) == 8
    assert sentence_around(document, found) in texts[at]
