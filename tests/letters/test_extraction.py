"""Places, people and personal data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.letters.cleaning import clean
from drafting.letters.extraction import find_people, find_place
from drafting.letters.masking import _PERSONAL, _cover, mask, mask_name, masked_phones, may_hold_phones


@pytest.mark.parametrize(
    ("title", "text", "place"),
    [
        ("投诉A2区青禾苑小区旁搅拌站噪音扰民", "", "A2区青禾苑小区"),
        ("反映K9县春江镇金谷村水泥路的问题", "", "K9县春江镇金谷村"),
        ("请问梅桥路什么时候打通", "", "梅桥路"),
        ("", "我是柳河区枫林街道的居民，小区停水三天。", "柳河区枫林街道"),
        ("建议西南省A市修桥", "", "西南省A市"),
        ("请市委市政府关心公交", "", None),
        ("咨询公积金政策", "请问断缴怎么办？", None),
        ("小区物业不作为", "我们小区的物业不管事。", None),
    ],
)
def test_the_place_is_the_narrowest_that_is_named(title: str, text: str, place: str | None) -> None:
    assert find_place(title, text) == place


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("我们小区200多户业主联名反映。", "200多户业主"),
        ("三十多名农民工没有拿到钱。", "三十多名农民工"),
        ("我是一名退休教师。", "退休教师"),
        ("我是一名普通老百姓。", "老百姓"),
        ("2万多名出借人没有拿到本金。", "2万多名出借人"),
        ("镇上有50万人口。", None),
        ("路灯坏了。", None),
    ],
)
def test_people_are_counted_crowds_before_kinds(text: str, people: str | None) -> None:
    assert find_people("", text) == people


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13912345678。", "电话139****5678。"),
        ("打0731-84123456找我", "打073******3456找我"),
        ("身份证430102199001011234", "身份证430102**********34"),
        ("卡号6222021234567890123", "卡号6222***********0123"),
        ("邮箱zhang.san@163.com", "邮箱z***@163.com"),
        ("我叫王小明，住在三楼", "我叫王**，住在三楼"),
        ("文号湘建〔2019〕12号，2019年1月1日，1234567元", "文号湘建〔2019〕12号，2019年1月1日，1234567元"),
    ],
)
def test_personal_data_is_covered_and_nothing_else(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_a_writers_name_keeps_its_surname_and_a_number_stays() -> None:
    assert [mask_name(name) for name in ("张小明", "A00051608", "13912345678", "")] == ["张**", "A00051608", "139****5678", ""]


@given(st.lists(st.text(alphabet="1390 -电a", max_size=30), max_size=8))
def test_the_quick_look_misses_no_phone(texts: list[str]) -> None:
    for text, may in zip(texts, may_hold_phones(texts), strict=True):
        assert may or masked_phones(text) is None


@given(
    st.lists(
        st.sampled_from([*"139 0-@aQ.X，", "1391234", "0731-", "QQ", "微信号", "我叫", "王小明", "姓名：", "联系人:", "19900101"]),
        max_size=9,
    )
)
def test_the_quick_look_lets_no_personal_data_through(parts: list[str]) -> None:
    text = "".join(parts)
    assert mask(text) == _PERSONAL.sub(_cover, text)


@given(st.text())
def test_cleaning_is_stable_and_leaves_no_padding(text: str) -> None:
    once = clean(text)
    assert once == once.strip()
    assert "\t" not in once
    assert "\n\n" not in once


def test_cleaning_takes_html_and_invisible_characters_away() -> None:
    assert clean("<p>路灯&nbsp;坏了<br/>两周\u200b了</p>\r\n\r\n\t 谢谢\x00") == "路灯 坏了\n两周了\n谢谢"
