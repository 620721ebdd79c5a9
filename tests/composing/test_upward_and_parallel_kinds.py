"""Requests, reports, bills, letters and the papers of supervision: their rules of issue, and what they make of sparse fields."""

from __future__ import annotations

import pytest

from drafting.composing import compose
from drafting.documents.model import Role, Sealing
from tests.composing.filling import assert_told, changed, printed

REPORTS = ("工作报告", "情况报告", "答复报告")
LETTERS = ("商洽函", "询问函", "请批函", "复函")

WRONG = [
    ("请示", "主送机关: 市人民政府、市财政局", "", "只能写一个"),
    ("请示", "主送机关: 林致远市长", "", "主送了负责人个人"),
    ("请示", "抄送机关: 市财政局，各县（区）人民政府", "", "抄送了下级机关"),
    ("请示", "事由: 请求解决防汛经费", "", "和文种“请示”重复"),
    ("请示", "事由: 解决防汛经费和增加人员编制", "", "一文一事"),
    ("请示", "标题: 清源市水利局关于申请防汛经费的请示", "事由", "重复或者混用"),
    ("请示", "标题: 清源市水利局关于防汛经费的请示报告", "事由", "重复或者混用"),
    ("请示", "标题: 清源市水利局关于防汛经费的报告", "事由", "不以“请示”结尾"),
    ("请示", "请示事项: 请你局批准。", "", "称呼上级"),
    ("请示", "缘由: 请遵照执行。", "", "别的文种的结束语"),
    ("请示", "结语: 谢谢。", "", "没有请上级批示"),
    ("请示", "", "签发人", "没有写"),
    ("请示", "", "本机关意见", "没有写"),
    ("答复报告", "来文字号: 清政办函41号", "", "来文字号写得不全"),
    ("议案", "发文机关: 清源市人民政府办公室", "", "不是人民政府"),
    ("议案", "主送机关: 中共清源市委", "", "没有送给人民代表大会"),
    ("议案", "事由: 制定供水条例", "", "提请审议"),
    ("议案", "标题: 清源市人民政府关于提请审议某条例的报告", "事由", "不以“议案”结尾"),
    ("议案", "结语: 谢谢。", "", "没有提请审议"),
    ("议案", "缘由: 妥否，请批示。", "", "别的文种的结束语"),
    ("商洽函", "回复期限: 2026年3月1日", "", "早于“成文日期”"),
    ("商洽函", "标题: 清源市文化广电旅游局关于活动的请求函", "事由", "文种不对"),
    ("询问函", "回复期限: 2026年3月1日", "", "早于“成文日期”"),
    ("请批函", "主送机关: 市财政局、市发展改革委", "", "只能写一个"),
    ("请批函", "主送机关: 程立言局长", "", "主送了负责人个人"),
    ("请批函", "事由: 核增编制的请示", "", "不用“请示”"),
    ("请批函", "结语: 特此函告。", "", "没有请求批准"),
    ("复函", "来文字号: 清文旅函18号", "", "来文字号写得不全"),
    ("复函", "", "来文标题", "没有写"),
    ("督查通报", "整改反馈期限: 2026年4月1日", "", "早于“成文日期”"),
    ("督查通报", "", "反馈单位", "没有写整改情况报给谁"),
    ("督查通报", "标题: 清源市人民政府办公室关于督查情况的报告", "事由", "不以“通报”结尾"),
    ("督查通报", "总体情况: 特此报告。", "", "别的文种的结束语"),
    ("建议提案答复", "届次: 市政协十届五次会议", "", "不是人民代表大会"),
    ("建议提案答复", "类型: 提案", "", "不是政协的会议"),
    ("建议提案答复", "提出人: 许望舒", "", "没有写“代表”"),
    ("建议提案答复", "抄送机关: 市政府督查室", "", "没有抄送人大"),
    ("建议提案答复", "结语: 感谢您们。", "", "您们"),
    ("建议提案答复", "沟通情况: 此致敬礼", "", "结束语"),
    ("会议议程", "编制日期: 2026年3月1日", "", "早于“编制日期”"),
    ("会议议程", "", "议程表", "至少要填一项"),
]
for kind in REPORTS:
    WRONG += [
        (kind, "主送机关: 林致远市长", "", "主送了负责人个人"),
        (kind, "抄送机关: 市财政局，各县（区）人民政府", "", "抄送了下级机关"),
        (kind, "结语: 以上报告，请予批准。", "", "夹带了请示事项"),
        (kind, "结语: 妥否，请批示。", "", "夹带了请示事项"),
        (kind, "事由: 上报工作情况", "", "和文种“报告”重复"),
        (kind, "标题: 清源市水利局关于汇报防汛情况的报告", "事由", "重复或者混用"),
        (kind, "标题: 清源市水利局关于防汛工作的情况报告", "事由", "重复或者混用"),
        (kind, "标题: 清源市水利局关于防汛工作的请示", "事由", "不以“报告”结尾"),
        (kind, "结语: 特此通知。", "", "别的文种的结束语"),
        (kind, "结语: 完毕。", "", "不合报告的写法"),
        (kind, "", "签发人", "没有写"),
    ]
