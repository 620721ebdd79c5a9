"""The kinds to subordinates: the rules of issue that their ``fields.yaml`` hold, and what their templates make of sparse fields."""

from __future__ import annotations

import re

import pytest

from drafting.composing import compose, example_fields, find_kind
from drafting.documents.errors import UserError
from drafting.documents.model import Role

FRAME = "发文机关: 清源市人民政府\n主送机关: 各县（区）人民政府\n"

WRONG = [
    ("通知", "标题: 清源市关于做好某事的通报", "事由", "不是“通知”"),
    ("通知", "工作要求: 以上妥否，请批示。", "", "妥否，"),
    ("通知", "结语: 特此函告。", "", "特此函告"),
    ("通知", "会议日期: 2026年3月4日", "", "早于“成文日期”"),
    ("通知", "印发文件: 《甲办法》", "附件", "没有写“附件”"),
    ("印发通知", "标题: 清源市关于某办法的通知", "", "印发"),
    ("印发通知", "执行要求: 特此报告", "", "特此报告"),
    ("印发通知", "依据: 清政发〔2025〕1号", "", "从文件标题写起"),
    ("印发通知", "废止文件: 《甲办法》", "", "标题和发文字号"),
    ("转发通知", "来文标题: 转发民政部关于某事的通知", "", "层层转发"),
    ("转发通知", "来文字号: 澜民发18号", "", "写得不全"),
    ("转发通知", "标题: 清源市民政局关于某事的通知", "", "转发"),
    ("转发通知", "标题: 清源市民政局转发省民政厅关于某事的通知的通知", "", "只保留一个"),
    ("批转通知", "发文机关: 清源市人民政府办公室", "", "批转是上级机关的职权"),
    ("批转通知", "报文标题: 关于增加经费的请示", "", "请示不能批转"),
    ("批转通知", "报文字号: 31号", "", "写得不全"),
    ("批转通知", "标题: 清源市人民政府批转市发展改革委关于改革的意见的通知", "", "意见的通知"),
    ("会议通知", "会议名称: 关于召开全市安全生产工作会议的通知", "", "自动加上"),
    ("会议通知", "会议名称: 《全市安全生产工作会议》", "", "不用书名号"),
    ("会议通知", "会议时间: 星期一上午9时", "", "星期一"),
    ("会议通知", "会议日期: 2026年4月9日", "", "早于“成文日期”"),
    ("会议通知", "回执截止日期: 2026年4月22日", "", "回执要在开会以前"),
    ("会议通知", "结束日期: 2026年4月20日", "", "早于“会议日期”"),
    ("会议通知", "报到日期: 2026年4月22日", "", "早于“报到日期”"),
    ("任免通知", "任免人员:\n  - 姓名: 江予安\n    任命职务: 清源市副市长", "", "人民代表大会"),
    ("任免通知", "任免人员:\n  - 姓名: 江予安\n    任命职务: 拟任市水利局副局长", "", "“拟任”"),
    ("任免通知", "审定情况: 经研究决定", "", "自动加上"),
    ("知照通知", "事项: 调整组成人员", "组成人员", "没有写“组成人员”"),
    ("知照通知", "事项: 机构更名", "生效日期", "没有写“生效日期”"),
    ("知照通知", "事项: 启用印章", "生效日期", "没有写“生效日期”"),
    ("知照通知", "缘由: 请各单位遵照执行。", "", "遵照执行"),
    ("表彰通报", "标题: 清源市关于防汛工作的通报", "事由", "没有写明是表彰"),
    ("表彰通报", "号召: 对甲单位予以通报批评。", "", "批评通报"),
    ("批评通报", "缘由: 据反映，某单位工作不力。", "", "据反映"),
    ("批评通报", "整改时限: 2026年3月29日", "", "早于“成文日期”"),
    ("批评通报", "处理决定: 建议给予甲单位通报批评", "", "建议给予"),
    ("情况通报", "缘由: 现将有关情况报告如下。", "", "用“报告”"),
    ("情况通报", "标题: 清源市关于某事的通知", "事由", "不是“通报”"),
    ("意见", "行文关系: 上行", "", "没有写“签发人”"),
    ("意见", "行文关系: 上行\n签发人: 林致远\n结语: 请认真贯彻落实。", "", "供上级执行|不能要求上级执行"),
    ("意见", "行文关系: 上行\n签发人: 林致远", "", "只能写一个|主送一个上级"),
    ("意见", "行文关系: 平行\n结语: 请遵照执行。", "", "只供参考"),
    ("意见", "结语: 以上意见，供参考。", "", "供参考"),
    ("批复", "主送机关: 青屏区人民政府、临河区人民政府", "", "主送请示的机关"),
    ("批复", "事由: 对东湖片区城市更新实施方案", "", "不写“对”"),
    ("批复", "来文标题: 关于东湖片区城市更新情况的报告", "", "批复只答复请示"),
    ("批复", "来文字号: 青政9号", "", "写得不全"),
    ("批复", "批复事项: 同意该方案", "", "态度在“批复态度”里选"),
    ("批复", "批复态度: 不同意", "", "没有写“不同意理由”"),
    ("批复", "具体意见: 有关经费由你区酌情安排。", "", "态度要明确"),
    ("批复", "标题: 清源市人民政府关于东湖片区的复函", "事由", "不是“批复”"),
]


