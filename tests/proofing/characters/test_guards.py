"""What a corrector that goes by probability must not touch, and what it must be able to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from drafting.proofing.characters.guard_words import terms
from drafting.proofing.characters.guards import BIT, HARD, HARD_BITS, Reason, bits, insisted, protected, protected_sentence
from drafting.proofing.control.profile import Person, Profile, Term
from tests.proofing.characters.guarding import draft, hard


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("某某市人民正府办公室", "正"),
        ("青岛恒晟源实业有限工司", "工"),
        ("青岛恒晟源事业有限公司", "事"),
        ("完成投资3000万圆", "圆"),
        ("新增耕地200公倾", "倾"),
        ("各乡镇要加强须求管理", "须"),
        ("由副市长邹莞尔主特会议", "特"),
        ("云和县皤滩镇人民正府", "正"),
        ("成员：王彧、赵淼、孙翀，办公室设在市财正局。", "正"),
        ("《关于加强管里的通知》", "里"),
        ("“两不愁三保章”", "章"),
    ],
)
def test_a_fault_beside_or_inside_what_is_guarded_can_still_be_told(text: str, fault: str) -> None:
    assert text.index(fault) not in hard(text)


def test_the_office_has_the_last_word() -> None:
    profile = Profile(
        accepted={"台帐管理系统": "", "一窗通": ""}, terms=(Term("一网通管", "一网统管"),), roster=(Person("周明川"), Person("李垚"))
    )
    found = protected(draft("周明川讲台帐管理系统", "推进一网统管，一网通管不用", profile=profile))
    text = draft("周明川讲台帐管理系统", "推进一网统管，一网通管不用").text
    assert [(text[s:e], r) for s, e, r in found if r in (Reason.ROSTER, Reason.OWN_WORD)] == [
        ("周明川", Reason.ROSTER),
        ("台帐管理系统", Reason.OWN_WORD),
        ("一网统管", Reason.OWN_WORD),
    ]
    assert {Reason.ROSTER, Reason.OWN_WORD} <= HARD


def test_the_reasons_of_each_character_are_bits_of_a_number() -> None:
    text = "见《皤滩镇志》，云和县皤滩镇人"
    of_each = bits(protected_sentence(text), len(text))
    assert of_each[text.index("志")] == BIT[Reason.TITLE]
    assert of_each[text.index("云")] == BIT[Reason.DIVISION]
    assert of_each[-1] == 0
    assert {at for at in range(len(text)) if int(of_each[at]) & HARD_BITS} == hard(text)
    assert sum(BIT.values()) < 2**16


@given(st.text(max_size=40), st.integers(0, 40), st.integers(1, 3))
def test_any_text_can_be_asked_about(text: str, start: int, size: int) -> None:
    protected(draft(text))
    if start + size <= len(text):
        assert insisted(text, start, start + size, "字") in (True, False)


def test_a_list_without_a_kind_of_words_says_so() -> None:
    with pytest.raises(UserError, match="没有“没有这一类”"):
        terms("没有这一类")


def test_genuine_documents_are_guarded_modestly(shared_data: Path) -> None:
    total = guarded = 0
    for path in sorted((shared_data / "documents").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        total += len(text)
        guarded += len(hard(text))
    assert 0.02 < guarded / total < 0.08


@pytest.mark.parametrize("name", ["odw", "law"])
def test_hard_reasons_silence_few_true_faults(shared_data: Path, name: str) -> None:
    faults = silenced = 0
    for line in (shared_data / "typos" / f"{name}.train").read_text(encoding="utf-8").splitlines():
        _, wrong, right = line.split("\t")
        if wrong == right or len(wrong) != len(right):
            continue
        wrongly = {at for at, pair in enumerate(zip(wrong, right, strict=True)) if pair[0] != pair[1]}
        faults += len(wrongly)
        silenced += len(wrongly & hard(wrong))
    assert silenced < 0.01 * faults
