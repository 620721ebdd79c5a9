"""Words said twice: what the language doubles, what a slip does, and what the author writes so again and again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.proofing.characters.guards import insisted, natural_doubling, tentative


class TestDoubling:
    @pytest.mark.parametrize(
        ("text", "copy"),
        [
            ("把68处隐患一处一处整改到位", "一处"),
            ("一个环节一个环节地抓", "一个环节"),
            ("一步一步走，", "一步"),
            ("逐条逐条梳理", "逐条"),
            ("一件件办", "件"),
            ("救援队二分队队长", "队"),
            ("民兵连连长", "连"),
            ("综治组组长", "组"),
            ("市财政局局长", "局"),
            ("综合科科长", "科"),
            ("人人有责", "人"),
            ("年年增长", "年"),
            ("常常出现", "常"),
            ("层层落实", "层"),
            ("家家户户", "家"),
            ("时时处处", "处"),
            ("实实在在", "在"),
            ("改进工作作风", "作"),
            ("立法目的的说明", "的"),
            ("报市市场监管局", "市"),
            ("多走一走、看一看", "走"),
            ("2017年年底前", "年"),
            ("12000元", "0"),
            ("某某市人民政府", "某"),
        ],
    )
    def test_what_the_language_doubles_is_natural(self, text: str, copy: str) -> None:
        start = text.rindex(copy)
        assert natural_doubling(text, start, start + len(copy))

    @pytest.mark.parametrize(
        ("text", "copy"),
        [
            ("市人民民政府", "民"),
            ("国家家安全", "家"),
            ("加强强管理", "强"),
            ("现通知知如下", "知"),
            ("的的", "的"),
            ("各地区区分别", "地"),
            ("市市政府办公室", "市"),
            ("3月1日日起施行", "日"),
            ("发挥发挥作用", "发挥"),
            ("切实做做好", "做"),
            ("局长", "长"),
            ("", ""),
        ],
    )
    def test_what_a_slip_doubles_is_not(self, text: str, copy: str) -> None:
        start = text.rindex(copy)
        assert not natural_doubling(text, start, start + len(copy))

    @pytest.mark.parametrize(
        ("text", "at", "it_is"),
        [
            ("多走一走", 1, True),
            ("多走一走", 2, True),
            ("看了看", 2, True),
            ("三一三", 0, False),
            ("走一步", 0, False),
            ("统一一", 1, False),
        ],
    )
    def test_a_verb_said_twice_is_left_whole(self, text: str, at: int, it_is: bool) -> None:
        assert tentative(text, at, at + 1) is it_is

    def test_both_copies_may_be_told_apart_or_together(self) -> None:
        text = "逐个一处一处查"
        assert all(natural_doubling(text, *span) for span in ((2, 4), (4, 6), (2, 6)))
        text = "人民民政府"
        assert not any(natural_doubling(text, *span) for span in ((1, 2), (2, 3), (1, 3)))

    @given(st.text("人民一处年的区市长 0，\n", max_size=12), st.integers(0, 12), st.integers(0, 6))
    def test_any_span_can_be_asked_about(self, text: str, start: int, size: int) -> None:
        assert natural_doubling(text, start, start + size) in (True, False)


class TestInsisting:
    TEXT = "建设融媒平台。融媒平台要用好。各融媒平台参加。部署工作，部署任务，布署一次。"

    def test_a_term_written_so_again_and_again_is_the_authors(self) -> None:
        at = self.TEXT.index("融媒")
        assert insisted(self.TEXT, at + 1, at + 2, "煤")

    def test_one_written_rightly_more_often_is_not(self) -> None:
        at = self.TEXT.index("布署")
        assert not insisted(self.TEXT, at, at + 1, "部")
        assert not insisted(self.TEXT * 3, at, at + 1, "部")

    @pytest.mark.parametrize("name", ["清源市", "皤滩镇", "坪岸街道", "圳尾村"])
    def test_the_name_of_a_place_twice_is_enough(self, name: str) -> None:
        once = f"为{name}办理，"
        assert insisted(once * 2, once.index(name) + 1, once.index(name) + 2, "字")
        assert not insisted(once, once.index(name) + 1, once.index(name) + 2, "字")

    def test_one_that_stands_there_once_is_not(self) -> None:
        assert not insisted("抓好布署", 2, 3, "部")
