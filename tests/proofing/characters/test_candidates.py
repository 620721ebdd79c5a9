from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from drafting.documents.resources import resource
from drafting.proofing.characters.candidates import CLOSEST, KINDS, Candidates, Kind, codes_of, packed
from drafting.proofing.characters.storage import PREFIX

FILE = resource("corpus") / "characters" / "candidates.bin"
CANDIDATES = Candidates.open(FILE)

chinese = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=12)
common = st.text(st.sampled_from("的一是了我不人在有他这为之大来以个中上们行政领导经济社会发展规模管理检查重率区乐"), max_size=12)
anything = st.text(max_size=20) | chinese | common


def everywhere(text: str) -> np.ndarray:
    return np.arange(len(codes_of(text)), dtype=np.int32)


def of_character(character: str) -> dict[str, tuple[Kind, int]]:
    found = CANDIDATES.characters(codes_of(character))
    return {
        chr(code): (Kind(kind), closeness)
        for code, kind, closeness in zip(found.candidate.tolist(), found.kind.tolist(), found.closeness.tolist(), strict=True)
    }


def words(text: str) -> set[tuple[int, str, Kind]]:
    found = CANDIDATES.words(codes_of(text), everywhere(text))
    return {
        (start, spelled(row), Kind(kind))
        for start, row, kind in zip(found.start.tolist(), found.candidate, found.kind.tolist(), strict=True)
    }


def edits(text: str) -> set[tuple[str, Kind]]:
    """Return the texts that edits make of ``text``, with their kinds."""
    found = CANDIDATES.edits(codes_of(text), everywhere(text))
    return {
        (text[:start] + spelled(row) + text[start + length :], Kind(kind))
        for start, length, row, kind in zip(found.start.tolist(), found.length.tolist(), found.candidate, found.kind.tolist(), strict=True)
    }


def spelled(row: np.ndarray) -> str:
    return "".join(map(chr, filter(None, row.tolist())))


@pytest.mark.parametrize(
    ("wrong", "right", "kind"),
    [
        ("府", "辅", Kind.SAME_TONE),
        ("副", "扶", Kind.SAME_SOUND),
        ("身", "生", Kind.NEAR_SOUND),
        ("南", "兰", Kind.NEAR_SOUND),
        ("末", "未", Kind.SHAPE),
        ("已", "己", Kind.SHAPE),
        ("休", "体", Kind.SHAPE),
        ("本", "木", Kind.SHAPE),
        ("自", "白", Kind.SHAPE),
        ("戌", "戍", Kind.SHAPE),
        ("去", "法", Kind.SHAPE),
        ("完", "院", Kind.SHAPE),
        ("侯", "候", Kind.SOUND_AND_SHAPE),
        ("作", "做", Kind.CONFUSABLE),
    ],
)
def test_a_character_has_those_that_sound_or_look_like_it(wrong: str, right: str, kind: Kind) -> None:
    assert of_character(wrong)[right][0] == kind


def test_a_common_reading_counts_though_it_is_not_the_first() -> None:
    assert of_character("航")["行"][0] == Kind.SAME_TONE
    assert of_character("星")["行"][0] == Kind.SAME_SOUND
    assert of_character("块")["会"][0] == Kind.SAME_TONE  # 会计


def test_the_likeliest_come_first_and_most_cuts_the_others_off() -> None:
    codes = codes_of("须是")
    whole, cut = CANDIDATES.characters(codes), CANDIDATES.characters(codes, 5)
    assert cut.index.tolist() == [0] * 5 + [1] * 5
    for place in (0, 1):
        assert cut.candidate[cut.index == place].tolist() == whole.candidate[whole.index == place][:5].tolist()
    assert ord("需") in cut.candidate[cut.index == 0]


def test_characters_that_are_not_chinese_have_no_candidates() -> None:
    assert len(CANDIDATES.characters(codes_of("A1，。\n 𠀀")).index) == 0


@pytest.mark.parametrize(
    ("text", "start", "right"),
    [
        ("鬼魔以上企业", 0, "规模"),
        ("不得贱人其他职务", 2, "兼任"),
        ("幅频开发", 0, "扶贫"),
        ("幅频开发", 0, "扶贫开发"),
        ("银杭贷款", 0, "银行"),  # 行 as it is read in this word
        ("块计制度", 0, "会计"),
        ("坚持因第之宜", 2, "因地制宜"),
    ],
)
def test_a_word_is_found_by_its_sound_though_several_characters_are_wrong(text: str, start: int, right: str) -> None:
    assert (start, right, Kind.WORD) in words(text)


def test_names_of_places_are_candidates_of_their_own_kind() -> None:
    assert (3, "阜平", Kind.NAME) in words("河北省副平县")


def test_a_confusable_word_is_proposed_both_ways() -> None:
    assert (0, "截至", Kind.CONFUSABLE) in words("截止年底")
    assert (0, "截止", Kind.CONFUSABLE) in words("截至日期")


def test_a_word_as_it_stands_is_no_candidate() -> None:
    assert not {word for start, word, _ in words("规模") if word == "规模"}


