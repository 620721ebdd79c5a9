"""What a quick look over many letters leads to is what each letter says when it is read from end to end."""

from __future__ import annotations

import re
import sys
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.letters import organs, places
from drafting.letters.amounts import find_amounts
from drafting.letters.asks import find_ask
from drafting.letters.batch import Letter
from drafting.letters.classifying import parts_of
from drafting.letters.crowds import find_count, find_group, find_people
from drafting.letters.events import find_event_time
from drafting.letters.extraction import Extracted, extract_all
from drafting.letters.finding import Finder, lay
from drafting.letters.glance import Glance, told
from drafting.letters.joint import is_joint
from drafting.letters.leads import all_leads, leads_of
from drafting.letters.lexicon import matches_at
from drafting.letters.masking import mask, masked_identities, masked_phones, signers
from drafting.letters.openings import openings
from drafting.letters.organs import find_organ
from drafting.letters.places import find_area, find_place, place_key
from drafting.letters.urgent import Signal, expressions, find_urgent, lexicon
from drafting.letters.urgent_leads import opening_words

_PIECES = (
    *(
        "A市B3区锦澜新城小区",
        "汇金路",
        "梅桥镇金谷村",
        "地铁7号线",
        "西地省",
        "开发区",
        "县公安局",
        "物业公司",
        "锦禾置业有限公司",
        "第一小学",
    ),
    *("城管局", "法院", "街道办", "开发商", "（集团）", "不作为", "投诉", "举报", "被", "尽快", "向", "多次反映无果", "拒不", "乱收费"),
    *(
        "我是",
        "我们",
        "本人是一名",
        "的",
        "业主",
        "农民工",
        "村民",
        "200多户",
        "三千余",
        "上百名",
        "全体",
        "联名",
        "集体",
        "敬上",
        "投诉人：陈志远、李芳",
    ),
    *("2019年5月6日", "去年", "3月", "昨天", "二〇一八年", "两年前", "12.5", "《通知》", "〔2018〕3号", "截止", "2020-3-9", "１２月"),
    *("387万元", "1500-1700元", "2,500块", "三十万", "RMB", "人民币", "5亿", "交了", "千元", "损失3", "万元", "、", " "),
    *("13912345678", "0731-8555 1234", "110101199003078515", "1张伟、2李娜、3王强、4刘洋、5陈静", "1", "2", "二、", "2."),
    *(
        "砸",
        "电梯被困",
        "房子",
        "就要塌了",
        "随时爆炸",
        "煤气罐",
        "消防通道被堵",
        "上访",
        "血汗钱",
        "拖欠工资",
        "活不下去",
        "三天内",
        "到市政府",
    ),
    *("请问", "希望", "咨询", "什么时候", "求助", "？", "。", "，", "\n", "ABC", "é", "٣", "人", "户", "年", "月", "不", "已经", "今"),
)
_TEXT = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)
_LETTERS = st.lists(st.tuples(st.lists(st.sampled_from(_PIECES), max_size=5).map("".join), _TEXT), min_size=1, max_size=6)
_WRITTEN = datetime(2020, 3, 5)


def letters_of(texts: list[tuple[str, str]]) -> list[Letter]:
    titles = [title.replace("\n", "") for title, _ in texts]
    return [
        Letter(str(number), title, text, text, _WRITTEN, "陈志远")
        for number, (title, (_, text)) in enumerate(zip(titles, texts, strict=True))
    ]


def plainly(letter: Letter) -> Extracted:
    """What one letter says, each thing looked for from end to end."""
    title, text, user = letter.title, letter.text, letter.user
    place, organ = find_place(title, text), find_organ(title, text)
    whole = f"{title}\n{text}"
    phones, key = masked_phones(whole), place_key(place)
    return Extracted(
        place=mask(place, user) if place else None,
        place_key=mask(key, user) if key else None,
        area=find_area(title, text),
        event_time=find_event_time(title, text, letter.time),
        people_count=find_count(title, text) or len(signers(text)) or None,
        group=find_group(title, text),
        joint=is_joint(title, text),
        organ=mask(organ, user) if organ else None,
        amounts=find_amounts(whole),
        phones_masked=tuple(phones.split("、")) if phones else (),
        ids_masked=masked_identities(whole),
        ask=find_ask(title, text),
        urgent=tuple(Signal(one.signal, tuple(mask(words, user) for words in one.words)) for one in find_urgent(title, text, letter.time)),
    )


@settings(max_examples=300, deadline=None)
@given(_LETTERS)
def test_many_letters_read_together_say_what_each_says_alone(texts: list[tuple[str, str]]) -> None:
    letters = letters_of(texts)
    assert extract_all(letters) == [plainly(letter) for letter in letters]


@settings(max_examples=100, deadline=None)
@given(_LETTERS)
def test_a_verdict_is_led_to_the_same_place_and_people(texts: list[tuple[str, str]]) -> None:
    letters = letters_of(texts)
    for letter, led in zip(letters, leads_of(letters), strict=True):
        assert led.place == find_place(letter.title, letter.text)
        assert find_people(letter.title, letter.text, (led.counting, led.crowds)) == find_people(letter.title, letter.text)
        assert led.phones or masked_phones(f"{letter.title}\n{letter.text}") is None
        assert led.parts or not parts_of(letter.text)


