"""What has a form of its own, and the spans of a text and of a document: in it, in order, apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.proofing.characters.guards import HARD, Reason, protected, protected_sentence
from tests.proofing.characters.guarding import draft, told


@pytest.mark.parametrize(
    ("text", "reason", "guarded"),
    [
        ("国办发〔2020〕5号", Reason.DOCUMENT_NUMBER, "国办发〔2020〕5号"),
        ("根据冀科资〔2017〕9号文件", Reason.DOCUMENT_NUMBER, "冀科资〔2017〕9号"),
        ("占地1,200.5平方米", Reason.NUMBER, "1,200.5平方米"),
        ("增长3.5%", Reason.NUMBER, "3.5%"),
        ("型号为TFT-LCD的屏", Reason.CODE, "TFT-LCD"),
        ("见《某某条例》。", Reason.TITLE, "《某某条例》"),
        ("称为“一窗通办”。", Reason.QUOTATION, "“一窗通办”"),
        ("“千淘万漉虽辛苦，吹尽狂沙始到金。”", Reason.VERSE, "“千淘万漉虽辛苦，吹尽狂沙始到金。”"),
    ],
)
def test_what_has_a_form_of_its_own_is_known_by_it(text: str, reason: Reason, guarded: str) -> None:
    assert told(text)[reason] == [guarded]


def test_titles_and_quotations_are_only_told_as_faults_are_as_frequent_in_them() -> None:
    assert not {Reason.TITLE, Reason.QUOTATION} & HARD


def test_addresses_of_a_document_are_guarded_whole() -> None:
    one = draft("请登录http://www.example.gov.cn/某某查询。")
    assert "http://www.example.gov.cn/" in [one.text[s:e] for s, e, r in protected(one) if r is Reason.ADDRESS]


ALPHABET = (
    "王李赵张同志书记副市长县乡镇村路街道社区有限公司集团科技、，。"
    "：（）《》“” \u3000\n\t0123年月日〔〕号A科组长：清源市区在位于的和皤淼垚大理"
)


@given(st.text(ALPHABET, max_size=80))
def test_spans_lie_in_the_text_in_order_and_cross_no_line(text: str) -> None:
    found = protected_sentence(text)
    assert found == sorted(found, key=lambda guard: guard[:2])
    last: dict[Reason, int] = {}
    for start, end, reason in found:
        assert 0 <= start < end <= len(text)
        assert "\n" not in text[start:end]
        assert start > last.get(reason, -1)  # neither overlaps nor touches the one before
        last[reason] = end


@given(st.lists(st.text(ALPHABET.replace("\n", ""), max_size=30), min_size=1, max_size=4))
def test_a_document_is_guarded_as_its_text_is(texts: list[str]) -> None:
    one = draft(*texts)
    assert [guard for guard in protected(one) if guard[2] is not Reason.ADDRESS] == protected_sentence(one.text)
