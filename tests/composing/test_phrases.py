"""Fields as parts of sentences: the words before and behind them, transitions and closings, and what real documents need of the kinds."""

from __future__ import annotations

import pytest
from jinja2 import Undefined

from drafting.composing import compose
from drafting.composing.phrases import (
    bare_subject,
    closing,
    followed_by,
    issuers_in_title,
    led_by,
    running_on,
    sentence,
    transition,
)
from drafting.documents.errors import UserError

BASIS = ("根据", "按照", "依据")
FRAME = "发文机关: 清源市水利局\n发文字号: 清水〔2026〕7号\n主送机关: 各县（区）水利局\n成文日期: 2026年3月5日\n"


@pytest.mark.parametrize(
    ("value", "words", "said"),
    [
        ("《水法》", BASIS, "根据《水法》"),
        ("根据《水法》。", BASIS, "根据《水法》"),
        ("按照市政府要求，", BASIS, "按照市政府要求"),
        (("《水法》", "根据《防洪法》"), BASIS, "根据《水法》《防洪法》"),
        (("根据《水法》", "市政府要求"), BASIS, "根据《水法》、市政府要求"),
        ("做好防汛工作", ("为",), "为做好防汛工作"),
        ("为了做好防汛工作", ("为",), "为了做好防汛工作"),
        ("经济技术开发区管委会", ("经",), "经经济技术开发区管委会"),
        ("经市政府", ("经",), "经市政府"),
    ],
)
def test_what_stands_before_a_value_is_said_once(value: object, words: tuple[str, ...], said: str) -> None:
    assert led_by(value, *words) == said


@pytest.mark.parametrize(("value", "said"), [("市政府", "市政府同意"), ("市政府同意", "市政府同意"), ("市政府同意，", "市政府同意")])
def test_what_stands_behind_a_value_is_said_once(value: str, said: str) -> None:
    assert followed_by(value, "同意") == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("近期降雨增多，", "近期降雨增多，"),
        ("近期降雨增多,", "近期降雨增多，"),
        ("近期降雨增多", "近期降雨增多。"),
        ("近期降雨增多。", "近期降雨增多。"),
        ("甲\n乙\n丙", "甲\n乙\n丙。"),
    ],
)
def test_an_opening_runs_on_where_it_stops_at_a_comma(value: str, said: str) -> None:
    assert running_on(value) == said


def test_lines_of_names_are_not_made_sentences() -> None:
    assert sentence("（一）独立学院\n甲学院\n乙学院") == "（一）独立学院\n甲学院\n乙学院"
    assert sentence("一、做好准备。\n二、抓好落实") == "一、做好准备。\n二、抓好落实。"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Undefined(), "现将有关事项通知如下："),
        ("现将结果公布如下", "现将结果公布如下："),
        ("现将结果公布如下：", "现将结果公布如下："),
        ("现将结果公布如下。", "现将结果公布如下。"),
        ("现提出以下意见", "现提出以下意见："),
        ("现予公布", "现予公布。"),
        ("无", ""),
    ],
)
def test_the_transition_ends_with_its_mark(value: object, said: str) -> None:
    assert transition(value, "现将有关事项通知如下") == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(Undefined(), "特此通知。"), ("请遵照执行", "请遵照执行。"), ("无", ""), ("不写。", ""), ("无特殊情况不延期", "无特殊情况不延期。")],
)
def test_a_closing_may_be_left_out(value: object, said: str) -> None:
    assert closing(value, "特此通知。") == said


@pytest.mark.parametrize(
    ("issuers", "said"),
    [
        ("市水利局", "市水利局"),
        (("市水利局", "市财政局"), "市水利局　市财政局"),
        (("甲局", "乙局", "丙局", "丁局", "戊局"), "甲局等五部门"),
        (
            ("甲县人民政府", "乙县人民政府", "丙县人民政府", "丁县人民政府", "戊县人民政府"),
            "甲县人民政府　乙县人民政府　丙县人民政府　丁县人民政府　戊县人民政府",
        ),
    ],
)
def test_a_title_names_its_issuers_or_counts_them(issuers: object, said: str) -> None:
    assert issuers_in_title(issuers) == said


def test_a_subject_loses_the_words_that_the_title_adds() -> None:
    assert bare_subject("关于农村供水的调研报告", "调研报告") == "农村供水"
    assert bare_subject("政府工作报告的说明。", "调研报告") == "政府工作报告的说明"


