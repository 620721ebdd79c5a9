"""相关: whether an answer takes up its letter."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from drafting.letters.batch import Letter
from drafting.letters.reply_kinship import kinship, pair_weights
from drafting.letters.reply_parts import read_reply
from drafting.letters.reply_relevance import relevances, scale_of


def letter(title: str, text: str) -> Letter:
    return Letter("1", title, text, text)


MATTERS = [
    (
        letter("青石小区路灯不亮", "青石小区东门的路灯坏了半年，晚上出门看不见路。"),
        "您好！青石小区东门的路灯因电缆老化损坏，已更换电缆，现已全部亮灯。",
    ),
    (
        letter("公交五路车太少", "五路公交车晚上要等四十分钟，能不能加几班？"),
        "您好！五路公交晚高峰将增加三班车，发车间隔缩短到十五分钟。",
    ),
    (
        letter("异地就医怎么备案", "父母在外地住院，医保异地就医备案要什么材料？"),
        "您好！异地就医备案可以在手机上办理，带身份证和医保卡到窗口也可以。",
    ),
    (letter("工地夜里施工", "翠园旁边的工地夜里两点还在打桩，吵得睡不着。"), "您好！执法人员已责令该工地夜间停止打桩，施工时间限于白天。"),
]


class TestRelevance:
    def test_every_answer_takes_up_its_own_letter_better_than_the_others(self) -> None:
        letters, parts = [one for one, _ in MATTERS], [read_reply(text)[0] for _, text in MATTERS]
        scale = scale_of(letters, parts)
        for index, part in enumerate(parts):
            shares = [found.share for found in relevances(letters, [part] * len(letters), scale)]
            assert max(shares) == shares[index]
            assert sorted(shares)[-2] < 0.6 * shares[index]

    @pytest.mark.parametrize(("asked", "text"), MATTERS)
    def test_a_letter_alone_is_judged_much_as_in_a_batch(self, asked: Letter, text: str) -> None:
        """The program's own letters tell what is usual, so that a single reply can be checked too."""
        letters, parts = [one for one, _ in MATTERS], [read_reply(answer)[0] for _, answer in MATTERS]
        (alone,) = relevances([asked], [read_reply(text)[0]], scale_of([asked], [read_reply(text)[0]]))
        among = relevances(letters, parts, scale_of(letters, parts))[letters.index(asked)]
        assert abs(alone.share - among.share) < 0.15

    def test_nothing_to_compare_gives_nothing(self) -> None:
        assert relevances([], [], scale_of([], [])) == []

    def test_an_outcry_is_no_question(self) -> None:
        asked = letter("路灯不亮", "路灯坏了半年！难道没有人管吗？天理何在？什么时候能修好路灯？")
        part = read_reply("您好！路灯3月20日前修好，请您放心，谢谢监督。")[0]
        (found,) = relevances([asked], [part], scale_of([asked], [part]))
        assert found.questions == ("什么时候能修好路灯？",)
        assert found.unanswered == ()

    def test_another_place_is_told_only_where_the_matter_is_in_doubt(self) -> None:
        asked = letter("青石镇柳树村自来水浑浊", "青石镇柳树村的自来水浑浊发黄，已经一个多月。")
        other = read_reply("您好！白云镇枫林村的供水管道因施工破裂，正在抢修，预计月底恢复正常。")[0]
        same = read_reply("您好！柳树村的自来水浑浊发黄，是水源地暴雨所致，已停用原水源，改由县城水厂供水，水质检测合格。")[0]
        scale = scale_of([asked], [same])
        doubtful, sure = relevances([asked, asked], [other, same], scale)
        assert doubtful.place is False
        assert sure.place is not False


@cache
def usual() -> NDArray[np.float32]:
    """The weights that the program's own letters give: to count them anew for every example would take most of the test's time."""
    return pair_weights([])


class TestKinship:
    def test_a_text_is_nearest_to_itself_and_far_from_what_shares_nothing(self) -> None:
        texts = ["路灯坏了半年没有人修", "公交车晚上等不到", ""]
        weights = pair_weights(texts)
        assert kinship(texts, texts, weights) == pytest.approx([1.0, 1.0, 0.0])
        assert kinship(["路灯坏了"], ["公交车晚上"], weights) == [0.0]

    @given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=6))
    def test_it_lies_between_0_and_1_and_is_the_same_both_ways(self, pairs: list[tuple[str, str]]) -> None:
        ones, others = [one for one, _ in pairs], [other for _, other in pairs]
        there, back = kinship(ones, others, usual()), kinship(others, ones, usual())
        assert there == pytest.approx(back)
        assert all(0 <= near <= 1.0001 for near in there)

    def test_more_texts_than_are_compared_at_once_keep_their_order(self) -> None:
        texts = [f"第{number}件来信说的是不同的事情" for number in range(2100)]
        weights = pair_weights(texts)
        assert kinship(texts, texts, weights) == pytest.approx([1.0] * 2100)
