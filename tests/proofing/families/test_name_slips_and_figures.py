"""Names with a character lost, figures bounded twice, sums and spans of time: however they are written, and what only looks like it."""

from __future__ import annotations

import pytest

from drafting.proofing import proofread
from drafting.proofing.examples import read
from drafting.proofing.families.name_forms import dropped, part_slips, scattered, swapped

_NOTICE = "标题| 清源市水利局关于做好防汛工作的通知\n主送| 各县（市、区）水利局：\n{}\n落款| 清源市水利局\n日期| 2024年5月8日"


def _told(text: str) -> dict[str, str]:
    """Return what is named, by code, in a notice that says ``text``."""
    document = read(_NOTICE.format(text))
    return {f.code: document.paragraphs[f.span.paragraph].text[f.span.start : f.span.end] for f in proofread(document)}


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("报市纪律检委员会备案。", "organ-name-incomplete", "纪律检委员会"),
        ("由市应急理管局负责。", "organ-name-incomplete", "应急理管局"),
        ("由市住房和城建设局配合。", "organ-name-incomplete", "住房和城建设"),
        ("报县人民府批准。", "organ-name-incomplete", "人民府"),
        (
            "清源市乡村振兴服务中心主办。清源市乡村振兴服务中心承办。清源市乡村振服务中心协办。",
            "organ-name-varies",
            "清源市乡村振服务中心",
        ),
        (
            "清源湖治理工程建设指挥部调度，清源湖治理工程建设指挥部汇总，清源湖治理工程建指挥部上报。",
            "organ-name-varies",
            "清源湖治理工程建指挥部",
        ),
        ("修订《清源市重点实验室建设办法》。执行《清源市点实验室建设办法》。", "cited-title-slip", "清源市点实验室建设办法"),
        ("市卫生健康委员会（以下简称市卫生健康委）牵头，市卫健委汇总，市卫生健康委上报。", "abbreviation-varies", "市卫健委"),
        ("受灾群众300多人左右。", "odd-with-or-so", "300多人左右"),
        ("覆盖不足30%以下的村。", "limit-told-twice", "不足30%以下"),
        ("发放补助资金12，000元。", "full-width-grouping", "12，000"),
        ("停水5、6天。", "digits-in-approximation", "5、6"),
        ("工程占地面积约500，建设期两年。", "amount-without-unit", "500"),
        ("会议定于5月18日下午19:30召开。", "hour-of-another-part", "下午19:30"),
        ("活动自2024年3月1日起至2024年5月31日止，历时6个月。", "months-against-dates", "6个月"),
        ("项目周期为3年（2023年1月至2024年12月）。", "months-against-dates", "3年"),
        ("全区有城镇低保对象120户、农村低保对象80户，共210户。", "listed-parts-total", "210"),
        ("经费共4600万元，其中市级2600万元、县（区）级2100万元。", "parts-exceed-total", "4600"),
        ("参会人员120人，实到108人，到会率95%。", "rate-of-two-figures", "95%"),
        ("全县12个乡镇共投入资金240万元，平均每个乡镇30万元。", "mean-of-total", "30万元"),
        ("去年全市完成投资500万元。", "relative-date", "去年"),
        ("截至23年底，建成充电桩500个。", "year-abbreviated", "23"),
    ],
)
def test_a_fault_is_named_at_its_characters(text: str, code: str, named: str) -> None:
    assert _told(text).get(code) == named


@pytest.mark.parametrize(
    "text",
    [
        "省水利厅、市水利局、县水利局分别负责。省水利厅、市水利局、县水利局要抓好落实。",
        "所在地人民政府负责，地方人民政府配合，当地人民政府、地方人民政府要抓好落实。",
        "支持建设海外科技创新中心。建设技术创新中心，办好技术创新中心。",
        "开拓合作新局面。构建合作新格局，推动合作新格局。",
        "市委教育工作委会同市财政局办理。",
        "落实《清源市城市绿化管理办法》《清源市城镇绿化管理办法》。",
        "投入资金1200万元，其中中央500万元、省级400万元、县级300万元。",
        "新建企业120家，其中已投产30家、未开工50家。",
        "培训干部120人，其中女干部70人、党员干部80人。",
        "下达资金800万元。上述800万元资金要专款专用。",
        "处五万元以上30万元以下罚款。",
        "项目自2023年6月开工，至2025年6月完工，工期24个月。",
        "对2022年及以前年度的债务，逐笔核对。",
    ],
)
def test_what_is_right_is_let_be(text: str) -> None:
    ours = {"organ-name-incomplete", "organ-name-varies", "cited-title-slip", "parts-exceed-total", "one-label-two-figures"}
    ours |= {"months-against-dates", "relative-date", "abbreviation-varies", "mean-of-total"}
    assert not ours & set(_told(text))


def test_a_mark_is_named_where_title_and_signature_agree_against_it() -> None:
    text = "机关标志| 清源市水力局文件\n标题| 清源市水利局关于做好防汛工作的通知\n落款| 清源市水利局\n日期| 2024年5月8日"
    found = [f for f in proofread(read(text)) if f.code == "mark-and-signature-differ"]
    assert [(f.span.paragraph, f.suggestion) for f in found] == [(0, "清源市水利局")]


def test_a_lost_character_that_makes_another_name_is_no_slip() -> None:
    assert "清源水利局" not in [slip for slip, _ in dropped("清源市水利局", range(1, 5))]  # a level may be left out
    assert ("清源市利水局", 3) in list(swapped("清源市水利局", range(5)))
    assert "发展改革委员会" not in part_slips()
    assert part_slips()["人民政府办室"] == "人民政府办公室"


def test_a_broken_word_falls_apart() -> None:
    assert scattered("科学技活动") > scattered("科学技术活动")
