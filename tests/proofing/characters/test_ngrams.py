"""The language model: what a text is read as, the same answer however it is asked, a file that is not whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from drafting.documents.resources import resource
from drafting.proofing.characters import ngrams
from drafting.proofing.characters.ngrams import BOUNDARY, DIGIT, LETTER, SPACE, UNKNOWN, LanguageModel
from drafting.proofing.characters.storage import PREFIX
from training.language import SHIPPED, alphabet_of, build, encoded, estimate, pack

LINES = [
    f"第{number}条　各{where}应当{how}{what}工作（{year}年）；{what}情况，每季度报告1次。"
    for number in "一二三四五六七八九十"
    for where in ("县区", "部门", "单位", "乡镇")
    for how, year in (("加强", 2023), ("做好", 2024), ("督促", 2025))
    for what in ("防汛", "统计", "信访", "档案")
]
TEXTS = st.lists(st.sampled_from([*LINES[0], *LINES[57], *LINES[200], "\n", "9", "x", "𠀀", "龘", " ", "("]), max_size=60).map("".join)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "ngrams.bin"
    build(LINES, path)
    return path


@pytest.fixture(scope="module")
def model(path: Path) -> LanguageModel:
    return LanguageModel.open(path)


@pytest.fixture(scope="module")
def shipped() -> LanguageModel:
    return LanguageModel.open(resource("corpus") / "characters" / "ngrams.bin")


@given(text=st.text(st.characters(), max_size=40))
def test_every_character_has_one_number(model: LanguageModel, text: str) -> None:
    ids = model.encode(text)
    assert len(ids) == len(text)
    assert ids.dtype == np.uint16
    assert (ids < len(model.alphabet)).all()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0479０９", DIGIT),
        ("azAZａＺ", LETTER),
        (" \u3000\t\u00a0", SPACE),
        ("\n\r\u2028", BOUNDARY),
        ("龘𠀀😀\ud800\uffff\U0010ffff", UNKNOWN),
    ],
)
def test_classes_of_characters(model: LanguageModel, text: str, number: int) -> None:
    assert model.encode(text).tolist() == [number] * len(text)


@pytest.mark.parametrize(("one", "other"), [("（", "("), ("；", ";"), ("，", ","), ("１", "8")])
def test_forms_of_one_mark_are_one(model: LanguageModel, one: str, other: str) -> None:
    assert model.encode(one).tolist() == model.encode(other).tolist() != [UNKNOWN]


@given(text=TEXTS)
def test_windows_say_what_the_whole_text_says(model: LanguageModel, text: str) -> None:
    ids = model.encode(text)
    scores = model.log_probabilities(ids)
    padded = np.concatenate([np.full(3, BOUNDARY, dtype=np.uint16), ids])
    if text:
        windows = np.lib.stride_tricks.sliding_window_view(padded, 4)
        assert model.score_rows(windows, 3) == pytest.approx(scores, abs=1e-4)
        assert model.score_rows(padded[np.newaxis], 3) == pytest.approx([scores.sum()], abs=1e-2)
    assert len(scores) == len(text)
    assert (scores < 0).all()


@given(one=TEXTS, other=TEXTS)
def test_what_stands_in_another_line_does_not_count(model: LanguageModel, one: str, other: str) -> None:
    scores = model.log_probabilities(model.encode(f"{one}\n{other}"))
    assert scores[len(one) + 1 :] == pytest.approx(model.log_probabilities(model.encode(other)), abs=0.01)


@given(text=TEXTS, places=st.lists(st.integers(0, 40), min_size=1, max_size=8), block=st.integers(1, 12))
def test_many_characters_for_one_place_are_scored_as_one_by_one(model: LanguageModel, text: str, places: list[int], block: int) -> None:
    around = np.lib.stride_tricks.sliding_window_view(np.pad(model.encode(text), (7, 47), constant_values=BOUNDARY), 7)
    offered = model.encode("防汛工作的，7")
    which = np.repeat(np.arange(len(places)), len(offered))
    rows = around[np.array(places)][which]
    rows[:, 3] = np.tile(offered, len(places))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ngrams, "_BLOCK", block)
        sums = model.score_between(around[np.array(places), :3], around[np.array(places), 4:], which, rows[:, 3])
    assert sums.tolist() == model.score_rows(rows, 3).tolist()


@given(text=TEXTS, block=st.integers(1, 12))
def test_blocks_leave_no_seam(model: LanguageModel, text: str, block: int) -> None:
    ids = model.encode(text)
    whole = model.log_probabilities(ids)
    rows = np.lib.stride_tricks.sliding_window_view(np.pad(ids, (0, 7)), 7)
    sums, seen = model.score_rows(rows, 3), model.seen(rows, 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ngrams, "_BLOCK", block)
        assert model.log_probabilities(ids) == pytest.approx(whole, abs=1e-5)
        assert model.score_rows(rows, 3) == pytest.approx(sums, abs=1e-4)
        assert model.seen(rows, 2).tolist() == seen.tolist()


def test_the_longest_known_n_gram_is_told(model: LanguageModel) -> None:
    rows = np.stack([model.encode(text) for text in ("应当加强", "汛强应当", "应当防汛", "加强龘强")])
    assert model.seen(rows).tolist() == [[1, 2, 3, 4], [1, 1, 1, 2], [1, 2, 1, 2], [1, 2, 1, 1]]
    assert model.seen(rows, 3).tolist() == [[4], [2], [2], [1]]


def test_characters_that_stand_near_each_other_are_associated(model: LanguageModel) -> None:
    around = model.encode("季度报告")
    near, never, *_ = model.associations(model.encode("况条"), np.stack([around] * 2))
    assert near > 0 > never  # 情况，每季度报告 are within reach of each other, 第…条 stands too far away
    alone = [model.associations(model.encode("况"), one.reshape(1, 1))[0] for one in around]
    assert near == pytest.approx(sum(alone), abs=1e-4)


def test_what_is_no_chinese_character_is_nobody_s_company(model: LanguageModel) -> None:
    marks = model.encode("，2A\n龘 ）")
    assert model.associations(model.encode("防"), marks[np.newaxis]).tolist() == [0]
    assert model.associations(marks, np.stack([model.encode("防汛")] * len(marks))).tolist() == [0] * len(marks)
    assert model.associations(model.encode("防汛"), np.zeros((2, 0), dtype=np.uint16)).tolist() == [0, 0]


def test_company_is_mutual(model: LanguageModel) -> None:
    every = np.arange(len(model.alphabet), dtype=np.uint16)
    for one in model.encode("防督级"):
        of_one = model.associations(np.full(len(every), one), every[:, np.newaxis])
        assert of_one.tolist() == model.associations(every, np.full((len(every), 1), one)).tolist()


def test_a_model_without_associations_says_so(tmp_path: Path) -> None:
    alphabet = alphabet_of("\n".join(LINES))
    single, orders = estimate(encoded(LINES, alphabet), len(alphabet), SHIPPED)
    pack(tmp_path / "m", alphabet, single, orders)
    bare = LanguageModel.open(tmp_path / "m")
    with pytest.raises(ValueError, match="without associations"):
        bare.associations(bare.encode("防"), bare.encode("汛")[np.newaxis])


def test_no_row_and_no_character_are_no_fault(model: LanguageModel) -> None:
    assert model.log_probabilities(model.encode("")).tolist() == []
    assert model.score_rows(np.zeros((0, 7), dtype=np.uint16), 3).tolist() == []
    assert model.seen(np.zeros((0, 7), dtype=np.uint16), 3).shape == (0, 4)
    assert model.score_rows(np.full((2, 3), BOUNDARY, dtype=np.uint16), 3).tolist() == [0, 0]


def test_a_right_text_is_likelier_than_a_wrong_one(shipped: LanguageModel) -> None:
    for right, wrong in (
        ("扩大农业生产规模。", "扩大农业生产鬼魔。"),
        ("认真贯彻落实会议精神，切实加强组织领导。", "认真贯彻落实会议经神，切实加强组织领导。"),
        ("本办法自公布之日起施行。", "本办法自公布之日起实行。"),
        ("由主任兼任办公室主任。", "由主任贱人办公室主任。"),
    ):
        assert shipped.log_probabilities(shipped.encode(right)).sum() > shipped.log_probabilities(shipped.encode(wrong)).sum()


def test_the_shipped_model_is_small_and_knows_the_common_characters(shipped: LanguageModel) -> None:
    assert (resource("corpus") / "characters" / "ngrams.bin").stat().st_size <= 30_000_000
    assert shipped.order == 4
    first_level = [bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
    common = "".join(first_level)
    assert (shipped.encode(common) == UNKNOWN).mean() < 0.05


def test_another_file_is_no_model(tmp_path: Path) -> None:
    for name, data, told in (
        ("none", None, "找不到"),
        ("empty", b"", "读不出"),
        ("short", b"WENMI", "不是"),
        ("text", b"many words of a text file that is no model at all", "不是"),
    ):
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(UserError, match=told):
            LanguageModel.open(tmp_path / name)
    with pytest.raises(UserError, match="读不出"):
        LanguageModel.open(tmp_path)


def test_a_file_of_another_version_is_told(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    (tmp_path / "next").write_bytes(data[:8] + (2).to_bytes(4, "little") + data[12:])
    with pytest.raises(UserError, match="第2版"):
        LanguageModel.open(tmp_path / "next")


@given(place=st.integers(0), change=st.integers(1, 255))
def test_a_spoiled_byte_is_noticed(path: Path, place: int, change: int) -> None:
    data = bytearray(path.read_bytes())
    data[PREFIX.size + place % (len(data) - PREFIX.size)] ^= change
    spoiled = path.with_name("spoiled")
    spoiled.write_bytes(data)
    with pytest.raises(UserError, match="已损坏"):
        LanguageModel.open(spoiled)


@pytest.mark.parametrize("length", [PREFIX.size, PREFIX.size + 10, 5000, -1])
def test_a_file_cut_short_is_noticed(path: Path, tmp_path: Path, length: int) -> None:
    (tmp_path / "cut").write_bytes(path.read_bytes()[:length])
    with pytest.raises(UserError, match="已损坏"):
        LanguageModel.open(tmp_path / "cut")


def test_a_spoiled_header_length_is_noticed(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    for length in (0, 17, 1 << 30):
        (tmp_path / "length").write_bytes(data[:12] + length.to_bytes(4, "little") + data[16:])
        with pytest.raises(UserError, match="已损坏"):
            LanguageModel.open(tmp_path / "length")