@pytest.mark.parametrize(
    ("text", "right", "kind"),
    [
        ("我们的的工作", "我们的工作", Kind.DOUBLED),
        ("关于于加强管理", "关于加强管理", Kind.DOUBLED),
        ("领导领导小组", "领导小组", Kind.DOUBLED),
        ("国民济经运行", "国民经济运行", Kind.SWAPPED),
        ("人政民府决定", "人民政府决定", Kind.SWAPPED),
        ("人民府决定", "人民政府决定", Kind.MISSING),
        ("坚持社主义道路", "坚持社会主义道路", Kind.MISSING),
    ],
)
def test_doubled_missing_and_moved_characters_are_put_right(text: str, right: str, kind: Kind) -> None:
    assert (right, kind) in edits(text)


@pytest.mark.parametrize("text", ["人民政府", "常务委员会", "经济社会发展", "国民经济"])
def test_a_word_that_stands_whole_lacks_nothing_and_is_in_order(text: str) -> None:
    assert not {kind for _, kind in edits(text)} & {Kind.MISSING, Kind.SWAPPED}


def test_three_times_the_same_character_is_doubled_by_ones() -> None:
    assert {right for right, kind in edits("的的的的") if kind is Kind.DOUBLED} == {"的的的"}


@given(anything)
def test_a_candidate_is_another_character_and_stands_once(text: str) -> None:
    codes = codes_of(text)
    found = CANDIDATES.characters(codes)
    assert (found.candidate != codes[found.index]).all()
    pairs = list(zip(found.index.tolist(), found.candidate.tolist(), strict=True))
    assert len(pairs) == len(set(pairs))
    assert (found.closeness <= CLOSEST).all()
    assert (np.diff(found.index) >= 0).all()


@given(anything)
def test_a_word_is_as_long_as_what_it_replaces_and_differs_in_as_many_characters_as_it_says(text: str) -> None:
    codes = codes_of(text)
    found = CANDIDATES.words(codes, everywhere(text))
    for start, length, row, changed in zip(found.start, found.length, found.candidate, found.changed, strict=True):
        stands = codes[start : start + length]
        assert len(stands) == length == np.count_nonzero(row)
        assert np.count_nonzero(row[:length] != stands) == changed > 0
    stated = list(zip(found.start.tolist(), map(bytes, found.candidate), strict=True))
    assert len(stated) == len(set(stated))


@given(anything)
def test_an_edit_lies_in_the_text_and_changes_it(text: str) -> None:
    codes = codes_of(text)
    found = CANDIDATES.edits(codes, everywhere(text))
    for start, length, row, size in zip(found.start, found.length, found.candidate, found.size, strict=True):
        assert 0 <= start <= len(codes) - length
        assert np.count_nonzero(row) == size
        assert row[:size].tolist() != codes[start : start + length].tolist()


@given(common, common)
def test_what_is_asked_for_does_not_depend_on_what_else_is_asked_for(one: str, two: str) -> None:
    text = one + two
    codes = codes_of(text)
    whole = CANDIDATES.words(codes, everywhere(text))
    alone = [CANDIDATES.words(codes, np.array([place], dtype=np.int32)) for place in range(len(codes))]
    assert len(whole.start) == sum(len(each.start) for each in alone)


def test_places_outside_the_text_are_passed_over() -> None:
    codes = codes_of("规模")
    places = np.array([-3, 1, 2, 90], dtype=np.int32)
    assert len(CANDIDATES.words(codes, places).start) == 0
    assert len(CANDIDATES.edits(codes, places).start) == 0


def test_a_character_beyond_the_sixteenth_bit_takes_one_place() -> None:
    assert codes_of("规𠀀模").tolist() == [ord("规"), 0xFFFD, ord("模")]
    assert len(codes_of("\ud800规")) == 2


def test_every_kind_has_a_name() -> None:
    assert set(KINDS) == set(Kind)


def test_a_row_filled_up_with_zeros_has_the_same_hash() -> None:
    short = np.array([[5, 6]], dtype=np.uint16)
    assert packed(short).tolist() == packed(np.array([[5, 6, 0, 0]], dtype=np.uint16)).tolist()
    assert packed(short).tolist() != packed(short[:, ::-1]).tolist()


def test_a_spoiled_file_is_told_apart_from_one_of_another_kind(tmp_path: Path) -> None:
    data = FILE.read_bytes()
    path = tmp_path / "candidates.bin"
    spoiled = bytearray(data)
    spoiled[len(data) // 2] ^= 1
    version = bytearray(data)
    version[8] = 99
    for content, says in (
        (b"", "读不出易错字的表"),
        (b"something else", "不是易错字的表"),
        (data[: PREFIX.size - 1], "不是易错字的表"),
        (data[:-9], "不完整或者已损坏"),
        (bytes(spoiled), "不完整或者已损坏"),
        (bytes(version), "第99版"),
    ):
        path.write_bytes(content)
        with pytest.raises(UserError, match=says) as caught:
            Candidates.open(path)
        assert caught.value.where == "candidates.bin"
        assert str(caught.value).endswith("。请重新安装文秘。")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"candidates\.bin：找不到易错字的表。"):
        Candidates.open(tmp_path / "candidates.bin")


def test_the_file_is_small() -> None:
    assert FILE.stat().st_size <= 3_000_000