def changed(kind: str, lines: str, without: str = "") -> str:
    """Return the example of ``kind`` with the fields in ``lines`` in the place of its own, and without the field ``without``."""
    text = example_fields(find_kind(kind))
    names = [*re.findall(r"^([^\s:#-]+):", lines, re.M), *filter(None, [without])]
    for name in names:
        text = re.sub(rf"^{name}:.*\n(?:(?: |$).*\n)*", "", text, flags=re.M)
    return f"{text}\n{lines}\n"


@pytest.mark.parametrize(("kind", "lines", "without", "said"), WRONG)
def test_what_breaks_a_rule_of_its_kind_is_told(kind: str, lines: str, without: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        compose(changed(kind, lines, without), "甲.yaml")


@pytest.mark.parametrize(
    ("kind", "lines", "without"),
    [
        ("通知", "工作要求: 有关项目依法应当否决的，要坚决否决；需要审批的，请予批准的机关限时办结。", ""),
        ("通知", "工作要求: 落实“妥否，请批示”的请示要一文一事。", ""),
        ("批复", "事由: 对外开放口岸设置", ""),
        ("批复", "标题: 清源市人民政府关于对外贸易示范区建设的批复", "事由"),
        ("任免通知", "任免人员:\n  - 姓名: 江予安\n    任命职务: 市水利局副局长\n    免去职务: 市长热线办公室主任", ""),
        ("会议通知", "回执截止日期: 2026年4月21日", ""),
        ("转发通知", "来文标题: 关于做好公文转发工作的通知", "转发文本"),
        ("表彰通报", "工作情况: 各级严肃查处问题、追责问责，成绩突出。", ""),
    ],
)
def test_a_sensible_text_breaks_none(kind: str, lines: str, without: str) -> None:
    compose(changed(kind, lines, without), "甲.yaml")


def said(kind: str, fields: str) -> list[str]:
    """Return title and text of what ``fields`` make."""
    document = compose(f"文种: {kind}\n{FRAME}{fields}", "甲.yaml").document
    shown = (Role.TITLE, Role.BODY, Role.HEADING1, Role.HEADING2)
    return [p.text for p in document.paragraphs if p.role in shown and p.place.cell is None]


@pytest.mark.parametrize(
    ("post", "title", "text"),
    [
        ("任命职务: 甲局副局长\n    任职说明: 试用期一年", "任职", "任命江予安为甲局副局长（试用期一年）"),
        ("免去职务: 甲局副局长\n    免职说明: 退休", "免职", "免去江予安的甲局副局长职务（退休）"),
        ("任命职务: 甲局副局长\n    免去职务: 乙中心主任", "职务任免", "任命江予安为甲局副局长，免去其乙中心主任职务"),
    ],
)
def test_one_appointment_is_one_sentence(post: str, title: str, text: str) -> None:
    assert said("任免通知", f"任免人员:\n  - 姓名: 江予安\n    {post}\n") == [
        f"清源市人民政府关于江予安{title}的通知",
        f"经研究，决定{text}。",
        "特此通知。",
    ]


def test_nobody_on_the_list_of_appointments_is_left_out() -> None:
    found = said("任免通知", "任免人员:\n  - 姓名: 江予安\n  - 姓名: 许望舒\n    免去职务: 乙中心主任\n")
    assert found[0] == "清源市人民政府关于江予安等2名同志职务任免的通知"
    assert found[2:4] == ["任命江予安为【待补：任免人员第1项的任命职务】；", "免去许望舒的乙中心主任职务。"]


@pytest.mark.parametrize(
    ("organ", "you"),
    [
        ("云溪县人民政府", "你县"),
        ("清源市水利局", "你局"),
        ("清源开发区管理委员会", "你委"),
        ("白石镇人民政府", "你镇"),
        ("某基金会", "你单位"),
    ],
)
def test_a_reply_calls_the_asker_by_its_kind(organ: str, you: str) -> None:
    fields = "事由: 甲事\n来文标题: 《关于甲事的请示》\n来文字号: 甲〔2026〕1号\n批复态度: 同意\n批复事项: 甲事\n"
    text = f"文种: 批复\n发文机关: 清源市人民政府\n主送机关: {organ}\n{fields}"
    body = [p.text for p in compose(text, "甲.yaml").document.paragraphs if p.role is Role.BODY]
    assert body == [f"{you}《关于甲事的请示》（甲〔2026〕1号）收悉。经研究，现批复如下：", "同意甲事。", "此复。"]


def test_a_text_is_issued_passed_on_or_endorsed_under_the_same_name_everywhere() -> None:
    issued = said("印发通知", "印发文本:\n  - 标题: 甲办法\n    正文: 第一条　乙。\n")
    assert issued == ["清源市人民政府关于印发《甲办法》的通知", "现将《甲办法》印发给你们，请认真贯彻执行。", "甲办法", "第一条　乙。"]
    passed = said("转发通知", "来文机关: 省水利厅\n来文标题: 关于某事的通知\n来文字号: 澜水〔2026〕1号\n")
    assert passed == [
        "清源市人民政府转发省水利厅关于某事的通知",
        "现将《省水利厅关于某事的通知》（澜水〔2026〕1号）转发给你们，请认真贯彻执行。",
    ]
    own = "报文机关: 市水利局\n报文标题: 关于某事的意见\n批转态度: 同意\n自称: 市政府\n批转文本:\n  - 标题: 关于某事的意见\n    正文: 乙\n"
    assert said("批转通知", own)[:2] == [
        "清源市人民政府批转市水利局关于某事意见的通知",
        "市政府同意市水利局《关于某事的意见》，现批转给你们，请认真贯彻执行。",
    ]


def test_a_meeting_tells_its_weekdays_and_where_the_slip_is() -> None:
    fields = "会议名称: 甲会议\n会议日期: 2026-4-1\n结束日期: 2026-4-2\n会议时间: 上午9时\n会议地点: 乙厅\n会议内容: 议丙\n参会人员: 丁\n"
    fields += "回执截止日期: 2026-3-20\n附件:\n  - 标题: 议程\n    正文: 戊\n  - 标题: 参会回执\n    正文: 己\n"
    found = said("会议通知", fields)
    assert "2026年4月1日（星期三）至4月2日（星期四），4月1日上午9时开始。" in found
    assert "请各单位于3月20日前将参会回执（见附件2）报本机关。" in "".join(found)


@pytest.mark.parametrize(
    ("matter", "text"),
    [
        ("启用印章\n生效日期: 2026-4-1\n原名称: 乙局", "自2026年4月1日起启用“甲局”印章，原“乙局”印章同时停止使用。"),
        ("机构更名\n生效日期: 2026-4-1\n原名称: 乙局", "乙局自2026年4月1日起更名为甲局。"),
        ("成立机构\n原名称: 乙局", "决定成立甲局，乙局同时撤销。"),
    ],
)
def test_a_plain_piece_of_news_is_a_sentence_and_a_closing(matter: str, text: str) -> None:
    assert said("知照通知", f"事由: 甲事\n机构名称: 甲局\n事项: {matter}\n")[1:] == [text, "特此通知。"]


@pytest.mark.parametrize(
    ("first", "role"),
    [
        ("各市民政局：", Role.RECIPIENTS),
        ("各设区市人民政府，省政府各部门：", Role.RECIPIENTS),
        ("现将有关事项通知如下：", Role.BODY),
        ("一、总体要求：", Role.HEADING1),
        ("为加强管理，制定本办法。", Role.BODY),
    ],
)
def test_the_first_line_of_a_text_passed_on_is_its_recipients_where_it_names_organs(first: str, role: Role) -> None:
    fields = "来文机关: 省水利厅\n来文标题: 关于某事的通知\n来文字号: 澜水〔2026〕1号\n"
    fields += f"转发文本:\n  - 标题: 关于某事的通知\n    正文: |\n      {first}\n      乙。\n"
    made = compose(f"文种: 转发通知\n{FRAME}{fields}", "甲.yaml").document.paragraphs
    assert next(item.role for item in made if item.text == first) is role