for kind in REPORTS[:2]:
    WRONG.append((kind, "概述: 恳请市人民政府协调解决资金1000万元。", "", "夹带了请示事项"))
for kind in LETTERS:
    reason = "总体意见" if kind == "复函" else "缘由"
    WRONG += [
        (kind, f"{reason}: 请遵照执行。", "", "命令的口气"),
        (kind, f"{reason}: 请贵局认真贯彻执行。", "", "命令的口气"),
        (kind, f"{reason}: 你局必须于5日前完成。", "", "命令的口气"),
        (kind, f"{reason}: 此致敬礼", "", "公文的函不用"),
        (kind, f"{reason}: 特此报告。", "", "结束语"),
        (kind, "标题: 清源市水利局关于某事的通知", "事由", "结尾"),
    ]
    if kind != "复函":
        WRONG.append((kind, f"{reason}: 请你局支持。", "", "平行文不这样写"))


@pytest.mark.parametrize(("kind", "lines", "without", "said"), WRONG)
def test_what_breaks_a_rule_of_its_kind_is_told(kind: str, lines: str, without: str, said: str) -> None:
    assert_told(kind, lines, without, said)


@pytest.mark.parametrize(
    ("kind", "lines", "without"),
    [
        ("请示", "事由: 解决防汛和抗旱经费", ""),
        ("请示", "事由: 调整和优化机构设置", ""),
        ("请示", "事由: 申请书格式", ""),
        ("请示", "缘由: 来文提出“请你局研究”，我局已经研究。", ""),
        ("请示", "结语: 以上意见如无不妥，请批转各有关单位执行。", ""),
        ("请示", "主送机关: 市人民政府办公室", ""),
        ("工作报告", "主送机关: 市委、市人民政府", ""),
        ("工作报告", "概述: 方案已报请市人民政府批准，申请批准文件12件。", ""),
        ("工作报告", "概述: 邀请审批部门提前介入，群众请求解决的问题已经解决98%。", ""),
        ("工作报告", "事由: 汇报会制度落实情况", ""),
        ("工作报告", "结语: 以上报告，请审阅。", ""),
        ("议案", "主送机关: 清源市第十届人民代表大会第六次会议", ""),
        ("议案", "事由: 提请审议批准2026年市本级预算调整方案（草案）", ""),
        ("商洽函", "缘由: 我局将遵照执行《关于请遵照执行的通知》，双方必须守信。", ""),
        ("商洽函", "主送机关: 市财政局、市审计局", ""),
        ("请批函", "结语: 可否，盼复。", ""),
        ("复函", "总体意见: 不同意，理由如下。", ""),
        ("建议提案答复", "类型: 提案\n届次: 市政协十届五次会议\n提出人: 某党派市委员会\n抄送机关: 市政协提案委员会", ""),
    ],
)
def test_a_sensible_text_breaks_none(kind: str, lines: str, without: str) -> None:
    compose(changed(kind, lines, without), "甲.yaml")


def body(kind: str, fields: str) -> list[str]:
    """Return headings and text that ``fields`` make."""
    return printed(f"文种: {kind}\n{fields}")


UPWARD = "发文机关: 清源市水利局\n签发人: 江予安\n主送机关: 市人民政府\n事由: 甲事\n"
PARALLEL = "发文机关: 清源市水利局\n主送机关: 临江市水利局\n事由: 甲事\n"


def test_a_short_request_has_no_headings_and_a_long_one_ends_with_the_own_opinion() -> None:
    fields = f"{UPWARD}缘由: 乙\n请示事项: 丙\n本机关意见: 丁\n联系人: 宋清和\n联系电话: 0999-2358041\n"
    assert body("请示", fields) == ["乙。现将有关事项请示如下：", "丙。", "丁。", "妥否，请批示。"]
    longer = body("请示", f"{fields}协商情况: 戊\n自称: 我局\n")[1:]
    assert longer == ["一、协商情况", "戊。", "二、请示事项", "丙。", "三、我局意见", "丁。", "妥否，请批示。"]


def test_a_report_of_work_alone_needs_no_parts() -> None:
    fields = f"{UPWARD}概述: 乙\n工作情况:\n  - 标题: 丙\n    内容: 丁\n"
    assert body("工作报告", fields) == ["乙。现将有关情况报告如下：", "一、丙", "丁。", "特此报告。"]
    parts = body("工作报告", f"{fields}存在问题:\n  - 标题: 戊\n    内容: 己\n")
    assert parts[1:] == ["一、主要工作情况", "（一）丙。丁。", "二、存在的主要问题", "（一）戊。己。", "特此报告。"]


