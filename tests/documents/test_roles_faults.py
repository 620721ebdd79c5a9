"""Which element each paragraph is where the writer made a mistake in it: a fault must not hide its line."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from drafting.documents.layout import lay_out
from drafting.documents.model import Document, Role
from drafting.documents.reading import read_bytes, read_text
from evaluation.roles_faults import Fault, cases, faults, genuine_texts, own_texts, rows, together

REQUEST = """000001
机密★1年
特急
江河市人民政府文件
江政发〔2024〕1号　　　　签发人：张三　李四
　　　　　　　　　　　　　　　　王五
江河市人民政府关于解决防汛经费的
请示
省人民政府：
　　为做好防汛工作，现请示如下。
　　一、基本情况
　　全市共有水库三座。
　　（一）资金缺口。今年尚缺五十万元。
　　1.水库：二十万元，用于加固。
　　（1）购置设备
　　妥否，请批示。
　　附件：1.江河市防汛经费测算表
　　　　　2.水库名单。
　　　　　　　江河市人民政府
　　　　　　　2024年5月8日
　　（联系人：赵六，电话：1234567）
附件1
江河市防汛经费测算表
（2024年）
　　说明文字在此。
抄送：省财政厅，省水利厅。
江河市人民政府办公室　　2024年5月8日印发
"""


def _only(text: str) -> list[Role]:
    return [p.role for p in read_text(text).paragraphs]


_SENTENCE = "为做好防汛工作，现就有关事项通知如下。"


@pytest.mark.parametrize(
    "title",
    [
        "江河市水务局关于做好防汛工作的通知。", "江河市水务局关于做好防汛工作的通知！", "关于做好防汛工作的通知；",
        "关于做好防汛工作的通知，", "关于做好防汛工作的通知：", "关于做好防汛工作的通知.", "关于印发<防汛办法>的通知。",
        "《关于做好防汛工作的通知》", "关于做好防汛工作", "关于做好防汛工作。", "关于解决防汛经费的请示报告", "请示", "请示。",
        "江河市防汛工作调研报告。", "关于做好(防汛)工作的通知",
    ],
)  # fmt: skip
@pytest.mark.parametrize("recipients", ["各县区人民政府：", "各县区人民政府:"])
def test_a_faulty_title_is_still_the_title(title: str, recipients: str) -> None:
    assert _only(f"江河市人民政府文件\n江政发〔2024〕1号\n{title}\n{recipients}\n{_SENTENCE}\n")[2:] == [
        Role.TITLE,
        Role.RECIPIENTS,
        Role.BODY,
    ]


def test_a_title_broken_in_a_word_and_ended_by_a_full_stop_is_one_title() -> None:
    assert _only(f"江河市水务局关于做好防汛工作的通\n知。\n各单位：\n{_SENTENCE}\n") == [Role.TITLE, Role.TITLE, Role.RECIPIENTS, Role.BODY]


def test_title_number_and_recipients_are_found_where_all_are_faulty() -> None:
    head = "江河市人民政府办公室文件\n江政办发[2024]第08号\n江河市人民政府办公室关于做好防汛工作的通知。\n各县（区）政府,市政府各部门:\n"
    assert _only(head + _SENTENCE) == [Role.ISSUER_MARK, Role.DOCUMENT_NUMBER, Role.TITLE, Role.RECIPIENTS, Role.BODY]
    assert _only("关于做好[2024]第05号工作的通知。\n各区人民政府:\n请按时布署,截止五月底完成。\n") == [
        Role.TITLE,
        Role.RECIPIENTS,
        Role.BODY,
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "会议听取了市水务局关于防汛工作情况的汇报。", "根据《关于做好防汛工作的通知》，制定本方案。", "你局关于防汛经费的请示收悉。",
        "现印发关于防汛工作的意见。", "请各单位按时报送防汛工作方案。", "临时召集的会议不适用前款的规定。", "认真实施人才政策。",
        "经研究，同意市水务局关于防汛工作的报告。", "水位由市水务局报告。",
    ],
)  # fmt: skip
def test_the_first_sentence_of_a_text_is_no_title(sentence: str) -> None:
    assert _only(f"{sentence}\n市政府要求各单位抓好落实。\n")[0] is Role.BODY
    assert _only(f"江河市水务局会议纪要\n〔2024〕3号\n{sentence}\n市政府要求各单位抓好落实。\n")[2] is Role.BODY
    assert _only(f"关于防汛工作的通知\n各单位：\n{sentence}\n市政府要求各单位抓好落实。\n")[2] is Role.BODY


@pytest.mark.parametrize(
    "number",
    [
        "江政发{2024}1号", "江政发《2024》1号", "江政发〔2024)1号", "江政发2024年1号", "江政发202415号", "江政发〔24〕1号",
        "江政发〔2024〕1", "江政发 〔 2024 〕 1 号", "江政发〔2024年〕1号", "江政发〔2024〕1号。",
    ],
)  # fmt: skip
def test_a_badly_written_number_is_still_the_number(number: str) -> None:
    assert _only(f"江河市人民政府文件\n{number}\n关于开会的通知\n各单位：\n定于明天开会。\n")[1] is Role.DOCUMENT_NUMBER


@pytest.mark.parametrize(
    "line",
    [
        "各县区人民政府，市政府各部门，", "各县区人民政府；市政府各部门；", "各县区人民政府,市政府各部门:",
        "各县区人民政府、市政府各部门。", "各县区人民政府、市政府各部门、", "各县区人民政府、市政府各部门：：",
        "各市、县工业和信息化、教育、财政主管部门，", "市自然资源和规划局，", "省长：", "王建明市长：", "省人民政府、省财政厅：",
        "主送：各县区人民政府：",
    ],
)  # fmt: skip
def test_faulty_recipients_are_still_the_recipients(line: str) -> None:
    assert _only(f"江河市水务局关于开会的通知\n{line}\n定于明天开会，请参加。\n") == [Role.TITLE, Role.RECIPIENTS, Role.BODY]


@pytest.mark.parametrize(
    "line",
    ["各区要高度重视防汛工作，", "（一）社区文化活动中心；", "材料应当移送市人民检察院。", "现就有关事项通知如下：", "怎么找到仲裁部门？"],
)
def test_a_sentence_about_organs_is_not_recipients(line: str) -> None:
    assert Role.RECIPIENTS not in _only(f"江河市水务局关于开会的通知\n{line}\n定于明天开会，请参加。\n")


@pytest.mark.parametrize("signers", ["签发人：张三、李四", "签发人:张三", "签发人　张三　李四", "签发人：张三　李四"])
def test_faulty_signers_are_still_the_signers(signers: str) -> None:
    tail = "江河市人民政府关于开会的请示\n省人民政府：\n请批准。\n"
    assert _only(f"江河市人民政府文件\n江政发〔2024〕1号\n{signers}\n{tail}")[2:4] == [Role.SIGNER, Role.TITLE]
    assert _only(f"江河市人民政府文件\n江政发〔2024〕1号　　{signers}\n{tail}")[1:3] == [Role.DOCUMENT_NUMBER, Role.TITLE]


@pytest.mark.parametrize(
    "date",
    [
        "2024年05月08日", "二零二四年五月八日", "二O二四年五月八日", "2024.5.8", "2024-05-08", "2024/5/8", "2024年5月8号",
        "24年5月8日", "024年5月8日", "2024年五月8日", "2024年5月8日。", "2024年13月32日",
    ],
)  # fmt: skip
@pytest.mark.parametrize("signature", ["江河市水务局", "江 河 市 水 务 局", "江河市水务局。", "江河市水务局：", "江河市水务局（盖章）"])
def test_faulty_signature_and_date_are_still_the_closing(signature: str, date: str) -> None:
    assert _only(f"关于开会的通知\n各单位：\n定于明天开会。\n{signature}\n{date}\n")[-2:] == [Role.SIGNATURE, Role.DATE]


def test_a_signature_below_its_date_is_still_the_signature() -> None:
    assert _only("关于开会的通知\n各单位：\n定于明天开会。\n2024年5月8日\n江河市水务局\n")[-2:] == [Role.DATE, Role.SIGNATURE]
    rules = "江河市防汛办法\n第一条　制定本办法。\n"
    assert _only(f"关于印发办法的通知\n各单位：\n请执行。\n2024年5月8日\n江河市水务局\n{rules}")[3:6] == [
        Role.DATE,
        Role.SIGNATURE,
        Role.ATTACHMENT_TITLE,
    ]


def test_a_sentence_that_ends_in_an_organ_above_a_date_is_no_signature() -> None:
    assert _only("关于开会的通知\n各单位：\n请将名单报送市水务局。\n2024年5月8日\n")[-2:] == [Role.BODY, Role.DATE]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("一.总体要求", Role.HEADING1), ("一．总体要求", Role.HEADING1), ("一，总体要求", Role.HEADING1),
        ("一：总体要求", Role.HEADING1), ("一　总体要求", Role.HEADING1), ("一、总体要求。", Role.HEADING1),
        ("一、总体要求，", Role.HEADING1), ("九、总体要求", Role.HEADING1), ("(一)总体要求", Role.HEADING2),
        ("（一)总体要求", Role.HEADING2), ("（一）、总体要求", Role.HEADING2), ("（ 一 ） 总体要求", Role.HEADING2),
        ("1、总体要求", Role.HEADING3), ("1．总体要求", Role.HEADING3), ("1，总体要求", Role.HEADING3), ("(1)总体要求", Role.HEADING4),
        ("1）总体要求", Role.HEADING4), ("①总体要求", Role.HEADING4),
    ],
)  # fmt: skip
def test_a_heading_with_a_faulty_number_or_end_is_still_a_heading(heading: str, role: Role) -> None:
    assert _only(f"关于开会的通知\n各单位：\n现通知如下。\n{heading}\n今年的防汛工作十分重要。\n")[3] is role


@pytest.mark.parametrize(
    "text", ["一是加强领导，二是落实责任。", "12：30开始报名，请准时参加。", "1.5万元用于加固。", "3，000人参加活动。"]
)
def test_what_only_looks_like_a_number_makes_no_heading(text: str) -> None:
    assert _only(f"关于开会的通知\n各单位：\n现通知如下。\n{text}\n今年的防汛工作十分重要。\n")[3] is Role.BODY


def test_a_heading_with_a_semicolon_is_told_from_a_list_by_the_others() -> None:
    head = "关于开会的通知\n各单位：\n现通知如下。\n"
    assert _only(f"{head}一、总体要求；\n要加强领导。\n二、重点任务\n要落实责任。\n")[3] is Role.HEADING1
    assert _only(f"{head}一、加强领导；\n二、落实责任；\n三、按时上报。\n")[3:5] == [Role.BODY, Role.BODY]


@pytest.mark.parametrize(
    "note",
    [
        "附件:1.名单。",
        "附件：名单；",
        "附件1：名单",
        "附：名单",
        "附件一：名单",
        "附件如文",
        "附件：如文",
        "附件2份",
        "附件名单",
        "附件：《名单》",
    ],
)
def test_a_faulty_note_of_attachments_is_still_one(note: str) -> None:
    roles = _only(f"关于开会的通知\n各单位：\n定于明天开会。\n{note}\n江河市水务局\n2024年5月8日\n")
    assert roles[3:] == [Role.ATTACHMENT_NOTE, Role.SIGNATURE, Role.DATE]


@pytest.mark.parametrize("label", ["附件1：", "附件1.", "附件一", "【附件1】", "（附件1）", "附件之1", "附 件 1"])
@pytest.mark.parametrize("title", ["防汛名单", "防汛名单。", "《防汛名单》"])
def test_a_faulty_label_and_title_of_an_attachment_are_still_found(label: str, title: str) -> None:
    text = f"关于开会的通知\n各单位：\n定于明天开会。\n附件：防汛名单\n江河市水务局\n2024年5月8日\n{label}\n{title}\n名单由各县报送。\n"
    assert _only(text)[6:] == [Role.ATTACHMENT_LABEL, Role.ATTACHMENT_TITLE, Role.BODY]


@pytest.mark.parametrize(
    "note",
    ["(此件公开发布)", "此件公开发布", "（此件公开发布。）", "（此件公开发布）。", "【此件公开发布】", "联系人：赵六，电话：1234567"],
)
def test_an_annotation_with_wrong_brackets_or_none_is_still_one(note: str) -> None:
    assert _only(f"关于开会的通知\n各单位：\n定于明天开会。\n江河市水务局\n2024年5月8日\n{note}\n")[-1] is Role.ANNOTATION


@pytest.mark.parametrize(
    "copies", ["抄送:省财政厅，省水利厅。", "抄报：省财政厅，省水利厅。", "抄送：省财政厅，省水利厅", "抄送　省财政厅，省水利厅。"]
)
@pytest.mark.parametrize("gap", ["　", "          ", "\t"])
@pytest.mark.parametrize("printed", ["2024年05月08日印发", "2024年5月8日印", "2024年5月8日", "2024年5月8日印发。"])
def test_a_faulty_record_at_the_end_is_still_the_record(copies: str, gap: str, printed: str) -> None:
    letter = "关于开会的通知\n各单位：\n定于明天开会。\n江河市水务局\n2024年5月8日\n"
    text = f"{letter}主题词：水务　会议　通知\n{copies}\n江河市水务局办公室{gap}{printed}\n"
    assert _only(text)[-3:] == [Role.OTHER, Role.COPIES_TO, Role.PRINTER]


_SPOILT = {
    "〔2024〕1号": "[2024]第01号",
    "签发人：张三　李四": "签发人:张三、李四",
    "请示\n省人民政府：": "请示。\n省人民政府:",
    "一、基本": "一.基本",
    "附件：1.": "附件:1、",
    "2024年5月8日": "2024年05月08日",
    "附件1\n": "附件1：\n",
    "测算表\n（2024年）": "测算表\n(2024年)",
    "（联系人：赵六，电话：1234567）": "(联系人:赵六)",
    "抄送：省财政厅，省水利厅。": "抄送:省财政厅、省水利厅",
}


def test_a_request_full_of_faults_is_found_whole_as_text_and_as_a_word_file_of_our_layout() -> None:
    faulty = REQUEST
    for right, wrong in _SPOILT.items():
        assert right in faulty
        faulty = faulty.replace(right, wrong)
    clean = read_text(REQUEST)
    assert [p.role for p in read_text(faulty).paragraphs] == [p.role for p in clean.paragraphs]
    pairs = zip(clean.paragraphs, faulty.splitlines(), strict=True)
    spoilt = replace(clean, paragraphs=tuple(replace(p, text=text, heading_end=None) for p, text in pairs))
    made, wanted = _by_role(read_bytes(lay_out(spoilt), "稿.docx")), _by_role(spoilt)
    assert made.pop(Role.DOCUMENT_NUMBER).startswith(wanted.pop(Role.DOCUMENT_NUMBER))
    assert made == wanted


def _by_role(document: Document) -> dict[Role, str]:
    """The text of each role without its lines, which the layout may break anew; it also sets the names of signers and page numbers."""
    return {role: re.sub(r"\s", "", document.text_of(role)) for role in Role if role not in (Role.SIGNER, Role.PAGE_FOOTER)}


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: f"{fault.name}-{fault.role.value}")
def test_no_fault_hides_a_line_of_our_own_texts(fault: Fault) -> None:
    for case in cases(fault, own_texts()):
        assert case.kept, list(case.differences())


def test_several_faults_at_once_hide_no_line_of_our_own_texts() -> None:
    for case in together(own_texts()):
        assert case.kept, list(case.differences())


@pytest.mark.shared_data
def test_faults_planted_in_real_documents_hide_few_lines(shared_data: Path) -> None:
    texts = genuine_texts(shared_data, development=False)[::3]
    planted = [case for _, role, found in rows(texts) for case in found if role != "together"]
    assert len(planted) > 1000
    assert sum(case.kept for case in planted) / len(planted) >= 0.97
    several = together(texts)
    assert sum(case.kept for case in several) / len(several) >= 0.85
