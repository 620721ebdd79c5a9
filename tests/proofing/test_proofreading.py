"""Running checks together: order, one fault one finding, conditions of the whole document, choosing."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from drafting.documents.model import Document, Finding, Level, Paragraph, Span
from drafting.proofing import CHECKS, FAMILIES, proofread, select
from drafting.proofing.draft import Draft
from drafting.proofing.examples import read
from drafting.proofing.proofreading import _one_each


def found(text, **chosen):
    document = read(text)
    return [
        (f.code, document.paragraphs[f.span.paragraph].text[f.span.start : f.span.end], f.suggestion) for f in proofread(document, **chosen)
    ]


def test_the_usual_faulty_notice_has_every_fault_named():
    faults = found("标题| 关于做好[2026]第05号工作的通知。\n主送| 各区人民政府:\n请按时布署,截止2026年11月22日（星期一）完成。")
    assert faults == [
        ("document-number-brackets", "[2026]", "〔2026〕"),
        ("document-number-ordinal", "第", ""),
        ("document-number-padded", "0", ""),
        ("title-full-stop", "。", ""),
        ("recipients-without-colon", ":", "："),
        ("wrong-characters", "布署", "部署"),
        ("half-width-punctuation", ",", "，"),
        ("deadline-word", "截止", "截至"),
        ("wrong-weekday", "星期一", "星期日"),
    ]


def test_a_document_without_fault_has_no_finding():
    text = (
        "标题| 青山市财政局关于做好2024年度部门决算工作的通知\n主送| 各县（市、区）财政局，市直各部门：\n"
        "为做好部门决算编报工作，现将有关事项通知如下。\n一、提高思想认识\n各单位要充分认识此项工作的意义。\n"
        "二、明确时间要求\n请于2024年12月20日前报送决算报表。\n附件说明| 附件：1.报表格式\n附件说明| 2.联系人名单\n"
        "落款| 青山市财政局\n日期| 2024年11月8日"
    )
    assert found(text) == []


def test_an_empty_document_has_no_finding():
    assert proofread(Document(())) == []


def test_findings_come_in_the_order_of_place():
    document = read("现将[2021]文件印发,请布署。\n各单位要,抓好落实。。")
    keys = [f.sort_key for f in proofread(document)]
    assert keys == sorted(keys)


def test_one_fault_is_told_once_and_by_the_most_telling_check():
    assert found("(一)明确责任。") == [("half-width-level-two", "(一)", "（一）")]
    assert found("主送| 各区人民政府:") == [("recipients-without-colon", ":", "：")]
    assert [code for code, _, _ in found("来源:百度文库 编辑:某某网")] == ["web-residue"]


def test_a_pinyin_annotated_document_is_told_once():
    text = "標(biāo)題(tí)：在全區(qū)會(huì)議上(shàng)的講(jiǎng)話(huà)，請(qǐng)審(shěn)閱(yuè)。" * 40
    codes = [code for code, _, _ in found(text)]
    assert codes.count("pinyin-annotated-text") == 1
    assert not {"traditional-text", "traditional-character", "half-width-brackets", "unpaired-marks"} & set(codes)


def test_a_traditional_document_is_told_once_and_a_single_character_where_it_stands():
    codes = [code for code, _, _ in found("關於進一步加強機關效能建設的意見，請認真貫徹執行，強化責任擔當。" * 5)]
    assert codes.count("traditional-text") == 1
    assert "traditional-character" not in codes
    assert ("traditional-character", "關", "关") in found("加强机關效能建设。")


def test_many_blanks_are_a_form_and_told_once():
    assert [code for code, _, _ in found("××××年××月××日\n" * 20)] == ["masked-word"]


def test_a_quoted_word_is_not_judged_for_wording():
    told = found("来文里作“布署”，《布署》一书已经印发。")
    assert [one for one in told if not one[0].endswith("-in-context")] == []


def test_a_wrong_character_inside_a_cited_title_is_told_and_left_to_a_person():
    assert ("wrong-characters-quoted", "布署", "部署") in found("《关于布署防汛工作的通知》已经印发。")
    assert not next(check for check in CHECKS if check.code == "wrong-characters-quoted").sure


def test_a_finding_in_an_automatic_number_has_no_suggestion():
    document = Document((Paragraph("一.提高认识", numbering="一."),))
    findings = proofread(document, select(only=["level-one-mark"]))
    assert [(f.span.start, f.suggestion) for f in findings] == [(1, None)]


def test_selecting_takes_codes_and_families():
    assert {c.family for c in select(only=["punctuation"])} == {"punctuation"}
    assert [c.code for c in select(only=["wrong-weekday"])] == ["wrong-weekday"]
    assert "style" not in {c.family for c in select(skip=["style"])}
    assert [c.code for c in select(only=["title"], skip=["title-full-stop"])] == [
        c.code for c in CHECKS if c.family == "title" and c.code != "title-full-stop"
    ]
    assert select() == CHECKS


def test_an_unknown_name_is_refused_with_the_nearest_names():
    with pytest.raises(UserError) as refused:
        select(only=["punctation", "wrong-weekdy"])
    assert "punctation" in str(refused.value)
    assert "punctuation" in str(refused.value)
    assert "wrong-weekday" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "依照第十六条列入严重失信名单。",
        "加强单位与企业合作。",
        "坚持以经济建设为中心。",
        "报委员会报送材料。",
        "因该合同发生的争议。",
        "先进个人材料由人事科保存。",
        "基因组识别技术。",
        "三个省份外出务工人员。",
        "按装机容量分摊。",
        "借鉴与创新并重。",
        "机关与事业单位。",
        "如实记录在在册人员名单后。",
        "群众利益无小事，一枝一叶总关情。",
    ],
)
def test_two_halves_of_neighbouring_words_are_no_wrong_character(text):
    assert [told for told in found(text) if not told[0].endswith("-in-context")] == []


@pytest.mark.parametrize("text", ["按时布署", "签定协议", "做到独挡一面", "颠复活动"])
def test_a_wrong_character_is_found_where_it_spoils_the_cut_around_it(text):
    assert [code for code, _, _ in found(text)] == ["wrong-characters"]


def test_a_variant_is_found_where_it_spoils_the_cut_around_it():
    assert [code for code, _, _ in found("建立工作台帐")] == ["variant-words"]


@pytest.mark.parametrize(
    ("text", "code", "times"),
    [
        ("各单位要高度重视,抓好落实。" * 7000, "half-width-punctuation", 7000),
        ("的" * 20_000, "doubled-particle", 1),
        ("（" * 10_000, "unpaired-marks", 1),
        ("工作" * 10_000 + "。", "doubled-word", 1),
    ],
)
def test_in_one_long_paragraph_every_fault_is_told_and_a_run_once(text, code, times):
    assert Counter(found_code for found_code, _, _ in found(text))[code] == times


def test_a_fault_inside_another_of_its_family_is_dropped_and_one_of_another_family_kept():
    basis = CHECKS[0].basis
    spans = {"wording": [(0, 4), (2, 6), (6, 8)], "residue": [(10, 20)], "style": [(12, 14), (18, 22), (0, 4), (1, 3)]}
    given = [Finding("x", family, Level.HINT, Span(0, *span), "。", None, basis) for family, some in spans.items() for span in some]
    kept = [(f.family, f.span.start, f.span.end) for f in _one_each(given)]
    assert kept == [("wording", 0, 4), ("wording", 6, 8), ("residue", 10, 20), ("style", 18, 22), ("style", 1, 3)]


@given(st.lists(st.text(alphabet="一二三（）“”《》，。、,.()[]〔〕2024年05月第号关于的通知×*?:\n帐布署 截止", max_size=60), max_size=5))
def test_any_text_gives_findings_with_spans_inside_their_paragraphs(texts):
    document = Document(tuple(Paragraph(text) for text in texts))
    for finding in proofread(document):
        assert 0 <= finding.span.start <= finding.span.end <= len(texts[finding.span.paragraph])
        assert finding.message.endswith("。")
        assert finding.family in FAMILIES


def test_an_error_is_never_raised_on_practice_alone():
    assert all(c.level is Level.HINT for c in CHECKS if c.basis.strength.value == "实务")


def test_words_cut_apart_by_a_wrong_character_are_recognised():
    draft = Draft(read("建立工作台帐，加强单位与企业合作。"))
    start = draft.text.index("台帐")
    assert draft.is_word(start, start + 2, "台账")
    assert not draft.is_word(start, start + 2)
    start = draft.text.index("位与")
    assert not draft.is_word(start, start + 2, "位于")


def test_the_checks_import_nothing_heavy():
    heavy = "jieba,rjieba,numpy,sklearn,scipy,pandas,lxml,docx,jinja2,opencc"
    code = f"import sys, drafting.proofing; print([m for m in '{heavy}'.split(',') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