def body(kind: str, fields: str, frame: str = FRAME) -> str:
    """Return the text of the document, a paragraph a line."""
    return "\n" + "\n".join(p.text for p in compose(f"文种: {kind}\n{frame}{fields}", "甲.yaml").document.paragraphs) + "\n"


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("通知", "事由: 公布名单\n缘由: 复核已经完成\n过渡语: 现予公布\n通知事项: 共5处。\n", "\n复核已经完成。现予公布。\n共5处。\n"),
        ("通知", "事由: 领取证书\n缘由: 评选已经结束\n过渡语: 无\n通知事项: 请派人领取。\n", "\n评选已经结束。\n请派人领取。\n"),
        (
            "通知",
            "事由: 举办比赛\n目的: 推动训练\n印发文件: 比赛规程\n通知事项: 请按时参赛。\n附件:\n  - 标题: 比赛规程\n    正文: 略\n",
            "\n为推动训练，现将《比赛规程》印发给你们，并就有关事项通知如下：\n",
        ),
        (
            "印发通知",
            "标题: 清源市水利局关于公布《河道名录》的通知\n审定情况: 经市政府批准\n印发文本:\n  - 标题: 河道名录\n    正文: 略\n",
            "\n《河道名录》经市政府批准，现予公布。\n",
        ),
        (
            "印发通知",
            "目的: 规范管理\n制定机关: 我局\n制定方式: 修订\n印发文本:\n  - 标题: 河道管理办法\n    正文: 略\n",
            "\n为规范管理，我局修订了《河道管理办法》，现印发给你们，请认真贯彻执行。\n",
        ),
        (
            "转发通知",
            "来文机关: 省水利厅\n来文标题:\n  - 河道采砂规定\n  - 关于防汛工作的通知\n"
            "来文字号:\n  - 澜水发〔2026〕1号\n  - 澜水发〔2026〕2号\n",
            "\n现将省水利厅《河道采砂规定》（澜水发〔2026〕1号）和《关于防汛工作的通知》（澜水发〔2026〕2号）转发给你们，请认真贯彻执行。\n",
        ),
        (
            "转发通知",
            "来文机关: [省水利厅, 省财政厅]\n来文标题: 关于防汛工作的意见\n"
            "转发文本:\n  - 标题: 关于防汛工作的意见\n    署名: 省水利厅　省财政厅\n    正文: 略\n",
            "\n关于防汛工作的意见\n省水利厅　省财政厅\n",
        ),
        (
            "复函",
            "事由: 甲事\n来文标题: 关于甲事的函\n来文字号: 甲〔2026〕1号\n具体意见:\n  - 内容: 同意\n  - 内容: 由我局负责\n结语: 无\n",
            "现函复如下：\n一、同意。\n二、由我局负责。\n清源市水利局\n",
        ),
        (
            "函",
            "事由: 报送自评情况\n用途: 函告\n缘由: 自评已经完成。\n商洽事项:\n  - 内容: 结果为合格\n",
            "\n自评已经完成。现将有关情况函告如下：\n结果为合格。\n特此函告。\n",
        ),
        ("意见", "事由: 节水\n行文关系: 下行\n重点任务:\n  - 标题: 查漏\n    概述: 查清管网\n结语: 无\n", "\n查清管网。\n清源市水利局\n"),
        (
            "决定",
            "事由: 取消一批证明事项\n缘由: 经研究，决定取消证明事项11项，现予公布。\n过渡语: 无\n决定事项:\n  - 内容: 做好衔接\n",
            "\n经研究，决定取消证明事项11项，现予公布。\n做好衔接。\n",
        ),
        (
            "表彰通报",
            "事由: 表扬防汛工作\n工作情况: 成绩突出\n表彰形式: 通报表扬\n表彰对象: 云溪县、临江县2个县水利局\n",
            "决定对云溪县、临江县2个县水利局予以通报表扬。\n",
        ),
        (
            "表彰通报",
            "事由: 表扬防汛工作\n工作情况: 成绩突出\n表彰形式: 通报表扬\n表彰对象: 云溪县水利局等6个单位\n",
            "决定对云溪县水利局等6个单位（名单：【待补：先进单位】）予以通报表扬。\n",
        ),
    ],
)
def test_what_real_documents_say_can_be_said(kind: str, fields: str, said: str) -> None:
    assert said in body(kind, fields)


def test_a_proclamation_may_publish_a_text() -> None:
    frame = FRAME.replace("主送机关: 各县（区）水利局\n", "")
    made = body("公告", "事由: 发布河道名录\n依据: 《水法》\n公布文本:\n  - 标题: 河道名录\n    正文: 略\n", frame)
    assert "\n根据《水法》，现将《河道名录》予以公布。\n特此公告。\n" in made
    with pytest.raises(UserError, match="至少要写一项"):
        body("公告", "事由: 发布河道名录\n依据: 《水法》\n", frame)


def test_nothing_written_as_a_word_is_no_value() -> None:
    with pytest.raises(UserError, match="没有目的就删去这一项，不用写“无”"):
        body("通知", "事由: 甲事\n目的: 无\n通知事项: 甲\n")


def test_a_broken_rule_quotes_the_words_at_fault() -> None:
    with pytest.raises(UserError, match="这里写的是“此致”"):
        body("函", "事由: 甲事\n缘由: 甲\n商洽事项:\n  - 内容: 乙\n结语: 此致敬礼\n")
