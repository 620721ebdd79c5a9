"""Which element each paragraph is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.model import Format, Paragraph, Role
from drafting.documents.reading import read_text
from drafting.documents.roles.inference import genre, infer_roles
from evaluation.roles import LABELS, ROLES, baseline, load_labels, measure


def _roles(text: str) -> list[tuple[Role, str]]:
    return [(p.role, p.text.strip()) for p in read_text(text).paragraphs]


def _only(text: str) -> list[Role]:
    return [role for role, _ in _roles(text)]


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


def test_every_element_of_a_request_is_found() -> None:
    document = read_text(REQUEST)
    assert [p.role for p in document.paragraphs] == [
        Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY, Role.ISSUER_MARK, Role.DOCUMENT_NUMBER, Role.SIGNER, Role.TITLE, Role.TITLE,
        Role.RECIPIENTS, Role.BODY, Role.HEADING1, Role.BODY, Role.HEADING2, Role.HEADING3, Role.HEADING4, Role.BODY,
        Role.ATTACHMENT_NOTE, Role.ATTACHMENT_NOTE, Role.SIGNATURE, Role.DATE, Role.ANNOTATION, Role.ATTACHMENT_LABEL,
        Role.ATTACHMENT_TITLE, Role.ATTACHMENT_TITLE, Role.BODY, Role.COPIES_TO, Role.PRINTER,
    ]  # fmt: skip
    assert document.format is Format.DOCUMENT
    run_in = {p.text[: p.heading_end].strip() for p in document.paragraphs if p.heading_end}
    assert run_in == {"（一）资金缺口。", "1.水库："}


def test_an_order_and_its_signature_by_a_person() -> None:
    document = read_text("江河市人民政府令\n第12号\n《江河市管理办法》已经通过，现予公布。\n市长　张三\n2024年5月8日\n")
    assert [p.role for p in document.paragraphs] == [Role.ISSUER_MARK, Role.DOCUMENT_NUMBER, Role.BODY, Role.SIGNATURE, Role.DATE]
    assert document.format is Format.ORDER


def test_minutes_and_their_attendance() -> None:
    document = read_text("江河市人民政府常务会议纪要\n〔2024〕3号\n会议听取了汇报，议定如下。\n出席：张三、李四\n列席：王五\n")
    assert [p.role for p in document.paragraphs][-2:] == [Role.ATTENDANCE, Role.ATTENDANCE]
    assert document.format is Format.MINUTES


def test_a_speech_has_a_speaker_a_day_and_an_address() -> None:
    assert _only("在全市工作会议上的讲话\n张三\n（2024年1月5日）\n同志们：\n今天我们开会。\n") == [
        Role.TITLE, Role.SUBTITLE, Role.SUBTITLE, Role.RECIPIENTS, Role.BODY,
    ]  # fmt: skip


def test_a_paper_passed_on_has_a_title_of_its_own_which_is_not_the_document_s() -> None:
    cover = "关于印发《江河市管理办法》的通知\n各单位：\n现印发给你们，请执行。\n江河市水务局\n2024年5月8日\n"
    assert _only(cover + "江河市管理办法\n第一章　总则\n第一条　为了管理，制定本办法。\n")[3:] == [
        Role.SIGNATURE,
        Role.DATE,
        Role.ATTACHMENT_TITLE,
        Role.HEADING1,
        Role.BODY,
    ]


def test_a_document_that_a_page_holds_twice_is_read_twice() -> None:
    once = "关于开会的通知\n江水发〔2024〕1号\n各单位：\n定于明天开会。\n江河市水务局\n2024年5月8日\n"
    assert _only(once * 2) == _only(once) * 2


def test_several_signing_organs_are_all_signatures() -> None:
    organs = "江河市委组织部\n江河市财政局　江河市水务局\n江河市妇女联合会\n"
    assert _only(f"关于开会的通知\n各单位：\n定于明天开会。\n{organs}2024年5月8日（此件公开发布）\n")[3:] == [
        Role.SIGNATURE,
        Role.SIGNATURE,
        Role.SIGNATURE,
        Role.DATE,
    ]


def test_the_names_of_a_list_above_the_signature_are_not_signatures() -> None:
    text = "关于结果的公告\n现将合格名单公告如下。\n江河市第一学院\n江河市第二学校\n江河市教育局\n2024年5月8日\n"
    assert _only(text)[2:] == [Role.BODY, Role.BODY, Role.SIGNATURE, Role.DATE]


def test_a_date_inside_the_text_is_not_the_document_s() -> None:
    text = "关于开会的通知\n各单位：\n会议时间安排\n2024年5月8日\n会议地点在市政府，请准时参加。\n江河市水务局\n2024年5月1日\n"
    assert _only(text)[3] is Role.BODY
    assert _only(text)[-1] is Role.DATE


@pytest.mark.parametrize(
    "date",
    [
        "2024年5月8日",
        "2024年05月08日",
        "二〇二四年五月八日",
        "二○二四年五月八日",
        "2024年×月×日",
        "２０２４年５月８日",
        "2024 年 5 月 8 日",
    ],
)
def test_a_closing_date_is_found_however_it_is_written(date: str) -> None:
    assert _only(f"关于开会的通知\n各单位：\n定于明天开会。\n江河市水务局\n{date}\n")[-2:] == [Role.SIGNATURE, Role.DATE]


@pytest.mark.parametrize(
    "number",
    [
        "江政发〔2024〕1号", "江政发[2024]1号", "江政发（2024）第01号", "（江政办发〔2024〕1号）", "江政发【2024】1号",
        "江政函﹝2024﹞　号", "国家税务总局公告2015年第76号", "〔2024〕3号", "江政发〔20××〕×号",
    ],
)  # fmt: skip
def test_a_document_number_is_found_also_where_it_is_faulty(number: str) -> None:
    assert _only(f"关于开会的通知\n{number}\n各单位：\n定于明天开会。\n")[1] is Role.DOCUMENT_NUMBER


@pytest.mark.parametrize(
    "line", ["各单位：", "各县(市、区)人民政府:", "各有关单位，", "省政府各部门", "张三同志：", "尊敬的各位领导、同志们："]
)
def test_recipients_are_found_also_where_their_colon_is_wrong(line: str) -> None:
    assert _only(f"关于开会的通知\n{line}\n定于明天开会，请参加。\n")[1] is Role.RECIPIENTS


@pytest.mark.parametrize("line", ["现将有关事项通知如下：", "为做好工作，提出如下意见：", "今天开会。", "联系电话：", "一、要求："])
def test_a_sentence_that_leads_in_is_not_recipients(line: str) -> None:
    assert Role.RECIPIENTS not in _only(f"关于开会的通知\n{line}\n定于明天开会，请参加。\n")


@pytest.mark.parametrize(
    ("text", "role", "end"),
    [
        ("一、总体要求", Role.HEADING1, None),
        ("（一）指导思想。坚持以人民为中心，抓好落实。", Role.HEADING2, 8),
        ("(二)基本原则", Role.HEADING2, None),
        ("1.实施范围：全市各县区。", Role.HEADING3, 7),
        ("2、主要做法", Role.HEADING3, None),
        ("（1）购置设备", Role.HEADING4, None),
        ("①购置设备", Role.HEADING4, None),
        ("第二章　分则", Role.HEADING1, None),
        ("1.5万元用于加固", Role.BODY, None),
        ("一、各市要在10月底前完成自查，并将自查情况和整改台账以及下一步打算一并报送省政府办公厅，逾期不再受理。", Role.BODY, None),
        ("（三）本级财政；", Role.BODY, None),
    ],
)
def test_headings_by_number(text: str, role: Role, end: int | None) -> None:
    paragraph = read_text(f"关于某事的报告\n现将情况报告如下。\n{text}\n请审阅，谢谢大家。").paragraphs[2]
    assert (paragraph.role, paragraph.heading_end) == (role, end)


def test_numbered_sentences_in_a_row_are_a_list_and_not_headings() -> None:
    text = "关于某事的报告\n现将情况报告如下。\n1.水库已经加固。\n2.河道已经疏通。\n（一）全面加强领导。\n具体安排见附件，请落实。\n"
    assert _only(text)[2:5] == [Role.BODY, Role.BODY, Role.HEADING2]


@pytest.mark.parametrize(
    "line",
    [
        "索 引 号：0001/2024-1", "发布日期：2024-05-08", "来源：某网站　编辑：某人", "当前位置：首页", "点击下载附件", "关于开会的通知.pdf",
        "此处内容需要权限查看", "https://example.invalid/a", "版权所有", "【字体：大 中 小】", "上一篇：无",
    ],
)  # fmt: skip
def test_what_a_web_page_left_is_no_part_of_the_document(line: str) -> None:
    assert (Role.OTHER, line) in _roles(f"关于开会的通知\n{line}\n各单位：\n定于明天开会。\n{line}\n")


def test_a_list_without_any_sentence_is_not_a_title_of_many_lines() -> None:
    assert _only("名单\n" + "\n".join(f"张{n}三" for n in "甲乙丙丁戊己庚辛壬")).count(Role.TITLE) == 1


def test_headers_footers_and_notes_keep_their_roles() -> None:
    given_roles = (Role.PAGE_HEADER, Role.PAGE_FOOTER, Role.FOOTNOTE)
    paragraphs = infer_roles([Paragraph("2024年5月8日", role=role) for role in given_roles])
    assert tuple(p.role for p in paragraphs) == given_roles


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("江河市人民政府关于做好防汛工作的通知", "通知"),
        ("关于解决经费的请示", "请示"),
        ("《江河市管理办法（试行）》", "办法"),
        ("江河市人民政府常务会议纪要", "纪要"),
        ("江河市防汛工作调研报告", "调研报告"),
        ("关于同意设立学校的批复", "批复"),
        ("江河市人民政府令", "令"),
        ("关于加强管理的意见（征求意见稿）", "意见"),
        ("在全市大会上的讲话", "讲话"),
        ("某某的函", "函"),
        ("苹果", None),
    ],
)
def test_the_genre_is_what_the_title_ends_with(title: str, expected: str | None) -> None:
    assert genre(title) == expected


_LINES = st.lists(
    st.one_of(
        st.sampled_from(REQUEST.splitlines()),
        st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30),
        st.sampled_from(["一、", "（一）", "附件：", "附件", "2024年5月8日", "市水务局", "：", "。", "# ", "** **", "\ufffc"]),
    ),
    max_size=25,
)


@given(_LINES)
def test_inference_never_fails_or_changes_a_text(lines: list[str]) -> None:
    paragraphs = [Paragraph(line) for line in lines]
    inferred = infer_roles(paragraphs)
    assert [p.text for p in inferred] == lines
    for p in inferred:
        if p.heading_end is not None:
            assert p.role.heading_level
            assert 0 < p.heading_end < len(p.text)
    assert infer_roles(inferred) == inferred


def test_the_labels_are_well_formed() -> None:
    labels = load_labels()
    assert len(labels) == 60
    assert [int(one.file) for one in labels] == list(range(3, 181, 3))
    assert all(not (one.lines[role] & one.either[role]) for one in labels for role in ROLES)
    assert not any("\u4e00" <= c <= "\u9fff" for row in LABELS.read_text("utf-8").splitlines() for c in row)


@pytest.mark.shared_data
def test_the_elements_of_sixty_real_documents_are_found(shared_data: Path) -> None:
    ours, trivial = measure(shared_data), baseline(shared_data)
    for role, figures in ours.items():
        assert figures["precision"] >= 0.97, role
        assert figures["recall"] >= 0.97, role
        assert figures["f1"] > trivial[role]["f1"], role