@settings(deadline=None)
@given(st.lists(st.text(alphabet="1390 -电a", max_size=30), max_size=8))
def test_the_quick_look_misses_no_phone(texts: list[str]) -> None:
    letters = [Letter(str(number), "", text, text) for number, text in enumerate(texts)]
    for text, led in zip(texts, leads_of(letters), strict=True):
        assert led.phones or masked_phones(text) is None


def test_no_letters_lead_to_nothing() -> None:
    assert leads_of([]) == []
    assert all_leads([]) == ([], [])
    assert extract_all([]) == []


def test_half_a_surrogate_pair_does_no_harm() -> None:
    found = extract_all([Letter("1", "汇金路\ud800积水", "村民\udfff集体上访", "")])
    assert found[0].place == "汇金路"
    assert found[0].urgent[0].words == ("集体上访",)


@given(
    st.lists(st.text("业主物管公司a1，𠀀", max_size=12), max_size=5),
    st.sets(st.text("业主物管公司a𠀀", min_size=1, max_size=5), max_size=12),
)
def test_words_are_found_wherever_they_stand(texts: list[str], words: set[str]) -> None:
    listed = sorted(words)
    laid = lay(texts)
    hits = Finder({"甲": listed, "乙": listed[::2]}).find(laid)
    for name, mine in (("甲", listed), ("乙", listed[::2])):
        found = zip(hits[name].which.tolist(), hits[name].begin.tolist(), hits[name].end.tolist(), strict=True)
        expected = [
            (which, begin + at, begin + at + len(word))
            for begin, text in zip(laid.bounds.tolist(), texts, strict=False)
            for which, word in enumerate(mine)
            for at in range(len(text))
            if text.startswith(word, at)
        ]
        assert list(found) == sorted(expected, key=lambda hit: (hit[1], -hit[2]))


@given(st.text("一二人年月前12", max_size=20), st.sets(st.integers(0, 20)))
def test_an_expression_finds_the_same_where_only_some_places_are_tried(text: str, others: set[int]) -> None:
    pattern = re.compile("[一二12]+(?:人|年(?!前)|月)")
    places = sorted({found.start() for found in pattern.finditer(text)} | others)
    here = [found.span() for found in matches_at(pattern, text, places) if found.span() in [one.span() for one in pattern.finditer(text)]]
    assert here == [found.span() for found in pattern.finditer(text)]
    assert [found.span() for found in matches_at(pattern, text, None)] == here


def test_a_place_is_told_once_and_counted_from_the_begin_of_its_text() -> None:
    laid = lay(["昨天来的", "", "前天，昨天"])
    assert told(Glance(laid).dates(), laid.bounds[:-1], laid.bounds[1:] - 1) == [[0], [], [0, 3]]


def test_every_digit_of_any_script_is_a_digit() -> None:
    text = "".join(chr(code) for code in range(sys.maxunicode + 1) if chr(code).isdecimal())
    laid = lay([text + "。"])
    assert Glance(laid).phones().tolist() == [0]
    assert len(text) > 600


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("砸墙[^，]{0,6}承重墙", ("砸墙",)),
        ("(?:砸|拆|打掉)了?[^，。]{0,4}承重墙|消[防火]栓", ("砸了", "砸", "拆了", "拆", "打掉了", "打掉", "消防栓", "消火栓")),
        ("(?<!没)联名(?:上书)?", ("联名上", "联名")),
        ("(?:要|会)+塌", ("要", "会")),
        ("(?:要|会)?塌", ("要塌", "会塌", "塌")),
        (r"[几\d]+人", None),
        ("[^，]人", None),
        (".人", None),
        ("(?:甲|.)人", None),
        ("甲{2}人", None),
    ],
)
def test_what_an_expression_begins_with_is_told(source: str, words: tuple[str, ...] | None) -> None:
    assert openings(source) == words


@settings(max_examples=400, deadline=None)
@given(st.sampled_from([pattern for pattern, _ in expressions()]).flatmap(lambda one: st.tuples(st.just(one), st.from_regex(one))))
def test_every_match_of_the_lists_expressions_begins_with_one_of_its_openings(case: tuple[re.Pattern[str], str]) -> None:
    pattern, text = case
    words = openings(pattern.pattern)
    found = pattern.search(text)
    assert found is not None
    assert words is None or found[0].startswith(words)


def test_most_expressions_of_the_list_can_be_led_to() -> None:
    known = [openings(pattern.pattern) is not None for pattern, _ in expressions()]
    assert sum(known) > 0.9 * len(known)
    assert opening_words()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*lexicon()[0].words, "。", "人", "\n"]), max_size=12).map("".join))
def test_the_signals_are_the_same_however_the_words_were_found(text: str) -> None:
    letter = Letter("1", "标题", text, text, _WRITTEN)
    assert extract_all([letter])[0].urgent == find_urgent("标题", text, _WRITTEN)


@pytest.mark.parametrize(
    ("pattern", "begins"), [(places._patterns().tail, places._TAIL_BEGINS), (organs._ITS_PEOPLE, organs._ITS_PEOPLE_BEGINS)]
)
def test_an_expression_that_is_tried_only_at_some_characters_takes_nothing_at_any_other(
    pattern: re.Pattern[str], begins: frozenset[str]
) -> None:
    others = [chr(code) for code in (*range(0x3000, 0x3040), *range(0x4E00, 0xA000), *range(0xFF00, 0xFF60)) if chr(code) not in begins]
    assert len(others) > 20_000
    for other in others:
        found = pattern.match(f"{other}部门小区民员")
        assert found is not None, other
        assert found.end() == 0, other
