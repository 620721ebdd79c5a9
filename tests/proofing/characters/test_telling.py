"""Wrong characters that only their surroundings show: found in a draft, and not where something else is meant."""

from __future__ import annotations

import pytest

from drafting.documents.model import Document, Paragraph, Role
from drafting.proofing.characters.correcting import Correction
from drafting.proofing.characters.telling import corrections, level, told
from drafting.proofing.control.profile import NO_PROFILE, Profile
from drafting.proofing.draft import Draft


def _document(*lines: str) -> Document:
    return Document(tuple(Paragraph(line, Role.BODY) for line in lines))


def _found(*lines: str, profile: Profile = NO_PROFILE) -> list[tuple[str | None, str, str]]:
    draft = Draft(_document(*lines), profile=profile)
    told = [(level(one.probability), draft.text[one.start : one.end], one.replacement) for one in corrections(draft)]
    return [one for one in told if one[0]]


@pytest.mark.parametrize(
    ("line", "wrong", "right"),
    [
        ("各单位要认真组织实施，确保各项任务按时完城。", "城", "成"),
        ("各级人民政府要切实加强鬼魔化养殖场的监督管理。", "鬼魔", "规模"),
        ("推动济经社会高质量发展。", "济经", "经济"),
        ("加强事中事后监管管，维护市场秩序。", "管", ""),
        ("严格按照法律法规的规定执性。", "性", "行"),
        ("对弄虚做假的，取消其申报资格。", "做", "作"),
        ("会议审议通过了《关于加快推进全市商业航天发展的实事意见》。", "事", "施"),
    ],
)
def test_a_fault_is_told_with_its_correction(line: str, wrong: str, right: str) -> None:
    assert [(w, s) for _, w, s in _found(line)] == [(wrong, right)]


def test_faults_side_by_side_are_one_finding() -> None:
    assert [(w, s) for _, w, s in _found("加快建设现代化产业体系，培育壮大新型产页。")] == [("型产页", "兴产业")]


@pytest.mark.parametrize(
    "line",
    [
        "各单位要认真组织实施，确保各项任务按时完成。",
        "联系人：陈鬼城，联系电话：12345。",
        "会议由王济经同志主持。",
        "河西街道完城社区居民委员会。",
        "𠮷林省",
        "",
        "Windows 11 与 WPS Office 2023",
    ],
)
def test_what_is_right_or_a_name_stays_silent(line: str) -> None:
    assert _found(line or "　") == []


def test_the_offices_own_word_is_not_touched() -> None:
    line = "各村要办好完城驿站，按时完城。"
    words = Profile(accepted={"完城驿站": ""})
    assert [document_word for _, document_word, _ in _found(line)] == ["城", "城"]
    assert [document_word for _, document_word, _ in _found(line, profile=words)] == ["城"]


def test_what_the_author_writes_throughout_is_taken_for_a_term() -> None:
    once = "推进规膜化养殖场的建设。"
    assert _found(once)
    assert _found(once, "支持规膜化养殖场申请补贴。", "规膜化养殖场应当登记。", "规膜化养殖场的名单另行公布。") == []


def test_a_sure_correction_is_told_though_the_one_beside_it_is_not() -> None:
    assert [(wrong, right) for _, wrong, right in _found("凡无故不到者，予以诫免谈话。")] == [("免", "勉")]


def test_levels_follow_how_likely_a_correction_is() -> None:
    lines = ("切实做好防讯抗旱各项准备工作。", "原则同意该项目的初步设计方案，请抓进组织实施。", "要认真做好来客来仿登记。")
    levels = {right: name for name, _, right in _found(*lines)}
    assert levels == {"汛": "error", "紧": "warning", "访": "hint"}
    assert level(0.0) is None


@pytest.mark.parametrize(
    ("line", "wrong", "right"), [("建立部门联系会议制度，定期研究问题。", "系", "席"), ("在公共场聊有不当行为的，依法处理。", "聊", "所")]
)
def test_a_word_in_place_of_another_and_a_character_like_nothing_fitting_are_told(line: str, wrong: str, right: str) -> None:
    assert [(w, s) for _, w, s in _found(line)] == [(wrong, right)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("全面落实“三侬”工作要求。", [("hint", "侬", "农")]),
        ("他说：“各单位要认真组织实施，确保各项任务按时完城。”", [("hint", "城", "成")]),
        ("根据《国务院关于中西部地区承接产业转移的指导意见》（掴发〔2010〕28号）精神，制定本方案。", [("hint", "掴", "国")]),
    ],
)
def test_a_certain_fault_in_somebodys_words_or_in_a_sign_is_a_hint(line: str, said: list[tuple[str, str, str]]) -> None:
    assert _found(line) == said


@pytest.mark.parametrize(("line", "wrong"), [("他说：“要算好一本帐。”", "帐"), ("宗国银行股份有限公司派员参加。", "宗")])
def test_a_fault_that_is_not_certain_is_not_told_in_somebodys_words_or_in_the_name_of_a_firm(line: str, wrong: str) -> None:
    draft, levels = Draft(_document(line)), {"error": 0.95, "warning": 0.9, "hint": 0.6}
    at = draft.text.index(wrong)

    def _told(probability: float) -> list[float]:
        return [one.probability for one in told(draft, [Correction(at, at + 1, "中", probability, 0)], levels)]

    assert _told(0.94) == []
    assert _told(0.96) == pytest.approx([0.899])


def test_a_title_that_holds_quotation_marks_is_a_title_behind_them_too() -> None:
    assert [one[1:] for one in _found("《“健康中国2030”规划刚要》全文如下。")] == [("刚", "纲")]


def test_a_word_with_nothing_beside_it_is_never_said_to_be_wrong() -> None:
    found = _found("法制、法治、权利、权力、以至、以致。", "才料")
    assert ("hint", "才", "材") in found
    assert {name for name, _, _ in found} == {"hint"}
