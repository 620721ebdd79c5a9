"""What might stand in a text instead: only where the text is unfamiliar, and with the gain that the model gives it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.documents.resources import resource
from drafting.proofing.characters.candidates import Candidates
from drafting.proofing.characters.features import FEATURES, features
from drafting.proofing.characters.ngrams import LanguageModel
from drafting.proofing.characters.proposing import KEPT, Proposals, proposals, scored
from drafting.proofing.characters.ranker import Ranker

FOLDER = resource("corpus") / "characters"
RIGHT = "为深入贯彻落实党中央、国务院决策部署，进一步加强和规范事中事后监管，现提出以下意见。"


SUSPICION = Ranker.open(FOLDER / "ranker.bin").suspicion


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel.open(FOLDER / "ngrams.bin")


@pytest.fixture(scope="module")
def candidates() -> Candidates:
    return Candidates.open(FOLDER / "candidates.bin")


def _made(text: str, model: LanguageModel, candidates: Candidates) -> Proposals:
    seen = scored(text, model)
    return proposals(seen, np.flatnonzero(SUSPICION.doubts(seen, model) >= SUSPICION.least).astype(np.int32), model, candidates)


def _best(text: str, model: LanguageModel, candidates: Candidates) -> tuple[int, int, str]:
    made = _made(text, model, candidates)
    number = int(np.argmax(made.score))
    start = int(made.start[number])
    return start, start + int(made.length[number]), made.replacement(number)


def test_a_text_is_scored_as_the_model_scores_it(model: LanguageModel) -> None:
    seen = scored(RIGHT, model)
    assert seen.chances == pytest.approx(model.log_probabilities(model.encode(RIGHT)), abs=1e-5)
    assert len(seen.ids) == len(RIGHT) + 6


def test_a_text_longer_than_a_block_is_scored_as_in_one_piece(model: LanguageModel) -> None:
    text = (RIGHT + "\n") * 1000
    seen = scored(text, model)
    again = scored(RIGHT + "\n", model)
    assert seen.chances[-len(RIGHT) + 3 :] == pytest.approx(again.chances[4:], abs=1e-5)  # what stands before the line counts a little


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (RIGHT.replace("部署", "部暑"), ("暑", "署")),
        (RIGHT.replace("贯彻", "惯彻"), ("惯", "贯")),
        ("各级人民政府要加强鬼魔化养殖场的监督管理。", ("鬼魔", "规模")),
        ("进一步加强和规范的的事中事后监管。", ("的的", "的")),
        ("全面推进济经社会发展。", ("济经社会", "经济社会")),
    ],
)
def test_the_right_form_is_the_best_proposal(wrong: str, expected: tuple[str, str], model: LanguageModel, candidates: Candidates) -> None:
    start, end, replacement = _best(wrong, model, candidates)
    assert (wrong[start:end], replacement) == expected


@pytest.mark.parametrize("text", ["", "\n", "。", "𠮷", "部", "Word 2021\n\n12％", "\ud800"])
def test_a_text_with_nothing_to_propose_gives_nothing_or_does_not_stumble(text: str, model: LanguageModel, candidates: Candidates) -> None:
    made = _made(text, model, candidates)
    seen = scored(text, model)
    assert features(made, seen, SUSPICION.doubts(seen, model), model, candidates).shape == (len(made.start), len(FEATURES))


@settings(max_examples=60)
@given(st.text(st.sampled_from("各级人民政府要加强规模化养殖场的监督管理鬼魔暑的，。\n 1Aa𠮷"), max_size=60))
def test_proposals_lie_inside_one_line_and_change_something(model: LanguageModel, candidates: Candidates, text: str) -> None:
    made = _made(text, model, candidates)
    for number in range(len(made.start)):
        start = int(made.start[number])
        old = text[start : start + int(made.length[number])]
        assert len(old) == made.length[number]
        assert "\n" not in old
        assert made.replacement(number) != old
    assert (np.bincount(made.start, minlength=1) <= KEPT).all()
    assert (np.diff(made.start) >= 0).all()
    seen = scored(text, model)
    rows = features(made, seen, SUSPICION.doubts(seen, model), model, candidates)
    assert np.isfinite(rows).all()


@settings(max_examples=25)
@given(st.integers(0, len(RIGHT) - 1), st.sampled_from("暑制的一象X"))
def test_the_gain_is_the_difference_of_the_whole_text(model: LanguageModel, candidates: Candidates, at: int, wrong: str) -> None:
    text = RIGHT[:at] + wrong + RIGHT[at + 1 :]
    made = _made(text, model, candidates)
    before = float(model.log_probabilities(model.encode(text)).sum())
    for number in range(len(made.start)):
        start = int(made.start[number])
        changed = text[:start] + made.replacement(number) + text[start + int(made.length[number]) :]
        after = float(model.log_probabilities(model.encode(changed)).sum())
        assert made.gain[number] == pytest.approx(after - before, abs=1e-2)