@pytest.mark.parametrize("title", ["关于某事的通知", "《关于某事的通知》"])
def test_an_answer_cites_what_was_asked_with_its_marks_once(title: str) -> None:
    fields = f"{UPWARD}来文标题: {title}\n来文字号: 甲〔2026〕1号\n答复事项:\n  - 标题: 乙\n    内容: 丙\n"
    assert body("答复报告", fields)[0] == "《关于某事的通知》（甲〔2026〕1号）收悉。现将有关情况报告如下："


def test_a_bill_is_signed_by_the_head_of_the_government() -> None:
    document = compose(changed("议案", ""), "甲.yaml").document
    assert document.sealing is Sealing.NAME_STAMP
    assert document.text_of(Role.SIGNATURE) == "市长　林致远"
    assert not list(document.of(Role.SIGNER))


def test_one_matter_of_a_letter_has_no_number_and_several_have() -> None:
    one = f"{PARALLEL}缘由: 乙\n商洽事项:\n  - 内容: 丙\n"
    assert body("商洽函", one) == ["乙。现就有关事项函商如下：", "丙。", "特此函商，盼复。"]
    assert body("商洽函", f"{one}  - 内容: 丁\n")[1:3] == ["一、丙。", "二、丁。"]


def test_a_letter_that_sets_a_day_does_not_ask_for_an_answer_twice() -> None:
    letter = body("商洽函", f"{PARALLEL}缘由: 乙\n商洽事项:\n  - 内容: 丙\n自称: 我局\n回复期限: 2026-5-1\n")
    assert letter[2:] == ["以上事项，请于2026年5月1日前函复我局。", "特此函商，请予支持。"]
    inquiry = f"{PARALLEL}缘由: 乙\n询问事项:\n  - 内容: 丙\n"
    assert body("询问函", inquiry)[2:] == ["特此函询，请予函复。"]
    dated = body("询问函", f"{inquiry}自称: 我局\n回复期限: 2026-5-1\n回复方式: 通过电子邮件\n")
    assert dated[2:] == ["请于2026年5月1日前通过电子邮件将上述情况反馈我局。", "特此函询。"]


@pytest.mark.parametrize(
    ("organ", "you"),
    [
        ("临江市水利局", "贵局"),
        ("云溪县人民政府", "贵县"),
        ("市发展和改革委员会", "贵委"),
        ("临江市人民政府办公室", "贵办"),
        ("某大学", "贵校"),
        ("某公司", "贵公司"),
        ("某基金会", "贵单位"),
        ("甲局、乙局", ""),
        ("临江市公安局：", "贵局"),
    ],
)
def test_an_answering_letter_calls_the_other_by_its_kind(organ: str, you: str) -> None:
    fields = f"发文机关: 清源市水利局\n主送机关: {organ}\n事由: 甲事\n来文标题: 关于甲事的函\n来文字号: 甲〔2026〕1号\n总体意见: 同意\n"
    assert body("复函", fields) == [f"{you}《关于甲事的函》（甲〔2026〕1号）收悉。经研究，现函复如下：", "同意。", "特此函复。"]


def test_an_agenda_may_be_a_list() -> None:
    fields = "会议名称: 甲会议\n会议日期: 2026-2-26\n会议时间: 上午9时\n会议地点: 乙厅\n主持人: 沈砚秋\n议程:\n"
    items = "  - 内容: 通报情况\n    发言人: 梁可期\n  - 内容: 讨论\n    时间: 10时\n  - 内容: 讲话\n    时间: 11时\n    发言人: 林致远\n"
    assert body("会议议程", fields + items) == [
        "一、时间：2026年2月26日（星期四）上午9时",
        "二、地点：乙厅",
        "三、主持人：沈砚秋",
        "四、会议议程",
        "（一）通报情况（梁可期）",
        "（二）讨论（10时）",
        "（三）讲话（11时，林致远）",
    ]


def test_an_answer_to_several_deputies_says_you_in_the_plural() -> None:
    document = compose(changed("建议提案答复", "称呼: 你们", "工作名称"), "甲.yaml").document
    assert document.text_of(Role.TITLE) == "清源市民政局对市十届人大五次会议第128号建议的答复"
    texts = [p.text for p in document.paragraphs if p.role is Role.BODY]
    assert texts[0].startswith("你们在市十届人大五次会议上提出的《关于提高村级养老服务站运行质量的建议》（第128号）收悉。")
    assert texts[-1] == "感谢你们对我们工作的关心和支持，欢迎继续提出意见建议。"
