"""What the network says of proposals: the right one fits best, and none is judged by the company that it is asked in."""

from __future__ import annotations

import numpy as np
import pytest

from drafting.documents.resources import resource
from drafting.proofing.characters.candidates import Candidates, Kind
from drafting.proofing.characters.network import Network
from drafting.proofing.characters.ngrams import LanguageModel
from drafting.proofing.characters.opinions import OPINIONS, SURPRISING, expected, opinions
from drafting.proofing.characters.proposing import Proposals, proposals, scored

FOLDER = resource("corpus") / "characters"
MODEL = LanguageModel.open(FOLDER / "ngrams.bin")
NETWORK = Network.open(FOLDER / "network.bin")
CANDIDATES = Candidates.open(FOLDER / "candidates.bin")
TEXT = "有关部门应当按照职贵分工抓好落买，重大情况及时报告。"


def _made(text: str, *places: int) -> Proposals:
    return proposals(scored(text, MODEL), np.array(places or range(len(text)), dtype=np.int32), MODEL, CANDIDATES)


def _said(found: Proposals, text: str) -> dict[str, np.ndarray]:
    return dict(zip(OPINIONS, opinions(found, scored(text, MODEL), NETWORK).T, strict=True))


@pytest.mark.parametrize(("wrong", "right"), [("贵", "责"), ("买", "实")])
def test_the_right_character_fits_better_than_the_wrong_one_and_than_all_others(wrong: str, right: str) -> None:
    found = _made(TEXT, TEXT.index(wrong))
    said = _said(found, TEXT)
    single = [number for number in range(len(found.start)) if found.start[number] == TEXT.index(wrong) and found.length[number] == 1]
    best = max(single, key=lambda number: said["fit_gain"][number])
    assert found.replacement(best) == right
    assert said["fit_gain"][best] > 2
    assert said["new_rank"][best] == said["new_rank"].min() < np.log(4)
    assert said["new_fit"][best] > said["old_fit"][best]


def test_an_opinion_does_not_depend_on_the_other_proposals() -> None:
    text = "各各级人名政府要加强对按全生产工作的领导。" * 300
    found = _made(text)
    assert len(np.unique(found.start)) > 1024  # more than are held at once
    assert len(set(found.length.tolist())) > 1
    some = np.arange(0, len(found.start), 97)
    alone = opinions(found.chosen(some), scored(text, MODEL), NETWORK)
    assert opinions(found, scored(text, MODEL), NETWORK)[some] == pytest.approx(alone, abs=1e-3)


def test_what_adds_or_takes_away_characters_has_no_gain() -> None:
    text = "要进行行认真研究，抓好好落实。"
    found = _made(text)
    other = found.chosen(np.flatnonzero(found.length != found.size))
    assert len(other.start)
    said = _said(other, text)
    assert all((said[name] == 0).all() for name in ("fit_gain", "new_fit", "new_rank"))
    assert (said["old_fit"] < 0).any()


def test_a_character_outside_the_alphabet_fits_worst() -> None:
    text = "有关部门应当按照职责分工抓好落㐂，重大情况及时报告。"
    found = _made(text, text.index("㐂"))
    said = opinions(found, scored(text, MODEL), NETWORK)
    assert np.isfinite(said).all()
    assert len(opinions(found.chosen(np.empty(0, dtype=np.intp)), scored(text, MODEL), NETWORK)) == 0


def _expected(text: str, place: int) -> Proposals:
    doubts = np.full(len(text), -np.inf, dtype=np.float32)
    doubts[place] = SURPRISING
    return expected(scored(text, MODEL), doubts, NETWORK, CANDIDATES)


@pytest.mark.parametrize(
    ("text", "wrong", "right"), [("在公共场聊有不当行为的，依法处理。", "聊", "所"), ("国家犮展改革委负责解释。", "犮", "发")]
)
def test_a_character_that_is_like_nothing_fitting_is_put_right_by_what_is_expected(text: str, wrong: str, right: str) -> None:
    found = _expected(text, text.index(wrong))
    assert right in {found.replacement(number) for number in range(len(found.start))}
    assert (found.kind == Kind.EXPECTED).all()


def test_what_sounds_or_looks_alike_is_not_expected_once_more() -> None:
    found = _expected(TEXT, TEXT.index("贵"))
    assert "责" not in {found.replacement(number) for number in range(len(found.start))}


def test_nothing_is_expected_where_the_text_is_not_surprising() -> None:
    calm = np.full(len(TEXT), np.float32(SURPRISING - 0.01))
    assert len(expected(scored(TEXT, MODEL), calm, NETWORK, CANDIDATES).start) == 0
