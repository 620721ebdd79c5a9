"""Letters that repeat earlier ones, by kind."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.letters.batch import Letter
from drafting.letters.repeats import KINDS, Repeat, repeats

START = datetime(2024, 3, 1, 9)
SMOKE = "青禾苑一楼烧烤店油烟直接排进居民家里，孩子咳嗽，窗户不敢开，请环保部门查处烧烤店油烟。"
SMOKE_TOO = "青禾苑6栋楼下的烧烤店每晚营业到凌晨两点，油烟从烟道直排，居民投诉油烟多次没有人管。"
LIFT = "青禾苑6栋电梯又坏了，维保公司不来修，困人已经三次，请质监部门检查电梯。"


def letter(key: str, title: str, text: str, user: str, day: int = 0) -> Letter:
    return Letter(key, title, text, text, START + timedelta(days=day), user)


def kinds(found: list[Repeat]) -> dict[str, tuple[str, str]]:
    return {one.id: (one.kind, one.of) for one in found}


class DescribeRepeats:
    def it_says_that_a_second_letter_by_the_same_writer_on_the_same_matter_is_a_repeat(self) -> None:
        found = repeats([letter("1", "青禾苑烧烤店油烟扰民", SMOKE, "甲"), letter("2", "青禾苑烧烤店油烟扰民没人管", SMOKE_TOO, "甲", 3)])
        assert kinds(found) == {"2": ("同人同事", "1")}
        assert found[0].merge

    def it_says_that_the_same_text_by_others_is_a_joint_or_a_template_letter(self) -> None:
        found = repeats([letter(str(n), "青禾苑烧烤店油烟扰民", SMOKE, f"用户{n}", n) for n in range(4)])
        assert kinds(found) == {str(n): ("同文多人", "0") for n in range(1, 4)}

    def it_says_that_an_organisers_copy_under_a_new_id_is_told_from_the_writers_own(self) -> None:
        found = repeats(
            [
                letter("1", "青禾苑烧烤店油烟扰民", SMOKE, "甲"),
                letter("900001", "青禾苑烧烤店油烟扰民", SMOKE, "乙", 1),
                letter("900002", "青禾苑烧烤店油烟扰民", SMOKE, "甲", 2),
            ]
        )
        assert kinds(found) == {"900001": ("同文多人", "1"), "900002": ("同人同事", "1")}

    def it_says_that_different_texts_by_different_people_on_one_matter_are_a_hot_issue(self) -> None:
        found = repeats([letter("1", "青禾苑烧烤店油烟扰民", SMOKE, "甲"), letter("2", "青禾苑烧烤店油烟没人管", SMOKE_TOO, "乙", 1)])
        assert kinds(found) == {"2": ("多人同事", "1")}

    def it_says_that_two_matters_at_one_place_are_not_to_be_joined(self) -> None:
        found = repeats([letter("1", "青禾苑烧烤店油烟扰民", SMOKE, "甲"), letter("2", "青禾苑电梯经常故障困人", LIFT, "甲", 1)])
        assert kinds(found) == {"2": ("同地异事", "1")}
        assert not found[0].merge

    def it_says_that_a_writer_of_many_letters_on_different_matters_repeats_nothing(self) -> None:
        matters = (
            ("图书馆新馆建设", "图书馆新馆一直没有动工，读者没有地方看书"),
            ("菜市场改造", "菜市场地面积水，摊位破旧，买菜的人很不方便"),
            ("公交车班次", "公交车早高峰要等四十分钟，上班经常迟到"),
            ("河道清淤", "河道淤泥发臭，水面漂着垃圾，鱼也死了"),
            ("校门口红绿灯", "校门口没有红绿灯，学生过马路很危险"),
            ("老人食堂", "社区老人吃饭难，盼着办一个食堂"),
            ("停车位紧张", "晚上回家找不到停车位，只能停在路边被贴条"),
            ("公园路灯", "公园里路灯坏了一半，晚上散步看不见路"),
            ("自来水发黄", "自来水放出来是黄的，烧开了也有味道"),
            ("快递柜收费", "快递柜超时收费，没有事先告知"),
            ("养老金查询", "养老金账户在网上查不到缴费记录"),
            ("广场舞噪声", "广场舞音响开得太大，孩子没法写作业"),
        )
        stock = "作为一名普通市民，在大力倡导以人民为中心的大背景下，希望有关部门加快推进，刻不容缓，有何具体行动？"
        found = repeats(
            [letter(str(n), f"请加快解决{title}问题", f"{text}。{stock}", "同一人", n) for n, (title, text) in enumerate(matters)]
        )
        assert found == []

    def it_says_that_a_letter_may_repeat_one_of_an_earlier_batch(self) -> None:
        earlier = [letter("1", "青禾苑烧烤店油烟扰民", SMOKE, "甲")]
        (one,) = repeats([letter("1", "青禾苑烧烤店油烟没人管", SMOKE_TOO, "甲", 9)], earlier)
        assert (one.kind, one.of, one.earlier) == ("同人同事", "1", True)

    def it_says_that_a_letter_that_is_in_both_batches_is_no_repeat_of_itself(self) -> None:
        same = letter("1", "青禾苑烧烤店油烟扰民", SMOKE, "甲")
        assert repeats([same], [same]) == []

    def it_says_that_a_phone_number_tells_a_writer_who_gives_no_name(self) -> None:
        found = repeats(
            [
                letter("1", "青禾苑烧烤店油烟扰民", f"{SMOKE}我的电话13912345678", ""),
                letter("2", "青禾苑烧烤店油烟没人管", f"{SMOKE_TOO}电话13912345678", "", 1),
            ]
        )
        assert kinds(found) == {"2": ("同人同事", "1")}
        assert "139" not in found[0].why

    def it_says_that_without_names_the_same_text_counts_as_several_peoples(self) -> None:
        (one,) = repeats([letter("1", "青禾苑烧烤店油烟扰民", SMOKE, ""), letter("2", "青禾苑烧烤店油烟扰民", SMOKE, "", 1)])
        assert one.kind == "同文多人"
        assert "没有写明来信人" in one.why

    def it_says_that_nothing_repeats_in_no_letters(self) -> None:
        assert repeats([]) == []
        assert repeats([], [letter("1", "甲", SMOKE, "甲")]) == []

    def its_json_says_what_the_kind_is_called_and_why(self) -> None:
        (one,) = repeats([letter("1", "青禾苑烧烤店油烟扰民", SMOKE, "甲"), letter("2", "青禾苑烧烤店油烟扰民", SMOKE, "乙")])
        shown = json.loads(json.dumps(one.as_json(), ensure_ascii=False))
        assert (shown["kind"], shown["as"], shown["merge"]) == ("同文多人", "联名/模板信", True)
        assert shown["why"].endswith("。")
        assert set(KINDS) == {"同人同事", "同文多人", "多人同事", "同地异事"}

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from([SMOKE, SMOKE_TOO, LIFT, "", "啊"]), st.sampled_from(["", "甲", "乙"])), max_size=7))
    def it_says_that_every_repeat_is_of_a_letter_before_it(self, given_letters: list[tuple[str, str]]) -> None:
        batch = [letter(str(n), "青禾苑的事", text, user, n) for n, (text, user) in enumerate(given_letters)]
        found = repeats(batch)
        assert len({one.id for one in found}) == len(found)
        assert all(int(one.of) < int(one.id) for one in found)
        assert all(one.why and "\n" not in one.why for one in found)


@pytest.mark.parametrize("user", ["甲", ""])
def it_says_that_two_unrelated_letters_are_no_repeats(user: str) -> None:
    assert (
        repeats([letter("1", "自来水发黄", "自来水是黄的，有味道。", user), letter("2", "公交车太少", "早上等公交车要半小时。", user)])
        == []
    )
