"""Signals that a person should check."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from drafting.letters.lexicon import word_rows
from drafting.letters.urgent import NOTE, SIGNALS, Signal, find_urgent

WRITTEN = datetime(2020, 3, 5)


def raised(text: str) -> dict[str, tuple[str, ...]]:
    return {one.signal: one.words for one in find_urgent("", text, WRITTEN)}


@pytest.mark.parametrize(
    ("text", "signal", "word"),
    [
        ("上周电梯关人两个小时。", "人身安全", "电梯关人"),
        ("围墙随时可能倒塌，下面就是学校。", "人身安全", "墙随时可能倒塌"),
        ("邻居砸了两面承重墙。", "人身安全", "砸了两面承重墙"),
        ("消防栓没有水，通道里堆着煤气罐。", "人身安全", "消防栓没有水"),
        ("村民准备集体上访。", "群体性", "集体上访"),
        ("工人罢工两天了。", "群体性", "工人罢工"),
        ("1张伟、2李娜、3王强、4刘洋、5陈静", "群体性", "5 人署名"),
        ("再不解决我就要跳楼了。", "极端表述", "要跳楼"),
        ("老板跑路了，拖欠农民工工资。", "涉众资金", "拖欠农民工工资"),
        ("五十名家长要求退费，机构人去楼空，家长们都很着急。", "涉众资金", "退费"),
        ("报名3月10日截止。", "时限临近", "3月10日"),
    ],
)
def test_a_signal_is_raised_with_the_letters_own_words(text: str, signal: str, word: str) -> None:
    assert word in raised(text).get(signal, ())


@pytest.mark.parametrize(
    "text",
    [
        "相关人员没有来。",
        "开发商宣传销售时承诺绿化率。",
        "商场打出跳楼价。",
        "闸机经常罢工。",
        "担心开发商跑路。",
        "万一发生爆炸怎么办。",
        "我们拼命工作。",
        "报名去年3月10日截止。",
        "3月10日我去了公园。",
        "4月10日截止报名。",
        "拖欠物业费的业主们被停水。",
        "路灯坏了。",
        "",
    ],
)
def test_ordinary_words_raise_nothing(text: str) -> None:
    assert raised(text) == {}


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("房子要塌了，随时有生命危险。", "人身安全"),
        ("楼板就要垮下来了。", "人身安全"),
        ("昨晚在巷子里被人拿刀追砍。", "人身安全"),
        ("他提着斧头闯进我家。", "人身安全"),
        ("三十多个学生上吐下泻。", "人身安全"),
        ("十几名孩子腹泻送医。", "人身安全"),
        ("氨气泄漏，村民呕吐。", "人身安全"),
        ("厂里液氨泄露了。", "人身安全"),
        ("井盖没了，小孩掉下去了。", "人身安全"),
        ("老人跌进没有盖的窨井。", "人身安全"),
        ("山体滑坡，房屋随时被埋。", "人身安全"),
        ("老人断药快不行了。", "人身安全"),
        ("桥面开裂下沉。", "人身安全"),
        ("水库大坝出现管涌。", "人身安全"),
        ("家里天然气味道很大，怕要爆炸。", "人身安全"),
        ("老人走失三天了。", "人身安全"),
        ("食堂吃完饭二十几个人拉肚子。", "人身安全"),
        ("后山掉石头，房子眼看要被埋。", "人身安全"),
        ("煤气管一直漏。", "人身安全"),
        ("山洪把我们困住了。", "人身安全"),
        ("邻居扬言要杀我全家。", "人身安全"),
        ("两百户业主准备去北京上访。", "群体性"),
        ("再不答复我们就集体去省里。", "群体性"),
        ("全村人都去信访局讨说法。", "群体性"),
        ("大家要拉横幅堵路。", "群体性"),
        ("我准备从楼上跳下去。", "极端表述"),
        ("我打算从桥上跳下去。", "极端表述"),
        ("我要把镇政府炸了。", "极端表述"),
        ("信不信我把你们法院烧了。", "极端表述"),
        ("我已经写好了遗书。", "极端表述"),
        ("大不了我点一把火把村委会烧掉。", "极端表述"),
        ("他爬上楼顶准备跳了。", "极端表述"),
        ("楼下夜市把消防通道都堵死了。", "人身安全"),
        ("这个路口今年发生了多起撞车事故。", "人身安全"),
        ("围墙随时有倒塌的危险。", "人身安全"),
        ("保安聚众殴打业主。", "人身安全"),
        ("楼房沉降开裂，没有人管。", "人身安全"),
        ("孩子被邻居养的狗咬伤。", "人身安全"),
        ("昨天电梯突然下坠。", "人身安全"),
        ("八十一名业主写了联名信。", "群体性"),
        ("数百名业主到售楼部门口抗议。", "群体性"),
        ("再不处理会引发群体性维权。", "群体性"),
        ("我们誓死捍卫自己的家园。", "极端表述"),
        ("非得闹出人命才有人管吗？", "极端表述"),
        ("这家公司涉嫌合同诈骗。", "涉众资金"),
        ("商场虚假招商，骗取商户上千万。", "涉众资金"),
        ("包工头拖欠我们工人工资。", "涉众资金"),
        ("开发商拒不退还购房款。", "涉众资金"),
        ("健身房突然关门，老板跑路。", "涉众资金"),
        ("公司拖欠工资，我们十几名员工都没有办法。", "涉众资金"),
    ],
)
def test_what_is_told_in_plain_speech_raises_a_signal(text: str, signal: str) -> None:
    assert signal in raised(text)


@pytest.mark.parametrize(
    "text",
    [
        "孩子说想死你们了。",
        "这家面馆好吃死了。",
        "天热死了，空调快不行了。",
        "我头都要爆炸了。",
        "校领导把家长气炸了。",
        "大家想把学校烧开水的炉子换了。",
        "消防员提着斧头演练。",
        "横幅掉了没有人管。",
        "早高峰桥上堵路严重。",
        "孩子的成绩掉下来了。",
        "老人掉下来的牙要补。",
        "单位集体去省里参观学习。",
        "全班一起去北京旅游。",
        "老人准备去北京看病。",
        "业主准备去市政府办证大厅办证。",
        "担心桥面开裂。",
        "蚊子多得打死一批又来一批。",
        "水龙头一直漏水。",
        "活着没有压力真好。",
        "请问消防通道有多宽？",
        "担心随时有倒塌的危险。",
        "请组织电梯安全检查。",
        "公司拖欠我两个月工资。",
        "我向市政府请愿，希望地铁早日开工。",
        "网友诈骗了我两百元。",
        "请加强防诈骗宣传。",
    ],
)
def test_what_only_sounds_alike_raises_nothing(text: str) -> None:
    assert raised(text) == {}


def test_two_weak_words_are_too_few() -> None:
    assert raised("消防通道里停了车，灭火器过期了。") == {}
    assert "人身安全" in raised("消防通道里停了车，灭火器过期了，去年起火一次。")


def test_a_crowd_in_another_sentence_makes_no_fund() -> None:
    assert raised("机构不给我退费。业主们都说停车难。") == {}


def test_a_signal_is_shown_as_something_to_check() -> None:
    assert str(Signal("人身安全", ("电梯关人", "坠楼"))) == "人身安全（电梯关人、坠楼）"
    assert NOTE == "提请人工核查"


def test_every_row_of_the_list_belongs_to_a_signal_and_compiles() -> None:
    rows = word_rows("letters_urgent.tsv")
    assert {kind[:-1] if kind[-1] != "算" else kind[:-2] for kind in rows} == set(SIGNALS)
    for words in rows.values():
        for word in words:
            anchors, equals, source = word.partition("=")
            assert all(anchors.split("/"))
            assert not equals or re.compile(source).groups == 0
