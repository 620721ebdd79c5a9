"""Faults planted in clean sentences."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.words import cut
from evaluation.characters_kinds import kinds_of
from evaluation.characters_rows import read
from training.faults import LEARNT, Planted, Planter, Profile, learn, planter

WORDS = {
    "经济": 900,
    "京机": 2,
    "发展": 800,
    "规模": 300,
    "鬼魔": 5,
    "权利": 90,
    "权力": 80,
    "工作": 700,
    "公作": 3,
    "大": 50,
    "犬": 5,
    "太": 20,
}
SENTENCES = ("经济发展规模较大。", "享有权利，做好工作。", "2025年，GDP增长5%。", "")


@cache
def only(kind: str) -> Planter:
    return Planter(WORDS, cut, {"大": [("犬", 0.9), ("太", 0.8)]}, {"权利": ["权力"]}, Profile((1.0,), {kind: 1.0}))


@pytest.fixture(scope="module")
def whole() -> Planter:
    return planter()


def put_right(planted: Planted) -> str:
    text = planted.wrong
    for span in reversed(planted.spans):
        text = text[: span.start] + span.replacement + text[span.end :]
    return text


class TestPlanting:
    @given(st.sampled_from(SENTENCES), st.integers(0, 2**32), st.sampled_from(sorted(LEARNT.kinds)))
    def test_what_the_spans_say_puts_the_sentence_right(self, sentence: str, seed: int, kind: str) -> None:
        planted = only(kind).plant(sentence, random.Random(seed))
        assert planted.right == sentence
        assert put_right(planted) == sentence
        assert bool(planted.spans) == (planted.wrong != sentence)
        assert all(span.kind == kind for span in planted.spans)

    @given(st.integers(0, 2**32))
    def test_figures_letters_and_marks_are_left_alone(self, seed: int) -> None:
        planted = only("order").plant("2025，GDP 5%。", random.Random(seed))
        assert planted == Planted("2025，GDP 5%。", "2025，GDP 5%。", ())

    def test_the_same_seed_plants_the_same(self) -> None:
        made = [list(Planter(WORDS, cut).corrupt(SENTENCES * 20, random.Random(seed))) for seed in (5, 5, 6)]
        assert made[0] == made[1]
        assert made[0] != made[2]

    def test_clean_sentences_stay_in_their_share(self) -> None:
        made = list(Planter(WORDS, cut).corrupt(["经济发展规模较大。"] * 400, random.Random(1), clean=0.75))
        assert 270 < sum(not planted.spans for planted in made) < 330


class TestKinds:
    @pytest.mark.parametrize(
        ("kind", "sentence", "written"),
        [
            ("adjacent", "规模", {"鬼魔"}),
            ("another word", "权利", {"权力"}),
            ("confusable", "权利", {"权力"}),
            ("unlike in sound", "大", {"犬", "太"}),
            ("unlike in sound and shape", "大", {other for word in WORDS for other in word} - {"大"}),
            ("order", "发展", {"展发"}),
            ("missing", "发展", {"发", "展"}),
            ("doubled", "发展", {"发展发展", "发发展", "发展展"}),
        ],
    )
    def test_a_slip_is_what_its_kind_says(self, kind: str, sentence: str, written: set[str]) -> None:
        made = {only(kind).plant(sentence, random.Random(seed)).wrong for seed in range(60)} - {sentence}
        assert made
        if kind == "adjacent":
            assert all(one != other for one, other in zip(*made & written, sentence, strict=True))
        else:
            assert made <= written

    def test_frequent_words_are_picked_more_often_than_rare_ones(self) -> None:
        words = {"规模": 300, "鬼魔": 5, "贵么": 500}
        common = Planter(words, cut, profile=Profile((1.0,), {"same pinyin": 1.0}))
        made = Counter(common.plant("规", random.Random(seed)).wrong for seed in range(200))
        assert made["贵"] > 3 * made["鬼"] > 0

    def test_no_kind_of_shape_is_planted_without_shapes(self) -> None:
        bare = Planter(WORDS, cut, profile=Profile((1.0,), {"unlike in sound": 1.0, "order": 0.01}))
        assert {span.kind for seed in range(20) for span in bare.plant("经济发展", random.Random(seed)).spans} == {"order"}


class TestLearning:
    def test_neighbours_are_one_slip(self) -> None:
        pairs = [("发展鬼魔打", "发展规模大"), ("发展", "发展"), ("安期报送才料", "按期报送材料")]
        profile = learn(pairs, kinds_of)
        assert profile.slips == (0.5, 0.5)
        assert profile.kinds == {"adjacent": 1 / 3, "same pinyin": 2 / 3}

    def test_the_profile_is_that_of_the_labelled_sentences(self, shared_data: Path) -> None:
        profile = learn([(row.wrong, row.right) for row in read(shared_data / "typos")], kinds_of)
        planted = dict(LEARNT.kinds)
        planted["unlike in sound"] += planted.pop("unlike in sound and shape")  # the labels do not tell them apart
        for kind, share in profile.kinds.items():
            assert planted[kind] == pytest.approx(share, abs=0.01)
        assert LEARNT.slips[:4] == pytest.approx(profile.slips[:4], abs=0.01)


def test_planted_sentences_are_like_labelled_ones(whole: Planter, shared_data: Path) -> None:
    """Kinds as they are told from the sentences alone, not as the planter calls them."""
    rows = [row for row in read(shared_data / "typos") if not row.is_clean]
    chance = random.Random(1)
    made = [whole.plant(row.right, chance) for row in rows[::4]]
    found = learn([(planted.wrong, planted.right) for planted in made], kinds_of)
    wanted = learn([(row.wrong, row.right) for row in rows], kinds_of)
    assert found.kinds["adjacent"] == pytest.approx(wanted.kinds["adjacent"], rel=0.4)
    assert found.kinds["another word"] == pytest.approx(wanted.kinds["another word"], rel=0.6)
    assert found.slips[0] == pytest.approx(wanted.slips[0], abs=0.08)
